/* Condition 6: what resets a domain between an answer and the next question. */
#include "story.h"

#define TEST(name) static void name(void **state)

/* NHS asked about mobility, home and medicines on 1 March; the council asks
 * again on the 20th.  Medicines hold for 28 days, the others for 90. */
#define ASKED "domains=MOBIL;HOME;MEDS"
#define ALL_ANSWERED "ASC:b done overlap advise 1.0000 HOME;MEDS;MOBIL by NHS:a"
#define HOME_ANSWERED_OF_TWO "ASC:b done overlap advise 0.5000 HOME by NHS:a"

static void asked_twice(struct story *s, const char *domains)
{
	asks(s, "NHS:a", "2025-03-01", domains);
	asks(s, "ASC:b", "2025-03-20", domains);
}

/* Admissions ------------------------------------------------------------------ */

TEST(a_hospital_stay_resets_what_changes_in_hospital)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-12");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

TEST(a_hospital_stay_resets_these_eight)
{
	const char *all = "domains=HEALTH;MEDS;NUTRI;PCARE;CONT;MOBIL;SKIN;COGN;MOOD;COMM;HOME;MONEY;SOCIAL;"
		"OCCUP;CARER;SUBST;PAIN;CHILD valid_until=2025-12-31";

	asked_twice(*state, all);
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-12");
	assert_found(*state, "ASC:b done overlap advise 0.5556 "
		"CARER;CHILD;COMM;HOME;MONEY;MOOD;OCCUP;PAIN;SOCIAL;SUBST by NHS:a");
}

TEST(a_stay_that_began_before_the_answer_resets_nothing)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-02-20", "ends_on=2025-03-12");
	assert_found(*state, ALL_ANSWERED);
}

TEST(a_stay_from_the_day_of_the_answer_resets_nothing)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-03-01T23:00", "ends_on=2025-03-12");
	assert_found(*state, ALL_ANSWERED);
}

TEST(a_stay_from_the_day_after_the_answer_resets)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:x", "2025-03-02", "ends_on=2025-03-12");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

TEST(a_stay_from_the_day_of_the_question_resets)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:x", "2025-03-20T23:00", "ends_on=2025-03-22");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

TEST(a_stay_after_the_question_resets_nothing)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-03-21", "ends_on=2025-03-22");
	assert_found(*state, ALL_ANSWERED);
}

TEST(it_is_the_end_of_the_answer_that_counts)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL ends_on=2025-03-11");
	asks(*state, "ASC:b", "2025-03-20", "domains=MOBIL");
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-12");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(a_day_case_resets_nothing)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-03-10T08:00", "ends_on=2025-03-10T18:00");
	assert_found(*state, ALL_ANSWERED);
}

TEST(a_day_case_resets_not_even_what_it_names)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-10 resets=HOME");
	assert_found(*state, ALL_ANSWERED);
}

TEST(an_open_stay_resets)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:x", "2025-03-10", "status=in-progress");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

TEST(a_stay_that_ends_before_it_starts_is_taken_as_open)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-09");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

TEST(a_planned_or_cancelled_stay_resets_nothing)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-12 status=planned");
	admits(*state, "GP:y", "2025-03-14", "ends_on=2025-03-15 status=cancelled");
	assert_found(*state, ALL_ANSWERED);
}

TEST(resets_none_resets_nothing)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-12 resets=None");
	changes(*state, "GP:y", "2025-03-11", "code=fall resets=none");
	assert_found(*state, ALL_ANSWERED);
}

TEST(a_stay_that_says_what_it_resets_resets_that_alone)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-12 resets=home");
	assert_found(*state, "ASC:b done overlap advise 0.6667 MEDS;MOBIL by NHS:a");
}

TEST(resets_of_unknown_domains_only_count_as_not_sent)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-12 resets=LEGS");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

/* Transfers: the stay they carry on began on 20 February, before the answer ------- */

TEST(a_transfer_inside_a_stay_resets_nothing)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-02-20", "ends_on=2025-03-12");
	admits(*state, "NHS:y", "2025-03-10", "ends_on=2025-03-18");
	assert_found(*state, ALL_ANSWERED);
}

TEST(a_transfer_on_the_day_a_stay_ends_resets_nothing)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-02-20", "ends_on=2025-03-10");
	admits(*state, "NHS:y", "2025-03-10", "ends_on=2025-03-18");
	assert_found(*state, ALL_ANSWERED);
}

TEST(a_transfer_on_the_day_after_a_stay_ends_resets_nothing)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-02-20", "ends_on=2025-03-09");
	admits(*state, "NHS:y", "2025-03-10", "ends_on=2025-03-18");
	assert_found(*state, ALL_ANSWERED);
}

TEST(two_days_after_a_stay_ends_is_a_new_stay)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:x", "2025-02-20", "ends_on=2025-03-08");
	admits(*state, "NHS:y", "2025-03-10", "ends_on=2025-03-18");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

