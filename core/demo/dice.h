/*
 * dice.h - chance that falls the same on every machine (private to demo).
 *
 * SplitMix64: whole numbers only, so that no library's rounding can change a
 * locality.
 */
#ifndef THROUGHLINE_DEMO_DICE_H
#define THROUGHLINE_DEMO_DICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

static inline uint64_t dice_next(struct dice *d)
{
	uint64_t z = d->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* Dice of their own for one thing among many: the same whatever was thrown before. */
static inline struct dice dice_for(uint64_t seed, uint64_t what, uint64_t which)
{
	struct dice d = { seed ^ what * 0xd1342543de82ef95u };

	d.state = dice_next(&d) ^ which * 0xaf251af3b0f025b5u;
	d.state = dice_next(&d);
	return d;
}

static inline size_t dice_below(struct dice *d, size_t n)
{
	return (size_t)(dice_next(d) % n);
}

static inline int dice_between(struct dice *d, int low, int high)
{
	return low + (int)dice_below(d, (size_t)(high - low) + 1);
}

static inline bool dice_in_1000(struct dice *d, int times)
{
	return (int)dice_below(d, 1000) < times;
}

#endif
