/* A journey of two thousand events is as quick as one of ten: what is drawn is what can be
 * seen, and what is worked out is worked out once per change. */
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
#include "input.h"
#include "ingest.h"
#include "screens/journey_tab.h"
#include "folder.h"

enum { ROWS = 24, COLS = 80 };

/* A canvas that only counts what is put on it. */
static size_t puts_n;
static void counts_begin(struct canvas *c) { (void)c; puts_n = 0; }
static void counts_put(struct canvas *c, int y, int x, enum look look, const char *text, size_t bytes, int cells)
{
	(void)c; (void)y; (void)x; (void)look; (void)text; (void)bytes; (void)cells;
	puts_n++;
}
static void counts_end(struct canvas *c) { (void)c; }
static const struct canvas_ops COUNTS = {counts_begin, counts_put, counts_end, counts_end};

struct place {
	char dir[64], store[96];
	struct session *session;
	struct canvas canvas;
	struct app app;
	struct person *person[3];
	struct arena *arena;
	struct journey_tab tab;
};

static void must(enum status st, const struct err *e)
{
	if (st != ST_OK)
		fail_msg("%s", e->text);
}

static FILE *file(const struct place *p, const char *name, const char *header)
{
	char path[160];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", p->dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(header, f);
	return f;
}

/* Few has ten events, Many two thousand, of eight agencies; every seventh asks about needs.
 * Far has one of seven weeks ago, and one of a day that nobody means. */
static void files_write(const struct place *p)
{
	FILE *agencies = file(p, "agencies.csv", "code,name,sector\n");
	FILE *people = file(p, "people.csv", "agency,local_id,family_name,given_name,date_of_birth,nhs_number,nhs_number_status\n");
	FILE *events = file(p, "events.csv", "agency,source_ref,local_id,kind,starts_on,title,instrument\n");

	for (int a = 0; a < 8; a++) {
		fprintf(agencies, "AG%d,Agency %d,nhs\n", a, a);
		fprintf(people, "AG%d,few,Few,Fay,1950-01-01,9990000018,01\nAG%d,many,Many,May,1960-01-01,9990000026,01\n", a, a);
	}
	for (int i = 0; i < 2010; i++) {
		char day[11];

		civil_iso(civil_day(2025, 11, 20) - (i < 2000 ? i : (i - 2000) * 30), day);
		fprintf(events, "AG%d,%d,%s,%s,%s,What happened,%s\n", i * 5 % 8, i, i < 2000 ? "many" : "few",
			i % 7 ? "contact" : "assessment", day, i % 7 ? "" : "CA-NEEDS");
	}
	fputs("AG0,far,Far,Ann,1970-01-01,,\n", people);
	fputs("AG0,f1,far,contact,2025-10-01,What happened,\nAG0,f2,far,contact,9999-12-31,No such day is meant,\n", events);
	fclose(agencies);
	fclose(people);
	fclose(events);
}

static int place_open(void **state)
{
	static struct place p = {.dir = "/tmp/throughline-journey-XXXXXX"};
	static const char *const WHO[] = {"AG0:few", "AG0:many", "AG0:far"};
	const char *path = p.dir;
	const struct ingest_options what = {.paths = &path, .path_n = 1};
	struct ingest_report report;
	struct err e = {0};

	assert_non_null(mkdtemp(p.dir));
	snprintf(p.store, sizeof p.store, "%s/case.db", p.dir);
	const struct session_options how = {.store = p.store, .worker = "j.obi", .today = civil_day(2025, 11, 21), .make = true};
	files_write(&p);
	p.arena = arena_new();
	must(session_open(&p.session, &how, &e), &e);
	must(ingest_run(p.session, &what, p.arena, &report, &e), &e);
	p.canvas = (struct canvas){.ops = &COUNTS, .rows = ROWS, .cols = COLS};
	p.app = (struct app){.session = p.session, .canvas = &p.canvas};
	for (int i = 0; i < 3; i++) {
		int64_t id;
		char **fits;
		size_t n;

		must(person_resolve(p.session, WHO[i], &id, p.arena, &fits, &n, &e), &e);
		must(person_open(p.session, id, p.arena, &p.person[i], &e), &e);
	}
	*state = &p;
	return 0;
}

