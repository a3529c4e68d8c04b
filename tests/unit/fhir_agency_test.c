/* Which agency a resource comes from, what one agency is, and its code. */
#include <stdio.h>
#include <string.h>

#include "fhir_desk.h"

#define PATIENT "{'resourceType':'Patient','id':'p'}"
#define ORGANISATION(id, name) "{'resourceType':'Organization','id':'" id "','name':'" name "'}"
#define IDENTIFIED(id, name, value) "{'resourceType':'Organization','id':'" id "','name':'" name "'," \
	"'identifier':[{'system':'http://x.org/ids','value':'" value "'}]}"
#define ODS "https://fhir.nhs.uk/Id/ods-organization-code"
/* A score; rest: more members, each with its comma before it. */
#define SCORE(id, rest) "{'resourceType':'Observation','id':'" id "','status':'final'," \
	"'code':{'coding':[{'system':'http://loinc.org','code':'55758-7'}]}," \
	"'subject':{'reference':'Patient/p'},'effectiveDateTime':'2025-03-01'" rest "}"
#define CONTACT(id, rest) "{'resourceType':'Encounter','id':'" id "','status':'finished'," \
	"'class':{'code':'AMB'},'subject':{'reference':'Patient/p'}," \
	"'period':{'start':'2025-03-01'}" rest "}"

static void assert_agency(struct fhir_desk *d, const char *ref, const char *code)
{
	const struct event *e = desk_find(d, ref);

	assert_non_null(e);
	assert_string_equal(e->agency_code, code);
}

static void its_encounters_provider_comes_first(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "North") "," ORGANISATION("b", "South") ","
		CONTACT("e", ",'serviceProvider':{'reference':'Organization/a'}") ","
		SCORE("x", ",'encounter':{'reference':'Encounter/e'},"
			"'performer':[{'reference':'Organization/b'}]"));
	desk_finish(d);
	assert_agency(d, "Observation/x", "NORTH");
}

static void then_an_organisation_among_the_performers_wherever_it_stands(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "North") "," ORGANISATION("b", "South") ","
		"{'resourceType':'PractitionerRole','id':'r','organization':{'reference':'Organization/a'}},"
		SCORE("x", ",'performer':[{'reference':'PractitionerRole/r'},"
			"{'reference':'Organization/b'}]"));
	desk_finish(d);
	assert_agency(d, "Observation/x", "SOUTH");
}

static void then_the_organisation_of_a_role(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "North") ","
		"{'resourceType':'Practitioner','id':'w','name':[{'family':'Obi','given':['Jo']}]},"
		"{'resourceType':'PractitionerRole','id':'r','organization':{'reference':'Organization/a'},"
		"'practitioner':{'reference':'Practitioner/w'},'code':[{'text':'Nurse'}]},"
		SCORE("x", ",'performer':[{'reference':'PractitionerRole/r'}]"));
	desk_finish(d);
	assert_agency(d, "Observation/x", "NORTH");
	assert_string_equal(desk_find(d, "Observation/x")->practitioner, "Jo Obi");
	assert_string_equal(desk_find(d, "Observation/x")->role, "Nurse");
}

#define WORKER "{'resourceType':'Practitioner','id':'w','name':[{'text':'Jo Obi'}]}"
#define ROLE(id, agency) "{'resourceType':'PractitionerRole','id':'" id "'," \
	"'practitioner':{'reference':'Practitioner/w'}," \
	"'organization':{'reference':'Organization/" agency "'}}"

static void then_the_only_role_of_the_practitioner(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "North") "," WORKER "," ROLE("r", "a") ","
		SCORE("x", ",'performer':[{'reference':'Practitioner/w'}]"));
	desk_finish(d);
	assert_agency(d, "Observation/x", "NORTH");
}

static void a_practitioner_of_two_agencies_names_none(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "North") "," ORGANISATION("b", "South") ","
		WORKER "," ROLE("r", "a") "," ROLE("s", "b") ","
		SCORE("x", ",'performer':[{'reference':'Practitioner/w'}]"));
	desk_finish(d);
	assert_agency(d, "Observation/x", AGENCY_UNKNOWN);
}

