/* What agencies sent is kept as sent; what they sent before is kept too; what
 * is sent again touches nothing. */
#include "shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "store_desk.h"
#include "store_requests.h"

/* A number out of the store by any SQL: tests look behind the curtain. */
static int64_t number(struct shelf *s, const char *sql)
{
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(s->store->db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

struct writing {
	struct agency agency;
	struct record record;
	struct event event;
	struct import_row import;
	int64_t import_id, id, was;
	enum put put;
};

static enum status write_agency(struct txn *t, void *arg, struct err *err)
{
	struct writing *w = arg;

	return store_agency_put(t, &w->agency, &w->id, &w->put, err);
}

static enum status write_record(struct txn *t, void *arg, struct err *err)
{
	struct writing *w = arg;

	return store_record_put(t, &w->record, w->import_id, &w->id, &w->put, err);
}

static enum status write_event(struct txn *t, void *arg, struct err *err)
{
	struct writing *w = arg;

	return store_event_put(t, &w->event, w->import_id, &w->id, &w->was, &w->put, err);
}

static enum status write_import(struct txn *t, void *arg, struct err *err)
{
	struct writing *w = arg;

	return store_import_add(t, &w->import, &w->import_id, err);
}

static void wrote(struct shelf *s, store_fn *fn, struct writing *w)
{
	works(store_write(s->store, STORE_FULL, fn, w, &the_err));
}

/* Agencies --------------------------------------------------------------- */

static void an_agency_is_filled_in_and_never_emptied(void **state)
{
	struct shelf *s = *state;
	struct writing w = {.agency = {.code = "ASC", .name = "Eastshire Council"}};
	struct agency *all;
	size_t n;

	wrote(s, write_agency, &w);
	assert_int_equal(w.put, PUT_NEW);
	w.agency = (struct agency){.code = "ASC", .sector = "adult_care"};
	wrote(s, write_agency, &w);
	assert_int_equal(w.put, PUT_CHANGED);
	w.agency = (struct agency){.code = "ASC"};
	wrote(s, write_agency, &w);
	assert_int_equal(w.put, PUT_SAME);
	put_agency(s, "AGEUK");
	works(store_agency_all(s->store, s->arena, &all, &n, &the_err));
	assert_int_equal(n, 2);
	assert_string_equal(all[0].code, "AGEUK");
	assert_string_equal(all[1].name, "Eastshire Council");
	assert_string_equal(all[1].sector, "adult_care");
	assert_null(all[1].phone);
}

/* Records ---------------------------------------------------------------- */

static void a_record_is_new_then_the_same_then_changed(void **state)
{
	struct shelf *s = *state;
	struct writing w = {.record = {.local_id = "17"}};
	struct record r;
	int64_t first;

	w.record.agency = put_agency(s, "GP");
	w.record.field[RF_FAMILY_NAME] = "Okafor";
	w.record.field[RF_TOWN] = "";
	wrote(s, write_record, &w);
	assert_int_equal(w.put, PUT_NEW);
	first = w.id;
	wrote(s, write_record, &w);
	assert_int_equal(w.put, PUT_SAME);
	assert_int_equal(w.id, first);
	assert_int_equal(number(s, "SELECT count(*) FROM record_version"), 0);
	w.record.field[RF_FAMILY_NAME] = "Okafor-Bell";
	wrote(s, write_record, &w);
	assert_int_equal(w.put, PUT_CHANGED);
	assert_int_equal(w.id, first);
	works(store_record_get(s->store, first, s->arena, &r, &the_err));
	assert_string_equal(r.field[RF_FAMILY_NAME], "Okafor-Bell");
	assert_null(r.field[RF_TOWN]);
	assert_string_equal(r.agency_code, "GP");
	assert_int_equal(number(s, "SELECT count(*) FROM record_version WHERE family_name = 'Okafor'"), 1);
}

static void a_superseded_version_names_the_import_that_brought_it(void **state)
{
	struct shelf *s = *state;
	struct writing w = {.record = {.local_id = "17"}, .import = {.format = "csv", .files = 1}};
	int64_t first;

	w.record.agency = put_agency(s, "GP");
	wrote(s, write_import, &w);
	first = w.import_id;
	wrote(s, write_record, &w);
	wrote(s, write_import, &w);
	w.record.field[RF_SEX] = "F";
	wrote(s, write_record, &w);
	assert_int_equal(number(s, "SELECT import FROM record_version"), first);
	assert_int_equal(number(s, "SELECT superseded_by FROM record_version"), w.import_id);
}

static void a_new_record_is_a_person_of_one_with_an_address(void **state)
{
	struct shelf *s = *state;
	int64_t id = put_record(s, "GP", "17", "Okafor"), found, people, records, *ids;
	struct record r;
	size_t n;

	works(store_record_get(s->store, id, s->arena, &r, &the_err));
	assert_int_equal(r.person, id);
	assert_int_equal(r.uuid[14], '5');
	works(store_record_find(s->store, "GP", "17", &found, &the_err));
	assert_int_equal(found, id);
	assert_int_equal(store_record_find(s->store, "GP", "18", &found, &the_err), ST_NONE);
	assert_int_equal(store_record_find(s->store, "ASC", "17", &found, &the_err), ST_NONE);
	works(store_record_by_uuid(s->store, r.uuid, 5, s->arena, &ids, &n, &the_err));
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], id);
	works(store_person_count(s->store, &people, &records, &the_err));
	assert_int_equal(people, 1);
	assert_int_equal(records, 1);
}

