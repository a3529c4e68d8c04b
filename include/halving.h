/*
 * halving.h - the first place of what ascends that is not below what is looked for:
 *
 *	struct halving h = {.to = n};
 *
 *	while (halving_on(&h))
 *		halving_turn(&h, v[h.at] < sought);
 *
 * leaves it in h.at; n: all are below.  Nothing is kept, nothing fails.
 */
#ifndef THROUGHLINE_HALVING_H
#define THROUGHLINE_HALVING_H

#include <stdbool.h>
#include <stddef.h>

struct halving {
	size_t at, from, to;
};

static inline bool halving_on(struct halving *h)
{
	h->at = h->from + (h->to - h->from) / 2;
	return h->from < h->to;
}

static inline void halving_turn(struct halving *h, bool is_below)
{
	if (is_below)
		h->from = h->at + 1;
	else
		h->to = h->at;
}

#endif
