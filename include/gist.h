/*
 * gist.h - an event as far as the rule of duplicates reads it, packed as text: the
 * store keeps it beside the event, so that judging everybody reads little.
 *
 * One after another, in any order, with US (31) between and RS (30) at the end of each:
 *
 *	id US start US end US source_ref US wording
 *
 * start and end are moments: day * 2^27 + millisecond + 1, a bare date's without the 1;
 * end is empty when not sent.  A wording is all the rest: letters for kind and status
 * ('@' + number) and the agency's number, then as sent code_system, code, instrument,
 * domains, depth, valid_until, subject, review_of, reuses, joint_with, to_agency,
 * responded_on, resets, minutes.  Most events are worded like many others, so what the
 * rule makes of a wording is worked out once.  It is what was sent: no catalogue is in it.
 */
#ifndef THROUGHLINE_GIST_H
#define THROUGHLINE_GIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model.h"
#include "vec.h"

struct gist {
	int64_t event;
	struct civil start, end;
	const char *source_ref, *wording; /* not ended by NUL */
	size_t source_ref_n, wording_n;
};

struct gists { VEC(char) text; }; /* NUL at its end, once something is in it */

/* The rule may read it: it asks, may have reset something, or is an open request. */
bool event_has_gist(const struct event *);
bool gist_add(struct gists *, const struct event *, int64_t id); /* false: no memory */

/* The next of them, `*text` moved behind it; false at the end, or where there is none. */
bool gist_next(const char **text, struct gist *out);

/* The wording as an event that says only this; its texts lie in `room`, of wording_n + 1
 * bytes, and the agency's code is not among them.  False: it is none. */
bool gist_words(const struct gist *, char *room, struct event *out);

#endif
