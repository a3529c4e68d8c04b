/*
 * settle.c - requests that were taken as one, once an import is taken back: those that
 * only it told of go, and those that it joined part.
 *
 * An event stands for the requests that it names, and has the name of one of them.  What
 * the imports that are left told of each is in the store.
 */
#include "ingest/cld/settle.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/cld/cld.h"
#include "store_events.h"
#include "store_requests.h"
#include "text.h"

struct settling {
	struct work *work;
	struct arena *arena;
	struct err *err;
	const struct record *record;
	struct request_told *told; /* by ref, then import */
	size_t told_n;
	struct event *event; /* requests in force */
	size_t event_n;
	struct cld_choices choices; /* one for each ref; `line` is its last row of told */
	bool is_other;
};

bool cld_is_request(const struct event *ev)
{
	struct cld_choice unused;

	return ev->kind == EV_REQUEST && cld_request_read(ev->source_ref, ev->local_id, &unused);
}

static const struct request_told *told_of(const struct settling *x, const char *ref)
{
	for (size_t i = x->told_n; i-- > 0;)
		if (strcmp(x->told[i].ref, ref) == 0)
			return &x->told[i];
	return NULL;
}

struct looking { const struct settling *of; struct arena *arena; bool is_all, nomem; };

static void part_look(void *arg, const char *item, size_t length)
{
	struct looking *l = arg;
	const char *ref = arena_dup_n(l->arena, item, length);

	l->nomem |= !ref;
	l->is_all = l->is_all && ref && told_of(l->of, ref);
}

/* Every request that an event stands for was kept; one that came before any was is left. */
static enum status all_told(const struct settling *x, bool *yes)
{
	struct looking l = { .of = x, .arena = x->arena, .is_all = true };

	for (size_t i = 0; i < x->event_n; i++) {
		const struct event *ev = &x->event[i];
		const char *parts = ev->parts ? ev->parts : ev->source_ref;
		struct cld_choice unused;

		if (ev->status != ES_ENTERED_IN_ERROR && cld_request_read(ev->source_ref, ev->local_id, &unused))
			text_list(parts, part_look, &l);
	}
	*yes = l.is_all;
	return l.nomem ? err_nomem(x->err) : ST_OK;
}

static struct event *event_of(const struct settling *x, const char *ref)
{
	for (size_t i = 0; i < x->event_n; i++)
		if (strcmp(x->event[i].source_ref, ref) == 0)
			return &x->event[i];
	return NULL;
}

/* By the first of them that has an event of its name in force; else the first's. */
static const char *cluster_name(const struct settling *x, const struct cld_choice *first)
{
	for (const struct cld_choice *c = first; c; c = cld_cluster_next(&x->choices, c)) {
		const struct event *ev = event_of(x, c->ref);

		if (ev && ev->status != ES_ENTERED_IN_ERROR)
			return c->ref;
	}
	return first->ref;
}

static const char *iso_text(const struct settling *x, int32_t day)
{
	char iso[11];

	civil_iso(day, iso);
	return arena_dup(x->arena, iso);
}

/* The last request speaks for all of it. */
static enum status cluster_event(const struct settling *x, const struct cld_choice *first,
	struct event *ev, int64_t *import)
{
	const struct request_told *last = NULL;
	size_t n = 0;

	*import = 0;
	*ev = (struct event){ .kind = EV_REQUEST, .status = ES_COMPLETED, .record = x->record->id,
		.agency = x->record->agency, .agency_code = x->record->agency_code,
		.local_id = x->record->local_id, .source_ref = cluster_name(x, first),
		.start = { first->start, CIVIL_NO_TIME }, .end = CIVIL_ABSENT,
		.starts_on = iso_text(x, first->start) };
	for (const struct cld_choice *c = first; c; c = cld_cluster_next(&x->choices, c), n++) {
		last = &x->told[c->line];
		*import = last->import > *import ? last->import : *import;
		if (c->end != INT32_MAX && c->end > ev->end.day)
			ev->end.day = c->end;
		ev->parts = ev->parts ? arena_printf(x->arena, "%s;%s", ev->parts, c->ref) : c->ref;
		if (!ev->parts)
			return err_nomem(x->err);
	}
	if (n == 1)
		ev->parts = NULL;
	if (civil_is_set(ev->end)) {
		ev->ends_on = iso_text(x, ev->end.day);
		ev->responded_on = ev->ends_on;
	}
	ev->title = last->title;
	ev->outcome = last->outcome;
	ev->summary = last->summary;
	return ev->starts_on && (ev->ends_on || !civil_is_set(ev->end)) ? ST_OK : err_nomem(x->err);
}

/* It holds the same requests: what it says of them the files said. */
static bool is_settled(const struct event *held, const struct event *ev)
{
	return held && held->status == ev->status && text_same(held->parts, ev->parts) &&
		text_same(held->starts_on, ev->starts_on) && text_same(held->ends_on, ev->ends_on) &&
		text_same(held->title, ev->title) && text_same(held->outcome, ev->outcome) &&
		text_same(held->summary, ev->summary);
}

