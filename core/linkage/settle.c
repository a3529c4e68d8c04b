/* settle.c - what a sweep found, written. */
#include <stdlib.h>
#include <string.h>

#include "linkage/linker.h"
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

	if (!w->sweep->is_said && p->kept && rows_equal(&row, &w->sweep->kept[p->kept - 1]))
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

/* Whose record it is: as it was read, unless others wrote since. */
static enum status holding_read(
	const struct sweep *s, const struct work *work, uint32_t at, struct holding *h, struct err *err)
{
	*h = (struct holding){s->crowd.v[at].id, s->crowd.v[at].person,
		s->crowd.v[s->bunches.person[at]].id};
	return s->is_shared ? store_person_of(txn_store(work->txn), h->record, &h->was, err) : ST_OK;
}

static bool is_other(const struct sweep *s, size_t bunch)
{
	return s->is_other && s->is_other[bunch];
}

static enum status people_write(struct sweep *s, struct work *work, size_t from, size_t to,
	struct err *err)
{
	VEC(struct holding) moved = {0};
	enum status st = ST_OK;

	for (size_t i = s->bunches.from[from]; i < s->bunches.from[to] && st == ST_OK; i++) {
		uint32_t at = s->bunches.member[i];
		struct holding h;

		if (is_other(s, s->bunches.of[at]))
			continue;
		st = holding_read(s, work, at, &h, err);
		if (st == ST_OK && h.was != h.person && (!work_touch(work, h.was) ||
			!work_touch(work, h.person) || !vec_push(&moved, h)))
			st = err_nomem(err);
	}
	if (moved.n)
		qsort(moved.v, moved.n, sizeof *moved.v, holding_order);
	if (st == ST_OK)
		st = store_people_set(work->txn, moved.v, moved.n, err);
	vec_done(&moved);
	return st;
}

/* Those of whom workers spoke meanwhile: by their links and what is said now. */
static enum status others_write(struct sweep *s, struct work *work, size_t from, size_t to,
	struct err *err)
{
	VEC(int64_t) record = {0};
	enum status st = ST_OK;

	for (size_t i = s->bunches.from[from]; i < s->bunches.from[to] && st == ST_OK; i++)
		if (is_other(s, s->bunches.of[s->bunches.member[i]]) &&
			!vec_push(&record, s->crowd.v[s->bunches.member[i]].id))
			st = err_nomem(err);
	if (st == ST_OK && record.n)
		st = people_regroup(work, s->guide, record.v, record.n, err);
	vec_done(&record);
	return st;
}

enum status sweep_settle(struct sweep *s, struct work *work, size_t from, size_t to, struct err *err)
{
	enum status st = links_remove(s, work, from, to, err);

	if (st == ST_OK)
		st = links_write(s, work, from, to, err);
	if (st == ST_OK)
		st = people_write(s, work, from, to, err);
	return st == ST_OK ? others_write(s, work, from, to, err) : st;
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
