/*
 * A worker's last decision taken back, or brought again: of findings, of a pair of
 * records, or what they wrote.  Decisions made in one stroke share their moment and go together.
 * And what anybody said of a pair: who said it may have left long ago.
 */
#include <string.h>

#include "asked.h"
#include "care/clock.h"
#include "care/made.h"
#include "care/undoing.h"
#include "governance/consent.h"
#include "governance/gate.h"
#include "ingest/kin_anew.h"
#include "linkage/address.h"
#include "linkage/decide.h"
#include "linkage/linker.h"
#include "store_desk.h"
#include "store_events.h"
#include "store_findings.h"

/* Everybody whom linking or separating these two concerns, by record. */
static enum status pair_regroup(struct work *work, const struct decision *d, struct err *err)
{
	const struct store *store = txn_store(work->txn);
	const int64_t side[] = {d->a, d->b};
	VEC(int64_t) ids = {0};
	enum status st = ST_OK;
	size_t i, j;

	for (i = 0; i < 2 && st == ST_OK; i++) {
		struct record *record;
		int64_t person;
		size_t n = 0;

		st = store_person_of(store, side[i], &person, err);
		if (st == ST_OK && !work_touch(work, person))
			st = err_nomem(err);
		if (st == ST_OK)
			st = store_person_records(store, person, work->arena, &record, &n, err);
		for (j = 0; j < n && st == ST_OK; j++)
			if (!vec_push(&ids, record[j].id))
				st = err_nomem(err);
	}
	if (st == ST_OK)
		st = linker_regroup(work, ids.v, ids.n, err);
	vec_done(&ids);
	return st;
}

static enum status written_back(struct work *work, int64_t event, struct told *out, struct err *err)
{
	int64_t record;
	bool is_other;
	enum status st = told_written(work, event, out, err);

	if (st == ST_OK)
		st = store_event_made_on(txn_store(work->txn), event, &record, err);
	if (st == ST_OK)
		st = store_event_take_back(work->txn, event, &is_other, err);
	return st == ST_OK ? made_leave_empty(work, record, err) : st;
}

static enum status written_again(struct work *work, int64_t event, struct told *out, struct err *err)
{
	int64_t record;
	bool is_other;
	enum status st = store_event_made_on(txn_store(work->txn), event, &record, err);

	if (st == ST_OK)
		st = made_enter(work, record, err);
	if (st == ST_OK)
		st = store_event_bring_again(work->txn, event, &is_other, err);
	return st == ST_OK ? told_written(work, event, out, err) : st;
}

/* Kept and taken back, done and to be done again. */
static enum status action_back(struct work *work, const struct decision *row, struct told *out,
	struct err *err)
{
	struct action_row action;
	bool is_again = row->undoes != 0;
	enum action_state state = row->verdict == VD_DONE ? (is_again ? AC_DONE : AC_TO_DO)
		: is_again ? AC_TO_DO : AC_TAKEN_BACK;
	enum status st = store_action_get(txn_store(work->txn), row->action, work->arena, &action, err);

	if (st == ST_OK)
		st = store_action_state(work->txn, row->action, state, err);
	return st == ST_OK ? told_action(work, row->verdict, &action, out, err) : st;
}

/* A person kept in view, or no longer: by the record that was said. */
static enum status star_back(struct work *work, const struct decision *row, struct told *out,
	struct err *err)
{
	bool is_on = (row->verdict == VD_STARRED) == (row->undoes != 0);
	int64_t person;
	enum status st = store_person_of(txn_store(work->txn), row->a, &person, err);

	if (st == ST_OK)
		st = is_on ? store_star_put(work->txn, work->session->worker, row->a, err)
			: store_star_remove(work->txn, work->session->worker, person, err);
	return st == ST_OK ? told_star(work, row->verdict, person, out, err) : st;
}

/* Coordination: the newest word on that record which stands is the one that counts. */
static enum status lead_back(struct work *work, const struct decision *row, struct told *out,
	struct err *err)
{
	struct decision *d;
	size_t n = 0;
	int64_t person;
	enum status st = store_decisions_led(txn_store(work->txn), row->a, work->arena, &d, &n, err);

	if (st == ST_OK)
		st = n ? store_lead_put(work->txn, row->a, d[0].note ? d[0].note : "", d[0].id, err)
			: store_lead_remove(work->txn, row->a, err);
	if (st == ST_OK)
		st = store_person_of(txn_store(work->txn), row->a, &person, err);
	return st == ST_OK ? told_led(work, person, out, err) : st;
}

