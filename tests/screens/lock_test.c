/*
 * lock_test.c - a screen nobody has touched for a while shows nobody, until the worker
 * is back, which is in the audit first.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seat.h"
#include "writing.h"

enum { MINUTE = 60000 };

/* Locked after five minutes; the clock stands at its first second. */
static int lock_open(void **state)
{
	struct err e = {0};
	int made = seat_open(state);
	struct seat *d = *state;

	must(setting_set(d->session, "screen.lock", "5", &e), &e);
	app_done(&d->app);
	must(app_open(&d->app, d->session, d->canvas, false, &e), &e);
	app_tick(&d->app, 1000);
	return made;
}

static void after_its_minutes_the_screen_is_put_away_and_says_whose_it_is(void **state)
{
	struct seat *d = *state;

	assert_true(seat_shows(d, "Okafor"));
	app_tick(&d->app, 1000 + 5 * MINUTE - 1);
	assert_true(seat_shows(d, "Okafor"));
	assert_true(app_tick(&d->app, 1000 + 5 * MINUTE));
	assert_true(d->app.repaint);
	assert_false(seat_shows(d, "Okafor"));
	assert_true(seat_shows(d, "no key for 5 minutes"));
	assert_true(seat_shows(d, "session of j.obi"));
	assert_int_equal(d->canvas->focus_y, 12);
}

static void a_key_puts_it_off(void **state)
{
	struct seat *d = *state;

	app_tick(&d->app, 1000 + 4 * MINUTE);
	app_key(&d->app, 'j');
	app_tick(&d->app, 1000 + 8 * MINUTE);
	assert_true(seat_shows(d, "Okafor"));
	app_tick(&d->app, 1000 + 9 * MINUTE);
	assert_false(seat_shows(d, "Okafor"));
}

static void only_the_worker_saying_so_brings_it_back_audited(void **state)
{
	struct seat *d = *state;

	app_key(&d->app, '3');
	app_key(&d->app, K_CTRL('X'));
	for (const char *p = "2A:?/ u"; *p; p++)
		app_key(&d->app, (unsigned char)*p);
	app_key(&d->app, K_CTRL('L'));
	app_others(&d->app);
	assert_false(seat_shows(d, "Okafor"));
	assert_int_equal(seat_audited(d, "back"), 0);
	app_key(&d->app, K_ENTER);
	assert_int_equal(seat_audited(d, "back"), 1);
	assert_true(seat_shows(d, "[3 Asked again"));
	assert_true(seat_shows(d, "Okafor"));
}

static void what_was_half_typed_is_in_its_draft_and_there_again(void **state)
{
	struct seat *d = *state;
	struct arena *a = arena_new();
	struct draft *draft;
	struct err e = {0};
	size_t n = 0;

	app_key(&d->app, '3');
	app_key(&d->app, K_ENTER);
	app_key(&d->app, 'N');
	for (const char *p = "rang her"; *p; p++)
		app_key(&d->app, (unsigned char)*p);
	app_tick(&d->app, 1000 + 5 * MINUTE);
	assert_false(seat_shows(d, "rang her"));
	must(drafts_list(d->session, a, &draft, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_non_null(strstr(draft[0].text, "rang her"));
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "rang her"));
	arena_free(a);
}

static void a_question_under_it_waits_unanswered(void **state)
{
	struct seat *d = *state;

	app_key(&d->app, '3');
	app_key(&d->app, 'J');
	app_tick(&d->app, 1000 + 5 * MINUTE);
	assert_false(seat_shows(d, "Right to ask again because"));
	app_key(&d->app, K_ENTER); /* I am back, not: record it */
	assert_true(seat_shows(d, "Right to ask again because"));
}

static void zero_minutes_is_never_and_q_leaves(void **state)
{
	struct seat *d = *state;
	struct err e = {0};

	must(setting_set(d->session, "screen.lock", "0", &e), &e);
	app_others(&d->app);
	app_tick(&d->app, (int64_t)1000 * MINUTE);
	assert_true(seat_shows(d, "Okafor"));
	app_key(&d->app, K_CTRL('X'));
	app_key(&d->app, 'q');
	assert_true(d->app.quit);
}

static void it_is_put_away_in_the_middle_of_a_word_too(void **state)
{
	struct seat *d = *state;

	for (const char *at = "2/okaf"; *at; at++)
		app_key(&d->app, (unsigned char)*at);
	app_key(&d->app, K_CTRL('X'));
	assert_true(d->app.lock.is_on);
	assert_false(seat_shows(d, "kaf"));
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "okaf"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(after_its_minutes_the_screen_is_put_away_and_says_whose_it_is, lock_open, seat_close),
		cmocka_unit_test_setup_teardown(a_key_puts_it_off, lock_open, seat_close),
		cmocka_unit_test_setup_teardown(only_the_worker_saying_so_brings_it_back_audited, lock_open, seat_close),
		cmocka_unit_test_setup_teardown(what_was_half_typed_is_in_its_draft_and_there_again, lock_open, seat_close),
		cmocka_unit_test_setup_teardown(a_question_under_it_waits_unanswered, lock_open, seat_close),
		cmocka_unit_test_setup_teardown(zero_minutes_is_never_and_q_leaves, lock_open, seat_close),
		seat_test(it_is_put_away_in_the_middle_of_a_word_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
