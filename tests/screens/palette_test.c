/* palette_test.c - whoever the palette shows stands in the audit, as in People. */
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
	static struct desk d;
	const char *const paths[] = {"tests/data/small"};
	const struct ingest_options what = {.paths = paths, .path_n = 1};
	struct arena *a = arena_new();
	struct ingest_report report;
	struct err e = {0};

	d = (struct desk){.dir = "/tmp/throughline-palette-XXXXXX"};
	assert_non_null(mkdtemp(d.dir));
	snprintf(d.store, sizeof d.store, "%s/case.db", d.dir);
	const struct session_options how = {
		.store = d.store, .worker = "j.obi", .today = civil_day(2025, 11, 21), .make = true};
	must(session_open(&d.session, &how, &e), &e);
	must(ingest_run(d.session, &what, a, &report, &e), &e);
	d.canvas = canvas_grid_new(24, 80, false);
	must(app_open(&d.app, d.session, d.canvas, false, &e), &e);
	arena_free(a);
	*state = &d;
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
	return rmdir(d->dir);
}

static void keys(struct desk *d, const char *text)
{
	for (; *text; text++)
		app_key(&d->app, *text == '\n' ? K_ENTER : *text == '\033' ? K_ESC : (uint32_t)(unsigned char)*text);
	app_draw(&d->app);
}

/* Searches in the audit so far. */
static size_t searches(struct desk *d)
{
	struct arena *a = arena_new();
	struct audit_line *line;
	struct err e = {0};
	size_t n, found = 0;

	must(audit_read(d->session, 0, NULL, 100, a, &line, &n, &e), &e);
	for (size_t i = 0; i < n; i++)
		found += strcmp(line[i].deed, "search") == 0;
	arena_free(a);
	return found;
}

static bool shows(struct desk *d, const char *text)
{
	for (int y = 0; y < 24; y++)
		if (strstr(canvas_grid_row(d->canvas, y), text))
			return true;
	return false;
}

static void a_search_is_audited_when_it_begins_and_for_what_it_ends_with(void **state)
{
	struct desk *d = *state;

	keys(d, ":o");
	assert_int_equal(searches(d), 0); /* one letter looks for nobody */
	assert_false(shows(d, "Okafor"));
	keys(d, "k");
	assert_int_equal(searches(d), 1);
	assert_true(shows(d, "Okafor, Grace"));
	keys(d, "afor");
	assert_int_equal(searches(d), 1);
	keys(d, "\n");
	assert_int_equal(searches(d), 2);
	assert_true(shows(d, "OKAFOR, Grace"));
}

static void what_is_left_without_a_choice_is_audited_too(void **state)
{
	struct desk *d = *state;

	keys(d, ":okaf\033");
	assert_int_equal(searches(d), 2);
	assert_true(d->app.mode == APP_VERBS);
}

static void nobody_is_looked_for_in_help(void **state)
{
	struct desk *d = *state;

	keys(d, "?okafor");
	assert_int_equal(searches(d), 0);
	assert_false(shows(d, "Okafor, Grace"));
}

/* While keys keep coming only the verbs are narrowed; people follow when they rest. */
static void people_wait_until_the_keys_rest(void **state)
{
	struct desk *d = *state;

	app_hold(&d->app, true);
	keys(d, ":okaf");
	assert_int_equal(searches(d), 0);
	assert_true(app_hold(&d->app, false));
	app_draw(&d->app);
	assert_int_equal(searches(d), 1);
	assert_true(shows(d, "Okafor, Grace"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_search_is_audited_when_it_begins_and_for_what_it_ends_with, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(what_is_left_without_a_choice_is_audited_too, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(nobody_is_looked_for_in_help, desk_open, desk_close),
		cmocka_unit_test_setup_teardown(people_wait_until_the_keys_rest, desk_open, desk_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
