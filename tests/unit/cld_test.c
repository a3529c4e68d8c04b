/* Client Level Data: what a row says, which rows are one event, whose they are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table_desk.h"

/* The columns that most cases need. */
#define HEAD "LA Code,Reporting Period End Date,LA Person Unique Identifier,Client Type,Event Type,Event Start Date,Event End Date"
#define WHO "903,2025-03-31,7,Service User"

static int open_desk(void **state)
{
	struct table_desk *d = malloc(sizeof *d);

	table_desk_open(d, &FORMAT_CLD, NULL);
	*state = d;
	return 0;
}

static int close_desk(void **state)
{
	table_desk_close(*state);
	free(*state);
	return 0;
}

static void take(struct table_desk *d, const char *text)
{
	if (table_give(d, "cld.csv", text) != ST_OK || table_finish(d) != ST_OK)
		fail_msg("%s", d->err.text);
}

static void text_is(const char *seen, const char *expected)
{
	if (!expected)
		assert_null(seen);
	else
		assert_string_equal(seen ? seen : "(not sent)", expected);
}

/* Headers and values --------------------------------------------------------------- */

static void both_spellings_of_the_header_in_any_case(void **state)
{
	struct table_desk *d = *state;

	take(d, "la_code,REPORTING_PERIOD_END_DATE,la person unique identifier,Client_Type,EVENT TYPE,"
		"event start date,Event_End_Date,Request_Route_of_Access,GP_PRACTICE_CODE\n"
		"903,2025-03-31,7,Service user,Request,2025-01-06,2025-01-07,Prison,Z99001\n");
	text_is(table_event(d, "request/7/2025-01-06/2025-01-07").title, "Request for support: Prison");
	text_is(table_person(d, "LA-903", "7").field[RF_GP_PRACTICE], "Z99001");
	assert_int_equal(d->batch.notes.n, 0);
}

static void columns_that_nobody_knows_are_named(void **state)
{
	struct table_desk *d = *state;

	take(d, HEAD ",Favourite Colour\n" WHO ",Request,2025-01-06,2025-01-07,blue\n");
	table_noted(d, "Favourite Colour");
}

static void the_text_null_is_nothing(void **state)
{
	struct table_desk *d = *state;

	take(d, HEAD ",NHS Number,Postcode,Event Outcome,Service Type\n"
		WHO ",Service,2025-01-06,NULL,null,NULL,NULL,Long Term Support: Community\n");
	text_is(table_person(d, "LA-903", "7").field[RF_NHS_NUMBER], NULL);
	text_is(table_person(d, "LA-903", "7").field[RF_POSTCODE], NULL);
	text_is(table_event(d, "service/7/2025-01-06/long-term-support-community/").outcome, NULL);
}

static void dates_in_uk_order_and_with_times_are_the_same_dates(void **state)
{
	struct table_desk *d = *state;

	take(d, HEAD ",Date of Birth,Assessment Type\n"
		WHO ",Assessment,20/01/2025,14/02/2025 00:00:00,03/07/1943,Long Term Assessment\n");
	text_is(table_event(d, "assessment/7/2025-01-20/2025-02-14/long-term-assessment").ends_on,
		"2025-02-14");
	text_is(table_person(d, "LA-903", "7").field[RF_DATE_OF_BIRTH], "1943-07-03");
}

static void a_spreadsheets_own_numbers_of_days_are_dates(void **state)
{
	struct table_desk *d = *state;

	take(d, HEAD ",Date of Birth\n903,45747,7,Service User,Service,45692.0,45700.5,15889\n"
		"903,45747,8,Service User,Service,45692,,1943\n");
	text_is(table_event(d, "service/7/2025-02-04//").ends_on, "2025-02-12");
	text_is(table_person(d, "LA-903", "7").field[RF_DATE_OF_BIRTH], "1943-07-02");
	text_is(table_person(d, "LA-903", "8").field[RF_DATE_OF_BIRTH], "1943"); /* a year, told as one */
}

