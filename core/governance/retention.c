/*
 * Who is kept how long: rules as settings `retention.SCOPE` or `retention.SCOPE:KIND`,
 * "YEARS DEATH_YEARS".
 */
#include "retention.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "store_erase.h"
#include "store_events.h"

#define RETENTION "retention."
#define ALL "all"
enum { YEARS_MOST = 120, HELD_BY_MOST = 256, SCOPE_ROOM = 96 };

/* "ASC", "nhs", "all", or one of these with a kind of event: "ASC:concern". */
static bool scope_is_known(struct session *s, const char *text)
{
	const char *colon = strchr(text, ':');
	char scope[SCOPE_ROOM];
	enum event_kind kind;
	enum sector sector;

	if (strlen(text) >= sizeof scope || (colon && (!event_kind_parse(colon + 1, &kind) ||
		strcmp(EVENT_KIND_NAMES[kind], colon + 1) != 0)))
		return false;
	snprintf(scope, sizeof scope, "%.*s", colon ? (int)(colon - text) : (int)strlen(text), text);
	return !strcmp(scope, ALL) || sector_parse(scope, &sector) || session_agency_by_code(s, scope);
}

enum status retention_rules(struct session *s, struct arena *arena, struct retention_rule **out,
	size_t *n, struct err *err)
{
	struct setting_row *row;
	struct retention_rule *list;
	size_t count, kept = 0;
	enum status st = store_setting_list(s->store, RETENTION, arena, &row, &count, err);

	if (st != ST_OK)
		return st;
	list = arena_alloc(arena, (count + 1) * sizeof *list);
	if (!list)
		return err_nomem(err);
	for (size_t i = 0; i < count; i++) {
		struct retention_rule rule = {.scope = row[i].key + strlen(RETENTION)};

		if (sscanf(row[i].value, "%d %d", &rule.years, &rule.death_years) == 2)
			list[kept++] = rule;
	}
	*out = list;
	*n = kept;
	return ST_OK;
}

struct rule_set { char key[SCOPE_ROOM + 16], value[32]; bool goes; };

static enum status set_fn(struct work *w, void *arg, struct err *err)
{
	const struct rule_set *r = arg;

	return store_setting_put(w->txn, r->key, r->goes ? NULL : r->value, err);
}

enum status retention_set(struct session *s, const struct retention_rule *rule, struct err *err)
{
	struct rule_set set = {.goes = rule->years == 0};
	char detail[200];

	if (!scope_is_known(s, rule->scope) || strlen(rule->scope) > 64)
		return err_set(err, ST_USAGE, "%.60s is no agency, no sector and not all, nor one of them with a kind of "
			"event (ASC:concern)", rule->scope);
	if (rule->years < 0 || rule->years > YEARS_MOST || rule->death_years < 0 || rule->death_years > YEARS_MOST)
		return err_set(err, ST_USAGE, "years are a number from 1 to %d; 0 takes the rule away", YEARS_MOST);
	snprintf(set.key, sizeof set.key, RETENTION "%s", rule->scope);
	snprintf(set.value, sizeof set.value, "%d %d", rule->years, rule->death_years);
	snprintf(detail, sizeof detail, "%s %s", set.key, set.value);
	return case_write(s, &(struct deed){.deed = "setting", .detail = detail}, set_fn, &set, err);
}

/* Who is due ---------------------------------------------------------------- */

/* kind: of events that it was the last of; KIND_NONE: a record of which nothing happened. */
enum { KIND_NONE = -1 };
struct last { int64_t agency; int kind; int32_t day; };
struct due { int64_t person; struct retention_due told; };

struct finding_due {
	struct session *session;
	struct arena *arena, *scratch;
	struct retention_rule *rule;
	size_t rule_n;
	VEC(struct due) due;
};

static const struct retention_rule *rule_named(const struct finding_due *x, const char *scope)
{
	for (size_t i = 0; scope && i < x->rule_n; i++)
		if (!strcmp(x->rule[i].scope, scope))
			return &x->rule[i];
	return NULL;
}

/* Of that kind before that of all kinds. */
static const struct retention_rule *rule_within(const struct finding_due *x, const char *scope, int kind)
{
	const struct retention_rule *rule = NULL;
	char narrow[SCOPE_ROOM];

	if (!scope)
		return NULL;
	if (kind != KIND_NONE) {
		snprintf(narrow, sizeof narrow, "%s:%s", scope, EVENT_KIND_NAMES[kind]);
		rule = rule_named(x, narrow);
	}
	return rule ? rule : rule_named(x, scope);
}

/* The agency's own before its sector's, and that before everybody's. */
static const struct retention_rule *rule_of(const struct finding_due *x, const struct last *last)
{
	const struct agency *a = session_agency(x->session, last->agency);
	const struct retention_rule *rule = rule_within(x, a->code, last->kind);

	if (!rule)
		rule = rule_within(x, a->sector, last->kind);
	return rule ? rule : rule_within(x, ALL, last->kind);
}

/* The same day so many years on; the 29th of February's is the 1st of March. */
static int32_t years_on(int32_t day, int years)
{
	int y, m, d;

	civil_parts(day, &y, &m, &d);
	return civil_day(y + years, m, d);
}

