/*
 * columns.h - the columns of a list: what they are called, how wide they are, what a
 * row has in each; and the order that a worker has chosen.
 *
 * A list that has columns (list.h) can be put in order by each of them, and columns
 * can be left out.  As long as nobody chooses, it looks as its source draws it.
 */
#ifndef THROUGHLINE_COLUMNS_H
#define THROUGHLINE_COLUMNS_H

#include <stdint.h>

#include "canvas.h"

/* Widths shared out: fixed columns keep theirs, what is left goes to the rest. */
struct column { int cells; int share; int x; };
void columns_lay(struct column *, size_t n, int cells);

/* Draws a text in a column; the last of its cells stays blank. */
void column_text(struct canvas *, struct area, const struct column *, enum look, const char *text);

enum { COLUMNS_MOST = 16, CELL_ROOM = 256 };

enum column_order { ORDER_TEXT, ORDER_NUMBER, ORDER_DAY };
enum {
	COLUMN_EXTRA = 1,      /* not shown until it is chosen */
	COLUMN_FLAT = 2,       /* shown where an order has taken the headings away */
	COLUMN_RIGHT = 4,      /* numbers, one under the other */
	COLUMN_TO_END = 8,     /* no blank after it */
	COLUMN_DOWN_FIRST = 16, /* the highest or latest is wanted first */
	COLUMN_NAME = 32,      /* "Grace Okafor": the family name, which comes last, counts first */
	COLUMN_UNNAMED = 64    /* says for itself what it is; its heading shows only to bear a mark */
};

struct list_column {
	const char *name;  /* its heading, and what a choice is kept by */
	const char *brief; /* its heading where that has no room, or NULL */
	enum column_order order;
	unsigned flags;
};

#define CELL_NOTHING INT64_MIN /* as a number: comes last, whichever way */

/* What a row has in one column. */
struct cell {
	enum look look;
	int64_t number;       /* what ORDER_NUMBER and ORDER_DAY go by */
	char text[CELL_ROOM];
};
void cell_text(struct cell *, const char *text); /* NULL: nothing */
void cell_number(struct cell *, int64_t);

struct list_columns {
	const struct list_column *column;
	size_t n;              /* at most COLUMNS_MOST */
	bool has_heading;      /* the names always stand above it */
	int cells_most;        /* wider than this a line is hard to read; 0: any width */
	/* Each column's own cells and share for a line of so many; none: not shown there. */
	void (*widths)(const void *arg, int cells, struct column *);
	void (*cell)(const void *arg, size_t row, size_t column, struct cell *out);
	/* Rows without such columns, headings among them: they stay as they are, after those in
	 * order.  NULL: there are none, and an order takes the headings away. */
	bool (*stays)(const void *arg, size_t row);
};

/* What a worker has chosen; all zero but `by` is as usual. */
struct list_order {
	int by;           /* a column; -1: the order that the list comes in */
	bool is_down;     /* Z to A, highest or latest first */
	unsigned toggled; /* bit by column: shown where it is not usually, or the other way round */
};

bool columns_are_usual(const struct list_order *);
bool column_is_shown(const struct list_columns *, const struct list_order *, size_t column);
/* "A to Z", "latest first". */
const char *column_way(const struct list_column *, bool is_down);
/* The columns of a line, laid; one that is not shown has no cells. */
void columns_of_line(const struct list_columns *, const struct list_order *, const void *arg, int cells,
	struct column out[static COLUMNS_MOST]);
void column_cell_draw(const struct list_columns *, size_t column, const struct column *, const void *arg, size_t row,
	struct canvas *, struct area);
/* Names above the columns, a mark before the one that the order goes by. */
void columns_heading_draw(const struct list_columns *, const struct list_order *, const void *arg, struct canvas *,
	struct area);

#endif
