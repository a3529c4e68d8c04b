/*
 * access.h - what is said of who may see what: the partnership's matrix, a person's consent
 * and refusals, named workers, and why somebody looked.
 *
 * Strings live in the arena.  Everything said is a row of the audit, is kept with who said
 * it, and can be taken back.
 */
#ifndef THROUGHLINE_ACCESS_H
#define THROUGHLINE_ACCESS_H

#include "sharing.h"

struct sight;

/* The matrix ---------------------------------------------------------------- */

struct sharing_cell {
	enum party who, whose;
	char now[4], usual[4]; /* "F/R" */
	bool is_changed;
};
/* All of it, row by row. */
enum status sharing_cells(struct session *, struct arena *, struct sharing_cell **out, size_t *n, struct err *);
/* Agencies and kinds of assessment that are taken for more than standard. */
struct sharing_default { const char *of, *code, *sensitivity; }; /* of: "agency", "instrument" */
enum status sharing_defaults(struct session *, struct arena *, struct sharing_default **out, size_t *n, struct err *);
/* ST_USAGE: no such row, column, cell, agency or kind of assessment. */
enum status sharing_cell_set(struct session *, const char *who, const char *whose, const char *cell, struct err *);
enum status sharing_default_set(struct session *, const char *of, const char *code, const char *sensitivity, struct err *);
extern const char SHARING_STARTS[]; /* that it is where a partnership's own agreement starts */

/* Of one person ---------------------------------------------------------------- */

/* Why a worker opens somebody, or needs what asks for a reason. */
extern const char *const ACCESS_REASONS[];
extern const size_t ACCESS_REASON_COUNT;

/* Whether the viewer is asked for one before they open the person: who is on their list (mine.h), or was
 * opened for a reason in the last 28 days, is opened unasked. */
enum status access_must_say(struct session *, int64_t person, bool *must, struct err *);
/* ST_UNOPENED, audited, where they are. */
enum status access_require(struct session *, int64_t person, struct err *);
/* Keeps the reason, of ACCESS_REASONS by the beginning of any of its words, where one is asked for.
 * ST_USAGE: it is none of them. */
enum status access_open(struct session *, int64_t person, const char *why, struct err *);

/* A queue that all see (pairs, what was asked again) shows more of people whom one has not opened: why one
 * looks is said once for the session, and each look has it in the audit.  It opens nobody. */
enum status access_queue_must_say(struct session *, int64_t person, bool *must, struct err *);
enum status access_queue_say(struct session *, const char *why, struct err *); /* as access_open() */

struct saying {
	enum sharing_kind kind;
	int64_t person;         /* or: */
	const char *record;     /* AGENCY:local_id, for SAID_NAMED */
	const char *agency;     /* code: whose events; NULL all */
	const char *receiver;   /* code: which agency may see them, or may not; NULL any */
	const char *worker;     /* of SAID_NAMED */
	const char *purpose;    /* of those that the settings list; NULL any */
	const char *giver;      /* of CONSENT_GIVERS; who signed an override, NULL the worker */
	const char *how;        /* of CONSENT_WAYS */
	const char *why;        /* a reason of ACCESS_REASONS as above; own words of an override, of broken glass */
	const char *on, *until; /* days; NULL today; consent ends when the settings say, a refusal when it is ended */
	const char *review;     /* the day to ask again; NULL when the settings say, at its end at the latest */
};
/* ST_USAGE: something is missing, or is not what it should be; ST_NONE: nobody to the viewer; ST_DENIED:
 * not theirs to say.  A practitioner says what gives their agency sight, or is about its events; their
 * agency is the receiver of what is about another's.  What stands against a refusal that is in force,
 * consent or an override, is said by a worker marked for governance, whoever recorded the refusal. */
enum status access_say(struct session *, const struct saying *, struct err *);
/* The worker is among the named workers of AGENCY:local_id no more; for who names them.  ST_NONE: they were not. */
enum status access_unname(struct session *, const char *record, const char *worker, struct err *);

