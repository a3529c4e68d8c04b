/*
 * interchange.h - the three tables of the interchange: their columns, and one
 * row of each checked (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_INTERCHANGE_H
#define THROUGHLINE_INGEST_INTERCHANGE_H

#include "ingest/batch.h"

enum table { TABLE_AGENCIES, TABLE_PEOPLE, TABLE_EVENTS, TABLE_COUNT };
#define TABLE_COLUMNS_MAX 40

extern const char *const TABLE_FILES[TABLE_COUNT]; /* "agencies.csv" … */

/* The table's columns by number, NULL after the last. */
const char *table_column(enum table, size_t i);
int table_column_find(enum table, const char *name); /* any letter case; -1: unknown */
int table_column_loose(enum table, const char *name); /* "Local ID" too, in a file that is known to be this table */
bool table_column_is_required(enum table, size_t i);

/* A row's values by column number, clean, NULL where not sent; `agency` is
 * whose it is where the row itself doesn't say, or NULL. */
struct table_row {
	const char *value[TABLE_COLUMNS_MAX];
	const char *agency;
	struct origin origin;
	struct id_made *ids; /* by enum id_of; NULL: ids are as sent */
	const bool *lacks;   /* by column: the table has none for it; NULL: it has all */
};
/* Checks the row and takes it over, or sets it aside. */
enum status table_row_take(
	struct batch *, enum table, struct table_row *, struct arena *scratch, struct err *);

/* Notes what of an event the catalogue doesn't know (eventnotes.c). */
enum status event_notes(struct batch *, const struct event *, struct err *);

#endif
