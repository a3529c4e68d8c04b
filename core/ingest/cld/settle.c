/*
 * settle.c - what follows from all that imports told of a record; here, which requests are
 * one: in whatever order imports came, and once one is taken back, those that are left.
 *
 * An event stands for the requests that it names, and has the name of the first of them.  What
 * the imports told of each is in the store.
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

bool cld_is_settled(const struct event *ev)
{
	static const char *const NAMES[] = { "request/", "service/", "review/" };

	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
		if (strncmp(ev->source_ref, NAMES[i], strlen(NAMES[i])) == 0)
			return true;
	return false;
}

static const struct request_told *told_of(const struct settling *x, const char *ref)
{
	for (size_t i = x->told_n; i-- > 0;)
		if (strcmp(x->told[i].ref, ref) == 0)
			return &x->told[i];
	return NULL;
}

/* Events of an import that came before what it told was kept ----------------------- */

struct adopting {
	struct settling *of;
	const struct event *event;
	int64_t import;
	enum status status;
};

static void part_adopt(void *arg, const char *item, size_t length)
{
	struct adopting *x = arg;
	const struct event *ev = x->event;
	struct request_told told = { .ref = arena_dup_n(x->of->arena, item, length), .import = x->import,
		.title = ev->title, .outcome = ev->outcome, .summary = ev->summary, .day = CIVIL_NONE };

	if (x->status == ST_OK && !told.ref)
		x->status = err_nomem(x->of->err);
	if (x->status == ST_OK && !told_of(x->of, told.ref))
		x->status = store_request_tell(x->of->work->txn, x->of->record->id, &told, x->of->err);
}

static bool has_told(const struct settling *x, int64_t import)
{
	for (size_t i = 0; i < x->told_n; i++)
		if (x->told[i].import == import)
			return true;
	return false;
}

static enum status event_adopt(struct settling *x, const struct event *ev)
{
	struct adopting adopting = { .of = x, .event = ev };
	enum status st = store_event_import(txn_store(x->work->txn), ev->id, &adopting.import, x->err);

	if (st == ST_OK && !has_told(x, adopting.import))
		text_list(ev->parts ? ev->parts : ev->source_ref, part_adopt, &adopting);
	return st == ST_OK ? adopting.status : st;
}

static enum status events_adopt(struct settling *x)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->event_n && st == ST_OK; i++)
		if (x->event[i].status != ES_ENTERED_IN_ERROR && cld_is_request(&x->event[i]))
			st = event_adopt(x, &x->event[i]);
	return st;
}

/* What stands ----------------------------------------------------------------------- */

static struct event *event_of(const struct settling *x, const char *ref)
{
	for (size_t i = 0; i < x->event_n; i++)
		if (strcmp(x->event[i].source_ref, ref) == 0)
			return &x->event[i];
	return NULL;
}

static const char *iso_text(const struct settling *x, int32_t day)
{
	char iso[11];

	civil_iso(day, iso);
	return arena_dup(x->arena, iso);
}

/* The last request speaks for all of it, the first names it: so it is one event whichever
 * import told of which of them. */
static enum status cluster_event(const struct settling *x, const struct cld_choice *first,
	struct event *ev, int64_t *import)
{
	const struct request_told *last = NULL;
	size_t n = 0;

	*import = 0;
	*ev = (struct event){ .kind = EV_REQUEST, .status = ES_COMPLETED, .record = x->record->id,
		.agency = x->record->agency, .agency_code = x->record->agency_code,
		.local_id = x->record->local_id, .source_ref = first->ref,
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
		const struct cld_choice *first = &x->choices.list.v[i];
		struct event ev;
		int64_t import;

		if (first->cluster != i)
			continue;
		st = cluster_event(x, first, &ev, &import);
		if (st == ST_OK && !is_settled(event_of(x, ev.source_ref), &ev))
			st = event_write(x, &ev, import);
	}
	return st;
}

static bool is_name(const struct settling *x, const char *ref)
{
	for (size_t i = 0; i < x->choices.list.n; i++)
		if (x->choices.list.v[i].cluster == i && strcmp(x->choices.list.v[i].ref, ref) == 0)
			return true;
	return false;
}

/* Events that are no cluster's any more: nobody tells of them, or what they told is part of another. */
static enum status rest_settle(struct settling *x)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->event_n && st == ST_OK; i++) {
		const struct event *ev = &x->event[i];

		if (!cld_is_request(ev) || is_name(x, ev->source_ref))
			continue;
		st = store_event_untold(x->work->txn, ev->id, x->err);
		x->is_other = true;
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

static enum status told_read(struct settling *x)
{
	return store_requests_told(txn_store(x->work->txn), x->record->id, x->arena, &x->told, &x->told_n, x->err);
}

static enum status record_settle(struct settling *x, int64_t import)
{
	struct txn *txn = x->work->txn;
	enum status st = store_record_events(txn_store(txn), x->record->id, EV_REQUEST, x->arena,
		&x->event, &x->event_n, x->err);

	if (st == ST_OK)
		st = events_adopt(x);
	if (st == ST_OK)
		st = store_requests_untell(txn, x->record->id, import, x->err);
	if (st == ST_OK)
		st = told_read(x);
	if (st != ST_OK)
		return st;
	if (x->told_n)
		qsort(x->told, x->told_n, sizeof *x->told, by_ref_and_time);
	st = choices_fill(x);
	if (st == ST_OK)
		st = clusters_write(x);
	return st == ST_OK ? rest_settle(x) : st;
}

/* Where nothing was told of any request there is none. */
static enum status requests_settle(struct work *w, const struct record *of, int64_t import, struct arena *a,
	bool *is_other, struct err *e)
{
	struct settling x = { .work = w, .arena = a, .err = e, .record = of };
	enum status st = told_read(&x);

	if (st == ST_OK && x.told_n)
		st = record_settle(&x, import);
	vec_done(&x.choices.list);
	*is_other |= x.is_other;
	return st;
}

enum status cld_settle(struct work *w, int64_t record, int64_t import, bool was_ended, struct arena *a, bool *is_other,
	struct err *e)
{
	struct record of;
	int64_t person;
	enum status st = store_person_of(txn_store(w->txn), record, &person, e);

	*is_other = was_ended;
	if (st == ST_NONE) /* nobody's: its events wait */
		return store_requests_untell(w->txn, record, import, e);
	if (st == ST_OK)
		st = store_record_get(txn_store(w->txn), record, a, &of, e);
	if (st == ST_OK)
		st = requests_settle(w, &of, import, a, is_other, e);
	if (st == ST_OK)
		st = cld_reasons_settle(w, &of, a, is_other, e);
	if (st == ST_OK)
		st = cld_deaths_settle(w->txn, &of, a, is_other, e);
	return st == ST_OK && *is_other && !work_touch(w, person) ? err_nomem(e) : st;
}
