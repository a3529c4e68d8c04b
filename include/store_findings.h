/*
 * store_findings.h - findings as judged when last something changed, and what
 * workers decided.
 */
#ifndef THROUGHLINE_STORE_FINDINGS_H
#define THROUGHLINE_STORE_FINDINGS_H

#include "model.h"
#include "store.h"

/* Makes the stored findings of a person these, touching only what differs.  They have
 * their address. */
enum status store_findings_set(struct txn *, int64_t person, const struct finding *, size_t n, struct err *);
/* Of whom what is stored is other than these findings of everybody's: in no order, some of them twice. */
struct person_finding { int64_t person; struct finding finding; };
enum status store_findings_differ(const struct store *, const struct person_finding *, size_t n, struct arena *,
	int64_t **person, size_t *person_n, struct err *);

struct finding_row {
	struct finding finding;
	int64_t person;
	const struct decision *decision; /* the newest in force on B, or NULL */
	enum verdict state; /* VD_OPEN, the decision's, or VD_NO_LONGER_APPLIES */
};
struct finding_query {
	int64_t person;        /* 0: everyone */
	int stage;             /* enum stage, or -1 */
	int state;             /* enum verdict, or -1 */
	int64_t agency;        /* B's agency, or 0 */
	int64_t event;         /* or 0 */
	size_t limit, skip;    /* limit 0: all */
	/* Of what can still be prevented; of a stage the order below backwards; of a person where all are read. */
	bool is_soonest_first;
};
/* Preventable first, then newest, then agency code, source_ref, kind. */
enum status store_findings_list(const struct store *, const struct finding_query *, struct arena *, struct finding_row **out,
	size_t *n, struct err *);
enum status store_findings_count(const struct store *, const struct finding_query *, int64_t *out, struct err *);
/* Findings of kind together on an event that another finding of that state is on: without
 * these a count of findings is one of assessments. */
enum status store_findings_count_beside(const struct store *, enum stage, enum verdict state, int64_t *out, struct err *);

/* Minutes of done assessments asked again (repeat or overlap) whose finding is in
 * this state, asked between these days, both included. */
enum status store_findings_minutes(const struct store *, enum verdict state, int32_t from, int32_t until, int64_t *out,
	struct err *);

enum status store_decision_add(struct txn *, const struct decision *, int64_t *id, struct err *);
/* In force only (not undone), newest first: of one event, of one pair's records, or of a worker. */
enum status store_decisions_of_event(const struct store *, int64_t event, struct arena *, struct decision **out, size_t *n,
	struct err *);
enum status store_decisions_of_records(const struct store *, const int64_t *records, size_t n_records, struct arena *,
	struct decision **out, size_t *n, struct err *);
/* Who is to lead, said on this record. */
enum status store_decisions_led(const struct store *, int64_t record, struct arena *, struct decision **out, size_t *n,
	struct err *);
/* The same of records with those that are undone; and the row that undoes one, ST_NONE where it stands. */
enum status store_decisions_ever_of_records(const struct store *, const int64_t *records, size_t n_records, struct arena *,
	struct decision **out, size_t *n, struct err *);
enum status store_decision_undone_by(const struct store *, int64_t decision, struct arena *, struct decision *out, struct err *);
/* Every row, undone and undoing ones too, oldest first. */
enum status store_decisions_all(const struct store *, struct arena *, struct decision **out, size_t *n, struct err *);
/* The number of the newest row, 0 for none; rows newer than a number, the newest first,
 * without their evidence. */
enum status store_decision_newest(const struct store *, int64_t *id, struct err *);
enum status store_decisions_since(const struct store *, int64_t id, size_t limit, struct arena *, struct decision **out,
	size_t *n, struct err *);
/* What `undo` would take back (the worker's newest row in force that is no
 * undo), and what `redo` would bring back (their newest row, where it is an
 * undo), of rows before that id (INT64_MAX: of all); never what is passed over for good.  ST_NONE otherwise. */
enum status store_decision_to_undo(const struct store *, const char *worker, int64_t before, struct arena *,
	struct decision *out, struct err *);
/* Their newest row, whatever it is.  ST_NONE. */
enum status store_decision_last(const struct store *, const char *worker, struct arena *, struct decision *out, struct err *);
enum status store_decision_to_redo(const struct store *, const char *worker, int64_t before, struct arena *,
	struct decision *out, struct err *);
/* Whether the worker was told that it stays (VD_PASSED). */
enum passing { PASSED_NOT, PASSED_WHILE_OUT, PASSED_FOR_GOOD };
enum status store_decision_passing(const struct store *, int64_t id, enum passing *out, struct err *);

#endif
