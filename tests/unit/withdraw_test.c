/* An import taken back: the store is as if it had never come. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest.h"
#include "town.h"

enum { AGENCIES = 3, PEOPLE = 6, EVENTS = 3, FILES = 1 + 2 * AGENCIES, IMPORTS = 8 };

static const char *const CODE[AGENCIES] = {"ASC", "GP", "HOSP"};

/* A small generator of its own, so that every run is the same. */
struct chance { uint64_t state; };

static unsigned pick(struct chance *c, unsigned n)
{
	c->state = c->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(c->state >> 33) % n;
}

static FILE *file_in(const char *folder, const char *sub, const char *name)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", folder, sub);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/%s/%s", folder, sub, name);
	f = fopen(path, "w");
	assert_non_null(f);
	return f;
}

/* A table of people has some of these columns, in the order of their names. */
enum { COLUMNS = 9 };
static const char *const COLUMN[COLUMNS] = {"family_name", "given_name", "date_of_birth", "address", "town", "postcode", "phone",
	"consent", "updated_at"};

struct columns { bool has[COLUMNS]; };

static struct columns some_columns(struct chance *c)
{
	struct columns out;
	unsigned how_many = 1 + pick(c, 4);

	for (int i = 0; i < COLUMNS; i++)
		out.has[i] = pick(c, 4) < how_many;
	return out;
}

static void column_write(FILE *f, const struct columns *which, int i, const char *text)
{
	if (which->has[i])
		fprintf(f, ",%s", text);
}

static void person_write(struct chance *c, FILE *f, const struct columns *which, unsigned p)
{
	static const char *const FAMILY[PEOPLE] = {"Okafor", "Quayle", "Brandreth", "Tulloch",
		"Vasey", "Imrie"};
	static const char *const GIVEN[PEOPLE] = {"Grace", "Winifred", "Otis", "Mabel", "Silas", "Nora"};
	char born[16], town[16];

	snprintf(born, sizeof born, "19%u-03-0%u", 31 + p, pick(c, 8) ? 4 : 5);
	snprintf(town, sizeof town, "%s", pick(c, 2) ? "Upton" : "");
	fprintf(f, "%u", p);
	column_write(f, which, 0, FAMILY[p]);
	column_write(f, which, 1, pick(c, 8) ? GIVEN[p] : "Una");
	column_write(f, which, 2, born);
	column_write(f, which, 3, pick(c, 2) ? "1 High Street" : pick(c, 2) ? "2 Low Road" : "");
	column_write(f, which, 4, town);
	column_write(f, which, 5, pick(c, 2) ? "ZZ9 1AA" : "ZZ9 0AA");
	column_write(f, which, 6, pick(c, 2) ? "01632 960001" : "");
	column_write(f, which, 7, pick(c, 2) ? "yes" : "no");
	column_write(f, which, 8, pick(c, 2) ? "2025-10-01" : "");
	fputs("\n", f);
}

/* Some agencies' word on some people and what happened to them. */
static void write_some(struct chance *c, const char *folder)
{
	FILE *f;

	mkdir(folder, 0700);
	f = file_in(folder, ".", "agencies.csv");
	fputs("code,name,sector,phone\n", f);
	for (int a = 0; a < AGENCIES; a++)
		fprintf(f, "%s,Agency %u,%s,%s\n", CODE[a], pick(c, 3), a ? "nhs" : "adult_care",
			pick(c, 2) ? "01632 960000" : "");
	fclose(f);
	for (int a = 0; a < AGENCIES; a++) {
		FILE *people = file_in(folder, CODE[a], "people.csv");
		FILE *events = file_in(folder, CODE[a], "events.csv");
		const struct columns which = some_columns(c);

		fputs("local_id", people);
		for (int i = 0; i < COLUMNS; i++)
			column_write(people, &which, i, COLUMN[i]);
		fputs("\n", people);
		fputs("source_ref,local_id,kind,starts_on,instrument,status,summary\n", events);
		for (unsigned p = 0; p < PEOPLE; p++) {
			if (pick(c, 3) == 0)
				continue;
			person_write(c, people, &which, p);
			for (unsigned e = 0; e < EVENTS; e++)
				if (pick(c, 2))
					fprintf(events, "E%u-%u,%u,assessment,2025-%s-1%u,WELLB,%s,Visit %u\n", p,
						e, p, pick(c, 4) ? "10" : "11", (unsigned)a * 3 + e,
						pick(c, 3) ? "completed" : "planned", pick(c, 2));
		}
		fclose(people);
		fclose(events);
	}
}

static void remove_some(const char *folder)
{
	char path[200];

	snprintf(path, sizeof path, "%s/agencies.csv", folder);
	unlink(path);
	for (int a = 0; a < AGENCIES; a++) {
		for (int k = 0; k < 2; k++) {
			snprintf(path, sizeof path, "%s/%s/%s.csv", folder, CODE[a], k ? "people" : "events");
			unlink(path);
		}
		snprintf(path, sizeof path, "%s/%s", folder, CODE[a]);
		rmdir(path);
	}
	rmdir(folder);
}

