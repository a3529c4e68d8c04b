/* people.c - new records that hang together, and the people they make. */
#include "linkage/people.h"

#include <stdlib.h>

#include "linkage/cluster.h"

bool people_begin(struct people *p, uint32_t n)
{
	*p = (struct people){.parent = malloc((n + 1) * sizeof *p->parent),
		.is_met = calloc(n + 1, sizeof *p->is_met),
		.n = n};
	if (!p->parent || !p->is_met)
		return false;
	for (uint32_t i = 0; i < n; i++)
		p->parent[i] = i;
	return true;
}

void people_done(struct people *p)
{
	free(p->parent);
	free(p->is_met);
	vec_done(&p->edges);
}

static uint32_t root_of(struct people *p, uint32_t record)
{
	while (p->parent[record] != record) {
		p->parent[record] = p->parent[p->parent[record]];
		record = p->parent[record];
	}
	return record;
}

bool people_link(struct people *p, uint32_t a, uint32_t b, double weight)
{
	uint32_t x = root_of(p, a), y = root_of(p, b);

	p->parent[y] = x;
	p->is_met[x] = p->is_met[x] || p->is_met[y];
	return vec_push(&p->edges, (struct people_edge){a, b, weight});
}

void people_meet(struct people *p, uint32_t record)
{
	p->is_met[root_of(p, record)] = true;
}

bool people_has_met(struct people *p, uint32_t record)
{
	return p->is_met[root_of(p, record)];
}

/* Together -------------------------------------------------------------------- */

/* Sorted, those who hang together stand side by side, lowest first. */
struct place {
	uint32_t root, record;
	int64_t id;
};

static int place_order(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->root != y->root)
		return x->root < y->root ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

struct together {
	struct people *people;
	const struct normal *const *record;
	struct place *place;  /* by who hangs together */
	uint32_t *at;         /* by record: its place */
	uint32_t *first_edge; /* by root, and the edges in that order */
	struct people_edge *edge;
	VEC(struct cluster_edge) cluster;
	VEC(const char *) nhs;
	VEC(size_t) group;
};

static bool together_begin(struct together *t, struct people *p, const struct normal *const *record)
{
	uint32_t sum = 0;

	*t = (struct together){.people = p,
		.record = record,
		.place = malloc((p->n + 1) * sizeof *t->place),
		.at = malloc((p->n + 1) * sizeof *t->at),
		.first_edge = calloc((size_t)p->n + 1, sizeof *t->first_edge),
		.edge = malloc((p->edges.n + 1) * sizeof *t->edge)};
	if (!t->place || !t->at || !t->first_edge || !t->edge)
		return false;
	for (uint32_t i = 0; i < p->n; i++)
		t->place[i] = (struct place){root_of(p, i), i, record[i]->id};
	if (p->n)
		qsort(t->place, p->n, sizeof *t->place, place_order);
	for (uint32_t i = 0; i < p->n; i++)
		t->at[t->place[i].record] = i;
	for (size_t i = 0; i < p->edges.n; i++)
		t->first_edge[root_of(p, p->edges.v[i].a)]++;
	for (uint32_t i = 0; i <= p->n; i++) {
		sum += t->first_edge[i];
		t->first_edge[i] = sum;
	}
	for (size_t i = 0; i < p->edges.n; i++)
		t->edge[--t->first_edge[root_of(p, p->edges.v[i].a)]] = p->edges.v[i];
	return true;
}

static void together_end(struct together *t)
{
	free(t->place);
	free(t->at);
	free(t->first_edge);
	free(t->edge);
	vec_done(&t->cluster);
	vec_done(&t->nhs);
	vec_done(&t->group);
}

/* How those at places from … from + n fall into people. */
static bool part_decide(struct together *t, uint32_t from, uint32_t n)
{
	uint32_t root = t->place[from].root;

	t->cluster.n = t->nhs.n = t->group.n = 0;
	for (uint32_t i = from; i < from + n; i++)
		if (!vec_push(&t->nhs, t->record[t->place[i].record]->nhs) ||
			!vec_push(&t->group, 0))
			return false;
	for (uint32_t e = t->first_edge[root]; e < t->first_edge[root + 1]; e++) {
		uint32_t a = t->at[t->edge[e].a] - from, b = t->at[t->edge[e].b] - from;

		if (!vec_push(&t->cluster,
			(struct cluster_edge){a < b ? a : b, a < b ? b : a, false, t->edge[e].weight}))
			return false;
	}
	return cluster_people(t->nhs.v, n, t->cluster.v, t->cluster.n, NULL, 0, t->group.v);
}

static enum status part_each(struct together *t, uint32_t from, uint32_t n, person_fn *give,
	void *arg, struct err *err)
{
	const struct place *place = &t->place[from];
	enum status st = ST_OK;

	if (t->people->is_met[place->root])
		return ST_OK;
	if (n == 1)
		return give(arg, place->id, place->id, err);
	if (!part_decide(t, from, n))
		return err_nomem(err);
	for (uint32_t i = 0; i < n && st == ST_OK; i++)
		st = give(arg, place[i].id, place[t->group.v[i]].id, err);
	return st;
}

enum status people_each(struct people *p, const struct normal *const *record, person_fn *give,
	void *arg, struct err *err)
{
	struct together t;
	enum status st = together_begin(&t, p, record) ? ST_OK : err_nomem(err);
	uint32_t from = 0;

	for (uint32_t i = 0; i < p->n && st == ST_OK; i++) {
		if (i + 1 < p->n && t.place[i + 1].root == t.place[from].root)
			continue;
		st = part_each(&t, from, i + 1 - from, give, arg, err);
		from = i + 1;
	}
	together_end(&t);
	return st;
}
