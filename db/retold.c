/*
 * retold.c - what each import itself told of events whose parts several tell of, and
 * room made for all of it to be told anew: core does that, in the order of the imports
 * (core/ingest/retold.c).
 */
#include <string.h>

#include "carried.h"
#include "events.h"
#include "rows.h"
#include "store_imports.h"
#include "store_retold.h"
#include "text.h"
#include "versions.h"

static const char PART[] = "part:", REF[] = "ref:";

struct said {
	struct arena *arena;
	VEC(struct event_sent) rows;
};

static enum status said_read(const struct store *s, enum statement what, int64_t event, struct said *r,
	struct err *err)
{
	struct event_reader reader = {.arena = r->arena};
	struct query q;

	query_begin(&q, s, what);
	query_int(&q, event);
	while (query_next(&q)) {
		struct event_sent sent = {.event_id = event, .import = row_int(&q, EC_AFTER)};

		if (event_read(&reader, &q, &sent.event) && !vec_push(&r->rows, sent))
			query_fail(&q, SQLITE_NOMEM);
	}
	return query_end(&q, err);
}

/* Those that sent it as another had brought it, after that one. */
static enum status same_read(const struct store *s, int64_t event, struct said *r, struct err *err)
{
	const size_t versions = r->rows.n;
	VEC(int64_t) import = {0};
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_EVENT_SAME_IMPORTS);
	query_int(&q, event);
	while (query_next(&q))
		if (!vec_push(&import, row_int(&q, 0)))
			query_fail(&q, SQLITE_NOMEM);
	status = query_end(&q, err);
	for (size_t i = 0; i < import.n && status == ST_OK; i++) {
		struct event_sent sent = {.import = import.v[i]};
		const struct event_sent *as = NULL;

		for (size_t k = 0; k < versions; k++)
			if (r->rows.v[k].import <= sent.import)
				as = &r->rows.v[k];
		if (!as || as->import == sent.import)
			continue;
		sent.event_id = event;
		sent.event = as->event;
		sent.is_same = true;
		if (!vec_push(&r->rows, sent))
			status = err_nomem(err);
	}
	vec_done(&import);
	return status;
}

struct owning {
	struct arena *arena;
	const char *what, *parts, *ref;
	size_t n;
	bool nomem;
};

static void part_own(void *arg, const char *item, size_t length)
{
	struct owning *o = arg;
	const char *noted = arena_printf(o->arena, "%s%.*s", PART, (int)length, item);

	o->nomem |= !noted;
	if (!noted || text_list_has(o->what, noted))
		return;
	o->parts = o->parts ? arena_printf(o->arena, "%s;%s", o->parts, noted + sizeof PART - 1) : noted + sizeof PART - 1;
	o->nomem |= !o->parts;
	o->n++;
}

static void ref_own(void *arg, const char *item, size_t length)
{
	struct owning *o = arg;

	if (length < sizeof REF || strncmp(item, REF, sizeof REF - 1) != 0)
		return;
	o->ref = arena_dup_n(o->arena, item + sizeof REF - 1, length - (sizeof REF - 1));
	o->nomem |= !o->ref;
}

static void fields_settle(struct event *e, const char *what)
{
	if (text_list_has(what, "practitioner"))
		e->practitioner = NULL;
	if (text_list_has(what, "role"))
		e->role = NULL;
	if (text_list_has(what, "responded_on"))
		e->responded_on = NULL;
}

/* Without what it had from the versions before. */
static bool own_settle(struct event_sent *sent, const char *what, struct arena *arena)
{
	struct event *e = &sent->event;
	struct owning o = {.arena = arena, .what = what};

	text_list(what, ref_own, &o);
	if (e->parts)
		text_list(e->parts, part_own, &o);
	if (o.ref)
		e->source_ref = o.ref;
	e->parts = o.n > 1 ? o.parts : NULL;
	return !o.nomem;
}

/* The rows that a version was put together of, in place of it. */
static bool rows_settle(struct said *r, size_t at, const char *what)
{
	struct event_sent sent = r->rows.v[at];
	struct event *row;
	size_t n;

	fields_settle(&sent.event, what);
	if (!told_rows_read(what, &sent.event, r->arena, &row, &n) || (!n && !own_settle(&sent, what, r->arena)))
		return false;
	sent.is_own = n > 0;
	for (size_t i = 0; i < n; i++) {
		sent.event = row[i];
		if (i && !vec_push(&r->rows, sent))
			return false;
		if (!i)
			r->rows.v[at] = sent;
	}
	if (!n)
		r->rows.v[at] = sent;
	return true;
}

