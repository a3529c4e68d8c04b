/* Sections that stand for each of several columns: registers with a column for every day. */
#include "ingest/profile/parser.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

/* The words -------------------------------------------------------------------------- */

/* in 2025, in 2025-11 */
static enum status year_take(struct parser *p, struct profile_section *s)
{
	const char *text;
	size_t n;

	profile_next(p);
	text = p->token.kind == TK_WORD ? p->token.text : "";
	n = strspn(text, "0123456789");
	s->year = n == 4 ? atoi(text) : 0;
	s->month = n == 4 && text[4] == '-' && strlen(text) == 7 && strspn(text + 5, "0123456789") == 2 ? atoi(text + 5) : 0;
	if (s->year < 1900 || s->month > 12 || (text[n] && !s->month))
		return profile_wrong(p, "after `in` comes the year of the days, or the year and month: in 2025, in 2025-11");
	profile_next(p);
	return ST_OK;
}

static enum status range_take(struct parser *p, struct profile_range **out)
{
	struct profile_range *r = *out = arena_alloc(p->arena, sizeof *r);
	enum status st;

	if (!r)
		return err_nomem(p->err);
	if (!profile_names_column(p))
		return profile_wrong(p, "after `each` comes `day`, or columns as in \"Week 1\" to \"Week 9\"");
	st = profile_column_take(p, &r->from);
	if (st != ST_OK)
		return st;
	profile_next(p);
	r->to = r->from;
	if (!profile_word_is(p, "to"))
		return ST_OK;
	profile_next(p);
	if (!profile_names_column(p))
		return profile_wrong(p, "after `to` comes the last of the columns, in double quotes");
	st = profile_column_take(p, &r->to);
	profile_next(p);
	return st;
}

enum status profile_each_take(struct parser *p, struct profile_section *s)
{
	struct profile_range **end = &s->ranges;
	enum status st = ST_OK;

	profile_next(p);
	s->each = profile_word_is(p, "day") ? EACH_DAY : EACH_COLUMN;
	if (s->each == EACH_DAY)
		profile_next(p);
	while (s->each == EACH_COLUMN && st == ST_OK) {
		st = range_take(p, end);
		if (st != ST_OK || p->token.kind != TK_COMMA)
			break;
		end = &(*end)->next;
		profile_next(p);
	}
	if (st == ST_OK && profile_word_is(p, "in"))
		st = year_take(p, s);
	return st == ST_OK ? profile_line_ends(p) : st;
}

/* The columns of a file ---------------------------------------------------------------- */

struct column_search {
	struct profile_reading *reading;
	const struct csv_row *header;
	const struct profile_section *section;
	struct day_hint hint;
	int32_t after;        /* the day of the column before */
	const char *odd;      /* the first name whose year or weekday cannot be told */
	enum day_name why;
};

static bool is_in_ranges(const struct column_search *f, int place)
{
	const int *at = f->reading->place;

	if (f->section->each == EACH_DAY)
		return true;
	for (const struct profile_range *r = f->section->ranges; r; r = r->next)
		if (at[r->from] >= 0 && place >= at[r->from] && place <= at[r->to])
			return true;
	return false;
}

static bool heading_add(struct column_search *f, int place, const char *name, const char day[static 11])
{
	struct profile_reading *r = f->reading;
	struct profile_heading *more = realloc(r->heading, (r->heading_n + 1) * sizeof *more), *h;

	if (!more)
		return false;
	r->heading = more;
	h = &more[r->heading_n];
	*h = (struct profile_heading){ .section = f->section, .place = place, .name = strdup(name) };
	memcpy(h->day, day, 11);
	r->heading_n += h->name != NULL;
	return h->name;
}

static enum day_name day_of(struct column_search *f, const char *name, char day[static 11])
{
	const struct profile_reading *r = f->reading;
	enum day_name is = profile_day(name, r->profile->dates, &f->hint, r->today, f->after, day);
	struct civil when;

