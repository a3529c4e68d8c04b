#include "ingest/retold.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/apply.h"
#include "store_retold.h"
#include "text.h"

struct told_event { int64_t id; bool was, is_taken; struct event before; };

struct retelling {
	struct work *work;
	struct arena *arena;
	struct err *err;
	int64_t agency, gone;
	VEC(struct told_event) event;
	VEC(struct event_sent) sent;
	bool plain;
	enum status status;
};

static bool is_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static struct told_event *event_find(const struct retelling *x, int64_t id)
{
	for (size_t i = 0; i < x->event.n; i++)
		if (x->event.v[i].id == id)
			return &x->event.v[i];
	return NULL;
}

/* Gathering --------------------------------------------------------------------- */

static void event_gather(struct retelling *x, int64_t id)
{
	const struct store *s = txn_store(x->work->txn);
	struct told_event told = {.id = id};
	struct event_sent *sent;
	size_t n = 0;
	bool plain = true;

	if (x->status != ST_OK || event_find(x, id))
		return;
	x->status = store_event_get(s, id, x->arena, &told.before, x->err);
	told.was = x->status == ST_OK;
	if (x->status == ST_NONE)
		x->status = ST_OK;
	if (x->status == ST_OK && !vec_push(&x->event, told))
		x->status = err_nomem(x->err);
	if (x->status == ST_OK)
		x->status = store_event_sendings(s, id, x->arena, &sent, &n, &plain, x->err);
	x->plain = x->plain && plain;
	for (size_t i = 0; i < n && x->status == ST_OK; i++)
		if (!vec_push(&x->sent, sent[i]))
			x->status = err_nomem(x->err);
}

static void part_gather(void *arg, const char *item, size_t length)
{
	struct retelling *x = arg;
	const char *part = arena_dup_n(x->arena, item, length);
	int64_t *id;
	size_t n = 0;

	if (x->status == ST_OK && !part)
		x->status = err_nomem(x->err);
	if (x->status == ST_OK)
		x->status = store_events_meeting(txn_store(x->work->txn), x->agency, part, x->arena, &id, &n, x->err);
	for (size_t i = 0; i < n && x->status == ST_OK; i++)
		event_gather(x, id[i]);
}

static void row_gather(struct retelling *x, const struct event *ev)
{
	part_gather(x, ev->source_ref, strlen(ev->source_ref));
	if (ev->parts && x->status == ST_OK)
		text_list(ev->parts, part_gather, x);
}

/* All that has to do with what is there, by whatever way. */
static void rest_gather(struct retelling *x)
{
	for (size_t i = 0; i < x->sent.n && x->status == ST_OK; i++) {
		const struct event ev = x->sent.v[i].event;

		row_gather(x, &ev);
	}
}

/* Telling ------------------------------------------------------------------------- */

static int by_import(const void *a, const void *b)
{
	const struct event_sent *x = a, *y = b;

	if (x->import != y->import)
		return x->import < y->import ? -1 : 1;
	return strcmp(x->event.source_ref, y->event.source_ref);
}

/* An event stays the same one where its address is another now. */
static enum status address_keep(struct retelling *x, const struct event_sent *sent, const struct event *ev)
{
	struct told_event *from = event_find(x, sent->event_id);
	bool has = false;
	enum status st = store_event_has_address(txn_store(x->work->txn), ev->agency, ev->source_ref, &has, x->err);

	if (st != ST_OK || has || !from || from->is_taken)
		return st;
	return store_event_readdress(x->work->txn, from->id, ev->source_ref, x->err);
}

static enum status row_tell(struct retelling *x, struct event_sent *sent)
{
	struct txn *txn = x->work->txn;
	struct event ev = sent->event;
	const char *carried = NULL;
	struct told_event *told;
	enum put put = PUT_SAME;
	int64_t id = 0;
	bool has = false;
	enum status st = event_meets_parts(txn_store(txn), &ev, 0, &carried, x->arena, x->err);

