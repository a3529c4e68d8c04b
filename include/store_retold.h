/*
 * store_retold.h - events that several imports tell of by their parts: what each of them
 * told by itself, and what it takes to tell all of it anew (core/ingest/retold.c).
 */
#ifndef THROUGHLINE_STORE_RETOLD_H
#define THROUGHLINE_STORE_RETOLD_H

#include "store_events.h"

struct event_sent {
	int64_t event_id, import;
	struct event event; /* what it sent itself, under the address that it has for itself */
	int64_t person;     /* for who gathers: one number for records that are told of together … */
	const bool *kin;    /* … of which it is told with these, by their number; NULL: with all */
	size_t folk;        /* and that number of its own record */
	bool is_same;       /* it brought no version of its own */
	bool is_own;        /* how it told it by its parts is known */
};
/* Rows as one text, which store_event_carried() keeps beside the version that was put together of
 * them: of each what it says otherwise.  NULL: no memory. */
const char *told_rows_write(const struct event *version, const struct event *row, size_t n, struct arena *);
/* … and back, over that version; false: no memory. */
bool told_rows_read(const char *text, const struct event *version, struct arena *, struct event **out, size_t *n);
/* Of a row read so whose agency_code may be another than the version's: that agency and its record of the
 * same local_id, where it has one in force; else the version's stay. */
enum status store_told_whose(const struct store *, struct event *row, struct err *);
/* How the newest import that says so told this event by its parts; NULL: none does. */
enum status store_event_told(const struct store *, int64_t event, struct arena *, const char **text, struct err *);
/* Of one event, oldest version first, then those that sent it as it was; also while its
 * record is out of force.  *plain false: it cannot be said what each of them told. */
enum status store_event_sendings(const struct store *, int64_t event, struct arena *, struct event_sent **out, size_t *n,
	bool *plain, struct err *);
/* Every event, in force or not, that has this address or this part. */
enum status store_events_meeting(const struct store *, int64_t agency, const char *part, struct arena *, int64_t **out,
	size_t *n, struct err *);
/* Of these, those that are on this record. */
enum status store_events_meeting_of(const struct store *, int64_t agency, int64_t record, const char *part, struct arena *,
	int64_t **out, size_t *n, struct err *);
/* Of a record those that stand on some of these days, or begin before them and end then or later. */
enum status store_events_about(const struct store *, int64_t record, int32_t first, int32_t last, struct arena *, int64_t **out,
	size_t *n, struct err *);
/* A record's events that may be told of in parts, in force or not; whether anybody has any. */
enum status store_events_to_fold(const struct store *, int64_t record, struct arena *, int64_t **out, size_t *n, struct err *);
enum status store_events_to_fold_any(const struct store *, bool *any, struct err *);
/* A record's events of which some version has something from those before it, or, of what is told by
 * parts, comes after another. */
enum status store_events_carrying(const struct store *, int64_t record, struct arena *, int64_t **out, size_t *n, struct err *);

/* The event is out of force, and what those imports told of it is forgotten, for them to
 * tell again; of `gone` (or 0) it is kept as taken back. */
enum status store_event_untell(struct txn *, int64_t event, int64_t gone, const struct event_sent *, size_t n, struct err *);
/* Another address, which no event has. */
enum status store_event_readdress(struct txn *, int64_t event, int64_t agency, const char *ref, struct err *);
/* The event of this address, in force or not; 0: none is. */
enum status store_event_at(const struct store *, int64_t agency, const char *ref, int64_t *event, struct err *);
/* The record of an event that is there, or was until what told of it was taken back; ST_NONE. */
enum status store_event_ever(const struct store *, const char *agency_code, const char *ref, int64_t *record, struct err *);
/* One that is in force is not, and what was told of it waits. */
enum status store_event_aside(struct txn *, int64_t event, struct err *);
/* Where its record is out of force it waits for that. */
enum status store_event_wait(struct txn *, int64_t event, struct err *);

#endif
