/* The made-up locality: the same everywhere, of the size asked for, and fit to be taken in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "demo.h"
#include "demo/locality.h"
#include "ingest/apply.h"
#include "text.h"

/* Of 60 people, seed 1.  Whoever changes words or dice on purpose writes down
 * what this test then says. */
#define KNOWN_HASH 0xff7b81af46af21a4u

static void folder_make(char out[static 64])
{
	snprintf(out, 64, "/tmp/throughline-demo-XXXXXX");
	assert_non_null(mkdtemp(out));
}

static void each_file(const char *folder, void (*give)(void *arg, const char *path), void *arg)
{
	char path[128];

	snprintf(path, sizeof path, "%s/agencies.csv", folder);
	give(arg, path);
	for (size_t p = 0; p < P_COUNT; p++) {
		snprintf(path, sizeof path, "%s/%s/people.csv", folder, LOCALITY[p].code);
		give(arg, path);
		snprintf(path, sizeof path, "%s/%s/events.csv", folder, LOCALITY[p].code);
		give(arg, path);
	}
}

static void file_remove(void *arg, const char *path)
{
	(void)arg;
	unlink(path);
}

static void folder_remove(const char *folder)
{
	char path[128];

	each_file(folder, file_remove, NULL);
	for (size_t p = 0; p < P_COUNT; p++) {
		snprintf(path, sizeof path, "%s/%s", folder, LOCALITY[p].code);
		rmdir(path);
	}
	rmdir(folder);
}

static void file_hash(void *arg, const char *path)
{
	uint64_t *h = arg;
	FILE *f = fopen(path, "rb");
	int c;

	assert_non_null(f);
	while ((c = getc(f)) != EOF)
		*h = (*h ^ (uint64_t)c) * 0x100000001b3u;
	fclose(f);
}

static uint64_t locality_hash(int people, uint64_t seed)
{
	uint64_t h = 0xcbf29ce484222325u;
	struct err e;
	char folder[64];

	folder_make(folder);
	assert_int_equal(demo_write(folder, &(struct demo_options){ people, seed }, &e), ST_OK);
	each_file(folder, file_hash, &h);
	folder_remove(folder);
	return h;
}

static void the_same_seed_gives_the_same_bytes_on_every_machine(void **state)
{
	(void)state;
	assert_true(locality_hash(300, 7) == locality_hash(300, 7));
	assert_int_equal(locality_hash(60, 1), KNOWN_HASH);
}

static void another_seed_gives_another_town(void **state)
{
	(void)state;
	assert_true(locality_hash(60, 1) != locality_hash(60, 2));
}

static void take_later(void *arg, const char *path)
{
	struct batch *b = ((void **)arg)[0];
	struct err e;

	b->label = path;
	assert_int_equal(FORMAT_CSV.read(b, ((void **)arg)[1], path, &e), ST_OK);
}

static void every_row_is_one_that_the_importer_takes(void **state)
{
	struct batch b = { .arena = arena_new(), .staging = staging_new() };
	void *arg[2] = { &b, NULL };
	struct catalogue *catalogue;
	struct err e = { 0 };
	char folder[64];

	(void)state;
	folder_make(folder);
	assert_int_equal(
		demo_write(folder, &(struct demo_options){ DEMO_PEOPLE, DEMO_SEED }, &e), ST_OK);
	assert_int_equal(catalogue_new(&catalogue, &(struct catalogue_text){ 0 }, &e), ST_OK);
	b.catalogue = catalogue;
	assert_int_equal(FORMAT_CSV.begin(&b, &arg[1], &e), ST_OK);
	each_file(folder, take_later, arg);
	assert_int_equal(FORMAT_CSV.finish(&b, arg[1], &e), ST_OK);
	assert_int_equal(run_check(&b, &e), ST_OK);
	assert_int_equal(b.rejects.n, 0);
	assert_int_equal(b.notes.n, 0);
	assert_int_equal(b.staging->agencies.n, P_COUNT);
	assert_in_range(b.staging->people, 3 * DEMO_PEOPLE, 4 * DEMO_PEOPLE);
	assert_in_range(b.staging->events, 11 * DEMO_PEOPLE, 15 * DEMO_PEOPLE);
	FORMAT_CSV.end(arg[1]);
	catalogue_free(catalogue);
	batch_done(&b);
	folder_remove(folder);
}

