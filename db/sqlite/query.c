#include "query.h"

#include <stdlib.h>
#include <string.h>

#define LOOK false
#define SWEEP true
const struct statement_info STATEMENTS[STATEMENT_COUNT] = {
#define STATEMENT(name, how, text) [SQL_##name] = {#name, text, how},
#include "statements.def"
#undef STATEMENT
};

/* SQLite numbers $-parameters by first appearance: their names must agree with
 * that, or the same text would mean something else on PostgreSQL. */
static bool parameters_in_order(sqlite3_stmt *st)
{
	int n = sqlite3_bind_parameter_count(st);

	for (int i = 1; i <= n; i++) {
		const char *name = sqlite3_bind_parameter_name(st, i);

		if (!name || name[0] != '$' || atoi(name + 1) != i)
			return false;
	}
	return true;
}

static int statement_prepare(const struct store *s, enum statement which)
{
	sqlite3_stmt *st = NULL;
	int rc;

	if (s->statement[which])
		return SQLITE_OK;
	rc = sqlite3_prepare_v3(s->db, STATEMENTS[which].text, -1, SQLITE_PREPARE_PERSISTENT, &st,
		NULL);
	if (rc == SQLITE_OK && !parameters_in_order(st)) {
		sqlite3_finalize(st);
		return SQLITE_MISUSE;
	}
	if (rc == SQLITE_OK)
		s->statement[which] = st;
	return rc;
}

enum status statements_prepare(const struct store *s, struct err *err)
{
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		int rc = statement_prepare(s, (enum statement)i);

		if (rc == SQLITE_MISUSE || rc == SQLITE_ERROR)
			return err_set(err, ST_BUG, "the statement %s does not fit the store: %s",
				STATEMENTS[i].name, sqlite3_errmsg(s->db));
		if (rc != SQLITE_OK)
			return store_fail(s, rc, err);
	}
	return ST_OK;
}

void statements_close(struct store *s)
{
	if (!s->statement)
		return;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(s->statement[i]);
	free(s->statement);
	s->statement = NULL;
}

/* A disk that fails may end a transaction by itself: what came after would be written each by itself. */
static bool is_transaction_lost(const struct store *s)
{
	return s->txn && sqlite3_get_autocommit(s->db);
}

void query_begin(struct query *q, const struct store *s, enum statement which)
{
	*q = (struct query){.store = s};
	q->rc = is_transaction_lost(s) ? SQLITE_IOERR : statement_prepare(s, which);
	if (q->rc != SQLITE_OK)
		return;
	if (sqlite3_stmt_busy(s->statement[which])) {
		q->rc = SQLITE_MISUSE;
		return;
	}
	q->st = s->statement[which];
}

void query_int(struct query *q, int64_t value)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_int64(q->st, ++q->bound, value);
}

void query_int_or_null(struct query *q, int64_t value)
{
	if (value)
		query_int(q, value);
	else
		query_null(q);
}

void query_real(struct query *q, double value)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_double(q->st, ++q->bound, value);
}

void query_text(struct query *q, const char *text)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_text(q->st, ++q->bound, text, -1, SQLITE_STATIC);
}

void query_text_n(struct query *q, const char *text, size_t length)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_text64(q->st, ++q->bound, text, length, SQLITE_STATIC, SQLITE_UTF8);
}

void query_sent(struct query *q, const char *text)
{
	query_text(q, text && *text ? text : NULL);
}

void query_blob(struct query *q, const void *bytes, size_t n)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_blob64(q->st, ++q->bound, bytes, n, SQLITE_STATIC);
}

void query_null(struct query *q)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_null(q->st, ++q->bound);
}

bool query_next(struct query *q)
{
	if (q->rc != SQLITE_OK && q->rc != SQLITE_ROW)
		return false;
	if (q->rc == SQLITE_OK && q->bound != sqlite3_bind_parameter_count(q->st)) {
		q->rc = SQLITE_MISUSE;
		return false;
	}
	q->rc = sqlite3_step(q->st);
	return q->rc == SQLITE_ROW;
}

void query_fail(struct query *q, int rc)
{
	q->rc = rc;
}

enum status query_end(struct query *q, struct err *err)
{
	enum status status = ST_OK;

	if (q->rc != SQLITE_OK && q->rc != SQLITE_ROW && q->rc != SQLITE_DONE)
		status = store_fail(q->store, q->rc, err);
	if (q->st)
		sqlite3_reset(q->st);
	q->st = NULL;
	return status;
}

enum status query_run(struct query *q, struct err *err)
{
	while (query_next(q))
		;
	return query_end(q, err);
}

enum status query_number(struct query *q, int64_t *out, struct err *err)
{
	bool found = query_next(q);
	int64_t value = found ? row_int(q, 0) : 0;
	enum status status = query_run(q, err); /* to its end: only then a RETURNING has held */

	if (status == ST_OK && !found)
		return err_set(err, ST_NONE, "nothing found");
	if (status == ST_OK)
		*out = value;
	return status;
}

enum status run_number(struct txn *t, enum statement what, int64_t number, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, what);
	query_int(&q, number);
	return query_run(&q, err);
}

enum status run_numbers(struct txn *t, enum statement what, int64_t one, int64_t two, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, what);
	query_int(&q, one);
	query_int(&q, two);
	return query_run(&q, err);
}

enum status read_number(const struct store *s, enum statement what, int64_t *out, struct err *err)
{
	struct query q;

	query_begin(&q, s, what);
	return query_number(&q, out, err);
}

int64_t row_int(const struct query *q, int column)
{
	return sqlite3_column_int64(q->st, column);
}

double row_real(const struct query *q, int column)
{
	return sqlite3_column_double(q->st, column);
}

bool row_is_null(const struct query *q, int column)
{
	return sqlite3_column_type(q->st, column) == SQLITE_NULL;
}

const char *row_peek(const struct query *q, int column)
{
	return (const char *)sqlite3_column_text(q->st, column);
}

const char *row_text(struct query *q, int column, struct arena *arena)
{
	const char *text = row_peek(q, column);
	const char *copy;

	if (!text)
		return NULL;
	copy = arena_dup_n(arena, text, (size_t)sqlite3_column_bytes(q->st, column));
	if (!copy)
		q->rc = SQLITE_NOMEM;
	return copy;
}

static enum status run_plain(const struct store *s, enum statement what, struct err *err)
{
	struct query q;

	query_begin(&q, s, what);
	return query_run(&q, err);
}

enum status read_begin(struct reading *r, const struct store *s, struct err *err)
{
	*r = (struct reading){s, sqlite3_get_autocommit(s->db) != 0};
	return r->is_mine ? run_plain(s, SQL_READ_BEGIN, err) : ST_OK;
}

enum status read_end(struct reading *r, enum status status, struct err *err)
{
	enum status ended = ST_OK;

	if (r->is_mine && !sqlite3_get_autocommit(r->store->db))
		ended = run_plain(r->store, SQL_READ_END, status == ST_OK ? err : NULL);
	return status == ST_OK ? ended : status;
}

enum status store_read(const struct store *s, read_fn *fn, void *arg, struct err *err)
{
	struct reading reading;
	enum status status = read_begin(&reading, s, err);

	if (status == ST_OK)
		status = fn(arg, err);
	return read_end(&reading, status, err);
}
