/* linking.c - linking that holds up nobody. */
#include "linkage/linking.h"

#include <stdlib.h>
#include <string.h>

#include "linkage/linker.h"
#include "linkage/meeting.h"
#include "linkage/sweeping.h"
#include "numbers.h"

enum {
	CHANGED_AT_ONCE = 64,
	KEYS_AT_ONCE = 1024,
	LINKS_AT_ONCE = 512,
	BACKS_AT_ONCE = 1024,
	KNOTS_AT_ONCE = 32,
	PAIRS_AT_ONCE = 512, /* ids of records, few of which have any */
	NOTED_AT_ONCE = 8,
	MEET_LEAST = 8, /* so many at once are compared before a transaction … */
	MEET_MOST = 1024 /* … where others write all the time, and where nobody does */
};

/* Pairs that wait are not as people are now, until linking everybody is over. */
#define UNSETTLED "linking.unsettled"

/* Keys of those that changed, and of those that came; then the model, links and
 * people of the sweep, or one noted record after another. */
enum linking_step {
	LS_PREPARE, LS_CHANGED, LS_KEYS, LS_MODEL, LS_UNLINK, LS_BACK, LS_LINK, LS_PEOPLE, LS_PAIRS,
	LS_MEET, LS_OVER
};

struct linking {
	struct session *session;
	const int64_t *noted;
	size_t noted_n, gone;
	bool is_whole, is_decided, keeps_model;
	struct ids *touched;     /* NULL, or noted there */
	bool is_stale;           /* to be prepared anew */
	struct guide guide;
	char *model;             /* its model as it was kept, "" for none */
	struct sweep *sweep;     /* where everybody is linked anew … */
	struct sweep_size size;  /* … and how much that is to write */
	struct blocking keys;
	struct meeting meeting;  /* of the noted from `met` on, compared as the store is known … */
	size_t met, meet_most;   /* … and of how many the next is */
	bool is_unmet;           /* others wrote since: within this transaction they are compared anew */
	int64_t met_seq;         /* of the store as that meeting knows it */
	int64_t seq, seq_after;  /* of the store as it is known, and when this one is committed */
	struct linking_at {
		enum linking_step step;
		size_t done;         /* of the step */
		int kind; size_t at; /* of the keys */
	} at, saved;
};

enum status linking_new(struct session *session, const int64_t *noted, size_t n, size_t gone,
	enum linking_whom whom, struct linking **out, struct err *err)
{
	struct linking *l = calloc(1, sizeof *l);

	if (!l)
		return err_nomem(err);
	l->session = session;
	l->noted = noted;
	l->noted_n = n;
	l->gone = gone;
	l->is_whole = whom == LINKING_EVERYBODY || whom == LINKING_BY_MODEL;
	l->keeps_model = whom == LINKING_BY_MODEL;
	l->is_decided = whom != LINKING_AS_DUE;
	l->meet_most = MEET_MOST;
	blocking_begin(&l->keys);
	*out = l;
	return ST_OK;
}

void linking_note_touched(struct linking *l, struct ids *touched)
{
	l->touched = touched;
}

static void prepared_free(struct linking *l)
{
	blocking_done(&l->keys);
	meeting_done(&l->meeting);
	sweep_free(l->sweep);
	l->sweep = NULL;
	guide_done(&l->guide);
	l->guide = (struct guide){0};
	free(l->model);
	l->model = NULL;
}

void linking_free(struct linking *l)
{
	if (!l)
		return;
	prepared_free(l);
	free(l);
}

/* Preparing ----------------------------------------------------------------- */

static enum status model_keep(struct linking *l, struct err *err)
{
	struct arena *arena = arena_new();
	const char *text = NULL;
	enum status st = arena ? guide_text(l->session->store, arena, &text, err) : err_nomem(err);

	if (st == ST_OK && !(l->model = strdup(text ? text : "")))
		st = err_nomem(err);
	arena_free(arena);
	return st;
}

static enum status whole_decide(struct linking *l, struct err *err)
{
	int64_t people, all = 0;
	enum status st = store_person_count(l->session->store, &people, &all, err);

	if (st == ST_OK && !l->is_decided)
		l->is_whole = (l->noted_n || l->gone) &&
			sweep_is_due(&l->guide, l->noted_n + l->gone, all);
	l->is_decided = st == ST_OK;
	return st;
}

