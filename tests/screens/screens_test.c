/*
 * screens_test.c - screens as text.  Each tests/screens/NAME.screen is one case:
 *
 *	# what it protects
 *	size 80x24                  or: size 80x24 ascii   size 80x24 mask pairs
 *	keys j j Enter text:okafor  keys by name; text: types each character
 *	|what the screen shows      one line per row, blanks at the end left out
 *	focus 4 0                   where the hardware cursor rests
 *	~4 sss  ====                with `looks` after the size: the looks of row 4, by their
 *	                            marks and letters (canvas_grid.h), where any is not plain
 *
 *	wait                        until what is being taken in has ended
 *	again 40x12                 the same in a window of another size; `again 200x50 ascii`
 *
 * keys, wait, screen and focus may come several times.  The store is made from
 * tests/data/small for each case (`pairs`: from tests/data/pairs, `feeds`: from two
 * imports of tests/data/feeds, `services`: with tests/data/services beside it, `empty`:
 * from nothing, `journeys`: from tests/data/journeys, `under-way`: with an import that
 * another process has not all in yet).  UPDATE=1 writes what is seen into the files;
 * the difference is then reviewed.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "app.h"
#include "canvas_grid.h"
#include "care/clock.h"
#include "care/work.h"
#include "ingest.h"
#include "store_imports.h"
#include "folder.h"

enum { CASES_MOST = 256, LINE = 1024 };

/* Core and store ask these what time it is; here the answer is fixed. */
static const char *the_time;

time_t time(time_t *out)
{
	struct civil at = CIVIL_ABSENT;
	time_t t;

	civil_parse(the_time, &at);
	t = (time_t)at.day * 86400 + at.ms / 1000;
	if (out)
		*out = t;
	return t;
}

int32_t clock_today(void)
{
	return civil_day(2025, 11, 21);
}

void clock_now(char out[static CLOCK_TEXT])
{
	snprintf(out, CLOCK_TEXT, "%s", the_time);
}

/* What the dashboard would be: it runs imports by it. */
static char program[4096];

struct bench {
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

/* Takes files in as if it were then. */
static void take_in(struct bench *b, const char *when, const char *path)
{
	const struct ingest_options what = {.paths = &path, .path_n = 1};
	struct arena *a = arena_new();
	struct ingest_report report;
	struct err e = {0};

	the_time = when;
	must(ingest_run(b->session, &what, a, &report, &e), &e);
	arena_free(a);
}

static enum status pending_begin(struct work *w, void *arg, struct err *e)
{
	const struct pending of_another = {.import = 2, .mark = "of another process"};

