/*
 * pairing.h - every pair of a crowd that may be one person (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_PAIRING_H
#define THROUGHLINE_LINKAGE_PAIRING_H

#include "linkage/crowd.h"
#include "linkage/pairs.h"
#include "vec.h"

struct pairing {
	uint32_t a, b;      /* places in the crowd; a arrived first */
	double weight;
	const char *reason; /* static */
	unsigned char band, fate;
	uint32_t kept;      /* its row in the store, from 1 */
};
struct pairings {
	VEC(struct pairing) found;
	size_t compared;  /* pairs, as often as they share a key */
	size_t left_out;  /* blocks that were too large to say anything */
};

/* Pairs that are more than unlikely, each once, by the ids of a and b.  False:
 * no memory. */
bool crowd_pair(const struct crowd *, const struct guide *, struct pairings *out);

#endif
