/*
 * two_workers_test.c - two dashboards on one store: neither writes over the
 * other, and a key meant for a line that has gone decides nothing else.
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

#include "access.h"
#include "app.h"
#include "asked.h"
#include "canvas_grid.h"
#include "ingest.h"
#include "linkage.h"
#include "screens/person_head.h"
#include "writing.h"
#include "folder.h"

struct desk { struct session *session; struct canvas *canvas; struct app app; };
struct office { char dir[64], store[96]; struct desk ours, theirs; };

static void must(enum status st, const struct err *e)
{
	if (st != ST_OK)
		fail_msg("%s", e->text);
}

static void desk_open(struct desk *d, const char *store, const char *worker)
{
	const struct session_options how = {
		.store = store, .worker = worker, .today = civil_day(2025, 11, 21), .make = true};
	struct err e = {0};

	must(session_open(&d->session, &how, &e), &e);
	d->canvas = canvas_grid_new(24, 80, false);
}

static void queue_open(struct desk *d)
{
	struct err e = {0};

	must(app_open(&d->app, d->session, d->canvas, false, &e), &e);
	app_key(&d->app, '3');
	app_draw(&d->app);
}

static void desk_close(struct desk *d)
{
	app_done(&d->app);
	canvas_close(d->canvas);
	session_close(d->session);
}

static int office_make(void **state, const char *data)
{
	struct office *o = calloc(1, sizeof *o);
	const char *const paths[] = {data};
	const struct ingest_options what = {.paths = paths, .path_n = 1};
	struct arena *a = arena_new();
	struct ingest_report report;
	struct err e = {0};

	assert_non_null(o);
	snprintf(o->dir, sizeof o->dir, "/tmp/throughline-office-XXXXXX");
	assert_non_null(mkdtemp(o->dir));
	snprintf(o->store, sizeof o->store, "%s/case.db", o->dir);
	desk_open(&o->ours, o->store, "j.obi");
	must(ingest_run(o->ours.session, &what, a, &report, &e), &e);
	arena_free(a);
	desk_open(&o->theirs, o->store, "m.lind");
	queue_open(&o->ours);
	queue_open(&o->theirs);
	*state = o;
	return 0;
}

static int office_open(void **state)
{
	return office_make(state, "tests/data/small");
}

static int pairs_open(void **state)
{
	return office_make(state, "tests/data/pairs");
}

static int office_close(void **state)
{
	struct office *o = *state;

	desk_close(&o->ours);
	desk_close(&o->theirs);
	folder_remove(o->dir);
	free(o);
	return 0;
}

static int64_t count(struct desk *d, enum verdict state)
{
	const struct asked_query query = {.stage = -1, .state = (int)state};
	struct err e = {0};
	int64_t n = 0;

	must(asked_count(d->session, &query, &n, &e), &e);
	return n;
}

static void keys(struct desk *d, const char *typed)
{
	for (; *typed; typed++)
		app_key(&d->app, *typed == '\n' ? K_ENTER : (unsigned char)*typed);
	app_draw(&d->app);
}

/* As the loop does four times a second. */
static void look(struct desk *d)
{
	if (session_has_changed(d->session))
		app_others(&d->app);
	app_draw(&d->app);
}

static bool is_on_screen(struct desk *d, const char *text)
{
	app_draw(&d->app);
	for (int y = 0; y < d->canvas->rows; y++)
		if (strstr(canvas_grid_row(d->canvas, y), text))
			return true;
	return false;
}

static void shows(struct desk *d, const char *text)
{
	if (is_on_screen(d, text))
		return;
	for (int y = 0; y < d->canvas->rows; y++)
		print_error("%s\n", canvas_grid_row(d->canvas, y));
	fail_msg("not on the screen: %s", text);
}

/* What the other one did, however long ago by the clock. */
static void tells(struct desk *d, const char *what)
{
	const char *ago = NULL;

	app_draw(&d->app);
	for (int y = 0; y < d->canvas->rows; y++) {
		const char *row = canvas_grid_row(d->canvas, y);

		if (strncmp(row, " ! m.lind ", 10) == 0 && (ago = strstr(row, ": ")))
			break;
	}
	if (!ago || strncmp(ago + 2, what, strlen(what)) != 0)
		fail_msg("told: %s, not: %s", ago ? ago : "nothing", what);
}

static void hides(struct desk *d, const char *text)
{
	assert_false(is_on_screen(d, text));
}

static struct list *list_of(struct desk *d)
{
	struct screen *s = nav_top(&d->app.nav);

