/*
 * guard.h - what this program's connection may do at all (private to db): SQLite's
 * defensive switches, limits, and an authorizer that knows no way to change the
 * schema or to rewrite what is append-only.
 */
#ifndef THROUGHLINE_DB_GUARD_H
#define THROUGHLINE_DB_GUARD_H

#include <sqlite3.h>

/* Before the first statement. */
int guard_switches(sqlite3 *);
/* After migrating: from here on the schema stands. */
int guard_close(sqlite3 *);

#endif
