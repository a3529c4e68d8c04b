/*
 * match.c - candidates by the rarest term, then every term checked in C.
 *
 * The term with the fewest hits brings the candidates.  Where every term has
 * more hits than are fetched at first, longer lists are fetched and cut down to
 * the records that all of them hold.
 */
#include "search/match.h"

#include <stdlib.h>
#include <string.h>

#include "search/keys.h"

enum { HITS_FIRST = 500, HITS_MOST = 20000, CANDIDATES_MAX = 500 };

#define BEGINNING_SCORE 0.8 /* of a whole hit's */

struct term_hits {
	struct key_hit *hit;   /* by record */
	int64_t *found;        /* the records, those of the best way first */
	size_t n;
	bool is_cut; /* there are more */
};

struct matching {
	const struct store *store;
	const struct query *query;
	struct arena *arena;
	struct term_hits *hits; /* by term */
	size_t enough;
	struct match *found;
	size_t found_n;
};

static int hit_compare(const void *a, const void *b)
{
	int64_t x = ((const struct key_hit *)a)->record, y = ((const struct key_hit *)b)->record;

	return (x > y) - (x < y);
}

static enum status term_fetch(struct matching *m, size_t t, size_t limit, struct err *err)
{
	const struct term *term = &m->query->terms.v[t];
	struct term_hits *all = &m->hits[t];
	VEC(struct key_hit) found = {0};
	enum status st = ST_OK;
	size_t n;

	*all = (struct term_hits){0};
	for (size_t w = 0; w < term->ways.n && st == ST_OK; w++) {
		const struct way *way = &term->ways.v[w];
		struct key_hit *hit = NULL;

		st = store_keys_find(
			m->store, way->key, way->is_prefix, limit, m->arena, &hit, &n, err);
		if (st == ST_NONE) {
			st = ST_OK;
			n = 0;
		}
		for (size_t i = 0; st == ST_OK && i < n; i++)
			if (!vec_push(&found, hit[i]))
				st = err_nomem(err);
		all->is_cut = all->is_cut || (st == ST_OK && n >= limit);
	}
	if (st == ST_OK) {
		all->n = found.n;
		all->hit = arena_alloc(m->arena, (found.n + 1) * sizeof *all->hit);
		all->found = arena_alloc(m->arena, (found.n + 1) * sizeof *all->found);
		if (!all->hit || !all->found)
			st = err_nomem(err);
		for (size_t i = 0; st == ST_OK && i < found.n; i++) {
			all->hit[i] = found.v[i];
			all->found[i] = found.v[i].record;
		}
	}
	vec_done(&found);
	if (st == ST_OK && all->n)
		qsort(all->hit, all->n, sizeof *all->hit, hit_compare);
	return st;
}

/* The first hit of a record, or NULL. */
static const struct key_hit *hit_of(const struct term_hits *h, int64_t record)
{
	size_t low = 0, high = h->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (h->hit[middle].record < record)
			low = middle + 1;
		else
			high = middle;
	}
	return low < h->n && h->hit[low].record == record ? &h->hit[low] : NULL;
}

static bool in_all(const struct matching *m, int64_t record)
{
	for (size_t t = 0; t < m->query->terms.n; t++)
		if (!hit_of(&m->hits[t], record))
			return false;
	return true;
}

/* The term that brings the candidates; the number of terms when every list is cut. */
static size_t rarest_term(const struct matching *m)
{
	size_t n = m->query->terms.n, best = n;

	for (size_t t = 0; t < n; t++)
		if (!m->hits[t].is_cut && (best == n || m->hits[t].n < m->hits[best].n))
			best = t;
	return best;
}

static enum status hits_fetch(struct matching *m, size_t *rarest, struct err *err)
{
	size_t n = m->query->terms.n;
	enum status st = ST_OK;

	m->hits = arena_alloc(m->arena, (n + 1) * sizeof *m->hits);
	if (!m->hits)
		return err_nomem(err);
	for (size_t t = 0; t < n && st == ST_OK; t++)
		st = term_fetch(m, t, HITS_FIRST, err);
	if (st != ST_OK)
		return st;
	*rarest = rarest_term(m);
	if (*rarest < n || n == 1)
		return ST_OK;
	for (size_t t = 0; t < n && st == ST_OK; t++)
		st = term_fetch(m, t, HITS_MOST, err);
	if (st == ST_OK)
		*rarest = rarest_term(m);
	return st;
}

static bool is_among(const int64_t *people, size_t n, int64_t person)
{
	for (size_t i = 0; i < n; i++)
		if (people[i] == person)
			return true;
	return false;
}

/* The people of the candidates' records, each once, likely ones first. */
static enum status candidates(struct matching *m, int64_t **out, size_t *out_n, struct err *err)
{
	size_t rarest = 0, n = 0;
	enum status st = hits_fetch(m, &rarest, err);
	const struct term_hits *from;
	int64_t *people;
	bool is_cut;

	if (st != ST_OK)
		return st;
	is_cut = rarest == m->query->terms.n;
	from = &m->hits[is_cut ? 0 : rarest];
	people = arena_alloc(m->arena, CANDIDATES_MAX * sizeof *people);
	if (!people)
		return err_nomem(err);
	for (size_t i = 0; i < from->n && n < CANDIDATES_MAX && st == ST_OK; i++) {
		if (is_cut && !in_all(m, from->found[i]))
			continue;
		st = store_person_of(m->store, from->found[i], &people[n], err);
		n += st == ST_OK && !is_among(people, n, people[n]);
		st = st == ST_NONE ? ST_OK : st; /* nobody's any more */
	}
	*out = people;
	*out_n = n;
	return st;
}

