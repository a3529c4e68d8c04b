/* victims.c - organisations that are victim service providers now, and whose rows came in
 * before they said so: what was told of them is taken back, and which imports to withdraw
 * for their people to go too is said. */
#include "ingest/hmis/hmis.h"

#include <stdio.h>
#include <string.h>

#include "care/work.h"
#include "store_events.h"

/* From a row's first part of its name up to what lies behind all of these. */
static const char *const CALLED[][2] = {
	{ "Assessment/", "Assessment0" }, { "Enrollment/", "Enrollment0" }, { "Event/", "Event0" },
	{ "Services/", "Services0" },
};

struct going {
	struct hmis_set *set;
	const struct agency *agency;
	VEC(int64_t) imports; /* ascending, once each */
	int64_t events;
};

static bool import_note(struct going *g, int64_t import)
{
	size_t at = 0;

	while (at < g->imports.n && g->imports.v[at] < import)
		at++;
	if (import == 0 || (at < g->imports.n && g->imports.v[at] == import))
		return true;
	if (!vec_push(&g->imports, import))
		return false;
	memmove(&g->imports.v[at + 1], &g->imports.v[at], (g->imports.n - 1 - at) * sizeof import);
	g->imports.v[at] = import;
	return true;
}

static enum status event_go(struct going *g, int64_t event, struct origin origin, struct arena *scratch, struct err *e)
{
	const struct store *s = g->set->batch->session->store;
	struct staged_event staged = { .agency = g->agency->code, .origin = origin };
	int64_t import;
	enum status st;

	arena_reset(scratch);
	st = store_event_get(s, event, scratch, &staged.event, e);
	if (st == ST_OK)
		st = store_event_import(s, event, &import, e);
	if (st == ST_OK && !import_note(g, import))
		st = err_nomem(e);
	if (st != ST_OK)
		return st;
	g->events++;
	return batch_event_in_error(g->set->batch, &staged, e);
}

static enum status events_go(struct going *g, struct origin origin, struct err *e)
{
	struct arena *arena = arena_new(), *scratch = arena_new();
	enum status st = arena && scratch ? ST_OK : err_nomem(e);

	for (size_t c = 0; c < sizeof CALLED / sizeof *CALLED && st == ST_OK; c++) {
		struct called_event *event = NULL;
		size_t n = 0;

		arena_reset(arena);
		st = store_events_called(g->set->batch->session->store, g->agency->id, CALLED[c][0], CALLED[c][1], arena,
			&event, &n, e);
		for (size_t i = 0; i < n && st == ST_OK; i++)
			st = event_go(g, event[i].id, origin, scratch, e);
	}
	arena_free(scratch);
	arena_free(arena);
	return st;
}

/* "1, 4 and 7" */
static const char *imports_text(const struct going *g, struct arena *a)
{
	const char *text = "";

	for (size_t i = 0; i < g->imports.n && text; i++)
		text = arena_printf(a, "%s%s%lld", text, i == 0 ? "" : i + 1 == g->imports.n ? " and " : ", ",
			(long long)g->imports.v[i]);
	return text;
}

static enum status going_tell(const struct going *g, const char *id, struct err *e)
{
	struct batch *b = g->set->batch;
	const char *imports = imports_text(g, b->arena);

	if (!g->events)
		return ST_OK;
	if (!imports)
		return err_nomem(e);
	return batch_note(b, e, "organization %s is a victim service provider now: the %lld event%s that it told of before "
		"%s taken back; to take out its people and all that was kept of them, withdraw import%s %s: what these "
		"files tell of other organizations stays", id, (long long)g->events, g->events == 1 ? "" : "s",
		g->events == 1 ? "is" : "are", g->imports.n == 1 ? "" : "s", imports);
}

enum status hmis_victims_take_back(struct hmis_set *x, struct err *e)
{
	enum status st = ST_OK;

	for (uint32_t i = 0; i < x->organizations.n && st == ST_OK && x->batch->session; i++) {
		struct going g = { .set = x };
		const char *id = x->organization_ids.id.v[i], *code;

		if (!x->organizations.v[i].is_victims)
			continue;
		code = hmis_code(x, id);
		if (!code)
			return err_nomem(e);
		g.agency = session_agency_by_code(x->batch->session, code);
		if (g.agency)
			st = events_go(&g, x->organizations.v[i].origin, e);
		if (st == ST_OK)
			st = going_tell(&g, id, e);
		vec_done(&g.imports);
	}
	return st;
}
