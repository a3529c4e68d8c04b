#include "ingest/take.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ingest/kept.h"
#include "linkage/linker.h"

/* A transaction goes on while nobody waits for the queue, but no longer than so that
 * judging and the commit, for which somebody who comes now would wait, take END_MS. */
enum {
	END_MS = 15,
	FIRST_MS = 12,        /* what the first transaction spends before its end */
	LEAST_MS = 2,
	MOST_MS = 1000,
	WAITED_MS = 20,       /* what one spends where somebody waits from the beginning */
	PERSON_MS = 20,       /* beyond that, a person's rows need not stay together */
	ASK_MS = 1,           /* how often it asks whether somebody waits */
	KEYS_AT_ONCE = 1024,
	REJECTS_AT_ONCE = 1000,
};

enum step { STEP_ROWS, STEP_KEYS, STEP_LINK, STEP_OVER };

struct taking {
	struct applying apply;
	struct batch *batch;
	struct import_row *row;
	struct pending pending;
	char mark[STAGING_MARK];
	uint64_t done;     /* of the plan, or of the noted records */
	enum step step;
	struct pace {
		double most;              /* what the next transaction may spend before its end */
		double began, asked, end; /* of the one under way, by the clock */
		bool is_waited_for;
	} pace;
	char detail[300];  /* for the audit */
	size_t rejects_in; /* so many are put */
	bool is_deferred;  /* the rows are too many for one transaction */
	struct saved {
		size_t noted, groups, keys, keys_put;
		struct tally tally;
		struct moves moves;
		uint64_t done;
		enum step step;
	} saved; /* how it was when the transaction began */
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void state_save(struct taking *x)
{
	x->saved = (struct saved){x->apply.noted.n, x->apply.groups.n, x->apply.keyed.rows.n,
		x->apply.keyed.put, x->apply.tally, x->apply.moves, x->done, x->step};
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
	memset(a->same, 0, sizeof a->same);
	x->done = x->saved.done;
	x->step = x->saved.step;
}

/* Pace ---------------------------------------------------------------------- */

static void pace_begin(struct pace *p)
{
	p->began = p->asked = now_ms();
	p->is_waited_for = false;
}

/* How long ago the transaction should have come to its end; negative: it may go on. */
static double pace_late(struct pace *p, const struct store *store)
{
	double now = now_ms(), spent = now - p->began;

	if (!p->is_waited_for && now - p->asked >= ASK_MS) {
		p->is_waited_for = store_is_waited_for(store);
		p->asked = now;
	}
	return spent - (p->is_waited_for && p->most > WAITED_MS ? WAITED_MS : p->most);
}

/* Spends more or less, so that the next one's end takes as long as is meant. */
static void pace_end(struct pace *p)
{
	double took = now_ms() - p->end, next = (p->end - p->began) * END_MS / (took > 1 ? took : 1);

	if (p->is_waited_for && next > p->most) /* it says little of longer ones */
		return;
	if (next > p->most * 2)
		next = p->most * 2;
	p->most = next < LEAST_MS ? LEAST_MS : next > MOST_MS ? MOST_MS : next;
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
			double late = pace_late(&x->pace, a->session->store);

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
		if (pace_late(&x->pace, x->apply.session->store) >= 0)
			break;
	}
	if (st == ST_OK && !keyed_left(k))
		x->step = x->done < x->apply.staging->plan_n ? STEP_ROWS : STEP_LINK;
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

static enum status groups_link(struct taking *x, struct linker *linker, struct err *e)
{
	struct applying *a = &x->apply;
	enum status st = ST_OK;
	size_t from = 0;

	if (a->groups.n)
		qsort(a->groups.v, a->groups.n, sizeof *a->groups.v, by_group);
	for (size_t i = 0; i < a->groups.n && st == ST_OK; i++) {
		if (i + 1 < a->groups.n && a->groups.v[i + 1].group == a->groups.v[i].group)
			continue;
		if (i > from)
			st = group_link(x, linker, a->groups.v + from, i + 1 - from, e);
		from = i + 1;
	}
	return st;
}

static enum status step_link(struct taking *x, struct err *e)
{
	struct applying *a = &x->apply;
	struct linker *linker;
	enum status st = linker_new(a->work, &linker, e);

	if (st != ST_OK)
		return st;
	a->noted.n = numbers_sorted(a->noted.v, a->noted.n);
	for (size_t i = 0; i < a->noted.n && st == ST_OK; i++)
		st = linker_note(linker, a->noted.v[i], e);
	if (st == ST_OK)
		st = groups_link(x, linker, e);
	if (st == ST_OK)
		st = linker_run(linker, e);
	linker_free(linker);
	x->step = STEP_OVER;
	return st;
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
		/* Linking waits for a transaction of its own where there is much. */
		else if (x->is_deferred && x->saved.step != STEP_LINK)
			break;
		else
			st = step_link(x, e);
		if (x->step == was || pace_late(&x->pace, w->session->store) >= 0)
			break;
	}
	x->is_deferred = x->is_deferred || x->step != STEP_OVER;
	x->pace.end = now_ms();
	return st == ST_OK ? state_write(x, e) : st;
}

