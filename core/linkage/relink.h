/*
 * relink.h - everybody linked anew, since a setting of the linker changed or the model is to be
 * fitted anew (private to core).
 *
 * The write that changes it says so; then it is done in short ones, in turn with imports.  Killed
 * between two, whoever opens the store next goes on with it.
 */
#ifndef THROUGHLINE_LINKAGE_RELINK_H
#define THROUGHLINE_LINKAGE_RELINK_H

#include "care/work.h"

/* Inside the write that changes a setting; refit: the model is fitted anew, too. */
enum status relink_begin(struct work *, bool refit, struct err *);
/* Outside, to its end; waits while an import is under way.  How many people gained or lost a record. */
enum status relink_finish(struct session *, int64_t *changed, struct err *);
/* What somebody left of it who did not come to its end, unless another is at it, or an import under way. */
enum status relink_keep(struct session *, struct err *);

#endif
