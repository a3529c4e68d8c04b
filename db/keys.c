/*
 * keys.c - the short texts that records are found by, and workers' recent people.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "store_people.h"

enum { RECENT_KEPT = 100, KEY_LONGEST = 500 };

/* A record's keys in force as one text, a line each. */
static const char *keys_join(const char *const *keys, size_t n, struct arena *arena)
{
	size_t length = 1, used = 0;
	char *text;

	for (size_t i = 0; i < n; i++)
		length += strlen(keys[i]) + 1;
	text = arena_alloc(arena, length);
	for (size_t i = 0; text && i < n; i++) {
		size_t k = strlen(keys[i]);

		memcpy(text + used, keys[i], k);
		text[used + k] = '\n';
		used += k + 1;
	}
	return text;
}

static bool has_line(const char *text, const char *key, size_t length)
{
	for (const char *line = text; line && *line; ) {
		const char *end = strchr(line, '\n');

		if (!end)
			end = line + strlen(line);
		if ((size_t)(end - line) == length && !memcmp(line, key, length))
			return true;
		line = *end ? end + 1 : end;
	}
	return false;
}

static enum status key_put(struct txn *t, const char *key, size_t length, int64_t record,
	bool is_past, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_KEY_PUT);
	query_text_n(&q, key, length);
	query_int(&q, record);
	query_int(&q, is_past);
	return query_run(&q, err);
}

/* Those of `keys` (lines) that are not among `others`. */
static enum status lines_put(struct txn *t, const char *keys, const char *others, int64_t record,
	bool is_past, struct err *err)
{
	enum status status = ST_OK;

	for (const char *line = keys; status == ST_OK && *line; ) {
		size_t length = strcspn(line, "\n");

		if (!has_line(others, line, length))
			status = key_put(t, line, length, record, is_past, err);
		line += length + (line[length] == '\n');
	}
	return status;
}

static enum status keys_held(const struct store *s, int64_t record, struct arena *arena,
	const char **held, struct err *err)
{
	struct query q;

	*held = "";
	query_begin(&q, s, SQL_KEYS_OF_RECORD);
	query_int(&q, record);
	if (query_next(&q))
		*held = row_text(&q, 0, arena);
	return query_end(&q, err);
}

static enum status keys_keep(struct txn *t, int64_t record, const char *keys, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_KEYS_OF_RECORD_PUT);
	query_int(&q, record);
	query_text(&q, keys);
	return query_run(&q, err);
}

enum status store_keys_put(struct txn *t, int64_t record, const char *const *keys, size_t n,
	struct err *err)
{
	struct arena *arena = t->store->scratch;
	const char *held, *given;
	enum status status;

	arena_reset(arena);
	status = keys_held(t->store, record, arena, &held, err);
	if (status != ST_OK)
		return status;
	given = keys_join(keys, n, arena);
	if (!given)
		return err_nomem(err);
	if (!strcmp(held, given))
		return ST_OK;
	status = lines_put(t, given, held, record, false, err);
	if (status == ST_OK)
		status = lines_put(t, held, given, record, true, err);
	return status == ST_OK ? keys_keep(t, record, given, err) : status;
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
