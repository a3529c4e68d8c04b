#include "ingest/apply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linkage/linker.h"
#include "search/keyed.h"
#include "store_events.h"

struct applying {
	struct batch *batch;
	struct import_row *row;
	struct tally tally;
	struct arena *scratch;
	struct keyed keyed;
	struct linker *linker;
	VEC(int64_t) changed; /* records new or changed */
	VEC(int64_t) moved; /* records whose events changed */
	struct same_run { int64_t first, last; } same[2]; /* sent as they were: records, events */
	char detail[300]; /* for the audit */
};

/* So that what this import sent is known when another is taken back. */
static enum status same_put(struct applying *x, struct work *w, enum row_kind kind, struct err *e)
{
	struct same_run *run = &x->same[kind];
	enum status st = run->first
		? store_import_same(w->txn, x->row->id, kind, run->first, run->last, e) : ST_OK;

	*run = (struct same_run){0};
	return st;
}

static enum status same_note(
	struct applying *x, struct work *w, enum row_kind kind, int64_t id, struct err *e)
{
	struct same_run *run = &x->same[kind];
	enum status st = ST_OK;

	if (run->first && id == run->last + 1) {
		run->last = id;
		return ST_OK;
	}
	if (id < run->first || id > run->last) {
		st = same_put(x, w, kind, e);
		*run = (struct same_run){id, id};
	}
	return st;
}

static enum status agencies_apply(struct applying *x, struct work *w, struct err *e)
{
	struct staging *s = x->batch->staging;

	for (size_t i = 0; i < s->agencies.n; i++) {
		struct held_agency *a = &s->agencies.v[i];
		enum put put;
		enum status st;

		if (!a->sent.code)
			continue;
		if (a->id) {
			st = store_agency_base(w->txn, a->id, e);
			if (st != ST_OK)
				return st;
		}
		st = store_agency_put(w->txn, &a->sent, &a->id, &put, e);
		if (st == ST_OK)
			st = store_agency_said(w->txn, a->id, &a->sent, x->row->id, e);
		if (st != ST_OK)
			return st;
		tally_add(&x->tally, put);
	}
	return ST_OK;
}

/* Kept for files that name an agency by that alone. */
static enum status refs_apply(struct applying *x, struct work *w, struct err *e)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->batch->refs.n && st == ST_OK; i++) {
		const struct staged_ref *r = &x->batch->refs.v[i];
		uint32_t at;

		if (!staging_agency(x->batch->staging, r->agency, &at))
			return err_nomem(e);
		if (x->batch->staging->agencies.v[at].id)
			st = store_agency_ref_put(
				w->txn, r->ref, x->batch->staging->agencies.v[at].id, e);
	}
	return st;
}

static enum status person_apply(
	struct applying *x, struct work *w, struct held_person *p, struct err *e)
{
	struct record r;
	struct normal normal;
	enum put put;
	enum status st;

	staging_person(x->batch->staging, p, &r);
	st = store_record_put(w->txn, &r, x->row->id, &p->record, &put, e);
	if (st != ST_OK)
		return st;
	tally_add(&x->tally, put);
	if (put == PUT_SAME)
		return same_note(x, w, ROW_RECORD, p->record, e);
	r.id = p->record;
	arena_reset(x->scratch);
	st = normal_make(&r, w->session->rule.today, x->scratch, &normal, e);
	if (st == ST_OK)
		st = keyed_add(&x->keyed, &r, &normal, put == PUT_CHANGED, e);
	if (st == ST_OK)
		st = linker_note(x->linker, r.id, e);
	if (st == ST_OK && !vec_push(&x->changed, r.id))
		st = err_nomem(e);
	return st;
}

static enum status event_apply(
	struct applying *x, struct work *w, const struct held_event *held, struct err *e)
{
	struct staging *s = x->batch->staging;
	struct event ev;
	int64_t id, was = 0;
	enum put put;
	enum status st = ST_OK;

