/*
 * settings.c - plain texts by key.
 */
#include <stdio.h>
#include <string.h>

#include "sqlite/query.h"
#include "vec.h"
#include "rows.h"

enum status store_setting_get(const struct store *s, const char *key, struct arena *arena,
	const char **out, struct err *err)
{
	const char *value = NULL;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_SETTING_GET);
	query_text(&q, key);
	if (query_next(&q))
		value = row_text(&q, 0, arena);
	status = query_end(&q, err);
	if (status != ST_OK)
		return status;
	if (!value)
		return err_set(err, ST_NONE, "%s is not set", key);
	*out = value;
	return ST_OK;
}

enum status store_setting_put(struct txn *t, const char *key, const char *value, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, value ? SQL_SETTING_PUT : SQL_SETTING_REMOVE);
	query_text(&q, key);
	if (value)
		query_text(&q, value);
	return query_run(&q, err);
}

/* The text after all those that begin with the prefix. */
static void prefix_end(const char *prefix, char *end, size_t room)
{
	size_t n = strlen(prefix);

	snprintf(end, room, "%s", prefix);
	if (n && n < room)
		end[n - 1]++;
}

enum status store_setting_list(const struct store *s, const char *prefix, struct arena *arena,
	struct setting_row **out, size_t *n, struct err *err)
{
	VEC(struct setting_row) rows = {0};
	char end[64];
	struct query q;

	prefix_end(prefix, end, sizeof end);
	query_begin(&q, s, SQL_SETTING_LIST);
	query_text(&q, prefix);
	query_text(&q, end);
	while (query_next(&q)) {
		struct setting_row row = {row_text(&q, 0, arena), row_text(&q, 1, arena)};

		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}
