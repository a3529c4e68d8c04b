/* Where there is no store, or none of ours, or none that can be written: one
 * clear sentence, the right status, and nothing is touched. */
#define _GNU_SOURCE
#include "shelf.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"

static void in_folder(const struct shelf *s, const char *name, char out[static 200])
{
	snprintf(out, 200, "%s/%.100s", s->folder, name);
}

static void write_file(const char *path, const void *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	close(fd);
}

static off_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_size : -1;
}

/* Both ways of opening refuse, with words in the sentence, and make nothing. */
static void is_refused(const char *path, enum status expected, const char *words)
{
	static const enum store_mode MODES[] = {STORE_USE, STORE_MAKE};

	for (size_t i = 0; i < 2; i++) {
		struct store *store = NULL;
		struct err err = {0};
		enum status status = store_open(&store, path, MODES[i], &err);

		if (status != expected)
			print_error("%d: %s\n", (int)status, err.text);
		assert_int_equal(status, expected);
		assert_int_equal(err.code, expected);
		assert_null(store);
		if (!strstr(err.text, words))
			print_error("%s\n", err.text);
		assert_non_null(strstr(err.text, words));
	}
}

static void a_new_store_has_an_id_that_stays(void **state)
{
	struct shelf *s = *state;
	char id[37];
	uuid_t parsed;

	snprintf(id, sizeof id, "%s", store_id(s->store));
	assert_int_equal(uuid_parse(id, parsed), 0);
	assert_int_equal(uuid_type(parsed), UUID_TYPE_DCE_RANDOM);
	shelf_reopen(s);
	assert_string_equal(store_id(s->store), id);
	assert_true(store_is_owned(s->store));
	assert_string_equal(store_path(s->store), s->path);
}

