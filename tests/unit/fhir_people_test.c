/* Patient → records: one at each agency, and what each field is taken from. */
#include <stdio.h>
#include <string.h>

#include "fhir_desk.h"

#define AGENCY(id, name) "{'resourceType':'Organization','id':'" id "','name':'" name "'}"
#define CONTACT(id, person, agency) "{'resourceType':'Encounter','id':'" id "','status':'finished'," \
	"'class':{'code':'AMB'},'subject':{'reference':'" person "'}," \
	"'period':{'start':'2025-03-01'},'serviceProvider':{'reference':'Organization/" agency "'}}"

static const char *field(const struct fhir_desk *d, enum record_field f)
{
	return d->batch.people.n ? d->batch.people.v[0].field[f] : "nobody";
}

static void each_agency_with_events_gets_its_own_record(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", "{'resourceType':'Patient','id':'p'},{'resourceType':'Patient','id':'q'},"
		AGENCY("a", "North") "," AGENCY("b", "South") "," CONTACT("e", "Patient/p", "a") ","
		CONTACT("f", "Patient/p", "b") "," CONTACT("g", "Patient/p", "a") ","
		CONTACT("h", "Patient/q", "a"));
	desk_finish(d);
	assert_string_equal(desk_people(d), "NORTH:p g1, SOUTH:p g1, NORTH:q g2");
}

static void a_patient_without_events_belongs_to_their_manager(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", AGENCY("a", "North") ",{'resourceType':'Patient','id':'p',"
		"'managingOrganization':{'reference':'Organization/a'}},{'resourceType':'Patient','id':'q'}");
	desk_finish(d);
	assert_string_equal(desk_people(d), "NORTH:p g1, UNKNOWN:q g2");
}

static void a_patient_that_replaces_another_is_the_same_person(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", AGENCY("a", "North") ",{'resourceType':'Patient','id':'p'},"
		"{'resourceType':'Patient','id':'q','link':[{'type':'replaces',"
		"'other':{'reference':'Patient/p'}}]},{'resourceType':'Patient','id':'r','link':["
		"{'type':'seealso','other':{'reference':'Patient/p'}}]},"
		CONTACT("e", "Patient/p", "a") "," CONTACT("f", "Patient/q", "a") ","
		CONTACT("g", "Patient/r", "a"));
	desk_finish(d);
	assert_string_equal(desk_people(d), "NORTH:p g1, NORTH:q g1, NORTH:r g3");
}

static void a_patient_sent_again_counts_once_and_the_last_wins(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", AGENCY("a", "North") ",{'resourceType':'Patient','id':'p',"
		"'birthDate':'1943-07-03'}," CONTACT("e", "Patient/p", "a"));
	desk_bundle(d, "b.json", "{'resourceType':'Patient','id':'p','birthDate':'1943-07-04'}");
	desk_finish(d);
	assert_string_equal(desk_people(d), "NORTH:p g1");
	assert_string_equal(field(d, RF_DATE_OF_BIRTH), "1943-07-04");
}

static void two_senders_may_call_two_people_by_one_id(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", AGENCY("a", "North") ",{'resourceType':'Patient','id':'1',"
		"'birthDate':'1943-07-03','name':[{'family':'Okafor'}]}," CONTACT("e", "Patient/1", "a"));
	desk_bundle(d, "b.json", AGENCY("b", "South") ",{'resourceType':'Patient','id':'1',"
		"'birthDate':'1971-01-20','name':[{'family':'Reed'}]}," CONTACT("f", "Patient/1", "b"));
	desk_finish(d);
	assert_string_equal(desk_people(d), "NORTH:1 g1, SOUTH:1 g2");
}

static void two_files_may_use_one_urn_for_two_people(void **state)
{
	struct fhir_desk *d = *state;
	static const char *const PERSON[] = {"p", "q"};
	size_t i;

	for (i = 0; i < 2; i++) {
		char text[600];

		snprintf(text, sizeof text, "{'resourceType':'Bundle','entry':["
			"{'fullUrl':'urn:uuid:1','resource':{'resourceType':'Patient','id':'%s'}},"
			"{'fullUrl':'urn:uuid:2','resource':{'resourceType':'Encounter','id':'of-%s',"
			"'status':'finished','class':{'code':'AMB'},'subject':{'reference':'urn:uuid:1'},"
			"'period':{'start':'2025-03-01'}}}]}", PERSON[i], PERSON[i]);
		desk_take(d, i ? "b.json" : "a.json", text);
	}
	desk_finish(d);
	assert_string_equal(desk_find(d, "Encounter/of-p")->local_id, "p");
	assert_string_equal(desk_find(d, "Encounter/of-q")->local_id, "q");
}

