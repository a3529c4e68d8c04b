/*
 * blocks.c - what the linker keeps: block keys, and how common values are.
 *
 * Keys are packed: one row has every entry whose key begins with the same bits.
 * A table of a row per key takes twice the room and eight times as long to fill.
 * What comes later waits in rows of its own, for more keys each: else every record
 * would change as many pages of the file as it has keys.  A row that is full is
 * poured into those where its entries belong.
 */
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "halving.h"
#include "store_people.h"

enum {
	PAGE_BITS = 18, /* at a million records some sixty entries a row */
	WAITING_BITS = 26,
	WAITING_MOST = 480, /* entries: a page of the file */
	ENTRY = 8,
	MANY = 10000,
	KEY_MOST = 1000, /* a key of more records says nothing, and a row has an end */
};

#define WAITING ((int64_t)1 << 40) /* from here on rows are of those that wait */

/* The key's low half, then the record: in this order they are sorted. */
typedef uint64_t entry_t;
struct entries { VEC(entry_t) e; };

static entry_t entry_of(uint64_t key, uint64_t record)
{
	return (key & 0xFFFFFFFFu) << 32 | record;
}

static int64_t page_of(uint64_t key)
{
	return (int64_t)(key >> PAGE_BITS);
}

static int64_t waiting_of(uint64_t key)
{
	return WAITING + (int64_t)(key >> WAITING_BITS);
}

static entry_t entry_read(const unsigned char *from)
{
	entry_t e;

	memcpy(&e, from, ENTRY);
	return be64toh(e);
}

static bool page_take(const struct query *q, struct entries *out)
{
	const unsigned char *bytes = sqlite3_column_blob(q->st, 0);
	size_t n = (size_t)sqlite3_column_bytes(q->st, 0) / ENTRY;

	if (n && !vec_grow((void **)&out->e.v, &out->e.cap, n, sizeof *out->e.v))
		return false;
	for (size_t i = 0; i < n; i++)
		out->e.v[i] = entry_read(bytes + i * ENTRY);
	out->e.n = n;
	return true;
}

static enum status page_get(const struct store *s, int64_t page, struct entries *out,
	struct err *err)
{
	struct query q;

	out->e.n = 0;
	query_begin(&q, s, SQL_BLOCK_PAGE);
	query_int(&q, page);
	if (query_next(&q) && !page_take(&q, out))
		query_fail(&q, SQLITE_NOMEM);
	return query_end(&q, err);
}

static enum status page_put(struct txn *t, int64_t page, const struct entries *in, struct err *err)
{
	unsigned char *bytes = malloc(in->e.n * ENTRY + 1);
	struct query q;
	enum status status;

	if (!bytes)
		return err_nomem(err);
	for (size_t i = 0; i < in->e.n; i++) {
		entry_t e = htobe64(in->e.v[i]);

		memcpy(bytes + i * ENTRY, &e, ENTRY);
	}
	query_begin(&q, t->store, in->e.n ? SQL_BLOCK_PAGE_PUT : SQL_BLOCK_PAGE_REMOVE);
	query_int(&q, page);
	if (in->e.n)
		query_blob(&q, bytes, in->e.n * ENTRY);
	status = query_run(&q, err);
	free(bytes);
	return status;
}

/* Those of `was` and of `more`, or without those of `more`; both ascending. */
static bool entries_merge(const struct entries *was, const struct block_key *more, size_t n,
	bool adds, struct entries *out)
{
	size_t i = 0, k = 0, alike = 0;
	bool ok = vec_grow((void **)&out->e.v, &out->e.cap, was->e.n + n, sizeof *out->e.v);

	out->e.n = 0;
	while (ok && (i < was->e.n || k < n)) {
		entry_t x = i < was->e.n ? was->e.v[i] : UINT64_MAX;
		entry_t y = k < n ? entry_of(more[k].key, (uint64_t)more[k].record) : UINT64_MAX;
		entry_t lower = x < y ? x : y;
		bool is_more = y == lower;

		i += x == lower;
		while (k < n && entry_of(more[k].key, (uint64_t)more[k].record) == lower)
			k++;
		alike = out->e.n && out->e.v[out->e.n - 1] >> 32 == lower >> 32 ? alike + 1 : 0;
		if ((adds || !is_more) && alike < KEY_MOST)
			out->e.v[out->e.n++] = lower;
	}
	return ok;
}

static int key_order(const void *a, const void *b)
{
	const struct block_key *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->record > y->record) - (x->record < y->record);
}