static int place_close(void **state)
{
	struct place *p = *state;

	session_close(p->session);
	arena_free(p->arena);
	folder_remove(p->dir);
	return 0;
}

static void tab_open(struct place *p, int who)
{
	struct err e = {0};

	journey_tab_init(&p->tab, &p->app);
	must(journey_tab_fill(&p->tab, p->person[who], 0, &e), &e);
}

static size_t draw(struct place *p)
{
	canvas_begin(&p->canvas);
	journey_tab_draw(&p->tab, &p->canvas, (struct area){0, 0, ROWS, COLS});
	canvas_end(&p->canvas);
	return puts_n;
}

static void what_is_drawn_is_what_can_be_seen(void **state)
{
	struct place *p = *state;
	size_t drawn[2];

	for (int i = 0; i < 2; i++) {
		tab_open(p, i);
		assert_int_equal(p->person[i]->row_n, i ? 2000 : 10);
		drawn[i] = draw(p);
		journey_tab_done(&p->tab);
	}
	assert_true(drawn[1] < drawn[0] * 2);
}

static void moving_the_cursor_works_no_lane_out_anew(void **state)
{
	struct place *p = *state;
	const struct journey_line *line;
	size_t filled;

	tab_open(p, 1);
	draw(p);
	filled = p->tab.lanes.filled;
	line = p->tab.line;
	assert_int_equal(filled, 8);
	for (int i = 0; i < 20; i++) {
		list_act(&p->tab.list, ACT_DOWN);
		journey_tab_moved(&p->tab);
		draw(p);
	}
	for (int i = 0; i < 5; i++) {
		journey_tab_act(&p->tab, &p->app, ACT_LEFT);
		draw(p);
	}
	assert_int_equal(p->tab.lanes.filled, filled);
	assert_ptr_equal(p->tab.line, line);
	journey_tab_act(&p->tab, &p->app, ACT_ZOOM_OUT);
	draw(p);
	draw(p);
	assert_int_equal(p->tab.lanes.filled, 2 * filled);
	assert_ptr_equal(p->tab.line, line);
	journey_tab_done(&p->tab);
}

static void a_filter_works_out_lines_and_lanes_once_per_key(void **state)
{
	struct place *p = *state;
	const struct journey_line *line;
	size_t filled;

	tab_open(p, 1);
	draw(p);
	list_type(&p->tab.list, 'a');
	draw(p);
	filled = p->tab.lanes.filled;
	line = p->tab.line;
	draw(p);
	assert_int_equal(p->tab.lanes.filled, filled);
	assert_ptr_equal(p->tab.line, line);
	for (const char *c = "ssessment"; *c; c++)
		list_type(&p->tab.list, (unsigned char)*c);
	draw(p);
	assert_int_equal(p->tab.row_n, 286);
	assert_true(p->tab.lanes.filled <= filled + 8);
	list_type(&p->tab.list, K_ESC);
	draw(p);
	assert_int_equal(p->tab.row_n, 2000);
	journey_tab_done(&p->tab);
}

static void the_cursor_and_the_mark_are_one(void **state)
{
	struct place *p = *state;

	tab_open(p, 0);
	draw(p);
	list_act(&p->tab.list, ACT_LAST);
	draw(p);
	assert_int_equal(p->tab.lanes.at, moment_of(journey_tab_row(&p->tab)->event.start));
	journey_tab_go(&p->tab, &p->app, "20 Nov");
	draw(p);
	assert_ptr_equal(journey_tab_row(&p->tab), &p->person[0]->row[0]);
	journey_tab_done(&p->tab);
}

static void it_begins_at_what_is_next_but_not_at_a_day_that_nobody_means(void **state)
{
	struct place *p = *state;

	tab_open(p, 2);
	assert_string_equal(journey_tab_row(&p->tab)->event.source_ref, "f1");
	journey_tab_done(&p->tab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_drawn_is_what_can_be_seen),
		cmocka_unit_test(moving_the_cursor_works_no_lane_out_anew),
		cmocka_unit_test(a_filter_works_out_lines_and_lanes_once_per_key),
		cmocka_unit_test(the_cursor_and_the_mark_are_one),
		cmocka_unit_test(it_begins_at_what_is_next_but_not_at_a_day_that_nobody_means),
	};

	return cmocka_run_group_tests(tests, place_open, place_close);
}
