/* Condition 7, and what answers make of an assessment: coverage, kind, stage,
 * requests, together, the same agency. */
#include "story.h"

#define TEST(name) static void name(void **state)

/* 7. The agency's own fresh answer -------------------------------------------------- */

TEST(after_an_own_fresh_answer_it_is_a_same_agency_repeat)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:o", "2025-03-05", "domains=MOBIL reuses=NHS:a");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
	assert_found_within(*state, "ASC:b done overlap advise 1.0000 MOBIL by ASC:o");
}

TEST(an_own_answer_before_the_others_changes_nothing)
{
	asks(*state, "ASC:o", "2025-02-25", "domains=MOBIL");
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL reuses=ASC:o");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(an_own_answer_that_ends_with_the_others_is_not_since)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:o", "2025-02-25", "domains=MOBIL ends_on=2025-03-01");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(an_own_answer_later_on_the_same_day_is_since)
{
	asks(*state, "NHS:a", "2025-03-01T09:00", "domains=MOBIL");
	asks(*state, "ASC:o", "2025-03-01T08:00", "domains=MOBIL ends_on=2025-03-01T10:00");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(an_own_answer_that_has_lapsed_is_none)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:o", "2025-03-05", "domains=MOBIL valid_until=2025-03-09 reuses=NHS:a");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(an_own_answer_that_is_too_shallow_is_none)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:o", "2025-03-05", "domains=MOBIL:contact reuses=NHS:a");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(an_own_answer_it_follows_is_none)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=TINETTI");
	asks(*state, "ASC:o", "2025-03-05", "instrument=TUG depth=overview reuses=NHS:a");
	asks(*state, "ASC:b", "2025-03-10", "instrument=TINETTI");
	assert_found(*state, "ASC:b done repeat flag 1.0000 MOBIL by NHS:a");
}

TEST(an_own_answer_about_the_carer_is_none)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:o", "2025-03-05", "domains=MOBIL subject=carer");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(an_own_answer_that_was_reset_while_the_others_came_after_is_none)
{
	/* the change on 3 March resets what the council asked that day */
	asks(*state, "ASC:o", "2025-03-03T17:00", "domains=MOBIL");
	changes(*state, "GP:x", "2025-03-03", "resets=MOBIL");
	asks(*state, "NHS:a", "2025-03-04", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(an_own_joint_answer_counts_as_own)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:o", "2025-03-09", "domains=MOBIL joint_with=ASC reuses=NHS:a");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(own_answers_are_looked_at_domain_by_domain)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL;HOME");
	asks(*state, "ASC:o", "2025-03-05", "domains=MOBIL;COMM reuses=NHS:a");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL;HOME");
	assert_found(*state, "ASC:b done overlap advise 0.5000 HOME by NHS:a");
}

TEST(three_agencies_in_a_row)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	asks(*state, "GP:c", "2025-03-20", "domains=MOBIL");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a\n"
		"GP:c done overlap advise 1.0000 MOBIL by ASC:b;NHS:a");
}

/* Coverage, kind, policy --------------------------------------------------------------- */

TEST(exactly_one_half_is_enough)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL;HOME;SAFEG");
	assert_found(*state, "ASC:b done overlap advise 0.5000 MOBIL by NHS:a");
}

TEST(less_than_one_half_is_no_duplicate)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL;HOME;COMM");
	assert_nothing_found(*state);
}

TEST(a_threshold_of_a_third_is_compared_as_a_fraction)
{
	struct story *s = *state;

	s->rule.threshold_num = 1;
	s->rule.threshold_den = 3;
	asks(s, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(s, "ASC:b", "2025-03-10", "domains=MOBIL;HOME;COMM");
	assert_found(s, "ASC:b done overlap advise 0.3333 MOBIL by NHS:a");
}

TEST(a_threshold_of_nothing_still_needs_an_answer)
{
	struct story *s = *state;

	s->rule.threshold_num = 0;
	asks(s, "NHS:a", "2025-03-01", "domains=MONEY");
	asks(s, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(s);
}

TEST(the_union_of_two_answers_counts)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "GP:a", "2025-03-02", "domains=HOME");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL;HOME;COMM;MONEY");
	assert_found(*state, "ASC:b done overlap advise 0.5000 HOME;MOBIL by GP:a;NHS:a");
}

