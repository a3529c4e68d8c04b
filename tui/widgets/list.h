/*
 * list.h - a list on the screen: a window on rows that somebody else holds, a
 * selected row with `>` before it, marks, a filter as one types, and where it has
 * columns an order by any of them.
 *
 * The list owns its filter, order and marks (list_done() frees them) and knows rows by
 * number only; a row's id lets place and marks survive a re-read.  Rows that a filter
 * hides are told of above the list for as long as it does.
 */
#ifndef THROUGHLINE_LIST_H
#define THROUGHLINE_LIST_H

#include <stdint.h>

#include "canvas.h"
#include "vec.h"
#include "verbs.h"
#include "widgets/columns.h"
#include "widgets/prompt.h"
#include "widgets/words.h"

/* What the list asks of whoever holds the rows. */
struct list_source {
	size_t (*count)(const void *arg);
	bool (*is_heading)(const void *arg, size_t row); /* passed over by the cursor; may be NULL */
	int64_t (*id)(const void *arg, size_t row);      /* what the row is about; 0 none */
	/* What the filter looks in (words.h); what columns say is known to it by their names. */
	void (*text)(const void *arg, size_t row, char *out, size_t room);
	/* Draws the row in one line; two cells before it hold the list's own marks. */
	void (*draw)(const void *arg, size_t row, struct canvas *, struct area);
};

enum { LIST_MARGIN = 2, LIST_WORDS = 256, LIST_KEPT = 1024 };

enum { LIST_WANTS_END = 1, LIST_WANTS_MARKS = 2 };

struct list_ids { VEC(int64_t) of; };

/* What was worked out of the rows as they are, so that a key need not. */
struct list_memory {
	VEC(char) text;          /* of every row, folded, what the filter looks in */
	VEC(size_t) text_at;
	VEC(size_t) by_order;    /* rows in the order chosen */
	struct list_ids shown, before; /* of the rows shown, and of those shown before that */
	bool has_text, by_column; /* by_column: what each column says as well, by its name */
};

struct list {
	const struct list_source *source;
	const void *arg;
	VEC(size_t) shown;       /* rows of the source that the filter lets through */
	size_t row, top;         /* into shown: the selected one, the first on the screen */
	int height;              /* rows on the screen when last drawn … */
	struct area at;          /* … and where */
	size_t drawn;            /* top when all of it was drawn last */
	size_t passing;          /* rows above the one that passes by alone, plus one; 0: none does */
	VEC(int64_t) marked;     /* ids, in order */
	int64_t marked_last;     /* where a range begins; 0 nowhere */
	struct prompt filter;
	bool is_typing;          /* the filter has the cursor … */
	int64_t from;            /* … which was on this row before: shown again it is the selected one; 0 none.  Who
	                          * narrows the rows by themselves (tells_itself) set it back once they have */
	bool tells_itself;       /* whoever holds the rows leaves those out that the filter hides, and tells it … */
	size_t left_out;         /* … so many */
	char words[LIST_WORDS];  /* last filter, for n and N */
	int32_t today;           /* what its days are reckoned from; CIVIL_NONE: it knows none */
	const struct list_columns *columns; /* NULL: none to choose from */
	struct list_order order;
	struct list_memory memory;
	const char *kept_as;     /* what its settings are kept by; NULL: they are not */
	bool keeps_filter;
	bool filter_ends;        /* … of its day alone: on a new one nothing is hidden */
	struct list_order aside; /* while the rows come in an order of their own: what is kept of the usual ones */
	bool is_aside;
	bool has_rest;           /* more rows there are than were read … */
	bool is_growing;         /* … and they are being read */
	bool reads_on;           /* whoever holds the rows reads them all where list_needs_all() … */
	unsigned wants;          /* … and what was asked of all of them, LIST_WANTS_…, is done as they come */
	bool hides_words;        /* of the filter, which may name somebody */
	char kept[LIST_KEPT];    /* as they were kept last */
};

void list_init(struct list *, const struct list_source *, const void *arg);
void list_done(struct list *);
/* Before the first rows are there: what they can be put in order by. */
void list_have_columns(struct list *, const struct list_columns *);

