/* The queue of pairs: who waits, who rests, and that no word is written over another unseen. */
#include <stdio.h>
#include <string.h>

#include "apart.h"
#include "care/work.h"
#include "crowd.h"
#include "linkage/waiting.h"

#define BETTY "given=Betty family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB"
#define ELIZABETH "given=Elizabeth family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB"
#define TOM "given=Tom family=Hale born=1941-02-02 sex=M postcode=LS8_1XX"
#define THOMAS "given=Thomas family=Hale born=1941-02-02 sex=M postcode=LS8_1XX"

static struct pair_queue queue(struct crowd *t)
{
	struct pair_queue q;

	good(pair_queue_read(t->session, 0, t->arena, &q, &crowd_err));
	return q;
}

static enum status decide(struct crowd *t, const struct queued_pair *p, enum verdict verdict)
{
	const struct pair_ruling said = {.a = p->a.record, .b = p->b.record, .verdict = verdict,
		.reason = verdict == VD_LINK ? NULL : "twins", .seen = p->seen};

	return pair_decide(t->session, &said, &crowd_err);
}

static void two_pairs(struct crowd *t)
{
	arrives(t, "GP:1", ELIZABETH);
	arrives(t, "ASC:1", BETTY);
	arrives(t, "GP:2", TOM);
	arrives(t, "ASC:2", THOMAS);
}

static void a_pair_names_both_people_and_their_agencies(void **state)
{
	struct crowd *t = *state;
	struct pair_queue q;

	two_pairs(t);
	q = queue(t);
	assert_int_equal(q.n, 2);
	assert_int_equal(q.due, 2);
	assert_string_equal(q.v[0].a.listed, "Clarke, Elizabeth");
	assert_string_equal(q.v[0].b.listed, "Clarke, Betty");
	assert_string_equal(session_agency(t->session, q.v[0].b.agency)->code, "ASC");
	assert_string_equal(q.v[0].band, "likely");
	assert_true(q.v[0].weight >= q.v[1].weight);
	assert_null(q.v[0].asked);
}

static void of_a_long_queue_as_many_are_read_as_wanted_and_all_counted(void **state)
{
	struct crowd *t = *state;
	struct pair_queue q;
	int64_t due = 0;

	two_pairs(t);
	good(pair_queue_read(t->session, 1, t->arena, &q, &crowd_err));
	assert_int_equal(q.n, 1);
	assert_int_equal(q.due, 2);
	good(pair_queue_count(t->session, &due, &crowd_err));
	assert_int_equal(due, 2);
}

static void what_was_left_of_a_long_queue_is_read_on_as_one_list(void **state)
{
	struct crowd *t = *state;
	struct pair_queue q, whole;
	const struct queued_pair *first;

	two_pairs(t);
	whole = queue(t);
	assert_false(whole.has_rest);
	good(pair_queue_read(t->session, 1, t->arena, &q, &crowd_err));
	first = q.v;
	assert_true(q.has_rest);
	good(pair_queue_go_on(t->session, 1, t->arena, &q, &crowd_err));
	assert_int_equal(q.n, 2);
	assert_false(q.has_rest);
	assert_string_equal(first->a.listed, whole.v[0].a.listed); /* rows that point there are good */
	for (size_t i = 0; i < 2; i++)
		assert_true(q.v[i].a.record == whole.v[i].a.record && q.v[i].b.record == whole.v[i].b.record);
	good(pair_queue_go_on(t->session, 1, t->arena, &q, &crowd_err));
	assert_int_equal(q.n, 2);
}

/* Whether a worker may know of a pair takes a look at two people: as many are looked at as are wanted,
 * and that there may be more is said. */
static void where_some_may_be_withheld_no_more_pairs_are_judged_than_wanted(void **state)
{
	struct crowd *t = *state;
	const struct waiting_pairs *w;
	int64_t due = 0;

	two_pairs(t);
	t->session->viewer.is_alone = false;
	t->session->viewer.role = ROLE_COORDINATOR;
	t->session->waiting_seq = -1; /* who looked before saw all */
	good(session_waiting(t->session, 1, &w, &crowd_err));
	assert_int_equal(w->n, 1);
	assert_int_equal(w->due, 1);
	assert_true(pair_queue_may_be_more(t->session));
	good(pair_queue_count(t->session, &due, &crowd_err));
	assert_int_equal(due, 2);
	assert_false(pair_queue_may_be_more(t->session));
	good(session_waiting(t->session, 0, &w, &crowd_err));
	assert_int_equal(w->n, 2);
	assert_true(w->v[0].weight >= w->v[1].weight);
	t->session->viewer.role = ROLE_PRACTITIONER; /* who links nobody */
	good(pair_queue_count(t->session, &due, &crowd_err));
	assert_int_equal(due, 0);
}

