/* ties.c - what joins a person's records: the links that made them one. */
#include "linkage/ties.h"

#include <stdlib.h>
#include <string.h>

#include "linkage/words.h"
#include "numbers.h"
#include "store_findings.h"

struct edge {
	size_t a, b;
	const struct link_row *row;   /* NULL: a worker's */
	const struct decision *word;
	bool is_used;
};

struct knot {
	const int64_t *id;
	size_t n;
	size_t *set;  /* by record: the lowest of those joined so far */
	struct edge *edge;
	size_t edge_n;
};

static size_t place_of(const struct knot *k, int64_t id)
{
	return numbers_find(k->id, k->n, id);
}

static void edge_add(struct knot *k, int64_t a, int64_t b, const struct link_row *row,
	const struct decision *word)
{
	size_t x = place_of(k, a), y = place_of(k, b);

	if (x < k->n && y < k->n && x != y)
		k->edge[k->edge_n++] = (struct edge){x < y ? x : y, x < y ? y : x, row, word, false};
}

static int edge_order(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (!x->row != !y->row)
		return x->row ? 1 : -1;
	if (x->row && x->row->weight != y->row->weight)
		return x->row->weight > y->row->weight ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* Keeps of the links those that joined something. */
static void edges_use(struct knot *k)
{
	for (size_t i = 0; i < k->n; i++)
		k->set[i] = i;
	for (size_t e = 0; e < k->edge_n; e++) {
		size_t x = k->set[k->edge[e].a], y = k->set[k->edge[e].b];

		k->edge[e].is_used = x != y;
		for (size_t i = 0; x != y && i < k->n; i++)
			if (k->set[i] == (x > y ? x : y))
				k->set[i] = x < y ? x : y;
	}
}

/* From the root outward; where something is not joined to it, from its lowest. */
static void ties_spread(const struct knot *k, size_t root, bool *is_tied, struct tie *tie)
{
	bool moved = true;

	for (size_t i = 0; i < k->n; i++) {
		tie[i] = (struct tie){.to = i};
		is_tied[i] = i == root || (k->set[i] == i && k->set[root] != i);
	}
	while (moved) {
		moved = false;
		for (size_t e = 0; e < k->edge_n; e++) {
			const struct edge *by = &k->edge[e];
			size_t from = is_tied[by->a] ? by->a : by->b, to = from == by->a ? by->b : by->a;

			if (!by->is_used || !is_tied[from] || is_tied[to])
				continue;
			tie[to] = (struct tie){from, by->row, by->word};
			is_tied[to] = moved = true;
		}
	}
}

enum status ties_make(const int64_t *id, size_t n, const struct link_row *rows, size_t row_n,
	const struct word *words, size_t word_n, size_t root, struct arena *arena,
	struct tie **out, struct err *err)
{
	struct knot k = {.id = id, .n = n};
	struct tie *tie = arena_alloc(arena, (n + 1) * sizeof *tie);
	bool *is_tied = arena_alloc(arena, (n + 1) * sizeof *is_tied);

	k.set = arena_alloc(arena, (n + 1) * sizeof *k.set);
	k.edge = arena_alloc(arena, (row_n + word_n + 1) * sizeof *k.edge);
	if (!tie || !is_tied || !k.set || !k.edge)
		return err_nomem(err);
	for (size_t i = 0; i < word_n; i++)
		if (words[i].decision->verdict == VD_LINK)
			edge_add(&k, words[i].a, words[i].b, NULL, words[i].decision);
	for (size_t i = 0; i < row_n; i++)
		if (strcmp(rows[i].state, "linked") == 0)
			edge_add(&k, rows[i].a, rows[i].b, &rows[i], NULL);
	if (k.edge_n)
		qsort(k.edge, k.edge_n, sizeof *k.edge, edge_order);
	edges_use(&k);
	ties_spread(&k, root, is_tied, tie);
	*out = tie;
	return ST_OK;
}

/* The newest word in force on each pair; decisions come newest first. */
static size_t words_newest(const struct decision *d, size_t n, struct word *word)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		bool is_old = d[i].verdict != VD_LINK && d[i].verdict != VD_SEPARATE;

		for (size_t k = 0; k < kept && !is_old; k++)
			is_old = word[k].a == d[i].a && word[k].b == d[i].b;
		if (!is_old)
			word[kept++] = (struct word){d[i].a, d[i].b, &d[i]};
	}
	return kept;
}

enum status ties_read(const struct store *store, const struct record *record, size_t n,
	struct arena *arena, struct tie **out, struct err *err)
{
	int64_t *id = arena_alloc(arena, (n + 1) * sizeof *id);
	struct link_row *row = NULL;
	struct decision *decision = NULL;
	struct word *word;
	size_t row_n = 0, decision_n = 0;
	enum status st = id ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < n && st == ST_OK; i++)
		id[i] = record[i].id;
	if (st == ST_OK)
		st = store_links_of(store, id, n, arena, &row, &row_n, err);
	if (st == ST_OK)
		st = store_decisions_of_records(store, id, n, arena, &decision, &decision_n, err);
	if (st != ST_OK)
		return st;
	word = arena_alloc(arena, (decision_n + 1) * sizeof *word);
	if (!word)
		return err_nomem(err);
	return ties_make(id, n, row, row_n, word, words_newest(decision, decision_n, word), 0, arena,
		out, err);
}

const char *tie_told(const struct session *s, const struct tie *tie, struct arena *arena)
{
	if (tie->word)
		return word_told(s, tie->word, arena);
	return tie->row ? arena_printf(arena, "%s: %s", tie->row->band, tie->row->reason) : "";
}
