/*
 * store_admin.h - the audit with its hash chain, the digest, and the checks of `doctor`.
 */
#ifndef THROUGHLINE_STORE_ADMIN_H
#define THROUGHLINE_STORE_ADMIN_H

#include "store.h"

struct audit_row {
	int64_t id;
	const char *at;       /* RFC 3339, UTC */
	const char *worker;
	const char *deed;     /* look, search, list, decide, undo, link, separate, import, export, setting, refused … */
	const char *person;   /* uuid of the person looked at or changed, or NULL */
	const char *detail;   /* codes, counts and references; never content */
};
/* Appended with a hash made with a key over the previous hash and every field with its
 * length.  The key is kept beside the store (STORE.key), made with the first row. */
enum status store_audit_add(struct txn *, const struct audit_row *, struct err *);
struct audit_query { const char *person_uuids; /* `;` list or NULL */ const char *worker; size_t limit; };
/* Newest first. */
enum status store_audit_list(const struct store *, const struct audit_query *, struct arena *, struct audit_row **out,
	size_t *n, struct err *);
/* Whether a deed after row `since` may have taken from what somebody sees of this person (a record's uuid; "": of
 * whomever); of imports alone that is for the gate to tell, for most of them add. */
enum audit_narrowed { AUDIT_NARROWS_NOTHING, AUDIT_HAS_IMPORT, AUDIT_NARROWS };
enum status store_audit_narrowed(const struct store *, int64_t since, const char *uuid, enum audit_narrowed *, struct err *);
/* When a worker's newest row before a moment was written; ST_NONE. */
enum status store_audit_last_before(const struct store *, const char *worker, const char *at, struct arena *, const char **out,
	struct err *);
/* Where the audit ended at some time: kept elsewhere it shows an end that was cut off. */
struct audit_end { int64_t row; char hash[65]; };
bool audit_end_parse(const char *text, struct audit_end *); /* a number and 64 hexadecimal digits */
/* From here on the end that is noted beside the store is this transaction's, whatever was
 * noted: for who has seen to it that nothing is missing. */
void store_audit_note_anew(struct txn *);
/* What was found of a chain that fits.  Rows before keyed_from were chained by versions
 * without a key; of unproven rows the key is not here, so that only their order was looked
 * at; noted is the end that was last noted beside the store, row 0 where none is. */
struct audit_proof { struct audit_end end, noted; int64_t keyed_from, unproven, unproven_from; };
/* ST_DAMAGED names the first row that does not fit, or that rows are missing at the end:
 * compared with what is noted beside the store, and with `held` (may be NULL). */
enum status store_audit_end(const struct store *, struct audit_end *, struct err *); /* row 0: there is none yet */
enum status store_audit_verify(const struct store *, const struct audit_end *held, struct audit_proof *, struct err *);

/* One hash per kind of content, in a fixed order, without internal numbers,
 * imports, audit: agencies, records, events, links, findings, decisions. */
struct digest_row { const char *kind; char hash[65]; int64_t rows; };
enum status store_digest(const struct store *, struct arena *, struct digest_row **out, size_t *n, struct err *);

/* Each complaint says what is wrong and what to do; none is good. */
struct complaint { const char *check, *text; };
struct store_facts { int64_t people, records, events, findings, audit_rows, bytes, wal_bytes; int schema; };
enum status store_check(const struct store *, struct arena *, struct complaint **out, size_t *n, struct store_facts *,
	struct err *);

#endif
