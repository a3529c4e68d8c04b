/*
 * whole.h - all that a database holds, whatever its version (private to db): its pages
 * copied, its soundness, and one hash over it.
 */
#ifndef THROUGHLINE_DB_WHOLE_H
#define THROUGHLINE_DB_WHOLE_H

#include <sqlite3.h>

#include "hash.h"
#include "part.h"

/* Opens a database of ours that nobody else uses, and that leaves no log beside it. */
int whole_open(const char *file, sqlite3 **);

/* The pages of one state of `from`, while others go on writing it, into an empty file.
 * Gives what SQLite answers; SQLITE_INTERRUPT with a sentence where it was stopped. */
int whole_copy(sqlite3 *from, const char *to, const struct showing *, struct err *);

/* Every row of every table, and what tables, indexes and triggers there are; not the rows
 * of `meta` whose keys begin so. */
enum status whole_hash(sqlite3 *, const char *file, const char *but, struct hash *,
	const struct showing *, struct err *);

/* integrity_check, or quick_check where that is enough, and foreign_key_check. */
enum status whole_check(sqlite3 *, const char *file, bool is_quick, const struct showing *,
	struct err *);

#endif
