/*
 * blocked.h - the block keys that the store keeps, so that a record that comes
 * later finds whom to compare it with (private to core).
 *
 * The store knows up to which record it has them.  What came after that is put
 * before the next comparison, so that nothing else need think of it.
 */
#ifndef THROUGHLINE_LINKAGE_BLOCKED_H
#define THROUGHLINE_LINKAGE_BLOCKED_H

#include <pthread.h>

#include "linkage/blocks.h"
#include "linkage/ids.h"
#include "store_people.h"

/* First, of the noted that were there before, what their last change gave and took. */
enum status blocked_change(struct txn *, const int64_t *noted, size_t n, struct err *);
/* Then the keys of many records that came, gathered outside of a transaction and put
 * a kind after the other.  All are in, and the store knows it, when nothing is left:
 * until then they may be put again from the beginning. */
struct blocking {
	struct ids id;
	struct { uint32_t (*v)[BL_COUNT]; size_t cap; } own;
	const uint32_t (*key)[BL_COUNT]; /* its own, or lent */
	int kind;                        /* what comes next: of this kind … */
	size_t at;                       /* … after so many */
	struct block_rows { int kind; struct block_key *v; size_t n; } sorted; /* kind -1: none */
	struct block_rows ahead;         /* those of the next kind, sorted meanwhile by … */
	pthread_t sorter;
	bool is_sorting;
};
void blocking_begin(struct blocking *);
void blocking_done(struct blocking *); /* before what was lent is freed */
/* Those that the store does not have yet. */
enum status blocking_gather(struct blocking *, const struct store *, struct err *);
enum status blocking_put(struct blocking *, struct txn *, size_t most, struct err *);
/* Many are sorted, a kind after the other, the next while one is put: better outside of a
 * transaction too. */
bool blocking_is_ready(const struct blocking *);
enum status blocking_ready(struct blocking *, struct err *);
static inline bool blocking_is_over(const struct blocking *b) { return b->kind > BL_COUNT; }

enum status blocked_is_empty(const struct store *, bool *, struct err *);

/* Keys whose records are sought, and by which of those who seek them. */
struct seeking { VEC(struct sought { uint64_t key; uint32_t by; }) key; };
bool blocked_seek(struct seeking *, const struct normal *, uint32_t by); /* false: no memory */
/* Who shares a key with whom: the record's id, and below it in 32 bits who sought it. */
struct meets { uint64_t *v; size_t n, cap; };
/* In order, each once; those who seek are met by themselves too, and by some whose last
 * change took the key away.  More than `most`: they are not all. */
enum status blocked_meet(struct seeking *, const struct store *, size_t most, struct meets *out,
	struct err *);

#endif
