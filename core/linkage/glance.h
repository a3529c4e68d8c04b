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

struct glance {
	uint64_t nhs, phone, postcode; /* packed, last sign lowest; 0: none, ODD: unlike the others */
	uint32_t family, given, others, street, town, email; /* values */
	uint32_t born;        /* decimal digits, four bits each; 0: none */
	unsigned char first_family, first_given, sex;
	unsigned char flags;
	uint32_t family_word, given_word;
};

/* A crowd at a glance, and what weighs how much by a model. */
struct glances {
	const struct model *model;
	struct glance *v;
	float *exact[WK_COUNT]; /* by value: what it weighs where both say it */
	double most[CF_COUNT];  /* that a field weighs where both say the same */
	double weight[CF_COUNT][LV_COUNT];
};

/* The crowd's shares are known.  Give it to glances_done() in any case.  False: no memory. */
bool glances_make(struct glances *, const struct crowd *, const struct model *);
void glances_done(struct glances *);

/* Names compare alike again and again: what came of the last pairs of them. */
enum { NAMES_SEEN = 1 << 13 };
struct names_seen {
	struct { uint64_t pair; unsigned char level; } name[2][NAMES_SEEN]; /* family, given */
};

/* The most that the total may be, or HUGE_VAL where no glance can tell: where they
 * share a number, or names that may be swapped. */
double glance_most(const struct glances *, size_t a, size_t b);
/* The same where the names are looked at too; most is what glance_most() gave. */
double glance_names(const struct glances *, const struct crowd *, struct names_seen *, size_t a,
	size_t b, double most);

#endif
