/*
 * Today: who has died while something is planned, and referrals without reply.
 */
#include "care/limits.h"
#include "care/today_lines.h"
#include "store_events.h"

static const char *called(const struct gathering *g, int64_t agency)
{
	return agency_shown(session_agency(g->session, agency));
}

static bool is_open_request(const struct event *e)
{
	return e->kind == EV_REQUEST && (!e->responded_on || !*e->responded_on) &&
		e->status <= ES_COMPLETED;
}

/* What the death leaves to cancel: the first thing planned, else an open referral. */
static const struct event *cancel_first(const struct met *met, size_t *n)
{
	const struct event *first = NULL;
	size_t i;

	*n = 0;
	for (i = 0; i < met->event_n; i++) {
		const struct event *e = &met->event[i];

		if (e->status != ES_PLANNED && !is_open_request(e))
			continue;
		(*n)++;
		if (!first || (first->kind == EV_REQUEST && e->kind != EV_REQUEST))
			first = e;
	}
	return first;
}

static enum status died_add(struct gathering *g, int64_t person, struct err *err)
{
	struct today_line line = {.kind = TD_DIED};
	int32_t today = g->session->rule.today;
	const struct event *first;
	struct met met;
	char day[12];
	size_t n;
	enum status st = met_load(g, person, &met, err);

	if (st != ST_OK || met.died == CIVIL_NONE || met.died > today)
		return st;
	first = cancel_first(&met, &n);
	if (!first)
		return ST_OK;
	if (!vec_push(&g->died, met.person))
		return err_nomem(err);
	line.since = met.died;
	line.event = first->id;
	if (line_has_room(g, TD_DIED)) {
		day_shown(first->start.day, today, day);
		line.what = arena_printf(g->arena, "Cancel %s: %s, %s", day, called(g, first->agency),
			event_title(g->session->catalogue, first, first->instrument));
		day_shown(met.died, today, day);
		line.why = n > 1 ? arena_printf(g->arena, "died %s; %zu more planned", day, n - 1) :
			arena_printf(g->arena, "died %s", day);
	}
	return line_add(g, &met, line, err);
}

enum status today_died(struct gathering *g, struct err *err)
{
	struct arena *arena = arena_new();
	int64_t *person;
	size_t n, i;
	enum status st = arena ? store_people_open(g->session->store, arena, &person, &n, err) :
		err_nomem(err);

	for (i = 0; st == ST_OK && i < n; i++)
		st = died_add(g, person[i], err);
	arena_free(arena);
	return st;
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
	char day[12];
	size_t i;
	enum status st = store_person_of(g->session->store, e->record, &person, err);

	for (i = 0; i < g->died.n; i++)
		if (g->died.v[i] == person)
			return st;
	if (st != ST_OK || may_see(&g->session->viewer, e) != SEE_FULL)
		return st;
	if (!line_has_room(g, TD_NO_REPLY))
		return line_add(g, NULL, line, err);
	st = met_load(g, person, &met, err);
	if (st != ST_OK)
		return st;
	day_shown(e->start.day, today, day);
	line.what = to ? arena_printf(g->arena, "Chase %s: referral by %s, %s", agency_shown(to),
		called(g, e->agency), day) :
		arena_printf(g->arena, "Ask %s who has its referral of %s", called(g, e->agency), day);
	line.why = arena_printf(g->arena, "no reply for %d days", today - e->start.day);
	return line_add(g, &met, line, err);
}

enum status today_replies(struct gathering *g, struct err *err)
{
	struct arena *arena = arena_new();
	struct event *event;
	size_t n, i;
	int days;
	enum status st = arena ? limit_days(g->session, SETTING_REPLY_DAYS, &days, err) :
		err_nomem(err);

	if (st == ST_OK)
		st = store_requests_open(g->session->store, g->session->rule.today - days, 0, arena,
			&event, &n, err);
	for (i = 0; st == ST_OK && i < n; i++)
		st = reply_add(g, &event[i], err);
	arena_free(arena);
	return st;
}
