/*
 * spell.h - name parts spelt otherwise: kept once for each part that any record
 * has, found by sound and by one slip of the fingers (private to search).
 *
 * A slip is a letter too many, too few, another, or two changed about.  Two
 * parts that are one slip apart have in common what is left when each loses at
 * most one letter; of long parts only the first letters are kept so, and the
 * rest is compared.  So a beginning with a slip in it is found too.
 */
#ifndef THROUGHLINE_SEARCH_SPELL_H
#define THROUGHLINE_SEARCH_SPELL_H

#include "store_people.h"
#include "vec.h"

/* The keys kept of one folded name part, each once; none for what is no name. */
enum { SPELL_KEYS = 8 };
enum status spell_keys(const char *part, struct arena *, const char *keys[static SPELL_KEYS],
	size_t *n, struct err *);

enum alike { ALIKE_SLIP, ALIKE_SOUND };
struct spelling {
	const char *part;
	enum alike how;
	bool is_longer;  /* the beginning of the part is what is alike */
	double likeness; /* 0 … 1 */
};
/* Parts in the store that are spelt nearly so, or sound so, the likest first;
 * the part itself is not among them. */
enum status spell_find(const struct store *, const char *part, struct arena *,
	struct spelling **out, size_t *n, struct err *);

/* What may have been meant where nothing is found: parts that begin alike and are
 * not too far off, the likest first. */
enum status spell_suggest(const struct store *, const char *part, size_t most, struct arena *,
	const char ***out, size_t *n, struct err *);

/* Are the two at most one slip apart?  May the part go on after what was typed? */
bool spell_slip(const char *typed, const char *part, bool may_go_on, bool *goes_on);

#endif
