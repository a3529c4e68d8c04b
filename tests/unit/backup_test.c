/* Backups of stores of every version, and on a disk that fails. */
#include "shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "recorded.h"
#include "failing.h"
#include "inside.h"
#include "migrate.h"
#include "sqlite/whole.h"
#include "store_backup.h"

enum { EACH = 60, STRIDE = 7 };

static int filled_setup(void **state)
{
	struct shelf *s;

	shelf_setup(state);
	s = *state;
	put_agency(s, "GP");
	put_event(s, put_record(s, "GP", "1", "Okafor"), "w1", EV_ASSESSMENT, ES_COMPLETED,
		"2025-10-01", NULL);
	audit(s, "alice", "look", NULL);
	return 0;
}

static void at(const struct shelf *s, const char *name, char out[static 200])
{
	snprintf(out, 200, "%.90s/%.60s", s->folder, name);
}

/* What `backup` would have made of a store of the first n versions. */
static void old_backup(const struct shelf *s, size_t n, const char *to)
{
	struct backup_record record;
	struct alone alone = {0};
	struct store *old;
	char from[200];

	at(s, "old.db", from);
	works(store_open_with(&old, from, STORE_MAKE, MIGRATIONS, n, &the_err));
	assert_int_equal(sqlite3_exec(old->db, "INSERT INTO agency (id, code) VALUES (1, 'GP')", NULL, NULL,
		NULL), SQLITE_OK);
	fclose(fopen(to, "w"));
	chmod(to, 0600);
	assert_int_equal(whole_copy(old->db, to, NULL, &the_err), SQLITE_OK);
	store_close(old);
	unlink(from);
	works(alone_open(&alone, to, &the_err));
	works(record_make(&alone, to, NULL, &record, &the_err));
	assert_int_equal(record.schema, MIGRATIONS[n - 1].version);
	works(record_put(&alone, &record, &the_err));
	alone_close(&alone);
}

static void a_backup_of_any_version_is_restored_at_this_one(void **state)
{
	struct shelf *s = *state;

	for (size_t n = 1; n <= MIGRATION_COUNT; n++) {
		char file[200], place[200];
		struct restore_order order = {.file = file, .store = place, .worker = "alice"};
		struct restored out;
		struct store *store;
		struct agency *agency;
		size_t agencies;

		at(s, "old.backup", file);
		at(s, "new.db", place);
		old_backup(s, n, file);
		works(store_restore(&order, s->arena, &out, &the_err));
		assert_int_equal(out.record.schema, MIGRATIONS[n - 1].version);
		works(store_open_with(&store, place, STORE_USE, MIGRATIONS, MIGRATION_COUNT, &the_err));
		works(store_agency_all(store, s->arena, &agency, &agencies, &the_err));
		assert_int_equal(agencies, 1);
		store_close(store);
		unlink(place);
		unlink(file);
	}
}

static bool is_there(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

static void a_backup_on_a_failing_disk_is_whole_or_absent(void **state)
{
	struct shelf *s = *state;
	bool has_failed = true;
	char file[200];

	at(s, "a.backup", file);
	for (long n = 1; has_failed; n += n < EACH ? 1 : STRIDE) {
		struct backup_order order = {.file = file};
		struct backup_made made;
		struct err err = {0};
		enum status status;

		failing_begin(n, FAIL_ON, n % 2 ? FAULT_IO : FAULT_FULL);
		status = store_backup(s->store, &order, &made, &err);
		failing_end(&has_failed);
		assert_int_equal(status == ST_OK, is_there(file));
		assert_true(has_failed || status == ST_OK);
		assert_true(status == ST_OK || err.text[0]);
		unlink(file);
	}
}

static void a_restore_on_a_failing_disk_leaves_the_store_or_replaces_it(void **state)
{
	struct shelf *s = *state;
	struct backup_order backup;
	struct backup_made made;
	bool has_failed = true;
	char file[200], was[80];

	at(s, "a.backup", file);
	backup = (struct backup_order){.file = file};
	works(store_backup(s->store, &backup, &made, &the_err));
	snprintf(was, sizeof was, "%s", digest_of(s, "records"));
	put_record(s, "GP", "2", "Bell");
	for (long n = 1; has_failed; n += n < EACH ? 1 : STRIDE) {
		struct restore_order order = {.file = file, .store = s->path, .worker = "alice", .replaces = true};
		struct restored out = {0};
		struct err err = {0};
		enum status status;
		char now[80], is[80];

		snprintf(now, sizeof now, "%s", digest_of(s, "records"));
		store_close(s->store);
		s->store = NULL;
		failing_begin(n, FAIL_ON, n % 2 ? FAULT_IO : FAULT_FULL);
		status = store_restore(&order, s->arena, &out, &err);
		failing_end(&has_failed);
		works(store_open(&s->store, s->path, STORE_USE, &the_err));
		snprintf(is, sizeof is, "%s", digest_of(s, "records"));
		assert_string_equal(is, status == ST_OK ? was : now);
		assert_true(status == ST_OK || err.text[0]);
	}
}

#define on_filled(test) cmocka_unit_test_setup_teardown(test, filled_setup, shelf_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_filled(a_backup_of_any_version_is_restored_at_this_one),
		on_filled(a_backup_on_a_failing_disk_is_whole_or_absent),
		on_filled(a_restore_on_a_failing_disk_leaves_the_store_or_replaces_it),
	};

	failing_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
