/*
 * What folded together becomes one event: whose words stand for it, when it was,
 * how it ended.
 */
#include <stdlib.h>
#include <string.h>

#include "ingest/fhir/fold.h"
#include "ingest/fold_best.h"

/* Whose title, code and score stand for the event: a panel or a score before a
 * Task, a Procedure and a questionnaire's answers; the smaller by bytes. */
static int head_rank(const struct folding *f, size_t i, int instrument)
{
	static const int RANK[FHIR_TYPE_COUNT] = {
		[FHIR_OBSERVATION] = 1, [FHIR_TASK] = 2, [FHIR_PROCEDURE] = 3, [FHIR_RESPONSE] = 4,
	};
	const struct part *p = &f->part.v[i];
	int rank = RANK[p->r->type];

	if (p->r->instrument != instrument)
		rank += 20;
	if (p->silent)
		rank += 10;
	if (p->r->panel)
		rank--;
	return rank;
}

/* The one that took the others in; the part whose instrument goes nowhere else. */
static int instrument_found(const struct folding *f, const size_t *member, size_t n)
{
	int found = -1, any = -1;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct part *p = &f->part.v[member[i]];

		if (p->r->instrument < 0)
			continue;
		if (any < 0 || p->r->instrument < any)
			any = p->r->instrument;
		if (p->into == NO_PART && (found < 0 || p->r->instrument < found))
			found = p->r->instrument;
	}
	return found >= 0 ? found : any;
}

/* Completed if any part is; else what comes nearest to it. */
static enum event_status status_of(const struct fhir_group *group)
{
	enum event_status best = ES_ENTERED_IN_ERROR;
	bool known;
	size_t i;

	for (i = 0; i < group->part_n; i++)
		best = status_nearer(fhir_status(group->part[i]->type, group->part[i]->status, &known), best);
	return best;
}

static void times_of(const struct folding *f, const size_t *member, size_t n, bool all,
	struct fhir_group *group)
{
	struct fold_times times = FOLD_TIMES_NONE;

	for (size_t i = 0; i < n; i++) {
		const struct fhir_resource *r = f->part.v[member[i]].r;

		if ((!f->part.v[member[i]].silent || all) && civil_is_set(r->start))
			fold_times_add(&times, &(struct fold_times){r->start, r->end, r->starts_on, r->ends_on});
	}
	fold_times_settle(&times);
	group->start = times.start;
	group->starts_on = times.starts_on;
	group->end = times.end;
	group->ends_on = times.ends_on;
}

static bool group_fill(struct folding *f, size_t *member, size_t n, struct fhir_group *group)
{
	size_t head = member[0], i;

	group->part = arena_alloc(f->state->arena, n * sizeof *group->part);
	if (!group->part)
		return false;
	group->part_n = n;
	group->instrument = instrument_found(f, member, n);
	for (i = 0; i < n; i++) {
		group->part[i] = f->part.v[member[i]].r;
		if (head_rank(f, member[i], group->instrument) < head_rank(f, head, group->instrument))
			head = member[i];
	}
	group->head = f->part.v[head].r;
	group->agency = f->part.v[head].agency;
	/* Whoever says which agency it was knows more than who does not. */
	for (i = 0; i < n && group->agency->fixed; i++)
		if (!f->part.v[member[i]].silent && !f->part.v[member[i]].agency->fixed)
			group->agency = f->part.v[member[i]].agency;
	group->status = status_of(group);
	times_of(f, member, n, false, group);
	if (!group->starts_on)
		times_of(f, member, n, true, group);
	return true;
}

struct placed { size_t root, part; const char *ref; };

static int placed_order(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->root != y->root)
		return x->root < y->root ? -1 : 1;
	return strcmp(x->ref, y->ref);
}

bool fold_groups(struct folding *f, struct fhir_group **out, size_t *n)
{
	struct fhir_group *groups = arena_alloc(f->state->arena,
		(f->part.n + 1) * sizeof *groups);
	struct placed *placed = calloc(f->part.n + 1, sizeof *placed);
	size_t *member = calloc(f->part.n + 1, sizeof *member);
	bool ok = groups && placed && member;
	size_t i, count = 0, have = 0;

	for (i = 0; i < f->part.n && ok; i++)
		placed[i] = (struct placed){fold_root(f, i), i, f->part.v[i].r->ref};
	if (ok)
		qsort(placed, f->part.n, sizeof *placed, placed_order);
	for (i = 0; i < f->part.n && ok; i++) {
		member[have++] = placed[i].part;
		if (i + 1 < f->part.n && placed[i + 1].root == placed[i].root)
			continue;
		ok = group_fill(f, member, have, &groups[count++]);
		have = 0;
	}
	free(placed);
	free(member);
	*out = groups;
	*n = count;
	return ok;
}
