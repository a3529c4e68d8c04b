/*
 * pairing.h - every pair of a crowd that may be one person (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_PAIRING_H
#define THROUGHLINE_LINKAGE_PAIRING_H

#include "linkage/fit.h"
#include "vec.h"

struct pairing { uint32_t a, b; };
struct pairings {
	VEC(struct pairing) found;
	size_t compared;  /* pairs, as often as they share a key */
	size_t left_out;  /* blocks that were too large to say anything */
};

/* Pairs whose total is at least that, or who share a number (these perhaps twice); keys of blocks that were too
 * large are taken off.  Two threads where there are many.  False: no memory. */
bool crowd_pair(struct crowd *, const struct model *, double least, struct pairings *out);

#endif