TEST(some_evidence_of_its_group_makes_it_a_repeat)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=CGA");
	asks(*state, "GP:a", "2025-03-01", "instrument=REABL domains=HOME");
	asks(*state, "ASC:b", "2025-03-10", "instrument=REABL domains=HOME;PCARE");
	assert_found(*state, "ASC:b done repeat flag 1.0000 HOME;PCARE by GP:a;NHS:a");
}

TEST(assessments_without_an_instrument_are_each_their_own_group)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL title=Home_visit");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL title=Home_visit");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a");
}

/* Stages ------------------------------------------------------------------------------- */

TEST(stages)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-11-20", "domains=MOBIL status=in-progress joint_with=GP");
	asks(*state, "GP:c", "2025-11-21", "domains=MOBIL status=planned");
	assert_found(*state, "ASC:b under-way overlap advise 1.0000 MOBIL by NHS:a\n"
		"GP:c planned overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(planned_14_days_ago_is_still_planned)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-11-07", "domains=MOBIL status=planned");
	assert_found(*state, "ASC:b planned overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(planned_15_days_ago_has_passed)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-11-06", "domains=MOBIL status=planned");
	assert_found(*state, "ASC:b passed overlap advise 1.0000 MOBIL by NHS:a");
}

/* Requests ------------------------------------------------------------------------------- */

TEST(an_open_request_is_judged_as_starting_today)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	requests(*state, "GP:q", "2025-10-01", "domains=MOBIL to_agency=asc");
	assert_found(*state, "GP:q requested overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(a_request_takes_its_instruments_domains)
{
	asks(*state, "NHS:a", "2025-11-01", "instrument=OT-FUNC");
	requests(*state, "GP:q", "2025-11-10", "instrument=OT-FUNC to_agency=NOBODY-HERE status=planned");
	assert_found(*state, "GP:q requested repeat same 1.0000 COGN;CONT;HOME;MOBIL;PCARE by NHS:a");
}

TEST(what_lapses_by_today_does_not_answer_a_request)
{
	asks(*state, "NHS:a", "2025-08-22", "domains=MOBIL"); /* holds until 20 November */
	requests(*state, "GP:q", "2025-09-01", "domains=MOBIL to_agency=ASC");
	assert_nothing_found(*state);
}

TEST(a_reset_by_today_counts_for_a_request)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	requests(*state, "GP:q", "2025-11-05", "domains=MOBIL to_agency=ASC");
	changes(*state, "GP:x", "2025-11-21", "code=fall");
	assert_nothing_found(*state);
}

TEST(what_was_asked_today_without_a_time_is_not_before_a_request)
{
	asks(*state, "NHS:a", "2025-11-21T08:00", "domains=MOBIL");
	requests(*state, "GP:q", "2025-11-05", "domains=MOBIL to_agency=ASC");
	assert_nothing_found(*state);
}

TEST(the_requesting_agencys_own_answer_counts)
{
	asks(*state, "GP:a", "2025-11-01", "domains=MOBIL");
	requests(*state, "GP:q", "2025-11-05", "domains=MOBIL to_agency=ASC");
	assert_found(*state, "GP:q requested overlap advise 1.0000 MOBIL by GP:a");
}

TEST(the_asked_agencys_own_answer_does_not)
{
	asks(*state, "ASC:a", "2025-11-01", "domains=MOBIL");
	requests(*state, "GP:q", "2025-11-05", "domains=MOBIL to_agency=ASC");
	assert_nothing_found(*state);
	assert_found_within(*state, "GP:q requested overlap advise 1.0000 MOBIL by ASC:a");
}

