#include "ingest/cld/cld.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "ingest/files/loosedate.h"
#include "ingest/profile/mapping.h"
#include "text.h"

const char *const CLD_COLUMN_NAMES[CLD_COLUMN_COUNT] = {
	[CLD_LA_CODE] = "LA Code",
	[CLD_LA_NAME] = "LA Name",
	[CLD_PERIOD_START] = "Reporting Period Start Date",
	[CLD_PERIOD_END] = "Reporting Period End Date",
	[CLD_NHS_NUMBER] = "NHS Number",
	[CLD_PERSON] = "LA Person Unique Identifier",
	[CLD_FIRST_NAME] = "First Name",
	[CLD_LAST_NAME] = "Last Name",
	[CLD_GP_NAME] = "GP Practice Name",
	[CLD_GP_CODE] = "GP Practice Code",
	[CLD_GENDER] = "Gender",
	[CLD_ETHNICITY] = "Ethnicity",
	[CLD_BIRTH] = "Date of Birth",
	[CLD_DEATH] = "Date of Death",
	[CLD_CLIENT_TYPE] = "Client Type",
	[CLD_SUPPORT_REASON] = "Primary Support Reason",
	[CLD_POSTCODE] = "Postcode",
	[CLD_ACCOMMODATION] = "Accommodation Status",
	[CLD_EMPLOYMENT] = "Employment Status",
	[CLD_HAS_CARER] = "Has Unpaid Carer",
	[CLD_AUTISM] = "Autism Spectrum Disorder (ASD)",
	[CLD_VISUAL] = "Visual Impairment",
	[CLD_HEARING] = "Hearing Impairment",
	[CLD_DEMENTIA] = "Dementia",
	[CLD_FUNDING] = "Client Funding Status",
	[CLD_EVENT_TYPE] = "Event Type",
	[CLD_REFERENCE] = "Event Reference",
	[CLD_START] = "Event Start Date",
	[CLD_END] = "Event End Date",
	[CLD_DESCRIPTION] = "Event Description",
	[CLD_OUTCOME] = "Event Outcome",
	[CLD_ROUTE] = "Request: Route of Access",
	[CLD_ASSESSMENT_TYPE] = "Assessment Type",
	[CLD_ELIGIBLE] = "Eligible Needs Identified",
	[CLD_ASSESSMENT_METHOD] = "Method of Assessment",
	[CLD_HOURS_CARING] = "Total Hrs Caring per week",
	[CLD_ADULTS_CARED_FOR] = "No. of adults being cared for",
	[CLD_ADULT_1] = "Adult 1 Linked Person_ID",
	[CLD_ADULT_2] = "Adult 2 Linked Person_ID",
	[CLD_ADULT_3] = "Adult 3 Linked Person_ID",
	[CLD_SERVICE_TYPE] = "Service Type",
	[CLD_COMPONENT] = "Service Component",
	[CLD_MECHANISM] = "Delivery Mechanism",
	[CLD_PROVIDER] = "Provider CQC Location Name",
	[CLD_PROVIDER_ID] = "Provider CQC Location ID",
	[CLD_REVIEW_REASON] = "Review Reason",
	[CLD_REVIEW_OUTCOMES] = "Review Outcomes Achieved",
	[CLD_REVIEW_METHOD] = "Method of Review",
	[CLD_UNIT_COST] = "Unit Cost",
	[CLD_FREQUENCY] = "Cost Frequency (Unit Type)",
	[CLD_UNITS] = "Planned units per week",
};

/* Headers ------------------------------------------------------------------------ */

/* Whether both are the same but for letter case and all that is no letter or digit. */
static bool is_spelling_of(const char *column, const char *name)
{
	for (;;) {
		while (*column && !isalnum((unsigned char)*column))
			column++;
		while (*name && !isalnum((unsigned char)*name))
			name++;
		if (!*column || !*name)
			return *column == *name;
		if (tolower((unsigned char)*column++) != tolower((unsigned char)*name++))
			return false;
	}
}

int cld_column_find(const char *name)
{
	for (int i = 0; i < CLD_COLUMN_COUNT; i++)
		if (is_spelling_of(CLD_COLUMN_NAMES[i], name))
			return i;
	return -1;
}

static const char *column_called(const void *table, size_t i)
{
	(void)table;
	return i < CLD_COLUMN_COUNT ? CLD_COLUMN_NAMES[i] : NULL;
}

static int column_find(const void *table, const char *name)
{
	(void)table;
	return cld_column_find(name);
}

static bool column_is_required(const void *table, size_t i)
{
	(void)table;
	return i == CLD_PERSON || i == CLD_CLIENT_TYPE || i == CLD_EVENT_TYPE || i == CLD_START ||
		i == CLD_END;
}

