/* A transaction is whole or was never; writers wait for each other; an older
 * store is brought up to date after a copy of it was made. */
#define _GNU_SOURCE
#include "shelf.h"

#include <sqlite3.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "inside.h"
#include "migrate.h"

static size_t agencies(struct shelf *s)
{
	struct agency *all;
	size_t n;

	works(store_agency_all(s->store, s->arena, &all, &n, &the_err));
	return n;
}

struct story { const char *code; int calls, fail_until; enum status fails_with; int64_t record; };

static enum status put_both(struct txn *t, void *arg, struct err *err)
{
	struct story *w = arg;
	struct record r = {.local_id = w->code};
	enum status status = store_agency_put(t, &(struct agency){.code = w->code}, &r.agency, NULL,
		err);

	w->calls++;
	if (status == ST_OK)
		status = store_record_put(t, &r, 0, &w->record, NULL, err);
	txn_bump(t);
	if (status == ST_OK && w->calls <= w->fail_until)
		status = err_set(err, w->fails_with, "not this time");
	return status;
}

static void what_fails_leaves_nothing(void **state)
{
	struct shelf *s = *state;
	struct story w = {.code = "GP", .fail_until = 1, .fails_with = ST_FORMAT};
	int64_t people, records, seq = store_change_seq(s->store);

	assert_int_equal(store_write(s->store, STORE_FULL, put_both, &w, &the_err), ST_FORMAT);
	assert_string_equal(the_err.text, "not this time");
	assert_int_equal(agencies(s), 0);
	works(store_person_count(s->store, &people, &records, &the_err));
	assert_int_equal(people, 0);
	assert_int_equal(store_change_seq(s->store), seq);
	w.code = "NHS";
	works(store_write(s->store, STORE_FULL, put_both, &w, &the_err));
	assert_int_equal(w.record, 1);
	assert_int_equal(store_change_seq(s->store), seq + 1);
}

static void a_code_noted_in_what_was_rolled_back_is_forgotten(void **state)
{
	struct shelf *s = *state;
	struct story w = {.code = "GP", .fail_until = 1, .fails_with = ST_FORMAT};
	struct record r;

	assert_int_equal(store_write(s->store, STORE_FULL, put_both, &w, &the_err), ST_FORMAT);
	w.code = "NHS";
	works(store_write(s->store, STORE_FULL, put_both, &w, &the_err));
	works(store_record_get(s->store, w.record, s->arena, &r, &the_err));
	assert_string_equal(r.agency_code, "NHS");
}

static void what_was_busy_is_run_again(void **state)
{
	struct shelf *s = *state;
	struct story w = {.code = "GP", .fail_until = 2, .fails_with = ST_BUSY};

	works(store_write(s->store, STORE_FULL, put_both, &w, &the_err));
	assert_int_equal(w.calls, 3);
	assert_int_equal(agencies(s), 1);
}

static enum status read_own(struct txn *t, void *arg, struct err *err)
{
	struct story *w = arg;
	int64_t found, people, records;
	enum status status = put_both(t, w, err);

	works(status);
	works(store_record_find(txn_store(t), w->code, w->code, &found, err));
	assert_int_equal(found, w->record);
	works(store_person_count(txn_store(t), &people, &records, err));
	assert_int_equal(people, 1);
	return ST_OK;
}

static void a_transaction_reads_what_it_wrote(void **state)
{
	struct shelf *s = *state;
	struct story w = {.code = "GP"};

	works(store_write(s->store, STORE_FULL, read_own, &w, &the_err));
}

static enum status nest(struct txn *t, void *arg, struct err *err)
{
	(void)err;
	return store_write(txn_store(t), STORE_FULL, put_both, arg, &the_err);
}

static void a_transaction_inside_another_is_refused(void **state)
{
	struct shelf *s = *state;
	struct story w = {.code = "GP"};

	assert_int_equal(store_write(s->store, STORE_FULL, nest, &w, &the_err), ST_BUG);
	assert_int_equal(agencies(s), 0);
	works(store_write(s->store, STORE_FULL, put_both, &w, &the_err));
}

static void others_commits_are_seen_and_own_ones_are_not_news(void **state)
{
	struct shelf *s = *state;
	struct store *other;
	struct story w = {.code = "GP"};
	int64_t seq = store_change_seq(s->store);

	works(store_open(&other, s->path, STORE_USE, &the_err));
	assert_false(store_looks_changed(s->store));
	works(store_write(other, STORE_FULL, put_both, &w, &the_err));
	assert_true(store_looks_changed(s->store));
	assert_false(store_looks_changed(s->store));
	assert_int_equal(store_change_seq(s->store), seq + 1);
	works(store_write(s->store, STORE_FULL, put_both, &w, &the_err));
	assert_false(store_looks_changed(s->store));
	store_close(other);
}

