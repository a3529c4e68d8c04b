/*
 * mine.h - a worker's list: the people whom they lead, are involved with, or starred;
 * and what is new of them.  Offered by core.
 *
 * Involved is who keeps something to do about a person, or has written on their journey:
 * of what they wrote the newest counts.
 */
#ifndef THROUGHLINE_MINE_H
#define THROUGHLINE_MINE_H

#include "case.h"

/* Ascending.  No look: it says of nobody what is held about them. */
enum status mine_list(struct session *, struct arena *, int64_t **person, size_t *n, struct err *);

/* What came in or was said by others since a moment; one row of the audit for all. */
struct since_line {
	int64_t person, event; /* event: what it is about, or 0 */
	const char *who;       /* "Okafor, Grace (82)" */
	const char *what;      /* "planned: Wellbeing conversation, 24 Nov" */
	const char *why;       /* "asked again: 4 of 5 known", or "" */
	const char *by;        /* the agency that sent it, or the worker who said it */
	const char *at;        /* when it came, RFC 3339, UTC */
	int32_t day;           /* of that */
};
struct since {
	struct since_line *line; size_t line_n; /* whose newest is the newest first, theirs newest first */
	size_t people;                          /* on the list */
	int32_t from;                           /* the day since which … */
	const char *at;                         /* … and the moment, RFC 3339, UTC */
	size_t imports;                         /* files taken in since, and … */
	const char *senders;                    /* … of whom, "GP, Hospital" */
};
/* Since a day (YYYY-MM-DD); NULL: since the worker's last look on a day before today,
 * where there was none since yesterday.  ST_USAGE: no day, or one to come. */
enum status since_read(struct session *, const char *day, struct arena *, struct since *out, struct err *);

#endif
