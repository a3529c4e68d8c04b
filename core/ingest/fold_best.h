/*
 * fold_best.h - of parts that tell of one event, whose word stands (private to ingest): the
 * same whether one file told of all of them or several did.
 */
#ifndef THROUGHLINE_INGEST_FOLD_BEST_H
#define THROUGHLINE_INGEST_FOLD_BEST_H

#include "model.h"

/* The nearer to done of the two; ES_ENTERED_IN_ERROR where neither says more. */
enum event_status status_nearer(enum event_status, enum event_status);
/* On one day, a time tells more than the bare date. */
bool time_is_earlier(struct civil, struct civil than);
bool time_is_later(struct civil, struct civil than);

#endif
