/* retold_tell.c - what imports told of events that hang together, told anew in their order. */
#include <stdlib.h>
#include <string.h>

#include "ingest/fold_rows.h"
#include "ingest/telling.h"
#include "text.h"

/* Order ------------------------------------------------------------------------ */

static int by_import(const void *a, const void *b)
{
	const struct event_sent *x = a, *y = b;

	int by_ref;

	if (x->import != y->import)
		return x->import < y->import ? -1 : 1;
	by_ref = strcmp(x->event.source_ref, y->event.source_ref);
	return by_ref ? by_ref : (x->event.agency > y->event.agency) - (x->event.agency < y->event.agency);
}

size_t telling_sort(struct retelling *x)
{
	size_t kept = 0;

	if (x->sent.n)
		qsort(x->sent.v, x->sent.n, sizeof *x->sent.v, by_import);
	for (size_t i = 0; i < x->sent.n; i++) {
		const struct event_sent sent = x->sent.v[i];

		if (x->gone && sent.import == x->gone)
			continue;
		memmove(&x->sent.v[kept + 1], &x->sent.v[kept], (i - kept) * sizeof sent);
		x->sent.v[kept++] = sent;
	}
	return kept;
}

enum status telling_of(struct retelling *x, struct told_row *rows, size_t kept, size_t root, struct telling *t)
{
	*t = (struct telling){.x = x, .rows = rows, .kept = kept, .which = arena_alloc(x->arena, kept * sizeof *t->which)};
	if (!t->which)
		return err_nomem(x->err);
	for (size_t i = root; i < kept; i++)
		if (told_root(rows, i) == root)
			t->which[t->n++] = i;
	return ST_OK;
}

/* With the rows of the next import. */
static enum status telling_step(struct telling *t)
{
	const struct event before = t->event;
	const int64_t import = t->x->sent.v[t->which[t->at]].import;

	while (t->at < t->n && t->x->sent.v[t->which[t->at]].import == import)
		t->at++;
	const bool has_before = t->has_before;
	t->has_before = true;
	return told_fold(t->x->catalogue, t->rows, t->which, t->at, has_before ? &before : NULL, t->x->arena, &t->event,
		t->x->err);
}

enum status telling_end(struct telling *t, struct event *out)
{
	struct telling copy = *t;
	enum status st = ST_OK;

	while (copy.at < copy.n && st == ST_OK)
		st = telling_step(&copy);
	*out = copy.event;
	return st;
}

/* Writing ------------------------------------------------------------------------ */

static bool is_of_it(const struct telling *t, size_t row)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->which[i] == row)
			return true;
	return false;
}

/* The first of its parts may be another agency's, and called as something of its own agency is: then it goes by
 * the first of its own agency's. */
static enum status address_find(const struct telling *t, struct event *whole)
{
	struct retelling *x = t->x;
	const char *own = NULL;
	int64_t held = 0;
	enum status st = store_event_at(x->store, whole->agency, whole->source_ref, &held, x->err);
	bool is_anothers = held && !retelling_find(x, held);

	for (size_t i = 0; i < t->kept; i++) {
		const struct told_row *r = &t->rows[i];

		if (r->event->agency != whole->agency)
			continue;
		if (!is_of_it(t, i))
			for (size_t p = 0; p < r->part_n; p++)
				is_anothers |= text_same(r->part[p], whole->source_ref);
		else if (!own || strcmp(r->part[0], own) < 0)
			own = r->part[0];
	}
	if (is_anothers && own)
		whole->source_ref = own;
	return st;
}

/* An event stays the same one where its address is another now. */
static enum status address_keep(struct telling *t, const struct event *whole)
{
	struct retelling *x = t->x;
	int64_t held = 0;
	enum status st = store_event_at(x->store, whole->agency, whole->source_ref, &held, x->err);

	for (size_t i = 0; i < t->n && st == ST_OK && !held; i++) {
		struct told_event *from = retelling_find(x, x->sent.v[t->which[i]].event_id);

		if (!from || from->is_taken)
			continue;
		return store_event_readdress(x->work->txn, from->id, whole->agency, whole->source_ref, x->err);
	}
	return st;
}

/* Its own rows, where the version says anything else. */
static enum status rows_keep(struct telling *t, size_t from, const struct event *version, int64_t event)
{
	struct retelling *x = t->x;
	struct event *row = arena_alloc(x->arena, (t->at - from) * sizeof *row);
	const char *told;

