/*
 * uuids.h - one record in the table by which records are found by their uuid (private to db).
 */
#ifndef THROUGHLINE_DB_UUIDS_H
#define THROUGHLINE_DB_UUIDS_H

#include "inside.h"

/* A record that arrives; where many do, it is left to store_uuids_put(). */
enum status uuid_put(struct txn *, const unsigned char *uuid, int64_t record, struct err *);

#endif
