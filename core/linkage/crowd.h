/*
 * crowd.h - every record there is, small enough to hold them all (private to
 * linkage): numbers into a lexicon, and the keys of its blocks.
 */
#ifndef THROUGHLINE_LINKAGE_CROWD_H
#define THROUGHLINE_LINKAGE_CROWD_H

#include "linkage/blocks.h"
#include "linkage/lexicon.h"
#include "linkage/weights.h"
#include "store_people.h"

struct entry {
	int64_t id, person; /* who holds it now */
	uint64_t rank;
	uint32_t word[WK_COUNT];
	uint32_t agency;
	char sex;
	unsigned char standing;
};

struct crowd {
	struct lexicon lexicon;
	struct entry *v;
	size_t n, room;
	uint32_t (*key)[BL_COUNT];
	uint32_t *by_rank;  /* places in an order that owes nothing to their arrival */
	int64_t highest;    /* id */
	float least_common[2]; /* shares from which a family, a given name is common */
};

/* Everybody.  Give it to crowd_done(), also after a failure. */
enum status crowd_read(struct crowd *, const struct store *, int32_t today, struct err *);
/* Some records alone, by their ids, which ascend as the crowd then does; those that are
 * nobody's now are left out.  They have no keys and no order by rank. */
enum status crowd_read_some(struct crowd *, const struct store *, int32_t today, const int64_t *id,
	size_t n, struct err *);
void crowd_done(struct crowd *);

/* How common every value is: counted for the model, and taken from it. */
bool crowd_count(const struct crowd *, struct model *);
void crowd_know(struct crowd *, const struct model *);

/* A record as it is compared, its shares as they are known; texts are the crowd's. */
void crowd_normal(const struct crowd *, size_t at, struct normal *out);
/* Its family and given name alone: fills in those fields. */
void crowd_names(const struct crowd *, size_t at, struct normal *out);
/* What it says of one kind. */
const char *crowd_text(const struct crowd *, size_t at, enum word_kind);
/* Its birth date; and whether it says at all who it is about (as pairs.c asks of a normal). */
int32_t crowd_born(const struct crowd *, size_t at);
bool crowd_says_who(const struct crowd *, size_t at);
/* Its valid NHS number, or "". */
const char *crowd_nhs(const struct crowd *, size_t at);

#endif
