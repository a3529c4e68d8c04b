/*
 * behind.c - rows of files that were taken in before, or of a time before that of others: they
 * go to their place among a row's versions, so that what is later stays in force.
 *
 * Versions lie in the order in which they came: one that goes between two is put last, and
 * those after it once more after it.
 */
#include <string.h>

#include "asked.h"
#include "carried.h"
#include "events.h"
#include "held.h"
#include "quarters.h"
#include "store_imports.h"
#include "text.h"
#include "versions.h"

/* What records and events have alike. */
struct placed {
	enum row_kind kind;
	enum statement in_force, says, version_says, version_again, version_remove, credit, version_credit;
	enum status (*keep)(struct txn *, int64_t row, int64_t import, bool withdrawn, struct err *);
};
static const struct placed RECORDS = {ROW_RECORD, SQL_RECORD_IN_FORCE, SQL_RECORD_SAYS, SQL_RECORD_VERSION_SAYS,
	SQL_RECORD_VERSION_AGAIN, SQL_RECORD_VERSION_REMOVE, SQL_RECORD_CREDIT, SQL_RECORD_VERSION_CREDIT,
	record_keep};
static const struct placed EVENTS = {ROW_EVENT, SQL_EVENT_IN_FORCE, SQL_EVENT_SAYS, SQL_EVENT_VERSION_SAYS,
	SQL_EVENT_VERSION_AGAIN, SQL_EVENT_VERSION_REMOVE, SQL_EVENT_CREDIT, SQL_EVENT_VERSION_CREDIT,
	event_keep};

struct placing {
	struct txn *txn;
	struct arena *arena;
	const struct placed *what;
	int64_t import, received, row;
	int32_t day;                 /* of which time the row is; CIVIL_NONE: not said */
	const struct record *record; /* or else the event */
	const struct event *event;
	struct version now;          /* in force: id 0; is_in_force false: none is */
	bool is_in_force;
	struct versions all;
	bool is_now_later;           /* what is in force came after the import's place … */
	size_t later;                /* … and so many of the versions did */
};

/* What was written here is after the imports that had come by then. */
static enum status is_later(const struct placing *x, const struct version *v, bool *is, struct err *err)
{
	const struct teller own = {x->import, x->day};
	struct teller at;
	enum status status = ST_OK;

	if (v->import)
		status = teller_read(x->txn->store, v->import, x->what->kind, x->row, &at, err);
	*is = status == ST_OK && (v->import ? teller_is_after(&at, &own) : v->received >= x->received);
	return status;
}

/* All that lies on something later is so too. */
static enum status later_count(struct placing *x, struct err *err)
{
	bool is = false;
	enum status status = ST_OK;

	for (x->later = x->all.n; x->later > 0 && !is && status == ST_OK;) {
		status = is_later(x, &x->all.v[x->later - 1], &is, err);
		x->later -= !is;
	}
	x->is_now_later = x->is_in_force && x->later > 0;
	return status == ST_OK && x->is_in_force && !x->is_now_later ? is_later(x, &x->now, &x->is_now_later, err)
		: status;
}

static enum status placing_read(struct placing *x, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, x->txn->store, x->what->in_force);
	query_int(&q, x->row);
	x->is_in_force = query_next(&q);
	if (x->is_in_force)
		x->now = (struct version){.import = row_int(&q, 0), .received = row_int(&q, 1)};
	status = query_end(&q, err);
	if (status == ST_OK)
		status = versions_read(x->what->kind, x->txn->store, x->row, x->arena, &x->all, err);
	return status == ST_OK ? later_count(x, err) : status;
}

/* Content ------------------------------------------------------------------- */

static bool says_event(struct query *q, const struct event *e)
{
	const bool has_end = !row_is_null(q, 4);
	bool same = row_int(q, 0) == e->record && row_int(q, 1) == (int64_t)e->kind &&
		row_int(q, 2) == (int64_t)e->status && row_int(q, 3) == moment_pack(e->start) &&
		has_end == civil_is_set(e->end) && (!has_end || row_int(q, 4) == moment_pack(e->end));

	for (int i = 0; i < EVENT_COLUMN_COUNT && same; i++) {
		const char *held = row_peek(q, 5 + i), *sent = event_column(e, i);

		same = i == EVENT_ASKED && e->kind == EV_REQUEST ? asks_same(q, held, sent) : text_same(held, sent);
	}
	return same;
}

static bool says_record(const struct query *q, const struct record *r)
{
	bool same = true;

	for (int i = 0; i < RF_COUNT && same; i++)
		same = text_same(row_peek(q, i), r->field[i]);
	return same;
}

/* The version, or what is in force where its id is 0, says what the row says. */
static enum status says_same(const struct placing *x, const struct version *v, bool *same, struct err *err)
{
	struct query q;

