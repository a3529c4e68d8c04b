/* What is in the write-ahead log goes to the store while nobody waits for it: outside of the
 * queue of writers, and not by workers while an import does it. */
#include "shelf.h"

#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "store_imports.h"

enum { PIECES = 100, PIECE = 60000 }; /* more than the thousand pages from which it is due */

static bool is_held;
static size_t moved_held, moved_free; /* pages written to the store itself */

static bool is_named(int fd, const char *ending)
{
	char link[40], path[4096];
	size_t length = strlen(ending);
	ssize_t n;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof path);
	return n > (ssize_t)length && memcmp(path + (size_t)n - length, ending, length) == 0;
}

/* In place of the C library's. */
int flock(int fd, int how)
{
	if (syscall(SYS_flock, fd, how) != 0)
		return -1;
	if (is_named(fd, ".lock"))
		is_held = how != LOCK_UN;
	return 0;
}

static ssize_t page_write(int fd, const void *bytes, size_t n, off_t at)
{
	if (is_named(fd, ".db"))
		*(is_held ? &moved_held : &moved_free) += 1;
	return syscall(SYS_pwrite64, fd, bytes, n, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
	return page_write(fd, bytes, n, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at);
ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t at)
{
	return page_write(fd, bytes, n, at);
}

static enum status much(struct txn *t, void *arg, struct err *err)
{
	static char text[PIECE + 1];
	enum status st = ST_OK;

	memset(text, *(const char *)arg, PIECE);
	for (int i = 0; i < PIECES && st == ST_OK; i++) {
		char key[20];

		snprintf(key, sizeof key, "test.%d", i);
		st = store_setting_put(t, key, text, err);
	}
	return st;
}

static enum status little(struct txn *t, void *arg, struct err *err)
{
	return store_setting_put(t, "test.little", arg, err);
}

static enum status take_in(struct txn *t, void *arg, struct err *err)
{
	(void)arg;
	return store_pending_put(t, &(struct pending){.import = 1, .deed = PENDING_TAKE}, err);
}

static void begin(struct shelf *s)
{
	works(store_write(s->store, STORE_FULL, little, "before", &the_err));
	moved_held = moved_free = 0;
}

static void the_log_is_worked_off_with_the_queue_left(void **state)
{
	struct shelf *s = *state;

	begin(s);
	works(store_write(s->store, STORE_FULL, much, "a", &the_err));
	assert_int_equal(moved_held, 0);
	assert_true(moved_free > 1000);
}

/* Theirs would be a thousand pages of somebody else's. */
static void a_worker_leaves_the_log_to_the_import_that_is_going_in(void **state)
{
	struct shelf *s = *state;
	int fd;

	begin(s);
	works(store_import_lock(s->store, &fd, &the_err));
	works(store_write(s->store, STORE_FULL, take_in, NULL, &the_err));
	works(store_write(s->store, STORE_FULL, much, "b", &the_err));
	works(store_write(s->store, STORE_FULL, little, "meanwhile", &the_err));
	assert_int_equal(moved_held + moved_free, 0);
	store_import_unlock(s->store, fd, true); /* it was killed */
	works(store_write(s->store, STORE_FULL, little, "after", &the_err));
	assert_int_equal(moved_held, 0);
	assert_true(moved_free > 1000);
}

/* An import that works off nothing for long: the log is no longer than it may be. */
static void a_log_that_is_too_long_is_worked_off_all_the_same(void **state)
{
	struct shelf *s = *state;
	int fd;

	begin(s);
	works(store_import_lock(s->store, &fd, &the_err));
	works(store_write(s->store, STORE_FULL, take_in, NULL, &the_err));
	for (char c = 'a'; c < 'm'; c++)
		works(store_write(s->store, STORE_FULL, much, &c, &the_err));
	assert_int_equal(moved_held, 0);
	assert_true(moved_free > 1000);
	store_import_unlock(s->store, fd, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_shelf(the_log_is_worked_off_with_the_queue_left),
		on_shelf(a_worker_leaves_the_log_to_the_import_that_is_going_in),
		on_shelf(a_log_that_is_too_long_is_worked_off_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
