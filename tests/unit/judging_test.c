/* Very many people are judged by two threads as one person is judged by one. */
#include "shelf.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue.h"
#include "judging.h"

enum { PEOPLE = 9000, RECORDS = 2 /* of each */ };

/* The council asked each of them what the hospital had asked 30 days before.  Record by
 * record, so that what is of one person lies far apart. */
static void gists_fill(const char *path)
{
	static const char SQL[] =
		"INSERT INTO agency (id, code) VALUES (1, 'COUNCIL'), (2, 'HOSPITAL');"
		"WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 18000) "
		"INSERT INTO record (id, agency, uuid, local_id, received) "
		"SELECT n, 1 + (n > 9000), CAST(printf('%016d', n) AS BLOB), 'r' || n, 0 FROM c;"
		"INSERT INTO holding (record, person) SELECT id, 1 + (id - 1) % 9000 FROM record;"
		"INSERT INTO event_gist (record, event, gists) SELECT id, id, id || char(31) || "
		"((20000 + iif(agency = 1, 30, 0)) * 134217728) || char(31, 31) || 'ref-' || id || char(31) || "
		"char(64 + 1, 64 + 2) || agency || char(31, 31, 31, 31) || 'MOBIL;COGN' || "
		"char(31, 31, 31, 31, 31, 31, 31, 31, 31, 31, 30) FROM record;";
	char *why = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, SQL, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s", why);
	sqlite3_close(db);
}

static void findings_are_those_of_each(const struct person_finding *found, size_t n)
{
	char ref[32];

	assert_int_equal(n, PEOPLE);
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &found[i].finding;

		assert_int_equal(found[i].person, i + 1);
		assert_int_equal(f->event, i + 1);
		assert_int_equal(f->evidence_n, 1);
		assert_int_equal(f->evidence[0], PEOPLE + i + 1);
		snprintf(ref, sizeof ref, "ref-%zu", i + 1);
		assert_string_equal(f->source_ref, ref);
		assert_string_equal(f->agency_code, "COUNCIL");
	}
}

static void everybody_is_judged_in_the_order_of_people_however_many_they_are(void **state)
{
	struct rule rule = {.today = 20100, .threshold_num = 1, .threshold_den = 2};
	struct catalogue *catalogue = NULL;
	struct person_finding *found = NULL;
	struct shelf s;
	size_t n = 0;

	(void)state;
	shelf_open(&s);
	store_close(s.store);
	gists_fill(s.path);
	works(store_open(&s.store, s.path, STORE_USE, &the_err));
	works(catalogue_new(&catalogue, NULL, &the_err));
	rule.catalogue = catalogue;
	works(judge_everyone(s.store, &rule, s.arena, &found, &n, &the_err));
	findings_are_those_of_each(found, n);
	catalogue_free(catalogue);
	store_close(s.store);
	s.store = NULL; /* its events are in gists alone: they agree with nothing */
	shelf_close(&s);
}

static void an_agency_that_is_not_there_is_told(void **state)
{
	struct rule rule = {.today = 20100, .threshold_num = 1, .threshold_den = 2};
	struct catalogue *catalogue = NULL;
	struct person_finding *found = NULL;
	struct err err = {0};
	struct shelf s;
	sqlite3 *db;
	size_t n = 0;

	(void)state;
	shelf_open(&s);
	store_close(s.store);
	gists_fill(s.path);
	assert_int_equal(sqlite3_open(s.path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM agency WHERE id = 2", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	works(store_open(&s.store, s.path, STORE_USE, &the_err));
	works(catalogue_new(&catalogue, NULL, &the_err));
	rule.catalogue = catalogue;
	assert_int_equal(judge_everyone(s.store, &rule, s.arena, &found, &n, &err), ST_DAMAGED);
	assert_non_null(strstr(err.text, "agency"));
	catalogue_free(catalogue);
	store_close(s.store);
	s.store = NULL;
	shelf_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everybody_is_judged_in_the_order_of_people_however_many_they_are),
		cmocka_unit_test(an_agency_that_is_not_there_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