TEST(an_open_stay_takes_in_all_that_begin_after_it)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2024-02-20", "status=in-progress");
	admits(*state, "NHS:y", "2025-03-10", "ends_on=2025-03-18");
	assert_found(*state, ALL_ANSWERED);
}

TEST(a_longer_stay_before_the_last_one_counts_too)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-02-01", "ends_on=2025-03-10");
	admits(*state, "GP:w", "2025-02-20", "ends_on=2025-02-22");
	admits(*state, "NHS:y", "2025-03-10", "ends_on=2025-03-18");
	assert_found(*state, ALL_ANSWERED);
}

TEST(transfers_follow_each_other)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-02-20", "ends_on=2025-02-28");
	admits(*state, "NHS:y", "2025-02-28", "ends_on=2025-03-09");
	admits(*state, "ASC:z", "2025-03-10", "ends_on=2025-03-18");
	assert_found(*state, ALL_ANSWERED);
}

TEST(a_day_case_before_makes_no_transfer)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:x", "2025-03-09", "ends_on=2025-03-09");
	admits(*state, "NHS:y", "2025-03-10", "ends_on=2025-03-18");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

TEST(a_cancelled_stay_before_makes_no_transfer)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:x", "2025-02-20", "ends_on=2025-03-12 status=cancelled");
	admits(*state, "NHS:y", "2025-03-10", "ends_on=2025-03-18");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

TEST(a_stay_that_resets_nothing_still_makes_a_transfer)
{
	asked_twice(*state, ASKED);
	admits(*state, "GP:x", "2025-03-05", "ends_on=2025-03-10 resets=none");
	admits(*state, "NHS:y", "2025-03-10", "ends_on=2025-03-18");
	assert_found(*state, ALL_ANSWERED);
}

TEST(of_two_stays_that_begin_at_once_the_greater_name_is_the_transfer)
{
	/* GP:x is the stay and resets home; NHS:y is its transfer */
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "NHS:y", "2025-03-10", "ends_on=2025-03-18 resets=MOBIL");
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-12 resets=HOME");
	assert_found(*state, "ASC:b done overlap advise 0.5000 MOBIL by NHS:a");
}

TEST(of_one_agencys_stays_that_begin_at_once_the_greater_source_ref_is_the_transfer)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:y", "2025-03-10T10:00", "ends_on=2025-03-18 resets=MOBIL");
	admits(*state, "GP:x", "2025-03-10", "ends_on=2025-03-12 resets=HOME");
	assert_found(*state, "ASC:b done overlap advise 0.5000 MOBIL by NHS:a");
}

TEST(of_two_stays_on_one_day_the_times_tell_the_transfer)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	admits(*state, "GP:x", "2025-03-10T12:00", "ends_on=2025-03-12 resets=HOME");
	admits(*state, "NHS:y", "2025-03-10T10:00", "ends_on=2025-03-18 resets=MOBIL");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

/* Changes and concerns ------------------------------------------------------------- */

TEST(a_change_resets_the_domains_of_its_code)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL;MONEY");
	asks(*state, "ASC:b", "2025-03-20", "domains=MOBIL;MONEY");
	changes(*state, "GP:x", "2025-03-10", "code_system=urn:anything code=fall");
	assert_found(*state, "ASC:b done overlap advise 0.5000 MONEY by NHS:a");
}

TEST(a_change_on_the_day_of_the_answer_came_later)
{
	asks(*state, "NHS:a", "2025-03-01T15:00", "domains=MOBIL;MONEY");
	asks(*state, "ASC:b", "2025-03-20", "domains=MOBIL;MONEY");
	changes(*state, "GP:x", "2025-03-01T09:00", "code=fall");
	assert_found(*state, "ASC:b done overlap advise 0.5000 MONEY by NHS:a");
}

TEST(a_change_before_the_day_of_the_answer_resets_nothing)
{
	asked_twice(*state, ASKED);
	changes(*state, "GP:x", "2025-02-28", "code=fall");
	assert_found(*state, ALL_ANSWERED);
}

TEST(a_change_on_the_day_of_the_question_resets)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL;MONEY");
	asks(*state, "ASC:b", "2025-03-20", "domains=MOBIL;MONEY");
	changes(*state, "GP:x", "2025-03-20", "code=fall");
	assert_found(*state, "ASC:b done overlap advise 0.5000 MONEY by NHS:a");
}

TEST(a_change_of_unknown_code_resets_all)
{
	asked_twice(*state, ASKED);
	changes(*state, "GP:x", "2025-03-10", "code=lottery");
	assert_nothing_found(*state);
}

TEST(a_change_without_a_code_resets_all)
{
	asked_twice(*state, ASKED);
	changes(*state, "GP:x", "2025-03-10", "");
	assert_nothing_found(*state);
}

