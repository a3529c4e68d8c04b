/*
 * window.h - a file of JSON seen one value at a time: a document of any length
 * takes no more memory than the longest of its values (private to the FHIR format).
 *
 * What lies at the place where reading stands is looked at, then passed.  Spans are
 * lent until more is looked at.
 */
#ifndef THROUGHLINE_INGEST_FHIR_WINDOW_H
#define THROUGHLINE_INGEST_FHIR_WINDOW_H

#include <stdint.h>

#include "ingest/files/encoding.h"
#include "ingest/fhir/scan.h"

struct fhir_window {
	struct source *source;  /* borrowed */
	const char *label;      /* the file, in sentences */
	int64_t *taken;         /* bytes of the file read so far are added here */
	char *text;             /* owned: fhir_window_done() */
	size_t n, room, at;     /* at: where reading stands */
	bool is_whole;          /* there is no more to come */
	bool is_cr;             /* lines end in CR alone */
};

/* All zero but for its source, label and taken it is empty. */
void fhir_window_done(struct fhir_window *);

/* At least `least` bytes from here on, where there are so many; gives how many there are. */
enum status fhir_window_look(struct fhir_window *, size_t least, size_t *n, struct err *);
/* Past blanks; *c: what stands there, '\0' at the end.  *lines: so many line ends were passed (or NULL). */
enum status fhir_window_blank(struct fhir_window *, char *c, int64_t *lines, struct err *);
/* A value and past it.  ST_NONE: what stands here is no JSON, or is cut short. */
enum status fhir_window_value(struct fhir_window *, struct span *out, struct err *);
/* A line without its end, and past both.  ST_NONE: there is none left.  Of one longer than
 * `most` bytes so many are given, and it is no JSON then. */
enum status fhir_window_line(struct fhir_window *, size_t most, struct span *out, struct err *);

#endif
