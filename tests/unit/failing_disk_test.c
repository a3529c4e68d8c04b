/* A disk that fails: whoever asks for a write, sync or open in an import, its withdrawal, a migration, and every way
 * in which workers write, their first and their last of it fail, once or from then on. */
#include <stdio.h>
#include <string.h>

#include "deeds.h"
#include "failing.h"
#include "ingest.h"
#include "inside.h"
#include "migrate.h"
#include "trial.h"

#ifdef __SANITIZE_ADDRESS__
enum { STRIDE = 2 }; /* half of the ways to fail for each deed, in turn: all are taken where nothing is sanitized */
#else
enum { STRIDE = 1 };
#endif

/* Which of the table is tried. */
static const struct deed_way *way;

/* The store as it was, on a disk that is watched, or fails, from the deed on. */
static void try_begin(struct trial *t)
{
	trial_restore(t);
	if (t->by_rows)
		works(trial_open(t, &the_err));
}

static void try_failing(struct trial *t, long n, enum failing_how how, enum failing_fault fault)
{
	struct err err = {0};
	enum status status;
	bool has_failed;
	char what[120];

	snprintf(what, sizeof what, "%.40s, operation %ld, %s, fault %d", t->by_rows ? way->name : "", n, how == FAIL_ONCE ? "once" : "on",
		(int)fault);
	try_begin(t);
	failing_begin(n, how, fault);
	status = t->deed(t, &err);
	trial_close(t);
	failing_end(&has_failed);
	assert_true(has_failed || status == ST_OK);
	trial_judge(t, status, &err, what);
}

/* How many operations there are; all deeds are closed alike. */
static long operations(struct trial *t, enum failing_fault fault, long part)
{
	struct err err = {0};
	bool has_failed;

	try_begin(t);
	failing_watch(fault);
	failing_part(part);
	works(t->deed(t, &err));
	failing_part(0);
	trial_close(t);
	return failing_end(&has_failed);
}

static void try_all(struct trial *t)
{
	static long turn;

	turn++;
	for (int fault = FAULT_IO; fault <= FAULT_FULL; fault++) {
		long count = operations(t, (enum failing_fault)fault, turn);

		assert_true(count > 0);
		for (int how = FAIL_ONCE; how <= FAIL_ON; how++)
			for (long n = 1; (how + fault + turn) % STRIDE == 0 && n <= count; n++)
				if (failing_is_new(n, (enum failing_how)how)) {
					try_failing(t, n, (enum failing_how)how, (enum failing_fault)fault);
					arena_reset(t->town.arena);
				}
	}
}

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
	try_all(&t);
	trial_end(&t);
}

static enum status way_deed(struct trial *t, struct err *err)
{
	enum status status = t->town.session ? ST_OK : trial_open(t, err);

	return status == ST_OK ? way->make(t->town.session, t->town.arena, err) : status;
}

static void every_way_of_writing_is_whole_or_absent(void **state)
{
	(void)state;
	for (size_t i = 0; i < DEED_COUNT; i++) {
		struct trial t = {.by_rows = true};

		way = &DEEDS[i];
		deed_town(&t.town, way);
		trial_begin(&t, way_deed);
		if (!strcmp(t.before, t.after))
			fail_msg("%s changes nothing", way->name);
		try_all(&t);
		trial_end(&t);
	}
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
	try_all(&t);
	trial_end(&t);
}

/* A store of the first schema with somebody in it. */
static void put_first_schema(struct trial *t)
{
	struct store *store;

	trial_clear(t);
	works(store_open_with(&store, t->town.path, STORE_MAKE, MIGRATIONS, 1, &the_err));
	assert_int_equal(sqlite3_exec(store->db,
		"INSERT INTO agency (id, code, name, sector) VALUES (1, 'GP', 'Mill Lane', 'nhs');"
		"INSERT INTO record (id, person, agency, uuid, local_id, received, family_name)"
		" VALUES (1, 1, 1, x'00112233445566778899aabbccddeeff', '7', 0, 'Okafor');"
		"INSERT INTO event (record, at, id, agency, source_ref, kind, status, received, starts_on, instrument)"
		" VALUES (1, 2734686208000, 1, 1, 'w1', 1, 2, 0, '2025-10-01', 'WELLB');"
		"UPDATE counter SET next_record = 2, next_event = 2, people = 1;", NULL, NULL, NULL), SQLITE_OK);
	store_close(store);
}

static void a_migration_is_done_or_left_for_the_next_to_do(void **state)
{
	struct trial t = {0};

	(void)state;
	town_open(&t.town);
	trial_close(&t);
	put_first_schema(&t);
	trial_begin(&t, trial_open);
	try_all(&t);
	trial_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_import_is_whole_or_absent),
		cmocka_unit_test(an_import_is_taken_back_or_stays),
		cmocka_unit_test(every_way_of_writing_is_whole_or_absent),
		cmocka_unit_test(a_migration_is_done_or_left_for_the_next_to_do),
	};

	failing_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
