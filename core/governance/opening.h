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

/* What others hold of somebody in a queue that all see is not told yet: they are to be opened for a
 * reason, and none was given for the queue. */
enum status opening_veils(const struct session *, int64_t person, bool *is, struct err *);
enum status opening_veils_either(const struct session *, int64_t a, int64_t b, bool *is, struct err *);
/* Somebody in a queue that all see is looked at, not opened: for the one reason that the worker gave for
 * the queue, which the look's row of the audit has.  *why: "", where they may be opened unasked.
 * ST_UNOPENED, audited: none was given. */
enum status opening_in_queue(struct session *, int64_t person, const char **why, struct err *);

#endif
