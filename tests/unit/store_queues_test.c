/* Each person swept whole, and the queues that Today is made of. */
#include "sent.h"

#include <stdio.h>
#include <string.h>

#include "inside.h"
#include "store_requests.h"

struct swept { char text[400]; struct shelf *shelf; };

static enum status note_person(void *arg, int64_t person, const struct event *e, size_t n,
	struct death died, struct err *err)
{
	struct swept *w = arg;
	struct record r;
	char date[11];

	civil_iso(died.day, date);
	works(store_record_get(w->shelf->store, person, w->shelf->arena, &r, err));
	snprintf(w->text + strlen(w->text), sizeof w->text - strlen(w->text), "%s[%s", r.local_id, date);
	for (size_t i = 0; i < n; i++)
		snprintf(w->text + strlen(w->text), sizeof w->text - strlen(w->text), " %s:%s",
			e[i].agency_code, e[i].source_ref);
	snprintf(w->text + strlen(w->text), sizeof w->text - strlen(w->text), "] ");
	return ST_OK;
}

static void a_sweep_gives_each_person_whole_and_sorted(void **state)
{
	struct shelf *s = *state;
	struct writing w = {.record = {.local_id = "later"}};
	struct swept swept = {.shelf = s};
	int64_t a = put_record(s, "NHS", "a", "Okafor"), alone = put_record(s, "GP", "alone", "Bell");
	int64_t b = put_record(s, "ASC", "b", "Okafor"), dead;

	put_record(s, "GP", "quiet", "Nobody");
	w.record.agency = put_agency(s, "GP");
	w.record.field[RF_DATE_OF_DEATH] = "2025-09-01";
	wrote(s, write_record, &w);
	dead = w.id;
	put_event(s, a, "2", EV_NOTE, ES_COMPLETED, "2025-02-01", NULL);
	put_event(s, b, "1", EV_NOTE, ES_COMPLETED, "2025-01-01", NULL);
	put_event(s, b, "3", EV_NOTE, ES_COMPLETED, "2025-03-01", NULL);
	put_event(s, alone, "x", EV_NOTE, ES_COMPLETED, "2025-01-01", NULL);
	set_person(s, b, a);
	set_person(s, dead, a);
	works(store_events_sweep(s->store, note_person, &swept, &the_err));
	assert_string_equal(swept.text, "a[2025-09-01 ASC:1 NHS:2 ASC:3] alone[ GP:x] ");
}

static enum status stop_at_once(void *arg, int64_t person, const struct event *e, size_t n,
	struct death died, struct err *err)
{
	(void)person;
	(void)e;
	(void)n;
	(void)died;
	++*(int *)arg;
	return err_set(err, ST_STOPPED, "stopped");
}

static void a_sweep_that_is_stopped_leaves_no_statement_open(void **state)
{
	struct shelf *s = *state;
	int calls = 0;

	put_event(s, put_record(s, "GP", "1", "A"), "1", EV_NOTE, ES_COMPLETED, "2025-01-01", NULL);
	put_event(s, put_record(s, "GP", "2", "B"), "2", EV_NOTE, ES_COMPLETED, "2025-01-01", NULL);
	assert_int_equal(store_events_sweep(s->store, stop_at_once, &calls, &the_err), ST_STOPPED);
	assert_string_equal(the_err.text, "stopped");
	assert_int_equal(calls, 1);
	for (sqlite3_stmt *st = sqlite3_next_stmt(s->store->db, NULL); st;
	     st = sqlite3_next_stmt(s->store->db, st))
		assert_false(sqlite3_stmt_busy(st));
}

