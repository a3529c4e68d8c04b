/*
 * slow_test.c - on a slow line what follows the cursor waits for as long as a key is held.
 */
#include <string.h>

#include "seat.h"

static int row_with(struct seat *d, const char *text)
{
	for (int y = 0; y < d->canvas->rows; y++)
		if (strstr(canvas_grid_row(d->canvas, y), text))
			return y;
	return -1;
}

static void press(struct seat *d, const char *keys)
{
	for (; *keys; keys++)
		app_key(&d->app, *keys == '\n' ? K_ENTER : (uint32_t)(unsigned char)*keys);
	app_draw(&d->app);
}

static void the_lanes_stay_until_the_key_is_let_go(void **state)
{
	struct seat *d = *state;
	char before[400], held[400];
	int y, focus;

	d->canvas->is_slow = true;
	press(d, "3\ng");
	y = row_with(d, "^");
	assert_true(y > 0);
	strcpy(before, canvas_grid_row(d->canvas, y));
	focus = d->canvas->focus_y;
	d->canvas->is_passing = true;
	press(d, "jjj");
	strcpy(held, canvas_grid_row(d->canvas, y));
	assert_string_equal(held, before);
	assert_true(d->canvas->focus_y > focus);
	d->canvas->is_passing = false;
	app_draw(&d->app);
	assert_string_not_equal(canvas_grid_row(d->canvas, y), before);
}

static void the_text_of_a_need_waits_too(void **state)
{
	struct seat *d = *state;

	d->canvas->is_slow = true;
	press(d, "3\n]");
	assert_true(row_with(d, " holds until ") > 0 || row_with(d, ", held until ") > 0 || row_with(d, ": nobody") > 0);
	d->canvas->is_passing = true;
	press(d, "j");
	assert_int_equal(row_with(d, " holds until "), -1);
	assert_int_equal(canvas_grid_row(d->canvas, d->canvas->focus_y)[0], '>');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		seat_test(the_lanes_stay_until_the_key_is_let_go),
		seat_test(the_text_of_a_need_waits_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
