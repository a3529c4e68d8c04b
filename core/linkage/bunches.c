/* bunches.c - everybody who hangs together, and the people whom they make. */
#include "linkage/bunches.h"

#include <stdlib.h>
#include <string.h>

#include "halving.h"
#include "linkage/cluster.h"
#include "linkage/order.h"
#include "linkage/sets.h"
#include "text/parts.h"

enum { BUNCHES_AT_ONCE = 2048 };

bool pairing_is_taken(const struct pairing *p, enum link_auto reach)
{
	return p->weight >= SENT_AS_ONE_WEIGHT || (p->band == BAND_CERTAIN && reach >= LINK_CERTAIN) ||
		(p->band == BAND_LIKELY && reach >= LINK_LIKELY);
}

/* Who hangs together -------------------------------------------------------- */

/* Numbers the sets by their first records and lists their members: those of a
 * crowd by id are `at`. */
static bool members_list(struct bunches *x, const uint32_t *set, const uint32_t *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		x->of[i] = UINT32_MAX;
	for (size_t i = 0; i < n; i++)
		if (x->of[set[at[i]]] == UINT32_MAX)
			x->of[set[at[i]]] = (uint32_t)x->n++;
	for (size_t i = 0; i < n; i++)
		x->of[i] = x->of[set[i]];
	x->from = calloc(x->n + 2, sizeof *x->from);
	if (!x->from)
		return false;
	for (size_t i = 0; i < n; i++)
		x->from[x->of[i] + 2]++;
	for (size_t b = 0; b < x->n; b++)
		x->from[b + 2] += x->from[b + 1];
	for (size_t i = 0; i < n; i++)
		x->member[x->from[x->of[at[i]] + 1]++] = at[i];
	return true;
}

static bool rows_list(struct bunches *x, const struct pairings *pairs)
{
	x->row = malloc((pairs->found.n + 1) * sizeof *x->row);
	x->row_from = calloc(x->n + 2, sizeof *x->row_from);
	if (!x->row || !x->row_from)
		return false;
	for (size_t i = 0; i < pairs->found.n; i++)
		x->row_from[x->of[pairs->found.v[i].a] + 2]++;
	for (size_t b = 0; b < x->n; b++)
		x->row_from[b + 2] += x->row_from[b + 1];
	for (size_t i = 0; i < pairs->found.n; i++)
		x->row[x->row_from[x->of[pairs->found.v[i].a] + 1]++] = (uint32_t)i;
	return true;
}

