/*
 * journey_tab.h - a person's journey: lanes above, the list beneath, one thing: the mark
 * under the lanes is where the list's cursor is.  The selected event is told beneath the
 * list, from 120 columns on in full at the side.
 */
#ifndef THROUGHLINE_JOURNEY_TAB_H
#define THROUGHLINE_JOURNEY_TAB_H

#include "app.h"
#include "screens/journey_lines.h"
#include "screens/swimlane.h"
#include "widgets/page.h"

/* An event that knew what the one under the cursor asks again, or that reset it. */
struct journey_related { const struct journey_row *row; const char *text; enum look look; };

struct journey_tab {
	const struct app *app;
	const struct person *person;
	struct swimlane lanes;
	struct arena *arena;       /* of rows, lines and lanes */
	const struct journey_row **row; /* those that the filter lets through */
	size_t row_n;
	struct journey_line *line;
	size_t line_n;
	struct journey_part part;  /* chosen */
	struct arena *text_arena;
	const char **text;         /* of each row of the person, folded, once words were looked for; else NULL */
	struct { struct journey_part part; char words[LIST_WORDS]; } made; /* what the lines were made by */
	int day_cells, agency_cells, note_cells, dated_cells; /* what the widest takes */
	struct list list;
	const struct journey_row *followed; /* what all the following is about */
	struct arena *followed_arena;
	struct page page;
	const char *brief, *told;
	struct journey_related *related;
	const struct journey_row **knew;
	size_t related_n;
	int64_t wrote, before;     /* what was written last from here, and what the cursor was on then; 0 none */
	int64_t walked;            /* the finding's event whose evidence is walked through; 0 none */
};

void journey_tab_init(struct journey_tab *, const struct app *);
void journey_tab_done(struct journey_tab *);
/* Works out lines and lanes of a person just read.  `event`: the row to start
 * on; 0 keeps the place. */
enum status journey_tab_fill(struct journey_tab *, const struct person *, int64_t event, struct err *);
/* The cursor goes to what was just written, also where a filter would hide it; where that is
 * taken back, it returns to where it was. */
void journey_tab_wrote(struct journey_tab *, int64_t event);
void journey_tab_clear(struct journey_tab *); /* shows nobody */
const struct journey_row *journey_tab_row(const struct journey_tab *); /* the selected one, or NULL */
void journey_tab_draw(struct journey_tab *, struct canvas *, struct area);

/* The list's cursor or filter may be another. */
void journey_tab_moved(struct journey_tab *);
/* Zoom, columns and pages of time, evidence; false when the verb is none of these. */
bool journey_tab_act(struct journey_tab *, struct app *, enum act);
const char *journey_tab_why_not(const struct journey_tab *, enum act);
/* To a day as it was typed; false: it is none. */
bool journey_tab_go(struct journey_tab *, struct app *, const char *typed);
/* Only a part: asks which; takes the answer. */
void journey_tab_ask_part(struct journey_tab *, struct app *, answer_fn *);
void journey_tab_choose_part(struct journey_tab *, int picked);
bool journey_tab_is_part(const struct journey_tab *);
bool journey_tab_is_narrowed(const struct journey_tab *); /* likewise, or by words */
void journey_tab_whole(struct journey_tab *); /* all of it again */

/* For the files beside it ------------------------------------------------- */

extern const struct list_source JOURNEY_LIST; /* journey_list.c */
void journey_widths_find(struct journey_tab *);
/* What is told of the selected event, and with is_moved the mark, go along with the cursor. */
void journey_follow(struct journey_tab *, bool is_moved);
/* The event nearest to a moment, and how many days after it; 0 none. */
int64_t journey_event_near(const struct journey_tab *, int64_t moment, int32_t *days);

/* journey_related.c: what knew, and what reset, what the row asks again. */
void journey_related_find(struct journey_tab *, const struct journey_row *);
/* The next event along the evidence of what was found; 0 none. */
int64_t journey_evidence_next(struct journey_tab *);
bool journey_evidence_has(const struct journey_tab *);

#endif
