/* HMIS folders: whose rows they are, who must be left out, what each becomes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table_desk.h"

#define EXPORT "ExportID,SourceID,ExportDirective,HashStatus\nX,DEMO,2,1\n"
#define ORGANIZATIONS "OrganizationID,OrganizationName,VictimServiceProvider,OrganizationCommonName\n" \
	"O1,Harbor House,0,Harbor\nO2,Safe Door,1,\nO3,River Trust,0,\n"
#define PROJECTS "ProjectID,OrganizationID,ProjectName,ProjectType\n" \
	"P1,O1,Harbor Shelter,1\nP2,O2,Door,3\nP3,O3,River Homes,13\n"
#define ENROLLMENT_HEAD "EnrollmentID,PersonalID,ProjectID,EntryDate,DateDeleted\n"
#define ENROLLMENTS ENROLLMENT_HEAD "E1,C1,P1,2024-01-05,\nE2,C2,P2,2024-02-05,\n"
#define CLIENT_HEAD "PersonalID,FirstName,MiddleName,LastName,NameDataQuality,SSN,SSNDataQuality,DOB,DOBDataQuality,Sex,DateUpdated,DateDeleted\n"
#define CLIENTS CLIENT_HEAD "C1,Ada,Maria,Reyes,1,300120213,1,1980-07-23,1,0,2024-01-06 09:00:00,\n" \
	"C2,Dana,,Hidden,1,300120214,1,1981-07-23,1,1,2024-01-06 09:00:00,\n"

static int open_desk(void **state)
{
	struct table_desk *d = malloc(sizeof *d);

	table_desk_open(d, &FORMAT_HMIS, NULL);
	*state = d;
	return 0;
}

static int close_desk(void **state)
{
	table_desk_close(*state);
	free(*state);
	return 0;
}

static void give(struct table_desk *d, const char *name, const char *text)
{
	if (table_give(d, name, text) != ST_OK)
		fail_msg("%s", d->err.text);
}

static void finish(struct table_desk *d)
{
	if (table_finish(d) != ST_OK)
		fail_msg("%s", d->err.text);
}

static void give_places(struct table_desk *d)
{
	give(d, "x/Export.csv", EXPORT);
	give(d, "x/Organization.csv", ORGANIZATIONS);
	give(d, "x/Project.csv", PROJECTS);
}

/* One more file beside places, enrollments and clients. */
static void take(struct table_desk *d, const char *name, const char *text)
{
	give_places(d);
	give(d, "x/Enrollment.csv", ENROLLMENTS);
	give(d, "x/Client.csv", CLIENTS);
	give(d, name, text);
	finish(d);
}

static void take_clients(struct table_desk *d, const char *text)
{
	give_places(d);
	give(d, "x/Enrollment.csv", ENROLLMENTS);
	give(d, "x/Client.csv", text);
	finish(d);
}

static void text_is(const char *seen, const char *expected)
{
	if (!expected)
		assert_null(seen);
	else
		assert_string_equal(seen ? seen : "(not sent)", expected);
}

/* Nothing that was kept holds these letters. */
static void nothing_tells(const struct table_desk *d, const char *secret)
{
	struct staging *s = d->batch.staging;

	for (size_t i = 0; i < (size_t)s->people; i++) {
		struct record r = staged_person_at(s, i, d->batch.arena);

		for (size_t f = 0; f < RF_COUNT; f++)
			assert_false(r.field[f] && strstr(r.field[f], secret));
		assert_null(strstr(r.local_id, secret));
	}
	for (size_t i = 0; i < (size_t)s->events; i++) {
		struct event ev = staged_event_at(s, i, d->batch.arena);

		if (staged_is_gone(s, true, i))
			continue;
		for (size_t f = 0; f < EVENT_TEXT_COUNT; f++)
			assert_false(event_text(&ev, f) && strstr(event_text(&ev, f), secret));
	}
	for (size_t i = 0; i < s->agencies.n; i++)
		assert_false(s->agencies.v[i].sent.name && strstr(s->agencies.v[i].sent.name, secret));
	for (size_t i = 0; i < d->batch.rejects.n; i++)
		assert_false(staged_reject_at(&d->batch, i).text && strstr(staged_reject_at(&d->batch, i).text, secret));
	for (size_t i = 0; i < d->batch.notes.n; i++)
		assert_null(strstr(d->batch.notes.v[i], secret));
}