	return s->class->list(s);
}

static int64_t person_at(struct desk *d)
{
	int64_t person = 0, record;
	struct err e = {0};

	must(asked_whose(d->session, list_id(list_of(d)) / FK_COUNT, &person, &record, &e), &e);
	return person;
}

static int64_t person_of(struct desk *d, const char *address)
{
	struct arena *a = arena_new();
	struct err e = {0};
	int64_t person = 0;
	char **fits;
	size_t n;

	must(person_resolve(d->session, address, &person, a, &fits, &n, &e), &e);
	arena_free(a);
	return person;
}

static void a_decision_made_meanwhile_is_shown_and_not_written_over(void **state)
{
	struct office *o = *state;

	keys(&o->ours, "J"); /* asks for the reason … */
	app_key(&o->theirs.app, 'A'); /* … while she decides the same */
	assert_int_equal(count(&o->ours, VD_AVOIDABLE), 1);
	keys(&o->ours, "\n");
	assert_int_equal(count(&o->ours, VD_JUSTIFIED), 0);
	assert_int_equal(count(&o->ours, VD_AVOIDABLE), 1);
	tells(&o->ours, "avoidable on ");
	shows(&o->ours, "Not recorded. Enter: justified (change in need) after theirs; Esc leaves theirs");
	app_key(&o->ours.app, K_ESC);
	assert_int_equal(count(&o->ours, VD_JUSTIFIED), 0);
	hides(&o->ours, "! m.lind");
}

static void a_decision_made_meanwhile_is_decided_over_when_that_is_meant(void **state)
{
	struct office *o = *state;

	keys(&o->ours, "J");
	app_key(&o->theirs.app, 'A');
	keys(&o->ours, "\n\n");
	assert_int_equal(count(&o->ours, VD_JUSTIFIED), 1);
	assert_int_equal(count(&o->ours, VD_AVOIDABLE), 0);
}

/* What is typed stays, what is beneath does not move, and what has happened is read above it. */
static void what_changes_under_a_question_is_told_above_it(void **state)
{
	struct office *o = *state;

	keys(&o->ours, "K");
	shows(&o->ours, "Reply by: 28 Nov 2025");
	app_key(&o->theirs.app, 'A');
	look(&o->ours);
	tells(&o->ours, "avoidable on ");
	shows(&o->ours, "Reply by: 28 Nov 2025");
	keys(&o->ours, "\n");
	assert_int_equal(count(&o->ours, VD_ASKED), 0);
	keys(&o->ours, "\n");
	assert_int_equal(count(&o->ours, VD_ASKED), 1);
}

/* The list waits for the question; then it is as the others left it. */
static void what_others_did_under_a_question_is_there_when_it_is_left(void **state)
{
	struct office *o = *state;
	size_t before = list_rows(list_of(&o->ours));

	keys(&o->ours, "J");
	app_key(&o->theirs.app, 'j');
	app_key(&o->theirs.app, 'A');
	look(&o->ours);
	assert_int_equal(list_rows(list_of(&o->ours)), before);
	app_key(&o->ours.app, K_ESC);
	assert_int_equal(list_rows(list_of(&o->ours)), before - 1);
}

static void what_is_written_meanwhile_is_told_above_a_form(void **state)
{
	struct office *o = *state;
	int64_t grace = person_of(&o->ours, "GP:G1");
	const struct writing fall = {.kind = EV_CHANGE, .code = "fall", .person = grace, .agency = "GP"};
	struct arena *a = arena_new();
	struct written out;
	struct err e = {0};

	app_go(&o->ours.app, &SCREEN_PERSON, &(struct target){grace, 0});
	keys(&o->ours, "N");
	for (const char *p = "asked"; *p; p++)
		app_key(&o->ours.app, (unsigned char)*p);
	must(writing_put(o->theirs.session, &fall, a, &out, &e), &e);
	look(&o->ours);
	tells(&o->ours, "Change of circumstances written, for ");
	shows(&o->ours, "asked");
	app_key(&o->ours.app, K_ESC);
	look(&o->ours);
	hides(&o->ours, "! m.lind");
	arena_free(a);
}

