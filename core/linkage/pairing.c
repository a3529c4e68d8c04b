/* pairing.c - every pair of a crowd that may be one person. */
#include "linkage/pairing.h"

#include <pthread.h>
#include <string.h>

enum { THREAD_LEAST = 20000 };

struct share_of_work {
	const struct crowd *crowd;
	const struct model *model;
	const struct keyed *v;
	size_t from, to;
	int kind;
	double least;
	VEC(struct pairing) found;
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

static bool pair_try(struct share_of_work *w, uint32_t x, uint32_t y)
{
	uint32_t a = x < y ? x : y, b = x < y ? y : x;
	struct comparison c;

	if (is_met(w->crowd, a, b, w->kind))
		return true;
	w->compared++;
	if (records_hopeless(w->model, &w->crowd->v[a], &w->crowd->v[b], w->least))
		return true;
	records_compare(w->model, &w->crowd->v[a], &w->crowd->v[b], &c);
	return (c.total < w->least && c.level[CF_NHS] != LV_EXACT &&
		c.level[CF_OTHER_ID] != LV_EXACT) || vec_push(&w->found, (struct pairing){a, b, (float)c.total});
}

static void *work_do(void *arg)
{
	struct share_of_work *w = arg;

	for (size_t from = w->from, to; from < w->to && w->ok; from = to) {
		for (to = from; to < w->to && w->v[to].key == w->v[from].key; to++)
			;
		for (size_t i = from; i < to && w->ok; i++)
			for (size_t j = i + 1; j < to && w->ok; j++)
				w->ok = pair_try(w, w->v[i].at, w->v[j].at);
	}
	return NULL;
}

static bool work_gather(struct share_of_work *w, struct pairings *out)
{
	bool ok = w->ok && (!w->found.n ||
		vec_grow((void **)&out->found.v, &out->found.cap, out->found.n + w->found.n,
			sizeof *out->found.v));

	if (ok && w->found.n) {
		memcpy(out->found.v + out->found.n, w->found.v, w->found.n * sizeof *w->found.v);
		out->found.n += w->found.n;
	}
	out->compared += w->compared;
	vec_done(&w->found);
	return ok;
}

static bool kind_pair(const struct crowd *c, const struct model *x, int kind, double least,
	const struct keyed *v, size_t n, struct pairings *out)
{
	struct share_of_work half[2];
	size_t middle = n / 2;
	pthread_t other;
	bool ok, is_shared;

	while (middle > 0 && middle < n && v[middle].key == v[middle - 1].key)
		middle++;
	for (int i = 0; i < 2; i++)
		half[i] = (struct share_of_work){.crowd = c, .model = x, .v = v, .kind = kind,
			.least = least, .from = i ? middle : 0, .to = i ? n : middle, .ok = true};
	is_shared = n >= THREAD_LEAST && pthread_create(&other, NULL, work_do, &half[1]) == 0;
	work_do(&half[0]);
	if (is_shared)
		pthread_join(other, NULL);
	else
		work_do(&half[1]);
	ok = work_gather(&half[0], out);
	return work_gather(&half[1], out) && ok;
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

bool crowd_pair(struct crowd *c, const struct model *x, double least, struct pairings *out)
{
	bool ok = true;

	*out = (struct pairings){.compared = 0};
	for (int kind = 0; kind < BL_COUNT && ok; kind++) {
		size_t n;
		struct keyed *v = keys_sorted((const uint32_t (*)[BL_COUNT])c->key, c->n, (enum block)kind, &n);

		ok = v != NULL;
		if (ok) {
			n = large_leave(c, kind, v, n, &out->left_out);
			ok = kind_pair(c, x, kind, least, v, n, out);
		}
		free(v);
	}
	return ok;
}
