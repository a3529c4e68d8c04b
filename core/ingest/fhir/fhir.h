/*
 * fhir.h - FHIR R4 resources, read and put together (private to the FHIR format).
 *
 * Reading turns each resource of interest into one struct fhir_resource; when
 * every file has been read, finish resolves what refers to what, finds each
 * resource's agency, folds the parts of one assessment together and fills the
 * batch.  Everything read lives in the batch's arena; the state owns only its
 * tables and is freed by fhir_end().
 */
#ifndef THROUGHLINE_INGEST_FHIR_H
#define THROUGHLINE_INGEST_FHIR_H

#include <jansson.h>

#include "ingest/batch.h"
#include "text.h"
#include "ingest/fhir/map.h"

enum fhir_type {
	FHIR_PATIENT, FHIR_ORGANIZATION, FHIR_PRACTITIONER, FHIR_ROLE, FHIR_LOCATION,
	FHIR_HEALTHCARE, FHIR_TEAM, FHIR_QUESTIONNAIRE, FHIR_ENCOUNTER, FHIR_EPISODE,
	FHIR_OBSERVATION, FHIR_PROCEDURE, FHIR_RESPONSE, FHIR_TASK, FHIR_REQUEST, FHIR_PLAN,
	FHIR_FLAG, FHIR_CONSENT,
	FHIR_TYPE_COUNT
};

/* A reference in any of its shapes; all NULL when there was none. */
struct fhir_ref {
	const char *to;             /* `urn:uuid:…`, `Type/id`, `Type?identifier=…`, an address */
	const char *display;
	const char *system, *value; /* a logical identifier, or that of a conditional reference */
	bool to_organisation;       /* it says that it means an Organization */
};
struct fhir_own;
struct fhir_refs { struct fhir_ref *v; size_t n, cap; };
/* Of a CareTeam: whom it is for, and who is in it. */
struct fhir_participant { struct fhir_ref member, behalf; const char *role; };
struct fhir_team { struct fhir_ref of; struct fhir_participant *who; size_t n; };
struct fhir_identifier { const char *system, *value; };

/* An agency as the run's files show it. */
struct fhir_agency {
	const char *code, *name, *sector, *phone, *email, *ods;
	const char *shown_as;       /* its alias, where a store wrote the Bundle */
	const char *own;            /* its code in the store that wrote the Bundle */
	const char *first;          /* the first identifier read */
	struct fhir_agency *same;   /* the one it turned out to be, or NULL */
	bool fixed, staged;         /* fixed: a code from elsewhere, --agency or UNKNOWN */
	bool known;                 /* the store's: what the sender calls it was told before */
	bool told;                  /* an Organization says its name, not just who refers to it */
};

struct fhir_resource {
	enum fhir_type type;
	const char *ref, *id;       /* `Type/id`, and the id */
	const char *url;            /* fullUrl, or NULL */
	struct origin origin;
	struct fhir_resource *older; /* read before under the same `Type/id` */
	struct fhir_resource *older_url; /* … under the same fullUrl */
	bool is_kept;               /* throughout the run */
	bool gone;                  /* sent again in the run, and newer */
	struct civil changed;       /* meta.lastUpdated, where it says */
	long version;               /* meta.versionId, where it is a number; else 0 */

	const char *status, *name, *summary, *role, *outcome, *score, *unit, *sensitivity;
	const char *code_system, *code; /* the coding that maps to the instrument, else the first */
	const char *class;          /* Encounter.class, Organization.type in words, a response's form, what a Consent that
	                             * says nothing of sharing is left out as */
	int instrument;             /* of the catalogue; -1 */
	bool panel;                 /* an Observation with members or components */
	bool answers;               /* a Task that is the reply to what it is based on */
	bool social_care;           /* a Task of the Interweave social-care assessment type */
	bool asks;                  /* a Task that is itself a request: of its requester, to its owner */
	const struct fhir_own *own; /* an event that says all of itself: see own.h */
	bool is_own;                /* likewise a Patient, or an Organization's code */
	bool concerns;              /* a Flag about safeguarding */
	bool inside;                /* a Patient told only inside another resource, by its identifiers */
	const char *starts_on, *ends_on;
	struct civil start, end;
	const char *date_field, *date_reason; /* why there is no start */
	const char *date_part;      /* the year or month that was sent of it, where it stands on the first day of that */
	struct fhir_resource *given; /* ServiceRequest that names nobody: the Task that does */
	const char *replied_on;     /* Task: when it last changed; ServiceRequest: when one replied */

