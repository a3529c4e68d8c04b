/* retold_kin.c - whose rows are put together, and what is told anew when that changes. */
#include <string.h>

#include "ingest/fold_rows.h"
#include "ingest/formats.h"
#include "ingest/kin_anew.h"
#include "ingest/telling.h"
#include "store_imports.h"
#include "store_people.h"
#include "text.h"

/* Which are of one event --------------------------------------------------------- */

struct kinship {
	struct retelling *x;
	bool *are;     /* of folk i and k, at i * n + k */
	size_t *first; /* towards the first of all that are kin, or kin to such */
	size_t n;
};

static size_t first_of(const struct kinship *k, size_t i)
{
	while (k->first[i] != i)
		i = k->first[i];
	return i;
}

static enum status kinship_read(struct retelling *x, struct kinship *k)
{
	enum status st = ST_OK;

	*k = (struct kinship){.x = x, .n = x->folk.n, .are = arena_alloc(x->arena, (x->folk.n * x->folk.n + 1) * sizeof *k->are),
		.first = arena_alloc(x->arena, (x->folk.n + 1) * sizeof *k->first)};
	if (!k->are || !k->first)
		return err_nomem(x->err);
	for (size_t i = 0; i < k->n && st == ST_OK; i++) {
		k->first[i] = i;
		k->are[i * k->n + i] = true;
		for (size_t o = 0; o < i && st == ST_OK; o++) {
			const int64_t a = x->folk.v[i].record, b = x->folk.v[o].record;
			bool are = false;

			if (a != x->leaving && b != x->leaving)
				st = kin_are(x->store, a, b, x->arena, &are, x->err);
			k->are[i * k->n + o] = k->are[o * k->n + i] = are;
			if (are)
				k->first[first_of(k, o)] = first_of(k, i);
		}
	}
	return st;
}

static void sent_place(const struct kinship *k, struct event_sent *sent)
{
	sent->person = sent->event.record;
	sent->kin = NULL;
	for (size_t i = 0; i < k->n && row_folds(&sent->event); i++) {
		if (k->x->folk.v[i].record != sent->event.record)
			continue;
		sent->person = k->x->folk.v[first_of(k, i)].record;
		sent->folk = i;
		sent->kin = k->are + i * k->n;
	}
}

static bool is_of(struct told_row *r, size_t i, size_t root)
{
	return r[i].kin && !r[i].is_past && told_root(r, i) == root;
}

/* Rows of one event of which not everybody is kin to everybody: it cannot be said whose it is. */
static bool is_doubtful(struct told_row *r, size_t n, size_t root)
{
	for (size_t i = root; i < n; i++)
		for (size_t o = root; o < i && is_of(r, i, root); o++)
			if (is_of(r, o, root) && r[i].event->agency != r[o].event->agency && !r[i].kin[r[o].folk])
				return true;
	return false;
}

/* … so each agency's rows are by themselves.  Whether any were not yet: no person has such a number. */
static bool rows_part(struct retelling *x, struct told_row *r, size_t n, size_t root)
{
	bool any = false;

	for (size_t i = root; i < n; i++)
		if (told_root(r, i) == root && x->sent.v[i].person != -x->sent.v[i].event.record) {
			x->sent.v[i].person = -x->sent.v[i].event.record;
			any = true;
		}
	return any;
}

enum status telling_rows(struct retelling *x, size_t kept, struct told_row **out)
{
	struct kinship k;
	bool again = true;
	enum status st = kinship_read(x, &k);

	for (size_t i = 0; i < kept && st == ST_OK; i++)
		sent_place(&k, &x->sent.v[i]);
	while (again && st == ST_OK) {
		*out = told_rows(x->catalogue, x->sent.v, kept, x->arena);
		if (!*out)
			return err_nomem(x->err);
		again = false;
		for (size_t i = 0; i < kept && k.n > 1; i++)
			if (told_root(*out, i) == i && is_doubtful(*out, kept, i))
				again |= rows_part(x, *out, kept, i);
	}
	return st;
}

/* Told anew ------------------------------------------------------------------------ */

struct parting {
	struct work *work;
	int64_t record, leaving;
	int64_t gone;          /* the import that is being taken back, or 0 */
	const struct record *before; /* what was known of it; NULL: that is not known */
	int64_t *other;        /* called as it is */
	size_t other_n;
	struct kin *kin;       /* those of them that are kin to it */
	size_t kin_n;
	VEC(int64_t) done;     /* events that were told anew */
	struct arena *arena;   /* of one event */
	struct retold out;
	struct err *err;
};

static bool is_done(const struct parting *p, int64_t event)
{
	for (size_t i = 0; i < p->done.n; i++)
		if (p->done.v[i] == event)
			return true;
	return false;
}

static bool row_stays(const struct retelling *x, size_t i)
{
	return row_folds(&x->sent.v[i].event) && (!x->gone || x->sent.v[i].import != x->gone);
}

/* Some row that stays is this record's, or another's. */
static bool has_row(const struct retelling *x, int64_t record, bool is_its)
{
	for (size_t i = 0; i < x->sent.n; i++)
		if (row_stays(x, i) && (x->sent.v[i].event.record == record) == is_its)
			return true;
	return false;
}

/* Two rows of tables are never one event. */
static enum status is_in_parts(struct retelling *x, bool *is)
{
	enum status st = ST_OK;

