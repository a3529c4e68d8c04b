/* Dates as tables hold them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ingest/files/loosedate.h"

static void reads(const char *text, enum date_order order, const char *expected)
{
	char iso[11] = "";
	int32_t day;
	bool is_read = loosedate_read(text, order, &day, iso);

	if (is_read != (expected != NULL) || (expected && strcmp(iso, expected)))
		fail_msg("\"%s\" is read as %s", text ? text : "", is_read ? iso : "no date");
}

static void iso_dates_are_read_in_either_order(void **state)
{
	(void)state;
	reads("2025-03-01", DATE_DAY_FIRST, "2025-03-01");
	reads("2025-03-01", DATE_MONTH_FIRST, "2025-03-01");
	reads("2025/3/1", DATE_DAY_FIRST, "2025-03-01");
}

static void uk_dates_have_the_day_first_us_dates_the_month(void **state)
{
	(void)state;
	reads("01/03/2025", DATE_DAY_FIRST, "2025-03-01");
	reads("1.3.2025", DATE_DAY_FIRST, "2025-03-01");
	reads("01/03/2025", DATE_MONTH_FIRST, "2025-01-03");
	reads("13/01/2025", DATE_MONTH_FIRST, NULL);
}

static void a_month_may_have_its_name_and_a_date_no_separators(void **state)
{
	(void)state;
	reads("01-APR-2025", DATE_MONTH_FIRST, "2025-04-01");
	reads("1 September 2025", DATE_DAY_FIRST, "2025-09-01");
	reads("01-Apr-2025 00:00:00", DATE_DAY_FIRST, "2025-04-01");
	reads("20250401", DATE_DAY_FIRST, "2025-04-01");
	reads("20250401 10:00", DATE_DAY_FIRST, "2025-04-01");
	reads("20251301", DATE_DAY_FIRST, NULL);
	reads("2025040", DATE_DAY_FIRST, NULL);
	reads("123456789", DATE_DAY_FIRST, NULL);
	reads("13-ABC-2025", DATE_DAY_FIRST, NULL);
	reads("01-ma-2025", DATE_DAY_FIRST, NULL);
	reads("01-APR-25", DATE_DAY_FIRST, NULL);
	reads("1 4 2025", DATE_DAY_FIRST, NULL);
}

static void a_time_after_a_date_is_left_aside(void **state)
{
	(void)state;
	reads("2025-03-01 00:00:00.000", DATE_DAY_FIRST, "2025-03-01");
	reads("2025-03-01T09:30:00Z", DATE_DAY_FIRST, "2025-03-01");
	reads("01/03/2025 9:30 AM", DATE_DAY_FIRST, "2025-03-01");
	reads("2025-03-01 soon", DATE_DAY_FIRST, NULL);
	reads("2025-03-01x", DATE_DAY_FIRST, NULL);
}

static void a_day_that_no_month_has_is_no_date(void **state)
{
	(void)state;
	reads("2025-02-29", DATE_DAY_FIRST, NULL);
	reads("2024-02-29", DATE_DAY_FIRST, "2024-02-29");
	reads("31/04/2025", DATE_DAY_FIRST, NULL);
	reads("00/01/2025", DATE_DAY_FIRST, NULL);
	reads("0000-01-01", DATE_DAY_FIRST, NULL);
}

static void a_year_of_two_digits_is_not_guessed(void **state)
{
	(void)state;
	reads("03-11-21", DATE_MONTH_FIRST, NULL);
	reads("01/03/25", DATE_DAY_FIRST, NULL);
	reads("01/03-2025", DATE_DAY_FIRST, NULL);
	reads("", DATE_DAY_FIRST, NULL);
	reads(NULL, DATE_DAY_FIRST, NULL);
	reads("999999-01-01", DATE_DAY_FIRST, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(iso_dates_are_read_in_either_order),
		cmocka_unit_test(uk_dates_have_the_day_first_us_dates_the_month),
		cmocka_unit_test(a_month_may_have_its_name_and_a_date_no_separators),
		cmocka_unit_test(a_time_after_a_date_is_left_aside),
		cmocka_unit_test(a_day_that_no_month_has_is_no_date),
		cmocka_unit_test(a_year_of_two_digits_is_not_guessed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
