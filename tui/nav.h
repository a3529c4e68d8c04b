/*
 * nav.h - the way I came: a stack of open screens, each with its row, tab and filter, and
 * those that I came back from, to go forward to.  The top of the way is on the screen.
 * A numbered view stands in it once at most.
 */
#ifndef THROUGHLINE_NAV_H
#define THROUGHLINE_NAV_H

#include "screens/screen.h"

enum { NAV_DEPTH = 24, NAV_AHEAD = 8 };

struct nav {
	struct screen *way[NAV_DEPTH];
	size_t n;
	struct screen *ahead[NAV_AHEAD]; /* the next one last */
	size_t ahead_n;
};

struct screen *nav_top(const struct nav *); /* NULL before the first */
/* Takes it; a full stack forgets its oldest.  What was ahead is so no longer. */
void nav_push(struct nav *, struct screen *);
/* Brings a screen of that class, and of that person unless 0, to the top as it was
 * left; false: there is none. */
bool nav_raise(struct nav *, const struct screen_class *, int64_t person);
bool nav_holds(const struct nav *, const struct screen_class *, int64_t person);
/* One back.  Forms are closed, the rest can be gone forward to; false: the last one stays. */
bool nav_pop(struct nav *);
/* The one that going forward leads to, or NULL; and going there. */
struct screen *nav_next(const struct nav *);
void nav_forward(struct nav *);
void nav_done(struct nav *);

#endif
