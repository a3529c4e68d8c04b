/* A crowd says of each record what the record says of itself, and a glance never
 * calls hopeless what a closer look would not. */
#include "shelf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linkage/fit.h"
#include "linkage/glance.h"

enum { RECORDS = 5000, COMPARED = 320 }; /* more than are read at once */

/* Made-up people ---------------------------------------------------------- */

static unsigned next(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16 & 0x7fff;
}

static const char *one_of(unsigned *state, const char *const *list, unsigned n)
{
	return list[next(state) % n];
}
#define pick(state, ...) one_of(state, (const char *const[]){__VA_ARGS__}, \
	sizeof(const char *const[]){__VA_ARGS__} / sizeof(char *))

/* A character changed, left out, doubled, or two swapped; mostly nothing. */
static const char *slip(struct arena *arena, unsigned *state, const char *text)
{
	char *copy = arena_printf(arena, "%s ", text);
	size_t n = strlen(text), at = n ? next(state) % n : 0;

	copy[n] = '\0';
	switch (n > 2 ? next(state) % 12 : 11) {
	case 0:
		copy[at] = copy[at] >= '0' && copy[at] <= '9' ? "0123456789"[next(state) % 10]
			: "abcdefghijklmnopqrstuvwxyz"[next(state) % 26];
		break;
	case 1:
		memmove(copy + at, copy + at + 1, n - at);
		break;
	case 2:
		memmove(copy + at + 1, copy + at, n - at);
		break;
	case 3:
		if (at + 1 < n) {
			char c = copy[at];

			copy[at] = copy[at + 1];
			copy[at + 1] = c;
		}
		break;
	default:
		break;
	}
	return copy;
}

static void somebody(struct arena *arena, unsigned *state, struct record *r)
{
	const char **f = r->field;

	f[RF_FAMILY_NAME] = slip(arena, state, pick(state, "Okafor", "Adeyemi-Smith", "Smith", "De Silva",
		"O'Neill", "Whittle", "Grace", "", "Jones"));
	f[RF_GIVEN_NAME] = slip(arena, state, pick(state, "Grace", "Margaret", "Peggy", "Mary Ann", "Jon", "",
		"John", "William", "Bill", "Whittle"));
	f[RF_OTHER_NAMES] = pick(state, "", "", "Ngozi", "Jon", "Mary");
	f[RF_PREFERRED_NAME] = pick(state, "", "", "", "Peggy", "Bill");
	f[RF_DATE_OF_BIRTH] = slip(arena, state, pick(state, "1943-07-03", "1943-03-07", "1950-12-31", "",
		"1961-02-28", "1934-07-03", "2044-01-01", "1943-02-31"));
	f[RF_SEX] = pick(state, "female", "male", "F", "");
	f[RF_ADDRESS] = slip(arena, state, pick(state, "14 Mill Lane", "15 Mill Lane", "Flat 2 9 Cross Gr", ""));
	f[RF_TOWN] = pick(state, "Aldersham", "Aldershem", "Thornley", "");
	f[RF_POSTCODE] = slip(arena, state, pick(state, "AX1 2GA", "AX1 2GB", "ax12ga", "90210", "1234 AB Delft", ""));
	f[RF_PHONE] = slip(arena, state, pick(state, "01999 501943", "07700 900112", "+44 1999 501943",
		"+353 1 800 900 1000 22", ""));
	f[RF_EMAIL] = slip(arena, state, pick(state, "g.okafor@example.org", "g.okafor@example.net", "", ""));
	f[RF_NHS_NUMBER] = slip(arena, state, pick(state, "9990000018", "999 000 0026", "", "", "9990000019"));
	f[RF_NHS_NUMBER_STATUS] = pick(state, "", "01", "02");
	f[RF_OTHER_IDS] = pick(state, "", "", "", "id=77812;tenancy=T-100", "id=77813", "tenancy=T-100");
}

/* The store --------------------------------------------------------------- */

struct crowded { struct shelf shelf; struct crowd crowd; struct model model; struct record *record; };

static enum status records_put(struct txn *t, void *arg, struct err *err)
{
	struct crowded *x = arg;
	unsigned state = 7;
	int64_t agency = 0;
	enum status st = store_agency_put(t, &(struct agency){.code = "GP"}, &agency, NULL, err);

	for (int i = 0; i < RECORDS && st == ST_OK; i++) {
		struct record *r = &x->record[i];

		*r = (struct record){.agency = agency, .agency_code = "GP",
			.local_id = arena_printf(x->shelf.arena, "%d", i)};
		somebody(x->shelf.arena, &state, r);
		st = store_record_put(t, r, 0, &r->id, NULL, err);
	}
	return st;
}

