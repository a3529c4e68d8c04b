/*
 * known_tab.h - what is known about a person, area of need by area of need: by
 * whom, since when, until when; or what made it no longer known.
 */
#ifndef THROUGHLINE_KNOWN_TAB_H
#define THROUGHLINE_KNOWN_TAB_H

#include "app.h"
#include "journey.h"

struct known_line {
	const char *domain, *brief; /* "Continence and toileting", "Continence" */
	int need; /* its place in the catalogue */
	enum answer_state state;
	const char *agency;  /* "" where nobody has asked */
	int32_t on, until;
	const char *more;    /* "until 1 Dec, specialist", "reset by …" */
	int64_t event;       /* that says so, 0 none */
};

struct known_tab {
	const struct app *app;
	struct known_line *line;
	size_t line_n;
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
