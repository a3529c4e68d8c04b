/*
 * sources.h - which agencies hold nobody twice, and how many of one's people
 * another holds too (private to linkage).
 *
 * Of two agencies that hold nobody twice, each record has one match in the other
 * at most.  Where nearly all have theirs, the rest is for each other: with M
 * pairs found and Us and Ut records left over, a further pair has odds of
 * (M + 1) / (Us * Ut) before it is compared, if any overlap was as likely as any
 * other beforehand.  And a pair within such an agency is as unlikely as the
 * pairs found there are few.  Where an agency holds people twice, or few, nothing
 * is concluded: the built-in odds hold.
 */
#ifndef THROUGHLINE_LINKAGE_SOURCES_H
#define THROUGHLINE_LINKAGE_SOURCES_H

#include "linkage/fit.h"

/* Fills in the model's sources from a sample of the records, the same for the same
 * records.  False: no memory. */
bool sources_fit(struct model *, const struct crowd *);

#endif
