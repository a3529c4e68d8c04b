/* clock_days.c - the days of moments: none of them asks what time it is but by clock_now(). */
#include <time.h>

#include "care/clock.h"

int32_t clock_day_utc(void)
{
	char now[CLOCK_TEXT];
	struct civil at;

	clock_now(now);
	return civil_parse(now, &at) ? at.day : CIVIL_NONE;
}

int32_t clock_day_at(const struct civil *utc)
{
	struct tm local;
	time_t at = (time_t)utc->day * 24 * 60 * 60 + utc->ms / 1000;

	if (utc->ms < 0)
		return utc->day;
	if (!localtime_r(&at, &local))
		return CIVIL_NONE;
	return civil_day(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}
