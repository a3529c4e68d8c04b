/*
 * blocked.h - the block keys that the store keeps, so that a record that comes
 * later finds whom to compare it with (private to core).
 *
 * The store knows up to which record it has them.  What came after that is put
 * before the next comparison, so that nothing else need think of it.
 */
#ifndef THROUGHLINE_LINKAGE_BLOCKED_H
#define THROUGHLINE_LINKAGE_BLOCKED_H

#include "linkage/blocks.h"
#include "store_people.h"
#include "vec.h"

struct ids { int64_t *v; size_t n, cap; }; /* a vec */

/* Puts the keys of records that came since, and of those that were there and are
 * among the noted what their last change gave and took. */
enum status blocked_catch_up(struct txn *, const int64_t *noted, size_t n, struct err *);

/* The keys of every record, by their ids: for a store that has none yet. */
enum status blocked_begin(struct txn *, const int64_t *id, const uint32_t (*key)[BL_COUNT], size_t n,
	struct err *);

enum status blocked_is_empty(const struct store *, bool *, struct err *);

/* Appends who shares a key with it, itself too; some perhaps twice, and some who
 * did before they were changed. */
enum status blocked_meet(const struct store *, const struct normal *, struct ids *, struct err *);

#endif