static void a_refusal_recorded_meanwhile_stands_on_the_open_tab(void **state)
{
	struct office *o = *state;
	int64_t grace = person_of(&o->ours, "GP:G1");
	struct err e = {0};

	app_go(&o->ours.app, &SCREEN_PERSON, &(struct target){grace, TARGET_TAB(TAB_ACCESS)});
	hides(&o->ours, "Refusal");
	must(access_say(o->theirs.session, &(struct saying){.kind = SAID_REFUSED, .person = grace, .agency = "GP", .giver = "person",
		.how = "spoken"}, &e), &e);
	look(&o->ours);
	shows(&o->ours, "Refusal");
}

/* Somebody else's doing about somebody else is no news here. */
static void what_is_done_about_others_is_not_told(void **state)
{
	struct office *o = *state;

	keys(&o->ours, "J");
	while (person_at(&o->theirs) == person_at(&o->ours))
		app_key(&o->theirs.app, 'j');
	app_key(&o->theirs.app, 'A');
	look(&o->ours);
	hides(&o->ours, "! m.lind");
}

static void a_key_for_a_line_that_has_just_gone_decides_nothing(void **state)
{
	struct office *o = *state;

	app_key(&o->theirs.app, 'A');
	app_refresh(&o->ours.app);
	assert_non_null(strstr(o->ours.app.message, "has gone"));
	app_key(&o->ours.app, 'R');
	assert_int_equal(count(&o->ours, VD_REUSED), 0);
	app_key(&o->ours.app, 'R'); /* seen, and meant */
	assert_int_equal(count(&o->ours, VD_REUSED), 1);
	assert_int_equal(count(&o->ours, VD_AVOIDABLE), 1);
}

static void a_change_elsewhere_keeps_the_line_and_the_key(void **state)
{
	struct office *o = *state;

	app_key(&o->theirs.app, 'j');
	app_key(&o->theirs.app, 'A');
	app_refresh(&o->ours.app);
	assert_string_equal(o->ours.app.message, "");
	app_key(&o->ours.app, 'R');
	assert_int_equal(count(&o->ours, VD_REUSED), 1);
}

static void what_is_decided_of_many_is_previewed_and_leaves_what_others_decided(void **state)
{
	struct office *o = *state;
	struct app *app = &o->ours.app;
	int64_t open = count(&o->ours, VD_OPEN);

	app_key(app, 'a');
	assert_int_equal(nav_top(&app->nav)->class->list(nav_top(&app->nav))->marked.n, open);
	app_key(app, 'R');
	assert_int_equal(app->mode, APP_PREVIEW);
	assert_int_equal(preview_left(&app->preview), 0);
	app_key(&o->theirs.app, 'A'); /* while we look at what it would be */
	look(&o->ours);
	assert_int_equal(preview_left(&app->preview), 1);
	app_key(app, K_ENTER);
	assert_non_null(strstr(app->message, "1 left as it is, decided meanwhile"));
	assert_int_equal(count(&o->ours, VD_REUSED), open - 1);
	assert_int_equal(count(&o->ours, VD_AVOIDABLE), 1);
	app_key(app, 'u'); /* one stroke */
	assert_int_equal(count(&o->ours, VD_REUSED), 0);
	assert_int_equal(count(&o->ours, VD_AVOIDABLE), 1);
	assert_int_equal(count(&o->ours, VD_OPEN), open - 1);
}

static void a_marked_line_that_has_gone_is_told_of(void **state)
{
	struct office *o = *state;
	struct app *app = &o->ours.app;

	app_key(app, K_SPACE);
	app_key(app, K_SPACE);
	app_key(&o->theirs.app, 'A');
	app_refresh(app);
	assert_non_null(strstr(app->message, "1 marked line has gone"));
	app_key(app, 'R'); /* the other one alone */
	assert_int_equal(count(&o->ours, VD_REUSED), 1);
}

static void nobody_decides_over_all_that_others_decided(void **state)
{
	struct office *o = *state;
	struct app *app = &o->ours.app;
	int64_t open = count(&o->ours, VD_OPEN);

	app_key(app, 'a');
	app_key(app, 'R');
	app_key(&o->theirs.app, 'a');
	app_key(&o->theirs.app, 'A');
	app_key(&o->theirs.app, K_ENTER);
	app_key(app, K_ENTER);
	assert_true(app->message_is_error);
	assert_int_equal(count(&o->ours, VD_AVOIDABLE), open);
}

