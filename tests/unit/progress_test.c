/* What a line of progress says, and how wide it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "commands/progress.h"

static void it_tells_how_fast_it_goes_and_how_long_it_will_take(void **state)
{
	char line[200];

	(void)state;
	progress_line("taking in", 0, 5000, 20000, 1000, 80, line, sizeof line);
	assert_string_equal(line, "taking in [#######---------------------]  25 %  5000/s  3 s left");
	progress_line("reading", 0, 10000000, 1510000000, 1000, 80, line, sizeof line);
	assert_non_null(strstr(line, "10.0 MB/s  2:30 min left"));
	progress_line("taking in", 4000, 5000, 20000, 1000, 80, line, sizeof line);
	assert_non_null(strstr(line, "1000/s  15 s left"));
}

static void at_first_and_where_there_is_no_end_it_guesses_nothing(void **state)
{
	char line[200];

	(void)state;
	progress_line("taking in", 0, 100, 20000, 100, 80, line, sizeof line);
	assert_null(strstr(line, "left"));
	progress_line("linking", 0, 0, 300, 5000, 80, line, sizeof line);
	assert_null(strstr(line, "left"));
	progress_line("waiting", 0, 0, 0, 5000, 80, line, sizeof line);
	assert_string_equal(line, "waiting ...");
}

static void it_fits_a_narrow_terminal(void **state)
{
	char line[200];

	(void)state;
	progress_line("taking in", 0, 5000, 20000, 1000, 40, line, sizeof line);
	assert_null(strchr(line, '['));
	assert_true(strlen(line) < 40);
	progress_line("making searchable", 0, 50000000, 200000000, 1000, 80, line, sizeof line);
	assert_true(strlen(line) < 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_tells_how_fast_it_goes_and_how_long_it_will_take),
		cmocka_unit_test(at_first_and_where_there_is_no_end_it_guesses_nothing),
		cmocka_unit_test(it_fits_a_narrow_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