/* Places --------------------------------------------------------------------------- */

static void an_organization_is_an_agency_of_housing(void **state)
{
	struct table_desk *d = *state;

	take_clients(d, CLIENTS);
	text_is(table_agency(d, "DEMO-O1")->name, "Harbor House");
	text_is(table_agency(d, "DEMO-O1")->shown_as, "Harbor");
	text_is(table_agency(d, "DEMO-O1")->sector, "housing");
	assert_null(table_agency(d, "DEMO-O3")); /* nobody of theirs is in these files */
}

static void without_an_export_file_the_code_is_still_stable(void **state)
{
	struct table_desk *d = *state;

	give(d, "x/Organization.csv", ORGANIZATIONS);
	give(d, "x/Project.csv", PROJECTS);
	give(d, "x/Enrollment.csv", ENROLLMENTS);
	give(d, "x/Client.csv", CLIENTS);
	finish(d);
	text_is(table_person(d, "HMIS-O1", "C1").field[RF_GIVEN_NAME], "Ada");
}

static void two_exports_keep_their_ids_apart(void **state)
{
	struct table_desk *d = *state;

	give_places(d);
	give(d, "x/Enrollment.csv", ENROLLMENTS);
	give(d, "x/Client.csv", CLIENTS);
	give(d, "y/Export.csv", "ExportID,SourceID,ExportDirective,HashStatus\nX,OTHER,2,1\n");
	give(d, "y/Organization.csv", "OrganizationID,OrganizationName,VictimServiceProvider\nO1,Elsewhere,0\n");
	give(d, "y/Project.csv", PROJECTS);
	give(d, "y/Enrollment.csv", ENROLLMENT_HEAD "E1,C1,P1,2023-01-05,\n");
	give(d, "y/Client.csv", CLIENT_HEAD "C1,Bob,,Stone,1,,,,,1,,\n");
	finish(d);
	text_is(table_person(d, "DEMO-O1", "C1").field[RF_GIVEN_NAME], "Ada");
	text_is(table_person(d, "OTHER-O1", "C1").field[RF_GIVEN_NAME], "Bob");
	assert_int_equal(table_events(d), 2);
}

static void a_folder_without_its_organizations_is_refused(void **state)
{
	struct table_desk *d = *state;

	give(d, "x/Client.csv", CLIENTS);
	assert_int_equal(table_finish(d), ST_FORMAT);
	assert_non_null(strstr(d->err.text, "no Organization.csv"));
}

/* Victim service providers ----------------------------------------------------------- */

static void a_victim_service_provider_is_left_out_wholly(void **state)
{
	struct table_desk *d = *state;

	give_places(d);
	give(d, "x/Enrollment.csv", ENROLLMENTS);
	give(d, "x/Client.csv", CLIENTS);
	give(d, "x/Exit.csv", "ExitID,EnrollmentID,ExitDate,Destination\nX9,E2,soon,435\n");
	give(d, "x/Assessment.csv", "AssessmentID,EnrollmentID,PersonalID,AssessmentDate,AssessmentLevel\nA9,E2,C2,soon,2\n");
	give(d, "x/Event.csv", "EventID,EnrollmentID,EventDate,Event\nV9,E2,soon,\n");
	give(d, "x/Services.csv", "ServicesID,EnrollmentID,DateProvided,RecordType\nS9,E2,soon,200\n");
	finish(d);
	assert_int_equal(table_people(d), 1);
	assert_int_equal(table_events(d), 1);
	assert_int_equal(d->batch.rejects.n, 0);
	assert_int_equal(d->batch.read, 1 + 2 + 2 + 1 + 1); /* export, organizations, projects, enrollment, client */
	nothing_tells(d, "Safe Door");
	nothing_tells(d, "Hidden");
	nothing_tells(d, "C2");
	nothing_tells(d, "O2");
	nothing_tells(d, "P2");
	table_noted(d, "victim service providers were left out");
}

static void a_referral_to_one_is_left_out_too(void **state)
{
	struct table_desk *d = *state;

	take(d, "x/Event.csv", "EventID,EnrollmentID,EventDate,Event,LocationCrisisOrPHHousing\n"
		"V1,E1,2024-01-07,10,P2\nV2,E1,2024-01-08,10, safe DOOR\nV3,E1,2024-01-09,10,Harbor\n");
	assert_false(table_has_event(d, "Event/V1"));
	assert_false(table_has_event(d, "Event/V2"));
	assert_true(table_has_event(d, "Event/V3"));
	assert_int_equal(d->batch.rejects.n, 0);
}

