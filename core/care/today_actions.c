/*
 * Today: what somebody kept to do, by its day.
 */
#include "care/today_lines.h"
#include "store_desk.h"
#include "writing.h"

#include <string.h>

#define ACTION_DAYS 2 /* due: from two days before */

/* "2 days late", "today", "tomorrow", "in 2 days" */
static const char *due_why(const struct gathering *g, int32_t by)
{
	int days = by - g->session->rule.today;

	if (days < 0)
		return arena_printf(g->arena, "%d day%s late", -days, days == -1 ? "" : "s");
	return days == 0 ? "today" : days == 1 ? "tomorrow" : arena_printf(g->arena, "in %d days", days);
}

static bool is_theirs(const struct gathering *g, const struct action_line *a)
{
	return !a->agency && a->worker && strcmp(a->worker, g->session->worker) == 0;
}

static enum status action_add(struct gathering *g, const struct action_line *a, struct err *err)
{
	struct today_line line = {.kind = TD_ACTION, .since = a->by, .event = a->event, .action = a->id};
	struct met met;
	enum status st;

	if (!line_has_room(g, TD_ACTION))
		return line_add(g, NULL, line, err);
	st = met_load(g, a->person, &met, err);
	if (st != ST_OK)
		return st;
	line.what = arena_printf(g->arena, "%s: %s",
		a->agency ? agency_called(g->session, a->agency) : a->worker, a->what);
	line.why = due_why(g, a->by);
	met.is_veiled = a->is_veiled;
	return line_add(g, &met, line, err);
}

enum status today_actions(struct gathering *g, struct err *err)
{
	struct arena *arena = arena_new();
	int32_t until = g->session->rule.today + ACTION_DAYS;
	struct action_line *line;
	int64_t total = 0;
	size_t n = 0;
	enum status st = arena ? store_actions_due_count(g->session->store, until, &total, err) : err_nomem(err);

	if (st == ST_OK && g->each)
		st = actions_due(g->session, until, rows_wanted(g), arena, &line, &n, err);
	for (size_t i = 0; st == ST_OK && i < n; i++) {
		bool is = g->own && !g->is_mine && (line[i].agency == g->own || is_theirs(g, &line[i]));

		if (!is)
			st = line_is_wanted(g, line[i].person, &is, err);
		if (is && st == ST_OK)
			st = action_add(g, &line[i], err);
	}
	arena_free(arena);
	total_set(g, TD_ACTION, total);
	return st;
}