static int said_order(const void *a, const void *b)
{
	const struct said *x = a, *y = b;

	if (x->bunch != y->bunch)
		return x->bunch < y->bunch ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* The crowd's places as their records arrived. */
static uint32_t *places_by_id(const struct crowd *c)
{
	struct ordered *order = malloc((c->n + 1) * sizeof *order);
	uint32_t *at = malloc((c->n + 1) * sizeof *at);
	bool ok = order && at;

	for (size_t i = 0; ok && i < c->n; i++)
		order[i] = (struct ordered){(uint64_t)c->v[i].id, (uint32_t)i};
	ok = ok && order_sort(order, c->n);
	for (size_t i = 0; ok && i < c->n; i++)
		at[i] = order[i].at;
	free(order);
	if (!ok) {
		free(at);
		at = NULL;
	}
	return at;
}

static bool bunches_list(struct bunches *x, const struct crowd *c, enum link_auto reach,
	const struct pairings *pairs, struct said *said, size_t said_n)
{
	uint32_t *set = malloc((c->n + 1) * sizeof *set), *at = places_by_id(c);
	bool ok = set && at;

	x->of = malloc((c->n + 1) * sizeof *x->of);
	x->member = malloc((c->n + 1) * sizeof *x->member);
	x->person = malloc((c->n + 1) * sizeof *x->person);
	ok = ok && x->of && x->member && x->person;
	if (ok)
		sets_begin(set, c->n);
	for (size_t i = 0; ok && i < pairs->found.n; i++)
		if (pairing_is_taken(&pairs->found.v[i], reach))
			sets_join(set, pairs->found.v[i].a, pairs->found.v[i].b);
	for (size_t i = 0; ok && i < said_n; i++)
		if (said[i].is_link)
			sets_join(set, said[i].a, said[i].b);
	for (uint32_t i = 0; ok && i < c->n; i++)
		set[i] = set_of(set, i);
	ok = ok && members_list(x, set, at, c->n) && rows_list(x, pairs);
	for (size_t i = 0; ok && i < said_n; i++)
		said[i].bunch = x->of[said[i].a] == x->of[said[i].b] ? x->of[said[i].a] : UINT32_MAX;
	if (ok && said_n)
		qsort(said, said_n, sizeof *said, said_order);
	free(set);
	free(at);
	return ok;
}

/* One bunch ----------------------------------------------------------------- */

/* What a thread works out a bunch with; records are numbered as its members. */
struct solving {
	const struct crowd *crowd;
	const struct guide *guide;
	const uint32_t *member;
	const uint32_t *row;
	size_t row_n;
	const struct pairing *pair;
	VEC(struct cluster_record) records;
	VEC(struct cluster_edge) edges;
	VEC(struct cluster_cut) cuts;
	VEC(size_t) group;
};

/* The pair found of two places, a arrived first; NULL: they were not. */
static const struct pairing *pair_find(const struct solving *x, uint32_t a, uint32_t b)
{
	int64_t ida = x->crowd->v[a].id, idb = x->crowd->v[b].id;
	struct halving h = {.to = x->row_n};

	while (halving_on(&h)) {
		const struct pairing *p = &x->pair[x->row[h.at]];
		int64_t at = x->crowd->v[p->a].id;

		if (p->a == a && p->b == b)
			return p;
		halving_turn(&h, at < ida || (at == ida && x->crowd->v[p->b].id < idb));
	}
	return NULL;
}

/* What is certain is of no two: its weight is all there is to say. */
static double evidence_weigh(void *arg, size_t one, size_t two)
{
	const struct solving *x = arg;
	uint32_t a = x->member[one < two ? one : two], b = x->member[one < two ? two : one];
	const struct pairing *p = pair_find(x, a, b);
	struct normal na, nb;

	if (p && p->band == BAND_CERTAIN && p->weight < SENT_AS_ONE_WEIGHT)
		return evidence_bits(&x->guide->model, x->crowd->v[a].agency, x->crowd->v[b].agency,
			p->weight);
	crowd_normal(x->crowd, a, &na);
	crowd_normal(x->crowd, b, &nb);
	return pair_evidence(&x->guide->model, &na, &nb);
}

static size_t member_find(const struct solving *x, uint32_t at)
{
	int64_t id = x->crowd->v[at].id;
	size_t low = 0, high = x->records.n;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (x->crowd->v[x->member[middle]].id <= id)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* As pair_member() makes it, by no more than it takes. */
static struct cluster_record member_of(const struct solving *x, uint32_t at)
{
	const struct entry *e = &x->crowd->v[at];
	bool is_single = model_source_is_single(&x->guide->model, e->agency) && crowd_says_who(x->crowd, at);

	return (struct cluster_record){crowd_nhs(x->crowd, at), e->rank, crowd_born(x->crowd, at),
		is_single ? e->agency : 0};
}

static bool records_put(struct solving *x, size_t n)
{
	bool ok = true;

	x->records.n = x->group.n = 0;
	for (size_t i = 0; i < n && ok; i++)
		ok = vec_push(&x->group, i) && vec_push(&x->records, member_of(x, x->member[i]));
	return ok;
}

static bool edges_put(struct solving *x)
{
	bool ok = true;

	x->edges.n = 0;
	for (size_t i = 0; i < x->row_n && ok; i++) {
		const struct pairing *p = &x->pair[x->row[i]];

		if (pairing_is_taken(p, x->guide->reach))
			ok = vec_push(&x->edges, (struct cluster_edge){.a = member_find(x, p->a),
				.b = member_find(x, p->b), .weight = p->weight});
	}
	return ok;
}

static bool said_put(struct solving *x, const struct said *said, size_t n)
{
	bool ok = true;

	x->cuts.n = 0;
	for (size_t i = 0; i < n && ok; i++) {
		size_t a = member_find(x, said[i].a), b = member_find(x, said[i].b);

		ok = said[i].is_link ? vec_push(&x->edges, (struct cluster_edge){
			.a = a < b ? a : b, .b = a < b ? b : a, .by_worker = true})
			: vec_push(&x->cuts, (struct cluster_cut){a, b});
	}
	return ok;
}

/* All bunches --------------------------------------------------------------- */

struct solver {
	struct bunches *bunches;
	struct pairings *pairs;
	const struct said *said;
	size_t said_n;
	struct cluster_rules rules;
	struct solving of_thread[PART_THREADS];
};

/* What was said within a bunch. */
static size_t said_find(const struct solver *s, uint32_t bunch, size_t *n)
{
	struct halving h = {.to = s->said_n};

	while (halving_on(&h))
		halving_turn(&h, s->said[h.at].bunch < bunch);
	for (*n = 0; h.at + *n < s->said_n && s->said[h.at + *n].bunch == bunch; ++*n)
		;
	return h.at;
}

static bool bunch_solve(struct solver *s, struct solving *x, size_t bunch)
{
	const struct bunches *all = s->bunches;
	size_t n = all->from[bunch + 1] - all->from[bunch], said_n;
	size_t said = said_find(s, (uint32_t)bunch, &said_n);
	struct cluster_evidence evidence = {evidence_weigh, x};
	bool ok;

	x->member = all->member + all->from[bunch];
	x->row = all->row + all->row_from[bunch];
	x->row_n = all->row_from[bunch + 1] - all->row_from[bunch];
	ok = records_put(x, n) && edges_put(x) && said_put(x, s->said + said, said_n) &&
		cluster_people(x->records.v, n, x->edges.v, x->edges.n, x->cuts.v, x->cuts.n, &evidence,
			&s->rules, x->group.v);
	for (size_t i = 0; i < n && ok; i++)
		all->person[x->member[i]] = x->member[x->group.v[i]];
	for (size_t e = 0; e < x->edges.n && ok; e++) {
		const struct cluster_edge *edge = &x->edges.v[e];
		size_t a = edge->a < edge->b ? edge->a : edge->b, b = edge->a < edge->b ? edge->b : edge->a;
		const struct pairing *p = edge->by_worker ? NULL : pair_find(x, x->member[a], x->member[b]);

		if (p)
			s->pairs->found.v[p - x->pair].fate = (unsigned char)edge->fate;
	}
	return ok;
}

static bool bunches_solve(void *arg, int thread, size_t from, size_t to)
{
	struct solver *s = arg;
	bool ok = true;

	for (size_t b = from; b < to && ok; b++) {
		const uint32_t *member = s->bunches->member + s->bunches->from[b];

		if (s->bunches->from[b + 1] - s->bunches->from[b] > 1)
			ok = bunch_solve(s, &s->of_thread[thread], b);
		else
			s->bunches->person[*member] = *member;
	}
	return ok;
}

bool bunches_make(struct bunches *x, const struct crowd *c, const struct guide *guide,
	struct pairings *pairs, struct said *said, size_t said_n)
{
	struct solver s = {.bunches = x, .pairs = pairs, .said = said, .said_n = said_n,
		.rules = guide_rules(guide)};
	bool ok;

	*x = (struct bunches){.n = 0};
	for (int i = 0; i < PART_THREADS; i++)
		s.of_thread[i] = (struct solving){.crowd = c, .guide = guide, .pair = pairs->found.v};
	ok = bunches_list(x, c, guide->reach, pairs, said, said_n) &&
		parts_run(x->n, BUNCHES_AT_ONCE, bunches_solve, &s);
	for (int i = 0; i < PART_THREADS; i++) {
		vec_done(&s.of_thread[i].records);
		vec_done(&s.of_thread[i].edges);
		vec_done(&s.of_thread[i].cuts);
		vec_done(&s.of_thread[i].group);
	}
	return ok;
}

void bunches_done(struct bunches *x)
{
	free(x->of);
	free(x->member);
	free(x->from);
	free(x->row);
	free(x->row_from);
	free(x->person);
	*x = (struct bunches){.n = 0};
}
