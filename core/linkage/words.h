/*
 * words.h - what workers said about pairs of records, all of it, and the pairs
 * that wait for a worker (private to core).
 */
#ifndef THROUGHLINE_LINKAGE_WORDS_H
#define THROUGHLINE_LINKAGE_WORDS_H

#include "model.h"
#include "store_people.h"
#include "vec.h"

/* The newest word in force on a pair, and the people who hold its records now. */
struct pair_word {
	struct decision decision;
	int64_t person_a, person_b;
};
struct pair_words { struct pair_word *v; size_t n; };

/* In the order of the pairs. */
enum status pair_words_read(
	const struct store *, struct arena *, struct pair_words *, struct err *);
const struct pair_word *pair_words_of(const struct pair_words *, int64_t a, int64_t b);
/* A separation between these two people, or NULL. */
const struct pair_word *pair_words_apart(const struct pair_words *, int64_t person, int64_t other);

/* Pairs that the linker leaves to a worker and nobody has decided by any path:
 * two people still, and not kept apart.  Of two people the heaviest pair only;
 * heaviest first. */
enum status links_waiting(
	const struct store *, struct arena *, struct link_row **out, size_t *n, struct err *);

/* "linked by J.OBI on 12 Nov 2025", with what they gave as reason after it. */
const char *word_told(const struct decision *, struct arena *);

#endif
