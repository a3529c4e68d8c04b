#include "recorded.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "migrate.h"
#include "seal.h"
#include "sqlite/query.h"
#include "sqlite/whole.h"
#include "store_admin.h"

/* Of what a backup says of itself, all keys begin so. */
#define RECORD_KEY "backup"
#define KEYS_KEY RECORD_KEY ".keys"

enum { BLOCK = 65536, WAIT_MS = 200, WAIT_MOST_MS = 30 * 60 * 1000, QUICK_FROM = 256 << 20 };

/* A database alone ------------------------------------------------------- */

enum status alone_open(struct alone *a, const char *file, struct err *err)
{
	struct store *s = a->store = calloc(1, sizeof *s);
	int rc;

	if (!s)
		return err_nomem(err);
	s->queue = -1;
	s->path = strdup(file);
	s->statement = calloc(STATEMENT_COUNT, sizeof *s->statement);
	if (!s->path || !s->statement)
		return err_nomem(err);
	rc = whole_open(file, &s->db);
	return rc == SQLITE_OK ? ST_OK : path_fail(file, rc, err);
}

void alone_close(struct alone *a)
{
	struct store *s = a->store;

	a->store = NULL;
	if (!s)
		return;
	if (s->statement)
		statements_close(s);
	sqlite3_close(s->db);
	free(s->path);
	free(s);
}

/* What it says of itself ------------------------------------------------- */

enum status record_make(const struct alone *a, const char *name, const struct showing *showing,
	struct backup_record *r, struct err *err)
{
	struct hash digest;
	int rc;
	struct audit_end end = {0};
	enum status st = store_audit_end(a->store, &end, err);

	r->audit_rows = end.row;
	memcpy(r->audit_head, end.hash, sizeof r->audit_head);
	time_text(time_now(), r->at);
	r->schema = schema_version(a->store->db, &rc);
	if (st == ST_OK && rc != SQLITE_OK)
		st = path_fail(name, rc, err);
	if (st == ST_OK)
		st = whole_hash(a->store->db, name, RECORD_KEY, &digest, showing, err);
	if (st == ST_OK)
		hash_hex(&digest, r->digest);
	return st;
}

enum status record_put(const struct alone *a, const struct backup_record *r, struct err *err)
{
	char text[256];
	struct query q;

	snprintf(text, sizeof text, "1 %s %d %lld %s %s", r->at, r->schema, (long long)r->audit_rows,
		r->audit_head, r->digest);
	query_begin(&q, a->store, SQL_META_PUT);
	query_text(&q, RECORD_KEY);
	query_text(&q, text);
	return query_run(&q, err);
}

enum status record_get(const struct alone *a, const char *name, struct backup_record *r,
	struct err *err)
{
	struct query q;
	bool is_there = false;
	long long rows = 0;
	enum status st;

	query_begin(&q, a->store, SQL_META_GET);
	query_text(&q, RECORD_KEY);
	if (query_next(&q) && row_peek(&q, 0))
		is_there = sscanf(row_peek(&q, 0), "1 %20s %d %lld %64s %64s", r->at, &r->schema, &rows,
			r->audit_head, r->digest) == 5;
	r->audit_rows = rows;
	st = query_end(&q, err);
	if (st == ST_OK && !is_there)
		st = err_set(err, ST_USAGE, "%s is a database of Throughline but no backup: it does not "
			"say what it holds; `throughline --store %s backup FILE` makes one of it", name, name);
	return st;
}

static enum status record_keys_put(const struct alone *a, const struct chain_keys *keys, struct err *err)
{
	char *text = chain_keys_text(keys);
	struct query q;
	enum status st;

	if (!text)
		return err_nomem(err);
	query_begin(&q, a->store, SQL_META_PUT);
	query_text(&q, KEYS_KEY);
	query_text(&q, text);
	st = query_run(&q, err);
	sodium_memzero(text, strlen(text));
	free(text);
	return st;
}

enum status record_keys_get(const struct alone *a, struct chain_keys *keys, struct err *err)
{
	struct query q;

	keys->n = 0;
	query_begin(&q, a->store, SQL_META_GET);
	query_text(&q, KEYS_KEY);
	if (query_next(&q) && row_peek(&q, 0))
		chain_keys_parse(row_peek(&q, 0), keys);
	return query_end(&q, err);
}

enum status record_remove(const struct alone *a, struct err *err)
{
	static const char *const KEYS[] = {RECORD_KEY, KEYS_KEY};
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < sizeof KEYS / sizeof *KEYS; i++) {
		struct query q;

		query_begin(&q, a->store, SQL_META_REMOVE);
		query_text(&q, KEYS[i]);
		st = query_run(&q, err);
	}
	return st;
}

enum backup_kind backup_kind(int fd)
{
	static const unsigned char OURS[4] = {STORE_APPLICATION_ID >> 24, STORE_APPLICATION_ID >> 16 & 0xff,
		STORE_APPLICATION_ID >> 8 & 0xff, STORE_APPLICATION_ID & 0xff};
	unsigned char head[100];
	bool is_whole;