static void an_assessment_made_at_one_does_not_say_where(void **state)
{
	take(*state, "x/Assessment.csv", "AssessmentID,EnrollmentID,PersonalID,AssessmentDate,AssessmentLevel,"
		"AssessmentType,AssessmentLocation\nA1,E1,C1,2024-01-07,2,3,Door\nA2,E1,C1,2024-01-08,2,1,P1\n");
	text_is(table_event(*state, "Assessment/A1").summary, "In person");
	text_is(table_event(*state, "Assessment/A2").summary, "By phone, at: Harbor Shelter");
}

static void no_free_text_names_one(void **state)
{
	struct table_desk *d = *state;

	give_places(d);
	give(d, "x/Enrollment.csv", ENROLLMENTS);
	give(d, "x/Client.csv", CLIENTS);
	give(d, "x/Exit.csv", "ExitID,EnrollmentID,ExitDate,Destination,OtherDestination\nX1,E1,2024-03-05,17,the Safe-Door shelter\n");
	give(d, "x/Services.csv", "ServicesID,EnrollmentID,DateProvided,RecordType,OtherTypeProvided\n"
		"S1,E1,2024-01-07,144,Ride to Safe Door\nS2,E1,2024-01-08,144,Indoor games\n");
	give(d, "x/Event.csv", "EventID,EnrollmentID,EventDate,Event,LocationCrisisOrPHHousing\n"
		"V1,E1,2024-01-07,10,\"bed at SAFE DOOR, tonight\"\n");
	finish(d);
	text_is(table_event(d, "Enrollment/E1").outcome, "Left (destination 17)");
	text_is(table_event(d, "Services/S1").title, "Veteran family service");
	text_is(table_event(d, "Services/S2").title, "Veteran family service: Indoor games");
	assert_false(table_has_event(d, "Event/V1"));
}

static void one_that_does_not_say_is_left_out_and_told(void **state)
{
	struct table_desk *d = *state;

	give(d, "x/Organization.csv", "OrganizationID,OrganizationName,VictimServiceProvider\nO1,Harbor House,99\n");
	give(d, "x/Project.csv", PROJECTS);
	give(d, "x/Enrollment.csv", ENROLLMENT_HEAD "E1,C1,P1,2024-01-05,\n");
	give(d, "x/Client.csv", CLIENTS);
	assert_int_equal(d->format->finish(&d->batch, d->state, &d->err), ST_OK);
	assert_int_equal(table_people(d), 0);
	table_noted(d, "does not say of every organization");
}

static void a_client_of_both_is_known_to_the_other_alone(void **state)
{
	struct table_desk *d = *state;

	give_places(d);
	give(d, "x/Enrollment.csv", ENROLLMENTS "E3,C2,P3,2024-03-05,\n");
	give(d, "x/Client.csv", CLIENTS);
	finish(d);
	text_is(table_person(d, "DEMO-O3", "C2").field[RF_GIVEN_NAME], "Dana");
	assert_int_equal(table_people(d), 2);
	assert_false(table_has_event(d, "Enrollment/E2"));
}

/* Clients ---------------------------------------------------------------------------- */

static void a_client_is_a_record_of_each_organization_and_one_person(void **state)
{
	struct table_desk *d = *state;
	int64_t group[2] = { 0, 0 };
	size_t n = 0;

	give_places(d);
	give(d, "x/Enrollment.csv", ENROLLMENT_HEAD
		"E1,C1,P1,2024-01-05,\nE2,C1,P3,2024-02-05,\nE3,C1,P3,2024-03-05,\nE4,C7,P1,2024-03-05,\n");
	give(d, "x/Client.csv", CLIENT_HEAD "C1,Ada,,Reyes,1,,,,,,,\nC7,Bob,,Stone,1,,,,,,,\n");
	finish(d);
	assert_int_equal(table_people(d), 3);
	table_person(d, "DEMO-O1", "C1");
	table_person(d, "DEMO-O3", "C1");
	for (size_t i = 0; i < (size_t)d->batch.staging->people; i++) {
		struct staged_row row = staged_row_at(d->batch.staging, false, i);

		if (row.group && n < 2)
			group[n++] = row.group;
	}
	assert_int_equal(n, 2);
	assert_int_equal(group[0], group[1]);
}

