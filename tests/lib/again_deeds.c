/* Files that tell more, or otherwise, of what earlier ones told: parts of one event, a reply and its request, quarters. */
#include "deed.h"

#include <stdio.h>

#include "ingest.h"
#include "inside.h"

static enum status withdraw(struct session *s, int64_t import, struct err *e)
{
	struct withdraw_report report;

	return ingest_withdraw(s, import, &(struct ingest_options){0}, &report, e);
}

DEED(first_back) { UNUSED; return withdraw(s, 1, e); }
DEED(second_back) { UNUSED; return withdraw(s, 2, e); }
DEED(third_back) { UNUSED; return withdraw(s, 3, e); }
DEED(fourth_back) { UNUSED; return withdraw(s, 4, e); }

/* A file with these lines; one that is the council's. */
#define TABLE(name, text) DEED(name) { return deed_take(s, a, "ASC", #name ".csv", text, e); }
#define SENT(name, kind, text) DEED(name) { return deed_take(s, a, NULL, #name "." kind, text, e); }

/* Resources ---------------------------------------------------------------------- */

#define RESOURCE(type, id, more) "{\"resourceType\":\"" type "\",\"id\":\"" id "\"," more "}\n"
#define TO(type, id) "{\"reference\":\"" type "/" id "\"}"
#define TRUST RESOURCE("Organization", "o1", "\"name\":\"Riverside Trust\"")
#define BASE TRUST RESOURCE("Organization", "o2", "\"name\":\"Home care\"") \
	RESOURCE("Patient", "p1", "\"name\":[{\"family\":\"Okafor\",\"given\":[\"Grace\"]}],\"birthDate\":\"1943-07-03\"")
#define HERS "\"subject\":" TO("Patient", "p1") ","
#define CODE "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"72106-8\"}]}"
#define ITEM "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"item-x\"}]},\"category\":[{\"coding\":[{\"code\":\"survey\"}]}]"
#define OBSERVED(id, code, on, more) RESOURCE("Observation", id, HERS code ",\"status\":\"final\",\"effectiveDateTime\":\"" on \
	"\",\"performer\":[" TO("Organization", "o1") "]" more)
#define SCORE(id, on, more) OBSERVED(id, CODE, on, more)
#define PART(id, on, more) OBSERVED(id, ITEM, on, more)
#define DONE(id, on) RESOURCE("Procedure", id, HERS CODE ",\"status\":\"completed\",\"performedDateTime\":\"" on \
	"\",\"performer\":[{\"actor\":" TO("Organization", "o1") "}]")
#define MEMBERS ",\"hasMember\":[" TO("Observation", "a1") "," TO("Observation", "x2") "]"
#define VALUE(n) ",\"valueInteger\":" n
#define PANEL SCORE("n1", "2025-03-10", VALUE("5") MEMBERS) PART("a1", "2025-03-10", VALUE("1")) PART("x2", "2025-03-10", "") \
	DONE("q1", "2025-03-10")

SENT(procedure, "ndjson", BASE DONE("q1", "2025-03-10"))
SENT(its_score, "ndjson", BASE SCORE("m1", "2025-03-10", VALUE("21")))
ALL(procedure_and_score, procedure, its_score)
ALL(score_without_procedure, procedure_and_score, first_back)

SENT(panel, "ndjson", BASE PANEL)
SENT(panel_corrected, "ndjson", BASE SCORE("n1", "2025-03-10", VALUE("7") MEMBERS))
SENT(member_moved, "ndjson", BASE PART("a1", "2025-03-13", VALUE("2")))
SENT(panel_otherwise, "ndjson", BASE SCORE("n1", "2025-03-12", VALUE("7") MEMBERS))
SENT(members_alone, "ndjson", BASE PART("a1", "2025-03-10", VALUE("1")) PART("x2", "2025-03-10", ""))
ALL(panel_twice, panel, panel_corrected)
ALL(panel_thrice, panel_twice, member_moved)
ALL(panel_without_first, panel_thrice, first_back)
ALL(panel_and_members, panel, members_alone)
ALL(panel_split, panel, panel_otherwise)

SENT(items, "ndjson", BASE PART("a1", "2025-03-10", VALUE("1")))
SENT(items_next, "ndjson", BASE PART("x2", "2025-03-11", ""))
SENT(their_panel, "ndjson", BASE SCORE("n1", "2025-03-10", MEMBERS))
ALL(two_items, items, items_next)
ALL(items_held, two_items, their_panel)

#define ASKED(on) RESOURCE("ServiceRequest", "s1", HERS "\"status\":\"active\",\"intent\":\"order\",\"authoredOn\":\"" on \
	"\",\"requester\":" TO("Organization", "o1") ",\"performer\":[" TO("Organization", "o2") "]")
