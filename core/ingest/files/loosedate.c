#include "ingest/files/loosedate.h"

#include <string.h>
#include <strings.h>

struct number { int value, digits; };
struct parts { int year, month, day; };

static struct number number_read(const char **p)
{
	struct number n = { 0, 0 };

	for (; **p >= '0' && **p <= '9' && n.digits < 9; ++*p, n.digits++)
		n.value = n.value * 10 + (**p - '0');
	return n;
}

/* "APR", "April": as databases and letters write it. */
static struct number month_read(const char **p)
{
	static const char *const MONTHS[] = { "january", "february", "march", "april", "may", "june", "july", "august",
		"september", "october", "november", "december" };
	size_t n = strspn(*p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

	for (int m = 0; m < 12 && n >= 3; m++)
		if (n <= strlen(MONTHS[m]) && strncasecmp(*p, MONTHS[m], n) == 0) {
			*p += n;
			return (struct number){ m + 1, 0 };
		}
	return number_read(p);
}

/* Nothing, or a time: digits and what stands between them, perhaps AM or PM, a zone. */
static bool rest_is_time(const char *p)
{
	if (!*p)
		return true;
	if ((*p != ' ' && *p != 'T' && *p != 't') || p[1] < '0' || p[1] > '9')
		return false;
	return p[1 + strspn(p + 1, "0123456789:.,+- ZzAPMapm")] == '\0';
}

/* 20250301 */
static bool whole_read(struct number n, const char *rest, struct parts *out)
{
	*out = (struct parts){ n.value / 10000, n.value / 100 % 100, n.value % 100 };
	return n.digits == 8 && rest_is_time(rest);
}

static bool parts_read(const char *text, enum date_order order, struct parts *out)
{
	struct number a = number_read(&text), b, c;
	char separator = *text;
	bool is_named;

	if (whole_read(a, text, out))
		return true;
	if (separator == '\0' || !strchr("/-. ", separator))
		return false;
	text++;
	b = month_read(&text);
	is_named = b.value && !b.digits;
	if (*text != separator || (separator == ' ' && !is_named))
		return false;
	text++;
	c = number_read(&text);
	if (!rest_is_time(text) || (!is_named && (b.digits < 1 || b.digits > 2)))
		return false;
	if (a.digits == 4 && c.digits >= 1 && c.digits <= 2)
		*out = (struct parts){ a.value, b.value, c.value };
	else if (c.digits != 4 || a.digits < 1 || a.digits > 2)
		return false;
	else if (is_named || order == DATE_DAY_FIRST)
		*out = (struct parts){ c.value, b.value, a.value };
	else
		*out = (struct parts){ c.value, a.value, b.value };
	return true;
}

bool loosedate_read(const char *text, enum date_order order, int32_t *day, char iso[static 11])
{
	struct parts p;
	struct civil when;

	if (!text || !parts_read(text, order, &p) || p.month < 1 || p.month > 12 || p.day < 1 || p.day > 31)
		return false;
	*day = civil_day(p.year, p.month, p.day);
	civil_iso(*day, iso);
	/* The 31st of a month of thirty comes out as another day. */
	return civil_parse(iso, &when) && (iso[8] - '0') * 10 + (iso[9] - '0') == p.day;
}