static void details_are_read_by_name_of_column(void **state)
{
	struct record r;

	take_clients(*state, CLIENTS);
	r = table_person(*state, "DEMO-O1", "C1");
	text_is(r.field[RF_GIVEN_NAME], "Ada");
	text_is(r.field[RF_OTHER_NAMES], "Maria");
	text_is(r.field[RF_FAMILY_NAME], "Reyes");
	text_is(r.field[RF_DATE_OF_BIRTH], "1980-07-23");
	text_is(r.field[RF_SEX], "female");
	text_is(r.field[RF_OTHER_IDS], "http://hl7.org/fhir/sid/us-ssn=300120213");
	text_is(r.field[RF_UPDATED_AT], "2024-01-06 09:00:00");
}

static void sex_of_earlier_years_is_read_too(void **state)
{
	struct table_desk *d = *state;

	give_places(d);
	give(d, "x/Enrollment.csv", ENROLLMENT_HEAD
		"E1,C1,P1,2024-01-05,\nE2,C2,P1,2024-01-05,\nE3,C3,P1,2024-01-05,\nE4,C4,P1,2024-01-05,\n");
	give(d, "x/Client.csv", "PersonalID,NameDataQuality,Female,Male\nC1,1,1,0\nC2,1,0,1\nC3,1,1,1\n");
	give(d, "x/Client2.csv", "PersonalID,NameDataQuality,Woman,Man\nC4,1,0,1\n");
	finish(d);
	text_is(table_person(d, "DEMO-O1", "C1").field[RF_SEX], "female");
	text_is(table_person(d, "DEMO-O1", "C2").field[RF_SEX], "male");
	text_is(table_person(d, "DEMO-O1", "C3").field[RF_SEX], NULL);
	text_is(table_person(d, "DEMO-O1", "C4").field[RF_SEX], "male");
}

#define DIGEST "2cb30d5ef678412db20875ccf25c63ff"

static void hashed_names_and_numbers_are_no_names(void **state)
{
	struct table_desk *d = *state;
	struct record r;

	take_clients(d, CLIENT_HEAD "C1," DIGEST ",," DIGEST ",1," DIGEST ",1,1980-07-23,1,0,,\n");
	r = table_person(d, "DEMO-O1", "C1");
	text_is(r.field[RF_GIVEN_NAME], NULL);
	text_is(r.field[RF_FAMILY_NAME], NULL);
	text_is(r.field[RF_OTHER_IDS], NULL);
	text_is(r.field[RF_DATE_OF_BIRTH], "1980-07-23");
	table_noted(d, "though Export.csv says that none are");
}

static void plain_names_in_a_hashed_export_are_left_out_and_told(void **state)
{
	struct table_desk *d = *state;

	give(d, "x/Export.csv", "ExportID,SourceID,ExportDirective,HashStatus\nX,DEMO,2,4\n");
	give(d, "x/Organization.csv", ORGANIZATIONS);
	give(d, "x/Project.csv", PROJECTS);
	give(d, "x/Enrollment.csv", ENROLLMENTS);
	give(d, "x/Client.csv", CLIENTS);
	finish(d);
	text_is(table_person(d, "DEMO-O1", "C1").field[RF_FAMILY_NAME], NULL);
	text_is(table_person(d, "DEMO-O1", "C1").field[RF_OTHER_IDS], NULL);
	table_noted(d, "has plain names");
}

static void what_was_not_told_is_no_detail(void **state)
{
	struct record r;

	take_clients(*state, CLIENT_HEAD "C1,Anonymous,,Client,99,300120213,2,1900-01-01,8,99,,\n");
	r = table_person(*state, "DEMO-O1", "C1");
	text_is(r.field[RF_GIVEN_NAME], NULL);
	text_is(r.field[RF_OTHER_IDS], NULL);
	text_is(r.field[RF_DATE_OF_BIRTH], NULL);
	text_is(r.field[RF_SEX], NULL);
}