static int by_number(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void nobody_shares_an_nhs_number_and_each_is_valid(void **state)
{
	char(*all)[11] = calloc(LOCALITY_PEOPLE_MAX, sizeof *all), digits[11];

	(void)state;
	assert_non_null(all);
	for (uint32_t i = 0; i < LOCALITY_PEOPLE_MAX; i++) {
		neighbour_nhs(i, all[i]);
		if (!nhs_number_valid(all[i], digits) || strncmp(digits, "999", 3) != 0)
			fail_msg("%s is no number of the test range", all[i]);
	}
	qsort(all, LOCALITY_PEOPLE_MAX, sizeof *all, by_number);
	for (uint32_t i = 1; i < LOCALITY_PEOPLE_MAX; i++)
		assert_string_not_equal(all[i], all[i - 1]);
	free(all);
}

static void mrs_okafor_is_there_whatever_the_seed(void **state)
{
	struct arena *a = arena_new();
	struct neighbour one, other;

	(void)state;
	assert_true(neighbour_make(&one, 1, OKAFOR, demo_today(), a));
	assert_true(neighbour_make(&other, 99, OKAFOR, demo_today(), a));
	assert_string_equal(one.family, "Okafor");
	assert_string_equal(one.nhs, "9990000018");
	assert_string_equal(other.nhs, one.nhs);
	assert_int_equal(other.born, one.born);
	arena_free(a);
}

static void twins_have_one_birthday_and_two_names(void **state)
{
	struct arena *a = arena_new();
	int twins = 0, namesakes = 0;

	(void)state;
	for (uint32_t i = 2; i < 4000; i += 2) {
		struct neighbour one, other;

		arena_reset(a);
		assert_true(neighbour_make(&one, 1, i, demo_today(), a));
		assert_true(neighbour_make(&other, 1, i + 1, demo_today(), a));
		if (strcmp(one.address, other.address) != 0)
			continue;
		if (one.born == other.born) {
			assert_string_not_equal(one.given, other.given);
			twins++;
		} else if (strcmp(one.given, other.given) == 0 && one.sex == other.sex) {
			assert_true(other.born > one.born);
			namesakes++;
		}
	}
	assert_true(twins > 3);
	assert_true(namesakes > 3);
	arena_free(a);
}

static void a_folder_that_holds_something_else_is_refused(void **state)
{
	struct err e = { 0 };
	char folder[64], path[96];
	FILE *f;

	(void)state;
	folder_make(folder);
	assert_int_equal(demo_write(folder, &(struct demo_options){ 3, 1 }, &e), ST_OK);
	assert_int_equal(demo_write(folder, &(struct demo_options){ 3, 1 }, &e), ST_OK);
	snprintf(path, sizeof path, "%s/letters.txt", folder);
	f = fopen(path, "wb");
	assert_non_null(f);
	fclose(f);
	assert_int_equal(demo_write(folder, &(struct demo_options){ 3, 1 }, &e), ST_USAGE);
	assert_non_null(strstr(e.text, "something else"));
	unlink(path);
	folder_remove(folder);
}

static void a_town_has_at_least_one_and_at_most_300000_people(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(demo_write("/nowhere", &(struct demo_options){ 0, 1 }, &e), ST_USAGE);
	assert_int_equal(demo_write("/nowhere", &(struct demo_options){ 300001, 1 }, &e), ST_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_gives_the_same_bytes_on_every_machine),
		cmocka_unit_test(another_seed_gives_another_town),
		cmocka_unit_test(every_row_is_one_that_the_importer_takes),
		cmocka_unit_test(nobody_shares_an_nhs_number_and_each_is_valid),
		cmocka_unit_test(mrs_okafor_is_there_whatever_the_seed),
		cmocka_unit_test(twins_have_one_birthday_and_two_names),
		cmocka_unit_test(a_folder_that_holds_something_else_is_refused),
		cmocka_unit_test(a_town_has_at_least_one_and_at_most_300000_people),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
