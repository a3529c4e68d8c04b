/* pairing.c - every pair of a crowd that may be one person. */
#include "linkage/pairing.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "linkage/glance.h"

enum {
	THREADS = 2,
	THREAD_LEAST = 20000, /* fewer keys are not worth a second thread */
	PART = 4096,          /* keys that a thread takes at once */
};

/* Keys of one kind, shared out among threads. */
struct paired_kind {
	const struct crowd *crowd;
	const struct glances *glances;
	const struct keyed *v;
	size_t n;
	int kind;
	double least;
	atomic_size_t next; /* the first that nobody has taken */
};

struct worker {
	struct paired_kind *kind;
	VEC(struct pairing) found;
	struct names_seen *seen;
	size_t compared;
	bool ok;
};

/* Was the pair met under an earlier kind of key? */
static bool is_met(const struct crowd *c, size_t a, size_t b, int kind)
{
	for (int k = 0; k < kind; k++)
		if (c->key[a][k] && c->key[a][k] == c->key[b][k])
			return true;
	return false;
}

static bool pair_try(struct worker *w, uint32_t x, uint32_t y)
{
	const struct paired_kind *k = w->kind;
	uint32_t a = x < y ? x : y, b = x < y ? y : x;
	struct normal one, two;
	struct comparison c;
	const struct model *model = k->glances->model;
	double most = glance_most(k->glances, a, b), least = k->least;

	w->compared++;
	if (model->sources)
		least -= model_source(model, k->crowd->v[a].agency, k->crowd->v[b].agency);
	if (most < least || is_met(k->crowd, a, b, k->kind))
		return true;
	if (most < HUGE_VAL && glance_names(k->glances, k->crowd, w->seen, a, b, most) < least)
		return true;
	crowd_normal(k->crowd, a, &one);
	crowd_normal(k->crowd, b, &two);
	records_compare(model, &one, &two, &c);
	return (c.total < k->least && c.level[CF_NHS] != LV_EXACT &&
		c.level[CF_OTHER_ID] != LV_EXACT) || vec_push(&w->found, (struct pairing){a, b});
}

static bool block_try(struct worker *w, const struct keyed *v, size_t n)
{
	bool ok = true;

	for (size_t i = 0; i < n && ok; i++)
		for (size_t j = i + 1; j < n && ok; j++)
			ok = pair_try(w, v[i].at, v[j].at);
	return ok;
}

static void *worker_run(void *arg)
{
	struct worker *w = arg;
	struct paired_kind *k = w->kind;
	size_t from;

	while (w->ok && (from = atomic_fetch_add(&k->next, PART)) < k->n) {
		size_t end = from + PART < k->n ? from + PART : k->n, to;

		while (from && from < end && k->v[from].key == k->v[from - 1].key)
			from++; /* goes with the part before */
		for (; from < end && w->ok; from = to) {
			for (to = from; to < k->n && k->v[to].key == k->v[from].key; to++)
				;
			w->ok = block_try(w, k->v + from, to - from);
		}
	}
	return NULL;
}

static void kind_pair(struct paired_kind *k, struct worker *worker)
{
	pthread_t other;
	bool is_shared = k->n >= THREAD_LEAST && sysconf(_SC_NPROCESSORS_ONLN) >= THREADS;

	for (int i = 0; i < THREADS; i++)
		worker[i].kind = k;
	is_shared = is_shared && pthread_create(&other, NULL, worker_run, &worker[1]) == 0;
	worker_run(&worker[0]);
	if (is_shared)
		pthread_join(other, NULL);
}

/* Takes blocks that are too large out of the list and off their records. */
static size_t large_leave(struct crowd *c, int kind, struct keyed *v, size_t n, size_t *left_out)
{
	size_t kept = 0;

	for (size_t from = 0, to; from < n; from = to) {
		bool is_large;

		for (to = from; to < n && v[to].key == v[from].key; to++)
			;
		is_large = to - from > BLOCK_MOST[kind];
		*left_out += is_large;
		for (size_t i = from; i < to; i++) {
			if (is_large)
				c->key[v[i].at][kind] = 0;
			else if (to - from > 1)
				v[kept++] = v[i];
		}
	}
	return kept;
}

static bool found_gather(struct worker *w, struct pairings *out)
{
	bool ok = w->ok && (!w->found.n || vec_grow((void **)&out->found.v, &out->found.cap,
		out->found.n + w->found.n, sizeof *out->found.v));

	if (ok && w->found.n) {
		memcpy(out->found.v + out->found.n, w->found.v, w->found.n * sizeof *w->found.v);
		out->found.n += w->found.n;
	}
	out->compared += w->compared;
	vec_done(&w->found);
	free(w->seen);
	return ok;
}

bool crowd_pair(struct crowd *c, const struct model *x, double least, struct pairings *out)
{
	struct worker worker[THREADS] = {{.ok = false}};
	struct glances glances;
	bool ok = glances_make(&glances, c, x), is_whole = true;

	*out = (struct pairings){.compared = 0};
	for (int i = 0; i < THREADS && ok; i++)
		ok = worker[i].ok = (worker[i].seen = calloc(1, sizeof *worker[i].seen)) != NULL;
	for (int kind = 0; kind < BL_COUNT && ok; kind++) {
		struct paired_kind k = {.crowd = c, .glances = &glances, .kind = kind, .least = least};
		struct keyed *v = keys_sorted((const uint32_t (*)[BL_COUNT])c->key, c->n, (enum block)kind, &k.n);

		ok = v != NULL;
		if (ok) {
			k.n = large_leave(c, kind, v, k.n, &out->left_out);
			k.v = v;
			kind_pair(&k, worker);
			ok = worker[0].ok && worker[1].ok;
		}
		free(v);
	}
	glances_done(&glances);
	for (int i = 0; i < THREADS; i++)
		is_whole = found_gather(&worker[i], out) && is_whole;
	return ok && is_whole;
}
