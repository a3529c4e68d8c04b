/* What a run does once its rows are committed, step by step. */
#include "ingest/taking.h"

#include <stdlib.h>

#include "linkage/linker.h"
#include "linkage/made.h"
#include "numbers.h"

enum {
	PERSON_MS = 20, /* late by so much, a person's rows need not stay together */
	KEYS_AT_ONCE = 1024,
	UUIDS_AT_ONCE = 1024,
	GROUPS_AT_ONCE = 32,
	MADE_AT_ONCE = 64,
};

static enum status step_rows(struct taking *x, struct err *e)
{
	struct applying *a = &x->apply;
	uint64_t all = a->staging->plan_n;
	struct staged_row row;
	enum status st = ST_OK;

	for (size_t n = 0; x->done < all && st == ST_OK; n++, x->done++) {
		if (keyed_left(&a->keyed) >= KEYS_MOST)
			break;
		st = staging_planned(a->staging, x->done, &row, e);
		if (st == ST_OK && n) {
			double late = pace_late(&x->pace);

			/* A person whole, unless they alone would hold up everybody. */
			if (late >= PERSON_MS || (late >= 0 && apply_is_next_person(a, &row)))
				return ST_OK;
		}
		if (st == ST_OK)
			st = apply_row(a, &row, e);
	}
	if (st == ST_OK && (x->done == all || keyed_left(&a->keyed) >= KEYS_MOST))
		x->step = STEP_KEYS;
	return st;
}

static enum status step_keys(struct taking *x, struct err *e)
{
	struct keyed *k = &x->apply.keyed;
	enum status st = ST_OK;

	/* Those of earlier transactions are sorted between two. */
	if (!k->is_sorted && x->saved.keys)
		return ST_OK;
	while (keyed_left(k) && st == ST_OK) {
		st = keyed_put_some(k, KEYS_AT_ONCE, e);
		if (pace_is_late(&x->pace))
			break;
	}
	if (st == ST_OK && !keyed_left(k))
		x->step = STEP_UUIDS;
	return st;
}

static enum status step_uuids(struct taking *x, struct err *e)
{
	enum status st = ST_OK;

	if (!x->uuids.is_gathered)
		return ST_OK;
	while (uuids_left(&x->uuids) && st == ST_OK) {
		st = store_uuids_put(x->apply.work->txn, &x->uuids, UUIDS_AT_ONCE, e);
		if (pace_is_late(&x->pace))
			break;
	}
	if (st == ST_OK && !uuids_left(&x->uuids))
		x->step = x->done < x->apply.staging->plan_n ? STEP_ROWS : STEP_GROUPS;
	return st;
}

/* Records that were sent as one person --------------------------------------- */

static int by_group(const void *a, const void *b)
{
	const struct grouped *x = a, *y = b;

	return x->group != y->group ? (x->group > y->group) - (x->group < y->group)
				    : (x->record > y->record) - (x->record < y->record);
}

static bool is_noted(const struct applying *a, int64_t record)
{
	return numbers_have(a->noted.v, a->noted.n, record);
}

static enum status group_link(struct taking *x, struct linker *linker, const struct grouped *m,
	size_t n, struct err *e)
{
	VEC(int64_t) records = { 0 };
	bool is_changed = false, ok = true;
	enum status st = ST_OK;

	for (size_t i = 0; i < n && ok && st == ST_OK; i++) {
		ok = vec_push(&records, m[i].record);
		is_changed = is_changed || is_noted(&x->apply, m[i].record);
		if (m[i].record != m[0].record)
			st = store_sent_as_one(x->apply.work->txn, m[0].record, m[i].record,
				x->apply.import, e);
	}
	if (!ok)
		st = err_nomem(e);
	else if (st == ST_OK && is_changed && n > 1)
		st = linker_sent_as_one(linker, records.v, records.n, e);
	vec_done(&records);
	return st;
}

/* Some of the groups, each whole. */
static enum status groups_link(struct taking *x, struct linker *linker, struct err *e)
{
	struct applying *a = &x->apply;
	enum status st = ST_OK;

