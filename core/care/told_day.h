/*
 * told_day.h - moments of the clock where the session's day is given, by an option or
 * because the store is a made-up locality (private to care).
 *
 * Such a store has a day of its own, and what is done in it bears the clock's: a moment
 * behind its day is as many days before that as it is before the clock's today.  What came with
 * the locality itself came when it happened.
 */
#ifndef THROUGHLINE_CARE_TOLD_DAY_H
#define THROUGHLINE_CARE_TOLD_DAY_H

#include "care/work.h"

struct told_day {
	int32_t today, clock;  /* the session's day and the clock's, UTC as moments are; the same where it follows that */
	const char *made;      /* when a locality was made, or NULL */
};
enum status told_day_begin(struct told_day *, const struct session *, struct arena *, struct err *);
/* The day before which "before today" is, by the clock. */
int32_t told_day_clock(const struct told_day *);
/* A moment (RFC 3339, UTC) as it is told there; of what came with the locality `happened`, or
 * "" where that is yet to come.  "" for NULL and out of memory. */
const char *told_day_of(const struct told_day *, const char *at, const char *happened, struct arena *);

#endif
