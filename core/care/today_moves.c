/*
 * Today: people whose record came with another postcode than before.  Where they live
 * now is not said on a line; their records say it.
 */
#include "care/today_lines.h"
#include "moves.h"

static enum status move_add(struct gathering *g, const struct move *m, struct err *err)
{
	struct today_line line = {.kind = TD_MOVED, .since = m->day, .record = arena_dup(g->arena, m->address)};
	struct met met;
	char day[12];
	enum status st = line.record ? met_load(g, m->record, &met, err) : err_nomem(err);

	if (st != ST_OK)
		return st;
	day_shown(m->since, g->session->rule.today, day);
	line.what = arena_printf(g->arena, "%s has another postcode",
		agency_called(g->session, m->agency));
	line.why = arena_printf(g->arena, "the former came %s", day);
	return line_add(g, &met, line, err);
}

enum status today_moves(struct gathering *g, struct err *err)
{
	struct arena *arena = arena_new();
	struct move *move = NULL;
	int64_t total = 0;
	size_t n = 0;
	const size_t most = rows_wanted(g) ? rows_wanted(g) : SIZE_MAX;
	enum status st = arena ? moves_list(g->session, false, most, arena, &move, &n, &total, err) : err_nomem(err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		bool is = move[i].agency == g->own && !g->is_mine;

		if (!is)
			st = line_is_wanted(g, move[i].person, &is, err);
		if (is && st == ST_OK)
			st = move_add(g, &move[i], err);
	}
	arena_free(arena);
	total_set(g, TD_MOVED, total);
	return st;
}