static void a_full_disk_says_so_and_changes_nothing(void **state)
{
	struct shelf *s = *state;
	char *long_text = malloc(200001);
	struct story w = {.code = long_text};
	sqlite3 *db = s->store->db;

	assert_non_null(long_text);
	memset(long_text, 'x', 200000);
	long_text[200000] = '\0';
	put_agency(s, "GP");
	sqlite3_set_authorizer(db, NULL, NULL);
	assert_int_equal(sqlite3_exec(db, "PRAGMA max_page_count = 1", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(store_write(s->store, STORE_FULL, put_both, &w, &the_err), ST_FULL);
	assert_non_null(strstr(the_err.text, "free some space"));
	assert_int_equal(agencies(s), 1);
	assert_int_equal(sqlite3_exec(db, "PRAGMA max_page_count = 1000000", NULL, NULL, NULL),
		SQLITE_OK);
	put_agency(s, "NHS");
	free(long_text);
}

/* Two processes ----------------------------------------------------------- */

enum { ROUNDS = 60 };

static enum status put_next(struct txn *t, void *arg, struct err *err)
{
	struct audit_row row = {.worker = arg, .deed = "look"};

	return store_audit_add(t, &row, err);
}

static int write_many(const char *path, char *worker)
{
	struct store *store;
	struct err err;

	if (store_open(&store, path, STORE_USE, &err) != ST_OK)
		return 1;
	for (int i = 0; i < ROUNDS; i++)
		if (store_write(store, i % 2 ? STORE_NORMAL : STORE_FULL, put_next, worker, &err) != ST_OK)
			return 2;
	store_close(store);
	return 0;
}

static void processes_that_write_at_once_lose_nothing(void **state)
{
	struct shelf *s = *state;
	pid_t child[3];
	struct audit_proof proof;

	store_close(s->store);
	s->store = NULL;
	for (int i = 0; i < 3; i++) {
		child[i] = fork();
		if (child[i] == 0)
			_exit(write_many(s->path, "worker"));
	}
	for (int i = 0; i < 3; i++) {
		int code;

		assert_int_equal(waitpid(child[i], &code, 0), child[i]);
		assert_int_equal(code, 0);
	}
	works(store_open(&s->store, s->path, STORE_USE, &the_err));
	works(store_audit_verify(s->store, NULL, &proof, &the_err));
	assert_int_equal(proof.end.row, 3 * ROUNDS);
}

static void two_that_make_the_same_store_at_once_get_one(void **state)
{
	struct shelf *s = *state;
	char path[120];
	pid_t child[4];

	snprintf(path, sizeof path, "%s/new/case.db", s->folder);
	for (int i = 0; i < 4; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			struct store *store;

			if (store_open(&store, path, STORE_MAKE, NULL) != ST_OK)
				_exit(1);
			_exit(store_write(store, STORE_FULL, put_next, "worker", NULL) != ST_OK);
		}
	}
	for (int i = 0; i < 4; i++) {
		int code;

		assert_int_equal(waitpid(child[i], &code, 0), child[i]);
		assert_int_equal(code, 0);
	}
	store_close(s->store);
	works(store_open(&s->store, path, STORE_USE, &the_err));
	{
		struct audit_proof proof;

		works(store_audit_verify(s->store, NULL, &proof, &the_err));
		assert_int_equal(proof.end.row, 4);
	}
	store_close(s->store);
	s->store = NULL;
	for (size_t i = 0; i < 4; i++) {
		static const char *const TAILS[] = {"", "-wal", "-shm", ".lock"};
		char name[140];

		snprintf(name, sizeof name, "%s%s", path, TAILS[i]);
		unlink(name);
	}
}

static enum status write_and_die(struct txn *t, void *arg, struct err *err)
{
	put_both(t, arg, err);
	kill(getpid(), SIGKILL);
	return ST_OK;
}

static void a_writer_that_dies_holds_nobody_up_and_leaves_nothing(void **state)
{
	struct shelf *s = *state;
	struct story w = {.code = "GP"};
	pid_t child;
	int code;

	store_close(s->store);
	s->store = NULL;
	child = fork();
	if (child == 0) {
		struct store *store;

		if (store_open(&store, s->path, STORE_USE, NULL) == ST_OK)
			store_write(store, STORE_FULL, write_and_die, &w, NULL);
		_exit(1);
	}
	assert_int_equal(waitpid(child, &code, 0), child);
	assert_true(WIFSIGNALED(code));
	works(store_open(&s->store, s->path, STORE_USE, &the_err));
	assert_int_equal(agencies(s), 0);
	put_agency(s, "NHS");
}

/* Migrations --------------------------------------------------------------- */

static const char SECOND[] = "ALTER TABLE setting ADD COLUMN about TEXT; "
	"CREATE TABLE added (id INTEGER PRIMARY KEY, what TEXT) STRICT;";
static const char BROKEN[] = "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; CREATE NONSENSE;";

static void with_next(struct migration list[static 2], const char *sql)
{
	list[0] = MIGRATIONS[0];
	list[1] = (struct migration){MIGRATIONS[MIGRATION_COUNT - 1].version + 1, sql};
}

static int64_t tables_named(const char *path, const char *name)
{
	sqlite3_stmt *st;
	sqlite3 *db;
	int64_t n;

	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM sqlite_master WHERE name = ?", -1,
		&st, NULL), SQLITE_OK);
	sqlite3_bind_text(st, 1, name, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

static void an_older_store_is_copied_and_brought_up_to_date(void **state)
{
	struct shelf *s = *state;
	struct migration list[2];
	char copy[120], id[37];
	struct stat st;
	struct store *older;

	put_agency(s, "GP");
	snprintf(id, sizeof id, "%s", store_id(s->store));
	store_close(s->store);
	s->store = NULL;
	with_next(list, SECOND);
	works(store_open_with(&s->store, s->path, STORE_USE, list, 2, &the_err));
	assert_int_equal(agencies(s), 1);
	assert_string_equal(store_id(s->store), id);
	snprintf(copy, sizeof copy, "%s.before-v%d", s->path, list[1].version);
	assert_int_equal(stat(copy, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(tables_named(s->path, "added"), 1);
	assert_int_equal(tables_named(copy, "added"), 0);
	works(store_open(&older, copy, STORE_USE, &the_err));
	store_close(older);
	assert_int_equal(store_open(&older, s->path, STORE_USE, &the_err), ST_NEWER);
	shelf_close(s);
	shelf_open(s);
}

/* What came before is what an agency was known by, and stays sent as one. */
static void a_store_of_version_one_is_brought_up_to_date(void **state)
{
	struct shelf *s = *state;
	char path[120];
	struct store *store;
	sqlite3 *db;

	snprintf(path, sizeof path, "%s/one.db", s->folder);
	works(store_open_with(&store, path, STORE_MAKE, MIGRATIONS, 1, &the_err));
	store_close(store);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "INSERT INTO agency (id, code) VALUES (1, 'GP'); "
		"INSERT INTO record (id, person, agency, uuid, local_id, received) VALUES "
		"(1, 1, 1, zeroblob(16), 'a', 0), (2, 1, 1, x'01', 'b', 0); "
		"INSERT INTO link VALUES (1, 2, 'certain', 30, 'linked', 'sent as one')", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	works(store_open(&store, path, STORE_USE, &the_err));
	store_close(store);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE sent_as_one SET import = 0 WHERE a = 1 AND b = 2 "
		"AND import = 0; UPDATE agency SET is_out = 0 WHERE is_out = 0; "
		"UPDATE holding SET person = 1 WHERE person = 1", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_total_changes(db), 4);
	sqlite3_close(db);
}

/* As a store of that version holds three records of two people, one of them out of force, and a link. */
static void older_fill(const char *path, int version)
{
	static const char PEOPLE[] = "INSERT INTO agency (id, code) VALUES (1, 'GP'); "
		"INSERT INTO record (id, agency, uuid, local_id, received, person) VALUES "
		"(1, 1, zeroblob(16), 'a', 0, 1), (2, 1, x'01', 'b', 0, 1), (3, 1, x'02', 'c', 0, 0)";
	static const char PEOPLE_9[] = "INSERT INTO agency (id, code) VALUES (1, 'GP'); "
		"INSERT INTO record (id, agency, uuid, local_id, received) VALUES "
		"(1, 1, zeroblob(16), 'a', 0), (2, 1, x'01', 'b', 0), (3, 1, x'02', 'c', 0); "
		"INSERT INTO holding (record, person) VALUES (1, 1), (2, 1), (3, 0)";
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, version < 9 ? PEOPLE : PEOPLE_9, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "INSERT INTO link VALUES (1, 2, 'likely', 7.5, 'to-decide', 'same names'); "
		"UPDATE counter SET next_record = 4, people = 1", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void a_store_of_any_version_keeps_its_people_and_links(void **state)
{
	struct shelf *s = *state;

	for (size_t n = 1; n < MIGRATION_COUNT && MIGRATIONS[n - 1].version < 10; n++) {
		char path[120];
		struct store *store;
		struct link_row *row = NULL;
		size_t rows = 0;
		int64_t id = 2, person = 0;

		snprintf(path, sizeof path, "%s/of%zu.db", s->folder, n);
		works(store_open_with(&store, path, STORE_MAKE, MIGRATIONS, n, &the_err));
		store_close(store);
		older_fill(path, MIGRATIONS[n - 1].version);
		works(store_open(&store, path, STORE_USE, &the_err));
		works(store_person_of(store, 2, &person, &the_err));
		assert_int_equal(person, 1);
		assert_int_equal(store_person_of(store, 3, &person, &the_err), ST_NONE);
		works(store_links_of(store, &id, 1, s->arena, &row, &rows, &the_err));
		assert_int_equal(rows, 1);
		assert_int_equal(row->a, 1);
		assert_string_equal(row->band, "likely");
		assert_true(row->weight > 7.4 && row->weight < 7.6);
		assert_string_equal(row->state, "to-decide");
		assert_string_equal(row->reason, "same names");
		store_close(store);
	}
}

static void a_migration_that_fails_leaves_the_store_as_it_was(void **state)
{
	struct shelf *s = *state;
	struct migration list[2];
	struct store *store = NULL;

	put_agency(s, "GP");
	store_close(s->store);
	s->store = NULL;
	with_next(list, BROKEN);
	assert_int_equal(store_open_with(&store, s->path, STORE_USE, list, 2, &the_err), ST_DAMAGED);
	assert_null(store);
	assert_int_equal(tables_named(s->path, "half"), 0);
	works(store_open(&s->store, s->path, STORE_USE, &the_err));
	assert_int_equal(agencies(s), 1);
}

static void a_new_store_is_made_at_the_last_version_without_a_copy(void **state)
{
	struct shelf *s = *state;
	struct migration list[2];
	struct store *store;
	char path[120], copy[140];
	struct stat st;

	with_next(list, SECOND);
	snprintf(path, sizeof path, "%s/two.db", s->folder);
	works(store_open_with(&store, path, STORE_MAKE, list, 2, &the_err));
	store_close(store);
	assert_int_equal(tables_named(path, "added"), 1);
	snprintf(copy, sizeof copy, "%s.before-v%d", path, list[1].version);
	assert_int_not_equal(stat(copy, &st), 0);
}

enum { TEXTS = 7, TEXT_ROOM = 900000 };

static enum status much_put(struct txn *t, void *arg, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < TEXTS && st == ST_OK; i++)
		st = store_setting_put(t, ((const char *[]){"a", "b", "c", "d", "e", "f", "g"})[i], arg, err);
	return st;
}

static int64_t size_at(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : -1;
}

/* Frames in the write-ahead log, and how many of them are in the store. */
static void log_count(const char *path, int *all, int *gone)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "SELECT count(*) FROM setting", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, all, gone), SQLITE_OK);
	sqlite3_close(db);
}

