/* The commit of a run: before it there is nothing, after it all of it will come in. */
#include "ingest/taking.h"

#include <sodium.h>
#include <stdio.h>

#include "ingest/kept.h"

enum { REJECTS_AT_ONCE = 1000 };

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
	return st == ST_OK ? taking_keep(x, e) : st;
}

static void mark_make(char mark[static STAGING_MARK])
{
	unsigned char random[(STAGING_MARK - 1) / 2];

	randombytes_buf(random, sizeof random);
	sodium_bin2hex(mark, STAGING_MARK, random, sizeof random);
}

enum status taking_commit(struct taking *x, struct err *e)
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