/* Many come in order already. */
static void keys_sort(struct block_key *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (key_order(&v[i - 1], &v[i]) > 0) {
			qsort(v, n, sizeof *v, key_order);
			return;
		}
}

/* The last page there is, or -1: what is filled in order comes after it. */
static enum status page_last(const struct store *s, int64_t *out, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_BLOCK_PAGE_LAST);
	query_int(&q, WAITING);
	return query_number(&q, out, err);
}

/* Rows as they were and as they will be; how far there are any. */
struct changing { struct txn *txn; struct entries was, now; int64_t last; };

static enum status page_change(struct changing *c, int64_t page, const struct block_key *keys, size_t n,
	bool adds, struct err *err)
{
	enum status status = ST_OK;

	c->was.e.n = 0;
	if (page <= c->last || page >= WAITING)
		status = page_get(c->txn->store, page, &c->was, err);
	if (status == ST_OK && !entries_merge(&c->was, keys, n, adds, &c->now))
		status = err_nomem(err);
	if (status == ST_OK && c->now.e.n != c->was.e.n)
		status = page_put(c->txn, page, &c->now, err);
	return status;
}

/* How many of those from the first on belong to its page, or wait in its row. */
static size_t alike_count(const struct block_key *keys, size_t n, unsigned bits)
{
	size_t i = 1;

	while (i < n && keys[i].key >> bits == keys[0].key >> bits)
		i++;
	return i;
}

static enum status pages_change(struct changing *c, const struct block_key *keys, size_t n, bool adds,
	struct err *err)
{
	enum status status = ST_OK;

	for (size_t from = 0, some; from < n && status == ST_OK; from += some) {
		some = alike_count(keys + from, n - from, PAGE_BITS);
		status = page_change(c, page_of(keys[from].key), keys + from, some, adds, err);
	}
	return status;
}

/* Those of a row that is full, now in c->now, go where they belong. */
static enum status waiting_pour(struct changing *c, int64_t row, struct err *err)
{
	size_t n = c->now.e.n;
	struct block_key *keys = malloc((n + 1) * sizeof *keys);
	uint64_t kind = (uint64_t)(row - WAITING) >> (32 - WAITING_BITS) << 32;
	enum status status = keys ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < n && status == ST_OK; i++)
		keys[i] = (struct block_key){kind | c->now.e.v[i] >> 32, (int64_t)(c->now.e.v[i] & UINT32_MAX)};
	if (status == ST_OK)
		status = pages_change(c, keys, n, true, err);
	c->now.e.n = 0;
	if (status == ST_OK)
		status = page_put(c->txn, row, &c->now, err);
	free(keys);
	return status;
}

static enum status waiting_change(struct changing *c, const struct block_key *keys, size_t n, bool adds,
	struct err *err)
{
	enum status status = ST_OK;

	for (size_t from = 0, some; from < n && status == ST_OK; from += some) {
		int64_t row = waiting_of(keys[from].key);

		some = alike_count(keys + from, n - from, WAITING_BITS);
		status = page_change(c, row, keys + from, some, adds, err);
		if (status == ST_OK && c->now.e.n > WAITING_MOST)
			status = waiting_pour(c, row, err);
	}
	return status;
}

static enum status keys_change(struct changing *c, const struct block_key *keys, size_t n, bool adds,
	struct err *err)
{
	size_t within = 0;
	enum status status = page_last(c->txn->store, &c->last, err);

	if (status != ST_OK || !adds) {
		status = status == ST_OK ? pages_change(c, keys, n, adds, err) : status;
		return status == ST_OK ? waiting_change(c, keys, n, adds, err) : status;
	}
	while (within < n && page_of(keys[within].key) < c->last)
		within++;
	status = waiting_change(c, keys, within, adds, err);
	return status == ST_OK ? pages_change(c, keys + within, n - within, adds, err) : status;
}

static enum status blocks_change(struct txn *t, struct block_key *keys, size_t n, bool adds,
	struct err *err)
{
	struct changing c = {.txn = t};
	enum status status;

	for (size_t i = 0; i < n; i++)
		if (keys[i].record <= 0 || keys[i].record > UINT32_MAX)
			return err_set(err, ST_BUG, "record %lld has no room among the keys",
				(long long)keys[i].record);
	if (n >= MANY)
		txn_grow_cache(t);
	keys_sort(keys, n);
	status = keys_change(&c, keys, n, adds, err);
	vec_done(&c.was.e);
	vec_done(&c.now.e);
	return status;
}

enum status store_blocks_put(struct txn *t, struct block_key *keys, size_t n, struct err *err)
{
	return blocks_change(t, keys, n, true, err);
}

