/*
 * blocks.h - who is worth comparing with whom (private to linkage).
 *
 * Records are noted with the keys by which people like them are found.  Those
 * that share a key make a block; a block of more than BLOCK_MOST says nothing.
 * Where every record of the store is noted, the blocks are whole in memory; else
 * each key is looked up in the store once, whoever shares it.
 */
#ifndef THROUGHLINE_LINKAGE_BLOCKS_H
#define THROUGHLINE_LINKAGE_BLOCKS_H

#include "linkage/normal.h"
#include "store_people.h"
#include "vec.h"

enum { BLOCK_MOST = 200 };

/* One note's key.  Sorted by hash, the members of a block stand side by side. */
struct block_member {
	uint64_t hash;
	uint32_t note;
	uint32_t entry : 31; /* its place in the order of noting */
	uint32_t looks : 1;  /* looks into the block without being in it */
};
struct block { uint32_t first, n; }; /* of members, or of found ids */

struct blocks {
	VEC(struct block_member) members;
	VEC(uint32_t) entries;     /* by note: its first entry; and one after the last */
	struct block *block;       /* by entry, once settled */
	struct arena *scratch;
	bool is_whole;             /* everybody is noted */
	VEC(int64_t) found;        /* what the store was found to hold */
};

enum status blocks_begin(struct blocks *, struct err *);
void blocks_done(struct blocks *);

/* Notes are numbered from 0 in this order. */
enum status blocks_note(struct blocks *, const struct normal *, struct err *);
/* After the last: is_whole where nobody else is in the store. */
enum status blocks_settle(struct blocks *, bool is_whole, struct err *);

/* Calls give with whoever shares a block with this note, itself and repeats
 * among them: a note's number, or -1 and the id of a record. */
typedef enum status block_fn(void *arg, int64_t note, int64_t record, struct err *);
enum status blocks_each(struct blocks *, const struct store *, uint32_t note, const struct normal *,
	block_fn *give, void *arg, struct err *);

#endif
