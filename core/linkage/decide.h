/*
 * decide.h - what a word on two records would do, without a row in the audit
 * (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_DECIDE_H
#define THROUGHLINE_LINKAGE_DECIDE_H

#include "linkage.h"

/* A and B are AGENCY:local_id; fails as link_records() does. */
enum status link_preview_make(struct session *, const char *a, const char *b, struct arena *,
	struct link_preview *out, struct err *);

/* Whoever names two records names whose they are; ST_UNOPENED: why was not said (governance/opening.h). */
enum status pair_open_require(struct session *, const char *a, const char *b, struct arena *, struct err *);

/* ST_DENIED: whom records are of is not for this viewer to see, nor to decide. */
enum status pairs_allowed(const struct session *, struct err *);

#endif