static void a_uuid_is_found_by_any_prefix_of_four_and_more(void **state)
{
	struct shelf *s = *state;
	struct record r;
	int64_t *ids;
	size_t n;

	works(store_record_get(s->store, put_record(s, "GP", "17", "Okafor"), s->arena, &r, &the_err));
	put_record(s, "GP", "18", "Bell");
	for (size_t length = 1; length <= 36; length++) {
		char *prefix = arena_dup_n(s->arena, r.uuid, length);

		works(store_record_by_uuid(s->store, prefix, 5, s->arena, &ids, &n, &the_err));
		assert_int_equal(n, length >= 4 ? 1 : 0);
	}
	works(store_record_by_uuid(s->store, "Okafor", 5, s->arena, &ids, &n, &the_err));
	assert_int_equal(n, 0);
}

static enum status put_uuids(struct txn *t, void *arg, struct err *err)
{
	return store_uuids_put(t, arg, 100, err);
}

/* The only record whose uuid begins so. */
static int64_t found_by(struct shelf *s, const char *uuid)
{
	int64_t *ids;
	size_t n;

	works(store_record_by_uuid(s->store, uuid, 5, s->arena, &ids, &n, &the_err));
	assert_int_equal(n, 1);
	return ids[0];
}

static void records_that_arrive_in_great_number_are_found_by_their_uuid_at_once(void **state)
{
	struct shelf *s = *state;
	struct uuids uuids = {0};
	int64_t first = put_record(s, "GP", "17", "Okafor"), one, two;
	struct record r[2];

	store_many_writes(s->store, true);
	one = put_record(s, "GP", "18", "Bell");
	two = put_record(s, "GP", "19", "Marsh");
	store_many_writes(s->store, false);
	works(store_record_get(s->store, one, s->arena, &r[0], &the_err));
	works(store_record_get(s->store, two, s->arena, &r[1], &the_err));
	assert_int_equal(number(s, "SELECT count(*) FROM record_uuid"), 1);
	assert_int_equal(number(s, "SELECT uuids_upto FROM counter"), first);
	assert_int_equal(found_by(s, r[0].uuid), one);
	put_record(s, "GP", "20", "Shaw"); /* somebody else makes one meanwhile */
	works(store_uuids_gather(s->store, &uuids, &the_err));
	assert_int_equal(uuids.rows.n, 3);
	works(store_write(s->store, STORE_FULL, put_uuids, &uuids, &the_err));
	assert_int_equal(uuids_left(&uuids), 0);
	store_uuids_done(&uuids);
	assert_int_equal(number(s, "SELECT count(*) FROM record_uuid"), 4);
	assert_int_equal(number(s, "SELECT uuids_upto FROM counter"), 4);
	assert_int_equal(found_by(s, r[0].uuid), one);
	assert_int_equal(found_by(s, r[1].uuid), two);
	works(store_uuids_gather(s->store, &uuids, &the_err));
	assert_int_equal(uuids.rows.n, 0);
	store_uuids_done(&uuids);
}