#define REPLY(id, on) RESOURCE("Task", id, "\"status\":\"accepted\",\"intent\":\"order\",\"lastModified\":\"" on \
	"\",\"basedOn\":[" TO("ServiceRequest", "s1") "],\"for\":" TO("Patient", "p1") ",\"requester\":" TO("Organization", "o1"))

SENT(request, "ndjson", BASE ASKED("2025-03-02"))
SENT(request_moved, "ndjson", BASE ASKED("2025-03-01"))
SENT(reply, "ndjson", BASE REPLY("t1", "2025-03-06"))
SENT(reply_before, "ndjson", BASE REPLY("t2", "2025-03-04"))
ALL(asked_and_answered, request, reply)
ALL(answered_twice, asked_and_answered, reply_before)
ALL(answered_without_request, answered_twice, first_back)
ALL(reply_then_request, reply, request)
SENT(reply_of_whom_asked, "ndjson", BASE RESOURCE("Task", "t3", "\"status\":\"accepted\",\"intent\":\"order\",\"lastModified\":\"2025-03-06\"," \
	"\"basedOn\":[" TO("ServiceRequest", "s1") "],\"for\":" TO("Patient", "p1") ",\"owner\":" TO("Organization", "o2")))

/* Told once with more than it is told with later. */
#define WORKER RESOURCE("Practitioner", "w2", "\"name\":[{\"text\":\"Jo Obi\"}]")
#define VISIT(on, more) RESOURCE("Encounter", "e1", HERS "\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},\"period\":{\"start\":\"" on \
	"\"},\"serviceProvider\":" TO("Organization", "o1") more)
#define BY_WORKER ",\"participant\":[{\"individual\":" TO("Practitioner", "w2") "}]"

SENT(answered, "ndjson", BASE WORKER ASKED("2025-03-02") REPLY("t1", "2025-03-06") VISIT("2025-03-05", BY_WORKER))
SENT(asked_otherwise, "ndjson", BASE ASKED("2025-03-03") VISIT("2025-03-06", ""))
SENT(asked_once_more, "ndjson", BASE ASKED("2025-03-04") VISIT("2025-03-07", ""))
ALL(answered_and_asked, answered, asked_otherwise)
ALL(answered_and_asked_twice, answered_and_asked, asked_once_more)
ALL(asked_without_answer, answered_and_asked_twice, first_back)
ALL(asked_without_second, answered_and_asked_twice, second_back)

/* As a store has it that an earlier version filled: nothing says by which parts it was told. */
static enum status as_of_old(struct txn *txn, void *arg, struct err *e)
{
	return sqlite3_exec(txn_store(txn)->db, arg, NULL, NULL, NULL) == SQLITE_OK ? ST_OK : err_set(e, ST_BUG, "no such table");
}
static char PARTS_FORGOTTEN[] = "DELETE FROM event_carried", REQUESTS_FORGOTTEN[] = "DELETE FROM request_told";
DEED(forgets_parts) { UNUSED; return case_keep(s, as_of_old, PARTS_FORGOTTEN, e); }
DEED(forgets_requests) { UNUSED; return case_keep(s, as_of_old, REQUESTS_FORGOTTEN, e); }
ALL(panel_of_old, panel, forgets_parts)

/* … or an import told of one visit twice, and the next had from it by whom it was. */
static char VISIT_TWICE[] = "DELETE FROM event_carried; "
	"INSERT INTO event_carried SELECT id, 3, 'practitioner' FROM event WHERE source_ref = 'Encounter/e1'; "
	"INSERT INTO event_version (event, superseded_by, record, at, kind, status, import, received, starts_on) "
	"SELECT event, 3, record, at, kind, status, 2, received, starts_on FROM event_version v WHERE import = 2 AND EXISTS "
	"(SELECT 1 FROM event_carried c WHERE c.event = v.event)";
DEED(tells_twice) { UNUSED; return case_keep(s, as_of_old, VISIT_TWICE, e); }
ALL(visit_told_twice, answered_and_asked_twice, tells_twice)
ALL(visit_told_twice_without_first, visit_told_twice, first_back)
SENT(panel_and_more, "ndjson", BASE PANEL PART("x9", "2025-06-10", ""))

