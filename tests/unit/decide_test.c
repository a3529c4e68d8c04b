/* What workers say of findings, and what becomes of it as the evidence changes. */
#include <string.h>

#include "town.h"

/* Grace was assessed whole by the council; reablement is about to ask again. */
struct grace { struct town town; int64_t council, needs, again; };

static void grace_make(struct grace *g)
{
	struct town *t = &g->town;

	town_open(t);
	g->council = town_record(t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	town_hold(t, town_record(t, "REACH", "r1", "Grace", "Okafor", "1943-07-03"), g->council);
	g->needs = town_assessment(t, "ASC", "1", "n1", "CA-NEEDS", "2025-09-02");
	g->again = town_assessment(t, "REACH", "r1", "p1", "REABL", "2025-11-24");
}

static enum status decide_as(struct grace *g, enum verdict verdict, const char *reason,
	const char *note)
{
	struct ruling ruling = {.verdict = verdict, .reason = reason, .note = note};

	return asked_decide(g->town.session, &g->again, 1, &ruling, &the_err);
}

static struct asked_row again(struct grace *g)
{
	return town_asked(&g->town, g->again, FK_OVERLAP);
}

static void a_finding_is_open_until_somebody_decides(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	assert_int_equal(again(&g).state, VD_OPEN);
	assert_int_equal(again(&g).finding.stage, SG_PLANNED);
	assert_string_equal(again(&g).evidence, "ASC:n1");
	works(decide_as(&g, VD_AVOIDABLE, NULL, NULL));
	assert_int_equal(again(&g).state, VD_AVOIDABLE);
	assert_string_equal(again(&g).decision->worker, "ada");
	town_close(&g.town);
}

static void it_no_longer_applies_without_its_evidence_and_returns_with_it(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	works(decide_as(&g, VD_AVOIDABLE, NULL, NULL));
	town_status(&g.town, g.needs, ES_ENTERED_IN_ERROR);
	assert_int_equal(town_asked_count(&g.town), 0);

	town_assessment(&g.town, "ASC", "1", "n2", "CA-NEEDS", "2025-09-30");
	assert_int_equal(again(&g).state, VD_NO_LONGER_APPLIES);
	assert_string_equal(again(&g).evidence, "ASC:n2");

	town_status(&g.town, g.needs, ES_COMPLETED);
	assert_int_equal(again(&g).state, VD_AVOIDABLE);
	town_close(&g.town);
}

static void justified_needs_to_be_told_why(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	assert_int_equal(decide_as(&g, VD_JUSTIFIED, NULL, NULL), ST_USAGE);
	assert_int_equal(decide_as(&g, VD_JUSTIFIED, "other", NULL), ST_USAGE);
	assert_int_equal(again(&g).state, VD_OPEN);
	works(decide_as(&g, VD_JUSTIFIED, "Hospital-stay", NULL));
	assert_string_equal(again(&g).decision->reason, "hospital stay");
	works(decide_as(&g, VD_JUSTIFIED, "her daughter moved in", NULL));
	assert_string_equal(again(&g).decision->reason, "other");
	assert_string_equal(again(&g).decision->note, "her daughter moved in");
	town_close(&g.town);
}

static void an_agency_that_is_asked_has_days_to_reply(void **state)
{
	struct grace g;
	struct ruling ruling = {.verdict = VD_ASKED, .reply_by = "2025-11-20"};

	(void)state;
	grace_make(&g);
	assert_int_equal(asked_decide(g.town.session, &g.again, 1, &ruling, &the_err), ST_USAGE);
	ruling.reply_by = "soon";
	assert_int_equal(asked_decide(g.town.session, &g.again, 1, &ruling, &the_err), ST_USAGE);
	ruling.reply_by = NULL;
	works(asked_decide(g.town.session, &g.again, 1, &ruling, &the_err));
	assert_string_equal(again(&g).decision->reply_by, "2025-11-26");
	town_close(&g.town);
}

static void nothing_is_decided_about_what_was_not_found(void **state)
{
	struct grace g;
	struct ruling ruling = {.verdict = VD_AVOIDABLE};
	int64_t both[2];

	(void)state;
	grace_make(&g);
	both[0] = g.again;
	both[1] = g.needs;
	assert_int_equal(asked_decide(g.town.session, both, 2, &ruling, &the_err), ST_USAGE);
	assert_int_equal(again(&g).state, VD_OPEN);
	assert_int_equal(asked_decide(g.town.session, both, 0, &ruling, &the_err), ST_USAGE);
	ruling.verdict = VD_LINK;
	assert_int_equal(asked_decide(g.town.session, both, 1, &ruling, &the_err), ST_USAGE);
	ruling.verdict = VD_NO_LONGER_APPLIES;
	assert_int_equal(asked_decide(g.town.session, both, 1, &ruling, &the_err), ST_USAGE);
	town_close(&g.town);
}

static void what_somebody_decided_meanwhile_is_not_written_over(void **state)
{
	struct grace g;
	int64_t seen = 0;
	struct ruling ruling = {.verdict = VD_AVOIDABLE, .seen = &seen};

	(void)state;
	grace_make(&g);
	works(asked_decide(g.town.session, &g.again, 1, &ruling, &the_err));
	ruling.verdict = VD_REUSED;
	assert_int_equal(asked_decide(g.town.session, &g.again, 1, &ruling, &the_err), ST_CHANGED);
	assert_int_equal(again(&g).state, VD_AVOIDABLE);
	seen = again(&g).decision->id;
	works(asked_decide(g.town.session, &g.again, 1, &ruling, &the_err));
	assert_int_equal(again(&g).state, VD_REUSED);
	town_close(&g.town);
}

static void an_assessment_is_named_by_agency_and_reference(void **state)
{
	struct grace g;
	int64_t event = 0;

	(void)state;
	grace_make(&g);
	works(asked_find(g.town.session, "reach:p1", &event, &the_err));
	assert_int_equal(event, g.again);
	assert_int_equal(asked_find(g.town.session, "REACH:p2", &event, &the_err), ST_NONE);
	assert_int_equal(asked_find(g.town.session, "p1", &event, &the_err), ST_USAGE);
	town_close(&g.town);
}

static void a_finding_follows_its_event_to_another_person(void **state)
{
	struct grace g;
	int64_t record;

	(void)state;
	grace_make(&g);
	works(decide_as(&g, VD_AVOIDABLE, NULL, NULL));
	works(store_record_find(g.town.session->store, "REACH", "r1", &record, &the_err));
	town_hold(&g.town, record, record);
	assert_int_equal(town_asked_count(&g.town), 0);
	town_hold(&g.town, record, g.council);
	assert_int_equal(again(&g).state, VD_AVOIDABLE);
	assert_int_equal(again(&g).person, g.council);
	town_close(&g.town);
}

/* The evidence in words ---------------------------------------------------- */

static struct asked_evidence explain(struct grace *g, enum finding_kind kind)
{
	struct asked_row row = town_asked(&g->town, g->again, kind);
	struct asked_evidence out = {0};

	works(asked_explain(g->town.session, &row, g->town.arena, &out, &the_err));
	return out;
}

static void a_finding_says_who_knows_and_whom_to_ask(void **state)
{
	struct grace g;
	struct asked_evidence e;
	size_t i, answered = 0;

	(void)state;
	grace_make(&g);
	e = explain(&g, FK_OVERLAP);
	assert_non_null(strstr(e.sentence, "ASC"));
	assert_int_equal(e.line_n, 6);
	for (i = 0; i < e.line_n; i++)
		answered += e.line[i].answered;
	assert_int_equal(answered, 5);
	assert_string_equal(e.proposal, "Ask ASC for its assessment of 2 Sep");
	assert_null(e.decided);
	works(decide_as(&g, VD_JUSTIFIED, "person asked", "she rang"));
	assert_non_null(strstr(explain(&g, FK_OVERLAP).decided, "justified, ada, "));
	assert_non_null(strstr(explain(&g, FK_OVERLAP).decided, ": person asked, she rang"));
	town_close(&g.town);
}

static void two_who_are_about_to_ask_are_told_of_a_joint_visit(void **state)
{
	struct grace g;
	struct asked_evidence e;

	(void)state;
	grace_make(&g);
	town_hold(&g.town, town_record(&g.town, "AGE", "a1", "Grace", "Okafor", "1943-07-03"),
		g.council);
	town_status(&g.town, g.needs, ES_ENTERED_IN_ERROR);
	town_assessment(&g.town, "AGE", "a1", "v1", "REABL", "2025-11-22");
	e = explain(&g, FK_TOGETHER);
	assert_string_equal(e.proposal, "Propose a joint visit with AGE (22 Nov)");
	assert_true(e.line[0].answered);
	assert_non_null(strstr(e.line[0].text, ": AGE asks too, 22 Nov"));
	town_close(&g.town);
}

static void within_one_agency_it_is_listed_apart(void **state)
{
	struct grace g;
	struct asked_query query = {.stage = -1, .state = -1, .same_agency = true};
	struct asked_evidence e;
	struct asked_row *row;
	size_t n;

	(void)state;
	grace_make(&g);
	town_assessment(&g.town, "ASC", "1", "n2", "CA-SHORT", "2025-10-02");
	assert_int_equal(town_asked_count(&g.town), 1);
	works(asked_list(g.town.session, &query, g.town.arena, &row, &n, &the_err));
	assert_int_equal(n, 1);
	assert_string_equal(row[0].source_ref, "n2");
	assert_string_equal(row[0].evidence, "ASC:n1");
	assert_string_equal(row[0].who, "Okafor, Grace");
	works(asked_explain(g.town.session, &row[0], g.town.arena, &e, &the_err));
	assert_non_null(strstr(e.line[0].text, ": ASC itself, 2 Sep"));
	query.person = g.council;
	works(asked_list(g.town.session, &query, g.town.arena, &row, &n, &the_err));
	assert_int_equal(n, 1);
	query.skip = 1;
	works(asked_list(g.town.session, &query, g.town.arena, &row, &n, &the_err));
	assert_int_equal(n, 0);
	town_close(&g.town);
}

static void nothing_is_asked_again_after_the_earliest_death_that_any_record_states(void **state)
{
	struct grace g;
	int64_t reach;

	(void)state;
	grace_make(&g);
	works(store_record_find(g.town.session->store, "REACH", "r1", &reach, &the_err));
	town_field(&g.town, g.council, RF_DATE_OF_DEATH, "2025-11-24");
	town_field(&g.town, reach, RF_DATE_OF_DEATH, "2025-11-30");
	assert_int_equal(town_asked_count(&g.town), 1);
	town_field(&g.town, g.council, RF_DATE_OF_DEATH, "2025-11-23");
	assert_int_equal(town_asked_count(&g.town), 0);
	town_field(&g.town, g.council, RF_DATE_OF_DEATH, "2025-12-01");
	assert_int_equal(town_asked_count(&g.town), 1);
	town_field(&g.town, reach, RF_DATE_OF_DEATH, "2025-11-23");
	assert_int_equal(town_asked_count(&g.town), 0);
	works(setting_set(g.town.session, "duplicate.threshold", "1/3", &the_err));
	assert_int_equal(town_asked_count(&g.town), 0);
	town_close(&g.town);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_finding_is_open_until_somebody_decides),
		cmocka_unit_test(it_no_longer_applies_without_its_evidence_and_returns_with_it),
		cmocka_unit_test(justified_needs_to_be_told_why),
		cmocka_unit_test(an_agency_that_is_asked_has_days_to_reply),
		cmocka_unit_test(what_somebody_decided_meanwhile_is_not_written_over),
		cmocka_unit_test(nothing_is_decided_about_what_was_not_found),
		cmocka_unit_test(an_assessment_is_named_by_agency_and_reference),
		cmocka_unit_test(a_finding_follows_its_event_to_another_person),
		cmocka_unit_test(a_finding_says_who_knows_and_whom_to_ask),
		cmocka_unit_test(two_who_are_about_to_ask_are_told_of_a_joint_visit),
		cmocka_unit_test(within_one_agency_it_is_listed_apart),
		cmocka_unit_test(
			nothing_is_asked_again_after_the_earliest_death_that_any_record_states),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
