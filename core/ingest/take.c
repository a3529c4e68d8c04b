#include "ingest/take.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/kept.h"
#include "ingest/known.h"
#include "ingest/pace.h"
#include "linkage/linker.h"
#include "linkage/made.h"
#include "linkage/linking.h"

enum {
	PERSON_MS = 20, /* late by so much, a person's rows need not stay together */
	KEYS_AT_ONCE = 1024,
	GROUPS_AT_ONCE = 32,
	MADE_AT_ONCE = 64,
	REJECTS_AT_ONCE = 1000,
};

enum step { STEP_ROWS, STEP_KEYS, STEP_GROUPS, STEP_MADE, STEP_LINK, STEP_OVER };
/* What the store keeps of it in pending.step: everybody is being linked anew. */
enum { KEPT_WHOLE = 1 };

struct taking {
	struct applying apply;
	struct batch *batch;
	struct import_row *row;
	struct pending pending;
	char mark[STAGING_MARK];
	uint64_t done;     /* of the plan, or of the noted records */
	enum step step;
	struct pace pace;
	size_t grouped;    /* so many of the groups' rows are linked */
	int64_t *made;     /* records made here */
	size_t made_n, made_at;
	bool is_gathered;  /* the noted, the groups and those are all there, in order */
	struct linking *linking;
	char detail[300];  /* for the audit */
	uint64_t rejects_at; /* so far they are put */
	struct saved {
		size_t noted, groups, keys, keys_put, grouped, made_at;
		struct tally tally;
		struct moves moves;
		uint64_t done;
		enum step step;
	} saved; /* how it was when the transaction began */
};

static void state_save(struct taking *x)
{
	x->saved = (struct saved){x->apply.noted.n, x->apply.groups.n, x->apply.keyed.rows.n,
		x->apply.keyed.put, x->grouped, x->made_at, x->apply.tally, x->apply.moves, x->done, x->step};
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
	a->has_requests = false;
	memset(a->same, 0, sizeof a->same);
	x->grouped = x->saved.grouped;
	x->made_at = x->saved.made_at;
	x->done = x->saved.done;
	x->step = x->saved.step;
}

/* Steps --------------------------------------------------------------------- */

static enum status step_rows(struct taking *x, struct err *e)
{
	struct applying *a = &x->apply;
	uint64_t all = a->staging->plan_n;
	struct staged_row row;
	enum status st = ST_OK;

	for (size_t n = 0; x->done < all && st == ST_OK; n++, x->done++) {
		if (keyed_left(&a->keyed) >= KEYS_MOST)
			break;
		st = staging_planned(a->staging, x->done, &row, e);
		if (st == ST_OK && n) {
			double late = pace_late(&x->pace);

			/* A person whole, unless they alone would hold up everybody. */
			if (late >= PERSON_MS || (late >= 0 && apply_is_next_person(a, &row)))
				return ST_OK;
		}
		if (st == ST_OK)
			st = apply_row(a, &row, e);
	}
	if (st == ST_OK && (x->done == all || keyed_left(&a->keyed) >= KEYS_MOST))
		x->step = STEP_KEYS;
	return st;
}

static enum status step_keys(struct taking *x, struct err *e)
{
	struct keyed *k = &x->apply.keyed;
	enum status st = ST_OK;

	/* Those of earlier transactions are sorted between two. */
	if (!k->is_sorted && x->saved.keys)
		return ST_OK;
	while (keyed_left(k) && st == ST_OK) {
		st = keyed_put_some(k, KEYS_AT_ONCE, e);
		if (pace_is_late(&x->pace))
			break;
	}
	if (st == ST_OK && !keyed_left(k))
		x->step = x->done < x->apply.staging->plan_n ? STEP_ROWS : STEP_GROUPS;
	return st;
}

/* Records that were sent as one person --------------------------------------- */

