/* Kinds, statuses, times, requests and their replies. */
#include <stdio.h>
#include <string.h>

#include "fhir_desk.h"

#define PATIENT "{'resourceType':'Patient','id':'p'}"
#define NORTH "{'resourceType':'Organization','id':'a','name':'North'}"
#define SOUTH "{'resourceType':'Organization','id':'b','name':'South'}"
#define SUBJECT "'subject':{'reference':'Patient/p'}"
#define AT_NORTH "'serviceProvider':{'reference':'Organization/a'}"
#define SOCIAL_CARE "https://fhir.interweavedigital.nhs.uk/CodeSystem/Interweave-SocialCareAssessmentType"

static void take_encounter(struct fhir_desk *d, const char *class, const char *status,
	const char *period)
{
	char text[1024];

	snprintf(text, sizeof text, PATIENT "," NORTH ",{'resourceType':'Encounter','id':'e',"
		"'status':'%s','class':{'code':'%s'}," SUBJECT ",'period':%s," AT_NORTH ","
		"'hospitalization':{'dischargeDisposition':{'text':'Home'}}}", status, class, period);
	desk_bundle(d, "a.json", text);
	desk_finish(d);
}

static void a_stay_is_an_admission_and_a_discharge_at_its_end(void **state)
{
	struct fhir_desk *d = *state;

	take_encounter(d, "IMP", "finished", "{'start':'2025-03-01T10:00:00Z','end':'2025-03-04T12:00:00Z'}");
	assert_string_equal(desk_event(d, "Encounter/e"),
		"NORTH admission completed 2025-03-01T10:00:00Z/2025-03-04T12:00:00Z -");
	assert_string_equal(desk_event(d, "Encounter/e#discharge"),
		"NORTH discharge completed 2025-03-04T12:00:00Z/- -");
	assert_string_equal(desk_find(d, "Encounter/e#discharge")->outcome, "Home");
}

static void a_stay_that_goes_on_has_no_discharge(void **state)
{
	struct fhir_desk *d = *state;

	take_encounter(d, "ACUTE", "in-progress", "{'start':'2025-03-01'}");
	assert_string_equal(desk_event(d, "Encounter/e"), "NORTH admission in-progress 2025-03-01/- -");
	assert_null(desk_find(d, "Encounter/e#discharge"));
}

static void home_health_is_a_service(void **state)
{
	take_encounter(*state, "HH", "finished", "{'start':'2025-03-01','end':'2025-05-01'}");
	assert_string_equal(desk_event(*state, "Encounter/e"),
		"NORTH service completed 2025-03-01/2025-05-01 -");
}

static void any_other_encounter_is_a_contact(void **state)
{
	take_encounter(*state, "EMER", "finished", "{'start':'2025-03-01T23:00:00Z'}");
	assert_string_equal(desk_event(*state, "Encounter/e"),
		"NORTH contact completed 2025-03-01T23:00:00Z/- -");
}

static void an_end_before_the_start_is_left_out_and_said(void **state)
{
	struct fhir_desk *d = *state;

	take_encounter(d, "IMP", "finished", "{'start':'2025-03-02','end':'2020-03-04'}");
	assert_string_equal(desk_event(d, "Encounter/e"), "NORTH admission completed 2025-03-02/- -");
	assert_null(desk_find(d, "Encounter/e#discharge"));
	assert_true(desk_notes(d, "Encounter/e in a.json: its end is before the start"));
	assert_int_equal(d->batch.rejects.n, 0);
}

static void a_month_is_no_day_to_put_an_event_on(void **state)
{
	take_encounter(*state, "AMB", "finished", "{'start':'2025-03'}");
	assert_string_equal(desk_reject(*state),
		"a.json:0 period: a year or month is no day to put this on (Encounter/e)");
}

static void the_thirtieth_of_february_is_no_date(void **state)
{
	take_encounter(*state, "AMB", "finished", "{'start':'2025-02-30'}");
	assert_string_equal(desk_reject(*state),
		"a.json:0 period: no date of the calendar (Encounter/e)");
}

static void no_date_at_all_is_a_reject(void **state)
{
	take_encounter(*state, "AMB", "finished", "{}");
	assert_string_equal(desk_reject(*state), "a.json:0 date: it has no date (Encounter/e)");
}

/* Each on a day of its own, so that none folds into another. */
static void take_observation(struct fhir_desk *d, const char *status, int day)
{
	char text[700];

	snprintf(text, sizeof text, "{'resourceType':'Observation','id':'%s','status':'%s',"
		"'code':{'coding':[{'system':'http://loinc.org','code':'72106-8'}]}," SUBJECT ","
		"'effectiveDateTime':'2025-03-%02d'}", status, status, day);
	desk_take(d, "one.json", text);
}

