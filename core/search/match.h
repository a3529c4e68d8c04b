/*
 * match.h - from a query to the people whom all its terms hit (private to
 * search).  Reads the store; ranks in C.
 */
#ifndef THROUGHLINE_SEARCH_MATCH_H
#define THROUGHLINE_SEARCH_MATCH_H

#include "search/query.h"
#include "store_people.h"

struct match {
	int64_t person;
	struct record *record; /* the person's */
	size_t record_n;
	double score;
	const char *why;       /* what hit, each reason once */
};

/* In no order; stops when it has `enough`. */
enum status matches_find(const struct store *, const struct query *, size_t enough, struct arena *,
	struct match **out, size_t *n, struct err *);

#endif
