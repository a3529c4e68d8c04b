/* Which of the agencies' words about a person are shown, and what is disputed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "care/work.h"
#include "journey/shown.h"
#include "journey/timeline.h"

#define DAY(y, m, d) civil_day(y, m, d)

static struct record council(void)
{
	return (struct record){
		.id = 1, .agency = 10, .agency_code = "ASC", .received = "2025-05-01T09:00:00Z",
		.field = {
			[RF_FAMILY_NAME] = "Okafor", [RF_GIVEN_NAME] = "Grace",
			[RF_DATE_OF_BIRTH] = "1943-07-03", [RF_POSTCODE] = "LS6 2AB",
			[RF_SEX] = "F", [RF_PHONE] = "0113 496 0018",
		},
	};
}

static struct record hospital(void)
{
	return (struct record){
		.id = 2, .agency = 20, .agency_code = "RNHS", .received = "2025-04-01T09:00:00Z",
		.field = {
			[RF_FAMILY_NAME] = "OKAFOR", [RF_GIVEN_NAME] = "Grace Ada",
			[RF_DATE_OF_BIRTH] = "1943-07-03", [RF_POSTCODE] = "ls62ab",
			[RF_SEX] = "female", [RF_PHONE] = "+44 113 496 0018",
		},
	};
}

/* A busy hour's imports: which came last is known, though not by the clock. */
static void of_two_that_came_within_a_second_the_later_import_is_shown(void **state)
{
	struct record record[] = {council(), hospital()};
	struct shown_field field[RF_COUNT];

	(void)state;
	record[0].received = record[1].received;
	record[1].field[RF_POSTCODE] = "LS5 9ZZ";
	record[0].import = record[1].import = 1;
	shown_choose(record, 2, field);
	assert_string_equal(field[RF_POSTCODE].value, "LS6 2AB"); /* by their codes */
	record[1].import = 2;
	shown_choose(record, 2, field);
	assert_string_equal(field[RF_POSTCODE].value, "LS5 9ZZ");
}

