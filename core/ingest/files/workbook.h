/*
 * workbook.h - a spreadsheet as it was saved (xlsx), each sheet of it a table (private to archive.c).
 *
 * Days are written as dates, numbers as they are meant, texts as they stand; an error of a formula as what it
 * is called.  Row n of the sheet is line n of the table, so a line break within a cell is a blank; hidden
 * sheets are left out, and so is all that is no worksheet.
 */
#ifndef THROUGHLINE_INGEST_WORKBOOK_H
#define THROUGHLINE_INGEST_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "ingest/files/zipped.h"

bool workbook_is(zip_t *);

struct sheet {
	const char *name; /* with .csv behind it */
	int64_t part, shared, styles; /* in the zip: its own, the texts and the formats of all; -1: there are none */
	bool is_1904;
};
/* In the workbook's order, from the arena. */
enum status workbook_sheets(zip_t *, const char *label, struct arena *, struct sheet **out, size_t *n, struct err *);
/* The sheet as a table, UTF-8, parted by commas. */
enum status workbook_unpack(zip_t *, const struct sheet *, const char *label, struct unpacking *, struct err *);

#endif
