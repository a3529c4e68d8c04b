/* What arrives as several resources and is one assessment; and what is not. */
#include "fhir_desk.h"

#define PATIENT "{'resourceType':'Patient','id':'p'}"
#define TWO_AGENCIES "{'resourceType':'Organization','id':'a','name':'North'}," \
	"{'resourceType':'Organization','id':'b','name':'South'}"
#define VISIT(id, agency) "{'resourceType':'Encounter','id':'" id "','status':'finished'," \
	"'class':{'code':'AMB'},'subject':{'reference':'Patient/p'}," \
	"'period':{'start':'2025-03-01T09:00:00Z','end':'2025-03-01T11:00:00Z'}," \
	"'serviceProvider':{'reference':'Organization/" agency "'}}"
#define SNOMED(code) "'code':{'coding':[{'system':'http://snomed.info/sct','code':'" code "'}]}"
#define LOINC(code) "'code':{'coding':[{'system':'http://loinc.org','code':'" code "'}]}"
#define OF_P "'subject':{'reference':'Patient/p'}"
#define SURVEY "'category':[{'coding':[{'code':'survey'}]}]"
#define BY(agency) "'performer':[{'reference':'Organization/" agency "'}]"
#define DONE_BY(agency) "'performer':[{'actor':{'reference':'Organization/" agency "'}}]"
/* rest: more members, each with its comma before it */
#define OBSERVATION(id, code, at, rest) "{'resourceType':'Observation','id':'" id "'," \
	"'status':'final'," LOINC(code) "," OF_P ",'effectiveDateTime':'" at "'" rest "}"
#define PROCEDURE(id, code, from, to, rest) "{'resourceType':'Procedure','id':'" id "'," \
	"'status':'completed'," SNOMED(code) "," OF_P "," \
	"'performedPeriod':{'start':'" from "','end':'" to "'}" rest "}"

#define PHQ2_SCORE "55758-7"
#define PHQ9_SCORE "44261-6"
#define PHQ2_DONE "454711000124102"
#define DEPRESSION_SCREENING "171207006"
#define MMSE_PANEL "72107-6"
#define MMSE_SCORE "72106-8"
#define BIMS_PANEL "52491-8"

static void procedure_and_score_of_one_encounter_are_one(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES "," VISIT("e", "a") ","
		PROCEDURE("x", PHQ2_DONE, "2025-03-01T09:10:00Z", "2025-03-01T09:20:00Z",
			",'encounter':{'reference':'Encounter/e'}") ","
		OBSERVATION("y", PHQ2_SCORE, "2025-03-01T10:00:00Z",
			",'encounter':{'reference':'Encounter/e'},'valueQuantity':{'value':3}"));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 1);
	assert_string_equal(desk_event(d, "Observation/y"),
		"NORTH assessment completed 2025-03-01T09:10:00Z/2025-03-01T10:00:00Z PHQ2");
	assert_string_equal(desk_find(d, "Observation/y")->parts, "Observation/y;Procedure/x");
	assert_string_equal(desk_find(d, "Observation/y")->score, "3");
}

static void two_encounters_of_one_agency_on_one_day_are_one_assessment(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		VISIT("e", "a") "," VISIT("f", "a") ","
		OBSERVATION("x", PHQ2_SCORE, "2025-03-01T09:10:00Z",
			",'encounter':{'reference':'Encounter/e'}") ","
		OBSERVATION("y", PHQ2_SCORE, "2025-03-01T15:00:00Z",
			",'encounter':{'reference':'Encounter/f'}"));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 1);
}

static void an_encounter_that_was_not_sent_still_holds_its_parts_together(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		OBSERVATION("x", PHQ2_SCORE, "2025-03-01T09:10:00Z",
			"," BY("a") ",'encounter':{'reference':'Encounter/unseen'}") ","
		OBSERVATION("y", PHQ2_SCORE, "2025-03-01T15:00:00Z",
			"," BY("b") ",'encounter':{'reference':'Encounter/unseen'}"));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 1);
}

static void two_agencies_on_one_day_are_two_assessments(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		OBSERVATION("x", PHQ2_SCORE, "2025-03-01T09:10:00Z", "," BY("a")) ","
		OBSERVATION("y", PHQ2_SCORE, "2025-03-01T15:00:00Z", "," BY("b")));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 2);
	assert_null(desk_find(d, "Observation/x")->parts);
}