static void statuses_are_those_of_the_table(void **state)
{
	static const struct { const char *sent, *shown; } PAIRS[] = {
		{"final", "completed"}, {"amended", "completed"}, {"corrected", "completed"},
		{"completed", "completed"}, {"finished", "completed"}, {"unknown", "completed"},
		{"preliminary", "in-progress"}, {"in-progress", "in-progress"},
		{"on-hold", "in-progress"}, {"stopped", "in-progress"}, {"registered", "planned"},
		{"preparation", "planned"}, {"planned", "planned"}, {"requested", "planned"},
		{"accepted", "planned"}, {"not-done", "cancelled"}, {"cancelled", "cancelled"},
		{"aborted", "cancelled"}, {"entered-in-error", "entered-in-error"},
	};
	struct fhir_desk *d = *state;
	size_t i;

	desk_take(d, "p.json", PATIENT);
	for (i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++)
		take_observation(d, PAIRS[i].sent, (int)i + 1);
	desk_finish(d);
	for (i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
		char ref[60];

		snprintf(ref, sizeof ref, "Observation/%s", PAIRS[i].sent);
		assert_non_null(desk_find(d, ref));
		assert_string_equal(EVENT_STATUS_NAMES[desk_find(d, ref)->status], PAIRS[i].shown);
	}
}

static void a_status_that_fhir_does_not_have_is_said(void **state)
{
	struct fhir_desk *d = *state;

	take_encounter(d, "AMB", "over", "{'start':'2025-03-01'}");
	assert_true(desk_notes(d, "\"over\""));
}

static void plans_and_warnings_take_their_place(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH ","
		"{'resourceType':'CarePlan','id':'c','status':'active','intent':'plan'," SUBJECT ","
		"'title':'Stay at home','period':{'start':'2025-03-01'},"
		"'author':{'reference':'Organization/a'}},"
		"{'resourceType':'Flag','id':'f','status':'active'," SUBJECT ","
		"'code':{'text':'Two workers at each visit'},'period':{'start':'2025-02-01'},"
		"'author':{'reference':'Organization/a'}},"
		"{'resourceType':'Condition','id':'x'," SUBJECT "},"
		"{'resourceType':'Goal','id':'g'," SUBJECT "}");
	desk_finish(d);
	assert_string_equal(desk_event(d, "CarePlan/c"), "NORTH plan in-progress 2025-03-01/- -");
	assert_string_equal(desk_find(d, "CarePlan/c")->title, "Stay at home");
	assert_string_equal(desk_event(d, "Flag/f"), "NORTH warning in-progress 2025-02-01/- -");
	assert_int_equal(d->batch.events.n, 2);
	assert_true(desk_notes(d, "1 Condition, 1 Goal"));
}

static void a_label_of_confidentiality_restricts_its_event(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH ","
		"{'resourceType':'Flag','id':'f','status':'active'," SUBJECT ",'code':{'text':'Risk'},"
		"'meta':{'security':[{'system':'http://terminology.hl7.org/CodeSystem/v3-Confidentiality',"
		"'code':'R'}]},'period':{'start':'2025-02-01'},'author':{'reference':'Organization/a'}}");
	desk_finish(d);
	assert_string_equal(desk_find(d, "Flag/f")->sensitivity, "restricted");
}

static void what_gives_no_words_is_called_by_its_code(void **state)
{
	static const char FLAG[] = "{'resourceType':'Flag','id':'%s','status':'active'," SUBJECT ",'period':{'start':'2025-02-01'},"
		"'author':{'reference':'Organization/a'},'code':{'coding':[{'code':'%s'}]}}";
	char one[400], other[400], text[1600];
	struct fhir_desk *d = *state;

	snprintf(one, sizeof one, FLAG, "f", "NVU");
	snprintf(other, sizeof other, FLAG, "g", "RNENG");
	snprintf(text, sizeof text, PATIENT "," NORTH ",%s,%s,{'resourceType':'Task','id':'t','status':'completed','for':{'reference':'Patient/p'},"
		"'owner':{'reference':'Organization/a'},'authoredOn':'2025-03-01','code':{'coding':[{'system':'" SOCIAL_CARE "','code':'OT'}]}}",
		one, other);
	desk_bundle(d, "a.json", text);
	desk_finish(d);
	assert_string_equal(desk_find(d, "Flag/f")->title, "Not to be visited unaccompanied");
	assert_string_equal(desk_find(d, "Flag/g")->title, "Warning: RNENG");
	assert_non_null(strstr(desk_find(d, "Task/t")->title, "Occupational therapy"));
}

