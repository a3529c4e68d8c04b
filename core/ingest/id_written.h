/*
 * id_written.h - ids that are numbers, however they were written (private to ingest).
 *
 * A spreadsheet makes 903.0 of 903 and 10,003 of 10003, and one file has an NHS number with blanks that
 * another has without: these are one id, also as part of one that is put together.  A record or an event
 * that the store has keeps its own; one that is new gets the digits alone.  So it is with a day or an hour
 * that an id is put together of (id_dated.h).  Nothing else is settled: 010 is
 * not 10, nor ab1 AB1.  What was sent as the NHS number itself stays as it was sent.
 */
#ifndef THROUGHLINE_INGEST_ID_WRITTEN_H
#define THROUGHLINE_INGEST_ID_WRITTEN_H

#include "ingest/batch.h"

/* A row's ids are settled one after another, what is lent for the row before goes. */
enum status ids_begin(struct batch *, struct err *);
/* *id becomes the form by which the agency's record or event is known; lent until the next ids_begin().
 * *written: a code of how it was sent, 0 where that is how it is kept.  `made` may be NULL. */
enum status id_settle(struct batch *, enum id_of, const char *agency, const struct id_made *made, const char **id,
	uint32_t *written, struct err *);

#endif
