/*
 * withheld_test.c - a worker from whom something of a person is withheld says why they need
 * it, or breaks the glass, at the key, and sees it; consent and refusal are kept and ended on the
 * Access tab.
 */
#include "seat.h"

#include <stdio.h>
#include <string.h>

#include "access.h"
#include "care/clock.h"
#include "input.h"
#include "screens/person_head.h"
#include "screens/services.h"
#include "screens/withheld.h"
#include "workers.h"

enum { GRACE = 1, BELL = 6 };

/* What time it is to core: so long after a morning. */
static int minutes_passed, seconds_passed;

int32_t clock_today(void)
{
	return civil_day(2025, 11, 21);
}

void clock_now(char out[static CLOCK_TEXT])
{
	snprintf(out, CLOCK_TEXT, "2025-11-21T%02d:%02d:%02d.000000Z", (9 + minutes_passed / 60) % 24, minutes_passed % 60, seconds_passed);
}

/* All of the hospital's is for a reason, all of housing's is said to exist. */
static int coordinator_comes(void **state)
{
	struct err e = {0};
	int made = (minutes_passed = seconds_passed = 0, seat_open(state));
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

static void the_key_is_told_where_something_waits_for_a_reason(void **state)
{
	struct seat *d = *state;

	assert_true(seat_shows(d, "OKAFOR"));
	assert_true(seat_shows(d, "Y say why"));
	assert_int_not_equal(SCREEN_SERVICES.needs, MAY_UNSAID); /* which is nobody's once there are workers */
	seat_narrow(d, GRACE, "withheld until");
	assert_true(seat_shows(d, "Withheld until you say why"));
	assert_true(seat_shows(d, WITHHELD_KEY));
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, WITHHELD_KEY));
	assert_true(seat_shows(d, "Y say why"));
}

static void a_reason_picked_is_kept_and_shows_it(void **state)
{
	struct seat *d = *state;

	seat_narrow(d, GRACE, "discharge assessment");
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

	seat_narrow(d, GRACE, "withheld until");
	app_key(&d->app, 'Y');
	app_key(&d->app, K_ESC);
	assert_true(seat_shows(d, "Withheld until you say why"));
}

static void on_the_event_itself_it_is_shown_at_once(void **state)
{
	struct seat *d = *state;

	seat_narrow(d, GRACE, "withheld until");
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

	seat_narrow(d, GRACE, "housing needs");
	assert_false(seat_shows(d, "Housing needs"));
	app_key(&d->app, 'B');
	seat_type(d, "help");
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "in a sentence, which is kept"));
	seat_type(d, ", found unconscious at home");
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "Glass broken"));
	assert_true(seat_shows(d, "Housing needs"));
	app_key(&d->app, 'B');
	assert_true(seat_shows(d, "broken already"));
}

static void glass_break(struct seat *d)
{
	app_key(&d->app, 'B');
	seat_type(d, "Found unconscious at home");
	app_key(&d->app, K_ENTER);
	app_tick(&d->app, 1000);
}

/* On the screen that is open as on the one beneath it, with nobody touching a key. */
static void after_an_hour_the_glass_is_whole_on_the_screens_that_are_open_too(void **state)
{
	struct seat *d = *state;

	seat_narrow(d, GRACE, "housing needs");
	glass_break(d);
	assert_true(seat_shows(d, "60 min left"));
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "Housing needs"));
	minutes_passed = 59;
	app_tick(&d->app, 3000);
	assert_true(seat_shows(d, "Housing needs"));
	minutes_passed = 61;
	app_tick(&d->app, 5000);
	assert_false(seat_shows(d, "Housing needs"));
	assert_true(seat_shows(d, "The hour is over"));
	app_key(&d->app, K_ESC);
	assert_false(seat_shows(d, "Housing needs"));
	assert_false(seat_shows(d, "Glass broken"));
}

