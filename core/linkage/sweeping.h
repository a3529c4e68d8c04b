/*
 * sweeping.h - what a sweep is made of (private to sweep.c, review.c, settle.c and
 * linking.c).
 */
#ifndef THROUGHLINE_LINKAGE_SWEEPING_H
#define THROUGHLINE_LINKAGE_SWEEPING_H

#include "linkage/bunches.h"
#include "linkage/fit.h"
#include "linkage/knots.h"
#include "linkage/sweep.h"

struct saids { struct said *v; size_t n, cap; }; /* a vec */

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
	VEC(uint32_t) back;       /* pairs that have no row, by (b, a) */
	struct saids said;
	struct bunches bunches;
	struct knots knots;
	bool is_shared;           /* others wrote since: people are not as they were read … */
	unsigned char *is_other;  /* … nor are links, where workers spoke, by knot; NULL: nowhere */
};

/* A record's place in the crowd, from 1; 0: none. */
static inline uint32_t sweep_place(const struct sweep *s, int64_t id)
{
	return id > 0 && id <= s->crowd.highest ? s->at[id] : 0;
}

/* Whether workers spoke meanwhile of somebody who hangs together with it. */
static inline bool sweep_is_other(const struct sweep *s, uint32_t at)
{
	return s->is_other && s->is_other[s->knots.of[s->bunches.of[at]]];
}

/* What workers said that is in force (review.c). */
enum status sweep_hear(const struct sweep *, const struct store *, struct saids *, struct err *);

#endif
