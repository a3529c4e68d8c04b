/* sweep.c - everybody linked anew, in memory. */
#include "linkage/sweep.h"

#include <stdlib.h>
#include <string.h>

#include "linkage/order.h"
#include "linkage/sweeping.h"

enum {
	SWEEP_ALWAYS = 20000, /* so many are fitted and linked anew within a second or two */
	SWEEP_SHARE = 4,      /* more, where a quarter came or was added since the last fit */
};

/* Reading ------------------------------------------------------------------- */

/* By a record's id: its place in the crowd, from 1. */
static enum status places_make(struct sweep *s, struct err *err)
{
	s->at = calloc((size_t)s->crowd.highest + 1, sizeof *s->at);
	if (!s->at)
		return err_nomem(err);
	for (size_t i = 0; i < s->crowd.n; i++)
		s->at[s->crowd.v[i].id] = (uint32_t)i + 1;
	return ST_OK;
}

static enum status model_ready(struct sweep *s, struct err *err)
{
	struct model *x = &s->guide->model;

	if (!s->is_fitted) {
		crowd_know(&s->crowd, x);
		return ST_OK;
	}
	model_done(x);
	model_begin(x, s->crowd.n);
	return model_fit(x, &s->crowd) ? ST_OK : err_nomem(err);
}

/* Links that are there ------------------------------------------------------ */

static int row_order(const struct sweep *s, const struct link_row *x, const struct pairing *p)
{
	int64_t a = s->crowd.v[p->a].id, b = s->crowd.v[p->b].id;

	if (x->a != a)
		return x->a < a ? -1 : 1;
	return (x->b > b) - (x->b < b);
}

static struct pairing as_given(const struct sweep *s, uint32_t row)
{
	const struct link_row *x = &s->kept[row];

	return (struct pairing){.a = sweep_place(s, x->a) - 1, .b = sweep_place(s, x->b) - 1,
		.weight = SENT_AS_ONE_WEIGHT, .reason = row_given(x), .band = BAND_CERTAIN, .kept = row + 1};
}

/* Finds each pair's row; what nobody weighed stays as it is, other rows go where their
 * pair is not found again.  Both lists are by ids. */
static bool rows_meet(struct sweep *s, struct pairings *merged)
{
	size_t r = 0, i = 0;
	bool ok = true;

	while (ok && (r < s->kept_n || i < s->pairs.found.n)) {
		struct pairing *p = i < s->pairs.found.n ? &s->pairs.found.v[i] : NULL;
		int order = r == s->kept_n ? 1 : p ? row_order(s, &s->kept[r], p) : -1;
		bool is_given = order <= 0 && row_given(&s->kept[r]) &&
			sweep_place(s, s->kept[r].a) && sweep_place(s, s->kept[r].b);

		if (is_given) {
			ok = vec_push(&merged->found, as_given(s, (uint32_t)r));
		} else if (order < 0) {
			ok = vec_push(&s->gone, (uint32_t)r);
		} else if (p) {
			p->kept = order == 0 ? (uint32_t)r + 1 : 0;
			ok = vec_push(&merged->found, *p);
		}
		r += order <= 0;
		i += order >= 0;
	}
	return ok;
}

static enum status rows_take(struct sweep *s, const struct store *store, struct err *err)
{
	struct pairings merged = {.compared = s->pairs.compared, .left_out = s->pairs.left_out};
	enum status st = store_link_all(store, s->arena, &s->kept, &s->kept_n, err);

	if (st != ST_OK || !s->kept_n)
		return st;
	if (!rows_meet(s, &merged))
		st = err_nomem(err);
	vec_done(&s->pairs.found);
	s->pairs = merged;
	return st;
}

/* Pairs are by (a, b), and those of one b stay so. */
static bool backs_list(struct sweep *s)
{
	struct ordered *order = malloc((s->pairs.found.n + 1) * sizeof *order);
	size_t n = 0;
	bool ok = order != NULL;

	for (size_t i = 0; ok && i < s->pairs.found.n; i++)
		if (!s->pairs.found.v[i].kept)
			order[n++] = (struct ordered){(uint64_t)s->crowd.v[s->pairs.found.v[i].b].id, (uint32_t)i};
	ok = ok && order_sort(order, n) &&
		vec_grow((void **)&s->back.v, &s->back.cap, n + 1, sizeof *s->back.v);
	for (size_t i = 0; ok && i < n; i++)
		s->back.v[s->back.n++] = order[i].at;
	free(order);
	return ok;
}

/* All of it ----------------------------------------------------------------- */

enum status sweep_compute(struct sweep **out, const struct store *store, struct guide *guide,
	bool refit, int32_t today, struct err *err)
{
	struct sweep *s = calloc(1, sizeof *s);
	enum status st;

	if (!s)
		return err_nomem(err);
	s->guide = guide;
	s->is_fitted = refit;
	s->arena = arena_new();
	st = s->arena ? crowd_read(&s->crowd, store, today, err) : err_nomem(err);
	if (st == ST_OK)
		st = places_make(s, err);
	if (st == ST_OK)
		st = model_ready(s, err);
	if (st == ST_OK && !crowd_pair(&s->crowd, guide, &s->pairs))
		st = err_nomem(err);
	guide->model.left_out = (double)s->pairs.left_out;
	if (st == ST_OK)
		st = rows_take(s, store, err);
	if (st == ST_OK && !backs_list(s))
		st = err_nomem(err);
	if (st == ST_OK)
		st = sweep_hear(s, store, &s->said, err);
	if (st == ST_OK &&
		(!bunches_make(&s->bunches, &s->crowd, guide, &s->pairs, s->said.v, s->said.n) ||
			!knots_make(&s->knots, &s->bunches, &s->crowd, s->at)))
		st = err_nomem(err);
	if (st == ST_OK)
		*out = s;
	else
		sweep_free(s);
	return st;
}

void sweep_free(struct sweep *s)
{
	if (!s)
		return;
	knots_done(&s->knots);
	bunches_done(&s->bunches);
	vec_done(&s->pairs.found);
	vec_done(&s->gone);
	vec_done(&s->back);
	vec_done(&s->said);
	crowd_done(&s->crowd);
	free(s->at);
	free(s->is_other);
	arena_free(s->arena);
	free(s);
}

void sweep_measure(const struct sweep *s, struct sweep_size *out)
{
	*out = (struct sweep_size){s->crowd.n, (size_t)s->crowd.highest + 1, s->pairs.compared, s->pairs.found.n, s->bunches.n,
		s->gone.n, s->back.n, s->knots.n};
}

bool sweep_is_due(const struct guide *guide, size_t moved, int64_t all)
{
	double n = (double)all;

	return all <= SWEEP_ALWAYS || (double)moved * SWEEP_SHARE >= n ||
		n >= guide->model.records * (1 + 1.0 / SWEEP_SHARE);
}