enum status store_blocks_remove(struct txn *t, struct block_key *keys, size_t n, struct err *err)
{
	return blocks_change(t, keys, n, false, err);
}

/* The first of those ascending entries that is not below. */
static size_t entry_place(const entry_t *v, size_t n, entry_t least)
{
	struct halving h = {.to = n};

	while (halving_on(&h))
		halving_turn(&h, v[h.at] < least);
	return h.at;
}

/* The same of them as they are kept. */
static size_t kept_place(const unsigned char *bytes, size_t n, entry_t least)
{
	struct halving h = {.to = n};

	while (halving_on(&h))
		halving_turn(&h, entry_read(bytes + h.at * ENTRY) < least);
	return h.at;
}

/* Those of a key in its page, ascending, at most KEY_MOST. */
static enum status page_find(const struct store *s, uint64_t key, int64_t *records, size_t *n,
	struct err *err)
{
	struct query q;

	*n = 0;
	query_begin(&q, s, SQL_BLOCK_PAGE);
	query_int(&q, page_of(key));
	if (query_next(&q)) {
		const unsigned char *bytes = sqlite3_column_blob(q.st, 0);
		size_t all = (size_t)sqlite3_column_bytes(q.st, 0) / ENTRY;

		for (size_t i = kept_place(bytes, all, entry_of(key, 0)); i < all && *n < KEY_MOST; i++) {
			entry_t e = entry_read(bytes + i * ENTRY);

			if (e >> 32 != (key & UINT32_MAX))
				break;
			records[(*n)++] = (int64_t)(e & UINT32_MAX);
		}
	}
	return query_end(&q, err);
}

/* The row where the key's later entries wait: many keys' in turn. */
static enum status waiting_read(struct block_finder *f, uint64_t key, struct err *err)
{
	struct entries e = {.e = {f->waiting, 0, f->cap}};
	enum status status;

	if (f->row == waiting_of(key))
		return ST_OK;
	status = page_get(f->store, waiting_of(key), &e, err);
	f->waiting = e.e.v;
	f->n = e.e.n;
	f->cap = e.e.cap;
	f->row = status == ST_OK ? waiting_of(key) : 0;
	return status;
}

enum status store_blocks_find(struct block_finder *f, uint64_t key, int64_t *records, size_t room,
	size_t *n, struct err *err)
{
	int64_t kept[KEY_MOST];
	size_t kept_n = 0, i = 0, k;
	enum status status = page_find(f->store, key, kept, &kept_n, err);

	if (status == ST_OK)
		status = waiting_read(f, key, err);
	*n = 0;
	k = status == ST_OK ? entry_place(f->waiting, f->n, entry_of(key, 0)) : 0;
	while (status == ST_OK) {
		bool waits = k < f->n && f->waiting[k] >> 32 == (key & UINT32_MAX);
		int64_t later = waits ? (int64_t)(f->waiting[k] & UINT32_MAX) : INT64_MAX;
		int64_t lower = i < kept_n && kept[i] < later ? kept[i] : later;

		if (lower == INT64_MAX)
			break;
		i += i < kept_n && kept[i] == lower;
		k += later == lower;
		if (*n < room)
			records[*n] = lower;
		++*n;
	}
	return status;
}

void block_finder_done(struct block_finder *f)
{
	free(f->waiting);
	*f = (struct block_finder){.store = f->store};
}

enum status store_blocks_upto(const struct store *s, int64_t *record, struct err *err)
{
	return read_number(s, SQL_BLOCKED, record, err);
}

enum status store_blocks_upto_set(struct txn *t, int64_t record, struct err *err)
{
	return run_number(t, SQL_BLOCKED_SET, record, err);
}

/* Shares ----------------------------------------------------------------- */

enum status store_shares_put(struct txn *t, const struct value_share *v, size_t n, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_SHARES_CLEAR);
	status = query_run(&q, err);
	for (size_t i = 0; i < n && status == ST_OK; i++) {
		query_begin(&q, t->store, SQL_SHARE_PUT);
		query_int(&q, v[i].value);
		query_real(&q, v[i].share);
		status = query_run(&q, err);
	}
	return status;
}

enum status store_shares_all(const struct store *s, struct arena *arena, struct value_share **out,
	size_t *n, struct err *err)
{
	VEC(struct value_share) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_SHARES_ALL);
	while (query_next(&q))
		if (!vec_push(&rows, (struct value_share){row_int(&q, 0), row_real(&q, 1)}))
			query_fail(&q, SQLITE_NOMEM);
	return rows_give(&q, &rows, arena, out, n, err);
}
