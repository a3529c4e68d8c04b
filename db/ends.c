/*
 * ends.c - services that a death ended, and what was sent of their ends.
 *
 * Nothing of a record is put, taken back or compared while one of its services is ended so:
 * whoever writes it puts back what was sent before, and ends them anew after.
 */
#include "store_ends.h"

#include <stdlib.h>

#include "decisions.h"
#include "events.h"
#include "gists.h"
#include "rows.h"

enum status store_service_end(struct txn *t, const struct event *e, const char *ends_on, struct civil end,
	struct err *err)
{
	enum status status = run_numbers(t, SQL_SERVICE_SENT_KEEP, e->record, e->id, err);
	struct query q;

	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_SERVICE_END);
	query_int(&q, moment_pack(end));
	query_text(&q, ends_on);
	query_int(&q, e->id);
	status = query_run(&q, err);
	return status == ST_OK ? gists_anew(t, e->id, err) : status;
}

enum status store_services_as_sent(struct txn *t, int64_t record, bool *any, struct err *err)
{
	int64_t *event = NULL;
	size_t n = 0;
	enum status status = ids_read(t->store, SQL_SERVICES_ENDED, record, &event, &n, err);

	for (size_t i = 0; i < n && status == ST_OK; i++) {
		status = run_number(t, SQL_SERVICE_AS_SENT, event[i], err);
		if (status == ST_OK)
			status = gists_anew(t, event[i], err);
	}
	if (status == ST_OK && n)
		status = run_number(t, SQL_SERVICES_SENT_FORGET, record, err);
	*any = n > 0;
	free(event);
	return status;
}

enum status store_service_sent(const struct store *s, struct event *e, struct arena *arena, struct err *err)
{
	struct query q;

	query_begin(&q, s, SQL_SERVICE_SENT);
	query_int(&q, e->record);
	query_int(&q, e->id);
	if (query_next(&q)) {
		e->status = (enum event_status)row_int(&q, 0);
		e->end = row_is_null(&q, 1) ? CIVIL_ABSENT : moment_unpack(row_int(&q, 1));
		e->ends_on = row_text(&q, 2, arena);
	}
	return query_end(&q, err);
}