static void dirty_dates_of_clients_hide_nobody(void **state)
{
	struct table_desk *d = *state;

	take_clients(d, CLIENT_HEAD "C1,Ada,,Reyes,1,,,1980-13-23,1,0,03-11-21,\n");
	text_is(table_person(d, "DEMO-O1", "C1").field[RF_UPDATED_AT], NULL);
	text_is(table_person(d, "DEMO-O1", "C1").field[RF_DATE_OF_BIRTH], "1980-13-23");
	table_rejected(d, 2, "DOB", "is no date");
	table_noted(d, "DateUpdated that could be several days");
}

static void a_client_without_an_enrollment_is_set_aside(void **state)
{
	take_clients(*state, CLIENT_HEAD "C1,Ada,,Reyes,1,,,,,,,\nC8,Eve,,Lone,1,,,,,,,\n");
	table_rejected(*state, 3, "PersonalID", "no enrollment");
	assert_int_equal(table_people(*state), 1);
}

static void deleted_clients_and_enrollments_are_not_taken(void **state)
{
	struct table_desk *d = *state;

	give_places(d);
	give(d, "x/Enrollment.csv", ENROLLMENT_HEAD "E1,C1,P1,2024-01-05,\nE3,C3,P1,2024-01-06,2024-02-01\n");
	give(d, "x/Client.csv", CLIENT_HEAD "C1,Ada,,Reyes,1,,,,,,,2024-03-01 10:00:00\nC3,Bob,,Stone,1,,,,,,,\n");
	give(d, "x/Services.csv", "ServicesID,EnrollmentID,DateProvided,RecordType,DateDeleted\n"
		"S1,E1,2024-01-07,200,\nS3,E3,2024-01-07,200,\n");
	finish(d);
	assert_int_equal(table_people(d), 0);
	assert_int_equal(table_events(d), 0);
	assert_int_equal(d->batch.rejects.n, 0);
	table_noted(d, "deleted at the sender");
}

/* Events ----------------------------------------------------------------------------- */

static void an_enrollment_is_a_service_until_its_exit(void **state)
{
	struct event ev;

	take(*state, "x/Exit.csv", "ExitID,EnrollmentID,ExitDate,Destination\nX1,E1,2024-03-05,435\n");
	ev = table_event(*state, "Enrollment/E1");
	assert_int_equal(ev.kind, EV_SERVICE);
	assert_int_equal(ev.status, ES_COMPLETED);
	text_is(ev.starts_on, "2024-01-05");
	text_is(ev.ends_on, "2024-03-05");
	text_is(ev.title, "Harbor Shelter (emergency shelter)");
	text_is(ev.outcome, "Left for: permanent housing (destination 435)");
}

static void without_an_exit_it_is_open(void **state)
{
	take_clients(*state, CLIENTS);
	assert_int_equal(table_event(*state, "Enrollment/E1").status, ES_IN_PROGRESS);
	text_is(table_event(*state, "Enrollment/E1").ends_on, NULL);
}

static void a_deleted_exit_never_was(void **state)
{
	take(*state, "x/Exit.csv", "ExitID,EnrollmentID,ExitDate,Destination,DateDeleted\nX1,E1,2024-03-05,435,2024-03-06\n");
	assert_int_equal(table_event(*state, "Enrollment/E1").status, ES_IN_PROGRESS);
}

static void an_exit_before_the_entry_is_left_out_and_told(void **state)
{
	take(*state, "x/Exit.csv", "ExitID,EnrollmentID,ExitDate,Destination\nX1,E1,2023-03-05,24\n");
	text_is(table_event(*state, "Enrollment/E1").ends_on, NULL);
	table_noted(*state, "lies before the EntryDate");
}

static void an_assessment_names_its_instrument(void **state)
{
	struct event ev;

	take(*state, "x/Assessment.csv", "AssessmentID,EnrollmentID,PersonalID,AssessmentDate,AssessmentLevel,"
		"PrioritizationStatus\nA1,E1,C1,2024-01-07,1,2\nA2,E1,C1,01/08/2024,2,1\nA3,E1,C1,2024-01-09 10:00:00,9,\n");
	ev = table_event(*state, "Assessment/A1");
	text_is(ev.instrument, "HMIS-CRISIS");
	text_is(ev.outcome, "Not placed on the prioritization list");
	text_is(ev.code_system, "urn:hud:hmis:AssessmentLevel");
	ev = table_event(*state, "Assessment/A2");
	text_is(ev.instrument, "HMIS-HOUSING");
	text_is(ev.starts_on, "2024-01-08");
	text_is(ev.local_id, "C1");
	text_is(table_event(*state, "Assessment/A3").instrument, NULL);
}

