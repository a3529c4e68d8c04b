/*
 * match.c - candidates by the rarest term, then every term checked in C.
 *
 * The term with the fewest hits brings the candidates, those first whose record
 * the other terms hit too.  Where that term has more hits than are looked at,
 * longer lists of the others are fetched, so that the right ones come first.
 */
#include "search/match.h"

#include <stdlib.h>
#include <string.h>

#include "governance/gate.h"
#include "halving.h"
#include "search/keys.h"

enum {
	HITS_FIRST = 500, HITS_MOST = 30000,
	CANDIDATES_MAX = 500,
	OTHERS_MOST = 100, /* of very many, people of whose one record not all terms are known to hit */
};

#define BEGINNING_SCORE 0.8 /* of a whole hit's */
#define PAST_SCORE 0.8

struct hit {
	int64_t record;
	const struct way *way;
	const char *key;
	double score;
	bool is_past;
};

struct term_hits {
	struct hit *hit; /* by record, its best first */
	size_t n;
	bool is_cut;     /* there are more */
};

struct matching {
	const struct session *session;
	const struct store *store;
	const struct query *query;
	const struct match_wish *wish;
	struct keys_known *known;
	struct arena *arena;
	struct term_hits *hits; /* by term */
	struct match *found;
	size_t found_n;
};

/* How well a key fits a way; 0 when it does not. */
static double way_fits(const struct way *w, const char *key)
{
	size_t length = strlen(w->key);

	if (strncmp(key, w->key, length) != 0)
		return 0;
	if (w->least && (strcmp(key, w->least) < 0 || strcmp(key, w->most) > 0))
		return 0;
	if (!key[length] || w->least)
		return w->score;
	return w->is_prefix ? w->score * BEGINNING_SCORE : 0;
}

/* Hits ------------------------------------------------------------------- */

typedef VEC(struct hit) hit_list;

/* By so many bits of the record; those that are equal there stay as they are. */
enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static void digit_sort(const struct hit *from, struct hit *to, size_t n, int shift)
{
	size_t at[DIGITS + 1] = {0};

	for (size_t i = 0; i < n; i++)
		at[(from[i].record >> shift & (DIGITS - 1)) + 1]++;
	for (size_t d = 0; d < DIGITS; d++)
		at[d + 1] += at[d];
	for (size_t i = 0; i < n; i++)
		to[at[from[i].record >> shift & (DIGITS - 1)]++] = from[i];
}

/* Of one record the best first; of equals the one that was found first. */
static void best_first(struct hit *hit, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct hit one = hit[i];
		size_t k = i;

		for (; k && hit[k - 1].record == one.record && hit[k - 1].score < one.score; k--)
			hit[k] = hit[k - 1];
		hit[k] = one;
	}
}

/* By record, its best first, in the one place or in as much room again.  Tens of thousands come
 * at a time, with numbers of a few digits: comparing them takes several times as long. */
static struct hit *hits_sort(struct hit *hit, struct hit *room, size_t n)
{
	int64_t greatest = 0;

	for (size_t i = 0; i < n; i++)
		if (hit[i].record > greatest)
			greatest = hit[i].record;
	for (int shift = 0; greatest >> shift > 0; shift += DIGIT_BITS) {
		struct hit *sorted = room;

		digit_sort(hit, sorted, n, shift);
		room = hit;
		hit = sorted;
	}
	best_first(hit, n);
	return hit;
}

/* Read once for one search: what one term is looked for as, another may be too, and all are
 * looked for again where other spellings are. */
static enum status keys_fetch(struct matching *m, const struct way *way, size_t limit, struct key_hit **out, size_t *n,
	struct err *err)
{
	struct known_key *read;
	enum status st;

	for (read = m->known->newest; read; read = read->before)
		if (read->is_prefix == way->is_prefix && (read->limit >= limit || read->n < read->limit) &&
			strcmp(read->key, way->key) == 0)
			break;
	if (!read) {
		read = arena_alloc(m->arena, sizeof *read);
		if (!read)
			return err_nomem(err);
		*read = (struct known_key){way->key, way->is_prefix, limit, NULL, 0, m->known->newest};
		st = store_keys_find(m->store, way->key, way->is_prefix, limit, m->arena, &read->hit, &read->n, err);
		if (st != ST_OK)
			return st;
		m->known->newest = read;
	}
	*out = read->hit;
	*n = read->n < limit ? read->n : limit;
	return ST_OK;
}