	if (seal_is_on(fd))
		return BACKUP_SEALED;
	is_whole = read_all(fd, head, sizeof head) == sizeof head;
	(void)lseek(fd, 0, SEEK_SET);
	if (!is_whole || memcmp(head, "SQLite format 3", 16) || memcmp(head + 68, OURS, sizeof OURS))
		return BACKUP_NONE;
	return head[18] == 1 ? BACKUP_PLAIN : BACKUP_STORE;
}

/* Making ----------------------------------------------------------------- */

struct making {
	const struct store *store;
	const struct backup_order *order;
	struct showing showing;
	struct secret secret;
	struct part copy, out;
	struct backup_made made;
};

/* Only another backup is ever replaced. */
static enum status target_check(const struct making *m, struct err *err)
{
	const char *file = m->order->file;
	struct stat st;
	int fd;
	bool is_backup;

	if (lstat(file, &st) != 0)
		return errno == ENOENT ? ST_OK : err_set(err, ST_IO, "%s cannot be looked at: %s", file,
			strerror(errno));
	if (S_ISLNK(st.st_mode))
		return err_set(err, ST_USAGE, "%s is a symbolic link; name the file itself", file);
	if (S_ISDIR(st.st_mode))
		return err_set(err, ST_USAGE, "%s is a folder; name a file in it", file);
	if (!m->order->replaces)
		return err_set(err, ST_USAGE, "%s is there already and is left as it is; name another "
			"file, or say --replace", file);
	fd = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	is_backup = fd >= 0 && S_ISREG(st.st_mode) && backup_kind(fd) > BACKUP_NONE &&
		backup_kind(fd) != BACKUP_STORE;
	if (fd >= 0)
		close(fd);
	return is_backup ? ST_OK : err_set(err, ST_USAGE, "%s is no backup and is left as it is; name "
		"another file", file);
}

/* The rows of an import that is being taken in lie beside the store: it is waited for. */
static enum status imports_wait(const struct making *m, struct err *err)
{
	const struct timespec pause = {.tv_nsec = WAIT_MS * 1000000L};
	int64_t until = clock_ms() + WAIT_MOST_MS;

	for (;;) {
		struct query q;
		bool is_pending;
		enum status st;

		query_begin(&q, m->store, SQL_PENDING_GET);
		is_pending = query_next(&q);
		st = query_end(&q, err);
		if (st != ST_OK || !is_pending)
			return st;
		if (clock_ms() > until)
			return err_set(err, ST_BUSY, "an import has been coming in for half an hour; make "
				"the backup when it is done");
		st = showing_tell(&m->showing, "waiting for an import", 0, 0, err);
		if (st != ST_OK)
			return st;
		nanosleep(&pause, NULL);
	}
}

static enum status copy_has_import(const char *copy, bool *pending, struct err *err)
{
	struct alone alone;
	struct query q;
	enum status st = alone_open(&alone, copy, err);

	if (st == ST_OK) {
		query_begin(&q, alone.store, SQL_PENDING_GET);
		*pending = query_next(&q);
		st = query_end(&q, err);
	}
	alone_close(&alone);
	return st;
}

/* Beside the store, which is on a disk that a database may be on. */
static enum status copy_make(struct making *m, struct err *err)
{
	const struct store *s = m->store;
	size_t room = strlen(s->place) + sizeof ".copy";
	char *name = malloc(room);
	bool pending = true;
	enum status st;

	if (!name)
		return err_nomem(err);
	snprintf(name, room, "%s.copy", s->place);
	st = part_begin(&m->copy, name, err);
	free(name);
	while (st == ST_OK && pending) {
		sqlite3 *source = NULL;
		int rc;

		st = imports_wait(m, err);
		if (st != ST_OK)
			break;
		rc = db_open_beside(s, &source);
		if (rc == SQLITE_OK && ftruncate(m->copy.fd, 0) != 0)
			rc = SQLITE_IOERR_TRUNCATE;
		if (rc == SQLITE_OK)
			rc = whole_copy(source, m->copy.name, &m->showing, err);
		sqlite3_close(source);
		if (rc == SQLITE_INTERRUPT)
			return err_set(err, ST_STOPPED, "stopped; nothing was changed");
		st = rc == SQLITE_OK ? copy_has_import(m->copy.name, &pending, err)
			: path_fail(s->path, rc, err);
	}
	return st;
}

static enum status copy_prove(struct making *m, struct err *err)
{
	struct chain_keys keys;
	struct alone alone;
	struct stat size;
	enum status st = alone_open(&alone, m->copy.name, err);

