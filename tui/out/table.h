/*
 * table.h - rows as a table that fits a width (private to out).
 */
#ifndef THROUGHLINE_TUI_OUT_TABLE_H
#define THROUGHLINE_TUI_OUT_TABLE_H

#include "arena.h"
#include "out.h"

/* Prints a heading line and all rows of clean text; false: no memory.  Columns
 * that may be cut give way until the rows fit; the last one runs over into
 * further lines under its heading. */
bool table_print(FILE *, const struct out_style *, const struct out_column *, size_t column_n,
	char *const *const *row, size_t row_n, struct arena *);

#endif
