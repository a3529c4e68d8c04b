/*
 * links_pair.h - one pair of view 4, opened: what linking brings together first,
 * then the two records side by side, field by field, with what each weighs.
 */
#ifndef THROUGHLINE_LINKS_PAIR_H
#define THROUGHLINE_LINKS_PAIR_H

#include "app.h"
#include "linkage.h"
#include "widgets/page.h"

/* A sentence, or a field with its two values. */
struct pair_line {
	enum look look, value_look;
	const char *text; /* NULL: a field */
	const char *label, *value[2], *level, *weight;
	bool is_header;   /* whose records they are: where the focus rests */
};

enum pair_focus { PAIR_NONE, PAIR_A, PAIR_B };

struct links_pair {
	struct app *app;
	const struct queued_pair *shown; /* NULL: nothing */
	int64_t looked_at;               /* its number: others' changes are no new look at it */
	bool is_unsaid;                  /* not opened: why is to be said first */
	struct pair_opened opened;
	struct arena *arena;
	VEC(struct pair_line) line;
	struct page scroll;              /* how far; it holds no text */
	enum pair_focus focus;           /* keys scroll here */
};

void links_pair_init(struct links_pair *, struct app *);
void links_pair_done(struct links_pair *);
/* Opens a pair (NULL: none), which is lent; what fails is said. */
void links_pair_show(struct links_pair *, const struct queued_pair *);
void links_pair_draw(struct links_pair *, struct canvas *, struct area);
bool links_pair_is_cut(const struct links_pair *); /* there is more below what was drawn */

#endif
