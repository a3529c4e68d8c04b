/*
 * withdraw.c - an import taken back: what was in force before it is again.
 *
 * Where other imports of the same files are in force it is theirs too, and nothing else
 * changes.  Otherwise one row of the store says that it is being taken back; then record after record
 * goes back, by short transactions after each of which everybody is whole; at the
 * end those that are others now are linked anew.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "directory/replace.h"
#include "ingest.h"
#include "ingest/kept.h"
#include "care/named.h"
#include "care/pace.h"
#include "ingest/take.h"
#include "linkage/blocked.h"
#include "linkage/linker.h"
#include "linkage/linking.h"
#include "linkage/made.h"
#include "numbers.h"
#include "search/keyed.h"
#include "store_quarters.h"
#include "store_retold.h"
#include "store_unsaid.h"

enum { PAIRS_AT_ONCE = 512 };

struct taking_back {
	struct session *session;
	int64_t import, place; /* its rows are kept under that number */
	int64_t *record; /* what it brought something of */
	bool is_parted;  /* something here may be told of in parts */
	size_t record_n, done;
	bool is_resumed; /* what the records before were is not known any more */
	struct import_row row;
	struct withdraw_report report;
	char detail[160]; /* for the audit */

	/* Of one transaction. */
	struct work *work;
	struct keyed keyed;
	struct arena *scratch;
	struct ids with;    /* whom one was linked to, or of one person with */

	/* Of all of them. */
	VEC(int64_t) noted; /* records that are others now */
	size_t gone;
	bool are_pairs_left, are_same_left;
	struct linking *linking;
	struct pace pace;
	struct back { size_t done, noted, gone; struct withdraw_report report; } saved;
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

	x->gone++;
	if (st == ST_OK)
		st = keyed_leave(&x->keyed, &r, e);
	if (st == ST_OK)
		st = store_links_of(s, &record, 1, x->scratch, &link, &n, e);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = store_link_remove(x->work->txn, link[i].a, link[i].b, e);
		if (st == ST_OK && !vec_push(&x->with, link[i].a == record ? link[i].b : link[i].a))
			st = err_nomem(e);
		if (st == ST_OK && link[i].a == record)
			st = made_settle(x->work->txn, link[i].b, &x->with, e);
	}
	if (st == ST_OK)
		st = store_person_records(s, person, x->scratch, &rest, &n, e);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!vec_push(&x->with, rest[i].id))
			st = err_nomem(e);
	if (st == ST_OK && (!work_touch(x->work, person) || !touch_all(x->work, rest, n)))
		st = err_nomem(e);
	return st;
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
	st = withdraw_record(x->work, x->place, record, x->is_parted, x->scratch, &was, e);
	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < was.moved_n && st == ST_OK; i++) {
		int64_t person;

		st = store_person_of(txn_store(x->work->txn), was.moved[i], &person, e);
		if (st == ST_OK && !work_touch(x->work, person))
			st = err_nomem(e);
		st = st == ST_NONE ? ST_OK : st;
	}
	withdraw_count(&x->report, &was);
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
	enum status st = store_sent_as_one_take_back(x->work->txn, x->place, PAIRS_AT_ONCE,
		x->work->arena, &pair, &n, &x->are_pairs_left, e);

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

/* Those that are somebody's still, in order. */
static enum status noted_settle(struct taking_back *x, struct err *e)
{
	size_t kept = 0;
	enum status st = ST_OK;

	x->noted.n = numbers_sort(x->noted.v, x->noted.n);
	for (size_t i = 0; i < x->noted.n && st == ST_OK; i++) {
		int64_t person;

		st = store_person_of(x->session->store, x->noted.v[i], &person, e);
		if (st == ST_OK)
			x->noted.v[kept++] = x->noted.v[i];
		st = st == ST_NONE ? ST_OK : st; /* it went */
	}
	x->noted.n = kept;
	return st;
}

/* Those that are left of people who lost somebody. */
static enum status left_regroup(struct taking_back *x, struct err *e)
{
	size_t kept = 0;
	enum status st = ST_OK;

	for (size_t i = 0; i < x->with.n && st == ST_OK; i++) {
		int64_t person;

		st = store_person_of(txn_store(x->work->txn), x->with.v[i], &person, e);
		if (st == ST_OK)
			x->with.v[kept++] = x->with.v[i];
		st = st == ST_NONE ? ST_OK : st; /* it went too */
	}
	return st == ST_OK ? linker_regroup(x->work, x->with.v, kept, e) : st;
}

/* What may be said of it before ------------------------------------------------------ */

enum status withdraw_beside(const struct store *s, const struct import_row *row, int64_t *other, struct err *e)
{
	*other = 0;
	return store_import_beside(s, row, other, e);
}

