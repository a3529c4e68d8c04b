/*
 * apply.h - what a run does with its rows once they are read (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_APPLY_H
#define THROUGHLINE_INGEST_APPLY_H

#include "care/work.h"
#include "ingest/staging.h"
#include "store_imports.h"

struct tally {
	int64_t fresh, changed, same;
};
static inline void tally_add(struct tally *t, enum put put)
{
	*(put == PUT_NEW ? &t->fresh : put == PUT_CHANGED ? &t->changed : &t->same) += 1;
}

/* Ascending, each once; gives how many are left. */
size_t numbers_sorted(int64_t *, size_t n);

/* Agencies of rows found out, agencies known, later rows before earlier ones,
 * events without a person set aside (check.c).  ST_FORMAT as DESIGN 6 says. */
enum status run_check(struct batch *, struct err *);

/* All of it in one unit of work (apply.c).  `row` holds what is known before;
 * its id and counts are filled in. */
enum status run_apply(struct batch *, struct import_row *row, struct tally *, struct err *);

/* What run_apply() would count, read-only (compare.c). */
enum status run_compare(struct batch *, struct tally *, struct err *);

/* The ref under which the store already holds this event: another's whose parts
 * it shares; its parts become those of both.  Texts live in the arena (parts.c). */
enum status event_meets_parts(const struct store *, struct event *, struct arena *, struct err *);

#endif