	query_begin(&q, x->txn->store, v->id ? x->what->version_says : x->what->says);
	query_int(&q, v->id ? v->id : x->row);
	*same = query_next(&q) && (x->event ? says_event(&q, x->event) : says_record(&q, x->record));
	return query_end(&q, err);
}

static void record_bind(struct query *q, const struct placing *x)
{
	query_int_or_null(q, x->import);
	query_int(q, x->received);
	for (int i = 0; i < RF_COUNT; i++)
		query_sent(q, x->record->field[i]);
}

static enum status version_add(const struct placing *x, const struct version *after, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, x->txn->store, x->event ? SQL_EVENT_VERSION_ADD : SQL_RECORD_VERSION_ADD);
	query_int(&q, x->row);
	query_int_or_null(&q, after->import);
	if (x->event)
		event_bind(&q, x->event, x->import, x->received);
	else
		record_bind(&q, x);
	status = query_run(&q, err);
	return status == ST_OK && x->event ? asked_put(x->txn, x->event, x->row, err) : status;
}

/* Placing --------------------------------------------------------------------- */

/* The version, or what is in force where that is 0, is of this import. */
static enum status credit(const struct placing *x, int64_t version, int64_t import, int64_t received,
	struct err *err)
{
	struct query q;

	query_begin(&q, x->txn->store, version ? x->what->version_credit : x->what->credit);
	query_int(&q, import);
	query_int(&q, received);
	query_int(&q, version ? version : x->row);
	return query_run(&q, err);
}

/* The first import between the place and `until` (NULL: after it) that sent the row as it was
 * before the place: import 0 where none did. */
static enum status said_again(const struct placing *x, const struct version *until, struct version *by,
	struct err *err)
{
	const struct teller own = {x->import, x->day};
	struct teller before;
	enum status status = until
		? teller_read(x->txn->store, until->import, x->what->kind, x->row, &before, err) : ST_OK;

	*by = (struct version){0};
	return status == ST_OK ? same_first(x->txn->store, x->what->kind, x->row, &own, until ? &before : NULL,
		&by->import, &by->received, err) : status;
}

/* The version once more, the last now. */
static enum status version_again(const struct placing *x, int64_t version, struct err *err)
{
	return run_number(x->txn, x->what->version_again, version, err);
}

/* A version behind all others. */
static enum status version_move(const struct placing *x, const struct version *v, struct err *err)
{
	enum status status = version_again(x, v->id, err);

	return status == ST_OK ? run_number(x->txn, x->what->version_remove, v->id, err) : status;
}

static enum status version_insert(const struct placing *x, const struct version *before, const struct version *by,
	const struct version *after, struct err *err)
{
	enum status status = version_add(x, by->import ? by : after, err);

	if (status == ST_OK && by->import)
		status = version_again(x, before->id, err);
	if (status == ST_OK && by->import)
		status = credit(x, sqlite3_last_insert_rowid(x->txn->store->db), by->import, by->received, err);
	for (size_t i = x->later; i-- > 0 && status == ST_OK;)
		status = version_move(x, &x->all.v[i], err);
	return status;
}

/* This import sent it as another had brought it. */
static enum status same_note(const struct placing *x, int64_t import, struct err *err)
{
	bool has = false;
	enum status status = store_import_same_has(x->txn->store, import, x->what->kind, x->row, &has, err);

	return status == ST_OK && !has ? store_import_same(x->txn, import, x->what->kind, x->row, x->row, err)
		: status;
}

/* What the import after it brought was this one's, and sent again as it was. */
static enum status credit_back(const struct placing *x, const struct version *after, struct err *err)
{
	enum status status = credit(x, after->id, x->import, x->received, err);

	return status == ST_OK ? same_note(x, after->import, err) : status;
}

/* Between two versions, or before all. */
static enum status put_between(const struct placing *x, struct err *err)
{
	const struct version *before = x->later < x->all.n ? &x->all.v[x->later] : NULL;
	const struct version *after = x->later && x->all.v ? &x->all.v[x->later - 1] : &x->now;
	struct version by = {0};
	bool same = false;
	enum status status = before ? says_same(x, before, &same, err) : ST_OK;

	if (status != ST_OK || same)
		return status == ST_OK && before->import != x->import ? same_note(x, x->import, err) : status;
	if (before)
		status = said_again(x, after->import ? after : NULL, &by, err);
	if (status == ST_OK && !by.import && after->import)
		status = says_same(x, after, &same, err);
	if (status != ST_OK)
		return status;
	return same ? credit_back(x, after, err) : version_insert(x, before, &by, after, err);
}

/* What is in force is from before its place; *done: but it was sent again after that. */
static enum status put_under(const struct placing *x, bool *done, struct err *err)
{
	struct version by = {0};
	bool same = false;
	enum status status = says_same(x, &x->now, &same, err);

