/*
 * waiting.h - the pairs that wait for a worker (private to core).
 */
#ifndef THROUGHLINE_LINKAGE_WAITING_H
#define THROUGHLINE_LINKAGE_WAITING_H

#include "care/work.h"

/* Pairs that the linker leaves to a worker, or that an agency was asked about, and
 * nobody has decided by any path: two people still, and not kept apart.  Of two
 * people the heaviest pair only.  Those come first whose agency has not replied in
 * time, longest due first, then the heaviest; what rests until a reply is due comes
 * last, soonest first. */
struct waiting_pair {
	int64_t a, b;                    /* records */
	bool is_compared;                /* by the linker; else the weight is 0 */
	double weight;
	int64_t person_a, person_b;
	const struct decision *asked;    /* or NULL */
	int32_t reply_by;                /* CIVIL_NONE when nobody is asked */
	bool is_resting;
};
struct waiting_pairs {
	struct waiting_pair *v;
	size_t n, due; /* v[0 .. due): to decide now */
	/* Of session_waiting(): whether the viewer may know of a pair is judged of so many of all there are. */
	size_t judged, all, all_due;
};
enum status links_waiting(const struct store *, int32_t today, struct arena *,
	struct waiting_pairs *out, struct err *);
/* What the linker made of such a pair: band and reason, "" where it did not compare it. */
enum status waiting_read(const struct store *, const struct waiting_pair *, struct arena *,
	struct link_row *out, struct err *);
/* Is the queue of this state of the store at hand? */
bool session_waiting_is_known(const struct session *);
/* The same for a session's day, lent until it is asked for again: those of which the viewer may know, at
 * least the first `most` (0: all).  Where some may be withheld each takes a look at two people, so no more
 * are judged than that takes. */
enum status session_waiting(struct session *, size_t most, const struct waiting_pairs **out, struct err *);
/* Of them all those to decide that are about one of these people, ascending, of which the viewer may know: no
 * other is judged. */
enum status session_waiting_of(struct session *, const int64_t *person, size_t person_n, struct arena *,
	struct waiting_pairs *out, struct err *);
/* There may be more to decide than are judged. */
bool waiting_may_be_more(const struct waiting_pairs *);

#endif
