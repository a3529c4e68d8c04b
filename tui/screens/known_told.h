/*
 * known_told.h - what is known about a person, need by need and agency by agency, in
 * words: for the screen, for plain mode and for the command line.  Texts live in the
 * arena they were made in.
 */
#ifndef THROUGHLINE_KNOWN_TOLD_H
#define THROUGHLINE_KNOWN_TOLD_H

#include "journey.h"
#include "looks.h"

/* One who has asked about a need, or what reset what they knew. */
struct known_source {
	const struct journey_row *row;
	enum answer_state state;
	bool is_reset;        /* the event that reset the ones before it */
	int32_t on;
	const char *told;     /* "holds until 1 Mar 2026, 100 days more, specialist" */
	enum look look;
};
/* Best first, each followed by what reset it. */
enum status known_sources_tell(struct session *, const struct person *, int need, struct arena *,
	struct known_source **out, size_t *n, struct err *);

/* How long an answer holds or held, or what reset it. */
const char *known_holds(struct session *, const struct person *, const struct answer *, struct arena *);

/* The need in one sentence; "Nobody has asked about this." */
const char *known_told(struct session *, const struct person *, int need, struct arena *);

/* An answer in one sentence, who else has asked after it; "Skin: nobody has asked". */
const char *known_line_told(struct session *, const struct person *, const struct answer *, struct arena *);

/* The other agencies that have asked, each by the best that it has: "- Hospital, + Age UK". */
const char *known_others(struct session *, const struct person *, const struct answer *, size_t n, struct arena *);

/* The needs that nobody has asked about, as a text; "" none. */
const char *known_never(struct session *, const struct answer *, size_t n, struct arena *);

#endif
