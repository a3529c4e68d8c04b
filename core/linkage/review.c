/* review.c - what workers said, before a sweep is computed and while it is written. */
#include <stdlib.h>

#include "linkage/linker.h"
#include "linkage/sweeping.h"
#include "linkage/words.h"

enum status sweep_hear(
	const struct sweep *s, const struct store *store, struct saids *out, struct err *err)
{
	struct arena *arena = arena_new();
	struct pair_words words = {0};
	enum status st = arena ? pair_words_read(store, arena, &words, err) : err_nomem(err);

	for (size_t i = 0; i < words.n && st == ST_OK; i++) {
		const struct decision *d = &words.v[i].decision;
		uint32_t a = sweep_place(s, d->a), b = sweep_place(s, d->b);

		if (a && b && !vec_push(out, (struct said){a - 1, b - 1, d->verdict == VD_LINK, 0}))
			st = err_nomem(err);
	}
	arena_free(arena);
	return st;
}

static int said_order(const void *a, const void *b)
{
	const struct said *x = a, *y = b;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return (x->is_link > y->is_link) - (x->is_link < y->is_link);
}

/* Whoever hangs together with the two now was worked out anew as that was said. */
static enum status other_mark(
	struct sweep *s, const struct work *work, const struct said *said, struct err *err)
{
	int64_t pair[2] = {s->crowd.v[said->a].id, s->crowd.v[said->b].id}, *reached;
	struct arena *arena = arena_new();
	size_t n = 0;
	enum status st = arena ? people_reach(work, s->guide, pair, 2, arena, &reached, &n, err)
		: err_nomem(err);

	for (size_t i = 0; i < n; i++) {
		uint32_t at = sweep_place(s, reached[i]);

		if (at)
			s->is_other[s->knots.of[s->bunches.of[at - 1]]] = 1;
	}
	arena_free(arena);
	return st;
}

/* What was said then and not now, or now and not then. */
static enum status others_mark(
	struct sweep *s, const struct work *work, struct saids *now, struct err *err)
{
	size_t i = 0, k = 0;
	enum status st = ST_OK;

	if (s->said.n)
		qsort(s->said.v, s->said.n, sizeof *s->said.v, said_order);
	if (now->n)
		qsort(now->v, now->n, sizeof *now->v, said_order);
	while ((i < s->said.n || k < now->n) && st == ST_OK) {
		int order = i == s->said.n ? 1 : k == now->n ? -1 : said_order(&s->said.v[i], &now->v[k]);

		if (order)
			st = other_mark(s, work, order < 0 ? &s->said.v[i] : &now->v[k], err);
		i += order <= 0;
		k += order >= 0;
	}
	return st;
}

/* One made meanwhile goes where the record goes that it is linked to. */
static enum status made_mark(struct sweep *s, const struct work *work, struct err *err)
{
	const struct store *store = txn_store(work->txn);
	struct arena *arena = arena_new();
	int64_t *record = NULL, anchor;
	size_t n = 0;
	enum status st = arena ? store_made_for_all(store, arena, &record, &n, err) : err_nomem(err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		uint32_t at;

		if (sweep_place(s, record[i]))
			continue;
		st = store_made_for_anchor(store, record[i], &anchor, err);
		at = st == ST_OK ? sweep_place(s, anchor) : 0;
		if (at)
			st = other_mark(s, work, &(struct said){.a = at - 1, .b = at - 1}, err);
		st = st == ST_NONE ? ST_OK : st;
	}
	arena_free(arena);
	return st;
}

enum status sweep_review(struct sweep *s, const struct work *work, bool *is_stale, struct err *err)
{
	const struct store *store = txn_store(work->txn);
	struct saids now = {0};
	bool is_so = false;
	enum status st = guide_is_set_so(s->guide, store, &is_so, err);

	*is_stale = st == ST_OK && !is_so;
	if (st != ST_OK || !is_so)
		return st;
	s->is_shared = true;
	if (!s->is_other && !(s->is_other = calloc(s->knots.n + 1, 1)))
		return err_nomem(err);
	st = sweep_hear(s, store, &now, err);
	if (st == ST_OK)
		st = others_mark(s, work, &now, err);
	if (st == ST_OK)
		st = made_mark(s, work, err);
	vec_done(&now);
	return st;
}
