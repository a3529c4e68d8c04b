/*
 * recorded.h - what a backup says of itself, and telling one (private to db).
 */
#ifndef THROUGHLINE_DB_RECORDED_H
#define THROUGHLINE_DB_RECORDED_H

#include <sqlite3.h>

#include "chain.h"
#include "part.h"
#include "store_backup.h"

/* A database alone, of any version that has the tables asked about: for statements. */
struct alone { struct store *store; };
enum status alone_open(struct alone *, const char *file, struct err *);
void alone_close(struct alone *);

/* Finds out what it is to say, of a database that says nothing yet. */
enum status record_make(const struct alone *, const char *name, const struct showing *,
	struct backup_record *, struct err *);
enum status record_put(const struct alone *, const struct backup_record *, struct err *);
/* ST_USAGE where it says nothing. */
enum status record_get(const struct alone *, const char *name, struct backup_record *, struct err *);
/* What it keeps of the keys of the audit's chain, where it is encrypted; then no more. */
enum status record_keys_get(const struct alone *, struct chain_keys *, struct err *);
enum status record_remove(const struct alone *, struct err *);

enum backup_kind { BACKUP_NONE, BACKUP_PLAIN, BACKUP_SEALED, BACKUP_STORE /* somebody's living one */ };
/* By the file's first bytes; leaves it at its beginning. */
enum backup_kind backup_kind(int fd);

#endif
