/*
 * apply.h - what a run does with its rows once they are read (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_APPLY_H
#define THROUGHLINE_INGEST_APPLY_H

#include "care/work.h"
#include "ingest/kin.h"
#include "ingest/moves.h"
#include "ingest/staging.h"
#include "search/keyed.h"
#include "store_imports.h"

struct tally {
	int64_t fresh, changed, same; /* behind: so many of the same, for what came later stands */
	int64_t behind;
};
static inline void tally_add(struct tally *t, enum put put)
{
	*(put == PUT_NEW ? &t->fresh : put == PUT_CHANGED ? &t->changed : &t->same) += 1;
}

#define PERSON_MISSING "is nobody whom this agency has sent, here or before"

/* Agencies of rows found out, agencies known, later rows before earlier ones,
 * events without a person set aside (check.c).  ST_FORMAT as DESIGN 6 says. */
enum status run_check(struct batch *, struct err *);

/* What taking the rows in would count, read-only (compare.c). */
enum status run_compare(struct batch *, struct tally *, struct err *);

/* A note of the run on whom seems to have moved, if anybody (compare.c). */
enum status moves_tell(struct batch *, const struct moves *, struct err *);

/* The ref under which the store already holds this event: another's whose parts
 * it shares; `place` (or 0): as of that import; its parts become those of both, and what the row does not say stays as it was;
 * *carried: so much of it (store_event_carried()), or NULL.  Texts live in the arena
 * (parts.c). */
enum status event_meets_parts(const struct store *, struct event *, int64_t place, const char **carried, struct arena *, struct err *);

/* Rows into the store, in one transaction after another (apply.c). */
struct grouped { int64_t group, record; };
struct applying {
	struct session *session;
	struct staging *staging;
	int64_t import;         /* under whose number rows are kept … */
	int64_t run;            /* … and which this is: another where its files came before */
	struct arena *scratch;
	struct work *work;      /* of the transaction under way */
	struct keyed keyed;     /* keys that are not put yet */
	VEC(int64_t) noted;     /* records new or changed: to be linked */
	VEC(struct grouped) groups; /* records that came as one person with others */
	struct same_run { int64_t first, last; } same[2]; /* sent as they were: records, events */
	bool knows_quarters;    /* the latest day that other imports told of, and that of most rows here */
	int32_t latest, whole;
	struct quarter_run { int64_t first, last; int32_t day; } quarter[2]; /* rows of another: records, events */
	struct unsaid_run { int64_t first, last; uint32_t lacks; } unsaid; /* records of whom the table says less than all */
	struct tally tally;
	struct moves moves;
	int64_t set_aside;      /* beyond those that the check found */
	/* Whose rows are being applied. */
	uint32_t agency;
	char *local_id;
	size_t local_id_cap;
	int64_t record;
	bool is_new;            /* in this transaction */
	bool has_died;          /* as this file says of somebody new */
	bool is_to_settle;      /* their rows may be other than what follows from all (ingest/cld/settle.h) … */
	bool was_ended;         /* … and their services were not as they were sent */
	struct {                /* of the record, where another import may have told parts of its events */
		enum { OTHERS_UNASKED, OTHERS_NONE, OTHERS_SOME, OTHERS_IN_PARTS } others;
		int64_t record;
		VEC(struct kin) v;
	} kin;
	int64_t touched;        /* the record whose person was touched last */
};
/* Of which time the row is, CIVIL_NONE where that is not said; before that of what others told (apply_quarters.c). */
enum status apply_day(struct applying *, const struct staged_row *, int32_t *day, bool *is_earlier, struct err *);
enum status apply_quarter_note(struct applying *, const struct staged_row *, enum row_kind, int64_t id, struct err *);
enum status apply_quarters_flush(struct applying *, struct err *);
/* A row was sent as it was; what was so far is known to the store (apply_same.c). */
enum status apply_same_note(struct applying *, enum row_kind, int64_t id, struct err *);
enum status apply_same_put(struct applying *, enum row_kind, struct err *);
/* Those kin to the record at hand, for a row that may be told in parts (apply_kin.c). */
enum status apply_kin(struct applying *, const struct staged_row *, struct err *);
/* What is in force of a record is new or other: what was told of it and of those kin to it goes by that. */
enum status apply_kin_change(struct applying *, const struct record *, enum put, bool is_other, struct err *);
static inline size_t apply_kin_n(const struct applying *x)
{
	return x->kin.record == x->record ? x->kin.v.n : 0;
}
enum status apply_agencies(struct applying *, struct err *);
enum status apply_row(struct applying *, const struct staged_row *, struct err *);
/* The row is of somebody else than the one before. */
bool apply_is_next_person(const struct applying *, const struct staged_row *);
/* Ends a transaction: what was sent as it was is told. */
enum status apply_flush(struct applying *, struct err *);
void apply_done(struct applying *);

#endif
