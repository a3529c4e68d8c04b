/*
 * opening_test.c - a worker opens somebody who is not on their list: they are asked one key
 * why, before anything but name, age, area and lead is shown.
 */
#include "seat.h"

#include <string.h>

#include "access.h"
#include "input.h"
#include "mine.h"
#include "screens/opening.h"
#include "workers.h"

enum { GRACE = 1 };

static void come(struct seat *d, const char *worker, int month, int day)
{
	const struct session_options how = {.store = d->store, .worker = worker, .today = civil_day(2025, month, day)};
	struct err e = {0};

	app_done(&d->app);
	session_close(d->session);
	must(session_open(&d->session, &how, &e), &e);
	must(app_open(&d->app, d->session, d->canvas, false, &e), &e);
}

static int coordinator_comes(void **state)
{
	int made = seat_open(state);
	struct seat *d = *state;
	struct err e = {0};

	must(worker_add(d->session, &(struct worker_said){.name = "coord", .role = "coordinator"}, &e), &e);
	come(d, "coord", 11, 21);
	return made;
}
#define opening_test(name) cmocka_unit_test_setup_teardown(name, coordinator_comes, seat_close)

static void search(struct seat *d, const char *text)
{
	app_key(&d->app, '2');
	app_key(&d->app, '/');
	seat_type(d, text);
}

static bool knows_more(struct seat *d)
{
	return seat_shows(d, "Jul 1943") || seat_shows(d, "999 000") || seat_shows(d, "OKAFOR");
}

/* As the one who runs the store reads it. */
static size_t audited(struct seat *d, const char *deed)
{
	const struct session_options how = {.store = d->store, .today = civil_day(2025, 11, 21)};
	struct arena *a = arena_new();
	struct session *owner;
	struct audit_line *line;
	struct err e = {0};
	size_t n = 0, found = 0;

	must(session_open(&owner, &how, &e), &e);
	must(audit_read(owner, 0, NULL, 0, a, &line, &n, &e), &e);
	for (size_t i = 0; i < n; i++)
		found += strcmp(line[i].deed, deed) == 0;
	session_close(owner);
	arena_free(a);
	return found;
}

static size_t listed(struct seat *d)
{
	struct arena *a = arena_new();
	struct err e = {0};
	int64_t *person;
	size_t n = 0;

	must(mine_list(d->session, a, &person, &n, &e), &e);
	arena_free(a);
	return n;
}

static void a_hit_has_name_age_area_and_lead(void **state)
{
	struct seat *d = *state;

	search(d, "okafor 1943");
	assert_true(seat_shows(d, "Okafor, Grace"));
	assert_true(seat_shows(d, "aged 82"));
	assert_false(knows_more(d));
	app_key(&d->app, K_ESC);
	app_key(&d->app, ':');
	seat_type(d, "okafor");
	assert_true(seat_shows(d, "Okafor, Grace"));
	assert_true(seat_shows(d, "82, "));
	assert_false(knows_more(d));
}

static void one_key_says_why_and_opens(void **state)
{
	struct seat *d = *state;

	search(d, "okafor");
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, OPENING_TITLE));
	assert_true(seat_shows(d, "safeguarding"));
	assert_false(knows_more(d));
	app_key(&d->app, 'x');
	assert_true(seat_shows(d, OPENING_TITLE));
	app_key(&d->app, 'm');
	assert_true(seat_shows(d, "OKAFOR"));
	assert_true(seat_shows(d, "kept for 28 days"));
	assert_int_equal(audited(d, "reason"), 1);
	assert_int_equal(audited(d, "refused"), 0);
	app_key(&d->app, 'q');
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "OKAFOR"));
	assert_int_equal(audited(d, "reason"), 1);
}

/* Both lines of the question, some of the reasons, and that there are more. */
static void the_question_is_whole_in_the_smallest_window(void **state)
{
	struct seat *d = *state;

	assert_true(canvas_grid_resize(d->canvas, 12, 40));
	search(d, "okafor");
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "Not on your list. You open them because"));
	assert_true(seat_shows(d, " of:"));
	assert_true(seat_shows(d, "referral"));
	assert_true(seat_shows(d, "1-3 of 6"));
}