static void then_the_manager_of_the_encounters_episode(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "North") ","
		"{'resourceType':'EpisodeOfCare','id':'c','status':'active',"
		"'patient':{'reference':'Patient/p'},'period':{'start':'2025-01-01'},"
		"'managingOrganization':{'reference':'Organization/a'}},"
		CONTACT("e", ",'episodeOfCare':[{'reference':'EpisodeOfCare/c'}]") ","
		SCORE("x", ",'encounter':{'reference':'Encounter/e'}"));
	desk_finish(d);
	assert_agency(d, "Observation/x", "NORTH");
	assert_agency(d, "EpisodeOfCare/c", "NORTH");
}

static void then_the_author_of_the_answers_it_was_derived_from(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "North") ","
		"{'resourceType':'QuestionnaireResponse','id':'r','status':'completed',"
		"'subject':{'reference':'Patient/p'},'authored':'2025-03-01',"
		"'author':{'reference':'Organization/a'}},"
		SCORE("x", ",'derivedFrom':[{'reference':'QuestionnaireResponse/r'}]"));
	desk_finish(d);
	assert_agency(d, "Observation/x", "NORTH");
}

static void then_the_patients_manager_then_the_runs_agency_then_not_stated(void **state)
{
	struct fhir_desk *d = *state;

	d->batch.agency = "ASC";
	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "North") ","
		"{'resourceType':'Patient','id':'q','managingOrganization':{'reference':'Organization/a'}},"
		SCORE("x", "") ","
		"{'resourceType':'Observation','id':'y','status':'final',"
		"'code':{'coding':[{'system':'http://loinc.org','code':'55758-7'}]},"
		"'subject':{'reference':'Patient/q'},'effectiveDateTime':'2025-03-01'}");
	desk_finish(d);
	assert_agency(d, "Observation/x", "ASC");
	assert_agency(d, "Observation/y", "NORTH");
	/* The run's agency is known already; only what the files tell is staged. */
	assert_int_equal(d->batch.agencies.n, 1);
}

static void not_stated_is_an_agency_of_its_own_name(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," SCORE("x", ""));
	desk_finish(d);
	assert_agency(d, "Observation/x", AGENCY_UNKNOWN);
	assert_string_equal(d->batch.agencies.v[0].agency.name, "Not stated");
}

static void a_visit_of_nobody_is_that_of_the_agency_its_place_is_called_after(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "North Hospital") ","
		"{'resourceType':'Location','id':'l','name':'North hospital'},"
		CONTACT("e", ",'location':[{'location':{'reference':'Location/l'}}]"));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "NORTH-HOSPITAL");
}

static void a_shared_identifier_makes_one_agency_of_two_names(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," IDENTIFIED("a", "North", "N1") ","
		IDENTIFIED("b", "North Trust", "N1") ","
		CONTACT("e", ",'serviceProvider':{'reference':'Organization/a'}") ","
		CONTACT("f", ",'serviceProvider':{'reference':'Organization/b'}"));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "N1");
	assert_agency(d, "Encounter/f", "N1");
	assert_int_equal(d->batch.agencies.n, 1);
}

static void two_identifiers_make_two_agencies_of_one_name(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," IDENTIFIED("a", "North", "N1") ","
		IDENTIFIED("b", "North", "N2") ","
		CONTACT("e", ",'serviceProvider':{'reference':'Organization/a'}") ","
		CONTACT("f", ",'serviceProvider':{'reference':'Organization/b'}"));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "N1");
	assert_agency(d, "Encounter/f", "N2");
}

static void one_without_identifiers_is_the_only_agency_of_its_name(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("b", "Café  NORTH") ","
		IDENTIFIED("a", "cafe north", "N1") ","
		CONTACT("e", ",'serviceProvider':{'reference':'Organization/b'}") ","
		CONTACT("f", ",'serviceProvider':{'display':'Cafe-North'}"));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "N1");
	assert_agency(d, "Encounter/f", "N1");
}

static void the_ods_code_is_preferred_to_an_earlier_identifier(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT ","
		"{'resourceType':'Organization','id':'a','name':'Leeds','identifier':["
		"{'system':'http://x.org/ids','value':'77'},{'system':'" ODS "','value':'rr8'}],"
		"'telecom':[{'system':'phone','value':'0113 496 0000'}]},"
		CONTACT("e", ",'serviceProvider':{'reference':'Organization/a'}"));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "RR8");
	assert_string_equal(d->batch.agencies.v[0].agency.ods_code, "rr8");
	assert_string_equal(d->batch.agencies.v[0].agency.sector, "nhs");
	assert_string_equal(d->batch.agencies.v[0].agency.phone, "0113 496 0000");
}

