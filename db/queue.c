/*
 * queue.c - writers wait in line on a side file, so that nobody starves and the
 * write-ahead log is reset between them.  The kernel frees the lock of a process
 * that dies.  Never the store itself: closing any descriptor of that would drop
 * SQLite's own locks on it.
 */
#define _GNU_SOURCE /* F_OFD_GETLK, gettid */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "inside.h"

enum { GIVE_WAY_MS = 25 };
#define BELL SIGURG /* ignored by default: one that comes late harms nobody */

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
		if (errno == ELOOP)
			return err_set(err, ST_IO, "%s.lock beside the store is a link, which is not followed: remove "
				"it, and a file takes its place", place);
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

/* Whoever opens the store holds the file's second byte for reading meanwhile, whoever puts
 * another in its place for writing. */
enum status queue_gate(int fd, enum gate how, int wait_ms, const char *path, struct err *err)
{
	static const short TYPE[] = {[GATE_LEAVE] = F_UNLCK, [GATE_OPEN] = F_RDLCK, [GATE_SWAP] = F_WRLCK};
	struct flock lock = {.l_type = TYPE[how], .l_whence = SEEK_SET, .l_start = 1, .l_len = 1};
	const struct timespec pause = {.tv_nsec = 5000000};
	int64_t until = clock_ms() + wait_ms;

	while (fcntl(fd, F_OFD_SETLK, &lock) != 0) {
		if (errno != EAGAIN && errno != EACCES && errno != EINTR)
			return err_set(err, ST_IO, "the file %s.lock beside the store cannot be locked: %s",
				path, strerror(errno));
		if (clock_ms() >= until)
			return err_set(err, ST_BUSY, "the store %s is being opened or replaced by somebody "
				"else; try again in a moment", path);
		nanosleep(&pause, NULL);
	}
	return ST_OK;
}

/* Each turn is a byte of the file, after those two. */
static bool turn_lock(int fd, enum store_turn turn, short how)
{
	struct flock lock = {.l_type = how, .l_whence = SEEK_SET, .l_start = 2 + (off_t)turn, .l_len = 1};

	return fcntl(fd, F_OFD_SETLK, &lock) == 0 || (errno != EAGAIN && errno != EACCES);
}

bool store_turn_take(struct store *s, enum store_turn turn)
{
	return turn_lock(s->queue, turn, F_WRLCK);
}

void store_turn_leave(struct store *s, enum store_turn turn)
{
	(void)turn_lock(s->queue, turn, F_UNLCK);
}

/* Waiting ------------------------------------------------------------------
 *
 * The kernel keeps those who wait for the lock in line, and wakes the next one at once;
 * asking again and again would let whoever is awake go first, and some for seconds
 * never.  It knows no patience, though: a timer of this thread's own interrupts it. */

static void on_ring(int number)
{
	(void)number; /* that it came is enough: the wait is interrupted */
}

static void bell_hang(void)
{
	struct sigaction action = {.sa_handler = on_ring}; /* without SA_RESTART */

	sigemptyset(&action.sa_mask);
	sigaction(BELL, &action, NULL);
}

/* It rings once the time is up, and again from then on: the wait may begin after the first. */
static bool bell_set(timer_t *bell, int wait_ms)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = BELL};
	const struct itimerspec when = {
		.it_value = {.tv_sec = wait_ms / 1000, .tv_nsec = wait_ms % 1000 * 1000000L + 1},
		.it_interval = {.tv_nsec = 50 * 1000000L},
	};

	pthread_once(&once, bell_hang);
	event._sigev_un._tid = gettid();
	if (timer_create(CLOCK_MONOTONIC, &event, bell) != 0)
		return false;
	if (timer_settime(*bell, 0, &when, NULL) == 0)
		return true;
	timer_delete(*bell);
	return false;
}

/* A process that stands still holds up everybody: which one it is, is for who looks after the machine. */
static enum status waited_for_nothing(int fd, int wait_ms, const char *path, struct err *err)
{
	long holder = queue_holder(fd);
	char who[40] = "";

	if (holder)
		snprintf(who, sizeof who, " (process %ld)", holder);
	return err_set(err, ST_BUSY, "the store %s has been in use by another worker%s for %d seconds; try again in a moment",
		path, who, wait_ms / 1000);
}

static enum status queue_wait(int fd, int wait_ms, const char *path, struct err *err)
{
	int64_t until = clock_ms() + wait_ms;
	enum status st = ST_OK;
	timer_t bell;

	if (!bell_set(&bell, wait_ms))
		return err_set(err, ST_BUSY, "the store %s is in use by another worker; try again in a moment", path);
	while (st == ST_OK && flock(fd, LOCK_EX) != 0) {
		if (errno != EINTR)
			st = err_set(err, ST_IO, "the queue of %s cannot be entered: %s", path, strerror(errno));
		else if (clock_ms() >= until)
			st = waited_for_nothing(fd, wait_ms, path, err);
	}
	timer_delete(bell);
	return st;
}

enum status queue_enter(int fd, int wait_ms, const char *path, struct err *err)
{
	enum status st;

	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return ST_OK;
	waiting_say(fd, true);
	st = queue_wait(fd, wait_ms, path, err);
	waiting_say(fd, false);
	return st;
}

void queue_leave(int fd)
{
	flock(fd, LOCK_UN);
}
