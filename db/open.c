/*
 * open.c - making, opening and closing a store, in the one order that is safe.
 */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "left.h"
#include "lent.h"
#include "log.h"
#include "migrate.h"
#include "part.h"
#include "place.h"
#include "settle.h"
#include "sqlite/guard.h"
#include "sqlite/query.h"

static enum status not_ours(const char *path, struct err *err)
{
	return err_set(err, ST_DAMAGED, "%s is not a Throughline store; name another file with --store",
		path);
}

/* The file's first bytes, through SQLite's own descriptor: closing one of ours
 * would drop the locks of another connection of this process. */
static enum status header_check(struct store *s, struct err *err)
{
	unsigned char head[100];
	sqlite3_file *file = NULL;
	uint32_t application;
	int rc;

	rc = sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (rc != SQLITE_OK || !file || !file->pMethods)
		return path_fail(s->path, rc == SQLITE_OK ? SQLITE_CANTOPEN : rc, err);
	rc = file->pMethods->xRead(file, head, sizeof head, 0);
	if (rc == SQLITE_IOERR_SHORT_READ)
		return not_ours(s->path, err);
	if (rc != SQLITE_OK)
		return path_fail(s->path, rc, err);
	application = (uint32_t)head[68] << 24 | (uint32_t)head[69] << 16 | (uint32_t)head[70] << 8 |
		head[71];
	if (memcmp(head, "SQLite format 3", 16) || application != STORE_APPLICATION_ID)
		return not_ours(s->path, err);
	return ST_OK;
}

/* WAL, or nothing: its answer is the mode that it is in. */
static int wal_on(sqlite3 *db)
{
	sqlite3_stmt *st;
	const char *mode;
	int rc = sqlite3_prepare_v2(db, "PRAGMA journal_mode = WAL", -1, &st, NULL);

	if (rc != SQLITE_OK)
		return rc;
	rc = sqlite3_step(st);
	mode = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;
	if (rc == SQLITE_ROW)
		rc = mode && !strcmp(mode, "wal") ? SQLITE_OK : SQLITE_CANTOPEN;
	sqlite3_finalize(st);
	return rc;
}

static int pragmas_set(sqlite3 *db)
{
	static const char *const PRAGMAS[] = {
		"PRAGMA cell_size_check = ON", "PRAGMA mmap_size = 0", "PRAGMA cache_size = -8000",
		"PRAGMA journal_size_limit = 67108864", "PRAGMA synchronous = FULL",
		"PRAGMA temp_store = MEMORY", "PRAGMA secure_delete = ON",
	};
	int rc = SQLITE_OK;

	for (size_t i = 0; rc == SQLITE_OK && i < sizeof PRAGMAS / sizeof *PRAGMAS; i++)
		rc = db_run(db, PRAGMAS[i]);
	return rc;
}

static int db_open(const char *file, int wait_ms, sqlite3 **db)
{
	int rc = sqlite3_open_v2(file, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW |
		SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);

	if (rc == SQLITE_OK)
		rc = guard_switches(*db);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(*db, wait_ms);
	return rc;
}

int db_open_beside(const struct store *s, sqlite3 **db)
{
	int rc = db_open(s->place, s->wait_ms, db);

	if (rc == SQLITE_OK)
		rc = pragmas_set(*db);
	return rc == SQLITE_OK ? wal_on(*db) : rc;
}

/* Making ----------------------------------------------------------------- */

static enum status id_write(sqlite3 *db, const char *place, struct err *err)
{
	static const char TEXT[] = "PRAGMA application_id = 1414024270";
	struct store made = {.db = db, .path = (char *)place};
	struct query q;
	char id[37];
	uuid_t random;
	int rc = db_run(db, TEXT);
	enum status status;

	_Static_assert(STORE_APPLICATION_ID == 1414024270, "one number, written twice");
	if (rc != SQLITE_OK)
		return path_fail(place, rc, err);
	made.statement = calloc(STATEMENT_COUNT, sizeof *made.statement);
	if (!made.statement)
		return err_nomem(err);
	uuid_generate_random(random);
	uuid_unparse_lower(random, id);
	query_begin(&q, &made, SQL_META_PUT);
	query_text(&q, "store");
	query_text(&q, id);
	status = query_run(&q, err);
	statements_close(&made);
	return status;
}

