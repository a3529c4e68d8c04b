/*
 * linker.c - new and changed records compared with what is there.
 *
 * A pair's link is a function of the two records, the model and the settings, so
 * that under one model the order of imports and repeats of them change nothing.
 * Keys only say whom to compare with.  The model is a function of the records it
 * was fitted to: a small store is fitted anew with every import, a large one when
 * it has grown.
 */
#include "linkage/linker.h"

#include <stdlib.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "linkage/blocked.h"
#include "linkage/group.h"
#include "linkage/pairs.h"
#include "linkage/sweep.h"

enum { CACHE_MOST = 50000 };

struct cached {
	int64_t id;
	struct normal normal;
	UT_hash_handle hh;
};

struct linker {
	struct work *work;
	const struct store *store;
	const struct guide *guide; /* lent, or … */
	struct guide own;
	VEC(int64_t) noted;
	struct arena *details;  /* normal forms kept for the next comparison */
	struct cached *cache;
	struct arena *scratch;  /* for one record */
	struct ids candidates;
	struct ids changed;     /* records whose links changed */
};

static void cache_clear(struct linker *l)
{
	HASH_CLEAR(hh, l->cache);
	arena_reset(l->details);
}

struct normal_wanted { struct linker *linker; struct cached *to; };

static enum status normal_take(void *arg, const struct record *r, struct err *err)
{
	struct normal_wanted *w = arg;
	struct linker *l = w->linker;
	enum status st;

	w->to = arena_alloc(l->details, sizeof *w->to);
	if (!w->to)
		return err_nomem(err);
	w->to->id = r->id;
	st = normal_make(r, l->work->session->rule.today, l->details, &w->to->normal, err);
	if (st == ST_OK)
		model_know(&l->guide->model, &w->to->normal);
	return st;
}

/* NULL for one that is nobody's now. */
static enum status normal_of(
	struct linker *l, int64_t id, const struct normal **out, struct err *err)
{
	struct normal_wanted w = {l, NULL};
	struct cached *c;
	enum status st;

	HASH_FIND(hh, l->cache, &id, sizeof id, c);
	if (c) {
		*out = &c->normal;
		return ST_OK;
	}
	st = store_record_after(l->store, id - 1, id, normal_take, &w, err);
	*out = w.to ? &w.to->normal : NULL;
	if (st != ST_OK || !w.to)
		return st;
	HASH_ADD(hh, l->cache, id, sizeof w.to->id, w.to);
	return w.to->hh.tbl ? ST_OK : err_nomem(err);
}

static const struct link_row *row_of(const struct link_row *rows, size_t n, int64_t a, int64_t b)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].a == a && rows[i].b == b)
			return &rows[i];
	return NULL;
}

static int id_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static bool is_candidate(const struct linker *l, int64_t id)
{
	return l->candidates.n && bsearch(&id, l->candidates.v, l->candidates.n, sizeof id, id_order);
}

/* Links to whom it no longer shares a key: as if they had never met. */
static enum status partners_leave(struct linker *l, int64_t record,
	const struct link_row *rows, size_t n, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		int64_t other = rows[i].a == record ? rows[i].b : rows[i].a;

		if (is_candidate(l, other) || row_given(&rows[i]))
			continue;
		st = store_link_remove(l->work->txn, rows[i].a, rows[i].b, err);
		if (st == ST_OK && !vec_push(&l->changed, other))
			st = err_nomem(err);
	}
	return st;
}

/* Writes a pair's link, or takes it away, where that changes something. */
static enum status link_set(
	struct linker *l, const struct link_row *was, const struct link_row *now, struct err *err)
{
	bool is_none = strcmp(now->band, BAND_NAMES[BAND_UNLIKELY]) == 0;
	enum status st;

	if (is_none ? !was : was && pair_rows_equal(was, now))
		return ST_OK;
	st = is_none ? store_link_remove(l->work->txn, now->a, now->b, err)
		: store_link_put(l->work->txn, now, err);
	if (st == ST_OK && (!vec_push(&l->changed, now->a) || !vec_push(&l->changed, now->b)))
		st = err_nomem(err);
	return st;
}

static enum status pair_update(struct linker *l, const struct normal *x, int64_t other,
	const struct link_row *rows, size_t n, struct err *err)
{
	const struct link_row *was = row_of(
		rows, n, x->id < other ? x->id : other, x->id < other ? other : x->id);
	const struct normal *y;
	struct link_row now;
	enum status st;

	if (was && row_given(was))
		return ST_OK;
	st = normal_of(l, other, &y, err);
	if (st != ST_OK || !y)
		return st;
	pair_row(l->guide, x, y, &now);
	return link_set(l, was, &now, err);
}

