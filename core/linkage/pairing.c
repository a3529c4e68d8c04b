/* pairing.c - every pair of a crowd that may be one person. */
#include "linkage/pairing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "linkage/glance.h"
#include "linkage/order.h"
#include "text/parts.h"

enum { PART = 4096, KINDS_AT_ONCE = 4, AHEAD = 64, NORMALS_SEEN = 128 };

/* Those looked at last: records of one block are compared with each other. */
struct normals_seen {
	struct normal_seen { size_t at; struct normal normal; } of[NORMALS_SEEN]; /* at: from 1 */
};

struct finder { /* one for each thread */
	struct levels_seen seen;
	struct normals_seen normals[2]; /* as one, and as the other of a pair */
	VEC(struct pairing) found;
	size_t compared;
};

/* Keys of one kind. */
struct paired_kind {
	const struct crowd *crowd;
	const struct guide *guide;
	const struct glances *glances;
	struct finder *finder;
	uint32_t *off;      /* by place: bits of the kinds whose block is too large */
	const struct placed_key *v;
	size_t n;
	int kind;
};

/* Was the pair met under an earlier kind of key? */
static bool is_met(const struct paired_kind *p, size_t a, size_t b)
{
	const uint32_t *x = p->crowd->key[a], *y = p->crowd->key[b];

	for (int k = 0; k < p->kind; k++)
		if (x[k] && x[k] == y[k] && !(p->off[a] >> k & 1))
			return true;
	return false;
}

static enum band band_of(const char *name)
{
	enum band band = 0;

	while (band < BAND_UNLIKELY && name != BAND_NAMES[band])
		band++;
	return band;
}

static const struct normal *normal_at(const struct crowd *c, struct normals_seen *seen, size_t at)
{
	struct normal_seen *s = &seen->of[at % NORMALS_SEEN];

	if (s->at != at + 1) {
		crowd_normal(c, at, &s->normal);
		s->at = at + 1;
	}
	return &s->normal;
}

static bool pair_try(const struct paired_kind *k, struct finder *f, uint32_t x, uint32_t y)
{
	double source = glance_source(k->glances, x, y);
	double least = bands_least(&k->guide->bands, source);
	double most = glance_most(k->glances, x, y, source);
	struct pairing p = {.a = x, .b = y};
	struct link_row row;

	f->compared++;
	if (most < least || is_met(k, x, y) || (most < HUGE_VAL &&
		glance_closer(k->glances, &f->seen, x, y, most) < least))
		return true;
	if (k->crowd->v[x].id > k->crowd->v[y].id) {
		p.a = y;
		p.b = x;
	}
	pair_row(k->guide, normal_at(k->crowd, &f->normals[0], p.a),
		normal_at(k->crowd, &f->normals[1], p.b), &row);
	p.band = (unsigned char)band_of(row.band);
	p.weight = row.weight;
	p.reason = row.reason;
	return p.band == BAND_UNLIKELY || vec_push(&f->found, p);
}

static bool block_try(const struct paired_kind *k, struct finder *f, size_t from, size_t to)
{
	bool ok = true;

	for (size_t i = from; i < to && ok; i++)
		for (size_t j = i + 1; j < to && ok; j++)
			ok = pair_try(k, f, k->v[i].at, k->v[j].at);
	return ok;
}

/* Has memory bring what is soon to be looked at: a glance, and a row of keys. */
static void entries_await(const struct paired_kind *k, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const char *key = (const char *)k->crowd->key[k->v[i].at];

		__builtin_prefetch(&k->glances->v[k->v[i].at]);
		__builtin_prefetch(key);
		__builtin_prefetch(key + sizeof *k->crowd->key - 1);
	}
}

static bool blocks_try(void *arg, int thread, size_t from, size_t end)
{
	const struct paired_kind *k = arg;
	size_t awaited = from;
	bool ok = true;

	while (from && from < end && k->v[from].key == k->v[from - 1].key)
		from++; /* goes with the part before */
	for (size_t to; from < end && ok; from = to) {
		for (to = from; to < k->n && k->v[to].key == k->v[from].key; to++)
			;
		if (awaited < to) {
			size_t until = k->n - to > AHEAD ? to + AHEAD : k->n;

			entries_await(k, awaited, until);
			awaited = until;
		}
		ok = block_try(k, &k->finder[thread], from, to);
	}
	return ok;
}

static size_t block_end(const struct placed_key *v, size_t n, size_t from)
{
	size_t to = from + 1;

	while (to < n && v[to].key == v[from].key)
		to++;
	return to;
}

/* Takes blocks that are too large out of the list. */
static size_t large_leave(uint32_t *off, int kind, struct placed_key *v, size_t n, size_t *left_out)
{
	size_t kept = 0;

	for (size_t from = 0, to; from < n; from = to) {
		to = block_end(v, n, from);
		if (to - from > BLOCK_MOST[kind]) {
			++*left_out;
			for (size_t i = from; i < to; i++)
				off[v[i].at] |= 1u << kind;
			continue;
		}
		memmove(v + kept, v + from, (to - from) * sizeof *v);
		kept += to - from;
	}
	return kept;
}

/* Blocks of two and more, in the order of their first records: who is compared next is
 * near in memory.  Where a record has several keys of the kind it may be the first of
 * several: then the last of them goes with it, and the rest stand before all. */