static void left_with_esc_nobody_is_opened(void **state)
{
	struct seat *d = *state;

	search(d, "okafor");
	app_key(&d->app, K_ENTER);
	app_key(&d->app, K_ESC);
	assert_true(seat_shows(d, "Okafor, Grace"));
	assert_false(knows_more(d));
	assert_int_equal(audited(d, "reason"), 0);
}

/* q goes back everywhere: nobody who means to leave says why they look. */
static void q_leaves_it_too_and_is_no_reason(void **state)
{
	struct seat *d = *state;

	search(d, "okafor");
	app_key(&d->app, K_ENTER);
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "Its letter chooses one"));
	app_key(&d->app, 'q');
	assert_false(seat_shows(d, OPENING_TITLE));
	assert_false(knows_more(d));
	assert_int_equal(audited(d, "reason"), 0);
}

/* The queue is seen by all; what is held of people in it is a look at them, for one reason, said once. */
static void evidence_in_the_queue_takes_one_reason_for_all_of_it(void **state)
{
	static const char UNSAID[] = "once you say why";
	struct seat *d = *state;

	app_key(&d->app, '3');
	assert_true(seat_shows(d, UNSAID));
	app_key(&d->app, 'A');
	assert_true(seat_shows(d, "You look at this queue because of"));
	assert_int_equal(audited(d, "decide"), 0);
	app_key(&d->app, K_ESC);
	assert_true(seat_shows(d, UNSAID));
	app_key(&d->app, '\t');
	app_key(&d->app, 'a');
	assert_false(seat_shows(d, UNSAID));
	assert_int_equal(audited(d, "reason"), 1);
	assert_int_equal(audited(d, "refused"), 0);
	app_key(&d->app, 'A');
	assert_int_equal(audited(d, "decide"), 1);
	app_key(&d->app, '2');
	app_key(&d->app, '3');
	assert_false(seat_shows(d, UNSAID));
	app_key(&d->app, K_ENTER); /* to open somebody is asked as ever */
	assert_true(seat_shows(d, OPENING_TITLE));
}

/* Today tells whom, of which kind and since when; the same reason tells who holds what of them. */
static void lines_of_today_take_one_reason_for_all_of_them(void **state)
{
	struct seat *d = *state;

	app_key(&d->app, K_DOWN);
	assert_true(seat_shows(d, "Okafor, Grace (82)"));
	assert_true(seat_shows(d, "Y say why"));
	assert_false(seat_shows(d, "known: "));
	app_key(&d->app, 'Y');
	assert_true(seat_shows(d, "You look at this queue because of"));
	app_key(&d->app, 'a');
	assert_true(seat_shows(d, "known: "));
	assert_false(seat_shows(d, "Y say why"));
	app_key(&d->app, 'Y');
	assert_true(seat_shows(d, "Of everybody here all is told."));
	assert_int_equal(audited(d, "reason"), 1);
	app_key(&d->app, K_ENTER); /* to open somebody is asked as ever */
	assert_true(seat_shows(d, OPENING_TITLE));
}

static void from_what_is_asked_again_it_is_one_key_too(void **state)
{
	struct seat *d = *state;

	app_key(&d->app, '3');
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, OPENING_TITLE));
	app_key(&d->app, 'a');
	assert_true(seat_shows(d, "[Journey]"));
	assert_int_equal(audited(d, "reason"), 1);
}

static void a_form_that_is_meant_opens_once_it_is_said(void **state)
{
	struct seat *d = *state;

	app_key(&d->app, '3');
	app_key(&d->app, 'T');
	assert_true(seat_shows(d, OPENING_TITLE));
	app_key(&d->app, 'c');
	assert_false(seat_shows(d, OPENING_TITLE));
	assert_true(d->app.nav.way[d->app.nav.n - 1]->class == &SCREEN_WRITE);
}

static void starring_is_no_way_round_it(void **state)
{
	struct seat *d = *state;

	search(d, "okafor");
	app_key(&d->app, K_ENTER);
	app_key(&d->app, K_ESC);
	app_key(&d->app, '*');
	assert_true(seat_shows(d, OPENING_TITLE));
	app_key(&d->app, K_ESC);
	assert_int_equal(listed(d), 0);
	app_key(&d->app, '*');
	app_key(&d->app, 's');
	assert_true(seat_shows(d, "Starred"));
	assert_int_equal(listed(d), 1);
	assert_int_equal(audited(d, "reason"), 1);
	come(d, "coord", 12, 31);
	app_go(&d->app, &SCREEN_PERSON, &(struct target){GRACE, 0});
	assert_true(seat_shows(d, "OKAFOR"));
}

