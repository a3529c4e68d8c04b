/*
 * backup.h - the store copied while others write it, and such a copy proved and put in
 * the store's place.  Offered by core.
 *
 * A backup is a database of its own, and says of itself when it was made, what it holds
 * and how far its audit went; with a key it is encrypted as a whole.
 */
#ifndef THROUGHLINE_BACKUP_H
#define THROUGHLINE_BACKUP_H

#include "case.h"

struct store;

/* What a backup says of itself. */
struct backup_record {
	char at[21];           /* RFC 3339, UTC */
	int schema;            /* version of the store's form */
	int64_t audit_rows;
	char audit_head[65];   /* hash of the audit's last row, in hex */
	char digest[65];       /* over every row of every table and over the form, in hex */
};

/* Told now and then what is being done and how far it is (total 0: not known); false: stop. */
typedef bool backup_show(void *arg, const char *doing, int64_t done, int64_t total);

struct backup_order {
	const char *file;      /* where to; its folder is there */
	const char *key_file;  /* encrypted with what is in it; NULL: not encrypted */
	bool replaces;         /* a backup that has this name */
	backup_show *show;     /* may be NULL */
	void *show_arg;
};
struct backup_made {
	struct backup_record record;
	int64_t bytes;
	bool is_exposed; /* others than its owner may put another file in its place */
};

struct restore_order {
	const char *file, *key_file;
	const char *store;     /* path that it is put at */
	bool replaces;         /* a store that is there, which is kept beside it */
	bool tries;            /* everything is proved, nothing put anywhere */
	const char *worker;    /* for the row in the audit; NULL: the login name */
	bool is_allowed;       /* the store that is there was asked already whether they may (MAY_SET) */
	/* Asked of what the backup holds before anything is put anywhere; NULL: not. */
	enum status (*allow)(const struct store *, void *arg, struct err *);
	void *allow_arg;
	backup_show *show;
	void *show_arg;
};
/* Who was erased in the store that was there stays away from what was restored, or that is not known: there was
 * none, it cannot be read, or it is another store, whose records may be other people's by the same numbers. */
enum erased_told { ERASED_NOT_THERE, ERASED_UNREAD, ERASED_ELSEWHERE, ERASED_KNOWN };
struct restored {
	struct backup_record record;
	int64_t people, records, events;
	int64_t unproven;      /* rows of its audit whose key is not here */
	const char *former;    /* where the store that was there is now; NULL: there was none */
	enum erased_told told; /* of who was erased in that one */
	size_t erased_here;    /* records that are in it though they were erased: with `tries` only */
};

/* FILE is there whole and on the disk, or not at all.  While an import is being taken in
 * it waits for its end.  ST_USAGE: FILE is there, or the key is none; ST_BUSY, ST_FULL,
 * ST_READONLY, ST_IO, ST_STOPPED; ST_DAMAGED: what was copied is. */
enum status backup_make(struct session *, const struct backup_order *, struct backup_made *, struct err *);
/* Proves the backup (whole, its form, references, its digest, its audit), brings it to
 * this program's version, and only then gives it the store's name.  Where the store that is
 * there could not be asked, or there is none, the workers in the backup say who may.  ST_DAMAGED: it is not
 * what was backed up; ST_USAGE: no backup, or a store is there; ST_BUSY: somebody has that
 * open; ST_NEWER; ST_DENIED: the store is another account's. */
enum status backup_restore(const struct restore_order *, struct arena *, struct restored *, struct err *);

#endif