static void a_flag_about_safeguarding_is_a_concern(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH ","
		"{'resourceType':'Flag','id':'f','status':'active'," SUBJECT ",'category':[{'coding':[{"
		"'system':'https://fhir.interweavedigital.nhs.uk/CodeSystem/Interweave-RiskCategory',"
		"'code':'SGC'}]}],'code':{'text':'Section 42 enquiry'},'period':{'start':'2025-02-01'},"
		"'author':{'reference':'Organization/a'}},"
		"{'resourceType':'Flag','id':'g','status':'active'," SUBJECT ","
		"'code':{'text':'Adult safeguarding'},'period':{'start':'2025-02-01'},"
		"'author':{'reference':'Organization/a'}}");
	desk_finish(d);
	assert_string_equal(desk_event(d, "Flag/f"), "NORTH concern in-progress 2025-02-01/- -");
	assert_string_equal(desk_event(d, "Flag/g"), "NORTH concern in-progress 2025-02-01/- -");
}

static void a_care_team_is_who_gives_a_service(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH ","
		"{'resourceType':'CareTeam','id':'t'," SUBJECT ",'managingOrganization':[{"
		"'reference':'Organization/a'}],'participant':[{'member':{'reference':'Patient/p'}},"
		"{'role':[{'text':'Key worker'}],'member':{'reference':'Practitioner/w'}}]},"
		"{'resourceType':'Practitioner','id':'w','name':[{'text':'Jo Obi'}]},"
		"{'resourceType':'CareTeam','id':'u'," SUBJECT "},"
		"{'resourceType':'EpisodeOfCare','id':'e','status':'active','patient':{'reference':"
		"'Patient/p'},'period':{'start':'2025-02-01'},'team':[{'reference':'CareTeam/t'}]}");
	desk_finish(d);
	assert_string_equal(desk_event(d, "EpisodeOfCare/e"), "NORTH service in-progress 2025-02-01/- -");
	assert_string_equal(desk_find(d, "EpisodeOfCare/e")->practitioner, "Jo Obi");
	assert_string_equal(desk_find(d, "EpisodeOfCare/e")->role, "Key worker");
	assert_true(desk_notes(d, "1 CareTeam (of nobody from an agency)"));
}

/* Questionnaires -------------------------------------------------------------- */

#define ANSWERED(id, form) "{'resourceType':'QuestionnaireResponse','id':'" id "'," \
	"'status':'completed'," SUBJECT ",'authored':'2025-03-04','questionnaire':'" form "'," \
	"'author':{'reference':'Organization/a'}"

static void answers_alone_are_an_assessment_of_their_form(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH ","
		ANSWERED("l", "http://loinc.org/q/44249-1") "},"
		ANSWERED("w", "http://loinc.org/93025-5|1.0") "},"
		ANSWERED("f", "https://fhir.interweavedigital.nhs.uk/CodeSystem/"
			"Interweave-SocialCareAssessmentType/OT|2") "},"
		ANSWERED("c", "#q") ",'contained':[{'resourceType':'Questionnaire','id':'q',"
			"'title':'Nerves','code':[{'system':'http://loinc.org','code':'70274-6'}]}]},"
		ANSWERED("x", "https://x.org/Questionnaire/own-form") "}");
	desk_finish(d);
	assert_string_equal(desk_event(d, "QuestionnaireResponse/l"),
		"NORTH assessment completed 2025-03-04/- PHQ9");
	assert_string_equal(desk_event(d, "QuestionnaireResponse/w"),
		"NORTH assessment completed 2025-03-04/- PRAPARE");
	assert_string_equal(desk_event(d, "QuestionnaireResponse/f"),
		"NORTH assessment completed 2025-03-04/- OT-FUNC");
	assert_string_equal(desk_event(d, "QuestionnaireResponse/c"),
		"NORTH assessment completed 2025-03-04/- GAD7");
	assert_string_equal(desk_find(d, "QuestionnaireResponse/c")->title, "Nerves");
	assert_string_equal(desk_event(d, "QuestionnaireResponse/x"),
		"NORTH assessment completed 2025-03-04/- -");
	assert_string_equal(desk_find(d, "QuestionnaireResponse/x")->title, "Questionnaire own-form");
}

/* Social care ----------------------------------------------------------------- */