	if (status == ST_OK && !same)
		status = said_again(x, NULL, &by, err);
	*done = by.import != 0;
	if (status != ST_OK || !*done)
		return status;
	status = x->what->keep(x->txn, x->row, x->import, false, err);
	if (status == ST_OK)
		status = version_add(x, &by, err);
	return status == ST_OK ? credit(x, 0, by.import, by.received, err) : status;
}

/* *done: it has its place behind what came later.  Otherwise it is put as any row is. */
static enum status placed(struct placing *x, bool *done, struct err *err)
{
	enum status status = x->arena ? txn_received(x->txn, x->import, &x->received, err) : err_nomem(err);

	*done = false;
	if (status == ST_OK)
		status = placing_read(x, err);
	if (status == ST_OK && x->is_in_force && !x->is_now_later)
		status = put_under(x, done, err);
	else if (status == ST_OK && (x->is_in_force || x->later)) {
		*done = true;
		status = put_between(x, err);
	}
	arena_free(x->arena);
	return status;
}

/* It is in force as it was sent, by the same files or by what came before them: it has its place.
 * Where days are told, these decide. */
static bool is_in_place(const struct placing *x, const struct held *held)
{
	return held->is_same && !held->is_out && held->import && held->import <= x->import && x->day == CIVIL_NONE;
}

/* Whether the row stays as it is held: it has its place, or what came later has it (*behind). */
static enum status row_stays(struct placing *x, const struct held *held, bool *stays, bool *behind, struct err *err)
{
	enum status status = ST_OK;

	x->row = held->id;
	*stays = x->row && is_in_place(x, held);
	if (x->row && !*stays) {
		x->arena = arena_new();
		status = placed(x, behind, err);
	}
	*stays |= *behind;
	return status;
}

enum status store_record_put_behind(struct txn *t, const struct record *r, int64_t import, int32_t day, int64_t *id,
	enum put *put, bool *behind, struct err *err)
{
	struct placing x = {.txn = t, .what = &RECORDS, .import = import, .day = day, .record = r};
	struct held held;
	bool stays = false;
	enum status status = record_held(t->store, r, &held, err);

	*behind = false;
	if (status == ST_OK)
		status = row_stays(&x, &held, &stays, behind, err);
	if (status != ST_OK || !stays)
		return status == ST_OK ? store_record_put(t, r, import, id, put, err) : status;
	*id = x.row;
	*put = PUT_SAME;
	return ST_OK;
}

enum status store_event_put_behind(struct txn *t, const struct event *e, int64_t import, int32_t day,
	int64_t *id, int64_t *was_record, enum put *put, bool *behind, struct err *err)
{
	struct placing x = {.txn = t, .what = &EVENTS, .import = import, .day = day, .event = e};
	struct held held;
	bool stays = false;
	enum status status = event_held(t->store, e, &held, err);

	*behind = false;
	if (status == ST_OK)
		status = row_stays(&x, &held, &stays, behind, err);
	if (status != ST_OK || !stays)
		return status == ST_OK ? store_event_put(t, e, import, id, was_record, put, err) : status;
	*id = x.row;
	*was_record = e->record;
	*put = PUT_SAME;
	return ST_OK;
}

/* What an event said by then ------------------------------------------------------ */

static enum status version_get(const struct store *s, int64_t version, struct arena *arena, struct event *out,
	struct err *err)
{
	struct event_reader reader = {.arena = arena};
	struct event e = {0};
	bool found = false;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_EVENT_VERSION_GET);
	query_int(&q, version);
	if (query_next(&q))
		found = event_read(&reader, &q, &e);
	status = query_end(&q, err);
	if (status == ST_OK)
		status = found ? events_name(s, &e, 1, err) : ST_NONE;
	if (status == ST_OK)
		*out = e;
	return status;
}

enum status store_event_by(const struct store *s, int64_t event, int64_t import, struct arena *arena,
	struct event *out, struct err *err)
{
	struct versions all = {0};
	int64_t now = 0;
	enum status status = store_event_import(s, event, &now, err);

	if (status != ST_OK || now <= import)
		return status == ST_OK ? store_event_get(s, event, arena, out, err) : status;
	status = versions_read(ROW_EVENT, s, event, arena, &all, err);
	for (size_t i = 0; i < all.n && status == ST_OK; i++)
		if (all.v[i].import && all.v[i].import <= import)
			return version_get(s, all.v[i].id, arena, out, err);
	return status == ST_OK ? ST_NONE : status;
}

enum status store_event_settle(struct txn *t, int64_t event, bool *is_other, struct err *err)
{
	int64_t agency = 0;
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_EVENT_ADDRESS);
	query_int(&q, event);
	agency = query_next(&q) ? row_int(&q, 2) : 0;
	status = query_end(&q, err);
	return status == ST_OK ? carried_settle(t, event, agency, 0, is_other, err) : status;
}