static void an_event_of_nobody_is_set_aside(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", "{'resourceType':'Encounter','id':'e','status':'finished',"
		"'period':{'start':'2025-03-01'}}");
	desk_finish(d);
	assert_string_equal(desk_reject(d), "a.json:0 subject: it names no person (Encounter/e)");
}

static void a_person_of_an_earlier_run_is_named_by_id(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", AGENCY("a", "North") "," CONTACT("e", "Patient/p", "a"));
	desk_finish(d);
	assert_string_equal(desk_find(d, "Encounter/e")->local_id, "p");
	assert_int_equal(d->batch.people.n, 0);
}

#define VISIT(id, subject, more) "{'resourceType':'Encounter','id':'" id "','status':'finished'," \
	"'class':{'code':'AMB'},'subject':" subject "," more "'period':{'start':'2025-03-01'}," \
	"'serviceProvider':{'reference':'Organization/a'}}"

static void five_shapes_of_a_reference_name_one_person(void **state)
{
	struct fhir_desk *d = *state;
	static const char *const SHAPES[] = {"r", "u", "v", "c", "i", "l"};
	size_t i;

	desk_take(d, "a.json", "{'resourceType':'Bundle','type':'collection','entry':["
		"{'fullUrl':'urn:uuid:0b1','resource':{'resourceType':'Patient','id':'p','identifier':["
		"{'system':'https://x.org/ids','value':'A 1'}]}},"
		"{'resource':" AGENCY("a", "North") "},"
		"{'resource':" VISIT("r", "{'reference':'Patient/p'}", "") "},"
		"{'resource':" VISIT("u", "{'reference':'https://x.org/fhir/Patient/p/_history/2'}", "") "},"
		"{'resource':" VISIT("v", "{'reference':'urn:uuid:0b1'}", "") "},"
		"{'resource':" VISIT("c", "{'reference':'Patient?identifier=https://x.org/ids%7CA%201'}", "") "},"
		"{'resource':" VISIT("i", "{'reference':'#me'}", "'contained':[{'resourceType':'Patient',"
			"'id':'me','identifier':[{'system':'https://x.org/ids','value':'A 1'}]}],") "},"
		"{'resource':" VISIT("l", "{'identifier':{'system':'https://x.org/ids','value':'A 1'}}", "")
		"}]}");
	desk_finish(d);
	assert_int_equal(d->batch.rejects.n, 0);
	for (i = 0; i < sizeof SHAPES / sizeof *SHAPES; i++) {
		char ref[40];

		snprintf(ref, sizeof ref, "Encounter/%s", SHAPES[i]);
		assert_non_null(desk_find(d, ref));
		assert_string_equal(desk_find(d, ref)->local_id, "p");
	}
	assert_string_equal(desk_people(d), "NORTH:p g1");
}

static void an_identifier_of_nobody_sets_the_event_aside(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", AGENCY("a", "North") ","
		VISIT("c", "{'reference':'Patient?identifier=https://x.org/ids|A1'}", ""));
	desk_finish(d);
	assert_string_equal(desk_reject(d),
		"a.json:0 subject: nobody whom this agency has sent has that identifier (Encounter/c)");
}

#define CONSENT(id, whose, day, provision) "{'resourceType':'Consent','id':'" id "'," \
	"'status':'active','scope':{'coding':[{'code':'patient-privacy'}]}," \
	"'patient':{'reference':'Patient/p'},'dateTime':'" day "'," whose "'provision':{" provision "}}"
#define BY(agency) "'organization':[{'reference':'Organization/" agency "'}],"

