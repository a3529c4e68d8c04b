/*
 * model.h - the things of the subject as plain structs: what an agency sent,
 * and what is shown.  Strings are UTF-8, cleaned on import, NULL when not sent;
 * they live in the arena (or batch) that the struct was filled from.
 */
#ifndef THROUGHLINE_MODEL_H
#define THROUGHLINE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "civil.h"

typedef uint32_t domains_t; /* a set of domains: bit i = the catalogue's domain i */

static inline int domains_count(domains_t set)
{
	return __builtin_popcount(set);
}

/* Agencies -------------------------------------------------------------- */

#define AGENCY_UNKNOWN "UNKNOWN" /* "not stated": never "another agency" */

struct agency {
	int64_t id; /* internal, never shown; 0 before it is stored */
	const char *code, *name, *sector;
	const char *ods_code, *phone, *email, *cost_per_hour, *area, *shown_as;
};

/* In the words of the interchange's agencies.csv. */
enum sector {
	SECTOR_NHS, SECTOR_ADULT_CARE, SECTOR_CHILDREN_CARE, SECTOR_LOCAL_AUTHORITY,
	SECTOR_VOLUNTARY, SECTOR_CARE, SECTOR_HOUSING, SECTOR_POLICE, SECTOR_EDUCATION,
	SECTOR_COMMUNITY, SECTOR_PRIVATE, SECTOR_OTHER,
	SECTOR_COUNT
};
extern const char *const SECTOR_NAMES[SECTOR_COUNT];
bool sector_parse(const char *text, enum sector *out); /* exactly so */
enum sector agency_sector(const struct agency *);      /* SECTOR_OTHER where none is known */

/* Workers --------------------------------------------------------------- */

/* What a worker does here; what each may is one table (governance.h).  ROLE_OWNER is
 * nobody's row: the account that owns the store, where it comes as no worker. */
enum role {
	ROLE_OWNER, ROLE_COORDINATOR, ROLE_PRACTITIONER, ROLE_MANAGER, ROLE_AUDITOR, ROLE_STEWARD,
	ROLE_COUNT
};
extern const char *const ROLE_NAMES[ROLE_COUNT]; /* "owner", "coordinator" … */
bool role_parse(const char *text, enum role *out);

/* A set: what a worker may be trusted with beyond the role. */
enum mark { MARK_SAFEGUARDING = 1 << 0, MARK_GOVERNANCE = 1 << 1, MARK_ALL = MARK_SAFEGUARDING | MARK_GOVERNANCE };
enum { MARK_COUNT = 2 };
extern const char *const MARK_NAMES[MARK_COUNT]; /* of bit 0 … */
bool marks_parse(const char *text, unsigned *out); /* a `,` list; "" or "none": no mark */

/* Records --------------------------------------------------------------- */

/* What one agency holds about one person, field by field, in the order and
 * with the names of the interchange's people.csv (local_id apart). */
enum record_field {
	RF_NHS_NUMBER, RF_NHS_NUMBER_STATUS, RF_FAMILY_NAME, RF_GIVEN_NAME, RF_OTHER_NAMES,
	RF_PREFERRED_NAME, RF_DATE_OF_BIRTH, RF_SEX, RF_ADDRESS, RF_TOWN, RF_POSTCODE, RF_PHONE,
	RF_EMAIL, RF_SAFE_CONTACT, RF_LANGUAGE, RF_COMMUNICATION_NEEDS, RF_GP_PRACTICE,
	RF_DATE_OF_DEATH, RF_SENSITIVITY, RF_CONSENT, RF_OTHER_IDS, RF_UPDATED_AT,
	RF_COUNT
};
extern const char *const RECORD_FIELD_NAMES[RF_COUNT]; /* "nhs_number" … as in people.csv */

struct record {
	int64_t id;     /* arrival order, 1 …; internal, never shown */
	int64_t person; /* lowest-numbered record of the person who holds it */
	int64_t agency; /* agency.id */
	const char *agency_code;
	char uuid[37];  /* version 5, of the store's id, agency and local_id */
	const char *local_id;
	const char *field[RF_COUNT];
	const char *received; /* when its version in force came in: RFC 3339, UTC … */
	int64_t import;       /* … and by which run, 0 none */
};

/* What one import brought of a record. */
struct record_version {
	int64_t import;       /* the run that brought it, 0 none */
	const char *received; /* RFC 3339, UTC */
	const char *field[RF_COUNT];
};

/* What workers write, and the records made for it, have references that begin so. */
#define MADE_HERE "made-here-"
static inline bool is_made_here(const char *ref)
{
	return strncmp(ref, MADE_HERE, sizeof MADE_HERE - 1) == 0;
}

/* Events ---------------------------------------------------------------- */

enum event_kind {
	EV_REQUEST, EV_ASSESSMENT, EV_PLAN, EV_SERVICE, EV_REVIEW, EV_CONTACT, EV_ADMISSION,
	EV_DISCHARGE, EV_CONCERN, EV_CHANGE, EV_MEASURE, EV_VIEW, EV_WARNING, EV_NOTE,
	EV_KIND_COUNT
};
enum event_status {
	ES_PLANNED, ES_IN_PROGRESS, ES_COMPLETED, ES_CANCELLED, ES_DECLINED, ES_NOT_ATTENDED,
	ES_ENTERED_IN_ERROR,
	ES_COUNT
};
extern const char *const EVENT_KIND_NAMES[EV_KIND_COUNT];
extern const char *const EVENT_STATUS_NAMES[ES_COUNT];
bool event_kind_parse(const char *text, enum event_kind *out);     /* any letter case */
bool event_status_parse(const char *text, enum event_status *out); /* any letter case, `_` and a blank as `-` */

