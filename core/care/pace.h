/*
 * pace.h - how long a transaction of many goes on (private to core): its end
 * included, the queue is held for some twenty-five milliseconds at most, for less where
 * somebody waits.
 */
#ifndef THROUGHLINE_CARE_PACE_H
#define THROUGHLINE_CARE_PACE_H

#include "store.h"

struct pace {
	const struct store *store;
	double most;              /* what the next transaction may spend before its end */
	double began, asked, last, end; /* of the one under way, by the clock */
	double longest;           /* of its steps: also one during which the machine did something else */
	double step;              /* what a step may take, as far as the last ones tell */
	double share;             /* what its end takes of what came before */
	bool is_waited_for;
};

struct pace pace_new(const struct store *);
void pace_begin(struct pace *); /* within the transaction, first */
/* After each step: for how many milliseconds it should have been at its end; negative: it
 * may go on. */
double pace_late(struct pace *);
bool pace_is_late(void *pace);
void pace_end(struct pace *);   /* nothing is left but judging and the commit */
void pace_learn(struct pace *); /* it was committed: the next spends more, or less */

#endif