static void the_newest_consent_of_an_agency_is_in_its_record(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", AGENCY("a", "North") "," AGENCY("b", "South") ","
		"{'resourceType':'Patient','id':'p'}," CONTACT("e", "Patient/p", "a") ","
		CONSENT("1", BY("a"), "2025-03-01", "'type':'deny'") ","
		CONSENT("2", BY("a"), "2025-01-01", "'type':'permit'") ","
		CONSENT("3", BY("b"), "2025-04-01T09:00:00Z",
			"'type':'permit','period':{'end':'2026-04-01'}") ","
		"{'resourceType':'Consent','id':'4','status':'draft','patient':{'reference':'Patient/p'}}");
	desk_finish(d);
	assert_string_equal(desk_people(d), "NORTH:p g1, SOUTH:p g1");
	assert_string_equal(field(d, RF_CONSENT), "refused on 2025-03-01");
	assert_string_equal(d->batch.people.v[1].field[RF_CONSENT], "given on 2025-04-01 until 2026-04-01");
	assert_true(desk_notes(d, "1 Consent (not in force)"));
}

/* Fields --------------------------------------------------------------------------- */

static void uk_core_number_names_address_and_phone(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "p.json", "{'resourceType':'Patient','id':'p','meta':{'lastUpdated':"
		"'2025-03-01T10:00:00Z'},'identifier':[{'system':'https://fhir.nhs.uk/Id/nhs-number',"
		"'value':'999 000 0018','extension':[{'url':'https://fhir.hl7.org.uk/StructureDefinition/"
		"Extension-UKCore-NHSNumberVerificationStatus','valueCodeableConcept':{'coding':[{'code':'01'}]}}]},"
		"{'system':'https://north.nhs.uk/ids;x=1','value':'77%'}],"
		"'name':[{'use':'nickname','given':['Gracie']},"
		"{'use':'official','family':'Okafor','given':['Grace','Ngozi']},"
		"{'use':'maiden','family':'Eze'}],'gender':'female','birthDate':'1943-07-03',"
		"'address':[{'use':'old','line':['1 Old Rd'],'city':'Leeds'},"
		"{'use':'home','line':['2 Mid Rd'],'period':{'start':'2001-01-01'}},"
		"{'use':'home','line':['3 New Rd','Flat 2'],'city':'Leeds','postalCode':'LS6 2AB',"
		"'period':{'start':'2020-01-01'}}],"
		"'telecom':[{'system':'phone','use':'work','value':'0113 496 0001'},"
		"{'system':'phone','use':'mobile','value':'07700 900001'},"
		"{'system':'email','value':'g@example.org'}],"
		"'generalPractitioner':[{'display':'Mill Lane Surgery'}],"
		"'communication':[{'language':{'coding':[{'display':'Igbo'}]},'preferred':true}]}");
	desk_finish(d);
	assert_string_equal(field(d, RF_NHS_NUMBER), "999 000 0018");
	assert_string_equal(field(d, RF_NHS_NUMBER_STATUS), "01");
	assert_string_equal(field(d, RF_OTHER_IDS), "https://north.nhs.uk/ids%3Bx%3D1=77%25");
	assert_string_equal(field(d, RF_FAMILY_NAME), "Okafor");
	assert_string_equal(field(d, RF_GIVEN_NAME), "Grace Ngozi");
	assert_string_equal(field(d, RF_PREFERRED_NAME), "Gracie");
	assert_string_equal(field(d, RF_OTHER_NAMES), "Gracie;Eze");
	assert_string_equal(field(d, RF_SEX), "F");
	assert_string_equal(field(d, RF_DATE_OF_BIRTH), "1943-07-03");
	assert_string_equal(field(d, RF_ADDRESS), "3 New Rd, Flat 2");
	assert_string_equal(field(d, RF_TOWN), "Leeds");
	assert_string_equal(field(d, RF_POSTCODE), "LS6 2AB");
	assert_string_equal(field(d, RF_PHONE), "07700 900001");
	assert_string_equal(field(d, RF_EMAIL), "g@example.org");
	assert_string_equal(field(d, RF_GP_PRACTICE), "Mill Lane Surgery");
	assert_string_equal(field(d, RF_LANGUAGE), "Igbo");
	assert_string_equal(field(d, RF_UPDATED_AT), "2025-03-01T10:00:00Z");
}

