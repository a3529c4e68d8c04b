/* parts.c - pure work shared out among threads. */
#include "text/parts.h"

#include <unistd.h>

enum { PARTS_LEAST = 4 }; /* fewer are not worth a thread */

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

void parts_begin(struct parts *p, size_t n, size_t part, part_fn *fn, void *arg)
{
	*p = (struct parts){.fn = fn, .arg = arg, .n = n, .part = part, .begun = 1};
	for (int i = 0; i < PART_THREADS; i++)
		p->taker[i] = (struct taker){p, i};
	if (n / part >= PARTS_LEAST && sysconf(_SC_NPROCESSORS_ONLN) >= PART_THREADS)
		while (p->begun < PART_THREADS && pthread_create(&p->other[p->begun], NULL, parts_take,
			&p->taker[p->begun]) == 0)
			p->begun++;
}

bool parts_finish(struct parts *p)
{
	parts_take(&p->taker[0]);
	for (int i = 1; i < p->begun; i++)
		pthread_join(p->other[i], NULL);
	return !atomic_load(&p->failed);
}

bool parts_run(size_t n, size_t part, part_fn *fn, void *arg)
{
	struct parts parts;

	parts_begin(&parts, n, part, fn, arg);
	return parts_finish(&parts);
}
