/* Events are kept as agencies sent them, under the number that each got first. */
#include "sent.h"

#include <stdio.h>
#include <string.h>

#include "inside.h"
#include "store_desk.h"
#include "store_requests.h"

static void an_event_comes_back_as_it_was_sent(void **state)
{
	struct shelf *s = *state;
	struct writing w = {.event = {.source_ref = "a1", .kind = EV_ASSESSMENT,
		.status = ES_IN_PROGRESS, .start = {-400, 86399999}, .end = {20000, CIVIL_NO_TIME},
		.starts_on = "1968-11-27 23:59:59+01:00", .ends_on = "2024-10-04", .title = "Visit",
		.code_system = "s", .code = "c", .instrument = "OT", .domains = "MOBIL;HOME",
		.depth = "overview", .valid_until = "v", .subject = "person", .review_of = "r",
		.reuses = "u", .joint_with = "j", .to_agency = "t", .responded_on = "o",
		.outcome = "oc", .score = "4", .unit = "pt", .practitioner = "J. Obi", .role = "OT",
		.minutes = "45", .resets = "none", .sensitivity = "normal", .summary = "Line\nline",
		.parts = "p1;p2"}};
	struct event e;

	w.event.record = put_record(s, "ASC", "9", "Okafor");
	w.event.agency = put_agency(s, "ASC");
	wrote(s, write_event, &w);
	works(store_event_get(s->store, w.id, s->arena, &e, &the_err));
	assert_int_equal(e.start.day, -400);
	assert_int_equal(e.start.ms, 86399999);
	assert_int_equal(e.end.day, 20000);
	assert_int_equal(e.end.ms, CIVIL_NO_TIME);
	assert_int_equal(e.status, ES_IN_PROGRESS);
	assert_string_equal(e.starts_on, w.event.starts_on);
	assert_string_equal(e.ends_on, w.event.ends_on);
	assert_string_equal(e.title, "Visit");
	assert_string_equal(e.code, "c");
	assert_string_equal(e.domains, "MOBIL;HOME");
	assert_string_equal(e.responded_on, "o");
	assert_string_equal(e.summary, "Line\nline");
	assert_string_equal(e.parts, "p1;p2");
	assert_string_equal(e.agency_code, "ASC");
	assert_string_equal(e.local_id, "9");
	assert_int_equal(strlen(e.received), 20);
}

static void an_event_is_the_same_until_any_of_it_changes(void **state)
{
	struct shelf *s = *state;
	struct writing w = {.event = {.source_ref = "a1", .kind = EV_NOTE, .status = ES_COMPLETED,
		.start = {100, 0}, .end = CIVIL_ABSENT}};
	int64_t id, record = put_record(s, "ASC", "9", "Okafor");
	const struct event sent = {.parts = "x"};

	w.event.record = record;
	w.event.agency = put_agency(s, "ASC");
	wrote(s, write_event, &w);
	assert_int_equal(w.put, PUT_NEW);
	assert_int_equal(w.was, 0);
	id = w.id;
	wrote(s, write_event, &w);
	assert_int_equal(w.put, PUT_SAME);
	assert_int_equal(w.was, record);
	w.event.start.ms = CIVIL_NO_TIME;
	wrote(s, write_event, &w);
	assert_int_equal(w.put, PUT_CHANGED);
	w.event.end = (struct civil){101, CIVIL_NO_TIME};
	wrote(s, write_event, &w);
	assert_int_equal(w.put, PUT_CHANGED);
	w.event.status = ES_ENTERED_IN_ERROR;
	wrote(s, write_event, &w);
	assert_int_equal(w.put, PUT_CHANGED);
	w.event.parts = sent.parts;
	wrote(s, write_event, &w);
	assert_int_equal(w.put, PUT_CHANGED);
	assert_int_equal(w.id, id);
	assert_int_equal(number_of(s, "SELECT count(*) FROM event_version"), 4);
	assert_int_equal(number_of(s, "SELECT count(*) FROM event"), 1);
}

