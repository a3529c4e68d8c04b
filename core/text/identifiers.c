/*
 * identifiers.c - NHS numbers, postcodes, phones, birth dates: their written
 * forms, and the placeholders that people type where they have none.
 */
#include "text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "civil.h"

#define DIGITS "0123456789"
enum { WHOLE_MOST = 19 }; /* digits of a whole number */

/* Digits only, blanks and hyphens left out, and the `.0` of a spreadsheet's number; false when
 * anything else is there or there are not `wanted` of them. */
static bool digits_only(const char *text, size_t wanted, char *out)
{
	size_t n = 0;

	for (; *text; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		if (n == wanted && strcmp(text, ".0") == 0)
			break;
		if (*text < '0' || *text > '9' || n == wanted)
			return false;
		out[n++] = *text;
	}
	out[n] = '\0';
	return n == wanted;
}

static bool one_digit_repeated(const char *digits)
{
	return *digits && strspn(digits, (char[]){digits[0], '\0'}) == strlen(digits);
}

static bool check_digit_holds(const char digits[static 11])
{
	int sum = 0, check;

	for (int i = 0; i < 9; i++)
		sum += (digits[i] - '0') * (10 - i);
	check = 11 - sum % 11;
	if (check == 11)
		check = 0;
	return check != 10 && check == digits[9] - '0';
}

bool nhs_number_valid(const char *text, char out[static 11])
{
	out[0] = '\0';
	if (!text || !digits_only(text, 10, out) || !check_digit_holds(out) ||
		one_digit_repeated(out) || strcmp(out, "0123456789") == 0 ||
		strcmp(out, "9876543210") == 0) {
		out[0] = '\0';
		return false;
	}
	return true;
}

/* A blank, one that does not break, or a comma: how long it is, 0 where there is none. */
static size_t thousands_gap(const char *text)
{
	static const char *const GAPS[] = {" ", ",", "\xC2\xA0", "\xE2\x80\xAF"};

	for (size_t i = 0; i < sizeof GAPS / sizeof *GAPS; i++)
		if (strncmp(text, GAPS[i], strlen(GAPS[i])) == 0)
			return strlen(GAPS[i]);
	return 0;
}

/* The digits of a whole number, its thousands apart or not, into out; how long it is, 0 where there is
 * none.  What begins with a nought is a code: a spreadsheet leaves no such number. */
static size_t whole_read(const char *text, char out[static 24])
{
	size_t n = strspn(text, DIGITS), used = n, gap = n <= 3 ? thousands_gap(text + n) : 0;
	const char *first = text + n;

	out[0] = '\0';
	if (n < 1 || n > WHOLE_MOST || (*text == '0' && (n > 1 || gap)))
		return 0;
	memcpy(out, text, n);
	while (gap && strncmp(text + used, first, gap) == 0 && strspn(text + used + gap, DIGITS) == 3 && n + 3 <= WHOLE_MOST) {
		memcpy(out + n, text + used + gap, 3);
		n += 3;
		used += gap + 3;
	}
	out[n] = '\0';
	return used;
}

bool id_number(const char *text, char out[static 24])
{
	size_t used = whole_read(text, out), noughts = 0;
	char nhs[11];

	if (used && text[used] == '.')
		noughts = 1 + strspn(text + used + 1, "0");
	if (noughts == 1 || text[used + noughts] || strcmp(out, text) == 0)
		out[0] = '\0';
	if (nhs_number_valid(*out ? out : text, nhs))
		memcpy(out, nhs, sizeof nhs);
	return *out;
}

/* `12/02/2025`, `3/7/25`, or an hour as in `8:05` and `08:05:00`; of `2025-03-07T08:05:00` none is. */
static bool is_typed_day(const char *text, char before)
{
	size_t n = strspn(text, DIGITS), m = strspn(text + n + (text[n] != 0), DIGITS), last;
	char mark = text[n];

	if (n < 1 || n > 2 || m < 1 || m > 2 || (mark != '/' && mark != ':') || before == 'T')
		return false;
	if (mark == ':')
		return m == 2 && (n == 1 || text[n + 1 + m] == ':');
	if (text[n + 1 + m] != '/')
		return false;
	last = strspn(text + n + m + 2, DIGITS);
	return last == 2 || last == 4;
}

