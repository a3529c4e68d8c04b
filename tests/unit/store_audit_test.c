/* The audit shows whoever changes, removes or moves a row in it. */
#include "shelf.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hash.h"
#include "inside.h"
#include "migrate.h"

static int audited_setup(void **state)
{
	struct shelf *s;

	shelf_setup(state);
	s = *state;
	audit(s, "alice", "look", "00000000-0000-0000-0000-000000000001");
	audit(s, "bob", "search", NULL);
	audit(s, "alice", "decide", "00000000-0000-0000-0000-000000000002");
	audit(s, "bob", "look", "00000000-0000-0000-0000-000000000001");
	return 0;
}

/* Somebody with another tool and with the right to write the file. */
static void tamper(struct shelf *s, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DROP TRIGGER audit_stays; DROP TRIGGER audit_keeps", NULL,
		NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void does_not_fit_from(struct shelf *s, const char *row)
{
	struct complaint *c;
	struct store_facts facts;
	struct audit_proof proof;
	size_t n;

	assert_int_equal(store_audit_verify(s->store, NULL, &proof, &the_err), ST_DAMAGED);
	if (!strstr(the_err.text, row))
		print_error("%s\n", the_err.text);
	assert_non_null(strstr(the_err.text, row));
	works(store_check(s->store, s->arena, &c, &n, &facts, &the_err));
	assert_in_range(n, 1, 2);
	if (n == 2)
		assert_string_equal(c[0].check, "form"); /* the triggers that had to go */
	assert_string_equal(c[n - 1].check, "audit");
}

static void an_untouched_audit_fits(void **state)
{
	struct shelf *s = *state;
	struct audit_proof first, again;

	works(store_audit_verify(s->store, NULL, &first, &the_err));
	assert_int_equal(first.end.row, 4);
	assert_int_equal(strlen(first.end.hash), 64);
	assert_int_equal(first.keyed_from, 1);
	shelf_reopen(s);
	audit(s, "alice", "look", NULL);
	works(store_audit_verify(s->store, &first.end, &again, &the_err));
	assert_int_equal(again.end.row, 5);
	assert_int_equal(again.unproven, 0);
	assert_string_not_equal(first.end.hash, again.end.hash);
}

static void an_empty_audit_fits(void **state)
{
	struct audit_proof proof;
	struct shelf s;

	(void)state;
	shelf_open(&s);
	works(store_audit_verify(s.store, NULL, &proof, &the_err));
	assert_int_equal(proof.end.row, 0);
	shelf_close(&s);
}

static void beside(const struct shelf *s, const char *tail, char out[static 120])
{
	snprintf(out, 120, "%s%s", s->path, tail);
}

static void the_end_cut_off_shows(void **state)
{
	tamper(*state, "DELETE FROM audit WHERE id > 2");
	does_not_fit_from(*state, "ends with row 2 ");
}

static void all_of_it_taken_away_shows(void **state)
{
	tamper(*state, "DELETE FROM audit; DROP TRIGGER audit_key_keeps; DELETE FROM audit_key");
	does_not_fit_from(*state, "ends with row 0 ");
}

/* Who takes away the note beside the store as well is shown up by one kept elsewhere. */
static void an_end_kept_elsewhere_shows_what_was_cut_off(void **state)
{
	struct shelf *s = *state;
	struct audit_proof proof;
	struct audit_end kept;
	char note[120];

	works(store_audit_end(s->store, &kept, &the_err));
	tamper(s, "DELETE FROM audit WHERE id > 2");
	beside(s, ".head", note);
	assert_int_equal(unlink(note), 0);
	does_not_fit_from(s, "is gone");
	assert_int_equal(store_audit_verify(s->store, &kept, &proof, &the_err), ST_DAMAGED);
	audit(s, "mallory", "look", NULL);
	audit(s, "mallory", "look", NULL);
	assert_int_equal(store_audit_verify(s->store, &kept, &proof, &the_err), ST_DAMAGED);
	assert_non_null(strstr(the_err.text, "row 4 "));
}

/* The key is not in the store: with another one, or none, nothing is made that fits. */
static void a_chain_made_anew_without_the_key_shows(void **state)
{
	struct shelf *s = *state;
	char key[120], kept[120];

	beside(s, ".key", key);
	beside(s, ".kept", kept);
	tamper(s, "DROP TRIGGER audit_key_keeps; DELETE FROM audit; DELETE FROM audit_key");
	assert_int_equal(rename(key, kept), 0);
	shelf_reopen(s);
	for (int i = 0; i < 6; i++)
		audit(s, "mallory", "look", NULL);
	assert_int_equal(rename(kept, key), 0);
	does_not_fit_from(s, "not what this store wrote");
}

/* It goes on with a new one; what went before waits for its own. */
static void a_key_that_was_lost_leaves_its_rows_unproven_until_it_is_back(void **state)
{
	struct shelf *s = *state;
	char key[120], kept[120], line[80];
	struct audit_proof proof;
	FILE *f;

	beside(s, ".key", key);
	beside(s, ".kept", kept);
	assert_int_equal(rename(key, kept), 0);
	shelf_reopen(s);
	audit(s, "alice", "look", NULL);
	works(store_audit_verify(s->store, NULL, &proof, &the_err));
	assert_int_equal(proof.unproven, 4);
	assert_int_equal(proof.unproven_from, 1);
	f = fopen(kept, "r");
	assert_non_null(fgets(line, sizeof line, f));
	fclose(f);
	f = fopen(key, "a");
	fputs(line, f);
	fclose(f);
	works(store_audit_verify(s->store, NULL, &proof, &the_err));
	assert_int_equal(proof.unproven, 0);
	assert_int_equal(proof.end.row, 5);
}

static void only_its_owner_can_read_the_key(void **state)
{
	char key[120];
	struct stat st;

	beside(*state, ".key", key);
	assert_int_equal(stat(key, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

/* Rows of versions that had no key are followed by keyed ones. */
static void an_audit_of_an_earlier_version_goes_on(void **state)
{
	static const char FIRST[] = "INSERT INTO audit VALUES (1, '2025-01-01T00:00:00Z', 'alice', 'look', NULL, NULL, "
		"x'%s')";
	struct hash none = {{0}}, plain;
	crypto_hash_sha256_state hashing;
	const char *const fields[] = {"2025-01-01T00:00:00Z", "alice", "look", NULL, NULL};
	char path[120], hex[65], sql[300];
	struct audit_proof proof;
	struct shelf old = {0};

	crypto_hash_sha256_init(&hashing);
	crypto_hash_sha256_update(&hashing, none.byte, HASH_BYTES);
	hash_int(&hashing, 1);
	for (int i = 0; i < 5; i++)
		hash_text(&hashing, fields[i]);
	crypto_hash_sha256_final(&hashing, plain.byte);
	hash_hex(&plain, hex);
	snprintf(sql, sizeof sql, FIRST, hex);
	for (size_t n = 1; n < MIGRATION_COUNT && MIGRATIONS[n - 1].version < 14; n++) {
		struct shelf *s = *state;
		struct store *store;

		snprintf(path, sizeof path, "%.60s/of%zu.db", s->folder, n);
		works(store_open_with(&store, path, STORE_MAKE, MIGRATIONS, n, &the_err));
		assert_int_equal(sqlite3_exec(store->db, sql, NULL, NULL, NULL), SQLITE_OK);
		store_close(store);
		works(store_open(&old.store, path, STORE_USE, &the_err));
		audit(&old, "bob", "look", NULL);
		works(store_audit_verify(old.store, NULL, &proof, &the_err));
		assert_int_equal(proof.end.row, 2);
		assert_int_equal(proof.keyed_from, 2);
		store_close(old.store);
	}
}

/* In stores of any version: that a decision was made stays, as it was made. */
static void what_was_said_of_a_decision_can_go_and_nothing_else(void **state)
{
	static const char *const REFUSED[] = {"SET note = 'other', reason = NULL", "SET note = NULL, reason = 'x'",
		"SET verdict = 2, note = NULL, reason = NULL", "SET worker = 'bob', note = NULL, reason = NULL",
		"SET at = '', note = NULL, reason = NULL", "SET event = NULL, a = 1, note = NULL, reason = NULL"};
	struct shelf *s = *state;

	for (size_t n = 1; n <= MIGRATION_COUNT; n++) {
		struct store *store;
		char path[120], sql[200];
		sqlite3 *db;

		snprintf(path, sizeof path, "%.60s/said%zu.db", s->folder, n);
		works(store_open_with(&store, path, STORE_MAKE, MIGRATIONS, n, &the_err));
		assert_int_equal(sqlite3_exec(store->db, "INSERT INTO decision (id, at, worker, verdict, reason, note) "
			"VALUES (1, '2025-01-01T00:00:00Z', 'alice', 1, 'changed', 'said')", NULL, NULL, NULL), SQLITE_OK);
		store_close(store);
		works(store_open(&store, path, STORE_USE, &the_err));
		store_close(store);
		assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
		for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
			snprintf(sql, sizeof sql, "UPDATE decision %s WHERE id = 1", REFUSED[i]);
			assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_CONSTRAINT);
		}
		assert_int_equal(sqlite3_exec(db, "UPDATE decision SET reason = NULL, note = NULL WHERE id = 1", NULL,
			NULL, NULL), SQLITE_OK);
		assert_int_equal(sqlite3_exec(db, "DELETE FROM decision", NULL, NULL, NULL), SQLITE_CONSTRAINT);
		sqlite3_close(db);
	}
}

static void a_changed_row_shows(void **state)
{
	tamper(*state, "UPDATE audit SET worker = 'carol' WHERE id = 2");
	does_not_fit_from(*state, "row 2 ");
}

static void nothing_and_an_empty_text_are_not_the_same(void **state)
{
	tamper(*state, "UPDATE audit SET person = '' WHERE id = 2");
	does_not_fit_from(*state, "row 2 ");
}

static void letters_moved_from_one_field_to_the_next_show(void **state)
{
	tamper(*state, "UPDATE audit SET worker = 'bobs', deed = 'earch' WHERE id = 2");
	does_not_fit_from(*state, "row 2 ");
}

static void a_removed_row_shows(void **state)
{
	tamper(*state, "DELETE FROM audit WHERE id = 3");
	does_not_fit_from(*state, "row 3 ");
}

static void the_first_row_removed_and_all_renumbered_shows(void **state)
{
	tamper(*state, "DELETE FROM audit WHERE id = 1; UPDATE audit SET id = id - 1");
	does_not_fit_from(*state, "row 1 ");
}

static void two_rows_exchanged_show(void **state)
{
	tamper(*state, "UPDATE audit SET id = 99 WHERE id = 2; UPDATE audit SET id = 2 WHERE id = 3; "
		"UPDATE audit SET id = 3 WHERE id = 99");
	does_not_fit_from(*state, "row 2 ");
}

static void it_is_listed_newest_first_by_worker_and_by_person(void **state)
{
	struct shelf *s = *state;
	struct audit_row *rows;
	struct audit_query q = {0};
	size_t n;

	works(store_audit_list(s->store, &q, s->arena, &rows, &n, &the_err));
	assert_int_equal(n, 4);
	assert_int_equal(rows[0].id, 4);
	assert_int_equal(strlen(rows[0].at), 20);
	q.limit = 3;
	q.person_uuids = "00000000-0000-0000-0000-000000000001;00000000-0000-0000-0000-000000000002";
	works(store_audit_list(s->store, &q, s->arena, &rows, &n, &the_err));
	assert_int_equal(n, 3);
	assert_int_equal(rows[0].id, 4);
	assert_int_equal(rows[1].id, 3);
	q.worker = "bob";
	works(store_audit_list(s->store, &q, s->arena, &rows, &n, &the_err));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].id, 4);
	q.person_uuids = NULL;
	works(store_audit_list(s->store, &q, s->arena, &rows, &n, &the_err));
	assert_int_equal(n, 2);
	assert_string_equal(rows[1].deed, "search");
}

#define on_audited(test) cmocka_unit_test_setup_teardown(test, audited_setup, shelf_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_audited(an_untouched_audit_fits),
		cmocka_unit_test(an_empty_audit_fits),
		on_audited(the_end_cut_off_shows),
		on_audited(all_of_it_taken_away_shows),
		on_audited(an_end_kept_elsewhere_shows_what_was_cut_off),
		on_audited(a_chain_made_anew_without_the_key_shows),
		on_audited(a_key_that_was_lost_leaves_its_rows_unproven_until_it_is_back),
		on_audited(only_its_owner_can_read_the_key),
		on_audited(what_was_said_of_a_decision_can_go_and_nothing_else),
		on_audited(an_audit_of_an_earlier_version_goes_on),
		on_audited(a_changed_row_shows),
		on_audited(nothing_and_an_empty_text_are_not_the_same),
		on_audited(letters_moved_from_one_field_to_the_next_show),
		on_audited(a_removed_row_shows),
		on_audited(the_first_row_removed_and_all_renumbered_shows),
		on_audited(two_rows_exchanged_show),
		on_audited(it_is_listed_newest_first_by_worker_and_by_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
