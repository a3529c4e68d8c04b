/* What the rule reads of events stands beside them in a store of any age, and where it is
 * not what they say, that is noticed. */
#include "shelf.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gists.h"
#include "inside.h"
#include "migrate.h"
#include "store_events.h"

enum { GISTS_CAME = 18 /* with this version */ };

/* Events of two records, out of force and of no concern to the rule among them. */
static void older_events(const char *path, int version)
{
	static const char EVENTS[] = "INSERT INTO event (record, at, id, agency, source_ref, kind, status, ends, received, "
		"instrument, domains, depth, valid_until, review_of, responded_on, resets, minutes, code_system, code) VALUES "
		"(1, -134217728, 1, 1, 'e1', 1, 2, NULL, 0, 'OT-FUNC', 'MOBIL;COGN', 'overview', '2025-01-01', NULL, NULL, NULL, '45', NULL, NULL), "
		"(1, 134217729, 2, 1, 'e2', 4, 5, 134217735, 0, NULL, NULL, NULL, NULL, 'e1', NULL, NULL, NULL, NULL, NULL), "
		"(1, 0, 3, 1, 'e3', 0, 2, NULL, 0, 'OT-FUNC', NULL, NULL, NULL, NULL, '2025-02-02', NULL, NULL, NULL, NULL), "
		"(1, 0, 4, 1, 'e4', 0, 1, NULL, 0, 'OT-FUNC', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), "
		"(2, 0, 5, 1, 'e5', 5, 2, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), "
		"(2, 0, 6, 1, 'e6', 5, 2, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 'SKIN', NULL, 'x', 'y'), "
		"(2, 0, 7, 1, 'e7', 6, 1, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), "
		"(2, 0, 8, 1, 'e8', 9, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), "
		"(2, 0, 9, 1, 'e9', 1, 7, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)";
	static const char RECORDS[] = "INSERT INTO agency (id, code) VALUES (1, 'GP'); "
		"INSERT INTO record (id, agency, uuid, local_id, received, person) VALUES "
		"(1, 1, zeroblob(16), 'a', 0, 1), (2, 1, x'01', 'b', 0, 1)";
	static const char RECORDS_9[] = "INSERT INTO agency (id, code) VALUES (1, 'GP'); "
		"INSERT INTO record (id, agency, uuid, local_id, received) VALUES "
		"(1, 1, zeroblob(16), 'a', 0), (2, 1, x'01', 'b', 0); "
		"INSERT INTO holding (record, person) VALUES (1, 1), (2, 1)";
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, version < 9 ? RECORDS : RECORDS_9, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, EVENTS, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static enum status gists_count(void *arg, int64_t person, const char *text, size_t length, struct err *err)
{
	struct gist g;

	assert_int_equal(person, 1);
	assert_int_equal(length, strlen(text));
	(void)err;
	while (gist_next(&text, &g))
		*(int *)arg += 1;
	assert_string_equal(text, "");
	return ST_OK;
}

static void a_store_of_any_version_says_to_the_rule_what_its_events_say(void **state)
{
	struct shelf *s = *state;

	for (size_t n = 1; n < MIGRATION_COUNT && MIGRATIONS[n - 1].version < GISTS_CAME; n++) {
		char path[120];
		struct store *store;
		bool agree = false;
		int gists = 0;

		snprintf(path, sizeof path, "%s/with%zu.db", s->folder, n);
		works(store_open_with(&store, path, STORE_MAKE, MIGRATIONS, n, &the_err));
		store_close(store);
		older_events(path, MIGRATIONS[n - 1].version);
		works(store_open(&store, path, STORE_USE, &the_err));
		works(gists_agree(store, &agree, &the_err));
		assert_true(agree);
		works(store_gists_sweep(store, gists_count, &gists, &the_err));
		assert_int_equal(gists, 5);
		store_close(store);
	}
}

static bool gists_agree_after(const char *path, const char *sql)
{
	struct store *store;
	bool agree = true;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	works(store_open(&store, path, STORE_USE, &the_err));
	works(gists_agree(store, &agree, &the_err));
	store_close(store);
	return agree;
}

static void what_the_rule_would_read_wrongly_is_noticed(void **state)
{
	struct shelf *s = *state;
	struct store *store;
	char path[120];

	snprintf(path, sizeof path, "%s/wrong.db", s->folder);
	works(store_open_with(&store, path, STORE_MAKE, MIGRATIONS, 1, &the_err));
	store_close(store);
	older_events(path, 1);
	assert_true(gists_agree_after(path, "SELECT 1"));
	assert_false(gists_agree_after(path, "UPDATE event_gist SET gists = replace(gists, 'SKIN', 'MOBIL')"));
	assert_true(gists_agree_after(path, "UPDATE event SET resets = 'MOBIL' WHERE resets = 'SKIN'"));
	assert_false(gists_agree_after(path, "UPDATE event_gist SET record = 3 - record"));
	assert_true(gists_agree_after(path, "UPDATE event_gist SET record = 3 - record"));
	assert_false(gists_agree_after(path, "UPDATE event_gist SET gists = gists || 'x' WHERE record = 1"));
	assert_false(gists_agree_after(path, "DELETE FROM event_gist WHERE record = 1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_store_of_any_version_says_to_the_rule_what_its_events_say,
			shelf_setup, shelf_teardown),
		cmocka_unit_test_setup_teardown(what_the_rule_would_read_wrongly_is_noticed, shelf_setup, shelf_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
