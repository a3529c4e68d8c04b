/* One person opened: header, journey, what was found, what is known. */
#include <string.h>

#include "town.h"
#include "journey.h"
#include "store_admin.h"

struct grace { struct town town; int64_t person, reach, needs, again; };

static void grace_make(struct grace *g)
{
	struct town *t = &g->town;

	town_open(t);
	g->person = town_record(t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	g->reach = town_record(t, "REACH", "r1", "Gracie", "Okafor", "1943-07-03");
	town_hold(t, g->reach, g->person);
	g->needs = town_assessment(t, "ASC", "1", "n1", "CA-NEEDS", "2025-09-02");
	g->again = town_assessment(t, "REACH", "r1", "p1", "REABL", "2025-11-24");
}

static struct person *opened(struct grace *g)
{
	struct person *p = NULL;

	works(person_open(g->town.session, g->person, g->town.arena, &p, &the_err));
	return p;
}

static int64_t say(struct grace *g, const char *ref, enum event_kind kind, const char *on,
	const char *title, const char *summary, const char *valid_until)
{
	return town_event(&g->town, (struct event){
		.agency_code = "ASC", .local_id = "1", .source_ref = ref, .kind = kind,
		.status = ES_COMPLETED, .starts_on = on, .title = title, .summary = summary,
		.valid_until = valid_until });
}

static void her_header_says_who_she_is_and_what_is_disputed(void **state)
{
	struct grace g;
	struct person *p;

	(void)state;
	grace_make(&g);
	town_field(&g.town, g.person, RF_PREFERRED_NAME, "Gracie");
	p = opened(&g);
	assert_string_equal(p->called, "Gracie Okafor");
	assert_int_equal(p->born, civil_day(1943, 7, 3));
	assert_int_equal(p->death.day, CIVIL_NONE);
	assert_true(p->field[RF_GIVEN_NAME].is_disputed);
	assert_false(p->field[RF_FAMILY_NAME].is_disputed);
	assert_int_equal(p->record_n, 2);
	assert_string_equal(p->uuid, p->record[0].uuid);
	assert_int_equal(p->involved_n, 2);
	assert_int_equal(p->involved[0].last, civil_day(2025, 9, 2));
	assert_int_equal(p->involved[1].last, CIVIL_NONE);
	town_close(&g.town);
}

static void her_journey_reads_newest_first_with_what_was_found(void **state)
{
	struct grace g;
	struct person *p;

	(void)state;
	grace_make(&g);
	p = opened(&g);
	assert_int_equal(p->row_n, 2);
	assert_int_equal(p->row[0].event.id, g.again);
	assert_string_equal(p->row[0].title, "Reablement assessment");
	assert_string_equal(p->row[0].instrument, "REABL");
	assert_non_null(p->row[0].finding);
	assert_null(p->row[0].together);
	assert_int_equal(p->row[0].state, VD_OPEN);
	assert_null(p->row[1].finding);
	assert_int_equal(p->asked_again, 1);
	assert_int_equal(p->row[p->history_row[0]].event.id, g.needs);
	assert_int_equal(p->row[p->history_row[1]].event.id, g.again);
	assert_ptr_equal(person_row(p, g.needs), &p->row[1]);
	assert_null(person_row(p, 999));
	town_close(&g.town);
}

static void an_assessment_without_domains_says_that_it_cannot_be_judged(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	say(&g, "x1", EV_ASSESSMENT, "2025-10-01", "Something or other", NULL, NULL);
	assert_true(opened(&g)->row[1].cannot_judge);
	assert_string_equal(opened(&g)->row[1].title, "Something or other");
	assert_false(opened(&g)->row[0].cannot_judge);
	town_close(&g.town);
}

static void a_decision_stands_on_its_row(void **state)
{
	struct grace g;
	struct ruling ruling = {.verdict = VD_JOINT};

	(void)state;
	grace_make(&g);
	works(asked_decide(g.town.session, &g.again, 1, &ruling, &the_err));
	assert_int_equal(opened(&g)->row[0].state, VD_JOINT);
	assert_non_null(opened(&g)->row[0].decision);
	assert_int_equal(opened(&g)->asked_again, 0);
	town_close(&g.town);
}

static void her_own_words_are_the_newest_she_said(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	assert_null(opened(&g)->own_words);
	say(&g, "w2", EV_VIEW, "2025-10-02", "What matters", "I want to stay at home.", NULL);
	say(&g, "w1", EV_VIEW, "2025-03-01", "What matters", "I like company.", NULL);
	assert_string_equal(opened(&g)->own_words, "I want to stay at home.");
	town_close(&g.town);
}

static void warnings_say_when_they_are_to_be_reviewed(void **state)
{
	struct grace g;
	struct person *p;
	int64_t wrong;

	(void)state;
	grace_make(&g);
	say(&g, "a1", EV_WARNING, "2025-05-01", "Dog in the yard", NULL, "2026-05-01");
	wrong = say(&g, "a2", EV_WARNING, "2025-06-01", "Two to visit", NULL, NULL);
	p = opened(&g);
	assert_int_equal(p->warning_n, 2);
	assert_string_equal(p->warning[0].text, "Two to visit");
	assert_int_equal(p->warning[0].review, CIVIL_NONE);
	assert_int_equal(p->warning[1].review, civil_day(2026, 5, 1));
	town_status(&g.town, wrong, ES_ENTERED_IN_ERROR);
	assert_int_equal(opened(&g)->warning_n, 1);
	town_close(&g.town);
}

static void what_is_known_points_at_her_rows(void **state)
{
	struct grace g;
	struct person *p;
	struct known_query query = {.instrument = -1};
	struct answer *answer;
	size_t n, i, current = 0;

	(void)state;
	grace_make(&g);
	p = opened(&g);
	works(person_known(g.town.session, p, &query, g.town.arena, &answer, &n, &the_err));
	for (i = 0; i < n; i++) {
		if (answer[i].state != AN_CURRENT)
			continue;
		current++;
		assert_int_equal(p->row[p->history_row[answer[i].by]].event.id, g.needs);
	}
	assert_true(current >= 5);
	town_close(&g.town);
}

static void opening_writes_one_row_and_reading_again_none(void **state)
{
	struct grace g;
	struct store_facts facts;
	struct complaint *complaint;
	struct person *p;
	int64_t *recent, before;
	size_t n;

	(void)state;
	grace_make(&g);
	works(store_check(g.town.session->store, g.town.arena, &complaint, &n, &facts, &the_err));
	before = facts.audit_rows;
	opened(&g);
	works(store_check(g.town.session->store, g.town.arena, &complaint, &n, &facts, &the_err));
	assert_int_equal(facts.audit_rows, before + 1);
	works(person_reread(g.town.session, g.person, g.town.arena, &p, &the_err));
	works(store_check(g.town.session->store, g.town.arena, &complaint, &n, &facts, &the_err));
	assert_int_equal(facts.audit_rows, before + 1);
	works(store_recent(g.town.session->store, "ada", 9, g.town.arena, &recent, &n, &the_err));
	assert_int_equal(n, 1);
	assert_int_equal(recent[0], g.person);
	town_close(&g.town);
}

static void a_record_that_was_linked_meanwhile_opens_whom_it_belongs_to(void **state)
{
	struct grace g;
	struct person *p;

	(void)state;
	grace_make(&g);
	works(person_open(g.town.session, g.reach, g.town.arena, &p, &the_err));
	assert_int_equal(p->id, g.person);
	assert_int_equal(p->row_n, 2);
	town_close(&g.town);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(her_header_says_who_she_is_and_what_is_disputed),
		cmocka_unit_test(her_journey_reads_newest_first_with_what_was_found),
		cmocka_unit_test(an_assessment_without_domains_says_that_it_cannot_be_judged),
		cmocka_unit_test(a_decision_stands_on_its_row),
		cmocka_unit_test(her_own_words_are_the_newest_she_said),
		cmocka_unit_test(warnings_say_when_they_are_to_be_reviewed),
		cmocka_unit_test(what_is_known_points_at_her_rows),
		cmocka_unit_test(opening_writes_one_row_and_reading_again_none),
		cmocka_unit_test(a_record_that_was_linked_meanwhile_opens_whom_it_belongs_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
