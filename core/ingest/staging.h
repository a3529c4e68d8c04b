/*
 * staging.h - rows that passed, held packed in a spool until they are applied
 * (private to ingest): however many they are, little of them is in memory.
 *
 * A row is one block: what it is, which fields it has, then those texts one after
 * another.  It is known by where it begins.  Rows are unpacked one at a time into
 * structs whose texts point into the spool's window, until the next is read.
 *
 * When all are read, staging_settle() makes the plan: the rows that stand, each
 * person followed by what happened to them.  staging_keep() puts on the disk what
 * another process needs to go on with them.
 */
#ifndef THROUGHLINE_INGEST_STAGING_H
#define THROUGHLINE_INGEST_STAGING_H

#include "ingest/batch.h"
#include "ingest/files/rowindex.h"
#include "ingest/files/spool.h"

enum { STAGING_STEPS = 4096 };

struct held_agency {
	const char *code;
	struct agency sent; /* what the run says of it; code NULL when only used */
	bool is_used; /* a person or event is its */
	bool is_expected; /* a file is, or should be, its: that no row is may be an alarm */
	int64_t rows; /* people and events of its that were taken over */
	int64_t put[3]; /* of a try: how many would be new, changed, the same, by enum put */
	struct origin used_at; /* the first row that names it */
	int64_t id; /* in the store; 0 before it is there */
};

struct staging {
	struct arena *arena;
	VEC(struct held_agency) agencies;
	VEC(const char *) files; /* as rejects name them */
	struct rowindex by_code; /* of agencies */
	struct spool rows;
	uint64_t rows_end; /* where the last row ends */
	uint64_t plan; /* where the plan begins */
	uint64_t plan_n; /* rows that stand */
	int64_t people, events; /* rows taken over */
	int64_t people_replaced, events_replaced;
	int64_t people_mixed; /* replaced by a row of another family name and another birth date */
	struct origin mixed_at; /* the first of them */
	bool has_unsaid; /* a row does not say whose it is: so many, the first at */
	int64_t unsaid;
	struct origin unsaid_at;
	uint32_t only; /* whose rows are those that do not say */
	uint64_t step[STAGING_STEPS], step_from; /* a stretch of the plan */
	size_t step_n;
	char *packed; /* the row being packed */
	size_t packed_cap;
};

enum { STAGING_MARK = 33 }; /* 32 hexadecimal digits */
#define STAGING_FIRST 128 /* where the first row begins: a head comes before */

struct staging *staging_new(void);
void staging_free(struct staging *); /* NULL is fine */
/* Rows go to this file from now on; none was taken over yet. */
void staging_into(struct staging *, int fd);

/* The index of an agency by its code (folded), added where it is new. */
bool staging_agency(struct staging *, const char *code, uint32_t *index);
/* What the run has of it so far; NULL: nothing. */
const struct held_agency *staging_agency_known(const struct staging *, const char *code);
#define STAGING_NO_AGENCY UINT32_MAX /* not stated: the only agency of the run */

/* One row packed; what it points at need not outlive the call. */
enum status staging_person(struct staging *, const struct staged_person *, uint32_t agency, uint32_t written, struct err *);
struct staged_as {
	uint32_t agency, name_written, whose_written;
	bool has_parts_to_find, is_told;
};
enum status staging_event(struct staging *, const struct staged_event *, const struct staged_as *, struct err *);

struct staged_row {
	uint64_t at, next; /* where it and the one after it begin */
	bool is_event, is_gone; /* gone: replaced by a later row, or set aside */
	bool has_parts_to_find; /* may be, or hold, a part of an event in the store */
	bool is_told; /* no event of its own: what the run says of one request (store_requests.h) */
	uint32_t agency; /* index */
	const char *file;
	int64_t line, group;
	uint32_t name_written, whose_written; /* how its name, and the local_id, were sent (id_written.h) */
	int32_t day; /* of which time it is; 0: not said */
	uint32_t lacks; /* of a person: bit i for a field i that its table has no column for */
	int64_t import; /* an import before, whose word it is; 0: the run's */
	const char *name; /* a person's local_id, an event's source_ref */
	struct record record;
	struct event event;
	const char *told; /* as of a staged event; of a person consent_by */
};
/* Rows in the order they came: from STAGING_FIRST on, each tells the next, up to rows_end. */
enum status staging_row(struct staging *, uint64_t at, struct staged_row *out, struct err *);
/* It does not stand any more. */
enum status staging_drop(struct staging *, uint64_t at, struct err *);
/* The i-th row of the plan. */
enum status staging_planned(struct staging *, uint64_t i, struct staged_row *out, struct err *);

/* Of two rows of one run with the same agency and ref the later stands.  `find`
 * (or NULL) tells the record in the store that holds an event whose person the
 * run does not have, 0 where there is none: then `orphan` sets it aside.  `parted`
 * does so with a row whose id is in other letters than that of the row at `by` and who
 * is, by name or birth date, somebody else, and with their events; by_event: it is the
 * event's own id, of another person or day. */
struct staging_people {
	enum status (*find)(void *arg, const struct staged_row *, int64_t *record, struct err *);
	enum status (*orphan)(void *arg, const struct staged_row *, struct err *);
	enum status (*parted)(void *arg, const struct staged_row *, const struct origin *by, bool by_event, struct err *);
	void *arg;
};
enum status staging_settle(struct staging *, const struct staging_people *, struct err *);

/* What staging_into() was given holds everything, on the disk, under this mark. */
enum status staging_keep(struct staging *, const char mark[static STAGING_MARK], struct err *);
/* Takes up what was kept there; ST_NONE where it is not under this mark. */
enum status staging_resume(struct staging *, int fd, const char *mark, struct err *);

#endif
