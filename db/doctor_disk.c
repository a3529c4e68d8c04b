/*
 * doctor_disk.c - where the store lies: room, kind of disk, and who may come near.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "doctor.h"
#include "place.h"

enum { WAL_LARGE = 64 * 1024 * 1024, SPARE_MB = 100, MEGABYTE = 1 << 20 };

/* malloc'd. */
static char *folder_of(const struct store *s)
{
	const char *slash = strrchr(s->place, '/');

	return strndup(s->place, slash == s->place ? 1 : (size_t)(slash - s->place));
}

static enum status check_room(struct check *c, struct err *err)
{
	int64_t need = 2 * c->facts.wal_bytes + (int64_t)SPARE_MB * MEGABYTE, spare;
	struct statvfs fs;

	if (statvfs(c->store->place, &fs) != 0)
		return ST_OK;
	spare = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
	if (spare >= need)
		return ST_OK;
	return complain(c, "disk", arena_printf(c->arena, "only %lld MB are free on the disk of the "
		"store: free some, before writing fails", (long long)(spare / MEGABYTE)), err);
}

enum status check_disk(struct check *c, struct err *err)
{
	char *folder = folder_of(c->store);
	enum status st = folder ? check_room(c, err) : err_nomem(err);
	const char *kind = NULL;

	if (st == ST_OK && !(kind = place_elsewhere(folder)))
		kind = place_elsewhere(c->store->place);
	if (kind)
		st = complain(c, "network", arena_printf(c->arena, "the store lies on %s, where its log can be "
			"lost and sessions can write over each other: back it up and restore it on a disk of "
			"this host", kind), err);
	if (st == ST_OK && c->facts.wal_bytes > WAL_LARGE)
		st = complain(c, "log", arena_printf(c->arena, "the write-ahead log has grown to %lld MB: end "
			"the session that has been reading for long, then all sessions once",
			(long long)(c->facts.wal_bytes / MEGABYTE)), err);
	free(folder);
	return st;
}

static enum status check_folder(struct check *c, struct err *err)
{
	char *folder = folder_of(c->store);
	enum status st = ST_OK;
	struct stat is;

	if (!folder)
		return err_nomem(err);
	if (stat(folder, &is) == 0 && (is.st_mode & 0022))
		st = complain(c, "permissions", arena_printf(c->arena, "others than its owner may put files "
			"beside the store, also in its place: chmod go-w %s, or move it to a folder of its own",
			folder), err);
	free(folder);
	return st;
}

enum status check_modes(struct check *c, struct err *err)
{
	static const char *const TAILS[] = {"", "-wal", "-shm", ".lock", ".key", ".head", ".import"};
	enum status st = check_folder(c, err);

	for (size_t i = 0; st == ST_OK && i < sizeof TAILS / sizeof *TAILS; i++) {
		mode_t mode = 0;

		size_beside(c->store->place, TAILS[i], &mode);
		if (mode & 0077)
			st = complain(c, "permissions", arena_printf(c->arena, "others than its owner may open "
				"%s%s: chmod 600 %s%s", c->store->path, TAILS[i], c->store->path, TAILS[i]), err);
	}
	return st;
}
