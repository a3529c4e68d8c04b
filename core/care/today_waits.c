/*
 * Today: who has died while something is planned, and referrals without reply.
 */
#include <stdlib.h>
#include <string.h>

#include "care/today_lines.h"
#include "store_events.h"
#include "store_today.h"

/* One who died, and the first of what waits for them: what is planned before what
 * was asked for, that before support that goes on, and what lies ahead before what has gone by. */
struct waiting {
	int64_t person;
	struct standing first;
	const struct standing *all; size_t n;
	int32_t today;
};

static int rank(const struct standing *s, int32_t today)
{
	return s->kind == SK_DEAD_SERVED ? 3 : s->kind == SK_DEAD_ASKED ? 2 : s->day < today;
}

static int waiting_order(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	int rank_x = rank(&x->first, x->today), rank_y = rank(&y->first, y->today);

	if (rank_x != rank_y)
		return rank_x - rank_y;
	if (x->first.day != y->first.day) /* of what has gone by the latest first */
		return (x->first.day < y->first.day) == !rank_x ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

static int by_person(const void *a, const void *b)
{
	const struct standing *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->event > y->event) - (x->event < y->event);
}

static size_t waiting_gather(struct gathering *g, struct standing *row, size_t n, struct waiting *list)
{
	int32_t today = g->session->rule.today;
	size_t list_n = 0;

	if (n)
		qsort(row, n, sizeof *row, by_person);
	for (size_t i = 0; i < n; i++) {
		struct waiting *last = list_n ? &list[list_n - 1] : NULL;

		g->died_requests += row[i].kind == SK_DEAD_ASKED && row[i].day <= today - g->reply_days;
		if (!last || last->person != row[i].person) {
			list[list_n++] = (struct waiting){row[i].person, row[i], &row[i], 1, today};
			continue;
		}
		last->n++;
		if (rank(&row[i], today) < rank(&last->first, today))
			last->first = row[i];
	}
	if (list_n)
		qsort(list, list_n, sizeof *list, waiting_order);
	return list_n;
}

/* A practitioner's agency may have planned something that is not the first of what waits. */
static const struct event *planned_by_own(const struct gathering *g, const struct met *met)
{
	for (size_t i = 0; g->own && !g->is_mine && i < met->event_n; i++)
		if (met->event[i].agency == g->own && met->event[i].status == ES_PLANNED)
			return &met->event[i];
	return NULL;
}

/* Some part of what waits may be their agency's, or they give support. */
static enum status died_may_be_wanted(const struct gathering *g, const struct waiting *w, bool *is, struct err *err)
{
	enum status st = may_be_wanted(g, w->person, is, err);

	if (!*is)
		return st;
	*is = false;
	for (size_t i = 0; i < w->n && !*is && st == ST_OK; i++)
		st = event_may_be_wanted(g, w->person, w->all[i].event, is, err);
	return st;
}

static enum status died_add(struct gathering *g, const struct waiting *w, struct err *err)
{
	struct today_line line = {.kind = TD_DIED, .event = w->first.event};
	int32_t today = g->session->rule.today;
	const struct event *e;
	struct met met;
	bool is = false;
	char day[12];
	enum status st;

	if (!line_has_room(g, TD_DIED))
		return line_add(g, NULL, line, err);
	st = met_load(g, w->person, &met, err);
	if (st != ST_OK)
		return st;
	e = met_event(&met, w->first.event);
	if (e)
		st = event_is_wanted(g, met.person, e, &is, err);
	if (st == ST_OK && !is && (e = planned_by_own(g, &met)))
		is = true;
	if (!is || st != ST_OK)
		return st;
	line.event = e->id;
	line.since = met.death.day;
	day_shown(e->start.day, today, day);
	line.what = arena_printf(g->arena, "%s, %s%s: %s", agency_called(g->session, e->agency),
		w->first.kind == SK_DEAD_SERVED && e->id == w->first.event ? "since " : "", day,
		seen_title(g->session, e, e->instrument));
	/* How many more there are may tell of what is withheld. */
	line.why = w->n > 1 && sees_all(g->session) ? arena_printf(g->arena, "%zu more", w->n - 1) : "";
	return line_add(g, &met, line, err);
}

/* Everything of a kind that waits for somebody who has died: few in any store. */
static enum status dead_read(struct gathering *g, enum standing_kind kind, struct arena *arena,
	struct standing **out, size_t *n, struct err *err)
{
	const struct standing_query all = {.kind = kind, .from = INT32_MIN, .until = INT32_MAX};

