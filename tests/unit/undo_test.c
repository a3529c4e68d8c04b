/* A worker's last word taken back and brought again, today or in another session. */
#include <string.h>

#include "apart.h"
#include "town.h"
#include "linkage.h"
#include "store_admin.h"
#include "writing.h"

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
	struct undone what;

	works(decision_undo(g->town.session, g->town.arena, &what, &the_err));
	return what.sentence;
}

static const char *redo_it(struct grace *g)
{
	struct undone what;

	works(decision_redo(g->town.session, g->town.arena, &what, &the_err));
	return what.sentence;
}

static enum status nothing(struct grace *g,
	enum status (*step)(struct session *, struct arena *, struct undone *, struct err *))
{
	struct undone what = {0};
	enum status st = step(g->town.session, g->town.arena, &what, &the_err);

	assert_null(what.sentence);
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
	assert_string_equal(undo_it(&g), "joint on Reablement assessment, REACH 25 Nov (Grace Okafor)");
	assert_int_equal(state_of(&g, g.second), VD_REUSED);
	assert_string_equal(undo_it(&g), "reused on Reablement assessment, REACH 25 Nov (Grace Okafor)");
	assert_int_equal(state_of(&g, g.second), VD_OPEN);
	assert_string_equal(undo_it(&g), "avoidable on Reablement assessment, REACH 24 Nov (Grace Okafor)");
	assert_int_equal(nothing(&g, decision_undo), ST_NONE);
	assert_string_equal(redo_it(&g), "avoidable on Reablement assessment, REACH 24 Nov (Grace Okafor)");
	assert_string_equal(redo_it(&g), "reused on Reablement assessment, REACH 25 Nov (Grace Okafor)");
	assert_string_equal(undo_it(&g), "reused on Reablement assessment, REACH 25 Nov (Grace Okafor)");
	assert_string_equal(redo_it(&g), "reused on Reablement assessment, REACH 25 Nov (Grace Okafor)");
	assert_string_equal(redo_it(&g), "joint on Reablement assessment, REACH 25 Nov (Grace Okafor)");
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
	assert_string_equal(undo_it(&g), "joint on Reablement assessment, REACH 25 Nov (Grace Okafor)");
	town_close(&g.town);
}

static void undo_outlives_the_session(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	say(&g, &g.first, 1, VD_AVOIDABLE);
	town_reopen(&g.town, NULL, TOWN_TODAY + 1);
	assert_string_equal(undo_it(&g), "avoidable on Reablement assessment, REACH 24 Nov (Grace Okafor)");
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
	assert_string_equal(undo_it(&g), "avoidable on Reablement assessment, REACH 24 Nov (Grace Okafor)");
	assert_int_equal(state_of(&g, g.second), VD_JOINT);
	town_close(&g.town);
}

