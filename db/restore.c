/*
 * restore.c - a backup proved, and put where the store is.
 *
 * All is done in a folder beside the store, STORE.restoring.  The last step is one
 * rename: before it the store is what it was, after it what the backup held.
 */
#include "restore.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "erased.h"
#include "left.h"
#include "migrate.h"
#include "store_erase.h"
#include "sqlite/query.h"
#include "sqlite/whole.h"

enum { BLOCK = 65536 };

/* The folder ------------------------------------------------------------- */

static const char *const WORK_FILES[] = {
	"store.db", "store.db.key", "store.db.key.part", "store.db-wal", "store.db-shm", "store.db-journal",
	"store.db.lock", "store.db.part",
};

static void folder_empty(const struct restoring *r)
{
	for (size_t i = 0; i < sizeof WORK_FILES / sizeof *WORK_FILES; i++)
		(void)unlinkat(r->folder_fd, WORK_FILES[i], 0);
}

static enum status folder_begin(struct restoring *r, struct err *err)
{
	size_t room = strlen(r->place.file) + 32;
	struct stat st;

	r->folder = malloc(room);
	r->file = malloc(room);
	if (!r->folder || !r->file)
		return err_nomem(err);
	snprintf(r->folder, room, "%s.restoring", r->place.file);
	snprintf(r->file, room, "%s.restoring/store.db", r->place.file);
	if (mkdir(r->folder, 0700) != 0 && errno != EEXIST)
		return file_fail("cannot be made", r->folder, err);
	r->folder_fd = open(r->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (r->folder_fd < 0 || fstat(r->folder_fd, &st) != 0)
		return file_fail("cannot be opened", r->folder, err);
	if (st.st_uid != geteuid() || (st.st_mode & 0077))
		return err_set(err, ST_DENIED, "the folder %s is not this account's alone; remove it",
			r->folder);
	if (flock(r->folder_fd, LOCK_EX | LOCK_NB) != 0)
		return err_set(err, ST_BUSY, "somebody else restores %s just now; try again in a moment",
			r->order->store);
	folder_empty(r);
	left_clear(&r->place);
	return ST_OK;
}

static void folder_end(struct restoring *r)
{
	if (r->folder_fd >= 0) {
		folder_empty(r);
		(void)rmdir(r->folder);
		close(r->folder_fd);
	}
	free(r->folder);
	free(r->file);
}

/* Unpacking -------------------------------------------------------------- */

static enum status plain_open(struct restoring *r, int from, int to, struct err *err)
{
	char *block = malloc(BLOCK);
	int64_t got = 1, done = 0;
	enum status st = block ? ST_OK : err_nomem(err);
	struct stat size = {0};

	(void)fstat(from, &size);
	while (st == ST_OK && (got = read_all(from, block, BLOCK)) > 0) {
		if (!write_all(to, block, (size_t)got))
			st = file_fail("cannot be written", r->file, err);
		done += got;
		if (st == ST_OK)
			st = showing_tell(&r->showing, "unpacking", done, size.st_size, err);
	}
	if (st == ST_OK && got < 0)
		st = file_fail("cannot be read", r->order->file, err);
	free(block);
	return st;
}

static enum status unpack_to(struct restoring *r, int from, int to, struct err *err)
{
	const struct restore_order *o = r->order;
	enum backup_kind kind = backup_kind(from);

	if (kind == BACKUP_NONE)
		return err_set(err, ST_DAMAGED, "%s is no backup of Throughline", o->file);
	if (kind == BACKUP_STORE)
		return err_set(err, ST_USAGE, "%s is a store that is in use, no backup; open it with "
			"--store, or make a backup of it", o->file);
	if (kind == BACKUP_SEALED && !o->key_file)
		return err_set(err, ST_USAGE, "%s is encrypted; say with --key-file what it was "
			"encrypted with", o->file);
	if (kind == BACKUP_PLAIN && o->key_file)
		return err_set(err, ST_USAGE, "%s is not encrypted, so it is not the file that a key was "
			"used for; if you trust it, leave out --key-file", o->file);
	return kind == BACKUP_SEALED ? seal_open(from, to, o->file, &r->secret, &r->showing, err)
		: plain_open(r, from, to, err);
}

static enum status unpack(struct restoring *r, struct err *err)
{
	int from = open(r->order->file, O_RDONLY | O_NONBLOCK | O_CLOEXEC), to;
	enum status st;

