/* What an assessment or review is taken to be: instrument, code, review_of,
 * and what is treated as absent. */
#include <string.h>

#include "story.h"

#define TEST(name) static void name(void **state)

static const struct facts *facts_of(struct story *s, const char *address)
{
	return history_facts(story_history(s), story_index(s, address));
}

static const char *domains_of(struct story *s, const char *address)
{
	static char shown[200];

	catalogue_domains_show(s->catalogue, facts_of(s, address)->domains, ";", shown, sizeof shown);
	return shown;
}

static const char *instrument_of(struct story *s, const char *address)
{
	int i = facts_of(s, address)->instrument;

	return i < 0 ? "" : catalogue_instrument(s->catalogue, i)->code;
}

/* Assessments --------------------------------------------------------------- */

TEST(what_nobody_says)
{
	struct story *s = *state;
	const struct facts *f;

	asks(s, "NHS:a", "2025-03-01", "domains=MOBIL");
	f = facts_of(s, "NHS:a");
	assert_int_equal(f->instrument, -1);
	assert_int_equal(f->subject, SUBJECT_PERSON);
	assert_int_equal(f->policy, PO_ADVISE);
	assert_int_equal(f->depth[catalogue_domain_find(s->catalogue, "MOBIL", 5)], DEPTH_OVERVIEW);
	assert_true(f->is_judged);
	assert_false(f->cannot_judge);
}

TEST(an_instrument_is_known_in_any_letter_case)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=hda");
	assert_string_equal(instrument_of(*state, "NHS:a"), "HDA");
}

TEST(the_named_instrument_wins_over_the_code)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=KATZ code_system=http://loinc.org code=72106-8");
	assert_string_equal(instrument_of(*state, "NHS:a"), "KATZ");
}

TEST(an_unknown_instrument_leaves_it_to_the_code)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=FORM-7 code_system=http://loinc.org code=72106-8");
	assert_string_equal(instrument_of(*state, "NHS:a"), "MMSE");
	assert_true(facts_of(*state, "NHS:a")->unknown_instrument);
}

TEST(a_code_without_a_system_matches_in_any)
{
	asks(*state, "NHS:a", "2025-03-01", "code=72106-8");
	assert_string_equal(instrument_of(*state, "NHS:a"), "MMSE");
}

TEST(a_code_of_another_system_is_unknown)
{
	asks(*state, "NHS:a", "2025-03-01", "code=72106-8 code_system=http://snomed.info/sct");
	assert_string_equal(instrument_of(*state, "NHS:a"), "");
	assert_true(facts_of(*state, "NHS:a")->unknown_instrument);
	assert_true(facts_of(*state, "NHS:a")->cannot_judge);
}

TEST(domains_sent_win_over_the_instruments)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=HDA domains=mood;Money;mood");
	assert_string_equal(domains_of(*state, "NHS:a"), "MONEY;MOOD");
}

TEST(unknown_domains_are_left_out_and_counted)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=LEGS;MOBIL;FEET:contact");
	assert_string_equal(domains_of(*state, "NHS:a"), "MOBIL");
	assert_int_equal(facts_of(*state, "NHS:a")->unknown_domains, 2);
}

TEST(only_unknown_domains_count_as_not_sent)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=TUG domains=LEGS");
	assert_string_equal(domains_of(*state, "NHS:a"), "MOBIL");
}

TEST(without_domains_it_cannot_be_judged)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=FORM-7");
	asks(*state, "ASC:b", "2025-03-10", "status=cancelled");
	assert_true(facts_of(*state, "NHS:a")->cannot_judge);
	assert_false(facts_of(*state, "NHS:a")->is_judged);
	assert_false(facts_of(*state, "ASC:b")->cannot_judge);
	assert_nothing_found(*state);
}

