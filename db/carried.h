/*
 * carried.h - what versions of an event have from those before them (private to db).
 */
#ifndef THROUGHLINE_DB_CARRIED_H
#define THROUGHLINE_DB_CARRIED_H

#include "inside.h"
#include "model.h"

/* After what this import said of the event went: the versions that are left have from
 * those before them what these say now.  *is_other: the one in force changed. */
enum status carried_settle(struct txn *, int64_t event, int64_t agency, int64_t gone, bool *is_other,
	struct err *);

/* told_row.c: an item of what is carried that is a row as its file told it. */
bool told_row_is(const char *item, size_t length);

#endif
