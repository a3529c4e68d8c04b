/* Rows that are too many for memory: kept in a file, sorted in parts, taken up again. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ingest/apply.h"
#include "ingest/files/sorter.h"
#include "staged.h"

static void fine(enum status st, const struct err *e)
{
	if (st != ST_OK)
		fail_msg("%s", e->text);
}

static void numbers_come_in_order_also_in_parts(void **state)
{
	static const size_t MOST[] = {7, 64, 1000, 5000};

	(void)state;
	for (size_t m = 0; m < sizeof MOST / sizeof *MOST; m++) {
		struct sorter s;
		struct sorted x, last = {0};
		struct err e = {0};
		uint64_t n = 0, chance = 9;

		sorter_begin(&s, MOST[m]);
		for (uint64_t i = 1; i <= 4000; i++) {
			chance = chance * 6364136223846793005u + 1442695040888963407u;
			fine(sorter_add(&s, chance >> 54, i, &e), &e);
		}
		fine(sorter_sort(&s, &e), &e);
		for (; sorter_next(&s, &x, &e) == ST_OK; n++, last = x)
			assert_true(!n || last.key < x.key || (last.key == x.key && last.at < x.at));
		assert_int_equal(n, 4000);
		sorter_done(&s);
	}
}

static void bytes_come_back_from_anywhere_and_can_be_written_over(void **state)
{
	enum { ROWS = 20000, LONG = 300 };
	struct spool s;
	struct err e = {0};
	char row[LONG];
	const void *got;

	(void)state;
	spool_begin(&s);
	for (int i = 0; i < ROWS; i++) {
		memset(row, 'a' + i % 26, sizeof row);
		fine(spool_append(&s, row, sizeof row, &e), &e);
		if (i % 100 == 99) {
			fine(spool_patch(&s, (uint64_t)(i / 2) * LONG, "!", 1, &e), &e);
			fine(spool_read(&s, (uint64_t)(i / 2) * LONG, LONG, &got, &e), &e);
			assert_int_equal(((const char *)got)[0], '!');
			assert_int_equal(((const char *)got)[LONG - 1], 'a' + i / 2 % 26);
		}
	}
	for (int i = ROWS - 1; i >= 0; i -= 37) {
		fine(spool_read(&s, (uint64_t)i * LONG + 1, LONG - 1, &got, &e), &e);
		assert_int_equal(((const char *)got)[5], 'a' + i % 26);
	}
	assert_int_equal(spool_read(&s, (uint64_t)ROWS * LONG - 1, 2, &got, &e), ST_DAMAGED);
	spool_done(&s);
}

/* As people and what happened to them are: each goes on where it was, and rows are
 * written over meanwhile. */
static void bytes_of_three_places_are_read_in_turn(void **state)
{
	enum { ROWS = 3000, LONG = 300 };
	struct spool s;
	struct err e = {0};
	char row[LONG];
	const void *got;

	(void)state;
	spool_begin(&s);
	for (int i = 0; i < 3 * ROWS; i++) {
		memset(row, 'a' + i % 26, sizeof row);
		fine(spool_append(&s, row, sizeof row, &e), &e);
	}
	for (int i = 0; i < ROWS; i++)
		for (int place = 0; place < (i % 7 ? 2 : 3); place++) {
			int which = place * ROWS + i;

			if (i % 5 == 0)
				fine(spool_patch(&s, (uint64_t)(which + 1) * LONG + 1, "!", 1, &e), &e);
			fine(spool_read(&s, (uint64_t)which * LONG, LONG, &got, &e), &e);
			assert_int_equal(((const char *)got)[0], 'a' + which % 26);
			assert_int_equal(((const char *)got)[1], i % 5 == 1 && place < 2 ? '!' : 'a' + which % 26);
			assert_int_equal(((const char *)got)[LONG - 1], 'a' + which % 26);
		}
	spool_done(&s);
}