static void the_day_is_the_local_one_as_written(void **state)
{
	struct fhir_desk *d = *state;

	/* The same instant apart by three hours, on two days where it was written. */
	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		OBSERVATION("x", PHQ2_SCORE, "2025-03-01T23:00:00+10:00", "," BY("a")) ","
		OBSERVATION("y", PHQ2_SCORE, "2025-03-02T02:00:00+10:00", "," BY("a")));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 2);
}

static void two_people_never_share_an_assessment(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT ",{'resourceType':'Patient','id':'q'}," TWO_AGENCIES ","
		OBSERVATION("x", PHQ2_SCORE, "2025-03-01T09:10:00Z", "," BY("a")) ","
		"{'resourceType':'Observation','id':'y','status':'final'," LOINC(PHQ2_SCORE) ","
		"'subject':{'reference':'Patient/q'},'effectiveDateTime':'2025-03-01',"
		BY("a") "}");
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 2);
}

static void a_score_within_a_procedures_period_belongs_to_it_across_days(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		PROCEDURE("x", PHQ2_DONE, "2025-03-01T23:50:00Z", "2025-03-02T00:20:00Z", "," DONE_BY("b")) ","
		OBSERVATION("y", PHQ2_SCORE, "2025-03-02T00:20:00Z", "," BY("a")));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 1);
	assert_string_equal(desk_event(d, "Observation/y"),
		"NORTH assessment completed 2025-03-01T23:50:00Z/2025-03-02T00:20:00Z PHQ2");
}

static void a_score_after_a_procedures_period_stands_alone(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		PROCEDURE("x", PHQ2_DONE, "2025-03-01T23:50:00Z", "2025-03-02T00:20:00Z", "," DONE_BY("a")) ","
		OBSERVATION("y", PHQ2_SCORE, "2025-03-02T00:20:01Z", "," BY("a")));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 2);
}

static void a_screening_goes_into_the_tool_that_was_used(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		PROCEDURE("x", DEPRESSION_SCREENING, "2025-03-01T09:00:00Z", "2025-03-01T09:05:00Z",
			"," DONE_BY("a")) ","
		PROCEDURE("y", DEPRESSION_SCREENING, "2025-03-01T09:05:00Z", "2025-03-01T09:15:00Z",
			"," DONE_BY("a")) ","
		OBSERVATION("z", PHQ9_SCORE, "2025-03-01T09:30:00Z", "," BY("a")));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 1);
	assert_string_equal(desk_event(d, "Observation/z"),
		"NORTH assessment completed 2025-03-01T09:00:00Z/2025-03-01T09:30:00Z PHQ9");
}

static void a_screening_goes_into_the_first_of_several_tools(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		PROCEDURE("x", DEPRESSION_SCREENING, "2025-03-01T09:00:00Z", "2025-03-01T09:05:00Z",
			"," DONE_BY("a")) ","
		OBSERVATION("y", PHQ9_SCORE, "2025-03-01T09:30:00Z", "," BY("a")) ","
		OBSERVATION("z", PHQ2_SCORE, "2025-03-01T09:20:00Z", "," BY("a")));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 2);
	assert_string_equal(desk_find(d, "Observation/z")->parts, "Observation/z;Procedure/x");
	assert_null(desk_find(d, "Observation/y")->parts);
}

static void a_screening_at_another_agency_stands_alone(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		PROCEDURE("x", DEPRESSION_SCREENING, "2025-03-01T09:00:00Z", "2025-03-01T09:05:00Z",
			"," DONE_BY("b")) ","
		OBSERVATION("z", PHQ2_SCORE, "2025-03-01T09:20:00Z", "," BY("a")));
	desk_finish(d);
	assert_string_equal(desk_event(d, "Procedure/x"),
		"SOUTH assessment completed 2025-03-01T09:00:00Z/2025-03-01T09:05:00Z DEPSCR");
}