TEST(a_change_that_resets_all_by_its_code)
{
	asked_twice(*state, ASKED);
	changes(*state, "GP:x", "2025-03-10", "code=turned_18");
	assert_nothing_found(*state);
}

TEST(what_a_change_says_it_resets_wins_over_its_code)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	changes(*state, "GP:x", "2025-03-10", "code=fall resets=MOBIL:specialist;MONEY");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

TEST(a_concern_without_resets_resets_nothing)
{
	asked_twice(*state, ASKED);
	happens(*state, EV_CONCERN, "POLICE:x", "2025-03-10", "code=fall");
	assert_found(*state, ALL_ANSWERED);
}

TEST(a_concern_resets_what_it_says_from_the_same_day)
{
	asked_twice(*state, "domains=MOBIL;HOME");
	happens(*state, EV_CONCERN, "POLICE:x", "2025-03-01", "resets=MOBIL status=in-progress");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

TEST(any_other_event_resets_what_it_says_from_the_day_after)
{
	asked_twice(*state, "domains=MOBIL;HOME;COMM");
	happens(*state, EV_SERVICE, "GP:x", "2025-03-01", "resets=HOME");
	happens(*state, EV_CONTACT, "GP:y", "2025-03-02", "resets=MOBIL");
	assert_found(*state, "ASC:b done overlap advise 0.6667 COMM;HOME by NHS:a");
}

TEST(the_assessment_itself_resets_nothing_for_itself)
{
	asks(*state, "NHS:a", "2025-03-01", ASKED);
	asks(*state, "ASC:b", "2025-03-20", ASKED " resets=MOBIL;HOME");
	asks(*state, "GP:c", "2025-03-20", ASKED);
	assert_found(*state, ALL_ANSWERED);
}

TEST(with_its_own_reset_aside_the_others_still_count)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL;HOME");
	changes(*state, "GP:x", "2025-03-10", "resets=MOBIL");
	asks(*state, "ASC:b", "2025-03-20", "domains=MOBIL;HOME resets=HOME");
	assert_found(*state, HOME_ANSWERED_OF_TWO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story_test(a_hospital_stay_resets_what_changes_in_hospital),
		story_test(a_hospital_stay_resets_these_eight),
		story_test(a_stay_that_began_before_the_answer_resets_nothing),
		story_test(a_stay_from_the_day_of_the_answer_resets_nothing),
		story_test(a_stay_from_the_day_after_the_answer_resets),
		story_test(a_stay_from_the_day_of_the_question_resets),
		story_test(a_stay_after_the_question_resets_nothing),
		story_test(it_is_the_end_of_the_answer_that_counts),
		story_test(a_day_case_resets_nothing),
		story_test(a_day_case_resets_not_even_what_it_names),
		story_test(an_open_stay_resets),
		story_test(a_stay_that_ends_before_it_starts_is_taken_as_open),
		story_test(a_planned_or_cancelled_stay_resets_nothing),
		story_test(resets_none_resets_nothing),
		story_test(a_stay_that_says_what_it_resets_resets_that_alone),
		story_test(resets_of_unknown_domains_only_count_as_not_sent),
		story_test(a_transfer_inside_a_stay_resets_nothing),
		story_test(a_transfer_on_the_day_a_stay_ends_resets_nothing),
		story_test(a_transfer_on_the_day_after_a_stay_ends_resets_nothing),
		story_test(two_days_after_a_stay_ends_is_a_new_stay),
		story_test(an_open_stay_takes_in_all_that_begin_after_it),
		story_test(a_longer_stay_before_the_last_one_counts_too),
		story_test(transfers_follow_each_other),
		story_test(a_day_case_before_makes_no_transfer),
		story_test(a_cancelled_stay_before_makes_no_transfer),
		story_test(a_stay_that_resets_nothing_still_makes_a_transfer),
		story_test(of_two_stays_that_begin_at_once_the_greater_name_is_the_transfer),
		story_test(of_one_agencys_stays_that_begin_at_once_the_greater_source_ref_is_the_transfer),
		story_test(of_two_stays_on_one_day_the_times_tell_the_transfer),
		story_test(a_change_resets_the_domains_of_its_code),
		story_test(a_change_on_the_day_of_the_answer_came_later),
		story_test(a_change_before_the_day_of_the_answer_resets_nothing),
		story_test(a_change_on_the_day_of_the_question_resets),
		story_test(a_change_of_unknown_code_resets_all),
		story_test(a_change_without_a_code_resets_all),
		story_test(a_change_that_resets_all_by_its_code),
		story_test(what_a_change_says_it_resets_wins_over_its_code),
		story_test(a_concern_without_resets_resets_nothing),
		story_test(a_concern_resets_what_it_says_from_the_same_day),
		story_test(any_other_event_resets_what_it_says_from_the_day_after),
		story_test(the_assessment_itself_resets_nothing_for_itself),
		story_test(with_its_own_reset_aside_the_others_still_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
