#include "sqlite/whole.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "inside.h"
#include "sqlite/guard.h"

enum { PAGES_AT_ONCE = 2048, STEPS = 2000000, ROWS_AT_ONCE = 50000, ROOM = 4096 };

int whole_open(const char *file, sqlite3 **db)
{
	int rc = sqlite3_open_v2(file, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW |
		SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);

	if (rc == SQLITE_OK)
		rc = guard_switches(*db);
	if (rc == SQLITE_OK)
		rc = db_run(*db, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; "
			"PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY");
	return rc;
}

/* Copying ---------------------------------------------------------------- */

static int pages_copy(sqlite3 *from, sqlite3 *to, const struct showing *showing, struct err *err)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
	int rc = SQLITE_OK, ended;

	if (!backup)
		return sqlite3_errcode(to);
	while (rc == SQLITE_OK) {
		rc = sqlite3_backup_step(backup, PAGES_AT_ONCE);
		if (rc == SQLITE_OK && showing_tell(showing, "copying", sqlite3_backup_pagecount(backup) -
		    sqlite3_backup_remaining(backup), sqlite3_backup_pagecount(backup), err) != ST_OK)
			rc = SQLITE_INTERRUPT;
	}
	ended = sqlite3_backup_finish(backup);
	return rc == SQLITE_DONE ? ended : rc;
}

/* A copy is no database that anybody has open: it is in no need of a log.  Its header
 * says so in two bytes. */
