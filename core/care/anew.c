#include "care/anew.h"

#include <stdlib.h>
#include <string.h>

#include "care/feeds.h"
#include "care/judged.h"
#include "care/pieces.h"
#include "care/standing.h"
#include "judging.h"
#include "numbers.h"
#include "store_events.h"

enum status anew_begin(struct work *work, struct err *err)
{
	return store_setting_put(work->txn, SETTING_JUDGED_LEFT, "1", err);
}

/* Who differs ---------------------------------------------------------------- */

struct anew {
	struct session *session;
	const char *by;
	work_fn *end;
	struct arena *arena;
	struct feeds feeds;
	struct standings one;    /* one person's */
	struct standings now;    /* everybody's, as they should stand */
	VEC(int64_t) person;     /* who differs */
	bool is_alone;           /* nobody else has written since the store was looked at */
	int64_t seq;             /* of the store that was looked at, and of what was written here since */
};

static enum status person_note(void *arg, int64_t person, const struct event *event, size_t n, struct death died,
	struct err *err)
{
	struct anew *x = arg;
	int32_t today = x->session->rule.today;
	bool ok = standing_judge(person, event, n, died, today, &x->one);

	for (size_t i = 0; i < n && ok; i++)
		ok = feeds_note(&x->feeds, &event[i], today);
	for (size_t i = 0; i < x->one.v.n && ok; i++)
		ok = vec_push(&x->now.v, x->one.v.v[i]);
	return ok ? ST_OK : err_nomem(err);
}

static enum status standing_read(const struct store *store, struct standings *out, struct arena *arena, struct err *err)
{
	enum status st = ST_OK;

	for (int kind = SK_DEAD_PLANNED; kind <= SK_DEAD_SERVED && st == ST_OK; kind++) {
		const struct standing_query all = {.kind = (enum standing_kind)kind, .from = INT32_MIN, .until = INT32_MAX};
		struct standing *row;
		size_t n = 0;

		st = store_standing_list(store, &all, arena, &row, &n, err);
		for (size_t i = 0; i < n && st == ST_OK; i++)
			st = vec_push(&out->v, row[i]) ? ST_OK : err_nomem(err);
	}
	return st;
}

/* Both in the order of people: whoever has a row that the other has not. */
static bool standing_differ(struct anew *x, struct standings *held)
{
	const struct standings *now = &x->now;
	bool ok = true;

	if (held->v.n)
		qsort(held->v.v, held->v.n, sizeof *held->v.v, store_standing_order);
	if (now->v.n)
		qsort(now->v.v, now->v.n, sizeof *now->v.v, store_standing_order);
	for (size_t h = 0, n = 0; ok && (h < held->v.n || n < now->v.n);) {
		int order = h == held->v.n ? 1 : n == now->v.n ? -1 : store_standing_order(&held->v.v[h], &now->v.v[n]);

		if (order)
			ok = vec_push(&x->person, order < 0 ? held->v.v[h].person : now->v.v[n].person);
		h += order <= 0;
		n += order >= 0;
	}
	return ok;
}

static enum status standing_compare(struct anew *x, struct err *err)
{
	struct standings held = {{0}};
	enum status st = store_events_sweep(x->session->store, person_note, x, err);

	if (st == ST_OK)
		st = standing_read(x->session->store, &held, x->arena, err);
	if (st == ST_OK && !standing_differ(x, &held))
		st = err_nomem(err);
	vec_done(&held.v);
	return st;
}

static enum status findings_compare(struct anew *x, struct err *err)
{
	struct person_finding *finding;
	int64_t *person = NULL;
	size_t n, person_n = 0;
	enum status st = judge_everyone(x->session->store, &x->session->rule, x->arena, &finding, &n, err);

	if (st == ST_OK)
		st = store_findings_differ(x->session->store, finding, n, x->arena, &person, &person_n, err);
	for (size_t i = 0; i < person_n && st == ST_OK; i++)
		st = vec_push(&x->person, person[i]) ? ST_OK : err_nomem(err);
	return st;
}

/* Of one state of the store, in which nobody judges by another rule any more: who is the same in it stays so,
 * for whoever changes a person judges them.  Nobody waits meanwhile. */
static enum status compare(void *arg, struct err *err)
{
	struct anew *x = arg;
	enum status st = findings_compare(x, err);

	arena_reset(x->arena);
	if (st == ST_OK)
		st = standing_compare(x, err);
	x->person.n = numbers_sort(x->person.v, x->person.n);
	x->seq = store_change_seq(x->session->store);
	return st;
}

/* Judging them ----------------------------------------------------------------- */

/* ST_CHANGED: others have said another rule since, or done all of it. */
static enum status still_ours(struct work *work, void *arg, struct err *err)
{
	struct anew *x = arg;
	const struct store *store = txn_store(work->txn);
	const char *by = "", *left;
	enum status st = store_setting_get(store, SETTING_JUDGED_LEFT, work->arena, &left, err);

	if (st == ST_OK)
		st = store_setting_get(store, SETTING_JUDGED_BY, work->arena, &by, err);
	x->is_alone = x->is_alone && store_change_seq(store) == x->seq++;
	return st == ST_NONE || (st == ST_OK && strcmp(by, x->by) != 0)
		? err_set(err, ST_CHANGED, "others judge everybody anew") : st;
}

/* When agencies were last heard of is put right too where nobody wrote since: else it only grows. */
static enum status end_fn(struct work *work, void *arg, struct err *err)
{
	struct anew *x = arg;
	enum status st = still_ours(work, x, err);

	if (st == ST_OK)
		st = feeds_keep(&x->feeds, work, x->is_alone, err);
	if (st == ST_OK)
		st = store_setting_put(work->txn, SETTING_JUDGED_LEFT, NULL, err);
	return st == ST_OK ? x->end(work, NULL, err) : st;
}

enum status anew_finish(struct session *s, const char *by, work_fn *end, struct err *err)
{
	struct anew x = {.session = s, .by = by, .end = end, .arena = arena_new(), .is_alone = true};
	enum status st = x.arena ? store_read(s->store, compare, &x, err) : err_nomem(err);

	arena_free(x.arena);
	x.arena = NULL;
	if (st == ST_OK)
		st = pieces_judge(s, x.person.v, x.person.n, still_ours, &x, err);
	if (st == ST_OK)
		st = case_write_piece(s, end_fn, &x, err);
	vec_done(&x.feeds.feed);
	vec_done(&x.one.v);
	vec_done(&x.now.v);
	vec_done(&x.person);
	return st == ST_CHANGED ? ST_OK : st;
}
