/* Findings are kept as judged, and decisions stand, fall and stand again. */
#include "shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

struct desk {
	struct shelf shelf;
	int64_t person, b, e1, e2, e3; /* one person; an assessment and what answers it */
};

static int desk_setup(void **state)
{
	struct desk *d = calloc(1, sizeof *d);
	struct shelf *s = &d->shelf;
	int64_t other;

	shelf_open(s);
	d->person = put_record(s, "ASC", "9", "Okafor");
	other = put_record(s, "NHS", "1", "Okafor");
	d->b = put_event(s, d->person, "b", EV_ASSESSMENT, ES_PLANNED, "2025-03-17", NULL);
	d->e1 = put_event(s, other, "e1", EV_ASSESSMENT, ES_COMPLETED, "2025-03-14", NULL);
	d->e2 = put_event(s, other, "e2", EV_ASSESSMENT, ES_COMPLETED, "2025-03-15", NULL);
	d->e3 = put_event(s, other, "e3", EV_ASSESSMENT, ES_PLANNED, "2025-03-16", NULL);
	set_person(s, other, d->person);
	*state = d;
	return 0;
}

static int desk_teardown(void **state)
{
	struct desk *d = *state;

	shelf_close(&d->shelf);
	free(d);
	return 0;
}

static size_t list(struct desk *d, const struct finding_query *q, struct finding_row **rows)
{
	int64_t count;
	size_t n;
	struct finding_query all = *q;

	works(store_findings_list(d->shelf.store, q, d->shelf.arena, rows, &n, &the_err));
	all.limit = all.skip = 0;
	works(store_findings_count(d->shelf.store, &all, &count, &the_err));
	assert_true((size_t)count >= n);
	if (!q->limit && !q->skip)
		assert_int_equal(count, n);
	return n;
}

static enum verdict state_of(struct desk *d, int64_t event, enum finding_kind kind)
{
	struct finding_row *rows;
	size_t n = list(d, &(struct finding_query){.stage = -1, .state = -1, .event = event}, &rows);

	for (size_t i = 0; i < n; i++)
		if (rows[i].finding.kind == kind)
			return rows[i].state;
	fail_msg("there is no such finding");
	return VD_COUNT;
}

static int64_t finding_id(struct desk *d, int64_t event)
{
	sqlite3_stmt *st;
	int64_t id = 0;

	assert_int_equal(sqlite3_prepare_v2(d->shelf.store->db,
		"SELECT id FROM finding WHERE event = ? AND class = 0", -1, &st, NULL), SQLITE_OK);
	sqlite3_bind_int64(st, 1, event);
	if (sqlite3_step(st) == SQLITE_ROW)
		id = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return id;
}

static void a_finding_comes_back_as_it_was_judged(void **state)
{
	struct desk *d = *state;
	struct finding f = {.event = d->b, .kind = FK_OVERLAP, .stage = SG_PLANNED,
		.policy = PO_ADVISE, .counted = 0x80000007, .answered = 5, .cover_num = 2,
		.cover_den = 3, .instrument = "REABL", .on = 20164,
		.evidence = (int64_t[]){d->e1, d->e2}, .evidence_n = 2};
	struct finding_row *rows;

	set_findings(&d->shelf, d->person, &f, 1);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = -1}, &rows), 1);
	assert_int_equal(rows[0].person, d->person);
	assert_int_equal(rows[0].state, VD_OPEN);
	assert_null(rows[0].decision);
	assert_int_equal(rows[0].finding.kind, FK_OVERLAP);
	assert_int_equal(rows[0].finding.policy, PO_ADVISE);
	assert_int_equal(rows[0].finding.counted, 0x80000007);
	assert_int_equal(rows[0].finding.answered, 5);
	assert_int_equal(rows[0].finding.cover_num, 2);
	assert_int_equal(rows[0].finding.cover_den, 3);
	assert_string_equal(rows[0].finding.instrument, "REABL");
	assert_int_equal(rows[0].finding.on, 20164);
	assert_int_equal(rows[0].finding.evidence_n, 2);
	assert_int_equal(rows[0].finding.evidence[1], d->e2);
}

