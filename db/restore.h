/*
 * restore.h - a restore under way (private to db).
 */
#ifndef THROUGHLINE_DB_RESTORE_H
#define THROUGHLINE_DB_RESTORE_H

#include "place.h"
#include "recorded.h"
#include "seal.h"
#include "store_admin.h"

struct restoring {
	const struct restore_order *order;
	struct showing showing;
	struct secret secret;
	struct place place;
	char *folder;  /* STORE.restoring … */
	int folder_fd; /* … held by a lock */
	char *file;    /* … and what becomes the store, in it */
	struct restored out;
	struct chain_keys keys; /* that it brought */
	struct audit_end end;   /* of its audit, as it will be */
	struct arena *arena;
};

/* The proved file where the store is; one that was there keeps another name.  Under the locks that keep
 * everybody else out. */
enum status restore_put_there(struct restoring *, struct err *);

#endif
