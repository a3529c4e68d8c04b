/*
 * any_keys_test.c - whatever is typed in whatever window: nothing breaks, the
 * cursor stays where the eye is, nothing unsafe reaches a cell.
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
#include "screens/swimlane.h"
#include "widgets/page.h"
#include "folder.h"

struct place {
	char dir[64], store[96];
	struct session *session;
};

static void must(enum status st, const struct err *e)
{
	if (st != ST_OK)
		fail_msg("%s", e->text);
}

static int place_open(void **state)
{
	static struct place p = {.dir = "/tmp/throughline-keys-XXXXXX"};
	const char *const paths[] = {"tests/data/small"};
	const struct ingest_options what = {.paths = paths, .path_n = 1};
	struct arena *a = arena_new();
	struct ingest_report report;
	struct err e = {0};

	assert_non_null(mkdtemp(p.dir));
	snprintf(p.store, sizeof p.store, "%s/case.db", p.dir);
	const struct session_options how = {
		.store = p.store, .worker = "j.obi", .today = civil_day(2025, 11, 21), .make = true};
	must(session_open(&p.session, &how, &e), &e);
	must(ingest_run(p.session, &what, a, &report, &e), &e);
	arena_free(a);
	*state = &p;
	return 0;
}

static int place_close(void **state)
{
	struct place *p = *state;

	session_close(p->session);
	return folder_remove(p->dir);
}

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Any key but those that leave the program. */
static uint32_t any_key(uint32_t *seed)
{
	/* 18 and 21 are Ctrl-R and Ctrl-U; the last few are letters of other scripts. */
	static const uint32_t KEYS[] = {
		K_UP, K_DOWN, K_DOWN, K_LEFT, K_RIGHT, K_PGUP, K_PGDN, K_HOME, K_END, K_DELETE, K_BACKTAB, K_F1, K_TAB,
		K_ENTER, K_ENTER, K_ENTER, K_BACKSPACE, K_SPACE, '/', ':', '?', '1', '2', '3', '5', '5', 'h', 'l', 'r',
		'A', 'J', 'K', 'O', 'S', 'o', 'e', 'W', 'u', 18, 21, '[', ']', '+', '-', 's', 'z', 'n', 'N', 'g', 'G',
		'j', 'k', 0x5c71, 0xf8, 0x301, 'o', 'a', 'e',
	};

	return KEYS[next(seed) % (sizeof KEYS / sizeof *KEYS)];
}

static void screen_is_safe(struct canvas *c)
{
	for (int y = 0; y < c->rows; y++)
		for (const char *p = canvas_grid_row(c, y); *p; p++) {
			unsigned char byte = (unsigned char)*p;

			if (byte < 0x20 || byte == 0x7f || (c->ascii && byte >= 0x80))
				fail_msg("row %d holds byte %02x", y, byte);
		}
	assert_true(c->focus_y >= 0 && c->focus_y < c->rows && c->focus_x >= 0 && c->focus_x < c->cols);
}

/* In a list the cursor rests on the row with the marker, unless a long message lies over it. */
static void cursor_is_on_the_marker(const struct app *app, struct canvas *c)
{
	const struct screen *s = nav_top(&app->nav);
	const struct list *list = app_list(app);
	size_t row;

	if (app->mode != APP_VERBS || s->is_typing || !list || list->is_typing ||
		!list_selected(list, &row) || c->rows < APP_MIN_ROWS || c->cols < APP_MIN_COLS ||
		(int)strlen(app->message) > c->cols - 2)
		return;
	if (canvas_grid_row(c, c->focus_y)[0] != '>')
		fail_msg("%s: the cursor is on row %d: %s", s->class->name, c->focus_y,
			canvas_grid_row(c, c->focus_y));
}

static void play(struct place *p, uint32_t seed, bool ascii, int keys)
{
	static const struct {
		int rows, cols;
	} SIZES[] = {{24, 80}, {12, 40}, {40, 120}, {50, 200}, {9, 30}, {13, 59}, {1, 1}};
	struct canvas *c = canvas_grid_new(24, 80, ascii);
	struct err e = {0};
	struct app app;

	must(app_open(&app, p->session, c, false, &e), &e);
	for (int i = 0; i < keys; i++) {
		if (next(&seed) % 50 == 0) {
			size_t to = next(&seed) % (sizeof SIZES / sizeof *SIZES);

			assert_true(canvas_grid_resize(c, SIZES[to].rows, SIZES[to].cols));
		}
		if (next(&seed) % 40 == 0)
			app_refresh(&app);
		app_hold(&app, next(&seed) % 4 == 0);
		app_key(&app, any_key(&seed));
		app_hold(&app, false);
		if (app_is_counting(&app))
			app_tick(&app, 0);
		app_draw(&app);
		screen_is_safe(c);
		cursor_is_on_the_marker(&app, c);
	}
	app_done(&app);
	canvas_close(c);
}

static void any_keys_in_any_window_break_nothing(void **state)
{
	for (uint32_t seed = 1; seed <= 8; seed++)
		play(*state, seed, false, 1000);
}

static void any_keys_without_utf8_draw_ascii_only(void **state)
{
	play(*state, 77, true, 1000);
}

static const char HOSTILE[] = "\033[2J\033]0;owned\007 a\xc2\x9b"
	"31mb \xe2\x80\xae"
		"cba \xff\xfe d\x01\x7f\xf3\xa0\x81\x81";

/* The lane of one agency, for one row of events, from September to the end of November. */
static struct swimlane lane_made(struct journey_row *row, size_t n, int64_t agency, const char *name)
{
	static const struct journey_row *rows[8];
	static struct lane lane;
	struct swimlane s;

