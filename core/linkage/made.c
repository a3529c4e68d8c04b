/* made.c - records made here, each linked to the record that it belongs with. */
#include "linkage/made.h"

#include <string.h>

#include "linkage/linker.h"
#include "linkage/pairs.h"

struct settling {
	struct txn *txn;
	const struct store *store;
	struct arena *arena;
	struct ids *changed;
};

static enum status changed_note(struct settling *x, const struct link_row *row, struct err *err)
{
	return vec_push(x->changed, row->a) && vec_push(x->changed, row->b) ? ST_OK : err_nomem(err);
}

/* 0: with nobody. */
static enum status anchor_find(const struct settling *x, int64_t record, int64_t *anchor,
	struct err *err)
{
	int64_t person;
	enum status st = store_person_of(x->store, record, &person, err);

	*anchor = 0;
	if (st == ST_OK)
		st = store_made_for_anchor(x->store, record, anchor, err);
	return st == ST_NONE ? ST_OK : st;
}

/* It came after its anchors: in their row it is the second. */
static enum status record_settle(struct settling *x, int64_t record, struct err *err)
{
	struct link_row *row = NULL, made = {.band = BAND_NAMES[BAND_CERTAIN],
		.weight = SENT_AS_ONE_WEIGHT, .state = "linked", .reason = MADE_FOR};
	bool is_there = false;
	int64_t anchor;
	size_t n = 0;
	enum status st = anchor_find(x, record, &anchor, err);

	if (st == ST_OK)
		st = store_links_of(x->store, &record, 1, x->arena, &row, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		const char *given = row_given(&row[i]);

		if (!given || strcmp(given, MADE_FOR) != 0 || row[i].b != record)
			continue;
		if (row[i].a == anchor) {
			is_there = true;
			continue;
		}
		st = store_link_remove(x->txn, row[i].a, row[i].b, err);
		if (st == ST_OK)
			st = changed_note(x, &row[i], err);
	}
	if (st != ST_OK || is_there || !anchor)
		return st;
	made.a = anchor;
	made.b = record;
	st = store_link_put(x->txn, &made, err);
	return st == ST_OK ? changed_note(x, &made, err) : st;
}

enum status made_settle(struct txn *txn, int64_t record, struct ids *changed, struct err *err)
{
	struct settling x = {txn, txn_store(txn), arena_new(), changed};
	enum status st = x.arena ? record_settle(&x, record, err) : err_nomem(err);

	arena_free(x.arena);
	return st;
}

enum status made_bring(struct work *work, const int64_t *record, size_t n, struct err *err)
{
	struct ids changed = {0};
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = made_settle(work->txn, record[i], &changed, err);
	if (st == ST_OK && changed.n)
		st = linker_regroup(work, changed.v, changed.n, err);
	vec_done(&changed);
	return st;
}
