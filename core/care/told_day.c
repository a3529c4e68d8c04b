#include "care/told_day.h"

#include <string.h>

#include "care/clock.h"
#include "store_imports.h"

enum status told_day_begin(struct told_day *d, const struct session *s, struct arena *arena, struct err *err)
{
	struct import_row *row;
	size_t n = 0;
	enum status st = ST_OK;

	*d = (struct told_day){.today = s->rule.today, .clock = s->rule.today};
	if (!s->is_day_fixed)
		return ST_OK;
	if (clock_day_utc() > d->today)
		d->clock = clock_day_utc();
	if (s->is_demo)
		st = store_import_all(s->store, arena, &row, &n, err);
	if (st == ST_OK && n)
		d->made = row[n - 1].at; /* newest first */
	return st;
}

int32_t told_day_clock(const struct told_day *d)
{
	return d->clock;
}

const char *told_day_of(const struct told_day *d, const char *at, const char *happened, struct arena *arena)
{
	struct civil moment;
	const char *text;
	char day[11];

	if (!at || !civil_parse(at, &moment))
		return "";
	if (d->made && strcmp(at, d->made) == 0)
		return happened && civil_parse(happened, &moment) && moment.day <= d->today ? happened : "";
	if (moment.day <= d->today || d->clock == d->today)
		return at;
	moment.day -= d->clock - d->today;
	civil_iso(moment.day < d->today ? moment.day : d->today, day);
	text = arena_printf(arena, "%s%s", day, at + 10);
	return text ? text : "";
}
