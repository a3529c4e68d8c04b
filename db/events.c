/*
 * events.c - putting events, by their agency's reference.
 */
#include "events.h"

#include <string.h>

#include "asked.h"
#include "gists.h"
#include "held.h"
#include "text.h"
#include "versions.h"

static bool row_is_same(struct query *q, const struct event *e)
{
	bool has_end = !row_is_null(q, EC_ENDS);

	if (row_int(q, EC_RECORD) != e->record || row_int(q, EC_KIND) != (int64_t)e->kind ||
	    row_int(q, EC_STATUS) != (int64_t)e->status || row_int(q, EC_AT) != moment_pack(e->start) ||
	    has_end != civil_is_set(e->end) ||
	    (has_end && row_int(q, EC_ENDS) != moment_pack(e->end)))
		return false;
	for (int i = 0; i < EVENT_COLUMN_COUNT; i++) {
		const char *held = row_peek(q, EC_TEXTS + i), *sent = event_column(e, i);

		if (!(i == EVENT_ASKED && e->kind == EV_REQUEST ? asks_same(q, held, sent) : text_same(held, sent)))
			return false;
	}
	return true;
}

enum status event_held(const struct store *s, const struct event *e, struct held *held, struct err *err)
{
	struct query q;

	*held = (struct held){0};
	query_begin(&q, s, SQL_EVENT_BY_ADDRESS);
	query_int(&q, e->agency);
	query_text(&q, e->source_ref);
	if (query_next(&q)) {
		held->id = row_int(&q, EC_ID);
		held->is_out = row_int(&q, EC_STATUS) == EVENT_OUT;
		held->record = held->is_out ? 0 : row_int(&q, EC_RECORD);
		held->import = row_int(&q, EC_AFTER);
		held->is_same = row_is_same(&q, e);
	}
	return query_end(&q, err);
}

/* *id stays 0 where there is one of this address already. */
static enum status event_insert(struct txn *t, const struct event *e, int64_t import,
	int64_t received, int64_t *id, struct err *err)
{
	int64_t number = t->next_event;
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_EVENT_INSERT);
	query_int(&q, number);
	query_int(&q, e->agency);
	query_text(&q, e->source_ref);
	event_bind(&q, e, import, received);
	status = query_run(&q, err);
	if (status != ST_OK || !sqlite3_changes(t->store->db))
		return status;
	t->next_event++;
	t->counters_moved = true;
	*id = number;
	status = asked_put(t, e, number, err);
	return status == ST_OK ? gists_add(t, e, number, err) : status;
}

static enum status event_change(struct txn *t, const struct event *e, int64_t import,
	int64_t received, const struct held *held, struct err *err)
{
	struct query q;
	/* What one that is out of force said is among its versions already. */
	enum status status = held->is_out ? ST_OK : event_keep(t, held->id, import, false, err);

	if (status == ST_OK)
		status = gists_anew(t, held->id, err);
	if (status != ST_OK)
		return status;
	query_begin(&q, t->store, SQL_EVENT_UPDATE);
	event_bind(&q, e, import, received);
	query_int(&q, held->id);
	status = query_run(&q, err);
	if (status == ST_OK)
		status = asked_put(t, e, held->id, err);
	return status == ST_OK ? gists_anew(t, held->id, err) : status;
}

/* Parts ------------------------------------------------------------------ */

struct parts_put {
	struct txn *txn;
	int64_t agency, event;
	enum status status;
	struct err *err;
};

static void part_put(void *arg, const char *item, size_t length)
{
	struct parts_put *p = arg;
	struct query q;

	if (p->status != ST_OK)
		return;
	query_begin(&q, p->txn->store, SQL_PART_PUT);
	query_int(&q, p->agency);
	query_text_n(&q, item, length);
	query_int(&q, p->event);
	p->status = query_run(&q, p->err);
}

static enum status parts_add(struct txn *t, int64_t agency, int64_t event, const char *parts,
	struct err *err)
{
	struct parts_put put = {t, agency, event, ST_OK, err};

	if (parts)
		text_list(parts, part_put, &put);
	return put.status;
}

enum status event_parts_set(struct txn *t, int64_t agency, int64_t event, const char *parts,
	struct err *err)
{
	struct query q;
	enum status status;

	query_begin(&q, t->store, SQL_PARTS_REMOVE);
	query_int(&q, event);
	status = query_run(&q, err);
	return status == ST_OK ? parts_add(t, agency, event, parts, err) : status;
}

/* A file brings what is new, or what was there: which of the two the last one
 * was says whether to insert first or to look first. */
static enum status event_insert_or_compare(struct txn *t, const struct event *e, int64_t import,
	int64_t received, int64_t *added, struct held *held, struct err *err)
{
	enum status status = ST_OK;

	if (t->finds_events)
		status = event_held(t->store, e, held, err);
	if (status == ST_OK && !held->id)
		status = event_insert(t, e, import, received, added, err);
	if (status == ST_OK && !held->id && !*added)
		status = event_held(t->store, e, held, err);
	t->finds_events = held->id != 0;
	return status;
}

enum status store_event_put(struct txn *t, const struct event *e, int64_t import, int64_t *id,
	int64_t *was_record, enum put *put, struct err *err)
{
	struct held held = {0};
	enum put what;
	int64_t received = 0, added = 0;
	enum status status = txn_received(t, import, &received, err);

	if (status == ST_OK)
		status = event_insert_or_compare(t, e, import, received, &added, &held, err);
	what = added || held.is_out ? PUT_NEW : held.is_same ? PUT_SAME : PUT_CHANGED;
	if (status == ST_OK && !added && what != PUT_SAME)
		status = event_change(t, e, import, received, &held, err);
	if (status == ST_OK && added)
		status = parts_add(t, e->agency, added, e->parts, err);
	else if (status == ST_OK && what != PUT_SAME)
		status = event_parts_set(t, e->agency, held.id, e->parts, err);
	if (status != ST_OK)
		return status;
	*id = added ? added : held.id;
	if (was_record)
		*was_record = held.record;
	if (put)
		*put = what;
	return ST_OK;
}
