/* regroup.c - people worked out anew, one group that hangs together after another. */
#include <stdlib.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "linkage/group.h"
#include "linkage/linker.h"

struct done {
	int64_t id;
	UT_hash_handle hh;
};

static enum status done_add(struct done **set, int64_t id, struct arena *arena, struct err *err)
{
	struct done *d = arena_alloc(arena, sizeof *d);

	if (!d)
		return err_nomem(err);
	d->id = id;
	HASH_ADD(hh, *set, id, sizeof d->id, d);
	return d->hh.tbl ? ST_OK : err_nomem(err);
}

static enum status group_apply(
	struct work *work, const struct group *g, struct done **done, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < g->records.n && st == ST_OK; i++) {
		const struct record *r = &g->records.v[i];
		int64_t person = g->records.v[g->person[i]].id;

		st = done_add(done, r->id, work->arena, err);
		if (st != ST_OK || r->person == person)
			continue;
		if (!work_touch(work, r->person) || !work_touch(work, person))
			return err_nomem(err);
		st = store_person_set(work->txn, r->id, person, err);
	}
	for (size_t i = 0; i < g->links.n && st == ST_OK; i++) {
		const struct link_row *now = &g->links.v[i], *kept = &g->kept[i];

		if (strcmp(now->state, kept->state) != 0 || strcmp(now->reason, kept->reason) != 0)
			st = store_link_put(work->txn, now, err);
	}
	return st;
}

enum status people_regroup(struct work *work, const struct guide *guide, const int64_t *records,
	size_t n, struct err *err)
{
	struct arena *scratch = arena_new();
	struct done *done = NULL, *found;
	enum status st = scratch ? ST_OK : err_nomem(err);

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		struct group g;

		HASH_FIND(hh, done, &records[i], sizeof records[i], found);
		if (found)
			continue;
		st = group_read(&g, txn_store(work->txn), guide, work->session->rule.today,
			&records[i], 1, scratch, err);
		if (st == ST_OK)
			st = group_apply(work, &g, &done, err);
		group_done(&g);
		arena_reset(scratch);
	}
	HASH_CLEAR(hh, done);
	arena_free(scratch);
	return st;
}

enum status people_reach(const struct work *work, const struct guide *guide, const int64_t *records,
	size_t n, struct arena *arena, int64_t **out, size_t *out_n, struct err *err)
{
	struct group g;
	enum status st = group_read(&g, txn_store(work->txn), guide, work->session->rule.today, records,
		n, arena, err);

	*out = arena_alloc(arena, (g.records.n + 1) * sizeof **out);
	if (st == ST_OK && !*out)
		st = err_nomem(err);
	*out_n = st == ST_OK ? g.records.n : 0;
	for (size_t i = 0; i < *out_n; i++)
		(*out)[i] = g.records.v[i].id;
	group_done(&g);
	return st;
}

enum status linker_regroup(struct work *work, const int64_t *records, size_t n, struct err *err)
{
	struct guide guide;
	enum status st = guide_read(&guide, txn_store(work->txn), err);

	if (st == ST_OK)
		st = people_regroup(work, &guide, records, n, err);
	guide_done(&guide);
	return st;
}
