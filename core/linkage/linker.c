/*
 * linker.c - new and changed records compared with what is there.
 *
 * A pair's link is a function of the two records, the model and the settings, so
 * that under one model the order of imports and repeats of them change nothing.
 * Keys only say whom to compare with.  The model is a function of the records it
 * was fitted to: a small store is fitted anew with every import, a large one when
 * it has grown.
 */
#include "linkage/linker.h"

#include <stdlib.h>
#include <string.h>

#include "linkage/ids.h"
#include "linkage/meeting.h"

struct linker {
	struct work *work;
	const struct store *store;
	const struct guide *guide; /* lent, or … */
	struct guide own;
	VEC(int64_t) noted;
	struct arena *scratch;  /* for one record */
	struct ids changed;     /* records whose links changed */
};

static const struct link_row *row_of(const struct link_row *rows, size_t n, int64_t a, int64_t b)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].a == a && rows[i].b == b)
			return &rows[i];
	return NULL;
}

static const struct met *met_with(const struct met *met, size_t n, int64_t other)
{
	for (size_t i = 0; i < n; i++)
		if (met[i].other == other)
			return &met[i];
	return NULL;
}

/* Links to whom it does not meet, or has too little in common with by now. */
static enum status partners_leave(struct linker *l, int64_t record, const struct link_row *rows,
	size_t n, const struct met *met, size_t met_n, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		int64_t other = rows[i].a == record ? rows[i].b : rows[i].a;

		if (met_with(met, met_n, other) || row_given(&rows[i]))
			continue;
		st = store_link_remove(l->work->txn, rows[i].a, rows[i].b, err);
		if (st == ST_OK && !vec_push(&l->changed, other))
			st = err_nomem(err);
	}
	return st;
}

/* Writes a pair's link where that changes something. */
static enum status link_set(
	struct linker *l, const struct link_row *was, const struct link_row *now, struct err *err)
{
	enum status st;

	if (was && pair_rows_equal(was, now))
		return ST_OK;
	st = store_link_put(l->work->txn, now, err);
	if (st == ST_OK && (!vec_push(&l->changed, now->a) || !vec_push(&l->changed, now->b)))
		st = err_nomem(err);
	return st;
}

static enum status record_update(
	struct linker *l, int64_t id, const struct met *met, size_t met_n, struct err *err)
{
	struct link_row *rows = NULL;
	size_t n = 0;
	enum status st;

	arena_reset(l->scratch);
	st = store_links_of(l->store, &id, 1, l->scratch, &rows, &n, err);
	if (st == ST_OK)
		st = partners_leave(l, id, rows, n, met, met_n, err);
	for (size_t i = 0; i < met_n && st == ST_OK; i++) {
		const struct link_row *now = &met[i].row, *was;

		if (met[i].is_out)
			continue;
		was = row_of(rows, n, now->a, now->b);
		if (!was || !row_given(was))
			st = link_set(l, was, now, err);
	}
	return st;
}

enum status linker_new(
	struct work *work, const struct guide *guide, struct linker **out, struct err *err)
{
	struct linker *l = calloc(1, sizeof *l);
	enum status st;

	if (!l)
		return err_nomem(err);
	l->work = work;
	l->store = txn_store(work->txn);
	l->scratch = arena_new();
	l->guide = guide ? guide : &l->own;
	st = l->scratch ? ST_OK : err_nomem(err);
	if (st == ST_OK && !guide)
		st = guide_read(&l->own, l->store, err);
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
	guide_done(&l->own);
	arena_free(l->scratch);
	vec_done(&l->noted);
	vec_done(&l->changed);
	free(l);
}

enum status linker_note(struct linker *l, int64_t record, struct err *err)
{
	return vec_push(&l->noted, record) ? ST_OK : err_nomem(err);
}

static enum status people_touch(struct linker *l, const int64_t *noted, size_t n, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		int64_t person;

		st = store_person_of(l->store, noted[i], &person, err);
		if (st == ST_OK && !work_touch(l->work, person))
			st = err_nomem(err);
	}
	return st;
}

enum status linker_met(
	struct linker *l, const struct meeting *m, size_t from, size_t n, struct err *err)
{
	enum status st = people_touch(l, m->noted + from, n, err);

	for (size_t i = from; i < from + n && st == ST_OK; i++) {
		size_t met_n;
		const struct met *met = meeting_of(m, i, &met_n);

		st = record_update(l, m->noted[i], met, met_n, err);
		if (st == ST_OK && !vec_push(&l->changed, m->noted[i]))
			st = err_nomem(err);
	}
	if (st == ST_OK)
		st = people_regroup(l->work, l->guide, l->changed.v, l->changed.n, err);
	l->changed.n = 0;
	return st;
}

enum status linker_meet(struct linker *l, struct err *err)
{
	enum status st = ST_OK;
	size_t done = 0;

	do {
		struct meeting m;

		st = meeting_make(&m, l->store, l->guide, l->work->session->rule.today, l->noted.v + done,
			l->noted.n - done, err);
		if (st == ST_OK)
			st = linker_met(l, &m, 0, m.n, err);
		done += m.n;
		meeting_done(&m);
	} while (st == ST_OK && done < l->noted.n);
	l->noted.n = 0;
	return st;
}

enum status linker_sent_as_one(
	struct linker *l, const int64_t *records, size_t n, struct err *err)
{
	struct link_row *rows = NULL;
	size_t rows_n = 0;
	int64_t first = n ? records[0] : 0;
	enum status st = ST_OK;

	for (size_t i = 1; i < n; i++)
		first = records[i] < first ? records[i] : first;
	if (n)
		st = store_links_of(l->store, &first, 1, l->work->arena, &rows, &rows_n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		struct link_row now = {first, records[i], BAND_NAMES[BAND_CERTAIN],
			SENT_AS_ONE_WEIGHT, "linked", SENT_AS_ONE};

		if (records[i] != first)
			st = link_set(l, row_of(rows, rows_n, first, records[i]), &now, err);
	}
	return st;
}
