/*
 * every_key_test.c - no key is met with silence: on every screen each verb does
 * something that is seen, or one sentence says why it cannot be done.
 */
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
#include "asked.h"
#include "canvas_grid.h"
#include "ingest.h"
#include "lists.h"
#include "folder.h"

enum { ROWS = 24, COLS = 80, SCREEN_ROOM = ROWS * (COLS * 4 + 1) };

struct place {
	char dir[64], store[96];
	struct session *session;
	struct canvas *canvas;
	struct app app;
};

static char program[256];

static void must(enum status st, const struct err *e)
{
	if (st != ST_OK)
		fail_msg("%s", e->text);
}

static void place_open(struct place *p, const char *data)
{
	const char *const paths[] = {data, "tests/data/services/services.json"};
	const struct ingest_options what = {.paths = paths, .path_n = 1}, services = {.paths = paths + 1, .path_n = 1};
	struct arena *a = arena_new();
	struct ingest_report report;
	struct err e = {0};

	*p = (struct place){.dir = "/tmp/throughline-every-XXXXXX"};
	assert_non_null(mkdtemp(p->dir));
	snprintf(p->store, sizeof p->store, "%s/case.db", p->dir);
	const struct session_options how = {
		.store = p->store, .worker = "j.obi", .today = civil_day(2025, 11, 21), .make = true};
	must(session_open(&p->session, &how, &e), &e);
	if (data) {
		must(ingest_run(p->session, &what, a, &report, &e), &e);
		must(ingest_run(p->session, &services, a, &report, &e), &e);
	}
	arena_free(a);
	p->canvas = canvas_grid_new(ROWS, COLS, false);
}

static void place_close(struct place *p)
{
	canvas_close(p->canvas);
	session_close(p->session);
	folder_remove(p->dir);
}

static void key(struct place *p, uint32_t k)
{
	app_key(&p->app, k);
	while (app_is_counting(&p->app))
		app_tick(&p->app, 0);
	app_draw(&p->app);
}

/* What runs beside goes by the real clock: its end is waited for. */
static void wait_for_end(struct place *p)
{
	const struct timespec pause = {.tv_nsec = 20000000};

	while (p->app.taking.job.state == JOB_RUNNING) {
		app_tick(&p->app, 0);
		nanosleep(&pause, NULL);
	}
	app_draw(&p->app);
}

static void keys(struct place *p, const char *names)
{
	while (*names) {
		size_t length = strcspn(names, " ");

		if (strncmp(names, "text:", 5) == 0)
			for (size_t i = 5; i < length; i++)
				key(p, (unsigned char)names[i]);
		else if (strncmp(names, "wait", 4) == 0)
			wait_for_end(p);
		else
			key(p, key_parse(names, length));
		names += length;
		names += strspn(names, " ");
	}
}

/* All that is on the screen, and where the cursor rests. */
static void screen_read(const struct place *p, char out[static SCREEN_ROOM])
{
	size_t at = 0;

	for (int y = 0; y < ROWS; y++)
		at += (size_t)snprintf(out + at, SCREEN_ROOM - at, "%s\n", canvas_grid_row(p->canvas, y));
	snprintf(out + at, SCREEN_ROOM - at, "%d %d", p->canvas->focus_y, p->canvas->focus_x);
}

/* One sentence: it begins with a capital letter or a key, and ends. */
static void is_a_sentence(const char *screen, const struct verb *v, const char *text)
{
	size_t n = strlen(text);

	if (n && !strchr(".?:", text[n - 1]))
		fail_msg("%s: \"%s\" (%s) says no whole sentence: %s", screen, v->word, v->keys, text);
}

static int silence;

static void silent(const char *way, const struct verb *v)
{
	print_error("after \"%s\", \"%s\" (%s) is met with silence\n", way, v->word, v->keys);
	silence++;
}

/* What a key chose for the first view is not there for the next one. */
static void today_as_usual(struct place *p)
{
	static const char *const KEPT[] = {"today", "today.mine"};
	struct err e = {0};

	for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++)
		must(list_setting_keep(p->session, KEPT[i], "", &e), &e);
}

static void one_key(struct place *p, const char *way, size_t at)
{
	static char before[SCREEN_ROOM], after[SCREEN_ROOM];
	int64_t seq = session_change_seq(p->session);
	struct arena *a = arena_new();
	const struct screen *s;
	const struct verb *v;
	struct undone what;
	struct err e = {0};

	today_as_usual(p);
	must(app_open(&p->app, p->session, p->canvas, false, &e), &e);
	p->app.program = program;
	app_draw(&p->app);
	keys(p, way);
	p->app.message[0] = '\0';
	app_draw(&p->app);
	s = nav_top(&p->app.nav);
	v = verb_at(s->class->verbs(s), at, NULL);
	screen_read(p, before);
	key(p, key_parse(v->keys, strcspn(v->keys, " ")));
	screen_read(p, after);
	if (!p->app.quit && !p->app.suspend && !p->app.repaint && strcmp(before, after) == 0)
		silent(way, v);
	is_a_sentence(way, v, p->app.message);
	app_done(&p->app);
	if (session_change_seq(p->session) != seq)
		(void)decision_undo(p->session, a, &what, &e);
	arena_free(a);
}