TEST(a_request_to_the_own_agency)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	asks(*state, "GP:a", "2025-10-30", "domains=MOBIL status=in-progress");
	requests(*state, "GP:q", "2025-11-05", "domains=MOBIL to_agency=GP");
	assert_found(*state, "GP:q requested overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(a_fresh_answer_of_the_asked_agency_is_condition_7)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	asks(*state, "ASC:o", "2025-11-02", "domains=MOBIL reuses=NHS:a");
	requests(*state, "GP:q", "2025-11-05", "domains=MOBIL to_agency=ASC");
	assert_nothing_found(*state);
}

TEST(a_request_to_nobody_is_not_judged)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	requests(*state, "GP:q", "2025-11-05", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(a_request_to_an_agency_not_stated_is_judged)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	requests(*state, "GP:r", "2025-11-05", "domains=MOBIL to_agency=UNKNOWN");
	assert_found(*state, "GP:r requested overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(an_answered_request_is_not_judged)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	requests(*state, "GP:q", "2025-11-05", "domains=MOBIL to_agency=ASC responded_on=2025-11-06");
	assert_nothing_found(*state);
}

TEST(a_cancelled_request_is_not_judged)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	requests(*state, "GP:q", "2025-11-05", "domains=MOBIL to_agency=ASC status=cancelled");
	requests(*state, "GP:r", "2025-11-05", "domains=MOBIL to_agency=ASC status=in-progress");
	assert_found(*state, "GP:r requested overlap advise 1.0000 MOBIL by NHS:a");
}

TEST(a_request_without_domains_is_not_judged)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	requests(*state, "GP:q", "2025-11-05", "to_agency=ASC");
	assert_nothing_found(*state);
}

TEST(a_request_is_no_evidence)
{
	requests(*state, "GP:q", "2025-11-05", "domains=MOBIL to_agency=ASC");
	asks(*state, "NHS:b", "2025-11-10", "domains=MOBIL");
	assert_found(*state, "GP:q requested overlap advise 1.0000 MOBIL by NHS:b");
}

TEST(a_request_may_follow_reuse_or_be_joint)
{
	asks(*state, "NHS:a", "2025-11-20", "instrument=TUG depth=overview");
	requests(*state, "GP:q", "2025-11-05", "instrument=TINETTI to_agency=ASC");
	requests(*state, "GP:r", "2025-11-05", "instrument=TUG to_agency=ASC reuses=NHS:a");
	requests(*state, "GP:s", "2025-11-05", "instrument=TUG to_agency=ASC joint_with=NHS");
	requests(*state, "GP:t", "2025-11-05", "instrument=TUG to_agency=ASC");
	assert_found(*state, "GP:t requested repeat flag 1.0000 MOBIL by NHS:a");
}

TEST(a_request_for_someone_who_has_died_is_not_judged)
{
	struct story *s = *state;

	asks(s, "NHS:a", "2025-11-01", "domains=MOBIL");
	requests(s, "GP:q", "2025-11-05", "domains=MOBIL to_agency=ASC");
	s->died = on("2025-11-21");
	assert_found(s, "GP:q requested overlap advise 1.0000 MOBIL by NHS:a");
	s->died = on("2025-11-20");
	assert_nothing_found(s);
}

/* Together ------------------------------------------------------------------------------- */

TEST(two_agencies_about_to_ask_the_same)
{
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL;HOME status=planned");
	asks(*state, "ASC:b", "2025-12-29", "domains=MOBIL;HOME;COMM status=planned");
	assert_found(*state, "ASC:b planned together advise 1.0000 HOME;MOBIL by NHS:a");
}

TEST(more_than_28_days_apart_is_not_together)
{
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL status=planned");
	asks(*state, "ASC:b", "2025-12-30", "domains=MOBIL status=planned");
	assert_nothing_found(*state);
}

TEST(together_counts_the_better_direction)
{
	/* the later covers half of the earlier; the earlier a quarter of the later */
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL;HOME status=planned");
	asks(*state, "ASC:b", "2025-12-02", "domains=MOBIL;COMM;MONEY;MOOD status=planned");
	assert_found(*state, "ASC:b planned together advise 0.5000 MOBIL by NHS:a");
}