	m->made.bytes = fstat(m->copy.fd, &size) == 0 ? size.st_size : 0;
	if (st == ST_OK)
		st = whole_check(alone.store->db, m->store->path, m->made.bytes > QUICK_FROM, &m->showing,
			err);
	if (st == ST_OK)
		st = record_make(&alone, m->store->path, &m->showing, &m->made.record, err);
	if (st == ST_OK)
		st = record_put(&alone, &m->made.record, err);
	if (st == ST_OK && m->order->key_file) {
		st = chain_keys_read(m->store->beside, &keys, err);
		if (st == ST_OK)
			st = record_keys_put(&alone, &keys, err);
		sodium_memzero(&keys, sizeof keys);
	}
	alone_close(&alone);
	return st;
}

static enum status bytes_hash(int from, int to, const char *name, const char *doing,
	const struct showing *showing, struct hash *out, struct err *err)
{
	crypto_generichash_state state;
	char *block = malloc(BLOCK);
	int64_t got = 1, done = 0;
	enum status st = block ? ST_OK : err_nomem(err);
	struct stat size = {0};

	(void)fstat(from, &size);
	crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
	while (st == ST_OK && (got = read_all(from, block, BLOCK)) > 0) {
		crypto_generichash_update(&state, (const unsigned char *)block, (size_t)got);
		if (to >= 0 && !write_all(to, block, (size_t)got))
			st = file_fail("cannot be written", name, err);
		done += got;
		if (st == ST_OK)
			st = showing_tell(showing, doing, done, size.st_size, err);
	}
	if (st == ST_OK && got < 0)
		st = file_fail("cannot be read", name, err);
	crypto_generichash_final(&state, out->byte, HASH_BYTES);
	free(block);
	return st;
}

/* Written, and read back: what is on the disk is what was meant. */
static enum status out_plain(struct making *m, struct err *err)
{
	struct hash written, held;
	enum status st = bytes_hash(m->copy.fd, m->out.fd, m->order->file, "writing", &m->showing,
		&written, err);

	if (st == ST_OK && (fsync(m->out.fd) != 0 || lseek(m->out.fd, 0, SEEK_SET) != 0))
		st = file_fail("cannot be put on the disk", m->order->file, err);
	if (st == ST_OK)
		st = bytes_hash(m->out.fd, -1, m->order->file, "reading back", &m->showing, &held, err);
	if (st == ST_OK && memcmp(&written, &held, sizeof held))
		st = err_set(err, ST_IO, "what was read back from %s is not what was written: that disk "
			"fails; nothing was kept there", m->order->file);
	return st;
}

static enum status out_sealed(struct making *m, struct err *err)
{
	enum status st = seal_put(m->copy.fd, m->out.fd, m->order->file, &m->secret, &m->showing, err);

	if (st == ST_OK && (fsync(m->out.fd) != 0 || lseek(m->out.fd, 0, SEEK_SET) != 0))
		st = file_fail("cannot be put on the disk", m->order->file, err);
	if (st == ST_OK)
		st = seal_open(m->out.fd, -1, m->order->file, &m->secret, &m->showing, err);
	return st;
}

/* Whoever may write a folder may put another file under a name in it, unless each may move
 * only their own there. */
static bool is_exposed(const char *file)
{
	char *folder = strndup(file, (size_t)(strrchr(file, '/') - file) + 1);
	struct stat st;
	bool is = folder && stat(folder, &st) == 0 &&
		(((st.st_mode & 0022) && !(st.st_mode & S_ISVTX)) || (st.st_uid != geteuid() && st.st_uid != 0));

	free(folder);
	return is;
}

static enum status steps_run(struct making *m, struct err *err)
{
	enum status st = target_check(m, err);

	if (st == ST_OK && m->order->key_file)
		st = secret_read(&m->secret, m->order->key_file, err);
	if (st == ST_OK)
		st = part_begin(&m->out, m->order->file, err);
	if (st == ST_OK)
		st = copy_make(m, err);
	if (st == ST_OK)
		st = copy_prove(m, err);
	if (st == ST_OK && lseek(m->copy.fd, 0, SEEK_SET) != 0)
		st = file_fail("cannot be read", m->copy.name, err);
	if (st == ST_OK)
		st = m->order->key_file ? out_sealed(m, err) : out_plain(m, err);
	if (st == ST_OK)
		m->made.is_exposed = is_exposed(m->out.file);
	return st == ST_OK ? part_appear(&m->out, m->order->replaces, err) : st;
}

enum status store_backup(const struct store *s, const struct backup_order *order,
	struct backup_made *made, struct err *err)
{
	struct making *m = calloc(1, sizeof *m);
	enum status st;

	if (!m)
		return err_nomem(err);
	m->store = s;
	m->order = order;
	m->showing = (struct showing){order->show, order->show_arg};
	m->copy.fd = m->out.fd = -1;
	st = steps_run(m, err);
	if (st == ST_OK)
		*made = m->made;
	part_done(&m->out);
	part_done(&m->copy);
	secret_wipe(&m->secret);
	free(m);
	return st;
}
