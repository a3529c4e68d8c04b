/*
 * said_by.h - what another worker said, in words without a name (private to care).
 */
#ifndef THROUGHLINE_CARE_SAID_BY_H
#define THROUGHLINE_CARE_SAID_BY_H

#include "care/work.h"

/* "avoidable on Reablement, Reach 24 Nov", and who holds the records it is about now, 0
 * nobody; NULL: it is the session's own worker's, or nothing is there any more. */
const char *word_said(struct session *, const struct decision *, int64_t person[2], struct arena *);

#endif
