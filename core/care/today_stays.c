/*
 * Today: discharged with nobody in touch, and in hospital now.
 */
#include <stdio.h>

#include "care/standing.h"
#include "care/today_lines.h"

#define TOUCH_DAYS 2 /* 48 hours */

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
	const struct event *next = met->is_veiled ? NULL : planned_next(met, today);
	char day[12], state[64];

	if (days > TOUCH_DAYS)
		snprintf(state, sizeof state, "%d days ago", days);
	else
		snprintf(state, sizeof state, "48 h end %s", days == TOUCH_DAYS ? "today" : "soon");
	if (!next)
		return arena_printf(g->arena, "%s%s", state, met->is_veiled ? "" : ", nobody is due");
	day_shown(next->start.day, today, day);
	return arena_printf(g->arena, "%s, %s due %s", state, agency_called(g->session, next->agency), day);
}

static void left_tell(const struct gathering *g, const struct met *met, const struct event *out,
	struct today_line *line)
{
	line->what = arena_printf(g->arena, "Left %s", agency_called(g->session, out->agency));
	line->why = touch_why(g, met, line->since);
}

static void in_hospital_tell(const struct gathering *g, const struct met *met, const struct event *admission,
	struct today_line *line)
{
	int32_t today = g->session->rule.today, nights = today - line->since;
	const struct event *next = met->is_veiled ? NULL : planned_next(met, today);
	char day[12];

	line->what = arena_printf(g->arena, "%s, %d night%s", agency_called(g->session, admission->agency), nights,
		nights == 1 ? "" : "s");
	line->why = "";
	if (next) {
		day_shown(next->start.day, today, day);
		line->why = arena_printf(g->arena, "tell %s, due %s", agency_called(g->session, next->agency), day);
	}
}

/* Whom it is about is met whole, so what stands is told only to whom it may be. */
static enum status stay_add(struct gathering *g, const struct standing *row, struct err *err)
{
	struct today_line line = {
		.kind = row->kind == SK_IN_HOSPITAL ? TD_IN_HOSPITAL : TD_DISCHARGED,
		.since = row->day, .event = row->event};
	const struct event *stay;
	struct met met;
	enum status st;

	if (!line_has_room(g, line.kind))
		return line_add(g, NULL, line, err);
	st = met_load(g, row->person, &met, err);
	if (st != ST_OK)
		return st;
	stay = met_event(&met, row->event);
	if (!stay)
		return ST_OK;
	if (row->kind == SK_IN_HOSPITAL)
		in_hospital_tell(g, &met, stay, &line);
	else
		left_tell(g, &met, stay, &line);
	return line_add(g, &met, line, err);
}

static enum status stays_add(struct gathering *g, enum today_kind kind, const struct standing_query *wanted,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct standing_query query = *wanted;
	int64_t total = 0;
	struct standing *row;
	size_t n = 0;
	enum status st = arena ? store_standing_count(g->session->store, wanted, &total, err) : err_nomem(err);

	query.limit = rows_wanted(g);
	if (st == ST_OK && (!rows_wanted(g) || line_has_room(g, kind)))
		st = store_standing_list(g->session->store, &query, arena, &row, &n, err);
	for (size_t i = 0; i < n && st == ST_OK && line_is_looked_for(g, kind); i++) {
		bool is = false;

		st = line_is_wanted(g, row[i].person, &is, err);
		if (is && st == ST_OK)
			st = stay_add(g, &row[i], err);
	}
	arena_free(arena);
	total_set(g, kind, total);
	return st;
}

/* Who has waited longest to be rung comes first; of those in hospital whoever came in last. */
enum status today_stays(struct gathering *g, struct err *err)
{
	int32_t today = g->session->rule.today;
	const struct standing_query left = {.kind = SK_LEFT, .from = today - LEFT_DAYS, .until = today},
		now = {.kind = SK_IN_HOSPITAL, .from = INT32_MIN, .until = today, .is_newest_first = true};
	enum status st = stays_add(g, TD_DISCHARGED, &left, err);

	return st == ST_OK ? stays_add(g, TD_IN_HOSPITAL, &now, err) : st;
}
