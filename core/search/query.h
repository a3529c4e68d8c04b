/*
 * query.h - what was typed into a search, taken apart (private to search).
 *
 * A query is terms that must all hit one person; a term is ways in which it may
 * hit.  A way is a key, looked for whole or as a beginning.  The same words may
 * be read apart and as one: each of their terms then has the way of the whole.
 */
#ifndef THROUGHLINE_SEARCH_QUERY_H
#define THROUGHLINE_SEARCH_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "status.h"
#include "vec.h"

struct store;

enum by {
	BY_NAME, BY_NICKNAME, BY_SLIP, BY_SOUND,
	BY_BORN, BY_BORN_IN, BY_BORN_SWAPPED, BY_AGE,
	BY_POSTCODE, BY_PHONE, BY_PHONE_END, BY_NHS, BY_NHS_END,
	BY_VALUE, BY_ADDRESS,
	BY_COUNT
};

struct way {
	enum by by;
	const char *key;
	bool is_prefix;
	double score;       /* of a whole hit; a beginning's is a little less */
	const char *told;   /* BY_NICKNAME: the formal name; BY_AGE: the age */
	const char *agency; /* BY_ADDRESS: its code */
	const char *least, *most; /* BY_AGE: keys between these */
};
struct term {
	VEC(struct way) ways;
	const char *typed;
	const char *part;   /* a folded name part, which may be spelt otherwise; or NULL */
	bool is_needless;   /* Mrs: a person may be found without */
};
struct query { VEC(struct term) terms; };

/* The ways that what was typed says itself.  today says which century 3/7/43
 * means, and who is 82; CIVIL_NONE will do.  On failure too the query must be
 * given to query_done(). */
enum status query_read(
	struct query *, const char *text, int32_t today, struct arena *, struct err *);
/* Adds nicknames, and what the store's names are that sound or are spelt alike. */
enum status query_widen(struct query *, const struct store *, struct arena *, struct err *);
void query_done(struct query *);

/* What one term was looked for as: "a name, its sound, its nicknames". */
const char *term_tried(const struct term *, struct arena *);

#endif
