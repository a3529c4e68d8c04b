/*
 * made_here.c - records made for what workers write: on which one it hangs, whether anything does, and for
 * whose records it was made.
 */
#include "rows.h"

enum status store_event_made_on(const struct store *s, int64_t event, int64_t *record,
	struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_EVENT_HELD_BY);
	query_int(&q, event);
	status = query_number(&q, record, err);
	return status == ST_NONE ? err_set(err, ST_NONE, "there is no such event") : status;
}

enum status store_record_is_used(const struct store *s, int64_t record, bool *is, struct err *err)
{
	int64_t unused;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_RECORD_IS_USED);
	query_int(&q, record);
	status = query_number(&q, &unused, err);
	*is = status == ST_OK;
	return status == ST_NONE ? ST_OK : status;
}

enum status store_made_for_put(struct txn *t, int64_t record, const int64_t *anchor, size_t n,
	struct err *err)
{
	enum status status = ST_OK;

	for (size_t i = 0; i < n && status == ST_OK; i++) {
		struct query q;

		query_begin(&q, t->store, SQL_MADE_FOR_PUT);
		query_int(&q, record);
		query_int(&q, (int64_t)i);
		query_int(&q, anchor[i]);
		status = query_run(&q, err);
	}
	return status;
}

enum status store_made_for_all(const struct store *s, struct arena *arena, int64_t **out,
	size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_MADE_FOR_ALL);
	return rows_numbers(&q, arena, out, n, err);
}

enum status store_made_for_anchor(const struct store *s, int64_t record, int64_t *anchor,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_MADE_FOR_ANCHOR);
	query_int(&q, record);
	return query_number(&q, anchor, err);
}
