/*
 * sharing.h - what an agreement between agencies lets whom see of whose events:
 * the matrix, what makes an event sensitive, and what is known about one person.
 *
 * may_see() (governance.h) decides from these alone.  Plain data: who fills a
 * struct owns what it points to.
 */
#ifndef THROUGHLINE_SHARING_H
#define THROUGHLINE_SHARING_H

#include "case.h"

/* Rows and columns of the matrix.  An agency's sector is not always its column: one
 * with support open for this person, or with a referral of theirs accepted, counts as
 * care; another of care, voluntary, private or other as community. */
enum party {
	PARTY_NHS, PARTY_ADULT_CARE, PARTY_CHILDREN_CARE, PARTY_CARE, PARTY_HOUSING, PARTY_COMMUNITY,
	PARTY_POLICE, PARTY_EDUCATION,
	PARTY_COUNT
};
extern const char *const PARTY_NAMES[PARTY_COUNT]; /* "nhs" … as SECTOR_NAMES has them */
bool party_parse(const char *text, enum party *out);
enum party party_of(enum sector, bool is_engaged);

enum sensitivity { SN_STANDARD, SN_SENSITIVE, SN_RESTRICTED, SN_HIDDEN, SN_COUNT };
extern const char *const SENSITIVITY_NAMES[SN_COUNT];
bool sensitivity_parse(const char *text, enum sensitivity *out); /* any letter case */

/* A cell: F full · R full for a reason · C full with consent, else E · c the same,
 * else N · E that it exists · N nothing. */
struct sharing_matrix { char cell[PARTY_COUNT][PARTY_COUNT][2]; }; /* [who looks][whose][standard, sensitive] */
extern const struct sharing_matrix SHARING_DEFAULT; /* where a partnership starts from */
bool sharing_cell_parse(const char *text, char cell[static 2]); /* "F/R" */

/* What holds in a store. */
struct sharing_rules {
	struct sharing_matrix matrix;
	const struct catalogue *catalogue;
	domains_t sensitive;               /* domains that make an event sensitive */
	int mood;                          /* the domain that does so at specialist depth, -1 none */
	struct agency_rule { int64_t agency; enum sector sector; enum sensitivity least; } *agency;
	size_t agency_n;                   /* by agency */
	struct instrument_rule { int instrument; enum sensitivity least; } *instrument;
	size_t instrument_n;
};

/* What an event is, as far as that bears on who sees it. */
struct nature {
	enum sensitivity sensitivity; /* the highest of its own, its instrument's, its domains' and its agency's */
	bool is_financial;            /* a financial assessment */
	bool is_carers;               /* about a carer, on the journey of whom they care for */
	domains_t domains;            /* all that it names: its row, its instrument, what it resets */
};
/* By itself alone. */
struct nature event_nature(const struct sharing_rules *, const struct event *);
/* Of all of one person's events, in their order: a review without an instrument of its own is
 * also what the event that it reviews is, with what that one's record is taken for (by record; an agency's
 * where there are none). */
struct sharing_record { int64_t record, agency; enum sensitivity least; bool is_named; };
enum status event_natures(const struct sharing_rules *, const struct event *, size_t n, const struct sharing_record *,
	size_t record_n, struct arena *, struct nature **out, struct err *);

/* What is known about one person that bears on who sees what: of one viewer, on one day. */
struct sharing {
	const struct sharing_rules *rules;
	int64_t person;
	int64_t own;                 /* the viewer's agency, 0 none */
	struct sharing_record *record;
	size_t record_n;             /* by record; is_named: the viewer is among its named workers */
	int64_t *engaged; size_t engaged_n;   /* agencies with support open, or a referral accepted */
	int64_t *visiting; size_t visiting_n; /* agencies about to visit */
	struct sharing_word { int64_t agency; bool is_given, is_refused, is_signed, is_sent; } *word;
	size_t word_n;               /* of an agency's events; agency 0: of all.  is_signed: an override;
	                              * is_sent: refused, by what the agency sent */
	bool is_reasoned;            /* the viewer said why they need what asks for a reason */
	bool is_broken;              /* … broke the glass, within the hour */
	int broken_minutes;          /* … minutes of which are left */
	bool is_barred;              /* it is the viewer's own record, or a relative's */
};

/* What may be said of who sees what about a person, each word with who said it. */
enum sharing_kind {
	SAID_GIVEN, SAID_REFUSED, SAID_SIGNED, /* the person's consent, refusal; an override, signed by `by` */
	SAID_NAMED,   /* `worker` is among the record's named workers */
	SAID_BARRED,  /* `worker` is kept out: of a name that was no worker's; else a relation (workers.h) says so */
	SAID_OPENED,  /* `worker` said why they opened the person … */
	SAID_REASON,  /* … why they need what asks for a reason … */
	SAID_BROKEN,  /* … why they broke the glass */
	SAID_COUNT
};

/* Purposes that consent may be limited to, as the settings list them.  A worker looks for the purpose of
 * what their agency does: housing and education for their own; safeguarding too whoever is marked for
 * it; all others for care.  What is limited to another purpose opens nothing. */
#define PURPOSE_CARE "care"
#define PURPOSE_SAFEGUARDING "safeguarding"
#define PURPOSE_HOUSING "housing"
#define PURPOSE_EDUCATION "education"

#endif
