/* cluster.c - people from links. */
#include "linkage/cluster.h"

#include <stdlib.h>
#include <string.h>

enum { SEEN_MOST = 150 };
#define SENT_WEIGHT 100.0 /* what was sent as one is not weighed */
#define FOR_MOST 12.0
#define AGAINST_MOST (-12.0)
#define MEAN_LEAST 0.0

struct sets {
	size_t *lowest;  /* of the set that a record is in: its name */
	size_t *next;    /* the next record of the set, round in a ring */
	bool *has_nhs;   /* by the set's name */
	const char *const *nhs;
	const struct cluster_evidence *evidence;
};

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

static bool nhs_in_set(const struct sets *s, size_t set, const char *number)
{
	size_t i = set;

	do {
		if (strcmp(s->nhs[i], number) == 0)
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
		if (*s->nhs[i] && nhs_in_set(s, b, s->nhs[i]))
			return false;
		i = s->next[i];
	} while (i != a);
	return true;
}

static bool is_cut(
	const struct sets *s, size_t a, size_t b, const struct cluster_cut *cuts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t x = s->lowest[cuts[i].a], y = s->lowest[cuts[i].b];

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
			double w = s->evidence->weigh(s->evidence->arg, i, j);

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
		s->lowest[i] = low;
		i = s->next[i];
	} while (i != high);
	after = s->next[low];
	s->next[low] = s->next[high];
	s->next[high] = after;
	s->has_nhs[low] = s->has_nhs[low] || s->has_nhs[high];
}

bool cluster_people(const char *const *nhs, size_t n, struct cluster_edge *edges, size_t edge_n,
	const struct cluster_cut *cuts, size_t cut_n, const struct cluster_evidence *evidence,
	size_t *group)
{
	struct sets s = {group, calloc(n + 1, sizeof *s.next), calloc(n + 1, sizeof *s.has_nhs),
		nhs, evidence};

	if (!s.next || !s.has_nhs) {
		free(s.next);
		free(s.has_nhs);
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		s.lowest[i] = s.next[i] = i;
		s.has_nhs[i] = *nhs[i] != '\0';
	}
	if (edge_n)
		qsort(edges, edge_n, sizeof *edges, edge_order);
	for (size_t e = 0; e < edge_n; e++) {
		size_t a = s.lowest[edges[e].a], b = s.lowest[edges[e].b];

		if (a == b || is_cut(&s, a, b, cuts, cut_n) ||
			(!edges[e].by_worker &&
				(nhs_conflict(&s, a, b) ||
					(edges[e].weight < SENT_WEIGHT &&
						sets_contradict(&s, a, b)))))
			continue;
		sets_join(&s, a, b);
	}
	free(s.next);
	free(s.has_nhs);
	return true;
}
