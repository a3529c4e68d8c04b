/*
 * standing.c - rows of what stands on Today.
 */
#include <stdlib.h>

#include "rows.h"
#include "store_today.h"

int store_standing_order(const void *a, const void *b)
{
	const struct standing *x = a, *y = b;
	const int64_t one[] = {x->person, x->kind, x->day, x->event}, other[] = {y->person, y->kind, y->day, y->event};

	for (size_t i = 0; i < sizeof one / sizeof *one; i++)
		if (one[i] != other[i])
			return one[i] < other[i] ? -1 : 1;
	return 0;
}

static enum status standings_read(struct query *q, struct arena *arena, struct standing **out, size_t *n,
	struct err *err)
{
	VEC(struct standing) rows = {0};

	while (query_next(q)) {
		const struct standing row = {(enum standing_kind)row_int(q, 0), (int32_t)row_int(q, 1),
			row_int(q, 2), row_int(q, 3)};

		if (!vec_push(&rows, row))
			query_fail(q, SQLITE_NOMEM);
	}
	return rows_give(q, &rows, arena, out, n, err);
}

enum status store_standing_of(const struct store *s, int64_t person, struct arena *arena,
	struct standing **out, size_t *n, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_STANDING_OF);
	query_int(&q, person);
	status = standings_read(&q, arena, out, n, err);
	if (status == ST_OK)
		qsort(*out, *n, sizeof **out, store_standing_order);
	return status;
}

static bool are_same(const struct standing *a, const struct standing *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (store_standing_order(&a[i], &b[i]) != 0)
			return false;
	return true;
}

static enum status standings_add(struct txn *t, const struct standing *rows, size_t n, struct err *err)
{
	enum status status = ST_OK;

	for (size_t i = 0; i < n && status == ST_OK; i++) {
		struct query q;

		query_begin(&q, t->store, SQL_STANDING_PUT);
		query_int(&q, (int64_t)rows[i].kind);
		query_int(&q, rows[i].day);
		query_int(&q, rows[i].event);
		query_int(&q, rows[i].person);
		status = query_run(&q, err);
	}
	return status;
}

enum status store_standing_set(struct txn *t, int64_t person, const struct standing *rows, size_t n,
	struct err *err)
{
	struct arena *arena = t->store->scratch;
	struct standing *held, *now;
	size_t held_n;
	struct query q;
	enum status status;

	arena_reset(arena);
	status = store_standing_of(t->store, person, arena, &held, &held_n, err);
	if (status != ST_OK || (!n && !held_n))
		return status;
	now = rows_copy(rows, n, sizeof *rows, arena);
	if (!now)
		return err_nomem(err);
	qsort(now, n, sizeof *now, store_standing_order);
	if (n == held_n && are_same(now, held, n))
		return ST_OK;
	query_begin(&q, t->store, SQL_STANDING_REMOVE);
	query_int(&q, person);
	status = query_run(&q, err);
	return status == ST_OK ? standings_add(t, now, n, err) : status;
}

enum status store_standing_left_before(struct txn *t, int32_t day, struct err *err)
{
	return run_numbers(t, SQL_STANDING_BEFORE, (int64_t)SK_LEFT, day, err);
}

static void range_begin(struct query *q, const struct store *s, enum statement what,
	const struct standing_query *range)
{
	query_begin(q, s, what);
	query_int(q, (int64_t)range->kind);
	query_int(q, range->from);
	query_int(q, range->until);
}

enum status store_standing_list(const struct store *s, const struct standing_query *range,
	struct arena *arena, struct standing **out, size_t *n, struct err *err)
{
	struct query q;

	range_begin(&q, s, range->is_newest_first ? SQL_STANDING_NEWEST : SQL_STANDING_OLDEST, range);
	query_int(&q, range->limit ? (int64_t)range->limit : INT64_MAX);
	return standings_read(&q, arena, out, n, err);
}

enum status store_standing_count(const struct store *s, const struct standing_query *range, int64_t *out,
	struct err *err)
{
	struct query q;

	range_begin(&q, s, SQL_STANDING_COUNT, range);
	return query_number(&q, out, err);
}

enum status store_standing_all_count(const struct store *s, int64_t *out, struct err *err)
{
	return read_number(s, SQL_STANDING_ALL_COUNT, out, err);
}
