/* settle.c - what a sweep found, written. */
#include <stdlib.h>
#include <string.h>

#include "linkage/blocked.h"
#include "linkage/sweeping.h"

enum { ROWS_AT_ONCE = 512 };

/* Links --------------------------------------------------------------------- */

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
};

static enum status rows_flush(struct writing *w, struct err *err)
{
	enum status st = store_links_put(w->work->txn, w->row, w->n, err);

	w->n = 0;
	return st;
}

static enum status row_write(struct writing *w, const struct pairing *p, struct err *err)
{
	struct link_row row = row_made(w->sweep, p, w->room[w->n]);

	if (p->kept && rows_equal(&row, &w->sweep->kept[p->kept - 1]))
		return ST_OK;
	w->row[w->n++] = row;
	return w->n == ROWS_AT_ONCE ? rows_flush(w, err) : ST_OK;
}

static int index_order(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Pairs are numbered by (a, b): so they are written. */
static enum status links_write(struct sweep *s, struct work *work, size_t from, size_t to,
	struct err *err)
{
	size_t first = s->bunches.row_from[from], n = s->bunches.row_from[to] - first;
	uint32_t *row = malloc((n + 1) * sizeof *row);
	struct writing w = {s, work, malloc(ROWS_AT_ONCE * sizeof *w.row),
		malloc(ROWS_AT_ONCE * sizeof *w.room), 0};
	enum status st = row && w.row && w.room ? ST_OK : err_nomem(err);

	if (st == ST_OK && n) {
		memcpy(row, s->bunches.row + first, n * sizeof *row);
		qsort(row, n, sizeof *row, index_order);
	}
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = row_write(&w, &s->pairs.found.v[row[i]], err);
	if (st == ST_OK)
		st = rows_flush(&w, err);
	free(row);
	free(w.row);
	free(w.room);
	return st;
}

/* Whose bunch a row is that no pair stands for: the first where its record is gone. */
static size_t bunch_of(const struct sweep *s, const struct link_row *row)
{
	uint32_t at = row->a > 0 && row->a <= s->crowd.highest ? s->at[row->a] : 0;

	return at ? s->bunches.of[at - 1] : 0;
}

static enum status links_remove(struct sweep *s, struct work *work, size_t from, size_t to,
	struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < s->gone.n && st == ST_OK; i++) {
		const struct link_row *row = &s->kept[s->gone.v[i]];
		size_t bunch = bunch_of(s, row);

		if (bunch >= from && bunch < to)
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

static enum status people_write(struct sweep *s, struct work *work, size_t from, size_t to,
	struct err *err)
{
	VEC(struct holding) moved = {0};
	bool ok = true;
	enum status st;

	for (size_t i = s->bunches.from[from]; i < s->bunches.from[to] && ok; i++) {
		uint32_t at = s->bunches.member[i];
		struct holding h = {s->crowd.v[at].id, s->crowd.v[at].person,
			s->crowd.v[s->bunches.person[at]].id};

		if (h.was != h.person)
			ok = work_touch(work, h.was) && work_touch(work, h.person) && vec_push(&moved, h);
	}
	if (moved.n)
		qsort(moved.v, moved.n, sizeof *moved.v, holding_order);
	st = ok ? store_people_set(work->txn, moved.v, moved.n, err) : err_nomem(err);
	vec_done(&moved);
	return st;
}

enum status sweep_settle(struct sweep *s, struct work *work, size_t from, size_t to, struct err *err)
{
	enum status st = links_remove(s, work, from, to, err);

	if (st == ST_OK)
		st = links_write(s, work, from, to, err);
	return st == ST_OK ? people_write(s, work, from, to, err) : st;
}

/* What the next comparison needs --------------------------------------------- */

static enum status keys_keep(struct sweep *s, struct txn *txn, struct err *err)
{
	int64_t *id = malloc((s->crowd.n + 1) * sizeof *id);
	enum status st = id ? ST_OK : err_nomem(err);

	for (size_t i = 0; st == ST_OK && i < s->crowd.n; i++)
		id[i] = s->crowd.v[i].id;
	if (st == ST_OK)
		st = blocked_begin(
			txn, id, (const uint32_t (*)[BL_COUNT])s->crowd.key, s->crowd.n, err);
	free(id);
	return st;
}

enum status sweep_keep(struct sweep *s, struct txn *txn, struct err *err)
{
	bool lacks_keys = false;
	enum status st = blocked_is_empty(txn_store(txn), &lacks_keys, err);

	if (st == ST_OK && lacks_keys)
		st = keys_keep(s, txn, err);
	return st == ST_OK && s->is_fitted ? guide_keep(s->guide, txn, err) : st;
}