	if (st == ST_OK)
		st = address_keep(x, sent, &ev);
	if (st == ST_OK)
		st = store_event_put(txn, &ev, sent->import, &id, NULL, &put, x->err);
	if (st == ST_OK && carried)
		st = store_event_carried(txn, id, sent->import, carried, x->err);
	if (st == ST_OK && put == PUT_SAME)
		st = store_import_same_has(txn_store(txn), sent->import, ROW_EVENT, id, &has, x->err);
	if (st == ST_OK && put == PUT_SAME && !has)
		st = store_import_same(txn, sent->import, ROW_EVENT, id, id, x->err);
	if (st != ST_OK)
		return st;
	sent->event_id = id;
	told = event_find(x, id);
	if (told)
		told->is_taken = true;
	else if (!vec_push(&x->event, ((struct told_event){.id = id, .is_taken = true})))
		return err_nomem(x->err);
	return ST_OK;
}

static enum status all_tell(struct retelling *x)
{
	enum status st = ST_OK;

	qsort(x->sent.v, x->sent.n, sizeof *x->sent.v, by_import);
	for (size_t i = 0; i < x->event.n && st == ST_OK; i++)
		st = store_event_untell(x->work->txn, x->event.v[i].id, x->gone, x->sent.v, x->sent.n, x->err);
	for (size_t i = 0; i < x->sent.n && st == ST_OK; i++)
		if (!x->gone || x->sent.v[i].import != x->gone)
			st = row_tell(x, &x->sent.v[i]);
	for (size_t i = 0; i < x->event.n && st == ST_OK; i++)
		st = store_event_wait(x->work->txn, x->event.v[i].id, x->err);
	return st;
}

/* What came of it ------------------------------------------------------------------- */

static bool says_same(const struct event *a, const struct event *b)
{
	return a->record == b->record && a->kind == b->kind && a->status == b->status &&
		is_text(a->source_ref, b->source_ref) && is_text(a->starts_on, b->starts_on) &&
		is_text(a->ends_on, b->ends_on) && is_text(a->title, b->title) && is_text(a->code, b->code) &&
		is_text(a->instrument, b->instrument) && is_text(a->to_agency, b->to_agency) &&
		is_text(a->responded_on, b->responded_on) && is_text(a->outcome, b->outcome) &&
		is_text(a->score, b->score) && is_text(a->unit, b->unit) &&
		is_text(a->practitioner, b->practitioner) && is_text(a->role, b->role) &&
		is_text(a->code_system, b->code_system) && is_text(a->domains, b->domains) &&
		is_text(a->depth, b->depth) && is_text(a->valid_until, b->valid_until) &&
		is_text(a->subject, b->subject) && is_text(a->review_of, b->review_of) &&
		is_text(a->reuses, b->reuses) && is_text(a->joint_with, b->joint_with) &&
		is_text(a->minutes, b->minutes) && is_text(a->resets, b->resets) &&
		is_text(a->sensitivity, b->sensitivity) && is_text(a->summary, b->summary) && is_text(a->parts, b->parts);
}

static enum status record_touched(struct retelling *x, int64_t record)
{
	int64_t person = 0;
	enum status st = store_person_of(txn_store(x->work->txn), record, &person, x->err);

	if (st == ST_OK && !work_touch(x->work, person))
		st = err_nomem(x->err);
	return st == ST_NONE ? ST_OK : st;
}

static enum status event_count(struct retelling *x, const struct told_event *told, struct retold *out)
{
	struct event now = {0};
	enum status st = store_event_get(txn_store(x->work->txn), told->id, x->arena, &now, x->err);
	const bool is = st == ST_OK;

	if (st != ST_OK && st != ST_NONE)
		return st;
	if (is == told->was && (!is || says_same(&now, &told->before)))
		return ST_OK;
	out->out += !is;
	out->changed += is;
	st = is ? record_touched(x, now.record) : ST_OK;
	return st == ST_OK && told->was ? record_touched(x, told->before.record) : st;
}

