/*
 * migrate.h - from any earlier version of the schema to this program's (private
 * to db).  Each migration is one text of sqlite/schema, applied in order in one
 * transaction, after an online copy of the store as it was.
 */
#ifndef THROUGHLINE_DB_MIGRATE_H
#define THROUGHLINE_DB_MIGRATE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

#include "status.h"

struct migration {
	int version;     /* ascending */
	const char *sql; /* what makes this version of the one before */
};
extern const struct migration MIGRATIONS[];
extern const size_t MIGRATION_COUNT;

/* Brings the open database at `place` to the last version of the list.  `copies`: as it
 * was it is kept beside it; from version 0 there is nothing to copy.  ST_NEWER where it
 * is past the list. */
enum status migrate(sqlite3 *, const char *place, const struct migration *, size_t n, bool copies,
	struct err *);

int schema_version(sqlite3 *, int *rc); /* PRAGMA user_version */

#endif