static void an_agency_without_a_type_is_of_the_sector_that_its_name_or_its_code_says(void **state)
{
	static const struct { const char *organization, *sector; } OF[] = {
		{"'name':'Leeds City Council Adult Social Care','identifier':[{'system':'" ODS "','value':'212'}]", "adult_care"},
		{"'name':'Leeds','identifier':[{'system':'" ODS "','value':'212'}]", "local_authority"},
		{"'name':'Sunny Care Home','identifier':[{'system':'" ODS "','value':'VM123'}]", "care"},
		{"'name':'Sunny','identifier':[{'system':'" ODS "','value':'VM123'}]", "care"},
		{"'name':'Sheffield Children NHS Foundation Trust'", "nhs"},
		{"'name':'West Yorkshire Police'", "police"},
		{"'name':'Eastshire Council'", "local_authority"},
		{"'name':'Eastshire Council for Voluntary Service'", "voluntary"},
		{"'name':'Riverside'", "other"},
	};
	struct fhir_desk *d = *state;

	for (size_t i = 0; i < sizeof OF / sizeof *OF; i++) {
		char text[900];

		snprintf(text, sizeof text, "%s,{'resourceType':'Organization','id':'a',%s},%s", PATIENT, OF[i].organization,
			CONTACT("e", ",'serviceProvider':{'reference':'Organization/a'}"));
		desk_bundle(d, "a.json", text);
		desk_finish(d);
		assert_string_equal(d->batch.agencies.v[d->batch.agencies.n - 1].agency.sector, OF[i].sector);
		(void)desk_close(state);
		assert_int_equal(desk_open(state), 0);
		d = *state;
	}
}

static void a_code_is_upper_case_and_what_it_cannot_hold_is_a_dash(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "Mill Lane (GP), No. 2") ","
		CONTACT("e", ",'serviceProvider':{'reference':'Organization/a'}"));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "MILL-LANE--GP---NO--2");
}

static void two_agencies_whose_codes_come_out_alike_are_told_apart(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "St. Ann") "," IDENTIFIED("b", "Other", "St  Ann") ","
		CONTACT("e", ",'serviceProvider':{'reference':'Organization/a'}") ","
		CONTACT("f", ",'serviceProvider':{'reference':'Organization/b'}"));
	desk_finish(d);
	assert_string_not_equal(desk_find(d, "Encounter/e")->agency_code,
		desk_find(d, "Encounter/f")->agency_code);
	assert_true(desk_notes(d, "Two agencies would have the code"));
}

static void an_organisation_with_the_code_of_the_run_is_that_agency(void **state)
{
	struct fhir_desk *d = *state;

	d->batch.agency = "NORTH";
	desk_bundle(d, "a.json", PATIENT "," ORGANISATION("a", "North") ","
		CONTACT("e", ",'serviceProvider':{'reference':'Organization/a'}") "," SCORE("x", ""));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "NORTH");
	assert_agency(d, "Observation/x", "NORTH");
}

/* References ------------------------------------------------------------------ */

static void a_conditional_reference_finds_its_organisation_in_another_file(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "p.json", PATIENT ","
		CONTACT("e", ",'serviceProvider':{'display':'North','reference':"
			"'Organization?identifier=http%3A%2F%2Fx.org%2Fids%7CN1'}"));
	desk_bundle(d, "hospitalInformation.json", IDENTIFIED("a", "North Hospital", "N1"));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "N1");
	assert_string_equal(d->batch.agencies.v[0].agency.name, "North Hospital");
}

static void a_conditional_reference_to_nobody_still_names_its_agency(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "p.json", PATIENT ","
		CONTACT("e", ",'serviceProvider':{'display':'North','reference':"
			"'Organization?identifier=http://x.org/ids|N1'}"));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "N1");
	assert_string_equal(d->batch.agencies.v[0].agency.name, "North");
}

static void an_identifier_alone_refers(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "p.json", PATIENT ","
		CONTACT("e", ",'serviceProvider':{'identifier':{'system':'" ODS "','value':'RR8'}}"));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "RR8");
}

static void an_identifier_of_an_organisation_among_performers_names_it(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "p.json", PATIENT ","
		SCORE("x", ",'performer':[{'identifier':{'system':'http://x.org/people','value':'7'}},"
			"{'identifier':{'system':'" ODS "','value':'212'},'display':'Council'}]") ","
		SCORE("y", ",'performer':[{'type':'Organization','display':'South'}]"));
	desk_finish(d);
	assert_agency(d, "Observation/x", "212");
	assert_agency(d, "Observation/y", "SOUTH");
}

