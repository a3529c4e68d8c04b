/*
 * requests.c - what each import said of each request, kept once where the next import
 * says the same.
 */
#include "store_requests.h"

#include <string.h>

#include "events.h"
#include "inside.h"
#include "rows.h"
#include "sqlite/query.h"
#include "text.h"
#include "versions.h"

struct row { struct request_told told; bool is_said; };

/* Of one ref, or of all where that is NULL. */
static enum status rows_read(const struct store *s, int64_t record, const char *ref,
	struct arena *arena, struct row **out, size_t *n, struct err *err)
{
	VEC(struct row) all = {0};
	struct query q;

	query_begin(&q, s, ref ? SQL_REQUEST_TOLD : SQL_REQUESTS_TOLD);
	query_int(&q, record);
	if (ref)
		query_text(&q, ref);
	while (query_next(&q)) {
		struct row row = {.told = {.ref = row_text(&q, 0, arena), .import = row_int(&q, 1)},
			.is_said = row_int(&q, 2) != 0};

		row.told.day = row_is_null(&q, 6) ? CIVIL_NONE : (int32_t)row_int(&q, 6);

		if (row.is_said) {
			row.told.title = row_text(&q, 3, arena);
			row.told.outcome = row_text(&q, 4, arena);
			row.told.summary = row_text(&q, 5, arena);
		} else if (all.n) {
			const struct request_told *before = &all.v[all.n - 1].told;

			row.told.title = before->title;
			row.told.outcome = before->outcome;
			row.told.summary = before->summary;
		}
		if (!vec_push(&all, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &all, arena, out, n, err);
}

static enum status row_write(struct txn *t, int64_t record, const struct request_told *told, bool is_said,
	struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_REQUEST_TELL);
	query_int(&q, record);
	query_text(&q, told->ref);
	query_int(&q, told->import);
	query_int(&q, is_said);
	query_sent(&q, is_said ? told->title : NULL);
	query_sent(&q, is_said ? told->outcome : NULL);
	query_sent(&q, is_said ? told->summary : NULL);
	if (told->day == CIVIL_NONE)
		query_null(&q);
	else
		query_int(&q, told->day);
	return query_run(&q, err);
}

static bool says_same(const struct request_told *a, const struct request_told *b)
{
	return text_same(a->title, b->title) && text_same(a->outcome, b->outcome) &&
		text_same(a->summary, b->summary);
}

enum status store_request_tell(struct txn *t, int64_t record, const struct request_told *told,
	struct err *err)
{
	struct arena *arena = arena_new();
	const struct row *last = NULL, *next = NULL;
	struct row *row;
	size_t n = 0;
	enum status status = arena
		? rows_read(t->store, record, told->ref, arena, &row, &n, err) : err_nomem(err);

	for (size_t i = n; i-- > 0 && status == ST_OK;) {
		if (row[i].told.import > told->import)
			next = &row[i];
		else if (row[i].told.import < told->import && !last)
			last = &row[i];
	}
	/* What the one after it said as the one before had it is other than this now. */
	if (status == ST_OK && next && !next->is_said && !says_same(&next->told, told))
		status = row_write(t, record, &next->told, true, err);
	if (status == ST_OK)
		status = row_write(t, record, told, !last || !says_same(&last->told, told), err);
	arena_free(arena);
	return status;
}

enum status store_requests_told(const struct store *s, int64_t record, struct arena *arena,
	struct request_told **out, size_t *n, struct err *err)
{
	struct row *row;
	enum status status = rows_read(s, record, NULL, arena, &row, n, err);

	if (status != ST_OK)
		return status;
	*out = arena_alloc(arena, (*n + 1) * sizeof **out);
	if (!*out)
		return err_nomem(err);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = row[i].told;
	return ST_OK;
}

/* Its versions are withdrawn, and it waits under its number for whoever sends it again. */
enum status store_event_untold(struct txn *t, int64_t event, struct err *err)
{
	enum status status = event_keep(t, event, 0, true, err);
	struct query q;

	for (int i = 0; i < 2 && status == ST_OK; i++) {
		query_begin(&q, t->store, i ? SQL_EVENT_SHELVE : SQL_EVENT_VERSIONS_WITHDRAW);
		query_int(&q, event);
		status = query_run(&q, err);
	}
	return status == ST_OK ? event_parts_set(t, 0, event, NULL, err) : status;
}

enum status store_requests_untell(struct txn *t, int64_t record, int64_t import, struct err *err)
{
	struct arena *arena = arena_new();
	struct row *row;
	size_t n = 0;
	struct query q;
	enum status status = arena
		? rows_read(t->store, record, NULL, arena, &row, &n, err) : err_nomem(err);

	/* The next import that says the same says it itself from now on. */
	for (size_t i = 1; i < n && status == ST_OK; i++)
		if (row[i - 1].told.import == import && row[i - 1].is_said && !row[i].is_said)
			status = row_write(t, record, &row[i].told, true, err);
	arena_free(arena);
	if (status != ST_OK || !n)
		return status;
	query_begin(&q, t->store, SQL_REQUESTS_UNTELL);
	query_int(&q, record);
	query_int(&q, import);
	return query_run(&q, err);
}
