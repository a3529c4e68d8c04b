/*
 * table.h - a tab-separated table with a header line, taken apart in place
 * (private to catalogue).
 *
 * Columns are found by name, in any order; blank lines are skipped; a row that
 * is too short has empty last columns.
 */
#ifndef THROUGHLINE_CATALOGUE_TABLE_H
#define THROUGHLINE_CATALOGUE_TABLE_H

#include <stdbool.h>

#include "arena.h"
#include "status.h"

enum { TABLE_COLUMNS_MAX = 32 };

struct table {
	const char *name;   /* for error sentences: "instruments.tsv" */
	char *rest;         /* what is not read yet */
	int line;           /* of the current row */
	int at[TABLE_COLUMNS_MAX]; /* where in the file each wanted column is, -1: not there */
	int wanted_n;
	const char *cell[TABLE_COLUMNS_MAX]; /* of the current row, by wanted column; never NULL */
};

/* Copies text into the arena and reads the header.  The first required_n of
 * the wanted columns must be there. */
enum status table_open(struct table *, const char *name, const char *text,
	const char *const *wanted, int wanted_n, int required_n, struct arena *, struct err *);
bool table_next(struct table *);
/* ST_FORMAT with "NAME, line N: what". */
enum status table_error(const struct table *, struct err *, const char *what, const char *value);

#endif