const struct columns CLD_TABLE = {
	.called = "Client Level Data",
	.name = column_called,
	.find = column_find,
	.is_required = column_is_required,
	.id = CLD_REFERENCE,
};

/* Values ------------------------------------------------------------------------- */

void cld_slug(const char *text, char *out, size_t room)
{
	/* Release 2 says "unpaid carer" for release 1's "carer", and names home support at length. */
	static const char UNPAID[] = "unpaid-carer";
	static const char HOME[] = "home-support-or-domiciliary-care";
	char *at;

	text_fold(text ? text : "", out, room);
	for (at = out; *at; at++)
		if (*at == ' ')
			*at = '-';
	while ((at = strstr(out, UNPAID)))
		memmove(at, at + strlen("unpaid-"), strlen(at + strlen("unpaid-")) + 1);
	if (strcmp(out, HOME) == 0)
		out[strlen("home-support")] = '\0';
}

static bool client_read(const char *text, enum cld_client *out)
{
	char slug[128];

	cld_slug(text, slug, sizeof slug);
	if (strstr(slug, "known-by-association"))
		*out = CLD_ASSOCIATION;
	else if (strstr(slug, "carer"))
		*out = CLD_CARER;
	else if (strstr(slug, "service-user"))
		*out = CLD_USER;
	else
		return false;
	return true;
}

static bool event_read(const char *text, enum cld_event *out)
{
	static const char *const WORDS[] = { "request", "assessment", "service", "review" };
	char slug[128];

	cld_slug(text, slug, sizeof slug);
	for (int i = 0; i < 4; i++) {
		if (strstr(slug, WORDS[i])) {
			*out = (enum cld_event)i;
			return true;
		}
	}
	return false;
}

/* 45692, and 45692.5 with a time: a spreadsheet's own number of the day, where nobody said that
 * it is one.  Four digits are a year. */
static bool is_day_number(const char *text)
{
	return strspn(text, "0123456789") == 5 && (!text[5] || text[5] == '.');
}

bool cld_date_whole(const char *text, int32_t *day, char iso[static 11])
{
	struct civil when;
	char out[32];

	if (loosedate_read(text, DATE_DAY_FIRST, day, iso))
		return true;
	if (!text || !is_day_number(text) || !profile_date(text, DATES_EXCEL, CIVIL_NONE, out) || !civil_parse(out, &when))
		return false;
	*day = when.day;
	civil_iso(when.day, iso);
	return true;
}

/* Spreadsheets save "05-Apr-25" and "05/04/25": a council writes the day first. */
bool cld_date(const char *text, int32_t latest, int32_t *day, char iso[static 11])
{
	struct civil when;
	char out[32];

	if (cld_date_whole(text, day, iso))
		return true;
	if (!text || !profile_date(text, DATES_DMY, latest, out) || !civil_parse(out, &when))
		return false;
	*day = when.day;
	civil_iso(when.day, iso);
	return true;
}

static int32_t period_read(const struct cld_row *row)
{
	char iso[11];
	int32_t day;

	if (cld_date(row->value[CLD_PERIOD_END], CIVIL_NONE, &day, iso) ||
		cld_date(row->value[CLD_PERIOD_START], CIVIL_NONE, &day, iso))
		return day;
	return CIVIL_NONE;
}

/* Rows --------------------------------------------------------------------------- */

/* DHSC's key of an event, the council apart, with the council's own number for the
 * person: Event Reference is "not currently suitable for use".  A request's route
 * is left out: two of the same days are one cluster, and the latest route stands. */
static const char *ref_make(const struct cld_row *row, struct arena *scratch)
{
	const char *carer = row->client == CLD_CARER ? "/carer" : "";
	char what[160], more[160], *ref = NULL;

	switch (row->event) {
	case CLD_REQUEST:
		ref = arena_printf(scratch, "request/%s/%s/%s%s", row->local_id, row->start_iso,
			row->end_iso, carer);
		break;
	case CLD_ASSESSMENT:
		cld_slug(row->value[CLD_ASSESSMENT_TYPE], what, sizeof what);
		ref = arena_printf(scratch, "assessment/%s/%s/%s%s/%s", row->local_id,
			row->start_iso, row->end_iso, carer, what);
		break;
	case CLD_SERVICE:
		cld_slug(row->value[CLD_SERVICE_TYPE], what, sizeof what);
		cld_slug(row->value[CLD_COMPONENT], more, sizeof more);
		ref = arena_printf(scratch, "service/%s/%s%s/%s/%s", row->local_id, row->start_iso,
			carer, what, more);
		break;
	case CLD_REVIEW:
		ref = arena_printf(scratch, "review/%s/%s/%s%s", row->local_id, row->start_iso,
			row->end_iso, carer);
		break;
	}
	/* References stand in lists with `;` between. */
	for (char *at = ref ? strchr(ref, ';') : NULL; at; at = strchr(at, ';'))
		*at = ',';
	return ref;
}

