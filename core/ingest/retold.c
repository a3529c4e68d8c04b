#include "ingest/retold.h"

#include <stdlib.h>
#include <string.h>

#include "ingest/fold_rows.h"
#include "ingest/retelling.h"

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

/* Those that stay, in their order, and behind them those of the import that goes. */
static size_t sent_sort(struct retelling *x)
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

/* One event's rows, and what they tell together up to one import after another. */
struct telling {
	struct retelling *x;
	struct told_row *rows;
	size_t kept, *which, n, at; /* all of them; of the event; so many are told */
	struct event event;    /* by those */
	bool has_before;
};

static enum status telling_of(struct retelling *x, struct told_row *rows, size_t kept, size_t root, struct telling *t)
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

/* What all of them tell. */
static enum status telling_end(struct telling *t, struct event *out)
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
				is_anothers |= strcmp(r->part[p], whole->source_ref) == 0;
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

/* Replies to a request that is not there wait for it, and so does what takes back an event that is not. */
static bool is_answers(const struct telling *t)
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
	if (st == ST_OK && is_answers(t))
		st = store_event_aside(t->x->work->txn, t->x->sent.v[t->which[0]].event_id, t->x->err);
	return st;
}

static enum status all_tell(struct retelling *x)
{
	const size_t kept = sent_sort(x);
	struct told_row *rows = told_rows(x->catalogue, x->sent.v, kept, x->arena);
	enum status st = rows ? ST_OK : err_nomem(x->err);

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

static enum status anew(struct retelling *x, struct retold *out)
{
	enum status st = all_tell(x);

	for (size_t i = 0; i < x->event.n && st == ST_OK; i++)
		st = event_count(x, &x->event.v[i], out);
	out->is_done = st == ST_OK;
	return st;
}

/* One import's rows go ----------------------------------------------------------------- */

static bool is_told_by(const struct retelling *x, int64_t import)
{
	for (size_t i = 0; i < x->sent.n; i++)
		if (x->sent.v[i].import == import)
			return true;
	return false;
}

/* What nobody else told goes as whole as it came. */
static bool is_told_by_others(const struct retelling *x, int64_t import)
{
	for (size_t i = 0; i < x->sent.n; i++)
		if (x->sent.v[i].import != import)
			return true;
	return false;
}

static struct retelling retelling_new(const struct session *s, struct work *w, struct arena *a, struct err *e)
{
	return (struct retelling){.work = w, .store = w ? txn_store(w->txn) : s->store, .catalogue = s->catalogue,
		.arena = a, .err = e, .plain = true};
}

static enum status event_without(struct work *w, int64_t event, int64_t import, struct arena *a, struct retold *out,
	struct err *e)
{
	struct retelling x = retelling_new(w->session, w, a, e);
	enum status st;

	x.gone = import;
	retelling_event(&x, event);
	if (x.status == ST_OK && !is_told_by_others(&x, import))
		return retelling_done(&x, ST_OK);
	retelling_rest(&x);
	st = x.status;
	if (st == ST_OK && x.plain && is_told_by(&x, import))
		st = anew(&x, out);
	return retelling_done(&x, st);
}

enum status retold_without(struct work *w, int64_t record, int64_t import, struct arena *a, struct retold *out,
	struct err *e)
{
	int64_t *event;
	size_t n = 0;
	enum status st = store_events_carrying(txn_store(w->txn), record, a, &event, &n, e);

	*out = (struct retold){0};
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = event_without(w, event[i], import, a, out, e);
	return st;
}

/* A row comes -------------------------------------------------------------------------- */

static struct event_sent *sent_by(const struct retelling *x, int64_t import, int64_t agency, const char *ref)
{
	for (size_t i = 0; i < x->sent.n; i++)
		if (x->sent.v[i].import == import && x->sent.v[i].event.agency == agency &&
			strcmp(x->sent.v[i].event.source_ref, ref) == 0)
			return &x->sent.v[i];
	return NULL;
}

/* The row, or its part of that name where that is another agency's. */
static struct event_sent *sent_of(const struct retelling *x, int64_t import, const struct event *row)
{
	struct event_sent *own = sent_by(x, import, row->agency, row->source_ref);

	for (size_t i = 0; i < x->sent.n && !own; i++)
		if (x->sent.v[i].import == import && strcmp(x->sent.v[i].event.source_ref, row->source_ref) == 0)
			own = &x->sent.v[i];
	return own;
}

static enum status event_of_row(struct retelling *x, const struct event_sent *sent, struct retold *out)
{
	const struct told_event *told = retelling_find(x, sent->event_id);
	struct event now;
	int64_t newest = 0;
	enum status st = store_event_import(x->store, sent->event_id, &newest, x->err);

