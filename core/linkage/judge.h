/*
 * judge.h - what a comparison makes of a pair (private to core).
 */
#ifndef THROUGHLINE_LINKAGE_JUDGE_H
#define THROUGHLINE_LINKAGE_JUDGE_H

#include "arena.h"
#include "linkage/weights.h"

enum band { BAND_CERTAIN, BAND_LIKELY, BAND_POSSIBLE, BAND_UNLIKELY, BAND_COUNT };
extern const char *const BAND_NAMES[BAND_COUNT];

/* The least total (log2 of the odds for one person) of each band, unless settings say
 * otherwise.  On the labelled sets what is certain from 5 on is right more than 995
 * times in 1000, least where names and birth dates are all there is; of pairs from
 * -3 to -2 one in ten is one person, of those below one in thirty: not worth a
 * coordinator's hour. */
#define LINK_CERTAIN_BITS 5
#define LINK_LIKELY_BITS 0
#define LINK_POSSIBLE_BITS -3
struct bands { double least[BAND_UNLIKELY]; };

/* The least total of a pair that is more than unlikely, by what is known of its
 * agencies: what is only possible must be so without that, or each record would
 * have a namesake in every other agency to be looked at. */
double bands_least(const struct bands *, double source);

struct judgement {
	enum band band;
	const char *reason; /* a static text */
};
struct judgement pair_judge(const struct bands *, const struct normal *a, const struct normal *b,
	const struct comparison *);

/* What a reason says beside homes, contacts and identifiers of agencies: all of it, or less. */
const char *reason_of_names(const char *reason, struct arena *);

#define BUT "; but " /* after a reason: why it did not do */

/* Whatever the two share, what they are called says that they are two (twins), and
 * no number says that they are one. */
bool pair_is_two(const struct normal *a, const struct normal *b, const struct comparison *);

#endif
