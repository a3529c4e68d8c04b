/*
 * events.h - how an event lies in its row (private to db).
 */
#ifndef THROUGHLINE_DB_EVENTS_H
#define THROUGHLINE_DB_EVENTS_H

#include "sqlite/query.h"
#include "store_events.h"

enum {
	EVENT_COLUMN_COUNT = EVENT_TEXT_COUNT - EVENT_SAID,
	EVENT_ASKED = 13, /* of them: to_agency */
	EVENT_OUT = ES_COUNT /* its status: out of force */
};

/* What it says, in the order of the columns of EVENT_TEXTS. */
static inline const char *event_column(const struct event *e, int i)
{
	return event_text(e, (size_t)(EVENT_SAID + i));
}
static inline void event_column_set(struct event *e, int i, const char *text)
{
	event_text_set(e, (size_t)(EVENT_SAID + i), text);
}

/* day * 2^27 + millisecond + 1; the millisecond is -1 for a bare date. */
int64_t moment_pack(struct civil);
struct civil moment_unpack(int64_t);
int64_t moment_of_day(int32_t day); /* the first moment of a day: its bare date */

/* The columns of EVENT_ROW. */
enum {
	EC_LOCAL_ID, EC_ID, EC_RECORD, EC_AGENCY, EC_SOURCE_REF, EC_KIND, EC_STATUS, EC_AT, EC_ENDS,
	EC_RECEIVED, EC_TEXTS, EC_AFTER = EC_TEXTS + EVENT_COLUMN_COUNT
};

/* Reads row after row; keeps what neighbouring rows share. */
struct event_reader {
	struct arena *arena;
	int64_t record, received;
	const char *local_id, *received_text;
};
/* Ends the query where it fails; false then.  The agency's code is not read. */
bool event_read(struct event_reader *, struct query *, struct event *out);
/* Gives a statement what a version of it holds: record, at, kind, status, ends, import,
 * received, EVENT_TEXTS. */
void event_bind(struct query *, const struct event *, int64_t import, int64_t received);
/* Fills agency_code in. */
enum status events_name(const struct store *, struct event *, size_t n, struct err *);

/* Makes these, a `;` list or NULL, the parts of an event. */
enum status event_parts_set(struct txn *, int64_t agency, int64_t event, const char *parts, struct err *);

/* Oldest first: start, then agency code, source_ref. */
void events_sort(struct event *, size_t n);

#endif
