/*
 * versions.c - former content of records and events: kept when it is superseded,
 * and in force again when what superseded it is taken back.
 *
 * An import that sent a row just as it was in force has no version of its own,
 * only its number among those of import_same.  So when a version is taken back,
 * the first such import takes its place.
 */
#include "versions.h"

#include <stdlib.h>

#include "carried.h"
#include "decisions.h"
#include "events.h"
#include "gists.h"
#include "quarters.h"
#include "rows.h"
#include "store_imports.h"

/* What records and events have alike. */
struct versioned {
	enum row_kind kind;
	enum statement restore, credit, version_credit, version_withdraw;
};
static const struct versioned RECORDS = {ROW_RECORD, SQL_RECORD_RESTORE, SQL_RECORD_CREDIT,
	SQL_RECORD_VERSION_CREDIT, SQL_RECORD_VERSION_WITHDRAW};
static const struct versioned EVENTS = {ROW_EVENT, SQL_EVENT_RESTORE, SQL_EVENT_CREDIT,
	SQL_EVENT_VERSION_CREDIT, SQL_EVENT_VERSION_WITHDRAW};

struct taking_back {
	struct txn *txn;
	int64_t import;
	struct arena *arena;
	struct taken_back *out;
	VEC(int64_t) moved; /* records whose events are others now */
};

static enum status keep(struct txn *t, enum statement what, int64_t row, int64_t import,
	bool withdrawn, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, what);
	query_int_or_null(&q, import);
	query_int(&q, withdrawn);
	query_int(&q, row);
	return query_run(&q, err);
}

enum status record_keep(struct txn *t, int64_t record, int64_t import, bool withdrawn,
	struct err *err)
{
	return keep(t, SQL_RECORD_KEEP, record, import, withdrawn, err);
}

enum status event_keep(struct txn *t, int64_t event, int64_t import, bool withdrawn,
	struct err *err)
{
	return keep(t, SQL_EVENT_KEEP, event, import, withdrawn, err);
}

enum status versions_read(enum row_kind kind, const struct store *s, int64_t row, struct arena *arena,
	struct versions *out, struct err *err)
{
	VEC(struct version) all = {0};
	size_t *n = &out->n;
	struct query q;

	query_begin(&q, s, kind == ROW_EVENT ? SQL_EVENT_VERSIONS : SQL_RECORD_VERSIONS);
	query_int(&q, row);
	while (query_next(&q)) {
		struct version v = {.id = row_int(&q, 0), .import = row_int(&q, 1), .received = row_int(&q, 2)};

		if (kind == ROW_EVENT) {
			v.record = row_int(&q, 3);
			v.parts = row_text(&q, 4, arena);
		}
		if (!vec_push(&all, v))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &all, arena, &out->v, n, err);
}

/* ST_NONE where no import before `until` (NULL: at all) sent the row as this one brought it. */
static enum status credit_find(const struct taking_back *x, enum row_kind kind, int64_t row,
	const struct version *until, int64_t *import, int64_t *received, struct err *err)
{
	struct teller after, before;
	enum status status = teller_read(x->txn->store, x->import, kind, row, &after, err);

	if (status == ST_OK && until)
		status = teller_read(x->txn->store, until->import, kind, row, &before, err);
	if (status == ST_OK)
		status = same_first(x->txn->store, kind, row, &after, until ? &before : NULL, import, received, err);
	return status == ST_OK && !*import ? ST_NONE : status;
}

/* The version is another import's from now on; ST_NONE where it is nobody else's. */
static enum status credit(const struct taking_back *x, const struct versioned *what, int64_t row,
	const struct version *v, const struct version *until, struct err *err)
{
	int64_t import, received;
	struct query q;
	enum status status = credit_find(x, what->kind, row, until, &import, &received, err);

	if (status != ST_OK)
		return status;
	query_begin(&q, x->txn->store, v ? what->version_credit : what->credit);
	query_int(&q, import);
	query_int(&q, received);
	query_int(&q, v ? v->id : row);
	return query_run(&q, err);
}

/* Superseded versions that the import brought. */
static enum status superseded_take_back(const struct taking_back *x, const struct versioned *what,
	int64_t row, int64_t newest, struct versions *all, struct err *err)
{
	const struct version now = {.import = newest}, *until = newest ? &now : NULL;
	enum status status = ST_OK;

	for (size_t i = 0; i < all->n && status == ST_OK; i++) {
		struct version *v = &all->v[i];

		if (v->import != x->import) {
			until = v->import ? v : until;
			continue;
		}
		status = credit(x, what, row, v, until, err);
		if (status == ST_NONE) {
			v->is_gone = true;
			status = run_number(x->txn, what->version_withdraw, v->id, err);
		}
	}
	return status;
}

static const struct version *newest_left(const struct versions *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (!all->v[i].is_gone)
			return &all->v[i];
	return NULL;
}

static enum status restore(struct txn *t, const struct versioned *what, int64_t row,
	const struct version *v, struct err *err)
{
	return run_numbers(t, what->restore, v->id, row, err);
}

