/* words.c - what workers said about pairs of records. */
#include "linkage/words.h"

#include <stdlib.h>
#include <string.h>

#include "store_findings.h"

static int word_order(const void *a, const void *b)
{
	const struct decision *x = &((const struct pair_word *)a)->decision;
	const struct decision *y = &((const struct pair_word *)b)->decision;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	if (x->b != y->b)
		return x->b < y->b ? -1 : 1;
	return (x->id < y->id) - (x->id > y->id); /* the newest first */
}

/* Pair decisions in force out of all rows, oldest first: a row is taken back by
 * a later one that is itself in force. */
static enum status words_keep(const struct decision *all, size_t n, struct arena *arena,
	struct pair_words *out, struct err *err)
{
	int64_t *undone = arena_alloc(arena, (n + 1) * sizeof *undone);
	size_t undone_n = 0;

	out->v = arena_alloc(arena, (n + 1) * sizeof *out->v);
	out->n = 0;
	if (!undone || !out->v)
		return err_nomem(err);
	for (size_t i = n; i-- > 0;) {
		bool is_undone = false;

		for (size_t k = 0; k < undone_n && !is_undone; k++)
			is_undone = undone[k] == all[i].id;
		if (is_undone)
			continue;
		if (all[i].undoes)
			undone[undone_n++] = all[i].undoes;
		else if (all[i].verdict == VD_LINK || all[i].verdict == VD_SEPARATE)
			out->v[out->n++].decision = all[i];
	}
	return ST_OK;
}

enum status pair_words_read(
	const struct store *store, struct arena *arena, struct pair_words *out, struct err *err)
{
	struct decision *all = NULL;
	size_t n = 0, kept = 0;
	enum status st = store_decisions_all(store, arena, &all, &n, err);

	if (st == ST_OK)
		st = words_keep(all, n, arena, out, err);
	if (st != ST_OK)
		return st;
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, word_order);
	for (size_t i = 0; i < out->n && st == ST_OK; i++) {
		struct pair_word *w = &out->v[i];

		if (kept && out->v[kept - 1].decision.a == w->decision.a &&
			out->v[kept - 1].decision.b == w->decision.b)
			continue;
		st = store_person_of(store, w->decision.a, &w->person_a, err);
		if (st == ST_OK)
			st = store_person_of(store, w->decision.b, &w->person_b, err);
		if (st == ST_OK)
			out->v[kept++] = *w;
		st = st == ST_NONE ? ST_OK : st; /* one of them is nobody's now */
	}
	out->n = kept;
	return st;
}

static int pair_order(const void *a, const void *b)
{
	const struct decision *x = &((const struct pair_word *)a)->decision;
	const struct decision *y = &((const struct pair_word *)b)->decision;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

const struct pair_word *pair_words_of(const struct pair_words *words, int64_t a, int64_t b)
{
	struct pair_word key = {.decision = {.a = a, .b = b}};

	return words->n ? bsearch(&key, words->v, words->n, sizeof key, pair_order) : NULL;
}

const struct pair_word *pair_words_apart(
	const struct pair_words *words, int64_t person, int64_t other)
{
	for (size_t i = 0; i < words->n; i++) {
		const struct pair_word *w = &words->v[i];

		if (w->decision.verdict == VD_SEPARATE &&
			((w->person_a == person && w->person_b == other) ||
				(w->person_a == other && w->person_b == person)))
			return w;
	}
	return NULL;
}

/* A pair of records that waits, and the two people it is about. */
struct waiting {
	struct link_row row;
	int64_t low, high;
};

static int weight_order(const struct link_row *x, const struct link_row *y)
{
	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

static int people_order(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;

	if (x->low != y->low)
		return x->low < y->low ? -1 : 1;
	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	return weight_order(&x->row, &y->row);
}

static int row_order(const void *a, const void *b)
{
	return weight_order(a, b);
}

enum status links_waiting(const struct store *store, struct arena *arena, struct link_row **out,
	size_t *n, struct err *err)
{
	struct pair_words words;
	struct undecided *pair = NULL;
	struct link_row *row = NULL;
	struct waiting *waiting = NULL;
	size_t all = 0, found = 0, kept = 0;
	enum status st = store_links_undecided(store, arena, &pair, &all, err);

	if (st == ST_OK)
		st = pair_words_read(store, arena, &words, err);
	if (st != ST_OK)
		return st;
	waiting = arena_alloc(arena, (all + 1) * sizeof *waiting);
	row = arena_alloc(arena, (all + 1) * sizeof *row);
	if (!waiting || !row)
		return err_nomem(err);
	for (size_t i = 0; i < all; i++) {
		int64_t a = pair[i].person_a, b = pair[i].person_b;

		if (!pair_words_of(&words, pair[i].row.a, pair[i].row.b) &&
			!pair_words_apart(&words, a, b))
			waiting[found++] =
				(struct waiting){pair[i].row, a < b ? a : b, a < b ? b : a};
	}
	if (found)
		qsort(waiting, found, sizeof *waiting, people_order);
	for (size_t i = 0; i < found; i++)
		if (!i || waiting[i].low != waiting[i - 1].low ||
			waiting[i].high != waiting[i - 1].high)
			row[kept++] = waiting[i].row;
	if (kept)
		qsort(row, kept, sizeof *row, row_order);
	*out = row;
	*n = kept;
	return ST_OK;
}

const char *word_told(const struct decision *d, struct arena *arena)
{
	const char *what = d->verdict == VD_LINK ? "linked" : "separated", *reason = d->reason;
	struct civil at = CIVIL_ABSENT;
	char day[12];

	civil_parse(d->at ? d->at : "", &at);
	civil_short(at.day, day);
	if (!reason || !*reason)
		return arena_printf(arena, "%s by %s on %s", what, d->worker, day);
	return arena_printf(arena, "%s by %s on %s because %s", what, d->worker, day, reason);
}
