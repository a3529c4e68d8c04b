/*
 * asked.h - what was asked again: the queue of findings, their evidence in
 * words, and what workers decide about them.
 */
#ifndef THROUGHLINE_ASKED_H
#define THROUGHLINE_ASKED_H

#include "case.h"

struct asked_row {
	struct finding finding;
	enum verdict state;
	const struct decision *decision; /* or NULL */
	int64_t person;
	char person_uuid[37];
	const char *who;          /* the person's name for a list: "Okafor, Grace" */
	int32_t born;
	int64_t agency;           /* B's; for a request its own */
	const char *source_ref;
	const char *title;        /* B's */
	const char *evidence;     /* AGENCY:source_ref;… sorted by bytes; "" where: */
	bool is_veiled;           /* what others hold is told once it is said why one looks (access.h) */
};
struct asked_query {
	int64_t person;           /* 0: everyone */
	int stage, state;         /* or -1 */
	int64_t agency;           /* or 0 */
	bool same_agency;         /* repeats within one agency instead; judged now, not stored */
	size_t limit, skip;       /* limit 0: all */
	bool is_soonest_first;    /* of what can still be prevented: as workers go through them */
	bool goes_on;             /* with a list that is looked at: no row of the audit for it */
	size_t *read;             /* where not NULL: rows read, with those that the viewer may not see */
};
/* Preventable first, then newest, unless soonest first is asked for.  One audit row for the list. */
enum status asked_list(struct session *, const struct asked_query *, struct arena *, struct asked_row **out, size_t *n,
	struct err *);
/* How many: where something may be withheld from the viewer, at most ASKED_COUNTED are looked at, and where
 * `read` of the query comes to as many there may be more. */
enum { ASKED_COUNTED = 500 };
enum status asked_count(struct session *, const struct asked_query *, int64_t *out, struct err *);

/* The evidence under one row. */
struct asked_evidence {
	const char *sentence;     /* the finding in a sentence */
	struct {
		int domain;
		bool answered;
		const char *text;     /* who, when, until when, at what depth; or what lapsed or reset it */
	} *line;                  /* one per counted domain of B */
	size_t line_n;
	const char *decided;      /* "avoidable, J. Obi, 12 Nov: …" or NULL */
	const char *late;         /* what reached the store only after B's start, or NULL */
	const char *proposal;     /* "Propose a joint visit", "Ask Council for its assessment", or NULL */
};
enum status asked_explain(struct session *, const struct asked_row *, struct arena *, struct asked_evidence *out, struct err *);
extern const char ASKED_RIGHT[]; /* the sentence under every finding */

/* Reasons of `justified`, in order, for the picker. */
extern const char *const JUSTIFIED_REASONS[];
extern const size_t JUSTIFIED_REASON_COUNT;

/* Decides events (by id); VD_ASKED takes reply_by, VD_JUSTIFIED a reason.
 * `seen`: per event the decision (its id, 0 none) that was in force when the worker
 * looked; where another is by now, all are left as they are.  NULL: whatever is there.
 * `left`: such a one is left alone and counted there, and the others are decided.
 * All of them are one stroke for undo.  ST_CHANGED when one was decided meanwhile;
 * ST_USAGE when one has no finding, or the verdict needs what is missing; with `left`:
 * when all were decided meanwhile or have none. */
struct ruling {
	enum verdict verdict;
	const char *reason, *note, *reply_by;
	const int64_t *seen;
	size_t *left;
};
enum status asked_decide(struct session *, const int64_t *events, size_t n, const struct ruling *, struct err *);
/* What became of one since it was looked at with the decision `seen`, "justified, by
 * m.lind"; *out NULL: nothing. */
enum status asked_since(struct session *, int64_t event, int64_t seen, struct arena *, const char **out, struct err *);
/* What is in force on these by now, for `seen`. */
enum status asked_seen(struct session *, const int64_t *events, size_t n, int64_t *seen, struct err *);
/* Of which record an event is, and who holds that now. */
enum status asked_whose(struct session *, int64_t event, int64_t *person, int64_t *record, struct err *);
/* AGENCY:source_ref → event id; ST_NONE. */
enum status asked_find(struct session *, const char *address, int64_t *event, struct err *);

/* What was taken back or brought again, and of whom: "avoidable on Reablement, Reach
 * 24 Nov (Grace Okafor)". */
struct undone {
	const char *sentence;
	const char *masked;       /* the same with nobody's details */
	bool is_redo;             /* it was to be brought again */
	bool stays;               /* nothing was changed: it cannot be, and is passed over from now on */
	bool is_refused;          /* … for it is about somebody whom the worker may not open; till they may */
	const char *next, *next_masked; /* where it stays: what comes next; NULL: nothing */
};
const char *undone_head(const struct undone *); /* "Taken back", "Not taken back", "Brought back", "Not brought back" */
/* As a line says it after that. */
const char *undone_told(const struct undone *, bool mask, struct arena *);
/* The worker's last word taken back or brought again, in any session of theirs: on a
 * finding or a pair, what they wrote, an action, a star, on sharing; what was said in one
 * stroke goes together.  Where the newest thing they did stays (somebody opened, broken
 * glass, a refusal after a day, what is about somebody whom they may not open any more), it says so first, and
 * comes to what was before it the next time.  ST_NONE: nothing to undo. */
enum status decision_undo(struct session *, struct arena *, struct undone *, struct err *);
enum status decision_redo(struct session *, struct arena *, struct undone *, struct err *);
/* What any worker said last of these two records (AGENCY:local_id), or what keeps
 * their two people apart, taken back with all that was said in one stroke with it.
 * ST_NONE: no such record, or nothing said.  For who may link, and has opened both. */
enum status pair_undo(struct session *, const char *a, const char *b, struct arena *, struct undone *, struct err *);

#endif
