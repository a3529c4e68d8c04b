/*
 * governance.h - the gate: who looks, and what they may see of an event.
 *
 * Asked by every screen, search, count, export and finding, and by nobody else
 * decided.  With no workers set up the store's owner sees all and nobody else
 * sees anything.
 */
#ifndef THROUGHLINE_GOVERNANCE_H
#define THROUGHLINE_GOVERNANCE_H

#include "journey.h"
#include "sharing.h"

/* Who looks, as found out when the session opened; lives as long as it. */
struct viewer {
	const char *worker;  /* for the audit */
	bool is_owner;       /* the account that runs the program owns the store */
	bool is_alone;       /* no workers are set up: the owner sees all */
	enum role role;      /* ROLE_OWNER while alone, and for the owning account as no worker */
	const char *agency;  /* code; NULL: of the partnership as a whole */
	enum sector sector;  /* the agency's; SECTOR_OTHER without one */
	unsigned marks;      /* enum mark */
};
const struct viewer *session_viewer(const struct session *);

/* What a role lets somebody do.  Each command, view and verb names one of these, and
 * the one table of core/governance/roles.c says who may. */
enum may {
	MAY_UNSAID,   /* nobody has said whose it is: nobody's, once there are workers */
	MAY_COME_IN,  /* every role: the help, the services of the community */
	MAY_PEOPLE,   /* find and open people; a practitioner those of their agency */
	MAY_TODAY,    /* what is to be done; a practitioner what is their agency's (today.h) */
	MAY_WRITE,    /* write, decide and hand over about people */
	MAY_WRITE_FOR, /* write for each agency, where the worker is of none (writing.h) */
	MAY_LINK,     /* say which records are one person's */
	MAY_EXPORT,   /* take what is held of a person elsewhere */
	MAY_FIGURES,  /* the partnership in figures */
	MAY_LISTS,    /* what is behind a figure, without names */
	MAY_FEEDS,    /* what came in, who has gone quiet */
	MAY_IMPORT,   /* take in and take back, see what was set aside, say how tables are read */
	MAY_NUMBERS,  /* which record is whose, by numbers alone */
	MAY_AUDIT,    /* the log of who looked and who changed what */
	MAY_CHECK,    /* whether the store is sound */
	MAY_SET,      /* settings and agencies */
	MAY_WORKERS,  /* who works here, as what */
	MAY_COUNT
};
const char *may_told(enum may);    /* "find and open people" */
const char *may_why_not(enum may); /* "Your role here does not let you find and open people." */
bool role_may(enum role, enum may);
/* What a mark (bit 0 … of enum mark) lets somebody do beside the role, and whether it does of
 * that role; a role's own table says all the rest. */
const char *mark_told(int bit);
bool mark_is_of(int bit, enum role);
bool viewer_is_marked(const struct viewer *, enum mark);
/* Says or ends what stands against a refusal, whoever recorded that: alone, or marked for governance. */
bool viewer_may_overrule(const struct viewer *);
/* Whether what is limited to a purpose (sharing.h) is for the viewer; NULL: not limited. */
bool viewer_looks_for(const struct viewer *, const char *purpose);
const char *viewer_purpose(const struct viewer *); /* what most of their looks are for */
/* The role's, or all of it for the owner alone. */
bool viewer_may(const struct viewer *, enum may);
bool session_may(const struct session *, enum may);
/* ST_DENIED with a sentence, and a row of the audit that says what was refused: a
 * command or view, never content. */
enum status session_require(struct session *, enum may, const char *what, struct err *);
/* Whether the worker is who they were when the session was opened.  ST_DENIED with a sentence, audited: they were
 * closed since, or have another role or agency, and what is shown was read by what they had. */
enum status session_still(struct session *, struct err *);
/* The row alone, of what was refused elsewhere. */
void session_refused(struct session *, const char *what);
/* Why one may not, with one's role, as the refusal says it. */
void session_may_not(const struct session *, enum may, struct err *);

/* Agencies that the viewer may know of, for a list to choose one from: those that they are told of, and those
 * that sent what they see of this person (0: nobody in particular).  In the order of the store. */
enum status agencies_known(struct session *, int64_t person, struct arena *, const struct agency ***out, size_t *n,
	struct err *);
/* The one of them that a worker means by a code, NULL for none.  ST_USAGE: they know of no such agency, in the
 * same words whether there is one or not. */
enum status agency_named(struct session *, const char *code, int64_t person, const struct agency **out, struct err *);
/* The same of what they typed: an agency that goes by another name for them is meant by that, and by its code where they
 * are told that: of a person whose record there they see whole, or where the matrix shows them such records unasked. */
enum status agency_typed(struct session *, const char *typed, int64_t person, const struct agency **out, struct err *);

/* What is known of the person is NULL where nobody is named: then only who sees all does.
 * The event's nature is one of event_natures(); NULL stands for its own, which a review's is not. */
enum seen may_see_as(const struct viewer *, const struct sharing *, const struct event *, const struct nature *);
enum seen may_see(const struct viewer *, const struct sharing *, const struct event *);
/* The same of a record: who the person is needs no more than SEE_EXISTS, the rest of it
 * SEE_FULL. */
enum seen may_see_record(const struct viewer *, const struct sharing *, const struct record *);
/* An everyday event of such an agency in full: what a worker of the partnership as a whole writes is
 * judged by the parties that they see by, nhs and adult care. */
bool may_see_party(const struct viewer *, const struct sharing *, enum party whose);
/* Where the person is: address, phone, GP.  Not where one of their records is hidden. */
bool may_see_where(const struct viewer *, const struct sharing *);
/* Whose warning it is, told in its short wording to who visits: as an event of theirs that is no warning. */
enum seen may_see_warner(const struct viewer *, const struct sharing *, const struct event *);
/* Why a warning was given, beside its short wording: only whose warning it is. */
bool may_see_reason(const struct viewer *, const struct event *);

#endif
