#include "ingest/hmis/hmis.h"

#include <string.h>
#include <strings.h>

/* A column of a file: those marked must be there, and tell the file. */
struct hmis_column { const char *name; bool must; };
struct hmis_table { const struct hmis_column *column; size_t n; };

static const struct hmis_column EXPORT[] = {
	[HX_SOURCE] = { "SourceID", false },
	[HX_HASH] = { "HashStatus", true },
	[HX_DIRECTIVE] = { "ExportDirective", true },
};
static const struct hmis_column ORGANIZATION[] = {
	[HO_ID] = { "OrganizationID", true },
	[HO_NAME] = { "OrganizationName", true },
	[HO_VICTIM] = { "VictimServiceProvider", false },
	[HO_VICTIM_OLD] = { "VictimServicesProvider", false },
	[HO_COMMON] = { "OrganizationCommonName", false },
	[HO_DELETED] = { "DateDeleted", false },
};
static const struct hmis_column PROJECT[] = {
	[HP_ID] = { "ProjectID", true },
	[HP_ORGANIZATION] = { "OrganizationID", true },
	[HP_NAME] = { "ProjectName", true },
	[HP_TYPE] = { "ProjectType", false },
	[HP_DELETED] = { "DateDeleted", false },
};
static const struct hmis_column ENROLLMENT[] = {
	[HE_ID] = { "EnrollmentID", true },
	[HE_PERSON] = { "PersonalID", true },
	[HE_PROJECT] = { "ProjectID", true },
	[HE_ENTRY] = { "EntryDate", true },
	[HE_DELETED] = { "DateDeleted", false },
};
static const struct hmis_column EXIT[] = {
	[HZ_ID] = { "ExitID", true },
	[HZ_ENROLLMENT] = { "EnrollmentID", true },
	[HZ_EXIT] = { "ExitDate", true },
	[HZ_DESTINATION] = { "Destination", false },
	[HZ_OTHER_DESTINATION] = { "OtherDestination", false },
	[HZ_PERSON] = { "PersonalID", false },
	[HZ_DELETED] = { "DateDeleted", false },
};
static const struct hmis_column CLIENT[] = {
	[HC_ID] = { "PersonalID", true },
	[HC_NAME_QUALITY] = { "NameDataQuality", true },
	[HC_GIVEN] = { "FirstName", false },
	[HC_MIDDLE] = { "MiddleName", false },
	[HC_FAMILY] = { "LastName", false },
	[HC_SSN] = { "SSN", false },
	[HC_SSN_QUALITY] = { "SSNDataQuality", false },
	[HC_BIRTH] = { "DOB", false },
	[HC_BIRTH_QUALITY] = { "DOBDataQuality", false },
	[HC_SEX] = { "Sex", false },
	[HC_GENDER] = { "Gender", false },
	[HC_FEMALE] = { "Female", false },
	[HC_MALE] = { "Male", false },
	[HC_WOMAN] = { "Woman", false },
	[HC_MAN] = { "Man", false },
	[HC_UPDATED] = { "DateUpdated", false },
	[HC_DELETED] = { "DateDeleted", false },
};
static const struct hmis_column ASSESSMENT[] = {
	[HA_ID] = { "AssessmentID", true },
	[HA_ENROLLMENT] = { "EnrollmentID", true },
	[HA_PERSON] = { "PersonalID", true },
	[HA_DATE] = { "AssessmentDate", true },
	[HA_LOCATION] = { "AssessmentLocation", false },
	[HA_TYPE] = { "AssessmentType", false },
	[HA_LEVEL] = { "AssessmentLevel", false },
	[HA_PRIORITY] = { "PrioritizationStatus", false },
	[HA_DELETED] = { "DateDeleted", false },
};
static const struct hmis_column EVENT[] = {
	[HV_ID] = { "EventID", true },
	[HV_ENROLLMENT] = { "EnrollmentID", true },
	[HV_DATE] = { "EventDate", true },
	[HV_EVENT] = { "Event", true },
	[HV_SOLVED] = { "ProbSolDivRRResult", false },
	[HV_MANAGED] = { "ReferralCaseManageAfter", false },
	[HV_LOCATION] = { "LocationCrisisOrPHHousing", false },
	[HV_RESULT] = { "ReferralResult", false },
	[HV_RESULT_DATE] = { "ResultDate", false },
	[HV_PERSON] = { "PersonalID", false },
	[HV_DELETED] = { "DateDeleted", false },
};
static const struct hmis_column SERVICES[] = {
	[HS_ID] = { "ServicesID", true },
	[HS_ENROLLMENT] = { "EnrollmentID", true },
	[HS_DATE] = { "DateProvided", true },
	[HS_RECORD] = { "RecordType", true },
	[HS_TYPE] = { "TypeProvided", false },
	[HS_OTHER] = { "OtherTypeProvided", false },
	[HS_AMOUNT] = { "FAAmount", false },
	[HS_PERSON] = { "PersonalID", false },
	[HS_DELETED] = { "DateDeleted", false },
};
#define TABLE(columns) { columns, sizeof(columns) / sizeof *(columns) }
static const struct hmis_table TABLES[HF_OTHER] = {
	[HF_EXPORT] = TABLE(EXPORT), [HF_ORGANIZATION] = TABLE(ORGANIZATION),
	[HF_PROJECT] = TABLE(PROJECT), [HF_ENROLLMENT] = TABLE(ENROLLMENT),
	[HF_EXIT] = TABLE(EXIT), [HF_CLIENT] = TABLE(CLIENT),
	[HF_ASSESSMENT] = TABLE(ASSESSMENT), [HF_EVENT] = TABLE(EVENT),
	[HF_SERVICES] = TABLE(SERVICES),
};

