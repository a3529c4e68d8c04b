/*
 * linker.c - new and changed records compared with what is there.
 *
 * A pair's link is a function of the two records and of `link.auto` alone, so
 * that the order of imports and repeats of them change nothing.  Keys only say
 * whom to compare with.
 */
#include "linkage/linker.h"

#include <stdlib.h>
#include <string.h>

#define HASH_NONFATAL_OOM 1
#include <uthash.h>

#include "linkage/blocks.h"
#include "linkage/compare.h"
#include "linkage/pairs.h"
#include "linkage/people.h"

enum { CACHE_MOST = 20000 };

#define SENT_AS_ONE_WEIGHT 100.0
#define NOT_NOTED (-1)

struct cached {
	int64_t id;
	struct normal normal;
	UT_hash_handle hh;
};

struct by_id { int64_t id, note; };

struct linker {
	struct work *work;
	const struct store *store;
	enum link_auto reach;
	struct arena *kept;     /* normal forms of the noted */
	VEC(const struct normal *) notes;
	VEC(bool) is_new;       /* by note: nothing in the store is linked to it yet */
	size_t new_n;           /* of those, as they were noted */
	struct by_id *by_id;    /* sorted; NULL until all are noted */
	struct blocks blocks;
	struct people people;
	struct arena *details;  /* normal forms of others, kept for the next comparison */
	struct cached *cache;
	struct arena *scratch;  /* for one record */
	VEC(struct by_id) candidates;
	VEC(int64_t) changed;   /* records whose people depend on what was there before */
};

/* Noting -------------------------------------------------------------------- */

enum status linker_new(struct work *work, struct linker **out, struct err *err)
{
	struct linker *l = calloc(1, sizeof *l);
	enum status st;

	if (!l)
		return err_nomem(err);
	l->work = work;
	l->store = txn_store(work->txn);
	l->kept = arena_new();
	l->details = arena_new();
	l->scratch = arena_new();
	st = blocks_begin(&l->blocks, err);
	if (st == ST_OK && (!l->kept || !l->details || !l->scratch))
		st = err_nomem(err);
	if (st == ST_OK)
		st = link_auto_read(l->store, work->arena, &l->reach, err);
	if (st == ST_OK)
		*out = l;
	else
		linker_free(l);
	return st;
}

void linker_free(struct linker *l)
{
	if (!l)
		return;
	HASH_CLEAR(hh, l->cache);
	blocks_done(&l->blocks);
	people_done(&l->people);
	arena_free(l->kept);
	arena_free(l->details);
	arena_free(l->scratch);
	free(l->by_id);
	vec_done(&l->notes);
	vec_done(&l->is_new);
	vec_done(&l->candidates);
	vec_done(&l->changed);
	free(l);
}

enum status linker_note(struct linker *l, const struct normal *normal, bool is_new, struct err *err)
{
	const struct normal *kept = normal_keep(normal, l->kept);

	if (!kept || !vec_push(&l->notes, kept) || !vec_push(&l->is_new, is_new))
		return err_nomem(err);
	l->new_n += is_new;
	return blocks_note(&l->blocks, kept, err);
}

static int by_id_order(const void *a, const void *b)
{
	const struct by_id *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static enum status notes_sort(struct linker *l, struct err *err)
{
	if (l->by_id)
		return ST_OK;
	l->by_id = malloc((l->notes.n + 1) * sizeof *l->by_id);
	if (!l->by_id)
		return err_nomem(err);
	for (size_t i = 0; i < l->notes.n; i++)
		l->by_id[i] = (struct by_id){l->notes.v[i]->id, (int64_t)i};
	qsort(l->by_id, l->notes.n, sizeof *l->by_id, by_id_order);
	return ST_OK;
}

static int64_t note_of(const struct linker *l, int64_t record)
{
	const struct by_id *found = bsearch(&(struct by_id){.id = record}, l->by_id, l->notes.n,
		sizeof *l->by_id, by_id_order);

	return found ? found->note : NOT_NOTED;
}

/* Pairs --------------------------------------------------------------------- */

static enum status normal_of(
	struct linker *l, int64_t id, const struct normal **out, struct err *err)
{
	struct cached *c;
	struct record record;
	enum status st;

	HASH_FIND(hh, l->cache, &id, sizeof id, c);
	if (c) {
		*out = &c->normal;
		return ST_OK;
	}
	c = arena_alloc(l->details, sizeof *c);
	if (!c)
		return err_nomem(err);
	st = store_record_get(l->store, id, l->scratch, &record, err);
	if (st == ST_OK)
		st = normal_make(
			&record, l->work->session->rule.today, l->details, &c->normal, err);
	if (st != ST_OK)
		return st;
	c->id = id;
	HASH_ADD(hh, l->cache, id, sizeof c->id, c);
	*out = &c->normal;
	return c->hh.tbl ? ST_OK : err_nomem(err);
}

static const struct link_row *row_of(const struct link_row *rows, size_t n, int64_t a, int64_t b)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].a == a && rows[i].b == b)
			return &rows[i];
	return NULL;
}