static enum status anew(struct retelling *x, struct retold *out)
{
	enum status st = all_tell(x);

	for (size_t i = 0; i < x->event.n && st == ST_OK; i++)
		st = event_count(x, &x->event.v[i], out);
	out->is_done = st == ST_OK;
	return st;
}

static enum status done(struct retelling *x, enum status st)
{
	vec_done(&x->event);
	vec_done(&x->sent);
	return st;
}

/* One import's rows go ----------------------------------------------------------------- */

static bool is_told_by(const struct retelling *x, int64_t import)
{
	for (size_t i = 0; i < x->sent.n; i++)
		if (x->sent.v[i].import == import)
			return true;
	return false;
}

static enum status agency_of(struct retelling *x)
{
	if (x->sent.n)
		x->agency = x->sent.v[0].event.agency;
	return x->status;
}

static enum status event_without(struct work *w, int64_t event, int64_t import, struct arena *a, struct retold *out,
	struct err *e)
{
	struct retelling x = {.work = w, .arena = a, .err = e, .gone = import, .plain = true};
	enum status st;

	event_gather(&x, event);
	st = agency_of(&x);
	if (st == ST_OK)
		rest_gather(&x);
	st = x.status;
	if (st == ST_OK && x.plain && is_told_by(&x, import))
		st = anew(&x, out);
	return done(&x, st);
}

enum status retold_without(struct work *w, int64_t record, int64_t import, struct arena *a, struct retold *out,
	struct err *e)
{
	int64_t *event;
	size_t n = 0;
	enum status st = store_events_carrying(txn_store(w->txn), record, a, &event, &n, e);

	*out = (struct retold){0};
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = event_without(w, event[i], import, a, out, e);
	return st;
}

/* A row comes back --------------------------------------------------------------------- */

static struct event_sent *sent_by(const struct retelling *x, int64_t import, const char *ref)
{
	for (size_t i = 0; i < x->sent.n; i++)
		if (x->sent.v[i].import == import && strcmp(x->sent.v[i].event.source_ref, ref) == 0)
			return &x->sent.v[i];
	return NULL;
}

/* The event that it is of as things are, for its address to go with it. */
static enum status met_event(struct retelling *x, const struct event *row, int64_t *id)
{
	const struct store *s = txn_store(x->work->txn);
	struct event ev = *row;
	const char *unused;
	enum status st = event_meets_parts(s, &ev, 0, &unused, x->arena, x->err);

	*id = 0;
	if (st == ST_OK)
		st = store_event_find(s, ev.agency_code, ev.source_ref, id, x->err);
	return st == ST_NONE ? ST_OK : st;
}

static enum status row_put(struct retelling *x, const struct event *row, int64_t import, struct retold *out)
{
	struct event_sent *held = sent_by(x, import, row->source_ref), sent = {.import = import, .event = *row};
	int64_t now = 0;
	enum status st = held ? ST_OK : met_event(x, row, &sent.event_id);

	out->put = PUT_SAME;
	if (held && says_same(&held->event, row)) {
		out->is_done = true;
	} else if (st == ST_OK) {
		if (held)
			held->event = *row;
		else if (!vec_push(&x->sent, sent))
			return err_nomem(x->err);
		st = anew(x, out);
		held = sent_by(x, import, row->source_ref);
	}
	if (st == ST_OK)
		st = store_event_import(txn_store(x->work->txn), held->event_id, &now, x->err);
	out->behind = now > import;
	if (st == ST_OK && now == import && out->changed)
		out->put = PUT_CHANGED;
	return st;
}

enum status retold_with(struct work *w, const struct event *row, int64_t import, struct arena *a, struct retold *out,
	struct err *e)
{
	struct retelling x = {.work = w, .arena = a, .err = e, .agency = row->agency, .plain = true};

	*out = (struct retold){0};
	row_gather(&x, row);
	rest_gather(&x);
	if (x.status != ST_OK || !x.sent.n || !x.plain)
		return done(&x, x.status);
	return done(&x, row_put(&x, row, import, out));
}
