/*
 * fit.h - the model fitted to the records there are (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_FIT_H
#define THROUGHLINE_LINKAGE_FIT_H

#include "linkage/crowd.h"

/* Shares, u from random pairs, m by expectation and maximisation on pairs that
 * share a key, leaving out what they share for it.  Few records leave the
 * built-in m and u as they are.  Fills in the crowd's shares.  The same records
 * give the same model, however they came.  False: no memory. */
bool model_fit(struct model *, struct crowd *);

#endif
