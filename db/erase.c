/*
 * erase.c - content taken away for good; what is left are numbers that others point at.
 */
#include <stdlib.h>
#include <stddef.h>
#include <string.h>

#include "rows.h"
#include "store_erase.h"
#include "store_imports.h"
#include "text.h"

/* Keys ------------------------------------------------------------------- */

static int by_number(const void *one, const void *two)
{
	const int64_t *a = one, *b = two;

	return (*a > *b) - (*a < *b);
}

enum status store_keys_of(const struct store *s, const int64_t *records, size_t record_n,
	struct arena *arena, struct key_row **out, size_t *n, struct err *err)
{
	VEC(struct key_row) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_KEYS_BETWEEN);
	query_int(&q, record_n ? records[0] : 0);
	query_int(&q, record_n ? records[record_n - 1] : 0);
	while (query_next(&q)) {
		struct key_row row = {.record = row_int(&q, 1)};

		if (!bsearch(&row.record, records, record_n, sizeof *records, by_number))
			continue;
		row.key = row_text(&q, 0, arena);
		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}

enum status store_key_remove(struct txn *t, const struct key_row *row, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_KEY_REMOVE);
	query_text(&q, row->key);
	query_int(&q, row->record);
	return query_run(&q, err);
}

/* Content ---------------------------------------------------------------- */

static enum status events_of(const struct store *s, int64_t record, int64_t **out, size_t *n,
	struct err *err)
{
	VEC(int64_t) ids = {0};
	struct query q;
	enum status st;

	query_begin(&q, s, SQL_EVENTS_OF_RECORD);
	query_int(&q, record);
	while (query_next(&q))
		if (!vec_push(&ids, row_int(&q, 0)))
			query_fail(&q, SQLITE_NOMEM);
	st = query_end(&q, err);
	*out = ids.v;
	*n = ids.n;
	return st;
}

static enum status each_run(struct txn *t, const enum statement *what, size_t n, int64_t number,
	struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = run_number(t, what[i], number, err);
	return st;
}

/* Whose address says nothing, and is nobody's. */
static enum status record_blank(struct txn *t, int64_t record, struct err *err)
{
	struct query q;
	uuid_t random;

	uuid_generate_random(random);
	query_begin(&q, t->store, SQL_RECORD_BLANK);
	query_blob(&q, random, sizeof random);
	query_int(&q, record);
	return query_run(&q, err);
}

enum status store_record_erase(struct txn *t, int64_t record, struct err *err)
{
	static const enum statement OF_EVENT[] = {
		SQL_ERASE_EVENT_VERSIONS, SQL_ERASE_EVENT_PARTS, SQL_CARRIED_CLEAR, SQL_ASKED_ERASE, SQL_ERASE_DECISIONS_OF_EVENT,
		SQL_EVENT_BLANK,
	};
	static const enum statement OF_RECORD[] = {
		SQL_ERASE_RECORD_VERSIONS, SQL_ERASE_DECISIONS_OF_A, SQL_ERASE_DECISIONS_OF_B, SQL_ERASE_ACTIONS,
		SQL_ERASE_DRAFTS, SQL_ERASE_STARS, SQL_ERASE_RECENT, SQL_ERASE_LEAD, SQL_ERASE_MOVED,
		SQL_ERASE_MADE_FOR, SQL_ERASE_TOLD, SQL_SERVICES_SENT_FORGET, SQL_ERASE_SHARING,
		SQL_ERASE_HOLD, SQL_ERASE_CONSENT_BY, SQL_UUID_FORGET,
	};
	int64_t *event = NULL;
	size_t n = 0;
	enum status st = events_of(t->store, record, &event, &n, err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = each_run(t, OF_EVENT, sizeof OF_EVENT / sizeof *OF_EVENT, event[i], err);
	free(event);
	if (st == ST_OK)
		st = each_run(t, OF_RECORD, sizeof OF_RECORD / sizeof *OF_RECORD, record, err);
	return st == ST_OK ? record_blank(t, record, err) : st;
}

/* However a number was written: it may have been set aside as it was sent. */
static bool is_named(const char *text, const char *const *names, size_t n)
{
	char number[24];
	const char *settled = number;

	return bsearch(&text, names, n, sizeof *names, text_order) ||
		(id_number(text, number) && bsearch(&settled, names, n, sizeof *names, text_order));
}

/* Of "E1, person 7" either. */
static bool is_theirs(const char *text, const char *const *names, size_t n)
{
	const char *at = text, *person = NULL;
	char part[512];
	size_t length;

	if (is_named(text, names, n))
		return true;
	while ((at = strstr(at, REJECT_PERSON)))
		person = at++;
	length = strlen(text);
	if (!person || length >= sizeof part)
		return false;
	memcpy(part, text, length + 1);
	part[person - text] = 0;
	return is_named(part, names, n) || is_named(person + strlen(REJECT_PERSON), names, n);
}

enum status store_rejects_forget(struct txn *t, const char *const *names, size_t n, struct err *err)
{
	VEC(int64_t) ids = {0};
	struct query q;
	enum status st;

	query_begin(&q, t->store, SQL_REJECTS_NAMED);
	while (query_next(&q)) {
		const char *text = row_peek(&q, 1);

		if (text && is_theirs(text, names, n) && !vec_push(&ids, row_int(&q, 0)))
			query_fail(&q, SQLITE_NOMEM);
	}
	st = query_end(&q, err);
	for (size_t i = 0; i < ids.n && st == ST_OK; i++)
		st = run_number(t, SQL_REJECT_FORGET, ids.v[i], err);
	vec_done(&ids);
	return st;
}

bool store_log_empty(struct store *s)
{
	return sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) == SQLITE_OK;
}

/* Holds ------------------------------------------------------------------ */

enum status store_hold_put(struct txn *t, const struct hold_row *h, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_HOLD_PUT);
	query_int(&q, h->record);
	query_text(&q, h->at);
	query_text(&q, h->worker);
	query_text(&q, h->reason);
	return query_run(&q, err);
}

enum status store_hold_remove(struct txn *t, int64_t record, struct err *err)
{
	return run_number(t, SQL_ERASE_HOLD, record, err);
}

static void hold_fill(struct query *q, struct arena *arena, struct hold_row *row)
{
	*row = (struct hold_row){row_int(q, 0), row_text(q, 1, arena), row_text(q, 2, arena),
		row_text(q, 3, arena)};
}

enum status store_holds(const struct store *s, struct arena *arena, struct hold_row **out, size_t *n,
	struct err *err)
{
	VEC(struct hold_row) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_HOLDS);
	while (query_next(&q)) {
		struct hold_row row;

		hold_fill(&q, arena, &row);
		if (!vec_push(&rows, row))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}

static enum status hold_one(const struct store *s, enum statement what, int64_t of, struct arena *arena,
	struct hold_row *out, struct err *err)
{
	struct query q;
	bool found;
	enum status st;

	query_begin(&q, s, what);
	query_int(&q, of);
	found = query_next(&q);
	if (found)
		hold_fill(&q, arena, out);
	st = query_end(&q, err);
	return st == ST_OK && !found ? ST_NONE : st;
}

enum status store_hold_of(const struct store *s, int64_t person, struct arena *arena,
	struct hold_row *out, struct err *err)
{
	return hold_one(s, SQL_HOLD_OF, person, arena, out, err);
}

enum status store_hold_on(const struct store *s, int64_t record, struct arena *arena,
	struct hold_row *out, struct err *err)
{
	return hold_one(s, SQL_HOLD_ON, record, arena, out, err);
}
