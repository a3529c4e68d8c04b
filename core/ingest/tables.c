#include "ingest/interchange.h"

#include <string.h>
#include <strings.h>

#include "text.h"

const char *const TABLE_FILES[TABLE_COUNT] = {
	[TABLE_AGENCIES] = "agencies.csv",
	[TABLE_PEOPLE] = "people.csv",
	[TABLE_EVENTS] = "events.csv",
};

enum {
	AC_CODE,
	AC_NAME,
	AC_SECTOR,
	AC_ODS,
	AC_PHONE,
	AC_EMAIL,
	AC_COST,
	AC_AREA,
	AC_SHOWN_AS,
	AC_COUNT
};
static const char *const AGENCY_COLUMNS[AC_COUNT] = {
	[AC_CODE] = "code",
	[AC_NAME] = "name",
	[AC_SECTOR] = "sector",
	[AC_ODS] = "ods_code",
	[AC_PHONE] = "phone",
	[AC_EMAIL] = "email",
	[AC_COST] = "cost_per_hour",
	[AC_AREA] = "area",
	[AC_SHOWN_AS] = "shown_as",
};

/* people.csv: the record's fields, then these. */
enum { PC_LOCAL_ID = RF_COUNT, PC_AGENCY, PC_COUNT };
/* events.csv: the event's texts save its parts, then these. */
enum { EC_TEXTS = EVENT_TEXT_COUNT - 1, EC_KIND = EC_TEXTS, EC_STATUS, EC_AGENCY, EC_COUNT };

static const char *const SENSITIVITIES[] = { "standard", "sensitive", "restricted", "hidden" };

static const char *person_column(size_t i)
{
	if (i < RF_COUNT)
		return RECORD_FIELD_NAMES[i];
	return i == PC_LOCAL_ID ? "local_id" : i == PC_AGENCY ? "agency" : NULL;
}

static const char *event_column(size_t i)
{
	if (i < EC_TEXTS)
		return EVENT_TEXTS[i].name;
	return i == EC_KIND ? "kind" : i == EC_STATUS ? "status" : i == EC_AGENCY ? "agency" : NULL;
}

const char *table_column(enum table t, size_t i)
{
	switch (t) {
	case TABLE_AGENCIES:
		return i < AC_COUNT ? AGENCY_COLUMNS[i] : NULL;
	case TABLE_PEOPLE:
		return person_column(i);
	case TABLE_EVENTS:
		return event_column(i);
	case TABLE_COUNT:
		break;
	}
	return NULL;
}

int table_column_find(enum table t, const char *name)
{
	const char *column;

	for (size_t i = 0; (column = table_column(t, i)); i++)
		if (strcasecmp(column, name) == 0)
			return (int)i;
	return -1;
}

int table_column_loose(enum table t, const char *name)
{
	char told[64];
	size_t n = strlen(name);

	if (n >= sizeof told)
		return -1;
	for (size_t i = 0; i <= n; i++)
		told[i] = name[i] == ' ' || name[i] == '-' ? '_' : name[i];
	return table_column_find(t, told);
}

bool table_column_is_required(enum table t, size_t i)
{
	const char *name = table_column(t, i);

	switch (t) {
	case TABLE_AGENCIES:
		return i == AC_CODE || i == AC_NAME || i == AC_SECTOR;
	case TABLE_PEOPLE:
		return i == PC_LOCAL_ID;
	case TABLE_EVENTS:
		return i == EC_KIND || strcmp(name, "source_ref") == 0 ||
			strcmp(name, "local_id") == 0 || strcmp(name, "starts_on") == 0;
	case TABLE_COUNT:
		break;
	}
	return false;
}

static bool is_gap(char c)
{
	return c == ' ' || c == '-' || c == '_';
}

/* "Adult care" is adult_care. */
static bool is_word(const char *text, const char *word)
{
	for (; *text && *word; text++, word++)
		if (!(is_gap(*text) && is_gap(*word)) && strncasecmp(text, word, 1) != 0)
			return false;
	return !*text && !*word;
}

static bool is_one_of(const char *const *words, size_t n, const char **text)
{
	for (size_t i = 0; i < n; i++) {
		if (is_word(*text, words[i])) {
			*text = words[i];
			return true;
		}
	}
	return false;
}
#define IS_ONE_OF(words, text) is_one_of(words, sizeof(words) / sizeof *(words), text)

