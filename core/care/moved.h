/*
 * moved.h - whether a person's postcodes are offered as a move (private to core).
 */
#ifndef THROUGHLINE_CARE_MOVED_H
#define THROUGHLINE_CARE_MOVED_H

#include "care/work.h"

/* The record came with another postcode than before: looked at from now on. */
enum status move_note(struct work *, int64_t record, struct err *);
/* Of a person whose records or events may be others now.  In most stores nobody's
 * record was ever noted: that is asked once. */
enum moved_any { MOVED_NOT_ASKED, MOVED_NONE, MOVED_SOME };
enum status moves_judge(struct work *, int64_t person, const struct event *, size_t n,
	enum moved_any *, struct arena *, struct err *);

#endif
