/*
 * known_tab.h - what is known about a person, area of need by area of need: by
 * whom, since when, until when; or what made it no longer known.  Where there is room
 * each agency has a column; beneath the list the selected need is told in a sentence.
 */
#ifndef THROUGHLINE_KNOWN_TAB_H
#define THROUGHLINE_KNOWN_TAB_H

#include "app.h"
#include "journey.h"
#include "screens/known_told.h"

/* What the words of the lines mean. */
extern const struct picker_item KNOWN_LEGEND[];
extern const size_t KNOWN_LEGEND_COUNT;

enum { KNOWN_AGENCIES = 12 }; /* columns that there may be at most */

/* The best that an agency has of a need. */
struct known_cell { const char *text; enum look look; }; /* text NULL: it has not asked */

struct known_line {
	const char *domain, *brief; /* "Continence and toileting", "Continence" */
	int need; /* its place in the catalogue */
	enum answer_state state;
	const char *agency;  /* "" where nobody has asked */
	int32_t on, until;
	const char *more;    /* "to 1 Dec, 20 days, specialist", "by Another fall" */
	const char *told, *others; /* in a sentence; "- Hospital, + Age UK" */
	int64_t event;       /* that says so, 0 none */
	struct known_cell cell[KNOWN_AGENCIES];
};

struct known_tab {
	const struct app *app;
	struct known_line *line;
	size_t line_n;
	const char *never;     /* the needs that nobody has asked about */
	struct { int64_t agency; const char *name; } column[KNOWN_AGENCIES];
	size_t column_n, agency_n; /* agency_n: that have asked, with columns or without */
	int day_cells, agency_cells; /* what the widest takes */
	struct list list;
};

void known_tab_init(struct known_tab *, const struct app *);
void known_tab_done(struct known_tab *);
enum status known_tab_fill(struct known_tab *, const struct person *, struct arena *, struct err *);
int known_tab_domain(const struct known_tab *); /* -1: no line is selected */
int64_t known_tab_event(const struct known_tab *); /* 0: the selected line has none */
void known_tab_draw(struct known_tab *, struct canvas *, struct area);

#endif
