/*
 * Today: discharged with nobody in touch, and in hospital now.
 */
#include "care/today_lines.h"
#include "store_events.h"

#define DISCHARGED_DAYS 14
#define TOUCH_DAYS 2 /* 48 hours */

static const char *called(const struct gathering *g, int64_t agency)
{
	return agency_shown(session_agency(g->session, agency));
}

static enum status discharged_add(struct gathering *g, const struct met *met,
	const struct stay *stay, struct err *err)
{
	const struct event *event = &met->event[stay->at];
	int32_t today = g->session->rule.today, days = today - stay->since;
	struct today_line line = {.kind = TD_DISCHARGED, .since = stay->since, .event = event->id};
	char on[12], until[12];

	if (line_has_room(g, TD_DISCHARGED)) {
		day_shown(stay->since, today, on);
		day_shown(stay->since + TOUCH_DAYS, today, until);
		line.what = arena_printf(g->arena, "Ring: left %s on %s", called(g, event->agency), on);
		line.why = days > TOUCH_DAYS ?
			arena_printf(g->arena, "nobody in touch for %d days", days) :
			arena_printf(g->arena, "nobody in touch yet; 48 hours end on %s", until);
	}
	return line_add(g, met, line, err);
}

static const struct event *planned_next(const struct met *met, int32_t today)
{
	const struct event *next = NULL;
	size_t i;

	for (i = 0; i < met->event_n; i++) {
		const struct event *e = &met->event[i];

		if (e->status != ES_PLANNED || e->kind == EV_REQUEST || !civil_is_set(e->start) ||
			e->start.day < today)
			continue;
		if (!next || e->start.day < next->start.day)
			next = e;
	}
	return next;
}

static enum status in_hospital_add(struct gathering *g, const struct met *met,
	const struct stay *stay, struct err *err)
{
	const struct event *event = &met->event[stay->at], *next;
	int32_t today = g->session->rule.today, nights = today - stay->since;
	struct today_line line = {.kind = TD_IN_HOSPITAL, .since = stay->since, .event = event->id};
	char day[12];

	if (line_has_room(g, TD_IN_HOSPITAL)) {
		day_shown(stay->since, today, day);
		line.what = arena_printf(g->arena, "In %s since %s", called(g, event->agency), day);
		line.why = nights == 1 ? "1 night" : arena_printf(g->arena, "%d nights", nights);
		next = planned_next(met, today);
		if (next && line.why) {
			day_shown(next->start.day, today, day);
			line.why = arena_printf(g->arena, "%s; %s comes on %s: tell them", line.why,
				called(g, next->agency), day);
		}
	}
	return line_add(g, met, line, err);
}

static enum status stay_add(struct gathering *g, int64_t record, struct err *err)
{
	int32_t today = g->session->rule.today;
	struct met met;
	struct stay stay;
	int64_t person;
	size_t i;
	enum status st = store_person_of(g->session->store, record, &person, err);

	for (i = 0; i < g->met.n; i++)
		if (g->met.v[i] == person)
			return ST_OK;
	if (st == ST_OK && !vec_push(&g->met, person))
		return err_nomem(err);
	if (st == ST_OK)
		st = met_load(g, person, &met, err);
	if (st != ST_OK || (met.died != CIVIL_NONE && met.died <= today))
		return st;
	if (!stay_judge(met.event, met.event_n, today, DISCHARGED_DAYS, &stay))
		return ST_OK;
	if (stay.in_hospital)
		return in_hospital_add(g, &met, &stay, err);
	return stay.was_contacted ? ST_OK : discharged_add(g, &met, &stay, err);
}

enum status today_stays(struct gathering *g, struct err *err)
{
	struct arena *arena = arena_new();
	struct event *event;
	size_t n, i;
	enum status st = arena ? store_stays_since(g->session->store,
		g->session->rule.today - DISCHARGED_DAYS, 0, arena, &event, &n, err) : err_nomem(err);

	for (i = 0; st == ST_OK && i < n; i++)
		st = stay_add(g, event[i].record, err);
	arena_free(arena);
	return st;
}
