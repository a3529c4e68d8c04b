/*
 * What bears on what a session's viewer sees: the rules of the store, and of each person
 * what one read of it says; kept while the store's content stays as it is.
 */
#define HASH_NONFATAL_OOM 1
#include "governance/gate.h"

#include <stdlib.h>
#include <uthash.h>

#include "governance/facts.h"

enum { KEPT_MOST = 2000 /* people; twice as many may be lent */ };

struct kept {
	int64_t person;
	struct facts_kept facts;
	UT_hash_handle hh;
};

struct generation {
	struct arena *arena;
	struct kept *kept;
};

struct gatehouse {
	struct generation now, before;
	struct arena *rules_arena, *rules_before;
	const struct sharing_rules *rules;
	int64_t seq;
	int32_t today;
	bool is_fresh;
};

bool sees_all(const struct session *s)
{
	return s->viewer.is_owner && (s->viewer.is_alone || s->viewer.role == ROLE_OWNER);
}

bool works_with_people(const struct session *s)
{
	return s->viewer.is_owner && session_may(s, MAY_PEOPLE);
}

static void generation_free(struct generation *g)
{
	HASH_CLEAR(hh, g->kept);
	arena_free(g->arena);
	*g = (struct generation){0};
}

void gate_free(struct gatehouse *gate)
{
	if (!gate)
		return;
	generation_free(&gate->now);
	generation_free(&gate->before);
	arena_free(gate->rules_arena);
	arena_free(gate->rules_before);
	free(gate);
}

/* What is lent stays for one generation more. */
static enum status generation_begin(struct gatehouse *gate, struct err *err)
{
	generation_free(&gate->before);
	gate->before = gate->now;
	gate->now = (struct generation){.arena = arena_new()};
	return gate->now.arena ? ST_OK : err_nomem(err);
}

void gate_forget(const struct session *s)
{
	if (s->gate)
		s->gate->is_fresh = false;
}

static enum status rules_renew(const struct session *s, struct gatehouse *gate, struct err *err)
{
	struct arena *arena = arena_new();
	const struct sharing_rules *rules = NULL;
	enum status st = arena ? sharing_rules_read(s, arena, &rules, err) : err_nomem(err);

	if (st != ST_OK) {
		arena_free(arena);
		return st;
	}
	arena_free(gate->rules_before);
	gate->rules_before = gate->rules_arena;
	gate->rules_arena = arena;
	gate->rules = rules;
	return ST_OK;
}

/* Kept while nobody changed anything, and the day is the same. */
static enum status gate_ready(const struct session *s, struct gatehouse **out, struct err *err)
{
	struct session *mine = (struct session *)s; /* what is kept is no state of the session's */
	struct gatehouse *gate = mine->gate;
	int64_t seq = store_change_seq(s->store);
	enum status st = ST_OK;

	if (!gate) {
		gate = mine->gate = calloc(1, sizeof *gate);
		if (!gate)
			return err_nomem(err);
	}
	if (!gate->is_fresh || gate->seq != seq || gate->today != s->rule.today) {
		gate->is_fresh = false;
		st = rules_renew(s, gate, err);
		if (st == ST_OK)
			st = generation_begin(gate, err);
		gate->is_fresh = st == ST_OK;
		gate->seq = seq;
		gate->today = s->rule.today;
	}
	*out = gate;
	return st;
}

enum status sharing_rules_of(const struct session *s, const struct sharing_rules **out, struct err *err)
{
	struct gatehouse *gate;
	enum status st = gate_ready(s, &gate, err);

	if (st == ST_OK)
		*out = gate->rules;
	return st;
}

static enum status person_read(const struct session *s, struct gatehouse *gate, int64_t person, struct kept **out,
	struct err *err)
{
	struct kept *kept;
	enum status st = ST_OK;

	if (HASH_COUNT(gate->now.kept) >= KEPT_MOST)
		st = generation_begin(gate, err);
	kept = st == ST_OK ? arena_alloc(gate->now.arena, sizeof *kept) : NULL;
	if (!kept)
		return st == ST_OK ? err_nomem(err) : st;
	kept->person = person;
	st = facts_read(s, gate->rules, person, gate->now.arena, &kept->facts, err);
	if (st != ST_OK)
		return st;
	HASH_ADD(hh, gate->now.kept, person, sizeof kept->person, kept);
	*out = kept;
	return kept->hh.tbl ? ST_OK : err_nomem(err);
}

static int glass_of(const struct generation *g)
{
	int minutes = 0;

	for (struct kept *k = g->kept; k; k = k->hh.next) {
		const struct sharing *sh = facts_at(&k->facts);

		minutes += sh->is_broken ? sh->broken_minutes : 0;
	}
	return minutes;
}

int gate_glass(const struct session *s)
{
	return s->gate ? glass_of(&s->gate->now) + glass_of(&s->gate->before) : 0;
}

enum status sharing_of(const struct session *s, int64_t person, const struct sharing **out, struct err *err)
{
	struct kept *kept = NULL;
	struct gatehouse *gate;
	enum status st;

	*out = NULL;
	if (sees_all(s))
		return ST_OK;
	st = gate_ready(s, &gate, err);
	if (st != ST_OK)
		return st;
	HASH_FIND(hh, gate->now.kept, &person, sizeof person, kept);
	if (!kept)
		st = person_read(s, gate, person, &kept, err);
	if (st == ST_OK)
		*out = facts_at(&kept->facts);
	return st;
}