	struct fhir_ref subject, encounter;
	struct fhir_ref organisation; /* whose it is; of an Organization that is but a team: what it is part of */
	struct fhir_ref source;     /* by a label on it, who sent it, where nothing else tells */
	struct fhir_refs who;       /* performers, owner, author, onBehalfOf, participants */
	struct fhir_refs to;        /* whom a request asks */
	struct fhir_refs asked_by;  /* Task: its requester */
	struct fhir_refs members, derived, based_on, episodes, places, links;
	struct fhir_identifier *ids;
	size_t id_n;
	const char **field;         /* Patient: RF_COUNT of them */
	const char *phone, *email;

	struct fhir_agency *agency; /* once found */
	struct fhir_resource *patient; /* of an event; without fields when no file has them */
	struct fhir_resource *role_held; /* Practitioner: a role with an agency */
	bool roles_differ;          /* … and another with another agency */
	size_t part;                /* its place among the parts + 1; 0 when it is none */
	int64_t group;              /* Patient: of the records sent as one person */
	bool staged;                /* Patient: has a record in the batch; CareTeam: somebody names it */
	const struct fhir_ref *asked_for; /* Patient in none of the files: the identifier that names them */
	struct fhir_team *team;     /* a CareTeam's */
	struct fhir_resource *consent; /* Patient: the last of their Consents; Consent: the one before */
};

/* What a run's resources are found by.  Of people: those known by id only, and
 * (agency, patient) staged. */
enum fhir_index { FHIR_BY_REF, FHIR_BY_URL, FHIR_BY_IDENTIFIER, FHIR_PEOPLE, FHIR_INDEX_COUNT };
enum fhir_layer { FHIR_KEPT, FHIR_PART, FHIR_LAYER_COUNT };
struct fhir_spill;
struct fhir_told;

/* A run that is too big for memory is put together in parts, one after another:
 * all that concerns a person is in one of them, and agencies, workers and places
 * are kept throughout.  A small run is one part that is kept. */
struct fhir_state {
	struct batch *batch;
	struct arena *arena;        /* of what is read now: the batch's, or the part's */
	enum fhir_layer layer;      /* which of the two that is */
	struct fhir_spill *spill;   /* what waits for its part; NULL in a small run */
	struct fhir_told *told;     /* what was found out of codes */
	VEC(struct fhir_resource *) all;
	size_t part_from;           /* where in `all` the part begins */
	int64_t groups;             /* of Patients, over all parts */
	VEC(struct fhir_agency *) agencies;
	struct fhir_map index[FHIR_LAYER_COUNT][FHIR_INDEX_COUNT];
	struct fhir_map agency_by_identifier, agency_by_name, agency_by_code;
	struct fhir_map left_out;   /* what → count */
	VEC(const char *) left_out_names;
	bool has_page, has_last_page; /* of a search: one that names the next; one that names none */
	size_t modified;            /* resources that mean something else by an extension … */
	const char *modified_first; /* … the first of them */
	enum status failed;         /* of a look into the store, said in `failure` */
	struct err failure;
};

/* json.c: pieces of JSON as clean text in the arena; NULL for what isn't there. */
const char *fhir_string(struct fhir_state *, const json_t *object, const char *key);
const char *fhir_copy(struct fhir_state *, const char *text);
const char *fhir_keep(struct fhir_state *, const char *text); /* for all of the run */
const char *fhir_words(struct fhir_state *, const json_t *concept); /* CodeableConcept or Coding */
json_t *fhir_one(const json_t *value); /* the first of an array, or the value itself */
const char *fhir_coding(const json_t *concept, const char *system_end); /* a code of that system */
struct fhir_ref fhir_reference(struct fhir_state *, const struct fhir_resource *, const json_t *);
void fhir_references(struct fhir_state *, const struct fhir_resource *, const json_t *list,
	const char *key, struct fhir_refs *); /* key: where in each item, or NULL */
