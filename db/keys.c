/*
 * keys.c - the short texts that records are found by, and workers' recent people.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "store_people.h"

enum { RECENT_KEPT = 100, KEY_LONGEST = 500 };

struct held_key { const char *key; bool is_past; };
struct held_keys { VEC(struct held_key) keys; };

static enum status keys_held(const struct store *s, int64_t record, struct arena *arena,
	struct held_keys *held, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_KEYS_OF_RECORD);
	query_int(&q, record);
	while (query_next(&q)) {
		struct held_key key = {row_text(&q, 0, arena), row_int(&q, 1) != 0};

		if (!vec_push(&held->keys, key))
			query_fail(&q, SQLITE_NOMEM);
	}
	return query_end(&q, err);
}

static enum status key_put(struct txn *t, const char *key, int64_t record, bool is_past,
	struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_KEY_PUT);
	query_text(&q, key);
	query_int(&q, record);
	query_int(&q, is_past);
	return query_run(&q, err);
}

static bool is_in_force(const struct held_keys *held, const char *key)
{
	for (size_t i = 0; i < held->keys.n; i++)
		if (!strcmp(held->keys.v[i].key, key))
			return !held->keys.v[i].is_past;
	return false;
}

static bool is_among(const char *const *keys, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(keys[i], key))
			return true;
	return false;
}

enum status store_keys_put(struct txn *t, int64_t record, const char *const *keys, size_t n,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct held_keys held = {0};
	enum status status = arena ? keys_held(t->store, record, arena, &held, err) : err_nomem(err);

	for (size_t i = 0; status == ST_OK && i < n; i++)
		if (!is_in_force(&held, keys[i]))
			status = key_put(t, keys[i], record, false, err);
	for (size_t i = 0; status == ST_OK && i < held.keys.n; i++)
		if (!held.keys.v[i].is_past && !is_among(keys, n, held.keys.v[i].key))
			status = key_put(t, held.keys.v[i].key, record, true, err);
	vec_done(&held.keys);
	arena_free(arena);
	return status;
}

enum status store_keys_find(const struct store *s, const char *key, bool is_prefix, size_t limit,
	struct arena *arena, struct key_hit **out, size_t *n, struct err *err)
{
	VEC(struct key_hit) rows = {0};
	char last[KEY_LONGEST + 8];
	struct query q;

	query_begin(&q, s, is_prefix ? SQL_KEY_FIND_PREFIX : SQL_KEY_FIND);
	query_text(&q, key);
	if (is_prefix) {
		/* U+10FFFF sorts after every text that goes on from here. */
		snprintf(last, sizeof last, "%.*s\xF4\x8F\xBF\xBF", KEY_LONGEST, key);
		query_text(&q, last);
	}
	query_int(&q, limit ? (int64_t)limit : INT64_MAX);
	while (query_next(&q)) {
		struct key_hit hit = {row_int(&q, 0), row_text(&q, 1, arena), row_int(&q, 2) != 0};

		if (!vec_push(&rows, hit))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
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
