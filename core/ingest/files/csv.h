/*
 * csv.h - a CSV file row by row, with the physical line each row begins on
 * (private to ingest).  LF, CRLF and CR end a line; quoted newlines belong to
 * their field and are counted.
 */
#ifndef THROUGHLINE_INGEST_CSV_H
#define THROUGHLINE_INGEST_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/files/encoding.h"
#include "status.h"

enum { CSV_FIELD_KEPT = 1 << 17 }; /* of a longer field so many bytes are given */

struct csv_row {
	int64_t line; /* on which it begins, from 1 */
	const char **field; /* each ended by a zero byte; lent for the call */
	const size_t *length;
	size_t n;
	int64_t bytes; /* of the file read so far, about */
	bool is_cut_off; /* the file ends without a newline after it */
	bool is_in_doubt; /* a quoted field above it never ended: it may be the rest of that text */
	const char *fault; /* why it cannot be read as a row; NULL: it can */
};
/* Anything but ST_OK stops the reading and is returned. */
typedef enum status csv_row_fn(void *arg, const struct csv_row *, struct err *);

/* Blank lines are skipped.  The delimiter is what parts the first line: a comma, a
 * semicolon, a tab or a bar.  However long a field is, little of it is held.  After a row with a
 * quoted field that never ends the reading goes on with the line below it.  ST_FORMAT: a binary
 * file; a quoted field that never ends in the first row, or too many of them. */
enum status csv_read(const char *path, const char *label, csv_row_fn *give, void *arg,
	struct text_seen *, struct err *);
/* The same of a file whose delimiter and encoding may be known. */
struct csv_form {
	char delimiter; /* 0: to be found */
	enum text_encoding encoding;
};
enum status csv_read_form(const char *path, const char *label, const struct csv_form *,
	csv_row_fn *give, void *arg, struct text_seen *, struct err *);
/* The first row of a text that may be cut off anywhere. */
enum status csv_first_row(
	const char *head, size_t length, csv_row_fn *give, void *arg, struct err *);

#endif