/* The last row of the audit; and whether somebody did something after that row by which the viewer may see less of this
 * person, or (0) of anybody: a refusal, consent that ended, a setting, another day; an import where they do see less of
 * what there was in `was` (NULL: that is not known).  What is on the screen is read anew then, whatever is being asked. */
int64_t access_row(struct session *);
bool access_narrowed(struct session *, int64_t person, int64_t since, const struct sight *was);
/* How much the viewer sees of each record and event of these people, as it is now; no look is in the audit.  NULL:
 * that cannot be read, or not kept.  The caller frees it. */
struct sight *access_sight(struct session *, const int64_t *person, size_t n);
void access_sight_free(struct sight *);

/* Who consents or refuses, and how that was told. */
struct consent_word { const char *word, *told; };
extern const struct consent_word CONSENT_GIVERS[], CONSENT_WAYS[];
extern const size_t CONSENT_GIVER_COUNT, CONSENT_WAY_COUNT;
/* What it may be limited to, and when consent that begins on a day ends; both as the settings say. */
enum status consent_purposes(struct session *, struct arena *, const char ***out, size_t *n, struct err *);
/* Why the viewer may not sign an override; NULL: they may. */
const char *consent_why_not_sign(const struct session *);
enum status consent_end(struct session *, int32_t from, int32_t *out, struct err *);

enum said_state { SAID_IN_FORCE, SAID_TO_COME, SAID_LAPSED, SAID_WAS_ENDED };
struct said {
	int64_t number;         /* for access_end() */
	enum sharing_kind kind;
	enum said_state state;
	bool is_due;            /* in force, and to be asked about again: from CONSENT_NOTICE days before its review on */
	const char *agency, *receiver, *purpose, *giver, *how, *why, *by, *at; /* agency, receiver: NULL all */
	int32_t from, until, review;
	const char *ended_at, *ended_by, *ended_why; /* ended_why NULL: taken back by who said it */
};
enum { CONSENT_NOTICE = 14 /* days */ };
/* A person's consent, refusals and overrides: in force, to come, then past; each oldest first.  What is about
 * an agency that the viewer does not know of is left out. */
enum status access_said(struct session *, int64_t person, struct arena *, struct said **out, size_t *n, struct err *);
/* "Consent", "Refusal", "Override"; "what Riverside GP has, to Mill Housing, for housing"; NULL: no memory. */
const char *said_kind(const struct said *);
const char *said_about(const struct session *, const struct said *, struct arena *);
/* "Ends 3 Nov 2026. Given by the person, spoken. Kept by j.obi on 3 Nov 2025." */
const char *said_terms(const struct said *, struct arena *);
extern const char *const SAID_STATES[]; /* "in force", "to come", "lapsed", "ended" */
/* Why the viewer may not end it; NULL: they may.  Consent: who may say it; a refusal or an override: a worker
 * marked for governance. */
const char *said_why_not_end(const struct session *, const struct said *);
/* ST_USAGE: no reason; ST_NONE; ST_DENIED. */
enum status access_end(struct session *, int64_t person, int64_t number, const char *why, struct err *);
extern const char *const SAID_NAMES[SAID_COUNT]; /* "given", "refused", "override" … */

/* Broken glass and signed overrides, everybody's, the newest first: for review. */
struct broken { const char *at, *worker, *person, *why, *what; }; /* what: as SAID_NAMES */
enum status access_broken(struct session *, size_t limit, struct arena *, struct broken **out, size_t *n, struct err *);
/* Minutes for which the glass of this person stays broken for the viewer; 0: it is whole. */
int access_broken_minutes(struct session *, int64_t person);
/* A number that changes while glass that the viewer broke is on its way to being whole, of anybody shown of
 * late; what is shown is read anew when it does.  0: all is whole.  Reads no store. */
int access_glass(const struct session *);

#endif