static void people_are_counted_through_links_and_partings(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "1", "Okafor"), b = put_record(s, "ASC", "1", "Okafor");
	int64_t c = put_record(s, "NHS", "1", "Okafor"), people, records;
	struct record *rows;
	size_t n;

	set_person(s, b, a);
	set_person(s, c, a);
	works(store_person_records(s->store, a, s->arena, &rows, &n, &the_err));
	assert_int_equal(n, 3);
	assert_int_equal(rows[2].id, c);
	assert_string_equal(rows[2].agency_code, "NHS");
	works(store_person_count(s->store, &people, &records, &the_err));
	assert_int_equal(people, 1);
	assert_int_equal(records, 3);
	set_person(s, c, c);
	works(store_person_count(s->store, &people, &records, &the_err));
	assert_int_equal(people, 2);
}

struct each { char text[200]; };

static enum status note_record(void *arg, const struct record *r, struct err *err)
{
	struct each *e = arg;
	size_t used = strlen(e->text);

	(void)err;
	snprintf(e->text + used, sizeof e->text - used, "%s:%s ", r->agency_code, r->local_id);
	return ST_OK;
}

static void records_come_by_their_addresses(void **state)
{
	struct shelf *s = *state;
	struct each e = {""};

	put_record(s, "NHS", "2", "A");
	put_record(s, "ASC", "9", "B");
	put_record(s, "NHS", "10", "C");
	works(store_record_each(s->store, note_record, &e, &the_err));
	assert_string_equal(e.text, "ASC:9 NHS:10 NHS:2 ");
}

/* Events ----------------------------------------------------------------- */

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
	assert_int_equal(number(s, "SELECT count(*) FROM event_version"), 4);
	assert_int_equal(number(s, "SELECT count(*) FROM event"), 1);
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

/* Sweeps and queues ------------------------------------------------------- */

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

/* Links, keys, recent ---------------------------------------------------- */

struct linking { struct link_row row; int64_t record; const struct key_row *keys; size_t n; };

static enum status write_link(struct txn *t, void *arg, struct err *err)
{
	struct linking *l = arg;

	return store_link_put(t, &l->row, err);
}

static enum status unlink_pair(struct txn *t, void *arg, struct err *err)
{
	struct linking *l = arg;

	return store_link_remove(t, l->row.a, l->row.b, err);
}

static enum status write_keys(struct txn *t, void *arg, struct err *err)
{
	struct linking *l = arg;

	return store_keys_put(t, l->keys, l->n, err);
}

static enum status write_recent(struct txn *t, void *arg, struct err *err)
{
	struct linking *l = arg;

	return store_recent_put(t, "alice", l->record, err);
}

static void a_link_is_one_row_per_pair(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "A"), b = put_record(s, "ASC", "b", "A");
	struct linking l = {.row = {a, b, "likely", 4.5, "to-decide", "name and birth date"}};
	struct link_row *rows;
	size_t n;

	works(store_write(s->store, STORE_FULL, write_link, &l, &the_err));
	l.row.state = "linked";
	works(store_write(s->store, STORE_FULL, write_link, &l, &the_err));
	works(store_links_of(s->store, (int64_t[]){b, a}, 2, s->arena, &rows, &n, &the_err));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].state, "linked");
	assert_true(rows[0].weight > 4.4 && rows[0].weight < 4.6);
	works(store_write(s->store, STORE_FULL, unlink_pair, &l, &the_err));
	works(store_link_all(s->store, s->arena, &rows, &n, &the_err));
	assert_int_equal(n, 0);
}

static size_t hits(struct shelf *s, const char *key, bool is_prefix, struct key_hit **out)
{
	size_t n;

	works(store_keys_find(s->store, key, is_prefix, 10, s->arena, out, &n, &the_err));
	return n;
}

static void put_keys(struct shelf *s, const struct key_row *keys, size_t n)
{
	struct linking l = {.keys = keys, .n = n};

	works(store_write(s->store, STORE_FULL, write_keys, &l, &the_err));
}

