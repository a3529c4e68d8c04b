/*
 * meeting.h - noted records compared with whoever shares a key (private to linkage).
 *
 * Many at once, since then keys and records are read in the order in which the store
 * has them, each once.  Nothing is written, so that it may be done before a transaction
 * as well as within it.
 */
#ifndef THROUGHLINE_LINKAGE_MEETING_H
#define THROUGHLINE_LINKAGE_MEETING_H

#include "linkage/pairs.h"
#include "vec.h"

/* One whom a noted record met, and the link that they are to have. */
struct met {
	uint32_t noted;      /* by its place among them */
	int64_t other;
	bool is_out;         /* nobody's now: what there is between the two stays */
	struct link_row row; /* its texts are static */
};

struct meeting {
	const int64_t *noted; /* lent; so many of them were compared */
	size_t n;
	VEC(struct met) found; /* by noted, then by other; who has too little in common is not there */
};

/* As many of the first noted as there is room for, at least one.  Give it to
 * meeting_done(), also after a failure. */
enum status meeting_make(struct meeting *, const struct store *, const struct guide *, int32_t today,
	const int64_t *noted, size_t n, struct err *);
void meeting_done(struct meeting *);

/* Whom the noted one at that place met. */
const struct met *meeting_of(const struct meeting *, size_t noted, size_t *n);

#endif
