/* Civil dates and times as written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "civil.h"

static struct civil parsed(const char *text)
{
	struct civil c = {77, 77};

	assert_true(civil_parse(text, &c));
	return c;
}

static void a_bare_date_has_no_time(void **state)
{
	(void)state;
	assert_int_equal(parsed("1970-01-01").day, 0);
	assert_int_equal(parsed("1970-01-01").ms, CIVIL_NO_TIME);
	assert_int_equal(parsed("2025-11-21").day, civil_day(2025, 11, 21));
}

static void days_that_do_not_exist_are_refused(void **state)
{
	static const char *const bad[] = {
		"2025-02-30", "2025-02-29", "1900-02-29", "2025-04-31", "2025-13-01", "2025-00-10",
		"2025-01-00", "2025-01-32", "0000-01-01",
	};
	struct civil c = {1, 2};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(civil_parse(bad[i], &c));
	assert_int_equal(c.day, 1);
	assert_int_equal(c.ms, 2);
}

static void other_ways_to_write_a_date_are_refused(void **state)
{
	static const char *const bad[] = {
		"", "2025", "2025-11", "2025-1-2", "21/11/2025", "2025-11-21x", " 2025-11-21", "2025-11-21 ",
		"2025-11-21T", "2025-11-21T10", "2025-11-21T24:00", "2025-11-21T10:60", "2025-11-21T10:00:61",
		"2025-11-21T10:00:00.", "2025-11-21T10:00+1", "2025-11-21T10:00+0100", "2025-11-21T10:00+24:00",
		"2025-11-21T10:00Zx", "+2025-11-21", "2025-11-21T-1:00",
	};
	struct civil c;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(civil_parse(bad[i], &c));
	assert_false(civil_parse(NULL, &c));
}

static void leap_days_are_days(void **state)
{
	(void)state;
	assert_int_equal(parsed("2024-03-01").day - parsed("2024-02-29").day, 1);
	assert_int_equal(parsed("2000-03-01").day - parsed("2000-02-28").day, 2);
	assert_int_equal(parsed("1900-03-01").day - parsed("1900-02-28").day, 1);
}

static void an_offset_is_kept_in_the_text_and_never_applied(void **state)
{
	(void)state;
	assert_int_equal(parsed("2025-03-30T23:30:00+01:00").day, civil_day(2025, 3, 30));
	assert_int_equal(parsed("2025-03-30T23:30:00+01:00").ms, 84600000);
	assert_int_equal(parsed("2025-03-30T23:30:00-11:00").ms, 84600000);
	assert_int_equal(parsed("2025-03-30T23:30:00Z").ms, 84600000);
}

static void times_may_lack_seconds_and_carry_fractions(void **state)
{
	(void)state;
	assert_int_equal(parsed("2025-03-30 08:05").ms, 29100000);
	assert_int_equal(parsed("2025-03-30T08:05:09.123456").ms, 29109123);
	assert_int_equal(parsed("2025-03-30t08:05:09z").ms, 29109000);
	assert_int_equal(parsed("2016-12-31T23:59:60Z").ms, 86400000);
}

static void before_needs_times_only_on_the_same_date(void **state)
{
	struct civil date = parsed("2025-03-30"), morning = parsed("2025-03-30T08:00"),
		evening = parsed("2025-03-30T20:00"), next = parsed("2025-03-31");

	(void)state;
	assert_true(civil_before(morning, evening));
	assert_false(civil_before(evening, morning));
	assert_false(civil_before(date, evening));
	assert_false(civil_before(morning, date));
	assert_false(civil_before(morning, morning));
	assert_true(civil_before(evening, next));
	assert_true(civil_before(date, next));
	assert_false(civil_before(CIVIL_ABSENT, next));
	assert_false(civil_before(next, CIVIL_ABSENT));
}

static void days_and_parts_agree_over_eight_centuries(void **state)
{
	int32_t first = civil_day(1600, 1, 1), last = civil_day(2400, 12, 31);
	int y, m, d;

	(void)state;
	for (int32_t day = first; day <= last; day++) {
		civil_parts(day, &y, &m, &d);
		assert_int_equal(civil_day(y, m, d), day);
	}
	assert_int_equal(last - first + 1, 2 * 146097 + 366);
}

static void weekdays_begin_with_monday(void **state)
{
	(void)state;
	assert_int_equal(civil_weekday(0), 3);
	assert_int_equal(civil_weekday(civil_day(2025, 11, 21)), 4);
	assert_int_equal(civil_weekday(civil_day(1943, 7, 3)), 5);
	assert_int_equal(civil_weekday(-4), 6);
}

static void dates_are_shown_short(void **state)
{
	char iso[11], shown[12], month[7];

	(void)state;
	civil_iso(civil_day(1943, 7, 3), iso);
	civil_short(civil_day(1943, 7, 3), shown);
	civil_day_month(civil_day(1943, 7, 3), month);
	assert_string_equal(iso, "1943-07-03");
	assert_string_equal(shown, "3 Jul 1943");
	assert_string_equal(month, "3 Jul");
	civil_iso(CIVIL_NONE, iso);
	civil_short(CIVIL_NONE, shown);
	civil_day_month(CIVIL_NONE, month);
	assert_string_equal(iso, "");
	assert_string_equal(shown, "");
	assert_string_equal(month, "");
}

static void an_age_is_whole_years(void **state)
{
	int32_t born = civil_day(1943, 7, 3), leap = civil_day(2004, 2, 29);

	(void)state;
	assert_int_equal(civil_age(born, civil_day(2025, 7, 2)), 81);
	assert_int_equal(civil_age(born, civil_day(2025, 7, 3)), 82);
	assert_int_equal(civil_age(leap, civil_day(2025, 2, 28)), 20);
	assert_int_equal(civil_age(leap, civil_day(2025, 3, 1)), 21);
	assert_int_equal(civil_age(CIVIL_NONE, born), -1);
	assert_int_equal(civil_age(born, CIVIL_NONE), -1);
	assert_int_equal(civil_age(born, born - 1), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bare_date_has_no_time),
		cmocka_unit_test(days_that_do_not_exist_are_refused),
		cmocka_unit_test(other_ways_to_write_a_date_are_refused),
		cmocka_unit_test(leap_days_are_days),
		cmocka_unit_test(an_offset_is_kept_in_the_text_and_never_applied),
		cmocka_unit_test(times_may_lack_seconds_and_carry_fractions),
		cmocka_unit_test(before_needs_times_only_on_the_same_date),
		cmocka_unit_test(days_and_parts_agree_over_eight_centuries),
		cmocka_unit_test(weekdays_begin_with_monday),
		cmocka_unit_test(dates_are_shown_short),
		cmocka_unit_test(an_age_is_whole_years),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
