/*
 * fold_rows.h - what several imports tell of one event by its parts, put together as
 * one file of all of it would have been (private to ingest).
 *
 * A file's own parts are folded while it is read (ingest/fhir/fold.h).  What is left of them in
 * the store are rows: what each file told, with the parts that it told it of, and what
 * these belong to.  Here rows are brought together by the same reasons: a part that
 * both tell of, what one holds or comes from, one instrument, person, agency and day, a
 * procedure's time, and an instrument that another takes in.  A part is one of its agency:
 * what another sends under that name is another.
 */
#ifndef THROUGHLINE_INGEST_FOLD_ROWS_H
#define THROUGHLINE_INGEST_FOLD_ROWS_H

#include "catalogue.h"
#include "store_retold.h"

/* Among an event's parts: what a part of it holds, or comes from, wherever that is. */
#define PART_HOLDS "holds:"
#define PART_FROM "from:"

/* In place of parts: it is no row of the event itself, but what answers the request. */
#define PART_ANSWERS "answers:"
/* … or says that the event was entered in error, whatever it is. */
#define PART_RETRACTS "retracts:it"

/* It may be told of together with other rows, and not under its name alone. */
bool row_folds(const struct event *);
bool row_answers(const struct event *);
bool row_retracts(const struct event *);
/* Either: where there is nothing that it is about, it is kept for when there is. */
bool row_waits(const struct event *);
/* What was told of it before, by whomever, is asked for: of those, and of a request. */
bool row_is_met(const struct event *);

/* A row as others see it. */
struct told_row {
	const struct event *event;
	int64_t person;          /* whom it is about, whichever of their records it is on … */
	const bool *kin;         /* … and of these which (struct event_sent) */
	size_t folk;
	int64_t agency;          /* whose it is; of a procedure, its score's */
	int instrument;          /* of the catalogue; -1 */
	const char **part, **holds, **from;
	size_t part_n, holds_n, from_n;
	size_t joined;           /* towards the root of those that are one event */
	size_t panel, into;      /* the row that holds it, or whose instrument takes it in; ROW_NONE */
	bool folds, is_silent;   /* silent: gives the event no time */
	bool is_past;            /* later rows tell of all its parts: it joins nothing by what it said */
	bool answers, retracts;  /* either waits where nothing else is told of the event */
};
#define ROW_NONE SIZE_MAX
/* The rows of these, and which are of one event: told_root(). NULL: no memory. */
struct told_row *told_rows(const struct catalogue *, const struct event_sent *, size_t n, struct arena *);
size_t told_root(struct told_row *, size_t i);
/* The row tells of this part of the other. */
bool told_has_part(const struct told_row *, const struct told_row *of, const char *part);

/* What the rows `which`, oldest first, tell together; `before` (or NULL): what all but the last told. */
enum status told_fold(const struct catalogue *, const struct told_row *, const size_t *which, size_t n,
	const struct event *before, struct arena *, struct event *out, struct err *);

#endif
