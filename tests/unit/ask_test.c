/* Whether somebody types at a terminal. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "plain/ask.h"

static void a_terminal_rests_until_something_is_typed(void **state)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY), slave;

	(void)state;
	assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	assert_true(slave >= 0 && dup2(slave, STDIN_FILENO) == STDIN_FILENO);
	assert_true(ask_rests(0));
	assert_int_equal(write(master, "1\n", 2), 2);
	assert_false(ask_rests(20000));
	close(slave);
	close(master);
}

static void what_is_no_terminal_never_rests(void **state)
{
	int in[2];

	(void)state;
	assert_int_equal(pipe(in), 0);
	assert_int_equal(dup2(in[0], STDIN_FILENO), STDIN_FILENO);
	assert_false(ask_rests(0));
	close(in[0]);
	close(in[1]);
}

static void a_number_is_read_or_not(void **state)
{
	size_t n = 9;

	(void)state;
	assert_true(ask_number_read("", 5, &n) && n == 0);
	assert_true(ask_number_read("q", 5, &n) && n == 0);
	assert_true(ask_number_read("5", 5, &n) && n == 5);
	assert_false(ask_number_read("6", 5, &n));
	assert_false(ask_number_read("-1", 5, &n));
	assert_false(ask_number_read("1x", 5, &n));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_terminal_rests_until_something_is_typed),
		cmocka_unit_test(what_is_no_terminal_never_rests),
		cmocka_unit_test(a_number_is_read_or_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
