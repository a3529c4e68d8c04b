/* review.c - what workers said, before a sweep is computed and while it is written. */
#include <stdlib.h>

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

static void other_mark(struct sweep *s, const struct said *said)
{
	s->is_said = true;
	s->is_other[s->bunches.of[said->a]] = s->is_other[s->bunches.of[said->b]] = 1;
}

/* What was said then and not now, or now and not then. */
static void others_mark(struct sweep *s, struct saids *now)
{
	size_t i = 0, k = 0;

	if (s->said.n)
		qsort(s->said.v, s->said.n, sizeof *s->said.v, said_order);
	if (now->n)
		qsort(now->v, now->n, sizeof *now->v, said_order);
	while (i < s->said.n || k < now->n) {
		int order = i == s->said.n ? 1 : k == now->n ? -1 : said_order(&s->said.v[i], &now->v[k]);

		if (order)
			other_mark(s, order < 0 ? &s->said.v[i] : &now->v[k]);
		i += order <= 0;
		k += order >= 0;
	}
}

enum status sweep_review(struct sweep *s, const struct store *store, bool *is_stale, struct err *err)
{
	struct saids now = {0};
	bool is_so = false;
	enum status st = guide_is_set_so(s->guide, store, &is_so, err);

	*is_stale = st == ST_OK && !is_so;
	if (st != ST_OK || !is_so)
		return st;
	s->is_shared = true;
	if (!s->is_other && !(s->is_other = calloc(s->bunches.n + 1, 1)))
		return err_nomem(err);
	st = sweep_hear(s, store, &now, err);
	if (st == ST_OK)
		others_mark(s, &now);
	vec_done(&now);
	return st;
}
