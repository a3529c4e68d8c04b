/*
 * erase.h - what is held about one person taken away for good, in two steps; and holds,
 * which keep it whatever else says that it should go.  Offered by core.
 *
 * What is left is a row of the audit, the numbers that decisions point at, and a keyed
 * hash of each record's address: the same record sent again is set aside, until that is
 * lifted.  There is no undo.  Backups made before hold what they hold.
 */
#ifndef THROUGHLINE_ERASE_H
#define THROUGHLINE_ERASE_H

#include "case.h"

/* A steward does it by numbers alone (case.h) and is told of nobody how much there is, whose, or
 * why another holds it: is_bare. */
struct erasure {
	const char *person_id;      /* as it is until then */
	size_t records, events;     /* events in force */
	size_t withdrawn;           /* of the records: out of force since what brought them was withdrawn */
	const char *agencies;       /* names, `, ` between: who are to be asked to do the same */
	const char *held;           /* why it must not be erased (a hold), or NULL; bare: since when, by whom */
	bool is_bare;               /* records, events and agencies are not to be told */
	char code[9];               /* of just this: the second step takes it */
};
/* AGENCY:local_id of a record that is nobody's since what brought it was withdrawn, for who sees all:
 * it is erased as a person is.  ST_NONE: there is none. */
enum status erasure_named(struct session *, const char *address, int64_t *person, struct err *);
/* What would go.  The look is in the audit, by this detail. */
#define ERASING_LOOK "what erasing would take away"
enum status erasure_preview(struct session *, int64_t person, struct arena *, struct erasure *, struct err *);
/* ST_CHANGED: the code is of something else; ST_DENIED: there is a hold. */
struct erased { struct erasure what; bool is_log_empty; /* else others still read from it */ };
enum status erasure_make(struct session *, int64_t person, const char *code, struct arena *, struct erased *, struct err *);

/* Somebody erased has come back to services: their record (AGENCY:local_id) is taken in again
 * from now on.  It brings nothing back.  Why is in the audit, which never names the record.
 * ST_NONE: none of that address was erased here; ST_USAGE: no address, or no reason. */
enum status erasure_lift(struct session *, const char *address, const char *reason, struct err *);

/* Whatever was erased and is here again with a backup that is older, erased anew.  ST_NONE: nothing is; ST_DENIED:
 * holds keep all of it. */
struct erased_again { size_t records, held; /* erased; left, for a hold keeps them */ bool is_log_empty; };
enum status erasure_again(struct session *, struct arena *, struct erased_again *, struct err *);

/* A hold keeps all records that are theirs when it is placed, and those out of force that seem to be:
 * each stays held whatever person it is of since. */
struct held { int64_t person; char person_id[37]; const char *at, *worker, *reason; }; /* reason "": another steward's */
enum status holds_list(struct session *, struct arena *, struct held **out, size_t *n, struct err *);
enum status hold_put(struct session *, int64_t person, const char *reason, struct err *);
enum status hold_release(struct session *, int64_t person, struct err *); /* ST_NONE: there was none */

#endif
