/* keyed.c - keys gathered and put. */
#include "search/keyed.h"

#include <string.h>

#include "search/keys.h"

enum { KEYS_MOST = 2000000 };

enum status keyed_begin(struct keyed *k, struct txn *txn, struct err *err)
{
	*k = (struct keyed){.txn = txn, .texts = arena_new(), .scratch = arena_new()};
	return k->texts && k->scratch ? ST_OK : err_nomem(err);
}

void keyed_done(struct keyed *k)
{
	vec_done(&k->rows);
	arena_free(k->texts);
	arena_free(k->scratch);
	*k = (struct keyed){0};
}

static bool row_add(struct keyed *k, const char *key, int64_t record, bool is_past)
{
	const char *kept = arena_dup(k->texts, key);

	return kept && vec_push(&k->rows, (struct key_row){kept, record, is_past});
}

/* Those of the former version that are not among the new; both sorted. */
static enum status past_add(struct keyed *k, int64_t record, const char *const *now, size_t now_n,
	struct err *err)
{
	struct record before;
	const char **key;
	size_t n, j = 0;
	enum status st = store_record_before(txn_store(k->txn), record, k->scratch, &before, err);

	if (st == ST_OK)
		st = keys_make(&before, k->scratch, &key, &n, err);
	for (size_t i = 0; st == ST_OK && i < n; i++) {
		while (j < now_n && strcmp(now[j], key[i]) < 0)
			j++;
		if ((j == now_n || strcmp(now[j], key[i]) != 0) && !row_add(k, key[i], record, true))
			st = err_nomem(err);
	}
	return st;
}

enum status keyed_add(struct keyed *k, const struct record *r, const struct normal *normal,
	bool changed, struct err *err)
{
	const char **key;
	size_t n = 0;
	enum status st;

	arena_reset(k->scratch);
	st = keys_of(r, normal, k->scratch, &key, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!row_add(k, key[i], r->id, false))
			st = err_nomem(err);
	if (st == ST_OK && changed)
		st = past_add(k, r->id, key, n, err);
	return st == ST_OK && k->rows.n >= KEYS_MOST ? keyed_put(k, err) : st;
}

enum status keyed_leave(struct keyed *k, const struct record *r, struct err *err)
{
	const char **key;
	size_t n = 0;
	enum status st;

	arena_reset(k->scratch);
	st = keys_make(r, k->scratch, &key, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!row_add(k, key[i], r->id, true))
			st = err_nomem(err);
	return st;
}

enum status keyed_put(struct keyed *k, struct err *err)
{
	enum status st = store_keys_put(k->txn, k->rows.v, k->rows.n, err);

	k->rows.n = 0;
	arena_reset(k->texts);
	return st;
}