	if (is == DAY_YES && civil_parse(day, &when))
		f->after = when.day;
	return is;
}

static bool is_named_column(const struct profile_reading *r, int place)
{
	const struct profile_column *c = r->profile->columns;

	for (int i = 0; c; c = c->next, i++)
		if (r->place[i] == place)
			return true;
	return false;
}

static bool column_find(struct column_search *f, int place)
{
	const struct csv_row *h = f->header;
	bool has_name = (size_t)place < h->n;
	char name[256] = "", day[11] = "";
	enum day_name is = DAY_NONE;

	if (!is_in_ranges(f, place) || (f->section->each == EACH_DAY && is_named_column(f->reading, place)))
		return true;
	if (has_name)
		text_clean(h->field[place], h->length[place], TEXT_LINE, name, sizeof name);
	text_trim(name);
	if (*name)
		is = day_of(f, name, day);
	if (f->section->each == EACH_DAY && is == DAY_NONE)
		return true;
	if (f->section->each == EACH_DAY && is != DAY_YES && !f->odd) {
		f->why = is;
		f->odd = h->field[place];
	}
	return heading_add(f, place, name, day);
}

static enum status odd_say(const struct column_search *f, struct err *e)
{
	const char *what = f->why == DAY_NO_MONTH ? "says no month; write `each day in 2025-11`"
		: f->why == DAY_NO_YEAR ? "says no year; write `each day in 2025`"
		: "is no such day of that year; is the year after `in`, or above the table, right?";

	return err_set(e, ST_FORMAT, "%s: the column \"%.40s\" %s (%s line %d)", f->reading->label, f->odd, what,
		f->reading->profile->label, f->section->line);
}

static enum status section_find(struct profile_reading *r, const struct profile_section *s, const struct csv_row *header,
	struct err *e)
{
	struct column_search f = { .reading = r, .header = header, .section = s, .after = CIVIL_NONE, .hint = r->hint };
	size_t before = r->heading_n, last = header->n;

	if (s->year)
		f.hint = (struct day_hint){ .year = s->year, .month = s->month, .is_told = true };
	for (const struct profile_range *g = s->ranges; g; g = g->next)
		if (r->place[g->to] >= 0 && (size_t)r->place[g->to] >= last)
			last = (size_t)r->place[g->to] + 1;
	for (size_t i = 0; i < last && i < PROFILE_PLACES_MAX; i++)
		if (!column_find(&f, (int)i))
			return err_nomem(e);
	if (f.odd && !r->only_tells)
		return odd_say(&f, e);
	if (r->heading_n > before)
		return ST_OK;
	return err_set(e, ST_FORMAT, s->each == EACH_DAY
		? "%s has no column whose name is a day (%s line %d)"
		: "%s has none of the columns that %s line %d names: is the first of them after the last?",
		r->label, r->profile->label, s->line);
}

enum status profile_headings_find(struct profile_reading *r, const struct csv_row *header, struct err *e)
{
	enum status st = ST_OK;

	profile_headings_done(r);
	for (const struct profile_section *s = r->profile->sections; s && st == ST_OK; s = s->next)
		if (s->each != EACH_ROW)
			st = section_find(r, s, header, e);
	return st;
}

void profile_headings_done(struct profile_reading *r)
{
	for (size_t i = 0; i < r->heading_n; i++)
		free((char *)r->heading[i].name);
	free(r->heading);
	r->heading = NULL;
	r->heading_n = 0;
}

bool profile_turn(const struct profile_reading *r, const struct profile_section *s, size_t *at,
	const struct profile_heading **out)
{
	*out = NULL;
	if (s->each == EACH_ROW)
		return (*at)++ == 0;
	while (*at < r->heading_n && r->heading[*at].section != s)
		++*at;
	if (*at == r->heading_n)
		return false;
	*out = &r->heading[(*at)++];
	return true;
}
