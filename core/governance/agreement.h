/*
 * agreement.h - what of the partnership's agreement is in force, in sentences for the doctor (private to core).
 */
#ifndef THROUGHLINE_GOVERNANCE_AGREEMENT_H
#define THROUGHLINE_GOVERNANCE_AGREEMENT_H

#include "care/work.h"

/* The matrix and what differs from it as it began; what is taken for more than standard, and the named
 * workers, where there are any.  At most AGREEMENT_TOLD, in the arena. */
enum { AGREEMENT_TOLD = 3 };
enum status agreement_told(struct session *, struct arena *, const char *out[static AGREEMENT_TOLD], size_t *n, struct err *);

#endif
