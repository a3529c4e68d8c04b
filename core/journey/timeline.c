/*
 * Rows of the journey: what the viewer may see, what the rule made of it, and
 * what was found and decided.
 */
#include "journey/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "journey/shown.h"
#include "store_events.h"
#include "store_findings.h"

void event_thin(struct event *event, enum seen seen, struct arena *arena)
{
	struct event whole = *event;
	int year, month, mday;

	if (seen == SEE_FULL)
		return;
	*event = (struct event){
		.id = whole.id, .record = whole.record, .agency = whole.agency,
		.agency_code = whole.agency_code, .local_id = whole.local_id,
		.source_ref = whole.source_ref, .kind = whole.kind, .status = whole.status,
		.start = CIVIL_ABSENT, .end = CIVIL_ABSENT,
	};
	if (!civil_is_set(whole.start))
		return;
	civil_parts(whole.start.day, &year, &month, &mday);
	event->start.day = civil_day(year, month, 1);
	event->starts_on = arena_printf(arena, "%04d-%02d", year, month);
}

enum status events_seen(const struct viewer *viewer, const struct event *event, size_t n,
	struct arena *arena, struct event **out, size_t *out_n, struct err *err)
{
	struct event *seen = arena_alloc(arena, (n ? n : 1) * sizeof *seen);
	size_t i, kept = 0;

	if (!seen)
		return err_nomem(err);
	for (i = 0; i < n; i++)
		if (may_see(viewer, &event[i]) == SEE_FULL)
			seen[kept++] = event[i];
	*out = seen;
	*out_n = kept;
	return ST_OK;
}

bool event_is_contact(const struct event *event, int32_t today)
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

/* Rows come newest first, so the first that names a worker is the newest. */
static void involved_add(struct involved *in, const struct event *event, int32_t today)
{
	in->events++;
	if (!in->practitioner && event->practitioner && *event->practitioner) {
		in->practitioner = event->practitioner;
		in->role = event->role;
	}
	if (!civil_is_set(event->start))
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
		involved_add(involved_of(list, &kept, row[i].event.agency), &row[i].event, today);
	qsort(list, kept, sizeof *list, involved_order);
	*out = list;
	*n = kept;
	return ST_OK;
}

static void row_describe(const struct session *s, struct journey_row *row,
	const struct facts *facts)
{
	if (facts) {
		row->cannot_judge = facts->cannot_judge;
		row->domains = facts->domains;
		if (facts->instrument >= 0)
			row->instrument = catalogue_instrument(s->catalogue, facts->instrument)->code;
	}
	row->title = event_title(s->catalogue, &row->event, row->instrument);
}

/* Oldest first in, newest first out; history_row says which row each event became. */
static enum status rows_make(struct session *s, struct person *p, const struct event *event,
	size_t n, struct arena *arena, struct err *err)
{
	size_t *index = arena_alloc(arena, (n ? n : 1) * sizeof *index);
	struct event *whole;
	size_t whole_n, i, whole_at;
	enum status st = events_seen(&s->viewer, event, n, arena, &whole, &whole_n, err);

	p->row = arena_alloc(arena, (n ? n : 1) * sizeof *p->row);
	if (!index || !p->row)
		return err_nomem(err);
	if (st == ST_OK)
		st = history_new(&p->history, &s->rule, whole, whole_n, p->died, arena, err);
	if (st != ST_OK)
		return st;
	for (i = n, whole_at = whole_n; i-- > 0;) {
		struct journey_row row = {.event = event[i], .seen = may_see(&s->viewer, &event[i])};
		const struct facts *facts = NULL;

		if (row.seen == SEE_NOTHING)
			continue;
		if (row.seen == SEE_FULL) {
			index[--whole_at] = p->row_n;
			facts = history_facts(p->history, whole_at);
		}
		event_thin(&row.event, row.seen, arena);
		row_describe(s, &row, facts);
		p->row[p->row_n++] = row;
	}
	p->history_row = index;
	return ST_OK;
}

static struct journey_row *row_find(const struct person *p, int64_t event)
{
	size_t i;

	for (i = 0; i < p->row_n; i++)
		if (p->row[i].event.id == event)
			return &p->row[i];
	return NULL;
}

const struct journey_row *person_row(const struct person *p, int64_t event)
{
	return row_find(p, event);
}

static enum status findings_place(const struct session *s, struct person *p, struct arena *arena,
	struct err *err)
{
	struct finding_query query = {.person = p->id, .stage = -1, .state = -1};
	struct finding_row *found;
	size_t n, i;
	enum status st = store_findings_list(s->store, &query, arena, &found, &n, err);

	if (st != ST_OK)
		return st;
	for (i = 0; i < n; i++) {
		struct journey_row *row = row_find(p, found[i].finding.event);
		bool is_together = found[i].finding.kind == FK_TOGETHER;

		if (!row || row->seen != SEE_FULL)
			continue;
		*(is_together ? &row->together : &row->finding) = &found[i].finding;
		if (!is_together || !row->finding) {
			row->state = found[i].state;
			row->decision = found[i].decision;
		}
		p->asked_again += found[i].state == VD_OPEN;
	}
	return ST_OK;
}

enum status timeline_fill(struct session *s, struct person *p, struct arena *arena,
	struct err *err)
{
	struct event *event;
	size_t n;
	enum status st = store_person_events(s->store, p->id, arena, &event, &n, err);

	if (st == ST_OK)
		st = rows_make(s, p, event, n, arena, err);
	if (st == ST_OK)
		st = findings_place(s, p, arena, err);
	return st;
}
