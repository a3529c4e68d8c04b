/*
 * What SQLite answers, as a status and a sentence that says what to do.
 */
#include <string.h>
#include <sys/statvfs.h>

#include "inside.h"

/* Some ways of a full disk come back as a plain I/O error. */
static bool disk_is_full(const char *path)
{
	struct statvfs fs;

	return statvfs(path, &fs) == 0 && fs.f_bavail < 16;
}

enum status path_fail(const char *path, int rc, struct err *err)
{
	switch (rc & 0xff) {
	case SQLITE_NOMEM:
		return err_nomem(err);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ST_BUSY,
			"the store %s is in use by others; try again in a moment", path);
	case SQLITE_FULL:
		return err_set(err, ST_FULL, "there is no space left on the disk of %s; nothing was "
			"changed: free some space and try again", path);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return err_set(err, ST_READONLY, "the store %s cannot be written by this account; "
			"ask whoever looks after it", path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(err, ST_DAMAGED, "the store %s is damaged; keep a copy of it and restore "
			"the last backup", path);
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
		if (rc == SQLITE_IOERR_NOMEM)
			return err_nomem(err);
		if (disk_is_full(path))
			return path_fail(path, SQLITE_FULL, err);
		return err_set(err, ST_IO, "the disk of %s failed (code %d); nothing was changed: look "
			"at the disk, then try again", path, rc);
	case SQLITE_TOOBIG:
		return err_set(err, ST_FORMAT, "a text is longer than the store %s takes (1 MB)", path);
	case SQLITE_INTERRUPT:
		return err_set(err, ST_STOPPED, "stopped; nothing was changed");
	case SQLITE_CONSTRAINT:
		return err_set(err, ST_BUG, "the store %s refused what contradicts it (code %d)", path,
			rc);
	default:
		return err_set(err, ST_BUG, "the store %s was asked in a way it does not know (code %d)",
			path, rc);
	}
}

enum status store_fail(const struct store *s, int rc, struct err *err)
{
	return path_fail(s->path, rc, err);
}

int db_run(sqlite3 *db, const char *text)
{
	return sqlite3_exec(db, text, NULL, NULL, NULL);
}