	*is = false;
	for (size_t i = 0; i < x->sent.n && st == ST_OK && !*is; i++) {
		struct import_row row;

		st = store_import_get(x->store, x->sent.v[i].import, x->arena, &row, x->err);
		*is = st == ST_OK && formats_tell_parts(row.format);
		st = st == ST_NONE ? ST_OK : st;
	}
	return st;
}

static enum status gathered_tell(struct parting *p, struct retelling *x)
{
	struct retold told = {0};
	bool is = false;
	enum status st;

	retelling_rest(x);
	st = x->status;
	if (st == ST_OK)
		st = is_in_parts(x, &is);
	for (size_t i = 0; i < x->event.n && st == ST_OK; i++)
		if (!vec_push(&p->done, x->event.v[i].id))
			st = err_nomem(p->err);
	if (st == ST_OK && x->plain && is)
		st = telling_anew(x, &told);
	p->out.changed += told.changed;
	p->out.out += told.out;
	return st;
}

/* An event of the record, where it crosses another's; one of another's, where it crosses the record's. */
static enum status event_part(struct parting *p, int64_t event, bool is_own)
{
	struct retelling x;
	enum status st = ST_OK;

	if (is_done(p, event))
		return ST_OK;
	arena_reset(p->arena);
	x = retelling_new(p->work->session, p->work, p->arena, p->err);
	x.leaving = p->leaving;
	x.gone = p->gone;
	retelling_event(&x, event);
	for (size_t i = 0; is_own && p->kin_n && i < x.sent.n && x.status == ST_OK; i++) {
		const struct event row = x.sent.v[i].event;

		if (row_stays(&x, i) && row.record == p->record)
			retelling_across(&x, &row, p->kin, p->kin_n);
	}
	st = x.status;
	if (st == ST_OK && has_row(&x, p->record, true) && has_row(&x, p->record, false))
		st = gathered_tell(p, &x);
	return retelling_done(&x, st);
}

static enum status events_part(struct parting *p)
{
	const struct store *s = txn_store(p->work->txn);
	int64_t *event = NULL;
	size_t n = 0;
	enum status st = p->kin_n ? store_events_to_fold(s, p->record, p->work->arena, &event, &n, p->err)
		: store_events_carrying(s, p->record, p->work->arena, &event, &n, p->err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = event_part(p, event[i], true);
	for (size_t o = 0; o < p->other_n && st == ST_OK; o++) {
		st = store_events_carrying(s, p->other[o], p->work->arena, &event, &n, p->err);
		for (size_t i = 0; i < n && st == ST_OK; i++)
			st = event_part(p, event[i], false);
	}
	return st;
}

/* Whose birth date speaks against what it is and was is in no event with it. */
static bool may_be_with(const struct parting *p, const struct record *own, const struct record_called *other)
{
	const char *born = other->date_of_birth;

	return other->record != own->id && (!p->before || !text_contradicts(born, own->field[RF_DATE_OF_BIRTH]) ||
		!text_contradicts(born, p->before->field[RF_DATE_OF_BIRTH]));
}

static enum status others_find(struct parting *p)
{
	struct arena *a = p->work->arena;
	const struct store *s = txn_store(p->work->txn);
	struct record own;
	struct record_called *called = NULL;
	size_t n = 0;
	enum status st = store_record_get(s, p->record, a, &own, p->err);

	if (st == ST_OK)
		st = store_records_called(s, own.local_id, a, &called, &n, p->err);
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	p->other = arena_alloc(a, (n + 1) * sizeof *p->other);
	if (!p->other)
		return err_nomem(p->err);
	for (size_t i = 0; i < n; i++)
		if (may_be_with(p, &own, &called[i]))
			p->other[p->other_n++] = called[i].record;
	return !p->other_n || p->leaving ? ST_OK
		: kin_among(s, p->record, p->other, p->other_n, a, &p->kin, &p->kin_n, p->err);
}

static enum status parting_do(struct parting *p)
{
	enum status st = others_find(p);

	if (st != ST_OK || !p->other_n)
		return st;
	p->arena = arena_new();
	st = p->arena ? events_part(p) : err_nomem(p->err);
	arena_free(p->arena);
	vec_done(&p->done);
	return st;
}

enum status kin_anew(struct work *w, int64_t record, const struct record *before, struct err *e)
{
	struct parting p = {.work = w, .record = record, .before = before, .err = e};

	return parting_do(&p);
}

enum status kin_anew_without(struct work *w, int64_t record, const struct record *before, int64_t import, struct retold *out,
	struct err *e)
{
	struct parting p = {.work = w, .record = record, .before = before, .gone = import, .err = e};
	enum status st = parting_do(&p);

	*out = p.out;
	return st;
}

enum status kin_anew_pair(struct work *w, int64_t a, int64_t b, struct err *e)
{
	const struct store *s = txn_store(w->txn);
	struct record one, other;
	enum status st = store_record_get(s, a, w->arena, &one, e);

	if (st == ST_OK)
		st = store_record_get(s, b, w->arena, &other, e);
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	return strcmp(one.local_id, other.local_id) == 0 ? kin_anew(w, a, &one, e) : ST_OK;
}

enum status kin_leaves(struct work *w, int64_t record, struct err *e)
{
	struct parting p = {.work = w, .record = record, .leaving = record, .err = e};

	return parting_do(&p);
}