/* Every verb of the screen that these keys lead to. */
static void every_key(struct place *p, const char *way, const char *screen)
{
	const struct verb_set *set;
	const struct screen *s;
	struct err e = {0};
	size_t n = 0;

	today_as_usual(p);
	must(app_open(&p->app, p->session, p->canvas, false, &e), &e);
	p->app.program = program;
	app_draw(&p->app);
	keys(p, way);
	s = nav_top(&p->app.nav);
	set = s->class->verbs(s);
	assert_string_equal(set->name, screen);
	while (verb_at(set, n, NULL))
		n++;
	app_done(&p->app);
	for (size_t i = 0; i < n; i++)
		one_key(p, way, i);
}

struct where { const char *keys, *screen; };

static void everywhere(const char *data, const struct where *where, size_t n)
{
	struct place p;

	silence = 0;
	place_open(&p, data);
	for (size_t i = 0; i < n; i++)
		every_key(&p, where[i].keys, where[i].screen);
	place_close(&p);
	assert_int_equal(silence, 0);
}

#define EVERYWHERE(data, ...) everywhere(data, (const struct where[]){__VA_ARGS__}, \
	sizeof((const struct where[]){__VA_ARGS__}) / sizeof(struct where))

static void on_an_empty_store(void **state)
{
	(void)state;
	EVERYWHERE(NULL, {"", "Today"}, {"2", "People"}, {"3", "Asked again"}, {"4", "Links"}, {"5", "Board"},
		{"5 ]", "Who asks again"}, {"5 ] ]", "Board"}, {"5 ] ] ]", "Board"}, {"6", "Imports"}, {"6 ]", "Feeds"},
		{"w", "What is new"}, {"m", "Today"}, {"2 i", "People"});
}

static void on_the_numbered_views(void **state)
{
	(void)state;
	EVERYWHERE("tests/data/small", {"", "Today"}, {"G", "Today"}, {"a", "Today"}, {"/ text:zzz Enter", "Today"},
		{"w", "What is new"}, {"w t text:1/1/2025 Enter", "What is new"}, {"2", "People"}, {"2 i", "People"},
		{"2 / text:a Tab", "People"}, {"2 / text:a Tab a", "People"}, {"3 / text:zzz Enter", "Asked again"}, {"3", "Asked again"},
		{"3 G", "Asked again"}, {"3 Tab", "Asked again"}, {"3 Space", "Asked again"}, {"4", "Links"}, {"5", "Board"},
		{"5 Tab", "Board"}, {"5 ]", "Who asks again"}, {"5 ] G", "Who asks again"}, {"5 ] ]", "Board"}, {"5 ] ] ]", "Board"},
		{"6", "Imports"}, {"6 Enter", "Imports"},
		{"6 ]", "Feeds"});
}

static void on_a_person(void **state)
{
	(void)state;
	EVERYWHERE("tests/data/small", {"3 Enter", "Journey"}, {"3 Enter G", "Journey"}, {"3 Enter ]", "Known"}, {"3 Enter ] Enter", "Who knows"},
		{"3 Enter ] ]", "Asked again, one person"}, {"3 Enter ] ] ]", "Actions"}, {"3 Enter [", "Access"}, {"3 Enter [ [", "Records"},
		{"3 Enter [ [ Enter", "Records"}, {"3 Enter Enter", "One event"}, {"3 Enter G Enter", "One event"},
		{"3 Enter f", "Services"}, {"3 Enter f Enter", "One service"}, {"3 Enter [ [ S", "Separate"},
		{"3 Enter b", "Brief"}, {"3 Enter b G", "Brief"}, {"5 Enter", "Behind a figure"});
}

static void on_what_is_taken_in(void **state)
{
	(void)state;
	EVERYWHERE("tests/data/small", {"6 I text:~/tests/data/feeds/first/ Enter wait", "Taking in"},
		{"6 I text:~/tests/data/feeds/first/ Enter wait G", "Taking in"});
}