static void judging_the_same_again_writes_nothing(void **state)
{
	struct desk *d = *state;
	struct finding f[2] = {
		a_finding(d->b, FK_REPEAT, SG_PLANNED, 1, (int64_t[]){d->e1, d->e2}, 2),
		a_finding(d->b, FK_TOGETHER, SG_PLANNED, 1, &d->e3, 1),
	};
	int before;

	set_findings(&d->shelf, d->person, f, 2);
	before = sqlite3_total_changes(d->shelf.store->db);
	set_findings(&d->shelf, d->person, f, 2);
	assert_int_equal(sqlite3_total_changes(d->shelf.store->db), before);
}

static void a_finding_that_changes_keeps_its_row_and_one_that_is_gone_goes(void **state)
{
	struct desk *d = *state;
	struct finding f[2] = {
		a_finding(d->b, FK_REPEAT, SG_PLANNED, 1, &d->e1, 1),
		a_finding(d->e3, FK_REPEAT, SG_PLANNED, 1, &d->e1, 1),
	};
	struct finding_row *rows;
	int64_t id;

	set_findings(&d->shelf, d->person, f, 2);
	id = finding_id(d, d->b);
	f[0].kind = FK_OVERLAP;
	f[0].evidence = (int64_t[]){d->e1, d->e2};
	f[0].evidence_n = 2;
	set_findings(&d->shelf, d->person, f, 1);
	assert_int_equal(finding_id(d, d->b), id);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = -1}, &rows), 1);
	assert_int_equal(rows[0].finding.kind, FK_OVERLAP);
	assert_int_equal(rows[0].finding.evidence_n, 2);
	f[0].evidence_n = 1;
	set_findings(&d->shelf, d->person, f, 1);
	list(d, &(struct finding_query){.stage = -1, .state = -1}, &rows);
	assert_int_equal(rows[0].finding.evidence_n, 1);
	set_findings(&d->shelf, d->person, NULL, 0);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = -1}, &rows), 0);
}

static void a_finding_goes_with_its_event_to_another_person(void **state)
{
	struct desk *d = *state;
	int64_t elsewhere = put_record(&d->shelf, "GP", "5", "Bell");
	struct finding f = a_finding(d->b, FK_REPEAT, SG_PLANNED, 1, &d->e1, 1);
	struct finding_row *rows;

	set_findings(&d->shelf, d->person, &f, 1);
	set_findings(&d->shelf, elsewhere, &f, 1);
	set_findings(&d->shelf, d->person, NULL, 0);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = -1,
		.person = elsewhere}, &rows), 1);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = -1,
		.person = d->person}, &rows), 0);
}

/* Which of seven findings these rows are: "2 3 ". */
static void order_tell(const struct finding_row *rows, size_t n, const struct finding f[static 7], char text[static 100])
{
	*text = '\0';
	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < 7; k++)
			if (rows[i].finding.event == f[k].event && rows[i].finding.kind == f[k].kind)
				snprintf(text + strlen(text), 100 - strlen(text), "%d ", k);
}

static void order_tell_of(struct desk *d, const struct finding_query *q, const struct finding f[static 7], char text[static 100])
{
	struct finding_row *rows;
	size_t n = list(d, q, &rows);

	order_tell(rows, n, f, text);
}

/* Whatever the pages, and of one state, or of all, or of a person. */
static void soonest_first_is_the_same_by_pages(struct desk *d, const struct finding f[static 7])
{
	static const char *const PAGES[] = {"4 5 1 ", "3 2 6 ", "0 ", ""};
	struct finding_query q = {.stage = -1, .state = VD_OPEN, .is_soonest_first = true};
	char text[100];

	order_tell_of(d, &q, f, text);
	assert_string_equal(text, "4 5 1 3 2 6 0 ");
	q.state = -1;
	order_tell_of(d, &q, f, text);
	assert_string_equal(text, "4 5 1 3 2 6 0 ");
	for (q.limit = 3; q.skip < 12; q.skip += 3) {
		order_tell_of(d, &q, f, text);
		assert_string_equal(text, PAGES[q.skip / 3]);
	}
	q = (struct finding_query){.stage = -1, .state = -1, .person = d->person, .is_soonest_first = true};
	order_tell_of(d, &q, f, text);
	assert_string_equal(text, "4 5 1 3 2 6 0 ");
}