/* A word on who may see what: said or ended, and the reason for what asks for one. */
static enum status sharing_back(struct work *work, const struct decision *row, const char *at, struct told *out,
	struct err *err)
{
	bool is_on = (row->verdict == VD_SAID) == (row->undoes != 0), is_there;
	struct sharing_said said;
	enum status st = decided_sharing(work, row, &said, &is_there, err);

	if (st != ST_OK || !is_there)
		return st;
	if (!consent_may_undo(work->session, &said, is_on))
		return err_set(err, ST_DENIED, "what stands against a refusal is brought again by a worker marked for governance");
	said.ended = at;
	said.ended_by = work->session->worker;
	if (row->verdict == VD_SAID)
		said.ended_why = NULL;
	st = is_on ? store_sharing_stand(work->txn, row->sharing, err) : store_sharing_end(work->txn, &said, err);
	return st == ST_OK ? told_sharing(work, row->verdict, &said, out, err) : st;
}

/* One row that takes `row` back: a decision, or the undo of one.  Of a separation
 * the word on the pair itself says what it was; the words that placed other
 * records with it have a note. */
static enum status row_take_back(struct work *work, const struct decision *row, const char *at,
	struct told *told, struct err *err)
{
	struct decision back = {
		.at = at, .worker = work->session->worker, .verdict = row->verdict,
		.event = row->event, .a = row->a, .b = row->b, .action = row->action, .sharing = row->sharing,
		.undoes = row->id
	};
	int64_t id;
	enum status st = store_decision_add(work->txn, &back, &id, err);

	if (st != ST_OK)
		return st;
	if (row->sharing)
		return sharing_back(work, row, at, told, err);
	if (row->action)
		return action_back(work, row, told, err);
	if (row->verdict == VD_WROTE)
		return row->undoes ? written_again(work, row->event, told, err)
			: written_back(work, row->event, told, err);
	if (row->verdict == VD_STARRED || row->verdict == VD_UNSTARRED)
		return star_back(work, row, told, err);
	if (row->verdict == VD_LED)
		return lead_back(work, row, told, err);
	if (row->event)
		return told_finding(work, row, told, err);
	st = pair_regroup(work, row, err);
	if (st == ST_OK)
		st = kin_anew_pair(work, row->a, row->b, err);
	told->placed += row->note != NULL;
	return st == ST_OK && !row->note ? told_pair(work, row, told, err) : st;
}

static enum status stroke_finish(struct work *work, struct undoing *x, struct told *told, struct err *err)
{
	enum status st = told_finish(work, told, x->arena, &x->undone, err);

	x->deed.person = told->person;
	x->deed.detail = told->audit;
	return st;
}

static enum status stroke_take(struct work *work, struct undoing *x, struct told *told, struct err *err)
{
	struct decision first, row;
	char at[CLOCK_TEXT];
	size_t n = 0;
	bool stays = false;
	enum status st = undo_candidate(work, x, &first, err), then;

	x->is_begun = st == ST_OK;
	then = undo_stays(work, x, st == ST_OK ? &first : NULL, told, &stays, err);
	if (stays || then != ST_OK)
		return then;
	clock_now(at);
	for (row = first; st == ST_OK && strcmp(row.at, first.at) == 0; n++) {
		st = row_take_back(work, &row, at, told, err);
		if (st == ST_OK)
			st = x->next(txn_store(work->txn), work->session->worker, row.id, work->arena, &row, err);
	}
	if (st == ST_NONE && n)
		st = ST_OK;
	return st == ST_OK ? stroke_finish(work, x, told, err) : st;
}

/* What was refused is of whom it was refused. */
static enum status refused_of(struct work *work, struct undoing *x, const struct told *told, enum status st)
{
	if (work->refused) {
		x->deed.person = told->person;
		gate_forget(work->session);
	}
	return st;
}

static enum status stroke_fn(struct work *work, void *arg, struct err *err)
{
	struct undoing *x = arg;
	struct told told = {0};

	return refused_of(work, x, &told, stroke_take(work, x, &told, err));
}

/* What was refused stays from then on, so that what went before is within reach again. */
static enum status refused_pass(struct session *s, struct undoing *x, struct err *err)
{
	x->deed = (struct deed){.deed = x->is_redo ? "redo" : "undo", .detail = "what is refused, which stays"};
	return case_write(s, &x->deed, undo_pass_fn, x, err);
}

static enum status stroke(struct session *s, bool is_redo, struct arena *arena, struct undone *out, struct err *err)
{
	const char *deed = is_redo ? "redo" : "undo";
	struct undoing x = {.next = is_redo ? store_decision_to_redo : store_decision_to_undo, .is_redo = is_redo,
		.arena = arena, .deed = {.deed = deed}, .undone = {.is_redo = is_redo}};
	enum status st = case_write(s, &x.deed, stroke_fn, &x, err);

