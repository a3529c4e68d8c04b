/* Agencies that hold nobody twice, seen from their records alone. */
#include <stdio.h>
#include <string.h>

#include "care/work.h"
#include "crowd.h"
#include "linkage/pairs.h"

enum { CLINIC = 300, FEW = 12 };

/* One of many: names, birth dates and homes that hardly ever meet. */
static const char *somebody(struct crowd *t, size_t i)
{
	static const char *const a[] = {"Ba", "Do", "Fe", "Gi", "Lu", "Mo", "Na", "Pe", "Ri", "So", "Tu"};
	static const char *const b[] = {"bert", "crin", "dova", "fell", "garth", "hild", "lomb"};

	return arena_printf(t->arena, "given=%s%s family=%s%s born=19%02zu-%02zu-%02zu sex=%s postcode=LS%zu_%zuAB",
		a[i % 11], b[i % 7], a[i / 7 % 11], b[i / 11 % 7], 20 + i * 7 % 79, 1 + i * 5 % 12,
		1 + i * 3 % 28, i % 2 ? "F" : "M", 1 + i % 19, 1 + i % 9);
}

static double bits_between(struct crowd *t, const char *a, const char *b)
{
	struct agency *agency;
	struct guide guide;
	int64_t x = 0, y = 0;
	double bits;
	size_t n;

	good(store_agency_all(t->session->store, t->arena, &agency, &n, &crowd_err));
	for (size_t i = 0; i < n; i++) {
		x = strcmp(agency[i].code, a) == 0 ? agency[i].id : x;
		y = strcmp(agency[i].code, b) == 0 ? agency[i].id : y;
	}
	good(guide_read(&guide, t->session->store, &crowd_err));
	bits = model_source(&guide.model, (uint32_t)x, (uint32_t)y);
	guide_done(&guide);
	return bits;
}

/* The clinic and the dentist hold each of 300 once, the hostel 12 of them, the
 * police each of 150 twice. */
static void town_arrives(struct crowd *t)
{
	t->is_large = true;
	for (size_t i = 0; i < CLINIC; i++) {
		arrives(t, arena_printf(t->arena, "GP:%zu", i), somebody(t, i));
		arrives(t, arena_printf(t->arena, "DENT:%zu", i), somebody(t, i));
		arrives(t, arena_printf(t->arena, "POL:%zu", i), somebody(t, i / 2));
	}
	for (size_t i = 0; i < FEW; i++)
		arrives(t, arena_printf(t->arena, "HOSTEL:%zu", i), somebody(t, i));
}

static void agencies_that_hold_nobody_twice_are_told_from_those_that_do(void **state)
{
	struct crowd *t = *state;

	town_arrives(t);
	good(setting_set(t->session, "linking", "refit", &crowd_err));
	assert_true(bits_between(t, "GP", "GP") < -3);
	assert_true(bits_between(t, "GP", "DENT") > 3);
	assert_true(bits_between(t, "GP", "DENT") == bits_between(t, "DENT", "GP"));
	assert_true(bits_between(t, "POL", "POL") == 0);
	assert_true(bits_between(t, "GP", "POL") == 0);
	assert_true(bits_between(t, "HOSTEL", "HOSTEL") == 0);
	assert_true(bits_between(t, "GP", "HOSTEL") == 0);
}

/* One in each is left over, and what was written of them agrees in little; under
 * the built-in odds they would be two. */
static void who_is_left_over_in_both_is_one_person(void **state)
{
	struct crowd *t = *state;
	struct pair_explained e;

	town_arrives(t);
	for (size_t i = 0; i < 2; i++)
		arrives(t, i ? "DENT:left" : "GP:left", arena_printf(t->arena, "given=%s family=%s born=1951-02-03 sex=F phone=%s",
			i ? "W" : "Wilhelmina", i ? "Quist" : "Brandt", i ? "01130000001" : "01140000002"));
	link_auto_is(t, "likely");
	good(setting_set(t->session, "linking", "refit", &crowd_err));
	good(explain_pair(t->session, "GP:left", "DENT:left", t->arena, &e, &crowd_err));
	assert_true(e.same_person);
	assert_true(e.total > 0);
	assert_true(e.total - bits_between(t, "GP", "DENT") < 0);
}

/* A maiden name, or a niece named after her: a worker says. */
static void another_family_name_at_that_home_is_for_a_worker_though_both_are_left_over(void **state)
{
	struct crowd *t = *state;
	struct pair_explained e;

	town_arrives(t);
	arrives(t, "GP:left", "given=Wilhelmina family=Brandt born=1943-07-03 sex=F address=14_Mill_Lane "
		"postcode=AX1_2GA phone=01999501943");
	arrives(t, "DENT:left", "given=Wilhelmina family=Quist sex=F address=14_Mill_Lane "
		"postcode=AX1_2GA phone=01999501943");
	good(setting_set(t->session, "linking", "refit", &crowd_err));
	good(explain_pair(t->session, "GP:left", "DENT:left", t->arena, &e, &crowd_err));
	assert_true(e.total > 5);
	assert_string_equal(e.band, "likely");
	assert_false(e.same_person);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		crowd_test(agencies_that_hold_nobody_twice_are_told_from_those_that_do),
		crowd_test(who_is_left_over_in_both_is_one_person),
		crowd_test(another_family_name_at_that_home_is_for_a_worker_though_both_are_left_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
