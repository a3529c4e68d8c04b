/* cluster.c - people from links. */
#include "linkage/cluster.h"

#include <stdlib.h>
#include <string.h>

#include "civil.h"
#include "linkage/compare.h"

enum { SEEN_MOST = 150, BORN_MOST = 4 };
#define SENT_WEIGHT 100.0 /* what was sent as one is not weighed */
#define FOR_MOST 12.0
#define AGAINST_MOST (-12.0)
#define NOBODY (-1e9)     /* bits: no second person fits */

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
	double *rival;   /* by place: the best link to a person that it is not, once known */
	const struct cluster_record *v;
	const struct cluster_cut *cuts;
	size_t n, cut_n;
	const struct cluster_rules *rules;
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

/* Told by so many records, the first and those up to the end, that it is no slip. */
static bool born_is_sure(const struct sets *s, size_t first, size_t end)
{
	int32_t day = s->v[s->record[first].at].born;
	size_t times = 1;

	for (size_t i = s->next[first]; i != end && times < s->rules->born_least; i = s->next[i])
		times += s->v[s->record[i].at].born == day;
	return times >= s->rules->born_least;
}

/* The first few sure birth dates of a set. */
static size_t born_told(const struct sets *s, size_t set, int32_t *born)
{
	size_t n = 0, i = set;

	do {
		int32_t day = s->v[s->record[i].at].born;
		bool is_known = day == CIVIL_NONE;

		for (size_t k = 0; k < n && !is_known; k++)
			is_known = born[k] == day;
		if (!is_known && born_is_sure(s, i, set))
			born[n++] = day;
		i = s->next[i];
	} while (i != set && n < BORN_MOST);
	return n;
}

static bool born_conflict(const struct sets *s, size_t a, size_t b)
{
	int32_t one[BORN_MOST], two[BORN_MOST];
	size_t n = born_told(s, a, one), m = n ? born_told(s, b, two) : 0;
	bool differ = n && m;

	for (size_t i = 0; i < n && differ; i++)
		for (size_t j = 0; j < m && differ; j++)
			differ = born_differs(one[i], two[j]);
	return differ;
}

static bool is_cut(const struct sets *s, size_t a, size_t b)
{
	for (size_t i = 0; i < s->cut_n; i++) {
		size_t x = s->of[s->place[s->cuts[i].a]], y = s->of[s->place[s->cuts[i].b]];

		if ((x == a && y == b) || (x == b && y == a))
			return true;
	}
	return false;
}

static double evidence_between(const struct sets *s, size_t i, size_t j)
{
	double w = s->evidence->weigh(s->evidence->arg, s->record[i].at, s->record[j].at);

	return w > FOR_MOST ? FOR_MOST : w < AGAINST_MOST ? AGAINST_MOST : w;
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
			sum += evidence_between(s, i, j);
			seen++;
			j = s->next[j];
		} while (j != b && seen < SEEN_MOST);
		i = s->next[i];
	} while (i != a && seen < SEEN_MOST);
	return sum < 0;
}

/* An agency that holds nobody twice would. */
static bool sets_repeat(const struct sets *s, size_t a, size_t b)
{
	size_t i = a, j;

	do {
		uint32_t source = s->v[s->record[i].at].source;

		for (j = b; source;) {
			if (s->v[s->record[j].at].source == source && s->evidence &&
				evidence_between(s, i, j) <= 0)
				return true;
			j = s->next[j];
			if (j == b)
				break;
		}
		i = s->next[i];
	} while (i != a);
	return false;
}

