/*
 * withheld_test.c - a worker from whom something of a person is withheld says why they need
 * it, or breaks the glass, at the key, and sees it.
 */
#include "seat.h"

#include <string.h>

#include "access.h"
#include "input.h"
#include "screens/services.h"
#include "screens/withheld.h"
#include "workers.h"

enum { GRACE = 1 };

/* All of the hospital's is for a reason, all of housing's is said to exist. */
static int coordinator_comes(void **state)
{
	struct err e = {0};
	int made = seat_open(state);
	struct seat *d = *state;
	const struct session_options how = {.store = d->store, .worker = "coord", .today = civil_day(2025, 11, 21)};

	must(sharing_default_set(d->session, "agency", "RIV", "sensitive", &e), &e);
	must(sharing_default_set(d->session, "agency", "HOU", "sensitive", &e), &e);
	must(worker_add(d->session, &(struct worker_said){.name = "coord", .role = "coordinator"}, &e), &e);
	app_done(&d->app);
	session_close(d->session);
	must(session_open(&d->session, &how, &e), &e);
	must(app_open(&d->app, d->session, d->canvas, false, &e), &e);
	must(access_open(d->session, GRACE, "call", &e), &e);
	app_go(&d->app, &SCREEN_PERSON, &(struct target){GRACE, 0});
	return made;
}
#define withheld_test(name) cmocka_unit_test_setup_teardown(name, coordinator_comes, seat_close)

static void type(struct seat *d, const char *text)
{
	for (; *text; text++)
		app_key(&d->app, (unsigned char)*text);
}

/* The journey, narrowed to what these words stand in. */
static void narrow(struct seat *d, const char *words)
{
	app_key(&d->app, K_ESC);
	app_go(&d->app, &SCREEN_PERSON, &(struct target){GRACE, 0});
	app_key(&d->app, '/');
	type(d, words);
	app_key(&d->app, K_ENTER);
}

static void the_key_is_told_where_something_waits_for_a_reason(void **state)
{
	struct seat *d = *state;

	assert_true(seat_shows(d, "OKAFOR"));
	assert_true(seat_shows(d, "Y say why"));
	assert_int_not_equal(SCREEN_SERVICES.needs, MAY_UNSAID); /* which is nobody's once there are workers */
	narrow(d, "withheld until");
	assert_true(seat_shows(d, "Withheld until you say why"));
	assert_true(seat_shows(d, WITHHELD_KEY));
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, WITHHELD_KEY));
	assert_true(seat_shows(d, "Y say why"));
}

static void a_reason_picked_is_kept_and_shows_it(void **state)
{
	struct seat *d = *state;

	narrow(d, "discharge assessment");
	assert_false(seat_shows(d, "Discharge assessment"));
	app_key(&d->app, 'Y');
	assert_true(seat_shows(d, "repeat queue"));
	app_key(&d->app, 'x');
	assert_true(seat_shows(d, "repeat queue"));
	app_key(&d->app, 'm');
	assert_true(seat_shows(d, "shown for 28 days"));
	assert_true(seat_shows(d, "Discharge assessment"));
	assert_false(seat_shows(d, "Y say why"));
	app_key(&d->app, 'Y');
	assert_true(seat_shows(d, "waits for you to say why"));
}

static void left_without_a_reason_nothing_is_kept_and_nothing_shown(void **state)
{
	struct seat *d = *state;

	narrow(d, "withheld until");
	app_key(&d->app, 'Y');
	app_key(&d->app, K_ESC);
	assert_true(seat_shows(d, "Withheld until you say why"));
}

static void on_the_event_itself_it_is_shown_at_once(void **state)
{
	struct seat *d = *state;

	narrow(d, "withheld until");
	app_key(&d->app, K_ENTER);
	app_key(&d->app, 'Y');
	app_key(&d->app, K_DOWN);
	app_key(&d->app, K_ENTER);
	assert_false(seat_shows(d, "Withheld until"));
	assert_true(seat_shows(d, "Sent as"));
	assert_true(seat_shows(d, "RIV:"));
}

static void glass_is_broken_with_a_sentence_and_the_head_says_so(void **state)
{
	struct seat *d = *state;

	narrow(d, "housing needs");
	assert_false(seat_shows(d, "Housing needs"));
	app_key(&d->app, 'B');
	type(d, "help");
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "in a sentence, which is kept"));
	type(d, ", found unconscious at home");
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "Glass broken"));
	assert_true(seat_shows(d, "Housing needs"));
	app_key(&d->app, 'B');
	assert_true(seat_shows(d, "broken already"));
}

/* Whoever works alone sees all. */
static void where_nothing_is_withheld_the_keys_say_so(void **state)
{
	struct seat *d = *state;

	app_go(&d->app, &SCREEN_PERSON, &(struct target){GRACE, 0});
	assert_false(seat_shows(d, "Y say why"));
	app_key(&d->app, 'Y');
	assert_true(seat_shows(d, "waits for you to say why"));
	app_key(&d->app, 'B');
	assert_true(seat_shows(d, "behind the glass"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		withheld_test(the_key_is_told_where_something_waits_for_a_reason),
		withheld_test(a_reason_picked_is_kept_and_shows_it),
		withheld_test(left_without_a_reason_nothing_is_kept_and_nothing_shown),
		withheld_test(on_the_event_itself_it_is_shown_at_once),
		withheld_test(glass_is_broken_with_a_sentence_and_the_head_says_so),
		seat_test(where_nothing_is_withheld_the_keys_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
