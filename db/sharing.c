/*
 * sharing.c - what bears on who sees what of a person, and what was said of it.
 */
#include "asked.h"
#include "store_sharing.h"

#include "events.h"
#include "rows.h"

static void query_day(struct query *q, int32_t day)
{
	if (day == CIVIL_NONE)
		query_null(q);
	else
		query_int(q, day);
}

enum status store_sharing_say(struct txn *t, const struct sharing_said *row, int64_t *id, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_SHARING_SAY);
	query_text(&q, row->at);
	query_text(&q, row->by);
	query_int(&q, row->record);
	query_int(&q, row->kind);
	query_int_or_null(&q, row->agency);
	query_text(&q, row->worker);
	query_text(&q, row->purpose);
	query_text(&q, row->why);
	query_int(&q, row->from);
	query_day(&q, row->until);
	query_int_or_null(&q, row->receiver);
	query_text(&q, row->giver);
	query_text(&q, row->how);
	query_day(&q, row->review);
	return query_number(&q, id, err);
}

enum status store_sharing_end(struct txn *t, const struct sharing_said *row, struct err *err)
{
	struct query q;

	query_begin(&q, t->store, SQL_SHARING_END);
	query_text(&q, row->ended);
	query_text(&q, row->ended_by);
	query_text(&q, row->ended_why);
	query_int(&q, row->id);
	return query_run(&q, err);
}

enum status store_sharing_stand(struct txn *t, int64_t id, struct err *err)
{
	return run_number(t, SQL_SHARING_STAND, id, err);
}

static int32_t row_day(const struct query *q, int column)
{
	return row_is_null(q, column) ? CIVIL_NONE : (int32_t)row_int(q, column);
}

static struct sharing_said said_one(struct query *q, struct arena *arena)
{
	return (struct sharing_said){
		.id = row_int(q, 0), .at = row_text(q, 1, arena), .by = row_text(q, 2, arena),
		.record = row_int(q, 3), .kind = (enum sharing_kind)row_int(q, 4), .agency = row_int(q, 5),
		.worker = row_text(q, 6, arena), .purpose = row_text(q, 7, arena), .why = row_text(q, 8, arena),
		.from = row_day(q, 9), .until = row_day(q, 10), .receiver = row_int(q, 11), .giver = row_text(q, 12, arena),
		.how = row_text(q, 13, arena), .review = row_day(q, 14), .is_in_force = row_int(q, 15) != 0,
		.ended = row_text(q, 16, arena), .ended_by = row_text(q, 17, arena), .ended_why = row_text(q, 18, arena),
	};
}

static enum status said_read_one(struct query *q, struct arena *arena, struct sharing_said *out, struct err *err)
{
	bool found = query_next(q);
	enum status st;

	if (found)
		*out = said_one(q, arena);
	st = query_end(q, err);
	return st == ST_OK && !found ? err_set(err, ST_NONE, "there is no such word on sharing") : st;
}

enum status store_sharing_get(const struct store *s, int64_t id, struct arena *arena, struct sharing_said *out,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SHARING_GET);
	query_int(&q, id);
	return said_read_one(&q, arena, out, err);
}

enum status store_sharing_looked(const struct store *s, const char *worker, struct arena *arena, struct sharing_said *out,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SHARING_LOOKED);
	query_text(&q, worker);
	return said_read_one(&q, arena, out, err);
}

static enum status said_read(struct query *q, struct arena *arena, struct sharing_said **out, size_t *n,
	struct err *err)
{
	VEC(struct sharing_said) rows = {0};

	while (query_next(q))
		if (!vec_push(&rows, said_one(q, arena)))
			query_fail(q, SQLITE_NOMEM);
	return rows_give(q, &rows, arena, out, n, err);
}

enum status store_sharing_of(const struct store *s, int64_t person, struct arena *arena, struct sharing_said **out,
	size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SHARING_OF);
	query_int(&q, person);
	return said_read(&q, arena, out, n, err);
}

enum status store_sharing_ever_of(const struct store *s, int64_t person, struct arena *arena, struct sharing_said **out,
	size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SHARING_EVER_OF);
	query_int(&q, person);
	return said_read(&q, arena, out, n, err);
}

enum status store_sharing_overdue(const struct store *s, int32_t today, int32_t since, int64_t *n, int32_t *first,
	struct err *err)
{
	struct query q;