static void an_id_that_a_spreadsheet_wrote_is_the_same_in_names_and_ties(void **state)
{
	take(*state, HEAD ",Adult 1 Linked Person_ID\n903.0,2025-03-31,\"10,003\",Service User,Request,2025-01-06,2025-01-07,\n"
		"903,2025-03-31,10003.0,Service User,Request,2025-01-08,2025-01-08,\n"
		"903,2025-03-31,20.0,Carer known by association,,,,10003.0\n");
	text_is(table_event(*state, "request/10003/2025-01-06/2025-01-07").parts,
		"request/10003/2025-01-06/2025-01-07;request/10003/2025-01-08/2025-01-08");
	text_is(table_event(*state, "cares/20/10003/carer").title, "Unpaid carer of LA-903:10003");
	assert_true(table_has_event(*state, "cares/20/10003/adult"));
}

static void a_row_of_the_text_null_alone_is_none(void **state)
{
	take(*state, HEAD "\n" WHO ",Request,2025-01-06,2025-01-07\nNULL,NULL,NULL,NULL,NULL,NULL,NULL\n");
	assert_int_equal(((struct table_desk *)*state)->batch.rejects.n, 0);
}

static void needs_are_said_before_one_speaks_with_the_person(void **state)
{
	struct table_desk *d = *state;

	take(d, HEAD ",Hearing Impairment,Visual Impairment,Dementia,Autism Spectrum Disorder (ASD)\n"
		WHO ",Request,2025-01-06,2025-01-07,Yes,Severely sight impaired,No,Unknown\n");
	text_is(table_person(d, "LA-903", "7").field[RF_COMMUNICATION_NEEDS],
		"Hearing impairment; Visual impairment: Severely sight impaired");
}

/* Assessments ------------------------------------------------------------------------ */

static struct event assessment(struct table_desk *d, const char *client, const char *type, const char *ref)
{
	char text[600];

	snprintf(text, sizeof text, HEAD ",Assessment Type\n"
		"903,2025-03-31,7,%s,Assessment,2025-01-20,2025-02-14,%s\n", client, type);
	take(d, text);
	return table_event(d, ref);
}

static void a_long_term_assessment_is_a_care_act_assessment(void **state)
{
	struct event ev = assessment(*state, "Service User", "Long Term Assessment",
		"assessment/7/2025-01-20/2025-02-14/long-term-assessment");

	text_is(ev.instrument, "CA-NEEDS");
	text_is(ev.subject, NULL);
	text_is(ev.code_system, "urn:cld:assessment-type");
	text_is(ev.code, "Long Term Assessment");
	assert_int_equal(ev.status, ES_COMPLETED);
}

static void a_short_term_assessment_is_a_proportionate_one(void **state)
{
	text_is(assessment(*state, "Service user", "SHORT TERM ASSESSMENT",
		"assessment/7/2025-01-20/2025-02-14/short-term-assessment").instrument, "CA-SHORT");
}

static void a_financial_assessment_is_a_financial_one(void **state)
{
	text_is(assessment(*state, "Service user", "Financial assessment",
		"assessment/7/2025-01-20/2025-02-14/financial-assessment").instrument, "CA-FIN");
}

static void a_carers_assessment_is_about_the_carer(void **state)
{
	struct event ev = assessment(*state, "Unpaid carer", "Long term assessment",
		"assessment/7/2025-01-20/2025-02-14/carer/long-term-assessment");

	text_is(ev.instrument, "CA-CARER");
	text_is(ev.subject, "carer");
	text_is(ev.depth, NULL);
}

static void a_carers_short_assessment_goes_less_deep(void **state)
{
	struct event ev = assessment(*state, "Carer", "Short Term Assessment",
		"assessment/7/2025-01-20/2025-02-14/carer/short-term-assessment");

	text_is(ev.instrument, "CA-CARER");
	text_is(ev.depth, "overview");
	text_is(ev.subject, "carer");
}

static void an_assessment_type_that_nobody_knows_is_told(void **state)
{
	struct event ev = assessment(*state, "Service user", "Telecare assessment",
		"assessment/7/2025-01-20/2025-02-14/telecare-assessment");

	text_is(ev.instrument, NULL);
	text_is(ev.title, "Telecare assessment");
	table_noted(*state, "Telecare assessment");
}

/* Services and reviews --------------------------------------------------------------- */

