/* blocked.c - the block keys that the store keeps. */
#include "linkage/blocked.h"

#include <stdlib.h>
#include <string.h>

enum { PUT_AT_ONCE = 1 << 16, SORTED_AT_ONCE = 1 << 13 };

static uint64_t kept_key(enum block kind, uint32_t hash)
{
	return (uint64_t)block_kind(kind) << 32 | hash;
}

/* Many records ------------------------------------------------------------ */

void blocking_begin(struct blocking *b)
{
	*b = (struct blocking){.sorted = {.kind = -1}, .ahead = {.kind = -1}};
}

static void rows_free(struct block_rows *r)
{
	free(r->v);
	*r = (struct block_rows){.kind = -1};
}

static void sorter_await(struct blocking *b)
{
	if (b->is_sorting)
		pthread_join(b->sorter, NULL);
	b->is_sorting = false;
}

void blocking_done(struct blocking *b)
{
	sorter_await(b);
	vec_done(&b->id);
	free(b->own.v);
	rows_free(&b->sorted);
	rows_free(&b->ahead);
	blocking_begin(b);
}

static int record_order(const void *a, const void *b)
{
	int64_t x = ((const struct block_key *)a)->record, y = ((const struct block_key *)b)->record;

	return (x > y) - (x < y);
}

/* By key already: now those of one key by record. */
static void rows_settle(struct block_rows *r)
{
	for (size_t from = 0, to; from < r->n; from = to) {
		bool is_sorted = true;

		for (to = from + 1; to < r->n && r->v[to].key == r->v[from].key; to++)
			is_sorted = is_sorted && r->v[to - 1].record < r->v[to].record;
		if (!is_sorted)
			qsort(r->v + from, to - from, sizeof *r->v, record_order);
	}
}

/* No memory: there are none. */
static void rows_make(const struct blocking *b, struct block_rows *r)
{
	struct placed_key *keyed = keys_sorted(b->key, b->id.n, (enum block)r->kind, UINT32_MAX, &r->n);

	r->v = keyed ? malloc((r->n + 1) * sizeof *r->v) : NULL;
	for (size_t i = 0; r->v && i < r->n; i++)
		r->v[i] = (struct block_key){kept_key((enum block)r->kind, keyed[i].key), b->id.v[keyed[i].at]};
	free(keyed);
	if (r->v)
		rows_settle(r);
}

static void *ahead_make(void *arg)
{
	struct blocking *b = arg;

	rows_make(b, &b->ahead);
	return NULL;
}

static enum status kind_sort(struct blocking *b, struct err *err)
{
	if (b->sorted.kind == b->kind)
		return ST_OK;
	sorter_await(b);
	rows_free(&b->sorted);
	if (b->ahead.kind == b->kind) {
		b->sorted = b->ahead;
		b->ahead = (struct block_rows){.kind = -1};
	} else {
		rows_free(&b->ahead);
		b->sorted.kind = b->kind;
		rows_make(b, &b->sorted);
	}
	if (!b->sorted.v) {
		rows_free(&b->sorted);
		return err_nomem(err);
	}
	if (b->id.n > SORTED_AT_ONCE && b->kind + 1 < BL_COUNT) {
		b->ahead.kind = b->kind + 1;
		b->is_sorting = pthread_create(&b->sorter, NULL, ahead_make, b) == 0;
		if (!b->is_sorting)
			rows_free(&b->ahead);
	}
	return ST_OK;
}

bool blocking_is_ready(const struct blocking *b)
{
	return b->kind >= BL_COUNT || b->sorted.kind == b->kind || b->id.n <= SORTED_AT_ONCE;
}

enum status blocking_ready(struct blocking *b, struct err *err)
{
	return blocking_is_ready(b) ? ST_OK : kind_sort(b, err);
}

static enum status kind_put(struct blocking *b, struct txn *txn, size_t most, struct err *err)
{
	size_t n;
	enum status st = kind_sort(b, err);