	staging_event(s, held, &ev);
	ev.record = held->record > 0 ? held->record : s->people.v[-1 - held->record].record;
	if (held->has_parts_to_find) {
		arena_reset(x->scratch);
		st = event_meets_parts(txn_store(w->txn), &ev, x->scratch, e);
	}
	if (st == ST_OK)
		st = store_event_put(w->txn, &ev, x->row->id, &id, &was, &put, e);
	if (st != ST_OK)
		return st;
	tally_add(&x->tally, put);
	if (put == PUT_SAME)
		return same_note(x, w, ROW_EVENT, id, e);
	if (!vec_push(&x->moved, ev.record) ||
		(was != 0 && was != ev.record && !vec_push(&x->moved, was)))
		return err_nomem(e);
	return ST_OK;
}

static enum status rows_apply(struct applying *x, struct work *w, struct err *e)
{
	struct staging *s = x->batch->staging;
	int64_t all = (int64_t)(s->people.n + s->events.n), done = 0;
	enum status st = ST_OK;

	for (size_t i = 0; i < s->people.n && st == ST_OK; i++, done++) {
		if (s->people.v[i].packed)
			st = person_apply(x, w, &s->people.v[i], e);
		if (st == ST_OK && (done & 255) == 0)
			st = batch_progress(x->batch, "taking in", done, all, e);
	}
	for (size_t i = 0; i < s->events.n && st == ST_OK; i++, done++) {
		if (s->events.v[i].packed)
			st = event_apply(x, w, &s->events.v[i], e);
		if (st == ST_OK && (done & 255) == 0)
			st = batch_progress(x->batch, "taking in", done, all, e);
	}
	return st;
}

/* People --------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

size_t numbers_sorted(int64_t *v, size_t n)
{
	size_t kept = 0;

	if (n == 0)
		return 0;
	qsort(v, n, sizeof *v, by_value);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || v[i] != v[kept - 1])
			v[kept++] = v[i];
	return kept;
}

struct member {
	int64_t group, record;
};

static int by_group(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return x->group != y->group ? (x->group > y->group) - (x->group < y->group)
				    : (x->record > y->record) - (x->record < y->record);
}

static enum status group_link(
	struct applying *x, struct work *w, const struct member *m, size_t n, struct err *e)
{
	int64_t first = m[0].record; /* they are sorted */

	VEC(int64_t) records = { 0 };
	bool is_changed = false, ok = true;
	enum status st = ST_OK;

	for (size_t i = 0; i < n && ok; i++) {
		ok = vec_push(&records, m[i].record);
		is_changed = is_changed ||
			(x->changed.n && bsearch(&m[i].record, x->changed.v, x->changed.n,
				sizeof m[i].record, by_value));
	}
	for (size_t i = 1; i < n && ok && st == ST_OK; i++)
		if (m[i].record != first)
			st = store_sent_as_one(w->txn, first, m[i].record, x->row->id, e);
	if (!ok)
		st = err_nomem(e);
	else if (st == ST_OK && is_changed && n > 1)
		st = linker_sent_as_one(x->linker, records.v, records.n, e);
	vec_done(&records);
	return st;
}

static enum status groups_link(struct applying *x, struct work *w, struct err *e)
{
	const struct staging *s = x->batch->staging;
	VEC(struct member) members = { 0 };
	enum status st = ST_OK;
	size_t from = 0;

	for (size_t i = 0; i < s->people.n && st == ST_OK; i++) {
		const struct held_person *p = &s->people.v[i];

		if (p->packed && p->group > 0 &&
			!vec_push(&members, (struct member){ p->group, p->record }))
			st = err_nomem(e);
	}
	if (members.n > 0)
		qsort(members.v, members.n, sizeof *members.v, by_group);
	for (size_t i = 0; i < members.n && st == ST_OK; i++) {
		if (i + 1 < members.n && members.v[i + 1].group == members.v[i].group)
			continue;
		st = group_link(x, w, members.v + from, i + 1 - from, e);
		from = i + 1;
	}
	vec_done(&members);
	return st;
}