static void keys_of_earlier_versions_find_as_past(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "A");
	struct key_hit *hit;

	put_keys(s, (struct key_row[]){{"n:okafor", a, false}, {"N:9990000018", a, false}}, 2);
	put_keys(s, (struct key_row[]){{"n:okafor", a, false}, {"N:9990000018", a, true},
		{"n:bell", a, false}}, 3);
	assert_int_equal(hits(s, "N:9990000018", false, &hit), 1);
	assert_true(hit[0].is_past);
	assert_int_equal(hits(s, "n:bell", false, &hit), 1);
	assert_false(hit[0].is_past);
	assert_int_equal(hits(s, "n:", true, &hit), 2);
	assert_string_equal(hit[0].key, "n:bell");
	assert_int_equal(hits(s, "n:ok", false, &hit), 0);
	put_keys(s, (struct key_row[]){{"N:9990000018", a, false}, {"n:okafor", a, true}}, 2);
	assert_int_equal(hits(s, "N:9990000018", false, &hit), 1);
	assert_false(hit[0].is_past);
	assert_int_equal(hits(s, "n:okafor", false, &hit), 1);
	assert_true(hit[0].is_past);
}

static void keys_of_many_records_are_put_at_once_in_any_order(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "A"), b = put_record(s, "GP", "b", "B");
	struct key_hit *hit;

	put_keys(s, (struct key_row[]){{"n:okafor-bell", b, false}, {"n:okafor", b, false},
		{"n:okafor-adeyemi", a, false}, {"n:okafor", a, false}, {"N:1", a, false}}, 5);
	assert_int_equal(hits(s, "n:", true, &hit), 4);
	assert_int_equal(hit[0].record, a);
	assert_int_equal(hit[1].record, b);
	assert_string_equal(hit[1].key, "n:okafor");
	assert_string_equal(hit[2].key, "n:okafor-adeyemi");
	assert_string_equal(hit[3].key, "n:okafor-bell");
	assert_int_equal(hits(s, "N:1", false, &hit), 1);
}

/* "smit" one, "smith" 150, "smithson" 64, "smyth" one: in the order of key and record, from the first
 * to any that is wanted. */
static void what_begins_alike_comes_in_order_however_many_share_a_key(void **state)
{
	static const struct { const char *key; int n; } OF[] = {{"n:smit", 1}, {"n:smith", 150}, {"n:smithson", 64}, {"n:smyth", 1}};
	static const size_t LIMITS[] = {0, 1, 64, 65, 66, 151, 152, 214, 215, 216, 300};
	struct shelf *s = *state;
	struct key_row row[216];
	struct key_hit *hit;
	size_t n = 0, found;

	for (size_t k = 0; k < sizeof OF / sizeof *OF; k++)
		for (int i = 1; i <= OF[k].n; i++)
			row[n++] = (struct key_row){OF[k].key, i, i % 2 == 0};
	put_keys(s, row, n);
	for (size_t l = 0; l < sizeof LIMITS / sizeof *LIMITS; l++) {
		size_t all = !LIMITS[l] || LIMITS[l] > 215 ? 215 : LIMITS[l];

		works(store_keys_find(s->store, "n:smit", true, LIMITS[l], s->arena, &hit, &found, &the_err));
		assert_int_equal(found, all);
		for (size_t i = 0; i < all; i++) {
			assert_string_equal(hit[i].key, row[i].key);
			assert_int_equal(hit[i].record, row[i].record);
			assert_int_equal(hit[i].is_past, row[i].is_past);
		}
	}
	works(store_keys_find(s->store, "n:smith", false, 100, s->arena, &hit, &found, &the_err));
	assert_int_equal(found, 100);
	assert_int_equal(hit[99].record, 100);
}

static void a_record_tells_what_its_content_superseded(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "Adams");
	struct record before;

	assert_int_equal(store_record_before(s->store, a, s->arena, &before, &the_err), ST_NONE);
	put_record(s, "GP", "a", "Bell");
	put_record(s, "GP", "a", "Clark");
	works(store_record_before(s->store, a, s->arena, &before, &the_err));
	assert_string_equal(before.field[RF_FAMILY_NAME], "Bell");
	assert_int_equal(before.id, a);
	assert_string_equal(before.local_id, "a");
}

