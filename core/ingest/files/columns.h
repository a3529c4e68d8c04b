/*
 * columns.h - a CSV file whose first row names its columns, read row by row as
 * values by column number (private to ingest).
 *
 * A format says which columns it knows; this finds them, sets rows of the wrong
 * shape aside and hands on the rest.
 */
#ifndef THROUGHLINE_INGEST_COLUMNS_H
#define THROUGHLINE_INGEST_COLUMNS_H

#include "ingest/batch.h"
#include "ingest/files/csv.h"

#define COLUMNS_KNOWN_MAX 64
#define COLUMN_NAME_ROOM 129

/* What a format knows of a table. */
struct columns {
	const void *table;  /* given to the functions */
	const char *called; /* "people.csv", as the sentences call such a table */
	const char *(*name)(const void *table, size_t i); /* NULL after the last */
	int (*find)(const void *table, const char *name); /* as the file writes it; -1: unknown */
	bool (*is_required)(const void *table, size_t i);
	bool has_nulls; /* the text NULL, as databases write it, is nothing */
	int id; /* the column by which the sender knows a row; -1: not to be told */
	bool is_wide; /* has many columns that are none of ours: they are not reported */
	bool may_repeat; /* of a column that is named twice the first that says something is read */
};

/* A row's values by column number, clean, NULL where not sent; lent for the call,
 * as is what is put into the scratch arena. */
typedef enum status columns_row_fn(void *arg, const char *const *value, struct origin,
	struct arena *scratch, struct err *);

struct columns_file {
	const char *path, *label;
	bool again; /* read a second time: what the first told is not told twice */
	bool *lacks; /* COLUMNS_KNOWN_MAX, or NULL: becomes true for each that the header does not have */
};

/* ST_FORMAT: an empty file, a column missing or named twice, what csv_read refuses. */
enum status columns_read(struct batch *, const struct columns *, const struct columns_file *,
	columns_row_fn *give, void *arg, struct err *);

/* A header's i-th name, trimmed; a longer one is cut. */
void column_name(const struct csv_row *, size_t i, char out[static COLUMN_NAME_ROOM]);

#endif
