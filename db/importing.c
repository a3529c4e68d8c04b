/*
 * importing.c - imports take turns: whoever holds the file FILE.import takes in or
 * takes back, and keeps the rows of the run in it.  The kernel frees the lock of a
 * process that dies; the file stays.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"
#include "store_imports.h"

static char *file_name(const struct store *s)
{
	size_t room = strlen(s->place) + sizeof ".import";
	char *name = malloc(room);

	if (name)
		snprintf(name, room, "%s.import", s->place);
	return name;
}

static enum status lock_failed(const struct store *s, int why, struct err *err)
{
	if (why == EWOULDBLOCK || why == EINTR)
		return err_set(err, ST_BUSY, "another import into %s is under way", s->path);
	if (why == EACCES || why == EROFS || why == EPERM)
		return err_set(err, ST_READONLY, "the file %s.import beside the store cannot be written by "
			"this account; ask whoever looks after it", s->path);
	if (why == ENOSPC || why == EDQUOT)
		return path_fail(s->path, SQLITE_FULL, err);
	return err_set(err, ST_IO, "the file %s.import beside the store cannot be opened: %s", s->path,
		strerror(why));
}

/* *is_it: nobody took the name away before the lock was got. */
static int lock_once(const char *name, bool *is_it)
{
	struct stat held, named;
	int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	*is_it = false;
	if (fd < 0)
		return -1;
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		int why = errno;

		close(fd);
		errno = why;
		return -1;
	}
	*is_it = fstat(fd, &held) == 0 && stat(name, &named) == 0 && held.st_ino == named.st_ino &&
		held.st_dev == named.st_dev;
	return fd;
}

enum status store_import_lock(struct store *s, int *fd, struct err *err)
{
	char *name = file_name(s);
	bool is_it = false;
	enum status status = name ? ST_OK : err_nomem(err);
	int got = -1;

	while (status == ST_OK && !is_it) {
		if (got >= 0)
			close(got);
		got = lock_once(name, &is_it);
		if (got < 0)
			status = lock_failed(s, errno, err);
	}
	free(name);
	if (status == ST_OK)
		*fd = got;
	return status;
}

void store_import_unlock(struct store *s, int fd, bool keep)
{
	char *name = keep ? NULL : file_name(s);

	if (name)
		unlink(name);
	free(name);
	close(fd);
}

bool store_import_is_free(const struct store *s)
{
	char *name = file_name(s);
	int fd = name ? open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW) : -1;
	bool is = name && (fd < 0 ? errno == ENOENT : flock(fd, LOCK_EX | LOCK_NB) == 0);

	if (fd >= 0)
		close(fd);
	free(name);
	return is;
}

bool store_import_is_left(const struct store *s)
{
	char *name = file_name(s);
	struct stat st;
	bool is = name && stat(name, &st) == 0;

	free(name);
	return is;
}
