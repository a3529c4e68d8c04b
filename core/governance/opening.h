/*
 * opening.h - the first opening of somebody who is not on a worker's list (private to
 * core): it takes a reason, which holds for 28 days.
 *
 * On it are those whom they lead, are involved with, or starred (mine.h).
 */
#ifndef THROUGHLINE_GOVERNANCE_OPENING_H
#define THROUGHLINE_GOVERNANCE_OPENING_H

#include "care/work.h"

/* Never of who sees all, and of who works with no people at all. */
enum status opening_is_due(const struct session *, int64_t person, bool *is, struct err *);
/* ST_UNOPENED with a sentence; *refused is then what the audit is to say. */
enum status opening_check(const struct session *, int64_t person, const char **refused, struct err *);
/* The same, audited, for who names somebody whom no deed of theirs is about. */
enum status opening_require(struct session *, int64_t person, struct err *);

#endif
