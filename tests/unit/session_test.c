/* Who may open a store, on which day, judged by what; and no look without its row. */
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "town.h"
#include "journey.h"
#include "store_admin.h"
#include "today.h"

static int64_t grace_with_a_plan(struct town *t, const char *planned_on)
{
	int64_t person = town_record(t, "ASC", "1", "Grace", "Okafor", "1943-07-03");

	town_hold(t, town_record(t, "REACH", "r1", "Grace", "Okafor", "1943-07-03"), person);
	town_assessment(t, "ASC", "1", "n1", "CA-NEEDS", "2025-09-02");
	return town_assessment(t, "REACH", "r1", "p1", "REABL", planned_on);
}

/* Runs SQL behind the program's back. */
static void tamper(const struct town *t, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	assert_int_equal(sqlite3_open(t->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s", why);
	sqlite3_close(db);
}

static enum status try_open(struct session_options options)
{
	struct session *s = NULL;
	enum status st = session_open(&s, &options, &the_err);

	session_close(s);
	return st;
}

/* Days --------------------------------------------------------------------- */

static void what_was_planned_has_passed_on_a_later_day(void **state)
{
	struct town t;
	int64_t b;

	(void)state;
	town_open(&t);
	b = grace_with_a_plan(&t, "2025-11-24");
	assert_int_equal(town_asked(&t, b, FK_OVERLAP).finding.stage, SG_PLANNED);
	town_reopen(&t, NULL, civil_day(2025, 12, 8));
	assert_int_equal(town_asked(&t, b, FK_OVERLAP).finding.stage, SG_PLANNED);
	town_reopen(&t, NULL, civil_day(2025, 12, 9));
	assert_int_equal(town_asked(&t, b, FK_OVERLAP).finding.stage, SG_PASSED);
	town_close(&t);
}

static void a_referral_is_judged_as_of_the_day_one_looks(void **state)
{
	struct town t;
	int64_t b;

	(void)state;
	town_open(&t);
	grace_with_a_plan(&t, "2025-11-24");
	b = town_event(&t, (struct event){
		.agency_code = "ASC", .local_id = "1", .source_ref = "q1", .kind = EV_REQUEST,
		.status = ES_COMPLETED, .starts_on = "2025-11-10", .to_agency = "REACH",
		.instrument = "REABL" });
	assert_int_equal(town_asked(&t, b, FK_OVERLAP).finding.stage, SG_REQUESTED);
	assert_int_equal(town_asked_count(&t), 2);
	town_reopen(&t, NULL, civil_day(2026, 3, 21)); /* half of what was known has lapsed */
	assert_int_equal(town_asked_count(&t), 1);
	town_reopen(&t, NULL, TOWN_TODAY);
	assert_int_equal(town_asked_count(&t), 2);
	town_close(&t);
}

static void the_same_day_again_writes_nothing(void **state)
{
	struct town t;
	int64_t seq;

	(void)state;
	town_open(&t);
	grace_with_a_plan(&t, "2025-11-24");
	seq = session_change_seq(t.session);
	town_reopen(&t, NULL, TOWN_TODAY);
	assert_int_equal(session_change_seq(t.session), seq);
	town_reopen(&t, NULL, TOWN_TODAY + 1);
	assert_int_equal(session_change_seq(t.session), seq + 1);
	town_close(&t);
}

/* What findings are judged by ------------------------------------------------ */

static void a_higher_threshold_judges_everybody_anew(void **state)
{
	struct town t;

	(void)state;
	town_open(&t);
	grace_with_a_plan(&t, "2025-11-24"); /* 5 of 6 known */
	works(setting_set(t.session, "duplicate.threshold", "5/6", &the_err));
	assert_int_equal(town_asked_count(&t), 1);
	works(setting_set(t.session, "duplicate.threshold", "0.9", &the_err));
	assert_int_equal(town_asked_count(&t), 0);
	town_reopen(&t, NULL, TOWN_TODAY);
	assert_int_equal(town_asked_count(&t), 0);
	works(setting_set(t.session, "duplicate.threshold", "1/2", &the_err));
	assert_int_equal(town_asked_count(&t), 1);
	town_close(&t);
}

static void another_session_follows_the_threshold(void **state)
{
	struct town t;
	struct session_options options;
	struct session *steward;

	(void)state;
	town_open(&t);
	grace_with_a_plan(&t, "2025-11-24");
	options = town_options(&t);
	works(session_open(&steward, &options, &the_err));
	works(setting_set(steward, "duplicate.threshold", "1", &the_err));
	assert_true(session_has_changed(t.session));
	assert_false(session_has_changed(t.session));
	town_assessment(&t, "REACH", "r1", "p2", "REABL", "2025-11-25");
	assert_int_equal(town_asked_count(&t), 0);
	session_close(steward);
	town_close(&t);
}

static void a_setting_takes_only_what_makes_sense(void **state)
{
	struct town t;
	struct setting *list;
	size_t n, i;
	bool was_found = false;

	(void)state;
	town_open(&t);
	assert_int_equal(setting_set(t.session, "duplicate.threshold", "2", &the_err), ST_USAGE);
	assert_int_equal(setting_set(t.session, "link.auto", "always", &the_err), ST_USAGE);
	assert_int_equal(setting_set(t.session, "feed.quiet.days", "0", &the_err), ST_USAGE);
	assert_int_equal(setting_set(t.session, "feed.quiet.days", "9x", &the_err), ST_USAGE);
	assert_int_equal(setting_set(t.session, "judged.on", "2025-01-01", &the_err), ST_USAGE);
	assert_int_equal(setting_set(t.session, "catalogue.domains", "nonsense", &the_err), ST_USAGE);
	works(setting_set(t.session, "link.auto", "likely", &the_err));
	works(settings_list(t.session, t.arena, &list, &n, &the_err));
	for (i = 0; i < n; i++) {
		if (strcmp(list[i].key, "link.auto") != 0)
			continue;
		was_found = true;
		assert_string_equal(list[i].value, "likely");
		assert_string_equal(list[i].fallback, "certain");
	}
	assert_true(was_found);
	town_close(&t);
}

static const char DOMAINS[] =
	"domain\tname\tcovers\tmax_days\tcare_act_outcomes\tchc_dst_domains\n"
	"NUTRI\tNutrition\t\t1\t\t\nPCARE\tPersonal care\t\t1\t\t\nCONT\tContinence\t\t1\t\t\n"
	"MOBIL\tMobility\t\t1\t\t\nMEDS\tMedicines\t\t1\t\t\nHOME\tHome\t\t1\t\t\n"
	"HEALTH\tHealth\t\t1\t\t\nCOGN\tCognition\t\t1\t\t\nMOOD\tMood\t\t1\t\t\nCOMM\tComm\t\t1\t\t\n"
	"MONEY\tMoney\t\t1\t\t\nSOCIAL\tSocial\t\t1\t\t\nOCCUP\tWork\t\t1\t\t\nCARER\tCarers\t\t1\t\t\n"
	"SKIN\tSkin\t\t1\t\t\nRISK\tRisk\t\t0\t\t\nSAFEG\tSafeguarding\t\t0\t\t\n"
	"SUBST\tSubstances\t\t1\t\t\nPAIN\tPain\t\t1\t\t\nCHILD\tChildren\t\t1\t\t\n";

static void a_sites_own_catalogue_judges_anew_when_next_opened(void **state)
{
	struct town t;
	struct session_options options;
	struct session *other;
	struct ruling ruling = {.verdict = VD_AVOIDABLE};
	int64_t b;

	(void)state;
	town_open(&t);
	b = grace_with_a_plan(&t, "2025-11-24");
	works(setting_set(t.session, "catalogue.domains", DOMAINS, &the_err));
	assert_int_equal(town_asked_count(&t), 1);
	options = town_options(&t);
	works(session_open(&other, &options, &the_err));
	assert_int_equal(town_asked_count(&t), 0);
	assert_int_equal(asked_decide(t.session, &b, 1, &ruling, &the_err), ST_USAGE);
	session_close(other);
	town_reopen(&t, NULL, TOWN_TODAY);
	works(setting_set(t.session, "catalogue.domains", "built-in", &the_err));
	town_reopen(&t, NULL, TOWN_TODAY);
	assert_int_equal(town_asked_count(&t), 1);
	town_close(&t);
}

/* Who looks ------------------------------------------------------------------ */

static void a_store_of_another_account_shows_nobody(void **state)
{
	struct town t;
	struct session_options options;

	(void)state;
	town_open(&t);
	if (geteuid() != 0 || chown(t.path, 65534, (gid_t)-1) != 0) {
		town_close(&t);
		skip(); /* only root can give a file away */
	}
	options = town_options(&t);
	assert_int_equal(try_open(options), ST_DENIED);
	assert_non_null(strstr(the_err.text, "--worker"));
	options.worker = NULL;
	assert_int_equal(try_open(options), ST_DENIED);
	assert_non_null(strstr(the_err.text, "belongs to another account"));
	town_close(&t);
}

static void a_workers_name_is_letters_and_digits(void **state)
{
	struct town t;
	struct session_options options;

	(void)state;
	town_open(&t);
	options = town_options(&t);
	options.worker = "j.obi@ASC";
	assert_int_equal(try_open(options), ST_OK);
	options.worker = "";
	assert_int_equal(try_open(options), ST_USAGE);
	options.worker = "x;y";
	assert_int_equal(try_open(options), ST_USAGE);
	options.worker = "0123456789012345678901234567890123456789012345678901234567890123";
	assert_int_equal(try_open(options), ST_OK);
	options.worker = "01234567890123456789012345678901234567890123456789012345678901234";
	assert_int_equal(try_open(options), ST_USAGE);
	town_close(&t);
}

static void a_demo_stays_apart_from_real_stores(void **state)
{
	struct town t;
	struct session_options options;
	struct session *demo;

	(void)state;
	town_open(&t);
	assert_false(session_is_demo(t.session));
	options = town_options(&t);
	options.must_be_demo = true;
	assert_int_equal(try_open(options), ST_DENIED);
	options.be_demo = true;
	options.demo_today = civil_day(2025, 1, 31);
	assert_int_equal(try_open(options), ST_DENIED);
	session_close(t.session);
	t.session = NULL;
	unlink(t.path);
	options.make = true;
	options.today = CIVIL_NONE;
	works(session_open(&demo, &options, &the_err));
	assert_true(session_is_demo(demo));
	assert_int_equal(session_today(demo), civil_day(2025, 1, 31));
	session_close(demo);
	options.be_demo = options.make = false;
	works(session_open(&demo, &options, &the_err));
	assert_int_equal(session_today(demo), civil_day(2025, 1, 31));
	session_close(demo);
	town_close(&t);
}

/* The gate --------------------------------------------------------------------- */

static void who_may_not_see_gets_no_line_no_row_and_no_number(void **state)
{
	struct town t;
	struct asked_query query = {.stage = -1, .state = -1};
	struct asked_row *row;
	struct person *p;
	struct today today;
	int64_t person, count, b;
	size_t n;

	(void)state;
	town_open(&t);
	b = grace_with_a_plan(&t, "2025-11-24");
	person = town_asked(&t, b, FK_OVERLAP).person;
	t.session->viewer.is_owner = false;
	assert_int_equal(person_open(t.session, person, t.arena, &p, &the_err), ST_NONE);
	works(asked_list(t.session, &query, t.arena, &row, &n, &the_err));
	assert_int_equal(n, 0);
	works(asked_count(t.session, &query, &count, &the_err));
	assert_int_equal(count, 0);
	works(today_read(t.session, &(struct today_query){.each = 10}, t.arena, &today, &the_err));
	assert_int_equal(today.line_n, 0);
	town_close(&t);
}

/* The audit -------------------------------------------------------------------- */

static void a_look_is_in_the_audit_with_the_persons_id(void **state)
{
	struct town t;
	struct audit_line *line;
	struct person *p;
	int64_t person, b;
	const char *sentence;
	size_t n;

	(void)state;
	town_open(&t);
	b = grace_with_a_plan(&t, "2025-11-24");
	person = town_asked(&t, b, FK_OVERLAP).person;
	works(person_open(t.session, person, t.arena, &p, &the_err));
	works(audit_read(t.session, 0, NULL, 10, t.arena, &line, &n, &the_err));
	assert_true(n >= 2);
	assert_string_equal(line[0].deed, "look");
	assert_string_equal(line[0].detail, "audit");
	assert_string_equal(line[1].deed, "look");
	assert_string_equal(line[1].person, p->uuid);
	assert_string_equal(line[1].worker, "ada");
	works(audit_read(t.session, person, NULL, 1, t.arena, &line, &n, &the_err));
	assert_int_equal(n, 1);
	works(audit_verify(t.session, NULL, t.arena, &sentence, &the_err));
	town_close(&t);
}

static void a_store_that_cannot_keep_the_audit_shows_nobody(void **state)
{
	struct town t;
	struct asked_query query = {.stage = -1, .state = -1};
	struct asked_row *row = NULL;
	struct person *p = NULL;
	struct today today = {.line_n = 77};
	struct audit_line *line = NULL;
	int64_t person, b;
	size_t n = 77;

	(void)state;
	town_open(&t);
	b = grace_with_a_plan(&t, "2025-11-24");
	person = town_asked(&t, b, FK_OVERLAP).person;
	tamper(&t, "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END");
	assert_int_not_equal(person_open(t.session, person, t.arena, &p, &the_err), ST_OK);
	assert_null(p);
	assert_int_not_equal(asked_list(t.session, &query, t.arena, &row, &n, &the_err), ST_OK);
	assert_null(row);
	assert_int_not_equal(today_read(t.session, &(struct today_query){.each = 10}, t.arena, &today, &the_err), ST_OK);
	assert_int_equal(today.line_n, 77);
	assert_int_not_equal(audit_read(t.session, 0, NULL, 9, t.arena, &line, &n, &the_err), ST_OK);
	assert_null(line);
	assert_int_equal(n, 77);
	town_close(&t);
}

static void a_decision_without_its_row_did_not_happen(void **state)
{
	struct town t;
	struct ruling ruling = {.verdict = VD_AVOIDABLE};
	int64_t b;

	(void)state;
	town_open(&t);
	b = grace_with_a_plan(&t, "2025-11-24");
	tamper(&t, "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END");
	assert_int_not_equal(asked_decide(t.session, &b, 1, &ruling, &the_err), ST_OK);
	tamper(&t, "DROP TRIGGER full");
	assert_int_equal(town_asked(&t, b, FK_OVERLAP).state, VD_OPEN);
	town_close(&t);
}

/* doctor ----------------------------------------------------------------------- */

static void the_doctor_is_content_with_a_sound_store(void **state)
{
	struct town t;
	struct doctor_report report;
	struct digest_line *before, *after;
	size_t n, m, i;

	(void)state;
	town_open(&t);
	grace_with_a_plan(&t, "2025-11-24");
	works(doctor_run(t.session, t.arena, &report, &the_err));
	assert_int_equal(report.complaint_n, 0);
	assert_string_equal(report.fact[0], "1 person");
	assert_string_equal(report.fact[1], "2 records");
	assert_string_equal(report.fact[3], "1 finding");
	works(doctor_digest(t.session, t.arena, &before, &n, &the_err));
	town_reopen(&t, "bob", TOWN_TODAY);
	works(doctor_digest(t.session, t.arena, &after, &m, &the_err));
	assert_int_equal(n, m);
	for (i = 0; i < n; i++)
		assert_string_equal(before[i].hash, after[i].hash);
	town_close(&t);
}

static void the_doctor_notices_findings_that_the_rule_does_not_give(void **state)
{
	struct town t;
	struct doctor_report report;

	(void)state;
	town_open(&t);
	grace_with_a_plan(&t, "2025-11-24");
	tamper(&t, "UPDATE finding SET answered = answered + 1");
	works(doctor_run(t.session, t.arena, &report, &the_err));
	assert_int_equal(report.complaint_n, 1);
	assert_string_equal(report.complaint[0].check, "findings");
	works(setting_set(t.session, "duplicate.threshold", "1/2", &the_err)); /* as it says */
	works(doctor_run(t.session, t.arena, &report, &the_err));
	assert_int_equal(report.complaint_n, 0);
	town_close(&t);
}

/* PERSON ------------------------------------------------------------------------ */

static enum status resolve(struct town *t, const char *text, int64_t *person, size_t *n)
{
	char **fits = NULL;

	return person_resolve(t->session, text, person, t->arena, &fits, n, &the_err);
}

static void any_of_her_records_is_an_address_of_her(void **state)
{
	struct town t;
	struct record joined;
	int64_t grace, other, found = 0;
	char id[37], prefix[9];
	size_t n;

	(void)state;
	town_open(&t);
	grace = town_record(&t, "ASC", "A:1", "Grace", "Okafor", "1943-07-03");
	other = town_record(&t, "REACH", "r1", "Grace", "Okafor", "1943-07-03");
	town_record(&t, "REACH", "r2", "Ada", "Bello", "1950-01-02");
	town_hold(&t, other, grace);
	works(resolve(&t, "asc:A:1", &found, &n));
	assert_int_equal(found, grace);
	works(resolve(&t, " REACH:r1 ", &found, &n));
	assert_int_equal(found, grace);
	works(store_record_get(t.session->store, other, t.arena, &joined, &the_err));
	works(resolve(&t, joined.uuid, &found, &n));
	assert_int_equal(found, grace);
	works(person_id(t.session, grace, id, &the_err));
	assert_string_not_equal(id, joined.uuid);
	memcpy(prefix, id, 8);
	prefix[8] = '\0';
	works(resolve(&t, prefix, &found, &n));
	assert_int_equal(found, grace);
	town_close(&t);
}

static void an_nhs_number_finds_her_also_when_it_is_past(void **state)
{
	struct town t;
	int64_t grace, found = 0;
	size_t n;

	(void)state;
	town_open(&t);
	grace = town_record(&t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	town_field(&t, grace, RF_NHS_NUMBER, "9990000018");
	works(resolve(&t, "999 000 0018", &found, &n));
	assert_int_equal(found, grace);
	town_field(&t, grace, RF_NHS_NUMBER, "9990000026");
	found = 0;
	works(resolve(&t, "9990000018", &found, &n));
	assert_int_equal(found, grace);
	town_close(&t);
}

static void a_number_of_two_people_is_told_by_their_ids(void **state)
{
	struct town t;
	int64_t grace, ada, found = 0;
	char id[37], **fits = NULL;
	size_t n = 0;

	(void)state;
	town_open(&t);
	grace = town_record(&t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	ada = town_record(&t, "ASC", "2", "Ada", "Bello", "1950-01-02");
	town_field(&t, grace, RF_NHS_NUMBER, "9990000018");
	town_field(&t, ada, RF_NHS_NUMBER, "9990000018");
	assert_int_equal(person_resolve(t.session, "9990000018", &found, t.arena, &fits, &n, &the_err),
		ST_AMBIGUOUS);
	assert_int_equal(found, 0);
	assert_int_equal(n, 2);
	works(person_id(t.session, ada, id, &the_err));
	assert_true(strcmp(fits[0], id) == 0 || strcmp(fits[1], id) == 0);
	town_close(&t);
}

static void what_is_no_person_is_said_to_be_none(void **state)
{
	struct town t;
	int64_t found;
	size_t n;

	(void)state;
	town_open(&t);
	town_record(&t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	assert_int_equal(resolve(&t, "ASC:2", &found, &n), ST_NONE);
	assert_int_equal(resolve(&t, "NOBODY:1", &found, &n), ST_NONE);
	assert_int_equal(resolve(&t, "999 000 0018", &found, &n), ST_NONE);
	assert_int_equal(resolve(&t, "okafor", &found, &n), ST_NONE);
	assert_null(strstr(the_err.text, "okafor"));
	assert_int_equal(resolve(&t, "abc", &found, &n), ST_USAGE);
	assert_int_equal(resolve(&t, "00000000-0000", &found, &n), ST_NONE);
	town_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_planned_has_passed_on_a_later_day),
		cmocka_unit_test(a_referral_is_judged_as_of_the_day_one_looks),
		cmocka_unit_test(the_same_day_again_writes_nothing),
		cmocka_unit_test(a_higher_threshold_judges_everybody_anew),
		cmocka_unit_test(another_session_follows_the_threshold),
		cmocka_unit_test(a_setting_takes_only_what_makes_sense),
		cmocka_unit_test(a_sites_own_catalogue_judges_anew_when_next_opened),
		cmocka_unit_test(a_store_of_another_account_shows_nobody),
		cmocka_unit_test(a_workers_name_is_letters_and_digits),
		cmocka_unit_test(a_demo_stays_apart_from_real_stores),
		cmocka_unit_test(who_may_not_see_gets_no_line_no_row_and_no_number),
		cmocka_unit_test(a_look_is_in_the_audit_with_the_persons_id),
		cmocka_unit_test(a_store_that_cannot_keep_the_audit_shows_nobody),
		cmocka_unit_test(a_decision_without_its_row_did_not_happen),
		cmocka_unit_test(the_doctor_is_content_with_a_sound_store),
		cmocka_unit_test(the_doctor_notices_findings_that_the_rule_does_not_give),
		cmocka_unit_test(any_of_her_records_is_an_address_of_her),
		cmocka_unit_test(an_nhs_number_finds_her_also_when_it_is_past),
		cmocka_unit_test(a_number_of_two_people_is_told_by_their_ids),
		cmocka_unit_test(what_is_no_person_is_said_to_be_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
