/*
 * Many workers at once on one store: nothing that a worker was told is done is lost or
 * doubled, nobody is shown an error, and the write-ahead log stays small; also where
 * some of them are killed while they write.
 */
#include <stdio.h>

#include "office.h"

#include "care/work.h"
#include "town.h"

static const char *const REF[] = {"a", "b", "c", "d"};

/* Four people whom two agencies ask about the same, one after the other. */
static void office_fill(struct town *t)
{
	town_open(t);
	for (size_t i = 0; i < sizeof REF / sizeof *REF; i++) {
		char late[8];

		snprintf(late, sizeof late, "%s2", REF[i]);
		town_record(t, "GP", REF[i], "Grace", "Okafor", "1943-07-03");
		town_assessment(t, "GP", REF[i], REF[i], "OT-FUNC", "2025-10-01");
		town_hold(t, town_record(t, "ASC", late, "Grace", "Okafor", "1943-07-03"),
			town_record(t, "GP", REF[i], "Grace", "Okafor", "1943-07-03"));
		town_assessment(t, "ASC", late, late, "OT-FUNC", "2025-11-10");
	}
}

static void a_day_at_the_office(double kill_every, bool is_staffed)
{
	struct town town;
	struct office office = {.workers = 8, .seconds = 2, .kill_every = kill_every, .seed = 7, .is_staffed = is_staffed};
	struct office_seen seen;
	char why[300] = "";
	struct arena *arena = arena_new();
	struct doctor_report report;
	struct err err;

	office_fill(&town);
	office.store = town.path;
	if (!office_run(&office, &seen))
		fail_msg("%s", seen.error);
	if (seen.errors)
		fail_msg("%s", seen.error);
	assert_true(seen.writes.n > 0 && seen.looks.n > 0);
	assert_true(kill_every > 0 ? seen.kills > 0 : seen.kills == 0);
	if (!office_holds(&office, why, sizeof why))
		fail_msg("%s", why);
	assert_true(seen.log_most <= 64 << 20);
	assert_int_equal(doctor_run(town.session, arena, &report, &err), ST_OK);
	if (report.complaint_n)
		fail_msg("%s", report.complaint[0].text);
	office_close();
	arena_free(arena);
	town_close(&town);
}

static void nothing_is_lost_or_doubled(void **state)
{
	(void)state;
	a_day_at_the_office(0, false);
}

/* Each with a role, who says why they open somebody. */
static void nor_among_workers_who_are_known(void **state)
{
	(void)state;
	a_day_at_the_office(0, true);
}

static void nor_where_writers_are_killed(void **state)
{
	(void)state;
	a_day_at_the_office(0.1, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_lost_or_doubled),
		cmocka_unit_test(nor_among_workers_who_are_known),
		cmocka_unit_test(nor_where_writers_are_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