/* Events on either side of one that is told otherwise later, all of them sent once more as they were. */
#define FIVE(panel) BASE SCORE("k1", "2025-01-05", "") SCORE("k2", "2025-01-25", "") panel SCORE("k3", "2025-05-05", "") SCORE("k4", "2025-06-05", "")
#define ONE SCORE("m1", "2025-03-10", VALUE("3"))
SENT(five, "ndjson", FIVE(ONE))
SENT(five_and_one, "ndjson", FIVE(ONE) SCORE("k5", "2025-07-05", ""))
SENT(middle_otherwise, "ndjson", BASE SCORE("m1", "2025-03-10", VALUE("9")) DONE("q1", "2025-03-10"))
ALL(five_twice, five, five_and_one)
ALL(middle_changed, five_twice, middle_otherwise)

/* Without the Patient: whose it is the store knows, while it holds them. */
SENT(score_alone, "ndjson", TRUST SCORE("m1", "2025-03-10", VALUE("21")))
ALL(score_of_known, procedure, score_alone)
ALL(score_of_nobody, score_of_known, first_back)
SENT(procedure_alone, "ndjson", TRUST DONE("q1", "2025-03-10"))
ALL(both_of_nobody, score_of_known, procedure_alone, first_back)

/* Consent, and Consents that say nothing: of what was said before that is known. */
#define PERSON(id, family) RESOURCE("Patient", id, "\"name\":[{\"family\":\"" family "\",\"given\":[\"Ann\"]}],\"birthDate\":\"1950-02-03\"," \
	"\"managingOrganization\":" TO("Organization", "o1")) RESOURCE("Observation", "o" id, "\"subject\":" TO("Patient", id) "," CODE \
	",\"status\":\"final\",\"effectiveDateTime\":\"2025-01-10\",\"performer\":[" TO("Organization", "o1") "]")
#define CONSENT(id, whose, status) RESOURCE("Consent", id, "\"status\":\"" status "\",\"scope\":{\"coding\":[{\"code\":\"patient-privacy\"}]}," \
	"\"patient\":" TO("Patient", whose) ",\"dateTime\":\"2025-03-01\",\"organization\":[" TO("Organization", "o1") "]," \
	"\"provision\":{\"type\":\"permit\"}")
SENT(three_people, "ndjson", TRUST PERSON("p1", "Dale") PERSON("p2", "Hill") PERSON("p3", "Moor"))
SENT(drafts, "ndjson", TRUST CONSENT("c1", "p1", "draft") CONSENT("c2", "p2", "draft") CONSENT("c3", "p3", "draft"))
SENT(consent_given, "ndjson", TRUST CONSENT("c2", "p2", "active"))
ALL(three_and_drafts, three_people, drafts)
ALL(given_after_drafts, three_and_drafts, consent_given)

/* Client Level Data ---------------------------------------------------------------- */

#define COLUMNS "LA Code,Reporting Period End Date,LA Person Unique Identifier,Client Type,Event Type,Event Start Date,Event End Date," \
	"Event Reference,Request: Route of Access,Event Outcome,Postcode,Adult 1 Linked Person_ID\n"
#define REQUEST(start, end, route) "903,2025-12-31,7,Service user,Request," start "," end ",R," route ",,,\n"
#define CARER(ends, outcome, postcode) "903," ends ",5,Unpaid carer,Assessment,2025-01-06,2025-01-10,A,," outcome "," postcode ",6\n"

SENT(spring, "csv", COLUMNS REQUEST("2025-03-24", "2025-03-27", "Hospital"))
SENT(spring_later, "csv", COLUMNS REQUEST("2025-03-31", "2025-04-02", "Community"))
SENT(apart, "csv", COLUMNS REQUEST("2025-03-24", "2025-03-27", "Hospital") REQUEST("2025-04-07", "2025-04-08", "Community"))
SENT(between, "csv", COLUMNS REQUEST("2025-03-31", "2025-04-03", "Prison"))
#define ENDED(ends, start, end) "903," ends ",9,Service user,Request," start "," end ",R,Community,,,\n"
SENT(request_of_june, "csv", COLUMNS ENDED("2025-06-30", "2025-01-06", "2025-01-20"))
SENT(request_of_march, "csv", COLUMNS ENDED("2025-03-31", "2025-01-06", "2025-01-20") ENDED("2025-03-31", "2025-01-23", "2025-01-24"))
SENT(spring_and_summer, "csv", COLUMNS REQUEST("2025-03-24", "2025-03-27", "Hospital") REQUEST("2025-06-24", "2025-06-27", "Hospital"))
SENT(spring_otherwise, "csv", COLUMNS REQUEST("2025-03-24", "2025-03-27", "Prison"))
ALL(spring_told_twice, spring, spring_and_summer)
ALL(spring_told_between, spring, spring_otherwise, second_back, spring_and_summer)
ALL(spring_both, spring, spring_later)
ALL(spring_without_first, spring_both, first_back)
ALL(apart_joined, apart, between)
SENT(summer, "csv", COLUMNS REQUEST("2025-06-24", "2025-06-27", "Hospital"))
ALL(spring_of_old, spring, forgets_requests)

