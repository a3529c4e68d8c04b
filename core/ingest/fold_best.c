#include "ingest/fold_best.h"

enum event_status status_nearer(enum event_status a, enum event_status b)
{
	static const int NEARNESS[ES_COUNT] = {
		[ES_COMPLETED] = 0, [ES_IN_PROGRESS] = 1, [ES_PLANNED] = 2, [ES_NOT_ATTENDED] = 3,
		[ES_DECLINED] = 4, [ES_CANCELLED] = 5, [ES_ENTERED_IN_ERROR] = 6,
	};

	return NEARNESS[a] < NEARNESS[b] ? a : b;
}

/* On one day, a time tells more than the bare date. */
static bool time_is_earlier(struct civil a, struct civil than)
{
	if (a.day != than.day)
		return a.day < than.day;
	return a.ms != CIVIL_NO_TIME && (than.ms == CIVIL_NO_TIME || a.ms < than.ms);
}

static bool time_is_later(struct civil a, struct civil than)
{
	return a.day != than.day ? a.day > than.day : a.ms > than.ms;
}

const struct fold_times FOLD_TIMES_NONE = {.start = {CIVIL_NONE, CIVIL_NO_TIME}, .end = {CIVIL_NONE, CIVIL_NO_TIME}};

void fold_times_add(struct fold_times *all, const struct fold_times *part)
{
	const bool ends = civil_is_set(part->end);
	const struct civil end = ends ? part->end : part->start;

	if (!all->starts_on || time_is_earlier(part->start, all->start)) {
		all->start = part->start;
		all->starts_on = part->starts_on;
	}
	if (!all->ends_on || time_is_later(end, all->end)) {
		all->end = end;
		all->ends_on = ends ? part->ends_on : part->starts_on;
	}
}

void fold_times_settle(struct fold_times *all)
{
	if (all->ends_on && (all->end.day != all->start.day || time_is_later(all->end, all->start)))
		return;
	all->end = CIVIL_ABSENT;
	all->ends_on = NULL;
}
