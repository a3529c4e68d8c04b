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
/* Appended with hash = SHA-256(previous hash, every field with its length). */
enum status store_audit_add(struct txn *, const struct audit_row *, struct err *);
struct audit_query { const char *person_uuids; /* `;` list or NULL */ const char *worker; size_t limit; };
enum status store_audit_list(const struct store *, const struct audit_query *, struct arena *, struct audit_row **out, size_t *n, struct err *); /* newest first */
/* ST_OK with the number of rows and the head's hash in hex, or ST_DAMAGED naming the first row that does not fit. */
enum status store_audit_verify(const struct store *, int64_t *rows, char head[static 65], struct err *);

/* One hash per kind of content, in a fixed order, without internal numbers,
 * imports, audit: agencies, records, events, links, findings, decisions. */
struct digest_row { const char *kind; char hash[65]; int64_t rows; };
enum status store_digest(const struct store *, struct arena *, struct digest_row **out, size_t *n, struct err *);

/* Each complaint says what is wrong and what to do; none is good. */
struct complaint { const char *check, *text; };
struct store_facts { int64_t people, records, events, findings, audit_rows, bytes, wal_bytes; int schema; };
enum status store_check(const struct store *, struct arena *, struct complaint **out, size_t *n, struct store_facts *, struct err *);

#endif