static int crowded_setup(void **state)
{
	struct crowded *x = calloc(1, sizeof *x);

	shelf_open(&x->shelf);
	x->record = arena_alloc(x->shelf.arena, RECORDS * sizeof *x->record);
	works(store_write(x->shelf.store, STORE_NORMAL, records_put, x, &the_err));
	works(crowd_read(&x->crowd, x->shelf.store, civil_day(2025, 11, 21), &the_err));
	model_begin(&x->model, x->crowd.n);
	assert_true(model_fit(&x->model, &x->crowd));
	*state = x;
	return 0;
}

static int crowded_teardown(void **state)
{
	struct crowded *x = *state;

	crowd_done(&x->crowd);
	model_done(&x->model);
	shelf_close(&x->shelf);
	free(x);
	return 0;
}

/* Tests ------------------------------------------------------------------- */

static void a_record_of_a_crowd_is_what_it_is_alone(void **state)
{
	struct crowded *x = *state;

	assert_int_equal(x->crowd.n, RECORDS);
	for (size_t i = 0; i < x->crowd.n; i++) {
		const struct record *r = &x->record[x->crowd.v[i].id - x->record[0].id];
		struct normal alone, among;
		uint32_t key[BL_COUNT];

		works(normal_make(r, civil_day(2025, 11, 21), x->shelf.arena, &alone, &the_err));
		model_know(&x->model, &alone);
		crowd_normal(&x->crowd, i, &among);
		assert_int_equal(among.id, r->id);
		assert_true(among.rank == alone.rank && among.agency == alone.agency);
		assert_string_equal(among.family, alone.family);
		assert_string_equal(among.given, alone.given);
		assert_string_equal(among.family_joined, alone.family_joined);
		assert_string_equal(among.given_joined, alone.given_joined);
		assert_string_equal(among.preferred, alone.preferred);
		assert_string_equal(among.others, alone.others);
		assert_string_equal(among.family_sound, alone.family_sound);
		assert_string_equal(among.given_sound, alone.given_sound);
		assert_true(among.born == alone.born && among.born_sent == alone.born_sent);
		assert_string_equal(among.born_text, alone.born_text);
		assert_string_equal(among.street, alone.street);
		assert_string_equal(among.town, alone.town);
		assert_string_equal(among.postcode, alone.postcode);
		assert_string_equal(among.phone, alone.phone);
		assert_string_equal(among.email, alone.email);
		assert_string_equal(among.nhs, alone.nhs);
		assert_string_equal(among.nhs_sent, alone.nhs_sent);
		assert_true(among.sex == alone.sex && among.standing == alone.standing);
		assert_int_equal(among.other_n, alone.other_n);
		for (size_t k = 0; k < alone.other_n; k++)
			assert_string_equal(among.other[k], alone.other[k]);
		assert_memory_equal(among.share, alone.share, sizeof alone.share);
		assert_memory_equal(among.is_common, alone.is_common, sizeof alone.is_common);
		blocks_make(&alone, key);
		assert_memory_equal(key, x->crowd.key[i], sizeof key);
	}
}

static void a_glance_is_never_too_low(void **state)
{
	struct crowded *x = *state;
	struct levels_seen *seen = calloc(1, sizeof *seen);
	struct glances g;
	size_t told = 0, hopeless = 0;

	assert_true(glances_make(&g, &x->crowd, &x->model));
	for (size_t i = 0; i < COMPARED; i++)
		for (size_t j = i + 1; j < COMPARED; j++) {
			struct normal a, b;
			struct comparison c;
			double most = glance_most(&g, i, j, glance_source(&g, i, j)), closer;

			if (!(most < HUGE_VAL))
				continue;
			crowd_normal(&x->crowd, i, &a);
			crowd_normal(&x->crowd, j, &b);
			records_compare(&x->model, &a, &b, &c);
			closer = glance_closer(&g, seen, i, j, most);
			if (c.total > most + 1e-3 || c.total > closer + 1e-3)
				print_error("%s %s %s / %s %s %s: %f, at a glance %f, closer %f\n", a.family,
					a.given, a.born_text, b.family, b.given, b.born_text, c.total, most, closer);
			assert_true(c.total <= most + 1e-3 && c.total <= closer + 1e-3);
			assert_true(closer <= most);
			told++;
			hopeless += closer < -5;
		}
	assert_true(told > 1000);
	assert_true(hopeless > 1000);
	glances_done(&g);
	free(seen);
}

#define crowded_test(name) cmocka_unit_test_setup_teardown(name, crowded_setup, crowded_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		crowded_test(a_record_of_a_crowd_is_what_it_is_alone),
		crowded_test(a_glance_is_never_too_low),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
