/* sweep.c - everybody linked anew, in memory. */
#include "linkage/sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "linkage/blocked.h"
#include "linkage/cluster.h"
#include "linkage/pairing.h"
#include "linkage/words.h"

struct sweep {
	struct work *work;
	struct guide *guide;
	struct crowd crowd;
	struct pairings pairs;
	uint32_t *at;            /* by record's id: its place, from 1 */
	VEC(struct cluster_edge) edges;
	VEC(struct cluster_cut) cuts;
	size_t *set;             /* by record: the lowest that hangs together with it */
};

/* Reading ------------------------------------------------------------------ */

static enum status everybody_read(struct sweep *s, struct err *err)
{
	enum status st = crowd_read(
		&s->crowd, txn_store(s->work->txn), s->work->session->rule.today, err);

	if (st != ST_OK)
		return st;
	s->at = calloc((size_t)s->crowd.highest + 1, sizeof *s->at);
	s->set = malloc((s->crowd.n + 1) * sizeof *s->set);
	if (!s->at || !s->set)
		return err_nomem(err);
	for (size_t i = 0; i < s->crowd.n; i++)
		s->at[s->crowd.v[i].id] = (uint32_t)i + 1;
	return ST_OK;
}

/* Keys of a store that has none. */
static enum status keys_begin(struct sweep *s, struct err *err)
{
	int64_t *id = malloc((s->crowd.n + 1) * sizeof *id);
	bool is_empty = false;
	enum status st = id ? blocked_is_empty(txn_store(s->work->txn), &is_empty, err)
		: err_nomem(err);

	for (size_t i = 0; id && i < s->crowd.n; i++)
		id[i] = s->crowd.v[i].id;
	if (st == ST_OK && is_empty)
		st = blocked_begin(s->work->txn, id, (const uint32_t (*)[BL_COUNT])s->crowd.key,
			s->crowd.n, err);
	free(id);
	return st;
}

static enum status model_ready(struct sweep *s, bool refit, struct err *err)
{
	struct model *x = &s->guide->model;

	if (refit) {
		model_done(x);
		model_begin(x, s->crowd.n);
		return model_fit(x, &s->crowd) ? ST_OK : err_nomem(err);
	}
	crowd_know(&s->crowd, x);
	return ST_OK;
}

/* Links -------------------------------------------------------------------- */

static int64_t low_id(const struct sweep *s, const struct pairing *p)
{
	int64_t a = s->crowd.v[p->a].id, b = s->crowd.v[p->b].id;

	return a < b ? a : b;
}

static int64_t high_id(const struct sweep *s, const struct pairing *p)
{
	int64_t a = s->crowd.v[p->a].id, b = s->crowd.v[p->b].id;

	return a > b ? a : b;
}

static int pair_order(const struct link_row *x, int64_t a, int64_t b)
{
	if (x->a != a)
		return x->a < a ? -1 : 1;
	return (x->b > b) - (x->b < b);
}

struct placed { int64_t a, b; uint32_t at; };

