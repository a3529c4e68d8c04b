#include "ingest/hmis/hmis.h"

#include <string.h>

#include "care/work.h"
#include "ingest/files/loosedate.h"
#include "ingest/profile/mapping.h"

bool hmis_date(const struct hmis_set *x, const char *text, int32_t *day, char iso[static 11])
{
	const struct session *s = x->batch->session;
	struct civil when;
	char out[32];

	if (loosedate_read(text, DATE_MONTH_FIRST, day, iso))
		return true;
	/* "03-11-21" may be a year, a month or a day first: nobody can tell. */
	if (!text || strspn(text, "0123456789-: ") == strlen(text) ||
		!profile_date(text, DATES_MDY, s ? session_today(s) : CIVIL_NONE, out) || !civil_parse(out, &when))
		return false;
	*day = when.day;
	civil_iso(when.day, iso);
	return true;
}

struct word { const char *number, *text; };

static const struct word PROJECT_TYPES[] = {
	{ "0", "emergency shelter" }, { "1", "emergency shelter" }, { "2", "transitional housing" },
	{ "3", "permanent supportive housing" }, { "4", "street outreach" },
	{ "6", "services only" }, { "7", "other" }, { "8", "safe haven" },
	{ "9", "permanent housing" }, { "10", "permanent housing" }, { "11", "day shelter" },
	{ "12", "homelessness prevention" }, { "13", "rapid re-housing" },
	{ "14", "coordinated entry" }, { NULL, NULL },
};
static const struct word ASSESSMENT_TYPES[] = {
	{ "1", "By phone" }, { "2", "Virtually" }, { "3", "In person" }, { NULL, NULL },
};
static const struct word PRIORITIES[] = {
	{ "1", "Placed on the prioritization list" }, { "2", "Not placed on the prioritization list" },
	{ NULL, NULL },
};
static const struct word EVENTS[] = {
	{ "1", "Referral to a prevention project" },
	{ "2", "Problem solving, diversion or rapid resolution" },
	{ "3", "Referral to a crisis needs assessment" },
	{ "4", "Referral to a housing needs assessment" },
	{ "5", "Referral to follow-up case management" },
	{ "6", "Referral to street outreach" },
	{ "7", "Referral to housing navigation" },
	{ "8", "Referral to services outside the continuum: ineligible within" },
	{ "9", "Referral to services outside the continuum: none available within" },
	{ "10", "Referral to an emergency shelter bed" },
	{ "11", "Referral to transitional housing" },
	{ "12", "Referral to joint transitional housing and rapid re-housing" },
	{ "13", "Referral to rapid re-housing" },
	{ "14", "Referral to permanent supportive housing" },
	{ "15", "Referral to other permanent housing" },
	{ "16", "Referral to emergency assistance, flex fund or furniture" },
	{ "17", "Referral to an emergency housing voucher" },
	{ "18", "Referral to a housing stability voucher" },
	{ NULL, NULL },
};
static const struct word RESULTS[] = {
	{ "1", "Accepted" }, { "2", "Turned down by the person" },
	{ "3", "Turned down by the agency" }, { NULL, NULL },
};
static const struct word RECORD_TYPES[] = {
	{ "12", "Contact" }, { "13", "Contact" }, { "141", "PATH service" },
	{ "142", "Runaway and homeless youth service" }, { "143", "HOPWA service" },
	{ "144", "Veteran family service" }, { "151", "HOPWA financial assistance" },
	{ "152", "Veteran family financial assistance" }, { "161", "PATH referral" },
	{ "200", "Bed night" }, { "210", "Housing voucher step" },
	{ "300", "Moving on assistance" }, { NULL, NULL },
};
static const struct word SSVF_SERVICES[] = {
	{ "1", "outreach" }, { "2", "case management" }, { "3", "help with VA benefits" },
	{ "4", "help with public benefits" }, { "5", "public benefits" },
	{ "6", "other supportive service" }, { "7", "shallow subsidy" }, { "8", "returning home" },
	{ "9", "rapid resolution" }, { NULL, NULL },
};
static const struct word SSVF_AIDS[] = {
	{ "1", "rent" }, { "2", "security deposit" }, { "3", "utility deposit" },
	{ "4", "utility fees" }, { "5", "moving costs" }, { "8", "transport" },
	{ "9", "vehicle repair" }, { "10", "child care" }, { "11", "emergency supplies" },
	{ "12", "housing stability" }, { "14", "emergency housing" },
	{ "15", "extended shallow subsidy" }, { "16", "food" }, { NULL, NULL },
};

const char *hmis_word(enum hmis_list list, const char *number)
{
	static const struct word *const LISTS[] = {
		[HL_PROJECT_TYPE] = PROJECT_TYPES, [HL_ASSESSMENT_TYPE] = ASSESSMENT_TYPES,
		[HL_PRIORITY] = PRIORITIES, [HL_EVENT] = EVENTS, [HL_RESULT] = RESULTS,
		[HL_RECORD_TYPE] = RECORD_TYPES, [HL_SSVF_SERVICE] = SSVF_SERVICES,
		[HL_SSVF_AID] = SSVF_AIDS,
	};

	for (const struct word *w = LISTS[list]; number && w->number; w++)
		if (strcmp(w->number, number) == 0)
			return w->text;
	return NULL;
}

/* Since FY2024 the first digit of three says what kind of place it is. */
const char *hmis_destination(struct arena *a, const char *number, const char *other)
{
	static const char *const KINDS[] = {
		NULL, "homeless", "an institution", "temporary housing", "permanent housing",
	};
	size_t kind = strlen(number) == 3 && number[0] >= '1' && number[0] <= '4'
		? (size_t)(number[0] - '0') : 0;

	if (other)
		return arena_printf(a, "Left for: %s (destination %s)", other, number);
	return kind ? arena_printf(a, "Left for: %s (destination %s)", KINDS[kind], number)
		    : arena_printf(a, "Left (destination %s)", number);
}
