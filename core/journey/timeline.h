/*
 * timeline.h - a person's events as rows, and who is involved (private to core).
 */
#ifndef THROUGHLINE_JOURNEY_TIMELINE_H
#define THROUGHLINE_JOURNEY_TIMELINE_H

#include "care/work.h"

/* What is left of an event that may not be seen whole: that it is there, its
 * kind, its month, and whose it is. */
void event_thin(struct event *, enum seen, struct arena *);

/* Moves the events that the viewer sees whole to the front of a new array, in
 * the same order; a history is made of these alone. */
enum status events_seen(const struct viewer *, const struct event *, size_t n, struct arena *,
	struct event **out, size_t *out_n, struct err *);

/* A figure tells of many at once, so it is for those who see an ordinary event whole. */
bool sees_figures(const struct viewer *);

/* One element per agency that has a record or an event, newest contact first. */
enum status involved_list(const struct record *, size_t record_n, const struct journey_row *,
	size_t row_n, int32_t today, struct arena *, struct involved **out, size_t *n, struct err *);

/* Says of p->involved which agencies nothing was received from lately. */
enum status involved_hear(struct session *, struct person *, struct arena *, struct err *);

/* Fills p->row, history, history_row and what findings say of each row.
 * p->record is there already. */
enum status timeline_fill(struct session *, struct person *, struct arena *, struct err *);

/* The agency met the person: it happened, and it was not only written down. */
bool event_is_contact(const struct event *, int32_t today);

#endif
