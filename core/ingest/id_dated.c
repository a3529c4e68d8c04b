#include "ingest/id_dated.h"

#include <stdio.h>
#include <string.h>

/* Forms but the settled one are 1 and any of these together. */
enum { BARE = 1, SHORT_YEAR = 2, SECONDS = 4 };

struct dated {
	int year, month, day, hour, minute, second;
	bool has_day, has_hour;
};

static struct dated dated_read(const char *plain)
{
	struct dated d = {0};

	d.has_day = sscanf(plain, "%4d-%2d-%2d", &d.year, &d.month, &d.day) == 3;
	if (d.has_day)
		plain += strcspn(plain, "T") + (strchr(plain, 'T') != NULL);
	d.has_hour = sscanf(plain, "%2d:%2d:%2d", &d.hour, &d.minute, &d.second) >= 2;
	return d;
}

bool id_dated_fits(const char *plain, int form)
{
	struct dated d = dated_read(plain);
	int how = form - 1;
	bool may_be_bare = (d.has_day && (d.day < 10 || d.month < 10)) || (d.has_hour && d.hour < 10);

	if (form == 0 || (!d.has_day && how == 0))
		return form == 0;
	return (d.has_day || !(how & SHORT_YEAR)) && (d.has_hour || !(how & SECONDS)) && (may_be_bare || !(how & BARE)) &&
		((how & SECONDS) || !d.second);
}

static int day_put(const struct dated *d, bool month_first, int how, char *out, size_t room)
{
	int first = month_first ? d->month : d->day, then = month_first ? d->day : d->month, digits = how & BARE ? 1 : 2;

	return how & SHORT_YEAR ? snprintf(out, room, "%0*d/%0*d/%02d", digits, first, digits, then, d->year % 100)
		: snprintf(out, room, "%0*d/%0*d/%04d", digits, first, digits, then, d->year);
}

void id_dated_put(const char *plain, bool month_first, int form, char out[static ID_DATED_ROOM])
{
	struct dated d = dated_read(plain);
	int how = form - 1, n = 0;

	if (form == 0) {
		snprintf(out, ID_DATED_ROOM, "%s", plain);
		return;
	}
	if (d.has_day)
		n = day_put(&d, month_first, how, out, ID_DATED_ROOM);
	if (d.has_hour)
		n += snprintf(out + n, ID_DATED_ROOM - (size_t)n, "%s%0*d:%02d", d.has_day ? " " : "", how & BARE ? 1 : 2, d.hour,
			d.minute);
	if (d.has_hour && (how & SECONDS))
		snprintf(out + n, ID_DATED_ROOM - (size_t)n, ":%02d", d.second);
}
