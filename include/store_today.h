/*
 * store_today.h - what stands on Today, kept when people are judged: rows of numbers, no
 * sentences.  What only the passing of days decides is decided when they are read.
 */
#ifndef THROUGHLINE_STORE_TODAY_H
#define THROUGHLINE_STORE_TODAY_H

#include "model.h"
#include "store.h"

enum standing_kind { /* numbers of the store */
	SK_DEAD_PLANNED, /* planned for somebody who has died; day: its own */
	SK_DEAD_ASKED,   /* a referral without reply, of such; day: its own */
	SK_LEFT,         /* out of hospital since that day, nobody in touch; event: how */
	SK_IN_HOSPITAL,  /* since that day; event: the admission */
	SK_WARNING,      /* to be reviewed by that day */
	SK_TURNS,        /* from that day on what stands of the person may be other; event 0 */
	SK_DEAD_SERVED,  /* support that goes on, of somebody who has died; day: since when */
};
struct standing { enum standing_kind kind; int32_t day; int64_t person, event; };
/* By person, kind, day, event: for qsort(). */
int store_standing_order(const void *, const void *);

/* Makes these all that stands of a person; what is so already is not written. */
enum status store_standing_set(struct txn *, int64_t person, const struct standing *, size_t n, struct err *);
/* Those of whom somebody left before that day need nobody any more. */
enum status store_standing_left_before(struct txn *, int32_t day, struct err *);

/* By kind, day, event. */
enum status store_standing_of(const struct store *, int64_t person, struct arena *, struct standing **out, size_t *n,
	struct err *);
struct standing_query {
	enum standing_kind kind;
	int32_t from, until;    /* days, both included */
	bool is_newest_first;   /* else the oldest */
	size_t limit;           /* 0: all */
};
enum status store_standing_list(const struct store *, const struct standing_query *, struct arena *, struct standing **out,
	size_t *n, struct err *);
enum status store_standing_count(const struct store *, const struct standing_query *, int64_t *out, struct err *);
enum status store_standing_all_count(const struct store *, int64_t *out, struct err *);

#endif