static void the_queue_is_preventable_first_then_newest_then_by_address(void **state)
{
	struct desk *d = *state;
	struct shelf *s = &d->shelf;
	struct finding f[7];
	struct finding_row *rows;
	char text[100];
	int64_t r = put_record(s, "GP", "77", "Okafor"), id[7];

	for (int i = 0; i < 7; i++) {
		char ref[2] = {(char)('a' + i), '\0'};

		id[i] = put_event(s, i == 3 ? d->person : r, ref, EV_ASSESSMENT, ES_COMPLETED,
			"2025-01-01", NULL);
	}
	f[0] = a_finding(id[0], FK_REPEAT, SG_DONE, 900, &d->e1, 1);
	f[1] = a_finding(id[1], FK_REPEAT, SG_PLANNED, 100, &d->e1, 1);
	f[2] = a_finding(id[2], FK_REPEAT, SG_REQUESTED, 200, &d->e1, 1);
	f[3] = a_finding(id[3], FK_REPEAT, SG_UNDER_WAY, 100, &d->e1, 1);
	f[4] = a_finding(id[4], FK_TOGETHER, SG_PLANNED, 100, &d->e1, 1);
	f[5] = a_finding(id[4], FK_REPEAT, SG_PLANNED, 100, &d->e1, 1);
	f[6] = a_finding(id[6], FK_REPEAT, SG_PASSED, 950, &d->e1, 1);
	set_findings(s, d->person, f, 7);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = -1}, &rows), 7);
	order_tell(rows, 7, f, text);
	assert_string_equal(text, "2 3 1 5 4 6 0 ");
	soonest_first_is_the_same_by_pages(d, f);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = -1, .limit = 2,
		.skip = 1}, &rows), 2);
	assert_int_equal(rows[0].finding.event, id[3]);
	assert_int_equal(list(d, &(struct finding_query){.stage = SG_PLANNED, .state = -1}, &rows), 3);
	assert_int_equal(list(d, &(struct finding_query){.stage = SG_PLANNED, .state = VD_OPEN, .limit = 2, .is_soonest_first = true}, &rows), 2);
	assert_true(rows[0].finding.event == id[4] && rows[0].finding.kind == FK_TOGETHER);
	assert_true(rows[1].finding.event == id[4] && rows[1].finding.kind == FK_REPEAT);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = VD_OPEN,
		.agency = put_agency(s, "ASC")}, &rows), 1);
}

static void the_queue_by_state_pages_through_that_state_alone(void **state)
{
	struct desk *d = *state;
	struct finding f[3] = {
		a_finding(d->b, FK_REPEAT, SG_DONE, 3, &d->e1, 1),
		a_finding(d->e2, FK_REPEAT, SG_DONE, 2, &d->e1, 1),
		a_finding(d->e3, FK_REPEAT, SG_DONE, 1, &d->e1, 1),
	};
	struct finding_row *rows;

	set_findings(&d->shelf, d->person, f, 3);
	decide(&d->shelf, "alice", VD_AVOIDABLE, d->e2, &d->e1, 1);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = VD_OPEN, .limit = 1,
		.skip = 1}, &rows), 1);
	assert_int_equal(rows[0].finding.event, d->e3);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = VD_AVOIDABLE}, &rows), 1);
	assert_int_equal(rows[0].finding.event, d->e2);
	assert_string_equal(rows[0].decision->worker, "alice");
	assert_int_equal(list(d, &(struct finding_query){.stage = SG_DONE, .state = VD_AVOIDABLE,
		.person = d->person}, &rows), 1);
	assert_int_equal(list(d, &(struct finding_query){.stage = -1, .state = VD_OPEN,
		.event = d->e2}, &rows), 0);
}

