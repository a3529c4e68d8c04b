/* Records are kept as agencies sent them, what they sent before is kept too, and what is sent again
 * touches nothing; agencies likewise. */
#include "sent.h"

#include <stdio.h>
#include <string.h>

#include "inside.h"

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
	assert_int_equal(number_of(s, "SELECT count(*) FROM record_version"), 0);
	w.record.field[RF_FAMILY_NAME] = "Okafor-Bell";
	wrote(s, write_record, &w);
	assert_int_equal(w.put, PUT_CHANGED);
	assert_int_equal(w.id, first);
	works(store_record_get(s->store, first, s->arena, &r, &the_err));
	assert_string_equal(r.field[RF_FAMILY_NAME], "Okafor-Bell");
	assert_null(r.field[RF_TOWN]);
	assert_string_equal(r.agency_code, "GP");
	assert_int_equal(number_of(s, "SELECT count(*) FROM record_version WHERE family_name = 'Okafor'"), 1);
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
	assert_int_equal(number_of(s, "SELECT import FROM record_version"), first);
	assert_int_equal(number_of(s, "SELECT superseded_by FROM record_version"), w.import_id);
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
	assert_int_equal(number_of(s, "SELECT count(*) FROM record_uuid"), 1);
	assert_int_equal(number_of(s, "SELECT uuids_upto FROM counter"), first);
	assert_int_equal(found_by(s, r[0].uuid), one);
	put_record(s, "GP", "20", "Shaw"); /* somebody else makes one meanwhile */
	works(store_uuids_gather(s->store, &uuids, &the_err));
	assert_int_equal(uuids.rows.n, 3);
	works(store_write(s->store, STORE_FULL, put_uuids, &uuids, &the_err));
	assert_int_equal(uuids_left(&uuids), 0);
	store_uuids_done(&uuids);
	assert_int_equal(number_of(s, "SELECT count(*) FROM record_uuid"), 4);
	assert_int_equal(number_of(s, "SELECT uuids_upto FROM counter"), 4);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_shelf(an_agency_is_filled_in_and_never_emptied),
		on_shelf(a_record_is_new_then_the_same_then_changed),
		on_shelf(a_superseded_version_names_the_import_that_brought_it),
		on_shelf(a_new_record_is_a_person_of_one_with_an_address),
		on_shelf(a_uuid_is_found_by_any_prefix_of_four_and_more),
		on_shelf(records_that_arrive_in_great_number_are_found_by_their_uuid_at_once),
		on_shelf(people_are_counted_through_links_and_partings),
		on_shelf(records_come_by_their_addresses),
		on_shelf(a_record_tells_what_its_content_superseded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
