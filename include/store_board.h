/*
 * store_board.h - what the figures of the partnership are counted from, piece by
 * piece, so that a count of everybody goes on in short steps.
 *
 * What is given to a callback lives until it returns; a callback reads nothing
 * from the store.
 */
#ifndef THROUGHLINE_STORE_BOARD_H
#define THROUGHLINE_STORE_BOARD_H

#include "model.h"
#include "store.h"

/* The highest number that a record has, and a finding: where the pieces end. */
enum status store_board_end(const struct store *, int64_t *record, int64_t *finding, struct err *);

/* Records with a number above `after` and at most `upto` that are somebody's. */
struct board_record { int64_t record, agency; const char *nhs_number, *date_of_birth; };
typedef enum status board_record_fn(void *arg, const struct board_record *, struct err *);
enum status store_board_records(const struct store *, int64_t after, int64_t upto, board_record_fn *give,
	void *arg, struct err *);

/* Their events that began from one day to another, both included.  An assessment
 * or a request has those of its texts that figures need: what it is, names, minutes. */
struct board_event {
	struct event event;
	int64_t person;
	int32_t received; /* the day its version in force came in, UTC */
};
typedef enum status board_event_fn(void *arg, const struct board_event *, struct err *);
enum status store_board_events(const struct store *, int64_t after, int64_t upto, int32_t from, int32_t until,
	board_event_fn *give, void *arg, struct err *);

/* Findings with a number above `after` and at most `upto`: those that can still be
 * prevented, and others whose B is of these days, both included. */
struct board_evidence { int64_t agency; int32_t received; };
struct board_finding {
	int64_t event, person;
	int64_t agency; /* B's; for a request its own */
	enum finding_kind kind;
	enum stage stage;
	enum policy policy;
	enum verdict state;
	int32_t on;
	int minutes;
	struct board_evidence *evidence; size_t evidence_n; /* of others, from evidence_from on */
};
struct board_findings_query { int64_t after, upto; int32_t from, until, evidence_from; };
enum status store_board_findings(const struct store *, const struct board_findings_query *, struct arena *,
	struct board_finding **out, size_t *n, struct err *);

/* Assessments and requests that some decision is about and that were cancelled or declined. */
enum status store_board_called_off(const struct store *, struct arena *, int64_t **out, size_t *n, struct err *);

#endif
