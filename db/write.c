/*
 * write.c - the one way to write, and what tells others that something changed.
 */
#include <malloc.h>
#include <string.h>
#include <time.h>

#include "chain.h"
#include "civil.h"
#include "gists.h"
#include "lent.h"
#include "log.h"
#include "settle.h"
#include "sqlite/query.h"

int64_t time_now(void)
{
	return (int64_t)time(NULL);
}

void time_text(int64_t seconds, char out[static 21])
{
	int64_t day = seconds / 86400, left = seconds % 86400;
	int year, month, mday, hour, minute;

	if (left < 0) {
		left += 86400;
		day--;
	}
	civil_parts((int32_t)day, &year, &month, &mday);
	hour = (int)(left / 3600);
	minute = (int)(left / 60 % 60);
	memcpy(out, "0000-00-00T00:00:00Z", 21);
	for (int i = 3; i >= 0; i--, year /= 10)
		out[i] = (char)('0' + year % 10);
	out[5] = (char)('0' + month / 10);
	out[6] = (char)('0' + month % 10);
	out[8] = (char)('0' + mday / 10);
	out[9] = (char)('0' + mday % 10);
	out[11] = (char)('0' + hour / 10);
	out[12] = (char)('0' + hour % 10);
	out[14] = (char)('0' + minute / 10);
	out[15] = (char)('0' + minute % 10);
	out[17] = (char)('0' + left % 60 / 10);
	out[18] = (char)('0' + left % 10);
}

struct store *txn_store(struct txn *t)
{
	return t->store;
}

void txn_bump(struct txn *t)
{
	t->bumped = true;
}

enum status txn_received(struct txn *t, int64_t import, int64_t *seconds, struct err *err)
{
	struct query q;
	enum status status;

	if (!t->received || t->import != import) {
		t->received = 0;
		if (import) {
			query_begin(&q, t->store, SQL_IMPORT_RECEIVED);
			query_int(&q, import);
			status = query_number(&q, &t->received, err);
			if (status == ST_NONE)
				return err_set(err, ST_BUG, "there is no import %lld", (long long)import);
			if (status != ST_OK)
				return status;
		} else {
			t->received = time_now();
		}
		t->import = import;
	}
	*seconds = t->received;
	return ST_OK;
}

static void cache_set(struct store *s, bool wide)
{
	db_run(s->db, wide ? "PRAGMA cache_size = -65536" : "PRAGMA cache_size = -8000");
}

void txn_grow_cache(struct txn *t)
{
	if (t->has_grown || t->store->is_wide)
		return;
	cache_set(t->store, true);
	t->has_grown = true;
}

void store_many_writes(struct store *s, bool on)
{
	cache_set(s, on);
	s->is_wide = on;
	if (on) {
		s->settling = settling_new(s);
		return;
	}
	settling_free(s->settling);
	s->settling = NULL;
	log_settle(s);
	sqlite3_db_release_memory(s->db);
}

void store_memory_spare(struct store *s)
{
	sqlite3_db_release_memory(s->db);
#ifdef __GLIBC__
	malloc_trim(0); /* else the pages stay with the process */
#endif
}

static enum status counters_read(struct txn *t, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_COUNTER_GET);
	if (query_next(&q)) {
		t->next_record = row_int(&q, 0);
		t->next_event = row_int(&q, 1);
		t->people = row_int(&q, 2);
		t->records_out = row_int(&q, 3);
		t->uuids_upto = row_int(&q, 4);
	}
	return query_end(&q, err);
}

static enum status counters_write(struct txn *t, struct err *err)
{
	struct query q;
	enum status status = ST_OK;

	if (t->counters_moved) {
		query_begin(&q, t->store, SQL_COUNTER_SET);
		query_int(&q, t->next_record);
		query_int(&q, t->next_event);
		query_int(&q, t->people);
		query_int(&q, t->records_out);
		query_int(&q, t->uuids_upto);
		status = query_run(&q, err);
	}
	if (status == ST_OK && t->bumped) {
		query_begin(&q, t->store, SQL_CHANGE_BUMP);
		status = query_run(&q, err);
	}
	return status;
}

static enum status sync_set(struct store *s, enum store_sync sync, struct err *err)
{
	int rc;

	if (s->sync == sync)
		return ST_OK;
	rc = db_run(s->db, sync == STORE_FULL ? "PRAGMA synchronous = FULL" :
		"PRAGMA synchronous = NORMAL");
	if (rc != SQLITE_OK)
		return store_fail(s, rc, err);
	s->sync = sync;
	return ST_OK;
}

static enum status write_once(struct store *s, store_fn *fn, void *arg, struct err *err)
{
	struct txn t = {.store = s};
	enum status status;
	int rc = db_run(s->db, "BEGIN IMMEDIATE");

	if (rc != SQLITE_OK)
		return store_fail(s, rc, err);
	s->txn = &t;
	status = counters_read(&t, err);
	if (status == ST_OK)
		status = fn(&t, arg, err);
	if (status == ST_OK)
		status = gists_settle(&t, err);
	if (status == ST_OK)
		status = counters_write(&t, err);
	if (status == ST_OK) {
		rc = db_run(s->db, "COMMIT");
		if (rc != SQLITE_OK)
			status = store_fail(s, rc, err);
	}
	s->txn = NULL;
	if (status == ST_OK && t.audit_row && !s->notes_no_end)
		chain_note(&t); /* outside of it: what is looked up there is committed */
	gists_done(&t);
	if (status != ST_OK) {
		if (!sqlite3_get_autocommit(s->db))
			db_run(s->db, "ROLLBACK");
		lent_forget(s->lent);
	}
	if (t.has_grown) {
		cache_set(s, false);
		sqlite3_db_release_memory(s->db);
	}
	return status;
}

enum status store_write(struct store *s, enum store_sync sync, store_fn *fn, void *arg,
	struct err *err)
{
	int64_t until = clock_ms() + s->wait_ms;
	enum status status;

	if (s->txn)
		return err_set(err, ST_BUG, "a transaction was begun inside another");
	status = queue_enter(s->queue, s->wait_ms, s->path, err);
	if (status != ST_OK)
		return status;
	status = sync_set(s, sync, err);
	while (status == ST_OK) {
		int64_t left = until - clock_ms();

		sqlite3_busy_timeout(s->db, left > 0 ? (int)left : 1);
		status = write_once(s, fn, arg, err);
		if (status != ST_BUSY || clock_ms() >= until)
			break;
		status = ST_OK;
	}
	sqlite3_busy_timeout(s->db, s->wait_ms);
	queue_leave(s->queue);
	if (status == ST_OK)
		log_rest(s);
	return status;
}

void store_give_way(struct store *s)
{
	log_work_off(s);
	queue_give_way(s->queue);
}

bool store_is_waited_for(const struct store *s)
{
	return queue_is_waited_for(s->queue);
}

static bool version_read(struct store *s, int64_t *version)
{
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_DATA_VERSION);
	status = query_number(&q, version, NULL);
	return status == ST_OK;
}

bool store_looks_changed(struct store *s)
{
	int64_t version = s->data_version;
	bool changed;

	if (!version_read(s, &version))
		return false;
	changed = version != s->data_version;
	s->data_version = version;
	return changed;
}

int64_t store_change_seq(const struct store *s)
{
	struct query q;
	int64_t seq = -1;

	query_begin(&q, s, SQL_CHANGE_GET);
	if (query_number(&q, &seq, NULL) != ST_OK)
		return -1;
	return seq;
}
