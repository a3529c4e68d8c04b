/* palette_test.c - whoever the palette shows stands in the audit, as in People. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lists.h"
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

/* By a number; a name stands on the screen only where they may be seen, and is in the audit. */
static void who_was_chosen_lately_comes_first_and_is_looked_at(void **state)
{
	struct seat *d = *state;
	const char *kept = "";
	struct arena *a = arena_new();
	struct err e = {0};

	keys(d, ":okafor\n");
	must(list_setting_get(d->session, "palette", a, &kept, &e), &e);
	assert_memory_equal(kept, "person ", 7);
	assert_null(strstr(kept, "kafor"));
	arena_free(a);
	keys(d, "1");
	assert_int_equal(seat_audited(d, "list"), 1); /* Today */
	keys(d, ":");
	assert_true(seat_shows(d, "Okafor, Grace"));
	assert_int_equal(seat_audited(d, "list"), 2);
	keys(d, "b");
	assert_false(seat_shows(d, "Okafor, Grace"));
	keys(d, "\177\n");
	assert_true(seat_shows(d, "OKAFOR, Grace"));
}

/* Breda is spelt with these letters too; Board begins with them. */
static void a_word_is_found_by_some_of_its_letters(void **state)
{
	struct seat *d = *state;

	keys(d, ":brd\n");
	assert_true(seat_shows(d, "[5 Board]"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(a_search_is_audited_when_it_begins_and_for_what_it_ends_with),
		seat_test(what_is_left_without_a_choice_is_audited_too),
		seat_test(nobody_is_looked_for_in_help),
		seat_test(people_wait_until_the_keys_rest),
		seat_test(what_was_chosen_lately_is_kept_for_the_worker),
		seat_test(who_was_chosen_lately_comes_first_and_is_looked_at),
		seat_test(a_word_is_found_by_some_of_its_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
