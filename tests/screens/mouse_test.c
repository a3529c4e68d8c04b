/*
 * mouse_test.c - what a click does where it falls, once the mouse is asked for.
 */
#include <string.h>

#include "mouse.h"
#include "seat.h"

static void mouse(struct seat *d, enum mouse_deed deed, int y, int x)
{
	mouse_act(&d->app, (struct input_mouse){deed, y, x});
	app_draw(&d->app);
}

/* Where the text stands, drawn as it is. */
static void click_on(struct seat *d, const char *text)
{
	app_draw(&d->app);
	for (int y = 0; y < d->canvas->rows; y++) {
		const char *row = canvas_grid_row(d->canvas, y), *at = strstr(row, text);

		if (at) {
			mouse(d, MOUSE_CLICK, y, (int)(at - row));
			return;
		}
	}
	fail_msg("%s is not on the screen", text);
}

static const char *screen_name(const struct seat *d)
{
	return nav_top(&d->app.nav)->class->name;
}

static int mouse_open(void **state)
{
	int failed = seat_open(state);
	struct seat *d = *state;

	d->app.wants_mouse = true;
	return failed;
}

static void a_click_selects_a_second_opens(void **state)
{
	struct seat *d = *state;

	click_on(d, "Price, Dilys");
	assert_non_null(strstr(canvas_grid_row(d->canvas, d->canvas->focus_y), "Price, Dilys"));
	assert_string_equal(screen_name(d), "Today");
	d->app.now += 2000;
	click_on(d, "Price, Dilys"); /* late: another first one */
	assert_string_equal(screen_name(d), "Today");
	d->app.now += 100;
	click_on(d, "Price, Dilys");
	assert_string_equal(screen_name(d), "Person");
}

static void a_heading_is_no_row(void **state)
{
	struct seat *d = *state;
	int y;

	app_draw(&d->app);
	y = d->canvas->focus_y;
	click_on(d, "In hospital now");
	assert_int_equal(d->canvas->focus_y, y);
}

static void views_tabs_and_verbs_are_clicked(void **state)
{
	struct seat *d = *state;

	click_on(d, "3 Asked again");
	assert_string_equal(screen_name(d), "Asked again");
	click_on(d, "Enter open person");
	assert_string_equal(screen_name(d), "Person");
	click_on(d, "Records");
	assert_true(seat_shows(d, "[Records"));
	click_on(d, "Known");
	assert_true(seat_shows(d, "[Known"));
	click_on(d, "5 Board");
	while (app_is_counting(&d->app))
		app_tick(&d->app, 0);
	click_on(d, "Referrals");
	assert_true(seat_shows(d, "[Referrals"));
	click_on(d, "6 Imports");
	click_on(d, "Feeds");
	assert_true(seat_shows(d, "[Feeds"));
	click_on(d, "Imports 1");
	assert_true(seat_shows(d, "[Imports"));
}

static void the_wheel_moves(void **state)
{
	struct seat *d = *state;
	int y;

	app_key(&d->app, '3');
	app_draw(&d->app);
	y = d->canvas->focus_y;
	mouse(d, MOUSE_WHEEL_DOWN, 5, 5);
	assert_true(d->canvas->focus_y > y);
	mouse(d, MOUSE_WHEEL_UP, 5, 5);
	assert_int_equal(d->canvas->focus_y, y);
}

static void a_list_to_choose_from_is_clicked_too_and_nothing_beside_it(void **state)
{
	struct seat *d = *state;

	app_key(&d->app, '3');
	app_key(&d->app, 'J');
	click_on(d, "2 People");
	assert_string_equal(screen_name(d), "Asked again");
	assert_int_equal(d->app.mode, APP_PICK);
	mouse(d, MOUSE_CLICK, d->app.picker.list.at.y + 1, 4);
	assert_int_equal(d->app.picker.list.row, 1);
	mouse(d, MOUSE_CLICK, d->app.picker.list.at.y + 1, 4);
	assert_int_equal(d->app.mode, APP_VERBS);
	assert_true(seat_shows(d, "Recorded"));
}

static void in_a_form_and_on_a_screen_put_away_nothing_is_clicked(void **state)
{
	struct seat *d = *state;

	app_key(&d->app, '3');
	app_key(&d->app, K_ENTER);
	app_key(&d->app, 'N');
	click_on(d, "2 People");
	assert_string_equal(screen_name(d), "Writing");
	app_key(&d->app, K_CTRL('X'));
	mouse(d, MOUSE_CLICK, 0, 12);
	assert_true(d->app.lock.is_on);
}

static void it_is_turned_on_and_off_and_kept(void **state)
{
	struct seat *d = *state;
	struct err e = {0};

	app_key(&d->app, K_CTRL('O'));
	assert_false(d->app.wants_mouse);
	click_on(d, "2 People");
	assert_string_equal(screen_name(d), "Today");
	app_key(&d->app, K_CTRL('O'));
	assert_true(seat_shows(d, "tells nothing of a mouse"));
	d->canvas->has_mouse = true;
	app_key(&d->app, K_CTRL('O'));
	app_done(&d->app);
	must(app_open(&d->app, d->session, d->canvas, false, &e), &e);
	assert_true(d->app.wants_mouse);
}

#define mouse_test(name) cmocka_unit_test_setup_teardown(name, mouse_open, seat_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		mouse_test(a_click_selects_a_second_opens),
		mouse_test(a_heading_is_no_row),
		mouse_test(views_tabs_and_verbs_are_clicked),
		mouse_test(the_wheel_moves),
		mouse_test(a_list_to_choose_from_is_clicked_too_and_nothing_beside_it),
		mouse_test(in_a_form_and_on_a_screen_put_away_nothing_is_clicked),
		mouse_test(it_is_turned_on_and_off_and_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
