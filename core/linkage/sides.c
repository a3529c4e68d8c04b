/* sides.c - what each of two people has: records, events, findings. */
#include "linkage/sides.h"

#include <math.h>
#include <string.h>

#include "governance/gate.h"
#include "linkage/address.h"
#include "linkage/cut.h"
#include "linkage/ties.h"
#include "store_events.h"

/* Counting ---------------------------------------------------------------- */

struct counting {
	const struct session *session;
	const struct store *store;
	const struct group *g;
	size_t lowest; /* of the person counted */
	VEC(struct event) events;
	VEC(struct record) records;
};

static bool is_counted(const struct counting *c, size_t i)
{
	return c->g->person[i] == c->lowest;
}

/* Of the people of now, those events that this person of then would have. */
static enum status events_take(struct counting *c, int64_t person, struct err *err)
{
	struct event *event = NULL;
	size_t n = 0;
	enum status st = store_person_events(c->store, person, c->g->arena, &event, &n, err);

	if (st == ST_OK)
		st = events_whole(c->session, person, event, n, c->g->arena, &event, &n, err);
	for (size_t e = 0; e < n && st == ST_OK; e++) {
		size_t at = group_find(c->g, event[e].record);

		if (at < c->g->records.n && is_counted(c, at) && !vec_push(&c->events, event[e]))
			st = err_nomem(err);
	}
	return st;
}

static enum status events_gather(struct counting *c, struct err *err)
{
	const struct group *g = c->g;
	enum status st = ST_OK;

	for (size_t i = 0; i < g->records.n && st == ST_OK; i++) {
		bool is_read = false;

		if (!is_counted(c, i))
			continue;
		if (!vec_push(&c->records, g->records.v[i]))
			return err_nomem(err);
		for (size_t k = 0; k < i; k++)
			is_read = is_read || (is_counted(c, k) &&
				g->records.v[k].person == g->records.v[i].person);
		if (!is_read)
			st = events_take(c, g->records.v[i].person, err);
	}
	return st;
}

static enum status side_count(struct counting *c, struct link_side *side, struct err *err)
{
	struct history *history;
	struct finding *finding;
	size_t n = 0;
	enum status st = events_gather(c, err);

	if (st == ST_OK)
		st = history_new(&history, &c->session->rule, c->events.v, c->events.n,
			records_died(c->records.v, c->records.n).day, c->g->arena, err);
	if (st == ST_OK)
		st = duplicates_judge(history, c->g->arena, &finding, &n, err);
	side->events = (int64_t)c->events.n;
	side->findings = (int64_t)n;
	for (size_t i = 0; i < side->n; i++)
		for (size_t e = 0; e < c->events.n; e++)
			side->record[i].events += c->events.v[e].record == side->record[i].record;
	vec_done(&c->events);
	vec_done(&c->records);
	return st;
}

enum status sides_count(const struct session *s, const struct store *store, const struct group *g,
	size_t a, size_t b, struct link_side side[2], struct err *err)
{
	struct counting x = {.session = s, .store = store, .g = g, .lowest = g->person[a]}, y = x;
	enum status st = side_count(&x, &side[0], err);

	y.lowest = g->person[b];
	if (st == ST_OK && y.lowest != x.lowest)
		st = side_count(&y, &side[1], err);
	return st;
}

/* Telling ----------------------------------------------------------------- */

static const char *name_of(const struct record *r, struct arena *arena)
{
	const char *family = r->field[RF_FAMILY_NAME], *given = r->field[RF_GIVEN_NAME];

	if (family && given)
		return arena_printf(arena, "%s, %s", family, given);
	return arena_dup(arena, family ? family : given ? given : "");
}

/* As far as the two are seen; NULL without memory, or where that cannot be read. */
static const char *row_told(const struct session *s, const struct link_row *row, struct arena *arena)
{
	double weight = row->weight;
	const char *reason = row->reason;
	struct err unkept;

	if (link_cut(s, row->a, row->b, &weight, &reason, arena, &unkept) != ST_OK)
		return NULL;
	return isnan(weight) ? arena_printf(arena, "%s: %s", row->band, reason)
		: arena_printf(arena, "%s, %.1f: %s", row->band, weight, reason);
}