static enum status event_write(struct settling *x, const struct event *ev, int64_t import)
{
	int64_t id;

	x->is_other = true;
	return store_event_put(x->work->txn, ev, import, &id, NULL, NULL, x->err);
}

static enum status clusters_write(struct settling *x)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->choices.list.n && st == ST_OK; i++) {
		struct cld_choice *first = &x->choices.list.v[i];
		struct event ev;
		int64_t import;

		if (first->cluster != i)
			continue;
		st = cluster_event(x, first, &ev, &import);
		first->held = ev.source_ref; /* the name that it has now */
		if (st == ST_OK && !is_settled(event_of(x, ev.source_ref), &ev))
			st = event_write(x, &ev, import);
	}
	return st;
}

static bool is_name(const struct settling *x, const char *ref)
{
	for (size_t i = 0; i < x->choices.list.n; i++)
		if (x->choices.list.v[i].cluster == i && strcmp(x->choices.list.v[i].held, ref) == 0)
			return true;
	return false;
}

/* Events that are no cluster's any more: one whose request is told of is part of another. */
static enum status rest_settle(struct settling *x)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->event_n && st == ST_OK; i++) {
		struct event *ev = &x->event[i];
		const struct request_told *told = told_of(x, ev->source_ref);
		struct cld_choice unused;

		if (is_name(x, ev->source_ref) || !cld_request_read(ev->source_ref, ev->local_id, &unused))
			continue;
		if (!told) {
			st = store_event_untold(x->work->txn, ev->id, x->err);
			x->is_other = true;
		} else if (ev->status != ES_ENTERED_IN_ERROR) {
			ev->status = ES_ENTERED_IN_ERROR;
			st = event_write(x, ev, told->import);
		}
	}
	return st;
}

/* A request's tellings by the time that they are of, where that is said, else as they came. */
static int by_ref_and_time(const void *a, const void *b)
{
	const struct request_told *x = a, *y = b;
	int order = strcmp(x->ref, y->ref);

	if (order)
		return order;
	if (x->day != CIVIL_NONE && y->day != CIVIL_NONE && x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->import > y->import) - (x->import < y->import);
}

static enum status choices_fill(struct settling *x)
{
	for (size_t i = 0; i < x->told_n; i++) {
		struct cld_choice c = { .ref = x->told[i].ref, .local_id = x->record->local_id,
			.line = (int64_t)i, .file = CLD_NONE, .next = CLD_NONE, .cluster = CLD_NONE,
			.event = CLD_REQUEST };

		if (i + 1 < x->told_n && strcmp(x->told[i + 1].ref, x->told[i].ref) == 0)
			continue;
		if (cld_request_read(c.ref, c.local_id, &c) && !vec_push(&x->choices.list, c))
			return err_nomem(x->err);
	}
	return cld_clusters_make(&x->choices) ? ST_OK : err_nomem(x->err);
}

static enum status record_settle(struct settling *x, int64_t import)
{
	struct txn *txn = x->work->txn;
	bool is_all = false;
	enum status st = store_record_events(txn_store(txn), x->record->id, EV_REQUEST, x->arena,
		&x->event, &x->event_n, x->err);

	if (st == ST_OK)
		st = all_told(x, &is_all);
	if (st == ST_OK)
		st = store_requests_untell(txn, x->record->id, import, x->err);
	if (st == ST_OK)
		st = store_requests_told(txn_store(txn), x->record->id, x->arena, &x->told, &x->told_n, x->err);
	if (st != ST_OK || !is_all)
		return st;
	if (x->told_n)
		qsort(x->told, x->told_n, sizeof *x->told, by_ref_and_time);
	st = choices_fill(x);
	if (st == ST_OK)
		st = clusters_write(x);
	return st == ST_OK ? rest_settle(x) : st;
}

enum status cld_requests_settle(struct work *w, int64_t record, int64_t import, struct arena *a,
	bool *is_other, struct err *e)
{
	struct record of;
	struct settling x = { .work = w, .arena = a, .err = e, .record = &of };
	enum status st = store_requests_told(txn_store(w->txn), record, a, &x.told, &x.told_n, e);
	int64_t person;

	*is_other = false;
	if (st != ST_OK || !x.told_n)
		return st;
	st = store_person_of(txn_store(w->txn), record, &person, e);
	if (st == ST_NONE) /* nobody's: its events wait */
		return store_requests_untell(w->txn, record, import, e);
	if (st == ST_OK)
		st = store_record_get(txn_store(w->txn), record, a, &of, e);
	if (st == ST_OK)
		st = record_settle(&x, import);
	vec_done(&x.choices.list);
	*is_other = x.is_other;
	return st;
}