/* Events ------------------------------------------------------------------ */

enum status event_shelve(struct txn *t, int64_t event, struct err *err)
{
	enum status status = run_number(t, SQL_EVENT_SHELVE, event, err);

	if (status == ST_OK)
		status = gists_anew(t, event, err);
	return status == ST_OK ? event_parts_set(t, 0, event, NULL, err) : status;
}

static enum status in_force(const struct store *s, enum statement what, int64_t row,
	int64_t *import, int64_t *record, bool *is, struct err *err)
{
	struct query q;

	query_begin(&q, s, what);
	query_int(&q, row);
	*is = query_next(&q);
	*import = *is ? row_int(&q, 0) : 0;
	if (record)
		*record = *is ? row_int(&q, 2) : 0;
	return query_end(&q, err);
}

/* The version comes into force, or waits for its record to do so. */
static enum status event_restore(struct txn *t, int64_t event, int64_t agency,
	const struct version *v, bool *is_back, struct err *err)
{
	int64_t unused;
	enum status status = gists_anew(t, event, err); /* of the record that it leaves, too */

	if (status == ST_OK)
		status = restore(t, &EVENTS, event, v, err);
	if (status == ST_OK)
		status = gists_anew(t, event, err);
	if (status == ST_OK)
		status = in_force(t->store, SQL_RECORD_IN_FORCE, v->record, &unused, NULL, is_back, err);
	if (status != ST_OK)
		return status;
	if (!*is_back)
		return event_shelve(t, event, err);
	status = run_number(t, SQL_EVENT_VERSION_REMOVE, v->id, err);
	return status == ST_OK ? event_parts_set(t, agency, event, v->parts, err) : status;
}

static enum status current_event_take_back(struct taking_back *x, int64_t event, int64_t agency,
	int64_t record, const struct versions *all, struct err *err)
{
	const struct version *v = newest_left(all);
	bool is_back = false;
	enum status status = credit(x, &EVENTS, event, NULL, NULL, err);

	if (status != ST_NONE)
		return status;
	status = event_keep(x->txn, event, 0, true, err);
	if (status == ST_OK)
		status = v ? event_restore(x->txn, event, agency, v, &is_back, err)
			: event_shelve(x->txn, event, err);
	if (status == ST_OK && (!vec_push(&x->moved, record) ||
		(is_back && v->record != record && !vec_push(&x->moved, v->record))))
		status = err_nomem(err);
	x->out->events_changed += is_back;
	x->out->events_out += !is_back;
	return status;
}

static enum status event_take_back(struct taking_back *x, int64_t event, int64_t agency,
	struct err *err)
{
	struct versions all = {0};
	int64_t import, record;
	bool is_in_force = false;
	enum status status = in_force(x->txn->store, SQL_EVENT_IN_FORCE, event, &import, &record,
		&is_in_force, err);

	if (status == ST_OK)
		status = versions_read(ROW_EVENT, x->txn->store, event, x->arena, &all, err);
	if (status == ST_OK)
		status = superseded_take_back(x, &EVENTS, event, import, &all, err);
	if (status != ST_OK || !is_in_force || import != x->import)
		return status;
	return current_event_take_back(x, event, agency, record, &all, err);
}

static enum status event_agency(const struct store *s, int64_t event, int64_t *agency,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENT_ADDRESS);
	query_int(&q, event);
	*agency = query_next(&q) ? row_int(&q, 2) : 0;
	return query_end(&q, err);
}

struct event_number { int64_t id, agency; };

static enum status events_take_back(struct taking_back *x, int64_t record, struct err *err)
{
	VEC(struct event_number) all = {0};
	struct query q;
	enum status status;

	query_begin(&q, x->txn->store, SQL_EVENTS_OF_RECORD);
	query_int(&q, record);
	while (query_next(&q))
		if (!vec_push(&all, (struct event_number){row_int(&q, 0), row_int(&q, 1)}))
			query_fail(&q, SQLITE_NOMEM);
	status = query_end(&q, err);
	for (size_t i = 0; i < all.n && status == ST_OK; i++) {
		const int64_t before = x->out->events_changed;
		bool is_other = false;

		status = event_take_back(x, all.v[i].id, all.v[i].agency, err);
		if (status == ST_OK)
			status = carried_settle(x->txn, all.v[i].id, all.v[i].agency, x->import, &is_other, err);
		if (status == ST_OK && is_other && !vec_push(&x->moved, record))
			status = err_nomem(err);
		x->out->events_changed += is_other && x->out->events_changed == before;
	}
	vec_done(&all);
	return status;
}

/* Records ----------------------------------------------------------------- */

enum status record_return(struct txn *t, int64_t record, struct err *err)
{
	struct arena *arena = arena_new();
	int64_t *event = NULL, agency = 0;
	size_t n = 0;
	bool is_back;
	struct versions all;
	enum status status = arena ? run_number(t, SQL_RECORD_ENTER, record, err) : err_nomem(err);

