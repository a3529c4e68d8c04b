#define _GNU_SOURCE /* renameat2 */
#include "part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum status showing_tell(const struct showing *s, const char *doing, int64_t done, int64_t total,
	struct err *err)
{
	if (!s || !s->show || s->show(s->arg, doing, done, total))
		return ST_OK;
	return err_set(err, ST_STOPPED, "stopped; nothing was changed");
}

int64_t read_all(int fd, void *into, size_t n)
{
	size_t got = 0;

	while (got < n) {
		ssize_t r = read(fd, (char *)into + got, n - got);

		if (r == 0)
			break;
		if (r < 0 && errno != EINTR)
			return -1;
		got += r > 0 ? (size_t)r : 0;
	}
	return (int64_t)got;
}

bool write_all(int fd, const void *from, size_t n)
{
	size_t put = 0;

	while (put < n) {
		ssize_t r = write(fd, (const char *)from + put, n - put);

		if (r < 0 && errno != EINTR)
			return false;
		put += r > 0 ? (size_t)r : 0;
	}
	return true;
}

enum status file_fail(const char *what, const char *file, struct err *err)
{
	int why = errno;

	if (why == ENOSPC || why == EDQUOT || why == EFBIG)
		return err_set(err, ST_FULL, "there is no room for %s; nothing was changed: free some "
			"space, or name a place on another disk", file);
	if (why == ENOMEM)
		return err_nomem(err);
	return err_set(err, why == EACCES || why == EROFS || why == EPERM ? ST_READONLY : ST_IO,
		"%s %s: %s", file, what, strerror(why));
}

/* Absolute, its folder resolved; malloc'd; NULL with errno where the folder is none. */
static char *path_settled(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char *folder = !slash ? strdup(".") : strndup(path, slash == path ? 1 : (size_t)(slash - path));
	char *real = folder ? realpath(folder, NULL) : NULL, *out = NULL;
	size_t room;

	free(folder);
	if (!real)
		return NULL;
	if (!*name || !strcmp(name, ".") || !strcmp(name, "..")) {
		errno = EISDIR;
	} else {
		room = strlen(real) + strlen(name) + 2;
		out = malloc(room);
		if (out)
			snprintf(out, room, "%s/%s", strcmp(real, "/") ? real : "", name);
	}
	free(real);
	return out;
}

void path_sync(const char *file)
{
	const char *slash = strrchr(file, '/');
	char *folder = slash ? strndup(file, slash == file ? 1 : (size_t)(slash - file)) : strdup(".");
	int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	free(folder);
	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

/* One that was left behind is nobody's: whoever is at it holds its lock. */
static enum status clear(const char *name, const char *file, struct err *err)
{
	int fd = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool is_held;

	if (fd < 0 && errno == ENOENT)
		return ST_OK;
	is_held = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	if (fd >= 0)
		close(fd);
	if (is_held)
		return err_set(err, ST_BUSY, "%s is being made by somebody else just now; try again in "
			"a moment", file);
	return unlink(name) == 0 || errno == ENOENT ? ST_OK
		: file_fail("cannot be removed", name, err);
}

enum status part_begin(struct part *p, const char *file, struct err *err)
{
	enum status st;
	size_t room;

	*p = (struct part){.fd = -1, .file = path_settled(file)};
	if (!p->file)
		return errno == ENOMEM ? err_nomem(err) : err_set(err, ST_MISSING,
			"there is no folder to put %s in; make it, or name another place", file);
	room = strlen(p->file) + sizeof ".part";
	p->name = malloc(room);
	if (!p->name)
		return err_nomem(err);
	snprintf(p->name, room, "%s.part", p->file);
	st = clear(p->name, file, err);
	if (st == ST_OK) {
		p->fd = open(p->name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (p->fd < 0)
			st = file_fail("cannot be made", file, err);
		else
			(void)flock(p->fd, LOCK_EX | LOCK_NB);
	}
	if (st != ST_OK) {
		free(p->name); /* somebody else's, if anybody's */
		p->name = NULL;
	}
	return st;
}

static bool is_still_ours(const struct part *p)
{
	struct stat held, named;

	return fstat(p->fd, &held) == 0 && lstat(p->name, &named) == 0 &&
		held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

/* Where a disk knows neither way of not replacing, a look before has to do. */
int name_free(const char *from, const char *to)
{
	struct stat st;

	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	if (lstat(to, &st) == 0) {
		errno = EEXIST;
		return -1;
	}
	return rename(from, to);
}

enum status part_appear(struct part *p, bool replaces, struct err *err)
{
	if (fsync(p->fd) != 0)
		return file_fail("cannot be put on the disk", p->file, err);
	if (!is_still_ours(p))
		return err_set(err, ST_IO, "somebody else put another file in the place of %s; use a "
			"folder that only this account can write", p->name);
	if ((replaces ? rename(p->name, p->file) : name_free(p->name, p->file)) != 0) {
		if (errno == EEXIST)
			return err_set(err, ST_USAGE, "%s is there already and is left as it is; name "
				"another file, or say --replace", p->file);
		return file_fail("cannot be made", p->file, err);
	}
	path_sync(p->file);
	free(p->name);
	p->name = NULL;
	return ST_OK;
}

void part_done(struct part *p)
{
	if (p->name && p->fd >= 0)
		unlink(p->name);
	if (p->fd >= 0)
		close(p->fd);
	free(p->name);
	free(p->file);
	*p = (struct part){.fd = -1};
}
