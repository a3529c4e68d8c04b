/*
 * match.h - from a query to the people whom all its terms hit (private to
 * search).  Reads the store; ranks in C.
 */
#ifndef THROUGHLINE_SEARCH_MATCH_H
#define THROUGHLINE_SEARCH_MATCH_H

#include "search/query.h"
#include "store_people.h"

struct session;

/* How a term hit a person: the best way, and the record that has its key. */
struct found_by {
	const struct way *way; /* NULL: a needless term that did not */
	const char *key;
	const struct record *record;
	bool is_past;          /* a superseded version had it */
	double score;
};

struct match {
	int64_t person;
	struct record *record; /* the person's */
	size_t record_n;
	bool *is_cut;          /* by record: the viewer sees no more of it than who they are */
	bool is_nowhere;       /* where they are is not told */
	double score;
	struct found_by *by;   /* by term */
};

/* Keys read so far of one state of the store, by whoever asks matches_find() more than once
 * inside one store_read(); in their arena. */
struct known_key {
	const char *key;
	bool is_prefix;
	size_t limit;
	struct key_hit *hit;
	size_t n;
	struct known_key *before;
};
struct keys_known { struct known_key *newest; };

struct match_wish {
	const int64_t *first; /* people to look at before others where there are many */
	size_t first_n;
	size_t enough;        /* stops when it has so many */
	struct keys_known *known; /* NULL: nothing is */
};

/* In no order. */
enum status matches_find(const struct session *, const struct query *, const struct match_wish *,
	struct arena *, struct match **out, size_t *n, struct err *);

#endif
