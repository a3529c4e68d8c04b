/*
 * asked_part.h - findings with the evidence of the selected one beneath (or
 * beside, from 120 columns on): view 3, and a person's own tab.
 */
#ifndef THROUGHLINE_ASKED_PART_H
#define THROUGHLINE_ASKED_PART_H

#include "app.h"
#include "asked.h"
#include "widgets/page.h"

struct asked_line {
	const char *heading;         /* then it is no row */
	const struct asked_row *row;
	const char *who;             /* as it may be shown */
};

struct asked_part {
	struct app *app;
	bool is_one_person; /* then nobody is named */
	bool shows_states;  /* rows that are decided are among them */
	struct asked_line *line;
	size_t line_n;
	int day_cells, who_cells, state_cells, agency_cells; /* what the widest takes */
	struct list list;
	struct page page;             /* the evidence */
	struct arena *page_arena;
	bool is_unsaid;                     /* of somebody not opened: why is to be said first */
	const struct asked_row *explained;
	bool in_page;                 /* keys scroll the evidence */
};

void asked_part_init(struct asked_part *, struct app *, bool is_one_person);
void asked_part_done(struct asked_part *);
enum status asked_part_fill(struct asked_part *, const struct asked_row *const *, size_t n,
	struct arena *, struct err *); /* rows lent until the next fill */
const struct asked_row *asked_part_row(const struct asked_part *); /* the selected one, or NULL */
int64_t asked_part_person(const struct asked_part *, size_t row);
struct list *asked_part_list(struct asked_part *);
void asked_part_moved(struct asked_part *); /* explains the selected row */
void asked_part_act(struct asked_part *, enum act);
const char *asked_part_why_not(const struct asked_part *, enum act);
void asked_part_draw(struct asked_part *, struct canvas *, struct area, const char *empty);

#endif
