/*
 * Who is involved: the agencies that hold a record or did something, newest
 * contact first.
 */
#include <stdlib.h>

#include "journey/timeline.h"
#include "writing.h"

/* The agency met the person: it happened, and it was not only written down. */
static bool event_is_contact(const struct event *event, int32_t today)
{
	if (event->status != ES_COMPLETED && event->status != ES_IN_PROGRESS)
		return false;
	if (!civil_is_set(event->start) || event->start.day > today)
		return false;
	switch (event->kind) {
	case EV_ASSESSMENT: case EV_PLAN: case EV_SERVICE: case EV_REVIEW: case EV_CONTACT:
	case EV_ADMISSION: case EV_DISCHARGE: case EV_MEASURE: case EV_VIEW:
		return true;
	case EV_REQUEST: case EV_CONCERN: case EV_CHANGE: case EV_WARNING: case EV_NOTE:
	case EV_KIND_COUNT:
		return false;
	}
	return false;
}

/* What has an end was still going on until then. */
static int32_t contact_day(const struct event *event, int32_t today)
{
	if (civil_is_set(event->end) && event->end.day > event->start.day)
		return event->end.day < today ? event->end.day : today;
	return event->start.day;
}

static struct involved *involved_of(struct involved *list, size_t *n, int64_t agency)
{
	size_t i;

	for (i = 0; i < *n; i++)
		if (list[i].agency == agency)
			return &list[i];
	list[*n] = (struct involved){.agency = agency, .since = CIVIL_NONE, .last = CIVIL_NONE};
	return &list[(*n)++];
}

static int involved_order(const void *a, const void *b)
{
	const struct involved *x = a, *y = b;

	if (x->last != y->last)
		return x->last > y->last ? -1 : 1;
	return (x->agency > y->agency) - (x->agency < y->agency);
}

/* Who writes a thing down about a person is not therefore whom the agency has with them. */
static bool only_writes(enum event_kind kind)
{
	return kind == EV_NOTE || kind == EV_CHANGE;
}

/* Rows come newest first, so the first that names a worker is the newest.  Another agency's
 * worker, who wrote on this one's record, is not whom it has. */
static void named_by(struct involved *in, const struct event *event)
{
	if (!is_written_for_another(event) && !in->practitioner && event->practitioner && *event->practitioner) {
		in->practitioner = event->practitioner;
		in->role = event->role;
	}
}

static void involved_add(struct involved *in, const struct journey_row *row, int32_t today)
{
	const struct event *event = &row->event;

	in->events++;
	if (!only_writes(event->kind))
		named_by(in, event);
	if (row->seen != SEE_FULL || !civil_is_set(event->start))
		return;
	if (in->since == CIVIL_NONE || event->start.day < in->since)
		in->since = event->start.day;
	if (event_is_contact(event, today) && contact_day(event, today) > in->last)
		in->last = contact_day(event, today);
}

enum status involved_list(const struct record *record, size_t record_n,
	const struct journey_row *row, size_t row_n, int32_t today, struct arena *arena,
	struct involved **out, size_t *n, struct err *err)
{
	struct involved *list = arena_alloc(arena, (record_n + row_n + 1) * sizeof *list);
	size_t i, kept = 0;

	if (!list)
		return err_nomem(err);
	for (i = 0; i < record_n; i++)
		involved_of(list, &kept, record[i].agency)->records++;
	for (i = 0; i < row_n; i++)
		involved_add(involved_of(list, &kept, row[i].event.agency), &row[i], today);
	for (i = 0; i < row_n; i++)
		named_by(involved_of(list, &kept, row[i].event.agency), &row[i].event);
	qsort(list, kept, sizeof *list, involved_order);
	*out = list;
	*n = kept;
	return ST_OK;
}
