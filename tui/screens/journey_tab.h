/*
 * journey_tab.h - a person's journey: lanes above, the list beneath; from 120
 * columns on, the selected event in full at the side.
 */
#ifndef THROUGHLINE_JOURNEY_TAB_H
#define THROUGHLINE_JOURNEY_TAB_H

#include "app.h"
#include "screens/swimlane.h"
#include "widgets/page.h"

struct journey_line {
	const struct journey_row *row; /* NULL: time in which nothing happened */
	int gap_days;
	const char *finding;           /* "= 4 of 5 known: Council", or NULL */
	const char *dated;             /* the same with the day, for where there is room */
};

struct journey_tab {
	const struct app *app;
	const struct person *person;
	struct swimlane lanes;
	struct journey_line *line;
	size_t line_n;
	int day_cells, agency_cells, finding_cells, dated_cells; /* what the widest takes */
	struct list list;
	struct page page;      /* the selected event */
	const struct journey_row *paged; /* what the page shows */
	struct arena *page_arena;
};

void journey_tab_init(struct journey_tab *, const struct app *);
void journey_tab_done(struct journey_tab *);
/* Works out lines and lanes of a person just read.  `event`: the row to start
 * on; 0 keeps the place. */
enum status journey_tab_fill(
	struct journey_tab *, const struct person *, int64_t event, struct arena *, struct err *);
const struct journey_row *journey_tab_row(
	const struct journey_tab *); /* the selected one, or NULL */
void journey_tab_draw(struct journey_tab *, struct canvas *, struct area);
void journey_tab_zoom(struct journey_tab *, enum act);

#endif