SENT(march, "csv", COLUMNS CARER("2025-03-31", "First", "LS1 1AA"))
SENT(june, "csv", COLUMNS CARER("2025-06-30", "Second", "LS2 2AA"))
SENT(september, "csv", COLUMNS CARER("2025-09-30", "First", "LS1 1AA"))
SENT(march_and_september, "csv", COLUMNS CARER("2025-03-31", "First", "LS1 1AA") CARER("2025-09-30", "First", "LS1 1AA"))
ALL(last_then_first, september, march)
ALL(three_quarters, march, september, june)
ALL(year_and_june, march_and_september, june)

#define OTHER(ends, id) "903," ends "," id ",Service user,Assessment,2025-01-06,2025-01-10,A,,Other,LS1 1AA,\n"
SENT(two_quarters_of_two, "csv", COLUMNS OTHER("2025-03-31", "11") OTHER("2025-06-30", "12") OTHER("2025-03-31", "13"))

#define LIVES "LA Code,Reporting Period End Date,LA Person Unique Identifier,Client Type,Event Type,Event Start Date,Event End Date,Date of Death,Service Type\n"
#define SERVED(ends, start, died) "903," ends ",7,Service user,Service," start ",," died ",Long Term Support: Community\n"
SENT(served, "csv", LIVES SERVED("2025-03-31", "2025-01-06", ""))
SENT(has_died, "csv", LIVES SERVED("2025-06-30", "2025-05-01", "2025-05-20"))
ALL(served_until_death, served, has_died)
ALL(death_alone, served_until_death, first_back)

/* Columns that a later table has not. */
#define MORE "local_id,nhs_number,given_name,family_name,date_of_birth,postcode,phone\n"
#define LESS "local_id,given_name,family_name,date_of_birth\n"
#define REED ",Otis,Reed,1940-05-06"
TABLE(all_columns, MORE "31,9990000034" REED ",LS6 2AA,01632 960001\n32,,Ann" ",Hill,1950-02-03,LS6 2AB,\n")
TABLE(fewer_columns, LESS "31" REED "\n32,Ann,Hill,1950-02-03\n33,Tom,Cope,1951-02-03\n")
TABLE(fewest_columns, LESS "31,Otto,Reed,1940-05-06\n32,Ann,Hill,1950-02-03\n")
ALL(fewer_after_all, all_columns, fewer_columns)
ALL(fewest_after_all, fewer_after_all, fewest_columns)
ALL(fewest_without_all, fewest_after_all, first_back)
ALL(fewest_without_fewer, fewest_after_all, second_back)

/* Of somebody else than before, who is nobody's by now. */
TABLE(one_person, LESS "41,Ann,Dale,1950-02-03\n")
TABLE(another_person, LESS "42,Bob,Cope,1951-02-03\n")
TABLE(contact_of_one, "source_ref,local_id,kind,starts_on\nV1,41,contact,2025-11-03\n")
TABLE(contact_of_another, "source_ref,local_id,kind,starts_on\nV1,42,contact,2025-11-03\n")
ALL(contact_moved, one_person, another_person, contact_of_one, contact_of_another, first_back)

/* Asked of somebody by a name that no agency has yet. */
TABLE(asks_by_name, "source_ref,local_id,kind,starts_on,to_agency,status\nQ1,1,request,2025-11-03,Rose House,planned\n")
TABLE(asks_otherwise, "source_ref,local_id,kind,starts_on,to_agency,status\nQ1,1,request,2025-11-04,Rose Home,planned\n")
SENT(is_agency, "csv", "code,name,sector\nROS,Rose House,voluntary\n")
ALL(asked_by_name, all_columns, asks_by_name)
ALL(asked_twice, asked_by_name, asks_otherwise)
ALL(asked_without_first, asked_twice, second_back)

