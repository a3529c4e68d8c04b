/*
 * drafts_test.c - nothing that somebody typed is lost by Esc, by a dropped line or by a kill:
 * it is a draft, and back where it was typed.
 */
#include <stdio.h>
#include <string.h>

#include "seat.h"

/* The first person of what is asked again. */
static void open_first(struct seat *d)
{
	app_key(&d->app, '3');
	app_key(&d->app, K_ENTER);
}

/* As if the line had dropped and the worker had come back. */
static void come_back(struct seat *d)
{
	struct err e = {0};

	app_done(&d->app);
	must(app_open(&d->app, d->session, d->canvas, false, &e), &e);
}

static void an_action(void **state)
{
	struct seat *d = *state;

	open_first(d);
	seat_type(d, "]]]F");
	seat_type(d, "Ring the GP about it");
	app_key(&d->app, K_ESC);
	assert_true(seat_shows(d, "kept as a draft"));
	come_back(d);
	assert_true(seat_shows(d, "an action about"));
	open_first(d);
	seat_type(d, "]]]F");
	assert_true(seat_shows(d, "Ring the GP about it"));
}

static void what_was_chosen_though_nothing_was_typed(void **state)
{
	struct seat *d = *state;

	open_first(d);
	seat_type(d, "Poccupational");
	app_key(&d->app, K_TAB);
	app_key(&d->app, K_ESC);
	assert_true(seat_shows(d, "kept as a draft"));
	seat_type(d, "P");
	assert_true(seat_shows(d, "ccupational therapy"));
}

static void a_form_that_was_only_looked_at_is_none(void **state)
{
	struct seat *d = *state;

	open_first(d);
	seat_type(d, "P");
	app_key(&d->app, K_TAB);
	app_key(&d->app, K_ESC);
	assert_true(seat_shows(d, "Left as it was"));
	come_back(d);
	assert_false(seat_shows(d, "unfinished"));
}

/* "J", the last of the reasons, which is to be said in words. */
static void own_words_ask(struct seat *d)
{
	app_key(&d->app, '3');
	seat_type(d, "Jother");
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "in your words"));
}

static void a_reason_in_own_words(void **state)
{
	struct seat *d = *state;

	own_words_ask(d);
	seat_type(d, "She asked for it");
	app_key(&d->app, K_ESC);
	assert_true(seat_shows(d, "kept as a draft"));
	own_words_ask(d);
	assert_true(seat_shows(d, "She asked for it"));
}

static void a_reason_typed_when_the_line_dropped(void **state)
{
	struct seat *d = *state;

	own_words_ask(d);
	seat_type(d, "She asked");
	app_tick(&d->app, 5000);
	seat_type(d, " for it");
	come_back(d);
	assert_true(seat_shows(d, "a reason to ask again about"));
	own_words_ask(d);
	assert_true(seat_shows(d, "She asked for it"));
}

static void one_that_was_given_is_a_draft_no_more(void **state)
{
	struct seat *d = *state;

	own_words_ask(d);
	seat_type(d, "She asked for it");
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "Recorded"));
	come_back(d);
	assert_false(seat_shows(d, "unfinished"));
}

/* Masked, the record under Whose has no number; it is the same record. */
static void whose_record_it_is_also_once_masked(void **state)
{
	struct seat *d = *state;

	open_first(d);
	seat_type(d, "NRang her");
	app_key(&d->app, K_TAB);
	app_key(&d->app, K_TAB);
	app_key(&d->app, K_TAB);
	seat_type(d, "Council");
	app_key(&d->app, K_TAB);
	assert_true(seat_shows(d, "Council A1"));
	app_key(&d->app, K_ESC);
	d->app.mask = true;
	seat_type(d, "N");
	assert_true(seat_shows(d, "Whose      Council record"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(an_action),
		seat_test(what_was_chosen_though_nothing_was_typed),
		seat_test(a_form_that_was_only_looked_at_is_none),
		seat_test(a_reason_in_own_words),
		seat_test(a_reason_typed_when_the_line_dropped),
		seat_test(one_that_was_given_is_a_draft_no_more),
		seat_test(whose_record_it_is_also_once_masked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