static void many_decided_in_one_stroke_go_together(void **state)
{
	struct grace g;

	(void)state;
	grace_make(&g);
	say(&g, (int64_t[]){g.first, g.second}, 2, VD_AVOIDABLE);
	assert_string_equal(undo_it(&g), "avoidable on 2 findings (Grace Okafor)");
	assert_int_equal(state_of(&g, g.first), VD_OPEN);
	assert_int_equal(state_of(&g, g.second), VD_OPEN);
	assert_string_equal(redo_it(&g), "avoidable on 2 findings (Grace Okafor)");
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
	assert_string_equal(undo_it(&g), "link of a record of ASC and one of REACH (Grace Okafor)");
	assert_int_equal(holder(&g, g.reach), g.reach);
	assert_int_equal(town_asked_count(&g.town), 0);
	assert_string_equal(digest(&g, "findings"), findings);
	assert_string_equal(digest(&g, "links"), links);
	assert_string_equal(digest(&g, "decisions"), decisions);
	town_reopen(&g.town, NULL, TOWN_TODAY);
	assert_string_equal(redo_it(&g), "link of a record of ASC and one of REACH (Grace Okafor)");
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
	assert_string_equal(undo_it(&g), "separation of a record of ASC and one of REACH (Grace Okafor)");
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

/* All that a worker writes -------------------------------------------------------- */

static void write_it(struct grace *g, struct writing w)
{
	struct written out;

	w.person = g->council;
	w.agency = "ASC";
	works(writing_put(g->town.session, &w, g->town.arena, &out, &the_err));
}

static void one_decided(struct grace *g) { say(g, &g->first, 1, VD_AVOIDABLE); }
static void another_decided(struct grace *g) { say(g, &g->first, 1, VD_WRONG_LINK); }
static void many_decided(struct grace *g) { say(g, (int64_t[]){g->first, g->second}, 2, VD_JOINT); }
static void note_written(struct grace *g) { write_it(g, (struct writing){.kind = EV_NOTE, .text = "rang her"}); }
static void contact_written(struct grace *g) { write_it(g, (struct writing){.kind = EV_CONTACT, .text = "saw her"}); }
static void concern_written(struct grace *g) { write_it(g, (struct writing){.kind = EV_CONCERN, .text = "no heating", .resets = "HOME"}); }
static void words_written(struct grace *g) { write_it(g, (struct writing){.kind = EV_VIEW, .text = "I want to stay at home."}); }
static void change_written(struct grace *g) { write_it(g, (struct writing){.kind = EV_CHANGE, .code = "fall"}); }

static void plan_written(struct grace *g)
{
	write_it(g, (struct writing){.kind = EV_ASSESSMENT, .instrument = "CA-NEEDS", .on = "2025-12-01"});
}

static void justified(struct grace *g)
{
	struct ruling ruling = {.verdict = VD_JUSTIFIED, .reason = "hospital stay"};

	works(asked_decide(g->town.session, &g->second, 1, &ruling, &the_err));
}

static void agency_asked(struct grace *g)
{
	struct ruling ruling = {.verdict = VD_ASKED, .reply_by = "2025-12-05"};

	works(asked_decide(g->town.session, &g->first, 1, &ruling, &the_err));
}

static void parted(struct grace *g)
{
	struct link_preview preview;

	works(separate_records(g->town.session, "ASC:1", "REACH:r1", "twins", false, g->town.arena, &preview, &the_err));
}

static void joined(struct grace *g)
{
	struct link_preview preview;

	works(link_records(g->town.session, "ASC:1", "NHS:h1", "she says so", false, g->town.arena, &preview, &the_err));
}

static void pair_asked(struct grace *g)
{
	works(ask_about_records(g->town.session, "ASC:1", "NHS:h2", "NHS", "2025-12-05", &the_err));
}

static void action_kept(struct grace *g)
{
	works(action_keep(g->town.session, g->council, 0, "ring the GP", "2025-11-24", false, &the_err));
}

static void told_already(struct grace *g)
{
	works(action_keep(g->town.session, g->council, 0, "told the GP", "2025-11-20", true, &the_err));
}

static void first_action_done(struct grace *g)
{
	struct action_line *line;
	size_t n;

	works(actions_of(g->town.session, g->council, g->town.arena, &line, &n, &the_err));
	assert_true(n && !line[0].is_done);
	works(action_done(g->town.session, line[0].id, &the_err));
}

static void starred(struct grace *g)
{
	bool is_on;

	works(star_turn(g->town.session, g->council, &is_on, &the_err));
}

static const struct { void (*write)(struct grace *); const char *undone; } WRITES[] = {
	{one_decided, "avoidable on Reablement assessment, REACH 24 Nov (Grace Okafor)"},
	{another_decided, "wrong link on Reablement assessment, REACH 24 Nov (Grace Okafor)"},
	{many_decided, "joint on 2 findings (Grace Okafor)"},
	{justified, "justified on Reablement assessment, REACH 25 Nov (Grace Okafor)"},
	{agency_asked, "agency asked on Reablement assessment, REACH 24 Nov (Grace Okafor)"},
	{note_written, "note of 21 Nov 2025, ASC (Grace Okafor)"},
	{contact_written, "contact of 21 Nov 2025, ASC (Grace Okafor)"},
	{concern_written, "concern of 21 Nov 2025, ASC (Grace Okafor)"},
	{words_written, "own words of 21 Nov 2025, ASC (Grace Okafor)"},
	{change_written, "change of 21 Nov 2025, ASC (Grace Okafor)"},
	{plan_written, "planned assessment of 1 Dec 2025, ASC (Grace Okafor)"},
	{joined, "link of a record of ASC and one of NHS (Grace Okafor)"},
	{parted, "separation of a record of ASC and one of REACH (Grace Okafor)"},
	{pair_asked, "question about a record of ASC and one of NHS (Grace Okafor and Sam Reed)"},
	{action_kept, "action by 24 Nov 2025 (Grace Okafor)"},
	{first_action_done, "action by 24 Nov 2025, done (Grace Okafor)"},
	{told_already, "action by 20 Nov 2025, done (Grace Okafor)"},
	{starred, "star (Grace Okafor)"},
	{starred, "star taken off (Grace Okafor)"},
};
enum { WRITE_COUNT = sizeof WRITES / sizeof *WRITES };

/* Content, and what lies on the desk. */
static const char *all_there_is(struct grace *g)
{
	struct town *t = &g->town;
	struct digest_line *line;
	struct action_line *action;
	const char *all = "";
	int64_t *star;
	size_t n;

	works(doctor_digest(t->session, t->arena, &line, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		all = arena_printf(t->arena, "%s%s %s\n", all, line[i].kind, line[i].hash);
	works(actions_of(t->session, g->council, t->arena, &action, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		all = arena_printf(t->arena, "%s%s %d\n", all, action[i].what, action[i].is_done);
	works(stars_list(t->session, t->arena, &star, &n, &the_err));
	return arena_printf(t->arena, "%s%zu starred\n", all, n);
}

/* Each step in a session of its own, as on another day. */
static void all_that_is_written_goes_back_and_comes_again(void **state)
{
	const char *after[WRITE_COUNT + 1];
	struct link_preview preview;
	struct grace g;

	(void)state;
	grace_make(&g);
	town_hold(&g.town, g.reach, g.reach);
	town_reopen(&g.town, "lin", TOWN_TODAY);
	works(link_records(g.town.session, "ASC:1", "REACH:r1", "met her", false, g.town.arena, &preview, &the_err));
	town_reopen(&g.town, NULL, TOWN_TODAY);
	town_record(&g.town, "NHS", "h1", "Grace", "Okafor", "1943-08-09");
	town_record(&g.town, "NHS", "h2", "Sam", "Reed", "1950-01-02");
	after[0] = all_there_is(&g);
	for (size_t i = 0; i < WRITE_COUNT; i++) {
		WRITES[i].write(&g);
		after[i + 1] = all_there_is(&g);
		assert_string_not_equal(after[i + 1], after[i]);
	}
	for (size_t i = WRITE_COUNT; i-- > 0;) {
		assert_string_equal(undo_it(&g), WRITES[i].undone);
		assert_string_equal(all_there_is(&g), after[i]);
		town_reopen(&g.town, NULL, TOWN_TODAY);
	}
	assert_int_equal(nothing(&g, decision_undo), ST_NONE);
	for (size_t i = 0; i < WRITE_COUNT; i++) {
		redo_it(&g);
		assert_string_equal(all_there_is(&g), after[i + 1]);
		town_reopen(&g.town, NULL, TOWN_TODAY);
	}
	assert_int_equal(nothing(&g, decision_redo), ST_NONE);
	town_close(&g.town);
}

static struct pair_ruling pair_of(int64_t a, int64_t b, enum verdict verdict)
{
	return (struct pair_ruling){.a = a, .b = b, .verdict = verdict, .reason = "I know them",
		.seen = {.person_a = a, .person_b = b}};
}

/* Three records by two pairs that share one: the second is as it was seen, though the
 * first has just brought its people together. */
static void several_pairs_are_one_stroke(void **state)
{
	struct pair_ruling said[2];
	const char *before;
	int64_t one, two;
	size_t left = 9;
	struct grace g;

	(void)state;
	grace_make(&g);
	town_hold(&g.town, g.reach, g.reach);
	one = town_record(&g.town, "NHS", "h1", "Grace", "Okafor", "1943-08-09");
	two = town_record(&g.town, "NHS", "h2", "Sam", "Reed", "1950-01-02");
	before = all_there_is(&g);
	said[0] = pair_of(g.council, one, VD_LINK);
	said[1] = pair_of(g.council, two, VD_LINK);
	works(pairs_decide(g.town.session, said, 2, &left, &the_err));
	assert_int_equal(left, 0);
	assert_int_equal(holder(&g, one), g.council);
	assert_int_equal(holder(&g, two), g.council);
	undo_it(&g);
	assert_string_equal(all_there_is(&g), before);
	works(pair_decide(g.town.session, &(struct pair_ruling){.a = g.council, .b = one, .verdict = VD_SEPARATE,
		.reason = "twins", .seen = {g.council, one, 0}}, &the_err));
	works(pairs_decide(g.town.session, said, 2, &left, &the_err)); /* decided since: left */
	assert_int_equal(left, 1);
	assert_int_equal(holder(&g, one), one);
	assert_int_equal(holder(&g, two), g.council);
	assert_int_equal(pairs_decide(g.town.session, said, 2, &left, &the_err), ST_USAGE);
	town_close(&g.town);
}

/* What a colleague wrote meanwhile stays, whatever of mine goes. */
static void only_my_own_goes_back(void **state)
{
	const char *theirs;
	struct grace g;

	(void)state;
	grace_make(&g);
	town_reopen(&g.town, "lin", TOWN_TODAY);
	note_written(&g);
	starred(&g);
	one_decided(&g);
	town_reopen(&g.town, "ada", TOWN_TODAY);
	theirs = all_there_is(&g);
	change_written(&g);
	action_kept(&g);
	starred(&g);
	for (int i = 0; i < 3; i++)
		undo_it(&g);
	assert_int_equal(nothing(&g, decision_undo), ST_NONE);
	assert_string_equal(all_there_is(&g), theirs);
	town_close(&g.town);
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
		cmocka_unit_test(all_that_is_written_goes_back_and_comes_again),
		cmocka_unit_test(only_my_own_goes_back),
		cmocka_unit_test(several_pairs_are_one_stroke),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