bool id_is_written_otherwise(const char *text)
{
	size_t n, after, gap;
	char before = '\0';

	for (; *text; before = text[(n ? n : 1) - 1], text += n ? n : 1) {
		n = strspn(text, DIGITS);
		if (is_typed_day(text, before))
			return true;
		after = n && text[n] == '.' ? strspn(text + n + 1, "0") : 0;
		gap = n && n <= 3 ? thousands_gap(text + n) : 0;
		if ((after && strspn(text + n + 1 + after, DIGITS) == 0) || (gap && strspn(text + n + gap, DIGITS) == 3))
			return true;
	}
	return false;
}

bool number_is_shortened(const char *text)
{
	size_t whole = strspn(text, "0123456789"), n = whole;

	if (text[n] == '.')
		n += 1 + strspn(text + n + 1, "0123456789");
	if (whole == 0 || (text[n] != 'E' && text[n] != 'e') || text[n + 1] != '+')
		return false;
	text += n + 2;
	n = strspn(text, "0123456789");
	return n >= 1 && n <= 3 && !text[n];
}

void nhs_number_show(const char digits[static 11], char out[static 13])
{
	snprintf(out, 13, "%.3s %.3s %.4s", digits, digits + 3, digits + 6);
}

/* A1, A12, A1B, AB1, AB12, AB1C */
static bool outward_has_shape(const char *s, size_t n)
{
	size_t letters = 0;

	while (letters < n && isupper((unsigned char)s[letters]))
		letters++;
	if (letters < 1 || letters > 2 || n - letters < 1 || n - letters > 2)
		return false;
	return isdigit((unsigned char)s[letters]) &&
		(n - letters == 1 || isalnum((unsigned char)s[letters + 1]));
}

bool postcode_fold(const char *text, char out[static 9])
{
	char s[8];
	size_t n = 0;

	out[0] = '\0';
	for (; text && *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == ' ')
			continue;
		if (c >= 0x80 || !isalnum(c) || n == 7)
			return false;
		s[n++] = (char)toupper(c);
	}
	s[n] = '\0';
	if (n < 5 || !isdigit((unsigned char)s[n - 3]) || !isupper((unsigned char)s[n - 2]) ||
		!isupper((unsigned char)s[n - 1]))
		return false;
	if ((!outward_has_shape(s, n - 3) && strcmp(s, "GIR0AA") != 0) ||
		strncmp(s, "ZZ99", 4) == 0)
		return false;
	snprintf(out, 9, "%.*s %s", (int)(n - 3), s, s + n - 3);
	return true;
}

/* 07777777777 is as much a placeholder as 77777777777. */
static bool phone_is_placeholder(const char *digits)
{
	return one_digit_repeated(digits) || (*digits == '0' && one_digit_repeated(digits + 1));
}

bool phone_fold(const char *text, char *out, size_t room)
{
	char digits[32];
	size_t n = 0;
	const char *p = digits;
	bool plus = false;

	if (room)
		out[0] = '\0';
	for (; text && *text && n < sizeof digits - 1; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '+' && n == 0)
			plus = true;
		else if (c >= '0' && c <= '9')
			digits[n++] = (char)c;
		else if (n >= 7 && (c == '/' || c == ',' || c == ';' || isalpha(c)))
			break; /* a second number, or an extension */
	}
	digits[n] = '\0';
	if (!plus && n > 2 && strncmp(p, "00", 2) == 0 && p[2] != '0') {
		plus = true;
		p += 2;
	}
	if (plus && strncmp(p, "44", 2) == 0) {
		p += 2;
		p += *p == '0'; /* +44 (0)113 … */
		n = (size_t)snprintf(out, room, "0%s", p);
	} else {
		n = (size_t)snprintf(out, room, "%s", p);
	}
	if (n >= 7 && n < room && !phone_is_placeholder(out))
		return true;
	if (room)
		out[0] = '\0';
	return false;
}

/* Where calendars, spreadsheets and databases begin. */
static const struct { int year, month, day; } BEGINNINGS[] = {
	{1, 1, 1}, {1600, 1, 1}, {1601, 1, 1}, {1700, 1, 1}, {1753, 1, 1}, {1800, 1, 1},
	{1899, 12, 30}, {1899, 12, 31}, {1900, 1, 1}, {1901, 1, 1},
};

bool birth_date_is_placeholder(int32_t day, int32_t today)
{
	if (day == CIVIL_NONE || (today != CIVIL_NONE && day > today))
		return true;
	for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++)
		if (day == civil_day(BEGINNINGS[i].year, BEGINNINGS[i].month, BEGINNINGS[i].day))
			return true;
	return false;
}
