/*
 * feeds.h - when each agency was last heard of: the newest day on which
 * something of theirs happened, kept while people are judged (private to core).
 */
#ifndef THROUGHLINE_CARE_FEEDS_H
#define THROUGHLINE_CARE_FEEDS_H

#include "care/work.h"
#include "store_imports.h"

struct feeds {
	VEC(struct feed { int64_t agency; int32_t last; }) feed;
	size_t at; /* where the last one was found: neighbours are often of one agency */
};

bool feeds_note(struct feeds *, const struct event *, int32_t today); /* false: no memory */

/* Remembers what was noted; with `anew` also where it is older than before. */
enum status feeds_keep(const struct feeds *, struct work *, bool anew, struct err *);

/* CIVIL_NONE for an agency of which nothing has happened. */
enum status feed_last(const struct session *, const struct agency *, int32_t *last, struct err *);

int32_t import_day(const struct import_row *); /* the day here on which it came, or CIVIL_NONE */
/* The newest import with rows of this agency up to today, of `import` newest first;
 * NULL: none.  A file without news is a sign of life too. */
const struct import_row *feed_received(const struct import_row *import, size_t n,
	const struct agency *, int32_t today);

#endif