static bool blocks_near(struct placed_key **list, size_t *n, size_t places)
{
	struct placed_key *v = *list, *out = malloc((*n + 1) * sizeof *out);
	uint32_t *first = calloc(places + 1, sizeof *first); /* by place: the block it begins, from 1 */
	size_t kept = 0;
	bool ok = out && first;

	for (size_t from = 0, to; ok && from < *n; from = to) {
		uint32_t *mine = &first[v[from].at];

		to = block_end(v, *n, from);
		for (size_t i = *mine ? *mine - 1 : to; i < to && v[i].key == v[*mine - 1].key; i++)
			out[kept++] = v[i];
		if (to - from > 1)
			*mine = (uint32_t)from + 1;
	}
	for (size_t at = 0; ok && at < places; at++)
		for (size_t i = first[at] ? first[at] - 1 : *n; i < *n && v[i].key == v[first[at] - 1].key; i++)
			out[kept++] = v[i];
	free(first);
	if (!ok) {
		free(out);
		return false;
	}
	free(v);
	*list = out;
	*n = kept;
	return true;
}

/* The keys of some kinds, sorted by threads. */
struct sorting { const struct crowd *crowd; int first; struct placed_key *v[KINDS_AT_ONCE]; size_t n[KINDS_AT_ONCE]; };

static bool kinds_sort(void *arg, int thread, size_t from, size_t to)
{
	struct sorting *x = arg;
	bool ok = true;

	(void)thread;
	for (size_t i = from; i < to && ok; i++) {
		x->v[i] = keys_sorted((const uint32_t (*)[BL_COUNT])x->crowd->key, x->crowd->n,
			(enum block)(x->first + (int)i), UINT32_MAX, &x->n[i]);
		ok = x->v[i] != NULL && blocks_near(&x->v[i], &x->n[i], x->crowd->n);
	}
	return ok;
}

static bool kinds_try(struct paired_kind *k, size_t *left_out)
{
	bool ok = true;

	for (int first = 0; first < BL_COUNT && ok; first += KINDS_AT_ONCE) {
		struct sorting x = {.crowd = k->crowd, .first = first};
		int n = BL_COUNT - first < KINDS_AT_ONCE ? BL_COUNT - first : KINDS_AT_ONCE;

		ok = parts_run((size_t)n, 1, kinds_sort, &x);
		for (int i = 0; i < n && ok; i++) {
			k->kind = first + i;
			k->n = large_leave(k->off, k->kind, x.v[i], x.n[i], left_out);
			k->v = x.v[i];
			ok = parts_run(k->n, PART, blocks_try, k);
		}
		for (int i = 0; i < n; i++)
			free(x.v[i]);
	}
	return ok;
}

/* In order ----------------------------------------------------------------- */

/* All of what threads found, by ids, each pair once. */
static bool found_sort(const struct crowd *c, const struct pairing *v, size_t n, struct pairings *out)
{
	struct ordered *order = malloc((n + 1) * sizeof *order);
	bool ok = order && vec_grow((void **)&out->found.v, &out->found.cap, n + 1, sizeof *v);

	for (size_t i = 0; ok && i < n; i++)
		order[i] = (struct ordered){
			(uint64_t)c->v[v[i].a].id << 32 | (uint64_t)c->v[v[i].b].id, (uint32_t)i};
	ok = ok && order_sort(order, n);
	for (size_t i = 0; ok && i < n; i++)
		if (!i || order[i - 1].key != order[i].key) /* met under two numbers */
			out->found.v[out->found.n++] = v[order[i].at];
	free(order);
	return ok;
}

static bool found_gather(const struct crowd *c, struct finder *finder, struct pairings *out)
{
	struct finder *first = &finder[0];
	bool ok = true;

	for (int i = 0; i < PART_THREADS; i++) {
		size_t n = finder[i].found.n;

		out->compared += finder[i].compared;
		if (!i || !n)
			continue;
		ok = ok && vec_grow((void **)&first->found.v, &first->found.cap, first->found.n + n,
			sizeof *first->found.v);
		if (ok) {
			memcpy(first->found.v + first->found.n, finder[i].found.v, n * sizeof *first->found.v);
			first->found.n += n;
		}
		vec_done(&finder[i].found);
	}
	ok = ok && found_sort(c, first->found.v, first->found.n, out);
	vec_done(&first->found);
	return ok;
}

bool crowd_pair(const struct crowd *c, const struct guide *guide, struct pairings *out)
{
	struct glances glances;
	struct paired_kind k = {.crowd = c, .guide = guide, .glances = &glances,
		.finder = calloc(PART_THREADS, sizeof *k.finder), .off = calloc(c->n + 1, sizeof *k.off)};
	bool ok = glances_make(&glances, c, &guide->model) && k.finder && k.off;

	*out = (struct pairings){.compared = 0};
	ok = ok && kinds_try(&k, &out->left_out);
	glances_done(&glances);
	ok = k.finder && ok && found_gather(c, k.finder, out);
	for (int i = 0; k.finder && i < PART_THREADS; i++)
		vec_done(&k.finder[i].found);
	free(k.finder);
	free(k.off);
	return ok;
}
