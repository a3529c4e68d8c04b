/*
 * Today: people for whom somebody to lead is wanted, and warnings to review.
 */
#include "care/today_lines.h"
#include "store_desk.h"
#include "store_today.h"

static enum status wanted_add(struct gathering *g, const struct lead_row *row, struct err *err)
{
	struct today_line line = {.kind = TD_LEAD};
	const char *by;
	struct civil day;
	struct met met;
	enum status st;

	if (!line_has_room(g, TD_LEAD))
		return line_add(g, NULL, line, err);
	st = met_load(g, row->person, &met, err);
	if (st != ST_OK)
		return st;
	line.since = civil_parse(row->at, &day) ? day.day : CIVIL_NONE;
	by = worker_shown(g->session, row->by, met.person, g->scratch);
	line.what = row->note ? arena_printf(g->arena, "%s: %s", by, row->note)
		: arena_printf(g->arena, "Handed over by %s", by);
	line.why = "";
	return line_add(g, &met, line, err);
}

enum status today_leads(struct gathering *g, struct err *err)
{
	struct arena *arena = arena_new();
	struct lead_row *row;
	size_t n = 0;
	enum status st = arena ? store_leads_of(g->session->store, "", arena, &row, &n, err) : err_nomem(err);

	for (size_t i = n; st == ST_OK && i > 0; i--) {
		bool is = false;

		st = line_is_wanted(g, row[i - 1].person, &is, err);
		if (is && st == ST_OK)
			st = wanted_add(g, &row[i - 1], err);
	}
	arena_free(arena);
	return st;
}

static enum status warning_add(struct gathering *g, const struct standing *row, struct err *err)
{
	struct today_line line = {.kind = TD_WARNING, .event = row->event, .since = row->day};
	const struct event *e;
	struct met met;
	bool is = false;
	enum status st;

	if (!line_has_room(g, TD_WARNING))
		return line_add(g, NULL, line, err);
	st = met_load(g, row->person, &met, err);
	e = st == ST_OK ? met_event(&met, row->event) : NULL;
	if (e)
		st = event_is_wanted(g, met.person, e, &is, err);
	if (!is || st != ST_OK || !e->agency) /* of an agency that they are not told of they ask nobody */
		return st;
	line.what = arena_printf(g->arena, "%s: ask %s whether it still holds",
		e->title ? e->title : e->summary ? e->summary : "not described",
		agency_called(g->session, e->agency));
	line.why = "";
	return line_add(g, &met, line, err);
}

/* The longest due first. */
enum status today_warnings(struct gathering *g, struct err *err)
{
	const struct standing_query due = {
		.kind = SK_WARNING, .from = INT32_MIN, .until = g->session->rule.today, .limit = rows_wanted(g)};
	struct arena *arena = arena_new();
	struct standing *row;
	int64_t total = 0;
	size_t n = 0;
	enum status st = arena ? store_standing_count(g->session->store, &due, &total, err) : err_nomem(err);

	if (st == ST_OK && g->each)
		st = store_standing_list(g->session->store, &due, arena, &row, &n, err);
	for (size_t i = 0; st == ST_OK && i < n; i++) {
		bool is = false;

		st = may_be_wanted(g, row[i].person, &is, err);
		if (is && st == ST_OK)
			st = event_may_be_wanted(g, row[i].person, row[i].event, &is, err);
		if (is && st == ST_OK)
			st = warning_add(g, &row[i], err);
	}
	arena_free(arena);
	total_set(g, TD_WARNING, total);
	return st;
}
