/*
 * Today: who has died while something is planned, and referrals without reply.
 */
#include <stdlib.h>

#include "care/today_lines.h"
#include "store_events.h"

static const char *called(const struct gathering *g, int64_t agency)
{
	return agency_shown(session_agency(g->session, agency));
}

/* One who died, and the first of what waits for them: what is planned before what
 * was asked for, and what lies ahead before what has gone by. */
struct waiting {
	int64_t person;
	const struct event *first;
	size_t n;
	int32_t today;
};

static int rank(const struct event *e, int32_t today)
{
	return e->kind == EV_REQUEST ? 2 : e->start.day < today;
}

static int waiting_order(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	const struct event *e = x->first, *f = y->first;
	int order = rank(e, x->today) - rank(f, x->today);

	if (order)
		return order;
	if (e->start.day != f->start.day) /* of what has gone by the latest first */
		return (e->start.day < f->start.day) == !rank(e, x->today) ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

/* Events come person by person, oldest first. */
static enum status waiting_gather(struct gathering *g, const struct event *event, size_t n,
	struct waiting *list, size_t *list_n, struct err *err)
{
	int32_t today = g->session->rule.today;
	size_t i;

	*list_n = 0;
	for (i = 0; i < n; i++) {
		struct waiting *last = *list_n ? &list[*list_n - 1] : NULL;
		int64_t person;
		enum status st = store_person_of(g->session->store, event[i].record, &person, err);

		if (st != ST_OK)
			return st;
		if (may_see(&g->session->viewer, &event[i]) != SEE_FULL)
			continue;
		g->died_requests += event[i].kind == EV_REQUEST && event[i].status <= ES_COMPLETED &&
			!event[i].responded_on && event[i].start.day <= today - g->reply_days;
		if (!last || last->person != person) {
			list[(*list_n)++] = (struct waiting){person, &event[i], 1, today};
			continue;
		}
		last->n++;
		if (rank(&event[i], today) < rank(last->first, today))
			last->first = &event[i];
	}
	return ST_OK;
}

static enum status died_add(struct gathering *g, const struct waiting *w, struct err *err)
{
	struct today_line line = {.kind = TD_DIED, .event = w->first->id};
	int32_t today = g->session->rule.today;
	struct met met;
	char day[12];
	enum status st;

	if (!vec_push(&g->died, w->person))
		return err_nomem(err);
	if (!line_has_room(g, TD_DIED))
		return line_add(g, NULL, line, err);
	st = met_load(g, w->person, &met, err);
	if (st != ST_OK || !death_is_past(met.death, today))
		return st;
	line.since = met.death.day;
	day_shown(w->first->start.day, today, day);
	line.what = arena_printf(g->arena, "%s, %s: %s", called(g, w->first->agency), day,
		event_title(g->session->catalogue, w->first, w->first->instrument));
	line.why = w->n > 1 ? arena_printf(g->arena, "%zu more", w->n - 1) : "";
	return line_add(g, &met, line, err);
}

enum status today_died(struct gathering *g, struct err *err)
{
	struct arena *arena = arena_new();
	struct waiting *list = NULL;
	struct event *event;
	size_t n = 0, list_n = 0, i;
	enum status st = arena ? store_dead_waiting(g->session->store, arena, &event, &n, err) :
		err_nomem(err);

	if (st == ST_OK) {
		list = arena_alloc(arena, (n + 1) * sizeof *list);
		st = list ? waiting_gather(g, event, n, list, &list_n, err) : err_nomem(err);
	}
	if (st == ST_OK)
		qsort(list, list_n, sizeof *list, waiting_order);
	for (i = 0; st == ST_OK && i < list_n; i++)
		st = died_add(g, &list[i], err);
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
	enum status st = store_person_of(g->session->store, e->record, &person, err);

	if (st != ST_OK || has_died(g, person) || may_see(&g->session->viewer, e) != SEE_FULL)
		return st;
	st = met_load(g, person, &met, err);
	if (st != ST_OK)
		return st;
	title = event_title(g->session->catalogue, e, e->instrument);
	line.what = to ? arena_printf(g->arena, "%s, asked by %s: %s", agency_shown(to),
		called(g, e->agency), title) :
		arena_printf(g->arena, "Ask %s where it sent: %s", called(g, e->agency), title);
	line.why = arena_printf(g->arena, "%d days", today - e->start.day);
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
		st = store_requests_open(g->session->store, until, g->each + (size_t)g->died_requests,
			arena, &event, &n, err);
	for (i = 0; st == ST_OK && i < n && line_has_room(g, TD_NO_REPLY); i++)
		st = reply_add(g, &event[i], err);
	arena_free(arena);
	g->today->total[TD_NO_REPLY] = total - g->died_requests;
	return st;
}
