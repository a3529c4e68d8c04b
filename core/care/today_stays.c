/*
 * Today: discharged with nobody in touch, and in hospital now.
 */
#include <stdio.h>
#include <stdlib.h>

#include "care/today_lines.h"
#include "journey/timeline.h"
#include "store_events.h"

#define DISCHARGED_DAYS 14
#define TOUCH_DAYS 2 /* 48 hours */

/* Somebody with whom nobody has been in touch since. */
struct out_of_hospital { int64_t person, event, agency; int32_t since; };

struct stays {
	struct gathering *g;
	VEC(struct out_of_hospital) out; /* newest first */
	int64_t *dead;      /* people of whom a record has a date of death, ascending */
	size_t dead_n;
};

static const char *called(const struct gathering *g, int64_t agency)
{
	return agency_shown(session_agency(g->session, agency));
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

/* "4 days ago, Council due 24 Nov" */
static const char *touch_why(const struct gathering *g, const struct met *met, int32_t since)
{
	int32_t today = g->session->rule.today, days = today - since;
	const struct event *next = planned_next(met, today);
	char day[12], state[64];

	if (days > TOUCH_DAYS)
		snprintf(state, sizeof state, "%d days ago", days);
	else
		snprintf(state, sizeof state, "48 h end %s", days == TOUCH_DAYS ? "today" : "soon");
	if (!next)
		return arena_printf(g->arena, "%s, nobody is due", state);
	day_shown(next->start.day, today, day);
	return arena_printf(g->arena, "%s, %s due %s", state, called(g, next->agency), day);
}

static enum status discharged_add(struct gathering *g, const struct out_of_hospital *out,
	struct err *err)
{
	struct today_line line = {
		.kind = TD_DISCHARGED, .since = out->since, .event = out->event
	};
	struct met met;
	enum status st;

	if (!line_has_room(g, TD_DISCHARGED))
		return line_add(g, NULL, line, err);
	st = met_load(g, out->person, &met, err);
	if (st != ST_OK)
		return st;
	line.what = arena_printf(g->arena, "Left %s", called(g, out->agency));
	line.why = touch_why(g, &met, out->since);
	return line_add(g, &met, line, err);
}

static enum status in_hospital_add(struct gathering *g, int64_t person, const struct event *admission,
	struct err *err)
{
	int32_t today = g->session->rule.today, nights = today - admission->start.day;
	struct today_line line = {
		.kind = TD_IN_HOSPITAL, .since = admission->start.day, .event = admission->id};
	int64_t agency = admission->agency;
	const struct event *next;
	struct met met;
	char day[12];
	enum status st;

	if (!line_has_room(g, TD_IN_HOSPITAL))
		return line_add(g, NULL, line, err);
	st = met_load(g, person, &met, err);
	if (st != ST_OK)
		return st;
	line.what = arena_printf(
		g->arena, "%s, %d night%s", called(g, agency), nights, nights == 1 ? "" : "s");
	line.why = "";
	next = planned_next(&met, today);
	if (next) {
		day_shown(next->start.day, today, day);
		line.why = arena_printf(g->arena, "tell %s, due %s", called(g, next->agency), day);
	}
	return line_add(g, &met, line, err);
}

static int id_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static enum status died_already(const struct stays *x, int64_t person, bool *has_died, struct err *err)
{
	struct death death = DEATH_NONE;
	enum status st = ST_OK;

	if (x->dead_n && bsearch(&person, x->dead, x->dead_n, sizeof person, id_order))
		st = store_person_died(x->g->session->store, person, &death, err);
	*has_died = death_is_past(death, x->g->session->rule.today);
	return st;
}

/* Of thousands who may be in hospital only what bears on that is read; of those who are
 * listed all. */
static enum status stay_add(struct stays *x, int64_t person, struct err *err)
{
	struct gathering *g = x->g;
	int32_t today = g->session->rule.today;
	struct out_of_hospital out;
	struct event *event = NULL;
	struct stay stay;
	bool has_died;
	size_t n = 0;
	enum status st = died_already(x, person, &has_died, err);

	arena_reset(g->scratch);
	if (st == ST_OK && !has_died)
		st = store_stay_events(g->session->store, person, g->scratch, &event, &n, err);
	if (st == ST_OK && n)
		st = events_seen(&g->session->viewer, event, n, g->scratch, &event, &n, err);
	if (st != ST_OK || !n || !stay_judge(event, n, today, DISCHARGED_DAYS, &stay))
		return st;
	if (stay.in_hospital)
		return in_hospital_add(g, person, &(struct event){.id = event[stay.at].id,
			.agency = event[stay.at].agency, .start = event[stay.at].start}, err);
	out = (struct out_of_hospital){person, event[stay.at].id, event[stay.at].agency, stay.since};
	return stay.was_contacted || vec_push(&x->out, out) ? ST_OK : err_nomem(err);
}

/* Those whose 48 hours are over come first, the latest of them at the top. */
static enum status discharged_list(const struct stays *x, struct err *err)
{
	int32_t over = x->g->session->rule.today - TOUCH_DAYS;
	enum status st = ST_OK;
	size_t i;
	int pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < x->out.n && st == ST_OK; i++)
			if ((x->out.v[i].since > over) == (pass == 1))
				st = discharged_add(x->g, &x->out.v[i], err);
	return st;
}

enum status today_stays(struct gathering *g, struct err *err)
{
	struct stays x = {.g = g};
	struct arena *arena = arena_new();
	int64_t *person;
	size_t n, i;
	enum status st = arena ? store_stayed_since(g->session->store,
		g->session->rule.today - DISCHARGED_DAYS, arena, &person, &n, err) : err_nomem(err);

	if (st == ST_OK)
		st = store_dead_people(g->session->store, arena, &x.dead, &x.dead_n, err);
	for (i = 0; st == ST_OK && i < n; i++)
		st = stay_add(&x, person[i], err);
	if (st == ST_OK)
		st = discharged_list(&x, err);
	vec_done(&x.out);
	arena_free(arena);
	return st;
}
