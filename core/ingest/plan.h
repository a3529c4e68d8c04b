/*
 * plan.h - the parts of the making of a run's plan (private to plan*.c).
 *
 * Rows are many and lie in the spool, so what is compared is hashes of their
 * names, sorted; two rows are one when their names are, read again.
 */
#ifndef THROUGHLINE_INGEST_PLAN_H
#define THROUGHLINE_INGEST_PLAN_H

#include "ingest/files/sorter.h"
#include "ingest/staging.h"

enum { PLAN_SORTED_AT_ONCE = 1 << 20 };

uint64_t plan_hash(uint32_t agency, const char *name);

/* Every row that stands, in the order in which they came. */
typedef enum status plan_row_fn(void *arg, const struct staged_row *, struct err *);
enum status plan_rows(struct staging *, plan_row_fn *give, void *arg, struct err *);

/* Of rows of one name the last stands, and what it is to do with those that are of another
 * spelling and somebody else's (plan_stand.c).  standing_done() also after a failure. */
struct parted { uint64_t key, by; uint32_t written; };
struct standing {
	struct staging *staging;
	VEC(struct parted) people; /* whose id, so written, is another's by this row */
	struct sorter rows;        /* all rows set aside for it, and by which */
};
enum status standing_find(struct standing *, struct staging *, struct err *);
/* An event of one of these does not stand either: then *is. */
enum status standing_part(struct standing *, uint64_t key, uint64_t at, bool *is, struct err *);
/* Tells of all of them, in the order in which they came. */
enum status standing_tell(struct standing *, const struct staging_people *, struct err *);
void standing_done(struct standing *);

#endif
