/* Those who use the store: each change is one row of the audit. */
#include "workers.h"

#include <string.h>

#include "care/said.h"
#include "care/work.h"
#include "governance/gate.h"
#include "store_workers.h"
#include "text.h"

static struct worker worker_of(const struct worker_row *row)
{
	return (struct worker){.name = row->name, .shown_name = row->shown_name ? row->shown_name : row->name,
		.agency = row->agency, .role = row->role, .marks = row->marks, .phone = row->phone,
		.since = row->since, .ended = row->ended, .created_by = row->created_by};
}

enum status workers_list(struct session *s, struct arena *arena, struct worker **out, size_t *n,
	struct err *err)
{
	struct worker_row *row;
	size_t row_n = 0;
	enum status st = store_worker_all(s->store, arena, &row, &row_n, err);

	if (st != ST_OK)
		return st;
	*out = arena_alloc(arena, (row_n + 1) * sizeof **out);
	if (!*out)
		return err_nomem(err);
	for (size_t i = 0; i < row_n; i++)
		(*out)[i] = worker_of(&row[i]);
	*n = row_n;
	return ST_OK;
}

enum status worker_get(struct session *s, const char *name, struct arena *arena, struct worker *out,
	struct err *err)
{
	struct worker_row row;
	enum status st = store_worker_get(s->store, name, arena, &row, err);

	if (st == ST_OK)
		*out = worker_of(&row);
	return st;
}

/* Changes ------------------------------------------------------------------ */

enum turn { TURN_ADD, TURN_SET, TURN_CLOSE, TURN_REOPEN };

struct change {
	enum turn turn;
	const struct worker_said *said;
	struct deed deed;
};

static enum status text_said(struct work *work, const char *said, const char **out, struct err *err)
{
	return said ? words_settle(said, WORKER_TEXT_MOST, work->arena, out, err) : ST_OK;
}

static enum status role_said(const struct worker_said *said, struct worker_row *w, struct err *err)
{
	if (said->role && (!role_parse(said->role, &w->role) || w->role == ROLE_OWNER))
		return err_set(err, ST_USAGE,
			"a worker's role is coordinator, practitioner, manager, auditor or steward");
	if (said->marks && !marks_parse(said->marks, &w->marks))
		return err_set(err, ST_USAGE, "a worker's marks are safeguarding, governance, or none");
	return ST_OK;
}

static enum status agency_said(struct work *work, const char *said, struct worker_row *w,
	struct err *err)
{
	char code[65];

	if (!said)
		return ST_OK;
	w->agency = NULL;
	if (!*said)
		return ST_OK;
	if (!code_fold(said, code))
		return err_set(err, ST_USAGE, "%s", "an agency's code has letters, digits and - only");
	w->agency = arena_dup(work->arena, code);
	return w->agency ? ST_OK : err_nomem(err);
}

static enum status said_apply(struct work *work, const struct worker_said *said,
	struct worker_row *w, struct err *err)
{
	enum status st = role_said(said, w, err);

	if (st == ST_OK)
		st = agency_said(work, said->agency, w, err);
	if (st == ST_OK)
		st = text_said(work, said->shown_name, &w->shown_name, err);
	if (st == ST_OK)
		st = text_said(work, said->phone, &w->phone, err);
	return st;
}

/* They open the people of whom their agency holds a record: without one nobody. */
static enum status practitioner_check(const struct worker_row *w, struct err *err)
{
	if (w->role == ROLE_PRACTITIONER && !w->agency)
		return err_set(err, ST_USAGE, "a practitioner sees the people of an agency: say which with --agency");
	return ST_OK;
}

static enum status add_fn(struct work *work, void *arg, struct err *err)
{
	const struct worker_said *said = ((struct change *)arg)->said;
	char day[11];
	struct worker_row w = {.name = said->name, .since = day, .created_by = work->session->worker};
	enum status st;

	if (!said->role)
		return err_set(err, ST_USAGE,
			"say what the worker does here: coordinator, practitioner, manager, auditor or steward");
	civil_iso(work->session->rule.today, day);
	st = said_apply(work, said, &w, err);
	if (st == ST_OK && !said->agency && strchr(said->name, '@'))
		st = agency_said(work, strchr(said->name, '@') + 1, &w, err);
	if (st == ST_OK)
		st = practitioner_check(&w, err);
	return st == ST_OK ? store_worker_add(work->txn, &w, err) : st;
}

static enum status change_fn(struct work *work, void *arg, struct err *err)
{
	const struct change *c = arg;
	struct worker_row w;
	char day[11];
	enum status st = store_worker_get(txn_store(work->txn), c->said->name, work->arena, &w, err);

	if (st != ST_OK)
		return st;
	civil_iso(work->session->rule.today, day);
	if (c->turn == TURN_CLOSE && w.ended)
		return err_set(err, ST_USAGE, "%s was closed on %s already", w.name, w.ended);
	if (c->turn == TURN_REOPEN && !w.ended)
		return err_set(err, ST_USAGE, "%s is not closed", w.name);
	if (c->turn != TURN_SET)
		w.ended = c->turn == TURN_CLOSE ? day : NULL;
	else
		st = said_apply(work, c->said, &w, err);
	if (st == ST_OK && c->turn == TURN_SET)
		st = practitioner_check(&w, err);
	return st == ST_OK ? store_worker_change(work->txn, &w, err) : st;
}

