/*
 * event_row.c - an event to and from its row.
 */
#include <stdlib.h>
#include <string.h>

#include "asked.h"
#include "events.h"
#include "lent.h"

enum { MOMENTS_A_DAY = 1 << 27 /* more than the milliseconds of a day */ };

int64_t moment_of_day(int32_t day)
{
	return (int64_t)day * MOMENTS_A_DAY;
}

int64_t moment_pack(struct civil c)
{
	return moment_of_day(c.day) + c.ms + 1;
}

struct civil moment_unpack(int64_t moment)
{
	int64_t part = moment % MOMENTS_A_DAY;

	if (part < 0)
		part += MOMENTS_A_DAY;
	return (struct civil){(int32_t)((moment - part) / MOMENTS_A_DAY), (int32_t)part - 1};
}

static const char *reader_local_id(struct event_reader *r, struct query *q, int64_t record)
{
	if (!r->local_id || r->record != record) {
		r->local_id = row_text(q, EC_LOCAL_ID, r->arena);
		r->record = record;
	}
	return r->local_id;
}

static const char *reader_received(struct event_reader *r, struct query *q, int64_t received)
{
	char text[21];

	if (!r->received_text || r->received != received) {
		time_text(received, text);
		r->received_text = arena_dup_n(r->arena, text, sizeof text - 1);
		r->received = received;
		if (!r->received_text)
			query_fail(q, SQLITE_NOMEM);
	}
	return r->received_text;
}

bool event_read(struct event_reader *r, struct query *q, struct event *out)
{
	int64_t kind = row_int(q, EC_KIND), status = row_int(q, EC_STATUS);

	if (kind < 0 || kind >= EV_KIND_COUNT || status < 0 || status >= ES_COUNT) {
		query_fail(q, SQLITE_CORRUPT);
		return false;
	}
	*out = (struct event){
		.id = row_int(q, EC_ID),
		.record = row_int(q, EC_RECORD),
		.agency = row_int(q, EC_AGENCY),
		.source_ref = row_text(q, EC_SOURCE_REF, r->arena),
		.kind = (enum event_kind)kind,
		.status = (enum event_status)status,
		.start = moment_unpack(row_int(q, EC_AT)),
		.end = row_is_null(q, EC_ENDS) ? CIVIL_ABSENT : moment_unpack(row_int(q, EC_ENDS)),
	};
	out->local_id = reader_local_id(r, q, out->record);
	out->received = reader_received(r, q, row_int(q, EC_RECEIVED));
	for (int i = 0; i < EVENT_COLUMN_COUNT; i++)
		event_column_set(out, i, row_text(q, EC_TEXTS + i, r->arena));
	if (out->kind == EV_REQUEST)
		out->to_agency = asked_agency(q, out->to_agency);
	return q->rc == SQLITE_ROW;
}

static void bind_end(struct query *q, struct civil end)
{
	if (civil_is_set(end))
		query_int(q, moment_pack(end));
	else
		query_null(q);
}

void event_bind(struct query *q, const struct event *e, int64_t import, int64_t received)
{
	query_int(q, e->record);
	query_int(q, moment_pack(e->start));
	query_int(q, (int64_t)e->kind);
	query_int(q, (int64_t)e->status);
	bind_end(q, e->end);
	query_int_or_null(q, import);
	query_int(q, received);
	for (int i = 0; i < EVENT_COLUMN_COUNT; i++)
		query_sent(q, event_column(e, i));
}

enum status events_name(const struct store *s, struct event *events, size_t n, struct err *err)
{
	enum status status = ST_OK;

	for (size_t i = 0; status == ST_OK && i < n; i++)
		status = agency_code_of(s, events[i].agency, &events[i].agency_code, err);
	return status;
}

static int by_start(const void *one, const void *two)
{
	const struct event *x = one, *y = two;
	int by_code;

	if (x->start.day != y->start.day)
		return x->start.day < y->start.day ? -1 : 1;
	if (x->start.ms != y->start.ms)
		return x->start.ms < y->start.ms ? -1 : 1;
	by_code = x->agency == y->agency ? 0 : strcmp(x->agency_code, y->agency_code);
	return by_code ? by_code : strcmp(x->source_ref, y->source_ref);
}

void events_sort(struct event *events, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (by_start(&events[i - 1], &events[i]) > 0) {
			qsort(events, n, sizeof *events, by_start);
			return;
		}
	}
}