/* The hour has its last second; with the next the glass is whole, and may be broken anew. */
static void the_hour_ends_on_the_second_and_begins_anew_when_asked(void **state)
{
	struct seat *d = *state;

	seat_narrow(d, GRACE, "housing needs");
	glass_break(d);
	minutes_passed = seconds_passed = 59;
	app_tick(&d->app, 3000);
	assert_true(seat_shows(d, "Housing needs"));
	assert_true(seat_shows(d, "1 min left"));
	app_key(&d->app, 'B');
	assert_true(seat_shows(d, "broken already"));
	minutes_passed = 60;
	seconds_passed = 0;
	app_tick(&d->app, 4000);
	assert_false(seat_shows(d, "Housing needs"));
	assert_true(seat_shows(d, "The hour is over"));
	seconds_passed = 1;
	app_tick(&d->app, 5000);
	assert_false(seat_shows(d, "Housing needs"));
	glass_break(d);
	app_tick(&d->app, 6000);
	assert_true(seat_shows(d, "Housing needs"));
	assert_true(seat_shows(d, "60 min left"));
	minutes_passed = 119;
	app_tick(&d->app, 8000);
	assert_true(seat_shows(d, "Housing needs"));
	minutes_passed = 120;
	seconds_passed = 0;
	app_tick(&d->app, 10000);
	assert_true(seat_shows(d, "Housing needs"));
	seconds_passed = 1;
	app_tick(&d->app, 12000);
	assert_false(seat_shows(d, "Housing needs"));
}

/* Each hour by itself: the one that ends takes nothing of the other's. */
static void two_people_behind_glass_close_each_at_their_hour(void **state)
{
	struct seat *d = *state;
	struct err e = {0};

	seat_narrow(d, GRACE, "housing needs");
	glass_break(d);
	minutes_passed = 30;
	must(access_open(d->session, BELL, "call", &e), &e);
	must(access_say(d->session, &(struct saying){.kind = SAID_BROKEN, .person = BELL, .why = "Found at home, cold"}, &e), &e);
	app_tick(&d->app, 2000);
	assert_true(seat_shows(d, "Housing needs"));
	minutes_passed = 60;
	app_tick(&d->app, 4000);
	assert_false(seat_shows(d, "Housing needs"));
	assert_false(seat_shows(d, "Glass broken"));
	assert_int_equal(access_broken_minutes(d->session, BELL), 30);
	minutes_passed = 90;
	assert_int_equal(access_broken_minutes(d->session, BELL), 0);
}

static void a_question_that_is_open_does_not_keep_the_glass_broken(void **state)
{
	struct seat *d = *state;

	seat_narrow(d, GRACE, "housing needs");
	glass_break(d);
	assert_true(seat_shows(d, "Housing needs"));
	app_key(&d->app, ':');
	minutes_passed = 61;
	app_tick(&d->app, 5000);
	assert_false(seat_shows(d, "Housing needs"));
}

/* Consent and refusal -------------------------------------------------------- */

static void access_tab_open(struct seat *d)
{
	app_key(&d->app, K_ESC);
	app_go(&d->app, &SCREEN_PERSON, &(struct target){GRACE, TARGET_TAB(TAB_ACCESS)});
}

/* Consent, from the tab: whose, and how; the rest is filled in. */
static void consent_keep(struct seat *d)
{
	access_tab_open(d);
	app_key(&d->app, 'I');
	seat_type(d, "hous");
	app_key(&d->app, K_ENTER);
	app_key(&d->app, K_ENTER);
	app_key(&d->app, K_ENTER);
}

static void consent_kept_on_the_tab_opens_and_undone_closes(void **state)
{
	struct seat *d = *state;

	seat_narrow(d, GRACE, "housing needs");
	assert_false(seat_shows(d, "Housing needs"));
	consent_keep(d);
	assert_true(seat_shows(d, "Kept. u takes it back."));
	assert_true(seat_shows(d, "in force"));
	assert_true(seat_shows(d, "Until 21 Nov 2026. Given by the person, spoken."));
	seat_narrow(d, GRACE, "housing needs");
	assert_true(seat_shows(d, "Housing needs"));
	access_tab_open(d);
	app_key(&d->app, 'u');
	assert_true(seat_shows(d, "Taken back: consent to sharing"));
	assert_true(seat_shows(d, "Taken back by coord"));
	seat_narrow(d, GRACE, "housing needs");
	assert_false(seat_shows(d, "Housing needs"));
}

static void a_word_is_ended_with_a_reason_and_stays_in_the_list(void **state)
{
	struct seat *d = *state;

	consent_keep(d);
	app_key(&d->app, 'Z');
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "It is kept, and read"));
	seat_type(d, "she said so");
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "Ended. u takes that back."));
	assert_true(seat_shows(d, "Ended by coord on 21 Nov 2025: she said so."));
	app_key(&d->app, 'Z');
	assert_true(seat_shows(d, "It has ended already."));
	app_key(&d->app, 'j');
	app_key(&d->app, 'Z');
	assert_true(seat_shows(d, "Stand on a consent"));
	app_key(&d->app, 'V');
	assert_true(seat_shows(d, "marked for governance"));
}

