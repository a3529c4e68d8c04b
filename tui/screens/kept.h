/*
 * kept.h - lists as this worker wants them: what was chosen before is there again, and
 * what is chosen is kept.
 */
#ifndef THROUGHLINE_KEPT_H
#define THROUGHLINE_KEPT_H

#include "app.h"

/* After list_init(): the list has these columns, and is as the worker left it.  The
 * filter is kept where it means the same rows whenever the list is opened. */
void kept_begin(const struct app *, struct list *, const struct list_columns *, const char *name, bool keeps_filter);
/* Other rows come, which are a list of their own: what was chosen for these is kept, and the
 * list is as the worker left that one. */
void kept_change(struct app *, struct list *, const struct list_columns *, const char *name, bool keeps_filter);
/* Keeps what has changed; what fails is said once. */
void kept_see_to(struct app *, struct list *);

#endif
