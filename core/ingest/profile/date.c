/* Dates as spreadsheets and people write them. */
#include "ingest/profile/mapping.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { EXCEL_BEGINS = -25569, EXCEL_LAST = 2958465 }; /* 1899-12-30; 9999-12-31 */

struct part {
	int64_t number; /* -1: a month's name */
	int month, digits;
};

int profile_month(const char *word, size_t n)
{
	static const char *const NAMES[12] = { "january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december" };

	for (int i = 0; i < 12 && n >= 3; i++)
		if (n <= strlen(NAMES[i]) && strncasecmp(NAMES[i], word, n) == 0)
			return i + 1;
	return n == 4 && strncasecmp(word, "sept", 4) == 0 ? 9 : 0;
}

int profile_weekday(const char *word, size_t n)
{
	static const char *const NAMES[7] = { "monday", "tuesday", "wednesday", "thursday", "friday",
		"saturday", "sunday" };

	for (int i = 0; i < 7 && n >= 3; i++)
		if (n <= strlen(NAMES[i]) && strncasecmp(NAMES[i], word, n) == 0)
			return i;
	return -1;
}

static size_t letters(const char *text)
{
	size_t n = 0;

	while (isalpha((unsigned char)text[n]))
		n++;
	return n;
}

/* 3, 03, 3rd; digits 0 where there is no number. */
static struct part number_take(const char **text)
{
	struct part p = { .number = 0 };
	size_t n;

	while (isdigit((unsigned char)**text) && p.digits < 9) {
		p.number = p.number * 10 + (**text - '0');
		p.digits++;
		++*text;
	}
	n = letters(*text);
	if (p.digits && p.digits <= 2 && n == 2 &&
		(!strncasecmp(*text, "st", 2) || !strncasecmp(*text, "nd", 2) ||
			!strncasecmp(*text, "rd", 2) || !strncasecmp(*text, "th", 2)))
		*text += 2;
	return p;
}

/* A year of two digits: the latest that fits. */
static int year_of(struct part p, int32_t latest)
{
	int year, month, day;

	if (p.digits != 2)
		return (int)p.number;
	if (latest == CIVIL_NONE)
		return (int)p.number + (p.number < 69 ? 2000 : 1900);
	civil_parts(latest, &year, &month, &day);
	year = year / 100 * 100 + (int)p.number;
	return year;
}

static bool date_show(struct part y, int month, int64_t day, int32_t latest, char out[static 11])
{
	struct civil when;
	int year = year_of(y, latest);
	char text[40];

	if (y.digits != 2 && y.digits != 4)
		return false;
	snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, (int)day);
	if (strlen(text) == 10 && civil_parse(text, &when) && y.digits == 2 && latest != CIVIL_NONE &&
		when.day > latest) {
		snprintf(text, sizeof text, "%04d-%02d-%02d", year - 100, month, (int)day);
	}
	if (strlen(text) != 10 || !civil_parse(text, &when))
		return false;
	memcpy(out, text, 11);
	return true;
}

/* A number that ends in an earlier one ends in a month and a day: no date fits both ways. */
enum { COMPACT_YEAR_LEAST = 1300 };

/* 19430703, 03071943 */
static bool compact(struct part p, unsigned forms, int32_t latest, char out[static 11])
{
	struct part year = { .digits = 4, .number = p.number % 10000 };
	int64_t a = p.number / 1000000, b = p.number / 10000 % 100;

	if (p.digits != 8)
		return false;
	if (year.number >= COMPACT_YEAR_LEAST && (forms & DATES_DMY) && date_show(year, (int)b, a, latest, out))
		return true;
	if (year.number >= COMPACT_YEAR_LEAST && (forms & DATES_MDY) && date_show(year, (int)a, b, latest, out))
		return true;
	year.number = p.number / 10000;
	return date_show(year, (int)(p.number / 100 % 100), p.number % 100, latest, out);
}

static bool excel(struct part p, char out[static 11])
{
	int64_t n = p.number;

	/* The sheet's 29 February 1900 never was. */
	if (p.digits > 7 || n < 1 || n == 60 || n > EXCEL_LAST)
		return false;
	civil_iso((int32_t)(EXCEL_BEGINS + n + (n < 60 ? 1 : 0)), out);
	return true;
}

static bool in_order(const struct part p[3], unsigned forms, int32_t latest, char out[static 11])
{
	if (p[0].month)
		return date_show(p[2], p[0].month, p[1].number, latest, out);
	if (p[1].month)
		return p[0].digits == 4
			? date_show(p[0], p[1].month, p[2].number, latest, out)
			: date_show(p[2], p[1].month, p[0].number, latest, out);
	if (p[0].digits == 4)
		return date_show(p[0], (int)p[1].number, p[2].number, latest, out);
	if (p[0].digits > 2 || p[1].digits > 2)
		return false;
	if (forms & DATES_DMY)
		return date_show(p[2], (int)p[1].number, p[0].number, latest, out);
	if (forms & DATES_MDY)
		return date_show(p[2], (int)p[0].number, p[1].number, latest, out);
	return (forms & DATES_YMD) && p[2].digits <= 2 &&
		date_show(p[0], (int)p[1].number, p[2].number, latest, out);
}