static void a_service_without_an_end_is_open(void **state)
{
	struct event ev;

	take(*state, HEAD ",Service Type,Service Component,Provider CQC Location Name,Unit Cost\n"
		WHO ",Service,2025-02-24,,Long Term Support: Community,Home Support,Larkfield Home Care,-18.50\n");
	ev = table_event(*state, "service/7/2025-02-24/long-term-support-community/home-support");
	assert_int_equal(ev.status, ES_IN_PROGRESS);
	text_is(ev.ends_on, NULL);
	text_is(ev.title, "Home Support, Larkfield Home Care");
	text_is(ev.summary, "Unit Cost: -18.50");
}

static void a_service_planned_to_end_after_the_period_is_open(void **state)
{
	take(*state, HEAD ",Service Type\n" WHO ",Service,2025-02-24,2025-05-30,Long Term Support: Prison\n");
	assert_int_equal(table_event(*state, "service/7/2025-02-24/long-term-support-prison/").status,
		ES_IN_PROGRESS);
}

static void both_releases_tell_of_one_service(void **state)
{
	struct table_desk *d = *state;

	take(d, HEAD ",Service Type,Service Component\n"
		"903,2025-03-31,8,Carer,Service,2025-02-24,,Carer Support: Direct to Carer,Home Support\n"
		"903,2025-06-30,8,Unpaid carer,Service,2025-02-24,2025-05-30,"
		"Unpaid carer support: Direct to unpaid carer,Home support or domiciliary care\n");
	assert_int_equal(table_events(d), 1);
	text_is(table_event(d, "service/8/2025-02-24/carer/carer-support-direct-to-carer/home-support").ends_on,
		"2025-05-30");
}

static struct event review(struct table_desk *d, const char *reason)
{
	char text[600];

	snprintf(text, sizeof text, HEAD ",Review Reason\n" WHO ",Review,2025-03-24,2025-03-28,%s\n", reason);
	take(d, text);
	return table_event(d, "review/7/2025-03-24/2025-03-28");
}

#define REASON "review/7/2025-03-24/2025-03-28/reason"

static void a_planned_review_tells_of_nothing_else(void **state)
{
	struct event ev = review(*state, "Planned");

	assert_int_equal(ev.kind, EV_REVIEW);
	text_is(ev.instrument, "CA-REVIEW");
	text_is(ev.title, "Review: Planned");
	text_is(ev.resets, NULL);
	assert_false(table_has_event(*state, REASON));
}

static void a_review_after_hospital_tells_of_an_admission(void **state)
{
	struct event ev = review(*state, "Unplanned - Hospital (Planned and unplanned episodes)");

	text_is(ev.resets, "HEALTH;MEDS;NUTRI;PCARE;CONT;MOBIL;SKIN;COGN");
	ev = table_event(*state, REASON);
	assert_int_equal(ev.kind, EV_ADMISSION);
	text_is(ev.starts_on, "2025-03-24");
	text_is(ev.ends_on, "2025-03-24"); /* nobody is shown as in hospital on a guess */
}

static void a_carer_related_review_tells_of_a_breakdown(void **state)
{
	review(*state, "Unplanned - Carer related");
	assert_int_equal(table_event(*state, REASON).kind, EV_CHANGE);
	text_is(table_event(*state, REASON).code, "carer_breakdown");
}

static void a_provider_failure_is_a_change(void **state)
{
	review(*state, "Unplanned: Provider failure");
	assert_int_equal(table_event(*state, REASON).kind, EV_CHANGE);
	text_is(table_event(*state, REASON).code, "provider_failure");
	assert_int_equal(((struct table_desk *)*state)->batch.notes.n, 0);
}

static void a_safeguarding_review_tells_of_a_concern(void **state)
{
	review(*state, "Unplanned - Safeguarding concern");
	assert_int_equal(table_event(*state, REASON).kind, EV_CONCERN);
}

static void another_unplanned_review_tells_of_nothing_else(void **state)
{
	review(*state, "Unplanned - Change in Commissioning arrangements");
	assert_false(table_has_event(*state, REASON));
}