TEST(on_a_tie_the_earlier_answers_the_later)
{
	/* the earlier answers home, the later mobility: one half either way */
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL;HOME:specialist status=planned");
	asks(*state, "ASC:b", "2025-12-02", "domains=MOBIL:specialist;HOME status=planned");
	assert_found(*state, "ASC:b planned together advise 0.5000 HOME by NHS:a");
}

TEST(neither_answering_the_other_is_not_together)
{
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL;COMM;MONEY status=planned");
	asks(*state, "ASC:b", "2025-12-02", "domains=MOBIL;HOME;MOOD status=planned");
	assert_nothing_found(*state);
}

TEST(joint_ones_are_not_together)
{
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL status=planned joint_with=ASC");
	asks(*state, "ASC:b", "2025-12-02", "domains=MOBIL status=planned");
	assert_nothing_found(*state);
}

TEST(named_as_joint_but_two_days_apart_is_together)
{
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL status=planned joint_with=ASC");
	asks(*state, "ASC:b", "2025-12-03", "domains=MOBIL status=planned");
	assert_found(*state, "ASC:b planned together advise 1.0000 MOBIL by NHS:a");
}

TEST(under_way_and_planned_are_together)
{
	asks(*state, "NHS:a", "2025-11-10", "domains=MOBIL status=planned");
	asks(*state, "ASC:b", "2025-11-12", "domains=MOBIL status=in-progress");
	assert_found(*state, "ASC:b under-way together advise 1.0000 MOBIL by NHS:a");
}

TEST(what_has_passed_is_not_together)
{
	asks(*state, "NHS:a", "2025-11-06", "domains=MOBIL status=planned");
	asks(*state, "ASC:b", "2025-11-12", "domains=MOBIL status=planned");
	assert_nothing_found(*state);
}

