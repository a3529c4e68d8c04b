/* Whether a resource is wanted is remembered by the bytes that told it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/fhir/told.h"

static const char VITAL[] = "Observation (vital signs)";

static struct span of(const char *text)
{
	return (struct span){text, text ? strlen(text) : 0};
}

static void what_was_put_is_told_again(void **state)
{
	struct span weight[FHIR_TOLD_BY] = {of("\"Observation\""), of("{\"code\":\"29463-7\"}"), of("[\"vital-signs\"]")};
	struct span phq9[FHIR_TOLD_BY] = {of("\"Observation\""), of("{\"code\":\"44261-6\"}"), of(NULL)};
	struct fhir_told *t = fhir_told_new();
	const char *unwanted = "";

	(void)state;
	assert_false(fhir_told_get(t, weight, &unwanted));
	fhir_told_put(t, weight, VITAL);
	fhir_told_put(t, phq9, NULL);
	assert_true(fhir_told_get(t, weight, &unwanted));
	assert_ptr_equal(unwanted, VITAL);
	assert_true(fhir_told_get(t, phq9, &unwanted));
	assert_null(unwanted);
	fhir_told_free(t);
}

/* A survey may have the code of a measurement: the category tells them apart. */
static void each_span_counts_and_where_it_ends(void **state)
{
	struct span put[FHIR_TOLD_BY] = {of("a"), of("bc"), of("d")};
	struct span moved[FHIR_TOLD_BY] = {of("ab"), of("c"), of("d")}, other[FHIR_TOLD_BY] = {of("a"), of("bc"), of("e")};
	struct fhir_told *t = fhir_told_new();
	const char *unwanted = NULL;

	(void)state;
	fhir_told_put(t, put, VITAL);
	assert_false(fhir_told_get(t, moved, &unwanted));
	assert_false(fhir_told_get(t, other, &unwanted));
	assert_true(fhir_told_get(t, put, &unwanted));
	fhir_told_free(t);
}

/* However many codes there are, no answer is that of another. */
static void many_codes_take_the_place_of_one_another(void **state)
{
	static const char *const ANSWERS[] = {"a", "b", "c"};
	struct fhir_told *t = fhir_told_new();
	char text[16];
	const char *unwanted;
	size_t known = 0;

	(void)state;
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 5000; i++) {
			struct span by[FHIR_TOLD_BY] = {of("Observation"), {text, (size_t)snprintf(text, sizeof text, "%d", i)}, of(NULL)};

			if (fhir_told_get(t, by, &unwanted)) {
				assert_string_equal(unwanted, ANSWERS[i % 3]);
				known++;
			}
			fhir_told_put(t, by, ANSWERS[i % 3]);
			assert_true(fhir_told_get(t, by, &unwanted));
			assert_string_equal(unwanted, ANSWERS[i % 3]);
		}
	assert_true(known < 1024);
	fhir_told_free(t);
}

static void what_is_very_long_or_has_no_room_is_not_kept(void **state)
{
	char *text = calloc(1, 5000);
	struct span by[FHIR_TOLD_BY] = {{text, 5000}, of(NULL), of(NULL)};
	struct fhir_told *t = fhir_told_new();
	const char *unwanted = NULL;

	(void)state;
	fhir_told_put(t, by, VITAL);
	assert_false(fhir_told_get(t, by, &unwanted));
	fhir_told_put(NULL, by, VITAL);
	assert_false(fhir_told_get(NULL, by, &unwanted));
	fhir_told_free(t);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_put_is_told_again),
		cmocka_unit_test(each_span_counts_and_where_it_ends),
		cmocka_unit_test(many_codes_take_the_place_of_one_another),
		cmocka_unit_test(what_is_very_long_or_has_no_room_is_not_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