enum status withdraw_allowed(const struct import_row *row, struct err *e)
{
	if (!import_is_applied(row))
		return err_set(e, ST_USAGE, "import %lld is %s already", (long long)row->id, row->state);
	return ST_OK;
}

bool withdraw_is_directory(const struct import_row *row)
{
	return row->format && strcmp(row->format, FORMAT_OPENREFERRAL.name) == 0;
}

/* Kept by itself, and taken back as a whole. */
static enum status directory_withdraw(struct batch *b, const struct import_row *row, struct withdraw_report *out,
	struct err *e)
{
	struct directory_back back = { 0 };
	enum status st = withdraw_allowed(row, e);

	if (st == ST_OK)
		st = directory_back(b->session, row, b->arena, &back, e);
	*out = (struct withdraw_report){ .import = row->id, .gone = back.gone, .restored = back.restored };
	return st;
}

/* Transactions -------------------------------------------------------------------- */

static enum status beside_end(struct taking_back *x, struct work *w, struct err *e)
{
	enum status st = kept_remove(w->txn, x->import, e);

	x->row.state = IMPORT_WITHDRAWN;
	snprintf(x->detail, sizeof x->detail, "import %lld: others of the same files stay", (long long)x->import);
	return st == ST_OK ? store_import_finish(w->txn, &x->row, e) : st;
}

static enum status begin_fn(struct work *w, void *arg, struct err *e)
{
	struct taking_back *x = arg;
	const struct pending pending = { .import = x->import, .deed = PENDING_WITHDRAW };
	enum status st = store_import_get(txn_store(w->txn), x->import, w->arena, &x->row, e);

	if (st == ST_OK)
		st = withdraw_allowed(&x->row, e);
	if (st == ST_OK)
		st = withdraw_beside(txn_store(w->txn), &x->row, &x->report.stays, e);
	if (st != ST_OK)
		return st;
	if (x->report.stays)
		return beside_end(x, w, e);
	x->row.state = IMPORT_TAKING_BACK;
	snprintf(x->detail, sizeof x->detail, "import %lld begins to be taken back", (long long)x->import);
	if (st == ST_OK)
		st = store_import_finish(w->txn, &x->row, e);
	return st == ST_OK ? store_pending_put(w->txn, &pending, e) : st;
}

static void state_restore(struct taking_back *x)
{
	x->done = x->saved.done;
	x->noted.n = x->saved.noted;
	x->gone = x->saved.gone;
	x->report = x->saved.report;
	x->with.n = 0;
}

static enum status piece_fn(struct work *w, void *arg, struct err *e)
{
	struct taking_back *x = arg;
	enum status st = keyed_begin(&x->keyed, w->txn, e);

	pace_begin(&x->pace);
	state_restore(x);
	x->work = w;
	for (size_t n = 0; x->done < x->record_n && st == ST_OK && (!n || !pace_is_late(&x->pace)); n++)
		st = record_back(x, x->record[x->done++], e);
	if (st == ST_OK)
		st = keyed_put(&x->keyed, e);
	if (st == ST_OK) /* here, since whoever goes on with it after a kill knows of none of them */
		st = blocked_change(w->txn, x->noted.v + x->saved.noted, x->noted.n - x->saved.noted, e);
	if (st == ST_OK)
		st = left_regroup(x, e);
	pace_end(&x->pace);
	keyed_done(&x->keyed);
	return st;
}

static enum status pairs_fn(struct work *w, void *arg, struct err *e)
{
	struct taking_back *x = arg;

	enum status st;

	pace_begin(&x->pace);
	state_restore(x);
	x->work = w;
	st = pairs_back(x, e);
	pace_end(&x->pace);
	return st;
}

static enum status same_fn(struct work *w, void *arg, struct err *e)
{
	struct taking_back *x = arg;
	enum status st;

	pace_begin(&x->pace);
	st = store_import_same_clear(w->txn, x->place, PAIRS_AT_ONCE, &x->are_same_left, e);
	if (st == ST_OK && !x->are_same_left)
		st = store_quarter_rows_clear(w->txn, x->place, PAIRS_AT_ONCE, &x->are_same_left, e);
	if (st == ST_OK && !x->are_same_left)
		st = store_unsaid_clear(w->txn, x->place, PAIRS_AT_ONCE, &x->are_same_left, e);
	pace_end(&x->pace);
	return st;
}

static enum status link_fn(struct work *w, void *arg, struct err *e)
{
	struct taking_back *x = arg;
	enum status st;

	pace_begin(&x->pace);
	st = linking_write(x->linking, w, pace_is_late, &x->pace, e);
	pace_end(&x->pace);
	return st;
}

static enum status end_fn(struct work *w, void *arg, struct err *e)
{
	struct taking_back *x = arg;
	enum status st = store_import_get(txn_store(w->txn), x->import, w->arena, &x->row, e);

