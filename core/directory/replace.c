#include "directory/replace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "care/work.h"
#include "directory/keys.h"
#include "store_directory.h"

#define SOURCE_UNNAMED "DIRECTORY"
enum { AT_ONCE = 100 }; /* services in one transaction: some 20 ms */

struct replacing {
	struct batch *batch;
	struct import_row *row;
	const char *source;
	struct source_state state;
	int64_t generation;     /* the new one */
	int64_t oldest;         /* of those that are kept */
	char (*mark)[SERVICE_MARK_ROOM];
	size_t from;            /* the first service of this transaction */
	bool left;
	char detail[160];
};

/* Comparing ------------------------------------------------------------------------ */

static int by_ref(const void *a, const void *b)
{
	return strcmp(((const struct service_mark *)a)->ref, ((const struct service_mark *)b)->ref);
}

/* An API gives its directory page by page: one page would take away what is on the others. */
static enum status pages_judge(struct batch *b, const struct directory_tally *t, struct err *e)
{
	if (b->paged >= b->told)
		return ST_OK;
	if (t->gone && b->paged * 10 < b->told * 9)
		return err_set(e, ST_FORMAT,
			"these are %lld of the %lld records that the directory says it has, and %lld services that are "
			"kept are not among them: give all its pages in one run, in one folder",
			(long long)b->paged, (long long)b->told, (long long)t->gone);
	return batch_note(b, e, "these are %lld of the %lld records that the directory says it has; the others are on "
		"further pages", (long long)b->paged, (long long)b->told);
}

static enum status compare(struct replacing *x, struct directory_tally *t, struct err *e)
{
	struct batch *b = x->batch;
	struct service_mark *held, *found;
	size_t n, met = 0;
	enum status st = store_service_marks(b->session->store, x->state.id, b->arena, &held, &n, e);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < b->services.n; i++) {
		struct service_mark sought = { .ref = b->services.v[i].ref };

		service_mark_make(&b->services.v[i], x->mark[i]);
		found = n ? bsearch(&sought, held, n, sizeof *held, by_ref) : NULL;
		met += found != NULL;
		*(!found ? &t->fresh : strcmp(found->mark, x->mark[i]) == 0 ? &t->same : &t->changed) += 1;
	}
	t->gone = (int64_t)(n - met);
	if (n && !met && !b->agency)
		return err_set(e, ST_USAGE,
			"none of these services is in the directory that is kept: if this is another one, name whose "
			"it is with --agency CODE");
	st = pages_judge(b, t, e);
	if (st == ST_OK && n >= 20 && b->services.n * 2 < n)
		st = batch_note(b, e, "%s had %zu services and has %zu now: is the file whole?", x->source, n,
			b->services.n);
	return st;
}

/* Writing ---------------------------------------------------------------------------- */

static enum status begin_fn(struct work *w, void *arg, struct err *e)
{
	struct replacing *x = arg;
	enum status st = store_source_get(txn_store(w->txn), x->source, &x->state, e);

	if (st == ST_OK && !x->state.id)
		st = store_source_add(w->txn, x->source, &x->state.id, e);
	x->generation = (x->state.newest > x->state.generation ? x->state.newest : x->state.generation) + 1;
	if (st == ST_OK)
		st = store_services_before(txn_store(w->txn), x->state.id, x->state.generation, &x->oldest, e);
	x->oldest = x->oldest ? x->oldest : x->state.generation;
	return st;
}

static enum status add_fn(struct work *w, void *arg, struct err *e)
{
	const struct replacing *x = arg;
	const struct batch *b = x->batch;
	struct service_keys keys = { 0 };
	enum status st = ST_OK;

	for (size_t i = x->from; i < b->services.n && i < x->from + AT_ONCE && st == ST_OK; i++) {
		const struct service *s = &b->services.v[i];

		st = service_keys_make(&keys, s, b->catalogue, w->arena)
			? store_service_add(w->txn, x->state.id, x->generation, s, x->mark[i], keys.key.v, keys.key.n, e)
			: err_nomem(e);
	}
	service_keys_done(&keys);
	return st;
}

