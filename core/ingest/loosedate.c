#include "ingest/loosedate.h"

#include <string.h>

struct number { int value, digits; };

static struct number number_read(const char **p)
{
	struct number n = { 0, 0 };

	for (; **p >= '0' && **p <= '9' && n.digits < 5; ++*p, n.digits++)
		n.value = n.value * 10 + (**p - '0');
	return n;
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

bool loosedate_read(const char *text, enum date_order order, int32_t *day, char iso[static 11])
{
	struct number n[3];
	struct civil when;
	int y, m, d;
	char separator;

	if (!text)
		return false;
	n[0] = number_read(&text);
	separator = *text;
	if (separator == '\0' || !strchr("/-.", separator))
		return false;
	text++;
	n[1] = number_read(&text);
	if (*text != separator)
		return false;
	text++;
	n[2] = number_read(&text);
	if (!rest_is_time(text) || n[1].digits < 1 || n[1].digits > 2)
		return false;
	if (n[0].digits == 4 && n[2].digits >= 1 && n[2].digits <= 2)
		y = n[0].value, m = n[1].value, d = n[2].value;
	else if (n[2].digits == 4 && n[0].digits >= 1 && n[0].digits <= 2 && order == DATE_DAY_FIRST)
		y = n[2].value, m = n[1].value, d = n[0].value;
	else if (n[2].digits == 4 && n[0].digits >= 1 && n[0].digits <= 2)
		y = n[2].value, m = n[0].value, d = n[1].value;
	else
		return false;
	if (m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	*day = civil_day(y, m, d);
	civil_iso(*day, iso);
	/* The 31st of a month of thirty comes out as another day. */
	return civil_parse(iso, &when) && (iso[8] - '0') * 10 + (iso[9] - '0') == d;
}
