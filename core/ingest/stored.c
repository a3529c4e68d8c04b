#include "ingest/stored.h"

#include "care/work.h"
#include "store_events.h"

static enum status in_force(const struct batch *b, int64_t id, struct arena *a,
	const struct event **out, struct err *e)
{
	struct event *ev = arena_alloc(a, sizeof *ev);
	enum status st = ev ? store_event_get(b->session->store, id, a, ev, e) : err_nomem(e);

	if (st == ST_OK && ev->status != ES_ENTERED_IN_ERROR)
		*out = ev;
	return st;
}

static enum status of_ref(const struct batch *b, const char *agency, const char *ref,
	struct arena *a, const struct event **out, struct err *e)
{
	int64_t id;
	enum status st = store_event_find(b->session->store, agency, ref, &id, e);

	return st == ST_OK ? in_force(b, id, a, out, e) : st;
}

enum status stored_event(const struct batch *b, const char *agency, const char *ref,
	struct arena *a, const struct event **out, struct err *e)
{
	enum status st;

	*out = NULL;
	st = b->session ? of_ref(b, agency, ref, a, out, e) : ST_OK;
	return st == ST_NONE ? ST_OK : st;
}

enum status stored_take_back(struct batch *b, const char *agency, const char *ref,
	struct origin origin, struct arena *a, struct err *e)
{
	struct staged_event staged = { .agency = agency, .origin = origin };
	const struct event *held;
	enum status st = stored_event(b, agency, ref, a, &held, e);

	if (st != ST_OK || !held)
		return st;
	staged.event = *held;
	staged.event.status = ES_ENTERED_IN_ERROR;
	return batch_event(b, &staged, e);
}

enum status stored_agency(struct batch *b, const char *ref, const char **code, struct err *e)
{
	int64_t id;
	enum status st;

	*code = NULL;
	if (!b->session)
		return ST_OK;
	st = store_agency_by_ref(b->session->store, ref, &id, e);
	if (st == ST_NONE)
		return ST_OK;
	if (st != ST_OK)
		return st;
	*code = arena_dup(b->arena, session_agency(b->session, id)->code);
	return *code ? ST_OK : err_nomem(e);
}
