/* settle.c - what a sweep found, written. */
#include <stdlib.h>
#include <string.h>

#include "linkage/linker.h"
#include "linkage/sweeping.h"

enum { ROWS_AT_ONCE = 512 };

/* Links: pairs are numbered by (a, b), and so they are written --------------- */

/* As it is to be kept; its reason may be in the room given. */
static struct link_row row_made(const struct sweep *s, const struct pairing *p,
	char room[static ROW_TOLD])
{
	const char *band = BAND_NAMES[p->band];
	struct link_row row = {s->crowd.v[p->a].id, s->crowd.v[p->b].id, band, p->weight,
		link_state(band, s->guide->reach), p->reason};

	if (pairing_is_taken(p, s->guide->reach))
		row_tell(&row, (enum cluster_fate)p->fate, room);
	return row;
}

static bool rows_equal(const struct link_row *x, const struct link_row *y)
{
	return x->weight == y->weight && strcmp(x->band, y->band) == 0 &&
		strcmp(x->state, y->state) == 0 && strcmp(x->reason, y->reason) == 0;
}

struct writing {
	struct sweep *sweep;
	struct work *work;
	struct link_row *row; /* not written yet */
	char (*room)[ROW_TOLD];
	size_t n;
	struct link_pair back[ROWS_AT_ONCE]; /* of them those whose ways back somebody may have taken away */
	size_t back_n;
};

static enum status rows_flush(struct writing *w, struct err *err)
{
	enum status st = store_links_back(w->work->txn, w->back, w->back_n, err);

	if (st == ST_OK)
		st = store_links_put(w->work->txn, w->row, w->n, err);
	w->n = w->back_n = 0;
	return st;
}

static enum status row_write(struct writing *w, const struct pairing *p, struct err *err)
{
	struct sweep *s = w->sweep;
	struct link_row row = row_made(s, p, w->room[w->n]);

	if (p->kept && rows_equal(&row, &s->kept[p->kept - 1]) && !sweep_is_other(s, p->a))
		return ST_OK;
	if (p->kept || s->is_shared)
		w->back[w->back_n++] = (struct link_pair){row.a, row.b};
	w->row[w->n++] = row;
	return w->n == ROWS_AT_ONCE ? rows_flush(w, err) : ST_OK;
}

enum status sweep_link(struct sweep *s, struct work *work, size_t from, size_t to, struct err *err)
{
	struct writing w = {.sweep = s, .work = work, .row = malloc(ROWS_AT_ONCE * sizeof *w.row),
		.room = malloc(ROWS_AT_ONCE * sizeof *w.room)};
	enum status st = w.row && w.room ? ST_OK : err_nomem(err);

	for (size_t i = from; i < to && st == ST_OK; i++)
		st = row_write(&w, &s->pairs.found.v[i], err);
	if (st == ST_OK)
		st = rows_flush(&w, err);
	free(w.row);
	free(w.room);
	return st;
}

enum status sweep_back(struct sweep *s, struct work *work, size_t from, size_t to, struct err *err)
{
	struct link_pair row[ROWS_AT_ONCE];
	enum status st = ST_OK;

	for (size_t n; from < to && st == ST_OK; from += n) {
		n = to - from < ROWS_AT_ONCE ? to - from : ROWS_AT_ONCE;
		for (size_t i = 0; i < n; i++) {
			const struct pairing *p = &s->pairs.found.v[s->back.v[from + i]];

			row[i] = (struct link_pair){s->crowd.v[p->a].id, s->crowd.v[p->b].id};
		}
		st = store_links_back(work->txn, row, n, err);
	}
	return st;
}

enum status sweep_unlink(struct sweep *s, struct work *work, size_t from, size_t to, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = from; i < to && st == ST_OK; i++) {
		const struct link_row *row = &s->kept[s->gone.v[i]];

		st = store_link_remove(work->txn, row->a, row->b, err);
	}
	return st;
}

/* People -------------------------------------------------------------------- */

static int holding_order(const void *a, const void *b)
{
	int64_t x = ((const struct holding *)a)->record, y = ((const struct holding *)b)->record;

	return (x > y) - (x < y);
}

struct settling {
	struct sweep *sweep;
	struct work *work;
	VEC(struct holding) moved;
	VEC(int64_t) other; /* records of whom workers spoke meanwhile */
};

/* Whose record it is: as it was read, unless others wrote since. */
static enum status holding_read(
	const struct settling *x, uint32_t at, struct holding *h, struct err *err)
{
	const struct sweep *s = x->sweep;

	*h = (struct holding){s->crowd.v[at].id, s->crowd.v[at].person,
		s->crowd.v[s->bunches.person[at]].id};
	return s->is_shared ? store_person_of(txn_store(x->work->txn), h->record, &h->was, err) : ST_OK;
}

static enum status member_settle(struct settling *x, uint32_t at, struct err *err)
{
	struct holding h;
	enum status st;

	if (sweep_is_other(x->sweep, at))
		return vec_push(&x->other, x->sweep->crowd.v[at].id) ? ST_OK : err_nomem(err);
	st = holding_read(x, at, &h, err);
	if (st == ST_NONE) /* made here, and taken back meanwhile */
		return ST_OK;
	if (st == ST_OK && h.was != h.person && (!work_touch(x->work, h.was) ||
		!work_touch(x->work, h.person) || !vec_push(&x->moved, h)))
		st = err_nomem(err);
	return st;
}

static enum status bunch_settle(struct settling *x, size_t bunch, struct err *err)
{
	const struct bunches *b = &x->sweep->bunches;
	enum status st = ST_OK;

	for (size_t i = b->from[bunch]; i < b->from[bunch + 1] && st == ST_OK; i++)
		st = member_settle(x, b->member[i], err);
	return st;
}

enum status sweep_people(struct sweep *s, struct work *work, size_t from, size_t to, struct err *err)
{
	struct settling x = {.sweep = s, .work = work};
	enum status st = ST_OK;

	for (size_t i = s->knots.from[from]; i < s->knots.from[to] && st == ST_OK; i++)
		st = bunch_settle(&x, s->knots.bunch[i], err);
	if (x.moved.n)
		qsort(x.moved.v, x.moved.n, sizeof *x.moved.v, holding_order);
	if (st == ST_OK)
		st = store_people_set(work->txn, x.moved.v, x.moved.n, err);
	if (st == ST_OK && x.other.n) /* by their links and what is said now */
		st = people_regroup(work, s->guide, x.other.v, x.other.n, err);
	vec_done(&x.moved);
	vec_done(&x.other);
	return st;
}

/* Up to the last that there may ever be. */
enum status sweep_pairs(struct sweep *s, struct work *work, size_t from, size_t to, struct err *err)
{
	return store_pairs_settle(work->txn, (int64_t)from,
		(int64_t)to <= s->crowd.highest ? (int64_t)to : INT64_MAX, err);
}

/* What the next comparison needs --------------------------------------------- */

enum status sweep_keys(const struct sweep *s, struct blocking *out, struct err *err)
{
	for (size_t i = 0; i < s->crowd.n; i++)
		if (!vec_push(&out->id, s->crowd.v[i].id))
			return err_nomem(err);
	out->key = (const uint32_t (*)[BL_COUNT])s->crowd.key;
	return ST_OK;
}