static enum status keys_prepare(struct linking *l, struct err *err)
{
	bool is_empty = false;
	enum status st = blocked_is_empty(l->session->store, &is_empty, err);

	if (st != ST_OK)
		return st;
	return is_empty && l->sweep ? sweep_keys(l->sweep, &l->keys, err)
		: blocking_gather(&l->keys, l->session->store, err);
}

static enum status prepare_read(void *arg, struct err *err)
{
	struct linking *l = arg;
	const struct store *store = l->session->store;
	enum status st = guide_read(&l->guide, store, err);

	l->seq = store_change_seq(store);
	if (st == ST_OK)
		st = model_keep(l, err);
	if (st == ST_OK)
		st = whole_decide(l, err);
	if (st == ST_OK && l->is_whole)
		st = sweep_compute(&l->sweep, store, &l->guide, !l->keeps_model, l->session->rule.today, err);
	if (l->sweep)
		sweep_measure(l->sweep, &l->size);
	return st == ST_OK ? keys_prepare(l, err) : st;
}

/* How many from the next noted one on were compared. */
static size_t met_ahead(const struct linking *l)
{
	size_t end = l->met + l->meeting.n;

	return l->at.done >= l->met && l->at.done < end ? end - l->at.done : 0;
}

static enum status meeting_read(void *arg, struct err *err)
{
	struct linking *l = arg;
	const struct store *store = l->session->store;
	size_t left = l->noted_n - l->at.done;
	enum status st;

	meeting_done(&l->meeting);
	l->met = l->at.done;
	l->met_seq = store_change_seq(store);
	st = meeting_make(&l->meeting, store, &l->guide, l->session->rule.today, l->noted + l->met,
		left < l->meet_most ? left : l->meet_most, err);
	l->meet_most = l->meet_most * 2 < MEET_MOST ? l->meet_most * 2 : MEET_MOST;
	return st;
}

enum status linking_prepare(struct linking *l, struct err *err)
{
	enum status st;

	if (l->at.step == LS_KEYS)
		return blocking_ready(&l->keys, err);
	if (l->at.step == LS_MEET && l->at.done < l->noted_n && !met_ahead(l))
		return store_read(l->session->store, meeting_read, l, err);
	if (l->at.step != LS_PREPARE)
		return ST_OK;
	prepared_free(l);
	l->is_stale = false;
	st = store_read(l->session->store, prepare_read, l, err);
	l->at = (struct linking_at){.step = st == ST_OK ? LS_CHANGED : LS_PREPARE};
	l->saved = l->at;
	return st;
}

bool linking_is_whole(const struct linking *l)
{
	return l->is_whole;
}

/* Steps --------------------------------------------------------------------- */

static void step_next(struct linking *l)
{
	l->at.done = 0;
	switch (l->at.step) {
	case LS_CHANGED:
		l->at.step = LS_KEYS;
		return;
	case LS_KEYS:
		l->at.step = l->is_whole ? LS_MODEL : LS_MEET;
		return;
	case LS_MODEL:
	case LS_UNLINK:
	case LS_BACK:
	case LS_LINK:
	case LS_PEOPLE:
		l->at.step++;
		return;
	default:
		l->at.step = LS_OVER;
	}
}

/* How many come next, counted as done; the step ends with the last of them. */
static size_t some_take(struct linking *l, size_t all, size_t most, size_t *from)
{
	size_t n = all - l->at.done < most ? all - l->at.done : most;

	*from = l->at.done;
	l->at.done += n;
	if (l->at.done == all)
		step_next(l);
	return n;
}

/* Where linking everybody was broken off and is not begun again. */
static enum status unsettled_mend(struct linking *l, struct work *work, struct err *err)
{
	const char *text;
	enum status st = l->is_whole ? ST_NONE
		: store_setting_get(txn_store(work->txn), UNSETTLED, work->arena, &text, err);

	if (st == ST_OK)
		st = store_pairs_settle(work->txn, 0, INT64_MAX, err);
	if (st == ST_OK)
		st = store_setting_put(work->txn, UNSETTLED, NULL, err);
	return st == ST_NONE ? ST_OK : st;
}

