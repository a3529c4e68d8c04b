/*
 * parts.h - pure work shared out among threads (private to core).
 */
#ifndef THROUGHLINE_TEXT_PARTS_H
#define THROUGHLINE_TEXT_PARTS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

enum { PART_THREADS = 2 };

/* Does one part of the work; thread says what of the caller's it may write to. */
typedef bool part_fn(void *arg, int thread, size_t from, size_t to);

/* All of 0 to n, in parts of that size that threads take as they come; one thread
 * where there is one core or little to do.  False: some part gave false. */
bool parts_run(size_t n, size_t part, part_fn *fn, void *arg);

/* The same while the caller does something else: the other threads begin, and what
 * they have not done by then parts_finish() does with them.  Lives where it was begun
 * until it is finished. */
struct parts {
	part_fn *fn;
	void *arg;
	size_t n, part;
	atomic_size_t next; /* the first that nobody has taken */
	atomic_bool failed;
	struct taker { struct parts *parts; int thread; } taker[PART_THREADS];
	pthread_t other[PART_THREADS];
	int begun;          /* threads, the caller's too */
};
void parts_begin(struct parts *, size_t n, size_t part, part_fn *fn, void *arg);
bool parts_finish(struct parts *);

#endif
