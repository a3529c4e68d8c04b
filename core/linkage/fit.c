/* fit.c - the model fitted to the records there are. */
#include "linkage/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "linkage/sources.h"
#include "text/parts.h"
#include "vec.h"

enum {
	RANDOM_PAIRS = 200000, /* at most, and for each record */
	RANDOM_EACH = 60,
	KEYED_PAIRS = 6000,   /* of each kind */
	BLOCK_PAIRS = 4,      /* of one block */
	FIT_BLOCK_MOST = 100,
	KEYS_ENOUGH = 100000,
	PART = 2048,
	ROUNDS = 12,
};
#define U_START 2000.0 /* pairs' worth of what is assumed beforehand */
#define M_START 30.0
#define KIN_LEAST 0.02
#define KIN_MOST 4.0

/* Two strangers ------------------------------------------------------------ */

/* The k-th of a row of random numbers. */
static uint64_t random_at(uint64_t seed, uint64_t k)
{
	uint64_t z = seed + k * 0x9E3779B97F4A7C15u;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

struct strangers {
	const struct model *model;
	const struct crowd *crowd;
	double (*seen)[CF_COUNT][LV_COUNT]; /* by thread */
};

static bool strangers_meet(void *arg, int thread, size_t from, size_t to)
{
	const struct strangers *s = arg;
	const struct crowd *c = s->crowd;
	struct comparison pair;
	struct normal one, two;

	for (size_t i = from; i < to; i++) {
		size_t a = random_at(c->n, 2 * i + 1) % c->n, b = random_at(c->n, 2 * i + 2) % c->n;

		if (a == b)
			continue;
		crowd_normal(c, c->by_rank[a], &one);
		crowd_normal(c, c->by_rank[b], &two);
		records_compare(s->model, &one, &two, &pair);
		for (int f = 0; f < CF_COUNT && pair.total < 0; f++)
			s->seen[thread][f][pair.level[f]]++;
	}
	return true;
}

static void strangers_fit(struct model *x, const struct crowd *c)
{
	double by_thread[PART_THREADS][CF_COUNT][LV_COUNT] = {{{0}}}, seen[CF_COUNT][LV_COUNT] = {{0}}, all;
	struct strangers s = {x, c, by_thread};
	size_t n = c->n * RANDOM_EACH < RANDOM_PAIRS ? c->n * RANDOM_EACH : RANDOM_PAIRS;

	parts_run(n, PART, strangers_meet, &s);
	for (int t = 0; t < PART_THREADS; t++)
		for (int f = 0; f < CF_COUNT; f++)
			for (int l = 0; l < LV_COUNT; l++)
				seen[f][l] += by_thread[t][f][l];
	for (int f = 0; f < CF_COUNT; f++) {
		all = U_START;
		for (int l = LV_EXACT; l < LV_COUNT; l++)
			all += seen[f][l];
		for (int l = LV_EXACT; l < LV_COUNT; l++)
			x->u[f][l] = (seen[f][l] + U_START * x->u[f][l]) / all;
	}
}

/* One person --------------------------------------------------------------- */

struct sample {
	unsigned char level[CF_COUNT];
	float u[CF_COUNT]; /* log2 */
	unsigned shared;   /* fields that say nothing here */
	unsigned char kind;
};
struct fitting {
	VEC(struct sample) samples;
	double odds[BL_COUNT]; /* log2, of a pair that shares such a key */
};

static bool sample_add(
	struct fitting *fit, const struct model *x, const struct crowd *c, size_t a, size_t b, int kind)
{
	struct sample s = {.kind = (unsigned char)kind, .shared = BLOCK_FIELDS[kind]};
	struct normal one, two;

	crowd_normal(c, a, &one);
	crowd_normal(c, b, &two);
	records_levels(&one, &two, s.level);
	for (int f = 0; f < CF_COUNT; f++) {
		double u = s.level[f] == LV_EXACT && one.share[f] > 0
			? (double)one.share[f] : x->u[f][s.level[f]];

		s.u[f] = u > 0 ? (float)log2(u) : 0;
	}
	return vec_push(&fit->samples, s);
}

/* The first few of a block by rank: as if drawn by lot, so that no agency's own
 * records come together more often than they do by chance. */
static void block_begin(const struct crowd *c, struct placed_key *v, size_t n)
{
	for (size_t i = 0; i < n && i <= BLOCK_PAIRS; i++)
		for (size_t j = i + 1; j < n; j++)
			if (c->v[v[j].at].rank < c->v[v[i].at].rank) {
				struct placed_key swapped = v[i];

				v[i] = v[j];
				v[j] = swapped;
			}
}

/* Of the blocks in the order of their keys, up to `most`. */
static bool samples_upto(struct fitting *fit, const struct model *x, const struct crowd *c, int kind,
	uint32_t most)
{
	size_t n, before = fit->samples.n;
	struct placed_key *v = keys_sorted(
		(const uint32_t (*)[BL_COUNT])c->key, c->n, (enum block)kind, most, &n);
	bool ok = v != NULL;

	for (size_t from = 0, to; from < n && ok && fit->samples.n - before <= KEYED_PAIRS; from = to) {
		for (to = from; to < n && v[to].key == v[from].key; to++)
			;
		if (to - from > FIT_BLOCK_MOST)
			continue;
		block_begin(c, v + from, to - from);
		for (size_t i = from; i + 1 < to && i < from + BLOCK_PAIRS && ok; i++)
			ok = sample_add(fit, x, c, v[i].at, v[i + 1].at, kind);
	}
	free(v);
	return ok;
}

/* A part of the keys mostly has enough. */
static bool samples_take(struct fitting *fit, const struct model *x, const struct crowd *c, int kind)
{
	size_t before = fit->samples.n;
	uint32_t most = c->n > KEYS_ENOUGH ? UINT32_MAX / (uint32_t)(c->n / KEYS_ENOUGH) : UINT32_MAX;
	bool ok = samples_upto(fit, x, c, kind, most);

	if (!ok || most == UINT32_MAX || fit->samples.n - before > KEYED_PAIRS)
		return ok;
	fit->samples.n = before;
	return samples_upto(fit, x, c, kind, UINT32_MAX);
}

/* Kinds are taken from by threads; their samples stand in the order of the kinds. */
struct kinds_taking { const struct model *model; const struct crowd *crowd; struct fitting of[BL_COUNT]; };

static bool kinds_take(void *arg, int thread, size_t from, size_t to)
{
	struct kinds_taking *x = arg;
	bool ok = true;

	(void)thread;
	for (size_t k = from; k < to && ok; k++)
		ok = samples_take(&x->of[k], x->model, x->crowd, (int)k);
	return ok;
}

static bool samples_gather(struct fitting *fit, const struct model *x, const struct crowd *c)
{
	struct kinds_taking taking = {.model = x, .crowd = c};
	bool ok = parts_run(BL_COUNT, 1, kinds_take, &taking);

	for (int k = 0; k < BL_COUNT; k++) {
		for (size_t i = 0; i < taking.of[k].samples.n && ok; i++)
			ok = vec_push(&fit->samples, taking.of[k].samples.v[i]);
		vec_done(&taking.of[k].samples);
	}
	return ok;
}

static double sample_chance(
	const struct fitting *fit, double m[CF_COUNT][LV_COUNT], const struct sample *s)
{
	double bits = fit->odds[s->kind];

	for (int f = 0; f < CF_COUNT; f++)
		if (s->level[f] && !(s->shared >> f & 1))
			bits += m[f][s->level[f]] - (double)s->u[f];
	return 1 / (1 + exp2(-bits));
}

static void people_round(struct fitting *fit, struct model *x, const struct model *start)
{
	double seen[CF_COUNT][LV_COUNT] = {{0}}, match[BL_COUNT] = {0}, all[BL_COUNT] = {0};
	double m[CF_COUNT][LV_COUNT];

	for (int f = 0; f < CF_COUNT; f++)
		for (int l = 0; l < LV_COUNT; l++)
			m[f][l] = x->m[f][l] > 0 ? log2(x->m[f][l]) : 0;
	for (size_t i = 0; i < fit->samples.n; i++) {
		const struct sample *s = &fit->samples.v[i];
		double p = sample_chance(fit, m, s);

		match[s->kind] += p;
		all[s->kind] += 1;
		for (int f = 0; f < CF_COUNT; f++)
			if (!(s->shared >> f & 1))
				seen[f][s->level[f]] += p;
	}
	for (int f = 0; f < CF_COUNT; f++) {
		double sum = M_START;

		for (int l = LV_EXACT; l < LV_COUNT; l++)
			sum += seen[f][l];
		for (int l = LV_EXACT; l < LV_COUNT; l++)
			x->m[f][l] = (seen[f][l] + M_START * start->m[f][l]) / sum;
	}
	for (int k = 0; k < BL_COUNT; k++)
		fit->odds[k] = log2((match[k] + 2) / (all[k] - match[k] + 2));
}

/* A level of agreement that is likelier of strangers cannot be: what was
 * assumed beforehand holds.  So with disagreement the other way round. */
static void levels_check(struct model *x, const struct model *start)
{
	for (int f = 0; f < CF_COUNT; f++)
		for (int l = LV_EXACT; l < LV_COUNT; l++) {
			double before = start->m[f][l] > 0 ? start->m[f][l] / start->u[f][l] : 1;

			if (x->m[f][l] > 0 && (before > 1) != (x->m[f][l] > x->u[f][l]))
				x->m[f][l] = x->u[f][l] * (before > 1 && l != LV_EXACT ? 1 : before);
		}
}

/* In homes of one name: two people's pairs for each of one person's. */
static double kin_fit(const struct fitting *fit)
{
	double kin = exp2(-fit->odds[BL_POSTCODE_FAMILY]);

	return kin < KIN_LEAST ? KIN_LEAST : kin > KIN_MOST ? KIN_MOST : kin;
}

static double undated_fit(const struct crowd *c)
{
	double n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += !*word_at(&c->lexicon, WK_BORN, c->v[i].word[WK_BORN])->text;
	return n / (double)c->n;
}

bool model_fit(struct model *x, struct crowd *c)
{
	struct fitting fit = {.odds = {0}};
	struct model start;
	bool ok;

	x->records = (double)c->n;
	ok = crowd_count(c, x);
	crowd_know(c, x);
	if (!ok || c->n < FIT_LEAST)
		return ok;
	x->undated = undated_fit(c);
	strangers_fit(x, c);
	start = *x;
	ok = samples_gather(&fit, x, c);
	for (int i = 0; i < ROUNDS && ok; i++)
		people_round(&fit, x, &start);
	if (ok)
		levels_check(x, &start);
	if (ok)
		x->kin = kin_fit(&fit);
	model_settle(x);
	vec_done(&fit.samples);
	return ok && sources_fit(x, c);
}
