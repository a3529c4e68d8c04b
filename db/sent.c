/*
 * sent.c - what an import sent beside versions: rows just as they were in force, and records that it sent
 * as one person's.
 */
#include "decisions.h"
#include "rows.h"
#include "store_imports.h"
#include "versions.h"

enum status store_import_records(const struct store *s, int64_t import, int64_t **out, size_t *n,
	struct err *err)
{
	return ids_read(s, SQL_RECORDS_OF_IMPORT, import, out, n, err);
}

enum status store_import_same(struct txn *t, int64_t import, enum row_kind kind, int64_t first,
	int64_t last, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_IMPORT_SAME_PUT);
	query_int(&q, import);
	query_int(&q, kind);
	query_int(&q, first);
	query_int(&q, last);
	return query_run(&q, err);
}

enum status store_import_same_has(const struct store *s, int64_t import, enum row_kind kind, int64_t row,
	bool *has, struct err *err)
{
	int64_t last = 0;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_IMPORT_SAME_HAS);
	query_int(&q, import);
	query_int(&q, kind);
	query_int(&q, row);
	status = query_number(&q, &last, err);
	*has = status == ST_OK && last >= row;
	return status == ST_NONE ? ST_OK : status;
}

enum status store_import_same_clear(struct txn *t, int64_t import, size_t most, bool *left, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_IMPORT_SAME_CLEAR);
	query_int(&q, import);
	query_int(&q, (int64_t)most);
	status = query_run(&q, err);
	*left = status == ST_OK && (size_t)sqlite3_changes(t->store->db) == most;
	return status;
}

static enum status range_put(struct txn *t, int64_t import, enum row_kind kind, int64_t first, int64_t last,
	struct err *err)
{
	return first <= last ? store_import_same(t, import, kind, first, last, err) : ST_OK;
}

enum status same_forget(struct txn *t, int64_t import, enum row_kind kind, int64_t row, struct err *err)
{
	int64_t first = 0, last = 0;
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_IMPORT_SAME_RANGE);
	query_int(&q, import);
	query_int(&q, kind);
	query_int(&q, row);
	if (query_next(&q)) {
		first = row_int(&q, 0);
		last = row_int(&q, 1);
	}
	status = query_end(&q, err);
	if (status != ST_OK || !first || last < row)
		return status;
	query_begin(&q, t->store, SQL_IMPORT_SAME_REMOVE);
	query_int(&q, import);
	query_int(&q, kind);
	query_int(&q, first);
	status = query_run(&q, err);
	if (status == ST_OK)
		status = range_put(t, import, kind, first, row - 1, err);
	return status == ST_OK ? range_put(t, import, kind, row + 1, last, err) : status;
}

/* Sent as one ------------------------------------------------------------- */

static enum status pair_run(struct txn *t, enum statement what, int64_t a, int64_t b,
	int64_t import, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, what);
	query_int(&q, a);
	query_int(&q, b);
	query_int(&q, import);
	return query_run(&q, err);
}

enum status store_sent_as_one(struct txn *t, int64_t a, int64_t b, int64_t import, struct err *err)
{
	return pair_run(t, SQL_SENT_AS_ONE_PUT, a, b, import, err);
}

enum status store_sent_as_one_take_back(struct txn *t, int64_t import, size_t most, struct arena *arena,
	struct record_pair **out, size_t *n, bool *left, struct err *err)
{
	VEC(struct record_pair) rows = {0};
	size_t kept = 0;
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_SENT_AS_ONE_OF_IMPORT);
	query_int(&q, import);
	query_int(&q, (int64_t)most);
	while (query_next(&q))
		if (!vec_push(&rows, (struct record_pair){row_int(&q, 0), row_int(&q, 1)}))
			query_fail(&q, SQLITE_NOMEM);
	status = query_end(&q, err);
	*left = rows.n == most;
	for (size_t i = 0; i < rows.n && status == ST_OK; i++) {
		const struct record_pair p = rows.v[i];
		int64_t stays;

		status = pair_run(t, SQL_SENT_AS_ONE_REMOVE, p.a, p.b, import, err);
		if (status != ST_OK)
			break;
		query_begin(&q, t->store, SQL_SENT_AS_ONE_STAYS);
		query_int(&q, p.a);
		query_int(&q, p.b);
		status = query_number(&q, &stays, err);
		if (status == ST_NONE) {
			rows.v[kept++] = p;
			status = ST_OK;
		}
	}
	rows.n = kept;
	return rows_finish(status, &rows, arena, out, n, err);
}
