/*
 * What is left of events for who may not see them whole.
 */
#include "journey/timeline.h"

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

bool sees_figures(const struct viewer *viewer)
{
	return may_see(viewer, &(struct event){.kind = EV_ASSESSMENT}) == SEE_FULL;
}
