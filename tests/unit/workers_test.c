/* Who uses the store: workers are made known, changed and closed, never removed; and
 * who looks is one of them. */
#include <string.h>

#include "access.h"
#include "governance/pass.h"
#include "journey.h"
#include "lead.h"
#include "linkage.h"
#include "store_admin.h"
#include "town.h"
#include "workers.h"

#define SAID(...) (&(struct worker_said){__VA_ARGS__})

static enum status opens_as(struct town *t, const char *name)
{
	struct session_options options = town_options(t);
	struct session *s = NULL;
	enum status st;

	options.worker = name;
	st = session_open(&s, &options, &the_err);
	session_close(s);
	return st;
}

static struct audit_line newest_audited(struct town *t)
{
	struct session_options options = town_options(t);
	struct session *owner;
	struct audit_line *line;
	size_t n;

	options.worker = NULL;
	works(session_open(&owner, &options, &the_err));
	works(audit_read(owner, 0, NULL, 10, t->arena, &line, &n, &the_err));
	session_close(owner);
	assert_true(n > 1);
	return line[1]; /* the first is this look */
}

static void without_workers_the_owner_is_alone(void **state)
{
	struct town t;
	const struct viewer *v;
	struct worker *w;
	size_t n;

	(void)state;
	town_open(&t);
	v = session_viewer(t.session);
	assert_true(v->is_alone && v->is_owner);
	assert_int_equal(v->role, ROLE_OWNER);
	assert_null(v->agency);
	works(workers_list(t.session, t.arena, &w, &n, &the_err));
	assert_int_equal(n, 0);
	assert_int_equal(opens_as(&t, "anybody"), ST_OK);
	town_close(&t);
}

