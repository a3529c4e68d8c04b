/*
 * The unit of work: the only caller of store_write() in core.
 */
#include "care/work.h"

#include "care/clock.h"
#include "care/judged.h"
#include "governance/pass.h"
#include "store_admin.h"
#include "store_sharing.h"

struct writing {
	struct work work;
	const struct deed *deed;
	work_fn *fn;
	void *arg;
	bool others_wrote; /* since the session last looked */
};

struct look {
	struct session *session;
	const struct deed *deed;
	struct arena *arena;
	bool is_opening; /* goes to the worker's recent people */
	const struct sharing_said *said; /* or NULL */
	const char *refused;
};

bool work_touch(struct work *work, int64_t person)
{
	return vec_push(&work->touched, person);
}

static enum status audit_add(struct txn *txn, const struct session *s, const struct deed *deed,
	struct arena *arena, struct err *err)
{
	char at[CLOCK_TEXT];
	struct audit_row row = {
		.at = at, .worker = s->worker, .deed = deed->deed, .detail = deed->detail
	};
	struct record record;
	enum status st = ST_OK;

	clock_now(at);
	if (deed->person) {
		st = store_record_get(txn_store(txn), deed->person, arena, &record, err);
		row.person = st == ST_OK ? record.uuid : NULL;
	}
	return st == ST_OK ? store_audit_add(txn, &row, err) : st;
}

static enum status write_once(struct txn *txn, void *arg, struct err *err)
{
	struct writing *w = arg;
	struct session *s = w->work.session;
	enum status st;

	arena_reset(w->work.arena);
	w->work.txn = txn;
	w->work.touched.n = 0;
	w->work.refused = NULL;
	w->others_wrote = store_change_seq(txn_store(txn)) != s->seen_seq;
	st = deed_pass(s, w->deed, w->work.arena, &w->work.refused, err);
	if (st == ST_OK)
		st = judged_agrees(&w->work, err);
	if (st == ST_OK)
		st = w->fn(&w->work, w->arg, err);
	if (st == ST_OK)
		st = refresh_people(&w->work, w->work.touched.v, w->work.touched.n, err);
	if (st == ST_OK && w->deed)
		st = audit_add(txn, s, w->deed, w->work.arena, err);
	if (st == ST_OK)
		txn_bump(txn);
	return st;
}

static enum status note_once(struct txn *txn, void *arg, struct err *err)
{
	struct look *look = arg;

	arena_reset(look->arena);
	return audit_add(txn, look->session, look->deed, look->arena, err);
}

enum status case_note(struct session *s, const struct deed *deed, struct err *err)
{
	struct look look = {.session = s, .deed = deed, .arena = arena_new()};
	enum status st = look.arena ? store_write(s->store, STORE_NORMAL, note_once, &look, err) : err_nomem(err);

	arena_free(look.arena);
	return st;
}

/* What was refused stands in the audit, where there is room for it. */
static void refusal_keep(struct session *s, const struct deed *deed, const char *refused)
{
	struct err unkept;

	if (refused)
		(void)case_note(s, &(struct deed){.deed = "refused", .person = deed ? deed->person : 0, .detail = refused}, &unkept);
}

static enum status write_as(struct session *s, const struct deed *deed, enum store_sync sync,
	work_fn *fn, void *arg, struct err *err)
{
	struct writing w = {.work.session = s, .deed = deed, .fn = fn, .arg = arg};
	enum status st;

	w.work.arena = arena_new();
	if (!w.work.arena)
		return err_nomem(err);
	st = store_write(s->store, sync, write_once, &w, err);
	if (st == ST_OK && !w.others_wrote)
		s->seen_seq = store_change_seq(s->store);
	refusal_keep(s, deed, w.work.refused);
	vec_done(&w.work.touched);
	arena_free(w.work.arena);
	return st;
}

enum status case_write(struct session *s, const struct deed *deed, work_fn *fn, void *arg,
	struct err *err)
{
	return write_as(s, deed, STORE_FULL, fn, arg, err);
}

enum status case_write_piece(struct session *s, work_fn *fn, void *arg, struct err *err)
{
	return write_as(s, NULL, STORE_NORMAL, fn, arg, err);
}

enum status case_keep(struct session *s, store_fn *fn, void *arg, struct err *err)
{
	return store_write(s->store, STORE_NORMAL, fn, arg, err);
}

static enum status look_once(struct txn *txn, void *arg, struct err *err)
{
	struct look *look = arg;
	int64_t id;
	enum status st;

	arena_reset(look->arena);
	st = deed_pass(look->session, look->deed, look->arena, &look->refused, err);
	if (st == ST_OK)
		st = audit_add(txn, look->session, look->deed, look->arena, err);
	if (st == ST_OK && look->said)
		st = store_sharing_say(txn, look->said, &id, err);
	if (st == ST_OK && look->is_opening)
		st = store_recent_put(txn, look->session->worker, look->deed->person, err);
	return st;
}

static enum status look_write(struct session *s, struct look *look, struct err *err)
{
	enum status st;

	look->arena = arena_new();
	if (!look->arena)
		return err_nomem(err);
	st = store_write(s->store, STORE_NORMAL, look_once, look, err);
	refusal_keep(s, look->deed, look->refused);
	arena_free(look->arena);
	return st;
}

enum status case_look(struct session *s, const struct deed *deed, struct err *err)
{
	struct look look = {.session = s, .deed = deed};

	return look_write(s, &look, err);
}

enum status case_look_saying(struct session *s, const struct deed *deed, const struct sharing_said *said, struct err *err)
{
	struct look look = {.session = s, .deed = deed, .said = said};

	return look_write(s, &look, err);
}

enum status case_look_person(struct session *s, int64_t person, struct err *err)
{
	struct deed deed = {.deed = "look", .person = person};
	struct look look = {.session = s, .deed = &deed, .is_opening = true};

	return look_write(s, &look, err);
}
