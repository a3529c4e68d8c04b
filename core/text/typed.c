/*
 * typed.c - days, months and years as people type them.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil.h"

enum { PARTS = 3, PART_ROOM = 12, YEAR_LEAST = 1850, YEAR_MOST = 2150 };

/* A text cut into numbers and names: "12sep" is two of them. */
struct typed {
	char part[PARTS][PART_ROOM];
	size_t n;
};

static bool typed_split(const char *text, struct typed *out)
{
	for (out->n = 0; *text;) {
		bool is_number = isdigit((unsigned char)*text);
		size_t length = 0;

		if (strchr(" /.-,", *text)) {
			text++;
			continue;
		}
		while (text[length] && !strchr(" /.-,", text[length]) &&
			(isdigit((unsigned char)text[length]) != 0) == is_number)
			length++;
		if (out->n == PARTS || length >= PART_ROOM)
			return false;
		for (size_t i = 0; i < length; i++)
			out->part[out->n][i] = (char)tolower((unsigned char)text[i]);
		out->part[out->n++][length] = '\0';
		text += length;
	}
	return out->n > 0;
}

static int number_of(const char *part)
{
	return isdigit((unsigned char)*part) && strlen(part) <= 4 ? atoi(part) : -1;
}

static int month_of(const char *part)
{
	static const char *const MONTHS[12] = {"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december"};
	size_t length = strlen(part);
	int number = number_of(part);

	if (number >= 0)
		return number >= 1 && number <= 12 && length <= 2 ? number : -1;
	for (int m = 0; m < 12 && length >= 3; m++)
		if (strncmp(MONTHS[m], part, length) == 0)
			return m + 1;
	return strcmp(part, "sept") == 0 ? 9 : -1;
}

/* Two digits mean this century up to ten years from today. */
static int year_of(const char *part, int32_t today)
{
	int year = number_of(part), this_year, month, mday;

	civil_parts(today, &this_year, &month, &mday);
	if (year < 0 || strlen(part) == 3 || strlen(part) == 1)
		return -1;
	if (strlen(part) == 2)
		year += 2000 + year > this_year + 10 ? 1900 : 2000;
	return year >= YEAR_LEAST && year <= YEAR_MOST ? year : -1;
}

static bool day_make(int year, int month, int mday, int32_t *out)
{
	int y, m, d;

	if (year < 0 || month < 1 || month > 12 || mday < 1 || mday > 31)
		return false;
	*out = civil_day(year, month, mday);
	civil_parts(*out, &y, &m, &d);
	return m == month && d == mday;
}

/* Of this year, the one before and the next, where the day lies nearest to today. */
static bool nearest(int month, int mday, int32_t today, int32_t *out)
{
	int year, m, d;
	bool is_found = false;

	civil_parts(today, &year, &m, &d);
	for (int y = year - 1; y <= year + 1; y++) {
		int32_t day;

		if (!day_make(y, month, mday, &day))
			continue;
		if (!is_found || labs((long)day - today) < labs((long)*out - today))
			*out = day;
		is_found = true;
	}
	return is_found;
}

static int32_t month_end(int32_t first)
{
	int year, month, mday;

	civil_parts(first, &year, &month, &mday);
	return (month == 12 ? civil_day(year + 1, 1, 1) : civil_day(year, month + 1, 1)) - 1;
}

static bool whole_month(bool is_one, int32_t *first, int32_t *last)
{
	*last = is_one ? month_end(*first) : *first;
	return is_one;
}

static bool one_part(const struct typed *t, int32_t today, int32_t *first, int32_t *last)
{
	int year = strlen(t->part[0]) == 4 ? year_of(t->part[0], today) : -1;

	if (year >= 0) {
		*first = civil_day(year, 1, 1);
		*last = civil_day(year, 12, 31);
		return true;
	}
	return number_of(t->part[0]) < 0 &&
		whole_month(nearest(month_of(t->part[0]), 1, today, first), first, last);
}

/* "Sep 2024", "9/2024", "2024-09"; else a day and a month, the day first where both
 * are numbers. */
