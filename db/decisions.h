/*
 * decisions.h - what decisions make of a finding (private to db).
 */
#ifndef THROUGHLINE_DB_DECISIONS_H
#define THROUGHLINE_DB_DECISIONS_H

#include "inside.h"
#include "model.h"

/* The state of a finding on this event with this evidence (ascending), and the
 * decision that gives it, 0 for none: the newest in force that was made on some
 * of the evidence; else no-longer-applies where there is one in force; else open. */
enum status decisions_judge(const struct store *, int64_t event, const int64_t *evidence, size_t n,
	enum verdict *state, int64_t *decision, struct err *);

/* ST_BUG where there is none. */
enum status decision_read_one(const struct store *, int64_t id, struct arena *,
	struct decision *out, struct err *);

/* A row stands while no row that stands takes it back. */
enum status decision_in_force(const struct store *, int64_t id, bool *out, struct err *);

/* The findings of an event judged anew by its decisions (findings.c). */
enum status findings_restate(struct txn *, int64_t event, struct err *);

/* A whole column of event ids, ascending; malloc'd by vec. */
enum status ids_read(const struct store *, int statement, int64_t of, int64_t **ids, size_t *n,
	struct err *);

#endif
