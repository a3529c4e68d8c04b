/*
 * withdraw.c - an import taken back: what was in force before it is again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest.h"
#include "ingest/apply.h"
#include "linkage/linker.h"
#include "search/keyed.h"

struct taking_back {
	struct session *session;
	int64_t import;
	int64_t *record; /* what it brought something of */
	size_t record_n;
	struct import_row row;
	struct withdraw_report report;
	char detail[160]; /* for the audit */

	/* Of one transaction. */
	struct work *work;
	struct keyed keyed;
	struct arena *scratch;
	struct linker *linker;
	VEC(int64_t) noted; /* records that are others now */
	VEC(int64_t) with;  /* whom one was linked to, or of one person with */
};

static bool touch_all(struct work *w, const struct record *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!work_touch(w, r[i].person))
			return false;
	return true;
}

/* Nobody's now: found by nothing, linked to nobody. */
static enum status record_gone(struct taking_back *x, int64_t record, int64_t person, struct err *e)
{
	const struct store *s = txn_store(x->work->txn);
	struct link_row *link;
	struct record r, *rest;
	size_t n = 0;
	enum status st = store_record_get(s, record, x->scratch, &r, e);

	x->with.n = 0;
	if (st == ST_OK)
		st = keyed_leave(&x->keyed, &r, e);
	if (st == ST_OK)
		st = store_links_of(s, &record, 1, x->scratch, &link, &n, e);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = store_link_remove(x->work->txn, link[i].a, link[i].b, e);
		if (st == ST_OK && !vec_push(&x->with, link[i].a == record ? link[i].b : link[i].a))
			st = err_nomem(e);
	}
	if (st == ST_OK)
		st = store_person_records(s, person, x->scratch, &rest, &n, e);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!vec_push(&x->with, rest[i].id))
			st = err_nomem(e);
	if (st == ST_OK && (!work_touch(x->work, person) || !touch_all(x->work, rest, n)))
		st = err_nomem(e);
	return st == ST_OK ? linker_left(x->linker, x->with.v, x->with.n, e) : st;
}

static enum status record_other(struct taking_back *x, int64_t record, struct err *e)
{
	struct record r;
	struct normal normal;
	enum status st = store_record_get(txn_store(x->work->txn), record, x->scratch, &r, e);

	if (st == ST_OK)
		st = normal_make(&r, x->session->rule.today, x->scratch, &normal, e);
	if (st == ST_OK)
		st = keyed_add(&x->keyed, &r, &normal, true, e);
	if (st == ST_OK && (!vec_push(&x->noted, record) || !work_touch(x->work, r.person)))
		st = err_nomem(e);
	return st;
}

static enum status record_back(struct taking_back *x, int64_t record, struct err *e)
{
	struct taken_back was;
	enum status st;

	arena_reset(x->scratch);
	st = store_record_take_back(x->work->txn, x->import, record, x->scratch, &was, e);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < was.moved_n && st == ST_OK; i++) {
		int64_t person;

		st = store_person_of(txn_store(x->work->txn), was.moved[i], &person, e);
		if (st == ST_OK && !work_touch(x->work, person))
			st = err_nomem(e);
		st = st == ST_NONE ? ST_OK : st;
	}
	x->report.gone += was.is_out + was.events_out;
	x->report.restored += was.is_changed + was.events_changed;
	if (st == ST_OK && was.is_out)
		st = record_gone(x, record, was.person, e);
	else if (st == ST_OK && was.is_changed)
		st = record_other(x, record, e);
	return st;
}

/* Pairs that only this import sent as one are like any other now. */
static enum status pairs_back(struct taking_back *x, struct err *e)
{
	struct record_pair *pair;
	size_t n = 0;
	enum status st = store_sent_as_one_take_back(
		x->work->txn, x->import, x->work->arena, &pair, &n, e);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		int64_t person;

		st = store_link_remove(x->work->txn, pair[i].a, pair[i].b, e);
		for (int k = 0; k < 2 && st == ST_OK; k++) {
			int64_t record = k ? pair[i].b : pair[i].a;

			st = store_person_of(txn_store(x->work->txn), record, &person, e);
			if (st == ST_OK && !vec_push(&x->noted, record))
				st = err_nomem(e);
			st = st == ST_NONE ? ST_OK : st;
		}
	}
	return st;
}

static enum status people_link(struct taking_back *x, struct err *e)
{
	enum status st = ST_OK;

	x->noted.n = numbers_sorted(x->noted.v, x->noted.n);
	for (size_t i = 0; i < x->noted.n && st == ST_OK; i++) {
		int64_t person;

		st = store_person_of(txn_store(x->work->txn), x->noted.v[i], &person, e);
		if (st == ST_OK)
			st = linker_note(x->linker, x->noted.v[i], e);
		st = st == ST_NONE ? ST_OK : st; /* it went */
	}
	return st == ST_OK ? linker_run(x->linker, e) : st;
}

static enum status all_back(struct taking_back *x, struct err *e)
{
	struct txn *txn = x->work->txn;
	enum status st = store_import_get(txn_store(txn), x->import, x->work->arena, &x->row, e);

	if (st != ST_OK)
		return st;
	if (!import_is_applied(&x->row))
		return err_set(e, ST_USAGE, "import %lld is %s already", (long long)x->import, x->row.state);
	if (x->row.format && strcmp(x->row.format, FORMAT_OPENREFERRAL.name) == 0)
		return err_set(e, ST_USAGE,
			"import %lld is a directory: take in its former file, and it is as it was", (long long)x->import);
	st = pairs_back(x, e);
	for (size_t i = 0; i < x->record_n && st == ST_OK; i++)
		st = record_back(x, x->record[i], e);
	if (st == ST_OK)
		st = keyed_put(&x->keyed, e);
	if (st == ST_OK)
		st = people_link(x, e);
	if (st == ST_OK) /* those that nobody is of now are known no more */
		st = store_agencies_take_back(txn, x->import, e);
	x->row.state = IMPORT_WITHDRAWN;
	snprintf(x->detail, sizeof x->detail, "import %lld: %lld out of force, %lld as before",
		(long long)x->import, (long long)x->report.gone, (long long)x->report.restored);
	return st == ST_OK ? store_import_finish(txn, &x->row, e) : st;
}

static enum status back_fn(struct work *w, void *arg, struct err *e)
{
	struct taking_back *x = arg;
	enum status st = keyed_begin(&x->keyed, w->txn, e);

	x->work = w;
	x->noted.n = 0;
	x->report = (struct withdraw_report){ .import = x->import };
	if (st == ST_OK)
		st = linker_new(w, &x->linker, e);
	if (st == ST_OK)
		st = all_back(x, e);
	linker_free(x->linker);
	x->linker = NULL;
	keyed_done(&x->keyed);
	return st;
}

enum status ingest_withdraw(
	struct session *s, int64_t import, struct withdraw_report *out, struct err *e)
{
	struct taking_back x = { .session = s, .import = import, .scratch = arena_new() };
	struct deed deed = { .deed = "withdraw", .detail = x.detail };
	enum status st = x.scratch
		? store_import_records(s->store, import, &x.record, &x.record_n, e) : err_nomem(e);

	if (st == ST_OK)
		st = case_write(s, &deed, back_fn, &x, e);
	if (st == ST_OK)
		st = session_read_agencies(s, e);
	if (st == ST_OK)
		*out = x.report;
	free(x.record);
	vec_done(&x.noted);
	vec_done(&x.with);
	arena_free(x.scratch);
	return st;
}
