/*
 * standing.h - what of one person stands on Today: judged with the findings, from all
 * their events and what is said of their death (private to care and governance).
 *
 * Of somebody who has died what waits, planned or without reply, and support that goes on; of others a stay in
 * hospital, or that they left one with nobody in touch; warnings to review.  Hospital,
 * touch and support that is to end depend on the day: the first later day on which they may be other stands as
 * SK_TURNS, and the person is judged again then.
 */
#ifndef THROUGHLINE_CARE_STANDING_H
#define THROUGHLINE_CARE_STANDING_H

#include "care/work.h"
#include "store_today.h"

enum { LEFT_DAYS = 14 }; /* so long somebody who left hospital stands on Today */

struct standings { VEC(struct standing) v; };

/* Replaces what is in *out.  False: no memory. */
bool standing_judge(int64_t person, const struct event *, size_t n, struct death died, int32_t today,
	struct standings *out);

#endif
