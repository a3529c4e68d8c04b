/*
 * looks_test.c - whoever is shown: the audit knew it before.
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
	snprintf(d->dir, sizeof d->dir, "/tmp/throughline-looks-XXXXXX");
	assert_non_null(mkdtemp(d->dir));
	snprintf(d->store, sizeof d->store, "%s/case.db", d->dir);
	const struct session_options how = {
		.store = d->store, .worker = "j.obi", .today = civil_day(2025, 11, 21), .make = true};
	must(session_open(&d->session, &how, &e), &e);
	must(ingest_run(d->session, &what, a, &report, &e), &e);
	arena_free(a);
	d->canvas = canvas_grid_new(24, 80, false);
	must(app_open(&d->app, d->session, d->canvas, false, &e), &e);
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

/* Rows of this deed; reading them is a look too, of another deed. */
static size_t rows(struct desk *d, const char *deed)
{
	struct arena *a = arena_new();
	struct audit_line *line;
	struct err e = {0};
	size_t n = 0, count = 0;

	must(audit_read(d->session, 0, NULL, 0, a, &line, &n, &e), &e);
	for (size_t i = 0; i < n; i++)
		count += strcmp(line[i].deed, deed) == 0 &&
			!(line[i].detail && strcmp(line[i].detail, "audit") == 0);
	arena_free(a);
	return count;
}

static void lists_are_in_the_audit(void **state)
{
	struct desk *d = *state;

	assert_int_equal(rows(d, "list"), 1); /* Today */
	app_key(&d->app, '2');
	assert_int_equal(rows(d, "list"), 2);
	app_key(&d->app, '3');
	assert_int_equal(rows(d, "list"), 3);
}

static void a_person_opened_is_in_the_audit_once_and_each_time(void **state)
{
	struct desk *d = *state;

	app_key(&d->app, K_ENTER);
	assert_int_equal(rows(d, "look"), 1);
	app_key(&d->app, ']');
	app_refresh(&d->app);
	assert_int_equal(rows(d, "look"), 1);
	app_key(&d->app, 'q');
	app_key(&d->app, K_ENTER);
	assert_int_equal(rows(d, "look"), 2);
}

static void a_search_is_in_the_audit_from_its_first_letter(void **state)
{
	struct desk *d = *state;

	app_key(&d->app, '2');
	app_key(&d->app, '/');
	assert_int_equal(rows(d, "search"), 0);
	app_key(&d->app, 'o');
	assert_int_equal(rows(d, "search"), 1);
	app_key(&d->app, 'k');
	app_key(&d->app, 'a');
	assert_int_equal(rows(d, "search"), 1); /* not one for each letter … */
	app_key(&d->app, K_ENTER);
	assert_int_equal(rows(d, "search"), 2); /* … but one for what was found in the end */
}

/* Links is where a worker is needed: its name goes last. */
static void large_counts_get_short_before_views_lose_their_names(void **state)
{
	struct desk *d = *state;

	d->app.asked_open = 1414;
	d->app.pairs_due = 999;
	app_draw(&d->app);
	assert_non_null(strstr(canvas_grid_row(d->canvas, 0), " 3 Asked again 1.4k  4 Links 999  5 Board "));
	d->app.asked_open = 40414;
	app_draw(&d->app);
	assert_non_null(strstr(canvas_grid_row(d->canvas, 0), " 3 Asked again 40k  4 Links 999  5 Board "));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lists_are_in_the_audit, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(
			a_person_opened_is_in_the_audit_once_and_each_time, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(
			a_search_is_in_the_audit_from_its_first_letter, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(
			large_counts_get_short_before_views_lose_their_names, desk_open, desk_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
