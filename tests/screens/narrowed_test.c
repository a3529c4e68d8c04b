/*
 * narrowed_test.c - what somebody may no longer see leaves their screen under any question, which closes;
 * whatever else others do meanwhile leaves it open.
 */
#include "seat.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "asked.h"
#include "care/clock.h"
#include "folder.h"
#include "ingest.h"
#include "input.h"
#include "screens/person_head.h"
#include "workers.h"

enum { GRACE = 1, BELL = 6 };

int32_t clock_today(void)
{
	return civil_day(2025, 11, 21);
}

void clock_now(char out[static CLOCK_TEXT])
{
	snprintf(out, CLOCK_TEXT, "2025-11-21T09:00:00.000000Z");
}

static int coordinator_comes(void **state)
{
	struct err e = {0};
	int made = seat_open(state);
	struct seat *d = *state;
	const struct session_options how = {.store = d->store, .worker = "coord", .today = civil_day(2025, 11, 21)};

	must(sharing_default_set(d->session, "agency", "RIV", "sensitive", &e), &e);
	must(sharing_default_set(d->session, "agency", "HOU", "sensitive", &e), &e);
	must(worker_add(d->session, &(struct worker_said){.name = "coord", .role = "coordinator"}, &e), &e);
	must(worker_add(d->session, &(struct worker_said){.name = "m.lind", .role = "coordinator"}, &e), &e);
	app_done(&d->app);
	session_close(d->session);
	must(session_open(&d->session, &how, &e), &e);
	must(app_open(&d->app, d->session, d->canvas, false, &e), &e);
	must(access_open(d->session, GRACE, "call", &e), &e);
	return made;
}
#define narrowed_test(name) cmocka_unit_test_setup_teardown(name, coordinator_comes, seat_close)

/* Somebody else, in a session of their own; NULL: whoever owns the store. */
static void meanwhile(struct seat *d, const char *worker, enum status (*say)(struct session *))
{
	const struct session_options how = {.store = d->store, .worker = worker, .today = civil_day(2025, 11, 21)};
	struct session *other;
	struct err e = {0};

	must(session_open(&other, &how, &e), &e);
	assert_int_equal(say(other), ST_OK);
	session_close(other);
	assert_true(session_has_changed(d->session));
	app_others(&d->app);
}

/* Sharing -------------------------------------------------------------------- */

static enum status refuse(struct session *s, int64_t person)
{
	const struct saying said = {.kind = SAID_REFUSED, .person = person, .agency = "ASC", .giver = "person", .how = "spoken"};

	struct err e = {0};

	must(access_open(s, person, "call", &e), &e);
	must(access_say(s, &said, &e), &e);
	return ST_OK;
}

static enum status refuse_council(struct session *s)
{
	return refuse(s, GRACE);
}

static enum status refuse_council_of_another(struct session *s)
{
	return refuse(s, BELL);
}

static enum status undo_refusal(struct session *s)
{
	struct arena *arena = arena_new();
	struct undone what;
	enum status st = decision_undo(s, arena, &what, NULL);

	arena_free(arena);
	return st;
}

/* Whatever is asked meanwhile: a part of the journey, a day, words, a reason, a verb. */
static void what_was_refused_leaves_the_screen_under_any_question(void **state)
{
	static const char KEYS[] = {'o', 't', 'B', 'Y', ':', '?'};
	struct seat *d = *state;

	for (size_t i = 0; i < sizeof KEYS; i++) {
		seat_narrow(d, GRACE, "agency:asc");
		assert_true(seat_shows(d, "Reablement"));
		app_key(&d->app, (unsigned char)KEYS[i]);
		assert_int_not_equal(d->app.mode, APP_VERBS);
		meanwhile(d, "m.lind", refuse_council_of_another);
		assert_int_not_equal(d->app.mode, APP_VERBS);
		meanwhile(d, "m.lind", refuse_council);
		assert_int_equal(d->app.mode, APP_VERBS);
		assert_false(seat_shows(d, "Reablement"));
		assert_true(seat_shows(d, "the question is closed"));
		meanwhile(d, "m.lind", undo_refusal); /* both: the clock stands */
	}
}

/* The rest of a reason, and the Enter after it, do nothing; nor is any of it lost. */
static void what_is_typed_on_under_a_question_that_closed_is_no_keys(void **state)
{
	struct seat *d = *state;

	app_go(&d->app, &SCREEN_PERSON, &(struct target){GRACE, TARGET_TAB(TAB_ASKED)});
	app_key(&d->app, 'B');
	seat_type(d, "She was found on the floor");
	meanwhile(d, "m.lind", refuse_council);
	assert_true(seat_shows(d, "kept as a draft"));
	seat_type(d, ", ALONE JOAKRWED");
	assert_true(seat_shows(d, "go nowhere"));
	app_key(&d->app, K_ENTER);
	assert_int_equal(d->app.mode, APP_VERBS);
	app_key(&d->app, 'B');
	assert_true(seat_shows(d, "found on the floor"));
}

/* Imports -------------------------------------------------------------------- */

