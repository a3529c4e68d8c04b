/*
 * cld.h - England's Adult Social Care Client Level Data, releases 1 and 2: one
 * row for each request, assessment, service or review of a person (private to
 * ingest).
 *
 *   cld.c      the format: two readings of each file, what is put together after the first
 *   columns.c  the columns, and one row's meaning
 *   choice.c   which rows tell of one event (DHSC's rule)
 *   clusters.c which requests are one (NHS England's rule), those in the store among them
 *   settle.c   what follows from all that imports told of a record: which requests are one …
 *   reasons.c  … what the reasons of reviews tell of …
 *   deaths.c   … and which services a death ended
 *   quarters.c what a later quarter has told already
 *   people.c   what the rows say of people
 *   ties.c     who cares for whom
 *   events.c   one row as an event
 *
 * A file is read twice so that a council's year need not be held: the first
 * reading chooses rows and gathers people, the second hands the chosen ones on.
 */
#ifndef THROUGHLINE_INGEST_CLD_H
#define THROUGHLINE_INGEST_CLD_H

#include "ingest/files/columns.h"
#include "ingest/files/rowindex.h"

enum cld_column {
	CLD_LA_CODE, CLD_LA_NAME, CLD_PERIOD_START, CLD_PERIOD_END, CLD_NHS_NUMBER, CLD_PERSON,
	CLD_FIRST_NAME, CLD_LAST_NAME, CLD_GP_NAME, CLD_GP_CODE, CLD_GENDER, CLD_ETHNICITY,
	CLD_BIRTH, CLD_DEATH, CLD_CLIENT_TYPE, CLD_SUPPORT_REASON, CLD_POSTCODE,
	CLD_ACCOMMODATION, CLD_EMPLOYMENT, CLD_HAS_CARER, CLD_AUTISM, CLD_VISUAL, CLD_HEARING,
	CLD_DEMENTIA, CLD_FUNDING, CLD_EVENT_TYPE, CLD_REFERENCE, CLD_START, CLD_END,
	CLD_DESCRIPTION, CLD_OUTCOME, CLD_ROUTE, CLD_ASSESSMENT_TYPE, CLD_ELIGIBLE,
	CLD_ASSESSMENT_METHOD, CLD_HOURS_CARING, CLD_ADULTS_CARED_FOR, CLD_ADULT_1, CLD_ADULT_2,
	CLD_ADULT_3, CLD_SERVICE_TYPE, CLD_COMPONENT, CLD_MECHANISM, CLD_PROVIDER, CLD_PROVIDER_ID,
	CLD_REVIEW_REASON, CLD_REVIEW_OUTCOMES, CLD_REVIEW_METHOD, CLD_UNIT_COST, CLD_FREQUENCY,
	CLD_UNITS,
	CLD_COLUMN_COUNT
};
extern const struct columns CLD_TABLE;
extern const char *const CLD_COLUMN_NAMES[CLD_COLUMN_COUNT];
int cld_column_find(const char *name); /* either spelling, any letter case; -1: unknown */

enum cld_client { CLD_USER, CLD_CARER, CLD_ASSOCIATION }; /* association: cares for somebody, no event */
enum cld_event { CLD_REQUEST, CLD_ASSESSMENT, CLD_SERVICE, CLD_REVIEW };

/* One row, read; texts are lent like the row's. */
struct cld_row {
	const char *value[CLD_COLUMN_COUNT]; /* the text `NULL` is not sent either */
	struct origin origin;
	const char *council;   /* LA Code as sent, "" where --agency stands for it */
	const char *local_id;
	enum cld_client client;
	enum cld_event event;
	int32_t period;        /* its reporting period's end; CIVIL_NONE */
	int32_t start, end;    /* CIVIL_NONE: open */
	char start_iso[11], end_iso[11];
	bool end_is_dropped;   /* lay before the start */
	bool tells_deaths;     /* its file has a column for them */
	const char *ref;       /* DHSC's key of the event, in words; NULL for an association */
	bool no_memory;
};
/* False: *field and *reason say why the row is set aside.  Look at no_memory first. */
bool cld_row_read(const char *const *value, struct origin, bool has_agency, struct arena *scratch,
	struct cld_row *out, const char **field, const char **reason);
/* A date as a council's table has it, day first; of a year of two digits the latest that is no
 * later than `latest` (CIVIL_NONE: 1969 to 2068). */
bool cld_date(const char *text, int32_t latest, int32_t *day, char iso[static 11]);
/* Of those only what says its year whole. */
bool cld_date_whole(const char *text, int32_t *day, char iso[static 11]);
/* What a value says, in one spelling for both releases: lower case, words with - between. */
void cld_slug(const char *text, char *out, size_t room);

/* People ---------------------------------------------------------------------- */

