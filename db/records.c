/*
 * records.c - what each agency holds about each person: put, found, read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "held.h"
#include "lent.h"
#include "rows.h"
#include "store_people.h"
#include "text.h"
#include "uuids.h"
#include "versions.h"

/* Addresses -------------------------------------------------------------- */

static void address_make(const struct store *s, const char *kind, const char *agency,
	const char *ref, uuid_t out)
{
	char room[512];
	char *name = room;
	size_t length = strlen(kind) + strlen(agency) + strlen(ref) + 3;

	if (length > sizeof room)
		name = malloc(length);
	if (!name) {
		name = room;
		length = sizeof room;
	}
	snprintf(name, length, "%s/%s:%s", kind, agency, ref);
	uuid_generate_sha1(out, s->space, name, strlen(name));
	if (name != room)
		free(name);
}

static void record_uuid(const struct store *s, const char *agency, const char *local_id, uuid_t out)
{
	address_make(s, "record", agency, local_id, out);
}

void store_address(const struct store *s, const char *agency, const char *ref, char out[static 37])
{
	uuid_t address;

	address_make(s, "event", agency, ref, address);
	uuid_unparse_lower(address, out);
}

/* Reading ---------------------------------------------------------------- */

/* Ends the query where it fails; false then. */
static bool record_read(struct query *q, struct arena *arena, struct record *out)
{
	const unsigned char *uuid = sqlite3_column_blob(q->st, 3);
	char received[21];
	struct record r = {
		.id = row_int(q, 0),
		.person = row_int(q, 1),
		.agency = row_int(q, 2),
		.local_id = row_text(q, 4, arena),
		.import = row_int(q, RECORD_ROW_IMPORT),
	};

	if (!uuid || sqlite3_column_bytes(q->st, 3) != sizeof(uuid_t)) {
		query_fail(q, SQLITE_CORRUPT);
		return false;
	}
	uuid_unparse_lower(uuid, r.uuid);
	time_text(row_int(q, 5), received);
	r.received = arena_dup(arena, received);
	if (!r.received)
		query_fail(q, SQLITE_NOMEM);
	for (int i = 0; i < RF_COUNT; i++)
		r.field[i] = row_text(q, RECORD_ROW_FIELDS + i, arena);
	if (q->rc != SQLITE_ROW)
		return false;
	*out = r;
	return true;
}

enum status store_record_get(const struct store *s, int64_t id, struct arena *arena,
	struct record *out, struct err *err)
{
	struct record r;
	bool found = false;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_RECORD_GET);
	query_int(&q, id);
	if (query_next(&q))
		found = record_read(&q, arena, &r);
	status = query_end(&q, err);
	if (status != ST_OK)
		return status;
	if (!found)
		return err_set(err, ST_NONE, "there is no such record");
	status = agency_code_of(s, r.agency, &r.agency_code, err);
	if (status == ST_OK)
		*out = r;
	return status;
}

enum status store_records_called(const struct store *s, const char *local_id, struct arena *arena, struct record_called **out,
	size_t *n, struct err *err)
{
	VEC(struct record_called) all = {0};
	struct query q;

	query_begin(&q, s, SQL_RECORDS_CALLED);
	query_text(&q, local_id);
	while (query_next(&q))
		if (!vec_push(&all, (struct record_called){row_int(&q, 0), row_text(&q, 1, arena)}))
			query_fail(&q, SQLITE_NOMEM);
	return rows_give(&q, &all, arena, out, n, err);
}

enum status store_record_before(const struct store *s, int64_t id, struct arena *arena,
	struct record *out, struct err *err)
{
	struct record r;
	bool found;
	struct query q;
	enum status status = store_record_get(s, id, arena, &r, err);

	if (status != ST_OK)
		return status;
	query_begin(&q, s, SQL_RECORD_BEFORE);
	query_int(&q, id);
	found = query_next(&q);
	for (int i = 0; i < RF_COUNT && found; i++)
		r.field[i] = row_text(&q, i, arena);
	status = query_end(&q, err);
	if (status == ST_OK && !found)
		return err_set(err, ST_NONE, "there is no earlier version of this record");
	if (status == ST_OK)
		*out = r;
	return status;
}

struct version_rows { VEC(struct record_version) rows; };

static enum status versions_gather(const struct store *s, enum statement which, int64_t id,
	struct arena *arena, struct version_rows *into, struct err *err)
{
	struct query q;

	query_begin(&q, s, which);
	query_int(&q, id);
	while (query_next(&q)) {
		struct record_version v = {.import = row_int(&q, 0)};
		char received[21];

		time_text(row_int(&q, 1), received);
		v.received = arena_dup(arena, received);
		for (int i = 0; i < RF_COUNT; i++)
			v.field[i] = row_text(&q, 2 + i, arena);
		if (!v.received || !vec_push(&into->rows, v))
			query_fail(&q, SQLITE_NOMEM);
	}
	return query_end(&q, err);
}

enum status store_record_versions(const struct store *s, int64_t id, struct arena *arena,
	struct record_version **out, size_t *n, struct err *err)
{
	struct version_rows all = {0};
	struct reading reading;
	enum status status = read_begin(&reading, s, err);