	if (from < 0)
		return err_set(err, ST_MISSING, "the backup %s cannot be read: %s", r->order->file,
			strerror(errno));
	to = openat(r->folder_fd, "store.db", O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	st = to >= 0 ? unpack_to(r, from, to, err) : file_fail("cannot be made", r->file, err);
	if (to >= 0)
		close(to);
	close(from);
	return st;
}

/* Proving ---------------------------------------------------------------- */

static enum status is_as_recorded(struct restoring *r, const struct alone *a, struct err *err)
{
	const struct backup_record *said = &r->out.record;
	struct backup_record held;
	enum status st = record_make(a, r->order->file, &r->showing, &held, err);

	if (st != ST_OK)
		return st;
	if (strcmp(held.digest, said->digest))
		return err_set(err, ST_DAMAGED, "%s does not hold what it held when it was made: some row "
			"was changed, added or removed; use another backup", r->order->file);
	if (held.audit_rows != said->audit_rows || strcmp(held.audit_head, said->audit_head))
		return err_set(err, ST_DAMAGED, "the audit in %s does not end where it did when the backup "
			"was made; use another backup", r->order->file);
	return ST_OK;
}

static enum status unsound(const struct restoring *r, struct err *err)
{
	return err_set(err, ST_DAMAGED, "%s is damaged, or was cut short: its pages do not fit together; "
		"use another backup", r->order->file);
}

static enum status pages_prove(struct restoring *r, struct alone *a, struct err *err)
{
	enum status st = alone_open(a, r->file, err);

	if (st == ST_OK)
		st = whole_check(a->store->db, r->order->file, false, &r->showing, err);
	return st == ST_DAMAGED ? unsound(r, err) : st;
}

/* As it was written, of whatever version. */
static enum status prove(struct restoring *r, struct err *err)
{
	struct alone alone;
	int last = MIGRATIONS[MIGRATION_COUNT - 1].version;
	enum status st = pages_prove(r, &alone, err);

	if (st == ST_OK)
		st = record_get(&alone, r->order->file, &r->out.record, err);
	if (st == ST_OK)
		st = is_as_recorded(r, &alone, err);
	if (st == ST_OK && r->out.record.schema > last)
		st = err_set(err, ST_NEWER, "%s was made by a newer Throughline (version %d, this program "
			"knows up to %d); use the newer program", r->order->file, r->out.record.schema, last);
	if (st == ST_OK)
		st = record_keys_get(&alone, &r->keys, err);
	if (st == ST_OK)
		st = record_remove(&alone, err);
	if (st == ST_OK)
		st = migrate(alone.store->db, r->order->file, MIGRATIONS, MIGRATION_COUNT, false, err);
	alone_close(&alone);
	return st;
}

static enum status audit_fn(struct txn *t, void *arg, struct err *err)
{
	const struct restoring *r = arg;
	char detail[64];
	struct audit_row row = {.worker = r->order->worker, .deed = "restore", .detail = detail};

	snprintf(detail, sizeof detail, "backup of %s", r->out.record.at);
	txn_bump(t);
	return store_audit_add(t, &row, err);
}

/* In the folder for now: those that are here already, and those that it brought. */
static enum status keys_gather(struct restoring *r, struct err *err)
{
	struct chain_keys here;
	enum status st = chain_keys_read(r->place.file, &here, err);

	if (st == ST_OK)
		st = chain_keys_add(r->file, &r->keys, err);
	if (st == ST_OK)
		st = chain_keys_add(r->file, &here, err);
	sodium_memzero(&here, sizeof here);
	return st;
}

static enum status audit_examine(struct restoring *r, const struct store *s, struct err *err)
{
	struct audit_proof proof;
	enum status st = store_audit_verify(s, NULL, &proof, err);

	r->out.unproven = st == ST_OK ? proof.unproven : 0;
	return st;
}

static enum status counts_read(struct restored *out, const struct store *s, struct err *err)
{
	enum status st = read_number(s, SQL_COUNT_PEOPLE, &out->people, err);

	if (st == ST_OK)
		st = read_number(s, SQL_COUNT_RECORDS, &out->records, err);
	return st == ST_OK ? read_number(s, SQL_COUNT_EVENTS, &out->events, err) : st;
}

/* Its last row is the restore; where it ends now is noted once it is in its place. */
static enum status audit_end_note(struct restoring *r, struct store *s, struct err *err)
{
	struct audit_proof proof;
	enum status st = store_write(s, STORE_FULL, audit_fn, r, err);