static void a_worker_is_what_was_said(void **state)
{
	struct town t;
	const struct viewer *v;
	struct worker w;

	(void)state;
	town_open(&t);
	(void)town_record(&t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	works(worker_add(t.session, SAID("j.obi", "Joy Obi\x1b[2J", "asc", "01999 501000", "Practitioner", "safeguarding"),
		&the_err));
	works(worker_get(t.session, "j.obi", t.arena, &w, &the_err));
	assert_string_equal(w.shown_name, "Joy Obi[2J");
	assert_string_equal(w.agency, "ASC");
	assert_string_equal(w.phone, "01999 501000");
	assert_int_equal(w.role, ROLE_PRACTITIONER);
	assert_int_equal(w.marks, MARK_SAFEGUARDING);
	assert_string_equal(w.since, "2025-11-21");
	assert_null(w.ended);
	assert_string_equal(w.created_by, "ada");
	town_reopen(&t, "j.obi", TOWN_TODAY);
	v = session_viewer(t.session);
	assert_false(v->is_alone);
	assert_string_equal(v->worker, "j.obi");
	assert_string_equal(v->agency, "ASC");
	assert_int_equal(v->role, ROLE_PRACTITIONER);
	assert_int_equal(v->marks, MARK_SAFEGUARDING);
	assert_int_equal(v->sector, agency_sector(session_agency_by_code(t.session, "ASC")));
	town_close(&t);
}

static void of_a_worker_only_what_is_said_changes(void **state)
{
	struct town t;
	struct worker w;

	(void)state;
	town_open(&t);
	works(worker_add(t.session, SAID("j.obi", "Joy Obi", "ASC", "01999 501000", "practitioner", "safeguarding"), &the_err));
	works(worker_set(t.session, SAID("j.obi", .role = "steward", .phone = ""), &the_err));
	works(worker_get(t.session, "j.obi", t.arena, &w, &the_err));
	assert_int_equal(w.role, ROLE_STEWARD);
	assert_int_equal(w.marks, MARK_SAFEGUARDING);
	assert_string_equal(w.shown_name, "Joy Obi");
	assert_string_equal(w.agency, "ASC");
	assert_null(w.phone);
	works(worker_set(t.session, SAID("j.obi", .agency = "", .marks = "none", .shown_name = ""), &the_err));
	works(worker_get(t.session, "j.obi", t.arena, &w, &the_err));
	assert_null(w.agency);
	assert_int_equal(w.marks, 0);
	assert_string_equal(w.shown_name, "j.obi");
	assert_int_equal(worker_set(t.session, SAID(.name = "nobody"), &the_err), ST_NONE);
	town_close(&t);
}

static void a_worker_needs_a_name_a_role_and_sense(void **state)
{
	static const struct worker_said WRONG[] = {
		{.name = "j obi", .role = "steward"}, {.name = "", .role = "steward"}, {.name = "j.obi"},
		{.name = "j.obi", .role = "owner"}, {.name = "j.obi", .role = "boss"},
		{.name = "j.obi", .role = "steward", .marks = "safe"},
		{.name = "j.obi", .role = "steward", .agency = "A;B"},
		{.name = "j.obi", .role = "steward", .phone = "0123456789012345678901234567890123456789012345678901234567890"},
	};
	struct town t;

	(void)state;
	town_open(&t);
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
		assert_int_equal(worker_add(t.session, &WRONG[i], &the_err), ST_USAGE);
	assert_true(session_viewer(t.session)->is_alone);
	assert_int_equal(opens_as(&t, "anybody"), ST_OK); /* so none was made */
	works(worker_add(t.session, SAID("j.obi", .role = "steward"), &the_err));
	assert_int_equal(worker_add(t.session, SAID("j.obi", .role = "auditor"), &the_err), ST_USAGE);
	town_close(&t);
}

static void nobody_else_comes_in_once_there_is_one(void **state)
{
	struct town t;
	struct audit_line line;

	(void)state;
	town_open(&t);
	works(worker_add(t.session, SAID("ada", .role = "steward"), &the_err));
	assert_int_equal(opens_as(&t, "ada"), ST_OK);
	assert_int_equal(opens_as(&t, "eve"), ST_DENIED);
	assert_non_null(strstr(the_err.text, "eve is no worker"));
	line = newest_audited(&t);
	assert_string_equal(line.deed, "refused");
	assert_string_equal(line.worker, "eve");
	assert_string_equal(line.detail, "no worker");
	town_close(&t);
}

static void a_closed_worker_stays_out_and_keeps_the_name(void **state)
{
	struct town t;
	struct worker w;
	struct audit_line line;

	(void)state;
	town_open(&t);
	works(worker_add(t.session, SAID("j.obi", .role = "coordinator"), &the_err));
	works(worker_close(t.session, "j.obi", &the_err));
	works(worker_get(t.session, "j.obi", t.arena, &w, &the_err));
	assert_string_equal(w.ended, "2025-11-21");
	line = newest_audited(&t);
	assert_string_equal(line.deed, "worker");
	assert_string_equal(line.detail, "close j.obi");
	assert_int_equal(opens_as(&t, "j.obi"), ST_DENIED);
	assert_non_null(strstr(the_err.text, "no longer"));
	assert_string_equal(newest_audited(&t).detail, "closed worker");
	assert_int_equal(worker_close(t.session, "j.obi", &the_err), ST_USAGE);
	assert_int_equal(worker_add(t.session, SAID("j.obi", .role = "steward"), &the_err), ST_USAGE);
	works(worker_reopen(t.session, "j.obi", &the_err));
	assert_int_equal(worker_reopen(t.session, "j.obi", &the_err), ST_USAGE);
	assert_int_equal(opens_as(&t, "j.obi"), ST_OK);
	town_close(&t);
}

/* The account that owns the store can always mend who its workers are. */
static void the_owning_account_comes_in_as_no_worker(void **state)
{
	struct town t;
	struct session_options options;
	struct session *s;

	(void)state;
	town_open(&t);
	works(worker_add(t.session, SAID("j.obi", .role = "steward"), &the_err));
	options = town_options(&t);
	options.worker = NULL;
	works(session_open(&s, &options, &the_err));
	assert_int_equal(session_viewer(s)->role, ROLE_OWNER);
	assert_false(session_viewer(s)->is_alone);
	session_close(s);
	town_close(&t);
}

/* What a session did before says nothing about what its worker may do now. */
static void who_is_closed_meanwhile_looks_and_writes_no_more(void **state)
{
	struct town t;
	struct session_options options;
	struct session *owner;
	struct person *p;
	int64_t grace;

	(void)state;
	town_open(&t);
	grace = town_record(&t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	options = town_options(&t);
	options.worker = NULL;
	works(session_open(&owner, &options, &the_err));
	works(worker_add(owner, SAID("ada", .role = "coordinator"), &the_err));
	town_reopen(&t, "ada", TOWN_TODAY);
	assert_int_equal(person_open(t.session, grace, t.arena, &p, &the_err), ST_UNOPENED);
	works(access_open(t.session, grace, "meeting", &the_err));
	works(person_open(t.session, grace, t.arena, &p, &the_err));
	works(lead_hand(t.session, &(struct handover){grace, NULL, NULL, -1}, &the_err));
	works(worker_set(owner, SAID("ada", .role = "manager"), &the_err));
	assert_int_equal(person_open(t.session, grace, t.arena, &p, &the_err), ST_DENIED);
	assert_non_null(strstr(the_err.text, "your role here is manager"));
	assert_string_equal(newest_audited(&t).deed, "refused");
	assert_int_equal(session_viewer(t.session)->role, ROLE_MANAGER);
	works(worker_close(owner, "ada", &the_err));
	assert_int_equal(session_back(t.session, &the_err), ST_DENIED);
	assert_int_equal(lead_hand(t.session, &(struct handover){grace, "", NULL, -1}, &the_err), ST_DENIED);
	assert_non_null(strstr(the_err.text, "no longer"));
	session_close(owner);
	town_close(&t);
}

static void nobody_takes_their_own_mark_away(void **state)
{
	struct town t;
	struct person *p;
	int64_t grace, other;

	(void)state;
	town_open(&t);
	grace = town_record(&t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	other = town_record(&t, "ASC", "2", "Dilys", "Price", "1948-02-01");
	works(worker_add(t.session, SAID("j.obi", .role = "steward"), &the_err));
	works(worker_add(t.session, SAID("lin", .role = "coordinator"), &the_err));
	works(worker_relate(t.session, &(struct worker_kin){.name = "j.obi", .record = "ASC:1", .is_kin = true}, &the_err));
	works(worker_relate(t.session, &(struct worker_kin){.name = "lin", .record = "ASC:1"}, &the_err));
	assert_int_equal(worker_relate(t.session, &(struct worker_kin){.name = "eve", .record = "ASC:1"}, &the_err), ST_NONE);
	town_reopen(&t, "j.obi", TOWN_TODAY);
	assert_int_equal(worker_relate(t.session, &(struct worker_kin){.name = "j.obi", .record = "ASC:1", .is_over = true}, &the_err), ST_DENIED);
	works(worker_relate(t.session, &(struct worker_kin){.name = "lin", .record = "ASC:2"}, &the_err));
	town_reopen(&t, "lin", TOWN_TODAY);
	assert_int_equal(person_open(t.session, grace, t.arena, &p, &the_err), ST_DENIED);
	assert_int_equal(person_open(t.session, other, t.arena, &p, &the_err), ST_DENIED);
	town_close(&t);
}

static void a_mark_stays_with_the_record_through_links(void **state)
{
	struct town t;
	struct link_preview preview;
	struct person *p;
	int64_t grace, namesake;

	(void)state;
	town_open(&t);
	namesake = town_record(&t, "GP", "g1", "Grace", "Okafor", "1943-07-03");
	grace = town_record(&t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	town_hold(&t, namesake, namesake);
	town_hold(&t, grace, grace);
	works(worker_add(t.session, SAID("lin", .role = "coordinator"), &the_err));
	works(worker_add(t.session, SAID("ben", .role = "coordinator"), &the_err));
	works(worker_relate(t.session, &(struct worker_kin){.name = "lin", .record = "ASC:1", .is_kin = true}, &the_err));
	town_reopen(&t, "lin", TOWN_TODAY);
	works(access_open(t.session, namesake, "call", &the_err));
	works(person_open(t.session, namesake, t.arena, &p, &the_err));
	town_reopen(&t, "ben", TOWN_TODAY);
	works(access_open(t.session, namesake, "quality", &the_err));
	works(access_open(t.session, grace, "quality", &the_err));
	works(link_records(t.session, "GP:g1", "ASC:1", NULL, false, t.arena, &preview, &the_err));
	town_reopen(&t, "lin", TOWN_TODAY);
	assert_int_equal(person_open(t.session, namesake, t.arena, &p, &the_err), ST_DENIED);
	town_close(&t);
}

static void every_deed_needs_what_its_role_has(void **state)
{
	static const struct { struct deed deed; const char *roles; } WHOSE[] = {
		{{.deed = "look", .person = 1}, "cp"}, {{.deed = "search"}, "cp"}, {{.deed = "list", .detail = "today"}, "cp"},
		{{.deed = "list", .detail = "3 found"}, "cp"}, {{.deed = "list", .detail = "board"}, "com"},
		{{.deed = "list", .detail = "board, behind done"}, "cpm"}, {{.deed = "list", .detail = "feeds"}, "cmos"},
		{{.deed = "list", .detail = "imports"}, "cos"}, {{.deed = "write"}, "cp"}, {{.deed = "decide"}, "cp"},
		{{.deed = "undo"}, "cp"}, {{.deed = "link"}, "c"}, {{.deed = "separate"}, "c"},
		{{.deed = "export", .detail = "brief"}, "cp"}, {{.deed = "export", .detail = "links, 3 records"}, "os"},
		{{.deed = "export", .detail = "all of one person"}, "c"}, {{.deed = "import"}, "os"}, {{.deed = "withdraw"}, "os"},
		{{.deed = "import", .is_owed = true}, "cpmaos"}, {{.deed = "setting"}, "os"}, {{.deed = "worker"}, "os"},
		{{.deed = "look", .detail = "audit"}, "ao"}, {{.deed = "look", .detail = "audit", .person = 1}, "cpao"},
		{{.deed = "day"}, "cpmaos"}, {{.deed = "something new"}, ""},
		{{.deed = "consent"}, "cp"}, {{.deed = "reason"}, "cp"}, {{.deed = "break-glass"}, "cp"}, {{.deed = "erase"}, "os"},
		{{.deed = "hold"}, "os"}, {{.deed = "sharing"}, "os"}, {{.deed = "backup"}, "os"}, {{.deed = "ask"}, "c"},
	};
	static const struct { enum role role; char letter; } ROLES[] = {{ROLE_COORDINATOR, 'c'}, {ROLE_PRACTITIONER, 'p'},
		{ROLE_MANAGER, 'm'}, {ROLE_AUDITOR, 'a'}, {ROLE_OWNER, 'o'}, {ROLE_STEWARD, 's'}};

	(void)state;
	for (size_t i = 0; i < sizeof WHOSE / sizeof *WHOSE; i++)
		for (size_t r = 0; r < sizeof ROLES / sizeof *ROLES; r++) {
			struct deed_needs needs = deed_needs(&WHOSE[i].deed);
			bool may = role_may(ROLES[r].role, needs.may) || role_may(ROLES[r].role, needs.or);

			if (may != (strchr(WHOSE[i].roles, ROLES[r].letter) != NULL))
				fail_msg("%s %s: %s", ROLE_NAMES[ROLES[r].role], WHOSE[i].deed.deed,
					WHOSE[i].deed.detail ? WHOSE[i].deed.detail : "");
		}
}

static void words_for_roles_marks_and_sectors(void **state)
{
	enum role role;
	enum sector sector;
	unsigned marks = 7;

	(void)state;
	for (int i = 0; i < ROLE_COUNT; i++) {
		assert_true(role_parse(ROLE_NAMES[i], &role));
		assert_int_equal(role, i);
	}
	assert_false(role_parse("", &role));
	for (int i = 0; i < SECTOR_COUNT; i++) {
		assert_true(sector_parse(SECTOR_NAMES[i], &sector));
		assert_int_equal(sector, i);
	}
	assert_false(sector_parse("NHS", &sector));
	assert_false(sector_parse(NULL, &sector));
	assert_int_equal(agency_sector(NULL), SECTOR_OTHER);
	assert_int_equal(agency_sector(&(struct agency){.sector = "police"}), SECTOR_POLICE);
	assert_true(marks_parse("none", &marks));
	assert_int_equal(marks, 0);
	assert_true(marks_parse("safeguarding", &marks));
	assert_int_equal(marks, MARK_SAFEGUARDING);
	assert_false(marks_parse("safeguarding,x", &marks));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_workers_the_owner_is_alone),
		cmocka_unit_test(a_worker_is_what_was_said),
		cmocka_unit_test(of_a_worker_only_what_is_said_changes),
		cmocka_unit_test(a_worker_needs_a_name_a_role_and_sense),
		cmocka_unit_test(nobody_else_comes_in_once_there_is_one),
		cmocka_unit_test(a_closed_worker_stays_out_and_keeps_the_name),
		cmocka_unit_test(the_owning_account_comes_in_as_no_worker),
		cmocka_unit_test(who_is_closed_meanwhile_looks_and_writes_no_more),
		cmocka_unit_test(nobody_takes_their_own_mark_away),
		cmocka_unit_test(a_mark_stays_with_the_record_through_links),
		cmocka_unit_test(every_deed_needs_what_its_role_has),
		cmocka_unit_test(words_for_roles_marks_and_sectors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
