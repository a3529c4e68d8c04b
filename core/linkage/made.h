/*
 * made.h - records made here, each linked to the record that it belongs with
 * (private to core).
 */
#ifndef THROUGHLINE_LINKAGE_MADE_H
#define THROUGHLINE_LINKAGE_MADE_H

#include "care/work.h"
#include "linkage/ids.h"

/* Its link as its anchors have it: to the first of them in force, or to nobody where
 * none is or it is out of force itself.  Whom that concerns is added to *changed, to
 * be regrouped. */
enum status made_settle(struct txn *, int64_t record, struct ids *changed, struct err *);
/* The same for these, where records came: and the people whom that concerns
 * regrouped. */
enum status made_bring(struct work *, const int64_t *record, size_t n, struct err *);

#endif
