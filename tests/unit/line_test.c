/* How fast the line to the terminal is, told from its answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "line.h"

static bool answer_after(struct line *l, int64_t now, int64_t ms)
{
	line_asked(l, 1000, now);
	return line_answered(l, now + ms);
}

static void a_late_answer_makes_a_line_slow_and_quick_ones_good_again(void **state)
{
	struct line l;
	int64_t now = 1000;

	(void)state;
	line_init(&l, false, true);
	assert_false(answer_after(&l, now, 900));
	assert_true(answer_after(&l, now += 2000, 1100));
	assert_true(l.is_slow);
	for (int i = 0; i < 7; i++)
		assert_false(answer_after(&l, now += 2000, 100));
	assert_true(answer_after(&l, now += 2000, 100));
	assert_false(l.is_slow);
}

static void quick_answers_after_a_few_cells_say_nothing_of_a_line(void **state)
{
	struct line l;
	int64_t now = 1000;

	(void)state;
	line_init(&l, false, true);
	answer_after(&l, now, 2000);
	for (int i = 0; i < 100; i++) {
		line_asked(&l, 3, now += 5000);
		line_answered(&l, now + 200);
	}
	assert_true(l.is_slow);
}

static void what_the_worker_said_is_not_measured_away(void **state)
{
	struct line l;

	(void)state;
	line_init(&l, true, true);
	for (int i = 1; i < 30; i++)
		assert_false(answer_after(&l, i * 1000, 1));
	assert_true(l.is_slow);
}

static void a_frame_waits_for_the_one_before_on_a_slow_line_only(void **state)
{
	struct line l;

	(void)state;
	line_init(&l, false, true);
	line_asked(&l, 1000, 1000);
	assert_int_equal(line_wait(&l, 1100), 0);
	line_init(&l, true, true);
	line_asked(&l, 1000, 1000);
	assert_true(line_wait(&l, 1100) > 0);
	line_answered(&l, 1200);
	assert_int_equal(line_wait(&l, 1200), 0);
}

static struct line slow_line_learnt(void)
{
	struct line l;

	line_init(&l, true, true);
	line_asked(&l, 3, 1000);
	line_answered(&l, 1200); /* what it takes whatever is sent */
	line_sent(&l, 500, 2000);
	line_asked(&l, 500, 2000);
	line_answered(&l, 2700); /* a cell in a millisecond */
	return l;
}

static void small_frames_follow_one_another_as_fast_as_a_slow_line_carries_them(void **state)
{
	struct line l = slow_line_learnt();

	(void)state;
	line_sent(&l, 20, 3000);
	line_asked(&l, 20, 3000);
	assert_in_range(line_wait(&l, 3000), 25, 45);
	assert_int_equal(line_wait(&l, 3045), 0);
	for (int i = 1; i <= 8; i++)
		line_sent(&l, 20, 3000 + i * 45);
	assert_true(line_wait(&l, 3450) > 1000); /* no more until it is answered */
	line_answered(&l, 3500);
	assert_int_equal(line_wait(&l, 3500), 0);
}

static void after_a_large_frame_and_when_an_answer_is_late_all_wait(void **state)
{
	struct line l = slow_line_learnt();

	(void)state;
	line_sent(&l, 500, 3000);
	line_asked(&l, 500, 3000);
	assert_true(line_wait(&l, 3650) > 1000);
	line_answered(&l, 3700);
	line_sent(&l, 20, 4000);
	line_asked(&l, 20, 4000);
	assert_int_equal(line_wait(&l, 4100), 0);
	assert_true(line_wait(&l, 4600) > 1000);
}

static void a_good_line_is_asked_now_and_then_a_slow_one_after_every_frame(void **state)
{
	struct line l;

	(void)state;
	line_init(&l, false, true);
	assert_true(line_wants_asking(&l, 1000));
	answer_after(&l, 1000, 5);
	assert_false(line_wants_asking(&l, 2000));
	assert_true(line_wants_asking(&l, 60000));
	answer_after(&l, 60000, 5000);
	assert_true(line_wants_asking(&l, 65001));
}

static void a_terminal_that_never_answers_holds_nothing_up(void **state)
{
	struct line l;
	int64_t now = 1000;

	(void)state;
	line_init(&l, true, true);
	for (int i = 0; i < 2; i++, now += 10000) {
		assert_true(line_wants_asking(&l, now));
		line_asked(&l, 1000, now);
		assert_int_equal(line_wait(&l, now + 3000), 0);
	}
	assert_false(line_wants_asking(&l, now + 100000));
}

static void an_answer_to_no_question_means_nothing(void **state)
{
	struct line l;

	(void)state;
	line_init(&l, false, true);
	assert_false(line_answered(&l, 900000));
	assert_false(l.is_slow);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_late_answer_makes_a_line_slow_and_quick_ones_good_again),
		cmocka_unit_test(quick_answers_after_a_few_cells_say_nothing_of_a_line),
		cmocka_unit_test(what_the_worker_said_is_not_measured_away),
		cmocka_unit_test(a_frame_waits_for_the_one_before_on_a_slow_line_only),
		cmocka_unit_test(small_frames_follow_one_another_as_fast_as_a_slow_line_carries_them),
		cmocka_unit_test(after_a_large_frame_and_when_an_answer_is_late_all_wait),
		cmocka_unit_test(a_good_line_is_asked_now_and_then_a_slow_one_after_every_frame),
		cmocka_unit_test(a_terminal_that_never_answers_holds_nothing_up),
		cmocka_unit_test(an_answer_to_no_question_means_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