/* Only the file gets the store's name: what stayed in the log would be lost, and closing does not tell. */
static enum status log_empty(sqlite3 *db, const char *place, struct err *err)
{
	int rc = sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

	return rc == SQLITE_OK ? ST_OK : path_fail(place, rc, err);
}

/* `place` is what the file will be called: for sentences. */
static enum status fill_new(const char *file, const char *place, const struct migration *list,
	size_t n, struct err *err)
{
	sqlite3 *db = NULL;
	enum status status = ST_OK;
	int rc = db_open(file, STORE_WAIT_MS, &db);

	if (rc == SQLITE_OK)
		rc = wal_on(db);
	if (rc != SQLITE_OK)
		status = path_fail(place, rc, err);
	if (status == ST_OK)
		status = migrate(db, place, list, n, true, err);
	if (status == ST_OK)
		status = id_write(db, place, err);
	if (status == ST_OK)
		status = log_empty(db, place, err);
	rc = sqlite3_close(db);
	if (status == ST_OK && rc != SQLITE_OK)
		status = path_fail(place, rc, err);
	return status;
}

static void folder_sync(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

/* The name appears when the store is whole, and the other goes in the same moment.  Where another
 * process was quicker, its store is the one. */
static enum status appear(const char *made, const struct place *p, struct err *err)
{
	enum status status = ST_OK;

	if (name_free(made, p->file) != 0) {
		if (errno == EEXIST)
			left_remove(made);
		else
			status = err_set(err, ST_IO, "the store %s cannot be made: %s", p->file,
				strerror(errno));
	}
	folder_sync(p->folder);
	return status;
}

static enum status store_make(const struct place *p, const struct migration *list, size_t n,
	struct err *err)
{
	size_t room = strlen(p->file) + 32;
	char *made = malloc(room);
	enum status status;
	int fd;

	if (!made)
		return err_nomem(err);
	snprintf(made, room, "%s.making-%ld", p->file, (long)getpid());
	left_clear(p);
	fd = left_begin(made);
	if (fd < 0) {
		status = err_set(err, errno == ENOSPC || errno == EDQUOT ? ST_FULL : ST_IO,
			"the store %s cannot be made: %s", p->file, strerror(errno));
		free(made);
		return status;
	}
	status = fill_new(made, p->file, list, n, err);
	if (status == ST_OK)
		status = appear(made, p, err);
	if (status != ST_OK)
		left_remove(made);
	close(fd); /* others may take it for nobody's from here on */
	free(made);
	return status;
}

/* Opening ---------------------------------------------------------------- */

static enum status migrate_queued(struct store *s, const struct migration *list, size_t n,
	struct err *err)
{
	int rc, version = schema_version(s->db, &rc);
	enum status status;

	if (rc != SQLITE_OK)
		return store_fail(s, rc, err);
	if (version == 0)
		return not_ours(s->path, err);
	if (version == list[n - 1].version)
		return ST_OK;
	status = queue_enter(s->queue, s->wait_ms, s->path, err);
	if (status != ST_OK)
		return status;
	status = migrate(s->db, s->place, list, n, true, err);
	queue_leave(s->queue);
	return status;
}

static enum status id_read(struct store *s, struct err *err)
{
	struct query q;
	bool good = false;
	enum status status;

	query_begin(&q, s, SQL_META_GET);
	query_text(&q, "store");
	if (query_next(&q) && row_peek(&q, 0)) {
		snprintf(s->id, sizeof s->id, "%s", row_peek(&q, 0));
		good = uuid_parse(s->id, s->space) == 0;
	}
	status = query_end(&q, err);
	if (status == ST_OK && !good)
		return path_fail(s->path, SQLITE_CORRUPT, err);
	return status;
}

/* From when the log is open, nobody puts another store in this one's place. */
static enum status log_begin(struct store *s, struct err *err)
{
	enum status status = queue_gate(s->queue, GATE_OPEN, s->wait_ms, s->path, err);
	int moved = 0, rc;

	if (status != ST_OK)
		return status;
	rc = sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (rc == SQLITE_OK && !moved)
		rc = pragmas_set(s->db);
	if (rc == SQLITE_OK && !moved)
		rc = wal_on(s->db);
	(void)queue_gate(s->queue, GATE_LEAVE, 0, s->path, NULL);
	if (moved)
		return err_set(err, ST_BUSY, "another store was put at %s just now; try again", s->path);
	return rc == SQLITE_OK ? ST_OK : store_fail(s, rc, err);
}

static enum status store_start(struct store *s, const struct migration *list, size_t n,
	struct err *err)
{
	int rc = db_open(s->place, s->wait_ms, &s->db);
	enum status status;

	if (rc == SQLITE_OK && sqlite3_db_readonly(s->db, "main") == 1)
		rc = SQLITE_READONLY;
	if (rc != SQLITE_OK)
		return path_fail(s->path, rc, err);
	status = header_check(s, err);
	if (status == ST_OK)
		status = queue_open(s->place, &s->queue, err);
	if (status != ST_OK)
		return status;
	status = log_begin(s, err);
	if (status == ST_OK)
		status = migrate_queued(s, list, n, err);
	if (status != ST_OK)
		return status;
	rc = guard_close(s->db);
	if (rc != SQLITE_OK)
		return store_fail(s, rc, err);
	log_watch(s);
	status = id_read(s, err);
	if (status == ST_OK)
		store_looks_changed(s);
	return status;
}

/* The store at a place that was found; it takes the place's file over.  NULL: no memory. */
static struct store *store_new(const char *path, struct place *place)
{
	struct store *s = calloc(1, sizeof *s);

	if (!s)
		return NULL;
	s->queue = s->head = -1;
	s->wait_ms = STORE_WAIT_MS;
	s->sync = STORE_FULL;
	s->path = strdup(path);
	s->place = place->file;
	s->beside = place->file ? strdup(place->file) : NULL;
	place->file = NULL;
	s->statement = calloc(STATEMENT_COUNT, sizeof *s->statement);
	s->lent = lent_new();
	s->scratch = arena_new();
	if (s->path && s->beside && s->statement && s->lent && s->scratch)
		return s;
	store_close(s);
	return NULL;
}

enum status store_open_with(struct store **out, const char *path, enum store_mode mode,
	const struct migration *list, size_t n, struct err *err)
{
	struct place place = {0};
	struct store *s;
	enum status status;

	/* Counting every allocation costs a lock each; it can only be said before
	 * SQLite is first used, and does no harm later. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sodium_init() < 0)
		return err_set(err, ST_BUG, "libsodium cannot be used on this machine");
	status = place_find(path, mode, &place, err);
	if (status == ST_OK && !place.exists)
		status = store_make(&place, list, n, err);
	if (status != ST_OK) {
		place_done(&place);
		return status;
	}
	s = store_new(path, &place);
	place_done(&place);
	status = s ? store_start(s, list, n, err) : err_nomem(err);
	if (status == ST_OK)
		*out = s;
	else
		store_close(s);
	return status;
}

enum status store_open(struct store **out, const char *path, enum store_mode mode, struct err *err)
{
	return store_open_with(out, path, mode, MIGRATIONS, MIGRATION_COUNT, err);
}

void store_close(struct store *s)
{
	if (!s)
		return;
	settling_free(s->settling);
	statements_close(s);
	sqlite3_close(s->db);
	if (s->queue >= 0)
		close(s->queue);
	if (s->head >= 0)
		close(s->head);
	sodium_memzero(s->chain_key, sizeof s->chain_key);
	lent_free(s->lent);
	arena_free(s->scratch);
	free(s->path);
	free(s->beside);
	free(s->place);
	free(s);
}

const char *store_path(const struct store *s)
{
	return s->path;
}

const char *store_id(const struct store *s)
{
	return s->id;
}

bool store_is_owned(const struct store *s)
{
	struct stat st;

	return stat(s->place, &st) == 0 && st.st_uid == geteuid();
}