/* Whom I have open came together with an elder: their screen says who did that, and why. */
static void a_person_that_somebody_links_meanwhile_says_where_they_are_now(void **state)
{
	struct office *o = *state;
	int64_t grace = person_of(&o->ours, "GP:G1"), sian = person_of(&o->ours, "GP:G6");
	struct target younger = {grace > sian ? grace : sian, 0};
	struct arena *a = arena_new();
	struct link_preview preview;
	struct err e = {0};

	app_go(&o->ours.app, &SCREEN_PERSON, &younger);
	assert_string_equal(o->ours.app.message, "");
	must(link_records(o->theirs.session, "GP:G1", "GP:G6", "same daughter's phone", false, a,
		&preview, &e), &e);
	app_refresh(&o->ours.app);
	assert_non_null(strstr(o->ours.app.message, "This id was person "));
	assert_non_null(strstr(o->ours.app.message, "because m.lind linked GP:G1 and GP:G6"));
	assert_non_null(strstr(o->ours.app.message, "same daughter's phone"));
	app_key(&o->ours.app, 'r');
	assert_string_equal(o->ours.app.message, "Read anew."); /* once */
	app_key(&o->theirs.app, 'u');
	app_refresh(&o->ours.app);
	assert_null(strstr(o->ours.app.message, "This id was"));
	must(link_records(o->theirs.session, "GP:G1", "GP:G6", NULL, false, a, &preview, &e), &e);
	app_key(&o->ours.app, K_BACKSPACE);
	app_key(&o->ours.app, 'z');
	assert_non_null(strstr(o->ours.app.message, "This id was person "));
	arena_free(a);
}

/* A separation is of what was shown: a record that came to the person since is nowhere on it. */
static void a_separation_is_refused_when_the_person_has_changed_since(void **state)
{
	struct office *o = *state;
	int64_t grace = person_of(&o->ours, "GP:G1");
	struct arena *a = arena_new();
	struct link_preview preview;
	struct err e = {0};

	app_go(&o->ours.app, &SCREEN_PERSON, &(struct target){grace, 0});
	app_key(&o->ours.app, '[');
	app_key(&o->ours.app, '[');
	app_key(&o->ours.app, 'S');
	app_key(&o->ours.app, 'S');
	app_key(&o->ours.app, K_ENTER);
	must(link_records(o->theirs.session, "GP:G1", "GP:G6", NULL, false, a, &preview, &e), &e);
	app_key(&o->ours.app, K_ENTER);
	tells(&o->ours, "a record of GP and one of GP linked");
	shows(&o->ours, "Not separated yet, look again. Why: parent and child of one name");
	assert_int_equal(person_of(&o->ours, "AGE:V1"), person_of(&o->ours, "GP:G1"));
	app_key(&o->ours.app, K_ENTER); /* looked at again, and meant */
	app_key(&o->ours.app, K_ENTER);
	assert_int_not_equal(person_of(&o->ours, "AGE:V1"), person_of(&o->ours, "GP:G1"));
	arena_free(a);
}

static int64_t pairs_due(struct desk *d)
{
	struct err e = {0};
	int64_t n = 0;

	must(pair_queue_count(d->session, &n, &e), &e);
	return n;
}

/* How many links workers have made. */
static int links_made(struct desk *d)
{
	struct arena *a = arena_new();
	struct audit_line *line;
	struct err e = {0};
	int links = 0;
	size_t n = 0;

	must(audit_read(d->session, 0, NULL, 0, a, &line, &n, &e), &e);
	for (size_t i = 0; i < n; i++)
		links += strcmp(line[i].deed, "link") == 0;
	arena_free(a);
	return links;
}

static void a_pair_decided_meanwhile_is_not_decided_over(void **state)
{
	struct office *o = *state;

	keys(&o->ours, "4L"); /* asks for a reason … */
	keys(&o->theirs, "4D\n"); /* … while she says they are two */
	assert_int_equal(pairs_due(&o->ours), 2);
	keys(&o->ours, "sisters\n");
	assert_int_equal(pairs_due(&o->ours), 2);
	assert_true(o->ours.app.message_is_error);
	assert_non_null(strstr(o->ours.app.message, "your decision was not recorded"));
}

/* She asks an agency about them: the pair waits still, and my word can follow hers. */
static void a_pair_asked_about_meanwhile_is_decided_when_that_is_meant(void **state)
{
	struct office *o = *state;

	keys(&o->ours, "4L");
	keys(&o->theirs, "4K\n\n");
	look(&o->ours);
	tells(&o->ours, "");
	keys(&o->ours, "same phone\n");
	shows(&o->ours, "Not recorded. Enter: one person (same phone) after theirs; Esc leaves theirs");
	assert_int_equal(links_made(&o->ours), 0);
	keys(&o->ours, "\n");
	assert_int_equal(links_made(&o->ours), 1);
}

