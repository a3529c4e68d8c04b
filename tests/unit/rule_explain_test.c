/* Why a domain is answered or not, what is known today, and the sentences. */
#include "story.h"

#define TEST(name) static void name(void **state)

/* Explained ------------------------------------------------------------------ */

TEST(never_asked_by_another_agency)
{
	asks(*state, "ASC:o", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL;HOME");
	assert_explained(*state, "ASC:b", "MOBIL never\nHOME never");
}

TEST(answered_says_who_until_when_and_how_deep)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL;HOME:specialist ends_on=2025-03-02");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL;HOME");
	assert_explained(*state, "ASC:b",
		"MOBIL current NHS:a 2025-05-31 overview\nHOME current NHS:a 2025-05-31 specialist");
}

TEST(the_deepest_answers_then_the_newest)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL:specialist;HOME");
	asks(*state, "GP:a", "2025-03-05", "domains=MOBIL;HOME");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL;HOME");
	assert_explained(*state, "ASC:b",
		"MOBIL current NHS:a 2025-05-30 specialist\nHOME current GP:a 2025-06-03 overview");
}

TEST(lapsed_names_the_newest)
{
	asks(*state, "GP:a", "2024-02-01", "domains=MOBIL:specialist");
	asks(*state, "NHS:a", "2024-03-01", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_explained(*state, "ASC:b", "MOBIL lapsed NHS:a 2024-05-30 overview");
}

TEST(reset_names_what_reset_it_first)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	changes(*state, "GP:y", "2025-03-08", "code=fall");
	admits(*state, "NHS:x", "2025-03-05", "ends_on=2025-03-07");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_explained(*state, "ASC:b", "MOBIL reset NHS:a 2025-05-30 overview by NHS:x");
}

TEST(reset_after_it_lapsed_is_lapsed)
{
	asks(*state, "NHS:a", "2025-01-01", "domains=MOBIL valid_until=2025-02-01");
	changes(*state, "GP:y", "2025-03-08", "code=fall");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_explained(*state, "ASC:b", "MOBIL lapsed NHS:a 2025-02-01 overview");
}

TEST(too_shallow_is_current_but_no_answer)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL:contact");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_explained(*state, "ASC:b", "MOBIL current NHS:a 2025-05-30 contact too-shallow");
}

TEST(answered_by_itself_since)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:o", "2025-03-05", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_explained(*state, "ASC:b", "MOBIL current NHS:a 2025-05-30 overview own-since");
}

TEST(what_came_in_only_after_the_question_is_said_so)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL received=2025-03-11T04:00:00Z");
	asks(*state, "GP:a", "2025-03-01", "domains=HOME received=2025-03-10T23:59:59Z");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL;HOME");
	assert_explained(*state, "ASC:b",
		"MOBIL current NHS:a 2025-05-30 overview came-later\nHOME current GP:a 2025-05-30 overview");
}

TEST(what_came_in_after_the_day_that_is_looked_at_says_nothing_of_it)
{
	today_is(*state, "2025-03-20");
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL received=2025-03-21T04:00:00Z");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_explained(*state, "ASC:b", "MOBIL current NHS:a 2025-05-30 overview");
}

TEST(a_tool_is_nothing_to_needs)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=BARTHEL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_explained(*state, "ASC:b", "MOBIL never");
}

TEST(a_request_is_explained_as_of_today)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL");
	requests(*state, "GP:q", "2025-10-01", "domains=MOBIL to_agency=ASC");
	assert_explained(*state, "GP:q", "MOBIL current NHS:a 2026-01-30 overview");
}

TEST(what_is_not_judged_is_not_explained)
{
	asks(*state, "NHS:a", "2025-03-01", "instrument=FORM-7");
	happens(*state, EV_CONTACT, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_explained(*state, "NHS:a", "");
	assert_explained(*state, "ASC:b", "");
}

/* Known -------------------------------------------------------------------------- */

TEST(known_is_the_deepest_current_answer_of_anyone)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL;HOME:specialist");
	asks(*state, "UNKNOWN:b", "2025-11-10", "domains=HOME");
	asks(*state, "ASC:c", "2025-11-12", "instrument=TUG");
	asks(*state, "GP:d", "2025-01-12", "domains=COMM");
	assert_string_equal(story_known(*state, NULL, "MOBIL;HOME;COMM;MONEY", NULL),
		"MOBIL current NHS:a 2026-01-30 overview\n"
		"COMM lapsed GP:d 2025-04-12 overview\n"
		"HOME current NHS:a 2026-01-30 specialist\n"
		"MONEY never");
}