static void a_referral_is_a_request_with_its_reply(void **state)
{
	struct event ev;

	take(*state, "x/Event.csv", "EventID,EnrollmentID,EventDate,Event,LocationCrisisOrPHHousing,ReferralResult,ResultDate\n"
		"V1,E1,2024-01-07,13,P3,1,2024-01-09\nV2,E1,2024-01-07,14,Some Place,3,\nV3,E1,2024-01-08,4,,,\n");
	ev = table_event(*state, "Event/V1");
	assert_int_equal(ev.kind, EV_REQUEST);
	text_is(ev.title, "Referral to rapid re-housing");
	text_is(ev.to_agency, "DEMO-O3");
	text_is(ev.responded_on, "2024-01-09");
	text_is(ev.outcome, "Accepted");
	text_is(ev.summary, "To: River Homes");
	ev = table_event(*state, "Event/V2");
	text_is(ev.responded_on, "2024-01-07");
	text_is(ev.outcome, "Turned down by the agency");
	text_is(ev.to_agency, NULL);
	text_is(ev.summary, "To: Some Place");
	ev = table_event(*state, "Event/V3");
	text_is(ev.responded_on, NULL);
	text_is(ev.instrument, "HMIS-HOUSING");
}

static void problem_solving_is_a_contact(void **state)
{
	take(*state, "x/Event.csv", "EventID,EnrollmentID,EventDate,Event,ProbSolDivRRResult\nV1,E1,2024-01-07,2,1\n");
	assert_int_equal(table_event(*state, "Event/V1").kind, EV_CONTACT);
	text_is(table_event(*state, "Event/V1").outcome, "Housed or re-housed in a safe alternative");
}

static void a_service_is_a_contact_on_its_day(void **state)
{
	take(*state, "x/Services.csv", "ServicesID,EnrollmentID,DateProvided,RecordType,TypeProvided,OtherTypeProvided,FAAmount\n"
		"S1,E1,2024-01-07,200,200,,\nS2,E1,2024-01-08,152,1,,1800\nS3,E1,2024-01-09,144,6,Haircut,\n");
	assert_int_equal(table_event(*state, "Services/S1").kind, EV_CONTACT);
	text_is(table_event(*state, "Services/S1").title, "Bed night");
	text_is(table_event(*state, "Services/S2").title, "Veteran family financial assistance: rent");
	text_is(table_event(*state, "Services/S2").summary, "Amount: 1800");
	text_is(table_event(*state, "Services/S3").title, "Veteran family service: Haircut");
}

static void what_cannot_be_read_is_set_aside_with_its_line(void **state)
{
	struct table_desk *d = *state;

	give_places(d);
	give(d, "x/Enrollment.csv", ENROLLMENTS "E4,C1,P9,2024-02-05,\nE5,C1,P1,03-11-21,\nE6,,P1,2024-02-05,\nE7,C1,P1,,\n");
	give(d, "x/Client.csv", CLIENTS);
	give(d, "x/Exit.csv", "ExitID,EnrollmentID,ExitDate\nX1,E1,soon\nX2,E99,2024-03-01\n");
	give(d, "x/Assessment.csv", "AssessmentID,EnrollmentID,PersonalID,AssessmentDate\n\"A\n1\",E99,C1,2024-01-07\nA2,E1,C1,\n,E1,C1,2024-01-07\n");
	give(d, "x/Event.csv", "EventID,EnrollmentID,EventDate,Event,ResultDate,ReferralResult\nV1,E1,2024-01-07,,,\nV2,E1,2024-01-07,13,later,1\n");
	finish(d);
	table_rejected(d, 4, "ProjectID", "give --agency");
	table_rejected(d, 5, "EntryDate", "is no date");
	table_rejected(d, 6, "PersonalID", "is missing");
	table_rejected(d, 7, "EntryDate", "is missing");
	table_rejected(d, 2, "ExitDate", "taken in as open");
	table_rejected(d, 3, "EnrollmentID", "no enrollment of these files");
	table_rejected(d, 2, "EnrollmentID", "no enrollment of these files");
	table_rejected(d, 4, "AssessmentDate", "is missing");
	table_rejected(d, 5, "AssessmentID", "is missing");
	table_rejected(d, 2, "Event", "is missing");
	table_rejected(d, 3, "ResultDate", "is no date");
	assert_int_equal(d->batch.rejects.n, 11);
}