	if (st == ST_OK)
		st = store_audit_verify(s, NULL, &proof, err);
	if (st == ST_OK)
		r->end = proof.end;
	return st;
}

/* Who was erased since the backup was made is known to the store that is there, if it can be read. */
static enum status erased_learn(struct restoring *r, struct store *s, struct err *err)
{
	struct store *former = NULL;
	struct err unread;
	int64_t *record;
	enum status st = ST_OK;

	r->out.told = r->place.exists ? ERASED_UNREAD : ERASED_NOT_THERE;
	if (r->place.exists && store_open(&former, r->place.file, STORE_USE, &unread) == ST_OK)
		st = erased_bring(s, former, r->arena, &r->out.told, err);
	store_close(former);
	if (st == ST_OK && r->order->tries)
		st = store_erased_here(s, r->arena, &record, &r->out.erased_here, err);
	return st;
}

/* As the store that it is to be. */
static enum status examine(struct restoring *r, struct err *err)
{
	struct store *s = NULL;
	enum status st = keys_gather(r, err);

	if (st == ST_OK)
		st = store_open(&s, r->file, STORE_USE, err);
	if (st == ST_OK) {
		s->notes_no_end = true;
		st = audit_examine(r, s, err);
	}
	if (st == ST_OK)
		st = counts_read(&r->out, s, err);
	if (st == ST_OK && r->order->allow)
		st = r->order->allow(s, r->order->allow_arg, err);
	if (st == ST_OK)
		st = erased_learn(r, s, err);
	if (st == ST_OK && !r->order->tries)
		st = audit_end_note(r, s, err);
	store_close(s);
	return st;
}

static enum status settle_on_disk(const struct restoring *r, struct err *err)
{
	int fd = openat(r->folder_fd, "store.db", O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	enum status st = ST_OK;
	struct stat log;

	if (fd < 0 || fsync(fd) != 0)
		st = file_fail("cannot be put on the disk", r->file, err);
	else if (fstatat(r->folder_fd, "store.db-wal", &log, AT_SYMLINK_NOFOLLOW) == 0 && log.st_size)
		st = err_set(err, ST_IO, "%s cannot be made one file; try again", r->file);
	if (fd >= 0)
		close(fd);
	return st;
}

/* Those that were made for it, too. */
static enum status keys_bring(struct restoring *r, struct err *err)
{
	struct chain_keys keys;
	enum status st = chain_keys_read(r->file, &keys, err);

	if (st == ST_OK)
		st = chain_keys_add(r->place.file, &keys, err);
	sodium_memzero(&keys, sizeof keys);
	return st;
}

static bool is_ours(const char *file)
{
	struct stat st;

	return lstat(file, &st) == 0 && st.st_uid == geteuid();
}

static enum status restore(struct restoring *r, struct err *err)
{
	const struct restore_order *o = r->order;
	enum status st = place_anew(o->store, &r->place, err);

	if (st == ST_OK && r->place.exists && !is_ours(r->place.file))
		st = err_set(err, ST_DENIED, "the store %s belongs to another account; restore it as that one",
			o->store);
	if (st == ST_OK && r->place.exists && !o->replaces && !o->tries)
		st = err_set(err, ST_USAGE, "there is a store at %s already, and it is left as it is; "
			"--replace puts the backup in its place and keeps it beside", o->store);
	if (st == ST_OK && o->key_file)
		st = secret_read(&r->secret, o->key_file, err);
	if (st == ST_OK)
		st = folder_begin(r, err);
	if (st == ST_OK)
		st = unpack(r, err);
	if (st == ST_OK)
		st = prove(r, err);
	if (st == ST_OK)
		st = examine(r, err);
	if (st != ST_OK || o->tries)
		return st;
	st = settle_on_disk(r, err);
	if (st == ST_OK)
		st = keys_bring(r, err);
	if (st == ST_OK)
		st = restore_put_there(r, err);
	if (st == ST_OK)
		chain_note_at(r->place.file, &r->end);
	return st;
}

enum status store_restore(const struct restore_order *order, struct arena *arena,
	struct restored *out, struct err *err)
{
	struct restoring *r;
	enum status st;

	if (sodium_init() < 0)
		return err_set(err, ST_BUG, "libsodium cannot be used on this machine");
	r = calloc(1, sizeof *r);
	if (!r)
		return err_nomem(err);
	r->order = order;
	r->showing = (struct showing){order->show, order->show_arg};
	r->folder_fd = -1;
	r->arena = arena;
	st = restore(r, err);
	if (st == ST_OK)
		*out = r->out;
	folder_end(r);
	place_done(&r->place);
	secret_wipe(&r->secret);
	sodium_memzero(&r->keys, sizeof r->keys);
	free(r);
	return st;
}