static void people_whose_findings_depend_on_the_day_are_known(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "A"), b = put_record(s, "GP", "b", "B");
	int64_t c = put_record(s, "GP", "c", "C"), *ids;
	size_t n;

	put_event(s, a, "1", EV_ASSESSMENT, ES_PLANNED, "2025-12-01", NULL);
	put_event(s, a, "2", EV_REQUEST, ES_COMPLETED, "2025-11-01", NULL);
	put_event(s, b, "3", EV_ASSESSMENT, ES_COMPLETED, "2025-01-01", NULL);
	put_event(s, b, "4", EV_REQUEST, ES_CANCELLED, "2025-01-01", NULL);
	put_event(s, c, "5", EV_REQUEST, ES_PLANNED, "2025-01-01", NULL);
	works(store_people_open(s->store, s->arena, &ids, &n, &the_err));
	assert_int_equal(n, 2);
	assert_true((ids[0] == a && ids[1] == c) || (ids[0] == c && ids[1] == a));
}

static void open_requests_come_oldest_first_up_to_a_day(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "A");
	struct writing w = {.event = {.record = a, .source_ref = "answered", .kind = EV_REQUEST,
		.status = ES_COMPLETED, .start = {20000, -1}, .end = CIVIL_ABSENT,
		.responded_on = "2025-01-02"}};
	struct civil until;
	struct event *e;
	size_t n;

	w.event.agency = put_agency(s, "GP");
	wrote(s, write_event, &w);
	put_event(s, a, "second", EV_REQUEST, ES_PLANNED, "2025-10-02T10:00", NULL);
	put_event(s, a, "first", EV_REQUEST, ES_COMPLETED, "2025-10-01", NULL);
	put_event(s, a, "after", EV_REQUEST, ES_PLANNED, "2025-10-03", NULL);
	assert_true(civil_parse("2025-10-02", &until));
	works(store_requests_open(s->store, until.day, 0, s->arena, &e, &n, &the_err));
	assert_int_equal(n, 2);
	assert_string_equal(e[0].source_ref, "first");
	assert_string_equal(e[1].source_ref, "second");
	works(store_requests_open(s->store, until.day, 1, s->arena, &e, &n, &the_err));
	assert_int_equal(n, 1);
}

static void people_with_a_stay_are_those_open_recent_or_discharged(void **state)
{
	struct shelf *s = *state;
	int64_t in = put_record(s, "NHS", "in", "A"), out = put_record(s, "NHS", "out", "B");
	int64_t home = put_record(s, "NHS", "home", "C"), gone = put_record(s, "NHS", "gone", "D");
	struct civil from;
	int64_t *people;
	size_t n;

	put_event(s, in, "open", EV_ADMISSION, ES_IN_PROGRESS, "2025-01-01", NULL);
	put_event(s, out, "short", EV_ADMISSION, ES_COMPLETED, "2025-11-01", "2025-11-10");
	put_event(s, out, "before", EV_ADMISSION, ES_COMPLETED, "2025-02-01", "2025-02-02");
	put_event(s, home, "home", EV_DISCHARGE, ES_COMPLETED, "2025-11-10T11:00", NULL);
	put_event(s, gone, "long-ago", EV_ADMISSION, ES_COMPLETED, "2025-02-01", "2025-02-02");
	put_event(s, gone, "home-before", EV_DISCHARGE, ES_COMPLETED, "2025-02-02", NULL);
	put_event(s, gone, "never", EV_ADMISSION, ES_CANCELLED, "2025-11-12", NULL);
	assert_true(civil_parse("2025-11-10", &from));
	works(store_stayed_since(s->store, from.day, s->arena, &people, &n, &the_err));
	assert_int_equal(n, 3);
	assert_int_equal(people[0], home);
	assert_int_equal(people[1], out);
	assert_int_equal(people[2], in);
	set_person(s, out, in);
	works(store_stayed_since(s->store, from.day, s->arena, &people, &n, &the_err));
	assert_int_equal(n, 2);
	assert_int_equal(people[1], in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_shelf(a_sweep_gives_each_person_whole_and_sorted),
		on_shelf(a_sweep_that_is_stopped_leaves_no_statement_open),
		on_shelf(people_whose_findings_depend_on_the_day_are_known),
		on_shelf(open_requests_come_oldest_first_up_to_a_day),
		on_shelf(people_with_a_stay_are_those_open_recent_or_discharged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
