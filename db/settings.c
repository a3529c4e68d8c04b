/*
 * settings.c - plain texts by key.
 */
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
