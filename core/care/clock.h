/*
 * clock.h - the only place where core asks what time it is (private to core).
 */
#ifndef THROUGHLINE_CARE_CLOCK_H
#define THROUGHLINE_CARE_CLOCK_H

#include "civil.h"

#define CLOCK_TEXT 32

int32_t clock_today(void); /* the local day */
int32_t clock_day_utc(void); /* the day of clock_now */
int32_t clock_day_at(const struct civil *utc); /* the local day of a moment; of a bare date its own */
void clock_now(char out[static CLOCK_TEXT]); /* RFC 3339, UTC, to the microsecond */

#endif