static void an_event_keeps_its_number_when_it_moves_to_another_record(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "ASC", "9", "Okafor"), b = put_record(s, "ASC", "10", "Bell");
	struct writing w = {.event = {.record = a, .source_ref = "a1", .kind = EV_NOTE,
		.status = ES_COMPLETED, .start = {100, 0}, .end = CIVIL_ABSENT}};
	struct event *events;
	int64_t id;
	size_t n;

	w.event.agency = put_agency(s, "ASC");
	wrote(s, write_event, &w);
	id = w.id;
	set_findings(s, a, (struct finding[]){a_finding(id, FK_REPEAT, SG_DONE, 100, &id, 1)}, 1);
	w.event.record = b;
	wrote(s, write_event, &w);
	assert_int_equal(w.id, id);
	assert_int_equal(w.was, a);
	assert_int_equal(w.put, PUT_CHANGED);
	works(store_person_events(s->store, a, s->arena, &events, &n, &the_err));
	assert_int_equal(n, 0);
	works(store_person_events(s->store, b, s->arena, &events, &n, &the_err));
	assert_int_equal(n, 1);
	assert_int_equal(events[0].id, id);
}

static void an_events_number_is_never_given_again(void **state)
{
	struct shelf *s = *state;
	int64_t r = put_record(s, "ASC", "9", "Okafor");
	int64_t first = put_event(s, r, "a", EV_NOTE, ES_COMPLETED, "2025-01-01", NULL);

	assert_int_equal(sqlite3_exec(s->store->db, "DELETE FROM event", NULL, NULL, NULL), SQLITE_OK);
	shelf_reopen(s);
	assert_int_equal(put_event(s, r, "b", EV_NOTE, ES_COMPLETED, "2025-01-01", NULL), first + 1);
}

static void journey_text(struct shelf *s, int64_t person, char out[static 200])
{
	struct event *e;
	size_t n;

	works(store_person_events(s->store, person, s->arena, &e, &n, &the_err));
	out[0] = '\0';
	for (size_t i = 0; i < n; i++)
		snprintf(out + strlen(out), 200 - strlen(out), "%s:%s ", e[i].agency_code, e[i].source_ref);
}

static void a_journey_is_in_time_order_across_records(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "NHS", "1", "Okafor"), b = put_record(s, "ASC", "1", "Okafor");
	char text[200];

	put_event(s, a, "late", EV_NOTE, ES_COMPLETED, "2025-03-02", NULL);
	put_event(s, a, "timed", EV_NOTE, ES_COMPLETED, "2025-03-01T09:00", NULL);
	put_event(s, b, "z", EV_NOTE, ES_COMPLETED, "2025-03-01", NULL);
	put_event(s, a, "m", EV_NOTE, ES_COMPLETED, "2025-03-01", NULL);
	put_event(s, b, "y", EV_NOTE, ES_COMPLETED, "2025-03-01", NULL);
	put_event(s, b, "old", EV_NOTE, ES_COMPLETED, "1969-03-01", NULL);
	set_person(s, b, a);
	journey_text(s, a, text);
	assert_string_equal(text, "ASC:old ASC:y ASC:z NHS:m NHS:timed NHS:late ");
}

static void an_event_is_found_by_a_part_or_by_its_own_reference(void **state)
{
	struct shelf *s = *state;
	struct writing w = {.event = {.source_ref = "whole", .kind = EV_ASSESSMENT,
		.status = ES_COMPLETED, .end = CIVIL_ABSENT, .parts = "p1; p2"}};
	int64_t found;

	w.event.record = put_record(s, "ASC", "9", "Okafor");
	w.event.agency = put_agency(s, "ASC");
	wrote(s, write_event, &w);
	works(store_event_by_part(s->store, w.event.agency, "p2", &found, &the_err));
	assert_int_equal(found, w.id);
	works(store_event_by_part(s->store, w.event.agency, "whole", &found, &the_err));
	assert_int_equal(found, w.id);
	w.event.parts = "p1";
	wrote(s, write_event, &w);
	assert_int_equal(store_event_by_part(s->store, w.event.agency, "p2", &found, &the_err), ST_NONE);
	assert_int_equal(store_event_by_part(s->store, 99, "p1", &found, &the_err), ST_NONE);
}