TEST(safeguarding_and_risk_are_never_counted_and_never_answered)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=SAFEG;RISK;MOOD valid_until=2025-12-31");
	asks(*state, "ASC:b", "2025-03-10", "domains=SAFEG;RISK;MOOD");
	asks(*state, "GP:c", "2025-03-11", "domains=SAFEG;RISK");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOOD by NHS:a");
	assert_false(facts_of(*state, "GP:c")->is_judged);
	assert_false(facts_of(*state, "GP:c")->cannot_judge);
}

TEST(cancelled_declined_and_mistaken_ones_are_not_judged)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL status=cancelled");
	asks(*state, "GP:b", "2025-03-10", "domains=MOBIL status=declined");
	asks(*state, "AGEUK:b", "2025-03-10", "domains=MOBIL status=not-attended");
	asks(*state, "HOUSING:b", "2025-03-10", "domains=MOBIL status=entered-in-error");
	assert_nothing_found(*state);
}

TEST(policy_never_is_not_judged)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL depth=specialist");
	asks(*state, "ASC:b", "2025-03-10", "instrument=MHANDL");
	assert_nothing_found(*state);
	assert_int_equal(facts_of(*state, "ASC:b")->policy, PO_NEVER);
}

TEST(policy_advise_is_found)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=REABL");
	asks(*state, "ASC:b", "2025-03-10", "instrument=PROV-INIT");
	assert_found(*state,
		"ASC:b done overlap advise 1.0000 CONT;HOME;MEDS;MOBIL;NUTRI;PCARE by NHS:a");
}

TEST(what_names_reuses_is_no_duplicate)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL reuses=NOBODY:0");
	assert_nothing_found(*state);
	assert_true(facts_of(*state, "ASC:b")->is_reuse);
	assert_true(facts_of(*state, "ASC:b")->is_judged);
}

TEST(what_names_reuses_is_evidence_itself)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL reuses=NHS:a");
	asks(*state, "GP:c", "2025-03-12", "domains=MOBIL");
	assert_found(*state, "GP:c done overlap advise 1.0000 MOBIL by ASC:b;NHS:a");
}

TEST(an_assessment_with_review_of_is_not_judged_but_answers)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL review_of=whatever");
	asks(*state, "GP:c", "2025-03-12", "domains=MOBIL");
	assert_found(*state, "GP:c done overlap advise 1.0000 MOBIL by ASC:b;NHS:a");
}