static void a_social_care_task_is_an_assessment(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH ","
		"{'resourceType':'Task','id':'t','status':'in-progress','for':{'reference':'Patient/p'},"
		"'code':{'coding':[{'system':'" SOCIAL_CARE "','code':'OT'}]},"
		"'executionPeriod':{'start':'2025-03-03'},'authoredOn':'2025-02-20',"
		"'owner':{'reference':'Organization/a'}},"
		"{'resourceType':'Task','id':'u','status':'requested','for':{'reference':'Patient/p'},"
		"'code':{'text':'Ring back'}}");
	desk_finish(d);
	assert_string_equal(desk_event(d, "Task/t"), "NORTH assessment in-progress 2025-03-03/- OT-FUNC");
	assert_null(desk_find(d, "Task/u"));
}

/* Requests ---------------------------------------------------------------------- */

#define REQUEST(status) "{'resourceType':'ServiceRequest','id':'r','status':'" status "'," \
	"'intent':'order'," SUBJECT ",'authoredOn':'2025-03-01','code':{'coding':[" \
	"{'system':'" SOCIAL_CARE "','code':'OT','display':'Occupational therapy'}]}," \
	"'requester':{'reference':'Organization/a'},'performer':[{'reference':'Organization/b'}]}"
#define REPLY(id, status, on) "{'resourceType':'Task','id':'" id "','status':'" status "'," \
	"'basedOn':[{'reference':'ServiceRequest/r'}],'lastModified':'" on "'," \
	"'for':{'reference':'Patient/p'},'owner':{'reference':'Organization/b'}}"

static void a_request_waits_for_the_agency_it_asks(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH "," SOUTH "," REQUEST("active"));
	desk_finish(d);
	assert_string_equal(desk_event(d, "ServiceRequest/r"), "NORTH request planned 2025-03-01/- OT-FUNC");
	assert_string_equal(desk_find(d, "ServiceRequest/r")->to_agency, "SOUTH");
	assert_null(desk_find(d, "ServiceRequest/r")->responded_on);
	/* Both are known to the run, so that the code it asks means something. */
	assert_int_equal(d->batch.agencies.n, 2);
}

static void a_task_that_was_taken_on_answers_the_request(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH "," SOUTH "," REQUEST("active") ","
		REPLY("late", "completed", "2025-03-20T10:00:00Z") ","
		REPLY("asked", "requested", "2025-03-02T10:00:00Z") ","
		REPLY("first", "accepted", "2025-03-05T16:00:00Z"));
	desk_finish(d);
	assert_string_equal(desk_find(d, "ServiceRequest/r")->responded_on, "2025-03-05");
	assert_int_equal(d->batch.events.n, 1);
}

static void a_refusal_is_an_answer(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH "," SOUTH "," REQUEST("active") ","
		REPLY("no", "rejected", "2025-03-05"));
	desk_finish(d);
	assert_string_equal(desk_find(d, "ServiceRequest/r")->responded_on, "2025-03-05");
}

#define ASK(id, status, more) "{'resourceType':'Task','id':'" id "','status':'" status "'," \
	"'intent':'order','for':{'reference':'Patient/p'},'authoredOn':'2025-03-01'," \
	"'lastModified':'2025-03-05T10:00:00Z'," more "'requester':{'reference':'Organization/a'}," \
	"'owner':{'reference':'Organization/b'}}"

static void a_task_from_one_to_another_is_itself_the_request(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH ",{'resourceType':'Organization','id':'b','name':'South'},"
		ASK("t", "requested", "'code':{'text':'Reablement please'},") "," ASK("u", "accepted", "") ","
		ASK("v", "rejected", ""));
	desk_finish(d);
	assert_string_equal(desk_event(d, "Task/t"), "NORTH request planned 2025-03-01/- -");
	assert_string_equal(desk_find(d, "Task/t")->to_agency, "SOUTH");
	assert_string_equal(desk_find(d, "Task/t")->title, "Reablement please");
	assert_null(desk_find(d, "Task/t")->responded_on);
	assert_string_equal(desk_find(d, "Task/u")->title, "Request");
	assert_string_equal(desk_find(d, "Task/u")->responded_on, "2025-03-05");
	assert_string_equal(desk_event(d, "Task/v"), "NORTH request declined 2025-03-01/- -");
	assert_string_equal(desk_find(d, "Task/v")->responded_on, "2025-03-05");
}

static void a_request_to_nobody_asks_whoever_was_given_its_task(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," NORTH ",{'resourceType':'Organization','id':'b','name':'South'},"
		"{'resourceType':'ServiceRequest','id':'s','status':'active','intent':'order'," SUBJECT ","
		"'authoredOn':'2025-03-01','requester':{'reference':'Organization/a'}},"
		ASK("t", "requested", "'focus':{'reference':'ServiceRequest/s'},"));
	desk_finish(d);
	assert_string_equal(desk_find(d, "ServiceRequest/s")->to_agency, "SOUTH");
	assert_null(desk_find(d, "ServiceRequest/s")->responded_on);
	assert_null(desk_find(d, "Task/t"));
}