static enum status way_fetch(struct matching *m, const struct way *way, size_t limit,
	hit_list *found, bool *is_cut, struct err *err)
{
	struct key_hit *key = NULL;
	double fits = 0;
	size_t n = 0;
	enum status st = keys_fetch(m, way, limit, &key, &n, err);

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		double score;

		if (!i || key[i].key != key[i - 1].key) /* one text serves all that have it */
			fits = way_fits(way, key[i].key);
		score = fits * (key[i].is_past ? PAST_SCORE : 1);
		if (score > 0 && !vec_push(found, (struct hit){key[i].record, way, key[i].key, score,
						  key[i].is_past}))
			st = err_nomem(err);
	}
	*is_cut = *is_cut || (st == ST_OK && n >= limit);
	return st;
}

static enum status term_fetch(struct matching *m, size_t t, size_t limit, struct err *err)
{
	const struct term *term = &m->query->terms.v[t];
	struct term_hits *all = &m->hits[t];
	hit_list found = {0};
	enum status st = ST_OK;

	*all = (struct term_hits){0};
	for (size_t w = 0; w < term->ways.n && st == ST_OK; w++)
		st = way_fetch(m, &term->ways.v[w], limit, &found, &all->is_cut, err);
	all->hit = arena_alloc(m->arena, (found.n + 1) * sizeof *all->hit);
	if (st == ST_OK && !all->hit)
		st = err_nomem(err);
	if (st == ST_OK && found.n) {
		const struct hit *sorted = hits_sort(found.v, all->hit, found.n);

		if (sorted != all->hit)
			memcpy(all->hit, sorted, found.n * sizeof *sorted);
	}
	all->n = st == ST_OK ? found.n : 0;
	vec_done(&found);
	return st;
}

/* The first hit of a record, or NULL. */
static const struct hit *hit_of(const struct term_hits *h, int64_t record)
{
	struct halving place = {.to = h->n};

	while (halving_on(&place))
		halving_turn(&place, h->hit[place.at].record < record);
	return place.at < h->n && h->hit[place.at].record == record ? &h->hit[place.at] : NULL;
}

/* The term that brings the candidates: of those whose list is whole the shortest,
 * else the shortest. */
static size_t rarest_term(const struct matching *m)
{
	size_t n = m->query->terms.n, best = n;

	for (size_t t = 0; t < n; t++) {
		const struct term_hits *h = &m->hits[t], *b = &m->hits[best < n ? best : t];

		if (m->query->terms.v[t].is_needless)
			continue;
		if (best == n || h->is_cut < b->is_cut || (h->is_cut == b->is_cut && h->n < b->n))
			best = t;
	}
	return best;
}

static enum status hits_fetch(struct matching *m, size_t *rarest, struct err *err)
{
	size_t n = m->query->terms.n;
	bool more = false;
	enum status st = ST_OK;

	m->hits = arena_alloc(m->arena, (n + 1) * sizeof *m->hits);
	if (!m->hits)
		return err_nomem(err);
	for (size_t t = 0; t < n && st == ST_OK; t++)
		st = term_fetch(m, t, HITS_FIRST, err);
	if (st != ST_OK)
		return st;
	*rarest = rarest_term(m);
	more = n > 1 && (m->hits[*rarest].is_cut || m->hits[*rarest].n > CANDIDATES_MAX);
	for (size_t t = 0; t < n && st == ST_OK && more; t++)
		if (m->hits[t].is_cut && !m->query->terms.v[t].is_needless)
			st = term_fetch(m, t, HITS_MOST, err);
	if (st == ST_OK)
		*rarest = rarest_term(m);
	return st;
}

/* One person ------------------------------------------------------------- */

struct person_keys {
	const char **key;
	size_t n;
};

