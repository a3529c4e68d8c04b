/*
 * blocks.h - which records are worth comparing: those that share one of these
 * (private to core).  A hint only, so a hash will do.
 */
#ifndef THROUGHLINE_LINKAGE_BLOCKS_H
#define THROUGHLINE_LINKAGE_BLOCKS_H

#include "linkage/normal.h"

enum block {
	BL_NHS, BL_OTHER_ID, BL_OTHER_ID_2, BL_OTHER_ID_3, BL_EMAIL, BL_PHONE, BL_BORN_FAMILY, BL_BORN_GIVEN, BL_NAMES,
	BL_POSTCODE_FAMILY, BL_POSTCODE_GIVEN, BL_STREET, BL_YEAR, BL_DAY, BL_TOWN_FAMILY,
	BL_TOWN_GIVEN, BL_BORN_POSTCODE, BL_BORN_TOWN, BL_CROSS, BL_GIVEN_YEAR,
	BL_EMAIL_NAME, BL_BORN,
	BL_COUNT
};

/* A record may hold several other numbers: these kinds are one. */
enum { BLOCK_IDS = BL_EMAIL - BL_OTHER_ID };
static inline enum block block_kind(enum block b)
{
	return b > BL_OTHER_ID && b < BL_EMAIL ? BL_OTHER_ID : b;
}

/* 0: the record has no such key. */
void blocks_make(const struct normal *, uint32_t key[static BL_COUNT]);

/* A record, by its place among others, and its key of one kind. */
struct placed_key { uint32_t key, at; };
/* Those up to `most`, ascending by key, then by place; give it to free().  NULL: no
 * memory. */
struct placed_key *keys_sorted(const uint32_t (*key)[BL_COUNT], size_t n, enum block, uint32_t most,
	size_t *found);

/* More records than that sharing a key of that kind say nothing by it. */
extern const unsigned BLOCK_MOST[BL_COUNT];

/* Fields that a block's pairs share for that very reason: bits by enum compared. */
extern const unsigned BLOCK_FIELDS[BL_COUNT];

#endif
