/*
 * separate_plan.h - a person being taken apart, as the worker has it so far: the two
 * records that are separated, who was put on which side by hand, and what would go
 * where.  It draws nothing: the screen and plain mode tell of it.
 *
 * Addresses are kept by the plan, the preview lives in the arena of the last reading.
 */
#ifndef THROUGHLINE_SEPARATE_PLAN_H
#define THROUGHLINE_SEPARATE_PLAN_H

#include "linkage.h"
#include "vec.h"

/* A record that the worker put on a side, or left there in doing so. */
struct separate_hand { const char *address; int side; bool is_moved; };

struct separate_plan {
	struct session *session;
	bool mask;
	struct arena *kept;
	const char *a, *b;      /* AGENCY:local_id; NULL until named */
	const char *called;     /* the person, as may be shown */
	bool has_rest;          /* all but a are to stay together */
	VEC(struct separate_hand) hand;
	struct link_preview preview;
	bool is_done;           /* they are two people */
};

void separate_plan_init(struct separate_plan *, struct session *, bool mask);
void separate_plan_done(struct separate_plan *);

/* Names the two: this record of the person, and who speaks most against it.  ST_NONE:
 * it is another person's by now; ST_USAGE: it is the only one. */
enum status separate_plan_name(struct separate_plan *, int64_t person, int64_t record,
	struct arena *, struct err *);
/* What would go where, or where they are when they are two.  The first reading is
 * written to the audit, and fails with ST_USAGE where they are two already.  What
 * fails leaves the preview as it was. */
enum status separate_plan_read(struct separate_plan *, bool is_first, struct arena *, struct err *);
/* The plan changed and read anew by `read`; where that fails it is as it was. */
typedef enum status separate_read_fn(void *arg, struct err *);
/* A record of this side goes to the other one; all others stay where they are. */
enum status separate_plan_move(struct separate_plan *, const char *address, int side,
	separate_read_fn *read, void *arg, struct err *);
/* Separates from this one, or (NULL) from all the rest, who stay together. */
enum status separate_plan_against(struct separate_plan *, const char *b, separate_read_fn *read,
	void *arg, struct err *);
/* Nobody is placed by hand. */
enum status separate_plan_by_evidence(
	struct separate_plan *, separate_read_fn *read, void *arg, struct err *);
/* Everybody as shown, whatever the evidence says by then. */
enum status separate_plan_write(
	struct separate_plan *, const char *reason, struct arena *, struct err *);

/* "And with Hospital R1: 4 records, 23 events, asked again 5" */
const char *separate_heading(const struct separate_plan *, int side, struct arena *);
/* "separated", "by evidence", "by hand", "stays so". */
const char *separate_how(const struct separate_plan *, const struct placed_record *);
/* Its number at its agency, "" where that is masked. */
const char *separate_number(const struct separate_plan *, const struct placed_record *);
/* "certain, 32.4: same NHS number and birth date, with Hospital R1" */
const char *separate_why(
	const struct separate_plan *, const struct placed_record *, struct arena *);

#endif
