/*
 * records.h - what each agency holds about one person: when it came, what it said
 * before, what holds it to the person, and why of several values one is shown.
 *
 * Everything lives in the arena given.  Nobody is looked at anew: the person was
 * opened, and is in the audit.
 */
#ifndef THROUGHLINE_RECORDS_H
#define THROUGHLINE_RECORDS_H

#include "journey.h"

/* A record, by its place in the person's. */
struct record_told {
	struct record_version *version; size_t version_n; /* the one in force first */
	size_t tied_to;        /* the record that it is joined to; itself: nothing joins it, as the first */
	const char *band;      /* of the program's link, else NULL */
	double weight;         /* NAN: not told (linkage.h) */
	const char *tie;       /* the program's reason, else "linked by … on … because …", else "" */
	const char *by;        /* the worker whose link it is, else NULL */
	int64_t events;        /* those that the viewer may see */
};
enum status records_tell(struct session *, const struct person *, struct arena *,
	struct record_told **out, struct err *);

/* Why the value shown is the one: nobody else states any; all state it; of those that
 * differ it was updated last, came in last, or comes first by its agency's code. */
enum shown_why { SHOWN_ALONE, SHOWN_AGREED, SHOWN_UPDATED_LAST, SHOWN_CAME_LAST, SHOWN_BY_CODE };
enum shown_why record_field_why(const struct person *, enum record_field);
/* Two values of a field say the same. */
bool record_field_same(enum record_field, const char *x, const char *y);
/* A record says another thing than is shown; either may be NULL. */
bool record_field_differs(enum record_field, const char *said, const char *shown);

#endif