static void members_go_into_their_panel_and_give_no_time(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		OBSERVATION("panel", MMSE_PANEL, "2025-03-02", "," BY("a") ",'hasMember':["
			"{'reference':'Observation/score'},{'reference':'Observation/item'}]") ","
		OBSERVATION("score", MMSE_SCORE, "2025-03-01", "," BY("a") ",'valueInteger':22") ","
		OBSERVATION("item", "1-1", "2025-03-05", "," BY("a") "," SURVEY));
	desk_finish(d);
	assert_int_equal(d->batch.events.n, 1);
	assert_string_equal(desk_event(d, "Observation/item"),
		"NORTH assessment completed 2025-03-02/- MMSE");
	assert_string_equal(desk_find(d, "Observation/item")->parts,
		"Observation/item;Observation/panel;Observation/score;holds:Observation/item;holds:Observation/score");
	assert_string_equal(desk_find(d, "Observation/item")->score, "22");
}

static void a_member_with_another_instrument_stands_for_itself(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		OBSERVATION("panel", BIMS_PANEL, "2025-03-02", "," BY("a") ",'hasMember':["
			"{'reference':'Observation/score'}]") ","
		OBSERVATION("score", MMSE_SCORE, "2025-03-02", "," BY("a")));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 2);
}

static void an_item_of_two_panels_does_not_join_them(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		OBSERVATION("m", MMSE_PANEL, "2025-03-02", "," BY("a") ",'hasMember':["
			"{'reference':'Observation/item'}]") ","
		OBSERVATION("b", BIMS_PANEL, "2025-03-02", "," BY("a") ",'hasMember':["
			"{'reference':'Observation/item'}]") ","
		OBSERVATION("item", "1-1", "2025-03-02", "," BY("a") "," SURVEY));
	desk_finish(d);
	assert_int_equal(desk_count(d, EV_ASSESSMENT), 2);
	assert_string_equal(desk_find(d, "Observation/b")->parts, "Observation/b;Observation/item;holds:Observation/item");
}

static void panels_that_hold_each_other_are_one(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		OBSERVATION("x", MMSE_PANEL, "2025-03-02", "," BY("a") ",'hasMember':["
			"{'reference':'Observation/y'}]") ","
		OBSERVATION("y", MMSE_SCORE, "2025-03-02", "," BY("a") ",'hasMember':["
			"{'reference':'Observation/x'}]"));
	desk_finish(d);
	assert_string_equal(desk_event(d, "Observation/x"), "NORTH assessment completed 2025-03-02/- MMSE");
}

static void answers_go_into_the_score_derived_from_them(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		"{'resourceType':'QuestionnaireResponse','id':'r','status':'completed'," OF_P ","
		"'authored':'2020-07-08','questionnaire':'http://example.org/Questionnaire/MDS'},"
		OBSERVATION("y", BIMS_PANEL, "2025-03-01", "," BY("a")
			",'derivedFrom':[{'reference':'QuestionnaireResponse/r'}]"));
	desk_finish(d);
	assert_int_equal(d->batch.events.n, 1);
	assert_string_equal(desk_event(d, "Observation/y"), "NORTH assessment completed 2025-03-01/- BIMS");
	assert_string_equal(desk_find(d, "Observation/y")->parts, "Observation/y;QuestionnaireResponse/r;from:QuestionnaireResponse/r");
}

static void answers_that_only_a_member_was_derived_from_follow_its_panel(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		"{'resourceType':'QuestionnaireResponse','id':'r','status':'completed'," OF_P ","
		"'authored':'2020-07-08'},"
		OBSERVATION("panel", MMSE_PANEL, "2025-03-02", "," BY("a") ",'hasMember':["
			"{'reference':'Observation/score'}]") ","
		OBSERVATION("score", MMSE_SCORE, "2025-03-02", "," BY("a")
			",'derivedFrom':[{'reference':'QuestionnaireResponse/r'}]"));
	desk_finish(d);
	assert_int_equal(d->batch.events.n, 1);
}

