#include "log.h"

#include <stdio.h>

#include "migrate.h"
#include "settle.h"
#include "sqlite/query.h"
#include "store_imports.h"

/* Pages; 16,384 are 64 MB.  Many at once keep the disk from everybody who writes. */
enum { LOG_USUAL = 1000, LOG_LITTLE = 2000, LOG_MUCH = 8000, LOG_MOST = 14000 };

static int log_grew(void *arg, sqlite3 *db, const char *base, int pages)
{
	struct store *s = arg;

	(void)db;
	(void)base;
	s->log_pages = pages;
	if (pages < s->log_given)
		s->log_given = 0; /* it began anew */
	return SQLITE_OK;
}

void log_watch(struct store *s)
{
	sqlite3_wal_hook(s->db, log_grew, s);
}

/* Whether nothing is left; false too where somebody else is at it. */
static bool log_move(struct store *s, bool *is_mine)
{
	int all = 0, gone = 0;

	*is_mine = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &all, &gone) == SQLITE_OK;
	return *is_mine && gone == all;
}

void log_settle(struct store *s)
{
	bool is_mine;

	(void)log_move(s, &is_mine);
	if (is_mine)
		s->log_pages = s->log_given = 0;
}

/* The version of the store's form, the same again: no news for anybody.  A row that is set to what
 * it holds is not written at all. */
static enum status log_begin_fn(struct txn *t, void *arg, struct err *err)
{
	sqlite3 *db = t->store->db;
	int rc, version = schema_version(db, &rc);
	char text[48];

	(void)arg;
	snprintf(text, sizeof text, "PRAGMA user_version = %d", version);
	if (rc == SQLITE_OK)
		rc = db_run(db, text);
	return rc == SQLITE_OK ? ST_OK : store_fail(t->store, rc, err);
}

static void log_begin(struct store *s)
{
	(void)store_write(s, STORE_NORMAL, log_begin_fn, NULL, NULL);
}

/* An import that is going in writes again and again, and works the log off itself. */
static bool is_import_at_it(const struct store *s)
{
	int64_t import;
	struct query q;

	query_begin(&q, s, SQL_PENDING_GET);
	return query_number(&q, &import, NULL) == ST_OK && !store_import_is_free(s);
}

/* Most of it goes beside what is written meanwhile.  What came meanwhile goes in the
 * queue: else the log would never come to its end, and not begin anew. */
void log_rest(struct store *s)
{
	const int most = s->sync == STORE_FULL ? LOG_USUAL : LOG_MUCH; /* a look waits for little */
	bool is_mine;

	if (s->is_wide || s->log_pages - s->log_given < most || (s->log_pages < LOG_MOST && is_import_at_it(s)))
		return;
	s->log_given = s->log_pages;
	(void)log_move(s, &is_mine);
	if (!is_mine || queue_enter(s->queue, s->wait_ms, s->path, NULL) != ST_OK)
		return;
	if (log_move(s, &is_mine))
		log_begin(s); /* leaves the queue as it ends */
	queue_leave(s->queue);
}

/* Most of them go beside what is written meanwhile, then what came meanwhile; where more
 * comes than goes, it is waited for. */
void log_work_off(struct store *s)
{
	bool is_full = s->log_pages >= LOG_MOST;

	if (s->log_pages < LOG_MUCH)
		return;
	if (s->settling && is_full)
		settling_wait(s->settling);
	if (s->settling && settling_is_on(s->settling))
		return;
	if (s->settling && !is_full && s->log_pages - s->log_given > LOG_LITTLE && settling_start(s->settling)) {
		s->log_given = s->log_pages;
		return;
	}
	log_settle(s);
	log_begin(s);
}
