/*
 * out.h - lists on standard output: a table to read, csv or json to use.
 *
 * csv is guarded against spreadsheet formulas; everything is made safe for a
 * terminal before it is written.  A table holds its rows until it is closed, to
 * fit its columns to the width there is; csv and json are written row by row.
 */
#ifndef THROUGHLINE_TUI_OUT_H
#define THROUGHLINE_TUI_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "status.h"

enum out_format { OUT_TABLE, OUT_CSV, OUT_JSON };
bool out_format_parse(const char *text, enum out_format *out); /* NULL: table */

struct out_style {
	enum out_format format;
	int width;      /* cells that a line of a table may take */
	bool is_ascii;  /* no `…` where text is cut */
};

enum out_place {
	OUT_EVERYWHERE,
	OUT_BELOW,      /* in a table under its row, as `heading value`; left out when empty */
	OUT_DATA_ONLY,  /* csv and json */
	OUT_TABLE_ONLY,
	OUT_BELOW_ONLY, /* below, and not in csv and json */
};
struct out_column {
	const char *name;
	bool is_number;      /* json: a bare number; table: to the right */
	int at_most;         /* table: the most cells it takes, and it may be cut to fit; 0: never cut */
	enum out_place place;
	const char *heading; /* table: in place of the name */
};
struct out;

/* NULL: no memory.  `columns` must outlive it. */
struct out *out_open(FILE *, const struct out_style *, const struct out_column *columns, size_t n);
void out_row(struct out *, const char *const *values); /* one per column; NULL is empty */
/* Writes what is left, frees, and says whether all of it was written; `noun`
 * ("people") closes a table with its count, NULL for none. */
enum status out_close(struct out *, const char *noun, struct err *);

/* One line of clean text, however long; of NULL nothing. */
void out_line(FILE *, const char *text);
/* A clean paragraph in lines of at most `width` cells, those after the first
 * indented. */
void out_paragraph(FILE *, const char *text, int indent, int width);
/* One behind a label, all its lines from `indent` on; and how many lines it takes. */
void out_labelled(FILE *, const char *label, const char *text, int indent, int width);
int out_labelled_lines(const char *text, int indent, int width);

#endif