	if (st == ST_OK)
		st = store_event_get(x->store, sent->event_id, x->arena, &now, x->err);
	if (st == ST_NONE) /* its record is out of force */
		return ST_OK;
	out->behind = newest > sent->import;
	if (st == ST_OK && !out->behind)
		out->put = !told || !told->was ? PUT_NEW : event_says_same(&now, &told->before) ? PUT_SAME : PUT_CHANGED;
	return st;
}

/* In place of what it told of the same before; *is_same: it did, and says no more. */
static enum status sent_put(struct retelling *x, const struct event *row, int64_t import, bool *is_same)
{
	struct event_sent *held = sent_by(x, import, row->agency, row->source_ref);

	*is_same = held && event_says_same(&held->event, row);
	if (*is_same)
		return ST_OK;
	if (held)
		held->event = *row;
	else
		retelling_sent(x, (struct event_sent){.import = import, .event = *row});
	return x->status;
}

static enum status row_sent(struct retelling *x, const struct event *row, const char *told, int64_t import, bool *is_same)
{
	struct event *part;
	size_t n;
	enum status st = ST_OK;

	if (!told)
		return sent_put(x, row, import, is_same);
	if (!told_rows_read(told, row, x->arena, &part, &n))
		return err_nomem(x->err);
	*is_same = true;
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		bool is_this = false;

		st = store_told_whose(x->store, &part[i], x->err);
		if (part[i].agency == row->agency)
			part[i].agency_code = row->agency_code;
		if (st == ST_OK)
			st = sent_put(x, &part[i], import, &is_this);
		*is_same = *is_same && is_this;
	}
	return st;
}

static enum status row_put(struct retelling *x, const struct event *row, const char *told, int64_t import, struct retold *out)
{
	bool is_same = false;
	int64_t now = 0;
	enum status st = row_sent(x, row, told, import, &is_same);

	out->put = PUT_SAME;
	if (st == ST_OK && is_same) {
		out->is_done = true;
		st = store_event_import(x->store, sent_of(x, import, row)->event_id, &now, x->err);
		out->behind = now > import;
		return st == ST_NONE ? ST_OK : st;
	}
	if (st == ST_OK)
		st = anew(x, out);
	return st == ST_OK ? event_of_row(x, sent_of(x, import, row), out) : st;
}

/* It has to do with what is there, or waits for that. */
static bool is_to_tell(const struct retelling *x, const struct event *row)
{
	return x->plain && (x->sent.n || row_waits(row));
}

enum status retold_with(struct work *w, const struct event *row, const char *told, int64_t import, struct arena *a,
	struct retold *out, struct err *e)
{
	struct retelling x = retelling_new(w->session, w, a, e);

	*out = (struct retold){0};
	retelling_row(&x, row);
	retelling_rest(&x);
	if (x.status != ST_OK || !is_to_tell(&x, row))
		return retelling_done(&x, x.status);
	return retelling_done(&x, row_put(&x, row, told, import, out));
}

/* What would come of it -------------------------------------------------------------------- */

/* Another import told of it, and it is there. */
static bool was_seen(const struct retelling *x, const struct event_sent *sent, int64_t import)
{
	const struct told_event *told = sent->import != import ? retelling_find(x, sent->event_id) : NULL;

	return told && told->was;
}

static enum status row_would(struct retelling *x, const struct event *row, const char *told, int64_t import, struct retold *out)
{
	struct told_row *rows;
	struct telling t;
	struct event whole;
	size_t at = 0, kept;
	bool is_same = false, is_others = false;
	enum status st = row_sent(x, row, told, import, &is_same);

	if (st != ST_OK)
		return st;
	out->is_done = true;
	kept = sent_sort(x);
	rows = told_rows(x->catalogue, x->sent.v, kept, x->arena);
	if (!rows)
		return err_nomem(x->err);
	while (x->sent.v[at].import != import || strcmp(x->sent.v[at].event.source_ref, row->source_ref) != 0)
		at++;
	st = telling_of(x, rows, kept, told_root(rows, at), &t);
	if (st == ST_OK)
		st = telling_end(&t, &whole);
	for (size_t i = 0; i < t.n && st == ST_OK; i++)
		is_others |= was_seen(x, &x->sent.v[t.which[i]], import);
	out->put = is_answers(&t) ? PUT_SAME : is_others ? PUT_CHANGED : PUT_NEW;
	for (size_t i = 0; i < x->event.n && st == ST_OK; i++)
		if (x->event.v[i].was && event_says_same(&x->event.v[i].before, &whole))
			out->put = PUT_SAME;
	return st;
}

enum status retold_would(const struct session *s, const struct event *row, const char *told, int64_t import, struct arena *a,
	struct retold *out, struct err *e)
{
	struct retelling x = retelling_new(s, NULL, a, e);

	*out = (struct retold){0};
	retelling_row(&x, row);
	retelling_rest(&x);
	if (x.status != ST_OK || !is_to_tell(&x, row))
		return retelling_done(&x, x.status);
	return retelling_done(&x, row_would(&x, row, told, import ? import : INT64_MAX, out));
}