	t->people++;
	t->records_out--;
	t->counters_moved = true;
	if (status == ST_OK)
		status = ids_read(t->store, SQL_EVENTS_SHELVED, record, &event, &n, err);
	for (size_t i = 0; i < n && status == ST_OK; i++) {
		status = event_agency(t->store, event[i], &agency, err);
		if (status == ST_OK)
			status = versions_read(ROW_EVENT, t->store, event[i], arena, &all, err);
		if (status == ST_OK && all.n)
			status = event_restore(t, event[i], agency, &all.v[0], &is_back, err);
	}
	free(event);
	arena_free(arena);
	return status;
}

/* Nobody's any more: what others said of it waits. */
static enum status record_leave(struct taking_back *x, int64_t record, int64_t person,
	struct err *err)
{
	struct txn *t = x->txn;
	int64_t *event = NULL;
	size_t n = 0;
	enum status status = ids_read(t->store, SQL_EVENTS_IN_FORCE, record, &event, &n, err);

	for (size_t i = 0; i < n && status == ST_OK; i++) {
		status = event_keep(t, event[i], 0, false, err);
		if (status == ST_OK)
			status = event_shelve(t, event[i], err);
	}
	free(event);
	if (status == ST_OK)
		status = run_number(t, SQL_RECORD_LEAVE, record, err);
	t->people -= person == record;
	t->records_out++;
	t->counters_moved = true;
	x->out->is_out = true;
	return status;
}

static enum status record_take_back(struct taking_back *x, int64_t record, struct err *err)
{
	struct versions all = {0};
	const struct version *v;
	int64_t import, person = 0;
	bool is_in_force = false;
	enum status status = in_force(x->txn->store, SQL_RECORD_IN_FORCE, record, &import, NULL,
		&is_in_force, err);

	if (status == ST_OK)
		status = versions_read(ROW_RECORD, x->txn->store, record, x->arena, &all, err);
	if (status == ST_OK)
		status = superseded_take_back(x, &RECORDS, record, import, &all, err);
	if (status == ST_OK && is_in_force)
		status = store_person_of(x->txn->store, record, &person, err);
	x->out->person = person;
	if (status != ST_OK || !is_in_force || import != x->import)
		return status;
	status = credit(x, &RECORDS, record, NULL, NULL, err);
	if (status != ST_NONE)
		return status;
	v = newest_left(&all);
	if (!v)
		return record_leave(x, record, person, err);
	x->out->is_changed = true;
	status = record_keep(x->txn, record, 0, true, err);
	if (status == ST_OK)
		status = restore(x->txn, &RECORDS, record, v, err);
	return status == ST_OK ? run_number(x->txn, SQL_RECORD_VERSION_REMOVE, v->id, err) : status;
}

enum status store_record_take_back(struct txn *t, int64_t import, int64_t record,
	struct arena *arena, struct taken_back *out, struct err *err)
{
	struct taking_back x = {.txn = t, .import = import, .arena = arena, .out = out};
	size_t *n = &out->moved_n;
	enum status status;

	*out = (struct taken_back){0};
	status = events_take_back(&x, record, err);
	if (status == ST_OK)
		status = record_take_back(&x, record, err);
	return rows_finish(status, &x.moved, arena, &out->moved, n, err);
}

/* Written here -------------------------------------------------------------- */

enum status store_event_take_back(struct txn *t, int64_t event, bool *is_other, struct err *err)
{
	struct taken_back out = {0};
	struct taking_back x = {.txn = t, .arena = arena_new(), .out = &out};
	int64_t agency = 0;
	enum status status = x.arena ? event_agency(t->store, event, &agency, err) : err_nomem(err);

	if (status == ST_OK)
		status = event_take_back(&x, event, agency, err);
	*is_other = out.events_changed || out.events_out;
	vec_done(&x.moved);
	arena_free(x.arena);
	return status;
}

enum status store_event_bring_again(struct txn *t, int64_t event, bool *is_other, struct err *err)
{
	struct version v = {.parts = NULL};
	int64_t agency = 0;
	struct query q;
	enum status status;

	*is_other = false;
	query_begin(&q, t->store, SQL_EVENT_MADE_VERSION);
	query_int(&q, event);
	if (query_next(&q)) {
		v.id = row_int(&q, 0);
		v.record = row_int(&q, 1);
		agency = row_int(&q, 2);
	}
	status = query_end(&q, err);
	return status == ST_OK && v.id ? event_restore(t, event, agency, &v, is_other, err) : status;
}

enum status store_record_leave(struct txn *t, int64_t record, struct err *err)
{
	struct taken_back out = {0};
	struct taking_back x = {.txn = t, .out = &out};
	int64_t person;
	enum status status = store_person_of(t->store, record, &person, err);

	return status == ST_OK ? record_leave(&x, record, person, err) : status;
}

enum status store_record_enter(struct txn *t, int64_t record, struct err *err)
{
	return record_return(t, record, err);
}
