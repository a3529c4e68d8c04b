/*
 * ties.h - over which link each record of a person is joined to the others
 * (private to linkage).
 *
 * Links are taken in the order in which people are made of them, workers' first
 * (cluster.h), so that what is told is what did it.
 */
#ifndef THROUGHLINE_LINKAGE_TIES_H
#define THROUGHLINE_LINKAGE_TIES_H

#include "linkage/group.h"

struct session;

/* Toward the root, one of the records: its row is the program's link, its word a
 * worker's; both NULL and `to` the record itself where nothing holds it. */
struct tie {
	size_t to; /* index of the record that it is joined to */
	const struct link_row *row;
	const struct decision *word;
};

/* Ids ascending; links and words between others are passed over.  What a tie
 * points to is lent by them. */
enum status ties_make(const int64_t *id, size_t n, const struct link_row *rows, size_t row_n,
	const struct word *words, size_t word_n, size_t root, struct arena *, struct tie **out,
	struct err *);

/* The same for a person's records, read from the store, toward the first. */
enum status ties_read(const struct store *, const struct record *, size_t n, struct arena *,
	struct tie **out, struct err *);

/* "linked by J.OBI on 12 Nov 2025 because …", or "certain: same NHS number …". */
const char *tie_told(const struct session *, const struct tie *, struct arena *);

#endif
