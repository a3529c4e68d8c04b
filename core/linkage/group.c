/* group.c - what hangs together, and the people it makes. */
#include "linkage/group.h"

#include <stdlib.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "store_findings.h"

struct seen {
	int64_t id;
	UT_hash_handle hh;
};

struct reading {
	struct group *group;
	const struct store *store;
	struct seen *records, *people;
	VEC(int64_t) waiting;
	struct err *err;
};

/* True when the id was not there yet. */
static enum status seen_add(struct reading *r, struct seen **set, int64_t id, bool *is_new)
{
	struct seen *s;

	HASH_FIND(hh, *set, &id, sizeof id, s);
	*is_new = !s;
	if (s)
		return ST_OK;
	s = arena_alloc(r->group->arena, sizeof *s);
	if (!s)
		return err_nomem(r->err);
	s->id = id;
	HASH_ADD(hh, *set, id, sizeof s->id, s);
	return s->hh.tbl ? ST_OK : err_nomem(r->err);
}

static enum status wait_for(struct reading *r, int64_t id)
{
	bool is_new;
	enum status st = seen_add(r, &r->records, id, &is_new);

	if (st == ST_OK && is_new && !vec_push(&r->waiting, id))
		st = err_nomem(r->err);
	return st;
}

/* The record's whole person as it is now. */
static enum status person_add(struct reading *r, int64_t record)
{
	struct record *rec;
	int64_t person;
	size_t n = 0;
	bool is_new = false;
	enum status st = store_person_of(r->store, record, &person, r->err);

	if (st == ST_NONE)
		return ST_OK; /* nobody's any more */
	if (st == ST_OK)
		st = seen_add(r, &r->people, person, &is_new);
	if (st != ST_OK || !is_new)
		return st;
	st = store_person_records(r->store, person, r->group->arena, &rec, &n, r->err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		if (!vec_push(&r->group->records, rec[i]))
			return err_nomem(r->err);
		st = wait_for(r, rec[i].id);
	}
	return st;
}

static enum status links_add(struct reading *r, int64_t record)
{
	struct link_row *row;
	size_t n = 0;
	enum status st = store_links_of(r->store, &record, 1, r->group->arena, &row, &n, r->err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		if (!row_is_taken(&row[i], r->group->guide->reach))
			continue;
		if (row[i].a == record &&
			!vec_push(&r->group->links, row[i])) /* once, from its lower end */
			return err_nomem(r->err);
		st = wait_for(r, row[i].a == record ? row[i].b : row[i].a);
	}
	return st;
}

/* Keeps the newest word on a pair. */
static enum status word_add(struct reading *r, const struct decision *d)
{
	struct word w = {d->a, d->b, d};

	for (size_t i = 0; i < r->group->words.n; i++) {
		struct word *old = &r->group->words.v[i];

		if (old->a != w.a || old->b != w.b)
			continue;
		if (old->decision->id < d->id)
			old->decision = d;
		return ST_OK;
	}
	return vec_push(&r->group->words, w) ? ST_OK : err_nomem(r->err);
}

static enum status words_add(struct reading *r, int64_t record)
{
	struct decision *d;
	size_t n = 0;
	enum status st = store_decisions_of_records(
		r->store, &record, 1, r->group->arena, &d, &n, r->err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		if (d[i].verdict != VD_LINK && d[i].verdict != VD_SEPARATE)
			continue;
		st = word_add(r, &d[i]);
		if (st == ST_OK)
			st = wait_for(r, d[i].a == record ? d[i].b : d[i].a);
	}
	return st;
}

static int record_order(const void *a, const void *b)
{
	int64_t x = ((const struct record *)a)->id, y = ((const struct record *)b)->id;

	return (x > y) - (x < y);
}

enum status group_read(struct group *g, const struct store *store, const struct guide *guide,
	int32_t today, const int64_t *seeds, size_t n, struct arena *arena, struct err *err)
{
	struct reading r = {.group = g, .store = store, .err = err};
	enum status st = ST_OK;

	*g = (struct group){.arena = arena, .guide = guide, .today = today};
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = wait_for(&r, seeds[i]);
	for (size_t i = 0; i < r.waiting.n && st == ST_OK; i++) {
		int64_t record = r.waiting.v[i];

		st = person_add(&r, record);
		if (st == ST_OK)
			st = links_add(&r, record);
		if (st == ST_OK)
			st = words_add(&r, record);
	}
	HASH_CLEAR(hh, r.records);
	HASH_CLEAR(hh, r.people);
	vec_done(&r.waiting);
	if (st == ST_OK && g->records.n)
		qsort(g->records.v, g->records.n, sizeof *g->records.v, record_order);
	if (st == ST_OK && !(g->kept = arena_alloc(arena, (g->links.n + 1) * sizeof *g->kept)))
		st = err_nomem(err);
	if (st == ST_OK && g->links.n)
		memcpy(g->kept, g->links.v, g->links.n * sizeof *g->kept);
	return st == ST_OK ? group_decide(g, err) : st;
}

void group_done(struct group *g)
{
	vec_done(&g->records);
	vec_done(&g->words);
	vec_done(&g->links);
}

size_t group_find(const struct group *g, int64_t record)
{
	struct record key = {.id = record}, *found = NULL;

	if (g->records.n)
		found = bsearch(&key, g->records.v, g->records.n, sizeof key, record_order);
	return found ? (size_t)(found - g->records.v) : g->records.n;
}