static const char *name_of(const void *table, size_t i)
{
	const struct hmis_table *t = table;

	return i < t->n ? t->column[i].name : NULL;
}

static int find(const void *table, const char *name)
{
	const struct hmis_table *t = table;

	for (size_t i = 0; i < t->n; i++)
		if (strcasecmp(t->column[i].name, name) == 0)
			return (int)i;
	return -1;
}

static bool is_required(const void *table, size_t i)
{
	return ((const struct hmis_table *)table)->column[i].must;
}

/* The id of a row that cannot be read may be that of somebody at a victim service provider. */
#define COLUMNS(file, title) \
	[file] = { .table = &TABLES[file], .called = title, .name = name_of, .find = find, \
		.is_required = is_required, .id = -1, .has_nulls = true, .is_wide = true }
const struct columns HMIS_TABLES[HF_OTHER] = {
	COLUMNS(HF_EXPORT, "Export.csv"), COLUMNS(HF_ORGANIZATION, "Organization.csv"),
	COLUMNS(HF_PROJECT, "Project.csv"), COLUMNS(HF_ENROLLMENT, "Enrollment.csv"),
	COLUMNS(HF_EXIT, "Exit.csv"), COLUMNS(HF_CLIENT, "Client.csv"),
	COLUMNS(HF_ASSESSMENT, "Assessment.csv"), COLUMNS(HF_EVENT, "Event.csv"),
	COLUMNS(HF_SERVICES, "Services.csv"),
};

const char *hmis_column(enum hmis_file file, size_t i)
{
	return name_of(&TABLES[file], i);
}

static bool header_has(const struct csv_row *header, const char *wanted)
{
	char name[COLUMN_NAME_ROOM];

	for (size_t i = 0; i < header->n; i++) {
		column_name(header, i, name);
		if (strcasecmp(name, wanted) == 0)
			return true;
	}
	return false;
}

enum hmis_file hmis_file_of(const struct csv_row *header)
{
	for (int f = 0; f < HF_OTHER; f++) {
		bool has_all = true;

		for (size_t i = 0; i < TABLES[f].n && has_all; i++)
			has_all = !TABLES[f].column[i].must ||
				header_has(header, TABLES[f].column[i].name);
		if (has_all)
			return (enum hmis_file)f;
	}
	return header_has(header, "ExportID") && header_has(header, "DateDeleted") ? HF_OTHER
										    : HF_COUNT;
}
