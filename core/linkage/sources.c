/* sources.c - which agencies hold nobody twice, and how far they overlap. */
#include "linkage/sources.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/parts.h"
#include "vec.h"

enum {
	SAMPLE = 4000,      /* records in all, once some agency may hold nobody twice */
	SAMPLE_LEAST = 200, /* of an agency, where it has as many */
	AGENCIES_MOST = 64, /* of more, too little is known of each */
	ROUNDS = 3,
	FILTER_BITS = 20,
};
#define TWICE_MOST 0.01 /* the linker's own mistakes come to about as much */

struct sampled { uint32_t agency, at; uint64_t rank; };
struct meeting { uint32_t sampled, at; double sum; };
struct meetings { struct meeting *v; size_t n, cap; }; /* a vec */

struct survey {
	const struct crowd *crowd;
	struct model *model;
	size_t agencies;            /* ids are below */
	double *held;               /* by agency: records, of them in the sample */
	double *taken;
	struct sampled *sample;
	size_t sample_n;
	struct meetings meetings;
	struct meetings of_kind[BL_COUNT]; /* those found by one kind of key */
	bool is_within;             /* only pairs of one agency are looked at */
	float *best;                /* by sampled record and agency: chance of a match there */
};

static int sampled_order(const void *a, const void *b)
{
	const struct sampled *x = a, *y = b;

	if (x->agency != y->agency)
		return x->agency < y->agency ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* The lowest by rank of each agency: as if drawn by lot. */
static bool sample_take(struct survey *s, size_t most)
{
	const struct crowd *c = s->crowd;
	size_t kept = 0, room = most * s->agencies < c->n ? most * s->agencies : c->n;

	free(s->sample);
	s->sample = malloc((room + 1) * sizeof *s->sample);
	if (!s->sample)
		return false;
	memset(s->taken, 0, s->agencies * sizeof *s->taken);
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = &c->v[c->by_rank[i]];

		if (s->taken[e->agency] >= (double)most)
			continue;
		s->taken[e->agency]++;
		s->sample[kept++] = (struct sampled){e->agency, c->by_rank[i], e->rank};
	}
	qsort(s->sample, kept, sizeof *s->sample, sampled_order);
	s->sample_n = kept;
	return true;
}