	if (st != ST_OK)
		return st;
	n = b->sorted.n - b->at < most ? b->sorted.n - b->at : most;
	st = store_blocks_put(txn, b->sorted.v + b->at, n, err);
	b->at += n;
	if (b->at == b->sorted.n) {
		b->kind++;
		b->at = 0;
	}
	return st;
}

enum status blocking_put(struct blocking *b, struct txn *txn, size_t most, struct err *err)
{
	int64_t highest = 0;

	if (b->kind < BL_COUNT && b->id.n)
		return kind_put(b, txn, most, err);
	b->kind = BL_COUNT + 1;
	for (size_t i = 0; i < b->id.n; i++)
		highest = b->id.v[i] > highest ? b->id.v[i] : highest;
	return b->id.n ? store_blocks_upto_set(txn, highest, err) : ST_OK;
}

struct newcomers { struct blocking *into; struct arena *scratch; };

static enum status newcomer_take(void *arg, const struct record *r, struct err *err)
{
	struct newcomers *x = arg;
	struct blocking *b = x->into;
	struct normal normal;
	enum status st;

	arena_reset(x->scratch);
	st = normal_make(r, CIVIL_NONE, x->scratch, &normal, err);
	if (st != ST_OK)
		return st;
	if (!vec_push(&b->id, r->id) || !vec_grow((void **)&b->own.v, &b->own.cap, b->id.n,
		sizeof *b->own.v))
		return err_nomem(err);
	blocks_make(&normal, b->own.v[b->id.n - 1]);
	return ST_OK;
}

enum status blocking_gather(struct blocking *b, const struct store *store, struct err *err)
{
	struct newcomers x = {b, arena_new()};
	int64_t upto = 0;
	enum status st = x.scratch ? store_blocks_upto(store, &upto, err) : err_nomem(err);

	if (st == ST_OK)
		st = store_record_after(store, upto, INT64_MAX, newcomer_take, &x, err);
	b->key = (const uint32_t (*)[BL_COUNT])b->own.v;
	arena_free(x.scratch);
	return st;
}

/* Those that changed ------------------------------------------------------ */

struct changes {
	struct arena *scratch;
	VEC(struct block_key) gone, come;
};

static enum status record_keys(const struct record *r, struct arena *arena,
	uint32_t key[static BL_COUNT], struct err *err)
{
	struct normal normal;
	enum status st = normal_make(r, CIVIL_NONE, arena, &normal, err);

	if (st == ST_OK)
		blocks_make(&normal, key);
	return st;
}

static bool has_key(const uint32_t key[static BL_COUNT], enum block kind, uint32_t hash)
{
	for (int k = 0; k < BL_COUNT; k++)
		if (block_kind((enum block)k) == block_kind(kind) && key[k] == hash)
			return true;
	return false;
}

static enum status change_take(struct changes *x, const struct store *store, int64_t id,
	struct err *err)
{
	uint32_t now[BL_COUNT], before[BL_COUNT] = {0};
	struct record r;
	bool ok = true;
	enum status st;

	arena_reset(x->scratch);
	st = store_record_get(store, id, x->scratch, &r, err);
	if (st == ST_OK)
		st = record_keys(&r, x->scratch, now, err);
	if (st == ST_OK)
		st = store_record_before(store, id, x->scratch, &r, err);
	if (st == ST_OK)
		st = record_keys(&r, x->scratch, before, err);
	if (st != ST_OK && st != ST_NONE)
		return st;
	for (int k = 0; k < BL_COUNT && ok; k++) {
		enum block kind = (enum block)k;

		if (now[k])
			ok = vec_push(&x->come, (struct block_key){kept_key(kind, now[k]), id});
		if (ok && before[k] && !has_key(now, kind, before[k]))
			ok = vec_push(&x->gone, (struct block_key){kept_key(kind, before[k]), id});
	}
	return ok ? ST_OK : err_nomem(err);
}

static enum status changes_put(struct txn *txn, struct changes *x, struct err *err)
{
	enum status st = store_blocks_remove(txn, x->gone.v, x->gone.n, err);