/* One person ------------------------------------------------------------- */

struct person_keys {
	const char **key;
	size_t n;
};

/* How well a key fits a way; 0 when it does not. */
static double way_fits(const struct way *w, const char *key)
{
	size_t length = strlen(w->key);

	if (strncmp(key, w->key, length) != 0)
		return 0;
	if (!key[length])
		return w->score;
	return w->is_prefix ? w->score * BEGINNING_SCORE : 0;
}

static void better(double score, const char *reason, double *best, const char **why)
{
	if (score <= *best)
		return;
	*best = score;
	*why = reason;
}

/* The best among the hits that were fetched. */
static double hits_match(const struct matching *m, size_t t, const struct match *p, bool is_past,
	const char **why)
{
	const struct term *term = &m->query->terms.v[t];
	const struct key_hit *end = m->hits[t].hit + m->hits[t].n;
	double best = 0;

	for (size_t r = 0; r < p->record_n; r++) {
		const struct key_hit *hit = hit_of(&m->hits[t], p->record[r].id);

		for (; hit && hit < end && hit->record == p->record[r].id; hit++) {
			for (size_t w = 0; w < term->ways.n && hit->is_past == is_past; w++) {
				const struct way *way = &term->ways.v[w];
				double score = way_fits(way, hit->key);

				better(is_past ? score * BEGINNING_SCORE : score,
					is_past ? way->past : way->why, &best, why);
			}
		}
	}
	return best;
}

/* The best among the keys that the person's records have now. */
static double keys_match(const struct term *term, const struct person_keys *keys, size_t record_n,
	const char **why)
{
	double best = 0;

	for (size_t w = 0; w < term->ways.n; w++)
		for (size_t r = 0; r < record_n; r++)
			for (size_t k = 0; k < keys[r].n; k++)
				better(way_fits(&term->ways.v[w], keys[r].key[k]),
					term->ways.v[w].why, &best, why);
	return best;
}

static enum status keys_read(struct matching *m, const struct match *p, struct person_keys **out,
	struct err *err)
{
	struct person_keys *keys = arena_alloc(m->arena, (p->record_n + 1) * sizeof *keys);
	enum status st = keys ? ST_OK : err_nomem(err);

	for (size_t r = 0; r < p->record_n && st == ST_OK; r++)
		st = keys_make(&p->record[r], m->arena, &keys[r].key, &keys[r].n, err);
	*out = keys;
	return st;
}

/* The best way in which a term hits the person, 0 when none does.  Keys are made
 * only where more hits exist than were fetched. */
static enum status term_match(struct matching *m, size_t t, const struct match *p,
	struct person_keys **keys, double *score, const char **why, struct err *err)
{
	enum status st = ST_OK;

	*score = hits_match(m, t, p, false, why);
	if (*score <= 0 && m->hits[t].is_cut) {
		if (!*keys)
			st = keys_read(m, p, keys, err);
		if (st == ST_OK)
			*score = keys_match(&m->query->terms.v[t], *keys, p->record_n, why);
	}
	if (st == ST_OK && *score <= 0)
		*score = hits_match(m, t, p, true, why);
	return st;
}

static const char *why_add(struct arena *arena, const char *so_far, const char *reason)
{
	const char *at = strstr(so_far, reason);

	if (!*so_far)
		return reason;
	for (; at; at = strstr(at + 1, reason)) {
		char after = at[strlen(reason)];

		if ((at == so_far || at[-1] == ' ') && (!after || after == ','))
			return so_far;
	}
	return arena_printf(arena, "%s, %s", so_far, reason);
}

static enum status person_match(struct matching *m, struct match *p, bool *hits, struct err *err)
{
	struct person_keys *keys = NULL;

	*hits = false;
	p->why = "";
	for (size_t t = 0; t < m->query->terms.n; t++) {
		const char *why = "";
		double score;
		enum status st = term_match(m, t, p, &keys, &score, &why, err);

		if (st != ST_OK || score <= 0)
			return st;
		p->score += score;
		p->why = why_add(m->arena, p->why, why);
		if (!p->why)
			return err_nomem(err);
	}
	*hits = true;
	return ST_OK;
}

static enum status matches_gather(void *arg, struct err *err)
{
	struct matching *m = arg;
	int64_t *people = NULL;
	size_t n = 0;
	enum status st = candidates(m, &people, &n, err);

	if (st != ST_OK)
		return st;
	m->found = arena_alloc(m->arena, (n + 1) * sizeof *m->found);
	if (!m->found)
		return err_nomem(err);
	for (size_t i = 0; i < n && m->found_n < m->enough && st == ST_OK; i++) {
		struct match *p = &m->found[m->found_n];
		bool hits = false;

		*p = (struct match){.person = people[i]};
		st = store_person_records(
			m->store, p->person, m->arena, &p->record, &p->record_n, err);
		if (st == ST_OK)
			st = person_match(m, p, &hits, err);
		m->found_n += st == ST_OK && hits;
	}
	return st;
}

enum status matches_find(const struct store *store, const struct query *query, size_t enough,
	struct arena *arena, struct match **out, size_t *out_n, struct err *err)
{
	struct matching m = {.store = store, .query = query, .arena = arena, .enough = enough};
	enum status st = ST_OK;

	if (query->terms.n)
		st = store_read(store, matches_gather, &m, err);
	if (st != ST_OK)
		return st;
	*out = m.found;
	*out_n = m.found_n;
	return ST_OK;
}