	if (x.is_begun && (st == ST_DENIED || st == ST_NONE))
		st = refused_pass(s, &x, err);
	if (st == ST_NONE)
		return err_set(err, ST_NONE, "you have nothing to %s", deed);
	if (st == ST_OK)
		*out = x.undone;
	return st;
}

enum status decision_undo(struct session *s, struct arena *arena, struct undone *out,
	struct err *err)
{
	return stroke(s, false, arena, out, err);
}

enum status decision_redo(struct session *s, struct arena *arena, struct undone *out,
	struct err *err)
{
	return stroke(s, true, arena, out, err);
}

/* Of a pair, whoever said it ------------------------------------------------ */

struct lifting {
	const char *a, *b; /* AGENCY:local_id */
	struct undoing undoing;
};

static bool is_on_pair(const struct decision *d, int64_t a, int64_t b)
{
	return (d->a == a && d->b == b) || (d->a == b && d->b == a);
}

static bool is_among(const struct record *record, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (record[i].id == id)
			return true;
	return false;
}

/* What is in force on just this pair, else what keeps the two people apart. */
static const struct decision *word_standing(const struct decision *d, size_t n,
	const struct record *ours, size_t ours_n, const struct record *theirs, size_t theirs_n,
	int64_t a, int64_t b)
{
	for (size_t i = 0; i < n; i++)
		if (is_on_pair(&d[i], a, b))
			return &d[i];
	for (size_t i = 0; i < n; i++)
		if (d[i].verdict == VD_SEPARATE && ours[0].person != theirs[0].person &&
			((is_among(ours, ours_n, d[i].a) && is_among(theirs, theirs_n, d[i].b)) ||
				(is_among(ours, ours_n, d[i].b) && is_among(theirs, theirs_n, d[i].a))))
			return &d[i];
	return NULL;
}

/* All that was said in one stroke with it. */
static enum status stroke_take_back(struct work *work, struct undoing *x,
	const struct decision *standing, const struct decision *d, size_t n, struct err *err)
{
	struct told told = {0};
	char at[CLOCK_TEXT];
	enum status st = ST_OK;

	clock_now(at);
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		if (strcmp(d[i].at, standing->at) != 0 || strcmp(d[i].worker, standing->worker) != 0)
			continue;
		st = row_take_back(work, &d[i], at, &told, err);
	}
	return refused_of(work, x, &told, st == ST_OK ? stroke_finish(work, x, &told, err) : st);
}

static enum status lift_fn(struct work *work, void *arg, struct err *err)
{
	struct lifting *x = arg;
	const struct store *store = txn_store(work->txn);
	struct record a, b, *ours = NULL, *theirs = NULL;
	const struct decision *standing;
	struct decision *d = NULL;
	size_t ours_n = 0, theirs_n = 0, n = 0;
	int64_t *id;
	enum status st = address_seen(work->session, x->a, work->arena, &a, err);

	if (st == ST_OK)
		st = address_seen(work->session, x->b, work->arena, &b, err);
	if (st == ST_OK)
		st = store_person_records(store, a.person, work->arena, &ours, &ours_n, err);
	if (st == ST_OK)
		st = store_person_records(store, b.person, work->arena, &theirs, &theirs_n, err);
	if (st != ST_OK)
		return st;
	id = arena_alloc(work->arena, (ours_n + theirs_n + 1) * sizeof *id);
	if (!id)
		return err_nomem(err);
	for (size_t i = 0; i < ours_n + theirs_n; i++)
		id[i] = i < ours_n ? ours[i].id : theirs[i - ours_n].id;
	st = store_decisions_of_records(store, id, a.person == b.person ? ours_n : ours_n + theirs_n,
		work->arena, &d, &n, err);
	if (st != ST_OK)
		return st;
	standing = word_standing(d, n, ours, ours_n, theirs, theirs_n, a.id, b.id);
	if (!standing)
		return err_set(err, ST_NONE, "no worker has decided about these two records");
	return stroke_take_back(work, &x->undoing, standing, d, n, err);
}

enum status pair_undo(struct session *s, const char *a, const char *b, struct arena *arena,
	struct undone *out, struct err *err)
{
	struct lifting x = {.a = a, .b = b, .undoing = {.arena = arena, .deed = {.deed = "undo"}}};
	enum status st = session_require(s, MAY_LINK, "undo of a pair", err);

	if (st == ST_OK)
		st = pair_open_require(s, a, b, arena, err);
	if (st == ST_OK)
		st = case_write(s, &x.undoing.deed, lift_fn, &x, err);

	if (st == ST_OK)
		*out = x.undoing.undone;
	return st;
}
