/*
 * records.h - reading rows of records, and addresses outside (private to db).
 */
#ifndef THROUGHLINE_DB_RECORDS_H
#define THROUGHLINE_DB_RECORDS_H

#include "sqlite/query.h"
#include "store_people.h"

/* The columns of RECORD_ROW. */
enum { RECORD_ROW_FIELDS = 6 };

/* Ends the query where it fails; false then. */
bool record_read(struct query *, struct arena *, struct record *out);

void record_uuid(const struct store *, const char *agency, const char *local_id, uuid_t out);

#endif