/* As sent: the rule's facts are worked out from it with the catalogue.  The
 * text fields keep events.csv's names. */
struct event {
	int64_t id;     /* internal, never reused, never shown */
	int64_t record; /* record.id */
	int64_t agency; /* agency.id: its record's agency */
	const char *agency_code;
	const char *local_id; /* its record's */
	const char *source_ref;
	enum event_kind kind;
	enum event_status status;
	struct civil start, end; /* end absent when not sent */
	const char *starts_on, *ends_on; /* as written */
	const char *title, *code_system, *code, *instrument, *domains, *depth, *valid_until;
	const char *subject, *review_of, *reuses, *joint_with, *to_agency, *responded_on;
	const char *outcome, *score, *unit, *practitioner, *role, *minutes, *resets;
	const char *sensitivity, *summary;
	const char *parts;    /* `;` list of the source_refs folded into it, or NULL */
	const char *received; /* when its version in force came in: RFC 3339, UTC */
};

/* Its text fields by number, in the order of events.csv: source_ref, local_id, and from
 * EVENT_SAID on what it says. */
enum { EVENT_SAID = 2, EVENT_TEXT_COUNT = 27 };
extern const struct event_text { const char *name; size_t at; } EVENT_TEXTS[EVENT_TEXT_COUNT];
static inline const char *event_text(const struct event *e, size_t i)
{
	return *(const char *const *)(const void *)((const char *)e + EVENT_TEXTS[i].at);
}
static inline void event_text_set(struct event *e, size_t i, const char *text)
{
	*(const char **)(void *)((char *)e + EVENT_TEXTS[i].at) = text;
}

/* Findings -------------------------------------------------------------- */

enum finding_kind { FK_REPEAT, FK_OVERLAP, FK_TOGETHER, FK_COUNT };
enum stage { SG_REQUESTED, SG_PLANNED, SG_UNDER_WAY, SG_DONE, SG_PASSED, SG_COUNT };
enum policy { PO_FLAG, PO_SAME, PO_ADVISE, PO_NEVER, PO_COUNT };
extern const char *const FINDING_KIND_NAMES[FK_COUNT];
extern const char *const STAGE_NAMES[SG_COUNT];
extern const char *const POLICY_NAMES[PO_COUNT];

/* Preventable still: requested, planned, under-way. */
static inline bool stage_is_preventable(enum stage s) { return s <= SG_UNDER_WAY; }

/* What the rule found about one assessment B.  Keeps references, no sentences. */
struct finding {
	int64_t event; /* B */
	enum finding_kind kind;
	enum stage stage;
	enum policy policy;
	domains_t counted;  /* counted domains of B */
	domains_t answered; /* those answered (for together: the union over partners) */
	int cover_num, cover_den; /* coverage as a fraction */
	const char *instrument; /* as resolved; NULL when none */
	int32_t on; /* B's date */
	int minutes; /* what B takes: as sent, else its instrument's, else 0 */
	int64_t agency; /* B's address, by which findings are ordered where they are kept; not filled in when read */
	const char *agency_code, *source_ref;
	const int64_t *evidence; /* event ids, ascending; owned like the struct */
	size_t evidence_n;
};

/* Decisions ------------------------------------------------------------- */

enum verdict {
	VD_OPEN, VD_AVOIDABLE, VD_JUSTIFIED, VD_REUSED, VD_JOINT, VD_ASKED, VD_WRONG_LINK,
	VD_DATA_ERROR, VD_NO_LONGER_APPLIES, /* a state, never a decision */
	VD_LINK, VD_SEPARATE,                /* about a pair of records */
	VD_WROTE,                            /* an event written here */
	VD_KEPT, VD_DONE,                    /* an action kept; done */
	VD_STARRED, VD_UNSTARRED,            /* a person kept in view, by record a; no longer */
	VD_LED,                              /* coordination handed over: of record a, to the worker that `note` names, "" nobody */
	VD_SAID, VD_ENDED,                   /* a word on who may see what (store_sharing.h) said; ended */
	VD_PASSED,                           /* told that what `undoes` names stays, while it is out of the worker's reach, or with a
	                                      * reason or of sharing for good: undo and redo go on to what came before */
	VD_COUNT
};
extern const char *const VERDICT_NAMES[VD_COUNT]; /* "open", "avoidable" … "link", "separate" */
/* As it reads in a sentence: "wrong link", "agency asked", "linked". */
const char *verdict_shown(enum verdict);
bool verdict_parse(const char *text, enum verdict *out);

/* Appended, never changed.  One with `undoes` set takes the decision of that
 * id back (or, where that was itself an undo, brings it in force again), save VD_PASSED. */
struct decision {
	int64_t id;
	const char *at;     /* RFC 3339, UTC */
	const char *worker;
	enum verdict verdict;
	int64_t event;      /* B, for a finding; what was written; else 0 */
	int64_t a, b;       /* record ids a < b, for a pair; a alone for a star; else 0 */
	int64_t action;     /* for an action; else 0 */
	int64_t sharing;    /* for a word on sharing; else 0 */
	const char *reason, *note, *reply_by;
	const int64_t *evidence; /* event ids it was made on */
	size_t evidence_n;
	int64_t undoes;
};

#endif
