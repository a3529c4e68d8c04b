/* The seven conditions on which an earlier assessment answers a later one
 * (DESIGN section 5), each with its edges. */
#include "story.h"

#define TEST(name) static void name(void **state)

/* Without an instrument: class needs, own group, policy advise, depth overview,
 * 90 days; mobility holds for 90 days at most. */
#define B_BY_A "ASC:b done overlap advise 1.0000 MOBIL by NHS:a"

static void a_and_b(struct story *s, const char *a_on, const char *a, const char *b_on, const char *b)
{
	asks(s, "NHS:a", a_on, a);
	asks(s, "ASC:b", b_on, b);
}

/* 1. Who, and about whom ------------------------------------------------------ */

TEST(another_agency_asking_again_is_a_duplicate)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL", "2025-03-10", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

TEST(the_same_agency_is_not_another)
{
	asks(*state, "ASC:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(an_agency_not_stated_is_never_another)
{
	asks(*state, "UNKNOWN:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(what_is_known_may_be_asked_again_by_an_agency_not_stated)
{
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	asks(*state, "UNKNOWN:c", "2025-03-20", "domains=MOBIL");
	assert_found(*state, "UNKNOWN:c done overlap advise 1.0000 MOBIL by ASC:b");
}

TEST(only_a_completed_assessment_answers)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL status=in-progress");
	asks(*state, "GP:a", "2025-03-01", "domains=MOBIL status=planned");
	asks(*state, "AGEUK:a", "2025-03-01", "domains=MOBIL status=not-attended");
	asks(*state, "HOUSING:a", "2025-03-01", "domains=MOBIL status=entered-in-error");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(a_contact_or_a_plan_answers_nothing)
{
	happens(*state, EV_CONTACT, "NHS:a", "2025-03-01", "domains=MOBIL");
	happens(*state, EV_PLAN, "NHS:p", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(policy_never_is_no_evidence)
{
	a_and_b(*state, "2025-03-01", "instrument=MHANDL", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(a_carers_assessment_does_not_answer_one_of_the_person)
{
	a_and_b(*state, "2025-03-01", "instrument=CA-CARER", "2025-03-10", "domains=CARER;MOOD;HOME");
	assert_nothing_found(*state);
}

TEST(a_carers_assessment_answers_another_of_the_carer)
{
	a_and_b(*state, "2025-03-01", "instrument=CA-CARER", "2025-03-10", "domains=CARER;MOOD subject=Carer");
	assert_found(*state, "ASC:b done overlap advise 1.0000 CARER;MOOD by NHS:a");
}

TEST(a_subject_sent_wins_over_the_instruments)
{
	a_and_b(*state, "2025-03-01", "instrument=CA-CARER subject=person", "2025-03-10", "domains=CARER;MOOD");
	assert_found(*state, "ASC:b done overlap advise 1.0000 CARER;MOOD by NHS:a");
}

/* 2. Before, and current ------------------------------------------------------- */

TEST(validity_holds_on_its_last_day)
{
	a_and_b(*state, "2025-03-01", "instrument=HDA", "2025-03-29", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

TEST(validity_is_over_the_day_after)
{
	a_and_b(*state, "2025-03-01", "instrument=HDA", "2025-03-30", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(max_days_of_the_domain_cut_a_longer_validity)
{
	/* CA-NEEDS holds for 365 days, but mobility for 90 and home for 365 */
	a_and_b(*state, "2025-03-01", "instrument=CA-NEEDS", "2025-05-30", "domains=MOBIL;HOME");
	asks(*state, "GP:c", "2025-05-31", "domains=MOBIL;HOME;MEDS");
	assert_found(*state, "ASC:b done overlap advise 1.0000 HOME;MOBIL by NHS:a\n"
		"GP:c done overlap advise 0.6667 HOME;MOBIL by ASC:b;NHS:a");
}

TEST(a_longer_max_days_does_not_stretch_validity)
{
	/* without instrument 90 days, though communication may hold for 365 */
	a_and_b(*state, "2025-03-01", "domains=COMM", "2025-05-30", "domains=COMM");
	assert_found(*state, "ASC:b done overlap advise 1.0000 COMM by NHS:a");
}

TEST(without_an_instrument_validity_ends_after_90_days)
{
	a_and_b(*state, "2025-03-01", "domains=COMM", "2025-05-31", "domains=COMM");
	assert_nothing_found(*state);
}

TEST(a_later_valid_until_wins_over_validity_and_max_days)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL valid_until=2025-08-31", "2025-08-31", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

TEST(an_earlier_valid_until_wins_too)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL valid_until=2025-03-09", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(a_valid_until_with_a_time_counts_by_its_date)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL valid_until=2025-08-31T00:00:00Z",
		"2025-08-31T17:00", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

TEST(validity_runs_from_the_end)
{
	a_and_b(*state, "2025-03-01", "instrument=HDA ends_on=2025-03-05", "2025-04-02", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

TEST(an_end_before_the_start_is_dropped)
{
	a_and_b(*state, "2025-03-01", "instrument=HDA ends_on=2025-02-20", "2025-03-29", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

TEST(one_that_has_not_ended_yet_does_not_answer)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL ends_on=2025-03-12", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(on_the_same_day_without_times_neither_is_before)
{
	a_and_b(*state, "2025-03-10", "domains=MOBIL", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(on_the_same_day_one_time_is_not_enough)
{
	a_and_b(*state, "2025-03-10T09:00", "domains=MOBIL", "2025-03-10", "domains=MOBIL");
	asks(*state, "GP:c", "2025-03-10T17:00", "domains=HOME");
	asks(*state, "NHS:d", "2025-03-10", "domains=HOME");
	assert_nothing_found(*state);
}

TEST(on_the_same_day_times_tell)
{
	a_and_b(*state, "2025-03-10T09:00", "domains=MOBIL", "2025-03-10T09:01", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

TEST(at_the_same_time_neither_is_before)
{
	a_and_b(*state, "2025-03-10T09:00", "domains=MOBIL", "2025-03-10T09:00:00", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(an_offset_is_kept_not_applied)
{
	/* 23:30 at -05:00 is the next day in London, but 10 March as written */
	a_and_b(*state, "2025-03-10T23:30:00-05:00", "domains=MOBIL", "2025-03-11T01:00:00Z", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

TEST(a_validity_of_no_days_holds_on_the_day_itself)
{
	const char *instruments = "code\tname\tclass\tgroup\tdomains\tdepth\tvalidity_days\tminutes\tsubject\tpolicy\tfollows\tfolds_into\n"
		"TODAY\tHolds today\ttool\tTODAY\tMOBIL\toverview\t0\t5\tperson\tflag\t\t\n";

	use_catalogue(*state, &(struct catalogue_text){.instruments = instruments, .codes = "system\tcode\tinstrument\n"});
	a_and_b(*state, "2025-03-10T09:00", "instrument=TODAY", "2025-03-10T10:00", "instrument=TODAY");
	asks(*state, "GP:c", "2025-03-11T08:00", "instrument=TODAY");
	assert_found(*state, "ASC:b done repeat flag 1.0000 MOBIL by NHS:a");
}

/* 3. Deep enough, and of a kind -------------------------------------------------- */

TEST(less_deep_does_not_answer)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL depth=contact", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(deeper_answers)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL depth=specialist", "2025-03-10", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

TEST(specialist_and_comprehensive_are_equally_deep)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL depth=SPECIALIST", "2025-03-10",
		"domains=MOBIL depth=comprehensive");
	assert_found(*state, B_BY_A);
}

TEST(a_depth_that_is_none_is_treated_as_not_sent)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL depth=thorough", "2025-03-10", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

TEST(a_domains_own_depth_wins_over_the_depth_sent)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL:contact;HOME depth=specialist", "2025-03-10",
		"domains=MOBIL;HOME;COMM:contact depth=overview");
	asks(*state, "GP:c", "2025-03-10", "domains=MOBIL:contact;COMM");
	assert_found(*state, "GP:c done overlap advise 0.5000 MOBIL by NHS:a");
}

TEST(the_depth_sent_wins_over_the_instruments_entry)
{
	/* CA-NEEDS is comprehensive, but asks about continence as an overview */
	a_and_b(*state, "2025-03-01", "instrument=CA-NEEDS depth=specialist", "2025-03-10",
		"domains=CONT:specialist");
	assert_found(*state, "ASC:b done overlap advise 1.0000 CONT by NHS:a");
}

TEST(the_instruments_entry_wins_over_its_depth)
{
	a_and_b(*state, "2025-03-01", "instrument=CA-NEEDS", "2025-03-10", "domains=CONT:specialist");
	assert_nothing_found(*state);
}

TEST(the_instruments_entry_holds_for_domains_sent_too)
{
	a_and_b(*state, "2025-03-01", "instrument=CA-NEEDS domains=CONT;MOBIL", "2025-03-10",
		"domains=CONT:specialist;MOBIL:specialist");
	assert_found(*state, "ASC:b done overlap advise 0.5000 MOBIL by NHS:a");
}

TEST(of_a_domain_named_twice_the_deeper_holds)
{
	a_and_b(*state, "2025-03-01", "domains=MOBIL:specialist;MOBIL:contact", "2025-03-10",
		"domains=MOBIL:specialist");
	assert_found(*state, B_BY_A);
}

TEST(needs_answer_needs_across_groups)
{
	a_and_b(*state, "2025-03-01", "instrument=HDA", "2025-03-04", "instrument=REABL");
	assert_found(*state,
		"ASC:b done overlap flag 1.0000 CONT;HOME;MEDS;MOBIL;NUTRI;PCARE by NHS:a");
}

TEST(a_tool_does_not_answer_needs)
{
	a_and_b(*state, "2025-03-01", "instrument=BARTHEL", "2025-03-04", "domains=MOBIL;PCARE");
	assert_nothing_found(*state);
}

TEST(needs_do_not_answer_a_tool)
{
	a_and_b(*state, "2025-03-01", "instrument=CGA", "2025-03-04", "instrument=BARTHEL");
	assert_nothing_found(*state);
}

TEST(a_tool_answers_a_tool_of_its_group)
{
	a_and_b(*state, "2025-03-01", "instrument=KATZ", "2025-03-04", "instrument=BARTHEL");
	assert_found(*state, "ASC:b done repeat flag 1.0000 CONT;MOBIL;NUTRI;PCARE by NHS:a");
}

TEST(a_tool_does_not_answer_one_of_another_group)
{
	a_and_b(*state, "2025-03-01", "instrument=TINETTI", "2025-03-04", "instrument=PURPOSE-T");
	assert_nothing_found(*state);
}

TEST(policy_same_is_answered_by_its_own_group_only)
{
	a_and_b(*state, "2025-03-01", "instrument=CGA", "2025-03-10", "instrument=OT-FUNC");
	assert_nothing_found(*state);
	asks(*state, "NHS:c", "2025-03-05", "instrument=OT-FUNC");
	assert_found(*state, "ASC:b done repeat same 1.0000 COGN;CONT;HOME;MOBIL;PCARE by NHS:c");
}

TEST(policy_same_still_answers_others)
{
	a_and_b(*state, "2025-03-01", "instrument=OT-FUNC", "2025-03-10", "domains=MOBIL");
	assert_found(*state, B_BY_A);
}

/* 4. What it follows -------------------------------------------------------------- */

TEST(what_an_assessment_follows_does_not_answer_it)
{
	/* TINETTI follows TUG */
	a_and_b(*state, "2025-03-01", "instrument=TUG depth=specialist", "2025-03-10", "instrument=TINETTI");
	assert_nothing_found(*state);
	asks(*state, "GP:c", "2025-03-01", "instrument=TINETTI");
	assert_found(*state, "ASC:b done repeat flag 1.0000 MOBIL by GP:c");
}

TEST(what_it_follows_does_not_answer_it_with_an_own_depth_either)
{
	/* HOUSING follows CRISIS; both needs; CRISIS is deep enough only by what it sends */
	a_and_b(*state, "2025-03-01", "instrument=HMIS-CRISIS domains=HOME:specialist;MONEY:specialist",
		"2025-03-10", "instrument=HMIS-HOUSING domains=HOME;MONEY");
	assert_nothing_found(*state);
	asks(*state, "GP:c", "2025-03-12", "domains=HOME;MONEY");
	assert_found(*state, "GP:c done overlap advise 1.0000 HOME;MONEY by ASC:b;NHS:a");
}

TEST(following_holds_in_one_direction)
{
	a_and_b(*state, "2025-03-01", "instrument=TINETTI", "2025-03-10", "instrument=TUG");
	assert_found(*state, "ASC:b done repeat flag 1.0000 MOBIL by NHS:a");
}

/* 5. Jointly ------------------------------------------------------------------------ */

TEST(done_jointly_is_no_duplicate_when_the_earlier_names_the_other)
{
	a_and_b(*state, "2025-03-09", "domains=MOBIL joint_with=GP;asc", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(done_jointly_is_no_duplicate_when_the_later_names_the_other)
{
	a_and_b(*state, "2025-03-09", "domains=MOBIL", "2025-03-10", "domains=MOBIL joint_with=NHS");
	assert_nothing_found(*state);
}

TEST(joint_needs_the_right_partner)
{
	a_and_b(*state, "2025-03-09", "domains=MOBIL joint_with=GP", "2025-03-10", "domains=MOBIL joint_with=NHS2;NH");
	assert_found(*state, B_BY_A);
}

TEST(two_days_apart_is_not_joint)
{
	a_and_b(*state, "2025-03-08", "domains=MOBIL joint_with=ASC", "2025-03-10", "domains=MOBIL joint_with=NHS");
	assert_found(*state, B_BY_A);
}

TEST(joint_goes_by_the_starts_not_the_end)
{
	a_and_b(*state, "2025-03-08", "domains=MOBIL joint_with=ASC ends_on=2025-03-09", "2025-03-10",
		"domains=MOBIL");
	assert_found(*state, B_BY_A);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story_test(another_agency_asking_again_is_a_duplicate),
		story_test(the_same_agency_is_not_another),
		story_test(an_agency_not_stated_is_never_another),
		story_test(what_is_known_may_be_asked_again_by_an_agency_not_stated),
		story_test(only_a_completed_assessment_answers),
		story_test(a_contact_or_a_plan_answers_nothing),
		story_test(policy_never_is_no_evidence),
		story_test(a_carers_assessment_does_not_answer_one_of_the_person),
		story_test(a_carers_assessment_answers_another_of_the_carer),
		story_test(a_subject_sent_wins_over_the_instruments),
		story_test(validity_holds_on_its_last_day),
		story_test(validity_is_over_the_day_after),
		story_test(max_days_of_the_domain_cut_a_longer_validity),
		story_test(a_longer_max_days_does_not_stretch_validity),
		story_test(without_an_instrument_validity_ends_after_90_days),
		story_test(a_later_valid_until_wins_over_validity_and_max_days),
		story_test(an_earlier_valid_until_wins_too),
		story_test(a_valid_until_with_a_time_counts_by_its_date),
		story_test(validity_runs_from_the_end),
		story_test(an_end_before_the_start_is_dropped),
		story_test(one_that_has_not_ended_yet_does_not_answer),
		story_test(on_the_same_day_without_times_neither_is_before),
		story_test(on_the_same_day_one_time_is_not_enough),
		story_test(on_the_same_day_times_tell),
		story_test(at_the_same_time_neither_is_before),
		story_test(an_offset_is_kept_not_applied),
		story_test(a_validity_of_no_days_holds_on_the_day_itself),
		story_test(less_deep_does_not_answer),
		story_test(deeper_answers),
		story_test(specialist_and_comprehensive_are_equally_deep),
		story_test(a_depth_that_is_none_is_treated_as_not_sent),
		story_test(a_domains_own_depth_wins_over_the_depth_sent),
		story_test(the_depth_sent_wins_over_the_instruments_entry),
		story_test(the_instruments_entry_wins_over_its_depth),
		story_test(the_instruments_entry_holds_for_domains_sent_too),
		story_test(of_a_domain_named_twice_the_deeper_holds),
		story_test(needs_answer_needs_across_groups),
		story_test(a_tool_does_not_answer_needs),
		story_test(needs_do_not_answer_a_tool),
		story_test(a_tool_answers_a_tool_of_its_group),
		story_test(a_tool_does_not_answer_one_of_another_group),
		story_test(policy_same_is_answered_by_its_own_group_only),
		story_test(policy_same_still_answers_others),
		story_test(what_an_assessment_follows_does_not_answer_it),
		story_test(what_it_follows_does_not_answer_it_with_an_own_depth_either),
		story_test(following_holds_in_one_direction),
		story_test(done_jointly_is_no_duplicate_when_the_earlier_names_the_other),
		story_test(done_jointly_is_no_duplicate_when_the_later_names_the_other),
		story_test(joint_needs_the_right_partner),
		story_test(two_days_apart_is_not_joint),
		story_test(joint_goes_by_the_starts_not_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
