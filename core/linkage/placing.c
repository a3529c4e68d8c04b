/* placing.c - a separation with its other records placed, by evidence or by hand. */
#include "linkage/address.h"
#include "linkage/sides.h"

#define BY_HAND "placed by hand"

enum { ROUNDS_MOST = 6 };

enum status placing_new(struct placing *p, struct group *g, size_t a, size_t b,
	const struct decision *word, struct arena *arena, struct err *err)
{
	*p = (struct placing){.g = g, .a = a, .b = b, .word = *word, .arena = arena};
	p->wish = arena_alloc(arena, (g->records.n + 1) * sizeof *p->wish);
	p->by_hand = arena_alloc(arena, (g->records.n + 1) * sizeof *p->by_hand);
	if (!p->wish || !p->by_hand)
		return err_nomem(err);
	p->wish[a] = WISH_A;
	p->wish[b] = WISH_B;
	return ST_OK;
}

void placing_done(struct placing *p)
{
	vec_done(&p->said);
}

static bool say(struct placing *p, enum verdict verdict, size_t x, size_t y, const char *note)
{
	int64_t a = p->g->records.v[x].id, b = p->g->records.v[y].id;
	struct decision *d = arena_alloc(p->arena, sizeof *d);
	struct word word = {a < b ? a : b, a < b ? b : a, d};

	if (!d)
		return false;
	*d = p->word;
	d->verdict = verdict;
	d->a = word.a;
	d->b = word.b;
	d->note = note;
	return vec_push(&p->said, word) && group_say(p->g, &word);
}

static bool is_said(const struct placing *p, size_t x, size_t y)
{
	int64_t a = p->g->records.v[x].id, b = p->g->records.v[y].id;

	for (size_t i = 0; i < p->said.n; i++)
		if ((p->said.v[i].a == a && p->said.v[i].b == b) ||
			(p->said.v[i].a == b && p->said.v[i].b == a))
			return true;
	return false;
}

/* What a worker linked and is now to be on two sides. */
static bool links_part(struct placing *p)
{
	size_t n = p->g->records.n;

	for (size_t i = 0; i < p->g->words.n; i++) {
		const struct word *w = &p->g->words.v[i];
		size_t x = group_find(p->g, w->a), y = group_find(p->g, w->b);

		if (w->decision->verdict != VD_LINK || x == n || y == n || !p->wish[x] ||
			!p->wish[y] || p->wish[x] == p->wish[y] || is_said(p, x, y))
			continue;
		if (!say(p, VD_SEPARATE, x, y, BY_HAND))
			return false;
	}
	return true;
}

static double leaning(const struct placing *p, const struct normal *normal, size_t of, size_t side)
{
	const struct group *g = p->g;
	double sum = 0;
	size_t seen = 0;

	for (size_t i = 0; i < g->records.n; i++)
		if (g->person[i] == g->person[side]) {
			sum += pair_evidence(&g->guide->model, &normal[of], &normal[i]);
			seen++;
		}
	return seen ? sum / (double)seen : 0;
}

/* Once all wishes are met: who is with neither; *found where somebody is. */
static enum status strays_wish(struct placing *p, bool *found, struct err *err)
{
	struct group *g = p->g;
	size_t n = g->records.n;
	struct normal *normal = arena_alloc(g->arena, (n + 1) * sizeof *normal);
	enum status st = normal ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = normal_make(&g->records.v[i], g->today, g->arena, &normal[i], err);
		if (st == ST_OK)
			model_know(&g->guide->model, &normal[i]);
	}
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		double a, b;

		if (g->records.v[i].person != g->records.v[p->a].person || p->wish[i] ||
			g->person[i] == g->person[p->a] || g->person[i] == g->person[p->b])
			continue;
		a = leaning(p, normal, i, p->a);
		b = leaning(p, normal, i, p->b);
		p->wish[i] = a > b || (!(a < b) && p->a < p->b) ? WISH_A : WISH_B;
		*found = true;
	}
	return st;
}

/* Sets *strayed where somebody is not where they are to be; *helped where more was said. */
static bool strays_place(struct placing *p, bool *strayed, bool *helped)
{
	*strayed = *helped = false;
	for (size_t i = 0; i < p->g->records.n; i++) {
		size_t own = p->wish[i] == WISH_A ? p->a : p->b, other = own == p->a ? p->b : p->a;

		if (!p->wish[i] || p->g->person[i] == p->g->person[own])
			continue;
		*strayed = true;
		if (i == own || is_said(p, own, i))
			continue;
		*helped = true;
		if (!say(p, VD_LINK, own, i, BY_HAND) || !say(p, VD_SEPARATE, other, i, BY_HAND))
			return false;
	}
	return true;
}

enum status placing_settle(struct placing *p, struct err *err)
{
	bool strayed = true, helped = true, found = true;
	enum status st = say(p, VD_SEPARATE, p->a, p->b, NULL) && links_part(p) ? ST_OK
		: err_nomem(err);

	for (int round = 0; round < ROUNDS_MOST && helped && st == ST_OK; round++) {
		st = group_decide(p->g, err);
		if (st == ST_OK && !strays_place(p, &strayed, &helped))
			st = err_nomem(err);
		found = false;
		if (st == ST_OK && !strayed)
			st = strays_wish(p, &found, err);
		if (st == ST_OK && found && !strays_place(p, &strayed, &helped))
			st = err_nomem(err);
	}
	if (st == ST_OK && (strayed || p->g->person[p->a] == p->g->person[p->b]))
		st = err_set(err, ST_USAGE, "earlier decisions of workers hold these records together "
			"otherwise (`links` lists them); those have to be taken back first");
	return st;
}

/* Of equals the first that arrived. */
static enum status against_find(const struct guide *guide, int32_t today,
	const struct record *record, size_t n, int64_t of, struct arena *arena,
	const struct record **out, struct err *err)
{
	struct normal *normal = arena_alloc(arena, (n + 1) * sizeof *normal);
	double least = 0;
	size_t own = 0;
	enum status st = normal ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		st = normal_make(&record[i], today, arena, &normal[i], err);
		if (st == ST_OK)
			model_know(&guide->model, &normal[i]);
		own = record[i].id == of ? i : own;
	}
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		double w = i == own ? 0 : pair_evidence(&guide->model, &normal[own], &normal[i]);

		if (i == own || (*out && w >= least))
			continue;
		least = w;
		*out = &record[i];
	}
	if (st == ST_OK && !*out)
		st = err_set(err, ST_USAGE,
			"this is the only record of its person; there is nothing to separate");
	return st;
}

enum status separation_against(struct session *s, const char *a, struct arena *arena,
	const char **b, struct err *err)
{
	struct record named, *record = NULL;
	const struct record *found = NULL;
	struct guide guide;
	size_t n = 0;
	enum status st = address_named(s, a, arena, &named, err);

	if (st != ST_OK)
		return st;
	st = guide_read(&guide, s->store, err);
	if (st == ST_OK)
		st = store_person_records(s->store, named.person, arena, &record, &n, err);
	if (st == ST_OK)
		st = against_find(&guide, s->rule.today, record, n, named.id, arena, &found, err);
	guide_done(&guide);
	if (st == ST_OK && !(*b = address_of(found, arena)))
		st = err_nomem(err);
	return st;
}
