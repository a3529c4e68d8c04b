/*
 * sets.h - things numbered from 0, joined to sets one pair after another (private
 * to linkage): each starts as a set of its own, named by its lowest.
 */
#ifndef THROUGHLINE_LINKAGE_SETS_H
#define THROUGHLINE_LINKAGE_SETS_H

#include <stddef.h>
#include <stdint.h>

static inline void sets_begin(uint32_t *set, size_t n)
{
	for (size_t i = 0; i < n; i++)
		set[i] = (uint32_t)i;
}

static inline uint32_t set_of(uint32_t *set, uint32_t i)
{
	while (set[i] != i)
		i = set[i] = set[set[i]];
	return i;
}

static inline void sets_join(uint32_t *set, uint32_t a, uint32_t b)
{
	a = set_of(set, a);
	b = set_of(set, b);
	set[a > b ? a : b] = a < b ? a : b;
}

#endif
