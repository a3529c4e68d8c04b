/*
 * looks_test.c - whoever is shown: the audit knew it before.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seat.h"

static void lists_are_in_the_audit(void **state)
{
	struct seat *d = *state;

	assert_int_equal(seat_audited(d, "list"), 1); /* Today */
	app_key(&d->app, '2');
	assert_int_equal(seat_audited(d, "list"), 2);
	app_key(&d->app, '3');
	assert_int_equal(seat_audited(d, "list"), 3);
}

static void a_person_opened_is_in_the_audit_once_and_each_time(void **state)
{
	struct seat *d = *state;

	app_key(&d->app, K_ENTER);
	assert_int_equal(seat_audited(d, "look"), 1);
	app_key(&d->app, ']');
	app_refresh(&d->app);
	assert_int_equal(seat_audited(d, "look"), 1);
	app_key(&d->app, 'q');
	app_key(&d->app, K_ENTER);
	assert_int_equal(seat_audited(d, "look"), 2);
}

static void a_search_is_in_the_audit_from_its_first_letter(void **state)
{
	struct seat *d = *state;

	app_key(&d->app, '2');
	app_key(&d->app, '/');
	assert_int_equal(seat_audited(d, "search"), 0);
	app_key(&d->app, 'o');
	assert_int_equal(seat_audited(d, "search"), 1);
	app_key(&d->app, 'k');
	app_key(&d->app, 'a');
	assert_int_equal(seat_audited(d, "search"), 1); /* not one for each letter … */
	app_key(&d->app, K_ENTER);
	assert_int_equal(seat_audited(d, "search"), 2); /* … but one for what was found in the end */
}

static const char *top(struct seat *d, int64_t asked, int64_t pairs)
{
	d->app.asked_open = asked;
	d->app.pairs_due = pairs;
	app_draw(&d->app);
	return canvas_grid_row(d->canvas, 0);
}

static void large_counts_get_short_before_views_lose_their_names(void **state)
{
	struct seat *d = *state;

	assert_non_null(strstr(top(d, 1414, 9), " 3 Asked again 1.4k  4 Links 9  5 Board  6 Imports"));
	assert_non_null(strstr(top(d, 1414, 999), " 3 Asked again 1.4k  4 Links 999  5 Board  6 Imports  21 Nov"));
	assert_non_null(strstr(top(d, 40414, 12040), " 3 Asked again 40k  4 Links 12k  5 Board  6 Imports   21 Nov"));
	assert_true(canvas_grid_resize(d->canvas, 24, 74));
	assert_non_null(strstr(top(d, 1414, 999), " 3 Asked 1.4k  4 Links 999  5 Board  6 Imports"));
	assert_true(canvas_grid_resize(d->canvas, 24, 65));
	assert_non_null(strstr(top(d, 1414, 999), "[1 Today] 2 People  3 Asked  4 Links  5 Board  6 Imports"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(lists_are_in_the_audit),
		seat_test(a_person_opened_is_in_the_audit_once_and_each_time),
		seat_test(a_search_is_in_the_audit_from_its_first_letter),
		seat_test(large_counts_get_short_before_views_lose_their_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
