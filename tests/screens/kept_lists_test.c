/*
 * kept_lists_test.c - what a worker chose for a list is there when they come again, for
 * them alone, and rows that it hides are told of.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app.h"
#include "canvas_grid.h"
#include "ingest.h"
#include "folder.h"

struct desk { struct session *session; struct canvas *canvas; struct app app; };
struct office { char dir[64], store[96]; };

static void must(enum status st, const struct err *e)
{
	if (st != ST_OK)
		fail_msg("%s", e->text);
}

static void desk_begin(struct desk *d, const struct office *o, const char *worker, int32_t today, bool mask)
{
	const struct session_options how = {
		.store = o->store, .worker = worker, .today = today, .make = true};
	struct err e = {0};

	must(session_open(&d->session, &how, &e), &e);
	d->canvas = canvas_grid_new(24, 80, true);
	must(app_open(&d->app, d->session, d->canvas, mask, &e), &e);
}

static void desk_open(struct desk *d, const struct office *o, const char *worker)
{
	desk_begin(d, o, worker, civil_day(2025, 11, 21), false);
}

static void desk_close(struct desk *d)
{
	app_done(&d->app);
	canvas_close(d->canvas);
	session_close(d->session);
}

static void type(struct desk *d, const char *keys)
{
	while (*keys) {
		size_t length = strcspn(keys, " ");

		app_key(&d->app, key_parse(keys, length));
		app_draw(&d->app);
		keys += length;
		keys += strspn(keys, " ");
	}
}

/* The board to its end. */
static void count(struct desk *d)
{
	while (app_is_counting(&d->app))
		app_tick(&d->app, 0);
	app_draw(&d->app);
}

static const char *line(struct desk *d, int y)
{
	return canvas_grid_row(d->canvas, y);
}

static int office_open(void **state)
{
	struct office *o = calloc(1, sizeof *o);
	const char *const paths[] = {"tests/data/small"};
	const struct ingest_options what = {.paths = paths, .path_n = 1};
	struct arena *a = arena_new();
	struct ingest_report report;
	struct desk d;
	struct err e = {0};

	assert_non_null(o);
	snprintf(o->dir, sizeof o->dir, "/tmp/throughline-lists-XXXXXX");
	assert_non_null(mkdtemp(o->dir));
	snprintf(o->store, sizeof o->store, "%s/case.db", o->dir);
	desk_open(&d, o, "j.obi");
	must(ingest_run(d.session, &what, a, &report, &e), &e);
	arena_free(a);
	desk_close(&d);
	*state = o;
	return 0;
}

static int office_close(void **state)
{
	struct office *o = *state;

	folder_remove(o->dir);
	free(o);
	return 0;
}

static void a_filter_is_there_the_next_day_and_says_what_it_hides(void **state)
{
	struct desk d;

	desk_open(&d, *state, "j.obi");
	type(&d, "3 / o k a f o r Enter");
	desk_close(&d);
	desk_open(&d, *state, "j.obi");
	type(&d, "3");
	assert_string_equal(line(&d, 1), " 2 of 5 shown: /okafor  Esc shows all");
	assert_int_equal(d.canvas->focus_y, 3);
	type(&d, "Esc");
	assert_string_equal(line(&d, 1), " Can still be prevented");
	desk_close(&d);
	desk_open(&d, *state, "j.obi");
	type(&d, "3");
	assert_string_equal(line(&d, 1), " Can still be prevented");
	desk_close(&d);
}

/* Whoever is to be rung is not hidden by what was looked for yesterday. */
static void today_opens_whole_on_a_new_day(void **state)
{
	struct desk d;

	desk_open(&d, *state, "j.obi");
	type(&d, "/ p r i c e Enter");
	desk_close(&d);
	desk_open(&d, *state, "j.obi");
	type(&d, "Ctrl-L");
	assert_true(list_is_filtered(app_list(&d.app)));
	assert_non_null(strstr(line(&d, 2), "shown: /price  Esc shows all"));
	desk_close(&d);
	desk_begin(&d, *state, "j.obi", civil_day(2025, 11, 22), false);
	type(&d, "Ctrl-L");
	assert_false(list_is_filtered(app_list(&d.app)));
	desk_close(&d);
}

static void the_words_are_not_shown_in_a_shared_room(void **state)
{
	struct desk d;

	desk_open(&d, *state, "j.obi");
	type(&d, "3 / h o s p i t a l Enter");
	desk_close(&d);
	desk_begin(&d, *state, "j.obi", civil_day(2025, 11, 21), true);
	type(&d, "3");
	assert_non_null(strstr(line(&d, 1), "shown: /(masked)"));
	desk_close(&d);
}