static void several_are_asked_about_once(void **state)
{
	struct seat *d = *state;

	search(d, "b");
	app_key(&d->app, K_TAB);
	app_key(&d->app, 'a');
	app_key(&d->app, '*');
	assert_true(seat_shows(d, "Neither of these 2 is on your list. You open them because of"));
	app_key(&d->app, K_ESC);
	assert_int_equal(listed(d), 0);
	app_key(&d->app, '*');
	app_key(&d->app, 'r');
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "Starred: "));
	assert_true(listed(d) > 1);
	assert_int_equal(audited(d, "reason"), listed(d));
}

static void one_who_is_marked_is_no_several(void **state)
{
	struct seat *d = *state;

	search(d, "okafor");
	app_key(&d->app, K_TAB);
	app_key(&d->app, K_SPACE);
	app_key(&d->app, '*');
	assert_true(seat_shows(d, OPENING_TITLE));
}

static void it_is_said_how_many_of_them_are_not_on_the_list(void **state)
{
	struct seat *d = *state;

	search(d, "okafor");
	app_key(&d->app, K_TAB);
	app_key(&d->app, '*');
	app_key(&d->app, 's');
	search(d, "b");
	app_key(&d->app, K_TAB);
	app_key(&d->app, K_SPACE);
	app_key(&d->app, K_SPACE);
	app_key(&d->app, '*');
	assert_true(seat_shows(d, "Neither of these 2 is on your list."));
}

/* Enter on who was found, and Enter once more by habit. */
static void no_reason_is_kept_that_nobody_chose(void **state)
{
	struct seat *d = *state;

	come(d, "coord", 11, 21);
	app_go(&d->app, &SCREEN_PERSON, &(struct target){GRACE, 0});
	app_key(&d->app, K_ENTER);
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, OPENING_TITLE));
	assert_int_equal(audited(d, "reason"), 0);
	app_key(&d->app, K_DOWN);
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "OKAFOR"));
	assert_int_equal(audited(d, "reason"), 1);
}

static void after_28_days_it_is_asked_again(void **state)
{
	struct seat *d = *state;
	struct err e = {0};

	must(access_open(d->session, GRACE, "referral", &e), &e);
	come(d, "coord", 12, 18);
	app_go(&d->app, &SCREEN_PERSON, &(struct target){GRACE, 0});
	assert_true(seat_shows(d, "OKAFOR"));
	come(d, "coord", 12, 19);
	app_go(&d->app, &SCREEN_PERSON, &(struct target){GRACE, 0});
	assert_true(seat_shows(d, OPENING_TITLE));
}

static void who_owns_the_store_alone_is_not_asked(void **state)
{
	struct seat *d = *state;

	search(d, "okafor 1943");
	assert_true(seat_shows(d, "3 Jul 1943"));
	app_key(&d->app, K_ENTER);
	assert_true(seat_shows(d, "OKAFOR"));
	assert_int_equal(audited(d, "reason"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		opening_test(a_hit_has_name_age_area_and_lead),
		opening_test(one_key_says_why_and_opens),
		opening_test(the_question_is_whole_in_the_smallest_window),
		opening_test(left_with_esc_nobody_is_opened),
		opening_test(q_leaves_it_too_and_is_no_reason),
		opening_test(evidence_in_the_queue_takes_one_reason_for_all_of_it),
		opening_test(lines_of_today_take_one_reason_for_all_of_them),
		opening_test(from_what_is_asked_again_it_is_one_key_too),
		opening_test(a_form_that_is_meant_opens_once_it_is_said),
		opening_test(starring_is_no_way_round_it),
		opening_test(one_who_is_marked_is_no_several),
		opening_test(it_is_said_how_many_of_them_are_not_on_the_list),
		opening_test(several_are_asked_about_once),
		opening_test(no_reason_is_kept_that_nobody_chose),
		opening_test(after_28_days_it_is_asked_again),
		seat_test(who_owns_the_store_alone_is_not_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