static int placed_order(const void *one, const void *two)
{
	const struct placed *x = one, *y = two;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* Of a row as it is kept or will be, where the program goes by it. */
static bool edge_add(struct sweep *s, const struct link_row *row)
{
	size_t a = s->at[row->a] - 1, b = s->at[row->b] - 1;

	return !row_is_taken(row, s->guide->reach) ||
		vec_push(&s->edges, (struct cluster_edge){.a = a < b ? a : b, .b = a < b ? b : a,
			.weight = row->weight, .is_told = strcmp(row->state, "linked") != 0});
}

/* A row that is there and is not found again goes, save what was sent as one. */
static enum status row_leave(struct sweep *s, const struct link_row *row, struct err *err)
{
	if (!row_is_sent_as_one(row))
		return store_link_remove(s->work->txn, row->a, row->b, err);
	return edge_add(s, row) ? ST_OK : err_nomem(err);
}

static enum status row_settle(
	struct sweep *s, const struct pairing *p, const struct link_row *was, struct err *err)
{
	struct link_row now;
	struct normal one, two;
	enum status st = ST_OK;

	if (was && row_is_sent_as_one(was))
		return row_leave(s, was, err);
	crowd_normal(&s->crowd, p->a, &one);
	crowd_normal(&s->crowd, p->b, &two);
	pair_row(s->guide, &one, &two, &now);
	if (strcmp(now.band, BAND_NAMES[BAND_UNLIKELY]) == 0)
		return was ? row_leave(s, was, err) : ST_OK;
	if (was && pair_rows_equal(was, &now))
		now = *was;
	else
		st = store_link_put(s->work->txn, &now, err);
	return st == ST_OK && !edge_add(s, &now) ? err_nomem(err) : st;
}

static enum status links_settle(struct sweep *s, struct err *err)
{
	struct arena *arena = arena_new();
	struct placed *found = malloc((s->pairs.found.n + 1) * sizeof *found);
	struct link_row *row = NULL;
	size_t n = 0, r = 0;
	enum status st = arena && found ? store_link_all(txn_store(s->work->txn), arena, &row, &n, err)
		: err_nomem(err);

	for (size_t i = 0; i < s->pairs.found.n && st == ST_OK; i++)
		found[i] = (struct placed){low_id(s, &s->pairs.found.v[i]),
			high_id(s, &s->pairs.found.v[i]), (uint32_t)i};
	if (st == ST_OK && s->pairs.found.n)
		qsort(found, s->pairs.found.n, sizeof *found, placed_order);
	for (size_t i = 0; i < s->pairs.found.n && st == ST_OK; i++) {
		for (; r < n && st == ST_OK && pair_order(&row[r], found[i].a, found[i].b) < 0; r++)
			st = row_leave(s, &row[r], err);
		if (st != ST_OK)
			break;
		if (i && placed_order(&found[i - 1], &found[i]) == 0)
			continue; /* met under two numbers */
		if (r < n && pair_order(&row[r], found[i].a, found[i].b) == 0)
			st = row_settle(s, &s->pairs.found.v[found[i].at], &row[r++], err);
		else
			st = row_settle(s, &s->pairs.found.v[found[i].at], NULL, err);
	}
	for (; r < n && st == ST_OK; r++)
		st = row_leave(s, &row[r], err);
	free(found);
	arena_free(arena);
	return st;
}

static enum status words_take(struct sweep *s, struct err *err)
{
	struct pair_words words = {0};
	enum status st = pair_words_read(txn_store(s->work->txn), s->work->arena, &words, err);

	for (size_t i = 0; i < words.n && st == ST_OK; i++) {
		const struct decision *d = &words.v[i].decision;
		size_t a = s->at[d->a] - 1, b = s->at[d->b] - 1;
		bool ok = d->verdict == VD_SEPARATE
			? vec_push(&s->cuts, (struct cluster_cut){a, b})
			: vec_push(&s->edges, (struct cluster_edge){.a = a < b ? a : b,
				.b = a < b ? b : a, .by_worker = true});

		if (!ok)
			st = err_nomem(err);
	}
	return st;
}

/* People ------------------------------------------------------------------- */

static size_t set_of(size_t *set, size_t i)
{
	while (set[i] != i)
		i = set[i] = set[set[i]];
	return i;
}

static void sets_make(struct sweep *s)
{
	for (size_t i = 0; i < s->crowd.n; i++)
		s->set[i] = i;
	for (size_t e = 0; e < s->edges.n; e++) {
		size_t a = set_of(s->set, s->edges.v[e].a), b = set_of(s->set, s->edges.v[e].b);

		s->set[a > b ? a : b] = a < b ? a : b;
	}
	for (size_t i = 0; i < s->crowd.n; i++)
		s->set[i] = set_of(s->set, i);
}

/* What one set that hangs together is made of: places in the crowd by id. */
struct bunch {
	struct sweep *sweep;
	size_t *place;
	size_t n;
	struct cluster_record *record;
	size_t *group;
	VEC(struct cluster_edge) edges;
	VEC(struct cluster_cut) cuts;
};

static double bunch_weigh(void *arg, size_t a, size_t b)
{
	const struct bunch *x = arg;
	struct normal one, two;

	crowd_normal(&x->sweep->crowd, x->place[a], &one);
	crowd_normal(&x->sweep->crowd, x->place[b], &two);
	return pair_evidence(&x->sweep->guide->model, &one, &two);
}

struct member { size_t set; int64_t id; size_t at; };

static int member_order(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->set != y->set)
		return x->set < y->set ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static enum status person_settle(
	struct sweep *s, size_t at, int64_t person, struct err *err)
{
	int64_t was = s->crowd.v[at].person;

	if (was == person)
		return ST_OK;
	if (!work_touch(s->work, was) || !work_touch(s->work, person))
		return err_nomem(err);
	return store_person_set(s->work->txn, s->crowd.v[at].id, person, err);
}

/* What became of the program's links, where the rows say otherwise. */
static enum status fates_tell(struct bunch *x, struct err *err)
{
	struct sweep *s = x->sweep;
	enum status st = ST_OK;

	for (size_t i = 0; i < x->edges.n && st == ST_OK; i++) {
		const struct cluster_edge *e = &x->edges.v[i];
		struct normal one, two;
		struct link_row row;
		char room[ROW_TOLD];

		if (e->by_worker || (e->fate <= FATE_SEPARATED && !e->is_told))
			continue;
		crowd_normal(&s->crowd, x->place[e->a], &one);
		crowd_normal(&s->crowd, x->place[e->b], &two);
		pair_row(s->guide, &one, &two, &row);
		if (e->weight >= SENT_AS_ONE_WEIGHT)
			row = (struct link_row){row.a, row.b, BAND_NAMES[BAND_CERTAIN],
				SENT_AS_ONE_WEIGHT, "linked", SENT_AS_ONE};
		row_tell(&row, e->fate, room);
		st = store_link_put(s->work->txn, &row, err);
	}
	return st;
}

/* An edge or a cut of the crowd as one of the bunch; order[at] is a record's
 * place in its bunch. */
struct dealing {
	struct sweep *s;
	struct member *member;
	size_t *order;
	size_t edge;   /* the first not dealt yet: they are sorted by set */
};

static enum status bunch_settle(struct dealing *d, size_t from, size_t to, struct err *err)
{
	struct sweep *s = d->s;
	size_t n = to - from, set = d->member[from].set;
	struct bunch x = {.sweep = s, .n = n, .place = malloc(n * sizeof *x.place),
		.record = malloc(n * sizeof *x.record), .group = malloc(n * sizeof *x.group)};
	struct cluster_evidence evidence = {bunch_weigh, &x};
	struct cluster_rules rules = guide_rules(s->guide);
	struct normal one;
	bool ok = x.place && x.record && x.group;
	enum status st;

	for (size_t i = 0; ok && i < n; i++) {
		x.place[i] = d->member[from + i].at;
		crowd_normal(&s->crowd, x.place[i], &one);
		x.record[i] = pair_member(&s->guide->model, &one);
		x.record[i].nhs = crowd_nhs(&s->crowd, x.place[i]); /* stays where it is */
	}
	for (; ok && d->edge < s->edges.n && s->set[s->edges.v[d->edge].a] == set; d->edge++) {
		struct cluster_edge e = s->edges.v[d->edge];
		size_t a = d->order[e.a], b = d->order[e.b];

		e.a = a < b ? a : b;
		e.b = a < b ? b : a;
		ok = vec_push(&x.edges, e);
	}
	for (size_t c = 0; ok && c < s->cuts.n; c++)
		if (s->set[s->cuts.v[c].a] == set && s->set[s->cuts.v[c].b] == set)
			ok = vec_push(&x.cuts, (struct cluster_cut){d->order[s->cuts.v[c].a],
				d->order[s->cuts.v[c].b]});
	ok = ok && cluster_people(x.record, n, x.edges.v, x.edges.n, x.cuts.v, x.cuts.n, &evidence,
		&rules, x.group);
	st = ok ? ST_OK : err_nomem(err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = person_settle(s, x.place[i], s->crowd.v[x.place[x.group[i]]].id, err);
	if (st == ST_OK)
		st = fates_tell(&x, err);
	free(x.place);
	free(x.record);
	free(x.group);
	vec_done(&x.edges);
	vec_done(&x.cuts);
	return st;
}

/* Edges by the set they are of. */
static bool edges_sort(struct sweep *s)
{
	size_t n = s->crowd.n, *from = calloc(n + 2, sizeof *from);
	struct cluster_edge *sorted = malloc((s->edges.n + 1) * sizeof *sorted);
	bool ok = from && sorted;

	for (size_t e = 0; ok && e < s->edges.n; e++)
		from[s->set[s->edges.v[e].a] + 1]++;
	for (size_t i = 0; ok && i < n; i++)
		from[i + 1] += from[i];
	for (size_t e = 0; ok && e < s->edges.n; e++)
		sorted[from[s->set[s->edges.v[e].a]]++] = s->edges.v[e];
	free(from);
	if (!ok) {
		free(sorted);
		return false;
	}
	free(s->edges.v);
	s->edges.v = sorted;
	s->edges.cap = s->edges.n + 1;
	return true;
}

static enum status people_settle(struct sweep *s, struct err *err)
{
	size_t n = s->crowd.n;
	struct dealing d = {.s = s, .member = malloc((n + 1) * sizeof *d.member),
		.order = malloc((n + 1) * sizeof *d.order)};
	enum status st = ST_OK;

	sets_make(s);
	if (!d.member || !d.order || !edges_sort(s))
		st = err_nomem(err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		d.member[i] = (struct member){s->set[i], s->crowd.v[i].id, i};
	if (st == ST_OK && n)
		qsort(d.member, n, sizeof *d.member, member_order);
	for (size_t from = 0, to; from < n && st == ST_OK; from = to) {
		for (to = from; to < n && d.member[to].set == d.member[from].set; to++)
			d.order[d.member[to].at] = to - from;
		st = to - from > 1 ? bunch_settle(&d, from, to, err)
			: person_settle(s, d.member[from].at, d.member[from].id, err);
	}
	free(d.member);
	free(d.order);
	return st;
}

static void sweep_done(struct sweep *s)
{
	vec_done(&s->pairs.found);
	vec_done(&s->edges);
	vec_done(&s->cuts);
	crowd_done(&s->crowd);
	free(s->at);
	free(s->set);
}

enum status linker_sweep(struct work *work, struct guide *guide, bool refit, struct err *err)
{
	struct sweep s = {.work = work, .guide = guide};
	enum status st = everybody_read(&s, err);

	if (st == ST_OK)
		st = keys_begin(&s, err);
	if (st == ST_OK)
		st = model_ready(&s, refit, err);
	if (st == ST_OK && !crowd_pair(&s.crowd, &guide->model,
		guide->bands.least[BAND_POSSIBLE], &s.pairs))
		st = err_nomem(err);
	guide->model.left_out = (double)s.pairs.left_out;
	if (st == ST_OK)
		st = links_settle(&s, err);
	if (st == ST_OK)
		st = words_take(&s, err);
	if (st == ST_OK)
		st = people_settle(&s, err);
	if (st == ST_OK && refit)
		st = guide_keep(guide, work->txn, err);
	sweep_done(&s);
	return st;
}