static int by_group(const void *a, const void *b)
{
	const struct grouped *x = a, *y = b;

	return x->group != y->group ? (x->group > y->group) - (x->group < y->group)
				    : (x->record > y->record) - (x->record < y->record);
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static bool is_noted(const struct applying *a, int64_t record)
{
	return a->noted.n && bsearch(&record, a->noted.v, a->noted.n, sizeof record, by_value);
}

static enum status group_link(struct taking *x, struct linker *linker, const struct grouped *m,
	size_t n, struct err *e)
{
	VEC(int64_t) records = { 0 };
	bool is_changed = false, ok = true;
	enum status st = ST_OK;

	for (size_t i = 0; i < n && ok && st == ST_OK; i++) {
		ok = vec_push(&records, m[i].record);
		is_changed = is_changed || is_noted(&x->apply, m[i].record);
		if (m[i].record != m[0].record)
			st = store_sent_as_one(x->apply.work->txn, m[0].record, m[i].record,
				x->apply.import, e);
	}
	if (!ok)
		st = err_nomem(e);
	else if (st == ST_OK && is_changed && n > 1)
		st = linker_sent_as_one(linker, records.v, records.n, e);
	vec_done(&records);
	return st;
}

/* Some of the groups, each whole. */
static enum status groups_link(struct taking *x, struct linker *linker, struct err *e)
{
	struct applying *a = &x->apply;
	enum status st = ST_OK;

	for (size_t n = 0; x->grouped < a->groups.n && n < GROUPS_AT_ONCE && st == ST_OK; n++) {
		const struct grouped *m = a->groups.v + x->grouped;
		size_t many = 1;

		while (x->grouped + many < a->groups.n && m[many].group == m->group)
			many++;
		if (many > 1)
			st = group_link(x, linker, m, many, e);
		x->grouped += many;
	}
	return st == ST_OK ? linker_meet(linker, e) : st;
}

static enum status step_groups(struct taking *x, struct err *e)
{
	struct linker *linker = NULL;
	enum status st = x->apply.groups.n ? linker_new(x->apply.work, NULL, &linker, e) : ST_OK;

	while (x->grouped < x->apply.groups.n && st == ST_OK) {
		st = groups_link(x, linker, e);
		if (pace_is_late(&x->pace))
			break;
	}
	linker_free(linker);
	if (st == ST_OK && x->grouped == x->apply.groups.n)
		x->step = STEP_MADE;
	return st;
}

static enum status step_made(struct taking *x, struct err *e)
{
	enum status st = ST_OK;

	while (x->made_at < x->made_n && st == ST_OK) {
		size_t left = x->made_n - x->made_at, n = left < MADE_AT_ONCE ? left : MADE_AT_ONCE;

		st = made_bring(x->apply.work, x->made + x->made_at, n, e);
		x->made_at += n;
		if (pace_is_late(&x->pace))
			break;
	}
	if (st == ST_OK && x->made_at == x->made_n)
		x->step = STEP_LINK;
	return st;
}

static enum status step_link(struct taking *x, struct err *e)
{
	enum status st = linking_write(x->linking, x->apply.work, pace_is_late, &x->pace, e);

	if (st == ST_OK && linking_is_over(x->linking))
		x->step = STEP_OVER;
	return st;
}

static enum status gather(struct taking *x, struct err *e)
{
	struct applying *a = &x->apply;
	enum status st = store_made_for_all(
		a->session->store, x->batch->arena, &x->made, &x->made_n, e);

	keyed_spare(&a->keyed);
	store_memory_spare(a->session->store);
	a->noted.n = numbers_sorted(a->noted.v, a->noted.n);
	if (a->groups.n)
		qsort(a->groups.v, a->groups.n, sizeof *a->groups.v, by_group);
	x->is_gathered = st == ST_OK;
	return st;
}

/* Outside of a transaction: what was gathered put in order, and whatever needs no
 * lock. */
static enum status between(struct taking *x, struct err *e)
{
	struct applying *a = &x->apply;
	enum status st = ST_OK;

	if (x->step == STEP_KEYS)
		return keyed_sort(&a->keyed, e);
	if (x->step >= STEP_GROUPS && !x->is_gathered)
		st = gather(x, e);
	if (st == ST_OK && x->step == STEP_LINK && !x->linking)
		st = linking_new(a->session, a->noted.v, a->noted.n, 0,
			x->pending.step == KEPT_WHOLE ? LINKING_EVERYBODY : LINKING_AS_DUE, &x->linking, e);
	return st == ST_OK && x->step == STEP_LINK ? linking_prepare(x->linking, e) : st;
}

/* One transaction -------------------------------------------------------------- */

static enum status state_write(struct taking *x, struct err *e)
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

		if (was == STEP_ROWS)
			st = step_rows(x, e);
		else if (was == STEP_KEYS)
			st = step_keys(x, e);
		else if (was == STEP_GROUPS && x->is_gathered)
			st = step_groups(x, e);
		else if (was == STEP_MADE)
			st = step_made(x, e);
		else if (was == STEP_LINK && x->linking)
			st = step_link(x, e);
		/* Keys that are put are let go of between two. */
		if (x->step == was || was == STEP_KEYS || pace_is_late(&x->pace))
			break;
	}
	pace_end(&x->pace);
	return st == ST_OK ? state_write(x, e) : st;
}

