/*
 * civil.h - civil time as written: an offset is kept in the text, never applied.
 */
#ifndef THROUGHLINE_CIVIL_H
#define THROUGHLINE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#define CIVIL_NONE INT32_MIN /* day of an absent date */
#define CIVIL_NO_TIME (-1)

struct civil {
	int32_t day; /* days since 1970-01-01, Gregorian; CIVIL_NONE when absent */
	int32_t ms;  /* milliseconds since midnight as written (finer is cut); CIVIL_NO_TIME for a bare date */
};

#define CIVIL_ABSENT ((struct civil){CIVIL_NONE, CIVIL_NO_TIME})

static inline bool civil_is_set(struct civil c) { return c.day != CIVIL_NONE; }

/* YYYY-MM-DD, or RFC 3339 (`T` or blank between, seconds and fraction optional,
 * offset optional).  False for anything else, 2025-02-30 among it. */
bool civil_parse(const char *text, struct civil *out);

/* X before Y: on an earlier date, or on the same date where both carry a time
 * and X's is earlier (DESIGN section 5). */
bool civil_before(struct civil x, struct civil y);

int32_t civil_day(int year, int month, int day); /* no check; see civil_parse */
void civil_parts(int32_t day, int *year, int *month, int *mday);
int civil_weekday(int32_t day); /* 0 Monday … 6 Sunday */

void civil_iso(int32_t day, char out[static 11]); /* 2025-11-21; "" when absent */
void civil_short(int32_t day, char out[static 12]); /* 21 Nov 2025, 3 Jul 1943 */
void civil_day_month(int32_t day, char out[static 7]); /* 21 Nov */

/* A day, month or year as people type it, as its first and last day: 2025-09-12,
 * 12/9/25, 12 Sep 2025, 12 Sep, Sep 2024, 9/2024, sep, 2024, today, yesterday, -3m,
 * +2w.  Where the year is left out it is the one that lies nearest to today.  False
 * for anything else; nothing is set then. */
bool civil_typed(const char *text, int32_t today, int32_t *first, int32_t *last);

/* Whole years between a birth and a day, or -1 when either is absent, or nobody is so old. */
int civil_age(int32_t born, int32_t on);

#endif
