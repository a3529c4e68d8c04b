#include "care/clock.h"

#include <stdio.h>
#include <time.h>

int32_t clock_today(void)
{
	enum { DAY_SECONDS = 24 * 60 * 60 };
	const time_t now = time(NULL);
	const struct civil at = {(int32_t)(now / DAY_SECONDS), (int32_t)(now % DAY_SECONDS) * 1000};

	return clock_day_at(&at);
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
