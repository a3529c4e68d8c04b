/*
 * query.h - running the statements of statements.def (private to db).
 *
 *	struct query q;
 *
 *	query_begin(&q, store, SQL_PERSON_OF);
 *	query_int(&q, record);
 *	while (query_next(&q))
 *		... row_int(&q, 0) ...
 *	return query_end(&q, err);
 *
 * Values are bound in the order of $1 … $n and must live until query_end(),
 * which resets the statement and tells what went wrong on the way; after a
 * failure the calls between do nothing and query_next() gives false.
 */
#ifndef THROUGHLINE_DB_QUERY_H
#define THROUGHLINE_DB_QUERY_H

#include "arena.h"
#include "inside.h"

enum statement {
#define STATEMENT(name, how, text) SQL_##name,
#include "statements.def"
#undef STATEMENT
	STATEMENT_COUNT
};

struct statement_info {
	const char *name, *text;
	bool is_sweep;
};
extern const struct statement_info STATEMENTS[STATEMENT_COUNT];

struct query {
	const struct store *store;
	sqlite3_stmt *st;
	int bound;
	int rc;
};

void query_begin(struct query *, const struct store *, enum statement);
void query_int(struct query *, int64_t);
void query_int_or_null(struct query *, int64_t); /* 0 is NULL */
void query_real(struct query *, double);
void query_text(struct query *, const char *);   /* NULL is NULL */
void query_text_n(struct query *, const char *, size_t length);
void query_sent(struct query *, const char *);   /* so is an empty text */
void query_blob(struct query *, const void *, size_t);
void query_null(struct query *);
bool query_next(struct query *);
enum status query_end(struct query *, struct err *);

/* For a statement without rows. */
enum status query_run(struct query *, struct err *);
/* The one number of the one row; ST_NONE where there is no row. */
enum status query_number(struct query *, int64_t *out, struct err *);

/* A statement by itself: one without rows that takes a number, or two; one that takes
 * nothing and gives a number. */
enum status run_number(struct txn *, enum statement, int64_t, struct err *);
enum status run_numbers(struct txn *, enum statement, int64_t one, int64_t two, struct err *);
enum status read_number(const struct store *, enum statement, int64_t *out, struct err *);

int64_t row_int(const struct query *, int column); /* NULL is 0 */
double row_real(const struct query *, int column);
bool row_is_null(const struct query *, int column);
/* Copied into the arena; NULL stays NULL.  No memory ends the query. */
const char *row_text(struct query *, int column, struct arena *);
/* Lent until the next query_next() or query_end(). */
const char *row_peek(const struct query *, int column);

/* Ends a query early with no memory or another failure of the caller's. */
void query_fail(struct query *, int rc);

/* One state of the store for a reader that needs several statements: between the
 * two, what others commit is not seen.  Inside a transaction, or inside another
 * such pair, it does nothing.  read_end() passes the reader's own status on. */
struct reading { const struct store *store; bool is_mine; };
enum status read_begin(struct reading *, const struct store *, struct err *);
enum status read_end(struct reading *, enum status, struct err *);

/* Prepares every statement: for tests and doctor. */
enum status statements_prepare(const struct store *, struct err *);
void statements_close(struct store *);

#endif
