#include "left.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TRIES = 100, PROCESS_MOST = 7 /* figures of the kernel's greatest */ };

void left_remove(const char *name)
{
	static const char *const TAILS[] = {"-journal", "-wal", "-shm", ""};
	size_t room = strlen(name) + sizeof "-journal";
	char *file = malloc(room);

	for (size_t i = 0; file && i < sizeof TAILS / sizeof *TAILS; i++) {
		snprintf(file, room, "%s%s", name, TAILS[i]);
		unlink(file);
	}
	free(file);
}

int left_begin(const char *name)
{
	for (int i = 0; i < TRIES; i++) {
		int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		struct stat st;

		if (fd < 0)
			return -1;
		(void)flock(fd, LOCK_EX);
		if (fstat(fd, &st) == 0 && st.st_nlink)
			return fd;
		close(fd); /* somebody took it for one that was left behind, before it was held */
	}
	errno = EAGAIN;
	return -1;
}

/* Nothing yet, or the beginning of a database: what else has such a name is somebody's. */
static bool is_of_making(int fd)
{
	static const char BEGINS[] = "SQLite format 3";
	char head[sizeof BEGINS];
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (!st.st_size ||
		(pread(fd, head, sizeof head, 0) == (ssize_t)sizeof head && !memcmp(head, BEGINS, sizeof head)));
}

static void clear(const struct place *p, const char *tail)
{
	size_t room = strlen(p->file) + strlen(tail) + 1;
	char *name = malloc(room);
	int fd;

	if (!name)
		return;
	snprintf(name, room, "%s%s", p->file, tail);
	fd = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 && is_of_making(fd))
		left_remove(name);
	if (fd >= 0)
		close(fd);
	free(name);
}

/* What comes behind the store's own name, where one of these has it: that it is being made, and by which process. */
static const char *tail_of(const char *name, const char *own)
{
	static const char MADE[] = ".making-";
	size_t n = strlen(own), digits = 0;
	const char *at;

	if (strncmp(name, own, n) != 0 || strncmp(name + n, MADE, sizeof MADE - 1) != 0)
		return NULL;
	for (at = name + n + sizeof MADE - 1; isdigit((unsigned char)*at); at++)
		digits++;
	return *at || !digits || digits > PROCESS_MOST ? NULL : name + n;
}

void left_clear(const struct place *p)
{
	DIR *folder = opendir(p->folder);
	const struct dirent *d;

	while (folder && (d = readdir(folder))) {
		const char *tail = tail_of(d->d_name, strrchr(p->file, '/') + 1);

		if (tail)
			clear(p, tail);
	}
	if (folder)
		closedir(folder);
}