static void only_its_owner_can_read_what_is_made(void **state)
{
	static const char *const TAILS[] = {"", "-wal", "-shm", ".lock"};
	struct shelf *s = *state;
	struct stat st;
	char name[200];

	put_agency(s, "GP");
	for (size_t i = 0; i < sizeof TAILS / sizeof *TAILS; i++) {
		snprintf(name, sizeof name, "%s%s", s->path, TAILS[i]);
		assert_int_equal(stat(name, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
}

static void making_leaves_nothing_beside_the_store(void **state)
{
	struct shelf *s = *state;
	char name[64], path[200];

	snprintf(name, sizeof name, "case.db.making-%ld", (long)getpid());
	in_folder(s, name, path);
	assert_int_equal(size_of(path), -1);
}

static void making_makes_its_folders_for_the_owner_alone(void **state)
{
	struct shelf *s = *state;
	struct store *store;
	struct stat st;
	char path[200], folder[200];

	in_folder(s, "a/b/case.db", path);
	works(store_open(&store, path, STORE_MAKE, &the_err));
	store_close(store);
	in_folder(s, "a/b", folder);
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	unlink(path);
	in_folder(s, "a/b/case.db.lock", path);
	unlink(path);
	rmdir(folder);
}

static void making_on_a_store_that_exists_opens_it(void **state)
{
	struct shelf *s = *state;
	struct store *again;

	put_agency(s, "GP");
	works(store_open(&again, s->path, STORE_MAKE, &the_err));
	assert_string_equal(store_id(again), store_id(s->store));
	store_close(again);
}

static void no_store_is_missing(void **state)
{
	struct shelf *s = *state;
	struct store *store = NULL;
	char path[200];

	in_folder(s, "none.db", path);
	assert_int_equal(store_open(&store, path, STORE_USE, &the_err), ST_MISSING);
	assert_non_null(strstr(the_err.text, "throughline init"));
	in_folder(s, "no-folder/none.db", path);
	assert_int_equal(store_open(&store, path, STORE_USE, &the_err), ST_MISSING);
	assert_int_equal(size_of(path), -1);
}

static void a_text_file_is_no_store(void **state)
{
	char text[4096], path[200];

	memset(text, 'x', sizeof text);
	in_folder(*state, "notes.txt", path);
	write_file(path, text, sizeof text);
	is_refused(path, ST_DAMAGED, "is not a Throughline store");
	assert_int_equal(size_of(path), sizeof text);
	write_file(path, "short", 5);
	is_refused(path, ST_DAMAGED, "is not a Throughline store");
}

static void another_programs_database_is_no_store_and_stays_untouched(void **state)
{
	char path[200], wal[210];
	sqlite3 *db;

	in_folder(*state, "other.db", path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE t (x)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	is_refused(path, ST_DAMAGED, "is not a Throughline store");
	snprintf(wal, sizeof wal, "%s-wal", path);
	assert_int_equal(size_of(wal), -1);
	snprintf(wal, sizeof wal, "%s.lock", path);
	assert_int_equal(size_of(wal), -1);
}

static void an_empty_file_is_no_store(void **state)
{
	char path[200];

	in_folder(*state, "empty.db", path);
	write_file(path, "", 0);
	is_refused(path, ST_DAMAGED, "is empty");
	assert_int_equal(size_of(path), 0);
}

static void a_folder_is_no_store(void **state)
{
	struct shelf *s = *state;
	char path[200];

	is_refused(s->folder, ST_DAMAGED, "is a folder");
	snprintf(path, sizeof path, "%s/", s->folder);
	is_refused(path, ST_DAMAGED, "is a folder");
}

static void a_symbolic_link_is_not_followed(void **state)
{
	struct shelf *s = *state;
	char path[200];

	in_folder(s, "link.db", path);
	assert_int_equal(symlink(s->path, path), 0);
	is_refused(path, ST_DAMAGED, "symbolic link");
}

static void a_folder_reached_by_a_link_is_fine(void **state)
{
	struct shelf *s = *state;
	struct store *store;
	char link[200], path[220];

	in_folder(s, "way", link);
	assert_int_equal(symlink(s->folder, link), 0);
	snprintf(path, sizeof path, "%s/case.db", link);
	works(store_open(&store, path, STORE_USE, &the_err));
	store_close(store);
}

static void a_file_without_write_bits_is_read_only_for_everyone(void **state)
{
	struct shelf *s = *state;

	store_close(s->store);
	s->store = NULL;
	chmod(s->path, 0400);
	is_refused(s->path, ST_READONLY, "cannot be written");
	chmod(s->path, 0600);
}

static void a_folder_without_write_bits_is_read_only_for_everyone(void **state)
{
	struct shelf *s = *state;

	store_close(s->store);
	s->store = NULL;
	chmod(s->folder, 0500);
	is_refused(s->path, ST_READONLY, "cannot be written");
	chmod(s->folder, 0700);
}

static void a_store_cut_short_is_damaged(void **state)
{
	struct shelf *s = *state;
	struct store *store = NULL;
	enum status status;

	store_close(s->store);
	s->store = NULL;
	assert_int_equal(truncate(s->path, 6000), 0);
	status = store_open(&store, s->path, STORE_USE, &the_err);
	assert_int_equal(status, ST_DAMAGED);
	assert_null(store);
	assert_non_null(strstr(the_err.text, "damaged"));
}

static void a_store_of_a_newer_program_is_left_alone(void **state)
{
	struct shelf *s = *state;
	struct store *store = NULL;
	sqlite3 *db;

	store_close(s->store);
	s->store = NULL;
	assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_int_equal(store_open(&store, s->path, STORE_USE, &the_err), ST_NEWER);
	assert_non_null(strstr(the_err.text, "newer"));
}

static enum status do_nothing(struct txn *t, void *arg, struct err *err)
{
	(void)t;
	(void)arg;
	(void)err;
	return ST_OK;
}

static void a_store_in_use_for_too_long_is_busy(void **state)
{
	struct shelf *s = *state;
	char name[200];
	int fd;

	snprintf(name, sizeof name, "%s.lock", s->path);
	fd = open(name, O_RDWR);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	s->store->wait_ms = 30;
	assert_int_equal(store_write(s->store, STORE_FULL, do_nothing, NULL, &the_err), ST_BUSY);
	assert_non_null(strstr(the_err.text, "try again"));
	close(fd);
	works(store_write(s->store, STORE_FULL, do_nothing, NULL, &the_err));
}

static void another_tool_that_writes_is_waited_for_and_then_busy(void **state)
{
	struct shelf *s = *state;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	s->store->wait_ms = 30;
	assert_int_equal(store_write(s->store, STORE_FULL, do_nothing, NULL, &the_err), ST_BUSY);
	sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_close(db);
	works(store_write(s->store, STORE_FULL, do_nothing, NULL, &the_err));
}

static void a_connection_of_ours_can_change_neither_schema_nor_audit(void **state)
{
	static const char *const REFUSED[] = {
		"UPDATE audit SET worker = 'x'", "DELETE FROM audit", "DROP TABLE record",
		"CREATE TABLE t (x)", "ATTACH ':memory:' AS x", "UPDATE decision SET verdict = 1",
		"DELETE FROM decision_evidence", "PRAGMA writable_schema = 1", "PRAGMA journal_mode = DELETE",
	};
	struct shelf *s = *state;

	audit(s, "alice", "look", NULL);
	for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++)
		assert_int_equal(sqlite3_exec(s->store->db, REFUSED[i], NULL, NULL, NULL) & 0xff,
			SQLITE_AUTH);
}

static void triggers_keep_the_audit_and_decisions_from_other_tools(void **state)
{
	struct shelf *s = *state;
	int64_t r = put_record(s, "GP", "1", "Okafor");
	int64_t e = put_event(s, r, "e", EV_ASSESSMENT, ES_COMPLETED, "2025-03-01", NULL);
	sqlite3 *db;

	audit(s, "alice", "look", NULL);
	decide(s, "alice", VD_AVOIDABLE, e, &e, 1);
	assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(db, "DELETE FROM audit", NULL, NULL, NULL), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(db, "UPDATE audit SET worker = 'x'", NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(db, "DELETE FROM decision", NULL, NULL, NULL), SQLITE_OK);
	assert_int_not_equal(sqlite3_exec(db, "UPDATE decision SET reason = 'x'", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
}

static void addresses_are_of_this_store_alone(void **state)
{
	struct shelf *s = *state, other;
	char one[37], again[37], another[37];

	shelf_open(&other);
	store_address(s->store, "GP", "e1", one);
	store_address(s->store, "GP", "e1", again);
	store_address(other.store, "GP", "e1", another);
	assert_string_equal(one, again);
	assert_string_not_equal(one, another);
	assert_int_equal(one[14], '5');
	shelf_close(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_shelf(a_new_store_has_an_id_that_stays),
		on_shelf(only_its_owner_can_read_what_is_made),
		on_shelf(making_leaves_nothing_beside_the_store),
		on_shelf(making_makes_its_folders_for_the_owner_alone),
		on_shelf(making_on_a_store_that_exists_opens_it),
		on_shelf(no_store_is_missing),
		on_shelf(a_text_file_is_no_store),
		on_shelf(another_programs_database_is_no_store_and_stays_untouched),
		on_shelf(an_empty_file_is_no_store),
		on_shelf(a_folder_is_no_store),
		on_shelf(a_symbolic_link_is_not_followed),
		on_shelf(a_folder_reached_by_a_link_is_fine),
		on_shelf(a_file_without_write_bits_is_read_only_for_everyone),
		on_shelf(a_folder_without_write_bits_is_read_only_for_everyone),
		on_shelf(a_store_cut_short_is_damaged),
		on_shelf(a_store_of_a_newer_program_is_left_alone),
		on_shelf(a_store_in_use_for_too_long_is_busy),
		on_shelf(another_tool_that_writes_is_waited_for_and_then_busy),
		on_shelf(a_connection_of_ours_can_change_neither_schema_nor_audit),
		on_shelf(triggers_keep_the_audit_and_decisions_from_other_tools),
		on_shelf(addresses_are_of_this_store_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
