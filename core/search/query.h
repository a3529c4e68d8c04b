/*
 * query.h - what was typed into a search, taken apart (private to search).
 *
 * A query is terms that must all hit one person; a term is ways in which it may
 * hit, the best first.  A way is a key, looked for whole or as a beginning.
 */
#ifndef THROUGHLINE_SEARCH_QUERY_H
#define THROUGHLINE_SEARCH_QUERY_H

#include <stdbool.h>

#include "arena.h"
#include "status.h"
#include "vec.h"

struct way {
	const char *key;
	bool is_prefix;
	double score;      /* of a whole hit; a beginning's is a little less */
	const char *why;   /* "name", "NHS number" … */
	const char *past;  /* the same of a superseded version: "former name" */
};
struct term { VEC(struct way) ways; };
struct query { VEC(struct term) terms; };

/* today says which century 3/7/43 means; CIVIL_NONE will do.  On failure too
 * the query must be given to query_done(). */
enum status query_read(
	struct query *, const char *text, int32_t today, struct arena *, struct err *);
void query_done(struct query *);

#endif