/* By where they are, or by what is cut from the record: nobody is found by that. */
static bool is_kept_back(const struct match *p, const struct way *way, const struct record *record, bool is_past)
{
	bool is_cut = record < p->record + p->record_n && p->is_cut[record - p->record];

	if (way->by == BY_POSTCODE || way->by == BY_PHONE || way->by == BY_PHONE_END || way->by == BY_VALUE)
		return is_cut || p->is_nowhere;
	return is_cut && is_past;
}

static void better(struct found_by *best, const struct match *p, const struct way *way, const char *key,
	const struct record *record, bool is_past, double score)
{
	if (is_kept_back(p, way, record, is_past))
		return;
	if (way->agency && strcmp(way->agency, record->agency_code) != 0)
		return;
	if (score > best->score)
		*best = (struct found_by){way, key, record, is_past, score};
}

/* The best among the hits that were fetched. */
static void hits_match(const struct term_hits *h, const struct match *p, struct found_by *best)
{
	const struct hit *end = h->hit + h->n;

	for (size_t r = 0; r < p->record_n; r++) {
		const struct hit *hit = hit_of(h, p->record[r].id);

		for (; hit && hit < end && hit->record == p->record[r].id; hit++)
			better(best, p, hit->way, hit->key, &p->record[r], hit->is_past, hit->score);
	}
}

/* The best among the keys that the person's records have now. */
static void keys_match(const struct term *term, const struct person_keys *keys,
	const struct match *p, struct found_by *best)
{
	for (size_t w = 0; w < term->ways.n; w++)
		for (size_t r = 0; r < p->record_n; r++)
			for (size_t k = 0; k < keys[r].n; k++)
				better(best, p, &term->ways.v[w], keys[r].key[k], &p->record[r], false,
					way_fits(&term->ways.v[w], keys[r].key[k]));
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

/* Among hits that were not fetched there may be a better one. */
static bool may_be_better(const struct found_by *f)
{
	return !f->way || f->is_past || f->way->by == BY_NICKNAME || f->way->by == BY_SLIP || f->way->by == BY_SOUND;
}

/* Keys are made only where more hits exist than were fetched. */
static enum status person_match(struct matching *m, struct match *p, bool *hits, struct err *err)
{
	const struct query *q = m->query;
	struct person_keys *keys = NULL;
	enum status st = ST_OK;

	*hits = false;
	p->by = arena_alloc(m->arena, (q->terms.n + 1) * sizeof *p->by);
	if (!p->by)
		return err_nomem(err);
	for (size_t t = 0; t < q->terms.n; t++) {
		hits_match(&m->hits[t], p, &p->by[t]);
		if (m->hits[t].is_cut && may_be_better(&p->by[t])) {
			if (!keys)
				st = keys_read(m, p, &keys, err);
			if (st != ST_OK)
				return st;
			keys_match(&q->terms.v[t], keys, p, &p->by[t]);
		}
		if (!p->by[t].way && !q->terms.v[t].is_needless)
			return ST_OK;
		p->score += p->by[t].score;
	}
	*hits = true;
	return ST_OK;
}

/* Candidates ------------------------------------------------------------- */

struct candidate {
	int64_t record;
	double score; /* of all terms' hits on this one record */
	bool is_whole; /* all terms hit it */
};

static int candidate_order(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->is_whole != y->is_whole)
		return x->is_whole ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->record > y->record) - (x->record < y->record);
}

static struct candidate candidate_weigh(const struct matching *m, int64_t record)
{
	struct candidate c = {record, 0, true};

	for (size_t t = 0; t < m->query->terms.n; t++) {
		const struct hit *hit = hit_of(&m->hits[t], record);

		c.score += hit ? hit->score : 0;
		c.is_whole = c.is_whole && (hit || m->query->terms.v[t].is_needless);
	}
	return c;
}

