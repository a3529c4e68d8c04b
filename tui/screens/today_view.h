/*
 * today_view.h - view 1: a person on every line, who, what, why, since when.
 */
#ifndef THROUGHLINE_TODAY_SCREEN_H
#define THROUGHLINE_TODAY_SCREEN_H

#include "screens/screen.h"
#include "today.h"

struct today_row {
	bool is_heading;
	enum today_kind kind;
	size_t line;
	const char *who; /* as it may be shown */
	int64_t id;      /* the same while the line is about the same, of the same kind */
};

struct today_screen {
	struct screen screen;
	struct today today;
	struct today_row *row;
	size_t row_n;
	size_t each; /* lines of a kind, at most, once chosen; 0: what the screen has room for … */
	bool is_mine; /* only of people on the worker's list */
	bool has_all; /* … but all that one can ask for, for a filter or an order */
	int who_cells; /* what the widest name takes */
	int what_cells, why_cells; /* of the longest of each */
	struct list list;
};

/* today_rows.c: a heading before each kind that has lines; NULL: no memory. */
struct today_row *today_rows_make(const struct app *, const struct today *, struct arena *, size_t *n);

/* today_write.c: true when the verb is one that writes. */
bool today_write(struct today_screen *, enum act);
const char *today_write_why_not(const struct today_screen *, enum act);

#endif
