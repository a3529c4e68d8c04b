/* veiled_row.c - what is told of an event by itself, of which perhaps only the month may be. */
#include "journey.h"

void journey_day(const struct journey_row *r, char out[static 12])
{
	if (r->seen == SEE_FULL)
		civil_short(r->event.start.day, out);
	else
		civil_month(r->event.start.day, out);
}

int32_t journey_last_day(const struct journey_row *r)
{
	int year, month, mday;

	if (r->seen == SEE_FULL || !civil_is_set(r->event.start))
		return r->event.start.day;
	civil_parts(r->event.start.day, &year, &month, &mday);
	return civil_day(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1;
}

const char *journey_kind(const struct journey_row *r)
{
	return r->seen == SEE_FULL ? EVENT_KIND_NAMES[r->event.kind] : "";
}

const char *journey_status(const struct journey_row *r)
{
	return r->seen == SEE_FULL ? EVENT_STATUS_NAMES[r->event.status] : "";
}
