/*
 * lock_test.c - a screen nobody has touched for a while shows nobody, until the worker
 * is back, which is in the audit first.
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
#include "writing.h"

enum { MINUTE = 60000 };

struct desk {
	char dir[64], store[96];
	struct session *session;
	struct canvas *canvas;
	struct app app;
};

static void must(enum status st, const struct err *e)
{
	if (st != ST_OK)
		fail_msg("%s", e->text);
}

static int desk_open(void **state)
{
	struct desk *d = calloc(1, sizeof *d);
	const char *const paths[] = {"tests/data/small"};
	const struct ingest_options what = {.paths = paths, .path_n = 1};
	struct arena *a = arena_new();
	struct ingest_report report;
	struct err e = {0};

	assert_non_null(d);
	snprintf(d->dir, sizeof d->dir, "/tmp/throughline-lock-XXXXXX");
	assert_non_null(mkdtemp(d->dir));
	snprintf(d->store, sizeof d->store, "%s/case.db", d->dir);
	const struct session_options how = {
		.store = d->store, .worker = "j.obi", .today = civil_day(2025, 11, 21), .make = true};
	must(session_open(&d->session, &how, &e), &e);
	must(ingest_run(d->session, &what, a, &report, &e), &e);
	must(setting_set(d->session, "screen.lock", "5", &e), &e);
	arena_free(a);
	d->canvas = canvas_grid_new(24, 80, false);
	must(app_open(&d->app, d->session, d->canvas, false, &e), &e);
	app_tick(&d->app, 1000);
	*state = d;
	return 0;
}

static int desk_close(void **state)
{
	static const char *const ENDS[] = {"", "-wal", "-shm", ".lock"};
	struct desk *d = *state;

	app_done(&d->app);
	canvas_close(d->canvas);
	session_close(d->session);
	for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
		char path[128];

		snprintf(path, sizeof path, "%s%s", d->store, ENDS[i]);
		unlink(path);
	}
	rmdir(d->dir);
	free(d);
	return 0;
}

static bool shows(struct desk *d, const char *text)
{
	app_draw(&d->app);
	for (int y = 0; y < d->canvas->rows; y++)
		if (strstr(canvas_grid_row(d->canvas, y), text))
			return true;
	return false;
}

static size_t times_back(struct desk *d)
{
	struct arena *a = arena_new();
	struct audit_line *line;
	struct err e = {0};
	size_t n = 0, count = 0;

	must(audit_read(d->session, 0, NULL, 0, a, &line, &n, &e), &e);
	for (size_t i = 0; i < n; i++)
		count += strcmp(line[i].deed, "back") == 0;
	arena_free(a);
	return count;
}

static void after_its_minutes_the_screen_is_put_away_and_says_whose_it_is(void **state)
{
	struct desk *d = *state;

	assert_true(shows(d, "Okafor"));
	app_tick(&d->app, 1000 + 5 * MINUTE - 1);
	assert_true(shows(d, "Okafor"));
	assert_true(app_tick(&d->app, 1000 + 5 * MINUTE));
	assert_true(d->app.repaint);
	assert_false(shows(d, "Okafor"));
	assert_true(shows(d, "no key for 5 minutes"));
	assert_true(shows(d, "session of j.obi"));
	assert_int_equal(d->canvas->focus_y, 12);
}

static void a_key_puts_it_off(void **state)
{
	struct desk *d = *state;

	app_tick(&d->app, 1000 + 4 * MINUTE);
	app_key(&d->app, 'j');
	app_tick(&d->app, 1000 + 8 * MINUTE);
	assert_true(shows(d, "Okafor"));
	app_tick(&d->app, 1000 + 9 * MINUTE);
	assert_false(shows(d, "Okafor"));
}

static void only_the_worker_saying_so_brings_it_back_audited(void **state)
{
	struct desk *d = *state;

	app_key(&d->app, '3');
	app_key(&d->app, K_CTRL('X'));
	for (const char *p = "2A:?/ u"; *p; p++)
		app_key(&d->app, (unsigned char)*p);
	app_key(&d->app, K_CTRL('L'));
	app_others(&d->app);
	assert_false(shows(d, "Okafor"));
	assert_int_equal(times_back(d), 0);
	app_key(&d->app, K_ENTER);
	assert_int_equal(times_back(d), 1);
	assert_true(shows(d, "[3 Asked again"));
	assert_true(shows(d, "Okafor"));
}

static void what_was_half_typed_is_in_its_draft_and_there_again(void **state)
{
	struct desk *d = *state;
	struct arena *a = arena_new();
	struct draft *draft;
	struct err e = {0};
	size_t n = 0;

	app_key(&d->app, '3');
	app_key(&d->app, K_ENTER);
	app_key(&d->app, 'N');
	for (const char *p = "rang her"; *p; p++)
		app_key(&d->app, (unsigned char)*p);
	app_tick(&d->app, 1000 + 5 * MINUTE);
	assert_false(shows(d, "rang her"));
	must(drafts_list(d->session, a, &draft, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_non_null(strstr(draft[0].text, "rang her"));
	app_key(&d->app, K_ENTER);
	assert_true(shows(d, "rang her"));
	arena_free(a);
}

static void a_question_under_it_waits_unanswered(void **state)
{
	struct desk *d = *state;

	app_key(&d->app, '3');
	app_key(&d->app, 'J');
	app_tick(&d->app, 1000 + 5 * MINUTE);
	assert_false(shows(d, "Right to ask again because"));
	app_key(&d->app, K_ENTER); /* I am back, not: record it */
	assert_true(shows(d, "Right to ask again because"));
}

static void zero_minutes_is_never_and_q_leaves(void **state)
{
	struct desk *d = *state;
	struct err e = {0};

	must(setting_set(d->session, "screen.lock", "0", &e), &e);
	app_others(&d->app);
	app_tick(&d->app, (int64_t)1000 * MINUTE);
	assert_true(shows(d, "Okafor"));
	app_key(&d->app, K_CTRL('X'));
	app_key(&d->app, 'q');
	assert_true(d->app.quit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			after_its_minutes_the_screen_is_put_away_and_says_whose_it_is, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(a_key_puts_it_off, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(
			only_the_worker_saying_so_brings_it_back_audited, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(
			what_was_half_typed_is_in_its_draft_and_there_again, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(a_question_under_it_waits_unanswered, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(zero_minutes_is_never_and_q_leaves, desk_open, desk_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