TEST(what_is_done_is_not_together)
{
	asks(*state, "NHS:a", "2025-11-12", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-11-12", "domains=MOBIL status=planned");
	assert_nothing_found(*state);
}

TEST(reuse_carers_own_agency_never_and_unknown_are_not_together)
{
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL status=planned");
	asks(*state, "NHS:b", "2025-12-02", "domains=MOBIL status=planned");
	asks(*state, "ASC:c", "2025-12-02", "domains=MOBIL status=planned reuses=GP:0");
	asks(*state, "GP:d", "2025-12-02", "domains=MOBIL status=planned subject=carer");
	asks(*state, "AGEUK:e", "2025-12-02", "instrument=MHANDL status=planned");
	asks(*state, "UNKNOWN:f", "2025-12-02", "domains=MOBIL status=planned");
	requests(*state, "POLICE:g", "2025-11-02", "domains=MOBIL to_agency=HOUSING");
	assert_nothing_found(*state);
}

TEST(together_goes_by_3_and_4_alone)
{
	/* policy same refuses across groups, follows refuses, both in one direction only */
	asks(*state, "NHS:a", "2025-12-01", "instrument=OT-FUNC status=planned");
	asks(*state, "ASC:b", "2025-12-02", "domains=MOBIL:specialist;HOME:specialist status=planned");
	asks(*state, "GP:c", "2026-02-01", "instrument=TUG depth=overview status=planned");
	asks(*state, "AGEUK:d", "2026-02-02", "instrument=TINETTI status=planned");
	assert_found(*state, "ASC:b planned together advise 1.0000 HOME;MOBIL by NHS:a\n"
		"AGEUK:d planned together flag 1.0000 MOBIL by GP:c");
}

TEST(two_of_policy_same_of_other_groups_are_not_together)
{
	asks(*state, "NHS:a", "2025-12-01", "instrument=OT-FUNC status=planned");
	asks(*state, "ASC:b", "2025-12-02", "instrument=CGA status=planned");
	assert_nothing_found(*state);
}

TEST(a_tool_and_needs_are_not_together)
{
	asks(*state, "NHS:a", "2025-12-01", "instrument=BARTHEL status=planned");
	asks(*state, "ASC:b", "2025-12-02", "domains=MOBIL status=planned");
	assert_nothing_found(*state);
}

TEST(at_once_the_greater_name_is_the_later)
{
	asks(*state, "NHS:a", "2025-12-01T09:00", "domains=MOBIL status=planned");
	asks(*state, "ASC:b", "2025-12-01", "domains=MOBIL status=planned");
	assert_found(*state, "NHS:a planned together advise 1.0000 MOBIL by ASC:b");
}

TEST(on_one_day_the_times_tell_the_later)
{
	asks(*state, "NHS:a", "2025-12-01T09:00", "domains=MOBIL status=planned");
	asks(*state, "ASC:b", "2025-12-01T11:00", "domains=MOBIL status=planned");
	assert_found(*state, "ASC:b planned together advise 1.0000 MOBIL by NHS:a");
}

TEST(three_partners_make_one_finding_with_the_union_and_the_best_coverage)
{
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL;MONEY;MOOD;SUBST status=planned");
	asks(*state, "GP:b", "2025-12-02", "domains=HOME;SOCIAL status=planned");
	asks(*state, "AGEUK:c", "2025-12-03", "domains=COMM status=planned");
	asks(*state, "ASC:d", "2025-12-10", "domains=MOBIL;HOME;COMM;MONEY status=planned");
	assert_found(*state, "ASC:d planned together advise 1.0000 COMM;HOME;MOBIL;MONEY "
		"by AGEUK:c;GP:b;NHS:a");
}

TEST(each_later_one_has_its_own_finding)
{
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL status=planned");
	asks(*state, "GP:b", "2025-12-02", "domains=MOBIL status=planned");
	asks(*state, "ASC:c", "2025-12-10", "domains=MOBIL status=planned");
	assert_found(*state, "GP:b planned together advise 1.0000 MOBIL by NHS:a\n"
		"ASC:c planned together advise 1.0000 MOBIL by GP:b;NHS:a");
}

TEST(together_stands_beside_another_finding)
{
	asks(*state, "HOUSING:z", "2025-11-20", "domains=MOBIL");
	asks(*state, "NHS:a", "2025-12-01", "domains=MOBIL status=planned reuses=HOUSING:z");
	asks(*state, "GP:b", "2025-12-02", "domains=MOBIL status=planned");
	asks(*state, "ASC:c", "2025-12-10", "domains=MOBIL status=planned");
	assert_found(*state, "GP:b planned overlap advise 1.0000 MOBIL by HOUSING:z\n"
		"ASC:c planned overlap advise 1.0000 MOBIL by HOUSING:z\n"
		"ASC:c planned together advise 1.0000 MOBIL by GP:b");
}

TEST(after_death_nothing_is_together)
{
	struct story *s = *state;

	s->died = on("2025-12-01");
	asks(s, "NHS:a", "2025-12-01", "domains=MOBIL status=planned");
	asks(s, "ASC:b", "2025-12-02", "domains=MOBIL status=planned");
	assert_nothing_found(s);
}

/* The same agency --------------------------------------------------------------------------- */

TEST(repeats_within_one_agency_are_listed_apart)
{
	asks(*state, "ASC:a", "2025-03-01", "instrument=REABL");
	asks(*state, "ASC:b", "2025-03-10", "instrument=REABL");
	asks(*state, "ASC:c", "2025-03-12", "instrument=REABL");
	assert_nothing_found(*state);
	assert_found_within(*state,
		"ASC:b done repeat flag 1.0000 CONT;HOME;MEDS;MOBIL;NUTRI;PCARE by ASC:a\n"
		"ASC:c done repeat flag 1.0000 CONT;HOME;MEDS;MOBIL;NUTRI;PCARE by ASC:a;ASC:b");
}

TEST(within_one_agency_the_other_conditions_hold)
{
	asks(*state, "ASC:a", "2025-03-01", "domains=MOBIL;HOME");
	changes(*state, "GP:x", "2025-03-05", "resets=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	asks(*state, "NHS:c", "2025-03-12", "domains=HOME");
	assert_found_within(*state, "");
}

TEST(together_is_not_of_one_agency)
{
	asks(*state, "ASC:a", "2025-12-01", "domains=MOBIL status=planned");
	asks(*state, "ASC:b", "2025-12-02", "domains=MOBIL status=planned");
	assert_nothing_found(*state);
	assert_found_within(*state, "");
}

/* A long history, and one as HL7's public sample has it ------------------------------------- */

TEST(one_woman_three_agencies)
{
	struct story *s = *state;
	static const char *const GG[] = {
		"2021-03-08", "2021-03-09", "2021-03-11", "2021-03-16", "2021-03-17", "2021-04-06",
	};
	static const char *const REFS[] = {"g1", "g2", "g3", "g4", "g5", "g6"};

	asks(s, "NHS:n20", "2021-02-20", "instrument=NOMS");
	asks(s, "NHS:n21", "2021-02-21", "instrument=NOMS");
	asks(s, "NHS:mmse", "2021-02-21", "instrument=MMSE");
	asks(s, "NHS:moca", "2021-02-21", "instrument=MOCA");
	asks(s, "NHS:gg21", "2021-02-21", "instrument=CMS-GG");
	asks(s, "NHS:gg24", "2021-02-24", "instrument=CMS-GG");
	asks(s, "NHS:cam", "2021-02-21", "instrument=CAM");
	asks(s, "GP:noms", "2021-02-26", "instrument=NOMS");
	asks(s, "GP:bims", "2021-02-26", "instrument=BIMS");
	asks(s, "GP:gg", "2021-02-26", "instrument=CMS-GG");
	asks(s, "GP:cam", "2021-02-26", "instrument=CAM");
	for (size_t i = 0; i < 6; i++)
		asks(s, arena_printf(s->arena, "GP:%s", REFS[i]), GG[i], "instrument=CMS-GG");
	asks(s, "ASC:gg", "2021-04-07", "instrument=CMS-GG");
	asks(s, "ASC:mmse", "2021-04-07", "instrument=MMSE");
	asks(s, "ASC:moca", "2021-04-07", "instrument=MOCA");
	assert_found(s,
		"GP:noms done repeat flag 1.0000 COMM;NUTRI by NHS:n20;NHS:n21\n"
		"GP:bims done repeat flag 1.0000 COGN by NHS:mmse;NHS:moca\n"
		"GP:gg done repeat flag 1.0000 CONT;MOBIL;NUTRI;PCARE by NHS:gg21;NHS:gg24\n"
		"ASC:gg done repeat flag 1.0000 CONT;MOBIL;NUTRI;PCARE by GP:g1;GP:g2;GP:g3;GP:g4;GP:g5;GP:g6\n"
		"ASC:mmse done repeat flag 1.0000 COGN by NHS:mmse;NHS:moca\n"
		"ASC:moca done repeat flag 1.0000 COGN by NHS:mmse;NHS:moca");
}

TEST(a_long_validity_is_found_behind_many_short_ones)
{
	struct story *s = *state;

	asks(s, "NHS:long", "2024-01-01", "domains=COMM valid_until=2025-12-31");
	for (int i = 0; i < 40; i++) {
		const char *address = arena_printf(s->arena, "NHS:s%d", i);

		asks(s, address, arena_printf(s->arena, "2024-%02d-%02d", 2 + i / 20, 1 + i % 20),
			"instrument=WATERLOW");
	}
	asks(s, "ASC:b", "2025-11-01", "domains=COMM");
	assert_found(s, "ASC:b done overlap advise 1.0000 COMM by NHS:long");
}

TEST(the_order_of_events_does_not_matter)
{
	struct story *s = *state;

	asks(s, "ASC:b", "2025-03-20", "domains=MOBIL;HOME");
	admits(s, "NHS:y", "2025-03-10", "ends_on=2025-03-18");
	admits(s, "GP:x", "2025-02-20", "ends_on=2025-03-09");
	changes(s, "GP:w", "2025-03-02", "resets=HOME");
	asks(s, "NHS:a", "2025-03-01", "domains=MOBIL;HOME");
	assert_found(s, "ASC:b done overlap advise 0.5000 MOBIL by NHS:a");
}

TEST(nobody_and_nothing)
{
	assert_nothing_found(*state);
	assert_found_within(*state, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story_test(after_an_own_fresh_answer_it_is_a_same_agency_repeat),
		story_test(an_own_answer_before_the_others_changes_nothing),
		story_test(an_own_answer_that_ends_with_the_others_is_not_since),
		story_test(an_own_answer_later_on_the_same_day_is_since),
		story_test(an_own_answer_that_has_lapsed_is_none),
		story_test(an_own_answer_that_is_too_shallow_is_none),
		story_test(an_own_answer_it_follows_is_none),
		story_test(an_own_answer_about_the_carer_is_none),
		story_test(an_own_answer_that_was_reset_while_the_others_came_after_is_none),
		story_test(an_own_joint_answer_counts_as_own),
		story_test(own_answers_are_looked_at_domain_by_domain),
		story_test(three_agencies_in_a_row),
		story_test(exactly_one_half_is_enough),
		story_test(less_than_one_half_is_no_duplicate),
		story_test(a_threshold_of_a_third_is_compared_as_a_fraction),
		story_test(a_threshold_of_nothing_still_needs_an_answer),
		story_test(the_union_of_two_answers_counts),
		story_test(some_evidence_of_its_group_makes_it_a_repeat),
		story_test(assessments_without_an_instrument_are_each_their_own_group),
		story_test(stages),
		story_test(planned_14_days_ago_is_still_planned),
		story_test(planned_15_days_ago_has_passed),
		story_test(an_open_request_is_judged_as_starting_today),
		story_test(a_request_takes_its_instruments_domains),
		story_test(what_lapses_by_today_does_not_answer_a_request),
		story_test(a_reset_by_today_counts_for_a_request),
		story_test(what_was_asked_today_without_a_time_is_not_before_a_request),
		story_test(the_requesting_agencys_own_answer_counts),
		story_test(the_asked_agencys_own_answer_does_not),
		story_test(a_request_to_the_own_agency),
		story_test(a_fresh_answer_of_the_asked_agency_is_condition_7),
		story_test(a_request_to_nobody_is_not_judged),
		story_test(a_request_to_an_agency_not_stated_is_judged),
		story_test(an_answered_request_is_not_judged),
		story_test(a_cancelled_request_is_not_judged),
		story_test(a_request_without_domains_is_not_judged),
		story_test(a_request_is_no_evidence),
		story_test(a_request_may_follow_reuse_or_be_joint),
		story_test(a_request_for_someone_who_has_died_is_not_judged),
		story_test(two_agencies_about_to_ask_the_same),
		story_test(more_than_28_days_apart_is_not_together),
		story_test(together_counts_the_better_direction),
		story_test(on_a_tie_the_earlier_answers_the_later),
		story_test(neither_answering_the_other_is_not_together),
		story_test(joint_ones_are_not_together),
		story_test(named_as_joint_but_two_days_apart_is_together),
		story_test(under_way_and_planned_are_together),
		story_test(what_has_passed_is_not_together),
		story_test(what_is_done_is_not_together),
		story_test(reuse_carers_own_agency_never_and_unknown_are_not_together),
		story_test(together_goes_by_3_and_4_alone),
		story_test(two_of_policy_same_of_other_groups_are_not_together),
		story_test(a_tool_and_needs_are_not_together),
		story_test(at_once_the_greater_name_is_the_later),
		story_test(on_one_day_the_times_tell_the_later),
		story_test(three_partners_make_one_finding_with_the_union_and_the_best_coverage),
		story_test(each_later_one_has_its_own_finding),
		story_test(together_stands_beside_another_finding),
		story_test(after_death_nothing_is_together),
		story_test(repeats_within_one_agency_are_listed_apart),
		story_test(within_one_agency_the_other_conditions_hold),
		story_test(together_is_not_of_one_agency),
		story_test(one_woman_three_agencies),
		story_test(a_long_validity_is_found_behind_many_short_ones),
		story_test(the_order_of_events_does_not_matter),
		story_test(nobody_and_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
