/* A disk that fails: every write, sync and open in turn, once or from then on, through
 * an import, its withdrawal, a migration, and every way in which workers write. */
#include <stdio.h>
#include <string.h>

#include "deeds.h"
#include "failing.h"
#include "ingest.h"
#include "inside.h"
#include "migrate.h"
#include "trial.h"

enum { EACH = 40, STRIDE = 11 }; /* each of the first operations fails, then every eleventh */

/* Which of the table is tried. */
static const struct deed_way *way;

/* The deed on a failing disk.  True while there was an operation left to fail. */
static bool try_failing(struct trial *t, long n, enum failing_how how, enum failing_fault fault)
{
	struct err err = {0};
	enum status status;
	bool has_failed;
	char what[120];

	snprintf(what, sizeof what, "%.40s, operation %ld, %s, fault %d", t->by_rows ? way->name : "", n, how == FAIL_ONCE ? "once" : "on",
		(int)fault);
	trial_restore(t);
	if (t->by_rows)
		works(trial_open(t, &the_err));
	failing_begin(n, how, fault);
	status = t->deed(t, &err);
	trial_close(t);
	failing_end(&has_failed);
	assert_true(has_failed || status == ST_OK);
	trial_judge(t, status, &err, what);
	return has_failed;
}

static void try_all(struct trial *t)
{
	static const struct { enum failing_how how; enum failing_fault fault; } WAYS[] = {
		{FAIL_ONCE, FAULT_IO}, {FAIL_ON, FAULT_IO}, {FAIL_ONCE, FAULT_FULL}, {FAIL_ON, FAULT_FULL},
	};

	for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++)
		for (long n = 1; try_failing(t, n, WAYS[i].how, WAYS[i].fault); n += n >= EACH ? STRIDE : t->by_rows && i ? 3 : 1)
			arena_reset(t->town.arena);
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