static enum status changed_write(struct linking *l, struct work *work, struct err *err)
{
	size_t from, n = some_take(l, l->noted_n, CHANGED_AT_ONCE, &from);
	enum status st = from ? ST_OK : unsettled_mend(l, work, err);

	return st == ST_OK ? blocked_change(work->txn, l->noted + from, n, err) : st;
}

static enum status keys_write(struct linking *l, struct work *work, struct err *err)
{
	enum status st = blocking_put(&l->keys, work->txn, KEYS_AT_ONCE, err);

	if (blocking_is_over(&l->keys))
		step_next(l);
	return st;
}

static enum status model_write(struct linking *l, struct work *work, struct err *err)
{
	enum status st = store_setting_put(work->txn, UNSETTLED, "yes", err);

	step_next(l);
	return st == ST_OK && !l->keeps_model ? guide_keep(&l->guide, work->txn, err) : st;
}

/* Those that came or changed are judged though they are whose they were. */
static enum status noted_touch(struct linking *l, struct work *work, size_t bunch, struct err *err)
{
	const struct bunches *b = &l->sweep->bunches;
	enum status st = ST_OK;

	for (size_t i = b->from[bunch]; i < b->from[bunch + 1] && st == ST_OK; i++) {
		int64_t id = l->sweep->crowd.v[b->member[i]].id, person;

		if (!numbers_have(l->noted, l->noted_n, id))
			continue;
		st = store_person_of(txn_store(work->txn), id, &person, err);
		if (st == ST_OK && !work_touch(work, person))
			st = err_nomem(err);
	}
	return st;
}

static enum status some_unlink(struct linking *l, struct work *work, struct err *err)
{
	size_t from, n = some_take(l, l->size.gone, LINKS_AT_ONCE, &from);

	return sweep_unlink(l->sweep, work, from, from + n, err);
}

static enum status some_back(struct linking *l, struct work *work, struct err *err)
{
	size_t from, n = some_take(l, l->size.backs, BACKS_AT_ONCE, &from);

	return sweep_back(l->sweep, work, from, from + n, err);
}

static enum status some_link(struct linking *l, struct work *work, struct err *err)
{
	size_t from, n = some_take(l, l->size.pairs, LINKS_AT_ONCE, &from);

	return sweep_link(l->sweep, work, from, from + n, err);
}

static enum status some_settle(struct linking *l, struct work *work, struct err *err)
{
	size_t from, n = some_take(l, l->size.knots, KNOTS_AT_ONCE, &from);
	const struct knots *k = &l->sweep->knots;
	enum status st = sweep_people(l->sweep, work, from, from + n, err);

	for (size_t i = k->from[from]; i < k->from[from + n] && st == ST_OK; i++)
		st = noted_touch(l, work, k->bunch[i], err);
	return st;
}

static enum status some_pairs(struct linking *l, struct work *work, struct err *err)
{
	size_t from, n = some_take(l, l->size.ids, PAIRS_AT_ONCE, &from);
	enum status st = sweep_pairs(l->sweep, work, from, from + n, err);

	return st == ST_OK && l->at.step != LS_PAIRS ? store_setting_put(work->txn, UNSETTLED, NULL, err) : st;
}

/* One linker serves a whole transaction, one guide all of them. */
static enum status some_meet(
	struct linking *l, struct linker **linker, struct work *work, struct err *err)
{
	size_t ahead = l->is_unmet ? 0 : met_ahead(l), from;
	size_t n = some_take(l, l->noted_n, ahead && ahead < NOTED_AT_ONCE ? ahead : NOTED_AT_ONCE, &from);
	enum status st = *linker || !n ? ST_OK : linker_new(work, &l->guide, linker, err);

	if (ahead)
		return st == ST_OK ? linker_met(*linker, &l->meeting, from - l->met, n, err) : st;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = linker_note(*linker, l->noted[from + i], err);
	return st == ST_OK && n ? linker_meet(*linker, err) : st;
}

/* Whoever was touched is judged at once, so that the end of the transaction is
 * nothing but its commit. */
static enum status touched_judge(struct linking *l, struct work *work, struct err *err)
{
	enum status st = refresh_people(work, work->touched.v, work->touched.n, err);

	for (size_t i = 0; l->touched && i < work->touched.n && st == ST_OK; i++)
		st = vec_push(l->touched, work->touched.v[i]) ? ST_OK : err_nomem(err);
	work->touched.n = 0;
	return st;
}