/* Whether a record, taken by itself, could be of a set. */
static bool record_fits(const struct sets *s, size_t at, size_t set)
{
	const struct cluster_record *r = &s->v[s->record[at].at];
	int32_t born[BORN_MOST];
	size_t n = born_told(s, set, born), i = set, seen = 0;
	double sum = 0;

	for (size_t k = 0; k < n; k++)
		if (born_differs(r->born, born[k]))
			return false;
	if (*r->nhs && s->has_nhs[set] && !nhs_in_set(s, set, r->nhs))
		return false;
	do {
		sum += s->evidence ? evidence_between(s, at, i) : 0;
		i = s->next[i];
	} while (i != set && ++seen < SEEN_MOST);
	return sum >= 0;
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
	free(s->rival);
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
static void cuts_mark(struct sets *s, const struct cluster_edge *edges, size_t edge_n)
{
	size_t *hub = s->of;

	for (size_t i = 0; i < s->n; i++)
		hub[i] = i;
	for (size_t e = 0; e < edge_n; e++)
		hub[hub_of(hub, edges[e].a)] = hub_of(hub, edges[e].b);
	for (size_t c = 0; c < s->cut_n; c++)
		if (hub_of(hub, s->cuts[c].a) == hub_of(hub, s->cuts[c].b))
			s->record[s->cuts[c].a].is_cut = s->record[s->cuts[c].b].is_cut = true;
}

static void sets_part(struct sets *s)
{
	for (size_t i = 0; i < s->n; i++) {
		s->of[i] = s->next[i] = i;
		s->has_nhs[i] = *nhs_at(s, i) != '\0';
	}
}

static bool sets_begin(struct sets *s, const struct cluster_edge *edges, size_t edge_n)
{
	size_t n = s->n;

	s->of = malloc((n + 1) * sizeof *s->of);
	s->next = malloc((n + 1) * sizeof *s->next);
	s->has_nhs = malloc((n + 1) * sizeof *s->has_nhs);
	s->record = malloc((n + 1) * sizeof *s->record);
	s->place = malloc((n + 1) * sizeof *s->place);
	s->rival = malloc((n + 1) * sizeof *s->rival);
	if (!s->of || !s->next || !s->has_nhs || !s->record || !s->place || !s->rival)
		return false;
	for (size_t i = 0; i < n; i++)
		s->record[i] = (struct standing){i, false, s->v[i].rank};
	cuts_mark(s, edges, edge_n);
	if (n)
		qsort(s->record, n, sizeof *s->record, standing_order);
	for (size_t i = 0; i < n; i++) {
		s->place[s->record[i].at] = i;
		s->rival[i] = NOBODY;
	}
	sets_part(s);
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

/* Whether a link may join the sets of its records as they are now. */
static enum cluster_fate edge_try(const struct sets *s, const struct cluster_edge *e)
{
	size_t a = s->of[e->a], b = s->of[e->b];
	bool is_weighed = !e->by_worker && e->weight < SENT_WEIGHT;

	if (is_cut(s, a, b))
		return FATE_SEPARATED;
	if (is_weighed && born_conflict(s, a, b))
		return FATE_BORN;
	if (is_weighed && sets_repeat(s, a, b))
		return FATE_TWICE;
	if (is_weighed && sets_contradict(s, a, b))
		return FATE_AGAINST;
	if (!e->by_worker && nhs_conflict(s, a, b))
		return FATE_NHS;
	return is_weighed && (e->weight < s->rival[e->a] + s->rules->margin ||
		e->weight < s->rival[e->b] + s->rules->margin) ? FATE_RIVAL : FATE_JOINED;
}

static void edges_take(struct sets *s, struct cluster_edge *edges, size_t n)
{
	for (size_t e = 0; e < n; e++) {
		size_t a = s->of[edges[e].a], b = s->of[edges[e].b];

		edges[e].fate = a == b ? FATE_JOINED : edge_try(s, &edges[e]);
		if (a != b && edges[e].fate == FATE_JOINED)
			sets_join(s, a, b);
	}
	for (size_t e = 0; e < n; e++)
		if (s->of[edges[e].a] == s->of[edges[e].b])
			edges[e].fate = FATE_JOINED; /* over others */
}

static bool rival_note(struct sets *s, size_t at, size_t other, double weight)
{
	if (!record_fits(s, at, s->of[other]))
		return false;
	s->rival[at] = weight > s->rival[at] ? weight : s->rival[at];
	return true;
}

/* Who fits a second person, and how well; false: nobody does. */
static bool rivals_find(struct sets *s, const struct cluster_edge *edges, size_t n)
{
	bool found = false;

	for (size_t e = 0; e < n; e++) {
		if (edges[e].fate != FATE_AGAINST && edges[e].fate != FATE_BORN &&
			edges[e].fate != FATE_TWICE)
			continue;
		found = rival_note(s, edges[e].a, edges[e].b, edges[e].weight) || found;
		found = rival_note(s, edges[e].b, edges[e].a, edges[e].weight) || found;
	}
	return found;
}

/* Each set's lowest record for every record of it; edges by records again. */
static void sets_tell(const struct sets *s, struct cluster_edge *edges, size_t edge_n, size_t *group)
{
	size_t n = s->n;

	for (size_t e = 0; e < edge_n; e++)
		if (edges[e].fate == FATE_AGAINST && nhs_conflict(s, s->of[edges[e].a], s->of[edges[e].b]))
			edges[e].fate = FATE_NHS; /* says more */
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
	for (size_t e = 0; e < edge_n; e++) {
		edges[e].a = s->record[edges[e].a].at;
		edges[e].b = s->record[edges[e].b].at;
	}
}

bool cluster_people(const struct cluster_record *v, size_t n, struct cluster_edge *edges,
	size_t edge_n, const struct cluster_cut *cuts, size_t cut_n,
	const struct cluster_evidence *evidence, const struct cluster_rules *rules, size_t *group)
{
	struct sets s = {.v = v, .n = n, .cuts = cuts, .cut_n = cut_n, .rules = rules,
		.evidence = evidence};
	bool ok = sets_begin(&s, edges, edge_n);

	if (ok) {
		edges_sort(&s, edges, edge_n);
		edges_take(&s, edges, edge_n);
		if (rules->margin > 0 && rivals_find(&s, edges, edge_n)) {
			sets_part(&s);
			edges_take(&s, edges, edge_n);
		}
		sets_tell(&s, edges, edge_n, group);
	}
	sets_done(&s);
	return ok;
}