/* What is changed stands in the audit by codes, never by a name or phone that was typed. */
static const char *change_told(const struct change *c, struct arena *arena)
{
	static const char *const TURNS[] = {"add", "set", "close", "reopen"};
	const struct worker_said *said = c->said;

	return arena_printf(arena, "%s %s%s%s%s%s%s%s%s%s", TURNS[c->turn], said->name,
		said->role ? " role " : "", said->role ? said->role : "",
		said->agency ? " agency " : "", said->agency ? *said->agency ? said->agency : "none" : "",
		said->marks ? " marks " : "", said->marks ? *said->marks ? said->marks : "none" : "",
		said->shown_name ? " name" : "", said->phone ? " phone" : "");
}

static enum status change_write(struct session *s, struct change *c, struct err *err)
{
	struct arena *arena = arena_new();
	enum status st = arena ? ST_OK : err_nomem(err);

	if (st == ST_OK && !worker_label_is_valid(c->said->name))
		st = err_set(err, ST_USAGE, "a worker's name has 1 to 64 letters, digits or . _ @ -");
	if (st == ST_OK) {
		c->deed = (struct deed){.deed = "worker", .detail = change_told(c, arena)};
		st = c->deed.detail ? case_write(s, &c->deed, c->turn == TURN_ADD ? add_fn : change_fn, c, err)
			: err_nomem(err);
	}
	arena_free(arena);
	return st;
}

enum status worker_add(struct session *s, const struct worker_said *said, struct err *err)
{
	return change_write(s, &(struct change){.turn = TURN_ADD, .said = said}, err);
}

enum status worker_set(struct session *s, const struct worker_said *said, struct err *err)
{
	return change_write(s, &(struct change){.turn = TURN_SET, .said = said}, err);
}

enum status worker_close(struct session *s, const char *name, struct err *err)
{
	return change_write(s, &(struct change){.turn = TURN_CLOSE, .said = &(struct worker_said){.name = name}}, err);
}

enum status worker_reopen(struct session *s, const char *name, struct err *err)
{
	return change_write(s, &(struct change){.turn = TURN_REOPEN, .said = &(struct worker_said){.name = name}}, err);
}

/* Relations ----------------------------------------------------------------- */

struct relating { const struct worker_kin *kin; int64_t person; };

/* By number alone: who marks need not be one who may see the person. */
static enum status record_whose(struct session *s, const char *address, int64_t *person, struct err *err)
{
	const char *colon = strchr(address, ':');
	char code[65], *given;
	int64_t record;
	struct arena *arena = arena_new();
	enum status st = ST_NONE;

	given = arena && colon ? arena_dup_n(arena, address, (size_t)(colon - address)) : NULL;
	if (given && code_fold(given, code))
		st = store_record_find(s->store, code, colon + 1, &record, err);
	if (st == ST_OK)
		st = store_person_of(s->store, record, person, err);
	arena_free(arena);
	return st == ST_NONE ? err_set(err, ST_NONE, "there is no such record; name one as AGENCY:local_id") : st;
}

static enum status relate_fn(struct work *work, void *arg, struct err *err)
{
	const struct relating *r = arg;
	const struct worker_kin *k = r->kin;
	struct worker_row w;
	struct record *record;
	size_t n = 0;
	enum status st = store_worker_get(txn_store(work->txn), k->name, work->arena, &w, err);

	if (st == ST_OK && k->is_over)
		return store_worker_unrelate(work->txn, k->name, r->person, err);
	if (st == ST_OK)
		st = store_person_records(txn_store(work->txn), r->person, work->arena, &record, &n, err);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = store_worker_relate(work->txn, k->name, record[i].id,
			k->is_kin ? RELATION_KIN : RELATION_SELF, work->session->worker, err);
	return st;
}

enum status worker_relate(struct session *s, const struct worker_kin *k, struct err *err)
{
	struct relating r = {.kin = k};
	struct arena *arena = arena_new();
	struct deed deed = {.deed = "worker"};
	struct worker_row w;
	enum status st = !arena ? err_nomem(err)
		: worker_label_is_valid(k->name) ? store_worker_get(s->store, k->name, arena, &w, err)
		: err_set(err, ST_USAGE, "a worker's name has 1 to 64 letters, digits or . _ @ -");

	/* Whose the record is comes last: who is asked about a worker that is none is told nothing of it. */
	if (st == ST_OK)
		st = record_whose(s, k->record, &r.person, err);
	if (st == ST_NONE)
		tried_in_vain(s, 0);
	if (st == ST_OK) {
		deed.person = r.person;
		deed.detail = arena_printf(arena, "relation of %s %s", k->name, k->is_over ? "ended" : "marked");
		st = deed.detail ? case_write(s, &deed, relate_fn, &r, err) : err_nomem(err);
	}
	arena_free(arena);
	return st;
}
