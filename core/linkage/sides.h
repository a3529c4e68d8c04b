/*
 * sides.h - the two people of a link or a separation: which record goes where,
 * and what each of them has (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_SIDES_H
#define THROUGHLINE_LINKAGE_SIDES_H

#include "care/work.h"
#include "linkage.h"
#include "linkage/group.h"

struct session;

enum wish { WISH_NONE, WISH_A, WISH_B };

/* A separation being worked out on a group of records. */
struct placing {
	struct group *g;
	size_t a, b;          /* the two named, as indexes of the group's records */
	enum wish *wish;      /* by record: where it is to go */
	bool *by_hand;        /* by record: a worker's wish, not the evidence's */
	struct decision word; /* what all its words share: worker, reason */
	VEC(struct word) said; /* the pair's own first */
	struct arena *arena;
};

/* Begins with nobody placed; end with placing_done(). */
enum status placing_new(struct placing *, struct group *, size_t a, size_t b,
	const struct decision *word, struct arena *, struct err *);
void placing_done(struct placing *);
/* Says what brings the wishes about, the least that does, and works the people of
 * the group out.  Who was of their person and would be with neither goes to the
 * side that speaks more for them (a tie: to the lower-numbered of a and b).
 * ST_USAGE where earlier decisions stand against it. */
enum status placing_settle(struct placing *, struct err *);

/* Events and findings of the group's people of a and b as they are worked out now. */
enum status sides_count(const struct session *, const struct store *, const struct group *,
	size_t a, size_t b, struct link_side side[2], struct err *);
/* Who is on the two sides, for whoever asked; a placing where there is one. */
enum status sides_tell(const struct session *, const struct group *, size_t a, size_t b, const struct placing *,
	struct arena *, struct link_side side[2], struct err *);

#endif