	*n = 0;
	*first = CIVIL_NONE;
	query_begin(&q, s, SQL_SHARING_OVERDUE);
	query_int(&q, today);
	query_int(&q, since);
	if (query_next(&q)) {
		*n = row_int(&q, 0);
		*first = row_day(&q, 1);
	}
	return query_end(&q, err);
}

enum status store_sharing_due(const struct store *s, const char *worker, int32_t until, size_t limit, struct arena *arena,
	struct sharing_said **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SHARING_DUE);
	query_text(&q, worker);
	query_int(&q, until);
	query_int(&q, limit ? (int64_t)limit : -1);
	return said_read(&q, arena, out, n, err);
}

enum status store_sharing_due_led(const struct store *s, const char *lead, int32_t until, struct arena *arena,
	struct sharing_said **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SHARING_DUE_LED);
	query_text(&q, lead);
	query_int(&q, until);
	return said_read(&q, arena, out, n, err);
}

enum status store_sharing_recorder(const struct store *s, const char *after, struct arena *arena, const char **out,
	struct err *err)
{
	struct query q;

	*out = NULL;
	query_begin(&q, s, SQL_SHARING_RECORDER);
	query_text(&q, after);
	if (query_next(&q))
		*out = row_text(&q, 0, arena);
	return query_end(&q, err);
}

enum status store_sharing_of_kind(const struct store *s, enum sharing_kind kind, size_t limit, struct arena *arena,
	struct sharing_said **out, size_t *n, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SHARING_OF_KIND);
	query_int(&q, kind);
	query_int(&q, (int64_t)limit);
	return said_read(&q, arena, out, n, err);
}

enum status store_person_is_opened(const struct store *s, int64_t person, const char *worker, int32_t after,
	int32_t today, bool *is, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_PERSON_IS_OPENED);
	query_int(&q, person);
	query_text(&q, worker);
	query_int(&q, after);
	query_int(&q, today);
	*is = query_next(&q);
	return query_end(&q, err);
}

/* The columns of BEARINGS; what they hold depends on the first. */
static struct bearing bearing_read(struct query *q, struct arena *arena)
{
	struct bearing b = {.what = (enum bearing_kind)row_int(q, 0), .record = row_int(q, 1), .agency = row_int(q, 2)};
	const char *one = row_text(q, 3, arena), *two = row_text(q, 4, arena), *three = row_text(q, 5, arena);

	switch (b.what) {
	case BEARS_RECORD:
		b.sensitivity = one;
		b.consent = two;
		b.received = row_int(q, 8);
		break;
	case BEARS_EVENT:
		b.to_agency = asked_agency(q, one);
		b.outcome = two;
		b.kind = (enum event_kind)row_int(q, 6);
		b.status = (enum event_status)row_int(q, 7);
		b.start = moment_unpack(row_int(q, 8)).day;
		b.end = row_is_null(q, 9) ? CIVIL_NONE : moment_unpack(row_int(q, 9)).day;
		break;
	case BEARS_SHARE:
		b.purpose = one;
		b.worker = two;
		b.at = three;
		b.said = (enum sharing_kind)row_int(q, 6);
		b.receiver = row_int(q, 7);
		b.from = (int32_t)row_int(q, 8);
		b.until = row_day(q, 9);
		b.number = row_int(q, 10);
		break;
	}
	return b;
}

enum status store_bearings(const struct store *s, int64_t person, const char *worker, struct arena *arena,
	struct bearing **out, size_t *n, struct err *err)
{
	VEC(struct bearing) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_BEARINGS);
	query_int(&q, person);
	query_text(&q, worker);
	while (query_next(&q))
		if (!vec_push(&rows, bearing_read(&q, arena)))
			query_fail(&q, SQLITE_NOMEM);
	return rows_give(&q, &rows, arena, out, n, err);
}

enum status store_hidden_all(const struct store *s, struct arena *arena, struct hidden **out, size_t *n, struct err *err)
{
	VEC(struct hidden) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_HIDDEN_ALL);
	while (query_next(&q))
		if (!vec_push(&rows, ((struct hidden){row_int(&q, 0), row_int(&q, 1), row_int(&q, 2)})))
			query_fail(&q, SQLITE_NOMEM);
	return rows_give(&q, &rows, arena, out, n, err);
}

enum status store_hidden_count(const struct store *s, int64_t *records, int64_t *people, struct err *err)
{
	enum status st = read_number(s, SQL_HIDDEN_RECORDS, records, err);

	return st == ST_OK ? read_number(s, SQL_HIDDEN_PEOPLE, people, err) : st;
}
