/*
 * links_many.h - one word on several pairs that are marked: what it would be about is
 * listed before a yes, and one undo takes all of it back.
 */
#ifndef THROUGHLINE_LINKS_MANY_H
#define THROUGHLINE_LINKS_MANY_H

#include "screens/links_decide.h"

/* The marked pairs are those that are decided about; false: none is, or no memory. */
bool links_many_begin(struct links_screen *, enum verdict);
/* Its reason is known: shows what would be done. */
void links_many_preview(struct links_screen *);
void links_many_done(struct links_screen *);

#endif
