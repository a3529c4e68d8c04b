/* Each place of the program that writes meets a disk that fails under it: SQLite keeps no page, so that every statement
 * asks the disk, and one read, write, sync or open of whoever has not failed yet is failed. */
#include "failing.h"
#include "tries.h"

static void each_place_of_writing_about_people(void **state)
{
	(void)state;
	tries_places_of(DEEDS, DEED_COUNT);
}

static void each_place_of_settling_for_all(void **state)
{
	(void)state;
	tries_places_of(SITE_DEEDS, SITE_DEED_COUNT);
}

static void each_place_of_taking_files_in(void **state)
{
	(void)state;
	tries_places_of(FILE_DEEDS, FILE_DEED_COUNT);
}

static void each_place_of_telling_again(void **state)
{
	(void)state;
	tries_places_of(AGAIN_DEEDS, AGAIN_DEED_COUNT);
}

static void each_place_of_what_is_rare(void **state)
{
	(void)state;
	tries_places_of(RARE_DEEDS, RARE_DEED_COUNT);
	failing_places_keep();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_place_of_writing_about_people),
		cmocka_unit_test(each_place_of_settling_for_all),
		cmocka_unit_test(each_place_of_taking_files_in),
		cmocka_unit_test(each_place_of_telling_again),
		cmocka_unit_test(each_place_of_what_is_rare),
	};

	failing_install_bare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