/* The rows have changed: finds the selected one again by `id` (0: by its number), else
 * the first after it that is still there; it stays where it was on the screen.  Out of
 * memory shows fewer rows. */
void list_refresh(struct list *, int64_t id);
/* The id of the selected row, for list_refresh(); 0 when there is none. */
int64_t list_id(const struct list *);
/* The selected row of the source; false when the list is empty. */
bool list_selected(const struct list *, size_t *row);
bool list_select(struct list *, int64_t id); /* false: no row of that id */
/* The row that the filter was begun on, where it shows. */
bool list_select_from(struct list *);
/* The first row that was not shown before the rows changed last; false: there is none, or the
 * cursor is on one, and it stays. */
bool list_select_new(struct list *);
/* As list_select() for a row that the filter may hide: then the filter goes. */
bool list_find(struct list *, int64_t id);
size_t list_rows(const struct list *);       /* rows shown, headings apart */
size_t list_rows_all(const struct list *);   /* rows there are */
/* A filter, an order, the end, a mark on all are about all rows, not those read so far. */
bool list_needs_all(const struct list *);

bool list_is_marked(const struct list *, int64_t id);
void list_unmark(struct list *);
void list_mark(struct list *);       /* the selected row, or no longer */
void list_mark_to(struct list *);    /* all shown from the one marked last to here */
void list_mark_all(struct list *);   /* all shown; where all are, none */
void list_mark_rest(struct list *);  /* all shown, whichever are */
void list_marks_keep(struct list *); /* drops the marks of rows that are no longer there */
const char *list_mark_why_not(const struct list *, enum act);

/* Why a verb of a list would do nothing here, or NULL. */
const char *list_why_not(struct list *, enum act);
/* Moves, marks, filters; false when the verb is none of a list's. */
bool list_act(struct list *, enum act);
/* A key while the filter has the cursor. */
void list_type(struct list *, uint32_t key);
bool list_is_filtered(const struct list *);
/* What its filter may ask for by name, "agency: kind: since:"; "" nothing. */
void list_names_tell(struct list *, char out[static WORDS_NAMES]);
void list_unfilter(struct list *);

/* Selects the row that stands in row y of the canvas; false: there is none. */
bool list_click(struct list *, int y);

/* Draws into the area and sets the focus on the selected row. */
void list_draw(struct list *, struct canvas *, struct area);
/* After it was drawn: does the window leave rows out?  "7-12 of 41" then, "7-12 of 500+"
 * where more were not read, else "". */
enum { LIST_CUT = 48 };
void list_cut_tell(const struct list *, char out[static LIST_CUT]);
/* Lines that it draws above the first row in such an area. */
int list_head_rows(const struct list *, struct area);
/* The row in its columns, for a source's draw(). */
void list_row_draw(const struct list *, size_t row, struct canvas *, struct area);

/* Order --------------------------------------------------------------------- */

bool list_is_ordered(const struct list *);
/* By a column, the way that is usual for it, or where it is that column already the
 * other way; the selected row stays. */
void list_order_by(struct list *, int column);
/* Other rows than the usual ones come, best first: for as long as they do, what is chosen
 * as their order is theirs alone, and the order of the usual rows is kept and returns. */
void list_order_aside(struct list *, bool is_aside);
/* Order and columns as they are for everybody; the selected row stays. */
void list_as_usual(struct list *);
/* As it comes, with nothing chosen, filtered or marked; the rows are to be read next. */
void list_begin_anew(struct list *);
/* Filter, order and columns as one text and back; what a text has that no longer is
 * there is passed over. */
void list_settings(const struct list *, char out[static LIST_KEPT]);
void list_restore(struct list *, const char *settings);

/* Between list.c, list_order.c and list_draw.c: the rows put in order, and their texts folded. */
bool list_is_heading(const struct list *, size_t row);
void list_memory_forget(struct list *);
void list_memory_order(struct list *);
const char *list_memory_text(struct list *, size_t row, bool by_column); /* NULL: no memory for them */
void list_memory_done(struct list *);

#endif
