/*
 * staging.h - rows that passed, held packed until they are applied (private to
 * ingest): a run of 1,000,000 records and 4,000,000 events stays in memory.
 *
 * A row is one block: which fields it has, then those texts one after another.
 * Rows are unpacked one at a time into structs whose texts point into the block.
 */
#ifndef THROUGHLINE_INGEST_STAGING_H
#define THROUGHLINE_INGEST_STAGING_H

#include "ingest/batch.h"
#include "ingest/rowindex.h"

struct held_agency {
	const char *code;
	struct agency sent; /* what the run says of it; code NULL when only used */
	bool is_used; /* a person or event is its */
	struct origin used_at; /* the first row that names it */
	int64_t id; /* in the store; 0 before it is there */
};
struct held_person {
	const char *packed; /* NULL: replaced by a later row of the run */
	const char *file;
	uint32_t line, agency; /* index into staging.agencies */
	int64_t group;
	int64_t record; /* set while applied */
};
struct held_event {
	const char *packed; /* NULL: replaced, or set aside */
	const char *file;
	uint32_t line, agency;
	int64_t record; /* > 0: of the store; < 0: -1 - index into people */
	bool has_parts_to_find; /* may be, or hold, a part of an event in the store */
};

struct staging {
	struct arena *arena;
	VEC(struct held_agency) agencies;
	VEC(struct held_person) people;
	VEC(struct held_event) events;
	struct rowindex by_code; /* of agencies */
	int64_t people_replaced, events_replaced;
};

struct staging *staging_new(void);
void staging_free(struct staging *); /* NULL is fine */

/* The index of an agency by its code (folded), added where it is new. */
bool staging_agency(struct staging *, const char *code, uint32_t *index);
#define STAGING_NO_AGENCY UINT32_MAX /* not stated: the only agency of the run */

/* Texts point into the staging; what was not sent is NULL. */
void staging_person(const struct staging *, const struct held_person *, struct record *out);
void staging_event(const struct staging *, const struct held_event *, struct event *out);

/* Of two rows of one run with the same agency and ref the later stands; then
 * every event's record is looked up among the people of the run.  Agencies are
 * all known by then.  Events whose person is not in the run keep record 0. */
enum status staging_settle(struct staging *, struct err *);

/* An event's text fields as columns: one table for reading, packing, comparing. */
struct event_text {
	const char *name;
	size_t offset;
};
enum { EVENT_TEXT_COUNT = 27 };
extern const struct event_text EVENT_TEXTS[EVENT_TEXT_COUNT];
static inline const char **event_text(struct event *e, size_t i)
{
	return (const char **)(void *)((char *)e + EVENT_TEXTS[i].offset);
}

#endif