static enum status progress_tell(struct taking *x, struct err *e)
{
	static const char *const DOING[] = {
		[STEP_ROWS] = "taking in", [STEP_KEYS] = "making searchable", [STEP_LINK] = "linking"};
	struct applying *a = &x->apply;
	int64_t done = (int64_t)x->done, all = (int64_t)a->staging->plan_n;
	enum status st;

	if (x->step == STEP_OVER)
		return ST_OK;
	if (x->step == STEP_KEYS) {
		done = (int64_t)a->keyed.put;
		all = (int64_t)a->keyed.rows.n;
	} else if (x->step == STEP_LINK) {
		done = 0;
		all = (int64_t)a->noted.n;
	}
	st = batch_progress(x->batch, DOING[x->step], done, all, e);
	if (st != ST_STOPPED)
		return st;
	return err_set(e, ST_STOPPED, "stopped as asked; import %lld is not all in yet: the next "
		"command goes on with it", (long long)x->row->id);
}

static enum status take_on(struct taking *x, struct err *e)
{
	enum status st = ST_OK;

	x->pace.most = FIRST_MS;
	while (st == ST_OK && x->step != STEP_OVER) {
		st = progress_tell(x, e);
		if (st != ST_OK)
			break;
		if (x->step == STEP_KEYS && x->apply.keyed.put == 0)
			st = keyed_sort(&x->apply.keyed, e); /* while nobody waits for it */
		state_save(x);
		store_give_way(x->apply.session->store);
		if (st == ST_OK)
			st = case_write_piece(x->apply.session, piece_fn, x, e);
		pace_end(&x->pace);
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
	struct deed deed = { .deed = "import", .detail = x->detail };

	snprintf(x->detail, sizeof x->detail,
		"import %lld: %lld files, %lld rows read, %lld new, %lld changed, %lld same, %lld "
		"set aside",
		(long long)x->row->id, (long long)x->row->files, (long long)x->row->read,
		(long long)x->row->fresh, (long long)x->row->changed, (long long)x->row->same,
		(long long)x->row->rejected);
	return case_write(x->apply.session, &deed, over_fn, x, e);
}

/* The commit ------------------------------------------------------------------ */

struct rejecting { struct taking *x; size_t from, to; };

static enum status import_begin(struct taking *x, struct work *w, struct err *e)
{
	enum status st = store_imports_clear(w->txn, e);

	x->row->state = IMPORT_READING;
	return st == ST_OK ? store_import_add(w->txn, x->row, &x->row->id, e) : st;
}

static enum status rejects_fn(struct work *w, void *arg, struct err *e)
{
	const struct rejecting *r = arg;
	struct taking *x = r->x;
	enum status st = r->from ? ST_OK : import_begin(x, w, e);

	for (size_t i = r->from; i < r->to && st == ST_OK; i++) {
		const struct staged_reject *j = &x->batch->rejects.v[i];

		st = store_reject_add(w->txn,
			&(struct reject_row){ .import = x->row->id,
				.file = j->origin.file,
				.line = j->origin.line,
				.field = j->field,
				.reason = j->reason,
				.text = j->text },
			e);
	}
	return st;
}

/* The import's number, and the rows set aside: nobody sees them before the commit.
 * The last of them are part of it. */
static enum status rejects_put(struct taking *x, struct err *e)
{
	size_t n = x->batch->rejects.n;
	enum status st = ST_OK;

	for (; x->rejects_in + REJECTS_AT_ONCE < n && st == ST_OK; x->rejects_in += REJECTS_AT_ONCE) {
		struct rejecting r = {x, x->rejects_in, x->rejects_in + REJECTS_AT_ONCE};

		store_give_way(x->apply.session->store);
		st = case_write_piece(x->apply.session, rejects_fn, &r, e);
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
	struct rejecting rest = {x, x->rejects_in, x->batch->rejects.n};
	enum status st = rejects_fn(w, &rest, e);

	x->apply.work = w;
	x->apply.import = x->pending.import = x->row->id;
	x->apply.tally = (struct tally){ 0 };
	snprintf(x->detail, sizeof x->detail, "import %lld begins: %lld files, %lld rows read, %lld "
		"set aside", (long long)x->row->id, (long long)x->row->files, (long long)x->row->read,
		(long long)x->row->rejected);
	if (st == ST_OK)
		st = apply_agencies(&x->apply, e);
	if (st == ST_OK)
		st = refs_put(x, w, e);
	if (st == ST_OK)
		st = kept_put(w->txn, x->batch, x->row->id, e);
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
	apply_done(&x.apply);
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

	x->apply.import = x->row->id;
	x->apply.tally = (struct tally){ x->row->fresh, x->row->changed, x->row->same };
	x->done = (uint64_t)x->pending.done;
	x->is_deferred = true;
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
		st = case_write(b->session, &(struct deed){ .deed = "import", .detail = x.detail },
			lost_fn, &x, e);
		if (st == ST_OK)
			st = batch_note(b, e, "The rows of import %lld are gone; import its files again to "
				"have all of it", (long long)row.id);
	}
	apply_done(&x.apply);
	return st;
}
