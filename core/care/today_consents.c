/*
 * Today: consent, refusals and overrides to be asked about again: by who recorded them, by who leads the
 * person, and, where who recorded them has left, by those who coordinate in their place.
 */
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "care/today_lines.h"
#include "governance/consent.h"
#include "store_sharing.h"
#include "store_workers.h"
#include "text.h"

enum { LAPSED_DAYS = 28 /* so long what has lapsed is asked about still */ };

/* Somebody has asked since, of the same agency, for the same. */
static bool is_renewed(const struct sharing_said *row, const struct sharing_said *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].is_in_force && all[i].id > row->id && all[i].agency == row->agency &&
			all[i].receiver == row->receiver && text_same(all[i].purpose, row->purpose))
			return true;
	return false;
}

static const char *why_told(struct gathering *g, const struct sharing_said *row, const struct said *x)
{
	const char *ends = "", *by = strcmp(row->by, g->session->worker) ? arena_printf(g->arena, "kept by %s", x->by) : "";
	char day[12];

	civil_short(row->until, day);
	if (row->until != CIVIL_NONE)
		ends = arena_printf(g->arena, "%s %s", row->until < g->session->rule.today ? "lapsed after" : "ends", day);
	return ends && by ? arena_printf(g->arena, "%s%s%s", ends, *ends && *by ? ", " : "", by) : NULL;
}

static enum status due_add(struct gathering *g, const struct sharing_said *row, const struct said *x, struct err *err)
{
	struct today_line line = {.kind = TD_CONSENT, .since = row->review};
	const char *about;
	struct met met;
	enum status st;

	if (!line_has_room(g, TD_CONSENT))
		return line_add(g, NULL, line, err);
	about = said_about(g->session, x, g->arena);
	line.what = about ? arena_printf(g->arena, "%s of %s", said_kind(x), about) : NULL;
	st = met_load(g, row->record, &met, err);
	line.why = st == ST_OK && met.is_veiled ? "" : why_told(g, row, x);
	return st == ST_OK ? line_add(g, &met, line, err) : st;
}

/* One line a person, also where there is no room for it: all of it is on their Access tab. */
struct persons { VEC(int64_t) of; };

static enum status is_due(struct gathering *g, const struct sharing_said *row, int64_t person, const struct persons *had,
	bool *is, struct err *err)
{
	struct sharing_said *all = NULL;
	size_t n = 0;
	enum status st;

	for (size_t i = 0; *is && i < had->of.n; i++)
		*is = had->of.v[i] != person;
	if (*is && g->is_mine && (st = line_is_wanted(g, person, is, err)) != ST_OK)
		return st;
	if (!*is)
		return ST_OK;
	st = store_sharing_ever_of(g->session->store, person, g->scratch, &all, &n, err);
	*is = st == ST_OK && !is_renewed(row, all, n);
	return st;
}

/* Whose they are to hear of -------------------------------------------------- */

struct due { VEC(struct sharing_said) of; };

static enum status due_take(struct due *due, const struct sharing_said *row, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (!vec_push(&due->of, row[i]))
			return err_nomem(err);
	return ST_OK;
}

/* Who recorded it does not hear of it any more, and the viewer coordinates in their place. */
static bool falls_to(const struct session *s, const struct worker_row *w)
{
	bool is_gone = !w->name || w->ended || !role_may(w->role, MAY_WRITE);
	const char *own = s->viewer.agency;

	return is_gone && (s->viewer.is_alone || (s->viewer.role == ROLE_COORDINATOR &&
		(!own || !w->agency || strcmp(own, w->agency) == 0)));
}

static enum status is_heard(const struct session *s, const char *recorder, struct arena *arena, bool *is, struct err *err)
{
	struct worker_row w = {0};
	enum status st;

	*is = strcmp(recorder, s->worker) == 0;
	if (*is || (!s->viewer.is_alone && s->viewer.role != ROLE_COORDINATOR))
		return ST_OK;
	st = store_worker_get(s->store, recorder, arena, &w, err);
	*is = (st == ST_OK || st == ST_NONE) && falls_to(s, &w);
	return st == ST_NONE ? ST_OK : st;
}

static enum status recorded_take(const struct session *s, int32_t until, struct arena *arena, struct due *due,
	struct err *err)
{
	const char *recorder = "";
	enum status st = store_sharing_recorder(s->store, recorder, arena, &recorder, err);

	while (st == ST_OK && recorder) {
		struct sharing_said *row = NULL;
		bool is = false;
		size_t n = 0;

		st = is_heard(s, recorder, arena, &is, err);
		if (st == ST_OK && is)
			st = store_sharing_due(s->store, recorder, until, 0, arena, &row, &n, err);
		if (st == ST_OK)
			st = due_take(due, row, n, err);
		if (st == ST_OK)
			st = store_sharing_recorder(s->store, recorder, arena, &recorder, err);
	}
	return st;
}

static int due_order(const void *a, const void *b)
{
	const struct sharing_said *x = a, *y = b;

	return x->review != y->review ? (x->review > y->review) - (x->review < y->review) : (x->id > y->id) - (x->id < y->id);
}

/* What the worker recorded, what was recorded of those whom they lead, and what falls to them; the
 * longest due first, some of it twice. */
static enum status due_gather(const struct session *s, struct arena *arena, struct due *due, struct err *err)
{
	int32_t until = s->rule.today + CONSENT_NOTICE;
	struct sharing_said *row = NULL;
	size_t n = 0;
	enum status st = store_sharing_due_led(s->store, s->worker, until, arena, &row, &n, err);

	if (st == ST_OK)
		st = due_take(due, row, n, err);
	if (st == ST_OK)
		st = recorded_take(s, until, arena, due, err);
	if (due->of.n)
		qsort(due->of.v, due->of.n, sizeof *due->of.v, due_order);
	return st;
}

static enum status row_judge(struct gathering *g, const struct sharing_said *row, struct arena *arena, struct persons *had,
	struct err *err)
{
	struct said x;
	int64_t person = 0;
	bool is = true;
	enum status st = store_person_of(g->session->store, row->record, &person, err);

	if (st == ST_OK)
		st = is_due(g, row, person, had, &is, err);
	if (st == ST_OK && is)
		st = consent_told(g->session, person, row, arena, &x, &is, err);
	if (st != ST_OK || !is)
		return st;
	if (!vec_push(&had->of, person))
		return err_nomem(err);
	return due_add(g, row, &x, err);
}

enum status today_consents(struct gathering *g, struct err *err)
{
	int32_t lapsed = g->session->rule.today - LAPSED_DAYS;
	struct arena *arena = arena_new();
	struct persons had = {{0}};
	struct due due = {{0}};
	enum status st = arena ? due_gather(g->session, arena, &due, err) : err_nomem(err);

	for (size_t i = 0; st == ST_OK && i < due.of.n; i++)
		if (due.of.v[i].until == CIVIL_NONE || due.of.v[i].until >= lapsed)
			st = row_judge(g, &due.of.v[i], arena, &had, err);
	vec_done(&due.of);
	vec_done(&had.of);
	arena_free(arena);
	return st;
}
