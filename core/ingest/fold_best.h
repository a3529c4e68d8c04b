/*
 * fold_best.h - of parts that tell of one event, whose word stands (private to ingest): the
 * same whether one file told of all of them or several did.
 */
#ifndef THROUGHLINE_INGEST_FOLD_BEST_H
#define THROUGHLINE_INGEST_FOLD_BEST_H

#include "model.h"

/* The nearer to done of the two; ES_ENTERED_IN_ERROR where neither says more. */
enum event_status status_nearer(enum event_status, enum event_status);
/* From the first of the parts' times to the last, each as it was sent. */
struct fold_times {
	struct civil start, end;
	const char *starts_on, *ends_on;
};
extern const struct fold_times FOLD_TIMES_NONE;
/* A part's own; ends_on counts where `end` is set. */
void fold_times_add(struct fold_times *, const struct fold_times *part);
/* Once all were added: an end that is the start says nothing. */
void fold_times_settle(struct fold_times *);

#endif