static void a_key_for_a_pair_that_has_just_gone_decides_nothing(void **state)
{
	struct office *o = *state;

	keys(&o->ours, "4");
	keys(&o->theirs, "4L\n");
	app_refresh(&o->ours.app);
	assert_non_null(strstr(o->ours.app.message, "has gone"));
	keys(&o->ours, "L");
	assert_non_null(strstr(o->ours.app.message, "Not recorded"));
	keys(&o->ours, "L\n"); /* seen, and meant */
	assert_int_equal(pairs_due(&o->ours), 1);
}

static void a_pair_decided_elsewhere_keeps_the_line(void **state)
{
	struct office *o = *state;

	keys(&o->ours, "4j");
	keys(&o->theirs, "4L\n");
	app_refresh(&o->ours.app);
	assert_string_equal(o->ours.app.message, "");
	keys(&o->ours, "D\n");
	assert_int_equal(pairs_due(&o->ours), 1);
	keys(&o->ours, "u");
	assert_int_equal(pairs_due(&o->ours), 2);
}

/* Rows of the audit of what one worker opened. */
static size_t looks_of(struct desk *d)
{
	struct arena *a = arena_new();
	struct audit_line *line;
	struct err e = {0};
	size_t n, looks = 0;

	must(audit_read(d->session, 0, session_worker(d->session), 1000, a, &line, &n, &e), &e);
	for (size_t i = 0; i < n; i++)
		looks += line[i].person && *line[i].person;
	arena_free(a);
	return looks;
}

static void whoever_comes_on_the_screen_again_is_in_the_audit_again(void **state)
{
	struct office *o = *state;
	size_t before;

	app_key(&o->ours.app, K_ENTER);
	app_key(&o->ours.app, K_BACKSPACE);
	before = looks_of(&o->ours);
	app_key(&o->ours.app, '}');
	assert_int_equal(looks_of(&o->ours), before + 1);
	app_key(&o->ours.app, '3');
	app_key(&o->ours.app, 'z');
	assert_ptr_equal(nav_top(&o->ours.app.nav)->class, &SCREEN_PERSON);
	assert_int_equal(looks_of(&o->ours), before + 2);
}

static void of_many_pairs_those_decided_meanwhile_are_left(void **state)
{
	struct office *o = *state;
	struct app *app = &o->ours.app;

	keys(&o->ours, "4aD\n");
	assert_int_equal(app->mode, APP_PREVIEW);
	assert_int_equal(app->preview.n, 3);
	keys(&o->theirs, "4L\n"); /* while we look at what it would be */
	app_refresh(app);
	assert_int_equal(preview_left(&app->preview), 1);
	keys(&o->ours, "\n");
	assert_non_null(strstr(app->message, "2 pairs"));
	assert_non_null(strstr(app->message, "were decided meanwhile"));
	assert_int_equal(pairs_due(&o->ours), 0);
	keys(&o->ours, "u"); /* one stroke; hers stands */
	assert_int_equal(pairs_due(&o->ours), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			whoever_comes_on_the_screen_again_is_in_the_audit_again, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_decision_made_meanwhile_is_shown_and_not_written_over, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_decision_made_meanwhile_is_decided_over_when_that_is_meant, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			what_changes_under_a_question_is_told_above_it, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			what_others_did_under_a_question_is_there_when_it_is_left, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			what_is_written_meanwhile_is_told_above_a_form, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_refusal_recorded_meanwhile_stands_on_the_open_tab, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			what_is_done_about_others_is_not_told, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_pair_asked_about_meanwhile_is_decided_when_that_is_meant, pairs_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_key_for_a_line_that_has_just_gone_decides_nothing, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_change_elsewhere_keeps_the_line_and_the_key, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			what_is_decided_of_many_is_previewed_and_leaves_what_others_decided, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_marked_line_that_has_gone_is_told_of, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			nobody_decides_over_all_that_others_decided, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_person_that_somebody_links_meanwhile_says_where_they_are_now, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_separation_is_refused_when_the_person_has_changed_since, office_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_pair_decided_meanwhile_is_not_decided_over, pairs_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_key_for_a_pair_that_has_just_gone_decides_nothing, pairs_open, office_close),
		cmocka_unit_test_setup_teardown(
			a_pair_decided_elsewhere_keeps_the_line, pairs_open, office_close),
		cmocka_unit_test_setup_teardown(
			of_many_pairs_those_decided_meanwhile_are_left, pairs_open, office_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
