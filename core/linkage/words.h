/*
 * words.h - what workers said about pairs of records, all of it (private to core).
 */
#ifndef THROUGHLINE_LINKAGE_WORDS_H
#define THROUGHLINE_LINKAGE_WORDS_H

#include "model.h"
#include "store_people.h"

struct session;

/* The newest word in force on a pair, and the people who hold its records now. */
struct pair_word {
	struct decision decision;
	int64_t person_a, person_b;
};
struct pair_words {
	struct pair_word *v; size_t n;         /* links and separations, in the order of the pairs */
	struct pair_word *asked; size_t asked_n; /* questions to an agency, the newest first */
};

enum status pair_words_read(
	const struct store *, struct arena *, struct pair_words *, struct err *);
const struct pair_word *pair_words_of(const struct pair_words *, int64_t a, int64_t b);
/* A separation between these two people, or NULL. */
const struct pair_word *pair_words_apart(const struct pair_words *, int64_t person, int64_t other);

/* The newest question about these two people, or NULL. */
const struct pair_word *pair_words_asked(const struct pair_words *, int64_t person, int64_t other);

/* The day by which the agency asked should reply. */
int32_t question_due(const struct decision *);

/* "linked by J.OBI on 12 Nov 2025", with what they gave as reason after it;
 * "asked RIV by J.OBI on 12 Nov 2025, reply by 19 Nov 2025". */
const char *word_told(const struct session *, const struct decision *, struct arena *);
/* The same with "; undone by A.LEE on 13 Nov 2025" after it. */
const char *word_undone(const struct session *, const char *told, const struct decision *, const struct decision *by,
	struct arena *);

#endif
