/*
 * timeline.h - a person's events as rows, and who is involved (private to core).
 */
#ifndef THROUGHLINE_JOURNEY_TIMELINE_H
#define THROUGHLINE_JOURNEY_TIMELINE_H

#include "care/work.h"

/* One element per agency that has a record or an event, newest contact first. */
enum status involved_list(const struct record *, size_t record_n, const struct journey_row *,
	size_t row_n, int32_t today, struct arena *, struct involved **out, size_t *n, struct err *);

/* Says of p->involved which agencies nothing was received from lately. */
enum status involved_hear(struct session *, struct person *, struct arena *, struct err *);

/* Fills p->row, history, history_row and what findings say of each row.
 * p->record is there already. */
enum status timeline_fill(struct session *, struct person *, struct arena *, struct err *);

#endif