	if (!row)
		return err_nomem(x->err);
	for (size_t i = from; i < t->at; i++)
		row[i - from] = x->sent.v[t->which[i]].event;
	if (t->at - from == 1 && row->agency == version->agency && event_says_same(row, version))
		return ST_OK;
	told = told_rows_write(version, row, t->at - from, x->arena);
	return told ? store_event_carried(x->work->txn, event, x->sent.v[t->which[from]].import, told, x->err)
		: err_nomem(x->err);
}

static enum status taken(struct retelling *x, struct telling *t, size_t from, int64_t id)
{
	struct told_event *told = retelling_find(x, id);

	for (size_t i = from; i < t->at; i++)
		x->sent.v[t->which[i]].event_id = id;
	if (told)
		told->is_taken = true;
	else if (!vec_push(&x->event, ((struct told_event){.id = id, .is_taken = true})))
		return err_nomem(x->err);
	return ST_OK;
}

/* The next import's version, under the address of all of them. */
static enum status version_tell(struct telling *t, const struct event *whole)
{
	struct retelling *x = t->x;
	struct txn *txn = x->work->txn;
	const size_t from = t->at;
	const int64_t import = x->sent.v[t->which[from]].import;
	struct event version;
	enum put put = PUT_SAME;
	int64_t id = 0;
	bool has = false;
	enum status st = telling_step(t);

	version = t->event;
	version.source_ref = whole->source_ref;
	version.agency = whole->agency;
	version.agency_code = whole->agency_code;
	if (st == ST_OK)
		st = store_event_put(txn, &version, import, &id, NULL, &put, x->err);
	if (st == ST_OK)
		st = rows_keep(t, from, &version, id);
	if (st == ST_OK && put == PUT_SAME)
		st = store_import_same_has(x->store, import, ROW_EVENT, id, &has, x->err);
	if (st == ST_OK && put == PUT_SAME && !has)
		st = store_import_same(txn, import, ROW_EVENT, id, id, x->err);
	return st == ST_OK ? taken(x, t, from, id) : st;
}

bool telling_is_answers(const struct telling *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (!t->rows[t->which[i]].answers && !t->rows[t->which[i]].retracts)
			return false;
	return true;
}

static enum status event_tell(struct telling *t)
{
	struct event whole;
	enum status st = telling_end(t, &whole);

	if (st == ST_OK)
		st = address_find(t, &whole);
	if (st == ST_OK)
		st = address_keep(t, &whole);
	while (t->at < t->n && st == ST_OK)
		st = version_tell(t, &whole);
	if (st == ST_OK && telling_is_answers(t))
		st = store_event_aside(t->x->work->txn, t->x->sent.v[t->which[0]].event_id, t->x->err);
	return st;
}

static enum status all_tell(struct retelling *x)
{
	const size_t kept = telling_sort(x);
	struct told_row *rows = NULL;
	enum status st = telling_rows(x, kept, &rows);

	for (size_t i = 0; i < x->event.n && st == ST_OK; i++)
		st = store_event_untell(x->work->txn, x->event.v[i].id, x->gone, x->sent.v, x->sent.n, x->err);
	for (size_t i = 0; i < kept && st == ST_OK; i++) {
		struct telling t;

		if (told_root(rows, i) != i)
			continue;
		st = telling_of(x, rows, kept, i, &t);
		if (st == ST_OK)
			st = event_tell(&t);
	}
	for (size_t i = 0; i < x->event.n && st == ST_OK; i++)
		st = store_event_wait(x->work->txn, x->event.v[i].id, x->err);
	return st;
}

/* What came of it ------------------------------------------------------------------- */

static enum status record_touched(struct retelling *x, int64_t record)
{
	int64_t person = 0;
	enum status st = store_person_of(x->store, record, &person, x->err);

	if (st == ST_OK && !work_touch(x->work, person))
		st = err_nomem(x->err);
	return st == ST_NONE ? ST_OK : st;
}

static enum status event_count(struct retelling *x, const struct told_event *told, struct retold *out)
{
	struct event now = {0};
	enum status st = store_event_get(x->store, told->id, x->arena, &now, x->err);
	const bool is = st == ST_OK;

	if (st != ST_OK && st != ST_NONE)
		return st;
	if (is == told->was && (!is || event_says_same(&now, &told->before)))
		return ST_OK;
	out->out += !is;
	out->changed += is;
	st = is ? record_touched(x, now.record) : ST_OK;
	return st == ST_OK && told->was ? record_touched(x, told->before.record) : st;
}

enum status telling_anew(struct retelling *x, struct retold *out)
{
	enum status st = all_tell(x);

	for (size_t i = 0; i < x->event.n && st == ST_OK; i++)
		st = event_count(x, &x->event.v[i], out);
	out->is_done = st == ST_OK;
	return st;
}
