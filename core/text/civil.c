/*
 * civil.c - civil dates and times as written.  Days are counted in the
 * proleptic Gregorian calendar, with years that begin in March so that the leap
 * day comes last.
 */
#include "civil.h"

#include <stdio.h>
#include <string.h>

static const char *const MONTHS[12] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};

enum { AGE_MOST = 130 }; /* years */
enum { DAYS_OF_ERA = 146097, DAYS_TO_1970 = 719468 }; /* 400 years; from 0000-03-01 */

int32_t civil_day(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int of_era = y - era * 400;
	int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * DAYS_OF_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
		DAYS_TO_1970;
}

void civil_parts(int32_t day, int *year, int *month, int *mday)
{
	int64_t z = (int64_t)day + DAYS_TO_1970;
	int64_t era = (z >= 0 ? z : z - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
	int of_era = (int)(z - era * DAYS_OF_ERA);
	int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / (DAYS_OF_ERA - 1)) / 365;
	int of_year = of_era - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;

	*mday = of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = (int)(y + era * 400) + (*month <= 2);
}

int civil_weekday(int32_t day)
{
	int w = (int)(((int64_t)day + 3) % 7); /* 1970-01-01 was a Thursday */

	return w < 0 ? w + 7 : w;
}

/* Reads exactly n digits; -1 when there are not that many. */
static int digits(const char **p, int n)
{
	int value = 0;

	for (; n > 0; n--, ++*p) {
		if (**p < '0' || **p > '9')
			return -1;
		value = value * 10 + (**p - '0');
	}
	return value;
}

static bool skip(const char **p, char c)
{
	if (**p != c)
		return false;
	++*p;
	return true;
}

static int month_days(int year, int month)
{
	static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool parse_date(const char **p, int32_t *day)
{
	int y, m, d;

	if ((y = digits(p, 4)) < 1 || !skip(p, '-') || (m = digits(p, 2)) < 1 || m > 12 ||
		!skip(p, '-') || (d = digits(p, 2)) < 1 || d > month_days(y, m))
		return false;
	*day = civil_day(y, m, d);
	return true;
}

static bool parse_offset(const char **p)
{
	int h, m;

	if (**p == '\0' || skip(p, 'Z') || skip(p, 'z'))
		return true;
	if (!skip(p, '+') && !skip(p, '-'))
		return false;
	return (h = digits(p, 2)) >= 0 && h < 24 && skip(p, ':') && (m = digits(p, 2)) >= 0 &&
		m < 60;
}

/* Milliseconds of a fraction of a second, its point behind; -1 without a digit. */
static int32_t parse_fraction(const char **p)
{
	int32_t ms = 0, worth = 100;

	if (**p < '0' || **p > '9')
		return -1;
	for (; **p >= '0' && **p <= '9'; ++*p, worth /= 10)
		ms += (**p - '0') * worth;
	return ms;
}

static bool parse_time(const char **p, int32_t *ms)
{
	int h, m, s = 0;
	int32_t fraction = 0;

	if ((h = digits(p, 2)) < 0 || h > 23 || !skip(p, ':') || (m = digits(p, 2)) < 0 || m > 59)
		return false;
	if (skip(p, ':')) {
		if ((s = digits(p, 2)) < 0 || s > 60) /* 60: a leap second */
			return false;
		if (skip(p, '.') && (fraction = parse_fraction(p)) < 0)
			return false;
	}
	*ms = (h * 3600 + m * 60 + s) * 1000 + fraction;
	return true;
}

bool civil_parse(const char *text, struct civil *out)
{
	struct civil c = CIVIL_ABSENT;

	if (!text || !parse_date(&text, &c.day))
		return false;
	if (*text) {
		if (!skip(&text, 'T') && !skip(&text, 't') && !skip(&text, ' '))
			return false;
		if (!parse_time(&text, &c.ms) || !parse_offset(&text) || *text)
			return false;
	}
	*out = c;
	return true;
}

bool civil_is_part(const char *text)
{
	static const char SHAPE[] = "0000-00";
	size_t n = text ? strlen(text) : 0;
	struct civil unused;
	char whole[16];

	if (n != 4 && n != 7)
		return false;
	for (size_t i = 0; i < n; i++)
		if (SHAPE[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9')
			return false;
	snprintf(whole, sizeof whole, "%.7s%s", text, n == 4 ? "-01-01" : "-01");
	return civil_parse(whole, &unused);
}

bool death_add(struct death *d, const char *text)
{
	struct civil died;

	if (!text)
		return false;
	if (civil_parse(text, &died))
		d->day = d->day == CIVIL_NONE || died.day < d->day ? died.day : d->day;
	else if (strcmp(text, DEATH_UNDATED) != 0 && !civil_is_part(text))
		return false;
	d->has_died = true;
	return true;
}

bool civil_before(struct civil x, struct civil y)
{
	if (!civil_is_set(x) || !civil_is_set(y))
		return false;
	if (x.day != y.day)
		return x.day < y.day;
	return x.ms != CIVIL_NO_TIME && y.ms != CIVIL_NO_TIME && x.ms < y.ms;
}

/* So many digits; without printf(), for it is asked of every record. */
static char *digits_put(char *out, int number, int n)
{
	for (int i = n - 1; i >= 0; i--, number /= 10)
		out[i] = (char)('0' + number % 10);
	return out + n;
}

void civil_iso(int32_t day, char out[static 11])
{
	int y, m, d;

	out[0] = '\0';
	if (day == CIVIL_NONE)
		return;
	civil_parts(day, &y, &m, &d);
	if (y < 0 || y > 9999)
		return;
	out = digits_put(out, y, 4);
	*out++ = '-';
	out = digits_put(out, m, 2);
	*out++ = '-';
	*digits_put(out, d, 2) = '\0';
}

void civil_short(int32_t day, char out[static 12])
{
	int y, m, d;

	out[0] = '\0';
	if (day == CIVIL_NONE)
		return;
	civil_parts(day, &y, &m, &d);
	if (y >= 0 && y <= 9999)
		snprintf(out, 12, "%u %s %u", (unsigned)d % 100u, MONTHS[m - 1],
			(unsigned)y % 10000u);
}

void civil_month(int32_t day, char out[static 12])
{
	char whole[12];

	civil_short(day, whole);
	snprintf(out, 12, "%s", *whole ? strchr(whole, ' ') + 1 : "");
}

void civil_day_month(int32_t day, char out[static 7])
{
	int y, m, d;

	out[0] = '\0';
	if (day == CIVIL_NONE)
		return;
	civil_parts(day, &y, &m, &d);
	snprintf(out, 7, "%u %s", (unsigned)d % 100u, MONTHS[m - 1]);
}

int civil_age(int32_t born, int32_t on)
{
	int by, bm, bd, y, m, d;

	if (born == CIVIL_NONE || on == CIVIL_NONE || on < born)
		return -1;
	civil_parts(born, &by, &bm, &bd);
	civil_parts(on, &y, &m, &d);
	y -= by + (m < bm || (m == bm && d < bd));
	return y <= AGE_MOST ? y : -1;
}