const struct word *group_word(const struct group *g, int64_t a, int64_t b)
{
	for (size_t i = 0; i < g->words.n; i++)
		if ((g->words.v[i].a == a && g->words.v[i].b == b) ||
			(g->words.v[i].a == b && g->words.v[i].b == a))
			return &g->words.v[i];
	return NULL;
}

const struct word *group_separation(const struct group *g, int64_t a, int64_t b)
{
	size_t x = group_find(g, a), y = group_find(g, b);

	for (size_t i = 0; i < g->words.n; i++) {
		const struct word *w = &g->words.v[i];
		size_t p = group_find(g, w->a), q = group_find(g, w->b), n = g->records.n;

		if (w->decision->verdict != VD_SEPARATE || x == n || y == n || p == n || q == n)
			continue;
		if ((g->person[p] == g->person[x] && g->person[q] == g->person[y]) ||
			(g->person[p] == g->person[y] && g->person[q] == g->person[x]))
			return w;
	}
	return NULL;
}

/* People ------------------------------------------------------------------ */

struct inputs {
	struct cluster_record *record;
	struct normal *normal;
	const struct model *model;
	VEC(struct cluster_edge) edges;
	VEC(struct cluster_cut) cuts;
};

static bool inputs_word(
	struct inputs *in, const struct group *g, int64_t a, int64_t b, enum verdict verdict)
{
	size_t x = group_find(g, a), y = group_find(g, b);

	if (x == g->records.n || y == g->records.n)
		return true;
	if (verdict == VD_SEPARATE)
		return vec_push(&in->cuts, (struct cluster_cut){x, y});
	return vec_push(&in->edges, (struct cluster_edge){.a = x, .b = y, .by_worker = true});
}

static double inputs_weigh(void *arg, size_t a, size_t b)
{
	const struct inputs *in = arg;

	return pair_evidence(in->model, &in->normal[a], &in->normal[b]);
}

static bool inputs_make(struct inputs *in, const struct group *g)
{
	bool ok = true;

	for (size_t i = 0; i < g->records.n && ok; i++) {
		ok = normal_make(&g->records.v[i], g->today, g->arena, &in->normal[i], NULL) ==
			ST_OK;
		if (ok)
			model_know(in->model, &in->normal[i]);
		in->record[i] = pair_member(in->model, &in->normal[i]);
	}
	for (size_t i = 0; i < g->words.n && ok; i++) {
		const struct word *w = &g->words.v[i];

		ok = inputs_word(in, g, w->a, w->b, w->decision->verdict);
	}
	for (size_t i = 0; i < g->links.n && ok; i++) {
		const struct link_row *l = &g->links.v[i];
		size_t x = group_find(g, l->a), y = group_find(g, l->b);

		if (x < g->records.n && y < g->records.n)
			ok = vec_push(&in->edges, (struct cluster_edge){.a = x, .b = y, .weight = l->weight});
	}
	return ok;
}

bool group_say(struct group *g, const struct word *w)
{
	for (size_t i = 0; i < g->words.n; i++)
		if (g->words.v[i].a == w->a && g->words.v[i].b == w->b) {
			g->words.v[i] = *w;
			return true;
		}
	return vec_push(&g->words, *w);
}

static struct link_row *row_between(struct group *g, int64_t a, int64_t b)
{
	for (size_t i = 0; i < g->links.n; i++)
		if ((g->links.v[i].a == a && g->links.v[i].b == b) ||
			(g->links.v[i].a == b && g->links.v[i].b == a))
			return &g->links.v[i];
	return NULL;
}

/* What became of the program's links, in their rows. */
static bool fates_tell(struct group *g, const struct inputs *in)
{
	char room[ROW_TOLD];

	for (size_t i = 0; i < in->edges.n; i++) {
		const struct cluster_edge *e = &in->edges.v[i];
		struct link_row *row = e->by_worker ? NULL
			: row_between(g, g->records.v[e->a].id, g->records.v[e->b].id);
		struct link_row now;

		if (!row)
			continue;
		pair_row(g->guide, &in->normal[e->a], &in->normal[e->b], &now);
		row->reason = row_given(row) ? row_given(row) : now.reason;
		row_tell(row, e->fate, room);
		if (row->reason == room && !(row->reason = arena_dup(g->arena, room)))
			return false;
	}
	return true;
}

enum status group_decide(struct group *g, struct err *err)
{
	struct inputs in = {
		.record = arena_alloc(g->arena, (g->records.n + 1) * sizeof *in.record),
		.normal = arena_alloc(g->arena, (g->records.n + 1) * sizeof *in.normal),
		.model = &g->guide->model};
	struct cluster_evidence evidence = {inputs_weigh, &in};
	struct cluster_rules rules = guide_rules(g->guide);
	bool ok;

	g->person = arena_alloc(g->arena, (g->records.n + 1) * sizeof *g->person);
	ok = in.record && in.normal && g->person && inputs_make(&in, g) &&
		cluster_people(in.record, g->records.n, in.edges.v, in.edges.n, in.cuts.v, in.cuts.n,
			&evidence, &rules, g->person) &&
		fates_tell(g, &in);
	vec_done(&in.edges);
	vec_done(&in.cuts);
	return ok ? ST_OK : err_nomem(err);
}