static void of_my_people_the_pairs_are_found_before_any_other_is_judged(void **state)
{
	struct crowd *t = *state;
	const struct waiting_pairs *w;
	struct waiting_pairs mine;
	int64_t last;

	two_pairs(t);
	t->session->viewer.is_alone = false;
	t->session->viewer.role = ROLE_COORDINATOR;
	t->session->waiting_seq = -1;
	good(session_waiting(t->session, 1, &w, &crowd_err));
	last = w->v[1].person_b;
	good(session_waiting_of(t->session, &last, 1, t->arena, &mine, &crowd_err));
	assert_int_equal(mine.n, 1);
	assert_int_equal(mine.due, 1);
	assert_int_equal(mine.v[0].person_b, last);
	assert_int_equal(w->judged, 1);
	good(session_waiting_of(t->session, NULL, 0, t->arena, &mine, &crowd_err));
	assert_int_equal(mine.n, 0);
	good(session_waiting(t->session, 0, &w, &crowd_err)); /* the same where all are judged */
	good(session_waiting_of(t->session, &last, 1, t->arena, &mine, &crowd_err));
	assert_int_equal(mine.n, 1);
}

static void linked_pairs_leave_and_come_back_by_undo(void **state)
{
	struct crowd *t = *state;
	struct pair_queue q;
	const char *before;

	two_pairs(t);
	before = crowd_digest(t);
	q = queue(t);
	good(decide(t, &q.v[0], VD_LINK));
	assert_people(t, "GP:1 ASC:1 | GP:2 | ASC:2");
	assert_int_equal(queue(t).n, 1);
	undoes(t);
	assert_int_equal(queue(t).n, 2);
	assert_string_equal(crowd_digest(t), before);
}

static void two_people_said_to_be_two_wait_no_more(void **state)
{
	struct crowd *t = *state;
	struct pair_queue q;

	two_pairs(t);
	q = queue(t);
	good(decide(t, &q.v[0], VD_SEPARATE));
	assert_int_equal(queue(t).n, 1);
	arrives(t, "NHS:1", "given=Betty family=Clarke born=1960-05-05 sex=F postcode=LS6_2AB phone=01130000001");
	arrives(t, "ASC:1", BETTY " phone=01130000001");
	assert_non_null(strstr(people_of(t), "GP:1 |")); /* by no later record either */
	undoes(t);
	arrives(t, "ASC:1", BETTY);
	assert_int_equal(queue(t).n, 2);
}

static void an_agency_asked_lets_the_pair_rest_until_the_reply_is_due(void **state)
{
	struct crowd *t = *state;
	struct waiting_pairs later;
	struct pair_queue q;

	two_pairs(t);
	q = queue(t);
	good(decide(t, &q.v[0], VD_ASKED));
	q = queue(t);
	assert_int_equal(q.due, 1);
	assert_int_equal(q.n, 2);
	assert_true(q.v[1].is_resting);
	assert_string_equal(q.v[1].asked, "ASC");
	assert_int_equal(q.v[1].reply_by, civil_day(2025, 11, 28));
	assert_non_null(strstr(links_of(t), "GP:1 ASC:1 likely asked: asked ASC by ann on "));
	good(links_waiting(t->session->store, civil_day(2025, 11, 28), t->arena, &later, &crowd_err));
	assert_int_equal(later.due, 1);
	good(links_waiting(t->session->store, civil_day(2025, 11, 29), t->arena, &later, &crowd_err));
	assert_int_equal(later.due, 2);
	assert_non_null(later.v[0].asked); /* before the heavier ones */
	good(decide(t, &q.v[1], VD_LINK)); /* the reply came */
	assert_int_equal(queue(t).n, 1);
	undoes(t);
	assert_true(queue(t).v[1].is_resting);
	undoes(t);
	assert_int_equal(queue(t).due, 2);
}

