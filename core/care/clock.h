/*
 * clock.h - the only place where core asks what time it is (private to core).
 */
#ifndef THROUGHLINE_CARE_CLOCK_H
#define THROUGHLINE_CARE_CLOCK_H

#include <stdint.h>

#define CLOCK_TEXT 32

int32_t clock_today(void); /* the local day */
void clock_now(char out[static CLOCK_TEXT]); /* RFC 3339, UTC, to the microsecond */

#endif
