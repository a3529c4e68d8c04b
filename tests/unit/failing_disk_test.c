/* A disk that fails: whoever asks for a write, sync or open in an import, its withdrawal, a migration, and every way
 * in which workers write, their first and their last of it fail, once or from then on. */
#include <stdio.h>
#include <string.h>

#include "failing.h"
#include "ingest.h"
#include "inside.h"
#include "migrate.h"
#include "tries.h"
#include "workers.h"

static void an_import_is_whole_or_absent(void **state)
{
	struct trial t = {0};

	(void)state;
	town_open(&t.town);
	town_record(&t.town, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	town_record(&t.town, "GP", "7", "Grace", "Okafor", "1943-07-03");
	town_assessment(&t.town, "GP", "7", "w1", "WELLB", "2025-10-01");
	trial_put(&t, "people.csv", "local_id,nhs_number,given_name,family_name,date_of_birth\n"
		"1,9990000018,Grace,Okafor,1943-07-03\n2,,Amos,Bell,1950-02-01\n");
	trial_put(&t, "events.csv", "source_ref,local_id,kind,starts_on,instrument,status\n"
		"N1,1,assessment,2025-11-24,WELLB,planned\nN2,2,contact,2025-11-03,,\nN3,9,contact,2025-11-03,,\n");
	trial_begin(&t, trial_import);
	assert_string_not_equal(t.before, t.after);
	tries_make(&t, "an import");
	trial_end(&t);
}

static enum status withdraw_deed(struct trial *t, struct err *err)
{
	struct ingest_options options = {0};
	struct withdraw_report report;
	enum status status = trial_open(t, err);

	return status == ST_OK ? ingest_withdraw(t->town.session, 1, &options, &report, err) : status;
}

static void an_import_is_taken_back_or_stays(void **state)
{
	struct trial t = {0};

	(void)state;
	town_open(&t.town);
	town_record(&t.town, "ASC", "1", "Grace", "Okafor", "1943-07-03");
	town_record(&t.town, "GP", "7", "Grace", "Okafor", "1943-07-03");
	town_assessment(&t.town, "GP", "7", "w1", "WELLB", "2025-10-01");
	trial_close(&t);
	trial_put(&t, "people.csv", "local_id,nhs_number,given_name,family_name,date_of_birth\n1,9990000018,Grace,Okafor,1943-07-03\n");
	trial_put(&t, "events.csv", "source_ref,local_id,kind,starts_on,instrument,status\nN1,1,assessment,2025-11-24,WELLB,planned\n");
	works(trial_import(&t, &the_err));
	trial_begin(&t, withdraw_deed);
	assert_string_not_equal(t.before, t.after);
	tries_make(&t, "a withdrawal");
	trial_end(&t);
}

/* A store that is made, and its first worker with it. */
static const struct worker_said FIRST = {.name = "ada", .role = "steward"};

static enum status made_deed(struct trial *t, struct err *err)
{
	struct session_options options = town_options(&t->town);
	enum status status;

	options.make = true;
	status = session_open(&t->town.session, &options, err);
	return status == ST_OK ? worker_add(t->town.session, &FIRST, err) : status;
}

/* Who opens it next has a store that is sound, with the worker or without. */
static void is_made_by_the_next(struct trial *t, enum status status)
{
	struct session_options options = town_options(&t->town);
	struct doctor_report report;
	struct worker *worker;
	size_t n;

	options.make = true;
	works(session_open(&t->town.session, &options, &the_err));
	works(workers_list(t->town.session, t->town.arena, &worker, &n, &the_err));
	assert_true(status == ST_OK ? n == 1 : n <= 1);
	if (!n)
		works(worker_add(t->town.session, &FIRST, &the_err));
	works(doctor_run(t->town.session, t->town.arena, &report, &the_err));
	assert_int_equal(report.complaint_n, 0);
	trial_close(t);
}

/* How many operations it takes, with who asks for them. */
static long made_watched(struct trial *t, enum failing_fault fault)
{
	bool has_failed;

	trial_clear(t);
	failing_watch(fault);
	works(made_deed(t, &the_err));
	trial_close(t);
	return failing_end(&has_failed);
}

static void try_making(struct trial *t, long n, enum failing_how how, enum failing_fault fault)
{
	struct err err = {0};
	enum status status;
	bool has_failed;

	trial_clear(t);
	failing_begin(n, how, fault);
	status = made_deed(t, &err);
	trial_close(t);
	failing_end(&has_failed);
	assert_true(has_failed || status == ST_OK);
	assert_true(status == ST_OK || err.text[0]);
	is_made_by_the_next(t, status);
	arena_reset(t->town.arena);
}

static void a_store_is_made_or_can_be_made_by_the_next(void **state)
{
	struct trial t = {0};
	long met = 0;

	(void)state;
	town_open(&t.town);
	trial_close(&t);
	for (int fault = FAULT_IO; fault <= FAULT_FULL; fault++) {
		long count = made_watched(&t, (enum failing_fault)fault);

		for (int how = FAIL_ONCE; how <= FAIL_ON; how++)
			for (long n = 1; n <= count; n++)
				if (failing_is_new(n, (enum failing_how)how) && met++ % tries_each() == 0)
					try_making(&t, n, (enum failing_how)how, (enum failing_fault)fault);
	}
	trial_end(&t);
}

/* Somebody with an event; in a store that keeps apart what the rule reads of events, one that it reads nothing of.
 * What they are found by is made anew by whoever opens the store. */
static const char *content_of(struct arena *a, int version)
{
	return arena_printf(a, "INSERT INTO agency (id, code, name, sector) VALUES (1, 'GP', 'Mill Lane', 'nhs');"
		"INSERT INTO record (id, %sagency, uuid, local_id, received, family_name)"
		" VALUES (1, %s1, x'00112233445566778899aabbccddeeff', '7', 0, 'Okafor');%s"
		"INSERT INTO event (record, at, id, agency, source_ref, kind, status, received, starts_on, instrument)"
		" VALUES (1, 2734686208000, 1, 1, 'w1', %d, 2, 0, '2025-10-01', %s);"
		"%s"
		"UPDATE counter SET next_record = 2, next_event = 2, people = 1;",
		version < 9 ? "person, " : "", version < 9 ? "1, " : "", version < 9 ? "" : "INSERT INTO holding (record, person) VALUES (1, 1);",
		version < 18 ? EV_ASSESSMENT : EV_SERVICE, version < 18 ? "'WELLB'" : "NULL",
		version < 3 ? "" : "INSERT INTO setting (key, value) VALUES ('search.remake', 'yes');");
}

/* A store of the first n versions with somebody in it. */
static void put_earlier_store(struct trial *t, size_t n)
{
	struct store *store;

	trial_clear(t);
	works(store_open_with(&store, t->town.path, STORE_MAKE, MIGRATIONS, n, &the_err));
	assert_int_equal(sqlite3_exec(store->db, content_of(t->town.arena, MIGRATIONS[n - 1].version), NULL, NULL, NULL), SQLITE_OK);
	store_close(store);
}

/* From the first version everybody who asks for something fails; from a later one, who has what the same steps ask for,
 * each third, and others of them from the next. */
static void a_migration_is_done_or_left_for_the_next_to_do(void **state)
{
	(void)state;
	for (size_t n = 1; n < MIGRATION_COUNT; n += n + 4 < MIGRATION_COUNT ? 4 : 1) {
		struct trial t = {0};
		char what[40];

		t.each = n == 1 ? 1 : 3;
		town_open(&t.town);
		trial_close(&t);
		put_earlier_store(&t, n);
		trial_begin(&t, trial_open);
		snprintf(what, sizeof what, "a migration from version %d", MIGRATIONS[n - 1].version);
		tries_make(&t, what);
		trial_end(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_import_is_whole_or_absent),
		cmocka_unit_test(an_import_is_taken_back_or_stays),
		cmocka_unit_test(a_store_is_made_or_can_be_made_by_the_next),
		cmocka_unit_test(a_migration_is_done_or_left_for_the_next_to_do),
	};

	failing_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
