/* A run taken in: one short transaction after another, until it is over. */
#include "ingest/taking.h"

#include <stdio.h>
#include <string.h>

#include "ingest/known.h"

/* How far it was ------------------------------------------------------------- */

static void state_save(struct taking *x)
{
	x->saved = (struct saved){x->apply.noted.n, x->apply.groups.n, x->apply.keyed.rows.n,
		x->apply.keyed.put, x->uuids.put, x->grouped, x->made_at, x->apply.tally, x->apply.moves, x->done, x->step};
}

/* A transaction may be run again. */
static void state_restore(struct taking *x)
{
	struct applying *a = &x->apply;

	a->noted.n = x->saved.noted;
	a->groups.n = x->saved.groups;
	if (a->keyed.rows.n != x->saved.keys || a->keyed.put != x->saved.keys_put)
		keyed_back(&a->keyed, x->saved.keys, x->saved.keys_put);
	a->tally = x->saved.tally;
	a->moves = x->saved.moves;
	a->record = a->touched = 0;
	a->is_to_settle = a->was_ended = false;
	a->record = 0;
	memset(a->same, 0, sizeof a->same);
	memset(a->quarter, 0, sizeof a->quarter);
	x->uuids.put = x->saved.uuids_put;
	x->grouped = x->saved.grouped;
	x->made_at = x->saved.made_at;
	x->done = x->saved.done;
	x->step = x->saved.step;
}

/* One transaction -------------------------------------------------------------- */

enum status taking_keep(struct taking *x, struct err *e)
{
	struct txn *txn = x->apply.work->txn;
	enum status st = apply_flush(&x->apply, e);

	x->row->fresh = x->apply.tally.fresh;
	x->row->changed = x->apply.tally.changed;
	x->row->same = x->apply.tally.same;
	x->row->rejected += x->apply.set_aside;
	x->apply.set_aside = 0;
	x->row->state = IMPORT_TAKING_IN;
	x->pending.done = (int64_t)x->done;
	if (x->linking && linking_is_whole(x->linking))
		x->pending.step = KEPT_WHOLE;
	if (st == ST_OK && x->apply.moves.n != x->saved.moves.n)
		st = moves_put(txn, x->row->id, &x->apply.moves, e);
	if (st == ST_OK)
		st = store_import_finish(txn, x->row, e);
	return st == ST_OK ? store_pending_put(txn, &x->pending, e) : st;
}

static enum status piece_fn(struct work *w, void *arg, struct err *e)
{
	struct taking *x = arg;
	enum status st = ST_OK;

	pace_begin(&x->pace);
	state_restore(x);
	x->apply.work = w;
	x->apply.keyed.txn = w->txn;
	while (st == ST_OK && x->step != STEP_OVER) {
		enum step was = x->step;

		st = taking_step(x, e);
		/* Keys that are put are let go of between two. */
		if (x->step == was || was == STEP_KEYS || pace_is_late(&x->pace))
			break;
	}
	pace_end(&x->pace);
	return st == ST_OK ? taking_keep(x, e) : st;
}

static enum status progress_tell(struct taking *x, struct err *e)
{
	static const char *const DOING[] = {
		[STEP_ROWS] = "taking in", [STEP_KEYS] = "making searchable", [STEP_UUIDS] = "making searchable",
		[STEP_GROUPS] = "linking", [STEP_MADE] = "linking", [STEP_LINK] = "linking"};
	struct applying *a = &x->apply;
	int64_t done = (int64_t)x->done, all = (int64_t)a->staging->plan_n;
	enum status st;

	if (x->step == STEP_OVER)
		return ST_OK;
	if (x->step == STEP_KEYS) {
		done = (int64_t)a->keyed.put;
		all = (int64_t)a->keyed.rows.n;
	} else if (x->step == STEP_UUIDS) {
		done = (int64_t)x->uuids.put;
		all = (int64_t)x->uuids.rows.n;
	} else if (x->step != STEP_ROWS) {
		done = 0;
		all = (int64_t)a->noted.n;
		if (x->linking)
			linking_progress(x->linking, &done, &all);
	}
	st = batch_progress(x->batch, DOING[x->step], done, all, e);
	if (st != ST_STOPPED)
		return st;
	return err_set(e, ST_STOPPED, "stopped as asked; import %lld is not all in yet: the next command goes "
		"on with it, and W in Imports, or withdraw %lld, takes it out", (long long)x->row->id,
		(long long)x->row->id);
}

enum status taking_go(struct taking *x, struct err *e)
{
	enum status st = ST_OK;

	x->pace = pace_new(x->apply.session->store);
	while (st == ST_OK && x->step != STEP_OVER) {
		st = progress_tell(x, e);
		if (st == ST_OK)
			st = taking_between(x, e);
		if (st != ST_OK)
			break;
		state_save(x);
		store_give_way(x->apply.session->store);
		st = case_write_piece(x->apply.session, piece_fn, x, e);
		pace_learn(&x->pace);
		if (st == ST_OK && x->linking)
			linking_written(x->linking);
		if (st == ST_OK && x->step != STEP_KEYS && !keyed_left(&x->apply.keyed))
			keyed_clear(&x->apply.keyed);
	}
	return st;
}

/* The whole -------------------------------------------------------------------- */

enum status taking_begin(struct taking *x, struct batch *b, struct import_row *row,
	struct err *e)
{
	enum status st;

	*x = (struct taking){ .batch = b, .row = row };
	x->apply.session = b->session;
	x->apply.staging = b->staging;
	x->apply.scratch = arena_new();
	st = x->apply.scratch ? keyed_begin(&x->apply.keyed, NULL, e) : err_nomem(e);
	x->apply.keyed.store = b->session->store;
	return st;
}

void taking_done(struct taking *x)
{
	linking_free(x->linking);
	store_uuids_done(&x->uuids);
	apply_done(&x->apply);
}

/* The last transaction, on the disk before the rows go. */
static enum status over_fn(struct work *w, void *arg, struct err *e)
{
	struct taking *x = arg;
	enum status st;

	x->row->state = IMPORT_APPLIED;
	st = store_import_finish(w->txn, x->row, e);
	return st == ST_OK ? store_pending_remove(w->txn, e) : st;
}

enum status taking_over(struct taking *x, struct err *e)
{
	struct deed deed = { .deed = "import", .detail = x->detail, .is_owed = true };

	snprintf(x->detail, sizeof x->detail,
		"import %lld: %lld files, %lld rows read, %lld new, %lld changed, %lld same, %lld "
		"set aside",
		(long long)x->row->id, (long long)x->row->files, (long long)x->row->read,
		(long long)x->row->fresh, (long long)x->row->changed, (long long)x->row->same,
		(long long)x->row->rejected);
	return case_write(x->apply.session, &deed, over_fn, x, e);
}

enum status run_take(struct batch *b, struct import_row *row, struct err *e)
{
	struct taking x;
	enum status st = taking_begin(&x, b, row, e);

	if (st == ST_OK)
		st = taking_commit(&x, e);
	if (st == ST_OK) {
		store_many_writes(b->session->store, true);
		st = taking_go(&x, e);
		store_many_writes(b->session->store, false);
	}
	if (st == ST_OK)
		st = taking_over(&x, e);
	if (st == ST_OK && b->place)
		st = known_behind_note(b, x.apply.tally.behind, e);
	if (st == ST_OK)
		st = known_mended_note(b, row, e);
	taking_done(&x);
	return st;
}
