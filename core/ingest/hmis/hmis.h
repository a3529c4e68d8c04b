/*
 * hmis.h - a HUD HMIS CSV folder, FY2022 to FY2026: what a US homelessness
 * partnership holds, one file a table (private to ingest).
 *
 *   hmis.c    the format: files told apart, folder by folder, in the order that lets one refer to another
 *   tables.c  the columns of each file that is read
 *   places.c  organisations, projects, enrollments; whose rows must be left out
 *   people.c  clients, once for each organisation that has them
 *   events.c  enrollments, assessments, referrals and services as events
 *   victims.c what came in of those whose rows must be left out now
 *   words.c   what HUD's numbers stand for
 *
 * A victim service provider's rows are left out wherever they stand: nothing
 * tells that its client is its client.
 */
#ifndef THROUGHLINE_INGEST_HMIS_H
#define THROUGHLINE_INGEST_HMIS_H

#include "ingest/files/columns.h"
#include "ingest/files/rowindex.h"

/* In the order in which they are read. */
enum hmis_file {
	HF_EXPORT, HF_ORGANIZATION, HF_PROJECT, HF_ENROLLMENT, HF_EXIT, HF_CLIENT, HF_ASSESSMENT,
	HF_EVENT, HF_SERVICES, HF_OTHER,
	HF_COUNT
};
enum { HX_SOURCE, HX_HASH, HX_DIRECTIVE };
enum { HO_ID, HO_NAME, HO_VICTIM, HO_VICTIM_OLD, HO_COMMON, HO_DELETED };
enum { HP_ID, HP_ORGANIZATION, HP_NAME, HP_TYPE, HP_DELETED };
enum { HE_ID, HE_PERSON, HE_PROJECT, HE_ENTRY, HE_DELETED };
enum { HZ_ID, HZ_ENROLLMENT, HZ_EXIT, HZ_DESTINATION, HZ_OTHER_DESTINATION, HZ_PERSON, HZ_DELETED };
enum {
	HC_ID, HC_NAME_QUALITY, HC_GIVEN, HC_MIDDLE, HC_FAMILY, HC_SSN, HC_SSN_QUALITY, HC_BIRTH,
	HC_BIRTH_QUALITY, HC_SEX, HC_GENDER, HC_FEMALE, HC_MALE, HC_WOMAN, HC_MAN, HC_UPDATED, HC_DELETED
};
enum { HA_ID, HA_ENROLLMENT, HA_PERSON, HA_DATE, HA_LOCATION, HA_TYPE, HA_LEVEL, HA_PRIORITY, HA_DELETED };
enum {
	HV_ID, HV_ENROLLMENT, HV_DATE, HV_EVENT, HV_SOLVED, HV_MANAGED, HV_LOCATION, HV_RESULT,
	HV_RESULT_DATE, HV_PERSON, HV_DELETED
};
enum { HS_ID, HS_ENROLLMENT, HS_DATE, HS_RECORD, HS_TYPE, HS_OTHER, HS_AMOUNT, HS_PERSON, HS_DELETED };

extern const struct columns HMIS_TABLES[HF_OTHER];
/* Which file has these columns; HF_COUNT: none of an export. */
enum hmis_file hmis_file_of(const struct csv_row *header);
const char *hmis_column(enum hmis_file, size_t i);

/* Places ---------------------------------------------------------------------- */

/* Things by the id that the export gives them: the n-th id added is number n. */
struct hmis_ids { VEC(const char *) id; struct rowindex index; };
#define HMIS_NONE UINT32_MAX
uint32_t hmis_find(const struct hmis_ids *, const char *id);

struct hmis_organization {
	const char *name, *common, *code; /* code NULL until the agency is staged */
	bool is_withheld, is_victims; /* victims: it says itself that it is a victim service provider */
	bool is_deleted;
	struct origin origin;
};
struct hmis_project { uint32_t organization; const char *name, *type; bool is_deleted; };
struct hmis_enrollment {
	uint32_t person, project; /* HMIS_NONE: a project that Project.csv does not have */
	int32_t entry, exit;      /* CIVIL_NONE */
	const char *destination;  /* in words */
	bool is_deleted;
};
struct hmis_client { bool is_deleted, has_withheld, has_deleted; }; /* the latter two: an enrollment of theirs */
struct hmis_stay { uint32_t person, organization; }; /* who is known where, sorted, once each */

/* One export: the files of one folder. */
struct hmis_set {
	struct batch *batch;
	const char *source;       /* SourceID, or NULL */
	bool is_hashed;           /* so Export.csv says */
	struct hmis_ids organization_ids, project_ids, enrollment_ids, person_ids;
	VEC(struct hmis_organization) organizations;
	VEC(struct hmis_project) projects;
	VEC(struct hmis_enrollment) enrollments;
	VEC(struct hmis_client) clients; /* by number */
	VEC(struct hmis_stay) stays;
	struct hmis_ids withheld; /* folded names of victim service providers and their projects */
	int64_t unsaid;           /* organisations that do not say whether they are such */
	int64_t dirty_updates, hashed_names, unhashed_names, deleted_clients;
	bool has_withheld;
	int64_t *group;           /* the last number of people sent as one */
};
enum status hmis_set_begin(struct hmis_set *, struct batch *, int64_t *group, struct err *);
void hmis_set_end(struct hmis_set *);

/* What becomes of one row. */
enum hmis_fate { HMIS_TAKE, HMIS_WITHHOLD, HMIS_NOBODYS };
/* The organisation of an enrollment, HMIS_NONE where it is not known. */
enum hmis_fate hmis_whose(const struct hmis_set *, uint32_t enrollment, uint32_t *organization);
/* As it may be written, the month first; a year of two digits is the last one up to the store's today. */
bool hmis_date(const struct hmis_set *, const char *text, int32_t *day, char iso[static 11]);
/* Whether a free text names a victim service provider or a project of theirs. */
bool hmis_tells(const struct hmis_set *, const char *text);
/* Where a row says that something was or is to be: a project's number and, or, what
 * to show for it; HMIS_WITHHOLD where it names a victim service provider. */
enum hmis_fate hmis_location(
	const struct hmis_set *, const char *sent, uint32_t *project, const char **shown);
/* The agency's code, or --agency for an organisation that is not known; the agency
 * is staged with its first row. */
enum status hmis_agency(struct hmis_set *, uint32_t organization, const char **code, struct err *);

const char *hmis_code(const struct hmis_set *, const char *organization_id); /* NULL: no memory */
/* What victim service providers told before they said that they are such (victims.c). */
enum status hmis_victims_take_back(struct hmis_set *, struct err *);

/* Rows, file by file (columns_row_fn; arg is the set) ---------------------------- */

columns_row_fn hmis_export_row, hmis_organization_row, hmis_project_row, hmis_enrollment_note,
	hmis_exit_row, hmis_client_row, hmis_enrollment_row, hmis_assessment_row, hmis_event_row,
	hmis_service_row;
enum status hmis_stays_sort(struct hmis_set *, struct err *);

/* Words --------------------------------------------------------------------------- */

enum hmis_list {
	HL_PROJECT_TYPE, HL_ASSESSMENT_TYPE, HL_PRIORITY, HL_EVENT, HL_RESULT, HL_RECORD_TYPE,
	HL_SSVF_SERVICE, HL_SSVF_AID
};
const char *hmis_word(enum hmis_list, const char *number); /* NULL: not in the list */
/* "permanent housing (410)"; in the arena, NULL for no memory. */
const char *hmis_destination(struct arena *, const char *number, const char *other);

#endif
