/*
 * cells.h - what the numbers of a workbook stand for: it writes days as numbers, and how they are meant in
 * its styles (private to workbook*.c).  ECMA-376 part 1, 18.8.30 (number formats) and 18.17.4 (dates).
 */
#ifndef THROUGHLINE_INGEST_CELLS_H
#define THROUGHLINE_INGEST_CELLS_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/files/zipped.h"

enum cell_kind { CELL_NUMBER, CELL_DAY, CELL_TIME, CELL_HOURS, CELL_DIGITS };
enum { CELL_DIGITS_MOST = 24, CELL_TEXT = 64 };

/* A number's format; pattern: with CELL_DIGITS its noughts, blanks and dashes, as "000 000 0000". */
struct cell_form { enum cell_kind kind; char pattern[CELL_DIGITS_MOST]; };
struct cell_form cell_form_of(const char *code);

struct cell_styles;
/* Those of a workbook; without such a part every number is one.  The caller frees them. */
enum status cell_styles_read(struct cell_styles **out, zip_t *, int64_t part, const char *label, struct err *);
void cell_styles_free(struct cell_styles *); /* NULL is fine */
struct cell_form cell_style(const struct cell_styles *, size_t i);

/* "45678.5" as a day: 2025-01-21T12:00:00; is_1904: days are counted from 1904, as on old Macintoshes.  What is
 * no number stays as it is. */
void cell_told(const char *number, const struct cell_form *, bool is_1904, char out[static CELL_TEXT]);

#endif