static int keyed_order(const void *a, const void *b)
{
	const struct placed_key *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* The evidence; none where it is against: no odds beforehand are better than even. */
static double worth_of(const struct survey *s, uint32_t a, uint32_t b)
{
	struct normal one, two;
	struct comparison c;

	if (a == b || (s->is_within && s->crowd->v[a].agency != s->crowd->v[b].agency))
		return 0;
	crowd_normal(s->crowd, a, &one);
	crowd_normal(s->crowd, b, &two);
	records_compare(s->model, &one, &two, &c);
	return c.sum > 0 ? c.sum : 0;
}

/* Sampled records' keys of one kind, and everybody's that may be equal to one. */
struct kind_keys { struct placed_key *mine; size_t n; VEC(struct placed_key) found; };

static bool keys_find(const struct survey *s, int kind, struct kind_keys *k, unsigned char *filter)
{
	bool ok = true;

	for (size_t i = 0; i < s->sample_n; i++) {
		uint32_t key = s->crowd->key[s->sample[i].at][kind], bit = key >> (32 - FILTER_BITS);

		if (!key)
			continue;
		k->mine[k->n++] = (struct placed_key){key, (uint32_t)i};
		filter[bit >> 3] |= (unsigned char)(1u << (bit & 7));
	}
	for (size_t i = 0; i < s->crowd->n && ok; i++) {
		uint32_t key = s->crowd->key[i][kind], bit = key >> (32 - FILTER_BITS);

		if (key && filter[bit >> 3] >> (bit & 7) & 1)
			ok = vec_push(&k->found, (struct placed_key){key, (uint32_t)i});
	}
	if (k->n)
		qsort(k->mine, k->n, sizeof *k->mine, keyed_order);
	if (k->found.n)
		qsort(k->found.v, k->found.n, sizeof *k->found.v, keyed_order);
	return ok;
}

static bool keys_meet(struct survey *s, int kind, const struct kind_keys *k)
{
	bool ok = true;

	for (size_t i = 0, f = 0, to; i < k->n && ok; i++) {
		while (f < k->found.n && k->found.v[f].key < k->mine[i].key)
			f++;
		for (to = f; to < k->found.n && k->found.v[to].key == k->mine[i].key; to++)
			;
		for (size_t from = f; from < to && to - f <= BLOCK_MOST[kind] && ok; from++) {
			struct meeting m = {k->mine[i].at, k->found.v[from].at, 0};

			m.sum = worth_of(s, s->sample[m.sampled].at, m.at);
			ok = m.sum <= 0 || vec_push(&s->of_kind[kind], m);
		}
	}
	return ok;
}

/* Who shares a sampled record's key of these kinds: found by looking once over all. */
static bool kinds_meet(void *arg, int thread, size_t from, size_t to)
{
	struct survey *s = arg;
	bool ok = true;

	(void)thread;
	for (size_t kind = from; kind < to && ok; kind++) {
		struct kind_keys k = {.mine = malloc((s->sample_n + 1) * sizeof *k.mine)};
		unsigned char *filter = calloc((size_t)1 << (FILTER_BITS - 3), 1);

		s->of_kind[kind].n = 0;
		ok = k.mine && filter && keys_find(s, (int)kind, &k, filter) &&
			keys_meet(s, (int)kind, &k);
		free(k.mine);
		free(filter);
		vec_done(&k.found);
	}
	return ok;
}

static bool sample_meet(struct survey *s)
{
	bool ok = parts_run(BL_COUNT, 1, kinds_meet, s);
	size_t n = 0;

	for (int kind = 0; kind < BL_COUNT; kind++)
		n += s->of_kind[kind].n;
	ok = ok && vec_grow((void **)&s->meetings.v, &s->meetings.cap, n + 1, sizeof *s->meetings.v);
	s->meetings.n = 0;
	for (int kind = 0; kind < BL_COUNT && ok; kind++)
		for (size_t i = 0; i < s->of_kind[kind].n; i++)
			s->meetings.v[s->meetings.n++] = s->of_kind[kind].v[i];
	return ok;
}

static void matches_weigh(struct survey *s)
{
	memset(s->best, 0, s->sample_n * s->agencies * sizeof *s->best);
	for (size_t i = 0; i < s->meetings.n; i++) {
		const struct meeting *m = &s->meetings.v[i];
		uint32_t agency = s->crowd->v[m->at].agency;
		double total = m->sum + s->model->prior +
			model_source(s->model, s->sample[m->sampled].agency, agency);
		float *best = &s->best[m->sampled * s->agencies + agency];
		float chance = (float)(1 / (1 + exp2(-total)));

		*best = chance > *best ? chance : *best;
	}
}

/* Records of the sample of one agency that are matched in another, or in itself. */
static double matched(const struct survey *s, size_t from, size_t in)
{
	double sum = 0;

	for (size_t i = 0; i < s->sample_n; i++)
		if (s->sample[i].agency == from)
			sum += (double)s->best[i * s->agencies + in];
	return sum;
}

static bool holds_nobody_twice(const struct survey *s, size_t a)
{
	return s->taken[a] > 0 && (matched(s, a, a) / 2 + 1) / s->taken[a] < TWICE_MOST;
}

/* Of an agency's records those that have no match in another: one more than seen. */
static double left_over(const struct survey *s, size_t a, size_t b)
{
	return s->held[a] * (s->taken[a] - matched(s, a, b) + 1) / (s->taken[a] + 1);
}

static void bits_settle(struct survey *s)
{
	double prior = s->model->prior;

	for (size_t a = 0; a < s->agencies; a++) {
		if (!holds_nobody_twice(s, a))
			continue;
		for (size_t b = 0; b < s->agencies; b++) {
			double bits, one, two, found;

			if (a != b && !holds_nobody_twice(s, b))
				continue;
			one = left_over(s, a, b);
			two = left_over(s, b, a);
			found = (s->held[a] - one + s->held[b] - two) / 2 + 1;
			if (a == b)
				bits = log2((matched(s, a, a) / 2 * s->held[a] / s->taken[a] + 1) * 2 /
					(s->held[a] * s->held[a])) - prior;
			else
				bits = log2((found > 1 ? found : 1) / (one * two)) - prior;
			if ((a == b) != (bits < 0))
				bits = 0;
			model_source_put(s->model, (uint32_t)a, (uint32_t)b,
				bits < -prior ? bits : -prior);
		}
	}
}

static void survey_done(struct survey *s)
{
	free(s->held);
	free(s->taken);
	free(s->sample);
	free(s->best);
	vec_done(&s->meetings);
	for (int kind = 0; kind < BL_COUNT; kind++)
		vec_done(&s->of_kind[kind]);
}

/* Samples so many of each agency, and finds what is there of each. */
static bool survey_make(struct survey *s, size_t most)
{
	if (!sample_take(s, most) || !sample_meet(s))
		return false;
	free(s->best);
	s->best = malloc((s->sample_n * s->agencies + 1) * sizeof *s->best);
	if (!s->best)
		return false;
	matches_weigh(s);
	return true;
}

/* The overlaps and a larger sample only where the first leaves something open. */
static bool survey_run(struct survey *s, size_t agencies)
{
	size_t most = SAMPLE / agencies > SAMPLE_LEAST ? SAMPLE / agencies : SAMPLE_LEAST;
	bool may_be = false, ok;

	s->is_within = true;
	ok = survey_make(s, SAMPLE_LEAST);
	for (size_t a = 0; a < s->agencies && ok; a++)
		may_be = may_be || holds_nobody_twice(s, a);
	if (!ok || !may_be)
		return ok;
	s->is_within = false;
	ok = model_sources_begin(s->model, s->agencies) && survey_make(s, most);
	for (int i = 0; i < ROUNDS && ok; i++) {
		bits_settle(s);
		matches_weigh(s);
	}
	if (ok)
		bits_settle(s);
	return ok;
}

bool sources_fit(struct model *x, const struct crowd *c)
{
	struct survey s = {.crowd = c, .model = x};
	size_t several = 0;
	bool ok;

	for (size_t i = 0; i < c->n; i++)
		s.agencies = c->v[i].agency >= s.agencies ? (size_t)c->v[i].agency + 1 : s.agencies;
	s.held = calloc(s.agencies + 1, sizeof *s.held);
	s.taken = calloc(s.agencies + 1, sizeof *s.taken);
	ok = s.held && s.taken;
	for (size_t i = 0; i < c->n && ok; i++)
		if (s.held[c->v[i].agency]++ < 1)
			several++;
	if (ok && several > 1 && several <= AGENCIES_MOST)
		ok = survey_run(&s, several);
	survey_done(&s);
	return ok;
}
