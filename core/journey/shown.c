#include "journey/shown.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "text.h"

#define FOLD_ROOM 512
#define NAMELESS "(no name stated)"

/* -1 when x was changed at its agency before y. */
static int updated_order(const char *x, const char *y)
{
	struct civil a, b;
	bool has_a = text_is_sent(x) && civil_parse(x, &a), has_b = text_is_sent(y) && civil_parse(y, &b);

	if (!has_a || !has_b)
		return (int)has_a - (int)has_b;
	if (a.day != b.day)
		return a.day < b.day ? -1 : 1;
	return (a.ms > b.ms) - (a.ms < b.ms);
}

/* -1 when x came before y; two imports may come within a second. */
static int arrival_order(const struct record *x, const struct record *y)
{
	int order = strcmp(x->received ? x->received : "", y->received ? y->received : "");

	return order ? order : (x->import > y->import) - (x->import < y->import);
}

/* Whether x speaks before y. */
static bool record_precedes(const struct record *x, const struct record *y)
{
	int order = updated_order(x->field[RF_UPDATED_AT], y->field[RF_UPDATED_AT]);

	if (!order)
		order = arrival_order(x, y);
	if (!order)
		order = strcmp(y->agency_code, x->agency_code);
	return order ? order > 0 : x->id < y->id;
}

bool shown_comparable(enum record_field field)
{
	return field != RF_UPDATED_AT && field != RF_OTHER_IDS && field != RF_NHS_NUMBER_STATUS;
}

static void value_fold(enum record_field field, const char *value, char out[static FOLD_ROOM])
{
	struct civil day;

	switch (field) {
	case RF_NHS_NUMBER:
		if (nhs_number_valid(value, out))
			return;
		break;
	case RF_POSTCODE:
		if (postcode_fold(value, out))
			return;
		break;
	case RF_PHONE:
		if (phone_fold(value, out, FOLD_ROOM))
			return;
		break;
	case RF_DATE_OF_BIRTH:
	case RF_DATE_OF_DEATH:
		if (civil_parse(value, &day)) {
			civil_iso(day.day, out);
			return;
		}
		if (civil_is_part(value)) {
			memcpy(out, value, strlen(value) + 1);
			return;
		}
		break;
	default:
		break;
	}
	text_fold(value, out, FOLD_ROOM);
	if (field == RF_SEX)
		out[*out ? 1 : 0] = '\0'; /* F and female are one */
}

static bool is_date(enum record_field field)
{
	return field == RF_DATE_OF_BIRTH || field == RF_DATE_OF_DEATH;
}

/* A year, a month, or that somebody has died, says less than a date and is not against it. */
static bool is_inexact(enum record_field field, const char *value)
{
	return is_date(field) && (civil_is_part(value) || strcmp(value, DEATH_UNDATED) == 0);
}

static bool is_part_of(enum record_field field, const char *folded, const char *other)
{
	return is_inexact(field, folded) &&
		(strcmp(folded, DEATH_UNDATED) == 0 || strncmp(folded, other, strlen(folded)) == 0);
}

static bool is_disputed(enum record_field field, const char *value, const struct record *record,
	size_t n)
{
	if (!shown_comparable(field))
		return false;
	for (size_t i = 0; i < n; i++)
		if (text_is_sent(record[i].field[field]) && !shown_agrees(field, value, record[i].field[field]))
			return true;
	return false;
}

static const struct record *record_stating(enum record_field field, const struct record *record,
	size_t n)
{
	const struct record *best = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		const char *value = record[i].field[field];
		bool is_less;

		if (!text_is_sent(value))
			continue;
		is_less = best && is_inexact(field, value);
		if (best && is_less == is_inexact(field, best->field[field]) ? record_precedes(&record[i], best) : !is_less)
			best = &record[i];
	}
	return best;
}

void shown_choose(const struct record *record, size_t n, struct shown_field field[RF_COUNT])
{
	enum record_field f;

	for (f = 0; f < RF_COUNT; f++) {
		/* A status says how far its own number was checked, not another's. */
		enum record_field from = f == RF_NHS_NUMBER_STATUS ? RF_NHS_NUMBER : f;
		const struct record *best = record_stating(from, record, n);

		field[f] = (struct shown_field){0};
		if (!best || !text_is_sent(best->field[f]))
			continue;
		field[f].value = best->field[f];
		field[f].agency = best->agency;
		field[f].record = best->id;
		field[f].is_disputed = is_disputed(f, best->field[f], record, n);
	}
}

