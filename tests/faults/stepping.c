/*
 * Preloaded: while the file that $STEP_WHILE names is there, the process stops itself after each
 * $STEP_WRITES writes to files, so that a test meets it where it wants to, on any machine.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static void step(void)
{
	static atomic_long writes;
	const char *path = getenv("STEP_WHILE"), *each = getenv("STEP_WRITES");
	long most = each ? atol(each) : 0;

	if (path && most > 0 && ++writes % most == 0 && access(path, F_OK) == 0)
		raise(SIGSTOP);
}

ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at)
{
	static ssize_t (*real)(int, const void *, size_t, off64_t);
	ssize_t done;

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "pwrite64");
	done = real(fd, from, n, at);
	if (n > 1)
		step(); /* one byte makes an index in memory longer, while nobody else can look into the store */
	return done;
}