static void a_urn_refers_to_the_full_url(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "a.json", "{'entry':["
		"{'fullUrl':'urn:uuid:0001','resource':{'id':'p','resourceType':'Patient'}},"
		"{'fullUrl':'urn:uuid:0002','resource':{'name':'North','resourceType':'Organization'}},"
		"{'fullUrl':'urn:uuid:0003','resource':{'id':'e','status':'finished','class':{'code':'AMB'},"
		"'subject':{'reference':'urn:uuid:0001'},'period':{'start':'2025-03-01'},"
		"'serviceProvider':{'reference':'urn:uuid:0002'},'resourceType':'Encounter'}}],"
		"'type':'transaction','resourceType':'Bundle'}");
	desk_finish(d);
	assert_string_equal(desk_event(d, "Encounter/e"), "NORTH contact completed 2025-03-01/- -");
	assert_string_equal(desk_people(d), "NORTH:p g1");
}

static void an_address_refers_to_its_own_server(void **state)
{
	struct fhir_desk *d = *state;

	desk_take(d, "a.json", "{'resourceType':'Bundle','entry':["
		"{'fullUrl':'https://x.org/fhir/Patient/p','resource':{'resourceType':'Patient','id':'p'}},"
		"{'fullUrl':'https://x.org/fhir/Organization/1','resource':{'resourceType':'Organization',"
		"'id':'1','name':'North'}},"
		"{'fullUrl':'https://x.org/fhir/Encounter/e','resource':" CONTACT("e",
			",'serviceProvider':{'reference':'https://x.org/fhir/Organization/1/_history/2'}") "},"
		"{'fullUrl':'https://x.org/fhir/Encounter/f','resource':" CONTACT("f",
			",'serviceProvider':{'reference':'https://y.org/fhir/Organization/1','display':'South'}")
		"}]}");
	desk_finish(d);
	assert_agency(d, "Encounter/e", "NORTH");
	assert_agency(d, "Encounter/f", "SOUTH");
}

static void what_is_contained_is_known_inside_its_resource(void **state)
{
	struct fhir_desk *d = *state;

	desk_bundle(d, "a.json", PATIENT ","
		CONTACT("e", ",'contained':[{'resourceType':'Organization','id':'o','name':'North'}],"
			"'serviceProvider':{'reference':'#o'}") ","
		CONTACT("f", ",'contained':[{'resourceType':'Organization','id':'o','name':'South'}],"
			"'serviceProvider':{'reference':'#o'}"));
	desk_finish(d);
	assert_agency(d, "Encounter/e", "NORTH");
	assert_agency(d, "Encounter/f", "SOUTH");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		desk_test(its_encounters_provider_comes_first),
		desk_test(then_an_organisation_among_the_performers_wherever_it_stands),
		desk_test(then_the_organisation_of_a_role),
		desk_test(then_the_only_role_of_the_practitioner),
		desk_test(a_practitioner_of_two_agencies_names_none),
		desk_test(then_the_manager_of_the_encounters_episode),
		desk_test(then_the_author_of_the_answers_it_was_derived_from),
		desk_test(then_the_patients_manager_then_the_runs_agency_then_not_stated),
		desk_test(not_stated_is_an_agency_of_its_own_name),
		desk_test(a_visit_of_nobody_is_that_of_the_agency_its_place_is_called_after),
		desk_test(a_shared_identifier_makes_one_agency_of_two_names),
		desk_test(two_identifiers_make_two_agencies_of_one_name),
		desk_test(one_without_identifiers_is_the_only_agency_of_its_name),
		desk_test(the_ods_code_is_preferred_to_an_earlier_identifier),
		desk_test(an_agency_without_a_type_is_of_the_sector_that_its_name_or_its_code_says),
		desk_test(a_code_is_upper_case_and_what_it_cannot_hold_is_a_dash),
		desk_test(two_agencies_whose_codes_come_out_alike_are_told_apart),
		desk_test(an_organisation_with_the_code_of_the_run_is_that_agency),
		desk_test(a_conditional_reference_finds_its_organisation_in_another_file),
		desk_test(a_conditional_reference_to_nobody_still_names_its_agency),
		desk_test(an_identifier_alone_refers),
		desk_test(an_identifier_of_an_organisation_among_performers_names_it),
		desk_test(a_urn_refers_to_the_full_url),
		desk_test(an_address_refers_to_its_own_server),
		desk_test(what_is_contained_is_known_inside_its_resource),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
