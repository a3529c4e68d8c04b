/*
 * audit.c - who looked and who did what: appended, chained, never changed.
 *
 * Each row's hash is made over the hash before it (32 zero bytes for the first),
 * its number and its fields with their lengths.  The chain shows a row that was
 * changed, removed or moved; that its tail was not cut off, the head noted
 * elsewhere shows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "rows.h"
#include "store_admin.h"
#include "text.h"

static struct hash row_hash(const struct hash *before, const struct audit_row *row)
{
	const char *const fields[] = {row->at, row->worker, row->deed, row->person, row->detail};
	crypto_hash_sha256_state state;
	struct hash out;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, before->byte, HASH_BYTES);
	hash_int(&state, row->id);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		hash_text(&state, fields[i]);
	crypto_hash_sha256_final(&state, out.byte);
	return out;
}

static bool hash_read(const struct query *q, int column, struct hash *out)
{
	const void *bytes = sqlite3_column_blob(q->st, column);

	if (!bytes || sqlite3_column_bytes(q->st, column) != HASH_BYTES)
		return false;
	memcpy(out->byte, bytes, HASH_BYTES);
	return true;
}

enum status store_audit_add(struct txn *t, const struct audit_row *given, struct err *err)
{
	struct audit_row row = *given;
	struct hash head = {{0}};
	char now[21];
	struct query q;
	enum status status;

	row.id = 1;
	query_begin(&q, t->store, SQL_AUDIT_HEAD);
	if (query_next(&q)) {
		row.id = row_int(&q, 0) + 1;
		if (!hash_read(&q, 1, &head))
			query_fail(&q, SQLITE_CORRUPT);
	}
	status = query_end(&q, err);
	if (status != ST_OK)
		return status;
	time_text(time_now(), now);
	if (!row.at)
		row.at = now;
	head = row_hash(&head, &row);
	query_begin(&q, t->store, SQL_AUDIT_ADD);
	query_int(&q, row.id);
	query_text(&q, row.at);
	query_text(&q, row.worker);
	query_text(&q, row.deed);
	query_text(&q, row.person);
	query_text(&q, row.detail);
	query_blob(&q, head.byte, sizeof head.byte);
	return query_run(&q, err);
}

/* Listing ---------------------------------------------------------------- */

struct audit_rows { VEC(struct audit_row) rows; };

static enum status audit_gather(struct query *q, struct arena *arena, struct audit_rows *into,
	struct err *err)
{
	while (query_next(q)) {
		struct audit_row row = {
			.id = row_int(q, 0),
			.at = row_text(q, 1, arena),
			.worker = row_text(q, 2, arena),
			.deed = row_text(q, 3, arena),
			.person = row_text(q, 4, arena),
			.detail = row_text(q, 5, arena),
		};

		if (!vec_push(&into->rows, row))
			query_fail(q, SQLITE_NOMEM);
	}
	return query_end(q, err);
}

struct audit_search {
	const struct store *store;
	const struct audit_query *wanted;
	struct arena *arena;
	struct audit_rows found;
	enum status status;
	struct err *err;
};

static int64_t limit_of(const struct audit_query *w)
{
	return w->limit ? (int64_t)w->limit : INT64_MAX;
}

static void audit_of_person(void *arg, const char *uuid, size_t length)
{
	struct audit_search *a = arg;
	const char *worker = a->wanted->worker;
	struct query q;

	if (a->status != ST_OK)
		return;
	query_begin(&q, a->store, worker ? SQL_AUDIT_OF_PERSON_BY_WORKER : SQL_AUDIT_OF_PERSON);
	query_text_n(&q, uuid, length);
	if (worker)
		query_text(&q, worker);
	query_int(&q, limit_of(a->wanted));
	a->status = audit_gather(&q, a->arena, &a->found, a->err);
}

static void audit_of_anyone(struct audit_search *a)
{
	const char *worker = a->wanted->worker;
	struct query q;

	query_begin(&q, a->store, worker ? SQL_AUDIT_OF_WORKER : SQL_AUDIT_ALL);
	if (worker)
		query_text(&q, worker);
	query_int(&q, limit_of(a->wanted));
	a->status = audit_gather(&q, a->arena, &a->found, a->err);
}

static int newest_first(const void *one, const void *two)
{
	const struct audit_row *x = one, *y = two;

	return (x->id < y->id) - (x->id > y->id);
}

enum status store_audit_list(const struct store *s, const struct audit_query *w,
	struct arena *arena, struct audit_row **out, size_t *n, struct err *err)
{
	struct audit_search a = {.store = s, .wanted = w, .arena = arena, .err = err};
	size_t kept = 0;

	if (w->person_uuids)
		text_list(w->person_uuids, audit_of_person, &a);
	else
		audit_of_anyone(&a);
	if (a.found.rows.n)
		qsort(a.found.rows.v, a.found.rows.n, sizeof *a.found.rows.v, newest_first);
	for (size_t i = 0; i < a.found.rows.n && (!w->limit || kept < w->limit); i++)
		if (!kept || a.found.rows.v[kept - 1].id != a.found.rows.v[i].id)
			a.found.rows.v[kept++] = a.found.rows.v[i];
	a.found.rows.n = kept;
	return rows_finish(a.status, &a.found.rows, arena, out, n, err);
}

/* Verifying -------------------------------------------------------------- */

enum status store_audit_verify(const struct store *s, int64_t *rows, char head[static 65],
	struct err *err)
{
	struct hash before = {{0}}, held;
	int64_t count = 0, wrong = 0;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_AUDIT_IN_ORDER);
	while (!wrong && query_next(&q)) {
		struct audit_row row = {
			.id = row_int(&q, 0),
			.at = row_peek(&q, 1),
			.worker = row_peek(&q, 2),
			.deed = row_peek(&q, 3),
			.person = row_peek(&q, 4),
			.detail = row_peek(&q, 5),
		};
		struct hash made = row_hash(&before, &row);

		count++;
		if (row.id != count || !hash_read(&q, 6, &held) || memcmp(&made, &held, sizeof made))
			wrong = count;
		before = made;
	}
	status = query_end(&q, err);
	if (status != ST_OK)
		return status;
	if (wrong)
		return err_set(err, ST_DAMAGED, "the audit does not fit from row %lld on: a row was "
			"changed, removed or moved; keep this store, and compare with a backup",
			(long long)wrong);
	*rows = count;
	hash_hex(&before, head);
	return ST_OK;
}
