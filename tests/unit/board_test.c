/* The partnership in figures, counted by hand on two people. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "board.h"
#include "journey/timeline.h"
#include "town.h"

struct partnership { struct town t; struct board *b; int64_t grace, tom, ahead; };

static int64_t done(struct partnership *p, const char *agency, const char *local_id, const char *ref,
	const char *on, struct event more)
{
	more.agency_code = agency;
	more.local_id = local_id;
	more.source_ref = ref;
	more.kind = EV_ASSESSMENT;
	more.status = ES_COMPLETED;
	more.starts_on = on;
	return town_event(&p->t, more);
}

static void sends(struct partnership *p, const char *agency, const char *ref, const char *to, const char *on,
	const char *replied, enum event_status status)
{
	town_event(&p->t, (struct event){.agency_code = agency, .local_id = "1", .source_ref = ref,
		.kind = EV_REQUEST, .status = status, .starts_on = on, .to_agency = to, .responded_on = replied});
}

/* As if this event had come in on that day. */
static void came_in(struct partnership *p, const char *ref, const char *on)
{
	char sql[200];
	sqlite3 *db;

	snprintf(sql, sizeof sql, "UPDATE event SET received = unixepoch('%s') + 3600 WHERE source_ref = '%s'", on, ref);
	assert_int_equal(sqlite3_open(p->t.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_changes(db), 1);
	sqlite3_close(db);
}

static void people_put(struct partnership *p)
{
	static const char *const AGENCIES[] = {"ASC", "RNHS", "AGE"};

	for (int i = 0; i < 3; i++) {
		int64_t grace = town_record(&p->t, AGENCIES[i], "1", "Grace", "Okafor", "1943-07-03");
		int64_t tom = town_record(&p->t, AGENCIES[i], "2", "Tom", "Hale", i ? NULL : "1950-01-02");

		if (!i) {
			p->grace = grace;
			p->tom = tom;
			continue;
		}
		town_hold(&p->t, grace, p->grace);
		town_hold(&p->t, tom, p->tom);
	}
	town_field(&p->t, p->grace, RF_NHS_NUMBER, "9990000018");
	town_field(&p->t, p->tom, RF_NHS_NUMBER, "9990000019"); /* its check digit is wrong */
}

static void rule_on(struct partnership *p, int64_t event, enum verdict verdict, const char *reason)
{
	works(asked_decide(p->t.session, &event, 1, &(struct ruling){.verdict = verdict, .reason = reason},
		&the_err));
}

static void assessments_put(struct partnership *p)
{
	int64_t g1, p2;

	done(p, "RNHS", "2", "r0", "2025-06-01", (struct event){.instrument = "OT-FUNC"});
	done(p, "ASC", "2", "a0", "2025-06-20", (struct event){.instrument = "OT-FUNC"});
	done(p, "RNHS", "1", "r1", "2025-09-01", (struct event){.instrument = "OT-FUNC", .practitioner = "P. One"});
	done(p, "ASC", "1", "a1", "2025-09-20", (struct event){.instrument = "OT-FUNC", .practitioner = "P. Two"});
	g1 = done(p, "AGE", "1", "g1", "2025-10-10", (struct event){.instrument = "OT-FUNC"});
	done(p, "ASC", "2", "a2", "2025-10-01", (struct event){.instrument = "OT-FUNC", .reuses = "RNHS:r0",
		.minutes = "60", .practitioner = "P. Two"});
	done(p, "AGE", "2", "m1", "2025-10-05", (struct event){.instrument = "MUST", .joint_with = "ASC",
		.practitioner = "Q. Three"});
	done(p, "AGE", "2", "x1", "2025-11-05", (struct event){.title = "Home visit form"});
	p->ahead = town_assessment(&p->t, "RNHS", "1", "p1", "OT-FUNC", "2025-11-24");
	p2 = town_assessment(&p->t, "ASC", "1", "p2", "OT-FUNC", "2025-11-25");
	rule_on(p, g1, VD_JUSTIFIED, JUSTIFIED_REASONS[0]);
	rule_on(p, p2, VD_AVOIDABLE, NULL);
	town_status(&p->t, p2, ES_CANCELLED);
	came_in(p, "r1", "2025-10-01");
	came_in(p, "a1", "2025-09-21");
}

static void referrals_put(struct partnership *p)
{
	sends(p, "ASC", "s1", "AGE", "2025-11-01", "2025-11-05", ES_COMPLETED);
	sends(p, "ASC", "s2", "AGE", "2025-11-02", "2025-11-12", ES_COMPLETED);
	sends(p, "ASC", "s3", "AGE", "2025-11-03", NULL, ES_CANCELLED);
	sends(p, "ASC", "s4", "RNHS", "2025-11-10", NULL, ES_COMPLETED);
	sends(p, "RNHS", "s5", "AGE", "2025-11-15", NULL, ES_DECLINED);
	sends(p, "RNHS", "s6", "ASC", "2025-11-20", NULL, ES_PLANNED);
	sends(p, "ASC", "s7", "AGE", "2025-07-01", "2025-07-03", ES_COMPLETED);
	sends(p, "ASC", "s8", "AGE", "2025-02-01", NULL, ES_COMPLETED);
	sends(p, "ASC", "s9", "AGE", "2024-06-01", NULL, ES_COMPLETED);
}

static struct board *counted(struct town *t, struct board_query q)
{
	struct board *b;

	works(board_begin(t->session, &q, &b, &the_err));
	while (!board_is_done(b))
		works(board_step(b, 0, &the_err));
	assert_int_equal(board_percent(b), 100);
	return b;
}

static int begin(void **state)
{
	static struct partnership p;

	town_open(&p.t);
	people_put(&p);
	assessments_put(&p);
	referrals_put(&p);
	p.b = counted(&p.t, (struct board_query){.days = BOARD_DAYS, .is_look = true});
	*state = &p;
	return 0;
}

static int end(void **state)
{
	struct partnership *p = *state;

	board_free(p->b);
	town_close(&p->t);
	return 0;
}

/* now and before of a figure, each num and den */
static void is_now(const struct board *b, enum board_of of, int64_t num, int64_t den)
{
	const struct board_figure *f = board_figure(b, of);

	if (f->now.num != num || f->now.den != den)
		fail_msg("%s: %d of %d, not %d of %d", BOARD_MEANINGS[of].name, (int)f->now.num, (int)f->now.den,
			(int)num, (int)den);
}

static void was(const struct board *b, enum board_of of, int64_t num, int64_t den)
{
	const struct board_figure *f = board_figure(b, of);

	assert_true(f->has_before);
	assert_int_equal(f->before.num, num);
	assert_int_equal(f->before.den, den);
}

static void what_was_asked_again_is_counted_with_what_it_is_of(void **state)
{
	const struct partnership *p = *state;

	is_now(p->b, BF_DONE, 6, 0);
	is_now(p->b, BF_AGAIN, 2, 4); /* not the screen, which is only advised on, nor the form without needs */
	is_now(p->b, BF_SAME_KIND, 2, 2);
	is_now(p->b, BF_JUSTIFIED, 1, 2);
	is_now(p->b, BF_AVOIDABLE, 0, 2);
	is_now(p->b, BF_UNDECIDED, 1, 2);
	was(p->b, BF_DONE, 2, 0);
	was(p->b, BF_AGAIN, 1, 2);
}

static void evidence_that_came_only_later_is_counted_apart(void **state)
{
	const struct partnership *p = *state;

	is_now(p->b, BF_LATE, 1, 2);    /* ASC asked on 20 Sep, RNHS's answer came on 1 Oct */
	is_now(p->b, BF_IN_TIME, 1, 2); /* AGE asked on 10 Oct */
	was(p->b, BF_LATE, 0, 1);       /* what came after today says nothing of then */
}

static void what_was_spared_stands_beside_it(void **state)
{
	const struct partnership *p = *state;

	is_now(p->b, BF_AHEAD, 1, 0);
	is_now(p->b, BF_PREVENTED, 1, 0);
	is_now(p->b, BF_REUSED, 1, 3);
	is_now(p->b, BF_JOINT, 1, 0);
	is_now(p->b, BF_MINUTES_SPARED, 30 + 90, 2);
}

static void the_burden_is_counted_for_each_person(void **state)
{
	const struct partnership *p = *state;

	is_now(p->b, BF_PEOPLE, 2, 2);
	is_now(p->b, BF_TIMES, 6, 2);
	is_now(p->b, BF_MANY, 1, 2);
	is_now(p->b, BF_ASSESSORS, 4, 2);
	is_now(p->b, BF_MINUTES, 3 * 90 + 60 + 10, 6);
	is_now(p->b, BF_MINUTES_AGAIN, 180, 340);
}

static void referrals_are_waited_for_from_the_day_they_were_sent(void **state)
{
	const struct partnership *p = *state;

	is_now(p->b, BF_SENT, 5, 0);
	is_now(p->b, BF_ANSWERED, 3, 5);
	is_now(p->b, BF_REPLY_HALF, 4, 2);
	is_now(p->b, BF_REPLY_MOST, 10, 2);
	is_now(p->b, BF_WAITING, 3, 7); /* of twelve months; one was sent before them */
	is_now(p->b, BF_WAITING_LONG, 2, 3);
	was(p->b, BF_SENT, 1, 0);
	was(p->b, BF_REPLY_HALF, 2, 1);
}

static const char *code(const struct partnership *p, int64_t agency)
{
	return session_agency(p->t.session, agency)->code;
}

static void each_pair_is_told_by_who_knew_and_who_asked(void **state)
{
	const struct partnership *p = *state;
	char seen[200] = "";
	size_t n;
	const struct board_pair *pair = board_pairs(p->b, &n);

	for (size_t i = 0; i < n; i++)
		snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s-%s %d %d\n", code(p, pair[i].from),
			code(p, pair[i].to), (int)pair[i].again, (int)pair[i].late);
	assert_string_equal(seen, "ASC-AGE 1 0\nRNHS-ASC 1 1\nRNHS-AGE 1 0\n");
}

