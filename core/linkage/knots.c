/* knots.c - bunches between which people change hands. */
#include "linkage/knots.h"

#include <stdlib.h>

#include "linkage/sets.h"

/* Numbered by their first bunches; each set is named by that. */
static void knots_list(struct knots *k, uint32_t *set, size_t bunches)
{
	for (uint32_t b = 0; b < bunches; b++) {
		uint32_t first = set_of(set, b);

		k->of[b] = first == b ? (uint32_t)k->n++ : k->of[first];
	}
	for (size_t b = 0; b < bunches; b++)
		k->from[k->of[b] + 2]++;
	for (size_t i = 0; i < k->n; i++)
		k->from[i + 2] += k->from[i + 1];
	for (uint32_t b = 0; b < bunches; b++)
		k->bunch[k->from[k->of[b] + 1]++] = b;
}

bool knots_make(
	struct knots *k, const struct bunches *bunches, const struct crowd *c, const uint32_t *place)
{
	uint32_t *set = malloc((bunches->n + 1) * sizeof *set);
	bool ok;

	*k = (struct knots){.of = malloc((bunches->n + 1) * sizeof *k->of),
		.bunch = malloc((bunches->n + 1) * sizeof *k->bunch),
		.from = calloc(bunches->n + 2, sizeof *k->from)};
	ok = set && k->of && k->bunch && k->from;
	if (ok)
		sets_begin(set, bunches->n);
	for (size_t i = 0; ok && i < c->n; i++) {
		int64_t person = c->v[i].person;
		uint32_t at = person > 0 && person <= c->highest ? place[person] : 0;

		if (at)
			sets_join(set, bunches->of[i], bunches->of[at - 1]);
	}
	if (ok)
		knots_list(k, set, bunches->n);
	free(set);
	return ok;
}

void knots_done(struct knots *k)
{
	free(k->of);
	free(k->bunch);
	free(k->from);
	*k = (struct knots){.n = 0};
}
