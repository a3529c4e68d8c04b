/*
 * place.h - where a store is, or would be, and whether it can be one (private to db).
 */
#ifndef THROUGHLINE_DB_PLACE_H
#define THROUGHLINE_DB_PLACE_H

#include <stdbool.h>

#include "status.h"
#include "store.h"

struct place {
	char *file;   /* absolute, its folder resolved; malloc'd */
	char *folder;
	bool exists;
};

/* Looks at the path without opening it; with STORE_MAKE makes its folder.
 * ST_MISSING, ST_DAMAGED (a folder, a link, no file, empty), ST_READONLY, ST_IO. */
enum status place_find(const char *path, enum store_mode, struct place *, struct err *);
/* Where a store is to be put, whatever is there: no folder, link or device.  Makes its folder. */
enum status place_anew(const char *path, struct place *, struct err *);
/* The network file system that a folder or file is on, or what may be one; NULL: none. */
const char *place_elsewhere(const char *path);
void place_done(struct place *);

#endif