TEST(known_takes_in_every_countable_domain)
{
	const char *known = story_known(*state, NULL, NULL, NULL);

	assert_string_equal(known, "HEALTH never\nMEDS never\nNUTRI never\nPCARE never\nCONT never\nMOBIL never\n"
		"SKIN never\nCOGN never\nMOOD never\nCOMM never\nHOME never\nMONEY never\nSOCIAL never\n"
		"OCCUP never\nCARER never\nSUBST never\nPAIN never\nCHILD never");
}

TEST(known_takes_in_what_was_asked_today)
{
	asks(*state, "NHS:a", "2025-11-21", "domains=MOBIL;HOME");
	changes(*state, "GP:x", "2025-11-21", "resets=HOME");
	assert_string_equal(story_known(*state, NULL, "MOBIL;HOME", NULL),
		"MOBIL current NHS:a 2026-02-19 overview\nHOME reset NHS:a 2026-02-19 overview by GP:x");
}

TEST(known_counts_validity_to_its_last_day)
{
	asks(*state, "NHS:a", "2025-08-23", "domains=MOBIL"); /* holds until 21 November */
	asks(*state, "GP:a", "2025-08-22", "domains=HOME");
	assert_string_equal(story_known(*state, NULL, "MOBIL;HOME", NULL),
		"MOBIL current NHS:a 2025-11-21 overview\nHOME lapsed GP:a 2025-11-20 overview");
}

TEST(known_leaves_out_what_is_planned_and_what_is_about_the_carer)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL subject=carer");
	asks(*state, "GP:a", "2025-11-01", "domains=MOBIL status=planned");
	asks(*state, "ASC:a", "2025-12-01", "domains=MOBIL");
	assert_string_equal(story_known(*state, NULL, "MOBIL", NULL), "MOBIL never");
}

TEST(known_for_an_instrument_judges_one_starting_today)
{
	asks(*state, "NHS:a", "2025-11-01", "instrument=TUG");
	asks(*state, "GP:a", "2025-11-01", "instrument=MORSE");
	asks(*state, "ASC:a", "2025-11-10", "instrument=TINETTI");
	assert_string_equal(story_known(*state, "TINETTI", NULL, NULL),
		"MOBIL current ASC:a 2026-02-08 overview");
	assert_string_equal(story_known(*state, "TINETTI", NULL, "ASC"), "MOBIL never");
	assert_string_equal(story_known(*state, "TINETTI", NULL, "HOUSING"),
		"MOBIL current ASC:a 2026-02-08 overview");
}

TEST(known_for_an_agency_heeds_what_it_asked_itself)
{
	asks(*state, "NHS:a", "2025-11-01", "instrument=REABL domains=HOME;PCARE");
	asks(*state, "ASC:a", "2025-11-10", "instrument=REABL domains=HOME");
	assert_string_equal(story_known(*state, "REABL", "HOME;PCARE", "ASC"),
		"PCARE current NHS:a 2025-12-13 overview\nHOME current NHS:a 2025-12-13 overview own-since");
}

TEST(known_for_an_agency_is_not_answered_by_one_not_stated)
{
	asks(*state, "UNKNOWN:a", "2025-11-01", "domains=HOME");
	assert_string_equal(story_known(*state, NULL, "HOME", "ASC"), "HOME never");
	assert_string_equal(story_known(*state, NULL, "HOME", NULL), "HOME current UNKNOWN:a 2026-01-30 overview");
}

TEST(known_for_an_agency_leaves_out_what_it_did_jointly)
{
	happens(*state, EV_CONTACT, "ASC:c", "2025-11-01", "");
	asks(*state, "NHS:a", "2025-11-20", "instrument=TUG joint_with=ASC");
	assert_string_equal(story_known(*state, "TUG", NULL, "ASC"), "MOBIL never");
	assert_string_equal(story_known(*state, "TUG", NULL, "GP"), "MOBIL current NHS:a 2026-02-18 contact");
}

/* Sentences ------------------------------------------------------------------------ */

TEST(sentence_of_one_done_again)
{
	today_is(*state, "2025-11-21");
	asks(*state, "NHS:a", "2025-03-14", "instrument=HDA title=discharge_assessment domains=PCARE;MOBIL");
	asks(*state, "ASC:b", "2025-03-17", "instrument=REABL domains=PCARE;MOBIL");
	assert_string_equal(story_sentences(*state),
		"Personal care and mobility were assessed again by Eastshire Council (17 Mar) "
		"3 days after Riverside NHS (discharge assessment, 14 Mar)");
}

