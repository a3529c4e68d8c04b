/*
 * journeys.c - reading events: one, a person's, everyone's, and Today's queues.
 */
#include <string.h>

#include "events.h"
#include "rows.h"

static enum status no_event(struct err *err)
{
	return err_set(err, ST_NONE, "there is no such event");
}

enum status store_event_get(const struct store *s, int64_t id, struct arena *arena,
	struct event *out, struct err *err)
{
	struct event_reader reader = {.arena = arena};
	struct event e;
	bool found = false;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_EVENT_GET);
	query_int(&q, id);
	if (query_next(&q))
		found = event_read(&reader, &q, &e);
	status = query_end(&q, err);
	if (status == ST_OK && !found)
		return no_event(err);
	if (status == ST_OK)
		status = events_name(s, &e, 1, err);
	if (status == ST_OK)
		*out = e;
	return status;
}

enum status store_event_find(const struct store *s, const char *agency_code, const char *source_ref,
	int64_t *id, struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_EVENT_ID);
	query_text(&q, agency_code);
	query_text(&q, source_ref);
	status = query_number(&q, id, err);
	return status == ST_NONE ? no_event(err) : status;
}

enum status store_event_import(const struct store *s, int64_t id, int64_t *import, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_EVENT_IMPORT);
	query_int(&q, id);
	return query_number(&q, import, err);
}

enum status store_events_called(const struct store *s, int64_t agency, const char *from, const char *to,
	struct arena *arena, struct called_event **out, size_t *n, struct err *err)
{
	VEC(struct called_event) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_EVENTS_CALLED);
	query_int(&q, agency);
	query_text(&q, from);
	query_text(&q, to);
	while (query_next(&q)) {
		struct called_event e = {.id = row_int(&q, 0), .title = row_text(&q, 1, arena)};

		if (!vec_push(&rows, e))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}

static enum status event_named(const struct store *s, enum statement way, int64_t agency,
	const char *name, int64_t *id, struct err *err)
{
	struct query q;

	query_begin(&q, s, way);
	query_int(&q, agency);
	query_text(&q, name);
	return query_number(&q, id, err);
}

enum status store_event_by_part(const struct store *s, int64_t agency, const char *part,
	int64_t *id, struct err *err)
{
	enum status status = event_named(s, SQL_EVENT_BY_REF, agency, part, id, err);

	if (status == ST_NONE)
		status = event_named(s, SQL_PART_FIND, agency, part, id, err);
	return status == ST_NONE ? no_event(err) : status;
}

struct event_rows { VEC(struct event) rows; };

static enum status events_gather(struct query *q, const struct store *s, struct arena *arena,
	struct event_rows *into, struct err *err)
{
	struct event_reader reader = {.arena = arena};
	enum status status;

	while (query_next(q)) {
		struct event e;

		if (event_read(&reader, q, &e) && !vec_push(&into->rows, e))
			query_fail(q, SQLITE_NOMEM);
	}
	status = query_end(q, err);
	return status == ST_OK ? events_name(s, into->rows.v, into->rows.n, err) : status;
}

enum status store_person_events(const struct store *s, int64_t person, struct arena *arena,
	struct event **out, size_t *n, struct err *err)
{
	struct event_rows all = {0};
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_PERSON_EVENTS);
	query_int(&q, person);
	status = events_gather(&q, s, arena, &all, err);
	if (status == ST_OK)
		events_sort(all.rows.v, all.rows.n);
	return rows_finish(status, &all.rows, arena, out, n, err);
}

enum status store_record_events(const struct store *s, int64_t record, enum event_kind kind,
	struct arena *arena, struct event **out, size_t *n, struct err *err)
{
	struct event_rows all = {0};
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_RECORD_EVENTS);
	query_int(&q, record);
	query_int(&q, (int64_t)kind);
	status = events_gather(&q, s, arena, &all, err);
	return rows_finish(status, &all.rows, arena, out, n, err);
}