static enum status candidates_make(struct matching *m, size_t rarest, struct candidate **out,
	size_t *n, struct err *err)
{
	const struct term_hits *from = &m->hits[rarest];
	struct candidate *list = arena_alloc(m->arena, (from->n + 1) * sizeof *list);

	*n = 0;
	*out = list;
	if (!list)
		return err_nomem(err);
	for (size_t i = 0; i < from->n; i++)
		if (!i || from->hit[i].record != from->hit[i - 1].record)
			list[(*n)++] = candidate_weigh(m, from->hit[i].record);
	if (*n)
		qsort(list, *n, sizeof *list, candidate_order);
	return ST_OK;
}

struct looked { int64_t person[CANDIDATES_MAX]; size_t n; };

/* False when they were looked at before, or enough were. */
static bool is_to_look_at(struct looked *looked, int64_t person)
{
	for (size_t i = 0; i < looked->n; i++)
		if (looked->person[i] == person)
			return false;
	if (looked->n == CANDIDATES_MAX)
		return false;
	looked->person[looked->n++] = person;
	return true;
}

/* Which of their records are cut, and whether where they are is told. */
static enum status where_told(struct matching *m, struct match *p, struct err *err)
{
	const struct sharing *sh = NULL;
	enum status st = sharing_of(m->session, p->person, &sh, err);

	p->is_cut = st == ST_OK ? arena_alloc(m->arena, p->record_n) : NULL;
	if (!p->is_cut)
		return st == ST_OK ? err_nomem(err) : st;
	p->is_nowhere = !may_see_where(&m->session->viewer, sh);
	for (size_t i = 0; i < p->record_n; i++)
		p->is_cut[i] = may_see_record(&m->session->viewer, sh, &p->record[i]) != SEE_FULL;
	return ST_OK;
}

static enum status person_try(struct matching *m, int64_t record, struct looked *looked,
	struct err *err)
{
	struct match p = {0};
	bool hits = false;
	enum status st = store_person_of(m->store, record, &p.person, err);

	if (st == ST_NONE)
		return ST_OK; /* nobody's any more */
	if (st != ST_OK || !is_to_look_at(looked, p.person))
		return st;
	st = seen_records(m->session, p.person, m->arena, &p.record, &p.record_n, err);
	if (st == ST_OK && !p.record_n)
		return ST_OK;
	if (st == ST_OK)
		st = where_told(m, &p, err);
	if (st == ST_OK)
		st = person_match(m, &p, &hits, err);
	if (st == ST_OK && hits)
		m->found[m->found_n++] = p;
	return st;
}

static enum status matches_gather(void *arg, struct err *err)
{
	struct matching *m = arg;
	struct candidate *list = NULL;
	struct looked looked = {.n = 0};
	size_t n = 0, rarest = 0, first_n = 0, others = 0;
	enum status st = hits_fetch(m, &rarest, err);

	if (st == ST_OK && rarest < m->query->terms.n)
		st = candidates_make(m, rarest, &list, &n, err);
	if (n > CANDIDATES_MAX || (n && m->hits[rarest].is_cut))
		first_n = m->wish->first_n;
	m->found = arena_alloc(m->arena, (CANDIDATES_MAX + 1) * sizeof *m->found);
	if (st == ST_OK && !m->found)
		st = err_nomem(err);
	for (size_t i = 0; i < first_n && st == ST_OK; i++)
		st = person_try(m, m->wish->first[i], &looked, err);
	for (size_t i = 0; i < n && st == ST_OK && m->found_n < m->wish->enough &&
	     looked.n < CANDIDATES_MAX && others < OTHERS_MOST; i++) {
		size_t before = looked.n;

		st = person_try(m, list[i].record, &looked, err);
		others += n > CANDIDATES_MAX && !list[i].is_whole && looked.n > before;
	}
	return st;
}

enum status matches_find(const struct session *s, const struct query *query,
	const struct match_wish *wish, struct arena *arena, struct match **out, size_t *out_n,
	struct err *err)
{
	struct keys_known known = {0};
	struct matching m = {.session = s, .store = s->store, .query = query, .wish = wish,
		.known = wish->known ? wish->known : &known, .arena = arena};
	enum status st = ST_OK;

	if (query->terms.n)
		st = store_read(s->store, matches_gather, &m, err);
	if (st != ST_OK)
		return st;
	*out = m.found;
	*out_n = m.found_n;
	return ST_OK;
}
