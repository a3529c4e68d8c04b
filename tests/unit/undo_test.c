/* A worker's last word taken back and brought again, today or in another session. */
#include <string.h>

#include "town.h"
#include "linkage.h"
#include "store_admin.h"

struct grace { struct town town; int64_t council, reach, first, second; };

static void grace_make(struct grace *g)
{
	struct town *t = &g->town;

	town_open(t);
	g->council = town_record(t, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	g->reach = town_record(t, "REACH", "r1", "Grace", "Okafor", "1943-07-03");
	town_hold(t, g->reach, g->council);
	town_assessment(t, "ASC", "1", "n1", "CA-NEEDS", "2025-09-02");
	g->first = town_assessment(t, "REACH", "r1", "p1", "REABL", "2025-11-24");
	g->second = town_assessment(t, "REACH", "r1", "p2", "REABL", "2025-11-25");
}

static enum verdict state_of(struct grace *g, int64_t event)
{
	return town_asked(&g->town, event, FK_OVERLAP).state;
}

static void say(struct grace *g, const int64_t *event, size_t n, enum verdict verdict)
{
	struct ruling ruling = {.verdict = verdict};

	works(asked_decide(g->town.session, event, n, &ruling, &the_err));
}

static const char *undo_it(struct grace *g)
{
	const char *what = NULL;

	works(decision_undo(g->town.session, g->town.arena, &what, &the_err));
	return what;
}

static const char *redo_it(struct grace *g)
{
	const char *what = NULL;

	works(decision_redo(g->town.session, g->town.arena, &what, &the_err));
	return what;
}

static enum status nothing(struct grace *g,
	enum status (*step)(struct session *, struct arena *, const char **, struct err *))
{
	const char *what = NULL;
	enum status st = step(g->town.session, g->town.arena, &what, &the_err);

	assert_null(what);
	return st;
}

static void steps_back_and_forth_in_order(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	assert_int_equal(nothing(&g, decision_undo), ST_NONE);
	say(&g, &g.first, 1, VD_AVOIDABLE);
	say(&g, &g.second, 1, VD_REUSED);
	say(&g, &g.second, 1, VD_JOINT);
	assert_string_equal(undo_it(&g), "joint on REACH:p2");
	assert_int_equal(state_of(&g, g.second), VD_REUSED);
	assert_string_equal(undo_it(&g), "reused on REACH:p2");
	assert_int_equal(state_of(&g, g.second), VD_OPEN);
	assert_string_equal(undo_it(&g), "avoidable on REACH:p1");
	assert_int_equal(nothing(&g, decision_undo), ST_NONE);
	assert_string_equal(redo_it(&g), "avoidable on REACH:p1");
	assert_string_equal(redo_it(&g), "reused on REACH:p2");
	assert_string_equal(undo_it(&g), "reused on REACH:p2");
	assert_string_equal(redo_it(&g), "reused on REACH:p2");
	assert_string_equal(redo_it(&g), "joint on REACH:p2");
	assert_int_equal(nothing(&g, decision_redo), ST_NONE);
	assert_int_equal(state_of(&g, g.first), VD_AVOIDABLE);
	assert_int_equal(state_of(&g, g.second), VD_JOINT);
	town_close(&g.town);
}

static void a_new_decision_ends_what_could_be_brought_again(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	say(&g, &g.first, 1, VD_AVOIDABLE);
	undo_it(&g);
	say(&g, &g.second, 1, VD_JOINT);
	assert_int_equal(nothing(&g, decision_redo), ST_NONE);
	assert_string_equal(undo_it(&g), "joint on REACH:p2");
	town_close(&g.town);
}

static void undo_outlives_the_session(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	say(&g, &g.first, 1, VD_AVOIDABLE);
	town_reopen(&g.town, NULL, TOWN_TODAY + 1);
	assert_string_equal(undo_it(&g), "avoidable on REACH:p1");
	town_reopen(&g.town, NULL, TOWN_TODAY + 1);
	redo_it(&g);
	assert_int_equal(state_of(&g, g.first), VD_AVOIDABLE);
	town_close(&g.town);
}

static void what_another_worker_said_is_not_mine_to_take_back(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	say(&g, &g.first, 1, VD_AVOIDABLE);
	town_reopen(&g.town, "bob", TOWN_TODAY);
	assert_int_equal(nothing(&g, decision_undo), ST_NONE);
	say(&g, &g.second, 1, VD_JOINT);
	town_reopen(&g.town, "ada", TOWN_TODAY);
	assert_string_equal(undo_it(&g), "avoidable on REACH:p1");
	assert_int_equal(state_of(&g, g.second), VD_JOINT);
	town_close(&g.town);
}

static void many_decided_in_one_stroke_go_together(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	say(&g, (int64_t[]){g.first, g.second}, 2, VD_AVOIDABLE);
	assert_string_equal(undo_it(&g), "avoidable on 2 findings");
	assert_int_equal(state_of(&g, g.first), VD_OPEN);
	assert_int_equal(state_of(&g, g.second), VD_OPEN);
	assert_string_equal(redo_it(&g), "avoidable on 2 findings");
	assert_int_equal(state_of(&g, g.first), VD_AVOIDABLE);
	assert_int_equal(state_of(&g, g.second), VD_AVOIDABLE);
	town_close(&g.town);
}

/* Pairs of records ----------------------------------------------------------- */

static const char *digest(struct grace *g, const char *kind)
{
	struct digest_line *line;
	size_t n, i;

	works(doctor_digest(g->town.session, g->town.arena, &line, &n, &the_err));
	for (i = 0; i < n; i++)
		if (strcmp(line[i].kind, kind) == 0)
			return line[i].hash;
	fail_msg("no digest of %s", kind);
	return "";
}

static int64_t holder(struct grace *g, int64_t record)
{
	int64_t person = 0;

	works(store_person_of(g->town.session->store, record, &person, &the_err));
	return person;
}

static void a_link_taken_back_leaves_the_store_as_it_was(void **state)
{
	struct grace g;
	struct link_preview preview;
	const char *findings, *links, *decisions;

	(void)state;
	grace_make(&g);
	town_hold(&g.town, g.reach, g.reach);
	findings = digest(&g, "findings");
	links = digest(&g, "links");
	decisions = digest(&g, "decisions");
	assert_int_equal(town_asked_count(&g.town), 0);
	works(link_records(g.town.session, "REACH:r1", "ASC:1", "she told me", false, g.town.arena,
		&preview, &the_err));
	assert_int_equal(holder(&g, g.reach), g.council);
	assert_int_equal(town_asked_count(&g.town), 2);
	assert_string_equal(undo_it(&g), "link ASC:1 and REACH:r1");
	assert_int_equal(holder(&g, g.reach), g.reach);
	assert_int_equal(town_asked_count(&g.town), 0);
	assert_string_equal(digest(&g, "findings"), findings);
	assert_string_equal(digest(&g, "links"), links);
	assert_string_equal(digest(&g, "decisions"), decisions);
	town_reopen(&g.town, NULL, TOWN_TODAY);
	assert_string_equal(redo_it(&g), "link ASC:1 and REACH:r1");
	assert_int_equal(holder(&g, g.reach), g.council);
	assert_int_equal(town_asked_count(&g.town), 2);
	town_close(&g.town);
}

static void a_separation_taken_back_joins_them_again(void **state)
{
	struct grace g;
	struct link_preview preview;
	struct audit_line *line;
	size_t n;

	(void)state;
	grace_make(&g);
	town_hold(&g.town, g.reach, g.reach);
	works(link_records(g.town.session, "ASC:1", "REACH:r1", "", false, g.town.arena, &preview,
		&the_err));
	works(separate_records(g.town.session, "ASC:1", "REACH:r1", "twins", false, g.town.arena,
		&preview, &the_err));
	assert_int_equal(holder(&g, g.reach), g.reach);
	assert_int_equal(town_asked_count(&g.town), 0);
	assert_string_equal(undo_it(&g), "separate ASC:1 and REACH:r1");
	works(audit_read(g.town.session, g.council, NULL, 2, g.town.arena, &line, &n, &the_err));
	assert_string_equal(line[n - 1].deed, "undo"); /* the audit has it with the person */
	assert_int_equal(holder(&g, g.reach), g.council);
	assert_int_equal(town_asked_count(&g.town), 2);
	town_close(&g.town);
}

static void a_decision_on_a_finding_stands_again_when_its_evidence_returns(void **state)
{
	struct grace g;
	struct link_preview preview;
	const char *findings, *decisions;

	(void)state;
	grace_make(&g);
	town_hold(&g.town, g.reach, g.reach);
	works(link_records(g.town.session, "ASC:1", "REACH:r1", "", false, g.town.arena, &preview,
		&the_err));
	say(&g, &g.first, 1, VD_JOINT);
	findings = digest(&g, "findings");
	decisions = digest(&g, "decisions");
	works(separate_records(g.town.session, "ASC:1", "REACH:r1", "twins", false, g.town.arena,
		&preview, &the_err));
	assert_int_equal(preview.findings_before, 2);
	assert_int_equal(preview.findings_after, 0);
	assert_int_equal(town_asked_count(&g.town), 0);
	undo_it(&g);
	assert_int_equal(state_of(&g, g.first), VD_JOINT);
	assert_int_equal(state_of(&g, g.second), VD_OPEN);
	assert_string_equal(digest(&g, "findings"), findings);
	assert_string_equal(digest(&g, "decisions"), decisions);
	town_close(&g.town);
}

static void it_no_longer_applies_while_other_evidence_is_there(void **state)
{
	struct grace g;
	struct link_preview preview;
	struct town *t = &g.town;
	int64_t other;

	(void)state;
	grace_make(&g);
	town_hold(t, g.reach, g.reach);
	works(link_records(t->session, "ASC:1", "REACH:r1", "", false, t->arena, &preview, &the_err));
	say(&g, &g.first, 1, VD_JOINT);
	other = town_record(t, "NHS", "h1", "Gracia", "Okafo", "1943-08-09");
	town_assessment(t, "NHS", "h1", "n2", "CA-NEEDS", "2025-09-02");
	works(separate_records(t->session, "ASC:1", "REACH:r1", "twins", false, t->arena, &preview,
		&the_err));
	works(link_records(t->session, "NHS:h1", "REACH:r1", "", false, t->arena, &preview, &the_err));
	assert_int_equal(holder(&g, other), holder(&g, g.reach));
	assert_int_equal(state_of(&g, g.first), VD_NO_LONGER_APPLIES);
	undo_it(&g);
	undo_it(&g);
	assert_int_equal(state_of(&g, g.first), VD_JOINT);
	town_close(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_back_and_forth_in_order),
		cmocka_unit_test(a_new_decision_ends_what_could_be_brought_again),
		cmocka_unit_test(undo_outlives_the_session),
		cmocka_unit_test(what_another_worker_said_is_not_mine_to_take_back),
		cmocka_unit_test(many_decided_in_one_stroke_go_together),
		cmocka_unit_test(a_link_taken_back_leaves_the_store_as_it_was),
		cmocka_unit_test(a_separation_taken_back_joins_them_again),
		cmocka_unit_test(a_decision_on_a_finding_stands_again_when_its_evidence_returns),
		cmocka_unit_test(it_no_longer_applies_while_other_evidence_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
