/* records_page.c - all about one line of the Records tab. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "linkage.h"
#include "screens/records_tab.h"
#include "screens/show.h"
#include "text.h"

/* A moment of the store's as a day. */
static const char *day_of(const char *at, struct arena *a)
{
	struct civil day = CIVIL_ABSENT;
	char shown[12];

	if (!at || !civil_parse(at, &day))
		return "";
	civil_short(day.day, shown);
	return text_or_empty(arena_dup(a, shown));
}

static const char *import_of(const struct record_version *v, struct arena *a)
{
	return text_or_empty(v->import ? arena_printf(a, ", import %lld", (long long)v->import) : "");
}

static const char *updated_of(const struct records_tab *t, size_t record)
{
	const char *at = t->person->record[record].field[RF_UPDATED_AT];

	return at ? day_of(at, t->page_arena) : "";
}

/* Held here by */
static const char *held_by(const struct records_tab *t, size_t i)
{
	const struct record_told *told = &t->told[i];
	const char *with = record_shown(t->app, t->person, told->tied_to, t->page_arena);
	char odds[32];

	if (is_made_here(t->person->record[i].local_id) && !told->by)
		return "itself: made here, for what was written about this person";
	if (told->by && t->app->mask)
		return arena_printf(t->page_arena, "a worker: linked by %s, with %s", told->by, text_or_empty(with));
	if (told->by)
		return arena_printf(t->page_arena, "a worker: %s, with %s", told->tie, text_or_empty(with));
	if (told->band && isnan(told->weight))
		return arena_printf(t->page_arena, "the linker: %s, with %s: %s", told->band, text_or_empty(with), told->tie);
	if (told->band) {
		pair_odds(told->weight, odds);
		return arena_printf(t->page_arena, "the linker: %s, %.1f (%s), with %s: %s", told->band,
			told->weight, odds, text_or_empty(with), told->tie);
	}
	return i ? "nothing: no link is left" : "the first to arrive: the person has their id from it";
}

static const char *added(struct arena *a, const char *list, const char *what)
{
	return !what || !list ? NULL : arena_printf(a, "%s%s%s", list, *list ? "; " : "", what);
}

/* What this version said otherwise than the one after it. */
static const char *changed_from(
	const struct records_tab *t, const struct record_version *was, const struct record_version *now)
{
	struct arena *a = t->page_arena;
	const char *list = "";

	for (int f = 0; f < RF_COUNT && list; f++) {
		const char *before = was->field[f], *after = now->field[f];

		if (f == RF_UPDATED_AT || (!before && !after) ||
			(before && after && strcmp(before, after) == 0))
			continue;
		list = added(a, list, arena_printf(a, "%s %s", show_field_name((enum record_field)f),
			before ? text_or_empty(record_value_shown(t->app, f, before, a)) : "not stated"));
	}
	return list;
}

static const char *differs_in(const struct records_tab *t, size_t i)
{
	const struct person *p = t->person;
	struct arena *a = t->page_arena;
	const char *list = "";

	for (int f = 0; f < RF_COUNT && list; f++) {
		const char *said = p->record[i].field[f], *shown = p->field[f].value;

		if (!record_field_differs((enum record_field)f, said, shown))
			continue;
		if (t->app->mask)
			list = added(a, list, show_field_name((enum record_field)f));
		else
			list = added(a, list, arena_printf(a, "%s %s (shown: %s)",
				show_field_name((enum record_field)f),
				text_or_empty(record_value_shown(t->app, f, said, a)),
				text_or_empty(record_value_shown(t->app, f, shown, a))));
	}
	return list;
}