static enum status own_read(const struct store *s, int64_t event, struct said *r, struct err *err)
{
	const size_t versions = r->rows.n;
	struct query q;

	query_begin(&q, s, SQL_CARRIED_OF);
	query_int(&q, event);
	while (query_next(&q)) {
		const int64_t import = row_int(&q, 0);
		const char *what = row_text(&q, 1, r->arena);

		for (size_t i = 0; what && i < versions; i++) {
			if (r->rows.v[i].import != import)
				continue;
			if (!rows_settle(r, i, what))
				query_fail(&q, SQLITE_NOMEM);
			break;
		}
	}
	return query_end(&q, err);
}

enum status store_told_whose(const struct store *s, struct event *row, struct err *err)
{
	struct query q;

	if (!row->agency_code || !row->local_id)
		return ST_OK;
	query_begin(&q, s, SQL_RECORD_OF_CODE);
	query_text(&q, row->agency_code);
	query_text(&q, row->local_id);
	if (query_next(&q) && (row_int(&q, 2) || row_int(&q, 0) == row->record)) {
		row->record = row_int(&q, 0);
		row->agency = row_int(&q, 1);
	}
	return query_end(&q, err);
}

/* Who sent it as it was told its parts as the newest before it that says how. */
static bool same_settle(struct said *r, size_t versions)
{
	for (size_t i = 0; i < versions; i++) {
		int64_t as = 0;
		const size_t n = r->rows.n;
		bool is_first = true;

		if (!r->rows.v[i].is_same || r->rows.v[i].is_own)
			continue;
		for (size_t k = 0; k < n; k++)
			if (r->rows.v[k].import < r->rows.v[i].import && r->rows.v[k].import > as)
				as = r->rows.v[k].import;
		for (size_t k = 0; k < n; k++) {
			struct event_sent row = r->rows.v[k];

			if (row.import != as || !row.is_own)
				continue;
			row.import = r->rows.v[i].import;
			row.is_same = true;
			if (!is_first && !vec_push(&r->rows, row))
				return false;
			if (is_first)
				r->rows.v[i] = row;
			is_first = false;
		}
	}
	return true;
}

/* Of two versions of one import, or what was written here, it cannot be said what each told. */
static bool is_plain(const struct said *r)
{
	for (size_t i = 0; i < r->rows.n; i++) {
		if (!r->rows.v[i].import)
			return false;
		for (size_t k = 0; k < i; k++)
			if (r->rows.v[k].import == r->rows.v[i].import)
				return false;
	}
	return true;
}

enum status store_event_sendings(const struct store *s, int64_t event, struct arena *arena,
	struct event_sent **out, size_t *n, bool *plain, struct err *err)
{
	struct said r = {.arena = arena};
	size_t versions;
	enum status status = said_read(s, SQL_EVENT_SAID_BEFORE, event, &r, err);

	if (status == ST_OK)
		status = said_read(s, SQL_EVENT_SAID, event, &r, err);
	if (status == ST_OK)
		status = same_read(s, event, &r, err);
	*plain = is_plain(&r);
	versions = r.rows.n;
	if (status == ST_OK)
		status = own_read(s, event, &r, err);
	if (status == ST_OK && !same_settle(&r, versions))
		status = err_nomem(err);
	for (size_t i = 0; i < r.rows.n && status == ST_OK; i++)
		status = store_told_whose(s, &r.rows.v[i].event, err);
	for (size_t i = 0; i < r.rows.n && status == ST_OK; i++)
		status = events_name(s, &r.rows.v[i].event, 1, err);
	return rows_finish(status, &r.rows, arena, out, n, err);
}

enum status store_event_told(const struct store *s, int64_t event, struct arena *arena, const char **text,
	struct err *err)
{
	struct query q;

	*text = NULL;
	query_begin(&q, s, SQL_CARRIED_OF);
	query_int(&q, event);
	while (query_next(&q)) {
		const char *what = row_text(&q, 1, arena);

		if (what && told_row_is(what, strlen(what)))
			*text = what;
	}
	return query_end(&q, err);
}

enum status store_events_meeting(const struct store *s, int64_t agency, const char *part, struct arena *arena,
	int64_t **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENTS_MEETING);
	query_int(&q, agency);
	query_text(&q, part);
	return rows_numbers(&q, arena, out, n, err);
}