static void a_carers_review_is_about_the_carer(void **state)
{
	struct event ev;

	take(*state, HEAD ",Review Reason\n903,2025-03-31,8,Carer,Review,2025-03-24,2025-03-28,Planned\n");
	ev = table_event(*state, "review/8/2025-03-24/2025-03-28/carer");
	text_is(ev.subject, "carer");
	text_is(ev.instrument, "CA-CARER");
}

/* One event -------------------------------------------------------------------------- */

#define ASSESSED "assessment/7/2025-01-20/2025-02-14/long-term-assessment"

static const char *outcome_of_two(void **state, const char *first, const char *second)
{
	char text[800];

	snprintf(text, sizeof text, HEAD ",Assessment Type,Event Outcome,Event Description\n%s\n%s\n", first, second);
	take(*state, text);
	assert_int_equal(table_events(*state), 1);
	table_noted(*state, "DHSC's rule");
	return table_event(*state, ASSESSED).outcome;
}

#define OF(period, outcome, description) \
	"903," period ",7,Service User,Assessment,2025-01-20,2025-02-14,Long Term Assessment," outcome "," description

static void of_two_rows_the_latest_period_stands(void **state)
{
	text_is(outcome_of_two(state, OF("2025-06-30", "NFA - Deceased", ""),
		OF("2025-03-31", "Progress to Support Planning / Services", "")), "NFA - Deceased");
}

static void of_one_period_the_foremost_outcome_stands(void **state)
{
	text_is(outcome_of_two(state, OF("2025-03-31", "Progress to Support Planning / Services", ""),
		OF("2025-03-31", "NFA - Support declined", "")), "Progress to Support Planning / Services");
}

static void of_one_outcome_the_conversation_stands(void **state)
{
	text_is(outcome_of_two(state, OF("2025-03-31", "NFA: Other", "Initial conversation"),
		OF("2025-03-31", "NFA- Other", "")), "NFA: Other");
}

static void of_equal_rows_the_newest_stands(void **state)
{
	text_is(outcome_of_two(state, OF("2025-03-31", "NFA: Other", ""), OF("2025-03-31", "NFA- Other", "")),
		"NFA- Other");
}

static void an_open_service_stands_before_an_ended_one(void **state)
{
	take(*state, HEAD ",Service Type\n" WHO ",Service,2025-02-24,,Long Term Support: Community\n"
		WHO ",Service,2025-02-24,2025-03-01,Long Term Support: Community\n");
	assert_int_equal(table_events(*state), 1);
	text_is(table_event(*state, "service/7/2025-02-24/long-term-support-community/").ends_on, NULL);
}

static void another_council_person_or_type_is_another_event(void **state)
{
	take(*state, HEAD ",Assessment Type\n"
		"903,,7,Service User,Assessment,2025-01-20,2025-02-14,Long Term Assessment\n"
		"904,,7,Service User,Assessment,2025-01-20,2025-02-14,Long Term Assessment\n"
		"903,,8,Service User,Assessment,2025-01-20,2025-02-14,Long Term Assessment\n"
		"903,,7,Service User,Assessment,2025-01-20,2025-02-14,Short Term Assessment\n"
		"903,,7,Carer,Assessment,2025-01-20,2025-02-14,Long Term Assessment\n"
		"903,,7,Service User,Assessment,2025-01-20,2025-02-15,Long Term Assessment\n");
	assert_int_equal(table_events(*state), 6);
	assert_int_equal(table_people(*state), 3);
}

static void an_id_with_a_semicolon_breaks_no_list(void **state)
{
	take(*state, HEAD "\n903,,7;8,Service User,Request,2025-01-06,2025-01-07\n");
	text_is(table_event(*state, "request/7,8/2025-01-06/2025-01-07").local_id, "7;8");
}

/* Requests --------------------------------------------------------------------------- */

