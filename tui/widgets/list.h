/*
 * list.h - a list on the screen: a window on rows that somebody else holds, a
 * selected row with `>` before it, marks, and a filter as one types.
 *
 * The list owns its filter and marks (list_done() frees them) and knows rows by
 * number only; a row's id lets place and marks survive a re-read.
 */
#ifndef THROUGHLINE_LIST_H
#define THROUGHLINE_LIST_H

#include <stdint.h>

#include "canvas.h"
#include "vec.h"
#include "verbs.h"
#include "widgets/prompt.h"

/* What the list asks of whoever holds the rows. */
struct list_source {
	size_t (*count)(const void *arg);
	bool (*is_heading)(const void *arg, size_t row); /* passed over by the cursor; may be NULL */
	int64_t (*id)(const void *arg, size_t row);      /* what the row is about; 0 none */
	/* What the filter looks in. */
	void (*text)(const void *arg, size_t row, char *out, size_t room);
	/* Draws the row in one line; two cells before it hold the list's own marks. */
	void (*draw)(const void *arg, size_t row, struct canvas *, struct area);
};

enum { LIST_MARGIN = 2, LIST_WORDS = 256 };

struct list {
	const struct list_source *source;
	const void *arg;
	VEC(size_t) shown;       /* rows of the source that the filter lets through */
	size_t row, top;         /* into shown: the selected one, the first on the screen */
	int height;              /* rows on the screen when last drawn */
	VEC(int64_t) marked;     /* ids */
	struct prompt filter;
	bool is_typing;          /* the filter has the cursor */
	char words[LIST_WORDS];  /* last filter, for n and N */
};

void list_init(struct list *, const struct list_source *, const void *arg);
void list_done(struct list *);

/* The rows have changed: finds the selected one again by `id` (0: by its number).
 * Out of memory shows fewer rows. */
void list_refresh(struct list *, int64_t id);
/* The id of the selected row, for list_refresh(); 0 when there is none. */
int64_t list_id(const struct list *);
/* The selected row of the source; false when the list is empty. */
bool list_selected(const struct list *, size_t *row);
bool list_select(struct list *, int64_t id); /* false: no row of that id */
size_t list_rows(const struct list *);       /* rows shown, headings apart */

bool list_is_marked(const struct list *, int64_t id);
void list_unmark(struct list *);

/* Moves, marks, filters; false when the verb is none of a list's. */
bool list_act(struct list *, enum act);
/* A key while the filter has the cursor. */
void list_type(struct list *, uint32_t key);
bool list_is_filtered(const struct list *);
void list_unfilter(struct list *);

/* Draws into the area and sets the focus on the selected row. */
void list_draw(struct list *, struct canvas *, struct area);

/* Does folded-or-not text hold all words (`!word`: hold it not)? */
bool words_match(const char *words, const char *text);

#endif
