/*
 * asked_rows.h - rows of the queue (private to care).
 */
#ifndef THROUGHLINE_CARE_ASKED_ROWS_H
#define THROUGHLINE_CARE_ASKED_ROWS_H

#include "asked.h"

/* Fills in names, titles and evidence of rows that have finding and person;
 * rows whose event the viewer may not see whole are taken out, *n is what stays. */
enum status asked_rows_fill(struct session *, struct asked_row *, size_t *n, struct arena *, struct err *);

/* Repeats within one agency, judged now, filtered, sorted and filled in. */
enum status asked_same_agency(struct session *, const struct asked_query *, struct arena *,
	struct asked_row **out, size_t *n, struct err *);

#endif
