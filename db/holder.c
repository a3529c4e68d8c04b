/*
 * holder.c - which process holds the queue: the kernel lists all locks in /proc/locks.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "inside.h"

/* "7: FLOCK  ADVISORY  WRITE 4711 fe:00:1097 0 EOF"; who waits has -> before it. */
static bool line_is_of(const char *line, const struct stat *file, long *process)
{
	unsigned int high, low;
	unsigned long node;

	return sscanf(line, "%*d: FLOCK ADVISORY WRITE %ld %x:%x:%lu", process, &high, &low, &node) == 4 &&
		high == major(file->st_dev) && low == minor(file->st_dev) && node == (unsigned long)file->st_ino;
}

long queue_holder(int fd)
{
	char line[256];
	struct stat file;
	long process = 0;
	FILE *locks;

	if (fstat(fd, &file) != 0 || !(locks = fopen("/proc/locks", "re")))
		return 0;
	while (fgets(line, sizeof line, locks) && !line_is_of(line, &file, &process))
		process = 0;
	fclose(locks);
	return process > 0 ? process : 0;
}
