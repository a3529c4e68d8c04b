/*
 * What undo and redo come to next, and what stays: somebody opened, broken glass, a refusal after a day, and
 * what is about somebody whom the worker may not open any more.
 */
#include "care/undoing.h"

#include <string.h>

#include "care/clock.h"
#include "governance/consent.h"
#include "governance/gate.h"
#include "store_desk.h"

static const char OUT_OF_REACH[] = "something about somebody whom you may not open", GONE[] = "something that is no longer here";

enum status decided_sharing(struct work *work, const struct decision *row, struct sharing_said *out, bool *is,
	struct err *err)
{
	enum status st = store_sharing_get(txn_store(work->txn), row->sharing, work->arena, out, err);

	*is = st == ST_OK;
	return st == ST_NONE ? ST_OK : st; /* erased meanwhile */
}

/* What undo would take back, and of which person, with nothing taken back. */
static enum status row_tell(struct work *work, const struct decision *row, struct told *told, struct err *err)
{
	const struct store *store = txn_store(work->txn);
	struct sharing_said said;
	struct action_row action;
	int64_t person;
	bool is_there = true;
	enum status st;

	if (row->sharing) {
		st = decided_sharing(work, row, &said, &is_there, err);
		return st == ST_OK && is_there ? told_sharing(work, row->verdict, &said, told, err) : st;
	}
	if (row->action) {
		st = store_action_get(store, row->action, work->arena, &action, err);
		return st == ST_OK ? told_action(work, row->verdict, &action, told, err) : st;
	}
	if (row->verdict == VD_WROTE)
		return told_written(work, row->event, told, err);
	if (row->event)
		return told_finding(work, row, told, err);
	if (row->b)
		return told_pair(work, row, told, err);
	st = store_person_of(store, row->a, &person, err);
	return st != ST_OK ? st : row->verdict == VD_LED ? told_led(work, person, told, err)
		: told_star(work, row->verdict, person, told, err);
}

/* What cannot be told is no reason to refuse what goes before: it stays, in its turn. */
static enum status row_try(struct work *work, const struct decision *row, struct told *told, enum passing *is, struct err *err)
{
	enum status st = row_tell(work, row, told, err);

	*is = st == ST_DENIED ? PASSED_WHILE_OUT : st == ST_NONE ? PASSED_FOR_GOOD : PASSED_NOT;
	if (*is == PASSED_NOT)
		return st;
	work->refused = NULL;
	*told = (struct told){.what = *is == PASSED_WHILE_OUT ? OUT_OF_REACH : GONE, .audit = ""};
	return ST_OK;
}

/* What comes next ------------------------------------------------------------ */

static enum status next_of(struct work *work, const struct undoing *x, int64_t before, struct decision *out, struct err *err)
{
	return x->next(txn_store(work->txn), work->session->worker, before, work->arena, out, err);
}

/* Of what was said in one stroke any row keeps the others where they are.  *last: its oldest row. */
static enum status stroke_try(struct work *work, const struct undoing *x, const struct decision *first, enum passing *is,
	int64_t *last, struct err *err)
{
	struct decision row = *first;
	enum status st = ST_OK;

	for (*is = PASSED_NOT; st == ST_OK && strcmp(row.at, first->at) == 0;) {
		enum passing one = PASSED_NOT;
		struct told unused = {0};

		*last = row.id;
		if (*is == PASSED_NOT)
			st = row_try(work, &row, &unused, &one, err);
		*is = one != PASSED_NOT ? one : *is;
		if (st == ST_OK)
			st = next_of(work, x, row.id, &row, err);
	}
	return st == ST_NONE ? ST_OK : st;
}

enum status undo_candidate(struct work *work, const struct undoing *x, struct decision *out, struct err *err)
{
	int64_t before = INT64_MAX;
	enum status st;

	while ((st = next_of(work, x, before, out, err)) == ST_OK) {
		enum passing told = PASSED_NOT, now = PASSED_NOT;

		st = store_decision_passing(txn_store(work->txn), out->id, &told, err);
		if (st == ST_OK && told != PASSED_NOT)
			st = stroke_try(work, x, out, &now, &before, err);
		if (st != ST_OK || now == PASSED_NOT)
			break;
	}
	return st;
}

/* What stays ------------------------------------------------------------------ */

/* A look that was said why, since the worker's last word: it is in the log, and stays. */
static enum status look_find(struct work *work, struct sharing_said *look, bool *is, struct err *err)
{
	const struct store *store = txn_store(work->txn);
	struct decision last;
	enum status st = store_sharing_looked(store, work->session->worker, work->arena, look, err);

