/*
 * nav.h - the way I came: a stack of open screens, each with its row and filter.
 * The top one is on the screen.  A numbered view stands in it once at most.
 */
#ifndef THROUGHLINE_NAV_H
#define THROUGHLINE_NAV_H

#include "screens/screen.h"

enum { NAV_DEPTH = 24 };

struct nav {
	struct screen *way[NAV_DEPTH];
	size_t n;
};

struct screen *nav_top(const struct nav *); /* NULL before the first */
void nav_push(struct nav *, struct screen *); /* takes it; a full stack forgets its oldest */
/* Brings the view of that class to the top, with its row and filter; false: it isn't open. */
bool nav_raise(struct nav *, const struct screen_class *);
bool nav_pop(struct nav *); /* false: the last one stays */
void nav_done(struct nav *);

#endif
