/*
 * reader.h - a query being taken apart: what its readers of names and of numbers
 * share (private to search).
 */
#ifndef THROUGHLINE_SEARCH_READER_H
#define THROUGHLINE_SEARCH_READER_H

#include "search/query.h"

enum { QUERY_WORDS = 24 };

struct reader {
	struct query *query;
	struct arena *arena;
	int32_t today;
	size_t word_n; /* of the query */
	bool failed;   /* no memory */
};

/* The number of the new term; what is typed in the first n words. */
size_t term_add(struct reader *, const char *const *words, size_t n);
/* A way whose key is of that kind; texts of NULL are no memory. */
void way_add(struct reader *, size_t term, char kind, const char *text, struct way);
void way_add_ending(struct reader *, size_t term, char kind, const char *digits, struct way);
/* As an identifier's value. */
void way_value(struct reader *, size_t term, const char *text);

/* Each reads what the first of n words begin with, and gives how many it took. */
size_t read_nhs(struct reader *, const char *const *words, size_t n);
size_t read_age(struct reader *, const char *const *words, size_t n);
size_t read_numbers(struct reader *, const char *const *words, size_t n);

#endif
