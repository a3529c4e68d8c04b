/* palette_test.c - whoever the palette shows stands in the audit, as in People. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "seat.h"

static void keys(struct seat *d, const char *text)
{
	for (; *text; text++)
		app_key(&d->app, *text == '\n' ? K_ENTER : *text == '\033' ? K_ESC : (uint32_t)(unsigned char)*text);
	app_draw(&d->app);
}

/* Searches in the audit so far. */
static void a_search_is_audited_when_it_begins_and_for_what_it_ends_with(void **state)
{
	struct seat *d = *state;

	keys(d, ":o");
	assert_int_equal(seat_audited(d, "search"), 0); /* one letter looks for nobody */
	assert_false(seat_shows(d, "Okafor"));
	keys(d, "k");
	assert_int_equal(seat_audited(d, "search"), 1);
	assert_true(seat_shows(d, "Okafor, Grace"));
	keys(d, "afor");
	assert_int_equal(seat_audited(d, "search"), 1);
	keys(d, "\n");
	assert_int_equal(seat_audited(d, "search"), 2);
	assert_true(seat_shows(d, "OKAFOR, Grace"));
}

static void what_is_left_without_a_choice_is_audited_too(void **state)
{
	struct seat *d = *state;

	keys(d, ":okaf\033");
	assert_int_equal(seat_audited(d, "search"), 2);
	assert_true(d->app.mode == APP_VERBS);
}

static void nobody_is_looked_for_in_help(void **state)
{
	struct seat *d = *state;

	keys(d, "?okafor");
	assert_int_equal(seat_audited(d, "search"), 0);
	assert_false(seat_shows(d, "Okafor, Grace"));
}

/* While keys keep coming only the verbs are narrowed; people follow when they rest. */
static void people_wait_until_the_keys_rest(void **state)
{
	struct seat *d = *state;

	app_hold(&d->app, true);
	keys(d, ":okaf");
	assert_int_equal(seat_audited(d, "search"), 0);
	assert_true(app_hold(&d->app, false));
	app_draw(&d->app);
	assert_int_equal(seat_audited(d, "search"), 1);
	assert_true(seat_shows(d, "Okafor, Grace"));
}

/* In the order they are offered in, another day. */
static void what_was_chosen_lately_is_kept_for_the_worker(void **state)
{
	struct seat *d = *state;
	struct err e = {0};

	keys(d, ":last row\n");
	keys(d, ":redraw\n");
	app_done(&d->app);
	must(app_open(&d->app, d->session, d->canvas, false, &e), &e);
	keys(d, ":");
	assert_true(d->app.palette.entry[0].verb->act == ACT_REPAINT);
	assert_true(d->app.palette.entry[1].verb->act == ACT_LAST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(a_search_is_audited_when_it_begins_and_for_what_it_ends_with),
		seat_test(what_is_left_without_a_choice_is_audited_too),
		seat_test(nobody_is_looked_for_in_help),
		seat_test(people_wait_until_the_keys_rest),
		seat_test(what_was_chosen_lately_is_kept_for_the_worker),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
