/*
 * Today: people for whom somebody to lead is wanted, and warnings to review.
 */
#include <string.h>

#include "care/today_lines.h"
#include "governance.h"
#include "store_desk.h"
#include "store_events.h"

static enum status wanted_add(struct gathering *g, const struct lead_row *row, struct err *err)
{
	struct today_line line = {.kind = TD_LEAD};
	struct civil day;
	struct met met;
	enum status st;

	if (!line_has_room(g, TD_LEAD))
		return line_add(g, NULL, line, err);
	st = met_load(g, row->person, &met, err);
	if (st != ST_OK)
		return st;
	line.since = civil_parse(row->at, &day) ? day.day : CIVIL_NONE;
	line.what = row->note ? arena_printf(g->arena, "%s: %s", row->by, row->note)
		: arena_printf(g->arena, "Handed over by %s", row->by);
	line.why = "";
	return line_add(g, &met, line, err);
}

enum status today_leads(struct gathering *g, struct err *err)
{
	struct arena *arena = arena_new();
	struct lead_row *row;
	size_t n = 0;
	enum status st = arena ? store_leads_of(g->session->store, "", arena, &row, &n, err) : err_nomem(err);

	for (size_t i = n; st == ST_OK && i > 0; i--)
		st = wanted_add(g, &row[i - 1], err);
	arena_free(arena);
	return st;
}

static enum status warning_add(struct gathering *g, const struct event *e, struct err *err)
{
	struct today_line line = {.kind = TD_WARNING, .event = e->id};
	const char *said = e->title ? e->title : e->summary ? e->summary : "not described";
	struct civil due;
	struct met met;
	enum status st;

	if (may_see(&g->session->viewer, e) != SEE_FULL)
		return ST_OK;
	if (!line_has_room(g, TD_WARNING))
		return line_add(g, NULL, line, err);
	st = met_load(g, e->record, &met, err);
	if (st != ST_OK || death_is_past(met.death, g->session->rule.today))
		return st;
	line.since = civil_parse(e->valid_until, &due) ? due.day : CIVIL_NONE;
	line.what = arena_printf(g->arena, "%s: ask %s whether it still holds", said,
		agency_shown(session_agency(g->session, e->agency)));
	line.why = "";
	return line_add(g, &met, line, err);
}

enum status today_warnings(struct gathering *g, struct err *err)
{
	struct arena *arena = arena_new();
	struct event *event;
	size_t n = 0;
	enum status st = arena ? store_warnings_due(g->session->store, g->session->rule.today, arena, &event, &n, err)
		: err_nomem(err);

	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = warning_add(g, &event[i], err);
	arena_free(arena);
	return st;
}
