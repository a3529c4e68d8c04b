/*
 * decide.h - deciding findings with one key: reason or date asked for where the
 * decision needs one, a preview before more than one row is decided.
 */
#ifndef THROUGHLINE_DECIDE_H
#define THROUGHLINE_DECIDE_H

#include "app.h"
#include "civil.h"

/* Asked once more, after what was no day to reply by. */
#define REPLY_NO_DAY "From today on, as " CIVIL_DAY_AHEAD_AS ". Reply by: "

/* What is decided about: an event, and the decision shown beside it (0 none). */
struct choice {
	int64_t event, seen;
	int64_t person;   /* of several: whom it is of, and … */
	const char *text; /* … a line that tells of it */
};
struct choice choice_make(int64_t event, const struct decision *shown);

/* Starts a decision on n of them. */
void decide_start(struct app *, enum verdict, const struct choice *, size_t n);

#endif
