/*
 * keys.c - the short texts that records are found by, and workers' recent people.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "store_people.h"

enum {
	RECENT_KEPT = 100, KEY_LONGEST = 500, KEYS_AT_ONCE = 16 /* of KEY_PUT_MANY */,
	RUN_MANY = 64, /* rows of one key, before the rest is read as that key's alone */
};

/* The first sixteen bytes as numbers: most keys differ there. */
struct sorted_key { uint64_t head[2]; const struct key_row *row; };

static struct sorted_key key_sorted(const struct key_row *row)
{
	struct sorted_key k = {.row = row};
	const unsigned char *at = (const unsigned char *)row->key;

	for (int i = 0; i < 16; i++) {
		k.head[i / 8] = k.head[i / 8] << 8 | *at;
		at += *at != '\0';
	}
	return k;
}

static int key_order(const void *a, const void *b)
{
	const struct sorted_key *x = a, *y = b;
	int order = 0;

	for (int i = 0; i < 2; i++)
		if (x->head[i] != y->head[i])
			return x->head[i] < y->head[i] ? -1 : 1;
	if (x->head[1] & 0xff)
		order = strcmp(x->row->key + 16, y->row->key + 16);
	return order ? order : (x->row->record > y->row->record) - (x->row->record < y->row->record);
}

static enum status keys_put(struct txn *t, const struct key_row *keys, size_t n,
	struct err *err)
{
	struct query q;

	query_begin(&q, t->store, n == KEYS_AT_ONCE ? SQL_KEY_PUT_MANY : SQL_KEY_PUT);
	for (size_t i = 0; i < n; i++) {
		query_text(&q, keys[i].key);
		query_int(&q, keys[i].record);
		query_int(&q, keys[i].is_past);
	}
	return query_run(&q, err);
}

/* Each to its place, along the rings of those that stand in one another's: a copy of all of
 * them would be as large again. */
static void rows_settle(struct key_row *rows, struct sorted_key *sorted, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct key_row first = rows[i];
		size_t at = i, from = (size_t)(sorted[i].row - rows);

		while (from != i) {
			rows[at] = rows[from];
			sorted[at].row = &rows[at];
			at = from;
			from = (size_t)(sorted[at].row - rows);
		}
		rows[at] = first;
		sorted[at].row = &rows[at];
	}
}

enum status store_keys_sort(struct key_row *rows, size_t n, struct err *err)
{
	struct sorted_key *sorted = malloc((n + 1) * sizeof *sorted);

	if (!sorted)
		return err_nomem(err);
	for (size_t i = 0; i < n; i++)
		sorted[i] = key_sorted(&rows[i]);
	if (n)
		qsort(sorted, n, sizeof *sorted, key_order);
	rows_settle(rows, sorted, n);
	free(sorted);
	return ST_OK;
}

enum status store_keys_put(struct txn *t, const struct key_row *rows, size_t n, struct err *err)
{
	enum status status = ST_OK;

	for (size_t i = 0, step; status == ST_OK && i < n; i += step) {
		step = n - i >= KEYS_AT_ONCE ? KEYS_AT_ONCE : 1;
		status = keys_put(t, &rows[i], step, err);
	}
	return status;
}

/* Keys being found: rows in the order of key and record, as many as are wanted. */
struct gleaning {
	const struct store *store;
	struct arena *arena;
	size_t limit;
	VEC(struct key_hit) rows;
	const char *key; /* of the last row: one text serves all that have it */
	size_t run;      /* so many of the last rows have it */
};

static void found_add(struct gleaning *f, struct query *q, bool is_past)
{
	if (!vec_push(&f->rows, (struct key_hit){row_int(q, 0), f->key, is_past}))
		query_fail(q, SQLITE_NOMEM);
}

/* The records of f->key after one. */
static enum status key_find(struct gleaning *f, int64_t after, struct err *err)
{
	struct query q;

