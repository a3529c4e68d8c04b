/*
 * linkage.h - whose record is whose: links, separations, and why.
 *
 * The linker decides by itself only within `link.auto`; a worker's word stands
 * over it.  Nothing an agency sent is altered, no event moves.
 */
#ifndef THROUGHLINE_LINKAGE_H
#define THROUGHLINE_LINKAGE_H

#include "case.h"

/* A pair of records as the linker or a worker sees it: csv a,b,band,weight,state,reason. */
struct link_line {
	const char *a, *b;      /* AGENCY:local_id; with `reason` "" where: */
	const char *who_a, *who_b; /* of somebody not opened, till it is said why one looks (access.h) this alone:
	                         * "Okafor, Grace (82), LS6 Leeds, lead j.obi"; else NULL */
	const char *band;       /* certain likely possible unlikely, or "" for a worker's word */
	double weight;          /* NAN: not all of both is seen */
	const char *state;      /* linked, to-decide, asked, separated */
	const char *reason;
};
enum status links_list(struct session *, struct arena *, struct link_line **out, size_t *n, struct err *);

/* A record on its side, and what it does there. */
enum placed_by { PLACED_NAMED, PLACED_BY_EVIDENCE, PLACED_BY_HAND };
struct placed_record {
	const char *address;     /* AGENCY:local_id */
	int64_t record, agency;
	const char *name, *born; /* as this agency says them, "" where it doesn't */
	int64_t events;
	enum placed_by by;
	const char *why;         /* what joins it to its side, "" nothing */
	const char *with;        /* the address of the record that it is joined to there, "" none */
	const char *against;     /* the strongest that speaks for the other side, "" nothing */
};
struct link_side {
	const char *id; /* of the person that they are, or would be */
	struct placed_record *record; size_t n;
	int64_t events, findings;
};

/* The two people apart: as they are before a link, as they would be after a
 * separation.  left and right: record addresses per resulting person. */
struct link_preview {
	const char **left; size_t left_n;   /* the side of A */
	const char **right; size_t right_n; /* the side of B; none after a link */
	struct link_side side[2];
	int64_t events, findings_before, findings_after;
	const char **earlier; size_t earlier_n; /* what workers said between records of theirs, newest first;
	                                         * "…; undone by …" where it was taken back */
	const char *caution; /* what speaks loudly against a link, or NULL */
};
/* A and B are AGENCY:local_id.  With dry_run nothing is written.  ST_NONE: no such
 * record; ST_DENIED: separated earlier, with by whom and why; ST_USAGE: one person
 * already (link), separated already (separation_make).  Two people are separated to stay so. */
enum status link_records(struct session *, const char *a, const char *b, const char *reason, bool dry_run, struct arena *,
	struct link_preview *, struct err *);

/* A separation with records of the person placed by hand, all of it one decision;
 * those not named go where the evidence has them. */
struct separation {
	const char *a, *b, *reason;
	const char *const *with_a; size_t with_a_n; /* AGENCY:local_id */
	const char *const *with_b; size_t with_b_n;
	bool is_whole; /* a, b and the lists are all that the person has: refused where that has changed */
	bool is_again; /* tried again while it is looked at: no further row in the audit */
};
/* ST_USAGE also where earlier decisions hold the sides together otherwise. */
enum status separation_make(struct session *, const struct separation *, bool dry_run, struct arena *, struct link_preview *,
	struct err *);

/* The people of two records as they are now, in left, right and side; one person's
 * in left and side[0].  No row in the audit. */
enum status sides_now(struct session *, const char *a, const char *b, struct arena *, struct link_preview *, struct err *);
/* Of the other records of its person that which speaks most against this one; ST_USAGE: there is none. */
enum status separation_against(struct session *, const char *a, struct arena *, const char **b, struct err *);

/* Where a record's id is no longer that of its person: what it was, where it leads
 * and why, as a sentence; NULL where it is.  The look is in the audit then. */
enum status person_leads(struct session *, int64_t record, struct arena *, const char **sentence, struct err *);

struct pair_field {
	const char *field, *a, *b; /* values as sent, "" when missing */
	const char *level;         /* exact, differs, missing, nickname … */
	double weight;
};
struct pair_explained {
	const char *a, *b;         /* AGENCY:local_id */
	struct pair_field *field; size_t field_n;
	double total;
	const char *band;
	const char *state;         /* linked, to-decide, asked, separated, not linked */
	const char *reason;        /* what decided it */
	bool same_person;          /* now, by whatever path */
	const char **earlier; size_t earlier_n; /* what workers said of the two people's records, as in a preview */
};
enum status explain_pair(struct session *, const char *a, const char *b, struct arena *, struct pair_explained *, struct err *);

/* An agency (a code; NULL: the one of B) is asked whether A and B are one person's,
 * to reply by a day (YYYY-MM-DD; NULL: in PAIR_REPLY_DAYS); until then the pair rests. */
enum { PAIR_REPLY_DAYS = 7 };
enum status ask_about_records(struct session *, const char *a, const char *b, const char *agency,
	const char *reply_by, struct err *);

/* The queue ---------------------------------------------------------------- */

/* What was in force about a pair when a worker looked. */
struct pair_seen {
	int64_t person_a, person_b; /* who held the two records */
	int64_t decision;           /* the newest on exactly these two; 0 none */
};