static void a_pair_that_nobody_compared_may_be_asked_about_too(void **state)
{
	struct crowd *t = *state;
	struct pair_queue q;

	arrives(t, "GP:1", ELIZABETH);
	arrives(t, "GP:2", TOM);
	assert_int_equal(queue(t).n, 0);
	good(ask_about_records(t->session, "GP:1", "GP:2", NULL, "2025-12-24", &crowd_err));
	q = queue(t);
	assert_int_equal(q.n, 1);
	assert_string_equal(q.v[0].band, "");
	assert_int_equal(q.v[0].reply_by, civil_day(2025, 12, 24));
	says(ask_about_records(t->session, "GP:1", "GP:2", "XX", NULL, &crowd_err) == ST_USAGE
		? ST_USAGE : ST_BUG, "agency");
	ask_about_records(t->session, "GP:1", "GP:2", NULL, "2025-11-20", &crowd_err);
	says(ST_USAGE, "has passed");
}

static void nobodys_word_is_written_over_unseen(void **state)
{
	static const enum verdict WORDS[] = {VD_LINK, VD_SEPARATE, VD_ASKED};
	struct crowd *t = *state;
	struct pair_queue seen;

	two_pairs(t);
	for (size_t first = 0; first < 3; first++)
		for (size_t second = 0; second < 3; second++) {
			const char *after;

			seen = queue(t);
			good(decide(t, &seen.v[0], WORDS[first]));
			after = crowd_digest(t);
			assert_int_equal(decide(t, &seen.v[0], WORDS[second]), ST_CHANGED);
			says(ST_CHANGED, "meanwhile");
			assert_string_equal(crowd_digest(t), after);
			undoes(t);
		}
}

static void a_pair_whose_people_have_changed_is_looked_at_again(void **state)
{
	struct crowd *t = *state;
	struct pair_queue seen;
	int refused = 0;

	two_pairs(t);
	seen = queue(t);
	good(link_records(t->session, "GP:2", "GP:1", NULL, false, t->arena, &(struct link_preview){0},
		&crowd_err));
	for (size_t i = 0; i < seen.n; i++)
		refused += seen.v[i].a.listed[0] == 'H' && decide(t, &seen.v[i], VD_LINK) == ST_CHANGED;
	assert_int_equal(refused, 1); /* GP:2 is another person's by now */
	assert_people(t, "GP:1 GP:2 | ASC:1 | ASC:2");
}

static void opening_a_pair_says_what_linking_brings_and_is_a_look_at_both_people(void **state)
{
	struct crowd *t = *state;
	struct audit_line *line;
	struct pair_opened o;
	struct pair_queue q;
	size_t n, looks = 0;

	two_pairs(t);
	arrives(t, "NHS:1", ELIZABETH);
	q = queue(t);
	for (size_t i = 0; i < q.n; i++)
		if (q.v[i].a.listed[0] == 'C')
			good(pair_open(t->session, &q.v[i], false, t->arena, &o, &crowd_err));
	good(audit_read(t->session, 0, NULL, 1000, t->arena, &line, &n, &crowd_err));
	for (size_t i = 0; i < n; i++)
		looks += strcmp(line[i].deed, "look") == 0 && line[i].detail &&
			strcmp(line[i].detail, "pair GP:1 and ASC:1") == 0;
	assert_int_equal(looks, 2);
	assert_non_null(strstr(o.brings, "Linking brings together"));
	assert_true(*o.a.others || *o.b.others);
	assert_int_equal(o.agency_n, 3);
	assert_string_equal(o.explained.band, "likely");
}

static size_t looks_at_pairs(struct crowd *t)
{
	struct audit_line *line;
	size_t n, looks = 0;

	good(audit_read(t->session, 0, NULL, 1000, t->arena, &line, &n, &crowd_err));
	for (size_t i = 0; i < n; i++)
		looks += line[i].detail && strncmp(line[i].detail, "pair ", 5) == 0;
	return looks;
}

static void a_pair_read_again_while_it_is_looked_at_is_no_new_look(void **state)
{
	struct crowd *t = *state;
	struct pair_opened o;
	struct pair_queue q;

	two_pairs(t);
	q = queue(t);
	good(pair_open(t->session, &q.v[0], true, t->arena, &o, &crowd_err));
	assert_int_equal(looks_at_pairs(t), 0);
	good(pair_open(t->session, &q.v[0], false, t->arena, &o, &crowd_err));
	assert_int_equal(looks_at_pairs(t), 2); /* of each person one */
}

