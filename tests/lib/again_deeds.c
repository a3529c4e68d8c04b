/* Files that tell more, or otherwise, of what earlier ones told: parts of one event, a reply and its request, quarters. */
#include "deeds.h"

#include <stdio.h>

#include "ingest.h"
#include "inside.h"

#define DEED(name) static enum status name(struct session *s, struct arena *a, struct err *e)
#define UNUSED (void)a

static enum status take(struct session *s, struct arena *a, const char *name, const char *text, struct err *e)
{
	const char *path = arena_printf(a, "%s.%s", session_store_path(s), name);
	struct ingest_options options = {.paths = &path, .path_n = 1};
	struct ingest_report report;
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return ingest_run(s, &options, a, &report, e);
}

static enum status withdraw(struct session *s, int64_t import, struct err *e)
{
	struct withdraw_report report;

	return ingest_withdraw(s, import, &(struct ingest_options){0}, &report, e);
}

DEED(first_back) { UNUSED; return withdraw(s, 1, e); }
DEED(second_back) { UNUSED; return withdraw(s, 2, e); }
DEED(third_back) { UNUSED; return withdraw(s, 3, e); }

static enum status all(deed_fn *const *deed, struct session *s, struct arena *a, struct err *e)
{
	enum status st = ST_OK;

	for (; *deed && st == ST_OK; deed++)
		st = (*deed)(s, a, e);
	return st;
}
#define ALL(name, ...) DEED(name) { return all((deed_fn *const[]){__VA_ARGS__, NULL}, s, a, e); }
/* A file with these lines. */
#define SENT(name, kind, text) DEED(name) { return take(s, a, #name "." kind, text, e); }

/* Resources ---------------------------------------------------------------------- */

#define RESOURCE(type, id, more) "{\"resourceType\":\"" type "\",\"id\":\"" id "\"," more "}\n"
#define TO(type, id) "{\"reference\":\"" type "/" id "\"}"
#define BASE RESOURCE("Organization", "o1", "\"name\":\"Riverside Trust\"") RESOURCE("Organization", "o2", "\"name\":\"Home care\"") \
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

/* Told once with more than it is told with later. */
#define VISIT(on, more) RESOURCE("Encounter", "e1", HERS "\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},\"period\":{\"start\":\"" on \
	"\"},\"serviceProvider\":" TO("Organization", "o1") more)
#define BY_WORKER ",\"participant\":[{\"individual\":{\"display\":\"Jo Obi\"}}]"

SENT(answered, "ndjson", BASE ASKED("2025-03-02") REPLY("t1", "2025-03-06") VISIT("2025-03-05", BY_WORKER))
SENT(asked_otherwise, "ndjson", BASE ASKED("2025-03-03") VISIT("2025-03-06", ""))
SENT(asked_once_more, "ndjson", BASE ASKED("2025-03-04") VISIT("2025-03-07", ""))
ALL(answered_and_asked, answered, asked_otherwise)
ALL(answered_and_asked_twice, answered_and_asked, asked_once_more)
ALL(asked_without_answer, answered_and_asked_twice, first_back)
ALL(asked_without_second, answered_and_asked_twice, second_back)

/* As a store has it that an earlier version filled: nothing says by which parts it was told. */
static enum status parts_forgotten(struct txn *txn, void *arg, struct err *e)
{
	(void)arg;
	return sqlite3_exec(txn_store(txn)->db, "DELETE FROM event_carried", NULL, NULL, NULL) == SQLITE_OK ? ST_OK : err_set(e, ST_BUG, "no such table");
}
DEED(forgets_parts) { UNUSED; return case_keep(s, parts_forgotten, NULL, e); }
ALL(panel_of_old, panel, forgets_parts)
SENT(panel_and_more, "ndjson", BASE PANEL PART("x9", "2025-06-10", ""))

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
ALL(spring_both, spring, spring_later)
ALL(spring_without_first, spring_both, first_back)
ALL(apart_joined, apart, between)

SENT(march, "csv", COLUMNS CARER("2025-03-31", "First", "LS1 1AA"))
SENT(june, "csv", COLUMNS CARER("2025-06-30", "Second", "LS2 2AA"))
SENT(september, "csv", COLUMNS CARER("2025-09-30", "First", "LS1 1AA"))
SENT(march_and_september, "csv", COLUMNS CARER("2025-03-31", "First", "LS1 1AA") CARER("2025-09-30", "First", "LS1 1AA"))
ALL(last_then_first, september, march)
ALL(three_quarters, march, september, june)
ALL(year_and_june, march_and_september, june)

const struct deed_way AGAIN_DEEDS[] = {
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
};
const size_t AGAIN_DEED_COUNT = sizeof AGAIN_DEEDS / sizeof *AGAIN_DEEDS;