TEST(nobody_is_asked_again_after_death)
{
	struct story *s = *state;

	s->died = on("2025-03-10");
	asks(s, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(s, "ASC:b", "2025-03-10", "domains=MOBIL");
	asks(s, "GP:c", "2025-03-11", "domains=MOBIL");
	assert_found(s, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a");
}

/* Reviews ---------------------------------------------------------------------- */

TEST(a_review_is_never_judged)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	reviews(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(a_review_that_says_nothing_is_a_care_act_review)
{
	reviews(*state, "NHS:r", "2025-03-01", "");
	asks(*state, "ASC:b", "2025-03-10", "instrument=CA-NEEDS domains=OCCUP:overview;COMM;MOBIL:contact");
	assert_string_equal(instrument_of(*state, "NHS:r"), "CA-REVIEW");
	assert_found(*state, "ASC:b done repeat same 0.6667 MOBIL;OCCUP by NHS:r");
}

TEST(a_review_takes_the_facts_of_what_it_names)
{
	asks(*state, "NHS:a", "2024-03-01", "instrument=OT-FUNC");
	reviews(*state, "NHS:r", "2025-03-01", "review_of=a");
	asks(*state, "ASC:b", "2025-03-10", "instrument=OT-FUNC");
	assert_found(*state, "ASC:b done repeat same 1.0000 COGN;CONT;HOME;MOBIL;PCARE by NHS:r");
}

TEST(a_review_may_name_another_agencys_assessment)
{
	asks(*state, "GP:a", "2024-03-01", "instrument=OT-FUNC");
	reviews(*state, "NHS:r", "2025-03-01", "review_of=gp:a");
	assert_string_equal(instrument_of(*state, "NHS:r"), "OT-FUNC");
}

TEST(a_source_ref_of_its_own_agency_with_a_colon_comes_first)
{
	asks(*state, "GP:a", "2024-03-01", "instrument=OT-FUNC");
	asks(*state, "NHS:GP:a", "2024-03-01", "instrument=TUG");
	reviews(*state, "NHS:r", "2025-03-01", "review_of=GP:a");
	assert_string_equal(instrument_of(*state, "NHS:r"), "TUG");
}

TEST(a_review_of_something_not_there_is_a_care_act_review)
{
	happens(*state, EV_CONTACT, "NHS:a", "2024-03-01", "domains=MOBIL");
	reviews(*state, "NHS:r", "2025-03-01", "review_of=a");
	assert_string_equal(instrument_of(*state, "NHS:r"), "CA-REVIEW");
}

TEST(a_reviews_own_instrument_wins_over_what_it_names)
{
	asks(*state, "NHS:a", "2024-03-01", "instrument=OT-FUNC");
	reviews(*state, "NHS:r", "2025-03-01", "review_of=a instrument=TUG");
	assert_string_equal(instrument_of(*state, "NHS:r"), "TUG");
	assert_string_equal(domains_of(*state, "NHS:r"), "MOBIL");
}

TEST(what_a_review_sends_wins_item_by_item)
{
	asks(*state, "NHS:a", "2024-03-01", "instrument=OT-FUNC");
	reviews(*state, "NHS:r", "2025-03-01", "review_of=a domains=MOBIL;HOME:contact");
	asks(*state, "ASC:b", "2025-03-10", "instrument=OT-FUNC domains=MOBIL;HOME;COGN");
	asks(*state, "GP:c", "2025-03-11", "domains=HOME:contact;MONEY");
	assert_found(*state, "GP:c done overlap advise 0.5000 HOME by ASC:b;NHS:r");
}

TEST(a_review_does_not_take_over_valid_until)
{
	asks(*state, "NHS:a", "2024-12-01", "instrument=REABL valid_until=2025-12-31");
	reviews(*state, "NHS:r", "2025-01-01", "review_of=a");
	asks(*state, "ASC:b", "2025-02-13", "instrument=REABL"); /* 42 days hold until the 12th */
	asks(*state, "GP:c", "2025-02-12", "domains=MOBIL status=in-progress");
	assert_found(*state, "ASC:b done repeat flag 1.0000 CONT;HOME;MEDS;MOBIL;NUTRI;PCARE by NHS:a\n"
		"GP:c under-way overlap advise 1.0000 MOBIL by NHS:a;NHS:r");
}

TEST(a_reviews_own_valid_until_holds)
{
	asks(*state, "NHS:a", "2024-03-01", "domains=MOBIL");
	reviews(*state, "NHS:r", "2025-01-01", "review_of=a valid_until=2025-12-31");
	asks(*state, "ASC:b", "2025-11-10", "domains=MOBIL");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:r");
}

TEST(a_review_of_a_review_takes_that_ones_facts)
{
	asks(*state, "NHS:a", "2024-03-01", "instrument=OT-FUNC");
	reviews(*state, "NHS:s", "2025-03-02", "review_of=r");
	reviews(*state, "NHS:r", "2025-03-01", "review_of=a domains=MOBIL;HOME");
	assert_string_equal(instrument_of(*state, "NHS:s"), "OT-FUNC");
	assert_string_equal(domains_of(*state, "NHS:s"), "HOME;MOBIL");
}

TEST(reviews_in_a_circle_fall_to_the_care_act_review)
{
	reviews(*state, "NHS:r", "2025-03-01", "review_of=s");
	reviews(*state, "NHS:s", "2025-03-02", "review_of=r domains=MOOD");
	reviews(*state, "NHS:t", "2025-03-02", "review_of=t");
	reviews(*state, "NHS:u", "2025-03-02", "review_of=r");
	assert_string_equal(instrument_of(*state, "NHS:r"), "CA-REVIEW");
	assert_string_equal(domains_of(*state, "NHS:r"), "MOOD");
	assert_string_equal(domains_of(*state, "NHS:s"), "MOOD");
	assert_string_equal(domains_of(*state, "NHS:t"), "CARER;CONT;HEALTH;HOME;MOBIL;NUTRI;OCCUP;PCARE;SOCIAL");
	assert_string_equal(domains_of(*state, "NHS:u"), "MOOD");
}

TEST(a_review_is_of_the_group_of_what_it_reviews)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL subject=carer");
	reviews(*state, "NHS:r", "2025-03-05", "review_of=a");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL subject=carer");
	assert_found(*state, "ASC:b done overlap advise 1.0000 MOBIL by NHS:a;NHS:r");
}

TEST(a_review_of_what_is_never_evidence_is_none)
{
	asks(*state, "NHS:a", "2024-03-01", "instrument=MHANDL");
	reviews(*state, "NHS:r", "2025-03-01", "review_of=a");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(a_planned_review_answers_nothing)
{
	reviews(*state, "NHS:r", "2025-03-01", "domains=MOBIL status=planned");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_nothing_found(*state);
}

TEST(what_is_no_assessment_has_no_facts)
{
	happens(*state, EV_CONTACT, "NHS:a", "2024-03-01", "domains=MOBIL");
	assert_int_equal(facts_of(*state, "NHS:a")->instrument, -1);
	assert_int_equal(facts_of(*state, "NHS:a")->domains, 0);
	assert_false(facts_of(*state, "NHS:a")->is_judged);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story_test(what_nobody_says),
		story_test(an_instrument_is_known_in_any_letter_case),
		story_test(the_named_instrument_wins_over_the_code),
		story_test(an_unknown_instrument_leaves_it_to_the_code),
		story_test(a_code_without_a_system_matches_in_any),
		story_test(a_code_of_another_system_is_unknown),
		story_test(domains_sent_win_over_the_instruments),
		story_test(unknown_domains_are_left_out_and_counted),
		story_test(only_unknown_domains_count_as_not_sent),
		story_test(without_domains_it_cannot_be_judged),
		story_test(safeguarding_and_risk_are_never_counted_and_never_answered),
		story_test(cancelled_declined_and_mistaken_ones_are_not_judged),
		story_test(policy_never_is_not_judged),
		story_test(policy_advise_is_found),
		story_test(what_names_reuses_is_no_duplicate),
		story_test(what_names_reuses_is_evidence_itself),
		story_test(an_assessment_with_review_of_is_not_judged_but_answers),
		story_test(nobody_is_asked_again_after_death),
		story_test(a_review_is_never_judged),
		story_test(a_review_that_says_nothing_is_a_care_act_review),
		story_test(a_review_takes_the_facts_of_what_it_names),
		story_test(a_review_may_name_another_agencys_assessment),
		story_test(a_source_ref_of_its_own_agency_with_a_colon_comes_first),
		story_test(a_review_of_something_not_there_is_a_care_act_review),
		story_test(a_reviews_own_instrument_wins_over_what_it_names),
		story_test(what_a_review_sends_wins_item_by_item),
		story_test(a_review_does_not_take_over_valid_until),
		story_test(a_reviews_own_valid_until_holds),
		story_test(a_review_of_a_review_takes_that_ones_facts),
		story_test(reviews_in_a_circle_fall_to_the_care_act_review),
		story_test(a_review_is_of_the_group_of_what_it_reviews),
		story_test(a_review_of_what_is_never_evidence_is_none),
		story_test(a_planned_review_answers_nothing),
		story_test(what_is_no_assessment_has_no_facts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
