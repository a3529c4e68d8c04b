/*
 * moved.c - records that came with another postcode than before.
 */
#include "inside.h"
#include "rows.h"
#include "sqlite/query.h"
#include "store_people.h"

enum status store_moved_put(struct txn *t, const struct moved_row *row, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_MOVED_PUT);
	query_int(&q, row->record);
	query_int(&q, row->is_open);
	query_int(&q, row->day);
	return query_run(&q, err);
}

enum status store_moved_any(const struct store *s, bool *any, struct err *err)
{
	int64_t unused;
	enum status status = read_number(s, SQL_MOVED_ANY, &unused, err);

	*any = status == ST_OK;
	return status == ST_NONE ? ST_OK : status;
}

static enum status rows_of(struct query *q, struct arena *arena, struct moved_row **out, size_t *n,
	struct err *err)
{
	VEC(struct moved_row) all = {0};

	while (query_next(q)) {
		const struct moved_row row = {row_int(q, 0), row_int(q, 1) != 0, (int32_t)row_int(q, 2)};

		if (!vec_push(&all, row))
			query_fail(q, SQLITE_NOMEM);
	}
	return rows_give(q, &all, arena, out, n, err);
}

enum status store_moved_of(const struct store *s, int64_t person, struct arena *arena,
	struct moved_row **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_MOVED_OF);
	query_int(&q, person);
	return rows_of(&q, arena, out, n, err);
}

enum status store_moved_open(const struct store *s, size_t most, struct arena *arena,
	struct moved_row **out, size_t *n, int64_t *total, struct err *err)
{
	enum status status;
	struct query q;

	query_begin(&q, s, SQL_MOVED_OPEN);
	query_int(&q, most > INT64_MAX ? INT64_MAX : (int64_t)most);
	status = rows_of(&q, arena, out, n, err);
	return status == ST_OK && total ? read_number(s, SQL_MOVED_OPEN_COUNT, total, err) : status;
}