	*is = st == ST_OK;
	if (st != ST_OK)
		return st == ST_NONE ? ST_OK : st;
	st = store_decision_last(store, work->session->worker, work->arena, &last, err);
	*is = st == ST_NONE || (st == ST_OK && strcmp(look->at, last.at) > 0);
	return st == ST_NONE ? ST_OK : st;
}

/* The newest thing that the worker did, where it stays; *is false: it can be taken back. */
static enum status staying_find(struct work *work, const struct decision *first, struct decision *passed, struct told *told,
	bool *is, struct err *err)
{
	struct sharing_said said;
	enum status st = look_find(work, &said, is, err);

	if (st == ST_OK && !*is && first && first->sharing) {
		st = decided_sharing(work, first, &said, is, err);
		*is = *is && !consent_may_undo(work->session, &said, first->verdict == VD_ENDED);
		passed->undoes = first->id;
	}
	passed->sharing = *is ? said.id : 0;
	if (st == ST_OK && *is)
		st = told_sharing(work, VD_SAID, &said, told, err);
	if (st != ST_DENIED)
		return st;
	work->refused = NULL;
	*told = (struct told){.what = OUT_OF_REACH, .audit = OUT_OF_REACH};
	return ST_OK;
}

/* Told with what comes next. */
static enum status stays_tell(struct work *work, struct undoing *x, struct told *told, struct err *err)
{
	struct undone next = {0};
	struct told then = {0};
	struct decision row;
	enum passing unused;
	enum status st = told_finish(work, told, x->arena, &x->undone, err);

	x->deed.person = told->person;
	x->deed.detail = arena_printf(work->arena, "%s, which stays", told->audit);
	if (st == ST_OK)
		st = x->deed.detail ? undo_candidate(work, x, &row, err) : err_nomem(err);
	if (st == ST_OK)
		st = row_try(work, &row, &then, &unused, err);
	if (st == ST_OK && then.what)
		st = told_finish(work, &then, x->arena, &next, err);
	x->undone.stays = true;
	x->undone.next = next.sentence;
	x->undone.next_masked = next.masked;
	return st == ST_NONE ? ST_OK : st;
}

enum status undo_stays(struct work *work, struct undoing *x, const struct decision *first, struct told *told, bool *is,
	struct err *err)
{
	char at[CLOCK_TEXT];
	struct decision passed = {.at = at, .worker = work->session->worker, .verdict = VD_PASSED};
	enum status st = x->is_redo ? ST_OK : staying_find(work, first, &passed, told, is, err);

	if (st != ST_OK || !*is)
		return st;
	clock_now(at);
	st = store_decision_add(work->txn, &passed, NULL, err);
	return st == ST_OK ? stays_tell(work, x, told, err) : st;
}

static enum status stroke_pass(struct work *work, const struct undoing *x, const struct decision *first, enum passing is,
	struct err *err)
{
	char at[CLOCK_TEXT];
	struct decision row = *first, passed = {.at = at, .worker = work->session->worker, .verdict = VD_PASSED};
	enum status st = ST_OK;

	clock_now(at);
	passed.reason = is == PASSED_WHILE_OUT ? NULL : "stays"; /* else the attempt itself led out of reach, or to nothing */
	while (st == ST_OK && strcmp(row.at, first->at) == 0) {
		passed.undoes = row.id;
		st = store_decision_add(work->txn, &passed, NULL, err);
		if (st == ST_OK)
			st = next_of(work, x, row.id, &row, err);
	}
	return st == ST_NONE ? ST_OK : st;
}

/* With all before it that stays as well. */
enum status undo_pass_fn(struct work *work, void *arg, struct err *err)
{
	struct undoing *x = arg;
	struct told told = {.what = GONE, .audit = GONE};
	struct decision row;
	enum status st;

	for (size_t n = 0; (st = undo_candidate(work, x, &row, err)) == ST_OK; n++) {
		enum passing is = PASSED_NOT;
		int64_t last;

		st = stroke_try(work, x, &row, &is, &last, err);
		if (st != ST_OK || (n && is == PASSED_NOT))
			break;
		if (is != PASSED_FOR_GOOD) {
			told.what = told.audit = OUT_OF_REACH;
			x->undone.is_refused = true;
		}
		st = stroke_pass(work, x, &row, is, err);
		if (st != ST_OK)
			break;
	}
	return st == ST_OK || st == ST_NONE ? stays_tell(work, x, &told, err) : st;
}