/* Writes a pair's link, or takes it away, where that changes something. */
static enum status link_set(struct linker *l, const struct link_row *was,
	const struct link_row *now, bool *is_set, struct err *err)
{
	bool is_none = strcmp(now->band, BAND_NAMES[BAND_UNLIKELY]) == 0;

	*is_set = is_none ? was != NULL : !was || !pair_rows_equal(was, now);
	if (!*is_set)
		return ST_OK;
	return is_none ? store_link_remove(l->work->txn, now->a, now->b, err)
		: store_link_put(l->work->txn, now, err);
}

/* What a pair's link means for the people of its records. */
static enum status pair_joins(struct linker *l, uint32_t note, const struct by_id *other,
	const struct link_row *now, bool is_set, struct err *err)
{
	bool ok = true, is_linked = strcmp(now->state, "linked") == 0 &&
		strcmp(now->band, BAND_NAMES[BAND_UNLIKELY]) != 0;

	if (other->note != NOT_NOTED && l->is_new.v[note] && l->is_new.v[other->note]) {
		ok = !is_linked || people_link(&l->people, note, (uint32_t)other->note, now->weight);
	} else if (is_set) {
		ok = vec_push(&l->changed, now->a) && vec_push(&l->changed, now->b);
		if (is_linked)
			people_meet(&l->people, note);
		if (is_linked && other->note != NOT_NOTED)
			people_meet(&l->people, (uint32_t)other->note);
	}
	return ok ? ST_OK : err_nomem(err);
}

static enum status pair_update(struct linker *l, uint32_t note, const struct by_id *other,
	const struct link_row *rows, size_t n, struct err *err)
{
	const struct normal *x = l->notes.v[note], *y;
	const struct link_row *was = row_of(rows, n, x->id < other->id ? x->id : other->id,
		x->id < other->id ? other->id : x->id);
	struct link_row now;
	bool is_set;
	enum status st = ST_OK;

	if (was && strcmp(was->reason, SENT_AS_ONE) == 0)
		return ST_OK;
	if (other->note != NOT_NOTED)
		y = l->notes.v[other->note];
	else
		st = normal_of(l, other->id, &y, err);
	if (st != ST_OK)
		return st;
	pair_row(x, y, l->reach, &now);
	st = link_set(l, was, &now, &is_set, err);
	return st == ST_OK ? pair_joins(l, note, other, &now, is_set, err) : st;
}

/* One record ------------------------------------------------------------------ */

static enum status candidate_add(void *arg, int64_t note, int64_t record, struct err *err)
{
	struct linker *l = arg;
	struct by_id c = {record, note};

	if (note != NOT_NOTED)
		c.id = l->notes.v[note]->id;
	else
		c.note = note_of(l, record);
	return vec_push(&l->candidates, c) ? ST_OK : err_nomem(err);
}

static enum status partners_add(
	struct linker *l, int64_t record, struct link_row **rows, size_t *n, struct err *err)
{
	enum status st = store_links_of(l->store, &record, 1, l->scratch, rows, n, err);

	for (size_t i = 0; i < *n && st == ST_OK; i++) {
		const struct link_row *row = &(*rows)[i];

		st = candidate_add(l, NOT_NOTED, row->a == record ? row->b : row->a, err);
	}
	return st;
}

/* A pair of two noted records is taken up by the lower. */
static enum status note_update(struct linker *l, uint32_t note, struct err *err)
{
	int64_t id = l->notes.v[note]->id;
	struct link_row *rows = NULL;
	size_t n = 0;
	enum status st;