static void recent_people_are_each_there_once_newest_first(void **state)
{
	struct shelf *s = *state;
	int64_t a = put_record(s, "GP", "a", "A"), b = put_record(s, "GP", "b", "B");
	int64_t c = put_record(s, "GP", "c", "C"), *ids;
	const int64_t opened[] = {a, b, c, a};
	size_t n;

	for (size_t i = 0; i < 4; i++) {
		struct linking l = {.record = opened[i]};

		works(store_write(s->store, STORE_NORMAL, write_recent, &l, &the_err));
	}
	set_person(s, c, a);
	works(store_recent(s->store, "alice", 10, s->arena, &ids, &n, &the_err));
	assert_int_equal(n, 2);
	assert_int_equal(ids[0], a);
	assert_int_equal(ids[1], b);
	works(store_recent(s->store, "bob", 10, s->arena, &ids, &n, &the_err));
	assert_int_equal(n, 0);
}

/* Settings, imports ------------------------------------------------------ */

struct setting_put { const char *key, *value; };

static enum status write_setting(struct txn *t, void *arg, struct err *err)
{
	struct setting_put *p = arg;

	return store_setting_put(t, p->key, p->value, err);
}

static void a_setting_is_set_changed_and_removed(void **state)
{
	struct shelf *s = *state;
	struct setting_put p = {"link.auto", "off"};
	const char *value;

	works(store_write(s->store, STORE_FULL, write_setting, &p, &the_err));
	p.value = "certain";
	works(store_write(s->store, STORE_FULL, write_setting, &p, &the_err));
	works(store_setting_get(s->store, "link.auto", s->arena, &value, &the_err));
	assert_string_equal(value, "certain");
	p.value = NULL;
	works(store_write(s->store, STORE_FULL, write_setting, &p, &the_err));
	assert_int_equal(store_setting_get(s->store, "link.auto", s->arena, &value, &the_err), ST_NONE);
}

static enum status write_rejects(struct txn *t, void *arg, struct err *err)
{
	struct writing *w = arg;
	struct import_row done = {.rejected = 1, .read = 9, .fresh = 8};
	struct reject_row row = {.file = "people.csv", .line = 7, .field = "date_of_birth",
		.reason = "no such day", .text = "GP:17"};
	enum status status = store_import_add(t, &w->import, &row.import, err);

	done.id = row.import;
	if (status == ST_OK)
		status = store_reject_add(t, &row, err);
	return status == ST_OK ? store_import_finish(t, &done, err) : status;
}

static void an_import_is_listed_with_what_it_set_aside(void **state)
{
	struct shelf *s = *state;
	struct writing w = {.import = {.worker = "alice", .agency = "GP", .format = "csv", .files = 1}};
	struct import_row *imports;
	struct reject_row *rejects;
	size_t n;

	works(store_rejects(s->store, 0, 0, SIZE_MAX, s->arena, &rejects, &n, &the_err));
	assert_int_equal(n, 0);
	wrote(s, write_rejects, &w);
	wrote(s, write_import, &w);
	wrote(s, write_rejects, &w);
	works(store_import_all(s->store, s->arena, &imports, &n, &the_err));
	assert_int_equal(n, 3);
	assert_int_equal(imports[0].rejected, 1);
	assert_string_equal(imports[0].agency, "GP");
	assert_string_equal(imports[0].format, "csv");
	assert_string_equal(imports[0].state, "applied");
	assert_int_equal(imports[0].at[19], 'Z');
	works(store_rejects(s->store, 0, 0, SIZE_MAX, s->arena, &rejects, &n, &the_err));
	assert_int_equal(n, 1);
	assert_int_equal(rejects[0].import, imports[0].id);
	assert_int_equal(rejects[0].line, 7);
	works(store_rejects(s->store, imports[1].id, 0, SIZE_MAX, s->arena, &rejects, &n, &the_err));
	assert_int_equal(n, 0);
}

