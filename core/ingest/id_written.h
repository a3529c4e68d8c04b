/*
 * id_written.h - ids that are numbers, however they were written (private to ingest).
 *
 * A spreadsheet makes 903.0 of 903, and one file has an NHS number with blanks that another has
 * without: these are one id.  A record that the store has keeps its own; one that is new gets the
 * digits alone.  What was sent as the NHS number itself stays as it was sent.
 */
#ifndef THROUGHLINE_INGEST_ID_WRITTEN_H
#define THROUGHLINE_INGEST_ID_WRITTEN_H

#include "ingest/batch.h"

/* *id becomes the form by which the agency's record is known; `form` holds it where it is another. */
enum status id_settle(struct batch *, const char *agency, const char **id, char form[static 24], struct err *);

#endif