/* A pair that waits for a worker. */
struct queued_pair {
	struct pair_side {
		int64_t record, person, agency;
		const char *listed; /* the person, "Okafor, Grace" */
		int32_t born;
	} a, b;
	struct pair_seen seen;
	const char *band;       /* certain likely possible, or "" where nobody compared the two */
	double weight;          /* log2 of the odds for one person */
	const char *reason;
	const char *asked;      /* code of the agency asked, or NULL */
	int32_t reply_by;       /* CIVIL_NONE when none is asked */
	bool is_resting;        /* the reply is not due yet */
	bool is_veiled;         /* of the agencies and the reason (then "") is told once it is said why one looks (access.h) */
};
/* What no agency replied to in time comes first, then the heaviest, then what rests.
 * At most `limit` (0: all); *due of the whole queue are to decide now, or, where something may be
 * withheld from the viewer, of those judged so far, and there may be more.  One audit row for the list. */
struct pair_queue {
	struct queued_pair *v; size_t n, due;
	bool may_be_more;  /* to decide than `due` */
	bool has_rest;     /* not all were read */
	size_t room;       /* of v */
};
enum status pair_queue_read(struct session *, size_t limit, struct arena *, struct pair_queue *out, struct err *);
/* Reads so many more of one that was read into the same arena, while the store stays as it is
 * (pair_queue_is_known); no further audit row. */
enum status pair_queue_go_on(struct session *, size_t more, struct arena *, struct pair_queue *, struct err *);
/* Is the queue of this state of the store at hand, so that neither takes long? */
bool pair_queue_is_known(const struct session *);
/* How many are to decide now: where something may be withheld from the viewer, at least PAIRS_COUNTED
 * if there are so many; none for who may not link. */
enum { PAIRS_COUNTED = 100 };
enum status pair_queue_count(struct session *, int64_t *due, struct err *);
bool pair_queue_may_be_more(const struct session *); /* than were counted */
/* A pair's number: a row's id, what Today points to. */
static inline int64_t pair_number(int64_t a, int64_t b) { return a < b ? a * INT32_MAX + b : b * INT32_MAX + a; }

/* One pair of the queue, opened: an audit row of each person that names both records, none where it
 * is but read again while it is looked at.  ST_DENIED: not for this viewer; ST_UNOPENED: of
 * people whom they have not opened, and have not said why they look at the queue (access.h). */
struct pair_opened {
	struct pair_explained explained;
	const char *brings;     /* what linking brings together, in a sentence; or why it cannot be */
	bool is_withheld;       /* one is, and so its agency can only be asked */
	struct { const char *local_id, *others; } a, b; /* others: agencies of the person's other records, or "" */
	const char *caution;    /* what speaks loudly against linking, or NULL */
	int64_t *agency; size_t agency_n;       /* who holds records of either */
};
enum status pair_open(struct session *, const struct queued_pair *, bool is_again, struct arena *, struct pair_opened *,
	struct err *);

/* "about 1,200 to 1", "30 to 1 against", "even"; "withheld" of NAN, where not all of both records is seen. */
void pair_odds(double weight, char out[static 32]);

/* Reasons why two are different people, for a picker; anything else may be said too. */
extern const char *const SEPARATE_REASONS[];
extern const size_t SEPARATE_REASON_COUNT;

/* A worker's word on a pair of the queue.  ST_CHANGED when somebody decided about the
 * two since they were looked at: then all is left; ST_DENIED when they were separated, or one is withheld here. */
struct pair_ruling {
	int64_t a, b;           /* records */
	enum verdict verdict;   /* VD_LINK, VD_SEPARATE, VD_ASKED */
	const char *reason;     /* or NULL */
	int64_t agency;         /* VD_ASKED: which one; 0: the one of B */
	const char *reply_by;   /* VD_ASKED: YYYY-MM-DD, NULL: in PAIR_REPLY_DAYS */
	struct pair_seen seen;
};
enum status pair_decide(struct session *, const struct pair_ruling *, struct err *);
/* The first one's word, link or separate, on several: one stroke for undo.  Pairs about
 * which somebody decided since are left and counted in *left; ST_USAGE when all are. */
enum status pairs_decide(struct session *, const struct pair_ruling *, size_t n, size_t *left, struct err *);

/* What the linker goes by: how often a level of agreement is seen on two records of
 * one person (m) and on two of two (u), and what it weighs; a value known to be
 * common or rare weighs less or more where it agrees. */
struct fitted_level { const char *field, *level; double m, u, weight; };
/* Two agencies that overlap, or (a twice) one that holds nobody twice: bits that the
 * odds differ by there. */
struct fitted_agencies { const char *a, *b; double bits; };
struct fitted {
	struct fitted_level *level; size_t level_n;
	struct fitted_agencies *agencies; size_t agencies_n;
	int64_t records;           /* that it was fitted to; 0: built in */
	int64_t left_out;          /* keys that too many share to say anything */
	double prior;              /* bits: the odds that two records are one person's */
	double kin;                /* of one home and name, for each record of one person there */
};
enum status linking_fitted(struct session *, struct arena *, struct fitted *, struct err *);

#endif
