/* parts.c - pure work shared out among threads. */
#include "linkage/parts.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { PARTS_LEAST = 4 }; /* fewer are not worth a thread */

struct parts {
	part_fn *fn;
	void *arg;
	size_t n, part;
	atomic_size_t next; /* the first that nobody has taken */
	atomic_bool failed;
};
struct taker { struct parts *parts; int thread; };

static void *parts_take(void *arg)
{
	const struct taker *t = arg;
	struct parts *p = t->parts;
	size_t from;

	while (!atomic_load(&p->failed) && (from = atomic_fetch_add(&p->next, p->part)) < p->n)
		if (!p->fn(p->arg, t->thread, from, p->n - from > p->part ? from + p->part : p->n))
			atomic_store(&p->failed, true);
	return NULL;
}

bool parts_run(size_t n, size_t part, part_fn *fn, void *arg)
{
	struct parts parts = {.fn = fn, .arg = arg, .n = n, .part = part};
	struct taker taker[PART_THREADS];
	pthread_t other[PART_THREADS];
	int begun = 1;

	for (int i = 0; i < PART_THREADS; i++)
		taker[i] = (struct taker){&parts, i};
	if (n / part >= PARTS_LEAST && sysconf(_SC_NPROCESSORS_ONLN) >= PART_THREADS)
		while (begun < PART_THREADS &&
			pthread_create(&other[begun], NULL, parts_take, &taker[begun]) == 0)
			begun++;
	parts_take(&taker[0]);
	for (int i = 1; i < begun; i++)
		pthread_join(other[i], NULL);
	return !atomic_load(&parts.failed);
}