enum status store_requests_open(const struct store *s, int32_t until, size_t limit,
	struct arena *arena, struct event **out, size_t *n, struct err *err)
{
	struct event_rows all = {0};
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_REQUESTS_OPEN);
	query_int(&q, moment_of_day(until) + moment_of_day(1));
	query_int(&q, limit ? (int64_t)limit : INT64_MAX);
	status = events_gather(&q, s, arena, &all, err);
	return rows_finish(status, &all.rows, arena, out, n, err);
}

enum status store_requests_open_count(const struct store *s, int32_t until, int64_t *out,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_REQUESTS_OPEN_COUNT);
	query_int(&q, moment_of_day(until) + moment_of_day(1));
	return query_number(&q, out, err);
}

enum status store_stayed_since(const struct store *s, int32_t from, struct arena *arena,
	int64_t **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_STAYED_SINCE);
	query_int(&q, moment_of_day(from));
	return rows_numbers(&q, arena, out, n, err);
}

enum status store_dead_people(const struct store *s, struct arena *arena, int64_t **out, size_t *n,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_DEAD_PEOPLE);
	return rows_numbers(&q, arena, out, n, err);
}

enum status store_people_open(const struct store *s, struct arena *arena, int64_t **out, size_t *n,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_PEOPLE_OPEN);
	return rows_numbers(&q, arena, out, n, err);
}

/* Everyone --------------------------------------------------------------- */

enum { SWEEP_PERSON = EC_AFTER, SWEEP_RECORD, SWEEP_DIED };

struct sweep {
	const struct store *store;
	struct query q;
	struct event_reader reader;
	struct event_rows events;
	int64_t person, record;
	struct death died;
	person_events_fn *give;
	void *arg;
};

static void sweep_died(struct sweep *w)
{
	death_add(&w->died, row_peek(&w->q, SWEEP_DIED));
}

static enum status sweep_give(struct sweep *w, struct err *err)
{
	struct event *v = w->events.rows.v;
	size_t n = w->events.rows.n;
	enum status status = ST_OK;

	if (n) {
		status = events_name(w->store, v, n, err);
		if (status == ST_OK) {
			events_sort(v, n);
			status = w->give(w->arg, w->person, v, n, w->died, err);
		}
	}
	w->events.rows.n = 0;
	w->reader = (struct event_reader){.arena = w->reader.arena};
	arena_reset(w->reader.arena);
	return status;
}

static enum status sweep_row(struct sweep *w, struct err *err)
{
	int64_t person = row_int(&w->q, SWEEP_PERSON), record = row_int(&w->q, SWEEP_RECORD);
	enum status status = ST_OK;
	struct event e;

	if (person != w->person) {
		status = sweep_give(w, err);
		w->person = person;
		w->died = DEATH_NONE;
	}
	if (record != w->record) {
		w->record = record;
		sweep_died(w);
	}
	if (status == ST_OK && !row_is_null(&w->q, EC_ID) && event_read(&w->reader, &w->q, &e) &&
	    !vec_push(&w->events.rows, e))
		query_fail(&w->q, SQLITE_NOMEM);
	return status;
}

enum status store_events_sweep(const struct store *s, person_events_fn *give, void *arg,
	struct err *err)
{
	struct sweep w = {.store = s, .died = DEATH_NONE, .give = give, .arg = arg};
	enum status status = ST_OK, ended;

	w.reader.arena = arena_new();
	if (!w.reader.arena)
		return err_nomem(err);
	query_begin(&w.q, s, SQL_EVENTS_SWEEP);
	while (status == ST_OK && query_next(&w.q))
		status = sweep_row(&w, err);
	ended = query_end(&w.q, status == ST_OK ? err : NULL);
	if (status == ST_OK)
		status = ended;
	if (status == ST_OK)
		status = sweep_give(&w, err);
	vec_done(&w.events.rows);
	arena_free(w.reader.arena);
	return status;
}
