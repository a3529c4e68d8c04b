/* meeting.c - noted records compared with whoever shares a key. */
#include "linkage/meeting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "halving.h"
#include "linkage/blocked.h"
#include "linkage/glance.h"
#include "numbers.h"

enum {
	NOTED_MOST = 1024,    /* a normal form each */
	MEETS_MOST = 1 << 20, /* eight bytes each */
};

struct gathering {
	struct meeting *meeting;
	const struct store *store;
	const struct guide *guide;
	int32_t today;
	struct arena *scratch; /* for one of the noted */
	struct seeking seeking;
	struct meets meets;
};

/* The noted ----------------------------------------------------------------- */

struct seeker { struct gathering *g; uint32_t noted; };

static enum status seeker_take(void *arg, const struct record *r, struct err *err)
{
	struct seeker *x = arg;
	struct normal n;
	enum status st;

	arena_reset(x->g->scratch);
	st = normal_make(r, x->g->today, x->g->scratch, &n, err);
	return st == ST_OK && !blocked_seek(&x->g->seeking, &n, x->noted) ? err_nomem(err) : st;
}

static enum status noted_read(struct gathering *g, struct err *err)
{
	const struct meeting *m = g->meeting;
	enum status st = ST_OK;

	g->seeking.key.n = 0;
	for (size_t i = 0; i < m->n && st == ST_OK; i++) {
		struct seeker x = {g, (uint32_t)i};

		st = store_record_after(g->store, m->noted[i] - 1, m->noted[i], seeker_take, &x, err);
	}
	return st;
}

/* As many of the noted as their meetings have room for. */
static enum status meets_find(struct gathering *g, struct err *err)
{
	struct meeting *m = g->meeting;
	enum status st;

	for (;; m->n = (m->n + 1) / 2) {
		g->meets.n = 0;
		st = noted_read(g, err);
		if (st == ST_OK)
			st = blocked_meet(&g->seeking, g->store, MEETS_MOST, &g->meets, err);
		if (st != ST_OK || g->meets.n <= MEETS_MOST || m->n == 1)
			return st;
	}
}

/* The others ---------------------------------------------------------------- */

/* The noted and whom they may meet, as they are compared. */
struct company {
	const struct gathering *g;
	struct ids id;           /* ascending */
	struct crowd crowd;      /* those of them who are somebody's */
	struct glances glances;
	struct levels_seen *seen;
	uint32_t *place;         /* of the noted in the crowd, from 1; 0: nobody's */
};

static bool ids_list(struct company *c)
{
	const struct meeting *m = c->g->meeting;
	const struct meets *all = &c->g->meets;
	bool ok = vec_grow((void **)&c->id.v, &c->id.cap, all->n + m->n + 1, sizeof *c->id.v);

	for (size_t i = 0; ok && i < all->n; i++)
		c->id.v[c->id.n++] = (int64_t)(all->v[i] >> 32);
	for (size_t i = 0; ok && i < m->n; i++)
		c->id.v[c->id.n++] = m->noted[i];
	c->id.n = numbers_sort(c->id.v, c->id.n);
	return ok;
}

/* From 1; 0: it is nobody's. */
static uint32_t place_of(const struct crowd *c, int64_t id)
{
	struct halving h = {.to = c->n};

	while (halving_on(&h))
		halving_turn(&h, c->v[h.at].id < id);
	return h.at < c->n && c->v[h.at].id == id ? (uint32_t)h.at + 1 : 0;
}

static enum status company_read(struct company *c, struct err *err)
{
	const struct gathering *g = c->g;
	enum status st = ids_list(c) ? ST_OK : err_nomem(err);

