#include "ingest/stored.h"

#include "care/work.h"
#include "store_retold.h"

static enum status of_ref(const struct batch *b, const char *agency, const char *ref, struct arena *a,
	struct event *out, struct err *e)
{
	int64_t id;
	enum status st = b->session ? store_event_find(b->session->store, agency, ref, &id, e) : ST_NONE;

	return st == ST_OK ? store_event_get(b->session->store, id, a, out, e) : st;
}

enum status stored_event(const struct batch *b, const char *agency, const char *ref,
	struct arena *a, const struct event **out, struct err *e)
{
	struct event *ev = arena_alloc(a, sizeof *ev);
	enum status st = ev ? of_ref(b, agency, ref, a, ev, e) : err_nomem(e);

	*out = st == ST_OK && ev->status != ES_ENTERED_IN_ERROR ? ev : NULL;
	return st == ST_NONE ? ST_OK : st;
}

/* It is never seen by itself. */
static void waiting_fill(struct event *out, const char *ref, const char *local_id)
{
	static const char DAY[] = "1900-01-01";

	*out = (struct event){ .source_ref = ref, .local_id = local_id, .kind = EV_NOTE, .starts_on = DAY, .end = CIVIL_ABSENT };
	civil_parse(DAY, &out->start);
}

enum status stored_take_back(struct batch *b, const char *agency, const char *ref, const char *local_id,
	struct origin origin, struct arena *a, struct err *e)
{
	struct staged_event staged = { .agency = agency, .origin = origin };
	enum status st = of_ref(b, agency, ref, a, &staged.event, e);
	int64_t record;

	if (st == ST_NONE && b->session) {
		st = store_event_ever(b->session->store, agency, ref, &record, e);
		waiting_fill(&staged.event, ref, local_id);
	}
	return st == ST_OK ? batch_event_in_error(b, &staged, e) : st == ST_NONE ? ST_OK : st;
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
