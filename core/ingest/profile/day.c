/* Days that columns are named after, as registers have them: "Mon 3 Nov", "03/11/2025", "3". */
#include "ingest/profile/mapping.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>


enum { NAME_MOST = 40, YEARS_BACK = 6 };

struct named { int weekday, day, month; }; /* weekday -1: not said; month 0: not said */

static size_t word_length(const char *text)
{
	size_t n = 0;

	while (isalpha((unsigned char)text[n]))
		n++;
	return n;
}

static bool is_one_of(const char *word, size_t n, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == n && strncasecmp(*list, word, n) == 0)
			return true;
	return false;
}

/* "w/c 3 Nov", "Week commencing 3 Nov": the day that the week begins. */
static const char *lead_skip(const char *text)
{
	static const char *const LEADS[] = { "w", "c", "wc", "wk", "week", "commencing", "beginning", "date", NULL };
	size_t n;

	for (;;) {
		text += strspn(text, " /.:-");
		n = word_length(text);
		if (!n || !is_one_of(text, n, LEADS))
			return text;
		text += n;
	}
}

/* "3 Nov AM", "Mon 3 (pm)": two columns of one day. */
static void tail_cut(char *text)
{
	static const char *const TAILS[] = { "am", "pm", "morning", "afternoon", "lunch", "evening", "eve", "session", NULL };
	size_t end = strlen(text), n = 0;

	while (end && strchr(" ().", text[end - 1]))
		end--;
	while (n < end && isalpha((unsigned char)text[end - n - 1]))
		n++;
	if (n < end && is_one_of(text + end - n, n, TAILS)) {
		text[end - n] = 0;
		tail_cut(text);
	} else {
		text[end] = 0;
	}
}

static bool number_read(const char **text, int *out)
{
	size_t n = strspn(*text, "0123456789"), suffix;

	if (n < 1 || n > 2)
		return false;
	*out = atoi(*text);
	*text += n;
	suffix = word_length(*text);
	if (suffix == 2 && (!strncasecmp(*text, "st", 2) || !strncasecmp(*text, "nd", 2) || !strncasecmp(*text, "rd", 2) ||
				   !strncasecmp(*text, "th", 2)))
		*text += 2;
	return true;
}

static void gap_skip(const char **text)
{
	*text += strspn(*text, " -.,/");
}

static bool month_read(const char **text, int *out)
{
	size_t n = word_length(*text);

	*out = profile_month(*text, n);
	*text += n;
	return *out > 0;
}

/* 3 Nov, Nov 3, 3/11, 3: a day of a month, without a year. */
static bool named_read(const char *text, unsigned forms, struct named *out)
{
	size_t n = word_length(text);
	int number;

	*out = (struct named){ .weekday = profile_weekday(text, n) };
	if (out->weekday >= 0) {
		text += n;
		gap_skip(&text);
	}
	if (isalpha((unsigned char)*text)) {
		if (!month_read(&text, &out->month))
			return false;
		gap_skip(&text);
		return number_read(&text, &out->day) && !*text;
	}
	if (!number_read(&text, &out->day))
		return false;
	if (!*text)
		return true;
	if (!strchr(" -/", *text))
		return false;
	gap_skip(&text);
	if (isalpha((unsigned char)*text))
		return month_read(&text, &out->month) && !*text;
	if (!number_read(&text, &number) || *text || text[-1] == ' ')
		return false;
	out->month = forms & DATES_MDY ? out->day : number;
	out->day = forms & DATES_MDY ? number : out->day;
	return true;
}

static bool day_is(int year, const struct named *n, int32_t *out)
{
	char text[40];
	struct civil when;

	snprintf(text, sizeof text, "%04d-%02d-%02d", year, n->month, n->day);
	if (strlen(text) != 10 || !civil_parse(text, &when))
		return false;
	*out = when.day;
	return n->weekday < 0 || civil_weekday(when.day) == n->weekday;
}

/* The year in which it is that weekday, nearest to today. */
static bool by_weekday(const struct named *n, int32_t today, int32_t *out)
{
	int year, month, mday;
	int32_t day, best = 0;
	bool any = false;

	civil_parts(today, &year, &month, &mday);
	for (int y = year - YEARS_BACK; y <= year + 1; y++) {
		if (!day_is(y, n, &day) || (any && abs(day - today) >= abs(best - today)))
			continue;
		best = day;
		any = true;
	}
	*out = best;
	return any;
}

/* What the column before says of this one: of the months or years that it may be of, the one nearest
 * to it.  January after December is the next year's; columns from the newest down stay in theirs. */