static enum status progress_tell(struct taking *x, struct err *e)
{
	static const char *const DOING[] = {
		[STEP_ROWS] = "taking in", [STEP_KEYS] = "making searchable",
		[STEP_GROUPS] = "linking", [STEP_MADE] = "linking", [STEP_LINK] = "linking"};
	struct applying *a = &x->apply;
	int64_t done = (int64_t)x->done, all = (int64_t)a->staging->plan_n;
	enum status st;

	if (x->step == STEP_OVER)
		return ST_OK;
	if (x->step == STEP_KEYS) {
		done = (int64_t)a->keyed.put;
		all = (int64_t)a->keyed.rows.n;
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

static enum status take_on(struct taking *x, struct err *e)
{
	enum status st = ST_OK;

	x->pace = pace_new(x->apply.session->store);
	while (st == ST_OK && x->step != STEP_OVER) {
		st = progress_tell(x, e);
		if (st == ST_OK)
			st = between(x, e);
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

static enum status taking_begin(struct taking *x, struct batch *b, struct import_row *row,
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

static void taking_done(struct taking *x)
{
	linking_free(x->linking);
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

static enum status over_tell(struct taking *x, struct err *e)
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

/* The commit ------------------------------------------------------------------ */

/* Those from `from` on, at most so many; then `to` is where the next begins. */
struct rejecting { struct taking *x; uint64_t from, to; size_t most; };

static enum status import_begin(struct taking *x, struct work *w, struct err *e)
{
	x->row->state = IMPORT_READING;
	return store_import_add(w->txn, x->row, &x->row->id, e);
}

static enum status rejects_fn(struct work *w, void *arg, struct err *e)
{
	struct rejecting *r = arg;
	struct taking *x = r->x;
	struct staged_reject j;
	enum status st = r->from ? ST_OK : import_begin(x, w, e);

	r->to = r->from;
	for (size_t i = 0; i < r->most && st == ST_OK; i++) {
		st = rejects_next(&x->batch->rejects, &r->to, &j, e);
		if (st == ST_OK)
			st = store_reject_add(w->txn,
				&(struct reject_row){ .import = x->row->id,
					.file = j.origin.file,
					.line = j.origin.line,
					.field = j.field,
					.reason = j.reason,
					.text = j.text },
				e);
	}
	return st == ST_NONE ? ST_OK : st;
}

static enum status clear_fn(struct work *w, void *left, struct err *e)
{
	return store_imports_clear(w->txn, REJECTS_AT_ONCE, left, e);
}

/* What is there of imports that died before their commit. */
static enum status never_begun_clear(struct taking *x, struct err *e)
{
	bool left = true;
	enum status st = ST_OK;

	while (left && st == ST_OK) {
		store_give_way(x->apply.session->store);
		st = case_write_piece(x->apply.session, clear_fn, &left, e);
	}
	return st;
}

/* The import's number, and the rows set aside: nobody sees them before the commit.
 * The last of them are part of it. */
static enum status rejects_put(struct taking *x, struct err *e)
{
	size_t left = x->batch->rejects.n;
	enum status st = ST_OK;

	for (; left > REJECTS_AT_ONCE && st == ST_OK; left -= REJECTS_AT_ONCE) {
		struct rejecting r = {.x = x, .from = x->rejects_at, .most = REJECTS_AT_ONCE};

		store_give_way(x->apply.session->store);
		st = case_write_piece(x->apply.session, rejects_fn, &r, e);
		x->rejects_at = r.to;
	}
	return st;
}

static enum status refs_put(struct taking *x, struct work *w, struct err *e)
{
	struct staging *s = x->batch->staging;
	enum status st = ST_OK;

	for (size_t i = 0; i < x->batch->refs.n && st == ST_OK; i++) {
		const struct staged_ref *r = &x->batch->refs.v[i];
		uint32_t at;

		if (!staging_agency(s, r->agency, &at))
			return err_nomem(e);
		if (s->agencies.v[at].id)
			st = store_agency_ref_put(w->txn, r->ref, s->agencies.v[at].id, e);
	}
	return st;
}

static enum status commit_fn(struct work *w, void *arg, struct err *e)
{
	struct taking *x = arg;
	struct rejecting rest = {.x = x, .from = x->rejects_at, .most = SIZE_MAX};
	enum status st = rejects_fn(w, &rest, e);

	x->apply.work = w;
	x->pending.import = x->apply.run = x->row->id;
	x->apply.import = x->row->place ? x->row->place : x->row->id;
	x->apply.tally = (struct tally){ 0 };
	snprintf(x->detail, sizeof x->detail, "import %lld begins: %lld files, %lld rows read, %lld "
		"set aside", (long long)x->row->id, (long long)x->row->files, (long long)x->row->read,
		(long long)x->row->rejected);
	if (st == ST_OK)
		st = apply_agencies(&x->apply, e);
	if (st == ST_OK)
		st = refs_put(x, w, e);
	if (st == ST_OK)
		st = kept_put(w->txn, x->batch, x->row->id, x->apply.import, e);
	return st == ST_OK ? state_write(x, e) : st;
}

static void mark_make(char mark[static STAGING_MARK])
{
	unsigned char random[(STAGING_MARK - 1) / 2];

	randombytes_buf(random, sizeof random);
	sodium_bin2hex(mark, STAGING_MARK, random, sizeof random);
}

static enum status take_commit(struct taking *x, struct err *e)
{
	struct deed deed = { .deed = "import", .detail = x->detail };
	enum status st;

	mark_make(x->mark);
	st = batch_progress(x->batch, "keeping", 0, 0, e);
	if (st == ST_OK)
		st = staging_keep(x->batch->staging, x->mark, e);
	if (st == ST_OK)
		st = never_begun_clear(x, e);
	if (st == ST_OK)
		st = rejects_put(x, e);
	x->pending = (struct pending){ .deed = PENDING_TAKE, .mark = x->mark };
	return st == ST_OK ? case_write(x->apply.session, &deed, commit_fn, x, e) : st;
}

enum status run_take(struct batch *b, struct import_row *row, struct err *e)
{
	struct taking x;
	enum status st = taking_begin(&x, b, row, e);

	if (st == ST_OK)
		st = take_commit(&x, e);
	if (st == ST_OK) {
		store_many_writes(b->session->store, true);
		st = take_on(&x, e);
		store_many_writes(b->session->store, false);
	}
	if (st == ST_OK)
		st = over_tell(&x, e);
	if (st == ST_OK)
		st = known_behind_note(b, x.apply.tally.behind, e);
	if (st == ST_OK)
		st = known_mended_note(b, row, e);
	taking_done(&x);
	return st;
}

/* One that was left behind ------------------------------------------------------ */

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
		st = take_on(x, e);
		store_many_writes(x->apply.session->store, false);
	}
	return st == ST_OK ? over_tell(x, e) : st;
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