	if (status == ST_OK)
		status = versions_gather(s, SQL_RECORD_SAID, id, arena, &all, err);
	if (status == ST_OK)
		status = versions_gather(s, SQL_RECORD_SAID_BEFORE, id, arena, &all, err);
	status = read_end(&reading, status, err);
	return rows_finish(status, &all.rows, arena, out, n, err);
}

enum status store_record_find(const struct store *s, const char *agency_code, const char *local_id,
	int64_t *id, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_RECORD_ID);
	query_text(&q, agency_code);
	query_text(&q, local_id);
	status = query_number(&q, id, err);
	return status == ST_NONE ? err_set(err, ST_NONE, "there is no such record") : status;
}

enum status store_person_records(const struct store *s, int64_t person, struct arena *arena,
	struct record **out, size_t *n, struct err *err)
{
	VEC(struct record) rows = {0};
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_PERSON_RECORDS);
	query_int(&q, person);
	while (query_next(&q)) {
		struct record r;

		if (record_read(&q, arena, &r) && !vec_push(&rows, r))
			query_fail(&q, SQLITE_NOMEM);
	}
	status = query_end(&q, err);
	for (size_t i = 0; status == ST_OK && i < rows.n; i++)
		status = agency_code_of(s, rows.v[i].agency, &rows.v[i].agency_code, err);
	return rows_finish(status, &rows, arena, out, n, err);
}

/* Putting ---------------------------------------------------------------- */

enum status record_held(const struct store *s, const struct record *r, struct held *held, struct err *err)
{
	struct query q;

	*held = (struct held){.is_same = true};
	query_begin(&q, s, SQL_RECORD_BY_ADDRESS);
	query_int(&q, r->agency);
	query_text(&q, r->local_id);
	if (query_next(&q)) {
		held->id = row_int(&q, 0);
		held->is_out = row_int(&q, 1) == 0;
		held->import = row_int(&q, RECORD_ROW_IMPORT);
		for (int i = 0; i < RF_COUNT && held->is_same; i++)
			held->is_same = text_same(row_peek(&q, RECORD_ROW_FIELDS + i), r->field[i]);
	}
	return query_end(&q, err);
}

/* *id stays 0 where there is one of this address already. */
static enum status record_insert(struct txn *t, const struct record *r, int64_t import,
	int64_t received, int64_t *id, struct err *err)
{
	int64_t number = t->next_record;
	const char *code;
	struct query q;
	uuid_t uuid;
	enum status status = agency_code_of(t->store, r->agency, &code, err);

	if (status != ST_OK)
		return status;
	record_uuid(t->store, code, r->local_id, uuid);
	query_begin(&q, t->store, SQL_RECORD_INSERT);
	query_int(&q, number);
	query_int(&q, r->agency);
	query_blob(&q, uuid, sizeof uuid);
	query_text(&q, r->local_id);
	query_int_or_null(&q, import);
	query_int(&q, received);
	for (int i = 0; i < RF_COUNT; i++)
		query_sent(&q, r->field[i]);
	status = query_run(&q, err);
	if (status != ST_OK || !sqlite3_changes(t->store->db))
		return status;
	query_begin(&q, t->store, SQL_HOLDING_ADD);
	query_int(&q, number);
	query_int(&q, number);
	status = query_run(&q, err);
	if (status == ST_OK)
		status = uuid_put(t, uuid, number, err);
	if (status != ST_OK)
		return status;
	t->next_record++;
	t->people++;
	t->counters_moved = true;
	*id = number;
	return ST_OK;
}

static enum status record_change(struct txn *t, const struct record *r, int64_t import,
	int64_t received, const struct held *held, struct err *err)
{
	struct query q;
	enum status status = record_keep(t, held->id, import, held->is_out, err);

	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_RECORD_UPDATE);
	query_int_or_null(&q, import);
	query_int(&q, received);
	for (int i = 0; i < RF_COUNT; i++)
		query_sent(&q, r->field[i]);
	query_int(&q, held->id);
	status = query_run(&q, err);
	return status == ST_OK && held->is_out ? record_return(t, held->id, err) : status;
}

enum status store_record_put(struct txn *t, const struct record *r, int64_t import, int64_t *id,
	enum put *put, struct err *err)
{
	int64_t added = 0, received;
	struct held held = {0};
	enum status status = txn_received(t, import, &received, err);

	/* As with events: what the last one was says which to try first. */
	if (status == ST_OK && t->finds_records)
		status = record_held(t->store, r, &held, err);
	if (status == ST_OK && !held.id)
		status = record_insert(t, r, import, received, &added, err);
	if (status == ST_OK && !held.id && !added)
		status = record_held(t->store, r, &held, err);
	t->finds_records = held.id != 0;
	if (status == ST_OK && held.id && (!held.is_same || held.is_out))
		status = record_change(t, r, import, received, &held, err);
	if (status != ST_OK)
		return status;
	*id = added ? added : held.id;
	if (put)
		*put = added || held.is_out ? PUT_NEW : held.is_same ? PUT_SAME : PUT_CHANGED;
	return ST_OK;
}