static enum status people_link(struct applying *x, struct work *w, struct err *e)
{
	enum status st;

	x->changed.n = numbers_sorted(x->changed.v, x->changed.n);
	st = batch_progress(x->batch, "linking", 0, (int64_t)x->changed.n, e);
	if (st == ST_OK)
		st = keyed_put(&x->keyed, e);
	if (st == ST_OK)
		st = groups_link(x, w, e);
	if (st == ST_OK)
		st = linker_run(x->linker, e);
	x->moved.n = numbers_sorted(x->moved.v, x->moved.n);
	for (size_t i = 0; i < x->moved.n && st == ST_OK; i++) {
		int64_t person;

		st = store_person_of(txn_store(w->txn), x->moved.v[i], &person, e);
		if (st == ST_OK && !work_touch(w, person))
			st = err_nomem(e);
	}
	return st;
}

/* The run itself ---------------------------------------------------------------- */

static enum status rejects_apply(struct applying *x, struct work *w, struct err *e)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < x->batch->rejects.n && st == ST_OK; i++) {
		const struct staged_reject *r = &x->batch->rejects.v[i];

		st = store_reject_add(w->txn,
			&(struct reject_row){ .import = x->row->id,
				.file = r->origin.file,
				.line = r->origin.line,
				.field = r->field,
				.reason = r->reason,
				.text = r->text },
			e);
	}
	return st;
}

static enum status import_apply(struct applying *x, struct work *w, struct err *e)
{
	struct import_row *row = x->row;
	enum status st;

	x->tally = (struct tally){ 0 };
	x->changed.n = x->moved.n = 0;
	memset(x->same, 0, sizeof x->same);
	row->fresh = row->changed = row->same = 0;
	st = store_import_add(w->txn, row, &row->id, e);
	if (st == ST_OK)
		st = agencies_apply(x, w, e);
	if (st == ST_OK)
		st = refs_apply(x, w, e);
	if (st == ST_OK)
		st = rows_apply(x, w, e);
	if (st == ST_OK)
		st = same_put(x, w, ROW_RECORD, e);
	if (st == ST_OK)
		st = same_put(x, w, ROW_EVENT, e);
	if (st == ST_OK)
		st = people_link(x, w, e);
	if (st == ST_OK)
		st = rejects_apply(x, w, e);
	if (st != ST_OK)
		return st;
	row->fresh = x->tally.fresh;
	row->changed = x->tally.changed;
	row->same = x->tally.same;
	snprintf(x->detail, sizeof x->detail,
		"import %lld: %lld files, %lld rows read, %lld new, %lld changed, %lld same, %lld "
		"set aside",
		(long long)row->id, (long long)row->files, (long long)row->read,
		(long long)row->fresh, (long long)row->changed, (long long)row->same,
		(long long)row->rejected);
	st = batch_progress(
		x->batch, "looking for what was asked twice", 0, (int64_t)w->touched.n, e);
	return st == ST_OK ? store_import_finish(w->txn, row, e) : st;
}

static enum status applying_fn(struct work *w, void *arg, struct err *e)
{
	struct applying *x = arg;
	enum status st = keyed_begin(&x->keyed, w->txn, e);

	if (st == ST_OK)
		st = linker_new(w, &x->linker, e);
	if (st == ST_OK)
		st = import_apply(x, w, e);
	linker_free(x->linker);
	x->linker = NULL;
	keyed_done(&x->keyed);
	return st;
}

enum status run_apply(struct batch *b, struct import_row *row, struct tally *tally, struct err *e)
{
	struct applying x = { .batch = b, .row = row, .scratch = arena_new() };
	struct deed deed = { .deed = "import", .detail = x.detail };
	enum status st = x.scratch ? case_write(b->session, &deed, applying_fn, &x, e)
				   : err_nomem(e);

	*tally = x.tally;
	vec_done(&x.changed);
	vec_done(&x.moved);
	arena_free(x.scratch);
	return st;
}
