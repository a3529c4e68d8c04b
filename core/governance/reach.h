/*
 * reach.h - whom a worker may come near at all, whatever may be seen of what happened
 * to them (private to core): never themselves or their kin, and a practitioner only
 * people of whom their agency holds a record.
 */
#ifndef THROUGHLINE_GOVERNANCE_REACH_H
#define THROUGHLINE_GOVERNANCE_REACH_H

#include "care/work.h"

/* For the gate, which leaves out who is out of reach.  Cheap for who reaches everybody. */
enum status person_in_reach(const struct session *, int64_t person, bool *is, struct err *);
/* The same where it is known whether their agency holds a record. */
enum status person_in_reach_held(const struct session *, int64_t person, bool is_held, bool *is, struct err *);
/* ST_DENIED with a sentence; *refused is then what the audit is to say. */
enum status reach_check(const struct session *, int64_t person, const char **refused, struct err *);
/* Themselves and kin alone, audited, for who names somebody. */
enum status reach_kin_require(struct session *, int64_t person, struct err *);
/* The agency whose findings the viewer is kept to, -1 for one that is not known; 0: all. */
int64_t reach_agency(struct session *);

#endif
