/*
 * What each of a person's events is: a review also what it reviews, as the rule of
 * duplicates has it; and that may be a review too.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "governance/nature.h"

enum { NOTHING = -1 };

struct resting {
	const struct sharing_rules *rules;
	const struct event *event;
	size_t n;
	const struct sharing_record *record; size_t record_n;
	struct nature *nature;
	const struct event **named; /* by agency and source_ref */
	int32_t *on;                /* per event: the one that it rests on, or NOTHING */
	bool *is_settled;
	size_t *chain, *walk;       /* the walk from one of them, and which walk was where last */
};

static int name_order(const void *a, const void *b)
{
	const struct event *x = *(const struct event *const *)a, *y = *(const struct event *const *)b;

	if (x->agency != y->agency)
		return x->agency < y->agency ? -1 : 1;
	return strcmp(x->source_ref, y->source_ref);
}

static int32_t find(const struct resting *r, int64_t agency, const char *ref)
{
	const struct event wanted = {.agency = agency, .source_ref = ref}, *key = &wanted;
	const struct event **found = bsearch(&key, r->named, r->n, sizeof *r->named, name_order);

	return found ? (int32_t)(*found - r->event) : NOTHING;
}

static int64_t agency_named(const struct resting *r, const char *code, size_t length)
{
	for (size_t i = 0; i < r->n; i++) {
		const char *its = r->event[i].agency_code;

		if (its && strncasecmp(its, code, length) == 0 && !its[length])
			return r->event[i].agency;
	}
	return 0;
}

/* A source_ref of its own agency, or AGENCY:source_ref. */
static int32_t reviewed_by(const struct resting *r, const struct event *e)
{
	const char *colon = strchr(e->review_of, ':');
	int32_t found = find(r, e->agency, e->review_of);
	int64_t agency;

	if (found != NOTHING || !colon)
		return found;
	agency = agency_named(r, e->review_of, (size_t)(colon - e->review_of));
	return agency ? find(r, agency, colon + 1) : NOTHING;
}

static struct nature over(const struct resting *r, size_t i, const struct nature *base)
{
	return nature_resting(nature_said(r->rules, &r->event[i]), &r->event[i], base);
}

/* As what a review takes over: with what its record or its agency is taken for. */
static struct nature whole(const struct resting *r, size_t i, struct nature nature)
{
	const struct event *e = &r->event[i];

	nature = nature_of_agency(r->rules, nature, e->agency);
	for (size_t k = 0; k < r->record_n; k++)
		if (r->record[k].record == e->record && r->record[k].least > nature.sensitivity)
			nature.sensitivity = r->record[k].least;
	return nature;
}

/* What comes round in a circle rests on all that is in it. */
static struct nature circle(const struct resting *r, size_t n, size_t again)
{
	struct nature all = {0};

	do {
		n--;
		all = whole(r, r->chain[n], over(r, r->chain[n], &all));
	} while (r->chain[n] != again);
	return all;
}

/* Walks from one to what it rests on, then back. */
static void settle(struct resting *r, size_t first)
{
	struct nature base = {0};
	size_t n = 0;
	int32_t next = (int32_t)first;

	while (next != NOTHING && !r->is_settled[next] && r->walk[next] != first + 1) {
		r->walk[next] = first + 1;
		r->chain[n++] = (size_t)next;
		next = r->on[next];
	}
	if (next != NOTHING)
		base = r->is_settled[next] ? whole(r, (size_t)next, r->nature[next]) : circle(r, n, (size_t)next);
	while (n-- > 0) {
		size_t i = r->chain[n];

		r->nature[i] = over(r, i, &base);
		base = whole(r, i, r->nature[i]);
		r->is_settled[i] = true;
	}
}

static bool room_make(struct resting *r, struct arena *arena)
{
	r->named = arena_alloc(arena, (r->n + 1) * sizeof *r->named);
	r->on = arena_alloc(arena, (r->n + 1) * sizeof *r->on);
	r->is_settled = arena_alloc(arena, (r->n + 1) * sizeof *r->is_settled);
	r->chain = arena_alloc(arena, (r->n + 1) * sizeof *r->chain);
	r->walk = arena_alloc(arena, (r->n + 1) * sizeof *r->walk);
	return r->named && r->on && r->is_settled && r->chain && r->walk;
}

static void rest(struct resting *r)
{
	for (size_t i = 0; i < r->n; i++) {
		r->named[i] = &r->event[i];
		r->walk[i] = 0;
	}
	qsort(r->named, r->n, sizeof *r->named, name_order);
	for (size_t i = 0; i < r->n; i++) {
		r->is_settled[i] = !nature_rests(r->rules, &r->event[i]);
		r->on[i] = r->is_settled[i] ? NOTHING : reviewed_by(r, &r->event[i]);
	}
	for (size_t i = 0; i < r->n; i++)
		if (!r->is_settled[i])
			settle(r, i);
}

enum status event_natures(const struct sharing_rules *rules, const struct event *event, size_t n,
	const struct sharing_record *record, size_t record_n, struct arena *arena, struct nature **out, struct err *err)
{
	struct resting r = {.rules = rules, .event = event, .n = n, .record = record, .record_n = record_n,
		.nature = arena_alloc(arena, (n + 1) * sizeof *r.nature)};
	bool has_resting = false;

	if (!r.nature)
		return err_nomem(err);
	for (size_t i = 0; i < n; i++) {
		r.nature[i] = nature_said(rules, &event[i]);
		has_resting |= nature_rests(rules, &event[i]);
	}
	if (has_resting && !room_make(&r, arena))
		return err_nomem(err);
	if (has_resting)
		rest(&r);
	for (size_t i = 0; i < n; i++)
		r.nature[i] = nature_of_agency(rules, r.nature[i], event[i].agency);
	*out = r.nature;
	return ST_OK;
}
