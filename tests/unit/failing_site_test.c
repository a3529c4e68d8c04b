/* What is settled for all on a disk that fails, settings, tables, files and directories taken in and back: whole or absent. */
#include "failing.h"
#include "tries.h"

static void what_is_settled_for_all_is_whole_or_absent(void **state)
{
	(void)state;
	tries_of(SITE_DEEDS, SITE_DEED_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_settled_for_all_is_whole_or_absent),
	};

	failing_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