void shown_choose_some(const struct record *record, size_t n, const enum record_field *which, size_t which_n,
	struct shown_field field[RF_COUNT])
{
	memset(field, 0, RF_COUNT * sizeof *field);
	for (size_t i = 0; i < which_n; i++) {
		const struct record *best = record_stating(which[i], record, n);

		if (best)
			field[which[i]] = (struct shown_field){.value = best->field[which[i]], .agency = best->agency, .record = best->id};
	}
}

bool shown_same(enum record_field field, const char *x, const char *y)
{
	char folded[FOLD_ROOM], other[FOLD_ROOM];

	value_fold(field, x, folded);
	value_fold(field, y, other);
	return strcmp(folded, other) == 0;
}

bool shown_agrees(enum record_field field, const char *x, const char *y)
{
	char folded[FOLD_ROOM], other[FOLD_ROOM];

	value_fold(field, x, folded);
	value_fold(field, y, other);
	return strcmp(folded, other) == 0 || is_part_of(field, folded, other) || is_part_of(field, other, folded);
}

enum shown_why shown_because(enum record_field f, const struct record *record, size_t n)
{
	enum record_field from = f == RF_NHS_NUMBER_STATUS ? RF_NHS_NUMBER : f;
	const struct record *best = record_stating(from, record, n), *next = NULL;
	bool is_alone = true;

	for (size_t i = 0; i < n && best; i++) {
		const char *value = record[i].field[from];

		if (&record[i] == best || !text_is_sent(value))
			continue;
		is_alone = false;
		if (!shown_agrees(from, value, best->field[from]) && (!next || record_precedes(&record[i], next)))
			next = &record[i];
	}
	if (!best || is_alone)
		return SHOWN_ALONE;
	if (!next)
		return SHOWN_AGREED;
	if (updated_order(best->field[RF_UPDATED_AT], next->field[RF_UPDATED_AT]))
		return SHOWN_UPDATED_LAST;
	return arrival_order(best, next) ? SHOWN_CAME_LAST : SHOWN_BY_CODE;
}

/* "Mrs Okafor" says the family name already. */
static bool ends_with_name(const char *called, const char *family)
{
	size_t n = strlen(called), m = strlen(family);

	return n >= m && !strcasecmp(called + n - m, family) && (n == m || called[n - m - 1] == ' ');
}

const char *shown_called(const struct shown_field field[RF_COUNT], struct arena *arena)
{
	const char *family = field[RF_FAMILY_NAME].value;
	const char *given = field[RF_PREFERRED_NAME].value;

	if (!given)
		given = field[RF_GIVEN_NAME].value;
	if (given && family && !ends_with_name(given, family))
		return arena_printf(arena, "%s %s", given, family);
	return given ? given : family ? family : NAMELESS;
}

const char *shown_listed(const struct shown_field field[RF_COUNT], struct arena *arena)
{
	const char *family = field[RF_FAMILY_NAME].value, *given = field[RF_GIVEN_NAME].value;

	if (given && family)
		return arena_printf(arena, "%s, %s", family, given);
	return family ? family : given ? given : shown_called(field, arena);
}

int32_t shown_day(const struct shown_field field[RF_COUNT], enum record_field f)
{
	struct civil day;

	return field[f].value && civil_parse(field[f].value, &day) ? day.day : CIVIL_NONE;
}

void day_shown(int32_t day, int32_t today, char out[static 12])
{
	int year, this_year, month, mday;
	char short_day[7];

	civil_parts(day, &year, &month, &mday);
	civil_parts(today, &this_year, &month, &mday);
	if (day == CIVIL_NONE || year != this_year) {
		civil_short(day, out);
		return;
	}
	civil_day_month(day, short_day);
	snprintf(out, 12, "%s", short_day);
}

const char *event_kind_shown(enum event_kind kind)
{
	static const char *const SHOWN[EV_KIND_COUNT] = {
		[EV_REQUEST] = "Referral", [EV_ASSESSMENT] = "Assessment", [EV_PLAN] = "Plan",
		[EV_SERVICE] = "Support", [EV_REVIEW] = "Review", [EV_CONTACT] = "Contact",
		[EV_ADMISSION] = "Admission", [EV_DISCHARGE] = "Discharge", [EV_CONCERN] = "Concern",
		[EV_CHANGE] = "Change of circumstances", [EV_MEASURE] = "Outcome score",
		[EV_VIEW] = "In their own words", [EV_WARNING] = "Warning", [EV_NOTE] = "Note",
	};

	return kind < EV_KIND_COUNT ? SHOWN[kind] : "Event";
}

const char *event_title(const struct catalogue *catalogue, const struct event *event,
	const char *instrument)
{
	int i;

	if (text_is_sent(event->title))
		return event->title;
	i = instrument ? catalogue_instrument_find(catalogue, instrument) : -1;
	return i >= 0 ? catalogue_instrument(catalogue, i)->name : event_kind_shown(event->kind);
}