/* The strongest of the program's links between a record and a side. */
static const char *pull_of(const struct session *s, const struct group *g, size_t i, size_t side, struct arena *arena)
{
	const struct link_row *best = NULL;

	for (size_t k = 0; k < g->links.n; k++) {
		const struct link_row *l = &g->links.v[k];
		int64_t own = g->records.v[i].id, other = l->a == own ? l->b : l->a;
		size_t at = group_find(g, other);

		if ((l->a == own || l->b == own) && at < g->records.n &&
			g->person[at] == g->person[side] && (!best || l->weight > best->weight))
			best = l;
	}
	return best ? row_told(s, best, arena) : "";
}

static const char *why_of(const struct session *s, const struct tie *tie, struct arena *arena)
{
	if (tie->word && !tie->word->at) /* said by the placing itself */
		return "nothing else joins it; on the whole it is nearer to these";
	return tie->row ? row_told(s, tie->row, arena) : tie_told(s, tie, arena);
}

/* The records of one side in the order of the group, `of` their indexes. */
struct telling {
	const struct session *session;
	const struct group *g;
	const struct placing *placing;
	struct arena *arena;
	size_t *of, n, named, other;
};

/* Each says what joins it to the record that was named. */
static enum status telling_ties(struct telling *t, struct tie **tie, struct err *err)
{
	int64_t *id = arena_alloc(t->arena, (t->n + 1) * sizeof *id);
	size_t root = 0;

	if (!id)
		return err_nomem(err);
	for (size_t i = 0; i < t->n; i++) {
		id[i] = t->g->records.v[t->of[i]].id;
		root = t->of[i] == t->named ? i : root;
	}
	return ties_make(id, t->n, t->g->links.v, t->g->links.n, t->g->words.v, t->g->words.n, root,
		t->arena, tie, err);
}

static enum status telling_fill(struct telling *t, struct link_side *side, struct err *err)
{
	struct tie *tie;
	enum status st = telling_ties(t, &tie, err);

	side->record = arena_alloc(t->arena, (t->n + 1) * sizeof *side->record);
	if (st != ST_OK || !side->record)
		return st == ST_OK ? err_nomem(err) : st;
	for (size_t i = 0; i < t->n; i++) {
		const struct record *r = &t->g->records.v[t->of[i]];
		struct placed_record *out = &side->record[i];
		bool by_hand = t->placing && t->placing->by_hand[t->of[i]];

		*out = (struct placed_record){.record = r->id, .agency = r->agency,
			.by = t->of[i] == t->named ? PLACED_NAMED
				: by_hand ? PLACED_BY_HAND : PLACED_BY_EVIDENCE};
		out->address = address_of(r, t->arena);
		out->name = name_of(r, t->arena);
		out->born = arena_dup(t->arena, r->field[RF_DATE_OF_BIRTH] ? r->field[RF_DATE_OF_BIRTH] : "");
		out->why = by_hand ? "" : why_of(t->session, &tie[i], t->arena);
		out->with = !out->why || !*out->why ? ""
			: address_of(&t->g->records.v[t->of[tie[i].to]], t->arena);
		out->against = t->other < t->g->records.n ? pull_of(t->session, t->g, t->of[i], t->other, t->arena) : "";
		if (!out->address || !out->name || !out->born || !out->why || !out->with || !out->against)
			return err_nomem(err);
	}
	side->n = t->n;
	side->id = arena_dup(t->arena, t->g->records.v[t->of[0]].uuid);
	return side->id ? ST_OK : err_nomem(err);
}

static enum status side_tell(struct telling t, struct link_side *side, struct err *err)
{
	t.of = arena_alloc(t.arena, (t.g->records.n + 1) * sizeof *t.of);
	if (!t.of)
		return err_nomem(err);
	for (size_t i = 0; i < t.g->records.n; i++)
		if (t.g->person[i] == t.g->person[t.named])
			t.of[t.n++] = i;
	return telling_fill(&t, side, err);
}

enum status sides_tell(const struct session *s, const struct group *g, size_t a, size_t b, const struct placing *placing,
	struct arena *arena, struct link_side side[2], struct err *err)
{
	struct telling t = {.session = s, .g = g, .placing = placing, .arena = arena, .named = a, .other = b};
	enum status st;

	side[0] = side[1] = (struct link_side){0};
	st = side_tell(t, &side[0], err);
	t.named = b;
	t.other = a;
	if (st == ST_OK && g->person[a] != g->person[b])
		st = side_tell(t, &side[1], err);
	return st;
}
