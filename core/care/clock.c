#include "care/clock.h"

#include <stdio.h>
#include <time.h>

enum { DAY_SECONDS = 24 * 60 * 60 };

static int32_t local_day(time_t at)
{
	struct tm local;

	if (!localtime_r(&at, &local))
		return CIVIL_NONE;
	return civil_day(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

int32_t clock_today(void)
{
	return local_day(time(NULL));
}

int32_t clock_day_utc(void)
{
	return (int32_t)(time(NULL) / DAY_SECONDS);
}

int32_t clock_day_at(const struct civil *at)
{
	return at->ms < 0 ? at->day : local_day((time_t)at->day * DAY_SECONDS + at->ms / 1000);
}

void clock_now(char out[static CLOCK_TEXT])
{
	struct timespec now = {0};
	struct tm utc = {0};
	char date[24] = "";

	clock_gettime(CLOCK_REALTIME, &now);
	if (gmtime_r(&now.tv_sec, &utc))
		strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(out, CLOCK_TEXT, "%.19s.%06uZ", date, (unsigned)(now.tv_nsec / 1000) % 1000000);
}