/* Decisions -------------------------------------------------------------- */

static void a_decision_stands_while_some_of_its_evidence_does(void **state)
{
	struct desk *d = *state;
	struct finding f = a_finding(d->b, FK_REPEAT, SG_PLANNED, 1, (int64_t[]){d->e1, d->e2}, 2);

	set_findings(&d->shelf, d->person, &f, 1);
	decide(&d->shelf, "alice", VD_JUSTIFIED, d->b, f.evidence, 2);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_JUSTIFIED);
	f.evidence_n = 1;
	set_findings(&d->shelf, d->person, &f, 1);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_JUSTIFIED);
	f.evidence = &d->e3;
	set_findings(&d->shelf, d->person, &f, 1);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_NO_LONGER_APPLIES);
	f.evidence = &d->e2;
	set_findings(&d->shelf, d->person, &f, 1);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_JUSTIFIED);
}

static void a_decision_waits_for_a_finding_that_went_and_came_back(void **state)
{
	struct desk *d = *state;
	struct finding f = a_finding(d->b, FK_REPEAT, SG_PLANNED, 1, &d->e1, 1);

	set_findings(&d->shelf, d->person, &f, 1);
	decide(&d->shelf, "alice", VD_REUSED, d->b, &d->e1, 1);
	set_findings(&d->shelf, d->person, NULL, 0);
	set_findings(&d->shelf, d->person, &f, 1);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_REUSED);
}

static void the_newest_decision_on_the_same_evidence_counts(void **state)
{
	struct desk *d = *state;
	struct finding f[2] = {
		a_finding(d->b, FK_REPEAT, SG_PLANNED, 1, &d->e1, 1),
		a_finding(d->b, FK_TOGETHER, SG_PLANNED, 1, &d->e3, 1),
	};
	struct decision *all;
	size_t n;

	set_findings(&d->shelf, d->person, f, 2);
	decide(&d->shelf, "alice", VD_AVOIDABLE, d->b, &d->e1, 1);
	decide(&d->shelf, "bob", VD_JUSTIFIED, d->b, &d->e1, 1);
	decide(&d->shelf, "alice", VD_JOINT, d->b, &d->e3, 1);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_JUSTIFIED);
	assert_int_equal(state_of(d, d->b, FK_TOGETHER), VD_JOINT);
	works(store_decisions_of_event(d->shelf.store, d->b, d->shelf.arena, &all, &n, &the_err));
	assert_int_equal(n, 3);
	assert_int_equal(all[0].verdict, VD_JOINT);
	assert_int_equal(all[0].evidence[0], d->e3);
}

static int64_t next_undo(struct desk *d, const char *worker)
{
	struct decision next;
	enum status status = store_decision_to_undo(d->shelf.store, worker, INT64_MAX, d->shelf.arena, &next,
		&the_err);

	assert_true(status == ST_OK || status == ST_NONE);
	return status == ST_OK ? next.id : 0;
}

static int64_t next_redo(struct desk *d, const char *worker)
{
	struct decision next;
	enum status status = store_decision_to_redo(d->shelf.store, worker, INT64_MAX, d->shelf.arena, &next,
		&the_err);

	assert_true(status == ST_OK || status == ST_NONE);
	return status == ST_OK ? next.id : 0;
}

