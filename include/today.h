/*
 * today.h - the first screen: a person on every line, who, what, why, since when.
 *
 * A practitioner's is their agency's: what it plans, asked for or was asked for; people to
 * whom it gives support now, and those on their own list.
 */
#ifndef THROUGHLINE_TODAY_H
#define THROUGHLINE_TODAY_H

#include "case.h"

enum today_kind { /* in the order in which they are shown */
	TD_DIED,         /* to cancel: has died, and something is planned */
	TD_DISCHARGED,   /* discharged, no contact in 48 h */
	TD_IN_HOSPITAL,
	TD_ASKED_AGAIN,  /* about to be asked again: requested, planned, together, under way */
	TD_NO_REPLY,     /* referral without reply */
	TD_ACTION,       /* actions due */
	TD_LINK,         /* possible same people to decide */
	TD_MOVED,        /* another postcode than in the file before: a move? */
	TD_LEAD,         /* somebody to lead is wanted */
	TD_WARNING,      /* warnings to review */
	TD_CONSENT,      /* consent, a refusal or an override that the worker recorded, to ask about again */
	TD_QUIET,        /* feeds gone quiet */
	TD_COUNT
};
extern const char *const TODAY_HEADINGS[TD_COUNT];
extern const char *const TODAY_SINCE[TD_COUNT]; /* what the day of a line is: "died", "left" … */

struct today_line {
	enum today_kind kind;
	int64_t person;      /* 0 for a feed */
	const char *who;     /* "Okafor, Grace (82)" */
	const char *what;    /* one line */
	const char *why;     /* of two who may be one, behind a colon, has the other's name */
	int32_t since;
	int64_t event;       /* what it is about, or 0 … */
	int64_t agency;      /* … and whose that is, or 0 */
	const char *record;  /* AGENCY:local_id of the one it is about, or NULL */
	int64_t action;      /* the action (writing.h) that it is, or 0 */
	int64_t pair;        /* the pair of records it is about (pair_number()), or 0 */
	bool is_veiled;      /* they are not opened: what is held is told once it is said why one looks (access.h) */
};
struct today {
	struct today_line *line; size_t line_n; /* sorted by kind, then most pressing */
	int64_t total[TD_COUNT];                /* all there are, listed or not; of whom the worker may not see all: those listed */
	bool has_more[TD_COUNT];                /* there are more than are listed; of whom they may not see all: may be */
	int64_t people, records, agencies;      /* all there are; 0 where is_ours */
	bool is_ours;                           /* of the worker's agency alone: a practitioner looks */
	int64_t mine;                           /* people on the worker's list */
	bool is_partial;                        /* pairs to decide are left out, or some of an agency's lines */
	int64_t avoidable_minutes; /* minutes of assessments found asked again, undecided or avoidable, in the last 90 days */
};
struct today_query {
	size_t each;  /* lines of a kind, at most */
	bool is_mine; /* only of people on the worker's list (mine.h); agencies' files are nobody's then */
	bool is_soon; /* for a first screen: without the pairs to decide, where they are not at hand; of one
	               * agency's rows some */
};
/* One audit row for the list. */
enum status today_read(struct session *, const struct today_query *, struct arena *, struct today *out, struct err *);

#endif