static enum status record_update(struct linker *l, int64_t id, struct err *err)
{
	const struct normal *m;
	struct link_row *rows = NULL;
	size_t n = 0;
	enum status st;

	arena_reset(l->scratch);
	l->candidates.n = 0;
	if (HASH_COUNT(l->cache) > CACHE_MOST)
		cache_clear(l);
	st = normal_of(l, id, &m, err);
	if (st == ST_OK)
		st = blocked_meet(l->store, m, &l->candidates, err);
	if (st == ST_OK)
		st = store_links_of(l->store, &id, 1, l->scratch, &rows, &n, err);
	if (st == ST_OK && l->candidates.n)
		qsort(l->candidates.v, l->candidates.n, sizeof *l->candidates.v, id_order);
	if (st == ST_OK)
		st = partners_leave(l, id, rows, n, err);
	for (size_t i = 0; i < l->candidates.n && st == ST_OK; i++) {
		int64_t other = l->candidates.v[i];

		if (other != id && (!i || other != l->candidates.v[i - 1]))
			st = pair_update(l, m, other, rows, n, err);
	}
	return st;
}

enum status linker_new(
	struct work *work, const struct guide *guide, struct linker **out, struct err *err)
{
	struct linker *l = calloc(1, sizeof *l);
	enum status st;

	if (!l)
		return err_nomem(err);
	l->work = work;
	l->store = txn_store(work->txn);
	l->details = arena_new();
	l->scratch = arena_new();
	l->guide = guide ? guide : &l->own;
	st = l->details && l->scratch ? ST_OK : err_nomem(err);
	if (st == ST_OK && !guide)
		st = guide_read(&l->own, l->store, err);
	if (st == ST_OK)
		*out = l;
	else
		linker_free(l);
	return st;
}

void linker_free(struct linker *l)
{
	if (!l)
		return;
	HASH_CLEAR(hh, l->cache);
	guide_done(&l->own);
	arena_free(l->details);
	arena_free(l->scratch);
	vec_done(&l->noted);
	vec_done(&l->candidates);
	vec_done(&l->changed);
	free(l);
}

enum status linker_note(struct linker *l, int64_t record, struct err *err)
{
	return vec_push(&l->noted, record) ? ST_OK : err_nomem(err);
}

/* Each compared with whom it shares a key. */
static enum status noted_update(struct linker *l, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < l->noted.n && st == ST_OK; i++) {
		st = record_update(l, l->noted.v[i], err);
		if (st == ST_OK && !vec_push(&l->changed, l->noted.v[i]))
			st = err_nomem(err);
	}
	if (st == ST_OK)
		st = people_regroup(l->work, l->guide, l->changed.v, l->changed.n, err);
	l->noted.n = l->changed.n = 0;
	return st;
}

static enum status noted_touch(struct linker *l, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < l->noted.n && st == ST_OK; i++) {
		int64_t person;

		st = store_person_of(l->store, l->noted.v[i], &person, err);
		if (st == ST_OK && !work_touch(l->work, person))
			st = err_nomem(err);
	}
	return st;
}

enum status linker_meet(struct linker *l, struct err *err)
{
	enum status st = noted_touch(l, err);

	return st == ST_OK ? noted_update(l, err) : st;
}

enum status linker_sent_as_one(
	struct linker *l, const int64_t *records, size_t n, struct err *err)
{
	struct link_row *rows = NULL;
	size_t rows_n = 0;
	int64_t first = n ? records[0] : 0;
	enum status st = ST_OK;

	for (size_t i = 1; i < n; i++)
		first = records[i] < first ? records[i] : first;
	if (n)
		st = store_links_of(l->store, &first, 1, l->work->arena, &rows, &rows_n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		struct link_row now = {first, records[i], BAND_NAMES[BAND_CERTAIN],
			SENT_AS_ONE_WEIGHT, "linked", SENT_AS_ONE};

		if (records[i] != first)
			st = link_set(l, row_of(rows, rows_n, first, records[i]), &now, err);
	}
	return st;
}

enum status linker_restate(struct work *work, bool refit, struct err *err)
{
	struct guide guide;
	enum status st = guide_read(&guide, txn_store(work->txn), err);

	if (st == ST_OK)
		st = linker_sweep(work, &guide, refit, err);
	guide_done(&guide);
	return st;
}