static void rows_without_an_organization_are_those_of_the_agency_given(void **state)
{
	struct table_desk d;

	(void)state;
	table_desk_open(&d, &FORMAT_HMIS, "HUB");
	give(&d, "x/Organization.csv", ORGANIZATIONS);
	give(&d, "x/Project.csv", PROJECTS);
	give(&d, "x/Enrollment.csv", ENROLLMENT_HEAD "E1,C1,P9,2024-01-05,\nE2,C2,P2,2024-01-05,\n");
	give(&d, "x/Client.csv", CLIENTS);
	table_finish(&d);
	table_person(&d, "HUB", "C1");
	assert_int_equal(table_people(&d), 1);
	table_desk_close(&d);
}

/* Files ------------------------------------------------------------------------------ */

static bool is_known(const char *head)
{
	struct batch b = {0};

	return FORMAT_HMIS.recognise(&b, "x.csv", head, strlen(head));
}

static void files_are_known_by_their_columns(void **state)
{
	(void)state;
	assert_true(is_known(ORGANIZATIONS));
	assert_true(is_known("\xef\xbb\xbf" CLIENTS));
	assert_true(is_known("\"DisabilitiesID\",\"EnrollmentID\",\"DateDeleted\",\"ExportID\"\r\n"));
	assert_false(is_known("local_id,family_name\n"));
	assert_false(is_known("code,name,sector\n"));
	assert_false(is_known(""));
}

static void files_that_hold_nothing_kept_are_counted(void **state)
{
	take(*state, "x/Disabilities.csv", "DisabilitiesID,EnrollmentID,DateDeleted,ExportID\nD1,E1,,X\n");
	table_noted(*state, "1 file of the HMIS export holds nothing");
}

static void windows_letters_and_carriage_returns_are_read(void **state)
{
	struct table_desk *d = *state;

	take_clients(d, "PersonalID,LastName,NameDataQuality\rC1,N\xf8rgaard,1\r");
	text_is(table_person(d, "DEMO-O1", "C1").field[RF_FAMILY_NAME], "N\xc3\xb8rgaard");
	table_noted(d, "Windows-1252");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(an_organization_is_an_agency_of_housing),
		CASE(without_an_export_file_the_code_is_still_stable),
		CASE(two_exports_keep_their_ids_apart),
		CASE(a_folder_without_its_organizations_is_refused),
		CASE(a_victim_service_provider_is_left_out_wholly),
		CASE(a_referral_to_one_is_left_out_too),
		CASE(an_assessment_made_at_one_does_not_say_where),
		CASE(no_free_text_names_one),
		CASE(one_that_does_not_say_is_left_out_and_told),
		CASE(a_client_of_both_is_known_to_the_other_alone),
		CASE(a_client_is_a_record_of_each_organization_and_one_person),
		CASE(details_are_read_by_name_of_column),
		CASE(sex_of_earlier_years_is_read_too),
		CASE(hashed_names_and_numbers_are_no_names),
		CASE(plain_names_in_a_hashed_export_are_left_out_and_told),
		CASE(what_was_not_told_is_no_detail),
		CASE(dirty_dates_of_clients_hide_nobody),
		CASE(a_client_without_an_enrollment_is_set_aside),
		CASE(deleted_clients_and_enrollments_are_not_taken),
		CASE(an_enrollment_is_a_service_until_its_exit),
		CASE(without_an_exit_it_is_open),
		CASE(a_deleted_exit_never_was),
		CASE(an_exit_before_the_entry_is_left_out_and_told),
		CASE(an_assessment_names_its_instrument),
		CASE(a_referral_is_a_request_with_its_reply),
		CASE(problem_solving_is_a_contact),
		CASE(a_service_is_a_contact_on_its_day),
		CASE(what_cannot_be_read_is_set_aside_with_its_line),
		CASE(rows_without_an_organization_are_those_of_the_agency_given),
		CASE(files_are_known_by_their_columns),
		CASE(files_that_hold_nothing_kept_are_counted),
		CASE(windows_letters_and_carriage_returns_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
