/* Every statement fits the schema, numbers its parameters as PostgreSQL would,
 * and finds its rows by an index unless it is meant to sweep. */
#include "shelf.h"

#include <stdio.h>
#include <string.h>

#include "sqlite/query.h"

static void every_statement_fits_the_schema(void **state)
{
	struct shelf s;

	(void)state;
	shelf_open(&s);
	works(statements_prepare(s.store, &the_err));
	shelf_close(&s);
}

/* "SCAN e" and its kind; a scan of constant rows or of a step's own result is none. */
static bool is_scan(const char *step)
{
	return (!strncmp(step, "SCAN ", 5) && !strstr(step, "CONSTANT ROW") &&
		!strstr(step, "SUBQUERY") && step[5] != '(') || strstr(step, "AUTOMATIC");
}

static int scans_of(struct store *s, const struct statement_info *what)
{
	char text[8000];
	sqlite3_stmt *st;
	int scans = 0;

	snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s", what->text);
	assert_int_equal(sqlite3_prepare_v2(s->db, text, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *step = (const char *)sqlite3_column_text(st, 3);

		if (is_scan(step)) {
			scans++;
			if (!what->is_sweep)
				print_error("%s: %s\n", what->name, step);
		}
		assert_null(strstr(step, "AUTOMATIC"));
	}
	sqlite3_finalize(st);
	return scans;
}

static void no_statement_passes_over_a_table_unless_it_is_meant_to(void **state)
{
	struct shelf s;
	int wrong = 0;

	(void)state;
	shelf_open(&s);
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		if (!strncmp(STATEMENTS[i].text, "PRAGMA", 6) || i == SQL_READ_BEGIN || i == SQL_READ_END)
			continue;
		if (scans_of(s.store, &STATEMENTS[i]) && !STATEMENTS[i].is_sweep)
			wrong++;
	}
	assert_int_equal(wrong, 0);
	shelf_close(&s);
}

static void plan_has(struct store *s, enum statement what, const char *words)
{
	char text[8000];
	sqlite3_stmt *st;
	bool found = false;

	snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s", STATEMENTS[what].text);
	assert_int_equal(sqlite3_prepare_v2(s->db, text, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW)
		found = found || strstr((const char *)sqlite3_column_text(st, 3), words);
	sqlite3_finalize(st);
	if (!found)
		print_error("%s does not say %s\n", STATEMENTS[what].name, words);
	assert_true(found);
}

static bool plan_sorts(struct store *s, enum statement what)
{
	char text[8000];
	sqlite3_stmt *st;
	bool found = false;

	snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s", STATEMENTS[what].text);
	assert_int_equal(sqlite3_prepare_v2(s->db, text, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW)
		found = found || strstr((const char *)sqlite3_column_text(st, 3), "TEMP B-TREE");
	sqlite3_finalize(st);
	return found;
}

static void the_queues_and_sweeps_read_in_order_without_sorting(void **state)
{
	static const enum statement IN_ORDER[] = {SQL_FINDINGS_ALL, SQL_FINDINGS_BY_STATE,
		SQL_FINDINGS_BY_STAGE, SQL_FINDINGS_SOONEST, SQL_EVENTS_SWEEP, SQL_PERSON_EVENTS, SQL_RECORD_EACH, SQL_DIGEST_RECORDS,
		SQL_DIGEST_EVENTS, SQL_REQUESTS_OPEN, SQL_KEY_FIND_PREFIX, SQL_AUDIT_ALL,
		SQL_AUDIT_OF_PERSON, SQL_AUDIT_OF_WORKER, SQL_DECISIONS_OF_WORKER};
	struct shelf s;

	(void)state;
	shelf_open(&s);
	for (size_t i = 0; i < sizeof IN_ORDER / sizeof *IN_ORDER; i++) {
		if (plan_sorts(s.store, IN_ORDER[i]))
			print_error("%s sorts\n", STATEMENTS[IN_ORDER[i]].name);
		assert_false(plan_sorts(s.store, IN_ORDER[i]));
	}
	plan_has(s.store, SQL_FINDINGS_ALL, "finding_queue");
	plan_has(s.store, SQL_FINDINGS_BY_STATE, "finding_queue");
	plan_has(s.store, SQL_FINDINGS_BY_STAGE, "finding_stage");
	plan_has(s.store, SQL_FINDINGS_SOONEST, "finding_stage");
	plan_has(s.store, SQL_FINDINGS_COUNT_OF_STATE, "COVERING INDEX finding_stage");
	plan_has(s.store, SQL_FINDINGS_COUNT_OF_STAGE, "COVERING INDEX finding_stage");
	plan_has(s.store, SQL_FINDINGS_MINUTES, "COVERING INDEX finding_stage");
	plan_has(s.store, SQL_PEOPLE_OPEN, "event_waiting");
	plan_has(s.store, SQL_PEOPLE_OPEN, "event_request_open");
	plan_has(s.store, SQL_REQUESTS_OPEN, "event_request_open");
	plan_has(s.store, SQL_STAYED_SINCE, "event_stay_open");
	plan_has(s.store, SQL_STAYED_SINCE, "event_stay_ended");
	plan_has(s.store, SQL_STAYED_SINCE, "event_discharge");
	shelf_close(&s);
}

static void run_with(sqlite3_stmt *st, int value)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(st); i++)
		assert_int_equal(sqlite3_bind_int(st, i, value), SQLITE_OK);
	(void)sqlite3_step(st);
	sqlite3_reset(st);
}

/* A statement that is asked once a row would otherwise be parsed once a row. */
static void what_is_bound_makes_no_plan_anew(void **state)
{
	struct shelf s;

	(void)state;
	shelf_open(&s);
	works(statements_prepare(s.store, &the_err));
	for (int i = 0; i < STATEMENT_COUNT; i++) {
		sqlite3_stmt *st = s.store->statement[i];

		if (strncmp(STATEMENTS[i].text, "SELECT", 6) != 0)
			continue;
		for (int value = 0; value < 4; value++)
			run_with(st, value);
		if (sqlite3_stmt_status(st, SQLITE_STMTSTATUS_REPREPARE, 0))
			print_error("%s\n", STATEMENTS[i].name);
		assert_int_equal(sqlite3_stmt_status(st, SQLITE_STMTSTATUS_REPREPARE, 0), 0);
	}
	shelf_close(&s);
}

static void statements_keep_to_sql_that_both_engines_speak(void **state)
{
	static const char *const FOREIGN[] = {"ifnull", " LIKE ", " GLOB ", "strftime", "datetime",
		"INSERT OR", "rowid", "?", "INDEXED BY", "json_"};

	(void)state;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		for (size_t k = 0; k < sizeof FOREIGN / sizeof *FOREIGN; k++)
			assert_null(strstr(STATEMENTS[i].text, FOREIGN[k]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_statement_fits_the_schema),
		cmocka_unit_test(no_statement_passes_over_a_table_unless_it_is_meant_to),
		cmocka_unit_test(the_queues_and_sweeps_read_in_order_without_sorting),
		cmocka_unit_test(what_is_bound_makes_no_plan_anew),
		cmocka_unit_test(statements_keep_to_sql_that_both_engines_speak),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