static bool two_parts(const struct typed *t, int32_t today, int32_t *first, int32_t *last)
{
	bool is_year_first = strlen(t->part[0]) == 4 && number_of(t->part[0]) >= 0;
	const char *year = t->part[!is_year_first], *other = t->part[is_year_first];
	bool is_name_first = number_of(t->part[0]) < 0;

	if (strlen(year) == 4 && number_of(year) >= 0)
		return whole_month(day_make(year_of(year, today), month_of(other), 1, first), first, last);
	if (!nearest(month_of(t->part[!is_name_first]), number_of(t->part[is_name_first]), today, first))
		return false;
	*last = *first;
	return true;
}

static bool three_parts(const struct typed *t, int32_t today, int32_t *first, int32_t *last)
{
	const char *a = t->part[0], *b = t->part[1], *c = t->part[2];
	bool is_day = strlen(a) == 4 && number_of(a) >= 0
		? day_make(year_of(a, today), month_of(b), number_of(c), first)
		: number_of(a) < 0 ? day_make(year_of(c, today), month_of(a), number_of(b), first)
		: day_make(year_of(c, today), month_of(b), number_of(a), first);

	if (is_day)
		*last = *first;
	return is_day;
}

/* "-3m", "+2w", "-10" (days). */
static bool relative(const char *text, int32_t today, int32_t *day)
{
	int year, month, mday;
	char *end;
	long n = strtol(text, &end, 10);

	if ((*text != '-' && *text != '+') || end == text || n > 2000 || n < -2000 || (*end && end[1]))
		return false;
	switch (tolower((unsigned char)*end)) {
	case '\0': case 'd': *day = today + (int32_t)n; return true;
	case 'w': *day = today + (int32_t)n * 7; return true;
	case 'y': n *= 12; break;
	case 'm': break;
	default:  return false;
	}
	civil_parts(today, &year, &month, &mday);
	n += year * 12 + month - 1;
	if (n < YEAR_LEAST * 12)
		return false;
	*day = civil_day((int)(n / 12), (int)(n % 12) + 1, 1);
	*day += mday - 1 < month_end(*day) - *day ? mday - 1 : month_end(*day) - *day;
	return true;
}

static bool word(const char *text, int32_t today, int32_t *day)
{
	static const struct { const char *word; int days; } WORDS[] = {
		{"today", 0}, {"now", 0}, {"yesterday", -1}, {"tomorrow", 1},
	};
	char lower[PART_ROOM];
	size_t i;

	for (i = 0; i < sizeof lower - 1 && text[i]; i++)
		lower[i] = (char)tolower((unsigned char)text[i]);
	lower[i] = '\0';
	for (size_t w = 0; !text[i] && w < sizeof WORDS / sizeof *WORDS; w++)
		if (i >= 3 && strncmp(WORDS[w].word, lower, i) == 0) {
			*day = today + WORDS[w].days;
			return true;
		}
	return false;
}

bool civil_typed(const char *text, int32_t today, int32_t *first, int32_t *last)
{
	char trimmed[64];
	size_t length;
	struct typed t;
	int32_t from = 0, to = 0;
	bool is_read;

	text += strspn(text, " ");
	length = strlen(text);
	while (length && text[length - 1] == ' ')
		length--;
	if (length >= sizeof trimmed)
		return false;
	snprintf(trimmed, sizeof trimmed, "%.*s", (int)length, text);
	if (word(trimmed, today, &from) || relative(trimmed, today, &from)) {
		*first = *last = from;
		return true;
	}
	if (!typed_split(trimmed, &t))
		return false;
	is_read = t.n == 1 ? one_part(&t, today, &from, &to)
		: t.n == 2 ? two_parts(&t, today, &from, &to) : three_parts(&t, today, &from, &to);
	if (is_read) {
		*first = from;
		*last = to;
	}
	return is_read;
}

bool civil_typed_day(const char *text, int32_t today, int32_t *day)
{
	int32_t first, last;
	bool is_day = civil_typed(text, today, &first, &last) && first == last;

	if (is_day)
		*day = first;
	return is_day;
}