const struct deed_way AGAIN_DEEDS[] = {
	{"a death after a service", served, has_died, false, true},
	{"the service of a dead person taken back", served_until_death, first_back, false, true},
	{"a death taken back", served_until_death, second_back, false, true},
	{"a service again of who died", death_alone, served, false, true},
	{"fewer columns", all_columns, fewer_columns, false, true},
	{"all columns taken back", fewest_after_all, first_back, false, true},
	{"fewer columns taken back", fewest_after_all, second_back, false, true},
	{"all columns again", fewest_without_all, all_columns, false, true},
	{"fewer columns again", fewest_without_fewer, fewer_columns, false, true},
	{"a request of somebody by name", all_columns, asks_by_name, false, true},
	{"of somebody else", asked_by_name, asks_otherwise, false, true},
	{"whom it was asked taken back", asked_twice, third_back, false, true},
	{"the request by name again", asked_without_first, asks_by_name, false, true},
	{"who was asked by name is an agency", asked_by_name, is_agency, false, true},
	{"a panel", NULL, panel, false, true},
	{"a middle one told otherwise", five_twice, middle_otherwise, false, true},
	{"all of them taken back", middle_changed, first_back, false, true},
	{"all of them and one taken back", middle_changed, second_back, false, true},
	{"somebody taken back, of whom others told", score_of_known, first_back, false, true},
	{"somebody back, of whom others told", score_of_nobody, procedure, false, true},
	{"what was told of nobody taken back", score_of_nobody, second_back, false, true},
	{"two quarters in one file", NULL, two_quarters_of_two, false, true},
	{"a quarter's requests taken back", spring, first_back, false, true},
	{"a request that another told too taken back", spring_told_twice, first_back, false, true},
	{"a request between two that say the same", spring_told_between, spring_otherwise, false, true},
	{"a procedure's score", procedure, its_score, false, true},
	{"the procedure taken back", procedure_and_score, first_back, false, true},
	{"the score taken back", procedure_and_score, second_back, false, true},
	{"the procedure again", score_without_procedure, procedure, false, true},
	{"a panel corrected", panel, panel_corrected, false, true},
	{"a member of it of another day", panel_twice, member_moved, false, true},
	{"the panel of another day", panel, panel_otherwise, false, true},
	{"the panel of another day taken back", panel_split, second_back, false, true},
	{"the panel taken back", panel_thrice, first_back, false, true},
	{"its correction taken back", panel_thrice, second_back, false, true},
	{"the panel again", panel_without_first, panel, false, true},
	{"members that were told", panel, members_alone, false, true},
	{"the panel taken back, its members stay", panel_and_members, first_back, false, true},
	{"items, and then their panel", two_items, their_panel, false, true},
	{"the panel of items taken back", items_held, third_back, false, true},
	{"an item of it taken back", items_held, first_back, false, true},
	{"a reply", request, reply, false, true},
	{"a request sent anew", answered_twice, request_moved, false, true},
	{"a request taken back from its replies", answered_twice, first_back, false, true},
	{"a reply taken back", answered_twice, second_back, false, true},
	{"a request again", answered_without_request, request, false, true},
	{"a request after its reply", reply, request, false, true},
	{"it goes, and the reply waits", reply_then_request, second_back, false, true},
	{"a request without its reply", answered, asked_otherwise, false, true},
	{"the reply taken back", answered_and_asked_twice, first_back, false, true},
	{"the request without it taken back", answered_and_asked_twice, second_back, false, true},
	{"the reply again, behind two others", asked_without_answer, answered, false, true},
	{"the request again, between", asked_without_second, asked_otherwise, false, true},
	{"parts of what an earlier version kept", panel_of_old, panel_and_more, false, true},
	{"a request of the quarter before", request_of_june, request_of_march, false, true},
	{"the requests of a quarter again", spring_without_first, spring, false, true},
	{"a request of the next quarter", spring, spring_later, false, true},
	{"the quarter before it taken back", spring_both, first_back, false, true},
	{"a request between two", apart, between, false, true},
	{"the request between taken back", apart_joined, second_back, false, true},
	{"the two taken back", apart_joined, first_back, false, true},
	{"the next quarter", march, june, false, true},
	{"the quarter before", june, march, false, true},
	{"quarters of one file", NULL, march_and_september, false, true},
	{"a quarter between", year_and_june, first_back, false, true},
	{"the last quarter taken back", last_then_first, first_back, false, true},
	{"one of three taken back", three_quarters, second_back, false, true},
	{"a panel alone taken back", panel, first_back, false, true},
	{"one of two who told of nobody taken back", both_of_nobody, second_back, false, true},
	{"a request whose reply waits elsewhere", reply_of_whom_asked, request, false, true},
	{"consent", three_people, consent_given, false, true},
	{"Consents again that said nothing", given_after_drafts, drafts, false, true},
	{"another request beside one of old", spring_of_old, summer, false, true},
	{"a contact that was nobody's before", contact_moved, fourth_back, false, true},
	{"who told of a visit of old taken back", visit_told_twice, first_back, false, true},
	{"a visit of old again", visit_told_twice_without_first, answered, false, true},
};
const size_t AGAIN_DEED_COUNT = sizeof AGAIN_DEEDS / sizeof *AGAIN_DEEDS;
