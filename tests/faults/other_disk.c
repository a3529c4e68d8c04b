/*
 * Preloaded: what lies below $OTHER_DISK is on a disk of the type that $OTHER_DISK_TYPE says, in
 * hexadecimal, and has no room for more than $OTHER_DISK_ROOM bytes, where that is told.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

static bool is_below(const char *path)
{
	const char *disk = getenv("OTHER_DISK");
	size_t n = disk ? strlen(disk) : 0;

	return n && !strncmp(path, disk, n) && (!path[n] || path[n] == '/');
}

static bool is_open_below(int fd)
{
	char name[40], path[PATH_MAX];
	ssize_t n;

	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	n = readlink(name, path, sizeof path - 1);
	if (n <= 0)
		return false;
	path[n] = '\0';
	return is_below(path);
}

static int answered(int rc, struct statfs *fs)
{
	const char *type = getenv("OTHER_DISK_TYPE");

	if (rc == 0 && type)
		fs->f_type = (__fsword_t)strtoul(type, NULL, 16);
	return rc;
}

#define NEXT(name) (union { void *found; __typeof__(&name) call; }){.found = dlsym(RTLD_NEXT, #name)}.call

int statfs(const char *path, struct statfs *fs)
{
	char real[PATH_MAX];
	int rc = NEXT(statfs)(path, fs);

	return realpath(path, real) && is_below(real) ? answered(rc, fs) : rc;
}

int fstatfs(int fd, struct statfs *fs)
{
	int rc = NEXT(fstatfs)(fd, fs);

	return is_open_below(fd) ? answered(rc, fs) : rc;
}

/* As much is free as $OTHER_DISK_FREE says, where that is told. */
int fstatvfs(int fd, struct statvfs *fs)
{
	const char *left = getenv("OTHER_DISK_FREE");
	int rc = NEXT(fstatvfs)(fd, fs);

	if (rc == 0 && left && is_open_below(fd))
		fs->f_bavail = strtoull(left, NULL, 10) / fs->f_frsize;
	return rc;
}

/* Bytes that are written again count again: a disk that was nearly full. */
static bool is_full(int fd, size_t n)
{
	static atomic_ullong used;
	const char *room = getenv("OTHER_DISK_ROOM");

	if (!room || !is_open_below(fd))
		return false;
	if (atomic_fetch_add(&used, n) + n <= strtoull(room, NULL, 10))
		return false;
	errno = ENOSPC;
	return true;
}

ssize_t write(int fd, const void *from, size_t n)
{
	return is_full(fd, n) ? -1 : NEXT(write)(fd, from, n);
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t at)
{
	return is_full(fd, n) ? -1 : NEXT(pwrite)(fd, from, n, at);
}

ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at)
{
	return is_full(fd, n) ? -1 : NEXT(pwrite64)(fd, from, n, at);
}
