/*
 * made.h - records that are made here, for what a worker writes (private to core).
 *
 * One is there as long as something hangs on it, and always with whom it was made for.
 */
#ifndef THROUGHLINE_CARE_MADE_H
#define THROUGHLINE_CARE_MADE_H

#include "care/work.h"

#define MADE_REF_ROOM 24
/* MADE_HERE and ten characters by chance. */
void made_ref(char out[static MADE_REF_ROOM]);

/* An agency's new record for a person; `with` of their records comes first among its
 * anchors (0: the first). */
enum status made_new(struct work *, int64_t agency, int64_t person, int64_t with, int64_t *record,
	struct err *);
/* After something was taken off it, or is to be hung on it again.  Nothing is done to
 * records that agencies sent. */
enum status made_leave_empty(struct work *, int64_t record, struct err *);
enum status made_enter(struct work *, int64_t record, struct err *);

#endif