static void requests_have_statuses_of_their_own(void **state)
{
	static const struct { const char *sent; enum event_status status; } PAIRS[] = {
		{"draft", ES_PLANNED}, {"active", ES_PLANNED}, {"on-hold", ES_PLANNED},
		{"completed", ES_COMPLETED}, {"revoked", ES_CANCELLED}, {"entered-in-error", ES_CANCELLED},
	};
	struct fhir_desk *d = *state;
	char text[400], ref[60];
	size_t i;

	desk_take(d, "p.json", PATIENT);
	for (i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
		snprintf(text, sizeof text, "{'resourceType':'ServiceRequest','id':'%s','status':'%s',"
			SUBJECT ",'authoredOn':'2025-03-01'}", PAIRS[i].sent, PAIRS[i].sent);
		desk_take(d, "r.json", text);
	}
	desk_finish(d);
	for (i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
		snprintf(ref, sizeof ref, "ServiceRequest/%s", PAIRS[i].sent);
		assert_non_null(desk_find(d, ref));
		assert_int_equal(desk_find(d, ref)->status, PAIRS[i].status);
	}
}

static void a_score_keeps_the_digits_that_were_sent(void **state)
{
	static const struct { const char *value, *shown; } SENT[] = {
		{"{'value':7.0}", "7.0"}, {"{'value':7}", "7"}, {"{'v\\u0061lue':7.1}", "7.1"}, {"{'unit':'x','value':-0.50}", "-0.50"},
		{"{ 'value' : 3.149053689654178 }", "3.149053689654178"}, {"{'value':1.5e1}", "1.5e1"},
		{"{'value':12.30,'comparator':'>='}", ">=12.30"}, {"{'comparator':'<','value':5}", "<5"},
		{"{'comparator':'about','value':5}", "5"}, {"{'value':'7.0'}", NULL}, {"{'value':null,'comparator':'<'}", NULL},
	};
	struct fhir_desk *d = *state;
	char text[1024], ref[32];

	desk_take(d, "p.json", PATIENT);
	for (size_t i = 0; i < sizeof SENT / sizeof *SENT; i++) {
		snprintf(text, sizeof text, "{'resourceType':'Observation','id':'o%zu','status':'final'," SUBJECT
			",'category':[{'coding':[{'code':'survey'}]}],'code':{'text':'Score'},"
			"'effectiveDateTime':'2025-03-01','valueQuantity':%s}", i, SENT[i].value);
		desk_take(d, "o.json", text);
	}
	desk_finish(d);
	for (size_t i = 0; i < sizeof SENT / sizeof *SENT; i++) {
		snprintf(ref, sizeof ref, "Observation/o%zu", i);
		assert_non_null(desk_find(d, ref));
		if (SENT[i].shown)
			assert_string_equal(desk_find(d, ref)->score, SENT[i].shown);
		else
			assert_null(desk_find(d, ref)->score);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(a_stay_is_an_admission_and_a_discharge_at_its_end),
		desk_test(a_stay_that_goes_on_has_no_discharge),
		desk_test(home_health_is_a_service),
		desk_test(any_other_encounter_is_a_contact),
		desk_test(an_end_before_the_start_is_left_out_and_said),
		desk_test(a_month_is_no_day_to_put_an_event_on),
		desk_test(the_thirtieth_of_february_is_no_date),
		desk_test(no_date_at_all_is_a_reject),
		desk_test(statuses_are_those_of_the_table),
		desk_test(a_status_that_fhir_does_not_have_is_said),
		desk_test(plans_and_warnings_take_their_place),
		desk_test(a_label_of_confidentiality_restricts_its_event),
		desk_test(what_gives_no_words_is_called_by_its_code),
		desk_test(a_flag_about_safeguarding_is_a_concern),
		desk_test(a_care_team_is_who_gives_a_service),
		desk_test(answers_alone_are_an_assessment_of_their_form),
		desk_test(a_social_care_task_is_an_assessment),
		desk_test(a_request_waits_for_the_agency_it_asks),
		desk_test(a_task_that_was_taken_on_answers_the_request),
		desk_test(a_refusal_is_an_answer),
		desk_test(a_task_from_one_to_another_is_itself_the_request),
		desk_test(a_request_to_nobody_asks_whoever_was_given_its_task),
		desk_test(requests_have_statuses_of_their_own),
		desk_test(a_score_keeps_the_digits_that_were_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