	query_begin(&q, f->store, SQL_KEY_FIND);
	query_text(&q, f->key);
	query_int(&q, after);
	query_int(&q, (int64_t)(f->limit - f->rows.n));
	while (query_next(&q))
		found_add(f, &q, row_int(&q, 1) != 0);
	return query_end(&q, err);
}

static void key_take(struct gleaning *f, struct query *q)
{
	const char *key = row_peek(q, 1);

	f->run++;
	if (f->key && key && strcmp(key, f->key) == 0)
		return;
	f->key = row_text(q, 1, f->arena);
	f->run = 1;
}

/* Those from one key to another, until many in a row have the same; is_over: there are no more. */
static enum status keys_step(struct gleaning *f, const char *first, const char *last, bool *is_over, struct err *err)
{
	struct query q;

	f->run = 0;
	query_begin(&q, f->store, SQL_KEY_FIND_PREFIX);
	query_text(&q, first);
	query_text(&q, last);
	query_int(&q, (int64_t)(f->limit - f->rows.n));
	while (f->run < RUN_MANY && query_next(&q)) {
		key_take(f, &q);
		found_add(f, &q, row_int(&q, 2) != 0);
	}
	*is_over = f->run < RUN_MANY;
	return query_end(&q, err);
}

/* U+10FFFF sorts after every text that goes on from the key; after all that have a key itself,
 * and before what goes on from it, comes what goes on with the least byte. */
static enum status keys_find(struct gleaning *f, const char *key, struct err *err)
{
	char first[KEY_LONGEST + 8], last[KEY_LONGEST + 8];
	bool is_over = false;
	enum status status = ST_OK;

	snprintf(first, sizeof first, "%.*s", KEY_LONGEST, key);
	snprintf(last, sizeof last, "%.*s\xF4\x8F\xBF\xBF", KEY_LONGEST, key);
	while (status == ST_OK && !is_over && f->rows.n < f->limit) {
		status = keys_step(f, first, last, &is_over, err);
		if (status != ST_OK || is_over)
			break;
		status = key_find(f, f->rows.v[f->rows.n - 1].record, err);
		snprintf(first, sizeof first, "%.*s\x01", KEY_LONGEST, f->key);
	}
	return status;
}

enum status store_keys_find(const struct store *s, const char *key, bool is_prefix, size_t limit,
	struct arena *arena, struct key_hit **out, size_t *n, struct err *err)
{
	struct gleaning f = {.store = s, .arena = arena, .limit = limit ? limit : INT64_MAX};
	enum status status;

	if (is_prefix) {
		status = keys_find(&f, key, err);
	} else {
		f.key = arena_dup(arena, key);
		status = f.key ? key_find(&f, -1, err) : err_nomem(err);
	}
	return rows_finish(status, &f.rows, arena, out, n, err);
}

enum status store_key_held(const struct store *s, const char *key, int64_t record, bool *held, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_KEY_HELD);
	query_text(&q, key);
	query_int(&q, record);
	*held = query_next(&q);
	return query_end(&q, err);
}

enum status store_recent_put(struct txn *t, const char *worker, int64_t record, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_RECENT_PUT);
	query_text(&q, worker);
	query_int(&q, record);
	status = query_run(&q, err);
	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_RECENT_FORGET);
	query_text(&q, worker);
	query_int(&q, RECENT_KEPT);
	return query_run(&q, err);
}

enum status store_recent(const struct store *s, const char *worker, size_t limit,
	struct arena *arena, int64_t **out, size_t *n, struct err *err)
{
	VEC(int64_t) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_RECENT_LIST);
	query_text(&q, worker);
	while ((!limit || rows.n < limit) && query_next(&q)) {
		int64_t person = row_int(&q, 0);
		bool is_there = false;

		for (size_t i = 0; i < rows.n && !is_there; i++)
			is_there = rows.v[i] == person;
		if (!is_there && !vec_push(&rows, person))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}