static const char NO_DATE[] = "is no date; write YYYY-MM-DD";

static enum status agency_row(struct batch *b, struct table_row *r, struct err *e)
{
	char code[65];
	struct staged_agency staged = { .origin = r->origin };
	const char *cost = r->value[AC_COST];

	if (!r->value[AC_CODE])
		return batch_reject(b, r->origin, "code", "is missing", NULL, e);
	if (!code_fold(r->value[AC_CODE], code))
		return batch_reject(b, r->origin, "code",
			"is no agency code (letters, digits and - only)", NULL, e);
	if (r->value[AC_SECTOR] && !IS_ONE_OF(SECTOR_NAMES, &r->value[AC_SECTOR]))
		return batch_reject(
			b, r->origin, "sector", "is no sector: nhs, adult_care, children_care, local_authority, voluntary, care, housing, police, "
			"education, community, private, other", code, e);
	if (cost && cost[strspn(cost, "0123456789.")])
		return batch_reject(b, r->origin, "cost_per_hour", "is no number", code, e);
	staged.agency = (struct agency){
		.code = code,
		.name = r->value[AC_NAME],
		.sector = r->value[AC_SECTOR],
		.ods_code = r->value[AC_ODS],
		.phone = r->value[AC_PHONE],
		.email = r->value[AC_EMAIL],
		.cost_per_hour = cost,
		.area = r->value[AC_AREA],
		.shown_as = r->value[AC_SHOWN_AS],
	};
	return batch_agency(b, &staged, e);
}

/* Whose row it is: its column, else what goes for the file. */
static enum status row_agency(const struct table_row *r, size_t column, const char **code,
	char folded[static 65], struct err *e)
{
	*code = r->agency;
	if (!r->value[column])
		return ST_OK;
	if (!code_fold(r->value[column], folded))
		return err_set(e, ST_FORMAT,
			"%s line %lld: the column agency holds no agency code (letters, digits and "
			"- only)",
			r->origin.file, (long long)r->origin.line);
	*code = folded;
	return ST_OK;
}

/* A slip in the birth date hides nobody: it is reported, and the row goes in as sent. */
static enum status birth_date_check(struct batch *b, const struct table_row *r, struct err *e)
{
	struct civil when;

	if (!r->value[RF_DATE_OF_BIRTH] || civil_parse(r->value[RF_DATE_OF_BIRTH], &when) ||
		civil_is_part(r->value[RF_DATE_OF_BIRTH]))
		return ST_OK;
	return batch_reject(b, r->origin, RECORD_FIELD_NAMES[RF_DATE_OF_BIRTH],
		"is no date; write YYYY-MM-DD (the rest of the row goes in)",
		r->value[PC_LOCAL_ID], e);
}

static uint32_t lacks_of(const struct table_row *r)
{
	uint32_t lacks = 0;

	for (size_t i = 0; r->lacks && i < RF_COUNT; i++)
		lacks |= r->lacks[i] ? (uint32_t)1 << i : 0;
	return lacks;
}

static enum status person_row(struct batch *b, struct table_row *r, struct err *e)
{
	struct staged_person staged = { .local_id = r->value[PC_LOCAL_ID], .origin = r->origin, .ids = r->ids };
	struct death death = DEATH_NONE;
	char code[65];
	struct civil when;
	enum status st = row_agency(r, PC_AGENCY, &staged.agency, code, e);

	if (st != ST_OK)
		return st;
	if (r->value[RF_DATE_OF_DEATH] && !death_add(&death, r->value[RF_DATE_OF_DEATH]))
		return batch_reject(b, r->origin, RECORD_FIELD_NAMES[RF_DATE_OF_DEATH],
			"is no date; write YYYY-MM-DD, so much of it as is known, or yes", staged.local_id, e);
	if (r->value[RF_UPDATED_AT] && !civil_parse(r->value[RF_UPDATED_AT], &when))
		return batch_reject(b, r->origin, RECORD_FIELD_NAMES[RF_UPDATED_AT], NO_DATE, staged.local_id, e);
	if (r->value[RF_SENSITIVITY] && !IS_ONE_OF(SENSITIVITIES, &r->value[RF_SENSITIVITY]))
		return batch_reject(b, r->origin, "sensitivity",
			"is none of standard, sensitive, restricted, hidden", staged.local_id, e);
	memcpy(staged.field, r->value, sizeof staged.field);
	staged.lacks = lacks_of(r);
	st = batch_person(b, &staged, e);
	return st == ST_OK ? birth_date_check(b, r, e) : st;
}