static int64_t take(struct town *t, const char *folder)
{
	const struct ingest_options o = {.paths = &folder, .path_n = 1};
	struct ingest_report report;
	struct import_line *line;
	size_t n;

	works(ingest_run(t->session, &o, t->arena, &report, &the_err));
	works(imports_list(t->session, true, t->arena, &line, &n, &the_err));
	return line[0].import;
}

static const char *digest(struct town *t)
{
	struct digest_line *line;
	const char *all = "";
	size_t n;

	works(doctor_digest(t->session, t->arena, &line, &n, &the_err));
	for (size_t i = 0; i < n; i++)
		all = arena_printf(t->arena, "%s%s %lld %.16s\n", all, line[i].kind,
			(long long)line[i].rows, line[i].hash);
	return all;
}

static void content(struct town *t)
{
	struct doctor_report report;

	works(doctor_run(t->session, t->arena, &report, &the_err));
	for (size_t i = 0; i < report.complaint_n; i++)
		print_error("%s: %s\n", report.complaint[i].check, report.complaint[i].text);
	assert_int_equal(report.complaint_n, 0);
}

struct shelf_of_files { struct town town; char folder[IMPORTS][96]; int n; };

static void files_open(struct shelf_of_files *s)
{
	memset(s, 0, sizeof *s);
	town_open(&s->town);
}

static void files_close(struct shelf_of_files *s)
{
	for (int i = 0; i < s->n; i++)
		remove_some(s->folder[i]);
	town_close(&s->town);
}

static const char *files_add(struct shelf_of_files *s, struct chance *c)
{
	char *folder = s->folder[s->n];

	memcpy(folder, s->town.folder, sizeof s->town.folder);
	snprintf(folder + strlen(folder), 8, "/in%d", s->n++ % IMPORTS);
	write_some(c, folder);
	return folder;
}

static void the_only_import_taken_back_leaves_nothing_and_comes_back(void **state)
{
	struct chance chance = {7};
	struct withdraw_report report;
	struct import_line *line;
	struct shelf_of_files s;
	const char *empty, *full, *folder;
	size_t n;

	(void)state;
	files_open(&s);
	empty = digest(&s.town);
	folder = files_add(&s, &chance);
	take(&s.town, folder);
	full = digest(&s.town);
	assert_string_not_equal(full, empty);
	works(ingest_withdraw(s.town.session, 1, &(struct ingest_options){0}, &report, &the_err));
	assert_true(report.gone > 0);
	assert_string_equal(digest(&s.town), empty);
	content(&s.town);
	works(imports_list(s.town.session, true, s.town.arena, &line, &n, &the_err));
	assert_string_equal(line[0].state, "withdrawn");
	take(&s.town, folder);
	assert_string_equal(digest(&s.town), full);
	content(&s.town);
	files_close(&s);
}

static void an_import_is_taken_back_once(void **state)
{
	struct chance chance = {8};
	struct withdraw_report report;
	struct shelf_of_files s;

	(void)state;
	files_open(&s);
	assert_int_equal(ingest_withdraw(s.town.session, 1, &(struct ingest_options){0}, &report, &the_err), ST_NONE);
	take(&s.town, files_add(&s, &chance));
	works(ingest_withdraw(s.town.session, 1, &(struct ingest_options){0}, &report, &the_err));
	assert_int_equal(ingest_withdraw(s.town.session, 1, &(struct ingest_options){0}, &report, &the_err), ST_USAGE);
	assert_int_equal(ingest_withdraw_try(s.town.session, 1, &(struct ingest_options){0}, &report, &the_err), ST_USAGE);
	assert_int_equal(ingest_withdraw_try(s.town.session, 9, &(struct ingest_options){0}, &report, &the_err), ST_NONE);
	files_close(&s);
}

static void what_two_imports_sent_stays_when_one_is_taken_back(void **state)
{
	struct chance chance = {9};
	struct withdraw_report report;
	struct shelf_of_files s;
	const char *folder, *full;

	(void)state;
	files_open(&s);
	folder = files_add(&s, &chance);
	take(&s.town, folder);
	full = digest(&s.town);
	take(&s.town, folder);
	take(&s.town, folder);
	works(ingest_withdraw(s.town.session, 1, &(struct ingest_options){0}, &report, &the_err));
	assert_int_equal(report.gone + report.restored, 0);
	assert_string_equal(digest(&s.town), full);
	works(ingest_withdraw(s.town.session, 3, &(struct ingest_options){0}, &report, &the_err));
	assert_string_equal(digest(&s.town), full);
	works(ingest_withdraw(s.town.session, 2, &(struct ingest_options){0}, &report, &the_err));
	assert_true(report.gone > 0);
	content(&s.town);
	files_close(&s);
}