	if (st == ST_OK)
		st = store_blocks_put(txn, x->come.v, x->come.n, err);
	x->gone.n = x->come.n = 0;
	return st;
}

static enum status changed_put(
	struct txn *txn, const int64_t *noted, size_t n, int64_t upto, struct err *err)
{
	struct changes x = {.scratch = arena_new()};
	enum status st = x.scratch ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		if (noted[i] <= upto)
			st = change_take(&x, txn_store(txn), noted[i], err);
		if (st == ST_OK && x.come.n >= PUT_AT_ONCE)
			st = changes_put(txn, &x, err);
	}
	if (st == ST_OK)
		st = changes_put(txn, &x, err);
	vec_done(&x.gone);
	vec_done(&x.come);
	arena_free(x.scratch);
	return st;
}

enum status blocked_change(struct txn *txn, const int64_t *noted, size_t n, struct err *err)
{
	int64_t upto = 0;
	enum status st = store_blocks_upto(txn_store(txn), &upto, err);

	return st == ST_OK && upto ? changed_put(txn, noted, n, upto, err) : st;
}

enum status blocked_is_empty(const struct store *store, bool *is_empty, struct err *err)
{
	int64_t upto = 0;
	enum status st = store_blocks_upto(store, &upto, err);

	*is_empty = upto == 0;
	return st;
}

/* Meeting ----------------------------------------------------------------- */

bool blocked_seek(struct seeking *s, const struct normal *m, uint32_t by)
{
	uint32_t hash[BL_COUNT];
	bool ok = true;

	blocks_make(m, hash);
	for (int k = 0; k < BL_COUNT && ok; k++)
		if (hash[k])
			ok = vec_push(&s->key, (struct sought){kept_key((enum block)k, hash[k]), by});
	return ok;
}

static int sought_order(const void *a, const void *b)
{
	const struct sought *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->by > y->by) - (x->by < y->by);
}

static int meet_order(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* In order, each once. */
static void meets_settle(struct meets *m)
{
	size_t kept = 0;

	if (m->n)
		qsort(m->v, m->n, sizeof *m->v, meet_order);
	for (size_t i = 0; i < m->n; i++)
		if (!kept || m->v[kept - 1] != m->v[i])
			m->v[kept++] = m->v[i];
	m->n = kept;
}

/* Of one key, that `n` seek. */
static enum status key_meet(struct block_finder *finder, const struct sought *sought, size_t n,
	struct ids *room, struct meets *out, struct err *err)
{
	size_t most = BLOCK_MOST[sought->key >> 32], all = 0;
	enum status st;

	if (!vec_grow((void **)&room->v, &room->cap, most, sizeof *room->v))
		return err_nomem(err);
	st = store_blocks_find(finder, sought->key, room->v, most, &all, err);
	if (st != ST_OK || all > most) /* so many that it says nothing */
		return st;
	if (!vec_grow((void **)&out->v, &out->cap, out->n + all * n, sizeof *out->v))
		return err_nomem(err);
	for (size_t i = 0; i < all; i++)
		for (size_t k = 0; k < n; k++)
			out->v[out->n++] = (uint64_t)room->v[i] << 32 | sought[k].by;
	return ST_OK;
}

enum status blocked_meet(struct seeking *s, const struct store *store, size_t most, struct meets *out,
	struct err *err)
{
	struct block_finder finder = {.store = store};
	struct ids room = {0};
	enum status st = ST_OK;

	if (s->key.n)
		qsort(s->key.v, s->key.n, sizeof *s->key.v, sought_order);
	for (size_t from = 0, to; from < s->key.n && out->n <= most && st == ST_OK; from = to) {
		for (to = from; to < s->key.n && s->key.v[to].key == s->key.v[from].key; to++)
			;
		st = key_meet(&finder, s->key.v + from, to - from, &room, out, err);
	}
	block_finder_done(&finder);
	vec_done(&room);
	meets_settle(out);
	return st;
}
