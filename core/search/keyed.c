/* keyed.c - keys gathered and put. */
#include "search/keyed.h"

#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "care/work.h"
#include "halving.h"
#include "search/keys.h"
#include "search/spell.h"

enum { PARTS_MOST = 200000 };

struct keyed_part {
	const char *text;
	UT_hash_handle hh;
};

enum status keyed_begin(struct keyed *k, struct txn *txn, struct err *err)
{
	*k = (struct keyed){.txn = txn, .texts = arena_new(), .scratch = arena_new(),
		.part_texts = arena_new()};
	return k->texts && k->scratch && k->part_texts ? ST_OK : err_nomem(err);
}

void keyed_done(struct keyed *k)
{
	vec_done(&k->rows);
	HASH_CLEAR(hh, k->parts);
	arena_free(k->part_texts);
	arena_free(k->texts);
	arena_free(k->scratch);
	*k = (struct keyed){0};
}

static const struct store *store_of(const struct keyed *k)
{
	return k->txn ? txn_store(k->txn) : k->store;
}

static bool row_add(struct keyed *k, const char *key, int64_t record, bool is_past)
{
	const char *kept = arena_dup(k->texts, key);

	k->is_sorted = false;
	return kept && vec_push(&k->rows, (struct key_row){kept, record, is_past});
}

/* True once for each part, or again after very many others. */
static bool part_is_new(struct keyed *k, const char *part, struct err *err, enum status *st)
{
	struct keyed_part *p;

	HASH_FIND_STR(k->parts, part, p);
	if (p)
		return false;
	if (HASH_COUNT(k->parts) >= PARTS_MOST) {
		HASH_CLEAR(hh, k->parts);
		arena_reset(k->part_texts);
	}
	p = arena_alloc(k->part_texts, sizeof *p);
	if (p)
		p->text = arena_dup(k->part_texts, part);
	if (p && p->text)
		HASH_ADD_KEYPTR(hh, k->parts, p->text, strlen(p->text), p);
	if (!p || !p->text || !p->hh.tbl)
		*st = err_nomem(err);
	return *st == ST_OK;
}

static enum status spellings_add(struct keyed *k, const char *part, struct err *err)
{
	const char *key[SPELL_KEYS];
	size_t n = 0;
	enum status st = ST_OK;

	if (!part_is_new(k, part, err, &st))
		return st;
	st = spell_keys(part, k->scratch, key, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!row_add(k, key[i], 0, false))
			st = err_nomem(err);
	return st;
}

static enum status key_add(struct keyed *k, const char *key, int64_t record, bool is_past,
	struct err *err)
{
	if (!row_add(k, key, record, is_past))
		return err_nomem(err);
	if (strncmp(key, KEY_NAME, strlen(KEY_NAME)) != 0)
		return ST_OK;
	return spellings_add(k, key + strlen(KEY_NAME), err);
}

static bool is_among(const char *key, const char *const *sorted, size_t n)
{
	struct halving h = {.to = n};

	while (halving_on(&h))
		halving_turn(&h, strcmp(sorted[h.at], key) < 0);
	return h.at < n && strcmp(sorted[h.at], key) == 0;
}

static bool is_gathered(const struct keyed *k, size_t from, const char *key)
{
	for (size_t i = from; i < k->rows.n; i++)
		if (strcmp(k->rows.v[i].key, key) == 0)
			return true;
	return false;
}

/* Those of a former version that the record has no more, and that were not
 * gathered of it since `from`: of one record a key is given once. */
static enum status past_add(struct keyed *k, const struct record *then, const char *const *now,
	size_t now_n, size_t from, struct err *err)
{
	const char **key;
	size_t n = 0;
	enum status st = keys_make(then, k->scratch, &key, &n, err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!is_among(key[i], now, now_n) && !is_gathered(k, from, key[i]))
			st = key_add(k, key[i], then->id, true, err);
	return st;
}

static enum status before_add(struct keyed *k, int64_t record, const char *const *now,
	size_t now_n, struct err *err)
{
	struct record before;
	enum status st = store_record_before(store_of(k), record, k->scratch, &before, err);

	return st == ST_OK ? past_add(k, &before, now, now_n, k->rows.n, err) : st;
}

static enum status all_before_add(struct keyed *k, const struct record *r, const char *const *now,
	size_t now_n, struct err *err)
{
	struct record_version *then = NULL;
	size_t n = 0, from = k->rows.n;
	enum status st = store_record_versions(store_of(k), r->id, k->scratch, &then, &n, err);

	for (size_t i = 1; i < n && st == ST_OK; i++) { /* 0 is in force */
		struct record before = *r;

		memcpy(before.field, then[i].field, sizeof before.field);
		st = past_add(k, &before, now, now_n, from, err);
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
		st = key_add(k, key[i], r->id, false, err);
	if (st == ST_OK && changed)
		st = before_add(k, r->id, key, n, err);
	return st;
}

enum status keyed_past(struct keyed *k, const struct record *now, const struct record *then, struct err *err)
{
	const char **key;
	size_t n = 0;
	enum status st;

	arena_reset(k->scratch);
	st = keys_make(now, k->scratch, &key, &n, err);
	return st == ST_OK ? past_add(k, then, key, n, k->rows.n, err) : st;
}

enum status keyed_recall(struct keyed *k, const struct record *r, const struct normal *normal,
	struct err *err)
{
	enum status st = keyed_add(k, r, normal, true, err);

	return st == ST_NONE ? ST_OK : st;
}

enum status keyed_sort(struct keyed *k, struct err *err)
{
	enum status st = k->is_sorted ? ST_OK : store_keys_sort(k->rows.v + k->put, keyed_left(k), err);

	k->is_sorted = st == ST_OK;
	return st;
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

enum status keyed_put_some(struct keyed *k, size_t most, struct err *err)
{
	size_t n = keyed_left(k) < most ? keyed_left(k) : most;
	enum status st = keyed_sort(k, err);

	if (st == ST_OK)
		st = store_keys_put(k->txn, k->rows.v + k->put, n, err);
	if (st == ST_OK)
		k->put += n;
	return st;
}

void keyed_back(struct keyed *k, size_t rows, size_t put)
{
	k->is_sorted = k->is_sorted && rows == k->rows.n;
	k->rows.n = rows;
	k->put = put;
	HASH_CLEAR(hh, k->parts);
	arena_reset(k->part_texts);
}

void keyed_clear(struct keyed *k)
{
	k->rows.n = k->put = 0;
	k->is_sorted = false;
	arena_reset(k->texts);
}

void keyed_spare(struct keyed *k)
{
	keyed_clear(k);
	vec_done(&k->rows);
	HASH_CLEAR(hh, k->parts);
	arena_reset(k->part_texts);
}

enum status keyed_put(struct keyed *k, struct err *err)
{
	enum status st = keyed_put_some(k, keyed_left(k), err);

	keyed_clear(k);
	return st;
}

enum status keyed_again(struct keyed *k, const struct record *r, struct err *err)
{
	const char **key;
	size_t n = 0;
	enum status st;

	arena_reset(k->scratch);
	st = keys_make(r, k->scratch, &key, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = key_add(k, key[i], r->id, false, err);
	return st == ST_OK ? all_before_add(k, r, key, n, err) : st;
}