static void nobody_else_has_it(void **state)
{
	struct desk ours, theirs;

	desk_open(&ours, *state, "j.obi");
	type(&ours, "3 s Enter");
	assert_non_null(strstr(line(&ours, 1), "^ Who"));
	desk_open(&theirs, *state, "m.lind");
	type(&theirs, "3");
	assert_string_equal(line(&theirs, 1), " Can still be prevented");
	desk_close(&theirs);
	desk_close(&ours);
	desk_open(&ours, *state, "j.obi");
	type(&ours, "3");
	assert_non_null(strstr(line(&ours, 1), "^ Who"));
	type(&ours, "0");
	assert_string_equal(line(&ours, 1), " Can still be prevented");
	desk_close(&ours);
}

static void orders_of_all_lists_are_there_the_next_day(void **state)
{
	static const struct { const char *way, *order, *shown; int y; } LISTS[] = {
		{"2 / g r a c e Enter [ [", "s Enter", "^ Agency", 7},       /* Records */
		{"2 / g r a c e Enter [", "s j Enter", "^ Worker", 7},       /* Access */
		{"2 / g r a c e Enter", "q Esc s Enter", "^ Name", 3},           /* People */
		{"5 ] ]", "s Enter", "^ From", 3},
		{"5 ] ] ]", "s Enter", "^ Agency", 3},
		{"6", "s Enter", "v When", 2},
	};

	for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
		struct desk d;

		desk_open(&d, *state, "j.obi");
		type(&d, LISTS[i].way);
		count(&d);
		type(&d, LISTS[i].order);
		if (!strstr(line(&d, LISTS[i].y), LISTS[i].shown))
			fail_msg("%s: %s", LISTS[i].way, line(&d, LISTS[i].y));
		desk_close(&d);
		desk_open(&d, *state, "j.obi");
		type(&d, i == 2 ? "2" : LISTS[i].way);
		count(&d);
		if (!strstr(line(&d, LISTS[i].y), LISTS[i].shown))
			fail_msg("the next day, %s: %s", LISTS[i].way, line(&d, LISTS[i].y));
		desk_close(&d);
	}
}

static void other_words_can_be_typed_where_the_filter_hides_every_line(void **state)
{
	struct desk d;

	desk_open(&d, *state, "j.obi");
	type(&d, "/ z z z Enter");
	type(&d, "/");
	assert_true(app_list(&d.app)->is_typing);
	type(&d, "Esc Esc");
	desk_close(&d);
}

/* Typed twice to be rid of a search. */
static void esc_twice_in_a_row_does_not_leave(void **state)
{
	struct desk d;

	desk_open(&d, *state, "j.obi");
	type(&d, "2 / a Esc");
	assert_false(d.app.quit);
	type(&d, "Esc");
	assert_false(d.app.quit);
	assert_string_equal(d.app.message, "Esc once more leaves Throughline.");
	type(&d, "j Esc");
	assert_true(d.app.quit);
	desk_close(&d);
	desk_open(&d, *state, "j.obi");
	type(&d, "2 / a Esc Esc Esc");
	assert_true(d.app.quit);
	desk_close(&d);
	desk_open(&d, *state, "j.obi");
	type(&d, "2 / a Esc q");
	assert_true(d.app.quit);
	desk_close(&d);
	desk_open(&d, *state, "j.obi");
	type(&d, "Esc");
	assert_true(d.app.quit);
	desk_close(&d);
}

/* The first of those whom a search finds. */
static void best_is(struct desk *d, const char *name)
{
	if (strncmp(line(d, 3), name, strlen(name)) != 0 && strncmp(line(d, 4), name, strlen(name)) != 0)
		fail_msg("best is not %s: %s / %s", name, line(d, 3), line(d, 4));
}

static void a_search_has_the_best_first_whatever_order_the_one_before_had(void **state)
{
	struct desk d;

	desk_open(&d, *state, "j.obi");
	type(&d, "2 / g r a c e Tab");
	type(&d, "s Enter");
	assert_non_null(strstr(line(&d, 3), "^ Name"));
	type(&d, "/ g r a c e Space o k a f o r");
	assert_null(strstr(line(&d, 3), "^ Name"));
	best_is(&d, "> Okafor, Grace");
	type(&d, "Esc");
	assert_null(strstr(line(&d, 3), "^ Name"));
	desk_close(&d);
}

static void the_order_of_my_people_waits_while_somebody_is_searched(void **state)
{
	struct desk d;

	desk_open(&d, *state, "j.obi");
	type(&d, "2 / g r a c e Enter 2 Esc");
	type(&d, "s Enter");
	assert_non_null(strstr(line(&d, 3), "^ Name"));
	type(&d, "/ o k a f o r");
	assert_null(strstr(line(&d, 3), "^ Name"));
	desk_close(&d);
	desk_open(&d, *state, "j.obi");
	type(&d, "2");
	assert_non_null(strstr(line(&d, 3), "^ Name"));
	desk_close(&d);
}

