/*
 * quarters.c - of which time what an import told is.
 *
 * Most of an import is of one time, so that only rows of another are kept by number.
 */
#include "quarters.h"

#include "rows.h"
#include "versions.h"

enum { WHOLE = 2 }; /* beside enum row_kind */

enum status store_quarter_rows_put(struct txn *t, int64_t import, enum row_kind kind, int64_t first, int64_t last,
	int32_t day, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_QUARTER_PUT);
	query_int(&q, import);
	query_int(&q, kind);
	query_int(&q, first);
	query_int(&q, last);
	query_int(&q, day);
	return query_run(&q, err);
}

enum status store_quarter_put(struct txn *t, int64_t import, int32_t day, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_QUARTER_PUT);
	query_int(&q, import);
	query_int(&q, WHOLE);
	query_int(&q, 0);
	query_int(&q, 0);
	query_int(&q, day);
	return query_run(&q, err);
}

/* The day that a query asks for, CIVIL_NONE where it gives none. */
static enum status day_read(struct query *q, int32_t *day, struct err *err)
{
	*day = CIVIL_NONE;
	if (query_next(q) && !row_is_null(q, 0))
		*day = (int32_t)row_int(q, 0);
	return query_end(q, err);
}

enum status store_quarter_of(const struct store *s, int64_t import, enum row_kind kind, int64_t row, int32_t *day,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_QUARTER_OF);
	query_int(&q, row);
	query_int(&q, import);
	query_int(&q, kind);
	return day_read(&q, day, err);
}

enum status store_quarter_whole(const struct store *s, int64_t import, int32_t *day, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_QUARTER_WHOLE);
	query_int(&q, import);
	return day_read(&q, day, err);
}

enum status store_quarter_latest(const struct store *s, int64_t but, int32_t *day, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_QUARTER_LATEST);
	query_int(&q, but);
	return day_read(&q, day, err);
}

enum status store_quarter_rows_clear(struct txn *t, int64_t import, size_t most, bool *left, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_QUARTER_ROWS_CLEAR);
	query_int(&q, import);
	query_int(&q, (int64_t)most);
	status = query_run(&q, err);
	*left = sqlite3_changes64(t->store->db) == (int64_t)most;
	return status;
}

enum status store_quarter_remove(struct txn *t, int64_t import, struct err *err)
{
	return run_number(t, SQL_QUARTER_REMOVE, import, err);
}

/* The order of tellers ------------------------------------------------------------ */

enum status teller_read(const struct store *s, int64_t import, enum row_kind kind, int64_t row, struct teller *out,
	struct err *err)
{
	*out = (struct teller){import, CIVIL_NONE};
	return import ? store_quarter_of(s, import, kind, row, &out->day, err) : ST_OK;
}

enum status same_all(const struct store *s, enum row_kind kind, int64_t row, struct arena *arena,
	struct sent_same **out, size_t *n, struct err *err)
{
	VEC(struct sent_same) all = {0};
	struct query q;

	query_begin(&q, s, SQL_IMPORT_SAME_ALL);
	query_int(&q, kind);
	query_int(&q, row);
	while (query_next(&q))
		if (!vec_push(&all, ((struct sent_same){row_int(&q, 0), row_int(&q, 1)})))
			query_fail(&q, SQLITE_NOMEM);
	return rows_give(&q, &all, arena, out, n, err);
}

enum status same_first(const struct store *s, enum row_kind kind, int64_t row, const struct teller *after,
	const struct teller *until, int64_t *import, int64_t *received, struct err *err)
{
	struct arena *arena = arena_new();
	struct sent_same *all = NULL;
	struct teller first = {0}, at;
	size_t n = 0;
	enum status status = arena ? same_all(s, kind, row, arena, &all, &n, err) : err_nomem(err);

	*import = 0;
	for (size_t i = 0; i < n && status == ST_OK; i++) {
		status = teller_read(s, all[i].import, kind, row, &at, err);
		if (status != ST_OK || !teller_is_after(&at, after) || (until && !teller_is_after(until, &at)) ||
			(*import && !teller_is_after(&first, &at)))
			continue;
		first = at;
		*import = all[i].import;
		*received = all[i].received;
	}
	arena_free(arena);
	return status;
}

static enum status import_in_force(const struct store *s, enum row_kind kind, int64_t row, int64_t *import,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, kind == ROW_EVENT ? SQL_EVENT_IN_FORCE : SQL_RECORD_IN_FORCE);
	query_int(&q, row);
	*import = query_next(&q) ? row_int(&q, 0) : 0;
	return query_end(&q, err);
}

static enum status is_later(const struct store *s, int64_t import, enum row_kind kind, int64_t row, int32_t day,
	bool *is, struct err *err)
{
	struct teller at;
	enum status status = *is ? ST_OK : teller_read(s, import, kind, row, &at, err);

	*is = *is || (status == ST_OK && at.day != CIVIL_NONE && at.day > day);
	return status;
}

enum status store_quarter_is_told(const struct store *s, enum row_kind kind, int64_t row, int32_t day, bool *is,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct versions all = {0};
	struct sent_same *same = NULL;
	size_t n = 0;
	int64_t import = 0;
	enum status status = arena ? import_in_force(s, kind, row, &import, err) : err_nomem(err);

	*is = false;
	if (status == ST_OK)
		status = is_later(s, import, kind, row, day, is, err);
	if (status == ST_OK && !*is)
		status = versions_read(kind, s, row, arena, &all, err);
	for (size_t i = 0; i < all.n && status == ST_OK; i++)
		status = is_later(s, all.v[i].import, kind, row, day, is, err);
	if (status == ST_OK && !*is)
		status = same_all(s, kind, row, arena, &same, &n, err);
	for (size_t i = 0; i < n && status == ST_OK; i++)
		status = is_later(s, same[i].import, kind, row, day, is, err);
	arena_free(arena);
	return status;
}
