/* Takes files in and prints how long the write queue was held:
 *
 *	import_bench STORE PATH [MS]
 *
 * Every hold of MS milliseconds or more is a line of its own, before the last.
 * Clock is from the queue entered to the queue left, cpu what the thread computed in
 * between; on a busy machine the one grows and the other does not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "ingest.h"
#include "vec.h"

struct hold { double at, clock, cpu; char doing[40]; };

static struct watch {
	VEC(struct hold) holds;
	double began, entered, entered_cpu;
	char doing[40];
} watch;

static double ms_of(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool is_queue(int fd)
{
	char link[40], path[4096];
	ssize_t n;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof path - 1);
	path[n > 0 ? n : 0] = '\0';
	return n > 5 && strcmp(path + n - 5, ".lock") == 0;
}

/* In place of the C library's: the queue is a lock of this kind. */
int flock(int fd, int how)
{
	struct hold h = {0};

	if (how == LOCK_UN && is_queue(fd)) {
		h.at = watch.entered - watch.began;
		h.clock = ms_of(CLOCK_MONOTONIC) - watch.entered;
		h.cpu = ms_of(CLOCK_THREAD_CPUTIME_ID) - watch.entered_cpu;
		memcpy(h.doing, watch.doing, sizeof h.doing);
		if (!vec_push(&watch.holds, h))
			abort();
	}
	if (syscall(SYS_flock, fd, how) != 0)
		return -1;
	if (how != LOCK_UN && is_queue(fd)) {
		watch.entered = ms_of(CLOCK_MONOTONIC);
		watch.entered_cpu = ms_of(CLOCK_THREAD_CPUTIME_ID);
	}
	return 0;
}

static bool doing_note(void *arg, const char *doing, int64_t done, int64_t total)
{
	(void)arg;
	(void)done;
	(void)total;
	snprintf(watch.doing, sizeof watch.doing, "%s", doing);
	return true;
}

static int by_clock(const void *a, const void *b)
{
	double x = ((const struct hold *)a)->clock, y = ((const struct hold *)b)->clock;

	return (x > y) - (x < y);
}

static int by_cpu(const void *a, const void *b)
{
	double x = ((const struct hold *)a)->cpu, y = ((const struct hold *)b)->cpu;

	return (x > y) - (x < y);
}

static void holds_print(double least)
{
	struct hold *v = watch.holds.v;
	size_t n = watch.holds.n;
	double most, p99;

	for (size_t i = 0; i < n; i++)
		if (least > 0 && v[i].clock >= least)
			printf("at %.0f clock %.1f cpu %.1f %s\n", v[i].at, v[i].clock, v[i].cpu, v[i].doing);
	qsort(v, n, sizeof *v, by_cpu);
	most = v[n - 1].cpu;
	p99 = v[(n - 1) * 99 / 100].cpu;
	qsort(v, n, sizeof *v, by_clock);
	printf("holds %zu longest %.1f its_cpu %.1f p99 %.1f most_cpu %.1f p99_cpu %.1f doing \"%s\"\n", n,
		v[n - 1].clock, v[n - 1].cpu, v[(n - 1) * 99 / 100].clock, most, p99, v[n - 1].doing);
}

int main(int argc, char **argv)
{
	struct session_options o = {.worker = "bench", .today = civil_day(2025, 11, 21)};
	struct ingest_options take = {.progress = doing_note};
	struct ingest_report report;
	struct session *session = NULL;
	struct arena *arena = arena_new();
	struct err err;
	enum status st;

	if (argc < 3 || !arena)
		return 2;
	o.store = argv[1];
	take.paths = (const char *const[]){argv[2]};
	take.path_n = 1;
	watch.began = ms_of(CLOCK_MONOTONIC);
	st = session_open(&session, &o, &err);
	if (st == ST_OK)
		st = ingest_run(session, &take, arena, &report, &err);
	session_close(session);
	if (st != ST_OK || !watch.holds.n) {
		fprintf(stderr, "%s\n", st != ST_OK ? err.text : "nothing was written");
		return 1;
	}
	holds_print(argc > 3 ? atof(argv[3]) : 0);
	vec_done(&watch.holds);
	arena_free(arena);
	return 0;
}