/* What was in force until now stays, and what was before that: for both to be taken back. */
static enum status clear_fn(struct work *w, void *arg, struct err *e)
{
	struct replacing *x = arg;

	return store_services_clear(w->txn, x->state.id, x->oldest, AT_ONCE, &x->left, e);
}

static enum status rejects_put(struct work *w, const struct replacing *x, struct err *e)
{
	struct staged_reject j;
	uint64_t at = 0;
	enum status st = ST_OK;

	while (st == ST_OK && (st = rejects_next(&x->batch->rejects, &at, &j, e)) == ST_OK)
		st = store_reject_add(w->txn, &(struct reject_row){ .import = x->row->id, .file = j.origin.file,
			.line = j.origin.line, .field = j.field, .reason = j.reason, .text = j.text }, e);
	return st == ST_NONE ? ST_OK : st;
}

/* The one row.  What another writer took away meanwhile is missed here. */
static enum status turn_fn(struct work *w, void *arg, struct err *e)
{
	struct replacing *x = arg;
	struct source_state now;
	enum status st = store_source_turn(w->txn, x->state.id, x->generation, e);

	if (st == ST_OK)
		st = store_source_get(txn_store(w->txn), x->source, &now, e);
	if (st == ST_OK && now.services != (int64_t)x->batch->services.n)
		return err_set(e, ST_BUSY,
			"somebody else takes in the same directory; nothing was taken in, try again when they are done");
	if (st == ST_OK)
		st = store_import_add(w->txn, x->row, &x->row->id, e);
	if (st == ST_OK)
		st = directory_generations_put(w->txn, x->row->id, x->generation, x->state.generation, e);
	return st == ST_OK ? rejects_put(w, x, e) : st;
}

static enum status step(struct replacing *x, const char *doing, work_fn *fn, struct err *e)
{
	snprintf(x->detail, sizeof x->detail, "directory %.64s: %s", x->source, doing);
	return case_write(x->batch->session, &(struct deed){ .deed = "import", .detail = x->detail }, fn, x, e);
}

static enum status clear(struct replacing *x, struct err *e)
{
	enum status st;

	do {
		x->left = false;
		st = step(x, "former services taken out", clear_fn, e);
	} while (st == ST_OK && x->left);
	return st;
}

static enum status write(struct replacing *x, struct err *e)
{
	struct batch *b = x->batch;
	bool has_leftovers = x->state.newest > x->state.generation;
	enum status st = step(x, "begun", begin_fn, e);

	if (st == ST_OK && has_leftovers)
		st = clear(x, e);
	for (x->from = 0; x->from < b->services.n && st == ST_OK; x->from += AT_ONCE) {
		st = batch_progress(b, "writing services", (int64_t)x->from, (int64_t)b->services.n, e);
		if (st == ST_OK)
			st = step(x, "services put in", add_fn, e);
	}
	if (st == ST_OK)
		st = step(x, "in force", turn_fn, e);
	if (st != ST_OK) {
		x->row->id = 0;
		return st;
	}
	/* It is done: what cannot be cleared now is so before the next. */
	if (x->state.services)
		(void)clear(x, NULL);
	return ST_OK;
}

enum status directory_replace(struct batch *b, struct import_row *row, bool dry_run, struct directory_tally *t,
	struct err *e)
{
	struct replacing x = { .batch = b, .row = row, .source = b->agency ? b->agency : SOURCE_UNNAMED };
	enum status st;

	row->agency = x.source;
	if (!b->services.n)
		return batch_note(b, e, "there is no service in these files; the directory stays as it was");
	x.mark = calloc(b->services.n, sizeof *x.mark);
	st = x.mark ? store_source_get(b->session->store, x.source, &x.state, e) : err_nomem(e);
	if (st == ST_OK)
		st = compare(&x, t, e);
	row->fresh = t->fresh;
	row->changed = t->changed;
	row->same = t->same;
	if (st == ST_OK && !dry_run && (t->fresh || t->changed || t->gone))
		st = write(&x, e);
	free(x.mark);
	return st;
}