	(void)arg;
	return store_pending_put(w->txn, &of_another, e);
}

static void bench_open(struct bench *b, int rows, int cols, bool ascii, bool mask, const char *data)
{
	struct err e = {0};

	*b = (struct bench){.dir = "/tmp/throughline-screens-XXXXXX"};
	assert_non_null(mkdtemp(b->dir));
	snprintf(b->store, sizeof b->store, "%s/case.db", b->dir);
	const struct session_options how = {
		.store = b->store, .worker = "j.obi", .today = civil_day(2025, 11, 21), .make = true};
	the_time = "2025-01-01T09:00:00.000000Z";
	must(session_open(&b->session, &how, &e), &e);
	if (data && strcmp(data, "feeds") == 0) {
		take_in(b, "2025-09-15T09:00:00.000000Z", "tests/data/feeds/first");
		take_in(b, "2025-11-14T08:30:00.000000Z", "tests/data/feeds/later");
	} else if (data && strcmp(data, "services") == 0) {
		take_in(b, "2025-01-01T09:00:00.000000Z", "tests/data/small");
		take_in(b, "2025-11-14T08:30:00.000000Z", "tests/data/services/services.json");
	} else if (data && strcmp(data, "under-way") == 0) {
		take_in(b, "2025-01-01T09:00:00.000000Z", "tests/data/small");
		must(case_write_piece(b->session, pending_begin, NULL, &e), &e);
	} else if (data) {
		take_in(b, "2025-01-01T09:00:00.000000Z", data);
	}
	the_time = "2025-11-21T10:42:00.000000Z";
	b->canvas = canvas_grid_new(rows, cols, ascii);
	must(app_open(&b->app, b->session, b->canvas, mask, &e), &e);
	b->app.program = program;
}

/* What runs beside goes by the real clock: only its end is looked at. */
static void wait_for_end(struct bench *b)
{
	const struct timespec pause = {.tv_nsec = 20000000};

	assert_int_not_equal(b->app.taking.job.state, JOB_NONE);
	while (b->app.taking.job.state == JOB_RUNNING) {
		app_tick(&b->app, 0);
		nanosleep(&pause, NULL);
	}
}

static void bench_close(struct bench *b)
{
	app_done(&b->app);
	canvas_close(b->canvas);
	session_close(b->session);
	folder_remove(b->dir);
}

static void type(struct bench *b, const char *keys)
{
	while (*keys) {
		size_t length = strcspn(keys, " \n");

		if (strncmp(keys, "text:", 5) == 0)
			for (size_t i = 5; i < length; i++)
				app_key(&b->app, (unsigned char)keys[i]);
		else if (key_parse(keys, length))
			app_key(&b->app, key_parse(keys, length));
		else
			fail_msg("no such key: %.*s", (int)length, keys);
		while (app_is_counting(&b->app))
			app_tick(&b->app, 0);
		app_draw(&b->app);
		keys += length;
		keys += strspn(keys, " \n");
	}
}

static void say_looks(struct bench *b, FILE *out)
{
	for (int y = 0; y < b->canvas->rows; y++) {
		const char *looks = canvas_grid_looks(b->canvas, y);

		if (*looks)
			fprintf(out, "~%d %s\n", y, looks);
	}
}

static void say_screen(struct bench *b, bool has_looks, FILE *out)
{
	app_draw(&b->app);
	for (int y = 0; y < b->canvas->rows; y++)
		fprintf(out, "|%s\n", canvas_grid_row(b->canvas, y));
	fprintf(out, "focus %d %d\n", b->canvas->focus_y, b->canvas->focus_x);
	if (has_looks)
		say_looks(b, out);
}

static bool is_said(char how[3][32], const char *word)
{
	return strcmp(how[0], word) == 0 || strcmp(how[1], word) == 0 || strcmp(how[2], word) == 0;
}

/* The store that a case is played on; NULL: an empty one. */
static const char *store_of(char how[3][32])
{
	static const char *const MADE[] = {"feeds", "services", "under-way"};

	if (is_said(how, "empty"))
		return NULL;
	for (size_t i = 0; i < sizeof MADE / sizeof *MADE; i++)
		if (is_said(how, MADE[i]))
			return MADE[i];
	return is_said(how, "journeys") ? "tests/data/journeys" : is_said(how, "pairs") ? "tests/data/pairs" : "tests/data/small";
}

/* Plays a case; what was seen goes to `seen` in the case's own form.  `masks` whether the
 * case asks for it or not. */
static void play(FILE *in, FILE *seen, bool masks)
{
	struct bench b = {0};
	char line[LINE], how[3][32];
	bool is_open = false, is_owed = false, has_looks = false;

	while (fgets(line, sizeof line, in)) {
		int rows, cols, n;

		if (line[0] == '|' || line[0] == '~' || strncmp(line, "focus ", 6) == 0) {
			is_owed = true;
			continue;
		}
		if (is_owed)
			say_screen(&b, has_looks, seen);
		is_owed = false;
		fputs(line, seen);
		how[0][0] = how[1][0] = how[2][0] = '\0';
		n = sscanf(line, "size %dx%d %31s %31s %31s", &cols, &rows, how[0], how[1], how[2]);
		if (n >= 2) {
			bench_open(&b, rows, cols, is_said(how, "ascii"), masks || is_said(how, "mask"), store_of(how));
			is_open = true;
			has_looks = is_said(how, "looks");
		} else if (sscanf(line, "again %dx%d %31s", &cols, &rows, how[0]) >= 2) {
			assert_true(canvas_grid_resize(b.canvas, rows, cols));
			b.canvas->ascii = is_said(how, "ascii");
			has_looks = false;
			is_owed = true;
		} else if (strncmp(line, "keys ", 5) == 0) {
			type(&b, line + 5);
			is_owed = true;
		} else if (strcmp(line, "wait\n") == 0) {
			wait_for_end(&b);
			is_owed = true;
		} else if (line[0] != '#' && line[0] != '\n') {
			fail_msg("cannot read: %s", line);
		}
	}
	assert_true(is_open);
	say_screen(&b, has_looks, seen);
	bench_close(&b);
}

static char *whole_file(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = calloc(1, 1 << 17);

	assert_non_null(f);
	assert_non_null(text);
	assert_true(fread(text, 1, (1 << 17) - 1, f) > 0);
	fclose(f);
	return text;
}

/* The first line in which two texts differ, for the message. */
static void compare(const char *path, const char *want, const char *got)
{
	for (int line = 1; *want || *got; line++) {
		size_t w = strcspn(want, "\n"), g = strcspn(got, "\n");

		if (w != g || memcmp(want, got, w) != 0)
			fail_msg("%s:%d\n  want %.*s\n  got  %.*s", path, line, (int)w, want, (int)g, got);
		want += w + (want[w] == '\n');
		got += g + (got[g] == '\n');
	}
}

static void screen_is_as_written(void **state)
{
	const char *path = *state;
	char *want = whole_file(path), *got = NULL;
	size_t size = 0;
	FILE *in = fopen(path, "r"), *seen = open_memstream(&got, &size);

	assert_non_null(in);
	assert_non_null(seen);
	play(in, seen, false);
	fclose(in);
	fclose(seen);
	if (getenv("UPDATE") && strcmp(want, got) != 0) {
		FILE *out = fopen(path, "w");

		assert_non_null(out);
		fputs(got, out);
		fclose(out);
	} else {
		compare(path, want, got);
	}
	free(want);
	free(got);
}

/* What tells a person of these localities apart: names, numbers, days of birth, homes, phones. */
static const char *const TELLING[] = {"Okafor", "OKAFOR", "Grace", "Ngozi", "Odegard", "Nunez", "999 000",
	"9990000", "Jul 1943", "1943-07", "0113 496 1111", "Warren", "Pearson", "Peggy", "\u9673", "\u5927\u6587"};

static void no_view_tells_who_it_is_with_mask(void **state)
{
	const char *path = *state;
	char *got = NULL;
	size_t size = 0;
	FILE *in = fopen(path, "r"), *seen = open_memstream(&got, &size);

	assert_non_null(in);
	assert_non_null(seen);
	play(in, seen, true);
	fclose(in);
	fclose(seen);
	for (char *line = strtok(got, "\n"); line; line = strtok(NULL, "\n"))
		for (size_t i = 0; *line == '|' && i < sizeof TELLING / sizeof *TELLING; i++)
			if (strstr(line, TELLING[i]))
				fail_msg("%s: %s", path, line);
	free(got);
}

static int is_case(const struct dirent *d)
{
	size_t length = strlen(d->d_name);

	return length > 7 && strcmp(d->d_name + length - 7, ".screen") == 0;
}

int main(void)
{
	static struct CMUnitTest tests[2 * CASES_MOST];
	static char path[CASES_MOST][512], name[CASES_MOST][256];
	size_t all;
	struct dirent **entry;
	int n = scandir("tests/screens", &entry, is_case, alphasort);
	const char *build = getenv("BUILD");
	char here[2048];

	snprintf(program, sizeof program, "%s/throughline", build ? build : "build");
	if (getcwd(here, sizeof here))
		setenv("HOME", here, 1); /* folders are told from here on */

	if (n < 1 || n > CASES_MOST) {
		fputs("screens_test: run it at the root of the project\n", stderr);
		return 1;
	}
	for (int i = 0; i < n; i++) {
		snprintf(path[i], sizeof path[i], "tests/screens/%s", entry[i]->d_name);
		snprintf(
			name[i], sizeof name[i], "%.*s", (int)(strlen(entry[i]->d_name) - 7), entry[i]->d_name);
		tests[i] = (struct CMUnitTest){
			.name = name[i], .test_func = screen_is_as_written, .initial_state = path[i]};
		free(entry[i]);
	}
	free(entry);
	all = (size_t)n;
	for (int i = 0; i < n; i++)
		tests[all++] = (struct CMUnitTest){.name = name[i], .test_func = no_view_tells_who_it_is_with_mask,
				.initial_state = path[i]};
	if (getenv("ONLY"))
		cmocka_set_test_filter(getenv("ONLY")); /* as asked*, to look at a few */
	return _cmocka_run_group_tests("screens", tests, all, NULL, NULL);
}
