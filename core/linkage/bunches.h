/*
 * bunches.h - everybody who hangs together, and the people whom they make
 * (private to linkage): what one bunch says has no bearing on any other.
 */
#ifndef THROUGHLINE_LINKAGE_BUNCHES_H
#define THROUGHLINE_LINKAGE_BUNCHES_H

#include "linkage/pairing.h"

/* A worker's word about two records, by their places. */
struct said { uint32_t a, b; bool is_link; uint32_t bunch; };

struct bunches {
	size_t n;          /* in the order of their first records */
	uint32_t *of;      /* by place: whose bunch */
	uint32_t *member;  /* places, by bunch, then as they arrived */
	size_t *from;      /* by bunch, and one more: its first member */
	uint32_t *row;     /* pairs found, by the bunch of the one that arrived first */
	size_t *row_from;
	uint32_t *person;  /* by place: the place of their first record */
};

/* Puts together whom pairs that the program goes by, and workers' links, connect,
 * and works out the people and the pairs' fates.  Sorts what was said.  Give it to
 * bunches_done() in any case.  False: no memory. */
bool bunches_make(struct bunches *, const struct crowd *, const struct guide *, struct pairings *,
	struct said *, size_t said_n);
void bunches_done(struct bunches *);

/* Whether people are made of it. */
bool pairing_is_taken(const struct pairing *, enum link_auto);

#endif
