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