struct cld_fact { const char *text; int32_t period; struct origin origin; }; /* NULL: not said */
enum cld_fact_kind {
	CF_NHS_NUMBER, CF_FAMILY_NAME, CF_GIVEN_NAME, CF_BIRTH, CF_SEX, CF_POSTCODE, CF_PRACTICE,
	CF_DEATH, CF_NEEDS, CF_COUNT
};
struct cld_person {
	uint32_t council;
	const char *local_id;
	struct origin origin;
	bool numbers_differ; /* two valid NHS numbers */
	int32_t period;      /* the latest of their rows; CIVIL_NONE */
	bool tells_death;    /* a row has a column for it … */
	int32_t death_told;  /* … the latest of this period */
	struct cld_fact fact[CF_COUNT];
};
/* Somebody cares for somebody, by the council's ids. */
struct cld_tie {
	uint32_t council;
	const char *carer, *adult;
	int32_t as_of;
	int64_t import; /* whose word it is; 0: this run's */
	struct origin origin;
};

struct cld_people {
	VEC(struct cld_person) list;
	VEC(struct cld_tie) ties;
	struct rowindex by_id;
};
enum status cld_people_note(
	struct cld_people *, struct batch *, uint32_t council, const struct cld_row *, struct err *);
/* The day of somebody's death as their rows of the latest period have it, NULL where none has. */
const char *cld_people_died(const struct cld_people *, uint32_t council, const char *local_id);
enum status cld_people_stage(const struct cld_people *, struct batch *, const char *const *agency, struct err *);
struct cld_person *cld_person_find(const struct cld_people *, uint32_t council, const char *local_id); /* NULL */

enum status cld_tie_note(struct cld_people *, struct batch *, const struct cld_person *carer, const struct cld_row *,
	struct err *);
/* The notes of all, also of those whose carer a file before told of. */
enum status cld_ties_stage(struct cld_people *, struct batch *, const char *const *agency, size_t councils, struct err *);

/* Choice ---------------------------------------------------------------------- */

#define CLD_NONE UINT32_MAX
/* The best row yet of one event; or a request that only the store has (file CLD_NONE). */
struct cld_choice {
	const char *ref, *local_id;
	const char *held; /* requests: the event that it is, or is part of, in the store; or NULL */
	uint32_t council, file, next, cluster; /* requests: the next of its cluster, the first of it */
	int64_t line;
	int32_t period, start, end;
	unsigned char event, client, outcome;
	bool is_conversation;
};
struct cld_choices {
	VEC(struct cld_choice) list; /* first those of the files: `chosen` of them */
	size_t chosen;
	struct rowindex by_ref; /* of those */
	int64_t folded, clustered; /* rows that another stands for; requests taken as one with another */
};
enum status cld_choice_note(struct cld_choices *, struct batch *, uint32_t council, uint32_t file,
	const struct cld_row *, struct err *);
/* The choice that this row is, or NULL where another stands for it. */
const struct cld_choice *cld_choice_find(
	const struct cld_choices *, uint32_t council, uint32_t file, const struct cld_row *);
/* The choice of this ref, or NULL. */
struct cld_choice *cld_choice_of_ref(const struct cld_choices *, uint32_t council, const char *ref);
/* Requests of one person that begin no more than four days after the one before
 * ended, whether the files have them or the store; by each council's agency. */
enum status cld_requests_cluster(struct cld_choices *, struct batch *, const char *const *agency, struct err *);
/* Those of the list alone: each has its cluster, and the next of it. */
bool cld_clusters_make(struct cld_choices *);
/* A request by its name, as columns.c makes it: whose, from when, until when; false where
 * it is none of this person's. */
bool cld_request_read(const char *ref, const char *local_id, struct cld_choice *out);
/* The next of its cluster; NULL after the last. */
const struct cld_choice *cld_cluster_next(const struct cld_choices *, const struct cld_choice *);

/* Quarters -------------------------------------------------------------------- */

/* The latest until which an import before told; CIVIL_NONE: none did. */
struct cld_quarters { int32_t latest; };
enum status cld_quarters_read(struct cld_quarters *, struct batch *, struct err *);
/* *is_told: what the store has of it came with a later period too, and that stands. */
enum status cld_quarters_event(const struct cld_quarters *, const struct batch *, const char *agency,
	const char *ref, int32_t period, bool *is_told, struct err *);
/* Of a cluster: each request of it that the files have. */
enum status cld_quarters_request(const struct cld_quarters *, const struct batch *, const char *agency,
	const struct cld_choices *, const struct cld_choice *, bool *is_told, struct err *);

/* Events ---------------------------------------------------------------------- */

/* The row as event (is_told: a later quarter told of it before): handed on, or, for a request, left in the batch's array
 * where what it was once part of is found again. */
enum status cld_event_stage(struct batch *, const char *agency, bool is_told, const char *died, const struct cld_choices *,
	const struct cld_choice *, const struct cld_row *, struct arena *scratch, struct err *);

#endif