const char *fhir_system(const char *system); /* the usual spelling of LOINC's and SNOMED's */

/* number.c: `>=7.0`, as it was written; NULL where there is no number. */
const char *fhir_quantity(struct fhir_state *, const json_t *);
const char *fhir_integer(struct fhir_state *, const json_t *);

/* read.c */
enum status fhir_take(struct fhir_state *, json_t *resource, const char *url, struct origin,
	struct err *);
const char *fhir_type_name(enum fhir_type);
void fhir_leave_out(struct fhir_state *, const char *what);
/* Whether those of this type are wanted is told by code, category and extension alone. */
bool fhir_is_told_by_code(const char *type);
/* What one of this type and `told` (those of its members that tell) is left out as; NULL:
 * it is wanted, or more must be looked at. */
const char *fhir_passed_over(const struct fhir_state *, const char *type, const json_t *told);
/* clinical.c: events, as far as one resource tells. */
void fhir_read_event(struct fhir_state *, json_t *, struct fhir_resource *);
/* What a resource of that type is called when it is left out; NULL: it is wanted. */
const char *fhir_unwanted(const struct fhir_state *, enum fhir_type, const json_t *);
/* patient.c */
void fhir_read_patient(struct fhir_state *, json_t *, struct fhir_resource *);
bool fhir_is_nhs_number(const char *system);
/* What an identifier is met by: an NHS number is the same with blanks and without. */
const char *fhir_identifier_value(const char *system, const char *value, char digits[static 11]);
/* `system=value` as other_ids has it. */
const char *fhir_identity(struct fhir_state *, const char *system, const char *value);
/* status.c */
enum event_status fhir_status(enum fhir_type, const char *word, bool *known);
/* time.c: fills start and end, or says why not. */
void fhir_time(struct fhir_state *, struct fhir_resource *, const json_t *, const char *key);
/* Of one that has no time yet, by its statusHistory. */
void fhir_time_history(struct fhir_state *, struct fhir_resource *, const json_t *list);

/* refs.c */
void *fhir_met(const struct fhir_state *, enum fhir_index, const char *key); /* NULL: not met */
bool fhir_meet(struct fhir_state *, enum fhir_index, const char *key, void *value);
enum status fhir_index(struct fhir_state *, struct fhir_resource *, struct err *);
/* Found by what it is called inside its resource, and by nothing else. */
enum status fhir_index_inside(struct fhir_state *, struct fhir_resource *, struct err *);
void fhir_supersede(struct fhir_state *);
struct fhir_resource *fhir_find(const struct fhir_state *, const struct fhir_ref *,
	const struct fhir_resource *from);

/* `https://…/Type/id/_history/3` → `Type/id`; false where it is no such address. */
bool fhir_relative(const char *to, char *out, size_t room);

/* agency.c: what one agency is */
enum status fhir_agencies_build(struct fhir_state *, struct err *);
struct fhir_agency *fhir_agency_root(struct fhir_agency *); /* the one it turned out to be */
struct fhir_agency *fhir_agency_new(struct fhir_state *, const char *name);
/* An Organization that no file holds, by what refers to it. */
struct fhir_agency *fhir_agency_unseen(struct fhir_state *, const struct fhir_ref *);
bool fhir_is_ods(const char *system);
enum status fhir_agency_stage(struct fhir_state *, struct fhir_agency *, struct origin,
	struct err *);

/* whose.c: which agency a resource comes from */
void fhir_roles_gather(struct fhir_state *);
struct fhir_agency *fhir_agency_of(struct fhir_state *, struct fhir_resource *);
struct fhir_agency *fhir_agency_asked(struct fhir_state *, struct fhir_resource *request);
struct fhir_agency *fhir_agency_of_store(struct fhir_state *, int64_t agency); /* NULL: no memory */
struct fhir_agency *fhir_agency_of_refs(struct fhir_state *, const struct fhir_refs *, const struct fhir_resource *from); /* NULL: none says */
/* The agency that a reference to an Organization names; NULL where it is empty. */
struct fhir_agency *fhir_agency_referred(struct fhir_state *, const struct fhir_ref *, const struct fhir_resource *from);
/* What the files call the agencies of this run, for files that come alone. */
enum status fhir_agency_refs(struct fhir_state *, struct err *);