static const char *event_fault(const struct table_row *r, struct event *ev, const char **field)
{
	struct civil when;

	*field = "kind";
	if (!r->value[EC_KIND])
		return "is missing";
	if (!event_kind_parse(r->value[EC_KIND], &ev->kind))
		return "is no kind of event: request, assessment, plan, service, review, contact, admission, discharge, concern, "
			"change, measure, view, warning, note";
	*field = "status";
	ev->status = ES_COMPLETED;
	if (ev->kind == EV_SERVICE && !ev->ends_on)
		ev->status = ES_IN_PROGRESS; /* support that nothing ends is given still */
	if (r->value[EC_STATUS] && !event_status_parse(r->value[EC_STATUS], &ev->status))
		return "is no status: planned, in-progress, completed, cancelled, declined, not-attended, entered-in-error";
	*field = "starts_on";
	if (!ev->starts_on)
		return "is missing";
	if (!civil_parse(ev->starts_on, &ev->start))
		return NO_DATE;
	*field = "ends_on";
	ev->end = CIVIL_ABSENT;
	if (ev->ends_on && !civil_parse(ev->ends_on, &ev->end))
		return NO_DATE;
	*field = "valid_until";
	if (ev->valid_until && !civil_parse(ev->valid_until, &when))
		return NO_DATE;
	*field = "responded_on";
	if (ev->responded_on && !civil_parse(ev->responded_on, &when))
		return NO_DATE;
	*field = "sensitivity";
	if (ev->sensitivity && !IS_ONE_OF(SENSITIVITIES, &ev->sensitivity))
		return "is none of standard, sensitive, restricted, hidden";
	return NULL;
}

static enum status event_row(struct batch *b, struct table_row *r, struct arena *a, struct err *e)
{
	struct staged_event staged = { .origin = r->origin, .ids = r->ids };
	struct event *ev = &staged.event;
	const char *fault, *field;
	char code[65];
	enum status st = row_agency(r, EC_AGENCY, &staged.agency, code, e);

	for (size_t i = 0; i < EC_TEXTS; i++)
		event_text_set(ev, i, r->value[i]);
	if (st != ST_OK)
		return st;
	if (!ev->source_ref)
		return batch_reject(b, r->origin, "source_ref", "is missing", ev->local_id, e);
	if (!ev->local_id)
		return batch_reject(b, r->origin, "local_id", "is missing", ev->source_ref, e);
	fault = event_fault(r, ev, &field);
	if (fault)
		return batch_reject_of(b, r->origin, field, fault, ev->source_ref, ev->local_id, e);
	if (civil_is_set(ev->end) && civil_before(ev->end, ev->start)) {
		ev->end = CIVIL_ABSENT;
		ev->ends_on = NULL;
		st = batch_note(b, e,
			"%s line %lld: ends_on lies before starts_on and was left out",
			r->origin.file, (long long)r->origin.line);
	}
	if (st == ST_OK)
		st = event_notes(b, ev, e);
	if (st == ST_OK)
		st = batch_agency_asked(b, &ev->to_agency, a, e);
	if (st == ST_OK)
		st = batch_agencies_named(b, &ev->joint_with, a, e);
	return st == ST_OK ? batch_event(b, &staged, e) : st;
}

enum status table_row_take(
	struct batch *b, enum table t, struct table_row *r, struct arena *scratch, struct err *e)
{
	switch (t) {
	case TABLE_AGENCIES:
		return agency_row(b, r, e);
	case TABLE_PEOPLE:
		return person_row(b, r, e);
	case TABLE_EVENTS:
		return event_row(b, r, scratch, e);
	case TABLE_COUNT:
		break;
	}
	return err_set(e, ST_BUG, "table_row_take: no such table");
}