static void the_numbers_of_kinds_and_states_never_change(void **state)
{
	(void)state;
	assert_int_equal(EV_ASSESSMENT, 1);
	assert_int_equal(EV_ADMISSION, 6);
	assert_int_equal(EV_DISCHARGE, 7);
	assert_int_equal(EV_NOTE, 13);
	assert_int_equal(ES_COMPLETED, 2);
	assert_int_equal(ES_ENTERED_IN_ERROR, 6);
	assert_int_equal(FK_TOGETHER, 2);
	assert_int_equal(SG_PASSED, 4);
	assert_int_equal(PO_NEVER, 3);
	assert_int_equal(VD_SEPARATE, 10);
}

#define on_shelf(test) cmocka_unit_test_setup_teardown(test, shelf_setup, shelf_teardown)

static void keys_are_put_in_order_of_text_and_record(void **state)
{
	enum { N = 500 };
	static const char *const TEXTS[] = {"n:o", "n:okafor", "n:okafor-of-the-long-name-a", "n:okafor-of-the-long-name-b", "", "v:7"};
	struct key_row row[N];
	bool seen[N] = {false};
	uint32_t chance = 7;
	struct err err;

	(void)state;
	for (int i = 0; i < N; i++) {
		chance = chance * 1664525 + 1013904223;
		row[i] = (struct key_row){TEXTS[chance >> 8 & 3 ? (chance >> 16) % 6 : 1], i, i % 3 == 0};
	}
	assert_int_equal(store_keys_sort(row, N, &err), ST_OK);
	for (int i = 0; i < N; i++) {
		const int order = i ? strcmp(row[i - 1].key, row[i].key) : -1;

		assert_true(order < 0 || (order == 0 && row[i - 1].record < row[i].record));
		assert_int_equal(row[i].is_past, row[i].record % 3 == 0);
		assert_false(seen[row[i].record]);
		seen[row[i].record] = true;
	}
	assert_int_equal(store_keys_sort(row, N, &err), ST_OK);
	assert_int_equal(store_keys_sort(row, 0, &err), ST_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_put_in_order_of_text_and_record),
		on_shelf(an_agency_is_filled_in_and_never_emptied),
		on_shelf(a_record_is_new_then_the_same_then_changed),
		on_shelf(a_superseded_version_names_the_import_that_brought_it),
		on_shelf(a_new_record_is_a_person_of_one_with_an_address),
		on_shelf(a_uuid_is_found_by_any_prefix_of_four_and_more),
		on_shelf(records_that_arrive_in_great_number_are_found_by_their_uuid_at_once),
		on_shelf(people_are_counted_through_links_and_partings),
		on_shelf(records_come_by_their_addresses),
		on_shelf(an_event_comes_back_as_it_was_sent),
		on_shelf(an_event_is_the_same_until_any_of_it_changes),
		on_shelf(an_event_keeps_its_number_when_it_moves_to_another_record),
		on_shelf(an_events_number_is_never_given_again),
		on_shelf(a_journey_is_in_time_order_across_records),
		on_shelf(an_event_is_found_by_a_part_or_by_its_own_reference),
		on_shelf(an_action_follows_a_request_that_another_is_called_by),
		on_shelf(whom_a_request_asks_is_read_or_the_reading_fails),
		on_shelf(a_sweep_gives_each_person_whole_and_sorted),
		on_shelf(a_sweep_that_is_stopped_leaves_no_statement_open),
		on_shelf(people_whose_findings_depend_on_the_day_are_known),
		on_shelf(open_requests_come_oldest_first_up_to_a_day),
		on_shelf(people_with_a_stay_are_those_open_recent_or_discharged),
		on_shelf(a_link_is_one_row_per_pair),
		on_shelf(keys_of_earlier_versions_find_as_past),
		on_shelf(keys_of_many_records_are_put_at_once_in_any_order),
		on_shelf(what_begins_alike_comes_in_order_however_many_share_a_key),
		on_shelf(a_record_tells_what_its_content_superseded),
		on_shelf(recent_people_are_each_there_once_newest_first),
		on_shelf(a_setting_is_set_changed_and_removed),
		on_shelf(an_import_is_listed_with_what_it_set_aside),
		cmocka_unit_test(the_numbers_of_kinds_and_states_never_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
