/* Sets of the numbers that people and records go by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "numbers.h"

#define COUNT(a) (sizeof (a) / sizeof *(a))

static void numbers_are_put_in_order_each_once(void **state)
{
	int64_t number[] = {7, -3, 7, INT64_MAX, 0, -3, INT64_MIN};
	static const int64_t ORDERED[] = {INT64_MIN, -3, 0, 7, INT64_MAX};

	(void)state;
	assert_int_equal(numbers_sort(number, COUNT(number)), COUNT(ORDERED));
	assert_memory_equal(number, ORDERED, sizeof ORDERED);
}

static void none_of_nothing(void **state)
{
	(void)state;
	assert_int_equal(numbers_sort(NULL, 0), 0);
	assert_int_equal(numbers_find(NULL, 0, 5), 0);
	assert_false(numbers_have(NULL, 0, 5));
	assert_false(numbers_include(NULL, 0, 5));
}

static void one_is_found_at_its_place(void **state)
{
	static const int64_t ORDERED[] = {-3, 0, 7, 12};

	(void)state;
	for (size_t i = 0; i < COUNT(ORDERED); i++)
		assert_int_equal(numbers_find(ORDERED, COUNT(ORDERED), ORDERED[i]), i);
	assert_int_equal(numbers_find(ORDERED, COUNT(ORDERED), 8), COUNT(ORDERED));
	assert_true(numbers_have(ORDERED, COUNT(ORDERED), 12));
	assert_false(numbers_have(ORDERED, COUNT(ORDERED), 13));
}

static void one_is_found_in_any_order(void **state)
{
	static const int64_t ANY[] = {12, 7, -3};

	(void)state;
	assert_true(numbers_include(ANY, COUNT(ANY), -3));
	assert_false(numbers_include(ANY, COUNT(ANY), 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_put_in_order_each_once),
		cmocka_unit_test(none_of_nothing),
		cmocka_unit_test(one_is_found_at_its_place),
		cmocka_unit_test(one_is_found_in_any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