static enum status write_action(struct txn *t, void *arg, struct err *err)
{
	return store_action_add(t, arg, &((struct action_row *)arg)->id, err);
}

static enum status write_untold(struct txn *t, void *arg, struct err *err)
{
	return store_event_untold(t, *(int64_t *)arg, err);
}

static void an_action_follows_a_request_that_another_is_called_by(void **state)
{
	struct shelf *s = *state;
	struct writing first = {.event = {.source_ref = "request/b", .kind = EV_REQUEST, .status = ES_COMPLETED, .end = CIVIL_ABSENT}};
	struct writing both = first;
	struct action_row a = {.at = "2025-11-21T09:00:00Z", .worker = "w", .what = "Ring", .by_day = 1}, read;

	a.record = first.event.record = both.event.record = put_record(s, "ASC", "9", "Okafor");
	first.event.agency = both.event.agency = put_agency(s, "ASC");
	both.event.source_ref = "request/a";
	both.event.parts = "request/a;request/b";
	wrote(s, write_event, &first);
	a.event = first.id;
	works(store_write(s->store, STORE_FULL, write_action, &a, &the_err));
	wrote(s, write_event, &both);
	works(store_write(s->store, STORE_FULL, write_untold, &first.id, &the_err));
	works(store_action_get(s->store, a.id, s->arena, &read, &the_err));
	assert_int_equal(read.event, both.id);
	works(store_write(s->store, STORE_FULL, write_untold, &both.id, &the_err));
	wrote(s, write_event, &first);
	works(store_action_get(s->store, a.id, s->arena, &read, &the_err));
	assert_int_equal(read.event, first.id);
}

static enum status write_named(struct txn *t, void *arg, struct err *err)
{
	int64_t *record;
	size_t n;

	return store_requests_asking(t, "Vale Homes", arg, &record, &n, err);
}

static int runs_out(void *left)
{
	return --*(int *)left < 0;
}

static void whom_a_request_asks_is_read_or_the_reading_fails(void **state)
{
	struct shelf *s = *state;
	struct writing w = {.event = {.source_ref = "r", .kind = EV_REQUEST, .status = ES_PLANNED, .end = CIVIL_ABSENT,
		.to_agency = "Vale Homes"}};
	struct writing named = {.agency = {.code = "VALE", .name = "Vale Homes"}};
	enum status status = ST_NONE;

	w.event.record = put_record(s, "ASC", "9", "Okafor");
	w.event.agency = put_agency(s, "ASC");
	wrote(s, write_event, &w);
	wrote(s, write_agency, &named);
	works(store_write(s->store, STORE_FULL, write_named, s->arena, &the_err));
	for (int steps = 0; status != ST_OK; steps++) {
		struct event read = {0};
		int left = steps;

		sqlite3_progress_handler(s->store->db, 1, runs_out, &left);
		status = store_event_get(s->store, w.id, s->arena, &read, &the_err);
		sqlite3_progress_handler(s->store->db, 0, NULL, NULL);
		if (status == ST_OK)
			assert_string_equal(read.to_agency, "VALE");
		assert_true(steps < 100000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_shelf(an_event_comes_back_as_it_was_sent),
		on_shelf(an_event_is_the_same_until_any_of_it_changes),
		on_shelf(an_event_keeps_its_number_when_it_moves_to_another_record),
		on_shelf(an_events_number_is_never_given_again),
		on_shelf(a_journey_is_in_time_order_across_records),
		on_shelf(an_event_is_found_by_a_part_or_by_its_own_reference),
		on_shelf(an_action_follows_a_request_that_another_is_called_by),
		on_shelf(whom_a_request_asks_is_read_or_the_reading_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