static void put(const char *dir, const char *name, const char *text)
{
	char path[96];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static enum status take(struct session *s, const char *people, const char *events)
{
	char dir[] = "/tmp/throughline-narrowed-XXXXXX";
	const char *const paths[] = {mkdtemp(dir)};
	const struct ingest_options what = {.paths = paths, .path_n = 1};
	struct arena *a = arena_new();
	struct ingest_report report;
	struct err e = {0};

	put(dir, "people.csv", people);
	put(dir, "events.csv", events);
	must(ingest_run(s, &what, a, &report, &e), &e);
	assert_int_equal(report.rejected, 0);
	arena_free(a);
	folder_remove(dir);
	return ST_OK;
}

static enum status more_is_told_of_her(struct session *s)
{
	return take(s, "agency,local_id,nhs_number,family_name,given_name,date_of_birth,town\n"
		"ASC,A1,9990000018,Okafor,Grace,1943-07-03,York\nASC,A90,,Quist,Ada,1951-02-03,York\n",
		"agency,source_ref,local_id,kind,starts_on,title\nASC,a-90,A1,contact,2025-11-20,A call\n");
}

static enum status her_reablement_is_hidden(struct session *s)
{
	return take(s, "agency,local_id,family_name\n", "agency,source_ref,local_id,kind,starts_on,title,instrument,sensitivity\n"
		"ASC,a-1,A1,assessment,2025-06-30,Reablement assessment,REABL,hidden\n");
}

static enum status bell_is_hidden(struct session *s)
{
	return take(s, "agency,local_id,nhs_number,family_name,given_name,date_of_birth,sensitivity\n"
		"GP,G2,9990001375,Bell,Thomas,1938-01-20,hidden\nASC,A2,9990001375,Bell,Thomas,1938-01-20,hidden\n",
		"agency,source_ref,local_id,kind,starts_on\n");
}

static enum status chen_is_hidden(struct session *s)
{
	return take(s, "agency,local_id,nhs_number,family_name,given_name,date_of_birth,sensitivity\n"
		"RIV,R5,9990005486,\u9673,\u5927\u6587,1961-02-14,hidden\nASC,A5,9990005486,\u9673,\u5927\u6587,1961-02-14,hidden\n",
		"agency,source_ref,local_id,kind,starts_on\n");
}

/* From now on another word stands for the council's name. */
static enum status council_is_veiled(struct session *s)
{
	char dir[] = "/tmp/throughline-narrowed-XXXXXX", told[256];
	const char *const paths[] = {mkdtemp(dir)};
	const struct ingest_options what = {.paths = paths, .path_n = 1};
	const struct agency *asc = session_agency_by_code(s, "ASC");
	struct arena *a = arena_new();
	struct ingest_report report;
	struct err e = {0};

	snprintf(told, sizeof told, "code,name,sector,shown_as\nASC,%s,%s,A council\n", asc->name, asc->sector);
	put(dir, "agencies.csv", told);
	must(ingest_run(s, &what, a, &report, &e), &e);
	arena_free(a);
	folder_remove(dir);
	return ST_OK;
}

static void an_import_that_takes_nothing_away_leaves_the_question(void **state)
{
	struct seat *d = *state;

	seat_narrow(d, GRACE, "agency:asc");
	app_key(&d->app, ':');
	assert_int_not_equal(d->app.mode, APP_VERBS);
	meanwhile(d, NULL, more_is_told_of_her);
	meanwhile(d, NULL, bell_is_hidden);
	assert_int_not_equal(d->app.mode, APP_VERBS);
	assert_false(seat_shows(d, "the question is closed"));
}

static void what_an_import_hides_leaves_the_screen_under_a_question(void **state)
{
	struct seat *d = *state;

	seat_narrow(d, GRACE, "agency:asc");
	assert_true(seat_shows(d, "Reablement"));
	app_key(&d->app, ':');
	meanwhile(d, NULL, her_reablement_is_hidden);
	assert_int_equal(d->app.mode, APP_VERBS);
	assert_true(seat_shows(d, "the question is closed"));
	assert_false(seat_shows(d, "Reablement"));
}

static void an_agency_is_called_as_another_session_says(void **state)
{
	struct seat *d = *state;

	seat_narrow(d, GRACE, "agency:asc");
	meanwhile(d, NULL, council_is_veiled);
	assert_string_equal(session_agency_by_code(d->session, "ASC")->shown_as, "A council");
}

static void whom_an_import_hides_leaves_a_list_under_a_question(void **state)
{
	static const struct { char view; const char *who; enum status (*hide)(struct session *); } LISTS[] = {
		{'1', "Bell, Thomas", bell_is_hidden}, {'3', "\u9673", chen_is_hidden},
	};
	struct seat *d = *state;

	for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
		app_key(&d->app, K_ESC); /* after the question before */
		app_key(&d->app, (unsigned char)LISTS[i].view);
		assert_true(seat_shows(d, LISTS[i].who));
		app_key(&d->app, ':');
		meanwhile(d, NULL, more_is_told_of_her);
		assert_int_not_equal(d->app.mode, APP_VERBS);
		meanwhile(d, NULL, LISTS[i].hide);
		assert_int_equal(d->app.mode, APP_VERBS);
		assert_false(seat_shows(d, LISTS[i].who));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		narrowed_test(what_was_refused_leaves_the_screen_under_any_question),
		narrowed_test(what_is_typed_on_under_a_question_that_closed_is_no_keys),
		narrowed_test(an_import_that_takes_nothing_away_leaves_the_question),
		narrowed_test(what_an_import_hides_leaves_the_screen_under_a_question),
		narrowed_test(an_agency_is_called_as_another_session_says),
		narrowed_test(whom_an_import_hides_leaves_a_list_under_a_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