TEST(sentence_with_years_that_are_not_this_one)
{
	asks(*state, "NHS:a", "2024-12-31", "domains=MOBIL title=home_visit");
	asks(*state, "ASC:b", "2025-01-01", "domains=MOBIL");
	assert_string_equal(story_sentences(*state),
		"Mobility was assessed again by Eastshire Council (1 Jan) "
		"1 day after Riverside NHS (home visit, 31 Dec 2024)");
}

TEST(sentence_of_the_same_day_two_agencies_and_more)
{
	asks(*state, "NHS:x", "2025-03-01", "instrument=TUG");
	asks(*state, "NHS:y", "2025-03-02", "instrument=TUG");
	asks(*state, "GP:a", "2025-03-08", "instrument=TUG reuses=NHS:y");
	asks(*state, "NHS:a", "2025-03-10T09:00", "instrument=TUG reuses=NHS:y");
	asks(*state, "ASC:b", "2025-03-10T15:00", "instrument=TUG");
	assert_string_equal(story_sentences(*state),
		"Mobility was assessed again by Eastshire Council (10 Mar) on the same day as Riverside NHS "
		"(Timed up and go, 10 Mar) and 2 days after Hill Lane Surgery (Timed up and go, 8 Mar); "
		"and 2 earlier ones");
}

TEST(sentence_of_one_planned)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL title=OT_visit");
	asks(*state, "ASC:b", "2025-12-01", "domains=MOBIL status=planned");
	assert_string_equal(story_sentences(*state),
		"Mobility will be asked about again by Eastshire Council on 1 Dec, 30 days after Riverside NHS "
		"(OT visit, 1 Nov)");
}

TEST(sentence_of_one_under_way)
{
	asks(*state, "NHS:a", "2025-11-01", "domains=MOBIL;HOME title=OT_visit");
	asks(*state, "ASC:b", "2025-11-11", "domains=MOBIL;HOME status=in-progress");
	assert_string_equal(story_sentences(*state),
		"Mobility and home are being assessed again by Eastshire Council (since 11 Nov), "
		"10 days after Riverside NHS (OT visit, 1 Nov)");
}

TEST(sentence_of_one_that_has_passed)
{
	asks(*state, "NHS:a", "2025-10-01", "domains=MOBIL title=OT_visit");
	asks(*state, "ASC:b", "2025-11-01", "domains=MOBIL status=planned");
	assert_string_equal(story_sentences(*state),
		"Mobility was to be asked about again by Eastshire Council on 1 Nov, 31 days after "
		"Riverside NHS (OT visit, 1 Oct): did it happen?");
}

TEST(sentence_of_a_request)
{
	asks(*state, "NHS:a", "2025-09-12", "domains=MOBIL title=OT_visit reuses=AGEUK:a");
	asks(*state, "AGEUK:a", "2025-09-10", "domains=MOBIL");
	requests(*state, "GP:q", "2025-11-20", "domains=MOBIL to_agency=ASC");
	requests(*state, "GP:r", "2025-11-20", "domains=MOBIL to_agency=ageuk");
	requests(*state, "GP:s", "2025-11-20", "domains=MOBIL to_agency=ELSEWHERE");
	assert_string_equal(story_sentences(*state),
		"Eastshire Council is asked to assess mobility, which Riverside NHS already knows (OT visit, 12 Sep), "
		"as does Age UK (assessment, 10 Sep)\n"
		"Age UK is asked to assess mobility, which Riverside NHS already knows (OT visit, 12 Sep)\n"
		"ELSEWHERE is asked to assess mobility, which Riverside NHS already knows (OT visit, 12 Sep), "
		"as does Age UK (assessment, 10 Sep)");
}

TEST(sentence_of_two_together)
{
	asks(*state, "NHS:a", "2025-12-02", "domains=MOBIL status=planned");
	asks(*state, "ASC:b", "2025-12-05", "domains=MOBIL status=planned");
	assert_string_equal(story_sentences(*state),
		"Riverside NHS (2 Dec) and Eastshire Council (5 Dec) both plan to ask about mobility: "
		"propose one joint visit");
}

