/* The list behind a figure of the Board: what it counts, and its end. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "canvas_grid.h"
#include "town.h"

enum { PEOPLE = 230 };

struct day { struct town town; struct canvas *canvas; struct app app; };

/* Everybody once, the first a second time. */
static void open_day(struct day *d)
{
	char id[12], ref[16];

	town_open(&d->town);
	for (int i = 0; i < PEOPLE; i++) {
		snprintf(id, sizeof id, "%d", i);
		snprintf(ref, sizeof ref, "a%d", i);
		town_record(&d->town, "ASC", id, "Ann", "Reed", "1943-07-03");
		town_assessment(&d->town, "ASC", id, ref, "CA-NEEDS", "2025-11-02");
	}
	town_assessment(&d->town, "ASC", "0", "again", "OT-FUNC", "2025-11-03");
	d->canvas = canvas_grid_new(24, 100, true);
	works(app_open(&d->app, d->town.session, d->canvas, false, &the_err));
	app_key(&d->app, '5');
	while (app_is_counting(&d->app))
		(void)app_tick(&d->app, 0);
	app_draw(&d->app);
	app_key(&d->app, K_ENTER);
	app_draw(&d->app);
}

static bool shows(struct day *d, const char *text)
{
	for (int y = 0; y < 24; y++)
		if (strstr(canvas_grid_row(d->canvas, y), text))
			return true;
	return false;
}

static void close_day(struct day *d)
{
	app_done(&d->app);
	canvas_close(d->canvas);
	town_close(&d->town);
}

static void people_are_told_as_people_behind_assessments(void **state)
{
	struct day d;

	(void)state;
	open_day(&d);
	assert_true(shows(&d, "230 people behind 231 assessments"));
	close_day(&d);
}

static void its_end_is_the_last_of_all(void **state)
{
	struct day d;

	(void)state;
	open_day(&d);
	app_key(&d.app, 'G');
	app_draw(&d.app);
	assert_int_equal(list_rows(nav_top(&d.app.nav)->class->list(nav_top(&d.app.nav))), PEOPLE);
	assert_int_equal(nav_top(&d.app.nav)->class->list(nav_top(&d.app.nav))->row, PEOPLE - 1);
	close_day(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_are_told_as_people_behind_assessments),
		cmocka_unit_test(its_end_is_the_last_of_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
