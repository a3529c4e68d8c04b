/*
 * sweep.h - everybody linked anew, in memory (private to linkage).
 *
 * First what is there is read, compared and put together: sweep_compute() writes
 * nothing and needs no lock.  Then it is written, all at once or a few at a time:
 * first every link, then the people, knot by knot of those between whom records
 * change hands, so that after each everybody is whole.
 */
#ifndef THROUGHLINE_LINKAGE_SWEEP_H
#define THROUGHLINE_LINKAGE_SWEEP_H

#include "care/work.h"
#include "linkage/blocked.h"
#include "linkage/pairs.h"

struct sweep;

/* What it came to, for those who measure and write; ids: one more than the highest of a record. */
struct sweep_size { size_t records, ids, compared, pairs, bunches, gone, backs, knots; };

/* Fits the guide's model where `refit` says so, compares whoever shares a key and
 * works out everybody.  The guide is kept, and used until sweep_free(). */
enum status sweep_compute(struct sweep **out, const struct store *, struct guide *, bool refit,
	int32_t today, struct err *);
void sweep_free(struct sweep *); /* NULL is fine */
void sweep_measure(const struct sweep *, struct sweep_size *);

/* Others wrote since it was computed: hears what workers said about pairs meanwhile,
 * so that the knots it concerns are put together by that.  *is_stale: the linker's
 * settings are others now, and it must be computed anew. */
enum status sweep_review(struct sweep *, const struct work *, bool *is_stale, struct err *);
/* Written from one up to another (sweep_size counts them), in this order: links that
 * are gone; the ways back of new ones; pairs, those of them whose links are new or
 * other; knots, which touches whom it changes; ids of records, whose pairs wait for a worker
 * or not as people are then.  The store is as it was read, or was reviewed; its model is the
 * sweep's. */
enum status sweep_unlink(struct sweep *, struct work *, size_t from, size_t to, struct err *);
enum status sweep_back(struct sweep *, struct work *, size_t from, size_t to, struct err *);
enum status sweep_link(struct sweep *, struct work *, size_t from, size_t to, struct err *);
enum status sweep_people(struct sweep *, struct work *, size_t from, size_t to, struct err *);
enum status sweep_pairs(struct sweep *, struct work *, size_t from, size_t to, struct err *);
/* Block keys for a store that has none, lent, to be written by and by. */
enum status sweep_keys(const struct sweep *, struct blocking *, struct err *);

/* Everybody is to be linked anew: so many came or went, so many there are. */
bool sweep_is_due(const struct guide *, size_t moved, int64_t all);

#endif