	arena_reset(l->scratch);
	l->candidates.n = 0;
	if (HASH_COUNT(l->cache) > CACHE_MOST) {
		HASH_CLEAR(hh, l->cache);
		arena_reset(l->details);
	}
	st = blocks_each(
		&l->blocks, l->store, note, l->notes.v[note], candidate_add, l, err);
	if (st == ST_OK && !l->is_new.v[note])
		st = partners_add(l, id, &rows, &n, err);
	if (l->candidates.n)
		qsort(l->candidates.v, l->candidates.n, sizeof *l->candidates.v, by_id_order);
	for (size_t i = 0; i < l->candidates.n && st == ST_OK; i++) {
		const struct by_id *c = &l->candidates.v[i];

		if (c->id == id || (i && c->id == c[-1].id) ||
			(c->note != NOT_NOTED && c->id < id))
			continue;
		st = pair_update(l, note, c, rows, n, err);
	}
	return st;
}

/* People ---------------------------------------------------------------------- */

/* Records that were there before, or hang on such, are worked out from the store. */
static enum status met_add(struct linker *l, uint32_t note, struct err *err)
{
	int64_t id = l->notes.v[note]->id, person = id;
	enum status st = ST_OK;

	if (l->is_new.v[note] && !people_has_met(&l->people, note))
		return ST_OK;
	if (!l->is_new.v[note])
		st = store_person_of(l->store, id, &person, err);
	if (st == ST_OK && (!work_touch(l->work, person) || !vec_push(&l->changed, id)))
		st = err_nomem(err);
	return st;
}

static enum status person_give(void *arg, int64_t record, int64_t person, struct err *err)
{
	struct linker *l = arg;

	if (record != person)
		return store_person_set(l->work->txn, record, person, err);
	return work_touch(l->work, person) ? ST_OK : err_nomem(err);
}

static enum status people_set(struct linker *l, struct err *err)
{
	enum status st = ST_OK;

	for (uint32_t i = 0; i < l->notes.n && st == ST_OK; i++)
		st = met_add(l, i, err);
	if (st == ST_OK)
		st = people_each(&l->people, l->notes.v, person_give, l, err);
	return st == ST_OK ? linker_regroup(l->work, l->changed.v, l->changed.n, err) : st;
}

static enum status linker_settle(struct linker *l, struct err *err)
{
	int64_t people, records;
	enum status st = store_person_count(l->store, &people, &records, err);

	if (st == ST_OK)
		st = notes_sort(l, err);
	if (st == ST_OK)
		st = blocks_settle(&l->blocks,
			l->new_n == l->notes.n && records == (int64_t)l->notes.n, err);
	if (st == ST_OK && !people_begin(&l->people, (uint32_t)l->notes.n))
		st = err_nomem(err);
	for (uint32_t i = 0; i < l->notes.n && st == ST_OK; i++)
		if (!l->is_new.v[i])
			people_meet(&l->people, i);
	return st;
}

enum status linker_run(struct linker *l, struct err *err)
{
	enum status st = linker_settle(l, err);

	for (uint32_t i = 0; i < l->notes.n && st == ST_OK; i++)
		st = note_update(l, i, err);
	return st == ST_OK ? people_set(l, err) : st;
}

enum status linker_sent_as_one(struct linker *l, const int64_t *records, size_t n, struct err *err)
{
	struct link_row *rows = NULL;
	size_t rows_n = 0;
	int64_t first = n ? records[0] : 0;
	enum status st = notes_sort(l, err);

	arena_reset(l->scratch);
	for (size_t i = 1; i < n; i++)
		first = records[i] < first ? records[i] : first;
	if (st == ST_OK && n)
		st = store_links_of(l->store, &first, 1, l->scratch, &rows, &rows_n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		struct link_row now = {first, records[i], BAND_NAMES[BAND_CERTAIN],
			SENT_AS_ONE_WEIGHT, "linked", SENT_AS_ONE};
		int64_t note = note_of(l, records[i]);
		bool is_set;

		if (note != NOT_NOTED)
			l->is_new.v[note] = false;
		if (records[i] != first)
			st = link_set(l, row_of(rows, rows_n, first, records[i]), &now, &is_set, err);
		if (st == ST_OK && !vec_push(&l->changed, records[i]))
			st = err_nomem(err);
	}
	return st;
}