static void verification_in_words_is_its_number(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "p.json", "{'resourceType':'Patient','id':'p','identifier':[{'system':"
		"'https://fhir.nhs.uk/Id/nhs-number','value':'9990000018','extension':[{'url':"
		"'https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-"
		"NHSNumberVerificationStatus-1','valueCodeableConcept':{'coding':[{'code':"
		"'number-present-but-not-traced'}]}}]}]}");
	desk_finish(d);
	assert_string_equal(field(d, RF_NHS_NUMBER_STATUS), "02");
}

static void placeholders_and_log_in_names_are_no_identifiers(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "p.json", "{'resourceType':'Patient','id':'p','identifier':["
		"{'system':'http://x.org/ssn','value':'000-00-0000'},"
		"{'system':'http://x.org/mrn','value':'Unknown'},"
		"{'system':'urn:x:account:username','value':'grace'},"
		"{'system':'http://x.org/mrn','value':'A7'}]}");
	desk_finish(d);
	assert_string_equal(field(d, RF_OTHER_IDS), "http://x.org/mrn=A7");
}

static void a_name_that_is_only_text_ends_with_the_family(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "p.json", "{'resourceType':'Patient','id':'p','gender':'unknown',"
		"'name':[{'text':'Grace Ngozi Okafor'}],'deceasedDateTime':'2025-02-03T10:00:00Z'}");
	desk_finish(d);
	assert_string_equal(field(d, RF_FAMILY_NAME), "Okafor");
	assert_string_equal(field(d, RF_GIVEN_NAME), "Grace Ngozi");
	assert_string_equal(field(d, RF_DATE_OF_DEATH), "2025-02-03");
	assert_null(field(d, RF_SEX));
}

static void a_year_of_birth_or_a_month_of_death_is_kept_as_it_is(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "p.json", "{'resourceType':'Patient','id':'p','birthDate':'1943','deceasedDateTime':'2025-02'}");
	desk_finish(d);
	assert_string_equal(field(d, RF_DATE_OF_BIRTH), "1943");
	assert_string_equal(field(d, RF_DATE_OF_DEATH), "2025-02");
}

static void a_birth_date_that_is_none_is_left_out_and_said(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "p.json", "{'resourceType':'Patient','id':'p','birthDate':'1943-13'}");
	desk_finish(d);
	assert_null(field(d, RF_DATE_OF_BIRTH));
	assert_true(desk_notes(d, "Patient/p in p.json: its birth date is no date"));
}

static void a_death_without_a_date_is_kept_without_one(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "p.json", "{'resourceType':'Patient','id':'p','deceasedBoolean':true}");
	desk_finish(d);
	assert_string_equal(field(d, RF_DATE_OF_DEATH), DEATH_UNDATED);
}

static void nobody_has_died_who_is_said_to_live(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "p.json", "{'resourceType':'Patient','id':'p','deceasedBoolean':false}");
	desk_finish(d);
	assert_null(field(d, RF_DATE_OF_DEATH));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(each_agency_with_events_gets_its_own_record),
		desk_test(a_patient_without_events_belongs_to_their_manager),
		desk_test(a_patient_that_replaces_another_is_the_same_person),
		desk_test(a_patient_sent_again_counts_once_and_the_last_wins),
		desk_test(two_senders_may_call_two_people_by_one_id),
		desk_test(two_files_may_use_one_urn_for_two_people),
		desk_test(an_event_of_nobody_is_set_aside),
		desk_test(a_person_of_an_earlier_run_is_named_by_id),
		desk_test(five_shapes_of_a_reference_name_one_person),
		desk_test(an_identifier_of_nobody_sets_the_event_aside),
		desk_test(the_newest_consent_of_an_agency_is_in_its_record),
		desk_test(uk_core_number_names_address_and_phone),
		desk_test(verification_in_words_is_its_number),
		desk_test(placeholders_and_log_in_names_are_no_identifiers),
		desk_test(a_name_that_is_only_text_ends_with_the_family),
		desk_test(a_year_of_birth_or_a_month_of_death_is_kept_as_it_is),
		desk_test(a_birth_date_that_is_none_is_left_out_and_said),
		desk_test(a_death_without_a_date_is_kept_without_one),
		desk_test(nobody_has_died_who_is_said_to_live),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