static void last_note(struct last *list, size_t *n, int64_t agency, int kind, int32_t day)
{
	size_t i = 0;

	while (i < *n && (list[i].agency != agency || list[i].kind != kind))
		i++;
	if (i == *n && *n < HELD_BY_MOST)
		list[(*n)++] = (struct last){agency, kind, day};
	else if (i < *n && list[i].day < day)
		list[i].day = day;
}

/* CIVIL_NONE: a rule keeps it, or there is none. */
static int32_t due_since(const struct finding_due *x, const struct last *last, size_t n,
	struct death died)
{
	int32_t since = CIVIL_NONE;

	for (size_t i = 0; i < n; i++) {
		const struct retention_rule *rule = rule_of(x, &last[i]);
		bool is_by_death = rule && rule->death_years && died.has_died && died.day != CIVIL_NONE;
		int32_t day;

		if (!rule || (rule->death_years && died.has_died && died.day == CIVIL_NONE))
			return CIVIL_NONE;
		day = is_by_death ? years_on(died.day, rule->death_years) : years_on(last[i].day, rule->years);
		if (day > x->session->rule.today)
			return CIVIL_NONE;
		since = since == CIVIL_NONE || day > since ? day : since;
	}
	return since;
}

/* Agencies that hold a record of which nothing happened, by the last day of all. */
static enum status quiet_note(struct finding_due *x, int64_t person, int32_t all, struct last *last,
	size_t *n, struct err *err)
{
	struct record *record;
	size_t count;
	enum status st;

	arena_reset(x->scratch);
	st = store_person_records(x->session->store, person, x->scratch, &record, &count, err);
	for (size_t i = 0; i < count && st == ST_OK; i++) {
		size_t k = 0;

		while (k < *n && last[k].agency != record[i].agency)
			k++;
		if (k == *n)
			last_note(last, n, record[i].agency, KIND_NONE, all);
	}
	return st;
}

static enum status person_look(void *arg, int64_t person, const struct event *event, size_t n,
	struct death died, struct err *err)
{
	struct finding_due *x = arg;
	struct last last[HELD_BY_MOST];
	struct due found = {.person = person, .told.last = CIVIL_NONE};
	size_t last_n = 0;
	enum status st;

	for (size_t i = 0; i < n; i++) {
		int32_t day = civil_is_set(event[i].end) ? event[i].end.day : event[i].start.day;

		if (day == CIVIL_NONE)
			return ST_OK; /* who knows when that was */
		found.told.last = day > found.told.last || found.told.last == CIVIL_NONE ? day : found.told.last;
		last_note(last, &last_n, event[i].agency, (int)event[i].kind, day);
	}
	found.told.since = last_n ? due_since(x, last, last_n, died) : CIVIL_NONE;
	if (found.told.since == CIVIL_NONE)
		return ST_OK;
	st = quiet_note(x, person, found.told.last, last, &last_n, err);
	if (st != ST_OK || last_n == HELD_BY_MOST) /* too many to be sure of: kept */
		return st;
	found.told.since = due_since(x, last, last_n, died);
	if (found.told.since != CIVIL_NONE && !vec_push(&x->due, found))
		st = err_nomem(err);
	return st;
}

static int longest_first(const void *one, const void *two)
{
	const struct due *a = one, *b = two;

	if (a->told.since != b->told.since)
		return a->told.since < b->told.since ? -1 : 1;
	return (a->person > b->person) - (a->person < b->person);
}

static enum status due_give(struct finding_due *x, struct retention_due **out, size_t *n,
	struct err *err)
{
	struct retention_due *list = arena_alloc(x->arena, (x->due.n + 1) * sizeof *list);
	enum status st = list ? ST_OK : err_nomem(err);

	if (x->due.n)
		qsort(x->due.v, x->due.n, sizeof *x->due.v, longest_first);
	for (size_t i = 0; i < x->due.n && st == ST_OK; i++) {
		struct hold_row hold;

		list[i] = x->due.v[i].told;
		st = person_number(x->session, x->due.v[i].person, list[i].person_id, err);
		if (st == ST_OK)
			st = store_hold_of(x->session->store, x->due.v[i].person, x->arena, &hold, err);
		list[i].is_held = st == ST_OK;
		st = st == ST_NONE ? ST_OK : st;
	}
	if (st == ST_OK) {
		*out = list;
		*n = x->due.n;
	}
	return st;
}

enum status retention_list(struct session *s, struct arena *arena, struct retention_due **out,
	size_t *n, struct err *err)
{
	struct finding_due x = {.session = s, .arena = arena, .scratch = arena_new()};
	enum status st = x.scratch ? case_look(s, &(struct deed){.deed = "list", .detail = "retention"}, err)
		: err_nomem(err);

	if (st == ST_OK)
		st = retention_rules(s, arena, &x.rule, &x.rule_n, err);
	if (st == ST_OK && x.rule_n)
		st = store_events_sweep(s->store, person_look, &x, err);
	if (st == ST_OK)
		st = due_give(&x, out, n, err);
	vec_done(&x.due);
	arena_free(x.scratch);
	return st;
}
