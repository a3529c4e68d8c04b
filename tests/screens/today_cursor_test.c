/* Where the cursor of Today rests when its lines are read anew, and once a filter is gone;
 * and what it tells of lines that are not read. */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "canvas_grid.h"
#include "town.h"

struct day { struct town town; struct canvas *canvas; struct app app; };

static void open_day(struct day *d, int rows)
{
	d->canvas = canvas_grid_new(rows, 100, true);
	works(app_open(&d->app, d->town.session, d->canvas, false, &the_err));
}

static void close_day(struct day *d)
{
	app_done(&d->app);
	canvas_close(d->canvas);
	town_close(&d->town);
}

static void type(struct day *d, const char *text)
{
	for (; *text; text++)
		app_key(&d->app, (unsigned char)*text);
	app_draw(&d->app);
}

static void press(struct day *d, uint32_t key)
{
	app_key(&d->app, key);
	app_draw(&d->app);
}

/* The line that the cursor is on. */
static const char *here(struct day *d)
{
	app_draw(&d->app);
	return canvas_grid_row(d->canvas, d->canvas->focus_y);
}

static void is_on(struct day *d, const char *who, const char *what)
{
	if (!strstr(here(d), who) || !strstr(here(d), what))
		fail_msg("not on %s, %s: %s", who, what, here(d));
}

static void refer(struct town *t, const char *person, const char *on, const char *domains)
{
	char ref[16];

	snprintf(ref, sizeof ref, "q%s", person);
	town_event(t, (struct event){.agency_code = "ASC", .local_id = person, .source_ref = ref, .kind = EV_REQUEST,
		.status = ES_COMPLETED, .starts_on = on, .to_agency = "RNHS", .domains = domains});
}

static void discharge(struct town *t, const char *person, const char *on)
{
	char ref[16];

	snprintf(ref, sizeof ref, "d%s", person);
	town_event(t, (struct event){.agency_code = "ASC", .local_id = person, .source_ref = ref, .kind = EV_DISCHARGE,
		.status = ES_COMPLETED, .starts_on = on});
}

/* A referral for what is known that nobody has answered is two lines about one event. */
static void of_two_lines_about_one_event_it_stays_on_the_one_it_was_on(void **state)
{
	struct day d;

	(void)state;
	town_open(&d.town);
	town_hold(&d.town, town_record(&d.town, "REACH", "r1", "Grace", "Okafor", "1943-07-03"),
		town_record(&d.town, "ASC", "1", "Grace", "Okafor", "1943-07-03"));
	town_assessment(&d.town, "REACH", "r1", "n1", "CA-NEEDS", "2025-09-02");
	refer(&d.town, "1", "2025-11-10", "PCARE;HOME");
	open_day(&d, 24);
	is_on(&d, "Okafor", "known");
	press(&d, 'j');
	is_on(&d, "Okafor", "11 days");
	press(&d, 'r');
	is_on(&d, "Okafor", "11 days");
	close_day(&d);
}

static void many_referred(struct day *d, int rows)
{
	static const char *const NAMES[] = {"Ann", "Bea", "Cyd", "Dee", "Eve", "Fay"};
	char id[12], on[20];

	town_open(&d->town);
	for (int i = 0; i < 6; i++) {
		snprintf(id, sizeof id, "%d", i + 1);
		snprintf(on, sizeof on, "2025-10-%02d", i + 1);
		town_record(&d->town, "ASC", id, NAMES[i], "Reed", "1943-07-03");
		refer(&d->town, id, on, NULL);
	}
	for (int i = 1; i <= 3; i++) {
		snprintf(id, sizeof id, "%d", i);
		discharge(&d->town, id, "2025-11-18");
	}
	discharge(&d->town, "6", "2025-11-19");
	open_day(d, rows);
	assert_null(strstr(here(d), "Fay"));
}

/* Found by a filter among all lines, and not among those few that press most. */
static void after_a_filter_it_goes_to_another_line_of_the_same_person(void **state)
{
	struct day d;

	(void)state;
	many_referred(&d, 24);
	type(&d, "/fay");
	press(&d, K_ENTER);
	press(&d, 'j');
	is_on(&d, "Fay", "46 days");
	press(&d, K_ESC);
	is_on(&d, "Fay", "Left ASC");
	close_day(&d);
}

/* Of those without reply the four that press most are listed: not all are counted. */
static void what_is_listed_in_part_is_counted_in_part(void **state)
{
	struct day d;

	(void)state;
	many_referred(&d, 12);
	assert_non_null(strstr(canvas_grid_row(d.canvas, 11), " of 8+"));
	press(&d, '+');
	assert_non_null(strstr(canvas_grid_row(d.canvas, 11), " of 10"));
	assert_null(strstr(canvas_grid_row(d.canvas, 11), " of 10+"));
	close_day(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_two_lines_about_one_event_it_stays_on_the_one_it_was_on),
		cmocka_unit_test(after_a_filter_it_goes_to_another_line_of_the_same_person),
		cmocka_unit_test(what_is_listed_in_part_is_counted_in_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