enum status store_events_meeting_of(const struct store *s, int64_t agency, int64_t record, const char *part,
	struct arena *arena, int64_t **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENTS_MEETING_OF);
	query_int(&q, agency);
	query_text(&q, part);
	query_int(&q, record);
	return rows_numbers(&q, arena, out, n, err);
}

enum status store_events_about(const struct store *s, int64_t record, int32_t first, int32_t last, struct arena *arena,
	int64_t **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENTS_ABOUT);
	query_int(&q, record);
	query_int(&q, moment_of_day(last + 1));
	query_int(&q, moment_of_day(first));
	return rows_numbers(&q, arena, out, n, err);
}

enum status store_events_carrying(const struct store *s, int64_t record, struct arena *arena, int64_t **out,
	size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENTS_CARRYING);
	query_int(&q, record);
	return rows_numbers(&q, arena, out, n, err);
}

enum status store_events_to_fold(const struct store *s, int64_t record, struct arena *arena, int64_t **out, size_t *n,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENTS_TO_FOLD);
	query_int(&q, record);
	return rows_numbers(&q, arena, out, n, err);
}

enum status store_events_to_fold_any(const struct store *s, bool *any, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENTS_TO_FOLD_ANY);
	*any = query_next(&q);
	return query_end(&q, err);
}

/* Making room ------------------------------------------------------------------- */

enum status store_event_untell(struct txn *t, int64_t event, int64_t gone, const struct event_sent *sent, size_t n,
	struct err *err)
{
	int64_t now = 0;
	struct query q;
	enum status status = ST_OK;
	bool is_in_force;

	for (size_t i = 0; i < n && status == ST_OK; i++)
		if (sent[i].event_id == event && sent[i].is_same)
			status = same_forget(t, sent[i].import, ROW_EVENT, event, err);
	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_EVENT_IN_FORCE);
	query_int(&q, event);
	is_in_force = query_next(&q);
	now = is_in_force ? row_int(&q, 0) : 0;
	status = query_end(&q, err);
	if (status == ST_OK && is_in_force && gone && now == gone)
		status = event_keep(t, event, 0, true, err);
	if (status == ST_OK && gone) {
		query_begin(&q, t->store, SQL_EVENT_VERSIONS_WITHDRAW_OF);
		query_int(&q, event);
		query_int(&q, gone);
		status = query_run(&q, err);
	}
	if (status == ST_OK)
		status = run_number(t, SQL_EVENT_VERSIONS_FORGET, event, err);
	if (status == ST_OK)
		status = run_number(t, SQL_CARRIED_CLEAR, event, err);
	return status == ST_OK && is_in_force ? event_shelve(t, event, err) : status;
}

enum status store_event_readdress(struct txn *t, int64_t event, int64_t agency, const char *ref, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_EVENT_READDRESS);
	query_int(&q, agency);
	query_text(&q, ref);
	query_int(&q, event);
	return query_run(&q, err);
}

enum status store_event_at(const struct store *s, int64_t agency, const char *ref, int64_t *event, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENT_BY_ADDRESS);
	query_int(&q, agency);
	query_text(&q, ref);
	*event = query_next(&q) ? row_int(&q, EC_ID) : 0;
	return query_end(&q, err);
}

enum status store_event_ever(const struct store *s, const char *agency_code, const char *ref, int64_t *record, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENT_EVER);
	query_text(&q, agency_code);
	query_text(&q, ref);
	return query_number(&q, record, err);
}

enum status store_event_aside(struct txn *t, int64_t event, struct err *err)
{
	enum status status = event_keep(t, event, 0, false, err);

	return status == ST_OK ? event_shelve(t, event, err) : status;
}

enum status store_event_wait(struct txn *t, int64_t event, struct err *err)
{
	int64_t record = 0;
	bool is_in_force, has_record;
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_EVENT_IN_FORCE);
	query_int(&q, event);
	is_in_force = query_next(&q);
	record = is_in_force ? row_int(&q, 2) : 0;
	status = query_end(&q, err);
	if (status != ST_OK || !is_in_force)
		return status;
	query_begin(&q, t->store, SQL_RECORD_IN_FORCE);
	query_int(&q, record);
	has_record = query_next(&q);
	status = query_end(&q, err);
	return status == ST_OK && !has_record ? store_event_aside(t, event, err) : status;
}
