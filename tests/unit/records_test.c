/* What each agency holds about a person: what it said before, what holds it, which value is shown and why. */
#include <string.h>

#include "crowd.h"
#include "records.h"

#define GRACE "given=Grace family=Okafor born=1943-07-03 sex=F postcode=LS6_2AB"

static struct person *person;

static struct record_told *told(struct crowd *t, const char *address)
{
	struct record_told *out;
	char **fits;
	size_t n;
	int64_t id;

	good(person_resolve(t->session, address, &id, t->arena, &fits, &n, &crowd_err));
	good(person_open(t->session, id, t->arena, &person, &crowd_err));
	good(records_tell(t->session, person, t->arena, &out, &crowd_err));
	return out;
}

static void what_was_said_before_is_kept_newest_first(void **state)
{
	struct crowd *t = *state;
	struct record_told *r;

	arrives(t, "GP:1", GRACE);
	arrives(t, "GP:1", GRACE " phone=01134960123");
	arrives(t, "GP:1", "given=Grace family=Okafor born=1943-07-03 sex=F postcode=LS8_1XX");
	r = told(t, "GP:1");
	assert_int_equal(r[0].version_n, 3);
	assert_string_equal(r[0].version[0].field[RF_POSTCODE], "LS8 1XX");
	assert_null(r[0].version[0].field[RF_PHONE]);
	assert_string_equal(r[0].version[1].field[RF_PHONE], "01134960123");
	assert_string_equal(r[0].version[2].field[RF_POSTCODE], "LS6 2AB");
	assert_null(r[0].version[2].field[RF_PHONE]);
	arrives(t, "GP:1", "given=Grace family=Okafor born=1943-07-03 sex=F postcode=LS8_1XX");
	assert_int_equal(told(t, "GP:1")[0].version_n, 3); /* the same again is no version */
}

static void each_record_says_what_holds_it(void **state)
{
	struct crowd *t = *state;
	struct link_preview preview;
	struct record_told *r;

	arrives(t, "GP:1", GRACE);
	arrives(t, "NHS:1", "given=Gracia family=Okafo born=1943-08-09 sex=F");
	arrives(t, "ASC:1", GRACE);
	good(link_records(t->session, "ASC:1", "NHS:1", "her daughter says so", false, t->arena,
		&preview, &crowd_err));
	r = told(t, "ASC:1");
	assert_int_equal(person->record_n, 3);
	assert_int_equal(r[0].tied_to, 0); /* the first to arrive */
	assert_null(r[0].band);
	assert_null(r[0].by);
	assert_string_equal(r[1].by, "ann"); /* NHS:1, by a worker */
	assert_int_equal(r[1].tied_to, 2);
	assert_non_null(strstr(r[1].tie, "linked by ann on "));
	assert_non_null(strstr(r[1].tie, "her daughter says so"));
	assert_string_equal(r[2].band, "certain"); /* ASC:1, by the program */
	assert_int_equal(r[2].tied_to, 0);
	assert_null(r[2].by);
}

static void the_value_shown_says_why(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", GRACE " updated_at=2025-01-05 email=grace@example.org");
	arrives(t, "ASC:1", "given=Grace family=Okafor born=1943-07-03 sex=F postcode=LS8_1XX"
		" updated_at=2025-03-05");
	told(t, "GP:1");
	assert_int_equal(person->record_n, 2);
	assert_string_equal(person->field[RF_POSTCODE].value, "LS8 1XX");
	assert_int_equal(person->field[RF_POSTCODE].record, person->record[1].id);
	assert_int_equal(record_field_why(person, RF_POSTCODE), SHOWN_UPDATED_LAST);
	assert_int_equal(record_field_why(person, RF_FAMILY_NAME), SHOWN_AGREED);
	assert_int_equal(record_field_why(person, RF_EMAIL), SHOWN_ALONE);
	arrives(t, "GP:1", GRACE " email=grace@example.org");
	arrives(t, "ASC:1", "given=Grace family=Okafor born=1943-07-03 sex=F postcode=LS8_1XX");
	told(t, "GP:1");
	assert_true(record_field_why(person, RF_POSTCODE) == SHOWN_CAME_LAST ||
		record_field_why(person, RF_POSTCODE) == SHOWN_BY_CODE);
	assert_true(record_field_same(RF_POSTCODE, "ls6 2ab", "LS62AB"));
	assert_false(record_field_same(RF_POSTCODE, "LS8 1XX", "LS6 2AB"));
}

static void agencies_disagree_only_on_what_is_the_persons(void **state)
{
	(void)state;
	assert_true(record_field_differs(RF_POSTCODE, "AX1 2GA", "AX1 2GB"));
	assert_false(record_field_differs(RF_POSTCODE, "ax12ga", "AX1 2GA"));
	assert_false(record_field_differs(RF_POSTCODE, NULL, "AX1 2GA"));
	assert_false(record_field_differs(RF_NHS_NUMBER_STATUS, "01", "03"));
	assert_false(record_field_differs(RF_OTHER_IDS, "a=1", "b=2"));
	assert_false(record_field_differs(RF_UPDATED_AT, "2025-01-01", "2025-02-01"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agencies_disagree_only_on_what_is_the_persons),
		crowd_test(what_was_said_before_is_kept_newest_first),
		crowd_test(each_record_says_what_holds_it),
		crowd_test(the_value_shown_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