static void requests_within_four_days_are_one(void **state)
{
	struct event ev;

	take(*state, HEAD ",Request: Route of Access,Event Outcome\n"
		WHO ",Request,2025-01-11,2025-01-13,Discharge from Hospital,Progress to Assessment\n"
		WHO ",Request,2025-01-06,2025-01-07,Prison,NFA- Other\n"
		WHO ",Request,2025-01-18,2025-01-18,Self-Funder,NFA- Other\n");
	assert_int_equal(table_events(*state), 2);
	ev = table_event(*state, "request/7/2025-01-06/2025-01-07");
	text_is(ev.starts_on, "2025-01-06");
	text_is(ev.ends_on, "2025-01-13");
	text_is(ev.responded_on, "2025-01-13");
	text_is(ev.title, "Request for support: Discharge from Hospital");
	text_is(ev.outcome, "Progress to Assessment");
	text_is(ev.parts, "request/7/2025-01-06/2025-01-07;request/7/2025-01-11/2025-01-13");
	text_is(table_event(*state, "request/7/2025-01-18/2025-01-18").parts, NULL);
	table_noted(*state, "NHS England's rule");
}

static void a_request_inside_another_shortens_nothing(void **state)
{
	take(*state, HEAD "\n"
		WHO ",Request,2025-01-06,2025-01-30\n"
		WHO ",Request,2025-01-07,2025-01-08\n"
		WHO ",Request,2025-02-03,2025-02-03\n");
	assert_int_equal(table_events(*state), 1);
	text_is(table_event(*state, "request/7/2025-01-06/2025-01-30").ends_on, "2025-02-03");
}

static void a_carers_request_is_not_that_of_the_person(void **state)
{
	take(*state, HEAD "\n"
		WHO ",Request,2025-01-06,2025-01-07\n"
		"903,2025-03-31,7,Carer,Request,2025-01-08,2025-01-08\n");
	assert_int_equal(table_events(*state), 2);
}

/* People ----------------------------------------------------------------------------- */

#define PERSON_HEAD HEAD ",NHS Number,Last Name,Postcode\n"

static void details_are_those_of_the_latest_period(void **state)
{
	struct record r;

	take(*state, PERSON_HEAD
		"903,2025-06-30,7,Service User,Request,2025-05-06,2025-05-07,,Okafor,LS99 9ZX\n"
		"903,2025-03-31,7,Service User,Request,2025-01-06,2025-01-07,9990000018,Ocafor,LS99 9ZZ\n");
	assert_int_equal(table_people(*state), 1);
	r = table_person(*state, "LA-903", "7");
	text_is(r.field[RF_FAMILY_NAME], "Okafor");
	text_is(r.field[RF_POSTCODE], "LS99 9ZX");
	text_is(r.field[RF_NHS_NUMBER], "9990000018");
}

static void a_need_is_gone_once_a_later_period_says_no(void **state)
{
	take(*state, HEAD ",Hearing Impairment\n903,2025-06-30,7,Service User,Request,2025-05-06,2025-05-07,No\n"
		"903,2025-03-31,7,Service User,Request,2025-01-06,2025-01-07,Yes\n"
		"903,2025-06-30,8,Service User,Request,2025-05-06,2025-05-07,\n"
		"903,2025-03-31,8,Service User,Request,2025-01-06,2025-01-07,Yes\n");
	text_is(table_person(*state, "LA-903", "7").field[RF_COMMUNICATION_NEEDS], NULL);
	text_is(table_person(*state, "LA-903", "8").field[RF_COMMUNICATION_NEEDS], "Hearing impairment");
}

static void a_person_known_by_nhs_number_alone_is_taken(void **state)
{
	take(*state, PERSON_HEAD "903,,,Service User,Request,2025-01-06,2025-01-07,999 000 0018,Okafor,\n");
	text_is(table_person(*state, "LA-903", "NHS-9990000018").field[RF_FAMILY_NAME], "Okafor");
}

static void two_nhs_numbers_of_one_person_are_told(void **state)
{
	take(*state, PERSON_HEAD
		"903,2025-06-30,7,Service User,Request,2025-05-06,2025-05-07,9990000018,Okafor,\n"
		"903,2025-03-31,7,Service User,Request,2025-01-06,2025-01-07,9990001235,Okafor,\n");
	text_is(table_person(*state, "LA-903", "7").field[RF_NHS_NUMBER], "9990000018");
	table_rejected(*state, 2, "NHS Number", "differs between rows");
}

