/* Who is in hospital now, and who came out with nobody in touch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "care/today_lines.h"

#define TODAY 20000
#define HOSPITAL 1
#define COUNCIL 2

static struct event event(enum event_kind kind, int64_t agency, int32_t from, int32_t to)
{
	return (struct event){
		.kind = kind, .status = ES_COMPLETED, .agency = agency,
		.start = {from, CIVIL_NO_TIME},
		.end = {to, CIVIL_NO_TIME},
	};
}

#define STAY(...) (struct event[]){__VA_ARGS__}
#define JUDGE(out, n, ...) stay_judge(STAY(__VA_ARGS__), n, TODAY, 14, out)

static void an_admission_without_an_end_is_in_hospital_now(void **state)
{
	struct stay stay;

	(void)state;
	assert_true(JUDGE(&stay, 1, event(EV_ADMISSION, HOSPITAL, TODAY - 9, CIVIL_NONE)));
	assert_true(stay.in_hospital);
	assert_int_equal(stay.since, TODAY - 9);
}

static void a_discharge_of_its_own_ends_the_admission(void **state)
{
	struct stay stay;

	(void)state;
	assert_true(JUDGE(&stay, 2, event(EV_ADMISSION, HOSPITAL, TODAY - 9, CIVIL_NONE),
		event(EV_DISCHARGE, HOSPITAL, TODAY - 3, CIVIL_NONE)));
	assert_false(stay.in_hospital);
	assert_int_equal(stay.since, TODAY - 3);
	assert_int_equal(stay.at, 1);
	assert_false(stay.was_contacted);
}

static void an_end_alone_is_a_discharge_too(void **state)
{
	struct stay stay;

	(void)state;
	assert_true(JUDGE(&stay, 1, event(EV_ADMISSION, HOSPITAL, TODAY - 9, TODAY - 1)));
	assert_false(stay.in_hospital);
	assert_int_equal(stay.since, TODAY - 1);
}

static void a_visit_by_another_agency_after_it_is_contact(void **state)
{
	struct stay stay;

	(void)state;
	assert_true(JUDGE(&stay, 2, event(EV_DISCHARGE, HOSPITAL, TODAY - 3, CIVIL_NONE),
		event(EV_CONTACT, COUNCIL, TODAY - 2, CIVIL_NONE)));
	assert_true(stay.was_contacted);
}

static void a_call_by_the_hospital_itself_is_not(void **state)
{
	struct stay stay;

	(void)state;
	assert_true(JUDGE(&stay, 2, event(EV_DISCHARGE, HOSPITAL, TODAY - 3, CIVIL_NONE),
		event(EV_CONTACT, HOSPITAL, TODAY - 2, CIVIL_NONE)));
	assert_false(stay.was_contacted);
}

static void a_visit_before_it_or_only_planned_is_not(void **state)
{
	struct stay stay;
	struct event planned = event(EV_ASSESSMENT, COUNCIL, TODAY, CIVIL_NONE);
	struct event morning = event(EV_CONTACT, COUNCIL, TODAY - 3, CIVIL_NONE);
	struct event noon = event(EV_DISCHARGE, HOSPITAL, TODAY - 3, CIVIL_NONE);

	(void)state;
	planned.status = ES_PLANNED;
	morning.start.ms = 9 * 3600000;
	noon.start.ms = 12 * 3600000;
	assert_true(JUDGE(&stay, 3, morning, noon, planned));
	assert_false(stay.was_contacted);
}

static void a_day_case_leaves_nobody_waiting_at_home(void **state)
{
	struct stay stay;

	(void)state;
	assert_false(JUDGE(&stay, 2, event(EV_ADMISSION, HOSPITAL, TODAY - 3, TODAY - 3),
		event(EV_DISCHARGE, HOSPITAL, TODAY - 3, CIVIL_NONE)));
}

static void back_in_hospital_is_in_hospital(void **state)
{
	struct stay stay;

	(void)state;
	assert_true(JUDGE(&stay, 2, event(EV_ADMISSION, HOSPITAL, TODAY - 9, TODAY - 3),
		event(EV_ADMISSION, HOSPITAL, TODAY - 2, CIVIL_NONE)));
	assert_true(stay.in_hospital);
	assert_int_equal(stay.since, TODAY - 2);
}

static void a_discharge_of_last_month_is_no_news(void **state)
{
	struct stay stay;

	(void)state;
	assert_false(JUDGE(&stay, 1, event(EV_DISCHARGE, HOSPITAL, TODAY - 15, CIVIL_NONE)));
	assert_true(JUDGE(&stay, 1, event(EV_DISCHARGE, HOSPITAL, TODAY - 14, CIVIL_NONE)));
}

static void an_end_that_lies_ahead_is_still_in_hospital(void **state)
{
	struct stay stay;

	(void)state;
	assert_true(JUDGE(&stay, 1, event(EV_ADMISSION, HOSPITAL, TODAY - 2, TODAY + 3)));
	assert_true(stay.in_hospital);
	assert_false(JUDGE(&stay, 1, event(EV_ADMISSION, HOSPITAL, TODAY + 1, TODAY + 3)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_admission_without_an_end_is_in_hospital_now),
		cmocka_unit_test(a_discharge_of_its_own_ends_the_admission),
		cmocka_unit_test(an_end_alone_is_a_discharge_too),
		cmocka_unit_test(a_visit_by_another_agency_after_it_is_contact),
		cmocka_unit_test(a_call_by_the_hospital_itself_is_not),
		cmocka_unit_test(a_visit_before_it_or_only_planned_is_not),
		cmocka_unit_test(a_day_case_leaves_nobody_waiting_at_home),
		cmocka_unit_test(back_in_hospital_is_in_hospital),
		cmocka_unit_test(a_discharge_of_last_month_is_no_news),
		cmocka_unit_test(an_end_that_lies_ahead_is_still_in_hospital),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