/* Letters are text there; the keys that do more are these. */
static void in_every_form(void **state)
{
	static const char *const FORMS[] = {"N", "C", "P", "T", "L", "] ] ] F"}, *const KEYS[] = {"Tab", "Shift-Tab", "Down", "Enter", "Esc"};
	struct place p;

	(void)state;
	silence = 0;
	place_open(&p, "tests/data/small");
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
		for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS; k++) {
			static char before[SCREEN_ROOM], after[SCREEN_ROOM];
			const struct verb as = {.word = KEYS[k], .keys = KEYS[k]};
			struct err e = {0};

			must(app_open(&p.app, p.session, p.canvas, false, &e), &e);
			keys(&p, "3 Enter");
			keys(&p, FORMS[i]);
			assert_string_equal(nav_top(&p.app.nav)->class->name, "Writing");
			screen_read(&p, before);
			keys(&p, KEYS[k]);
			screen_read(&p, after);
			if (strcmp(before, after) == 0)
				silent(FORMS[i], &as);
			is_a_sentence(FORMS[i], &as, p.app.message);
			app_done(&p.app);
		}
	place_close(&p);
	assert_int_equal(silence, 0);
}

/* A letter goes into the field that has the cursor, whatever it stands for elsewhere; where a
 * choice is to be made it looks for one, and says where there is none. */
static void letters_in_every_field(void **state)
{
	static const char *const FORMS[] = {"N", "C", "P", "T", "L", "] ] ] F"}, LETTERS[] = "f*LzqN?/: 1";
	static char before[SCREEN_ROOM], after[SCREEN_ROOM];
	struct place p;

	(void)state;
	silence = 0;
	place_open(&p, "tests/data/small");
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
		for (int tabs = 0; tabs < 4; tabs++) {
			struct err e = {0};

			must(app_open(&p.app, p.session, p.canvas, false, &e), &e);
			keys(&p, "3 Enter");
			keys(&p, FORMS[i]);
			for (int t = 0; t < tabs; t++)
				keys(&p, "Tab");
			for (const char *at = LETTERS; *at; at++) {
				const struct verb as = {.word = "letter", .keys = (const char[]){*at, '\0'}};

				screen_read(&p, before);
				key(&p, (unsigned char)*at);
				screen_read(&p, after);
				if (strcmp(before, after) == 0)
					silent(FORMS[i], &as);
				assert_string_equal(nav_top(&p.app.nav)->class->name, "Writing");
			}
			app_done(&p.app);
		}
	place_close(&p);
	assert_int_equal(silence, 0);
}

/* What is a verb on any screen is met with an answer on each of the others too. */
static void keys_of_other_screens(void **state)
{
	static const char *const WAYS[] = {"", "2", "3", "4", "5", "5 ]", "6", "6 ]", "w", "3 Enter", "3 Enter ]",
		"3 Enter ] ]", "3 Enter ] ] ]", "3 Enter [", "3 Enter [ [", "3 Enter Enter", "3 Enter b", "3 Enter f"};
	static char before[SCREEN_ROOM], after[SCREEN_ROOM];
	struct place p;

	(void)state;
	silence = 0;
	place_open(&p, "tests/data/small");
	for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++)
		for (uint32_t k = '!'; k <= '~'; k++) {
			const struct verb as = {.word = "key", .keys = (const char[]){(char)k, '\0'}};
			struct err e = {0};

			must(app_open(&p.app, p.session, p.canvas, false, &e), &e);
			app_draw(&p.app);
			keys(&p, WAYS[i]);
			p.app.message[0] = '\0';
			app_draw(&p.app);
			if (!verb_of_key(nav_top(&p.app.nav)->class->verbs(nav_top(&p.app.nav)), k)) {
				screen_read(&p, before);
				key(&p, k);
				screen_read(&p, after);
				if (strcmp(before, after) == 0)
					silent(WAYS[i], &as);
			}
			app_done(&p.app);
		}
	place_close(&p);
	assert_int_equal(silence, 0);
}

static void on_pairs_of_records(void **state)
{
	(void)state;
	EVERYWHERE("tests/data/pairs", {"4", "Links"}, {"4 Tab", "Links"}, {"4 G", "Links"});
}

int main(void)
{
	const char *build = getenv("BUILD");
	char here[2048];
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_an_empty_store),
		cmocka_unit_test(on_the_numbered_views),
		cmocka_unit_test(on_a_person),
		cmocka_unit_test(on_pairs_of_records),
		cmocka_unit_test(on_what_is_taken_in),
		cmocka_unit_test(in_every_form),
		cmocka_unit_test(letters_in_every_field),
		cmocka_unit_test(keys_of_other_screens),
	};

	snprintf(program, sizeof program, "%s/throughline", build ? build : "build");
	if (getcwd(here, sizeof here))
		setenv("HOME", here, 1); /* files are chosen from here on */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