static void who_sees_figures_only_opens_and_decides_no_pair(void **state)
{
	struct crowd *t = *state;
	struct pair_explained e;
	struct link_preview p;
	struct pair_opened o;
	struct pair_queue q;
	const char *before;

	two_pairs(t);
	q = queue(t);
	before = crowd_digest(t);
	t->session->viewer.is_owner = false;
	assert_int_equal(pair_open(t->session, &q.v[0], false, t->arena, &o, &crowd_err), ST_DENIED);
	assert_int_equal(decide(t, &q.v[0], VD_LINK), ST_DENIED);
	assert_int_equal(decide(t, &q.v[0], VD_ASKED), ST_DENIED);
	assert_int_equal(explain_pair(t->session, "GP:1", "ASC:1", t->arena, &e, &crowd_err), ST_DENIED);
	assert_int_equal(link_records(t->session, "GP:1", "ASC:1", NULL, false, t->arena, &p, &crowd_err), ST_DENIED);
	assert_int_equal(separate_records(t->session, "GP:1", "ASC:1", NULL, true, t->arena, &p, &crowd_err), ST_DENIED);
	t->session->viewer.is_owner = true;
	assert_string_equal(crowd_digest(t), before);
}

static const char *caution(struct crowd *t, const char *a, const char *b)
{
	struct link_preview p;

	good(link_records(t->session, a, b, NULL, true, t->arena, &p, &crowd_err));
	return p.caution ? p.caution : "";
}

static void what_speaks_loudly_against_a_link_is_said(void **state)
{
	struct crowd *t = *state;
	struct link_preview p;

	arrives(t, "GP:1", "given=Tom family=Hale born=1941-02-02 sex=M postcode=LS8_1XX nhs=9990000018");
	arrives(t, "GP:2", "given=Tom family=Hale born=1972-11-12 sex=M postcode=LS8_1XX");
	arrives(t, "ASC:1", "given=Tom family=Hale postcode=LS8_1XX");
	arrives(t, "ASC:2", "given=Tom family=Hale born=1941-02-12 sex=M nhs=9990000026");
	assert_string_equal(caution(t, "GP:1", "ASC:1"), "");
	assert_non_null(strstr(caution(t, "GP:1", "ASC:2"), "two different valid NHS numbers"));
	assert_non_null(strstr(caution(t, "GP:1", "GP:2"), "two birth dates"));
	good(link_records(t->session, "GP:2", "ASC:1", NULL, false, t->arena, &p, &crowd_err));
	assert_non_null(strstr(caution(t, "GP:1", "ASC:1"), "two birth dates")); /* of the whole people */
}

/* Of the first pair that waits, line `at` of what was said before. */
static const char *earlier(struct crowd *t, size_t at)
{
	struct pair_queue q = queue(t);
	struct pair_opened o;

	good(pair_open(t->session, &q.v[0], false, t->arena, &o, &crowd_err));
	return at < o.explained.earlier_n ? o.explained.earlier[at] : "";
}

static void assert_begins(const char *text, const char *with)
{
	if (strncmp(text, with, strlen(with)) != 0)
		fail_msg("\"%s\" does not begin \"%s\"", text, with);
}

static void what_was_taken_back_is_told_too_with_who_did(void **state)
{
	struct crowd *t = *state;
	struct pair_queue q;

	two_pairs(t);
	q = queue(t);
	assert_string_equal(earlier(t, 0), "");
	good(decide(t, &q.v[0], VD_SEPARATE));
	undoes(t);
	assert_begins(earlier(t, 0), "GP:1 and ASC:1: separated by ann on ");
	assert_non_null(strstr(earlier(t, 0), "because twins; undone by ann on "));
	redoes(t);
	undoes(t); /* one line still: it was said once */
	assert_non_null(strstr(earlier(t, 0), "; undone by ann on "));
	assert_string_equal(earlier(t, 1), "");
	q = queue(t);
	good(decide(t, &q.v[0], VD_ASKED));
	undoes(t);
	assert_begins(earlier(t, 0), "GP:1 and ASC:1: asked ASC by ann on "); /* the newest first */
	assert_begins(earlier(t, 1), "GP:1 and ASC:1: separated by ann on ");
}

