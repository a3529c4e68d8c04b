#include "ingest/synthea/synthea.h"

#include <strings.h>

#define BIT(column) ((uint64_t)1 << (column))
_Static_assert(SC_COLUMNS < 64 && SC_COLUMNS <= COLUMNS_KNOWN_MAX, "a header is a set of bits");

static const char *const NAMES[SC_COLUMNS] = {
	[SC_ID] = "Id", [SC_START] = "START", [SC_STOP] = "STOP", [SC_DATE] = "DATE", [SC_PATIENT] = "PATIENT",
	[SC_ENCOUNTER] = "ENCOUNTER", [SC_ORGANIZATION] = "ORGANIZATION", [SC_PROVIDER] = "PROVIDER",
	[SC_CLASS] = "ENCOUNTERCLASS", [SC_CATEGORY] = "CATEGORY", [SC_CODE] = "CODE", [SC_SYSTEM] = "SYSTEM",
	[SC_DESCRIPTION] = "DESCRIPTION", [SC_VALUE] = "VALUE", [SC_UNITS] = "UNITS", [SC_TYPE] = "TYPE",
	[SC_REASON] = "REASONCODE", [SC_REASON_WORDS] = "REASONDESCRIPTION", [SC_NAME] = "NAME", [SC_GENDER] = "GENDER",
	[SC_BIRTH] = "BIRTHDATE", [SC_DEATH] = "DEATHDATE", [SC_SSN] = "SSN", [SC_DRIVERS] = "DRIVERS",
	[SC_PASSPORT] = "PASSPORT", [SC_PREFIX] = "PREFIX", [SC_FIRST] = "FIRST", [SC_MIDDLE] = "MIDDLE", [SC_LAST] = "LAST",
	[SC_MAIDEN] = "MAIDEN", [SC_RACE] = "RACE", [SC_ADDRESS] = "ADDRESS", [SC_CITY] = "CITY", [SC_STATE] = "STATE",
	[SC_ZIP] = "ZIP", [SC_PHONE] = "PHONE", [SC_SPECIALITY] = "SPECIALITY", [SC_UTILIZATION] = "UTILIZATION",
	[SC_COST] = "BASE_COST", [SC_DISPENSES] = "DISPENSES", [SC_PAYER] = "PAYER", [SC_BODY_SITE] = "BODYSITE_CODE",
	[SC_COVERED] = "AMOUNT_COVERED", [SC_START_YEAR] = "START_YEAR", [SC_START_DATE] = "START_DATE",
	[SC_CLAIM] = "CLAIMID", [SC_CHARGE] = "CHARGEID", [SC_PATIENT_ID] = "PATIENTID", [SC_PATIENT_KEY] = "PATIENT_ID",
	[SC_PROVIDER_ID] = "PROVIDERID", [SC_PAYER_ID] = "PAYER_ID",
};

static const char *name_of(const void *table, size_t i)
{
	(void)table;
	return i < SC_COLUMNS ? NAMES[i] : NULL;
}

static int find(const void *table, const char *name)
{
	(void)table;
	for (int i = 0; i < SC_COLUMNS; i++)
		if (strcasecmp(NAMES[i], name) == 0)
			return i;
	return -1;
}

static bool is_required(const void *table, size_t i)
{
	(void)table;
	(void)i;
	return false;
}

const struct columns SYNTHEA_COLUMNS = {
	.called = "a file of Synthea's export", .name = name_of, .find = find, .is_required = is_required, .id = SC_ID,
	.has_nulls = true, .is_wide = true,
};

/* A file has all of `has` and none of `lacks`; years differ in the rest.  Only those of patients are nobody else's. */
#define ACT (BIT(SC_PATIENT) | BIT(SC_CODE) | BIT(SC_DESCRIPTION))
static const struct { enum synthea_file what; uint64_t has, lacks; } SIGNS[] = {
	{ SF_ORGANIZATIONS, BIT(SC_ID) | BIT(SC_NAME) | BIT(SC_ADDRESS) | BIT(SC_ZIP) | BIT(SC_UTILIZATION), BIT(SC_ORGANIZATION) },
	{ SF_PROVIDERS, BIT(SC_ID) | BIT(SC_NAME) | BIT(SC_ORGANIZATION) | BIT(SC_SPECIALITY), 0 },
	{ SF_PATIENTS, BIT(SC_BIRTH) | BIT(SC_DEATH) | BIT(SC_SSN) | BIT(SC_DRIVERS) | BIT(SC_PASSPORT) | BIT(SC_FIRST) |
		BIT(SC_LAST), 0 },
	{ SF_CAREPLANS, ACT | BIT(SC_ID) | BIT(SC_ENCOUNTER) | BIT(SC_START) | BIT(SC_REASON), 0 },
	{ SF_ENCOUNTERS, ACT | BIT(SC_ID) | BIT(SC_REASON), BIT(SC_ENCOUNTER) },
	{ SF_OBSERVATIONS, ACT | BIT(SC_ENCOUNTER) | BIT(SC_DATE) | BIT(SC_VALUE) | BIT(SC_UNITS), 0 },
	{ SF_PROCEDURES, ACT | BIT(SC_ENCOUNTER) | BIT(SC_REASON) | BIT(SC_DATE), BIT(SC_ID) | BIT(SC_DISPENSES) },
	{ SF_PROCEDURES, ACT | BIT(SC_ENCOUNTER) | BIT(SC_REASON) | BIT(SC_START) | BIT(SC_COST), BIT(SC_ID) | BIT(SC_DISPENSES) },
	{ SF_OTHER, ACT | BIT(SC_ENCOUNTER), 0 },
	{ SF_OTHER, BIT(SC_ID) | BIT(SC_PATIENT) | BIT(SC_ENCOUNTER) | BIT(SC_BODY_SITE), 0 },
	{ SF_OTHER, BIT(SC_ID) | BIT(SC_NAME) | BIT(SC_COVERED), 0 },
	{ SF_OTHER, BIT(SC_PATIENT) | BIT(SC_PAYER) | BIT(SC_START_YEAR), 0 },
	{ SF_OTHER, BIT(SC_PATIENT) | BIT(SC_PAYER) | BIT(SC_START_DATE), 0 },
	{ SF_OTHER, BIT(SC_ID) | BIT(SC_PATIENT_ID) | BIT(SC_PROVIDER_ID), 0 },
	{ SF_OTHER, BIT(SC_CLAIM) | BIT(SC_CHARGE) | BIT(SC_PATIENT_ID), 0 },
	{ SF_OTHER, BIT(SC_PATIENT_KEY) | BIT(SC_PAYER_ID), 0 },
};

enum synthea_file synthea_file_of(const struct csv_row *header)
{
	char name[COLUMN_NAME_ROOM];
	uint64_t there = 0;
	int column;

	for (size_t i = 0; i < header->n; i++) {
		column_name(header, i, name);
		column = find(NULL, name);
		there |= column >= 0 ? BIT(column) : 0;
	}
	for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
		if ((there & SIGNS[i].has) == SIGNS[i].has && !(there & SIGNS[i].lacks))
			return SIGNS[i].what;
	return SF_COUNT;
}