static void a_birth_date_with_a_slip_hides_nobody(void **state)
{
	take(*state, HEAD ",Date of Birth\n" WHO ",Request,2025-01-06,2025-01-07,1943-13-07\n"
		WHO ",Request,2025-02-06,2025-02-07,1943-13-07\n");
	text_is(table_person(*state, "LA-903", "7").field[RF_DATE_OF_BIRTH], "1943-13-07");
	assert_int_equal(((struct table_desk *)*state)->batch.rejects.n, 1);
	table_rejected(*state, 2, "Date of Birth", "is no date");
}

static void of_a_death_as_much_is_said_as_is_known(void **state)
{
	take(*state, HEAD ",Date of Death\n" WHO ",Service,2025-01-06,,2025-02\n"
		"903,2025-03-31,8,Service User,Service,2025-01-06,,Yes\n"
		"903,2025-03-31,9,Service User,Service,2025-01-06,,soon\n");
	text_is(table_person(*state, "LA-903", "7").field[RF_DATE_OF_DEATH], "2025-02");
	text_is(table_person(*state, "LA-903", "8").field[RF_DATE_OF_DEATH], "yes");
	text_is(table_person(*state, "LA-903", "9").field[RF_DATE_OF_DEATH], NULL);
	table_rejected(*state, 4, "Date of Death", "is no date");
	assert_int_equal(((struct table_desk *)*state)->batch.rejects.n, 1);
}

static void a_carer_by_association_is_a_person_and_a_note_on_either_side(void **state)
{
	struct event ev;

	take(*state, HEAD ",Adult 1 Linked Person_ID,Adult 2 Linked Person_ID\n"
		WHO ",Request,2025-01-06,2025-01-07,,\n"
		"903,2025-03-31,20,Carer known by association,,,,7,99\n");
	assert_int_equal(table_people(*state), 2);
	ev = table_event(*state, "cares/20/7/carer");
	text_is(ev.local_id, "20");
	text_is(ev.title, "Unpaid carer of LA-903:7");
	text_is(ev.starts_on, "2025-03-31");
	assert_int_equal(ev.kind, EV_NOTE);
	ev = table_event(*state, "cares/20/7/adult");
	text_is(ev.local_id, "7");
	text_is(ev.title, "Has an unpaid carer: LA-903:20");
	assert_true(table_has_event(*state, "cares/20/99/carer"));
	assert_false(table_has_event(*state, "cares/20/99/adult")); /* nobody of these files */
	assert_int_equal(((struct table_desk *)*state)->batch.rejects.n, 0);
}

static void a_carers_own_rows_tell_whom_they_care_for(void **state)
{
	take(*state, HEAD ",Adult 1 Linked Person_ID\n"
		"903,2025-03-31,20,Carer,Request,2025-01-06,2025-01-07,7\n"
		"903,2025-06-30,20,Carer,Request,2025-05-06,2025-05-07,7\n");
	text_is(table_event(*state, "cares/20/7/carer").starts_on, "2025-06-30");
	assert_int_equal(table_events(*state), 3);
}

/* Set aside -------------------------------------------------------------------------- */

static void what_cannot_be_read_is_set_aside_with_its_line(void **state)
{
	take(*state, HEAD ",Event Description\n"
		WHO ",Request,2025-01-06,2025-01-07,\"two\nlines\"\n"
		",,7,Service User,Request,2025-01-06,2025-01-07,\n"
		"903,,,Service User,Request,2025-01-06,2025-01-07,\n"
		"903,,7,,Request,2025-01-06,2025-01-07,\n"
		"903,,7,Neighbour,Request,2025-01-06,2025-01-07,\n"
		WHO ",,2025-01-06,2025-01-07,\n"
		WHO ",Telephone call,2025-01-06,2025-01-07,\n"
		WHO ",Request,,2025-01-07,\n"
		WHO ",Request,06/13/2025,2025-01-07,\n"
		WHO ",Assessment,2025-01-06,,\n"
		WHO ",Assessment,2025-01-06,soon,\n"
		"903,2025-03-31,20,Carer known by association,,,,\n");
	table_rejected(*state, 4, "LA Code", "is missing");
	table_rejected(*state, 5, "LA Person Unique Identifier", "is missing");
	table_rejected(*state, 6, "Client Type", "is missing");
	table_rejected(*state, 7, "Client Type", "is none of");
	table_rejected(*state, 8, "Event Type", "is missing");
	table_rejected(*state, 9, "Event Type", "is none of");
	table_rejected(*state, 10, "Event Start Date", "is missing");
	table_rejected(*state, 11, "Event Start Date", "is no date");
	table_rejected(*state, 12, "Event End Date", "only a service may still be open");
	table_rejected(*state, 13, "Event End Date", "is no date");
	table_rejected(*state, 14, "Adult 1 Linked Person_ID", "is missing");
	assert_int_equal(((struct table_desk *)*state)->batch.rejects.n, 11);
	assert_int_equal(table_events(*state), 1);
}

