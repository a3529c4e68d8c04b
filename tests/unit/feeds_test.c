/* Feeds: nothing received, nothing happened, a file cut short; whose a row set aside is. */
#include <string.h>
#include <time.h>

#include "ingest.h"
#include "town.h"

/* The store asks this what time it is; here the answer is fixed. */
static int32_t the_day;

time_t time(time_t *out)
{
	time_t t = (time_t)the_day * 86400 + 9 * 3600;

	if (out)
		*out = t;
	return t;
}

static void take(struct town *t, int32_t day, const char *path, struct ingest_report *report)
{
	const struct ingest_options options = {.paths = &path, .path_n = 1};

	the_day = day;
	works(ingest_run(t->session, &options, t->arena, report, &the_err));
	the_day = TOWN_TODAY;
}

/* September's files of four agencies, and November's of two of them. */
static void open_fed(struct town *t, struct ingest_report *later)
{
	struct ingest_report first;

	the_day = civil_day(2025, 9, 15);
	town_open(t);
	take(t, civil_day(2025, 9, 15), "tests/data/feeds/first", &first);
	take(t, civil_day(2025, 11, 14), "tests/data/feeds/later", later);
}

static struct feed_line feed(struct town *t, const char *code)
{
	struct feed_line *line;
	size_t n;

	works(feeds_list(t->session, true, t->arena, &line, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		if (strcmp(line[i].code, code) == 0)
			return line[i];
	fail_msg("no feed of %s", code);
	return line[0];
}

static void nothing_received_is_not_nothing_happened(void **state)
{
	struct ingest_report report;
	struct town t;

	(void)state;
	open_fed(&t, &report);
	assert_int_equal(feed(&t, "COU").state, FEED_COMES);
	assert_string_equal(feed(&t, "COU").told, "");
	assert_int_equal(feed(&t, "GPS").state, FEED_QUIET);
	assert_string_equal(feed(&t, "GPS").told, "nothing received since 15 Sep");
	assert_int_equal(feed(&t, "HOM").state, FEED_NO_NEWS);
	assert_int_equal(feed(&t, "HOM").received, civil_day(2025, 11, 14));
	assert_int_equal(feed(&t, "HOM").happened, civil_day(2025, 9, 5));
	assert_int_equal(feed(&t, "POL").state, FEED_NEVER);
	town_close(&t);
}

static void a_file_far_shorter_than_the_last_is_marked_by_agency(void **state)
{
	struct ingest_report report;
	struct town t;

	(void)state;
	open_fed(&t, &report);
	assert_int_equal(feed(&t, "HOM").rows, 2);
	assert_int_equal(feed(&t, "HOM").rows_before, 25);
	assert_true(feed(&t, "HOM").is_few);
	assert_int_equal(feed(&t, "COU").rows, 4);
	assert_false(feed(&t, "COU").is_few);
	assert_string_equal(
		report.note[0], "Reed Homes sent 2 rows this time and 25 the last: is the file whole?");
	town_close(&t);
}

static void what_came_after_today_has_not_come(void **state)
{
	struct ingest_report report;
	struct town t;

	(void)state;
	open_fed(&t, &report);
	town_reopen(&t, NULL, civil_day(2025, 10, 1));
	assert_int_equal(feed(&t, "HOM").received, civil_day(2025, 9, 15));
	assert_int_equal(feed(&t, "HOM").rows, 25);
	town_close(&t);
}

static void what_the_run_said_is_kept(void **state)
{
	struct ingest_report report;
	struct import_opened opened;
	struct town t;

	(void)state;
	open_fed(&t, &report);
	works(import_open(t.session, report.import, 1, t.arena, &opened, &the_err));
	assert_non_null(strstr(opened.notes, "Reed Homes sent 2 rows this time"));
	assert_int_equal(opened.reject_n, 1);
	assert_string_equal(opened.reject[0].text, "c-3, person C1");
	assert_int_equal(import_open(t.session, 99, 1, t.arena, &opened, &the_err), ST_NONE);
	town_close(&t);
}

static enum status rejects_first(struct town *t, struct reject_page *p, int64_t import, const char *agency)
{
	*p = (struct reject_page){ .import = import };
	return rejects_page(t->session, p, agency, t->arena, &the_err);
}

static void rows_set_aside_go_back_to_their_agency_alone(void **state)
{
	struct ingest_report report;
	struct reject_page page;
	struct town t;

	(void)state;
	open_fed(&t, &report);
	works(rejects_first(&t, &page, 0, "cou"));
	assert_int_equal(page.n, 2);
	assert_int_equal(page.untold, 0);
	assert_string_equal(page.line[0].agency, "COU");
	works(rejects_page(t.session, &page, "cou", t.arena, &the_err));
	assert_int_equal(page.n, 0);
	works(rejects_first(&t, &page, 0, "GPS"));
	assert_int_equal(page.n, 0);
	works(rejects_first(&t, &page, report.import, "HOM"));
	assert_int_equal(page.n, 0);
	assert_int_equal(rejects_first(&t, &page, 0, "XYZ"), ST_NONE);
	assert_int_equal(rejects_first(&t, &page, 99, NULL), ST_NONE);
	assert_int_equal(rejects_first(&t, &page, 0, "a b"), ST_USAGE);
	town_close(&t);
}

static void another_postcode_is_told_as_a_move_by_own_ids(void **state)
{
	static const char MOVED[] = "1 person has another postcode than in the file before (Council C1): a move?";
	const char *path = "tests/data/feeds/later";
	const struct ingest_options try = {.paths = &path, .path_n = 1, .dry_run = true};
	struct ingest_report report;
	struct import_opened opened;
	struct town t;

	(void)state;
	the_day = civil_day(2025, 9, 15);
	town_open(&t);
	take(&t, civil_day(2025, 9, 15), "tests/data/feeds/first", &report);
	assert_int_equal(report.note_n, 0);
	works(ingest_run(t.session, &try, t.arena, &report, &the_err));
	assert_string_equal(report.note[report.note_n - 1], MOVED);
	assert_int_equal(report.of_n, 2);
	assert_string_equal(report.of[0].agency, "COU");
	assert_int_equal(report.of[0].fresh, 1);
	assert_int_equal(report.of[0].changed, 1);
	assert_int_equal(report.of[0].same, 1);
	assert_int_equal(report.of[0].rejected, 2);
	take(&t, civil_day(2025, 11, 14), path, &report);
	assert_string_equal(report.note[report.note_n - 1], MOVED);
	works(import_open(t.session, report.import, 0, t.arena, &opened, &the_err));
	assert_non_null(strstr(opened.notes, MOVED));
	take(&t, civil_day(2025, 11, 15), path, &report);
	works(import_open(t.session, 3, 0, t.arena, &opened, &the_err));
	assert_null(strstr(opened.notes, "a move?"));
	town_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_received_is_not_nothing_happened),
		cmocka_unit_test(a_file_far_shorter_than_the_last_is_marked_by_agency),
		cmocka_unit_test(what_came_after_today_has_not_come),
		cmocka_unit_test(what_the_run_said_is_kept),
		cmocka_unit_test(another_postcode_is_told_as_a_move_by_own_ids),
		cmocka_unit_test(rows_set_aside_go_back_to_their_agency_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
