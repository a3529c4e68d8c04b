/*
 * Findings, and what stands on Today, kept at write time: one person's history through
 * the rule, the difference into the store.
 */
#include <stdlib.h>

#include "care/feeds.h"
#include "care/moved.h"
#include "care/standing.h"
#include "care/work.h"
#include "numbers.h"
#include "store_events.h"
#include "store_findings.h"

struct death records_died(const struct record *record, size_t n)
{
	struct death d = DEATH_NONE;

	for (size_t i = 0; i < n; i++)
		(void)death_add(&d, record[i].field[RF_DATE_OF_DEATH]);
	return d;
}

struct judging {
	struct work *work;
	struct arena *arena; /* one person's, reset for the next */
	struct feeds feeds;
	enum moved_any moved;
	struct standings standings;
};

static enum status standing_keep(struct judging *j, int64_t person, const struct event *event, size_t n,
	struct death died, struct err *err)
{
	struct standings *s = &j->standings;

	if (!standing_judge(person, event, n, died, j->work->session->rule.today, s))
		return err_nomem(err);
	return store_standing_set(j->work->txn, person, s->v.v, s->v.n, err);
}

/* What is told of a person beside findings. */
static enum status person_note(struct judging *j, int64_t person, const struct event *event, size_t n,
	struct death died, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (!feeds_note(&j->feeds, &event[i], j->work->session->rule.today))
			return err_nomem(err);
	return standing_keep(j, person, event, n, died, err);
}

static enum status person_judge(struct judging *j, int64_t person, const struct event *event, size_t n,
	int32_t died, struct err *err)
{
	struct history *history;
	struct finding *finding = NULL;
	size_t finding_n = 0;
	enum status st = ST_OK;

	if (n)
		st = history_new(&history, &j->work->session->rule, event, n, died, j->arena, err);
	if (n && st == ST_OK)
		st = duplicates_judge(history, j->arena, &finding, &finding_n, err);
	return st == ST_OK ? store_findings_set(j->work->txn, person, finding, finding_n, err) : st;
}

static enum status person_refresh(struct judging *j, int64_t person, struct err *err)
{
	const struct store *store = txn_store(j->work->txn);
	struct event *event;
	size_t n;
	struct death died;
	enum status st = store_person_died(store, person, &died, err);

	if (st == ST_OK)
		st = store_person_events(store, person, j->arena, &event, &n, err);
	if (st == ST_OK)
		st = person_judge(j, person, event, n, died.day, err);
	if (st == ST_OK)
		st = person_note(j, person, event, n, died, err);
	if (st == ST_OK)
		st = moves_judge(j->work, person, event, n, &j->moved, j->arena, err);
	return st;
}

static enum status judging_end(struct judging *j, enum status st, struct err *err)
{
	if (st == ST_OK)
		st = feeds_keep(&j->feeds, j->work, false, err);
	vec_done(&j->feeds.feed);
	vec_done(&j->standings.v);
	arena_free(j->arena);
	return st;
}

/* Descending: of two people joined the elder id stays, so those whose records
 * were joined away are cleared before their findings return under the other. */
static size_t ids_descending(const int64_t *ids, size_t n, int64_t *out)
{
	for (size_t i = 0; i < n; i++)
		out[i] = -ids[i];
	n = numbers_sort(out, n);
	for (size_t i = 0; i < n; i++)
		out[i] = -out[i];
	return n;
}

enum status refresh_people(struct work *work, const int64_t *people, size_t n, struct err *err)
{
	struct judging j = {.work = work};
	int64_t *id;
	size_t i;
	enum status st = ST_OK;

	if (!n)
		return ST_OK;
	id = arena_alloc(work->arena, n * sizeof *id);
	j.arena = arena_new();
	if (!id || !j.arena) {
		arena_free(j.arena);
		return err_nomem(err);
	}
	n = ids_descending(people, n, id);
	for (i = 0; i < n && st == ST_OK; i++) {
		arena_reset(j.arena);
		st = person_refresh(&j, id[i], err);
	}
	return judging_end(&j, st, err);
}
