#include "care/clock.h"

#include <stdio.h>
#include <time.h>

#include "civil.h"

int32_t clock_today(void)
{
	time_t now = time(NULL);
	struct tm local;

	if (!localtime_r(&now, &local))
		return CIVIL_NONE;
	return civil_day(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

void clock_at(int64_t seconds, char out[static CLOCK_TEXT])
{
	const time_t then = (time_t)seconds;
	struct tm utc = {0};

	if (!gmtime_r(&then, &utc) || strftime(out, CLOCK_TEXT, "%Y-%m-%dT%H:%M:%S", &utc) == 0)
		*out = '\0';
}

void clock_now(char out[static CLOCK_TEXT])
{
	struct timespec now = {0};
	char date[CLOCK_TEXT];

	clock_gettime(CLOCK_REALTIME, &now);
	clock_at(now.tv_sec, date);
	snprintf(out, CLOCK_TEXT, "%.19s.%06uZ", date, (unsigned)(now.tv_nsec / 1000) % 1000000);
}