static void answers_with_an_instrument_take_in_their_single_items(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		"{'resourceType':'QuestionnaireResponse','id':'r','status':'completed'," OF_P ","
		"'authored':'2025-03-01','questionnaire':'http://loinc.org/q/93025-5|2.1',"
		"'author':{'reference':'Organization/a'}},"
		OBSERVATION("x", "1-1", "2025-03-01", "," BY("a") "," SURVEY
			",'derivedFrom':[{'reference':'QuestionnaireResponse/r'}]") ","
		OBSERVATION("y", "1-2", "2025-03-01", "," BY("a") "," SURVEY
			",'derivedFrom':[{'reference':'QuestionnaireResponse/r'}]"));
	desk_finish(d);
	assert_int_equal(d->batch.events.n, 1);
	assert_string_equal(desk_event(d, "Observation/x"), "NORTH assessment completed 2025-03-01/- PRAPARE");
}

static void a_questionnaires_own_code_says_what_was_assessed(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		"{'resourceType':'QuestionnaireResponse','id':'r','status':'completed'," OF_P ","
		"'authored':'2025-03-01','questionnaire':'http://x.org/Questionnaire/needs',"
		"'author':{'reference':'Organization/a'}},"
		"{'resourceType':'Questionnaire','id':'needs','url':'http://x.org/Questionnaire/needs',"
		"'title':'Needs','code':[{'system':'http://loinc.org','code':'93025-5'}]}");
	desk_finish(d);
	assert_string_equal(desk_event(d, "QuestionnaireResponse/r"),
		"NORTH assessment completed 2025-03-01/- PRAPARE");
	assert_string_equal(desk_find(d, "QuestionnaireResponse/r")->title, "Needs");
}

static void completed_if_any_part_is(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		"{'resourceType':'Procedure','id':'x','status':'in-progress'," SNOMED(PHQ2_DONE) "," OF_P ","
		"'performedDateTime':'2025-03-01'," DONE_BY("a") "},"
		OBSERVATION("y", PHQ2_SCORE, "2025-03-01T10:00:00Z", "," BY("a")));
	desk_finish(d);
	assert_string_equal(desk_event(d, "Observation/y"),
		"NORTH assessment completed 2025-03-01T10:00:00Z/- PHQ2");
}

static void survey_items_of_no_instrument_are_outcomes(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," TWO_AGENCIES ","
		OBSERVATION("x", "72166-2", "2025-03-01", "," BY("a")
			",'valueCodeableConcept':{'text':'Never smoker'}") ","
		OBSERVATION("y", "1-1", "2025-03-01", "," BY("a") "," SURVEY) ","
		OBSERVATION("z", "8302-2", "2025-03-01", "," BY("a")
			",'category':[{'coding':[{'code':'vital-signs'}]}]"));
	desk_finish(d);
	assert_string_equal(desk_event(d, "Observation/x"), "NORTH measure completed 2025-03-01/- -");
	assert_string_equal(desk_find(d, "Observation/x")->outcome, "Never smoker");
	assert_string_equal(desk_event(d, "Observation/y"), "NORTH measure completed 2025-03-01/- -");
	assert_null(desk_find(d, "Observation/z"));
	assert_true(desk_notes(d, "1 Observation (vital signs)"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(procedure_and_score_of_one_encounter_are_one),
		desk_test(two_encounters_of_one_agency_on_one_day_are_one_assessment),
		desk_test(an_encounter_that_was_not_sent_still_holds_its_parts_together),
		desk_test(two_agencies_on_one_day_are_two_assessments),
		desk_test(the_day_is_the_local_one_as_written),
		desk_test(two_people_never_share_an_assessment),
		desk_test(a_score_within_a_procedures_period_belongs_to_it_across_days),
		desk_test(a_score_after_a_procedures_period_stands_alone),
		desk_test(a_screening_goes_into_the_tool_that_was_used),
		desk_test(a_screening_goes_into_the_first_of_several_tools),
		desk_test(a_screening_at_another_agency_stands_alone),
		desk_test(members_go_into_their_panel_and_give_no_time),
		desk_test(a_member_with_another_instrument_stands_for_itself),
		desk_test(an_item_of_two_panels_does_not_join_them),
		desk_test(panels_that_hold_each_other_are_one),
		desk_test(answers_go_into_the_score_derived_from_them),
		desk_test(answers_that_only_a_member_was_derived_from_follow_its_panel),
		desk_test(answers_with_an_instrument_take_in_their_single_items),
		desk_test(a_questionnaires_own_code_says_what_was_assessed),
		desk_test(completed_if_any_part_is),
		desk_test(survey_items_of_no_instrument_are_outcomes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