static void an_end_before_the_start_is_left_out_and_told(void **state)
{
	take(*state, HEAD "\n" WHO ",Assessment,2025-02-14,2025-01-20\n");
	text_is(table_event(*state, "assessment/7/2025-02-14//").ends_on, NULL);
	table_noted(*state, "line 2: Event End Date lies before the start");
}

/* Whose rows ------------------------------------------------------------------------- */

static void each_council_is_an_agency_of_adult_care(void **state)
{
	take(*state, HEAD ",LA_Name\n" WHO ",Request,2025-01-06,2025-01-07,Eastshire\n"
		"904,,7,Service User,Request,2025-01-06,2025-01-07,\n");
	text_is(table_agency(*state, "LA-903")->name, "Eastshire");
	text_is(table_agency(*state, "LA-903")->sector, "adult_care");
	text_is(table_agency(*state, "LA-904")->name, "Council 904");
}

static void the_agency_that_is_given_holds_the_rows(void **state)
{
	struct table_desk d;

	(void)state;
	table_desk_open(&d, &FORMAT_CLD, "ASC");
	assert_int_equal(table_give(&d, "a.csv", HEAD "\n" WHO ",Request,2025-01-06,2025-01-07\n"
		",,8,Service User,Request,2025-01-06,2025-01-07\n"), ST_OK);
	table_finish(&d);
	table_person(&d, "ASC", "7");
	table_person(&d, "ASC", "8");
	assert_int_equal(d.batch.refs.n, 1);
	text_is(d.batch.refs.v[0].ref, "urn:cld:la-code:903");
	table_desk_close(&d);
}

static void one_agency_never_stands_for_two_councils(void **state)
{
	struct table_desk d;

	(void)state;
	table_desk_open(&d, &FORMAT_CLD, "ASC");
	assert_int_equal(table_give(&d, "a.csv", HEAD "\n" WHO ",Request,2025-01-06,2025-01-07\n"
		"904,,7,Service User,Request,2025-01-06,2025-01-07\n"), ST_OK);
	assert_int_equal(table_finish(&d), ST_FORMAT);
	assert_non_null(strstr(d.err.text, "2 councils"));
	table_desk_close(&d);
}

/* Files ------------------------------------------------------------------------------ */

static void the_format_is_known_by_its_header(void **state)
{
	static const char OTHER[] = "local_id,family_name\n";
	struct batch b = {0};

	(void)state;
	assert_true(FORMAT_CLD.recognise(&b, "x.csv", HEAD "\n", sizeof HEAD));
	assert_true(FORMAT_CLD.recognise(&b, "x", "\xef\xbb\xbf" HEAD, sizeof HEAD + 2));
	assert_false(FORMAT_CLD.recognise(&b, "x.csv", OTHER, strlen(OTHER)));
	assert_false(FORMAT_CLD.recognise(&b, "x.csv", "", 0));
}

static void a_header_that_lacks_a_column_refuses_the_file(void **state)
{
	struct table_desk *d = *state;

	assert_int_equal(table_give(d, "a.csv", "LA Code,Client Type,Event Type,Event Start Date\n"), ST_FORMAT);
	assert_non_null(strstr(d->err.text, "LA Person Unique Identifier"));
}

