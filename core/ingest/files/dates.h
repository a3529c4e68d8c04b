/*
 * dates.h - dates that can hardly be meant (private to ingest): taken over as sent,
 * since an agency is asked, not corrected, and told with a count.
 */
#ifndef THROUGHLINE_INGEST_DATES_H
#define THROUGHLINE_INGEST_DATES_H

#include "ingest/batch.h"

/* Looks at a row that was taken over. */
void born_look(struct batch *, const struct staged_person *);
void begins_look(struct batch *, const struct staged_event *);
/* A note of each kind that there was. */
enum status dates_note(struct batch *, struct err *);

#endif