static void in_hospital_and_opened_lately_have_each_their_own_order(void **state)
{
	struct desk d;

	desk_open(&d, *state, "j.obi");
	type(&d, "2 / g r a c e Enter 2 Esc / p r i c e Enter 2 Esc s Enter");
	assert_non_null(strstr(line(&d, 3), "^ Name"));
	type(&d, "i");
	assert_null(strstr(line(&d, 3), "^ Name"));
	type(&d, "s j j Enter"); /* by sex, whose column has room for the mark and a letter */
	assert_non_null(strstr(line(&d, 3), " ^S "));
	type(&d, "i");
	assert_non_null(strstr(line(&d, 3), "^ Name"));
	desk_close(&d);
	desk_open(&d, *state, "j.obi");
	type(&d, "2");
	assert_non_null(strstr(line(&d, 3), "^ Name"));
	type(&d, "i");
	assert_non_null(strstr(line(&d, 3), " ^S "));
	desk_close(&d);
}

static void who_was_in_hospital_is_put_in_order_by_the_day(void **state)
{
	struct desk d;

	desk_open(&d, *state, "a.lee");
	type(&d, "2 d Ctrl-U 1 / 1 / 2 5 Enter");
	assert_non_null(strstr(line(&d, 3), "17 Nov"));
	type(&d, "s j j j j j Enter");
	assert_non_null(strstr(line(&d, 3), "v Stay"));
	assert_non_null(strstr(line(&d, 4), "17 Nov"));
	type(&d, "s Enter");
	assert_non_null(strstr(line(&d, 4), "25 Jun"));
	desk_close(&d);
}

static void the_line_one_is_on_stays_selected_in_another_order(void **state)
{
	struct desk d;
	char before[512];

	desk_open(&d, *state, "j.obi");
	type(&d, "3 j j");
	snprintf(before, sizeof before, "%.20s", line(&d, d.canvas->focus_y));
	type(&d, "s j j Enter");
	assert_memory_equal(line(&d, d.canvas->focus_y), before, 20);
	type(&d, "0");
	assert_memory_equal(line(&d, d.canvas->focus_y), before, 20);
	desk_close(&d);
}

static void whom_one_had_the_day_before_is_a_key_away(void **state)
{
	struct desk d;

	desk_open(&d, *state, "j.obi");
	type(&d, "2 / o k a f o r Enter");
	assert_non_null(strstr(line(&d, 1), "OKAFOR"));
	desk_close(&d);
	desk_open(&d, *state, "j.obi");
	type(&d, "z");
	assert_non_null(strstr(line(&d, 1), "OKAFOR"));
	type(&d, "z");
	assert_string_equal(d.app.message, "You have opened nobody else yet.");
	desk_close(&d);
	desk_open(&d, *state, "m.lind");
	type(&d, "z");
	assert_string_equal(d.app.message, "You have opened nobody yet.");
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(today_opens_whole_on_a_new_day, office_open, office_close),
		cmocka_unit_test_setup_teardown(a_filter_is_there_the_next_day_and_says_what_it_hides, office_open, office_close),
		cmocka_unit_test_setup_teardown(the_words_are_not_shown_in_a_shared_room, office_open, office_close),
		cmocka_unit_test_setup_teardown(nobody_else_has_it, office_open, office_close),
		cmocka_unit_test_setup_teardown(other_words_can_be_typed_where_the_filter_hides_every_line, office_open, office_close),
		cmocka_unit_test_setup_teardown(esc_twice_in_a_row_does_not_leave, office_open, office_close),
		cmocka_unit_test_setup_teardown(a_search_has_the_best_first_whatever_order_the_one_before_had, office_open, office_close),
		cmocka_unit_test_setup_teardown(the_order_of_my_people_waits_while_somebody_is_searched, office_open, office_close),
		cmocka_unit_test_setup_teardown(in_hospital_and_opened_lately_have_each_their_own_order, office_open, office_close),
		cmocka_unit_test_setup_teardown(who_was_in_hospital_is_put_in_order_by_the_day, office_open, office_close),
		cmocka_unit_test_setup_teardown(the_line_one_is_on_stays_selected_in_another_order, office_open, office_close),
		cmocka_unit_test_setup_teardown(whom_one_had_the_day_before_is_a_key_away, office_open, office_close),
		cmocka_unit_test_setup_teardown(orders_of_all_lists_are_there_the_next_day, office_open, office_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
