/* Every way in which workers write about people, and about workers, on a disk that fails: whole or absent. */
#include "failing.h"
#include "tries.h"

static void every_way_of_writing_is_whole_or_absent(void **state)
{
	(void)state;
	tries_of(DEEDS, DEED_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_of_writing_is_whole_or_absent),
	};

	failing_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