static void person_put(struct batch *b, const char *local_id)
{
	struct staged_person p = {.agency = "GP", .local_id = local_id, .origin = {"people.csv", 2}};
	struct err e = {0};

	fine(batch_person(b, &p, &e), &e);
}

static void event_put(struct batch *b, const char *ref, const char *local_id)
{
	struct staged_event ev = {.agency = "GP", .origin = {"events.csv", 3},
		.event = {.source_ref = ref, .local_id = local_id, .kind = EV_NOTE,
			.status = ES_COMPLETED, .starts_on = "2025-01-01", .end = CIVIL_ABSENT}};
	struct err e = {0};

	civil_parse("2025-01-01", &ev.event.start);
	fine(batch_event(b, &ev, &e), &e);
}

static struct batch batch_new(void)
{
	struct batch b = {.arena = arena_new(), .staging = staging_new()};
	const struct staged_agency gp = {.agency = {.code = "GP", .name = "Mill Lane", .sector = "nhs"}};
	struct err e = {0};

	fine(batch_agency(&b, &gp, &e), &e);
	return b;
}

static void each_person_is_followed_by_what_happened_to_them(void **state)
{
	struct batch b = batch_new();
	struct staged_row row;
	struct err e = {0};
	char said[200] = "";

	(void)state;
	person_put(&b, "2");
	person_put(&b, "1");
	event_put(&b, "E1", "1");
	event_put(&b, "E2", "2");
	event_put(&b, "E3", "9");
	event_put(&b, "E4", "1");
	event_put(&b, "E2", "1");
	fine(run_check(&b, &e), &e);
	for (uint64_t i = 0; i < b.staging->plan_n; i++) {
		fine(staging_planned(b.staging, i, &row, &e), &e);
		snprintf(said + strlen(said), sizeof said - strlen(said), "%s ", row.name);
	}
	assert_string_equal(said, "2 1 E1 E4 E2 ");
	assert_int_equal(b.rejects.n, 1);
	assert_string_equal(staged_reject_at(&b, 0).text, "E3, person 9");
	assert_int_equal(b.staging->events_replaced, 1);
	batch_done(&b);
}

static void what_was_kept_is_taken_up_again_under_its_mark_alone(void **state)
{
	char name[] = "/tmp/throughline-staging-XXXXXX";
	const char mark[STAGING_MARK] = "0123456789abcdef0123456789abcdef";
	const char other[STAGING_MARK] = "0123456789abcdef0123456789abcdee";
	int fd = mkstemp(name);
	struct batch b = batch_new();
	struct staging *again;
	struct staged_row row;
	struct err e = {0};

	(void)state;
	assert_true(fd >= 0);
	unlink(name);
	staging_into(b.staging, fd);
	person_put(&b, "1");
	event_put(&b, "E1", "1");
	fine(run_check(&b, &e), &e);
	fine(staging_keep(b.staging, mark, &e), &e);
	batch_done(&b);
	again = staging_new();
	assert_int_equal(staging_resume(again, fd, other, &e), ST_NONE);
	fine(staging_resume(again, fd, mark, &e), &e);
	assert_int_equal(again->plan_n, 2);
	fine(staging_planned(again, 1, &row, &e), &e);
	assert_string_equal(row.event.source_ref, "E1");
	assert_string_equal(row.event.agency_code, "GP");
	staging_free(again);
	again = staging_new();
	assert_int_equal(ftruncate(fd, lseek(fd, 0, SEEK_END) - 1), 0);
	assert_int_equal(staging_resume(again, fd, mark, &e), ST_NONE);
	staging_free(again);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_come_in_order_also_in_parts),
		cmocka_unit_test(bytes_come_back_from_anywhere_and_can_be_written_over),
		cmocka_unit_test(bytes_of_three_places_are_read_in_turn),
		cmocka_unit_test(each_person_is_followed_by_what_happened_to_them),
		cmocka_unit_test(what_was_kept_is_taken_up_again_under_its_mark_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