static void a_long_log_is_worked_off_by_who_writes_not_by_who_looks(void **state)
{
	struct shelf *s = *state;
	char *much = malloc(TEXT_ROOM + 1);
	int all, gone;

	assert_non_null(much);
	memset(much, 'x', TEXT_ROOM);
	much[TEXT_ROOM] = '\0';
	works(store_write(s->store, STORE_NORMAL, much_put, much, &the_err));
	assert_true(size_at(s->path) < TEXTS * TEXT_ROOM / 2);
	works(store_write(s->store, STORE_FULL, much_put, "little", &the_err));
	assert_true(size_at(s->path) > TEXTS * TEXT_ROOM / 2);
	log_count(s->path, &all, &gone);
	assert_in_range(all, 1, 20); /* it has begun anew */
	for (int i = 0; i < 8; i++) { /* but nobody lets it grow for ever */
		much[0] = (char)('a' + i);
		works(store_write(s->store, STORE_NORMAL, much_put, much, &the_err));
	}
	log_count(s->path, &all, &gone);
	assert_in_range(all, 1, 12000);
	free(much);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_shelf(what_fails_leaves_nothing),
		on_shelf(a_code_noted_in_what_was_rolled_back_is_forgotten),
		on_shelf(what_was_busy_is_run_again),
		on_shelf(a_transaction_reads_what_it_wrote),
		on_shelf(a_transaction_inside_another_is_refused),
		on_shelf(others_commits_are_seen_and_own_ones_are_not_news),
		on_shelf(a_full_disk_says_so_and_changes_nothing),
		on_shelf(processes_that_write_at_once_lose_nothing),
		on_shelf(two_that_make_the_same_store_at_once_get_one),
		on_shelf(a_long_log_is_worked_off_by_who_writes_not_by_who_looks),
		on_shelf(a_writer_that_dies_holds_nobody_up_and_leaves_nothing),
		on_shelf(an_older_store_is_copied_and_brought_up_to_date),
		on_shelf(a_store_of_version_one_is_brought_up_to_date),
		on_shelf(a_store_of_any_version_keeps_its_people_and_links),
		on_shelf(a_migration_that_fails_leaves_the_store_as_it_was),
		on_shelf(a_new_store_is_made_at_the_last_version_without_a_copy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