static void undo_takes_back_one_after_another_and_redo_brings_them_again(void **state)
{
	struct desk *d = *state;
	struct shelf *s = &d->shelf;
	struct finding f = a_finding(d->b, FK_REPEAT, SG_PLANNED, 1, &d->e1, 1);
	int64_t one, two, undo_one, undo_two;

	set_findings(s, d->person, &f, 1);
	assert_int_equal(next_undo(d, "alice"), 0);
	one = decide(s, "alice", VD_AVOIDABLE, d->b, &d->e1, 1);
	two = decide(s, "alice", VD_JUSTIFIED, d->b, &d->e1, 1);
	assert_int_equal(next_undo(d, "alice"), two);
	assert_int_equal(next_undo(d, "bob"), 0);
	assert_int_equal(next_redo(d, "alice"), 0);
	undo_two = undo(s, "alice", two);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_AVOIDABLE);
	assert_int_equal(next_undo(d, "alice"), one);
	undo_one = undo(s, "alice", one);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_OPEN);
	assert_int_equal(next_undo(d, "alice"), 0);
	assert_int_equal(next_redo(d, "alice"), undo_one);
	undo(s, "alice", undo_one);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_AVOIDABLE);
	assert_int_equal(next_redo(d, "alice"), undo_two);
	undo(s, "alice", undo_two);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_JUSTIFIED);
	assert_int_equal(next_redo(d, "alice"), 0);
	assert_int_equal(next_undo(d, "alice"), two);
	undo(s, "alice", two);
	assert_int_equal(state_of(d, d->b, FK_REPEAT), VD_AVOIDABLE);
}

static void a_newer_decision_ends_what_can_be_brought_again(void **state)
{
	struct desk *d = *state;
	struct shelf *s = &d->shelf;
	int64_t one = decide(s, "alice", VD_AVOIDABLE, d->b, &d->e1, 1), undone;

	undone = undo(s, "alice", one);
	assert_int_equal(next_redo(d, "alice"), undone);
	decide(s, "bob", VD_JUSTIFIED, d->b, &d->e1, 1);
	assert_int_equal(next_redo(d, "alice"), undone);
	decide(s, "alice", VD_REUSED, d->b, &d->e1, 1);
	assert_int_equal(next_redo(d, "alice"), 0);
}

static enum status write_pair(struct txn *t, void *arg, struct err *err)
{
	int64_t id;

	return store_decision_add(t, arg, &id, err);
}

static void decisions_about_pairs_are_found_by_either_record_while_in_force(void **state)
{
	struct desk *d = *state;
	struct shelf *s = &d->shelf;
	int64_t other = put_record(s, "GP", "5", "Bell");
	struct decision pair = {.worker = "alice", .verdict = VD_SEPARATE, .a = d->person, .b = other,
		.reason = "twins"}, *all;
	size_t n;

	works(store_write(s->store, STORE_FULL, write_pair, &pair, &the_err));
	works(store_decisions_of_records(s->store, (int64_t[]){other, d->person}, 2, s->arena, &all, &n,
		&the_err));
	assert_int_equal(n, 1);
	assert_int_equal(all[0].verdict, VD_SEPARATE);
	assert_string_equal(all[0].reason, "twins");
	assert_int_equal(strlen(all[0].at), 20);
	undo(s, "alice", all[0].id);
	works(store_decisions_of_records(s->store, &other, 1, s->arena, &all, &n, &the_err));
	assert_int_equal(n, 0);
	works(store_decisions_all(s->store, s->arena, &all, &n, &the_err));
	assert_int_equal(n, 2);
	assert_int_equal(all[1].undoes, all[0].id);
}

#define at_desk(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		at_desk(a_finding_comes_back_as_it_was_judged),
		at_desk(judging_the_same_again_writes_nothing),
		at_desk(a_finding_that_changes_keeps_its_row_and_one_that_is_gone_goes),
		at_desk(a_finding_goes_with_its_event_to_another_person),
		at_desk(the_queue_is_preventable_first_then_newest_then_by_address),
		at_desk(the_queue_by_state_pages_through_that_state_alone),
		at_desk(a_decision_stands_while_some_of_its_evidence_does),
		at_desk(a_decision_waits_for_a_finding_that_went_and_came_back),
		at_desk(the_newest_decision_on_the_same_evidence_counts),
		at_desk(undo_takes_back_one_after_another_and_redo_brings_them_again),
		at_desk(a_newer_decision_ends_what_can_be_brought_again),
		at_desk(decisions_about_pairs_are_found_by_either_record_while_in_force),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