TEST(sentence_of_three_together)
{
	asks(*state, "NHS:a", "2025-12-02", "domains=MOBIL status=planned");
	asks(*state, "GP:b", "2025-12-03", "domains=HOME status=planned");
	asks(*state, "ASC:c", "2025-12-05", "domains=MOBIL;HOME status=planned");
	assert_string_equal(story_sentences(*state),
		"Riverside NHS (2 Dec), Hill Lane Surgery (3 Dec) and Eastshire Council (5 Dec) all plan to ask "
		"about mobility and home: propose one joint visit");
}

TEST(sentence_within_one_agency)
{
	asks(*state, "ASC:a", "2025-03-01", "instrument=TUG");
	asks(*state, "ASC:b", "2025-03-10", "instrument=TUG");
	assert_string_equal(story_sentences_within(*state),
		"Mobility was assessed again by Eastshire Council (10 Mar) 9 days after its own assessment "
		"(Timed up and go, 1 Mar)");
}

TEST(sentences_of_answers)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL:specialist;HOME;COMM:contact");
	asks(*state, "GP:a", "2024-03-01", "domains=PCARE received=2025-03-12T08:00:00Z");
	admits(*state, "NHS:x", "2025-03-05", "ends_on=2025-03-08 resets=HOME");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL;HOME;COMM;PCARE;MONEY");
	assert_string_equal(story_answer_sentences(*state, "ASC:b"),
		"Personal care: Hill Lane Surgery, 1 Mar 2024, held until 30 May 2024, overview; "
		"reached the store only on 12 Mar\n"
		"Mobility: Riverside NHS, 1 Mar, holds until 30 May, specialist\n"
		"Communication: Riverside NHS, 1 Mar, holds until 30 May, contact; less deep than asked\n"
		"Home: Riverside NHS, 1 Mar, overview; reset on 5 Mar: hospital stay (Riverside NHS)\n"
		"Finance: no earlier answer");
}

TEST(sentences_of_answers_to_an_agency_that_asked_itself)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	asks(*state, "ASC:o", "2025-03-05", "domains=MOBIL");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_string_equal(story_answer_sentences(*state, "ASC:b"),
		"Mobility: Riverside NHS, 1 Mar, holds until 30 May, overview; "
		"answered since by the asking agency itself");
}

TEST(sentence_of_a_change_by_its_name)
{
	asks(*state, "NHS:a", "2025-03-01", "domains=MOBIL");
	changes(*state, "GP:x", "2025-03-05", "code=fall");
	asks(*state, "ASC:b", "2025-03-10", "domains=MOBIL");
	assert_string_equal(story_answer_sentences(*state, "ASC:b"),
		"Mobility: Riverside NHS, 1 Mar, overview; reset on 5 Mar: Fall (Hill Lane Surgery)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story_test(never_asked_by_another_agency),
		story_test(answered_says_who_until_when_and_how_deep),
		story_test(the_deepest_answers_then_the_newest),
		story_test(lapsed_names_the_newest),
		story_test(reset_names_what_reset_it_first),
		story_test(reset_after_it_lapsed_is_lapsed),
		story_test(too_shallow_is_current_but_no_answer),
		story_test(answered_by_itself_since),
		story_test(what_came_in_only_after_the_question_is_said_so),
		story_test(what_came_in_after_the_day_that_is_looked_at_says_nothing_of_it),
		story_test(a_tool_is_nothing_to_needs),
		story_test(a_request_is_explained_as_of_today),
		story_test(what_is_not_judged_is_not_explained),
		story_test(known_is_the_deepest_current_answer_of_anyone),
		story_test(known_takes_in_every_countable_domain),
		story_test(known_takes_in_what_was_asked_today),
		story_test(known_counts_validity_to_its_last_day),
		story_test(known_leaves_out_what_is_planned_and_what_is_about_the_carer),
		story_test(known_for_an_instrument_judges_one_starting_today),
		story_test(known_for_an_agency_heeds_what_it_asked_itself),
		story_test(known_for_an_agency_is_not_answered_by_one_not_stated),
		story_test(known_for_an_agency_leaves_out_what_it_did_jointly),
		story_test(sentence_of_one_done_again),
		story_test(sentence_with_years_that_are_not_this_one),
		story_test(sentence_of_the_same_day_two_agencies_and_more),
		story_test(sentence_of_one_planned),
		story_test(sentence_of_one_under_way),
		story_test(sentence_of_one_that_has_passed),
		story_test(sentence_of_a_request),
		story_test(sentence_of_two_together),
		story_test(sentence_of_three_together),
		story_test(sentence_within_one_agency),
		story_test(sentences_of_answers),
		story_test(sentences_of_answers_to_an_agency_that_asked_itself),
		story_test(sentence_of_a_change_by_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