static int log_off(const char *file)
{
	static const unsigned char ROLLBACK[2] = {1, 1};
	int fd = open(file, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
	bool fine = fd >= 0 && pwrite(fd, ROLLBACK, sizeof ROLLBACK, 18) == sizeof ROLLBACK;

	if (fd >= 0)
		close(fd);
	return fine ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int whole_copy(sqlite3 *from, const char *to, const struct showing *showing, struct err *err)
{
	sqlite3 *db = NULL;
	int rc = whole_open(to, &db);

	/* One state of the store from the first page to the last: a reader's transaction. */
	if (rc == SQLITE_OK)
		rc = db_run(from, "BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1");
	if (rc == SQLITE_OK)
		rc = pages_copy(from, db, showing, err);
	if (!sqlite3_get_autocommit(from))
		db_run(from, "ROLLBACK");
	sqlite3_close(db);
	return rc == SQLITE_OK ? log_off(to) : rc;
}

/* Checking --------------------------------------------------------------- */

struct watch { const struct showing *showing; const char *doing; };

static int watch_stops(void *arg)
{
	const struct watch *w = arg;

	return showing_tell(w->showing, w->doing, 0, 0, NULL) != ST_OK;
}

/* Whether a pragma that checks finds all well: no row, or one that says "ok". */
static int check_run(sqlite3 *db, const char *pragma, bool *good)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(db, pragma, -1, &st, NULL);

	if (rc != SQLITE_OK)
		return rc;
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW) {
		const char *said = (const char *)sqlite3_column_text(st, 0);

		*good = said && !strcmp(said, "ok");
		rc = SQLITE_DONE;
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

enum status whole_check(sqlite3 *db, const char *file, bool is_quick, const struct showing *showing,
	struct err *err)
{
	struct watch watch = {showing, "checking"};
	bool sound = true, holds = true;
	int rc;

	sqlite3_progress_handler(db, STEPS, watch_stops, &watch);
	rc = check_run(db, is_quick ? "PRAGMA quick_check(1)" : "PRAGMA integrity_check(1)", &sound);
	if (rc == SQLITE_OK && sound)
		rc = check_run(db, "PRAGMA foreign_key_check", &holds);
	sqlite3_progress_handler(db, 0, NULL, NULL);
	if ((rc & 0xff) == SQLITE_CORRUPT || !sound)
		return err_set(err, ST_DAMAGED, "%s is damaged: its pages do not fit together", file);
	if (rc != SQLITE_OK)
		return path_fail(file, rc, err);
	if (!holds)
		return err_set(err, ST_DAMAGED, "%s is damaged: rows point to others that are gone", file);
	return ST_OK;
}

/* Hashing ---------------------------------------------------------------- */

struct hashing {
	crypto_generichash_state state;
	unsigned char room[ROOM];
	size_t used;
	int64_t rows;
	const struct showing *showing;
};

static void put_bytes(struct hashing *h, const void *bytes, size_t n)
{
	if (h->used + n > ROOM) {
		crypto_generichash_update(&h->state, h->room, h->used);
		h->used = 0;
	}
	if (n > ROOM) {
		crypto_generichash_update(&h->state, bytes, n);
		return;
	}
	memcpy(h->room + h->used, bytes, n);
	h->used += n;
}

static void put_head(struct hashing *h, int kind, uint64_t n)
{
	unsigned char head[9] = {(unsigned char)kind};

	for (int i = 0; i < 8; i++)
		head[1 + i] = (unsigned char)(n >> (8 * i));
	put_bytes(h, head, sizeof head);
}

static void put_value(struct hashing *h, sqlite3_stmt *st, int column)
{
	int kind = sqlite3_column_type(st, column);
	double real;
	uint64_t bits;

	switch (kind) {
	case SQLITE_INTEGER:
		put_head(h, kind, (uint64_t)sqlite3_column_int64(st, column));
		break;
	case SQLITE_FLOAT:
		real = sqlite3_column_double(st, column);
		memcpy(&bits, &real, sizeof bits);
		put_head(h, kind, bits);
		break;
	case SQLITE_NULL:
		put_head(h, kind, 0);
		break;
	default: {
		const void *bytes = sqlite3_column_blob(st, column);
		size_t n = (size_t)sqlite3_column_bytes(st, column);

		put_head(h, kind, n);
		if (n && bytes)
			put_bytes(h, bytes, n);
	}
	}
}

static bool is_left_out(sqlite3_stmt *st, const char *but)
{
	const char *key = (const char *)sqlite3_column_text(st, 0);

	return but && key && !strncmp(key, but, strlen(but));
}

/* Rows come in the order of the table's key. */
static int table_hash(struct hashing *h, sqlite3 *db, const char *sql, const char *but)
{
	sqlite3_stmt *st;
	int columns, rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);

	if (rc != SQLITE_OK)
		return rc;
	columns = sqlite3_column_count(st);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		if (is_left_out(st, but))
			continue;
		put_head(h, 'r', (uint64_t)columns);
		for (int i = 0; i < columns; i++)
			put_value(h, st, i);
		if (++h->rows % ROWS_AT_ONCE == 0 &&
		    showing_tell(h->showing, "proving", 0, 0, NULL) != ST_OK) {
			rc = SQLITE_INTERRUPT;
			break;
		}
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int tables_hash(struct hashing *h, sqlite3 *db, const char *but)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(db, "SELECT name FROM sqlite_schema WHERE type = 'table' "
		"ORDER BY name", -1, &st, NULL);

	if (rc != SQLITE_OK)
		return rc;
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		char *sql = name ? sqlite3_mprintf("SELECT * FROM \"%w\"", name) : NULL;

		rc = sql ? table_hash(h, db, sql, strcmp(name, "meta") ? NULL : but) : SQLITE_NOMEM;
		sqlite3_free(sql);
		if (rc != SQLITE_OK)
			break;
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

enum status whole_hash(sqlite3 *db, const char *file, const char *but, struct hash *out,
	const struct showing *showing, struct err *err)
{
	struct hashing h = {.showing = showing};
	int rc;

	crypto_generichash_init(&h.state, NULL, 0, HASH_BYTES);
	rc = table_hash(&h, db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
		NULL);
	if (rc == SQLITE_OK)
		rc = tables_hash(&h, db, but);
	if (rc != SQLITE_OK)
		return path_fail(file, rc, err);
	crypto_generichash_update(&h.state, h.room, h.used);
	crypto_generichash_final(&h.state, out->byte, HASH_BYTES);
	return ST_OK;
}
