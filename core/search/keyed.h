/*
 * keyed.h - the keys of records that come in, gathered and put together (private
 * to core): in order they cost the store a fraction.
 */
#ifndef THROUGHLINE_SEARCH_KEYED_H
#define THROUGHLINE_SEARCH_KEYED_H

#include "linkage/normal.h"
#include "store_people.h"
#include "vec.h"

struct keyed {
	struct txn *txn; /* the one under way: set for each; NULL between two */
	const struct store *store; /* read between two */
	struct arena *texts, *scratch;
	VEC(struct key_row) rows;
	size_t put; /* so many of the sorted rows are in */
	bool is_sorted;
	struct keyed_part *parts; /* uthash: name parts whose spellings were gathered here already */
	struct arena *part_texts;
};

enum status keyed_begin(struct keyed *, struct txn *, struct err *);
void keyed_done(struct keyed *); /* also after a failure, and where it never began */

/* As many as are sorted and put at once. */
enum { KEYS_MOST = 700000 };

/* The record as it is stored now; changed: what only its former version had
 * becomes past. */
enum status keyed_add(struct keyed *, const struct record *, const struct normal *, bool changed,
	struct err *);
/* What the record said once, behind what it says now. */
enum status keyed_past(struct keyed *, const struct record *now, const struct record *then, struct err *);
/* The same for one put earlier, outside of a transaction. */
enum status keyed_recall(struct keyed *, const struct record *, const struct normal *, struct err *);
/* All of the record's keys become past: it is nobody's. */
enum status keyed_leave(struct keyed *, const struct record *, struct err *);
enum status keyed_sort(struct keyed *, struct err *);
/* Puts some, in order; those left are for the next time. */
enum status keyed_put_some(struct keyed *, size_t most, struct err *);
static inline size_t keyed_left(const struct keyed *k) { return k->rows.n - k->put; }
/* So many were gathered and put, as if no more had been: for a transaction that is
 * run again. */
void keyed_back(struct keyed *, size_t rows, size_t put);
/* When none is left: gathers anew. */
void keyed_clear(struct keyed *);
/* The same, and lets go of the memory that gathering took. */
void keyed_spare(struct keyed *);
/* Puts all. */
enum status keyed_put(struct keyed *, struct err *);

/* Whether a record has every key that it is to be found by. */
enum status keyed_held(const struct store *, const struct record *, struct arena *, bool *held, struct err *);

/* All of the record's keys, and those of what it said once, whichever are missing. */
enum status keyed_again(struct keyed *, const struct record *, struct err *);

/* Everybody's are put back (keyed_anew.c): inside a write, that it is to be done; then outside, in short writes,
 * to its end. */
struct work;
struct session;
enum status keyed_anew(struct work *, struct err *);
enum status keyed_rest(struct session *, struct err *);
/* What is left of that by somebody who did not come to its end, or where a migration asked for it; unless
 * another is at it. */
enum status keyed_keep(struct session *, struct err *);

#endif
