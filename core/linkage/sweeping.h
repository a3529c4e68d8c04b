/*
 * sweeping.h - what a sweep is made of (private to sweep.c and settle.c).
 */
#ifndef THROUGHLINE_LINKAGE_SWEEPING_H
#define THROUGHLINE_LINKAGE_SWEEPING_H

#include "linkage/bunches.h"
#include "linkage/fit.h"
#include "linkage/sweep.h"

struct sweep {
	struct guide *guide;
	bool is_fitted;           /* the model, anew */
	struct arena *arena;
	struct crowd crowd;
	uint32_t *at;             /* by a record's id: its place, from 1 */
	struct pairings pairs;    /* with those that were sent as one */
	struct link_row *kept;    /* rows as they are in the store, by (a, b) */
	size_t kept_n;
	VEC(uint32_t) gone;       /* those of them that no pair stands for any more */
	VEC(struct said) said;
	struct bunches bunches;
};

#endif
