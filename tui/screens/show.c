#include "screens/show.h"

#include <stdio.h>
#include <string.h>

#include "text.h"
#include "today.h"

const char *show_agency(const struct app *app, int64_t agency)
{
	return agency_called(app->session, agency);
}

const char *show_instrument(const struct app *app, const char *code)
{
	const struct catalogue *c = session_catalogue(app->session);
	int i = code ? catalogue_instrument_find(c, code) : -1;

	return i >= 0 ? catalogue_instrument(c, i)->name : text_or_empty(code);
}

const char *show_sex(const char *sent)
{
	if (!sent)
		return "";
	return strcmp(sent, "male") == 0 ? "M" : strcmp(sent, "female") == 0 ? "F" : sent;
}

const char *show_stage(enum stage s)
{
	static const char *const WORDS[SG_COUNT] = {
		[SG_REQUESTED] = "requested", [SG_PLANNED] = "planned", [SG_UNDER_WAY] = "under way",
		[SG_DONE] = "done", [SG_PASSED] = "happened?",
	};

	return WORDS[s];
}

const char *show_kind(enum event_kind k)
{
	static const char *const WORDS[EV_KIND_COUNT] = {
		[EV_REQUEST] = "Referral", [EV_ASSESSMENT] = "Assessment", [EV_PLAN] = "Plan",
		[EV_SERVICE] = "Support", [EV_REVIEW] = "Review", [EV_CONTACT] = "Contact",
		[EV_ADMISSION] = "Admission", [EV_DISCHARGE] = "Discharge", [EV_CONCERN] = "Concern",
		[EV_CHANGE] = "Change", [EV_MEASURE] = "Measure", [EV_VIEW] = "Their own words",
		[EV_WARNING] = "Warning", [EV_NOTE] = "Note",
	};

	return WORDS[k];
}

const char *show_row_kind(const struct journey_row *r)
{
	return r->seen == SEE_FULL ? show_kind(r->event.kind) : "";
}

const char *show_status(const struct event *e)
{
	static const char *const WORDS[ES_COUNT] = {
		[ES_PLANNED] = "planned", [ES_IN_PROGRESS] = "under way", [ES_COMPLETED] = "",
		[ES_CANCELLED] = "cancelled", [ES_DECLINED] = "declined", [ES_NOT_ATTENDED] = "not attended",
		[ES_ENTERED_IN_ERROR] = "entered in error",
	};

	return WORDS[e->status];
}

const char *show_field_name(enum record_field f)
{
	static const char *const WORDS[RF_COUNT] = {
		[RF_NHS_NUMBER] = "NHS number", [RF_NHS_NUMBER_STATUS] = "NHS number status", [RF_FAMILY_NAME] = "Family name",
		[RF_GIVEN_NAME] = "Given name", [RF_OTHER_NAMES] = "Other names", [RF_PREFERRED_NAME] = "Preferred name",
		[RF_DATE_OF_BIRTH] = "Born", [RF_SEX] = "Sex", [RF_ADDRESS] = "Address", [RF_TOWN] = "Town",
		[RF_POSTCODE] = "Postcode", [RF_PHONE] = "Phone", [RF_EMAIL] = "E-mail", [RF_SAFE_CONTACT] = "Safe contact",
		[RF_LANGUAGE] = "Language", [RF_COMMUNICATION_NEEDS] = "Communication", [RF_GP_PRACTICE] = "GP practice",
		[RF_DATE_OF_DEATH] = "Died", [RF_SENSITIVITY] = "Sensitivity", [RF_CONSENT] = "Consent",
		[RF_OTHER_IDS] = "Other numbers", [RF_UPDATED_AT] = "Updated",
	};

	return WORDS[f];
}

const char *show_field(enum record_field field, const char *value, struct arena *a)
{
	struct civil day;
	char shown[13], digits[11];

	if ((field == RF_DATE_OF_BIRTH || field == RF_DATE_OF_DEATH || field == RF_UPDATED_AT) &&
		civil_parse(value, &day)) {
		civil_short(day.day, shown);
		return arena_dup(a, shown);
	}
	if (field == RF_NHS_NUMBER_STATUS)
		return arena_printf(a, "%s, %s", value, strcmp(value, "01") == 0 ? "verified" : "not verified");
	if (field == RF_NHS_NUMBER && nhs_number_valid(value, digits)) {
		nhs_number_show(digits, shown);
		return arena_dup(a, shown);
	}
	return value;
}

void show_today_mask(bool mask, struct today_line *line, size_t n, struct arena *a)
{
	for (size_t i = 0; mask && i < n; i++) {
		const char *why = line[i].pair ? arena_dup_n(a, line[i].why, strcspn(line[i].why, ":")) : line[i].why;

		line[i].why = why ? why : "";
		line[i].what = line[i].action ? "(masked)" : line[i].what;
	}
}

void show_day(const struct app *app, int32_t day, char out[static 12])
{
	show_day_of(session_today(app->session), day, out);
}

void show_row_day(const struct app *app, const struct journey_row *r, char out[static 12])
{
	if (r->seen == SEE_FULL)
		show_day(app, r->event.start.day, out);
	else
		journey_day(r, out);
}

void show_day_of(int32_t today, int32_t day, char out[static 12])
{
	enum { NEAR_DAYS = 270 };
	char near[7];

	if (day == CIVIL_NONE || day > today + NEAR_DAYS || day < today - NEAR_DAYS) {
		civil_short(day, out);
		return;
	}
	civil_day_month(day, near);
	snprintf(out, 12, "%s", near);
}

int show_day_cells(const struct app *app, int32_t day)
{
	char out[12];

	show_day(app, day, out);
	return (int)strlen(out) + 1;
}

void show_day_cell(const struct app *app, int32_t day, struct cell *cell)
{
	char out[12];

	if (day == CIVIL_NONE)
		return;
	show_day(app, day, out);
	cell_text(cell, out);
	cell->number = day;
}

const char *show_moment(const char *at, struct arena *a)
{
	struct civil day;
	char shown[12];
	const char *told;

	if (!at || strlen(at) < 16 || !civil_parse(at, &day))
		return at ? at : "";
	civil_short(day.day, shown);
	told = arena_printf(a, "%s %.5s", shown, at + 11);
	return told ? told : "";
}