static void a_refusal_is_not_ended_by_who_recorded_it(void **state)
{
	struct seat *d = *state;

	access_tab_open(d);
	app_key(&d->app, 'X');
	seat_type(d, "hous");
	app_key(&d->app, K_ENTER);
	app_key(&d->app, K_ENTER);
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "Refusal"));
	app_key(&d->app, 'Z');
	assert_true(seat_shows(d, "A refusal is ended by a worker marked for governance"));
	minutes_passed = 25 * 60 - 9 * 60 - 1;
	app_key(&d->app, 'u');
	assert_true(seat_shows(d, "Taken back: refusal of sharing"));
}

static void undo_after_broken_glass_says_what_it_would_take_back(void **state)
{
	struct seat *d = *state;

	consent_keep(d);
	minutes_passed = 1;
	glass_break(d);
	minutes_passed = 2;
	app_key(&d->app, 'u');
	assert_true(seat_shows(d, "Not taken back: broken glass"));
	assert_true(seat_shows(d, "Once more takes"));
	assert_true(seat_shows(d, "in force"));
	app_key(&d->app, 'u');
	assert_true(seat_shows(d, "Taken back: consent"));
}

/* Somebody else, in a session of their own. */
static void meanwhile(struct seat *d, enum status (*say)(struct session *))
{
	const struct session_options how = {.store = d->store, .today = civil_day(2025, 11, 21)};
	struct session *owner;
	struct err e = {0};

	must(session_open(&owner, &how, &e), &e);
	assert_int_equal(say(owner), ST_OK);
	session_close(owner);
	assert_true(session_has_changed(d->session));
	app_others(&d->app);
}

static enum status close_coord(struct session *s)
{
	return worker_close(s, "coord", NULL);
}

static enum status make_manager(struct session *s)
{
	return worker_set(s, &(struct worker_said){.name = "coord", .role = "manager"}, NULL);
}

static enum status make_nurse(struct session *s)
{
	return worker_set(s, &(struct worker_said){.name = "coord", .agency = "RIV"}, NULL);
}

static enum status mark_coord(struct session *s)
{
	return worker_set(s, &(struct worker_said){.name = "coord", .marks = "safeguarding"}, NULL);
}

static enum status make_kin(struct session *s)
{
	return worker_relate(s, &(struct worker_kin){.name = "coord", .record = "GP:G1", .is_kin = true}, NULL);
}

/* Nor while a form is open, which keeps what is half typed. */
static void who_is_closed_or_moved_meanwhile_keeps_no_screen(void **state)
{
	static enum status (*const SAY[])(struct session *) = {make_nurse, make_manager, close_coord};
	struct seat *d = *state;

	for (size_t i = 0; i < sizeof SAY / sizeof *SAY; i++) {
		assert_false(d->app.quit);
		meanwhile(d, SAY[i]);
		assert_true(d->app.quit);
		assert_int_equal(d->app.over.code, ST_DENIED);
		d->app.quit = false;
		app_key(&d->app, 'N');
	}
	assert_non_null(strstr(d->app.over.text, "no longer"));
}

static void who_is_marked_meanwhile_works_on(void **state)
{
	struct seat *d = *state;

	meanwhile(d, mark_coord);
	assert_false(d->app.quit);
	assert_true(seat_shows(d, "OKAFOR"));
}

static void whom_one_may_no_longer_open_is_on_no_screen(void **state)
{
	struct seat *d = *state;

	meanwhile(d, make_kin);
	assert_false(d->app.quit);
	assert_false(seat_shows(d, "OKAFOR"));
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
		withheld_test(after_an_hour_the_glass_is_whole_on_the_screens_that_are_open_too),
		withheld_test(the_hour_ends_on_the_second_and_begins_anew_when_asked),
		withheld_test(two_people_behind_glass_close_each_at_their_hour),
		withheld_test(a_question_that_is_open_does_not_keep_the_glass_broken),
		withheld_test(consent_kept_on_the_tab_opens_and_undone_closes),
		withheld_test(a_word_is_ended_with_a_reason_and_stays_in_the_list),
		withheld_test(a_refusal_is_not_ended_by_who_recorded_it),
		withheld_test(who_is_closed_or_moved_meanwhile_keeps_no_screen),
		withheld_test(who_is_marked_meanwhile_works_on),
		withheld_test(whom_one_may_no_longer_open_is_on_no_screen),
		withheld_test(undo_after_broken_glass_says_what_it_would_take_back),
		seat_test(where_nothing_is_withheld_the_keys_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