static bool by_before(struct named *n, int32_t after, int32_t *out)
{
	int year, month, mday;
	bool any = false, may_wrap;

	civil_parts(after, &year, &month, &mday);
	may_wrap = n->month || n->day < mday;
	for (int step = n->month ? -1 : 0; step <= may_wrap; step++) {
		bool is_next_year = !n->month && step && month == 12;
		struct named at = {.weekday = -1, .day = n->day, .month = n->month ? n->month : is_next_year ? 1 : month + step};
		int32_t day;

		if (!day_is(year + (n->month ? step : is_next_year), &at, &day) ||
			(any && abs(day - after) >= abs(*out - after)))
			continue;
		*out = day;
		any = true;
	}
	return any && (n->weekday < 0 || civil_weekday(*out) == n->weekday);
}

static enum day_name complete(struct named *n, const struct day_hint *hint, int32_t today, int32_t after, int32_t *out)
{
	if (after != CIVIL_NONE)
		return by_before(n, after, out) ? DAY_YES : DAY_WRONG_WEEKDAY;
	if (!n->month && !hint->month)
		return DAY_NO_MONTH;
	if (!n->month)
		n->month = hint->month;
	if (hint->year && day_is(hint->year, n, out))
		return DAY_YES;
	/* "2025/26" above a table that begins in January. */
	if (hint->year && n->weekday >= 0 && !hint->is_told && day_is(hint->year + 1, n, out))
		return DAY_YES;
	if (!hint->year && n->weekday >= 0 && today != CIVIL_NONE)
		return by_weekday(n, today, out) ? DAY_YES : DAY_WRONG_WEEKDAY;
	return hint->year ? DAY_WRONG_WEEKDAY : DAY_NO_YEAR;
}

enum day_name profile_day(const char *name, unsigned forms, const struct day_hint *hint, int32_t today, int32_t after,
	char out[static 11])
{
	char text[NAME_MOST + 1], whole[32];
	struct named named;
	size_t digits;
	int32_t day = CIVIL_NONE;
	enum day_name is;

	*out = 0;
	name = lead_skip(name);
	if (strlen(name) > NAME_MOST)
		return DAY_NONE;
	memcpy(text, name, strlen(name) + 1);
	tail_cut(text);
	digits = strspn(text, "0123456789");
	if (text[digits] || digits != 5)
		forms &= ~(unsigned)DATES_EXCEL;
	if (profile_date(text, forms, CIVIL_NONE, whole)) {
		memcpy(out, whole, 10);
		out[10] = 0;
		return DAY_YES;
	}
	if (!named_read(text, forms, &named) || named.day < 1 || named.day > 31 || named.month > 12)
		return DAY_NONE;
	is = complete(&named, hint, today, after, &day);
	if (is == DAY_YES)
		civil_iso(day, out);
	return is;
}

/* "2025-26", "2025 - 26", with a dash of either kind: of two years. */
static bool is_span(const char *after)
{
	static const char EN_DASH[] = "\xe2\x80\x93";

	after += strspn(after, " ");
	if (*after == '-' || *after == '/')
		after++;
	else if (strncmp(after, EN_DASH, sizeof EN_DASH - 1) == 0)
		after += sizeof EN_DASH - 1;
	else
		return false;
	return isdigit((unsigned char)after[strspn(after, " ")]);
}

/* Years of which there are such tables: other numbers of four digits are no years. */
static bool is_year(const char *text)
{
	int year = atoi(text);

	return year >= 1990 && year <= 2099;
}

/* "November 2025", "Nov-25", "2025": not the month of a whole date, which may be when it was printed. */
void day_hint_take(struct day_hint *hint, const char *text)
{
	bool was_number = false;

	for (size_t n; *text; text += n) {
		int month;

		n = word_length(text);
		month = n >= 3 ? profile_month(text, n) : 0;
		if (month && !was_number) {
			const char *year = text + n + strspn(text + n, " -_.,'");
			size_t digits = strspn(year, "0123456789");

			if (!hint->month && (digits == 4 || (digits == 2 && year > text + n))) {
				hint->month = month;
				hint->year = atoi(year) + (digits == 2 ? 2000 : 0);
				return;
			}
		}
		if (n) {
			was_number = false;
			continue;
		}
		n = strspn(text, "0123456789");
		if (n == 4 && !hint->month && !was_number && is_year(text) && !is_span(text + 4)) {
			hint->is_torn = hint->is_torn || (hint->year && hint->year != atoi(text));
			hint->year = hint->is_torn ? 0 : atoi(text);
		}
		if (n)
			was_number = true;
		else
			n = 1;
	}
}
