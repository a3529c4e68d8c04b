/*
 * glance.h - pairs that cannot come to anything, told without looking closely
 * (private to linkage).
 *
 * What a record says fits into 64 bytes: numbers for what is equal or not, and
 * the digits of what differs by a slip.  The most that two of them can weigh is a
 * bound on what records_compare() says of the pair.
 */
#ifndef THROUGHLINE_LINKAGE_GLANCE_H
#define THROUGHLINE_LINKAGE_GLANCE_H

#include "linkage/crowd.h"

enum { GLANCE_LATER = 255 };
struct glance {
	uint64_t nhs, phone, postcode; /* packed, last sign lowest; 0: none, ODD: unlike the others */
	uint32_t family, given, others, street, town, email; /* values */
	uint32_t born;        /* decimal digits, four bits each; 0: none */
	unsigned char first_family, first_given;
	unsigned char agency; /* GLANCE_LATER: a later one */
	unsigned char flags;  /* and the sex */
	uint32_t family_word, given_word;
};

/* How many letters of which kinds (sixteen of them), and the first four. */
struct street_look { uint64_t letters; unsigned char length; char head[4]; };

/* A crowd at a glance, and what weighs how much by a model. */
struct glances {
	const struct model *model;
	const struct crowd *crowd;
	struct glance *v;
	struct street_look *street; /* by value */
	float *exact[WK_COUNT]; /* by value: what it weighs where both say it */
	double most[CF_COUNT];  /* that a field weighs where both say the same */
	double weight[CF_COUNT][LV_COUNT];
};

/* The crowd's shares are known.  Give it to glances_done() in any case.  False: no memory. */
bool glances_make(struct glances *, const struct crowd *, const struct model *);
void glances_done(struct glances *);

/* Names and towns compare alike again and again: what came of the last pairs of them. */
enum { LEVELS_SEEN = 1 << 13 };
struct levels_seen {
	struct { uint64_t pair; unsigned char level; } of[3][LEVELS_SEEN];
};

/* What is known of the agencies of the two. */
static inline double glance_source(const struct glances *g, size_t a, size_t b)
{
	const struct model *x = g->model;
	uint32_t one = g->v[a].agency, two = g->v[b].agency;

	if (!x->sources)
		return 0;
	if (one == GLANCE_LATER || two == GLANCE_LATER)
		return model_source(x, g->crowd->v[a].agency, g->crowd->v[b].agency);
	return one < x->sources && two < x->sources ? (double)x->source[one * x->sources + two] : 0;
}

/* The most that the total may be, source what is known of the agencies; or HUGE_VAL
 * where no glance can tell: where they share a number, or names that may be swapped. */
double glance_most(const struct glances *, size_t a, size_t b, double source);
/* The same where names and places are looked at too; most is what glance_most() gave. */
double glance_closer(const struct glances *, struct levels_seen *, size_t a, size_t b, double most);

#endif
