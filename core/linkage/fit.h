/*
 * fit.h - the model fitted to the records there are (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_FIT_H
#define THROUGHLINE_LINKAGE_FIT_H

#include "linkage/blocks.h"
#include "linkage/weights.h"

/* What one sweep holds: every record, and its keys. */
struct crowd {
	struct normal *v;
	uint32_t (*key)[BL_COUNT];
	size_t n;
};

/* Shares, u from random pairs, m by expectation and maximisation on pairs that
 * share a key, leaving out what they share for it.  Few records leave the
 * built-in m and u as they are.  Fills in every record's shares.  The same
 * records in the same order give the same model.  False: no memory. */
bool model_fit(struct model *, struct crowd *);

#endif