static enum status step_write(
	struct linking *l, struct linker **linker, struct work *work, struct err *err)
{
	switch (l->at.step) {
	case LS_CHANGED:
		return changed_write(l, work, err);
	case LS_KEYS:
		return keys_write(l, work, err);
	case LS_MODEL:
		return model_write(l, work, err);
	case LS_UNLINK:
		return some_unlink(l, work, err);
	case LS_BACK:
		return some_back(l, work, err);
	case LS_LINK:
		return some_link(l, work, err);
	case LS_PEOPLE:
		return some_settle(l, work, err);
	case LS_PAIRS:
		return some_pairs(l, work, err);
	case LS_MEET:
		return some_meet(l, linker, work, err);
	default:
		return err_set(err, ST_BUG, "linking was not prepared");
	}
}

/* Pairs are compared by the model and settings there are now, or all over again. */
static enum status guide_review(struct linking *l, const struct store *store, struct err *err)
{
	struct arena *arena = arena_new();
	const char *text = NULL;
	bool is_so = false;
	enum status st = arena ? guide_text(store, arena, &text, err) : err_nomem(err);

	if (st == ST_OK)
		st = guide_is_set_so(&l->guide, store, &is_so, err);
	if (st == ST_OK)
		l->is_stale = !is_so || strcmp(text ? text : "", l->model) != 0;
	arena_free(arena);
	return st;
}

/* Others may have written since: then what they said is heard first. */
static enum status others_hear(struct linking *l, const struct work *work, struct err *err)
{
	int64_t seq = store_change_seq(txn_store(work->txn));

	l->seq_after = seq + 1;
	l->is_unmet = l->meeting.n && seq != l->met_seq;
	if (seq == l->seq)
		return ST_OK;
	return l->sweep ? sweep_review(l->sweep, work, &l->is_stale, err)
		: guide_review(l, txn_store(work->txn), err);
}

/* What needs no lock comes first. */
static bool has_to_prepare(const struct linking *l)
{
	if (l->at.step == LS_MEET)
		return l->at.done < l->noted_n && !l->is_unmet && !met_ahead(l);
	return l->at.step == LS_KEYS && !blocking_is_ready(&l->keys);
}

enum status linking_write(struct linking *l, struct work *work, linking_late *is_late, void *arg,
	struct err *err)
{
	struct linker *linker = NULL;
	enum status st;

	l->at = l->saved;
	l->keys.kind = l->at.kind;
	l->keys.at = l->at.at;
	st = others_hear(l, work, err);
	while (st == ST_OK && !l->is_stale && l->at.step != LS_OVER && !has_to_prepare(l)) {
		st = step_write(l, &linker, work, err);
		if (st == ST_OK)
			st = touched_judge(l, work, err);
		if (is_late(arg))
			break;
	}
	linker_free(linker);
	return st;
}

void linking_written(struct linking *l)
{
	l->at.kind = l->keys.kind;
	l->at.at = l->keys.at;
	l->seq = l->seq_after;
	if (l->is_unmet) {
		meeting_done(&l->meeting);
		l->meet_most = l->meet_most / 4 > MEET_LEAST ? l->meet_most / 4 : MEET_LEAST;
		l->is_unmet = false;
	}
	l->met_seq = l->seq_after;
	if (l->is_stale)
		l->at = (struct linking_at){.step = LS_PREPARE};
	l->saved = l->at;
}

bool linking_is_over(const struct linking *l)
{
	return l->at.step == LS_OVER && !l->is_stale;
}

void linking_progress(const struct linking *l, int64_t *done, int64_t *all)
{
	const struct sweep_size *n = &l->size;
	const size_t before[LS_OVER] = {
		[LS_BACK] = n->gone, [LS_LINK] = n->gone + n->backs, [LS_PEOPLE] = n->gone + n->backs + n->pairs,
		[LS_PAIRS] = n->gone + n->backs + n->pairs + n->knots};

	*all = (int64_t)(l->sweep ? before[LS_PAIRS] + n->ids : l->noted_n);
	*done = l->at.step < LS_UNLINK || l->at.step == LS_OVER ? 0 : (int64_t)(before[l->at.step] + l->at.done);
}
