/* cluster.c - people from links. */
#include "linkage/cluster.h"

#include <stdlib.h>
#include <string.h>

enum { SEEN_MOST = 150 };
#define SENT_WEIGHT 100.0 /* what was sent as one is not weighed */
#define FOR_MOST 12.0
#define AGAINST_MOST (-12.0)
#define MEAN_LEAST 0.0

/* A record and where it stands among its like: those that a worker separated
 * first, as they arrived, then by rank. */
struct standing {
	size_t at;
	bool is_cut;
	uint64_t rank;
};

struct sets {
	size_t *of;      /* the set that a record is in: the place of one of its records */
	size_t *next;    /* the next record of the set, round in a ring */
	bool *has_nhs;   /* by set */
	struct standing *record; /* by place; everything here goes by places */
	size_t *place;   /* by record */
	const struct cluster_record *v;
	const struct cluster_evidence *evidence;
};

static int standing_order(const void *a, const void *b)
{
	const struct standing *x = a, *y = b;

	if (x->is_cut != y->is_cut)
		return x->is_cut ? -1 : 1;
	if (!x->is_cut && x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static int edge_order(const void *a, const void *b)
{
	const struct cluster_edge *x = a, *y = b;

	if (x->by_worker != y->by_worker)
		return x->by_worker ? -1 : 1;
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

static const char *nhs_at(const struct sets *s, size_t place)
{
	return s->v[s->record[place].at].nhs;
}

static bool nhs_in_set(const struct sets *s, size_t set, const char *number)
{
	size_t i = set;

	do {
		if (strcmp(nhs_at(s, i), number) == 0)
			return true;
		i = s->next[i];
	} while (i != set);
	return false;
}

/* Both sets have NHS numbers, and none in common. */
static bool nhs_conflict(const struct sets *s, size_t a, size_t b)
{
	size_t i = a;

	if (!s->has_nhs[a] || !s->has_nhs[b])
		return false;
	do {
		if (*nhs_at(s, i) && nhs_in_set(s, b, nhs_at(s, i)))
			return false;
		i = s->next[i];
	} while (i != a);
	return true;
}

static bool is_cut(
	const struct sets *s, size_t a, size_t b, const struct cluster_cut *cuts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t x = s->of[s->place[cuts[i].a]], y = s->of[s->place[cuts[i].b]];

		if ((x == a && y == b) || (x == b && y == a))
			return true;
	}
	return false;
}

/* On the whole, taken over pairs across the two: what one pair may say is limited. */
static bool sets_contradict(const struct sets *s, size_t a, size_t b)
{
	double sum = 0;
	size_t i = a, j, seen = 0;

	if (!s->evidence)
		return false;
	do {
		j = b;
		do {
			double w = s->evidence->weigh(
				s->evidence->arg, s->record[i].at, s->record[j].at);

			sum += w > FOR_MOST ? FOR_MOST : w < AGAINST_MOST ? AGAINST_MOST : w;
			seen++;
			j = s->next[j];
		} while (j != b && seen < SEEN_MOST);
		i = s->next[i];
	} while (i != a && seen < SEEN_MOST);
	return sum < MEAN_LEAST * (double)seen;
}

static void sets_join(struct sets *s, size_t a, size_t b)
{
	size_t low = a < b ? a : b, high = a < b ? b : a, i = high, after;

	do {
		s->of[i] = low;
		i = s->next[i];
	} while (i != high);
	after = s->next[low];
	s->next[low] = s->next[high];
	s->next[high] = after;
	s->has_nhs[low] = s->has_nhs[low] || s->has_nhs[high];
}

static void sets_done(struct sets *s)
{
	free(s->of);
	free(s->next);
	free(s->has_nhs);
	free(s->record);
	free(s->place);
}

/* One record of those that hang together with i over links. */
static size_t hub_of(size_t *hub, size_t i)
{
	while (hub[i] != i)
		i = hub[i] = hub[hub[i]];
	return i;
}

/* Only a separation of records that hang together says anything about the order of
 * equals: so the same people come out whoever else is looked at with them. */
static void cuts_mark(struct sets *s, size_t n, const struct cluster_edge *edges, size_t edge_n,
	const struct cluster_cut *cuts, size_t cut_n)
{
	size_t *hub = s->of;

	for (size_t i = 0; i < n; i++)
		hub[i] = i;
	for (size_t e = 0; e < edge_n; e++)
		hub[hub_of(hub, edges[e].a)] = hub_of(hub, edges[e].b);
	for (size_t c = 0; c < cut_n; c++)
		if (hub_of(hub, cuts[c].a) == hub_of(hub, cuts[c].b))
			s->record[cuts[c].a].is_cut = s->record[cuts[c].b].is_cut = true;
}

static bool sets_begin(struct sets *s, size_t n, const struct cluster_edge *edges, size_t edge_n,
	const struct cluster_cut *cuts, size_t cut_n)
{
	s->of = malloc((n + 1) * sizeof *s->of);
	s->next = malloc((n + 1) * sizeof *s->next);
	s->has_nhs = malloc((n + 1) * sizeof *s->has_nhs);
	s->record = malloc((n + 1) * sizeof *s->record);
	s->place = malloc((n + 1) * sizeof *s->place);
	if (!s->of || !s->next || !s->has_nhs || !s->record || !s->place)
		return false;
	for (size_t i = 0; i < n; i++)
		s->record[i] = (struct standing){i, false, s->v[i].rank};
	cuts_mark(s, n, edges, edge_n, cuts, cut_n);
	if (n)
		qsort(s->record, n, sizeof *s->record, standing_order);
	for (size_t i = 0; i < n; i++) {
		s->place[s->record[i].at] = s->of[i] = s->next[i] = i;
		s->has_nhs[i] = *nhs_at(s, i) != '\0';
	}
	return true;
}

static void edges_sort(const struct sets *s, struct cluster_edge *edges, size_t n)
{
	for (size_t e = 0; e < n; e++) {
		size_t a = s->place[edges[e].a], b = s->place[edges[e].b];

		edges[e].a = a < b ? a : b;
		edges[e].b = a < b ? b : a;
	}
	if (n)
		qsort(edges, n, sizeof *edges, edge_order);
}

/* Each set's lowest record for every record of it. */
static void sets_tell(const struct sets *s, size_t n, size_t *group)
{
	for (size_t i = 0; i < n; i++)
		group[i] = n;
	for (size_t i = 0; i < n; i++) {
		size_t *low = &group[s->record[s->of[s->place[i]]].at];

		*low = *low < i ? *low : i;
	}
	for (size_t i = 0; i < n; i++)
		s->next[i] = group[s->record[s->of[s->place[i]]].at];
	if (n)
		memcpy(group, s->next, n * sizeof *group);
}

bool cluster_people(const struct cluster_record *v, size_t n, struct cluster_edge *edges,
	size_t edge_n, const struct cluster_cut *cuts, size_t cut_n,
	const struct cluster_evidence *evidence, size_t *group)
{
	struct sets s = {.v = v, .evidence = evidence};
	bool ok = sets_begin(&s, n, edges, edge_n, cuts, cut_n);

	if (ok)
		edges_sort(&s, edges, edge_n);
	for (size_t e = 0; ok && e < edge_n; e++) {
		size_t a = s.of[edges[e].a], b = s.of[edges[e].b];

		if (a == b || is_cut(&s, a, b, cuts, cut_n) ||
			(!edges[e].by_worker &&
				(nhs_conflict(&s, a, b) ||
					(edges[e].weight < SENT_WEIGHT &&
						sets_contradict(&s, a, b)))))
			continue;
		sets_join(&s, a, b);
	}
	if (ok)
		sets_tell(&s, n, group);
	sets_done(&s);
	return ok;
}
