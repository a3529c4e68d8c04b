/* One that was left behind by a process that died: taken up where it stopped. */
#include "ingest/taking.h"

#include <stdio.h>

/* The number by which the store knows them now; rows applied already have it. */
static void agencies_find(struct batch *b)
{
	struct staging *s = b->staging;

	for (size_t i = 0; i < s->agencies.n; i++) {
		const struct agency *known = session_agency_by_code(b->session, s->agencies.v[i].code);

		s->agencies.v[i].id = known ? known->id : 0;
	}
}

/* What the process that died knew of the records it had put. */
static enum status record_recall(struct taking *x, const struct staged_row *row, struct err *e)
{
	struct applying *a = &x->apply;
	const struct store *store = a->session->store;
	struct record r;
	struct normal normal;
	int64_t id, import;
	enum status st = store_record_find(store, row->record.agency_code, row->name, &id, e);

	if (st == ST_OK && row->group > 0 && !vec_push(&a->groups, (struct grouped){row->group, id}))
		st = err_nomem(e);
	if (st == ST_OK)
		st = store_record_import(store, id, &import, e);
	if (st != ST_OK || import != a->import)
		return st;
	arena_reset(a->scratch);
	st = store_record_get(store, id, a->scratch, &r, e);
	if (st == ST_OK)
		st = normal_make(&r, a->session->rule.today, a->scratch, &normal, e);
	if (st == ST_OK)
		st = keyed_recall(&a->keyed, &r, &normal, e);
	if (st == ST_OK && !vec_push(&a->noted, id))
		st = err_nomem(e);
	return st;
}

static enum status taking_recall(struct taking *x, struct err *e)
{
	struct staged_row row;
	enum status st = ST_OK;

	for (uint64_t i = 0; i < x->done && st == ST_OK; i++) {
		st = staging_planned(x->apply.staging, i, &row, e);
		if (st == ST_OK && !row.is_event)
			st = record_recall(x, &row, e);
		if (st == ST_OK)
			st = batch_progress(x->batch, "looking where it stopped", (int64_t)i, (int64_t)x->done, e);
	}
	return st;
}

static enum status resume_on(struct taking *x, struct err *e)
{
	enum status st;

	x->apply.run = x->row->id;
	x->apply.import = x->row->place;
	x->apply.tally = (struct tally){ .fresh = x->row->fresh, .changed = x->row->changed, .same = x->row->same };
	x->done = (uint64_t)x->pending.done;
	agencies_find(x->batch);
	st = moves_get(x->apply.session->store, x->row->id, &x->apply.moves, e);
	if (st == ST_OK)
		st = taking_recall(x, e);
	if (st == ST_OK && x->done == x->apply.staging->plan_n)
		x->step = STEP_KEYS;
	if (st == ST_OK) {
		store_many_writes(x->apply.session->store, true);
		st = taking_go(x, e);
		store_many_writes(x->apply.session->store, false);
	}
	return st == ST_OK ? taking_over(x, e) : st;
}

/* Its rows are gone, as after a backup of the store alone: what came in stays. */
static enum status lost_fn(struct work *w, void *arg, struct err *e)
{
	struct taking *x = arg;
	enum status st;

	x->row->state = IMPORT_INCOMPLETE;
	st = store_import_finish(w->txn, x->row, e);
	return st == ST_OK ? store_pending_remove(w->txn, e) : st;
}

enum status run_resume(struct batch *b, int fd, int64_t *import, struct err *e)
{
	struct import_row row = {0};
	struct taking x;
	struct pending pending = {0};
	enum status st = store_pending_get(b->session->store, b->arena, &pending, e);

	*import = pending.import;
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	if (pending.deed == PENDING_WITHDRAW) {
		struct withdraw_report report;

		return run_withdraw(b, pending.import, true, &report, e);
	}
	st = store_import_get(b->session->store, pending.import, b->arena, &row, e);
	if (st == ST_OK)
		st = taking_begin(&x, b, &row, e);
	if (st != ST_OK)
		return st;
	x.pending = pending;
	st = staging_resume(b->staging, fd, pending.mark, e);
	if (st == ST_OK)
		st = resume_on(&x, e);
	else if (st == ST_NONE) {
		snprintf(x.detail, sizeof x.detail, "import %lld is incomplete", (long long)row.id);
		st = case_write(b->session, &(struct deed){ .deed = "import", .detail = x.detail, .is_owed = true },
			lost_fn, &x, e);
		if (st == ST_OK)
			st = batch_note(b, e, "The rows of import %lld are gone; import its files again to "
				"have all of it", (long long)row.id);
	}
	taking_done(&x);
	return st;
}