static void each_way_of_a_referral_has_its_waits(void **state)
{
	const struct partnership *p = *state;
	char seen[300] = "";
	size_t n;
	const struct board_way *w = board_ways(p->b, &n);

	for (size_t i = 0; i < n; i++)
		snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s-%s %d %d %d, %d %d %d\n", code(p, w[i].from),
			code(p, w[i].to), (int)w[i].sent, (int)w[i].answered, (int)w[i].waiting, w[i].half, w[i].most,
			w[i].longest);
	assert_string_equal(seen, "ASC-AGE 2 2 1, 4 10 293\nASC-RNHS 1 0 1, -1 -1 11\n"
		"RNHS-ASC 1 0 1, -1 -1 1\nRNHS-AGE 1 1 0, -1 -1 0\n");
}

static void each_feed_is_told_by_what_it_lacks(void **state)
{
	const struct partnership *p = *state;
	char seen[400] = "";
	size_t n;
	const struct board_feed *f = board_feeds(p->b, &n);

	for (size_t i = 0; i < n; i++)
		snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s %d %d %d, %d %d, %d %d, %d %d\n",
			f[i].line.code, (int)f[i].records, (int)f[i].numbers, (int)f[i].births, (int)f[i].done,
			(int)f[i].cannot_judge, (int)f[i].asked, (int)f[i].knew, (int)f[i].arrived, f[i].arrives);
	assert_string_equal(seen, "RNHS 2 0 1, 1 0, 0 2, 1 30\nAGE 2 0 1, 3 1, 1 0, 0 0\nASC 2 1 2, 2 0, 1 1, 1 1\n");
	is_now(p->b, BF_RECORDS, 6, 0);
	is_now(p->b, BF_NUMBERS, 1, 6);
	is_now(p->b, BF_BIRTHS, 4, 6);
	is_now(p->b, BF_ARRIVES, 1, 2);
	is_now(p->b, BF_CANNOT_JUDGE, 1, 6);
}

