/* The first screen: a person on every line, who, what, why, since when. */
#include <stdio.h>
#include <string.h>

#include "care/work.h"
#include "case.h"
#include "store_people.h"
#include "town.h"
#include "today.h"
#include "workers.h"

static struct today look(struct town *t, size_t each)
{
	struct today today = {0};

	works(today_read(t->session, &(struct today_query){.each = each}, t->arena, &today, &the_err));
	return today;
}

static const struct today_line *line_of(const struct today *today, enum today_kind kind)
{
	size_t i;

	for (i = 0; i < today->line_n; i++)
		if (today->line[i].kind == kind)
			return &today->line[i];
	fail_msg("no line under %s", TODAY_HEADINGS[kind]);
	return NULL;
}

static void reads(const struct today_line *line, const char *who, const char *what,
	const char *why)
{
	assert_string_equal(line->who, who);
	assert_string_equal(line->what, what);
	assert_string_equal(line->why, why);
}

static int64_t grace(struct town *t)
{
	return town_record(t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
}

static int64_t grace_at(struct town *t, int64_t person, const char *agency, const char *local_id)
{
	int64_t record = town_record(t, agency, local_id, "Grace", "Okafor", "1943-07-03");

	town_hold(t, record, person);
	return record;
}

static int64_t send(struct town *t, const char *agency, const char *local_id, const char *ref,
	enum event_kind kind, enum event_status status, const char *on)
{
	return town_event(t, (struct event){
		.agency_code = agency, .local_id = local_id, .source_ref = ref, .kind = kind,
		.status = status, .starts_on = on });
}

static void an_empty_store_has_an_empty_day(void **state)
{
	struct town t;
	struct today today;

	(void)state;
	town_open(&t);
	today = look(&t, 5);
	assert_int_equal(today.line_n, 0);
	assert_int_equal(today.people, 0);
	town_close(&t);
}

static void what_is_planned_for_the_dead_is_to_cancel(void **state)
{
	struct town t;
	struct today today;
	int64_t record, plan;

	(void)state;
	town_open(&t);
	record = grace(&t);
	plan = town_assessment(&t, "ASC", "1", "p1", "OT-FUNC", "2025-11-24");
	town_field(&t, record, RF_DATE_OF_DEATH, "2025-11-18");
	today = look(&t, 5);
	assert_int_equal(today.line_n, 1);
	reads(line_of(&today, TD_DIED), "Okafor, Grace (82)",
		"ASC, 24 Nov: Occupational therapy functional assessment", "");
	assert_int_equal(today.line[0].event, plan);
	assert_int_equal(today.line[0].since, civil_day(2025, 11, 18));
	town_close(&t);
}

/* Nothing is planned or asked for, but the support goes on; until it ends. */
static void support_that_goes_on_for_the_dead_is_to_end(void **state)
{
	struct town t;
	struct today today;
	struct event e = {.agency_code = "ASC", .local_id = "1", .source_ref = "s1", .kind = EV_SERVICE,
		.status = ES_COMPLETED, .starts_on = "2025-03-03", .title = "Home care"};

	(void)state;
	town_open(&t);
	town_field(&t, grace(&t), RF_DATE_OF_DEATH, "2025-11-18");
	town_event(&t, e);
	today = look(&t, 5);
	assert_int_equal(today.total[TD_DIED], 1);
	reads(line_of(&today, TD_DIED), "Okafor, Grace (82)", "ASC, since 3 Mar: Home care", "");
	send(&t, "ASC", "1", "v1", EV_CONTACT, ES_PLANNED, "2025-11-24");
	today = look(&t, 5);
	assert_int_equal(today.total[TD_DIED], 1);
	assert_string_equal(line_of(&today, TD_DIED)->why, "1 more"); /* what is planned comes first */
	send(&t, "ASC", "1", "v1", EV_CONTACT, ES_CANCELLED, "2025-11-24");
	e.ends_on = "2025-11-22";
	town_event(&t, e);
	assert_int_equal(look(&t, 5).total[TD_DIED], 1);
	town_reopen(&t, NULL, civil_day(2025, 11, 23));
	assert_int_equal(look(&t, 5).total[TD_DIED], 0);
	town_reopen(&t, NULL, TOWN_TODAY);
	assert_int_equal(look(&t, 5).total[TD_DIED], 1);
	town_close(&t);
}

static void who_came_out_of_hospital_is_to_be_rung(void **state)
{
	struct town t;
	struct today today;
	int64_t person;

	(void)state;
	town_open(&t);
	person = grace(&t);
	grace_at(&t, person, "RNHS", "h1");
	send(&t, "RNHS", "h1", "d1", EV_DISCHARGE, ES_COMPLETED, "2025-11-20");
	today = look(&t, 5);
	reads(line_of(&today, TD_DISCHARGED), "Okafor, Grace (82)", "Left RNHS",
		"48 h end soon, nobody is due");
	send(&t, "RNHS", "h1", "d1", EV_DISCHARGE, ES_COMPLETED, "2025-11-19");
	today = look(&t, 5);
	assert_string_equal(line_of(&today, TD_DISCHARGED)->why,
		"48 h end today, nobody is due");
	send(&t, "RNHS", "h1", "d1", EV_DISCHARGE, ES_COMPLETED, "2025-11-17");
	today = look(&t, 5);
	assert_string_equal(line_of(&today, TD_DISCHARGED)->why, "4 days ago, nobody is due");
	assert_int_equal(line_of(&today, TD_DISCHARGED)->person, person);
	send(&t, "ASC", "1", "v1", EV_CONTACT, ES_PLANNED, "2025-11-24");
	today = look(&t, 5);
	assert_string_equal(line_of(&today, TD_DISCHARGED)->why,
		"4 days ago, ASC due 24 Nov");
	send(&t, "ASC", "1", "c1", EV_CONTACT, ES_COMPLETED, "2025-11-19");
	assert_int_equal(look(&t, 5).total[TD_DISCHARGED], 0);
	town_close(&t);
}

static void who_has_waited_longest_to_be_rung_comes_first(void **state)
{
	struct town t;
	struct today today;

	(void)state;
	town_open(&t);
	town_record(&t, "RNHS", "h1", "Ada", "Bello", "1950-01-02");
	town_record(&t, "RNHS", "h2", "Ben", "Cole", "1950-01-02");
	town_record(&t, "RNHS", "h3", "Cat", "Dunn", "1950-01-02");
	send(&t, "RNHS", "h1", "d1", EV_DISCHARGE, ES_COMPLETED, "2025-11-21");
	send(&t, "RNHS", "h2", "d2", EV_DISCHARGE, ES_COMPLETED, "2025-11-15");
	send(&t, "RNHS", "h3", "d3", EV_DISCHARGE, ES_COMPLETED, "2025-11-18");
	today = look(&t, 5);
	assert_int_equal(today.line_n, 3);
	assert_string_equal(today.line[0].who, "Cole, Ben (75)");
	assert_string_equal(today.line[1].who, "Dunn, Cat (75)");
	assert_string_equal(today.line[2].who, "Bello, Ada (75)");
	today = look(&t, 1);
	assert_int_equal(today.line_n, 1);
	assert_int_equal(today.total[TD_DISCHARGED], 3);
	town_close(&t);
}

static void who_is_in_hospital_and_who_is_coming_to_the_empty_house(void **state)
{
	struct town t;
	struct today today;

	(void)state;
	town_open(&t);
	grace_at(&t, grace(&t), "RNHS", "h1");
	send(&t, "RNHS", "h1", "a1", EV_ADMISSION, ES_IN_PROGRESS, "2025-11-12");
	today = look(&t, 5);
	reads(line_of(&today, TD_IN_HOSPITAL), "Okafor, Grace (82)", "RNHS, 9 nights", "");
	send(&t, "ASC", "1", "v1", EV_CONTACT, ES_PLANNED, "2025-11-24");
	today = look(&t, 5);
	assert_string_equal(line_of(&today, TD_IN_HOSPITAL)->why,
		"tell ASC, due 24 Nov");
	town_close(&t);
}

static void who_is_about_to_be_asked_again_soonest_first(void **state)
{
	struct town t;
	struct today today;
	size_t i;

	(void)state;
	town_open(&t);
	grace_at(&t, grace(&t), "REACH", "r1");
	town_assessment(&t, "ASC", "1", "n1", "CA-NEEDS", "2025-09-02");
	for (i = 0; i < 7; i++) {
		char ref[8], on[11];

		snprintf(ref, sizeof ref, "p%zu", i);
		snprintf(on, sizeof on, "2025-11-%02zu", 28 - i);
		town_assessment(&t, "REACH", "r1", ref, "REABL", on);
	}
	today = look(&t, 2);
	assert_int_equal(today.total[TD_ASKED_AGAIN], 7);
	assert_int_equal(today.line[0].since, civil_day(2025, 11, 22));
	assert_int_equal(today.line[1].since, civil_day(2025, 11, 23));
	reads(line_of(&today, TD_ASKED_AGAIN), "Okafor, Grace (82)",
		"REACH: Reablement assessment", "5 of 6 known: ASC");
	town_close(&t);
}

static void a_referral_for_what_is_known_says_who_asks_whom(void **state)
{
	struct town t;
	struct today today;

	(void)state;
	town_open(&t);
	grace_at(&t, grace(&t), "REACH", "r1");
	town_assessment(&t, "ASC", "1", "n1", "CA-NEEDS", "2025-09-02");
	town_event(&t, (struct event){
		.agency_code = "ASC", .local_id = "1", .source_ref = "q1", .kind = EV_REQUEST,
		.status = ES_COMPLETED, .starts_on = "2025-11-10", .to_agency = "RNHS",
		.domains = "PCARE;HOME" });
	today = look(&t, 5);
	assert_string_equal(line_of(&today, TD_ASKED_AGAIN)->what, "ASC asks RNHS: Referral");
	assert_string_equal(line_of(&today, TD_ASKED_AGAIN)->why, "all 2 known: ASC");
	town_close(&t);
}

static void the_newest_of_those_who_know_is_named_and_the_others_counted(void **state)
{
	struct town t;
	struct today today;

	(void)state;
	town_open(&t);
	grace_at(&t, grace(&t), "REACH", "r1");
	grace_at(&t, grace(&t), "RNHS", "h1");
	town_assessment(&t, "ASC", "1", "n1", "CA-NEEDS", "2025-09-02");
	town_assessment(&t, "RNHS", "h1", "n2", "CA-NEEDS", "2025-09-10");
	town_assessment(&t, "RNHS", "h1", "n3", "CA-NEEDS", "2025-09-12");
	town_assessment(&t, "REACH", "r1", "p1", "CA-NEEDS", "2025-11-24");
	today = look(&t, 5);
	assert_non_null(strstr(line_of(&today, TD_ASKED_AGAIN)->why, "known: RNHS +1"));
	town_close(&t);
}

static void one_visit_is_proposed_where_two_are_planned(void **state)
{
	struct town t;
	struct today today;

	(void)state;
	town_open(&t);
	grace_at(&t, grace(&t), "REACH", "r1");
	town_assessment(&t, "ASC", "1", "p1", "REABL", "2025-11-24");
	town_assessment(&t, "REACH", "r1", "p2", "REABL", "2025-11-26");
	today = look(&t, 5);
	assert_int_equal(today.line_n, 1);
	reads(&today.line[0], "Okafor, Grace (82)", "REACH: Reablement assessment",
		"ASC comes too");
	town_close(&t);
}

/* Known already, and another agency comes at about that time: two findings, one assessment. */
static void an_assessment_with_two_findings_is_listed_and_counted_once(void **state)
{
	struct town t;
	struct today today;
	int64_t event;

	(void)state;
	town_open(&t);
	grace_at(&t, grace(&t), "REACH", "r1");
	grace_at(&t, grace(&t), "RNHS", "h1");
	town_assessment(&t, "RNHS", "h1", "n1", "REABL", "2025-11-01");
	town_assessment(&t, "ASC", "1", "p1", "REABL", "2025-11-24");
	event = town_assessment(&t, "REACH", "r1", "p2", "REABL", "2025-11-26");
	town_asked(&t, event, FK_TOGETHER);
	town_asked(&t, event, FK_REPEAT);
	for (size_t each = 1; each < 6; each++) {
		today = look(&t, each);
		assert_int_equal(today.total[TD_ASKED_AGAIN], 2);
	}
	assert_int_equal(today.line_n, 2);
	town_close(&t);
}

static void a_referral_without_reply_is_chased_after_five_days(void **state)
{
	struct town t;
	struct today today;

	(void)state;
	town_open(&t);
	grace_at(&t, grace(&t), "REACH", "r1");
	town_event(&t, (struct event){
		.agency_code = "ASC", .local_id = "1", .source_ref = "q1", .kind = EV_REQUEST,
		.status = ES_COMPLETED, .starts_on = "2025-11-17", .to_agency = "REACH" });
	assert_int_equal(look(&t, 5).total[TD_NO_REPLY], 0);
	town_event(&t, (struct event){
		.agency_code = "ASC", .local_id = "1", .source_ref = "q1", .kind = EV_REQUEST,
		.status = ES_COMPLETED, .starts_on = "2025-11-16", .to_agency = "REACH" });
	today = look(&t, 5);
	reads(line_of(&today, TD_NO_REPLY), "Okafor, Grace (82)", "REACH, asked by ASC: Referral",
		"5 days");
	works(setting_set(t.session, "referral.reply.days", "6", &the_err));
	assert_int_equal(look(&t, 5).total[TD_NO_REPLY], 0);
	town_close(&t);
}

static void a_referral_for_the_dead_is_cancelled_not_chased(void **state)
{
	struct town t;
	struct today today;
	int64_t record;
	size_t i;

	(void)state;
	town_open(&t);
	record = grace(&t);
	town_record(&t, "ASC", "2", "Ada", "Bello", "1950-01-02");
	for (i = 0; i < 2; i++)
		town_event(&t, (struct event){
			.agency_code = "ASC", .local_id = i ? "2" : "1", .source_ref = i ? "q2" : "q1",
			.kind = EV_REQUEST, .status = ES_COMPLETED, .starts_on = "2025-11-10",
			.to_agency = "ASC" });
	assert_int_equal(look(&t, 1).total[TD_NO_REPLY], 2);
	town_field(&t, record, RF_DATE_OF_DEATH, "2025-11-12");
	today = look(&t, 1);
	assert_int_equal(today.total[TD_NO_REPLY], 1);
	assert_string_equal(line_of(&today, TD_NO_REPLY)->who, "Bello, Ada (75)");
	reads(line_of(&today, TD_DIED), "Okafor, Grace (82)", "ASC, 10 Nov: Referral",
		"");
	town_close(&t);
}

static void what_lies_ahead_is_cancelled_before_what_has_gone_by(void **state)
{
	struct town t;
	struct today today;
	int64_t record;

	(void)state;
	town_open(&t);
	record = grace(&t);
	send(&t, "ASC", "1", "v1", EV_CONTACT, ES_PLANNED, "2025-11-01");
	send(&t, "ASC", "1", "v2", EV_REVIEW, ES_PLANNED, "2025-11-29");
	send(&t, "ASC", "1", "v3", EV_CONTACT, ES_PLANNED, "2025-11-25");
	town_field(&t, record, RF_DATE_OF_DEATH, "2025-10-30");
	today = look(&t, 5);
	assert_int_equal(today.total[TD_DIED], 1);
	reads(line_of(&today, TD_DIED), "Okafor, Grace (82)", "ASC, 25 Nov: Contact",
		"2 more");
	town_close(&t);
}

static enum status link_fn(struct work *work, void *arg, struct err *err)
{
	return store_link_put(work->txn, arg, err);
}

static void a_pair_that_only_a_worker_can_decide_is_shown(void **state)
{
	struct town t;
	struct today today;
	struct link_row link = {.band = "possible", .weight = 4, .state = "to-decide", .reason = "name"};

	(void)state;
	town_open(&t);
	link.a = grace(&t);
	link.b = town_record(&t, "REACH", "r1", "Grace", "Okafor", "1943-03-07");
	works(case_write(t.session, &(struct deed){.deed = "import"}, link_fn, &link, &the_err));
	today = look(&t, 5);
	reads(line_of(&today, TD_LINK), "Okafor, Grace (82)", "ASC and REACH",
		"possible: name");
	link.state = "linked";
	works(case_write(t.session, &(struct deed){.deed = "import"}, link_fn, &link, &the_err));
	assert_int_equal(look(&t, 5).line_n, 0);
	town_close(&t);
}

static void an_agency_that_fell_silent_is_asked_for_its_extract(void **state)
{
	struct town t;
	struct today today;

	(void)state;
	town_open(&t);
	grace(&t);
	town_record(&t, "REACH", "r1", "Ada", "Bello", "1950-01-02"); /* has sent no event yet */
	send(&t, "ASC", "1", "c1", EV_CONTACT, ES_COMPLETED, "2025-10-07");
	assert_int_equal(look(&t, 5).total[TD_QUIET], 0);
	town_reopen(&t, NULL, TOWN_TODAY + 1);
	today = look(&t, 5);
	assert_int_equal(today.line_n, 1);
	reads(line_of(&today, TD_QUIET), "ASC", "Ask for their extract", "nothing for 46 days");
	assert_int_equal(today.line[0].person, 0);
	town_close(&t);
}

static void minutes_count_what_could_have_been_spared(void **state)
{
	struct town t;
	struct ruling justified = {.verdict = VD_JUSTIFIED, .reason = "hospital stay"};
	int64_t event;

	(void)state;
	town_open(&t);
	grace_at(&t, grace(&t), "REACH", "r1");
	town_assessment(&t, "ASC", "1", "n1", "CA-NEEDS", "2025-09-02");
	event = town_assessment(&t, "REACH", "r1", "p1", "REABL", "2025-09-22");
	assert_int_equal(look(&t, 5).avoidable_minutes, 60); /* as the catalogue has it */
	town_event(&t, (struct event){
		.agency_code = "REACH", .local_id = "r1", .source_ref = "p1", .kind = EV_ASSESSMENT,
		.status = ES_COMPLETED, .starts_on = "2025-09-22", .instrument = "REABL",
		.minutes = "85" });
	assert_int_equal(look(&t, 5).avoidable_minutes, 85);
	works(asked_decide(t.session, &event, 1, &justified, &the_err));
	assert_int_equal(look(&t, 5).avoidable_minutes, 0);
	town_close(&t);
}

static enum status sector_fn(struct work *work, void *arg, struct err *err)
{
	struct agency a = {.code = arg, .sector = "nhs"};
	int64_t id;

	return store_agency_put(work->txn, &a, &id, NULL, err);
}

/* As a locality with workers has it: a coordinator of the partnership looks. */
static void coordinator_looks(struct town *t)
{
	char code[] = "RNHS";

	works(case_write(t->session, &(struct deed){.deed = "import"}, sector_fn, code, &the_err));
	works(session_read_agencies(t->session, &the_err));
	works(worker_add(t->session, &(struct worker_said){.name = "lin", .role = "coordinator"}, &the_err));
	town_reopen(t, "lin", TOWN_TODAY);
}

static void referral_unanswered(struct town *t, const char *ref, const char *on, const char *sensitivity)
{
	town_event(t, (struct event){
		.agency_code = "RNHS", .local_id = "h1", .source_ref = ref, .kind = EV_REQUEST, .status = ES_COMPLETED,
		.starts_on = on, .to_agency = "REACH", .sensitivity = sensitivity});
}

/* How many there are is not told to whom some are withheld from; that a few are not all is. */
static void whom_some_are_withheld_from_may_ask_for_more(void **state)
{
	static const char *const ID[] = {"h1", "h2", "h3"}, *const GIVEN[] = {"Ada", "Ben", "Cat"};
	struct town t;
	struct today today;

	(void)state;
	town_open(&t);
	for (size_t i = 0; i < 3; i++) {
		town_record(&t, "RNHS", ID[i], GIVEN[i], "Bello", "1950-01-02");
		send(&t, "RNHS", ID[i], ID[i], EV_DISCHARGE, ES_COMPLETED, "2025-11-18");
	}
	coordinator_looks(&t);
	today = look(&t, 2);
	assert_int_equal(today.line_n, 2);
	assert_int_equal(today.total[TD_DISCHARGED], 2);
	assert_true(today.has_more[TD_DISCHARGED]);
	assert_false(today.has_more[TD_IN_HOSPITAL]);
	today = look(&t, 4);
	assert_int_equal(today.line_n, 3);
	assert_false(today.has_more[TD_DISCHARGED]);
	town_close(&t);
}

static void what_is_withheld_takes_no_place_of_what_is_not(void **state)
{
	struct town t;
	struct today today;

	(void)state;
	town_open(&t);
	town_record(&t, "RNHS", "h1", "Ada", "Bello", "1950-01-02");
	referral_unanswered(&t, "q1", "2025-10-01", "hidden");
	referral_unanswered(&t, "q2", "2025-10-02", "hidden");
	referral_unanswered(&t, "q3", "2025-10-03", NULL);
	coordinator_looks(&t);
	today = look(&t, 2);
	assert_int_equal(today.total[TD_NO_REPLY], 1);
	assert_int_equal(line_of(&today, TD_NO_REPLY)->since, civil_day(2025, 10, 3));
	assert_false(today.has_more[TD_NO_REPLY]);
	town_close(&t);
}

static void lines_stand_in_the_order_of_their_headings(void **state)
{
	struct town t;
	struct today today;
	size_t i;

	(void)state;
	town_open(&t);
	grace_at(&t, grace(&t), "REACH", "r1");
	town_assessment(&t, "ASC", "1", "n1", "CA-NEEDS", "2025-09-02");
	town_assessment(&t, "REACH", "r1", "p1", "REABL", "2025-11-24");
	town_event(&t, (struct event){
		.agency_code = "ASC", .local_id = "1", .source_ref = "q1", .kind = EV_REQUEST,
		.status = ES_COMPLETED, .starts_on = "2025-11-10", .to_agency = "REACH" });
	town_record(&t, "RNHS", "h2", "Ada", "Bello", "1950-01-02");
	send(&t, "RNHS", "h2", "a2", EV_ADMISSION, ES_COMPLETED, "2025-11-20");
	today = look(&t, 5);
	assert_int_equal(today.agencies, 3);
	assert_int_equal(today.people, 2);
	assert_int_equal(today.records, 3);
	assert_true(today.line_n >= 3);
	for (i = 1; i < today.line_n; i++)
		assert_true(today.line[i - 1].kind <= today.line[i].kind);
	assert_string_equal(line_of(&today, TD_IN_HOSPITAL)->what, "RNHS, 1 night");
	town_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_store_has_an_empty_day),
		cmocka_unit_test(what_is_planned_for_the_dead_is_to_cancel),
		cmocka_unit_test(support_that_goes_on_for_the_dead_is_to_end),
		cmocka_unit_test(who_came_out_of_hospital_is_to_be_rung),
		cmocka_unit_test(who_has_waited_longest_to_be_rung_comes_first),
		cmocka_unit_test(who_is_in_hospital_and_who_is_coming_to_the_empty_house),
		cmocka_unit_test(who_is_about_to_be_asked_again_soonest_first),
		cmocka_unit_test(a_referral_for_what_is_known_says_who_asks_whom),
		cmocka_unit_test(the_newest_of_those_who_know_is_named_and_the_others_counted),
		cmocka_unit_test(one_visit_is_proposed_where_two_are_planned),
		cmocka_unit_test(an_assessment_with_two_findings_is_listed_and_counted_once),
		cmocka_unit_test(a_referral_without_reply_is_chased_after_five_days),
		cmocka_unit_test(a_referral_for_the_dead_is_cancelled_not_chased),
		cmocka_unit_test(what_lies_ahead_is_cancelled_before_what_has_gone_by),
		cmocka_unit_test(a_pair_that_only_a_worker_can_decide_is_shown),
		cmocka_unit_test(an_agency_that_fell_silent_is_asked_for_its_extract),
		cmocka_unit_test(minutes_count_what_could_have_been_spared),
		cmocka_unit_test(whom_some_are_withheld_from_may_ask_for_more),
		cmocka_unit_test(what_is_withheld_takes_no_place_of_what_is_not),
		cmocka_unit_test(lines_stand_in_the_order_of_their_headings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