	for (size_t i = 0; i < n; i++)
		rows[i] = &row[i];
	lane = (struct lane){.agency = agency, .name = name, .row = rows, .row_n = n};
	swimlane_init(&s);
	s.lane = &lane;
	s.lane_n = 1;
	s.today = civil_day(2025, 11, 21);
	s.at = moment_of((struct civil){s.today, CIVIL_NO_TIME});
	s.scale = (struct timescale){.first = civil_day(2025, 9, 1), .span = 5, .cells = 34};
	s.is_zoomed = s.is_placed = true;
	assert_true(swimlane_forget(&s));
	return s;
}

static void hostile_names_in_lanes_are_made_safe(void **state)
{
	struct journey_row row[] = {
		{.event = {.id = 1,
			 .agency = 1,
			 .kind = EV_ASSESSMENT,
			 .status = ES_COMPLETED,
			 .start = {20400, 0},
			 .end = CIVIL_ABSENT}},
	};
	struct swimlane s = lane_made(row, 1, 1, HOSTILE);
	struct canvas *c = canvas_grid_new(24, 80, false);

	(void)state;
	canvas_begin(c);
	swimlane_draw(&s, c, (struct area){0, 0, 4, 80});
	screen_is_safe(c);
	assert_non_null(strstr(canvas_grid_row(c, 1), "A"));
	canvas_close(c);
	swimlane_done(&s);
}

static void hostile_text_in_a_page_and_a_field_is_made_safe(void **state)
{
	static char many[10001];
	struct canvas *c = canvas_grid_new(24, 80, false);
	struct page page = {0};
	struct prompt prompt = {0};

	(void)state;
	memset(many, 0xcc, sizeof many - 1);
	page_add(&page, LOOK_PLAIN, HOSTILE, HOSTILE);
	page_add(&page, LOOK_PLAIN, "Name", many);
	prompt_set(&prompt, HOSTILE);
	canvas_begin(c);
	page_draw(&page, c, (struct area){0, 0, 20, 80});
	prompt_draw(&prompt, c, 22, 0, 80, HOSTILE);
	screen_is_safe(c);
	assert_null(strstr(canvas_grid_row(c, 0), "\xe2\x80\xae"));
	page_done(&page);
	canvas_close(c);
}

static void lane_is(struct journey_row *row, size_t n, int64_t agency, const char *expected)
{
	struct swimlane s = lane_made(row, n, agency, "Lane");
	struct canvas *c = canvas_grid_new(4, 44, true);

	canvas_begin(c);
	swimlane_draw(&s, c, (struct area){0, 0, 3, 44});
	assert_string_equal(canvas_grid_row(c, 1), expected);
	canvas_close(c);
	swimlane_done(&s);
}

#define DAY(month, day) {civil_day(2025, month, day), CIVIL_NO_TIME}

static void a_stay_fills_its_nights_and_what_is_planned_is_small(void **state)
{
	struct journey_row row[] = {
		{.event = {.id = 3,
			 .agency = 1,
			 .kind = EV_ASSESSMENT,
			 .status = ES_PLANNED,
			 .start = DAY(12, 1),
			 .end = CIVIL_ABSENT}},
		{.event = {.id = 2,
			 .agency = 1,
			 .kind = EV_DISCHARGE,
			 .status = ES_COMPLETED,
			 .start = DAY(10, 20),
			 .end = CIVIL_ABSENT}},
		{.event = {.id = 1,
			 .agency = 1,
			 .kind = EV_ADMISSION,
			 .status = ES_COMPLETED,
			 .start = DAY(10, 1),
			 .end = DAY(10, 20)}},
	};

	(void)state;
	lane_is(row, 3, 1, " Lane                HHHHHHHD          |   a");
}

static void support_goes_on_until_today_and_a_finding_is_marked(void **state)
{
	const struct finding found = {.event = 2};
	struct journey_row row[] = {
		{.event = {.id = 2,
			 .agency = 1,
			 .kind = EV_ASSESSMENT,
			 .status = ES_COMPLETED,
			 .start = DAY(9, 10),
			 .end = CIVIL_ABSENT},
			.finding = &found},
		{.event = {.id = 1,
			 .agency = 1,
			 .kind = EV_SERVICE,
			 .status = ES_IN_PROGRESS,
			 .start = DAY(10, 1),
			 .end = CIVIL_ABSENT}},
	};

	(void)state;
	lane_is(row, 2, 1, " Lane        A=      S__________________");
}

static void a_referral_waits_in_the_lane_of_whom_it_went_to(void **state)
{
	struct journey_row row[] = {
		{.event = {.id = 1,
			 .agency = 1,
			 .kind = EV_REQUEST,
			 .status = ES_PLANNED,
			 .to_agency = "TWO",
			 .start = DAY(10, 1),
			 .end = CIVIL_ABSENT},
			.waiting = 51,
			.is_overdue = true},
	};

	(void)state;
	lane_is(row, 1, 2, " Lane                r51d!--------------");
	lane_is(row, 1, 1, " Lane                R                 |");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_keys_in_any_window_break_nothing),
		cmocka_unit_test(any_keys_without_utf8_draw_ascii_only),
		cmocka_unit_test(hostile_names_in_lanes_are_made_safe),
		cmocka_unit_test(hostile_text_in_a_page_and_a_field_is_made_safe),
		cmocka_unit_test(a_stay_fills_its_nights_and_what_is_planned_is_small),
		cmocka_unit_test(support_goes_on_until_today_and_a_finding_is_marked),
		cmocka_unit_test(a_referral_waits_in_the_lane_of_whom_it_went_to),
	};

	return cmocka_run_group_tests(tests, place_open, place_close);
}
