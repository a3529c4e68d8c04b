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
	const char *a, *b;      /* AGENCY:local_id */
	const char *band;       /* certain likely possible unlikely, or "" for a worker's word */
	double weight;
	const char *state;      /* linked, to-decide, separated */
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
	const char **earlier; size_t earlier_n; /* words in force between records of theirs: "linked by …" */
	const char *caution; /* what speaks loudly against a link, or NULL */
};
/* A and B are AGENCY:local_id.  With dry_run nothing is written.  ST_NONE: no such
 * record; ST_DENIED: separated earlier, with by whom and why; ST_USAGE: one person already (link), two already (separate). */
enum status link_records(struct session *, const char *a, const char *b, const char *reason, bool dry_run, struct arena *, struct link_preview *, struct err *);
enum status separate_records(struct session *, const char *a, const char *b, const char *reason, bool dry_run, struct arena *, struct link_preview *, struct err *);

/* A separation with records of the person placed by hand, all of it one decision;
 * those not named go where the evidence has them. */
struct separation {
	const char *a, *b, *reason;
	const char *const *with_a; size_t with_a_n; /* AGENCY:local_id */
	const char *const *with_b; size_t with_b_n;
	bool is_whole; /* a, b and the lists are all that the person has: refused where that has changed */
};
/* ST_USAGE also where earlier decisions hold the sides together otherwise. */
enum status separation_make(struct session *, const struct separation *, bool dry_run, struct arena *, struct link_preview *, struct err *);

/* Where a record's id is no longer that of its person: what it was, where it leads
 * and why, as a sentence; NULL where it is.  The look is in the audit then. */
enum status person_leads(struct session *, int64_t record, struct arena *, const char **sentence, struct err *);

struct pair_field {
	const char *field, *a, *b; /* values as sent, "" when missing */
	const char *level;         /* exact, differs, missing, nickname … */
	double weight;
};
struct pair_explained {
	struct pair_field *field; size_t field_n;
	double total;
	const char *band;
	const char *state;         /* linked, to-decide, separated, not linked */
	const char *reason;        /* what decided it */
	bool same_person;          /* now, by whatever path */
};
enum status explain_pair(struct session *, const char *a, const char *b, struct arena *, struct pair_explained *, struct err *);

#endif
