/* A run of files into a store: whole or absent, the same again, tried first. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "town.h"
#include "ingest.h"

#define AGENCIES "code,name,sector\nGP,Mill Lane Surgery,nhs\nASC,Council,adult_care\n"
#define PEOPLE "local_id,nhs_number,given_name,family_name,date_of_birth\n"
#define GRACE "9990000018,Grace,Okafor,1943-07-03\n"
#define EVENTS "source_ref,local_id,kind,starts_on,instrument,status\n"

struct desk {
	struct town town;
	char inbox[96], path[8][160];
	size_t files;
	struct ingest_report report;
};

static void desk_open(struct desk *d)
{
	memset(d, 0, sizeof *d);
	town_open(&d->town);
	snprintf(d->inbox, sizeof d->inbox, "%s/in", d->town.folder);
	assert_int_equal(mkdir(d->inbox, 0700), 0);
}

static void put(struct desk *d, const char *folder, const char *name, const char *text)
{
	char *path = d->path[d->files++];
	FILE *f;

	snprintf(path, sizeof d->path[0], "%s/%s", d->inbox, folder);
	mkdir(path, 0700);
	snprintf(path, sizeof d->path[0], "%s/%s%s%s", d->inbox, folder, *folder ? "/" : "", name);
	f = fopen(path, "wb");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void desk_close(struct desk *d)
{
	while (d->files > 0) {
		char *path = d->path[--d->files];

		unlink(path);
		*strrchr(path, '/') = 0;
		rmdir(path);
	}
	rmdir(d->inbox);
	town_close(&d->town);
}

static enum status take(struct desk *d, struct ingest_options options)
{
	const char *paths[] = { d->inbox };

	options.paths = paths;
	options.path_n = 1;
	return ingest_run(d->town.session, &options, d->town.arena, &d->report, &the_err);
}

static const char *digest(struct desk *d)
{
	struct digest_line *line;
	const char *all = "";
	size_t n;

	works(doctor_digest(d->town.session, d->town.arena, &line, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		all = arena_printf(d->town.arena, "%s%s %s\n", all, line[i].kind, line[i].hash);
	return all;
}

static size_t imports(struct desk *d, struct import_line **line)
{
	size_t n;

	works(imports_list(d->town.session, true, d->town.arena, line, &n, &the_err));
	return n;
}

static void put_grace(struct desk *d)
{
	put(d, "", "agencies.csv", AGENCIES);
	put(d, "GP", "people.csv", PEOPLE "1," GRACE);
	put(d, "ASC", "people.csv", PEOPLE "77," GRACE);
	put(d, "GP", "events.csv", EVENTS "E1,1,assessment,2025-10-01,WELLB,\n");
	put(d, "ASC", "events.csv", EVENTS "N1,77,assessment,2025-11-24,WELLB,planned\n");
}

static void files_become_one_person_and_a_finding(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	put_grace(&d);
	works(take(&d, (struct ingest_options){ 0 }));
	assert_int_equal(d.report.files, 5);
	assert_int_equal(d.report.read, 6);
	assert_int_equal(d.report.agencies, 2);
	assert_int_equal(d.report.people, 2);
	assert_int_equal(d.report.events, 2);
	assert_int_equal(d.report.fresh, 6);
	assert_int_equal(d.report.links, 1);
	assert_true(d.report.findings >= 1);
	assert_string_equal(d.report.formats, "csv");
	assert_non_null(session_agency_by_code(d.town.session, "ASC"));
	desk_close(&d);
}

static void the_same_again_changes_nothing_and_is_listed(void **state)
{
	struct import_line *line;
	const char *before;
	struct desk d;

	(void)state;
	desk_open(&d);
	put_grace(&d);
	works(take(&d, (struct ingest_options){ 0 }));
	assert_true(d.report.import > 0);
	before = digest(&d);
	works(take(&d, (struct ingest_options){ 0 }));
	assert_string_equal(digest(&d), before);
	assert_int_equal(d.report.import, 0);
	assert_int_equal(d.report.same, 6);
	assert_int_equal(imports(&d, &line), 2);
	assert_int_equal(line[0].fresh + line[0].changed, 0);
	assert_string_equal(line[0].state, "applied");
	assert_string_equal(line[0].agency, "ASC;GP");
	desk_close(&d);
}

static void a_dry_run_counts_as_the_run_would_and_writes_nothing(void **state)
{
	struct import_line *line;
	const char *before;
	struct desk d;

	(void)state;
	desk_open(&d);
	put_grace(&d);
	before = digest(&d);
	works(take(&d, (struct ingest_options){ .dry_run = true }));
	assert_int_equal(d.report.fresh, 6);
	assert_string_equal(digest(&d), before);
	assert_int_equal(imports(&d, &line), 0);
	works(take(&d, (struct ingest_options){ 0 }));
	before = digest(&d);
	put(&d, "GP", "events.csv",
		EVENTS "E1,1,assessment,2025-10-02,WELLB,\nE2,1,note,2025-10-03,,\n");
	d.files--;
	works(take(&d, (struct ingest_options){ .dry_run = true }));
	assert_int_equal(d.report.fresh, 1);
	assert_int_equal(d.report.changed, 1);
	assert_int_equal(d.report.same, 5);
	assert_string_equal(digest(&d), before);
	works(take(&d, (struct ingest_options){ 0 }));
	assert_int_equal(d.report.fresh, 1);
	assert_int_equal(d.report.changed, 1);
	assert_int_equal(d.report.same, 5);
	desk_close(&d);
}

static void an_error_in_a_later_file_leaves_the_store_as_it_was(void **state)
{
	struct import_line *line;
	const char *before;
	struct desk d;

	(void)state;
	desk_open(&d);
	before = digest(&d);
	put_grace(&d);
	put(&d, "ZZ", "events.csv", "source_ref,local_id,starts_on\nE1,1,2025-01-01\n");
	assert_int_equal(take(&d, (struct ingest_options){ 0 }), ST_FORMAT);
	assert_string_equal(digest(&d), before);
	assert_int_equal(imports(&d, &line), 0);
	desk_close(&d);
}

static bool stop_at_once(void *arg, const char *doing, int64_t done, int64_t total)
{
	(void)doing, (void)done, (void)total;
	++*(int *)arg;
	return false;
}

static void a_run_that_is_told_to_stop_never_was(void **state)
{
	static const char MANY[] = "E%d,1,note,2025-01-01,,\n";
	struct import_line *line;
	struct desk d;
	int asked = 0;
	FILE *f;

	(void)state;
	desk_open(&d);
	put_grace(&d);
	f = fopen(d.path[3], "ab");
	assert_non_null(f);
	for (int i = 10; i < 400000; i++)
		fprintf(f, MANY, i);
	fclose(f);
	assert_int_equal(take(&d,
				 (struct ingest_options){
					 .progress = stop_at_once, .progress_arg = &asked }),
		ST_STOPPED);
	assert_int_equal(asked, 1);
	assert_int_equal(imports(&d, &line), 0);
	assert_null(session_agency_by_code(d.town.session, "GP"));
	desk_close(&d);
}

static void what_is_set_aside_is_kept_with_its_line(void **state)
{
	struct reject_page page = { 0 };
	struct desk d;

	(void)state;
	desk_open(&d);
	put(&d, "", "agencies.csv", AGENCIES);
	put(&d, "GP", "people.csv", PEOPLE "1," GRACE);
	put(&d, "GP", "events.csv",
		EVENTS
		"E1,1,note,2025-02-30,,\nE2,nobody,note,2025-01-01,,\nE3,1,note,2025-01-01,,\n");
	works(take(&d, (struct ingest_options){ 0 }));
	assert_int_equal(d.report.rejected, 2);
	assert_int_equal(d.report.reject_n, 2);
	works(rejects_page(d.town.session, &page, NULL, d.town.arena, &the_err));
	assert_int_equal(page.n, 2);
	assert_string_equal(page.line[0].file, "GP/events.csv");
	assert_int_equal(page.line[0].line, 2);
	assert_string_equal(page.line[0].field, "starts_on");
	assert_string_equal(page.line[0].text, "E1, person 1");
	assert_string_equal(page.line[1].text, "E2, person nobody");
	desk_close(&d);
}

static void events_find_people_who_came_in_earlier(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	town_record(&d.town, "GP", "1", "Grace", "Okafor", "1943-07-03");
	put(&d, "", "events.csv", EVENTS "E1,1,note,2025-10-01,,\n");
	works(take(&d, (struct ingest_options){ .agency = "gp" }));
	assert_int_equal(d.report.rejected, 0);
	assert_int_equal(d.report.fresh, 1);
	desk_close(&d);
}

static void an_event_sent_for_another_person_moves_with_its_finding(void **state)
{
	struct store *store;
	struct event ev;
	struct desk d;
	int64_t id, joan;

	(void)state;
	desk_open(&d);
	put_grace(&d);
	works(take(&d, (struct ingest_options){ 0 }));
	assert_int_equal(d.report.findings, 1);
	put(&d, "GP", "people.csv", PEOPLE "1," GRACE "2,,Joan,Fisher,1951-01-01\n");
	put(&d, "GP", "events.csv", EVENTS "E1,2,assessment,2025-10-01,WELLB,\n");
	d.files -= 2;
	works(take(&d, (struct ingest_options){ 0 }));
	store = d.town.session->store;
	works(store_record_find(store, "GP", "2", &joan, &the_err));
	works(store_event_find(store, "GP", "E1", &id, &the_err));
	works(store_event_get(store, id, d.town.arena, &ev, &the_err));
	assert_int_equal(ev.record, joan);
	assert_int_equal(d.report.findings, 0);
	desk_close(&d);
}

static void far_fewer_rows_than_last_time_are_pointed_out(void **state)
{
	struct desk d;
	FILE *f;

	(void)state;
	desk_open(&d);
	put(&d, "", "agencies.csv", AGENCIES);
	put(&d, "GP", "people.csv", PEOPLE);
	f = fopen(d.path[1], "ab");
	assert_non_null(f);
	for (int i = 0; i < 50; i++)
		fprintf(f, "%d,,Person,Number,1950-01-01\n", i);
	fclose(f);
	works(take(&d, (struct ingest_options){ 0 }));
	assert_int_equal(d.report.note_n, 0);
	put(&d, "GP", "people.csv", PEOPLE "1," GRACE);
	d.files--;
	works(take(&d, (struct ingest_options){ 0 }));
	assert_int_equal(d.report.note_n, 1);
	assert_non_null(strstr(d.report.note[0], "is the file whole?"));
	desk_close(&d);
}

static void what_is_no_input_is_said_in_a_sentence(void **state)
{
	const char *nowhere[] = { "/nowhere/people.csv" };
	struct desk d;

	(void)state;
	desk_open(&d);
	assert_int_equal(ingest_run(d.town.session,
				 &(struct ingest_options){ .paths = nowhere, .path_n = 1 },
				 d.town.arena, &d.report, &the_err),
		ST_FORMAT);
	assert_non_null(strstr(the_err.text, "/nowhere/people.csv"));
	assert_int_equal(take(&d, (struct ingest_options){ 0 }), ST_FORMAT);
	put(&d, "", "fruit.csv", "fruit,price\napple,1\n");
	assert_int_equal(take(&d, (struct ingest_options){ 0 }), ST_FORMAT);
	assert_int_equal(take(&d, (struct ingest_options){ .format = "xml" }), ST_USAGE);
	assert_int_equal(take(&d, (struct ingest_options){ .agency = "a b" }), ST_USAGE);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_become_one_person_and_a_finding),
		cmocka_unit_test(the_same_again_changes_nothing_and_is_listed),
		cmocka_unit_test(a_dry_run_counts_as_the_run_would_and_writes_nothing),
		cmocka_unit_test(an_error_in_a_later_file_leaves_the_store_as_it_was),
		cmocka_unit_test(a_run_that_is_told_to_stop_never_was),
		cmocka_unit_test(what_is_set_aside_is_kept_with_its_line),
		cmocka_unit_test(events_find_people_who_came_in_earlier),
		cmocka_unit_test(an_event_sent_for_another_person_moves_with_its_finding),
		cmocka_unit_test(far_fewer_rows_than_last_time_are_pointed_out),
		cmocka_unit_test(what_is_no_input_is_said_in_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
