/*
 * journey_lines.h - the list of a journey, newest first: its events, a line for today,
 * and time in which nothing happened folded into one line.
 *
 * The same for the screen, for plain mode and for the command line.  Texts live in the
 * arena they were made in.
 */
#ifndef THROUGHLINE_JOURNEY_LINES_H
#define THROUGHLINE_JOURNEY_LINES_H

#include "journey.h"
#include "looks.h"

enum journey_line_kind { LINE_EVENT, LINE_GAP, LINE_TODAY };

struct journey_line {
	enum journey_line_kind kind;
	const struct journey_row *row; /* of an event */
	const char *note;              /* "= 4 of 5 known: Council", "! no reply for 52 days", "41 days nothing" */
	const char *dated;             /* the same with the day, for where there is room */
	enum look look;
};

/* Of these rows, newest first. */
enum status journey_lines_make(struct session *, const struct person *, const struct journey_row *const *row, size_t n,
	struct arena *, struct journey_line **out, size_t *out_n, struct err *);

/* "! no reply for 52 days", of a referral that waits. */
const char *journey_wait_text(const struct journey_row *, struct arena *);

/* What words are looked for in (words.h): agency, kind, day and domain by name; title, status, worker. */
void journey_row_text(struct session *, const struct journey_row *, char *out, size_t room);

#endif
