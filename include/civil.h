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

/* YYYY or YYYY-MM: so much of a date is known. */
bool civil_is_part(const char *text);

/* What records say of a death: a date, a year or a month, or `yes` where not even that is
 * known.  No day is made up for one that is not known. */
struct death {
	bool has_died;
	int32_t day; /* the earliest that is told; CIVIL_NONE: none is */
};
#define DEATH_NONE ((struct death){false, CIVIL_NONE})
#define DEATH_UNDATED "yes"
bool death_add(struct death *, const char *text); /* one record's word, NULL none; false: it says nothing */
static inline bool death_is_past(struct death d, int32_t today)
{
	return d.has_died && (d.day == CIVIL_NONE || d.day <= today);
}
/* The day on which somebody's age counts: today, or when they died; CIVIL_NONE where that is not known. */
static inline int32_t death_age_day(struct death d, int32_t today)
{
	return death_is_past(d, today) ? d.day : today;
}

/* X before Y: on an earlier date, or on the same date where both carry a time
 * and X's is earlier (DESIGN section 5). */
bool civil_before(struct civil x, struct civil y);

int32_t civil_day(int year, int month, int day); /* no check; see civil_parse */
void civil_parts(int32_t day, int *year, int *month, int *mday);
int civil_weekday(int32_t day); /* 0 Monday … 6 Sunday */

void civil_iso(int32_t day, char out[static 11]); /* 2025-11-21; "" when absent */
void civil_short(int32_t day, char out[static 12]); /* 21 Nov 2025, 3 Jul 1943 */
void civil_month(int32_t day, char out[static 12]); /* Nov 2025 */
void civil_day_month(int32_t day, char out[static 7]); /* 21 Nov */

/* A day, month or year as people type it, as its first and last day: 2025-09-12,
 * 12/9/25, 12 Sep 2025, 12 Sep, Sep 2024, 9/2024, sep, 2024, today, yesterday, -3m,
 * +2w.  Where the year is left out it is the one that lies nearest to today.  False
 * for anything else; nothing is set then. */
bool civil_typed(const char *text, int32_t today, int32_t *first, int32_t *last);
/* The same where one day is meant: a month or a year alone is none. */
bool civil_typed_day(const char *text, int32_t today, int32_t *day);
#define CIVIL_DAY_AS "14 Nov, 14/11/2025, 2025-11-14, today or yesterday" /* what may be typed of one … */
#define CIVIL_SPAN_AS "14 Nov, 14/11/2025, 2025-11-14, yesterday, Sep 2024 or 2019" /* … or of a month or year … */
#define CIVIL_DAY_AHEAD_AS "31 Dec, 31/12/2025, tomorrow or +7"            /* … and of one to come */

/* Whole years between a birth and a day, or -1 when either is absent, or nobody is so old. */
int civil_age(int32_t born, int32_t on);

#endif