/* What is said of it before is what it does, and saying it does nothing. */
static void take_back(struct town *t, int64_t import, struct withdraw_report *report)
{
	struct withdraw_report said;
	const char *before = digest(t);
	const char *value;

	works(ingest_withdraw_try(t->session, import, &(struct ingest_options){0}, &said, &the_err));
	assert_string_equal(digest(t), before);
	works(ingest_withdraw(t->session, import, &(struct ingest_options){0}, report, &the_err));
	assert_int_equal(said.gone, report->gone);
	assert_int_equal(said.restored, report->restored);
	assert_int_equal(store_setting_get(t->session->store, arena_printf(t->arena, "import.moves.%lld",
		(long long)import), t->arena, &value, &the_err), ST_NONE);
	assert_int_equal(store_setting_get(t->session->store, arena_printf(t->arena, "import.notes.%lld",
		(long long)import), t->arena, &value, &the_err), ST_NONE);
}

/* An older file taken in again, in force still or not, has its old place. */
static void what_was_taken_in_before_does_not_beat_what_came_later(void **state)
{
	struct chance chance = {12};
	struct withdraw_report report;
	struct shelf_of_files s;
	const char *older, *newer, *full;

	(void)state;
	files_open(&s);
	older = files_add(&s, &chance);
	newer = files_add(&s, &chance);
	take(&s.town, older);
	take(&s.town, newer);
	full = digest(&s.town);
	assert_int_equal(take(&s.town, older), 3);
	assert_string_equal(digest(&s.town), full);
	works(ingest_withdraw(s.town.session, 1, &(struct ingest_options){0}, &report, &the_err));
	assert_int_equal(report.gone + report.restored, 0);
	assert_string_equal(digest(&s.town), full);
	works(ingest_withdraw(s.town.session, 3, &(struct ingest_options){0}, &report, &the_err));
	assert_int_equal(take(&s.town, older), 4);
	assert_string_equal(digest(&s.town), full);
	works(ingest_withdraw(s.town.session, 2, &(struct ingest_options){0}, &report, &the_err));
	assert_string_not_equal(digest(&s.town), full);
	take(&s.town, newer);
	assert_string_equal(digest(&s.town), full);
	content(&s.town);
	files_close(&s);
}

/* What an agency means to hold again it says by a file of its own, or the steward does. */
static void it_may_be_given_the_last_place_all_the_same(void **state)
{
	struct chance chance = {13};
	struct ingest_options again = {.path_n = 1, .as_new = true};
	struct ingest_report report;
	struct shelf_of_files s, other;
	const char *older;

	(void)state;
	files_open(&s);
	files_open(&other);
	older = files_add(&s, &chance);
	files_add(&s, &chance);
	take(&s.town, older);
	take(&s.town, s.folder[1]);
	again.paths = &older;
	works(ingest_run(s.town.session, &again, s.town.arena, &report, &the_err));
	assert_true(report.changed > 0);
	take(&other.town, s.folder[1]);
	take(&other.town, older);
	assert_string_equal(strstr(digest(&s.town), "events"), strstr(digest(&other.town), "events"));
	files_close(&other);
	files_close(&s);
}

/* Imports, withdrawals and files taken in again at random; then the same files in the order in
 * which they first came, without those taken back. */
static void one_world(uint64_t seed)
{
	struct chance chance = {seed};
	struct shelf_of_files s, other;
	int64_t import[IMPORTS];
	bool is_back[IMPORTS] = {false};

	files_open(&s);
	while (s.n < IMPORTS) {
		struct withdraw_report report;
		int i = s.n ? (int)pick(&chance, (unsigned)s.n) : 0;
		unsigned what = pick(&chance, 4);

		if (s.n && what == 0 && !is_back[i]) {
			take_back(&s.town, import[i], &report);
			is_back[i] = true;
		} else if (s.n && what == 1) {
			const int64_t before = import[i];

			import[i] = take(&s.town, s.folder[i]);
			if (!is_back[i])
				take_back(&s.town, before, &report);
			is_back[i] = false;
		} else if (what > 1) {
			files_add(&s, &chance);
			import[s.n - 1] = take(&s.town, s.folder[s.n - 1]);
		}
	}
	content(&s.town);
	files_open(&other);
	for (int i = 0; i < IMPORTS; i++)
		if (!is_back[i])
			take(&other.town, s.folder[i]);
	if (strcmp(digest(&s.town), digest(&other.town)) != 0)
		print_error("seed %llu\n%s\n%s\n", (unsigned long long)seed, digest(&s.town),
			digest(&other.town));
	assert_string_equal(digest(&s.town), digest(&other.town));
	files_close(&other);
	files_close(&s);
}

static void it_is_as_if_what_was_taken_back_had_never_come(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 30; seed++)
		one_world(seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_only_import_taken_back_leaves_nothing_and_comes_back),
		cmocka_unit_test(an_import_is_taken_back_once),
		cmocka_unit_test(what_two_imports_sent_stays_when_one_is_taken_back),
		cmocka_unit_test(what_was_taken_in_before_does_not_beat_what_came_later),
		cmocka_unit_test(it_may_be_given_the_last_place_all_the_same),
		cmocka_unit_test(it_is_as_if_what_was_taken_back_had_never_come),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
