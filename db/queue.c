/*
 * queue.c - writers wait in line on a side file, so that nobody starves and the
 * write-ahead log is reset between them.  The kernel frees the lock of a process
 * that dies.  Never the store itself: closing any descriptor of that would drop
 * SQLite's own locks on it.
 */
#define _GNU_SOURCE /* F_OFD_GETLK */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "inside.h"

enum { GIVE_WAY_MS = 25 };

int64_t clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Whoever may write the store may queue for it, and nobody else. */
static void lock_like_store(int fd, const char *place)
{
	struct stat store, lock;

	if (stat(place, &store) != 0 || fstat(fd, &lock) != 0)
		return;
	if (geteuid() == 0 && (lock.st_uid != store.st_uid || lock.st_gid != store.st_gid) &&
	    fchown(fd, store.st_uid, store.st_gid) != 0)
		return;
	if ((lock.st_mode & 0777) != (store.st_mode & 0666))
		(void)fchmod(fd, store.st_mode & 0666);
}

enum status queue_open(const char *place, int *fd, struct err *err)
{
	size_t room = strlen(place) + sizeof ".lock";
	char *name = malloc(room);
	int got;

	if (!name)
		return err_nomem(err);
	snprintf(name, room, "%s.lock", place);
	got = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	free(name);
	if (got < 0) {
		if (errno == EACCES || errno == EROFS || errno == EPERM)
			return err_set(err, ST_READONLY, "the file %s.lock beside the store cannot be "
				"written by this account; ask whoever looks after it", place);
		if (errno == ENOSPC || errno == EDQUOT)
			return path_fail(place, SQLITE_FULL, err);
		return err_set(err, ST_IO, "the file %s.lock beside the store cannot be opened: %s",
			place, strerror(errno));
	}
	lock_like_store(got, place);
	*fd = got;
	return ST_OK;
}

/* Whoever waits says so by a lock on the file's first byte, for those who would
 * otherwise take the queue again as soon as they leave it. */
static void waiting_say(int fd, bool waits)
{
	struct flock lock = {.l_type = waits ? F_RDLCK : F_UNLCK, .l_whence = SEEK_SET, .l_len = 1};

	(void)fcntl(fd, F_OFD_SETLK, &lock);
}

bool queue_is_waited_for(int fd)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};

	return fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

void queue_give_way(int fd)
{
	const struct timespec pause = {.tv_nsec = 1000000};

	for (int i = 0; i < GIVE_WAY_MS && queue_is_waited_for(fd); i++)
		nanosleep(&pause, NULL);
}

enum status queue_enter(int fd, int wait_ms, const char *path, struct err *err)
{
	int64_t until = clock_ms() + wait_ms;
	long nap = 1;
	bool says = false;
	enum status status = ST_OK;

	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		struct timespec pause = {.tv_nsec = nap * 1000000};

		if (errno != EWOULDBLOCK && errno != EINTR)
			status = err_set(err, ST_IO, "the queue of %s cannot be entered: %s", path,
				strerror(errno));
		else if (clock_ms() >= until)
			status = err_set(err, ST_BUSY, "the store %s has been in use by another worker "
				"for %d seconds; try again in a moment", path, wait_ms / 1000);
		if (status != ST_OK)
			break;
		if (!says)
			waiting_say(fd, says = true);
		nanosleep(&pause, NULL);
		if (nap < 10)
			nap++;
	}
	if (says)
		waiting_say(fd, false);
	return status;
}

void queue_leave(int fd)
{
	flock(fd, LOCK_UN);
}