static void so_much_of_a_date_as_is_known_is_against_no_date(void **state)
{
	static const struct { const char *a, *b, *shown; bool is_disputed; } CASES[] = {
		{"1943", "1943-07-03", "1943-07-03", false}, {"1943-07", "1943-07-03", "1943-07-03", false},
		{"1943-07-03", "1943", "1943-07-03", false}, {"1943", "1944-07-03", "1944-07-03", true},
		{"1943-06", "1943-07-03", "1943-07-03", true}, {"1943", "1943-07", "1943", false},
		{"1943", "1944", "1943", true}, {"yes", "2025-03-02", "2025-03-02", false},
		{"yes", "yes", "yes", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct record record[] = {council(), hospital()};
		struct shown_field field[RF_COUNT];

		record[0].field[RF_DATE_OF_DEATH] = CASES[i].a;
		record[1].field[RF_DATE_OF_DEATH] = CASES[i].b;
		shown_choose(record, 2, field);
		assert_string_equal(field[RF_DATE_OF_DEATH].value, CASES[i].shown);
		assert_int_equal(field[RF_DATE_OF_DEATH].is_disputed, CASES[i].is_disputed);
	}
}

static void the_record_its_agency_changed_last_speaks_first(void **state)
{
	struct record record[] = {council(), hospital()};
	struct shown_field field[RF_COUNT];

	(void)state;
	record[0].field[RF_UPDATED_AT] = "2025-03-01";
	record[1].field[RF_UPDATED_AT] = "2025-03-02T08:00:00Z";
	shown_choose(record, 2, field);
	assert_string_equal(field[RF_GIVEN_NAME].value, "Grace Ada");
	assert_int_equal(field[RF_GIVEN_NAME].agency, 20);
}

static void without_a_change_date_the_newest_import_speaks(void **state)
{
	struct record record[] = {hospital(), council()};
	struct shown_field field[RF_COUNT];

	(void)state;
	shown_choose(record, 2, field);
	assert_string_equal(field[RF_GIVEN_NAME].value, "Grace");
	assert_int_equal(field[RF_GIVEN_NAME].agency, 10);
}

static void of_one_import_the_agency_code_decides(void **state)
{
	struct record record[] = {hospital(), council()};
	struct shown_field field[RF_COUNT];

	(void)state;
	record[0].received = record[1].received;
	shown_choose(record, 2, field);
	assert_int_equal(field[RF_FAMILY_NAME].agency, 10);
}

static void what_only_one_states_is_shown_from_there(void **state)
{
	struct record record[] = {council(), hospital()};
	struct shown_field field[RF_COUNT];

	(void)state;
	record[1].field[RF_LANGUAGE] = "Igbo";
	shown_choose(record, 2, field);
	assert_string_equal(field[RF_LANGUAGE].value, "Igbo");
	assert_int_equal(field[RF_LANGUAGE].agency, 20);
	assert_false(field[RF_LANGUAGE].is_disputed);
	assert_null(field[RF_EMAIL].value);
}

static void the_same_written_otherwise_is_no_dispute(void **state)
{
	struct record record[] = {council(), hospital()};
	struct shown_field field[RF_COUNT];

	(void)state;
	shown_choose(record, 2, field);
	assert_false(field[RF_FAMILY_NAME].is_disputed);
	assert_false(field[RF_POSTCODE].is_disputed);
	assert_false(field[RF_PHONE].is_disputed);
	assert_false(field[RF_SEX].is_disputed);
	assert_true(field[RF_GIVEN_NAME].is_disputed);
}

static void another_birth_date_is_a_dispute(void **state)
{
	struct record record[] = {council(), hospital()};
	struct shown_field field[RF_COUNT];

	(void)state;
	record[1].field[RF_DATE_OF_BIRTH] = "1943-03-07";
	shown_choose(record, 2, field);
	assert_true(field[RF_DATE_OF_BIRTH].is_disputed);
	assert_string_equal(field[RF_DATE_OF_BIRTH].value, "1943-07-03");
}

static void a_number_keeps_its_own_status(void **state)
{
	struct record record[] = {council(), hospital()};
	struct shown_field field[RF_COUNT];

	(void)state;
	record[0].field[RF_NHS_NUMBER] = "9990000018";
	record[1].field[RF_NHS_NUMBER] = "999 000 0018";
	record[1].field[RF_NHS_NUMBER_STATUS] = "01";
	shown_choose(record, 2, field);
	assert_int_equal(field[RF_NHS_NUMBER].agency, 10);
	assert_false(field[RF_NHS_NUMBER].is_disputed);
	assert_null(field[RF_NHS_NUMBER_STATUS].value);
}

static void she_is_called_as_she_likes_it(void **state)
{
	struct record record[] = {council()};
	struct shown_field field[RF_COUNT];
	struct arena *arena = arena_new();

	(void)state;
	record[0].field[RF_PREFERRED_NAME] = "Gracie";
	shown_choose(record, 1, field);
	assert_string_equal(shown_called(field, arena), "Gracie Okafor");
	assert_string_equal(shown_listed(field, arena), "Okafor, Grace");
	record[0].field[RF_PREFERRED_NAME] = "Mrs Okafor";
	shown_choose(record, 1, field);
	assert_string_equal(shown_called(field, arena), "Mrs Okafor");
	record[0] = (struct record){.id = 1, .agency_code = "ASC"};
	shown_choose(record, 1, field);
	assert_string_equal(shown_called(field, arena), "(no name stated)");
	arena_free(arena);
}

static void a_day_of_another_year_carries_it(void **state)
{
	char day[12];

	(void)state;
	day_shown(DAY(2025, 9, 2), DAY(2025, 11, 21), day);
	assert_string_equal(day, "2 Sep");
	day_shown(DAY(2024, 12, 30), DAY(2025, 1, 2), day);
	assert_string_equal(day, "30 Dec 2024");
	day_shown(CIVIL_NONE, DAY(2025, 11, 21), day);
	assert_string_equal(day, "");
}

static void a_title_falls_back_to_the_type_then_the_kind(void **state)
{
	struct catalogue *catalogue;
	struct catalogue_text built_in = {0};
	struct event event = {.kind = EV_ASSESSMENT, .title = "Home visit"};
	struct err err;

	(void)state;
	assert_int_equal(catalogue_new(&catalogue, &built_in, &err), ST_OK);
	assert_string_equal(event_title(catalogue, &event, "OT-FUNC"), "Home visit");
	event.title = NULL;
	assert_string_equal(event_title(catalogue, &event, "OT-FUNC"),
		"Occupational therapy functional assessment");
	assert_string_equal(event_title(catalogue, &event, NULL), "Assessment");
	event.kind = EV_REQUEST;
	assert_string_equal(event_title(catalogue, &event, NULL), "Referral");
	catalogue_free(catalogue);
}

/* Who is involved --------------------------------------------------------- */

static struct journey_row row(int64_t agency, enum event_kind kind, int32_t day, const char *who)
{
	return (struct journey_row){
		.event = {
			.agency = agency, .kind = kind, .status = ES_COMPLETED, .start = {day, CIVIL_NO_TIME},
			.end = CIVIL_ABSENT, .practitioner = who, .source_ref = "r",
		},
	};
}

static void who_was_in_touch_last_comes_first(void **state)
{
	struct record record[] = {council(), hospital()};
	struct journey_row rows[] = { /* newest first */
		row(20, EV_CONTACT, DAY(2025, 11, 3), NULL),
		row(20, EV_NOTE, DAY(2025, 11, 1), "A. Bird"),
		row(10, EV_ASSESSMENT, DAY(2025, 9, 2), "J. Obi"),
		row(20, EV_ASSESSMENT, DAY(2025, 8, 1), "M. Shah"),
		row(10, EV_CONTACT, DAY(2025, 2, 1), "P. Hill"),
	};
	struct arena *arena = arena_new();
	struct involved *in;
	size_t n;
	struct err err;

	(void)state;
	assert_int_equal(involved_list(record, 2, rows, 5, DAY(2025, 11, 21), arena, &in, &n, &err), ST_OK);
	assert_int_equal(n, 2);
	assert_int_equal(in[0].agency, 20);
	assert_int_equal(in[0].last, DAY(2025, 11, 3));
	assert_string_equal(in[0].practitioner, "M. Shah");
	assert_int_equal(in[1].since, DAY(2025, 2, 1));
	assert_string_equal(in[1].practitioner, "J. Obi");
	assert_int_equal(in[1].events, 2);
	arena_free(arena);
}

static void a_plan_for_next_week_is_no_contact_yet(void **state)
{
	struct record record[] = {council()};
	struct journey_row rows[] = {row(10, EV_ASSESSMENT, DAY(2025, 11, 24), "J. Obi")};
	struct arena *arena = arena_new();
	struct involved *in;
	size_t n;
	struct err err;

	(void)state;
	rows[0].event.status = ES_PLANNED;
	assert_int_equal(involved_list(record, 1, rows, 1, DAY(2025, 11, 21), arena, &in, &n, &err), ST_OK);
	assert_int_equal(in[0].last, CIVIL_NONE);
	assert_int_equal(in[0].since, DAY(2025, 11, 24));
	assert_string_equal(in[0].practitioner, "J. Obi");
	arena_free(arena);
}

static void support_that_ended_was_contact_until_then(void **state)
{
	struct journey_row rows[] = {
		row(10, EV_SERVICE, DAY(2025, 6, 1), NULL), row(10, EV_NOTE, DAY(2025, 5, 1), NULL),
	};
	struct arena *arena = arena_new();
	struct involved *in;
	size_t n;
	struct err err;

	(void)state;
	rows[0].event.end.day = DAY(2025, 9, 12);
	assert_int_equal(involved_list(NULL, 0, rows, 2, DAY(2025, 11, 21), arena, &in, &n, &err), ST_OK);
	assert_int_equal(in[0].last, DAY(2025, 9, 12));
	assert_int_equal(in[0].since, DAY(2025, 5, 1));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(so_much_of_a_date_as_is_known_is_against_no_date),
		cmocka_unit_test(the_record_its_agency_changed_last_speaks_first),
		cmocka_unit_test(without_a_change_date_the_newest_import_speaks),
		cmocka_unit_test(of_one_import_the_agency_code_decides),
		cmocka_unit_test(of_two_that_came_within_a_second_the_later_import_is_shown),
		cmocka_unit_test(what_only_one_states_is_shown_from_there),
		cmocka_unit_test(the_same_written_otherwise_is_no_dispute),
		cmocka_unit_test(another_birth_date_is_a_dispute),
		cmocka_unit_test(a_number_keeps_its_own_status),
		cmocka_unit_test(she_is_called_as_she_likes_it),
		cmocka_unit_test(a_day_of_another_year_carries_it),
		cmocka_unit_test(a_title_falls_back_to_the_type_then_the_kind),
		cmocka_unit_test(who_was_in_touch_last_comes_first),
		cmocka_unit_test(a_plan_for_next_week_is_no_contact_yet),
		cmocka_unit_test(support_that_ended_was_contact_until_then),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