static void record_page(struct records_tab *t, size_t i)
{
	const struct record *r = &t->person->record[i];
	const struct record_told *told = &t->told[i];
	struct arena *a = t->page_arena;
	const char *differs = differs_in(t, i), *updated = updated_of(t, i);

	page_add(&t->page, LOOK_STRONG, NULL,
		arena_printf(a, "%s%s%s: %lld event%s", show_agency(t->app, r->agency),
			t->app->mask ? "" : ", record ", t->app->mask ? "" : r->local_id, (long long)told->events,
			told->events == 1 ? "" : "s"));
	page_add(&t->page, LOOK_PLAIN, "Held by", held_by(t, i));
	page_add(&t->page, differs && *differs ? LOOK_DISPUTED : LOOK_PLAIN, "Differs in",
		differs && !*differs ? "nothing that others state" : differs);
	if (told->version_n)
		page_add(&t->page, LOOK_PLAIN, "Came",
			arena_printf(a, "%s%s%s%s", day_of(told->version[0].received, a),
				import_of(&told->version[0], a), *updated ? "; updated there " : "", updated));
	for (size_t v = 1; v < told->version_n; v++)
		page_add(&t->page, LOOK_PLAIN, "Before",
			arena_printf(a, "%s (came %s%s, until %s)",
				text_or_empty(changed_from(t, &told->version[v], &told->version[v - 1])),
				day_of(told->version[v].received, a), import_of(&told->version[v], a),
				day_of(told->version[v - 1].received, a)));
}

/* Why this value is the one shown. */
static const char *because(const struct records_tab *t, int field)
{
	const struct shown_field *shown = &t->person->field[field];
	struct arena *a = t->page_arena;
	const char *who = show_agency(t->app, shown->agency), *updated = "";

	for (size_t i = 0; i < t->person->record_n; i++)
		if (t->person->record[i].id == shown->record)
			updated = updated_of(t, i);
	switch (record_field_why(t->person, (enum record_field)field)) {
	case SHOWN_ALONE:        return arena_printf(a, "only %s states it", who);
	case SHOWN_AGREED:       return "all who state it agree";
	case SHOWN_UPDATED_LAST:
		return arena_printf(a, "%s, of those that differ, was updated last: %s", who, updated);
	case SHOWN_CAME_LAST:
		return arena_printf(a, "none was updated later; %s's came in last", who);
	case SHOWN_BY_CODE:
		return arena_printf(a, "all are equally new; %s comes first by its code", who);
	}
	return "";
}

static void former_add(struct records_tab *t, int field, size_t i, const char *who)
{
	const struct record_told *told = &t->told[i];
	struct arena *a = t->page_arena;

	for (size_t v = 1; v < told->version_n; v++) {
		const char *was = told->version[v].field[field], *now = told->version[v - 1].field[field];

		if (was && (!now || strcmp(was, now) != 0))
			page_add(&t->page, LOOK_LAPSED, who,
				arena_printf(a, "%s until %s", text_or_empty(record_value_shown(t->app, field, was, a)),
					day_of(told->version[v - 1].received, a)));
	}
}

static void field_page(struct records_tab *t, int field)
{
	const struct person *p = t->person;
	struct arena *a = t->page_arena;
	const char *shown = p->field[field].value;

	page_add(&t->page, LOOK_STRONG, NULL,
		arena_printf(a, "%s shown: %s", show_field_name((enum record_field)field),
			shown ? text_or_empty(record_value_shown(t->app, field, shown, a)) : "none"));
	page_add(&t->page, LOOK_PLAIN, "Because", shown ? because(t, field) : NULL);
	for (size_t i = 0; i < p->record_n; i++) {
		const char *said = p->record[i].field[field], *updated = updated_of(t, i);
		const char *who = text_or_empty(record_shown(t->app, p, i, a));
		bool differs = record_field_differs((enum record_field)field, said, shown);

		if (said)
			page_add(&t->page, differs ? LOOK_DISPUTED : LOOK_PLAIN, who,
				arena_printf(a, "%s%s%s%s", differs ? "? differs: " : "",
					text_or_empty(record_value_shown(t->app, field, said, a)),
					*updated && field != RF_UPDATED_AT ? ", updated " : "",
					field != RF_UPDATED_AT ? updated : ""));
		former_add(t, field, i, who);
	}
}

void records_page_fill(struct records_tab *t, const struct record_line *line)
{
	page_clear(&t->page);
	arena_free(t->page_arena);
	t->page_arena = line ? arena_new() : NULL;
	if (!t->page_arena)
		return;
	if (line->kind == LINE_RECORD)
		record_page(t, line->record);
	else if (line->kind == LINE_FIELD)
		field_page(t, line->field);
}
