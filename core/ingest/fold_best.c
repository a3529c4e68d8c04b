#include "ingest/fold_best.h"

enum event_status status_nearer(enum event_status a, enum event_status b)
{
	static const int NEARNESS[ES_COUNT] = {
		[ES_COMPLETED] = 0, [ES_IN_PROGRESS] = 1, [ES_PLANNED] = 2, [ES_NOT_ATTENDED] = 3,
		[ES_DECLINED] = 4, [ES_CANCELLED] = 5, [ES_ENTERED_IN_ERROR] = 6,
	};

	return NEARNESS[a] < NEARNESS[b] ? a : b;
}

bool time_is_earlier(struct civil a, struct civil than)
{
	if (a.day != than.day)
		return a.day < than.day;
	return a.ms != CIVIL_NO_TIME && (than.ms == CIVIL_NO_TIME || a.ms < than.ms);
}

bool time_is_later(struct civil a, struct civil than)
{
	return a.day != than.day ? a.day > than.day : a.ms > than.ms;
}