static void who_was_quicker_is_told_what_was_said(void **state)
{
	struct crowd *t = *state;
	struct pair_queue seen;

	two_pairs(t);
	seen = queue(t);
	good(decide(t, &seen.v[0], VD_SEPARATE));
	assert_int_equal(decide(t, &seen.v[0], VD_LINK), ST_CHANGED);
	says(ST_CHANGED, "meanwhile separated by ann on ");
	says(ST_CHANGED, "because twins; your decision was not recorded");
	seen = queue(t);
	undoes(t);
	seen = queue(t);
	redoes(t);
	undoes(t);
	good(decide(t, &seen.v[0], VD_LINK)); /* as it was when looked at */
}

static void a_reason_is_kept_clean_and_no_longer_than_people_read(void **state)
{
	struct crowd *t = *state;
	struct link_preview p;
	char much[2000];
	const char *before;

	two_pairs(t);
	before = crowd_digest(t);
	memset(much, 'x', sizeof much);
	much[sizeof much - 1] = '\0';
	assert_int_equal(link_records(t->session, "GP:1", "ASC:1", much, false, t->arena, &p,
		&crowd_err), ST_USAGE);
	says(ST_USAGE, "500 characters");
	assert_int_equal(separate_records(t->session, "GP:1", "ASC:1", much, true, t->arena, &p,
		&crowd_err), ST_USAGE);
	assert_string_equal(crowd_digest(t), before);
	good(link_records(t->session, "GP:1", "ASC:1", "  her \033[31mniece\nsays so ", false,
		t->arena, &p, &crowd_err));
	assert_non_null(strstr(links_of(t), "because her [31mniece says so\n"));
	undoes(t);
	good(link_records(t->session, "GP:1", "ASC:1", " \t", false, t->arena, &p, &crowd_err));
	assert_null(strstr(links_of(t), "because"));
}

static void a_refused_link_says_how_to_take_the_separation_back_however_long_its_reason(void **state)
{
	struct crowd *t = *state;
	struct link_preview p;
	char long_one[480];

	two_pairs(t);
	memset(long_one, 'x', sizeof long_one);
	long_one[sizeof long_one - 1] = '\0';
	good(separate_records(t->session, "GP:1", "ASC:1", long_one, false, t->arena, &p, &crowd_err));
	assert_int_equal(link_records(t->session, "GP:1", "ASC:1", NULL, false, t->arena, &p,
		&crowd_err), ST_DENIED);
	says(ST_DENIED, "`undo GP:1 ASC:1` takes that back");
}

static void odds_are_told_in_words(void **state)
{
	static const struct { double weight; const char *told; } CASES[] = {
		{0.0, "even"}, {0.4, "even"}, {1, "2 to 1"}, {-1, "2 to 1 against"}, {3.3, "10 to 1"},
		{10.19, "1,200 to 1"}, {-4.9, "30 to 1 against"}, {19.9, "980,000 to 1"},
		{30, "a million to 1"}, {-1100, "a million to 1 against"},
	};
	char told[32];

	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		pair_odds(CASES[i].weight, told);
		assert_string_equal(told, CASES[i].told);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		crowd_test(a_pair_names_both_people_and_their_agencies),
		crowd_test(of_a_long_queue_as_many_are_read_as_wanted_and_all_counted),
		crowd_test(what_was_left_of_a_long_queue_is_read_on_as_one_list),
		crowd_test(where_some_may_be_withheld_no_more_pairs_are_judged_than_wanted),
		crowd_test(of_my_people_the_pairs_are_found_before_any_other_is_judged),
		crowd_test(linked_pairs_leave_and_come_back_by_undo),
		crowd_test(two_people_said_to_be_two_wait_no_more),
		crowd_test(an_agency_asked_lets_the_pair_rest_until_the_reply_is_due),
		crowd_test(a_pair_that_nobody_compared_may_be_asked_about_too),
		crowd_test(nobodys_word_is_written_over_unseen),
		crowd_test(a_pair_whose_people_have_changed_is_looked_at_again),
		crowd_test(opening_a_pair_says_what_linking_brings_and_is_a_look_at_both_people),
		crowd_test(a_pair_read_again_while_it_is_looked_at_is_no_new_look),
		crowd_test(who_sees_figures_only_opens_and_decides_no_pair),
		crowd_test(what_speaks_loudly_against_a_link_is_said),
		crowd_test(what_was_taken_back_is_told_too_with_who_did),
		crowd_test(who_was_quicker_is_told_what_was_said),
		crowd_test(a_reason_is_kept_clean_and_no_longer_than_people_read),
		crowd_test(a_refused_link_says_how_to_take_the_separation_back_however_long_its_reason),
		cmocka_unit_test(odds_are_told_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
