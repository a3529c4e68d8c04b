#include "ingest/apply.h"

#include <string.h>

#include "ingest/fold_rows.h"
#include "ingest/retold.h"
#include "ingest/unsaid.h"
#include "store_ends.h"
#include "store_events.h"
#include "store_quarters.h"
#include "text.h"

static enum put agency_compare(const struct agency *known, const struct agency *sent)
{
	const char *const pairs[][2] = {
		{ sent->name, known->name },
		{ sent->sector, known->sector },
		{ sent->ods_code, known->ods_code },
		{ sent->phone, known->phone },
		{ sent->email, known->email },
		{ sent->cost_per_hour, known->cost_per_hour },
		{ sent->area, known->area },
		{ sent->shown_as, known->shown_as },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i][0] && !text_same(pairs[i][0], pairs[i][1]))
			return PUT_CHANGED;
	return PUT_SAME;
}

/* Where a row goes: behind what is from later than it. */
struct placed { int64_t place; int32_t day, latest; }; /* as a batch's and a row's; the latest that others told of */

/* What is there of the row came later, and stays. */
static enum status is_behind(const struct store *s, enum row_kind kind, int64_t id, int64_t import,
	const struct placed *at, bool *is, struct err *e)
{
	*is = at->place && import > at->place;
	if (*is || !at->day || at->latest == CIVIL_NONE || at->day >= at->latest)
		return ST_OK;
	return store_quarter_is_told(s, kind, id, at->day, is, e);
}

static enum status record_compare(const struct store *s, struct record *r, uint32_t lacks, const struct placed *at,
	struct arena *a, enum put *put, struct moves *moves, struct err *e)
{
	struct record held;
	int64_t id, import = 0;
	bool stays = false;
	enum status st = ST_NONE;

	*put = PUT_NEW;
	if (r->agency != 0)
		st = store_record_find(s, r->agency_code, r->local_id, &id, e);
	if (st == ST_OK && at->place)
		st = store_record_import(s, id, &import, e);
	if (st == ST_OK)
		st = store_record_get(s, id, a, &held, e);
	if (st == ST_OK)
		st = is_behind(s, ROW_RECORD, id, import, at, &stays, e);
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	*put = PUT_SAME;
	if (stays)
		return ST_OK;
	st = unsaid_fill_as_sent(s, id, r->field, held.field, lacks, a, e);
	for (size_t i = 0; i < RF_COUNT; i++)
		if (!text_same(r->field[i], held.field[i]))
			*put = PUT_CHANGED;
	moves_note(moves, r->agency_code, r->local_id, held.field[RF_POSTCODE], r->field[RF_POSTCODE]);
	return st;
}

/* *done: others told of its parts before. */
static enum status event_meets(const struct session *x, struct event *ev, const char *told, int64_t place, struct arena *a,
	bool *done, enum put *put, struct err *e)
{
	struct retold whole = {0};
	enum status st = store_record_find(x->store, ev->agency_code, ev->local_id, &ev->record, e);

	if (st == ST_OK)
		st = retold_would(x, ev, told, place, a, &whole, e);
	*done = whole.is_done;
	*put = whole.is_done ? whole.put : *put;
	return st == ST_NONE ? ST_OK : st;
}

static enum status event_compare(const struct session *x, struct staged_row *row, const struct placed *at, struct arena *a,
	enum put *put, struct err *e)
{
	const struct store *s = x->store;
	const bool has_parts = row->has_parts_to_find;
	struct event *ev = &row->event;
	struct event held;
	const char *unused;
	int64_t id, import = 0;
	bool done = false, stays = false;
	enum status st = ST_OK;

	*put = row_retracts(ev) ? PUT_SAME : PUT_NEW;
	if (ev->agency == 0)
		return ST_OK;
	if (has_parts && row_is_met(ev))
		st = event_meets(x, ev, row->told, at->place, a, &done, put, e);
	if (st != ST_OK || done || row_retracts(ev))
		return st;
	if (row_answers(ev))
		ev->parts = NULL;
	if (has_parts)
		st = event_meets_parts(s, ev, at->place, &unused, a, e);
	if (st == ST_OK)
		st = store_event_find(s, ev->agency_code, ev->source_ref, &id, e);
	if (st == ST_OK && at->place)
		st = store_event_import(s, id, &import, e);
	if (st == ST_OK)
		st = store_event_get(s, id, a, &held, e);
	if (st == ST_OK)
		st = store_service_sent(s, &held, a, e);
	if (st == ST_OK)
		st = is_behind(s, ROW_EVENT, id, import, at, &stays, e);
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	*put = PUT_SAME;
	if (stays)
		return ST_OK;
	*put = ev->kind == held.kind && ev->status == held.status ? PUT_SAME : PUT_CHANGED;
	for (size_t i = 0; i < EVENT_TEXT_COUNT; i++)
		if (!text_same(event_text(ev, i), event_text(&held, i)))
			*put = PUT_CHANGED;
	return ST_OK;
}

static void agencies_compare(struct batch *b, struct tally *t)
{
	for (size_t i = 0; i < b->staging->agencies.n; i++) {
		const struct held_agency *a = &b->staging->agencies.v[i];
		const struct agency *known = session_agency_by_code(b->session, a->code);

		if (a->sent.code)
			tally_add(t, !known ? PUT_NEW : b->place ? PUT_SAME : agency_compare(known, &a->sent));
	}
}

enum status moves_tell(struct batch *b, const struct moves *m, struct err *e)
{
	const char *sentence = moves_sentence(b->session, m, b->arena);

	if (!sentence)
		return err_nomem(e);
	return *sentence ? batch_note(b, e, "%s", sentence) : ST_OK;
}

static enum status rows_compare(struct batch *b, struct arena *a, struct tally *t, struct err *e)
{
	struct staging *s = b->staging;
	const struct store *store = b->session->store;
	struct placed at = { .place = b->place };
	struct moves moves = {0};
	enum status st = store_quarter_latest(store, 0, &at.latest, e);

	for (uint64_t i = 0; i < s->plan_n && st == ST_OK; i++) {
		struct staged_row row;
		enum put put;

		arena_reset(a);
		st = staging_planned(s, i, &row, e);
		if (st == ST_OK && row.is_told)
			continue;
		at.day = row.day;
		if (st == ST_OK)
			st = row.is_event
				? event_compare(b->session, &row, &at, a, &put, e)
				: record_compare(store, &row.record, row.lacks, &at, a, &put, &moves, e);
		if (st != ST_OK)
			break;
		tally_add(t, put);
		if (row.agency < s->agencies.n)
			s->agencies.v[row.agency].put[put]++;
		st = batch_progress(b, "comparing", (int64_t)i, (int64_t)s->plan_n, e);
	}
	return st == ST_OK ? moves_tell(b, &moves, e) : st;
}

enum status run_compare(struct batch *b, struct tally *t, struct err *e)
{
	struct arena *a = arena_new();
	enum status st;

	*t = (struct tally){ 0 };
	if (!a)
		return err_nomem(e);
	agencies_compare(b, t);
	st = rows_compare(b, a, t, e);
	arena_free(a);
	return st;
}
