/*
 * knots.h - bunches between which people change hands (private to linkage): written
 * at once, they leave everybody whole.
 */
#ifndef THROUGHLINE_LINKAGE_KNOTS_H
#define THROUGHLINE_LINKAGE_KNOTS_H

#include <stdbool.h>

#include "linkage/bunches.h"
#include "linkage/crowd.h"

struct knots {
	size_t n;        /* in the order of their first records */
	uint32_t *of;    /* by bunch: whose knot */
	uint32_t *bunch; /* by knot */
	size_t *from;    /* by knot, and one more: its first bunch */
};

/* `place` gives a record's place in the crowd by its id, from 1.  Give it to
 * knots_done() in any case.  False: no memory. */
bool knots_make(struct knots *, const struct bunches *, const struct crowd *, const uint32_t *place);
void knots_done(struct knots *);

#endif
