/* links.c - whose record is whose, for whoever holds the agencies' own data. */
#include "export.h"

#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "care/work.h"

/* A person, whose id is known once their lowest-numbered record is met. */
struct holder {
	int64_t person;
	char uuid[37];
	UT_hash_handle hh;
};
struct kept {
	const char *agency, *local_id;
	struct holder *holder;
};
struct gathering {
	struct arena *arena;
	struct holder *holders;
	VEC(struct kept) records;
};

static struct holder *holder_of(struct gathering *g, int64_t person)
{
	struct holder *h;

	HASH_FIND(hh, g->holders, &person, sizeof person, h);
	if (h)
		return h;
	h = arena_alloc(g->arena, sizeof *h);
	if (!h)
		return NULL;
	h->person = person;
	HASH_ADD(hh, g->holders, person, sizeof h->person, h);
	return h->hh.tbl ? h : NULL;
}

static enum status record_keep(void *arg, const struct record *r, struct err *err)
{
	struct gathering *g = arg;
	struct holder *h = holder_of(g, r->person);
	struct kept k = {arena_dup(g->arena, r->agency_code), arena_dup(g->arena, r->local_id), h};

	if (!h || !k.agency || !k.local_id || !vec_push(&g->records, k))
		return err_nomem(err);
	if (r->id == r->person)
		memcpy(h->uuid, r->uuid, sizeof h->uuid);
	return ST_OK;
}

enum status export_links(struct session *s, export_link_fn *give, void *arg, struct err *err)
{
	struct gathering g = {.arena = arena_new()};
	struct deed deed = {"export", 0, NULL};
	enum status st = g.arena ? store_record_each(s->store, record_keep, &g, err)
		: err_nomem(err);

	if (st == ST_OK) {
		deed.detail = arena_printf(g.arena, "links, %zu records", g.records.n);
		st = deed.detail ? case_look(s, &deed, err) : err_nomem(err);
	}
	for (size_t i = 0; i < g.records.n && st == ST_OK; i++)
		st = give(arg, g.records.v[i].agency, g.records.v[i].local_id,
			g.records.v[i].holder->uuid, err);
	HASH_CLEAR(hh, g.holders);
	vec_done(&g.records);
	arena_free(g.arena);
	return st;
}
