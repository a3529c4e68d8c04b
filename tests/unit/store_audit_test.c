/* The audit shows whoever changes, removes or moves a row in it. */
#include "shelf.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int shelf_setup(void **state)
{
	struct shelf *s = calloc(1, sizeof *s);

	shelf_open(s);
	audit(s, "alice", "look", "00000000-0000-0000-0000-000000000001");
	audit(s, "bob", "search", NULL);
	audit(s, "alice", "decide", "00000000-0000-0000-0000-000000000002");
	audit(s, "bob", "look", "00000000-0000-0000-0000-000000000001");
	*state = s;
	return 0;
}

static int shelf_teardown(void **state)
{
	shelf_close(*state);
	free(*state);
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
	int64_t rows;
	char head[65];
	size_t n;

	assert_int_equal(store_audit_verify(s->store, &rows, head, &the_err), ST_DAMAGED);
	if (!strstr(the_err.text, row))
		print_error("%s\n", the_err.text);
	assert_non_null(strstr(the_err.text, row));
	works(store_check(s->store, s->arena, &c, &n, &facts, &the_err));
	assert_int_equal(n, 1);
	assert_string_equal(c[0].check, "audit");
}

static void an_untouched_audit_fits(void **state)
{
	struct shelf *s = *state;
	int64_t rows;
	char head[65], again[65];

	works(store_audit_verify(s->store, &rows, head, &the_err));
	assert_int_equal(rows, 4);
	assert_int_equal(strlen(head), 64);
	shelf_reopen(s);
	audit(s, "alice", "look", NULL);
	works(store_audit_verify(s->store, &rows, again, &the_err));
	assert_int_equal(rows, 5);
	assert_string_not_equal(head, again);
}

static void an_empty_audit_fits(void **state)
{
	struct shelf s;
	int64_t rows;
	char head[65];

	(void)state;
	shelf_open(&s);
	works(store_audit_verify(s.store, &rows, head, &the_err));
	assert_int_equal(rows, 0);
	shelf_close(&s);
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

#define on_shelf(test) cmocka_unit_test_setup_teardown(test, shelf_setup, shelf_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		on_shelf(an_untouched_audit_fits),
		cmocka_unit_test(an_empty_audit_fits),
		on_shelf(a_changed_row_shows),
		on_shelf(nothing_and_an_empty_text_are_not_the_same),
		on_shelf(letters_moved_from_one_field_to_the_next_show),
		on_shelf(a_removed_row_shows),
		on_shelf(the_first_row_removed_and_all_renumbered_shows),
		on_shelf(two_rows_exchanged_show),
		on_shelf(it_is_listed_newest_first_by_worker_and_by_person),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