	if (st == ST_OK)
		st = crowd_read_some(&c->crowd, g->store, g->today, c->id.v, c->id.n, err);
	if (st != ST_OK)
		return st;
	crowd_know(&c->crowd, &g->guide->model);
	c->seen = calloc(1, sizeof *c->seen);
	c->place = calloc(g->meeting->n + 1, sizeof *c->place);
	if (!glances_make(&c->glances, &c->crowd, &g->guide->model) || !c->seen || !c->place)
		return err_nomem(err);
	for (size_t i = 0; i < g->meeting->n; i++)
		c->place[i] = place_of(&c->crowd, g->meeting->noted[i]);
	return ST_OK;
}

static void company_done(struct company *c)
{
	glances_done(&c->glances);
	crowd_done(&c->crowd);
	vec_done(&c->id);
	free(c->seen);
	free(c->place);
}

/* False: too little in common, as a glance tells or a close look. */
static bool pair_links(const struct company *c, size_t a, size_t b, struct link_row *row)
{
	const struct guide *guide = c->g->guide;
	double source = glance_source(&c->glances, a, b), least = bands_least(&guide->bands, source);
	double most = glance_most(&c->glances, a, b, source);
	struct normal one, two;

	if (most < least ||
		(most < HUGE_VAL && glance_closer(&c->glances, c->seen, a, b, most) < least))
		return false;
	crowd_normal(&c->crowd, a, &one);
	crowd_normal(&c->crowd, b, &two);
	pair_row(guide, &one, &two, row);
	return strcmp(row->band, BAND_NAMES[BAND_UNLIKELY]) != 0;
}

static enum status company_compare(const struct company *c, struct meeting *m, struct err *err)
{
	const struct meets *all = &c->g->meets;

	for (size_t i = 0; i < all->n; i++) {
		struct met met = {.noted = (uint32_t)all->v[i], .other = (int64_t)(all->v[i] >> 32)};
		uint32_t place = c->place[met.noted], other = place_of(&c->crowd, met.other);

		met.is_out = !other;
		if (!place || place == other || (other && !pair_links(c, place - 1, other - 1, &met.row)))
			continue;
		if (!vec_push(&m->found, met))
			return err_nomem(err);
	}
	return ST_OK;
}

static enum status others_compare(struct gathering *g, struct err *err)
{
	struct company c = {.g = g};
	enum status st = company_read(&c, err);

	if (st == ST_OK)
		st = company_compare(&c, g->meeting, err);
	company_done(&c);
	return st;
}

static int met_order(const void *a, const void *b)
{
	const struct met *x = a, *y = b;

	if (x->noted != y->noted)
		return x->noted < y->noted ? -1 : 1;
	return (x->other > y->other) - (x->other < y->other);
}

/* All of it ----------------------------------------------------------------- */

enum status meeting_make(struct meeting *m, const struct store *store, const struct guide *guide,
	int32_t today, const int64_t *noted, size_t n, struct err *err)
{
	struct gathering g = {.meeting = m, .store = store, .guide = guide, .today = today,
		.scratch = arena_new()};
	enum status st = g.scratch ? ST_OK : err_nomem(err);

	*m = (struct meeting){.noted = noted, .n = n < NOTED_MOST ? n : NOTED_MOST};
	if (st == ST_OK && n)
		st = meets_find(&g, err);
	if (st == ST_OK && g.meets.n)
		st = others_compare(&g, err);
	if (st == ST_OK && m->found.n)
		qsort(m->found.v, m->found.n, sizeof *m->found.v, met_order);
	arena_free(g.scratch);
	vec_done(&g.seeking.key);
	vec_done(&g.meets);
	return st;
}

void meeting_done(struct meeting *m)
{
	vec_done(&m->found);
	*m = (struct meeting){.noted = NULL};
}

const struct met *meeting_of(const struct meeting *m, size_t noted, size_t *n)
{
	struct halving h = {.to = m->found.n};

	while (halving_on(&h))
		halving_turn(&h, m->found.v[h.at].noted < noted);
	for (*n = 0; h.at + *n < m->found.n && m->found.v[h.at + *n].noted == noted; ++*n)
		;
	return m->found.v + h.at;
}