	for (size_t n = 0; x->grouped < a->groups.n && n < GROUPS_AT_ONCE && st == ST_OK; n++) {
		const struct grouped *m = a->groups.v + x->grouped;
		size_t many = 1;

		while (x->grouped + many < a->groups.n && m[many].group == m->group)
			many++;
		if (many > 1)
			st = group_link(x, linker, m, many, e);
		x->grouped += many;
	}
	return st == ST_OK ? linker_meet(linker, e) : st;
}

static enum status step_groups(struct taking *x, struct err *e)
{
	struct linker *linker = NULL;
	enum status st = x->apply.groups.n ? linker_new(x->apply.work, NULL, &linker, e) : ST_OK;

	while (x->grouped < x->apply.groups.n && st == ST_OK) {
		st = groups_link(x, linker, e);
		if (pace_is_late(&x->pace))
			break;
	}
	linker_free(linker);
	if (st == ST_OK && x->grouped == x->apply.groups.n)
		x->step = STEP_MADE;
	return st;
}

static enum status step_made(struct taking *x, struct err *e)
{
	enum status st = ST_OK;

	while (x->made_at < x->made_n && st == ST_OK) {
		size_t left = x->made_n - x->made_at, n = left < MADE_AT_ONCE ? left : MADE_AT_ONCE;

		st = made_bring(x->apply.work, x->made + x->made_at, n, e);
		x->made_at += n;
		if (pace_is_late(&x->pace))
			break;
	}
	if (st == ST_OK && x->made_at == x->made_n)
		x->step = STEP_LINK;
	return st;
}

static enum status step_link(struct taking *x, struct err *e)
{
	enum status st = linking_write(x->linking, x->apply.work, pace_is_late, &x->pace, e);

	if (st == ST_OK && linking_is_over(x->linking))
		x->step = STEP_OVER;
	return st;
}

static enum status gather(struct taking *x, struct err *e)
{
	struct applying *a = &x->apply;
	enum status st = store_made_for_all(
		a->session->store, x->batch->arena, &x->made, &x->made_n, e);

	keyed_spare(&a->keyed);
	store_memory_spare(a->session->store);
	a->noted.n = numbers_sort(a->noted.v, a->noted.n);
	if (a->groups.n)
		qsort(a->groups.v, a->groups.n, sizeof *a->groups.v, by_group);
	x->is_gathered = st == ST_OK;
	return st;
}

enum status taking_between(struct taking *x, struct err *e)
{
	struct applying *a = &x->apply;
	enum status st = ST_OK;

	if (x->step == STEP_KEYS)
		return keyed_sort(&a->keyed, e);
	if (x->step != STEP_UUIDS)
		store_uuids_done(&x->uuids);
	else if (!x->uuids.is_gathered)
		return store_uuids_gather(a->session->store, &x->uuids, e);
	if (x->step >= STEP_GROUPS && !x->is_gathered)
		st = gather(x, e);
	if (st == ST_OK && x->step == STEP_LINK && !x->linking)
		st = linking_new(a->session, a->noted.v, a->noted.n, 0,
			x->pending.step == KEPT_WHOLE ? LINKING_EVERYBODY : LINKING_AS_DUE, &x->linking, e);
	return st == ST_OK && x->step == STEP_LINK ? linking_prepare(x->linking, e) : st;
}

enum status taking_step(struct taking *x, struct err *e)
{
	switch (x->step) {
	case STEP_ROWS:
		return step_rows(x, e);
	case STEP_KEYS:
		return step_keys(x, e);
	case STEP_UUIDS:
		return step_uuids(x, e);
	case STEP_GROUPS:
		return x->is_gathered ? step_groups(x, e) : ST_OK;
	case STEP_MADE:
		return step_made(x, e);
	case STEP_LINK:
		return x->linking ? step_link(x, e) : ST_OK;
	case STEP_OVER:
		break;
	}
	return ST_OK;
}