static void a_month_has_its_own_figures(void **state)
{
	const struct partnership *p = *state;
	struct board_figure f;

	assert_true(board_month(p->b, BF_AGAIN, 9, &f));
	assert_int_equal(f.from, civil_day(2025, 9, 1));
	assert_int_equal(f.until, civil_day(2025, 9, 30));
	assert_int_equal(f.now.num, 1);
	assert_int_equal(f.now.den, 2);
	assert_true(board_month(p->b, BF_SENT, 11, &f));
	assert_int_equal(f.until, TOWN_TODAY);
	assert_int_equal(f.now.num, 5);
	assert_false(board_month(p->b, BF_WAITING, 0, &f));
}

static void all_figures_are_given_once(void **state)
{
	const struct partnership *p = *state;
	struct board_figure *f;
	size_t n;

	works(board_all(p->b, p->t.arena, &f, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			assert_false(f[i].of == f[j].of && f[i].agency == f[j].agency && f[i].other == f[j].other &&
				f[i].from == f[j].from && f[i].until == f[j].until);
}

/* Lists --------------------------------------------------------------------- */

static const char *listed(struct partnership *p, struct board_behind w, int64_t *total)
{
	struct board_row *row;
	char *seen = arena_alloc(p->t.arena, 1000);
	size_t n;

	w.most = w.most ? w.most : 10;
	works(board_list(p->b, &w, true, p->t.arena, &row, &n, total, &the_err));
	for (size_t i = 0; i < n; i++) {
		char day[12] = "";

		if (row[i].on != CIVIL_NONE)
			civil_day_month(row[i].on, day);
		snprintf(seen + strlen(seen), 1000 - strlen(seen), "%s|%s|%s|%s\n", day, row[i].who, row[i].what, row[i].why);
	}
	return seen;
}

static void behind_a_figure_are_whom_it_counts(void **state)
{
	struct partnership *p = *state;
	int64_t total;

	assert_string_equal(listed(p, (struct board_behind){.of = BF_AGAIN}, &total),
		"10 Oct|Okafor, Grace (82)|AGE: Occupational therapy functional assessment|known to ASC +1, justified\n"
		"20 Sep|Okafor, Grace (82)|ASC: Occupational therapy functional assessment|known to RNHS, here only later\n");
	assert_int_equal(total, 2);
	assert_string_equal(listed(p, (struct board_behind){.of = BF_TIMES}, &total),
		"|Okafor, Grace (82)|asked 3 times by 3 agencies|\n|Hale, Tom (75)|asked 3 times by 2 agencies|\n");
	assert_string_equal(listed(p, (struct board_behind){.of = BF_MANY}, &total),
		"|Okafor, Grace (82)|asked 3 times by 3 agencies|\n");
	assert_string_equal(listed(p, (struct board_behind){.of = BF_PREVENTED}, &total),
		"25 Nov|Okafor, Grace (82)|ASC: Occupational therapy functional assessment|cancelled\n");
	assert_string_equal(listed(p, (struct board_behind){.of = BF_REUSED}, &total),
		"1 Oct|Hale, Tom (75)|ASC: Occupational therapy functional assessment|names what it reuses\n");
	assert_string_equal(listed(p, (struct board_behind){.of = BF_CANNOT_JUDGE}, &total),
		"5 Nov|Hale, Tom (75)|AGE: Home visit form|says no need it asked about\n");
	listed(p, (struct board_behind){.of = BF_AGAIN, .most = 1}, &total);
	assert_int_equal(total, 2);
}

/* As many rows as the figure says, for each that has a list. */
static void a_list_is_as_long_as_its_figure(void **state)
{
	struct partnership *p = *state;

	for (int of = 0; of < BF_COUNT; of++) {
		const struct board_figure *f = board_figure(p->b, (enum board_of)of);
		enum board_shape shape = BOARD_MEANINGS[of].shape;
		int64_t total, expected = shape == BS_DAYS ? f->now.den : f->now.num;

		if (!BOARD_MEANINGS[of].has_list || shape == BS_MEAN || shape == BS_MINUTES ||
			shape == BS_MINUTES_SHARE || of == BF_DONE || of == BF_REPLY_MOST)
			continue;
		listed(p, (struct board_behind){.of = (enum board_of)of}, &total);
		if (total != expected)
			fail_msg("%s: %d behind %d", BOARD_MEANINGS[of].name, (int)total, (int)expected);
	}
}

static void a_pair_has_its_own_list(void **state)
{
	struct partnership *p = *state;
	int64_t total, age = session_agency_by_code(p->t.session, "AGE")->id,
		asc = session_agency_by_code(p->t.session, "ASC")->id;

	listed(p, (struct board_behind){.of = BF_AGAIN, .agency = age, .other = asc}, &total);
	assert_int_equal(total, 1);
	assert_string_equal(listed(p, (struct board_behind){.of = BF_WAITING, .agency = age, .other = asc}, &total),
		"1 Feb|Okafor, Grace (82)|AGE, asked by ASC: Referral|no reply for 293 days\n");
	assert_string_equal(listed(p, (struct board_behind){.of = BF_ANSWERED, .agency = age, .other = asc}, &total),
		"2 Nov|Okafor, Grace (82)|AGE, asked by ASC: Referral|answered in 10 days\n"
		"1 Nov|Okafor, Grace (82)|AGE, asked by ASC: Referral|answered in 4 days\n");
}

/* Small numbers ------------------------------------------------------------- */

static void small_numbers_are_not_told_to_who_may_not_see_names(void **state)
{
	struct partnership *p = *state;
	struct arena *a = p->t.arena;
	struct viewer *viewer = &p->t.session->viewer;
	struct board_row *row;
	struct board *b;
	int64_t total;
	size_t n;

	viewer->is_owner = false;
	b = counted(&p->t, (struct board_query){.days = BOARD_DAYS, .is_look = true});
	assert_true(board_is_hushed(b));
	assert_string_equal(board_told(b, BF_DONE, &board_figure(b, BF_DONE)->now, a), "<8");
	assert_string_equal(board_told(b, BF_AGAIN, &board_figure(b, BF_AGAIN)->now, a), "");
	assert_string_equal(board_told(b, BF_REPLY_HALF, &board_figure(b, BF_REPLY_HALF)->now, a), "");
	assert_string_equal(board_told(b, BF_MINUTES, &board_figure(b, BF_MINUTES)->now, a), "");
	assert_string_equal(board_count_told(b, 0, a), "0");
	assert_string_equal(board_count_told(b, 7, a), "<8");
	assert_string_equal(board_count_told(b, 8, a), "10");
	assert_string_equal(board_count_told(b, 12, a), "10");
	assert_string_equal(board_count_told(b, 1203, a), "1,205");
	assert_int_equal(board_list(b, &(struct board_behind){.of = BF_DONE, .most = 5}, true, a, &row, &n, &total, &the_err),
		ST_DENIED);
	board_free(b);
	viewer->is_owner = true;
}

static void who_asks_for_it_gets_them_rounded_too(void **state)
{
	struct partnership *p = *state;
	struct arena *a = p->t.arena;
	struct board *b = counted(&p->t, (struct board_query){.days = BOARD_DAYS, .is_hushed = true});
	const struct board_number share = {12, 33, 0}, few = {3, 33, 0}, minutes = {440, 12, 12};
	const char *num, *den;

	assert_string_equal(board_told(b, BF_AGAIN, &share, a), "29 %"); /* 10 of 35 */
	assert_string_equal(board_value(b, BF_AGAIN, &share, a), "28.6");
	assert_string_equal(board_told(b, BF_AGAIN, &few, a), "");
	assert_string_equal(board_value(b, BF_MINUTES, &minutes, a), "420");
	board_parts_told(b, BF_AGAIN, &few, a, &num, &den);
	assert_string_equal(num, "<8");
	assert_string_equal(den, "35");
	board_free(b);
}

/* From a total and all other cells beside one hidden, as they are told, that one never follows. */
static void a_hidden_number_does_not_follow_from_a_total(void **state)
{
	struct partnership *p = *state;
	struct board *b = counted(&p->t, (struct board_query){.days = BOARD_DAYS, .is_hushed = true});

	for (int64_t other = 8; other < 60; other++)
		for (int64_t hidden = 1; hidden < 8; hidden++) {
			const char *total = board_count_told(b, other + hidden, p->t.arena);
			const char *beside = board_count_told(b, other, p->t.arena);
			int fits = 0;

			for (int64_t h = 1; h < 8; h++) {
				bool fit = false;

				for (int64_t o = 8; o < 70; o++)
					fit = fit || (!strcmp(board_count_told(b, o, p->t.arena), beside) &&
						!strcmp(board_count_told(b, o + h, p->t.arena), total));
				fits += fit;
			}
			assert_true(fits >= 2);
		}
	board_free(b);
}

static void figures_are_told_in_few_words(void **state)
{
	struct partnership *p = *state;
	struct arena *a = p->t.arena;

	assert_string_equal(board_told(p->b, BF_AGAIN, &board_figure(p->b, BF_AGAIN)->now, a), "50 %");
	assert_string_equal(board_told(p->b, BF_AGAIN, &(struct board_number){1, 24, 0}, a), "4.2 %");
	assert_string_equal(board_told(p->b, BF_AGAIN, &(struct board_number){0, 24, 0}, a), "0 %");
	assert_string_equal(board_told(p->b, BF_AGAIN, &(struct board_number){0, 0, 0}, a), "");
	assert_string_equal(board_told(p->b, BF_TIMES, &board_figure(p->b, BF_TIMES)->now, a), "3.0");
	assert_string_equal(board_told(p->b, BF_MINUTES, &board_figure(p->b, BF_MINUTES)->now, a), "5.6 h");
	assert_string_equal(board_told(p->b, BF_REPLY_HALF, &board_figure(p->b, BF_REPLY_HALF)->now, a), "4 days");
	assert_string_equal(board_told(p->b, BF_DONE, &(struct board_number){1234567, 0, 0}, a), "1,234,567");
}

static void figures_are_of_a_sensible_number_of_days(void **state)
{
	struct partnership *p = *state;
	struct board *b;

	assert_int_equal(board_begin(p->t.session, &(struct board_query){.days = 0}, &b, &the_err), ST_USAGE);
	assert_int_equal(board_begin(p->t.session, &(struct board_query){.days = 367}, &b, &the_err), ST_USAGE);
	b = counted(&p->t, (struct board_query){.days = 30});
	is_now(b, BF_DONE, 1, 0);
	was(b, BF_DONE, 3, 0); /* 23 Sep to 22 Oct */
	board_free(b);
}

static void an_empty_store_has_a_board_of_nothing(void **state)
{
	struct town t;
	struct board *b;
	size_t n;

	(void)state;
	town_open(&t);
	b = counted(&t, (struct board_query){.days = BOARD_DAYS, .is_look = true});
	for (int of = 0; of < BF_COUNT; of++)
		is_now(b, (enum board_of)of, 0, 0);
	board_pairs(b, &n);
	assert_int_equal(n, 0);
	board_free(b);
	town_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_asked_again_is_counted_with_what_it_is_of),
		cmocka_unit_test(evidence_that_came_only_later_is_counted_apart),
		cmocka_unit_test(what_was_spared_stands_beside_it),
		cmocka_unit_test(the_burden_is_counted_for_each_person),
		cmocka_unit_test(referrals_are_waited_for_from_the_day_they_were_sent),
		cmocka_unit_test(each_pair_is_told_by_who_knew_and_who_asked),
		cmocka_unit_test(each_way_of_a_referral_has_its_waits),
		cmocka_unit_test(each_feed_is_told_by_what_it_lacks),
		cmocka_unit_test(a_month_has_its_own_figures),
		cmocka_unit_test(all_figures_are_given_once),
		cmocka_unit_test(behind_a_figure_are_whom_it_counts),
		cmocka_unit_test(a_list_is_as_long_as_its_figure),
		cmocka_unit_test(a_pair_has_its_own_list),
		cmocka_unit_test(small_numbers_are_not_told_to_who_may_not_see_names),
		cmocka_unit_test(who_asks_for_it_gets_them_rounded_too),
		cmocka_unit_test(a_hidden_number_does_not_follow_from_a_total),
		cmocka_unit_test(figures_are_told_in_few_words),
		cmocka_unit_test(figures_are_of_a_sensible_number_of_days),
		cmocka_unit_test(an_empty_store_has_a_board_of_nothing),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
