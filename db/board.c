/*
 * board.c - pieces of the store for the figures of the partnership.
 */
#include "asked.h"
#include "events.h"
#include "rows.h"
#include "store_board.h"

enum { DAY_SECONDS = 24 * 60 * 60 };

enum status store_board_end(const struct store *s, int64_t *record, int64_t *finding, struct err *err)
{
	enum status status = read_number(s, SQL_RECORD_HIGHEST, record, err);

	return status == ST_OK ? read_number(s, SQL_FINDING_HIGHEST, finding, err) : status;
}

/* Gives a row; the first failure ends the query and is passed on. */
static enum status give_end(struct query *q, enum status given, struct err *err)
{
	struct err unused;

	if (given == ST_OK)
		return query_end(q, err);
	(void)query_end(q, &unused);
	return given;
}

enum status store_board_records(const struct store *s, int64_t after, int64_t upto, board_record_fn *give,
	void *arg, struct err *err)
{
	struct query q;
	enum status status = ST_OK;

	query_begin(&q, s, SQL_BOARD_RECORDS);
	query_int(&q, after);
	query_int(&q, upto);
	while (status == ST_OK && query_next(&q)) {
		const struct board_record r = {row_int(&q, 0), row_int(&q, 1), row_peek(&q, 2), row_peek(&q, 3)};

		status = give(arg, &r, err);
	}
	return give_end(&q, status, err);
}

/* The columns of BOARD_EVENTS. */
enum { BC_PERSON, BC_ID, BC_RECORD, BC_AGENCY, BC_KIND, BC_STATUS, BC_AT, BC_RECEIVED, BC_TEXTS };

static int32_t day_of_seconds(int64_t seconds)
{
	return (int32_t)(seconds / DAY_SECONDS);
}

static void texts_read(struct query *q, struct event *e)
{
	const char **const text[] = {&e->code_system, &e->code, &e->instrument, &e->domains, &e->depth,
		&e->subject, &e->review_of, &e->reuses, &e->joint_with, &e->to_agency, &e->responded_on,
		&e->practitioner, &e->minutes};

	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		*text[i] = row_peek(q, BC_TEXTS + (int)i);
	e->to_agency = asked_agency(q, e->to_agency);
}

static bool event_row(struct query *q, struct board_event *out)
{
	int64_t kind = row_int(q, BC_KIND), status = row_int(q, BC_STATUS);

	if (kind < 0 || kind >= EV_KIND_COUNT || status < 0 || status >= ES_COUNT) {
		query_fail(q, SQLITE_CORRUPT);
		return false;
	}
	*out = (struct board_event){
		.event = {
			.id = row_int(q, BC_ID),
			.record = row_int(q, BC_RECORD),
			.agency = row_int(q, BC_AGENCY),
			.kind = (enum event_kind)kind,
			.status = (enum event_status)status,
			.start = moment_unpack(row_int(q, BC_AT)),
			.end = CIVIL_ABSENT,
		},
		.person = row_int(q, BC_PERSON),
		.received = day_of_seconds(row_int(q, BC_RECEIVED)),
	};
	if (kind == EV_ASSESSMENT || kind == EV_REQUEST)
		texts_read(q, &out->event);
	return true;
}

enum status store_board_events(const struct store *s, int64_t after, int64_t upto, int32_t from,
	int32_t until, board_event_fn *give, void *arg, struct err *err)
{
	struct query q;
	enum status status = ST_OK;

	query_begin(&q, s, SQL_BOARD_EVENTS);
	query_int(&q, after);
	query_int(&q, upto);
	query_int(&q, moment_of_day(from));
	query_int(&q, until < INT32_MAX ? moment_of_day(until + 1) : INT64_MAX);
	while (status == ST_OK && query_next(&q)) {
		struct board_event e;

		if (event_row(&q, &e))
			status = give(arg, &e, err);
	}
	return give_end(&q, status, err);
}

/* Findings ---------------------------------------------------------------- */

struct found { int64_t id; struct board_finding finding; };

static enum status evidence_read(const struct store *s, int64_t finding, struct arena *arena,
	struct board_evidence **out, size_t *n, struct err *err)
{
	VEC(struct board_evidence) rows = {0};
	struct query q;

	query_begin(&q, s, SQL_BOARD_EVIDENCE);
	query_int(&q, finding);
	while (query_next(&q)) {
		struct board_evidence e = {row_int(&q, 0), day_of_seconds(row_int(&q, 1))};

		if (!vec_push(&rows, e))
			query_fail(&q, SQLITE_NOMEM);
	}
	return rows_give(&q, &rows, arena, out, n, err);
}

static struct found found_read(struct query *q)
{
	int64_t kind = row_int(q, 4), stage = row_int(q, 5), policy = row_int(q, 6), state = row_int(q, 7);

	if (kind < 0 || kind >= FK_COUNT || stage < 0 || stage >= SG_COUNT || policy < 0 ||
		policy >= PO_COUNT || state < 0 || state >= VD_COUNT)
		query_fail(q, SQLITE_CORRUPT);
	return (struct found){row_int(q, 0), {
		.event = row_int(q, 1), .person = row_int(q, 2), .agency = row_int(q, 3),
		.kind = (enum finding_kind)kind, .stage = (enum stage)stage,
		.policy = (enum policy)policy, .state = (enum verdict)state,
		.on = (int32_t)row_int(q, 8), .minutes = (int)row_int(q, 9),
	}};
}

static enum status findings_read(const struct store *s, const struct board_findings_query *w,
	struct arena *arena, struct board_finding **out, size_t *n, struct err *err)
{
	VEC(struct found) rows = {0};
	struct board_finding *list = NULL;
	struct query q;
	enum status status;

	query_begin(&q, s, SQL_BOARD_FINDINGS);
	query_int(&q, w->after);
	query_int(&q, w->upto);
	query_int(&q, w->from);
	query_int(&q, w->until);
	while (query_next(&q)) {
		struct found f = found_read(&q);

		if (!vec_push(&rows, f))
			query_fail(&q, SQLITE_NOMEM);
	}
	status = query_end(&q, err);
	for (size_t i = 0; status == ST_OK && i < rows.n; i++)
		if (!stage_is_preventable(rows.v[i].finding.stage) && rows.v[i].finding.on >= w->evidence_from)
			status = evidence_read(s, rows.v[i].id, arena, &rows.v[i].finding.evidence,
			&rows.v[i].finding.evidence_n, err);
	if (status == ST_OK) {
		list = arena_alloc(arena, (rows.n + 1) * sizeof *list);
		status = list ? ST_OK : err_nomem(err);
	}
	for (size_t i = 0; status == ST_OK && i < rows.n; i++)
		list[i] = rows.v[i].finding;
	*out = list;
	*n = rows.n;
	vec_done(&rows);
	return status;
}

enum status store_board_findings(const struct store *s, const struct board_findings_query *w,
	struct arena *arena, struct board_finding **out, size_t *n, struct err *err)
{
	struct reading reading;
	enum status status = read_begin(&reading, s, err);

	if (status == ST_OK)
		status = findings_read(s, w, arena, out, n, err);
	return read_end(&reading, status, err);
}

enum status store_board_called_off(const struct store *s, struct arena *arena, int64_t **out, size_t *n,
	struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_BOARD_CALLED_OFF);
	return rows_numbers(&q, arena, out, n, err);
}