static void carriage_returns_and_windows_letters_are_read(void **state)
{
	struct table_desk *d = *state;

	take(d, HEAD ",Last Name\r\n" WHO ",Request,2025-01-06,2025-01-07,N\xf8rgaard\r\n");
	text_is(table_person(d, "LA-903", "7").field[RF_FAMILY_NAME], "N\xc3\xb8rgaard");
	table_noted(d, "Windows-1252");
}

static void a_file_that_changes_between_the_readings_refuses_the_run(void **state)
{
	struct table_desk *d = *state;
	FILE *f;

	assert_int_equal(table_give(d, "a.csv", HEAD "\n" WHO ",Request,2025-01-06,2025-01-07\n"
		WHO ",Request,2025-02-06,2025-02-07\n"), ST_OK);
	f = fopen(d->path[0], "wb");
	assert_non_null(f);
	fputs(HEAD "\n" WHO ",Request,2025-01-06,2025-01-07\n", f);
	fclose(f);
	assert_int_equal(table_finish(d), ST_FORMAT);
	assert_non_null(strstr(d->err.text, "changed while it was read"));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(both_spellings_of_the_header_in_any_case),
		CASE(columns_that_nobody_knows_are_named),
		CASE(the_text_null_is_nothing),
		CASE(dates_in_uk_order_and_with_times_are_the_same_dates),
		CASE(a_spreadsheets_own_numbers_of_days_are_dates),
		CASE(an_id_that_a_spreadsheet_wrote_is_the_same_in_names_and_ties),
		CASE(a_row_of_the_text_null_alone_is_none),
		CASE(needs_are_said_before_one_speaks_with_the_person),
		CASE(a_long_term_assessment_is_a_care_act_assessment),
		CASE(a_short_term_assessment_is_a_proportionate_one),
		CASE(a_financial_assessment_is_a_financial_one),
		CASE(a_carers_assessment_is_about_the_carer),
		CASE(a_carers_short_assessment_goes_less_deep),
		CASE(an_assessment_type_that_nobody_knows_is_told),
		CASE(a_service_without_an_end_is_open),
		CASE(a_service_planned_to_end_after_the_period_is_open),
		CASE(both_releases_tell_of_one_service),
		CASE(a_planned_review_tells_of_nothing_else),
		CASE(a_review_after_hospital_tells_of_an_admission),
		CASE(a_carer_related_review_tells_of_a_breakdown),
		CASE(a_provider_failure_is_a_change),
		CASE(a_safeguarding_review_tells_of_a_concern),
		CASE(another_unplanned_review_tells_of_nothing_else),
		CASE(a_carers_review_is_about_the_carer),
		CASE(of_two_rows_the_latest_period_stands),
		CASE(of_one_period_the_foremost_outcome_stands),
		CASE(of_one_outcome_the_conversation_stands),
		CASE(of_equal_rows_the_newest_stands),
		CASE(an_open_service_stands_before_an_ended_one),
		CASE(another_council_person_or_type_is_another_event),
		CASE(an_id_with_a_semicolon_breaks_no_list),
		CASE(requests_within_four_days_are_one),
		CASE(a_request_inside_another_shortens_nothing),
		CASE(a_carers_request_is_not_that_of_the_person),
		CASE(details_are_those_of_the_latest_period),
		CASE(a_need_is_gone_once_a_later_period_says_no),
		CASE(a_person_known_by_nhs_number_alone_is_taken),
		CASE(two_nhs_numbers_of_one_person_are_told),
		CASE(a_birth_date_with_a_slip_hides_nobody),
		CASE(of_a_death_as_much_is_said_as_is_known),
		CASE(a_carer_by_association_is_a_person_and_a_note_on_either_side),
		CASE(a_carers_own_rows_tell_whom_they_care_for),
		CASE(what_cannot_be_read_is_set_aside_with_its_line),
		CASE(an_end_before_the_start_is_left_out_and_told),
		CASE(each_council_is_an_agency_of_adult_care),
		CASE(the_agency_that_is_given_holds_the_rows),
		CASE(one_agency_never_stands_for_two_councils),
		CASE(the_format_is_known_by_its_header),
		CASE(a_header_that_lacks_a_column_refuses_the_file),
		CASE(carriage_returns_and_windows_letters_are_read),
		CASE(a_file_that_changes_between_the_readings_refuses_the_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