static bool part_take(const char **text, struct part *p)
{
	size_t n = letters(*text);

	*p = (struct part){ .number = -1 };
	if (n) {
		p->month = profile_month(*text, n);
		*text += n;
		return p->month > 0;
	}
	*p = number_take(text);
	return p->digits > 0;
}

static void between_skip(const char **text)
{
	*text += strspn(*text, " ");
	if (**text && strchr("/-.,", **text))
		++*text;
	*text += strspn(*text, " ");
}

static bool three_parts(const char **text, unsigned forms, int32_t latest, char out[static 11])
{
	struct part p[3];

	for (int i = 0; i < 3; i++) {
		if (i)
			between_skip(text);
		if (!part_take(text, &p[i]))
			return false;
	}
	if ((p[0].month && p[1].month) || p[2].month)
		return false;
	return in_order(p, forms, latest, out);
}

/* What may stand behind an hour: the clocks by which it is told. */
static const char *zone_skip(const char *text)
{
	static const char *const ZONES[] = { "utc", "gmt", "bst", "hrs", "hours", "h" };

	text += strspn(text, " ");
	for (size_t i = 0; i < sizeof ZONES / sizeof *ZONES; i++)
		if (strcasecmp(text, ZONES[i]) == 0)
			return text + strlen(text);
	return text;
}

/* 14:30, 14:30:05, 2.30, 10.30.00, 1430. */
static bool clock_take(const char **text, struct part *h, struct part *m, struct part *s)
{
	const char *at;
	char between;

	*h = number_take(text);
	between = **text;
	if (h->digits == 4 && between != ':' && between != '.') {
		*m = (struct part){ .number = h->number % 100, .digits = 2 };
		h->number /= 100;
	} else {
		if (!h->digits || h->digits > 2 || (between != ':' && between != '.'))
			return false;
		++*text;
		*m = number_take(text);
	}
	at = *text;
	if (*at != ':' && (*at != '.' || between != '.' || !isdigit((unsigned char)at[1]) || !isdigit((unsigned char)at[2])))
		return true;
	++*text;
	*s = number_take(text);
	return s->digits == 2;
}

/* am or pm, where it is said.  False: there is no such hour. */
static bool half_take(const char **text, struct part *h)
{
	bool is_pm = strncasecmp(*text, "pm", 2) == 0;

	if (!is_pm && strncasecmp(*text, "am", 2) != 0)
		return true;
	if (h->number < 1 || h->number > 12)
		return false;
	h->number = h->number % 12 + (is_pm ? 12 : 0);
	*text += 2;
	return true;
}

/* 14:30, 14:30:05.25, 2.30 pm, 10.30.00.000000 AM, 1430hrs; nothing at all is midnight. */
static bool time_take(const char *text, char out[static 16])
{
	struct part h, m, s = { .number = 0 };

	*out = 0;
	text += strspn(text, " ,T");
	if (strncasecmp(text, "at ", 3) == 0)
		text += 3;
	if (!*text)
		return true;
	if (!clock_take(&text, &h, &m, &s))
		return false;
	if (*text == '.' || *text == ',')
		text += 1 + strspn(text + 1, "0123456789");
	text += strspn(text, " ");
	if (!half_take(&text, &h))
		return false;
	text = zone_skip(text);
	if (*text || m.digits != 2 || h.number > 23 || m.number > 59 || s.number > 59)
		return false;
	if (h.number || m.number || s.number)
		snprintf(out, 16, "T%02d:%02d:%02d", (int)h.number, (int)m.number, (int)s.number);
	return true;
}

/* A day's share, as in 45617.604166; out is empty at midnight. */
static bool share_take(const char *text, char out[static 16])
{
	char *end;
	double share;
	int seconds;

	*out = 0;
	if (!*text)
		return true;
	if (*text != '.' || text[1 + strspn(text + 1, "0123456789")])
		return false;
	share = strtod(text, &end);
	seconds = (int)(share * 86400 + 0.5);
	if (seconds > 0 && seconds < 86400)
		snprintf(out, 16, "T%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
	return true;
}

static bool single_number(const char *text, unsigned forms, int32_t latest, char day[static 11],
	char hour[static 16])
{
	struct part p = number_take(&text);

	if (p.digits == 8 && compact(p, forms, latest, day))
		return time_take(text, hour);
	return p.digits && (forms & DATES_EXCEL) && excel(p, day) && share_take(text, hour);
}

bool profile_date(const char *text, unsigned forms, int32_t latest, char out[static 32])
{
	struct civil when;
	char day[11], hour[16];
	const char *at = text;
	size_t n;

	if (civil_parse(text, &when) && when.ms == CIVIL_NO_TIME) {
		civil_iso(when.day, out);
		return true;
	}
	at += strspn(at, " ");
	n = letters(at);
	if (n && profile_weekday(at, n) >= 0) {
		at += n;
		at += strspn(at, " ,");
	}
	if (!single_number(at, forms, latest, day, hour) &&
		!(three_parts(&at, forms, latest, day) && time_take(at, hour))) {
		/* With an offset it stays as written. */
		if (!civil_parse(text, &when) || strlen(text) > 31)
			return false;
		memcpy(out, text, strlen(text) + 1);
		return true;
	}
	snprintf(out, 32, "%s%s", day, hour);
	return true;
}
