/*
 * restore_swap.c - what was restored put in the store's place, the former one kept beside it.
 */
#include "restore.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SQLITE_LOCKS_AT = 0x40000000, SQLITE_LOCKS = 512, NAME_TRIES = 100 };

/* What the log of the living store holds goes into its file, as far as it is sound. */
static void former_settle(const char *file)
{
	sqlite3 *db = NULL;

	if (sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL) == SQLITE_OK)
		db_run(db, "PRAGMA journal_mode = DELETE");
	sqlite3_close(db);
}

/* Everybody who has a store open holds one of these locks. */
static enum status former_hold(const struct restoring *r, int fd, struct err *err)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SQLITE_LOCKS_AT,
		.l_len = SQLITE_LOCKS};

	if (fcntl(fd, F_SETLK, &lock) == 0)
		return ST_OK;
	return err_set(err, ST_BUSY, "somebody has the store %s open; nothing was changed: end every "
		"session, then restore", r->order->store);
}

/* Another name for the file, or for what lies beside it. */
static enum status name_also(const char *file, const char *tail, const char *former, struct err *err)
{
	size_t room = strlen(former) + strlen(tail) + 1;
	char *from = malloc(room), *to = malloc(room);
	enum status st = from && to ? ST_OK : err_nomem(err);

	if (st == ST_OK) {
		snprintf(from, room, "%s%s", file, tail);
		snprintf(to, room, "%s%s", former, tail);
		if (link(from, to) != 0 && !(*tail && errno == ENOENT))
			st = file_fail("cannot be kept", file, err);
	}
	free(from);
	free(to);
	return st;
}

static enum status former_name(struct restoring *r, struct err *err)
{
	struct stat st;
	char now[21];

	time_text(time_now(), now);
	for (int i = 1; i < NAME_TRIES; i++) {
		r->out.former = i == 1 ? arena_printf(r->arena, "%s.former-%.10s", r->place.file, now)
			: arena_printf(r->arena, "%s.former-%.10s-%d", r->place.file, now, i);
		if (!r->out.former)
			return err_nomem(err);
		if (lstat(r->out.former, &st) != 0)
			return ST_OK;
	}
	return err_set(err, ST_USAGE, "too many former stores lie beside %s; remove those that nobody "
		"needs", r->order->store);
}

static void beside_remove(const char *file, const char *tail)
{
	size_t room = strlen(file) + strlen(tail) + 1;
	char *name = malloc(room);

	if (!name)
		return;
	snprintf(name, room, "%s%s", file, tail);
	unlink(name);
	free(name);
}

/* Under locks that keep everybody else out.  A log that is still there belongs to a
 * store that is damaged: it goes with that one. */
static enum status former_replace(struct restoring *r, struct err *err)
{
	static const char *const BESIDE[] = {"", "-wal", ".import", ".head", ".key"};
	enum status st = former_name(r, err);

	for (size_t i = 0; st == ST_OK && i < sizeof BESIDE / sizeof *BESIDE; i++)
		st = name_also(r->place.file, BESIDE[i], r->out.former, err);
	if (st != ST_OK)
		return st;
	path_sync(r->place.file);
	beside_remove(r->place.file, "-wal");
	beside_remove(r->place.file, "-shm");
	st = chain_note_also(r->place.file, &r->end, err);
	if (st != ST_OK)
		return st;
	if (rename(r->file, r->place.file) != 0)
		return file_fail("cannot be put there", r->place.file, err);
	beside_remove(r->place.file, ".import");
	path_sync(r->place.file);
	return ST_OK;
}

static enum status swap_held(struct restoring *r, int queue, struct err *err)
{
	enum status st = queue_gate(queue, GATE_SWAP, STORE_WAIT_MS, r->order->store, err);
	int fd;

	if (st != ST_OK)
		return st;
	former_settle(r->place.file);
	fd = open(r->place.file, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	st = fd < 0 ? file_fail("cannot be opened", r->place.file, err) : former_hold(r, fd, err);
	if (st == ST_OK)
		st = former_replace(r, err);
	if (fd >= 0)
		close(fd);
	return st;
}

static enum status swap(struct restoring *r, struct err *err)
{
	int queue = -1;
	enum status st = queue_open(r->place.file, &queue, err);

	if (st == ST_OK)
		st = queue_enter(queue, STORE_WAIT_MS, r->order->store, err);
	if (st == ST_OK)
		st = swap_held(r, queue, err);
	if (queue >= 0)
		close(queue);
	return st;
}

enum status restore_put_there(struct restoring *r, struct err *err)
{
	enum status st;

	if (r->place.exists)
		return swap(r, err);
	st = chain_note_also(r->place.file, &r->end, err);
	if (st != ST_OK)
		return st;
	if (name_free(r->file, r->place.file) != 0)
		return errno == EEXIST ? err_set(err, ST_USAGE, "somebody has just made a store at %s; it "
			"is left as it is", r->order->store) : file_fail("cannot be made", r->place.file, err);
	path_sync(r->place.file);
	return ST_OK;
}