/* fold.c: the events that parts fold into.  `first` is that of the smallest
 * bytes, `head` the one that speaks for all. */
struct fhir_group {
	struct fhir_resource **part; /* sorted by `Type/id` */
	size_t part_n;
	struct fhir_resource *head;
	struct fhir_agency *agency;
	int instrument;
	enum event_status status;
	const char *starts_on, *ends_on;
	struct civil start, end;
};
enum status fhir_fold(struct fhir_state *, struct fhir_group **groups, size_t *n, struct err *);
/* parts.c: a `;` list of its parts and what they belong to; NULL: one that belongs to nothing. */
const char *fhir_parts(struct fhir_state *, const struct fhir_group *);

/* people.c */
enum status fhir_people_find(struct fhir_state *, struct err *); /* every event's patient */
struct fhir_resource *fhir_patient_of(struct fhir_state *, const struct fhir_resource *); /* NULL: it names nobody */
void fhir_people_group(struct fhir_state *);
enum status fhir_person_stage(struct fhir_state *, struct fhir_resource *patient,
	struct fhir_agency *, struct err *);
/* Of somebody of whom only a Consent came: their record as the store has it, with that.  ST_NONE:
 * it has none. */
enum status fhir_person_known(struct fhir_state *, struct fhir_resource *patient, struct fhir_agency *,
	struct origin, struct err *);
/* Of somebody asked for by an identifier whom the agency has never sent: by the id that the
 * reference has too; a record is made where that is an NHS number, or where the resource
 * tells who they are.  ST_NONE: nobody can be told by it. */
enum status fhir_person_asked(struct fhir_state *, struct fhir_resource *patient, struct origin,
	const char *agency, const char **local_id, struct err *);
enum status fhir_people_rest(struct fhir_state *, struct err *);

/* known.c: the local_id by which the agency knows whom an identifier names;
 * NULL where the store has nobody of that agency, or several. */
enum status fhir_known_as(struct fhir_state *, const struct fhir_ref *, const char *agency,
	const char **local_id, struct err *);

/* consent.c: each Patient's Consents, and what a record says of them. */
void fhir_read_consent(struct fhir_state *, json_t *, struct fhir_resource *);
void fhir_consents_gather(struct fhir_state *);
/* `stored`: what the store has of it, by the Consent `stored_by` (NULL: not known), which stays where no Consent says
 * otherwise: then NULL.  *by: the one that does. */
const char *fhir_consent_of(struct fhir_state *, struct fhir_resource *patient, struct fhir_agency *, const char *stored,
	const char *stored_by, const char **by);
/* Whoever was given a consent, or refused one, has a record of that. */
enum status fhir_consents_stage(struct fhir_state *, struct err *);

/* team.c: a CareTeam that no plan or service names; marks those that one does. */
void fhir_read_team(struct fhir_state *, json_t *, struct fhir_resource *);
void fhir_teams_mark(struct fhir_state *);
enum status fhir_team_stage(struct fhir_state *, struct fhir_resource *, struct err *);

/* undated.c: gives it a day and says so, where there is none. */
enum status fhir_undated(struct fhir_state *, struct fhir_resource *, const struct fhir_agency *, struct err *);
/* Says of what date it was sent, where that was no day. */
void fhir_part_tell(struct fhir_state *, struct fhir_resource *);

/* replies.c: when requests were answered, also those of an earlier run. */
enum status fhir_replies(struct fhir_state *, struct err *);

/* waiting.c: a reply that came before its request waits; ST_NONE: nobody can be told by it. */
enum status fhir_reply_wait(struct fhir_state *, struct fhir_resource *task, const char *request, const char *day,
	const char *outcome, struct err *);

/* events.c: fills the batch; what was left out, said at the end.  `told`: the parts that the
 * event is of, where these are several. */
enum status fhir_stage(struct fhir_state *, struct fhir_resource *, struct fhir_agency *, const struct event *, const char *told,
	struct err *);
enum status fhir_emit(struct fhir_state *, struct err *);
enum status fhir_notes(struct fhir_state *, struct err *);

/* Of a person, so that it waits for its part. */
bool fhir_is_of_person(const char *type);

#endif