static const char *dates_fault(struct cld_row *row, const char **field)
{
	const char *start = row->value[CLD_START], *end = row->value[CLD_END];

	*field = CLD_COLUMN_NAMES[CLD_START];
	row->end = CIVIL_NONE;
	if (!start)
		return "is missing";
	if (!cld_date(start, CIVIL_NONE, &row->start, row->start_iso))
		return "is no date; write YYYY-MM-DD or DD/MM/YYYY";
	*field = CLD_COLUMN_NAMES[CLD_END];
	if (!end)
		return row->event == CLD_SERVICE ? NULL
						 : "is missing: only a service may still be open";
	if (!cld_date(end, CIVIL_NONE, &row->end, row->end_iso))
		return "is no date; write YYYY-MM-DD or DD/MM/YYYY";
	if (row->end < row->start) {
		row->end_is_dropped = true;
		row->end_iso[0] = '\0';
		row->end = CIVIL_NONE;
	}
	return NULL;
}

static const char *event_fault(struct cld_row *row, const char **field)
{
	*field = CLD_COLUMN_NAMES[CLD_EVENT_TYPE];
	if (!row->value[CLD_EVENT_TYPE])
		return "is missing";
	if (!event_read(row->value[CLD_EVENT_TYPE], &row->event))
		return "is none of Request, Assessment, Service, Review";
	return dates_fault(row, field);
}

/* Its digits alone, however a spreadsheet wrote it: refs and ties are made of it. */
static const char *id_plain(const char *text, struct arena *scratch, bool *no_memory)
{
	char number[24];
	const char *plain = text;

	if (text && id_number(text, number))
		plain = arena_dup(scratch, number);
	*no_memory |= text && !plain;
	return plain ? plain : text;
}

static const char *identity_fault(struct cld_row *row, bool has_agency, struct arena *scratch,
	const char **field)
{
	char nhs[11];

	*field = CLD_COLUMN_NAMES[CLD_LA_CODE];
	row->council = row->value[CLD_LA_CODE] ? id_plain(row->value[CLD_LA_CODE], scratch, &row->no_memory) : "";
	if (!*row->council && !has_agency)
		return "is missing; where a file has none, give --agency CODE";
	*field = CLD_COLUMN_NAMES[CLD_PERSON];
	row->local_id = row->value[CLD_PERSON];
	if (!row->local_id && row->value[CLD_NHS_NUMBER] &&
		nhs_number_valid(row->value[CLD_NHS_NUMBER], nhs)) {
		row->local_id = arena_printf(scratch, "NHS-%s", nhs);
		row->no_memory = !row->local_id;
	}
	if (row->local_id && number_is_shortened(row->local_id))
		return "is a number that a spreadsheet has shortened: ask its sender for it as text";
	row->local_id = id_plain(row->local_id, scratch, &row->no_memory);
	if (!row->local_id)
		return "is missing, and there is no valid NHS number in its place";
	*field = CLD_COLUMN_NAMES[CLD_CLIENT_TYPE];
	if (!row->value[CLD_CLIENT_TYPE])
		return "is missing";
	if (!client_read(row->value[CLD_CLIENT_TYPE], &row->client))
		return "is none of Service user, Unpaid carer, Unpaid carer known by association";
	return NULL;
}

static const char *association_fault(const struct cld_row *row, const char **field)
{
	*field = CLD_COLUMN_NAMES[CLD_ADULT_1];
	if (!row->value[CLD_ADULT_1] && !row->value[CLD_ADULT_2] && !row->value[CLD_ADULT_3])
		return "is missing: nobody is named whom this carer cares for";
	*field = CLD_COLUMN_NAMES[CLD_PERIOD_END];
	return row->period == CIVIL_NONE ? "is no date; it says when this was known" : NULL;
}

bool cld_row_read(const char *const *value, struct origin origin, bool has_agency,
	struct arena *scratch, struct cld_row *out, const char **field, const char **reason)
{
	*out = (struct cld_row){ .origin = origin, .end = CIVIL_NONE };
	for (size_t i = 0; i < CLD_COLUMN_COUNT; i++)
		out->value[i] = value[i] && strcasecmp(value[i], "NULL") != 0 ? value[i] : NULL;
	out->period = period_read(out);
	for (size_t i = CLD_ADULT_1; i <= CLD_ADULT_3; i++)
		out->value[i] = id_plain(out->value[i], scratch, &out->no_memory);
	*reason = identity_fault(out, has_agency, scratch, field);
	if (!*reason)
		*reason = out->client == CLD_ASSOCIATION ? association_fault(out, field)
							 : event_fault(out, field);
	if (*reason)
		return false;
	if (out->client != CLD_ASSOCIATION) {
		out->ref = ref_make(out, scratch);
		out->no_memory = !out->ref;
	}
	return true;
}
