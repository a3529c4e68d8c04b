/*
 * store_sharing.h - what was said of who may see what about a person, and what of
 * their records and events bears on it.
 */
#ifndef THROUGHLINE_STORE_SHARING_H
#define THROUGHLINE_STORE_SHARING_H

#include "sharing.h"
#include "store.h"

struct sharing_said {
	int64_t id;
	const char *at, *by;     /* RFC 3339, UTC; the worker who said it */
	int64_t record;
	enum sharing_kind kind;
	int64_t agency;          /* 0: of all agencies */
	const char *worker;      /* NULL: of all */
	const char *purpose, *why;
	int32_t from, until;     /* days; until is CIVIL_NONE where it has no end */
	int64_t receiver;        /* which agency may see; 0: any */
	const char *giver, *how; /* who gave it, of SHARING_GIVERS, and how, of SHARING_WAYS; who signed an override */
	int32_t review;          /* the day to ask again, or CIVIL_NONE */
	bool is_in_force;        /* else: */
	const char *ended, *ended_by, *ended_why; /* ended_why NULL: taken back by who said it */
};
enum status store_sharing_say(struct txn *, const struct sharing_said *, int64_t *id, struct err *);
/* Ended, where it was in force; in force again, with the reason kept that may be needed again. */
enum status store_sharing_end(struct txn *, const struct sharing_said *, struct err *); /* id, ended, ended_by, ended_why */
enum status store_sharing_stand(struct txn *, int64_t id, struct err *);
/* ST_NONE: there is none. */
enum status store_sharing_get(const struct store *, int64_t id, struct arena *, struct sharing_said *out, struct err *);
/* Of a person, in force, oldest first; of one kind everybody's, newest first. */
enum status store_sharing_of(const struct store *, int64_t person, struct arena *, struct sharing_said **out, size_t *n,
	struct err *);
/* Consent, refusals and overrides of a person, in force and past, oldest first. */
enum status store_sharing_ever_of(const struct store *, int64_t person, struct arena *, struct sharing_said **out, size_t *n,
	struct err *);
/* Those that a worker recorded and that are to be looked at again up to a day, the longest due first; limit 0: all. */
enum status store_sharing_due(const struct store *, const char *worker, int32_t until, size_t limit, struct arena *,
	struct sharing_said **out, size_t *n, struct err *);
/* The same of those whom a worker leads, whoever recorded them, in no order. */
enum status store_sharing_due_led(const struct store *, const char *lead, int32_t until, struct arena *,
	struct sharing_said **out, size_t *n, struct err *);
/* Who recorded some that are in force: by name, the first after a name; NULL after the last. */
enum status store_sharing_recorder(const struct store *, const char *after, struct arena *, const char **out, struct err *);
/* How many of everybody's were due before `today` and have not ended before `since`, and the day of the first. */
enum status store_sharing_overdue(const struct store *, int32_t today, int32_t since, int64_t *n, int32_t *first, struct err *);
/* A worker's newest look that was said why: an opening, or broken glass.  ST_NONE. */
enum status store_sharing_looked(const struct store *, const char *worker, struct arena *, struct sharing_said *out,
	struct err *);
enum status store_sharing_of_kind(const struct store *, enum sharing_kind, size_t limit, struct arena *,
	struct sharing_said **out, size_t *n, struct err *);

/* Whether a worker may open the person (any record of theirs) unasked: they lead them, starred them, keep
 * something to do or wrote about them, or said why on a day after `after`, up to `today`. */
enum status store_person_is_opened(const struct store *, int64_t person, const char *worker, int32_t after,
	int32_t today, bool *is, struct err *);

/* All that bears on who sees what of a person, in one read: their records, in order;
 * the events that say who supports or visits them; what was said, of all or of `worker`. */
enum bearing_kind { BEARS_RECORD, BEARS_EVENT, BEARS_SHARE };
struct bearing {
	enum bearing_kind what;
	int64_t record, agency;
	const char *sensitivity, *consent; /* a record's … */
	int64_t received;                  /* … as it came then: seconds, UTC */
	const char *to_agency, *outcome;   /* an event's … */
	enum event_kind kind;
	enum event_status status;
	int32_t start, end;
	enum sharing_kind said;              /* what was said … */
	const char *purpose, *at, *worker;
	int64_t receiver, number;            /* the higher number was said later, whatever the clock said */
	int32_t from, until;
};
enum status store_bearings(const struct store *, int64_t person, const char *worker, struct arena *,
	struct bearing **out, size_t *n, struct err *);

/* What is called hidden, a record or an event, with whose it is; the other number is 0. */
struct hidden { int64_t record, event, person; };
enum status store_hidden_all(const struct store *, struct arena *, struct hidden **out, size_t *n, struct err *);
/* Records whose agency calls them hidden, and people who have no others. */
enum status store_hidden_count(const struct store *, int64_t *records, int64_t *people, struct err *);

#endif