	return store_standing_list(g->session->store, &all, arena, out, n, err);
}

enum status today_died(struct gathering *g, struct err *err)
{
	static const enum standing_kind KINDS[] = {SK_DEAD_PLANNED, SK_DEAD_ASKED, SK_DEAD_SERVED};
	enum { KIND_N = sizeof KINDS / sizeof *KINDS };
	struct arena *arena = arena_new();
	struct waiting *list = NULL;
	struct standing *row[KIND_N] = {NULL}, *all = NULL;
	size_t n[KIND_N] = {0}, all_n = 0, list_n = 0;
	enum status st = arena ? ST_OK : err_nomem(err);

	for (size_t k = 0; k < KIND_N && st == ST_OK; k++) {
		st = dead_read(g, KINDS[k], arena, &row[k], &n[k], err);
		all_n += st == ST_OK ? n[k] : 0;
	}
	if (st == ST_OK) {
		all = arena_alloc(arena, (all_n + 1) * sizeof *all);
		list = arena_alloc(arena, (all_n + 1) * sizeof *list);
		st = all && list ? ST_OK : err_nomem(err);
	}
	all_n = 0;
	for (size_t k = 0; k < KIND_N && st == ST_OK; all_n += n[k++])
		if (n[k])
			memcpy(all + all_n, row[k], n[k] * sizeof *all);
	if (st == ST_OK)
		list_n = waiting_gather(g, all, all_n, list);
	for (size_t i = 0; st == ST_OK && i < list_n; i++)
		st = vec_push(&g->died, list[i].person) ? ST_OK : err_nomem(err);
	for (size_t i = 0; st == ST_OK && i < list_n && (!is_in_haste(g) || i < rows_wanted(g)); i++) {
		bool is = false;

		st = died_may_be_wanted(g, &list[i], &is, err);
		if (is && st == ST_OK)
			st = died_add(g, &list[i], err);
	}
	arena_free(arena);
	return st;
}

static bool has_died(const struct gathering *g, int64_t person)
{
	size_t i;

	for (i = 0; i < g->died.n; i++)
		if (g->died.v[i] == person)
			return true;
	return false;
}

static enum status reply_add(struct gathering *g, const struct event *e, struct err *err)
{
	struct today_line line = {
		.kind = TD_NO_REPLY, .since = e->start.day, .event = e->id
	};
	const struct agency *to = session_agency_by_code(g->session, e->to_agency);
	int32_t today = g->session->rule.today;
	int64_t person;
	struct met met;
	const char *title;
	bool is = false;
	enum status st = store_person_of(g->session->store, e->record, &person, err);

	if (st == ST_OK)
		st = may_be_wanted(g, person, &is, err);
	if (st == ST_OK && is)
		st = event_is_wanted(g, person, e, &is, err);
	if (st != ST_OK || !is || has_died(g, person) || !event_is_whole(g->session, e))
		return st;
	if (!line_has_room(g, TD_NO_REPLY))
		return line_add(g, NULL, line, err);
	st = met_load(g, person, &met, err);
	if (st != ST_OK)
		return st;
	title = seen_title(g->session, e, e->instrument);
	line.what = to ? arena_printf(g->arena, "%s, asked by %s: %s", agency_shown(to),
		agency_called(g->session, e->agency), title) :
		arena_printf(g->arena, "Ask %s where it sent: %s", agency_called(g->session, e->agency), title);
	line.why = arena_printf(g->arena, "%d day%s", today - e->start.day, today - e->start.day == 1 ? "" : "s");
	return line_add(g, &met, line, err);
}

/* Longest waiting first.  Those of people who died are to cancel instead, so as
 * many more are read than are listed. */
enum status today_replies(struct gathering *g, struct err *err)
{
	struct arena *arena = arena_new();
	struct event *event;
	int64_t total = 0;
	size_t n = 0, i;
	int32_t until = g->session->rule.today - g->reply_days;
	enum status st = arena ? store_requests_open_count(g->session->store, until, &total, err) :
		err_nomem(err);

	if (st == ST_OK && g->each)
		st = store_requests_open(g->session->store, until,
			!rows_wanted(g) ? 0 : rows_wanted(g) + (size_t)g->died_requests, arena, &event, &n, err);
	for (i = 0; st == ST_OK && i < n && line_is_looked_for(g, TD_NO_REPLY); i++)
		st = reply_add(g, &event[i], err);
	arena_free(arena);
	total_set(g, TD_NO_REPLY, total - g->died_requests);
	return st;
}
