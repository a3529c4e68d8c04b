/*
 * Preloaded: while the file that $STEP_WHILE names is there, the process stops itself after each
 * $STEP_WRITES writes to files, or, with $STEP_NAMES, after each name that it gives or takes away,
 * so that a test meets it where it wants to, on any machine.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/* The next function of this name, looked up once. */
#define REAL(name) \
	if (!real) \
		*(void **)&real = dlsym(RTLD_NEXT, name)

static void stand(void)
{
	const char *path = getenv("STEP_WHILE");

	if (path && access(path, F_OK) == 0)
		raise(SIGSTOP);
}

static void step(void)
{
	static atomic_long writes;
	const char *each = getenv("STEP_WRITES");
	long most = each ? atol(each) : 0;

	if (most > 0 && ++writes % most == 0)
		stand();
}

static int named(int done)
{
	if (done == 0 && getenv("STEP_NAMES"))
		stand();
	return done;
}

ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at)
{
	static ssize_t (*real)(int, const void *, size_t, off64_t);
	ssize_t done;

	REAL("pwrite64");
	done = real(fd, from, n, at);
	if (n > 1)
		step(); /* one byte makes an index in memory longer, while nobody else can look into the store */
	return done;
}

int link(const char *from, const char *to)
{
	static int (*real)(const char *, const char *);

	REAL("link");
	return named(real(from, to));
}

int unlink(const char *name)
{
	static int (*real)(const char *);

	REAL("unlink");
	return named(real(name));
}

int rename(const char *from, const char *to)
{
	static int (*real)(const char *, const char *);

	REAL("rename");
	return named(real(from, to));
}

int renameat2(int from_in, const char *from, int to_in, const char *to, unsigned int how)
{
	static int (*real)(int, const char *, int, const char *, unsigned int);

	REAL("renameat2");
	return named(real(from_in, from, to_in, to, how));
}
