/* The threshold as people write it, kept exactly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "care/fraction.h"

static void reads(const char *text, int num, int den)
{
	int n = 0, d = 0;

	if (!fraction_parse(text, &n, &d))
		fail_msg("%s is no fraction", text);
	assert_int_equal(n, num);
	assert_int_equal(d, den);
}

static void refuses(const char *text)
{
	int n = 7, d = 7;

	if (fraction_parse(text, &n, &d))
		fail_msg("%s was read as %d/%d", text, n, d);
	assert_int_equal(n, 7);
}

static void a_half_is_a_half_however_written(void **state)
{
	(void)state;
	reads("1/2", 1, 2);
	reads("0.5", 1, 2);
	reads("0.50", 1, 2);
	reads("2/4", 1, 2);
}

static void a_third_written_as_a_decimal_is_not_a_third(void **state)
{
	(void)state;
	reads("1/3", 1, 3);
	reads("0.3333", 3333, 10000);
	reads("0.333333", 333333, 1000000);
}

static void all_of_it_is_the_most(void **state)
{
	(void)state;
	reads("1", 1, 1);
	reads("1.0", 1, 1);
	reads("5/5", 1, 1);
	refuses("1.01");
	refuses("3/2");
	refuses("2");
}

static void nothing_and_nonsense_are_refused(void **state)
{
	(void)state;
	refuses("");
	refuses("0");
	refuses("0/5");
	refuses("1/0");
	refuses("-1/2");
	refuses(".5");
	refuses("1/2 ");
	refuses("0,5");
	refuses("half");
	refuses("1/");
	refuses("0.");
	refuses("0.1234567");
	refuses("1/10000000");
	refuses("50%");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_half_is_a_half_however_written),
		cmocka_unit_test(a_third_written_as_a_decimal_is_not_a_third),
		cmocka_unit_test(all_of_it_is_the_most),
		cmocka_unit_test(nothing_and_nonsense_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
