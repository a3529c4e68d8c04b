/*
 * out.h - lists on standard output: a table to read, csv or json to use.
 *
 * csv is guarded against spreadsheet formulas; everything is made safe for a
 * terminal before it is written.  A table holds its rows until it is closed, to
 * know how wide its columns are.
 */
#ifndef THROUGHLINE_TUI_OUT_H
#define THROUGHLINE_TUI_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "status.h"

enum out_format { OUT_TABLE, OUT_CSV, OUT_JSON };
bool out_format_parse(const char *text, enum out_format *out); /* NULL: table */

struct out_column {
	const char *name;
	bool is_number; /* json: a bare number; table: to the right */
	int at_most;    /* table: cells it may take, 0 for all it needs */
};
struct out;

/* NULL: no memory.  `columns` must outlive it. */
struct out *out_open(FILE *, enum out_format, const struct out_column *columns, size_t n);
void out_row(struct out *, const char *const *values); /* NULL values are empty */
size_t out_rows(const struct out *);
/* Writes what is left, frees, and says whether all of it was written; `noun`
 * ("people") closes a table with its count, NULL for none. */
enum status out_close(struct out *, const char *noun, struct err *);

/* One line of clean text. */
void out_line(FILE *, const char *text);

#endif
