/*
 * stored.h - what the store has already, for readers whose rows take something
 * back (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_STORED_H
#define THROUGHLINE_INGEST_STORED_H

#include "ingest/batch.h"

/* The event of this agency (code folded) and source_ref, in the arena; NULL where
 * there is none, or it was taken back, or without a session. */
enum status stored_event(const struct batch *, const char *agency, const char *ref,
	struct arena *, const struct event **out, struct err *);
/* Takes it back, where it is there: it was entered in error.  Where what told of it is taken back itself, that waits
 * for it.  local_id: of whom it is. */
enum status stored_take_back(struct batch *, const char *agency, const char *ref, const char *local_id, struct origin,
	struct arena *, struct err *);
/* The code of the agency that the store knows by this reference, in the batch's
 * arena; NULL where there is none. */
enum status stored_agency(struct batch *, const char *ref, const char **code, struct err *);

#endif