	if (st == ST_OK) /* those that nobody is of now are known no more */
		st = store_agencies_take_back(w->txn, x->place, e);
	if (st == ST_OK)
		st = named_anew(w, e);
	if (st == ST_OK)
		st = kept_remove(w->txn, x->import, e);
	if (st == ST_OK)
		st = store_quarter_remove(w->txn, x->place, e);
	x->row.state = IMPORT_WITHDRAWN;
	snprintf(x->detail, sizeof x->detail, "import %lld: %lld out of force, %lld as before%s", (long long)x->import,
		(long long)x->report.gone, (long long)x->report.restored, x->is_resumed ? ", of what had been left of it" : "");
	if (st == ST_OK)
		st = store_import_finish(w->txn, &x->row, e);
	return st == ST_OK ? store_pending_remove(w->txn, e) : st;
}

/* The whole ----------------------------------------------------------------------- */

static enum status stopped(const struct taking_back *x, struct err *e)
{
	return err_set(e, ST_STOPPED, "stopped as asked; import %lld is not all back yet: the next "
		"command goes on with it", (long long)x->import);
}

static enum status piece_write(struct taking_back *x, work_fn *fn, struct err *e)
{
	enum status st;

	x->saved = (struct back){ x->done, x->noted.n, x->gone, x->report };
	store_give_way(x->session->store);
	st = case_write_piece(x->session, fn, x, e);
	pace_learn(&x->pace);
	return st;
}

static enum status records_back(struct taking_back *x, struct batch *b, struct err *e)
{
	enum status st = store_import_records(x->session->store, x->place, &x->record, &x->record_n, e);

	if (st == ST_OK)
		st = store_events_to_fold_any(x->session->store, &x->is_parted, e);
	while (x->done < x->record_n && st == ST_OK) {
		st = batch_progress(b, "taking back", (int64_t)x->done, (int64_t)x->record_n, e);
		if (st == ST_STOPPED)
			return stopped(x, e);
		if (st == ST_OK)
			st = piece_write(x, piece_fn, e);
	}
	return st;
}

static enum status people_link(struct taking_back *x, struct batch *b, struct err *e)
{
	enum status st = noted_settle(x, e);

	if (st == ST_OK)
		st = linking_new(x->session, x->noted.v, x->noted.n, x->gone,
			x->is_resumed ? LINKING_EVERYBODY : LINKING_AS_DUE, &x->linking, e);
	while (st == ST_OK && !linking_is_over(x->linking)) {
		int64_t done, all;

		linking_progress(x->linking, &done, &all);
		st = batch_progress(b, "linking", done, all, e);
		if (st == ST_STOPPED)
			return stopped(x, e);
		if (st == ST_OK)
			st = linking_prepare(x->linking, e);
		if (st == ST_OK)
			st = piece_write(x, link_fn, e);
		if (st == ST_OK)
			linking_written(x->linking);
	}
	return st;
}

static enum status back_go_on(struct taking_back *x, struct batch *b, struct err *e)
{
	struct deed deed = { .deed = "withdraw", .detail = x->detail, .is_owed = true };
	enum status st;

	store_many_writes(x->session->store, true);
	st = records_back(x, b, e);
	x->are_pairs_left = x->are_same_left = true;
	while (st == ST_OK && x->are_pairs_left)
		st = piece_write(x, pairs_fn, e);
	while (st == ST_OK && x->are_same_left)
		st = piece_write(x, same_fn, e);
	if (st == ST_OK)
		st = people_link(x, b, e);
	store_many_writes(x->session->store, false);
	if (st == ST_OK)
		st = case_write(x->session, &deed, end_fn, x, e);
	return st == ST_OK ? session_read_agencies(x->session, e) : st;
}

static void back_done(struct taking_back *x)
{
	free(x->record);
	vec_done(&x->noted);
	vec_done(&x->with);
	linking_free(x->linking);
	arena_free(x->scratch);
}

enum status run_withdraw(struct batch *b, int64_t import, bool is_begun,
	struct withdraw_report *out, struct err *e)
{
	struct taking_back x = { .session = b->session, .import = import, .is_resumed = is_begun,
		.report = { .import = import }, .scratch = arena_new(), .pace = pace_new(b->session->store) };
	struct deed deed = { .deed = "withdraw", .detail = x.detail };
	enum status st = x.scratch ? store_import_get(b->session->store, import, b->arena, &x.row, e) : err_nomem(e);

	x.place = x.row.place;
	if (st == ST_OK && withdraw_is_directory(&x.row)) {
		back_done(&x);
		return directory_withdraw(b, &x.row, out, e);
	}
	if (st == ST_OK && !is_begun)
		st = case_write(b->session, &deed, begin_fn, &x, e);
	if (st == ST_OK && !x.report.stays)
		st = back_go_on(&x, b, e);
	if (st == ST_OK)
		*out = x.report;
	back_done(&x);
	return st;
}
