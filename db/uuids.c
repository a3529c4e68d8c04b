/*
 * uuids.c - the table by which records are found by their uuid.  Uuids come in no order at
 * all: where many arrive, those that are not in it are gathered, and put in its order.
 */
#include "uuids.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "rows.h"
#include "store_people.h"

_Static_assert(sizeof(((struct uuid_row *)0)->uuid) == sizeof(uuid_t), "a uuid is a uuid");

/* Putting ---------------------------------------------------------------- */

static enum status row_put(struct txn *t, const unsigned char *uuid, int64_t record, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_UUID_PUT);
	query_blob(&q, uuid, sizeof(uuid_t));
	query_int(&q, record);
	return query_run(&q, err);
}

static void upto_set(struct txn *t, int64_t record)
{
	t->uuids_upto = record;
	t->counters_moved = true;
}

enum status uuid_put(struct txn *t, const unsigned char *uuid, int64_t record, struct err *err)
{
	enum status status;

	if (t->store->is_wide)
		return ST_OK;
	status = row_put(t, uuid, record, err);
	if (status == ST_OK && t->uuids_upto == record - 1)
		upto_set(t, record);
	return status;
}

/* Many ------------------------------------------------------------------- */

static int by_uuid(const void *a, const void *b)
{
	const struct uuid_row *x = a, *y = b;

	return memcmp(x->uuid, y->uuid, sizeof x->uuid);
}

enum status store_uuids_gather(const struct store *s, struct uuids *u, struct err *err)
{
	enum status status;
	struct query q;

	store_uuids_done(u);
	query_begin(&q, s, SQL_UUIDS_LEFT);
	while (query_next(&q)) {
		struct uuid_row row = {.record = row_int(&q, 0)};
		const void *uuid = sqlite3_column_blob(q.st, 1);

		if (!uuid || sqlite3_column_bytes(q.st, 1) != sizeof row.uuid) {
			query_fail(&q, SQLITE_CORRUPT);
			break;
		}
		memcpy(row.uuid, uuid, sizeof row.uuid);
		if (!vec_push(&u->rows, row))
			query_fail(&q, SQLITE_NOMEM);
		u->upto = row.record;
	}
	status = query_end(&q, err);
	if (status == ST_OK && u->rows.n)
		qsort(u->rows.v, u->rows.n, sizeof *u->rows.v, by_uuid);
	u->is_gathered = status == ST_OK;
	return status;
}

enum status store_uuids_put(struct txn *t, struct uuids *u, size_t most, struct err *err)
{
	enum status status = ST_OK;

	for (size_t i = 0; i < most && uuids_left(u) && status == ST_OK; i++) {
		status = row_put(t, u->rows.v[u->put].uuid, u->rows.v[u->put].record, err);
		u->put++;
	}
	if (status == ST_OK && !uuids_left(u) && t->uuids_upto < u->upto)
		upto_set(t, u->upto);
	return status;
}

void store_uuids_done(struct uuids *u)
{
	vec_done(&u->rows);
	*u = (struct uuids){0};
}

/* By prefix -------------------------------------------------------------- */

static int hex_value(char c)
{
	const char *digits = "0123456789abcdef";
	const char *at = c ? strchr(digits, tolower((unsigned char)c)) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* The lowest and the highest uuid that begin so; false: no uuid does. */
static bool uuid_range(const char *prefix, uuid_t low, uuid_t high)
{
	int digits = 0;

	memset(low, 0, sizeof(uuid_t));
	memset(high, 0xff, sizeof(uuid_t));
	for (size_t i = 0; prefix[i]; i++) {
		bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
		int value = hex_value(prefix[i]);
		int shift = digits % 2 ? 0 : 4;

		if (is_hyphen && prefix[i] == '-')
			continue;
		if (is_hyphen || value < 0 || digits >= 32)
			return false;
		low[digits / 2] = (unsigned char)(low[digits / 2] | value << shift);
		high[digits / 2] = (unsigned char)(high[digits / 2] & ~((15 ^ value) << shift));
		digits++;
	}
	return digits >= 4;
}

struct finding_uuid { unsigned char low[sizeof(uuid_t)], high[sizeof(uuid_t)]; size_t limit; VEC(int64_t) found; };

static enum status uuid_find(struct finding_uuid *f, const struct store *s, enum statement where, struct err *err)
{
	struct query q;

	if (f->found.n == f->limit)
		return ST_OK;
	query_begin(&q, s, where);
	query_blob(&q, f->low, sizeof f->low);
	query_blob(&q, f->high, sizeof f->high);
	query_int(&q, (int64_t)(f->limit - f->found.n));
	while (query_next(&q))
		if (!vec_push(&f->found, row_int(&q, 0)))
			query_fail(&q, SQLITE_NOMEM);
	return query_end(&q, err);
}

enum status store_record_by_uuid(const struct store *s, const char *prefix, size_t limit,
	struct arena *arena, int64_t **out, size_t *n, struct err *err)
{
	struct finding_uuid f = {.limit = limit ? limit : INT32_MAX};
	bool is_uuid = uuid_range(prefix, f.low, f.high);
	struct reading reading;
	enum status st = read_begin(&reading, s, err);

	if (st == ST_OK && is_uuid)
		st = uuid_find(&f, s, SQL_RECORD_BY_UUID, err);
	if (st == ST_OK && is_uuid)
		st = uuid_find(&f, s, SQL_RECORD_LEFT_BY_UUID, err);
	st = read_end(&reading, st, err);
	return rows_finish(st, &f.found, arena, out, n, err);
}
