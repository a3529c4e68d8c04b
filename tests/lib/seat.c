#include "seat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ingest.h"
#include "folder.h"

void must(enum status st, const struct err *e)
{
	if (st != ST_OK)
		fail_msg("%s", e->text);
}

int seat_open(void **state)
{
	struct seat *d = calloc(1, sizeof *d);
	const char *const paths[] = {"tests/data/small"};
	const struct ingest_options what = {.paths = paths, .path_n = 1};
	struct arena *a = arena_new();
	struct ingest_report report;
	struct err e = {0};

	assert_non_null(d);
	snprintf(d->dir, sizeof d->dir, "/tmp/throughline-seat-XXXXXX");
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

int seat_close(void **state)
{
	struct seat *d = *state;

	app_done(&d->app);
	canvas_close(d->canvas);
	session_close(d->session);
	folder_remove(d->dir);
	free(d);
	return 0;
}

bool seat_shows(struct seat *d, const char *text)
{
	app_draw(&d->app);
	for (int y = 0; y < d->canvas->rows; y++)
		if (strstr(canvas_grid_row(d->canvas, y), text))
			return true;
	return false;
}

size_t seat_audited(struct seat *d, const char *deed)
{
	struct arena *a = arena_new();
	struct audit_line *line;
	struct err e = {0};
	size_t n = 0, count = 0;

	must(audit_read(d->session, 0, NULL, 0, a, &line, &n, &e), &e);
	for (size_t i = 0; i < n; i++)
		count += strcmp(line[i].deed, deed) == 0 && !(line[i].detail && strcmp(line[i].detail, "audit") == 0);
	arena_free(a);
	return count;
}

void seat_type(struct seat *d, const char *keys)
{
	for (; *keys; keys++)
		app_key(&d->app, (unsigned char)*keys);
}

void seat_narrow(struct seat *d, int64_t person, const char *words)
{
	app_key(&d->app, K_ESC);
	app_go(&d->app, &SCREEN_PERSON, &(struct target){person, 0});
	app_key(&d->app, '/');
	seat_type(d, words);
	app_key(&d->app, K_ENTER);
}
