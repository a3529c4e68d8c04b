/* links.c - whose record is whose, for whoever holds the agencies' own data. */
#include "export.h"

#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "governance/gate.h"

/* A person, whose id is known once their lowest-numbered record is met. */
struct holder {
	int64_t person, lowest; /* of those that exist for the viewer */
	char uuid[37];
	UT_hash_handle hh;
};
struct kept {
	const char *agency, *local_id;
	struct holder *holder;
};
struct gathering {
	const struct session *session;
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
	h->lowest = 0;
	HASH_ADD(hh, g->holders, person, sizeof h->person, h);
	return h->hh.tbl ? h : NULL;
}

static enum status record_keep(void *arg, const struct record *r, struct err *err)
{
	struct gathering *g = arg;
	struct record cut = *r;
	struct holder *h;
	struct kept k;
	bool is_seen;
	enum status st = record_number_seen(g->session, &cut, &is_seen, err);

	if (st != ST_OK || !is_seen)
		return st;
	h = holder_of(g, r->person);
	k = (struct kept){arena_dup(g->arena, cut.agency_code), arena_dup(g->arena, cut.local_id), h};
	if (!h || !k.agency || !k.local_id || !vec_push(&g->records, k))
		return err_nomem(err);
	if (!h->lowest || r->id < h->lowest) {
		h->lowest = r->id;
		memcpy(h->uuid, r->uuid, sizeof h->uuid);
	}
	return ST_OK;
}

enum status export_links(struct session *s, export_link_fn *give, void *arg, struct err *err)
{
	struct gathering g = {.session = s, .arena = arena_new()};
	struct deed deed = {.deed = "export", .person = 0, .detail = NULL};
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
