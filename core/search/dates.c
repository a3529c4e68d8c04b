/* dates.c - birth dates as people type them. */
#include "search/dates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "civil.h"

enum { PARTS_MAX = 3, PART_ROOM = 16 };

struct parts {
	char part[PARTS_MAX][PART_ROOM];
	size_t n;
};

/* Adds what a word holds between its / . - marks; false when that is no date's. */
static bool parts_add(struct parts *p, const char *word)
{
	while (*word) {
		size_t length = strcspn(word, "/.-,");

		if (length) {
			if (p->n == PARTS_MAX || length >= PART_ROOM)
				return false;
			memcpy(p->part[p->n], word, length);
			p->part[p->n++][length] = '\0';
		}
		word += length;
		word += *word != '\0';
	}
	return true;
}

static int number(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (digits && digits <= 4 &&
		(strcasecmp(text + digits, "st") == 0 || strcasecmp(text + digits, "nd") == 0 ||
			strcasecmp(text + digits, "rd") == 0 ||
			strcasecmp(text + digits, "th") == 0))
		return atoi(text);
	return digits && digits <= 4 && !text[digits] ? atoi(text) : -1;
}

static int month_of(const char *text)
{
	static const char *const months[12] = {
		"january",
		"february",
		"march",
		"april",
		"may",
		"june",
		"july",
		"august",
		"september",
		"october",
		"november",
		"december",
	};
	size_t length = strlen(text);

	for (int m = 0; m < 12 && length >= 3; m++)
		if (length <= strlen(months[m]) && strncasecmp(text, months[m], length) == 0)
			return m + 1;
	return strcasecmp(text, "sept") == 0 ? 9 : -1;
}

/* Two digits mean the last year that ends so. */
static int year_of(const char *text, int32_t today)
{
	int y = number(text), this_year = 2100, month, day;

	if (y < 0 || strlen(text) == 3 || strlen(text) == 1)
		return -1;
	if (strlen(text) == 4)
		return y >= 1850 && y <= 2150 ? y : -1;
	if (today != CIVIL_NONE)
		civil_parts(today, &this_year, &month, &day);
	return 2000 + y <= this_year ? 2000 + y : 1900 + y;
}

static bool date_write(int y, int m, int d, char out[static 11])
{
	struct civil date;
	char text[40];

	if (y < 0 || m < 0 || d < 0)
		return false;
	snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
	if (!civil_parse(text, &date))
		return false;
	civil_iso(date.day, out);
	return true;
}

static bool three_parts(const struct parts *p, int32_t today, char out[static 11])
{
	const char *a = p->part[0], *b = p->part[1], *c = p->part[2];

	if (number(a) > 0 && strlen(a) == 4)
		return date_write(year_of(a, today), number(b), number(c), out);
	if (month_of(b) > 0)
		return date_write(year_of(c, today), month_of(b), number(a), out);
	if (month_of(a) > 0)
		return date_write(year_of(c, today), month_of(a), number(b), out);
	return date_write(year_of(c, today), number(b), number(a), out) ||
		date_write(year_of(c, today), number(a), number(b), out); /* month first */
}

/* 07/1943, Jul 1943, 1943-07 */
static bool two_parts(const struct parts *p, char out[static 11])
{
	const char *m = strlen(p->part[0]) == 4 && number(p->part[0]) > 0 ? p->part[1] : p->part[0];
	const char *y = m == p->part[0] ? p->part[1] : p->part[0];
	int year = strlen(y) == 4 ? year_of(y, CIVIL_NONE) : -1,
		month = month_of(m) > 0 ? month_of(m) : number(m);

	if (year < 0 || month < 1 || month > 12)
		return false;
	snprintf(out, 11, "%04u-%02u", (unsigned)year % 10000u, (unsigned)month % 100u);
	return true;
}

/* 03071943, 19430703 */
static bool eight_digits(const char *t, char out[static 11])
{
	char y[5], a[3], b[3];

	if (strlen(t) != 8 || strspn(t, "0123456789") != 8)
		return false;
	snprintf(y, sizeof y, "%.4s", t + 4);
	snprintf(a, sizeof a, "%.2s", t);
	snprintf(b, sizeof b, "%.2s", t + 2);
	if (date_write(year_of(y, CIVIL_NONE), number(b), number(a), out))
		return true;
	snprintf(y, sizeof y, "%.4s", t);
	snprintf(a, sizeof a, "%.2s", t + 4);
	snprintf(b, sizeof b, "%.2s", t + 6);
	return date_write(year_of(y, CIVIL_NONE), number(a), number(b), out);
}

size_t date_words(
	const char *const *words, size_t n, int32_t today, char out[static 11], bool *whole)
{
	struct parts p = {.n = 0};
	size_t best = 0;

	if (n && eight_digits(words[0], out)) {
		*whole = true;
		return 1;
	}
	for (size_t i = 0; i < n && i < PARTS_MAX && parts_add(&p, words[i]); i++) {
		if (p.n == 3 && three_parts(&p, today, out)) {
			*whole = true;
			return i + 1;
		}
		if (p.n == 2 && two_parts(&p, out)) {
			*whole = false;
			best = i + 1;
		}
	}
	return best;
}
