/*
 * Preloaded: while the file that $STEP_WHILE names is there, the process stops itself after each
 * $STEP_WRITES writes to files, or, with $STEP_NAMES, after each name that it gives or takes away,
 * or, with $STEP_CALLS, after every call that changes a file or a name, so that a test meets it
 * where it wants to, on any machine.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
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

static void changed(bool is)
{
	if (is && getenv("STEP_CALLS"))
		stand();
}

static int named(int done)
{
	if (done == 0 && (getenv("STEP_NAMES") || getenv("STEP_CALLS")))
		stand();
	return done;
}

static bool is_file(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at)
{
	static ssize_t (*real)(int, const void *, size_t, off64_t);
	ssize_t done;

	REAL("pwrite64");
	done = real(fd, from, n, at);
	if (n > 1)
		step(); /* one byte makes an index in memory longer, while nobody else can look into the store */
	changed(done > 0);
	return done;
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t at)
{
	static ssize_t (*real)(int, const void *, size_t, off_t);
	ssize_t done;

	REAL("pwrite");
	done = real(fd, from, n, at);
	changed(done > 0);
	return done;
}

ssize_t write(int fd, const void *from, size_t n)
{
	static ssize_t (*real)(int, const void *, size_t);
	ssize_t done;

	REAL("write");
	done = real(fd, from, n);
	changed(done > 0 && is_file(fd));
	return done;
}

int ftruncate(int fd, off_t size)
{
	static int (*real)(int, off_t);
	int done;

	REAL("ftruncate");
	done = real(fd, size);
	changed(done == 0);
	return done;
}

int ftruncate64(int fd, off64_t size)
{
	static int (*real)(int, off64_t);
	int done;

	REAL("ftruncate64");
	done = real(fd, size);
	changed(done == 0);
	return done;
}

/* A name is given where a file is made; it may be cut short where it is there. */
static int opened(int fd, bool was_there, int flags)
{
	if (fd >= 0 && (flags & O_CREAT) && !was_there)
		named(0);
	else
		changed(fd >= 0 && (flags & O_TRUNC));
	return fd;
}

static mode_t mode_of(int flags, va_list *more)
{
	return flags & O_CREAT ? va_arg(*more, mode_t) : 0;
}

int open(const char *name, int flags, ...)
{
	static int (*real)(const char *, int, ...);
	bool was_there = access(name, F_OK) == 0;
	va_list more;
	mode_t mode;

	REAL("open");
	va_start(more, flags);
	mode = mode_of(flags, &more);
	va_end(more);
	return opened(real(name, flags, mode), was_there, flags);
}

int open64(const char *name, int flags, ...)
{
	static int (*real)(const char *, int, ...);
	bool was_there = access(name, F_OK) == 0;
	va_list more;
	mode_t mode;

	REAL("open64");
	va_start(more, flags);
	mode = mode_of(flags, &more);
	va_end(more);
	return opened(real(name, flags, mode), was_there, flags);
}

int openat(int in, const char *name, int flags, ...)
{
	static int (*real)(int, const char *, int, ...);
	bool was_there = faccessat(in, name, F_OK, 0) == 0;
	va_list more;
	mode_t mode;

	REAL("openat");
	va_start(more, flags);
	mode = mode_of(flags, &more);
	va_end(more);
	return opened(real(in, name, flags, mode), was_there, flags);
}

int mkdir(const char *name, mode_t mode)
{
	static int (*real)(const char *, mode_t);

	REAL("mkdir");
	return named(real(name, mode));
}

int rmdir(const char *name)
{
	static int (*real)(const char *);

	REAL("rmdir");
	return named(real(name));
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

int unlinkat(int in, const char *name, int flags)
{
	static int (*real)(int, const char *, int);

	REAL("unlinkat");
	return named(real(in, name, flags));
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
