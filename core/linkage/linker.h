/*
 * linker.h - records linked within a transaction (private to core); linking.h has
 * those of an import linked by and by.
 */
#ifndef THROUGHLINE_LINKAGE_LINKER_H
#define THROUGHLINE_LINKAGE_LINKER_H

#include "care/work.h"

struct linker;

/* Lives in the transaction of `work`; the guide is lent, or NULL: it reads its own. */
struct guide;
enum status linker_new(struct work *, const struct guide *, struct linker **out, struct err *);
void linker_free(struct linker *); /* NULL is fine */

/* A record that is new or changed, each once. */
enum status linker_note(struct linker *, int64_t record, struct err *);

/* These came as one person resource: linked, reason "sent as one". */
enum status linker_sent_as_one(struct linker *, const int64_t *records, size_t n, struct err *);

/* Compares those noted with whoever shares a key, under the model there is; writes
 * and removes links, sets the people anew, also of those that were sent as one, and
 * touches every person whose records or content changed.  Others may be noted then,
 * and meet. */
enum status linker_meet(struct linker *, struct err *);
/* The same of records that were compared already, some of a meeting's; none is noted. */
struct meeting;
enum status linker_met(
	struct linker *, const struct meeting *, size_t from, size_t n, struct err *);

/* The people of these records worked out anew from links and decisions in force
 * (connected records, worker's links first, nothing joined that a worker
 * separated); touches whom it changes. */
enum status linker_regroup(struct work *, const int64_t *records, size_t n, struct err *);
/* The same by a guide that was read already. */
enum status people_regroup(
	struct work *, const struct guide *, const int64_t *records, size_t n, struct err *);
/* Everybody who would be: in the arena, ascending. */
enum status people_reach(const struct work *, const struct guide *, const int64_t *records, size_t n,
	struct arena *, int64_t **out, size_t *out_n, struct err *);

#endif
