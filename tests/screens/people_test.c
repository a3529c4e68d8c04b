/* More people are found than the window holds. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "canvas_grid.h"
#include "town.h"

static void type(struct app *app, const char *text)
{
	for (; *text; text++)
		app_key(app, (unsigned char)*text);
	app_draw(app);
}

static void while_one_types_the_window_says_which_of_them_it_holds(void **state)
{
	struct canvas *c = canvas_grid_new(12, 40, true);
	struct town town;
	struct app app;
	char id[12];

	(void)state;
	town_open(&town);
	for (int i = 0; i < 12; i++) {
		snprintf(id, sizeof id, "%d", i + 1);
		town_record(&town, "ASC", id, "Ann", "Reed", "1943-07-03");
	}
	works(app_open(&app, town.session, c, false, &the_err));
	type(&app, "2/reed");
	assert_non_null(strstr(canvas_grid_row(c, 11), "1-8 of 12"));
	assert_non_null(strstr(canvas_grid_row(c, 11), "Type"));
	app_done(&app);
	canvas_close(c);
	town_close(&town);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(while_one_types_the_window_says_which_of_them_it_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
