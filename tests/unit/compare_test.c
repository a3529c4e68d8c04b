/* Two records compared, and what is made of the pair. */
#include <setjmp.h>
#include <stdarg.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "linkage/pairs.h"

struct person { const char *given, *family, *born, *sex, *postcode, *nhs, *status, *ids, *phone, *email; };

static struct arena *arena;
static struct model model; /* the built-in one */

static int setup(void **state)
{
	(void)state;
	arena = arena_new();
	model_begin(&model, 0);
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	model_done(&model);
	return 0;
}

static struct normal normal(const struct person *p)
{
	struct record r = {.id = 1};
	struct normal n;

	r.field[RF_GIVEN_NAME] = p->given;
	r.field[RF_FAMILY_NAME] = p->family;
	r.field[RF_DATE_OF_BIRTH] = p->born;
	r.field[RF_SEX] = p->sex;
	r.field[RF_POSTCODE] = p->postcode;
	r.field[RF_NHS_NUMBER] = p->nhs;
	r.field[RF_NHS_NUMBER_STATUS] = p->status;
	r.field[RF_OTHER_IDS] = p->ids;
	r.field[RF_PHONE] = p->phone;
	r.field[RF_EMAIL] = p->email;
	assert_int_equal(normal_make(&r, civil_day(2025, 11, 21), arena, &n, NULL), ST_OK);
	model_know(&model, &n);
	return n;
}

static const struct bands BANDS = {{LINK_CERTAIN_BITS, LINK_LIKELY_BITS, LINK_POSSIBLE_BITS}};

static struct comparison compared(struct person a, struct person b)
{
	struct normal x = normal(&a), y = normal(&b);
	struct comparison c;

	records_compare(&model, &x, &y, &c);
	return c;
}

static enum band band(struct person a, struct person b)
{
	struct normal x = normal(&a), y = normal(&b);
	struct comparison c, back;
	struct judgement j, i;

	records_compare(&model, &x, &y, &c);
	records_compare(&model, &y, &x, &back);
	j = pair_judge(&BANDS, &x, &y, &c);
	i = pair_judge(&BANDS, &y, &x, &back);
	assert_int_equal(i.band, j.band); /* whichever way round */
	assert_string_equal(i.reason, j.reason);
	assert_true(c.total == back.total);
	return j.band;
}

static const char *reason(struct person a, struct person b)
{
	struct normal x = normal(&a), y = normal(&b);
	struct comparison c;

	records_compare(&model, &x, &y, &c);
	return pair_judge(&BANDS, &x, &y, &c).reason;
}

#define P(...) ((struct person){__VA_ARGS__})

static void missing_is_no_evidence(void **state)
{
	struct comparison c = compared(P(.given = "Grace"), P(.family = "Okafor"));

	(void)state;
	for (int f = 0; f < CF_COUNT; f++)
		assert_int_equal(c.level[f], LV_MISSING);
	assert_true(fabs(c.sum) < 0.1);
}

static void placeholders_are_no_evidence(void **state)
{
	struct person p = P(.given = "Unknown", .family = "not known", .born = "1900-01-01", .sex = "unknown",
		.postcode = "ZZ99 3VZ", .nhs = "9999999999", .ids = "mrn=123456789;card=0000;x=unknown", .phone = "00000000000");
	struct comparison c = compared(p, p);

	(void)state;
	for (int f = 0; f < CF_COUNT; f++)
		assert_int_equal(c.level[f], LV_MISSING);
	assert_int_equal(band(p, p), BAND_UNLIKELY);
}

static void names_agree_in_many_ways(void **state)
{
	(void)state;
	assert_int_equal(compared(P(.family = "O'Brien"), P(.family = "OBRIEN")).level[CF_FAMILY], LV_EXACT);
	assert_int_equal(compared(P(.family = "Smith-Johnson"), P(.family = "smith johnson")).level[CF_FAMILY], LV_EXACT);
	assert_int_equal(compared(P(.family = "Smith-Johnson"), P(.family = "Smith")).level[CF_FAMILY], LV_PART);
	assert_int_equal(compared(P(.family = "Okafor"), P(.family = "Okafour")).level[CF_FAMILY], LV_SIMILAR);
	assert_int_equal(compared(P(.family = "Hussain"), P(.family = "Jones")).level[CF_FAMILY], LV_DIFFERS);
	assert_int_equal(compared(P(.given = "Peggy"), P(.given = "Margaret")).level[CF_GIVEN], LV_NICKNAME);
	assert_int_equal(compared(P(.given = "Katharine"), P(.given = "Kathryn")).level[CF_GIVEN], LV_NICKNAME);
	assert_int_equal(compared(P(.given = "Grace Adaeze"), P(.given = "Grace")).level[CF_GIVEN], LV_PART);
	assert_int_equal(compared(P(.given = "Grace", .family = "Okafor"), P(.given = "Okafor", .family = "Grace")).level[CF_GIVEN], LV_SWAPPED);
}

static void birth_dates_differ_by_slips_or_by_generations(void **state)
{
	(void)state;
	assert_int_equal(compared(P(.born = "1943-07-03"), P(.born = "1943-07-03")).level[CF_BORN], LV_EXACT);
	assert_int_equal(compared(P(.born = "1943-07-03"), P(.born = "1943-03-07")).level[CF_BORN], LV_SWAPPED);
	assert_int_equal(compared(P(.born = "1943-07-03"), P(.born = "1943-07-08")).level[CF_BORN], LV_ONE_DIGIT);
	assert_int_equal(compared(P(.born = "1943-07-03"), P(.born = "1943-07-21")).level[CF_BORN], LV_ONE_PART);
	assert_int_equal(compared(P(.born = "1943-07-03"), P(.born = "1973-07-03")).level[CF_BORN], LV_ONE_PART);
	assert_int_equal(compared(P(.born = "1943-07-03"), P(.born = "1971-11-21")).level[CF_BORN], LV_DIFFERS);
}

static void exact_names_and_birth_date_are_one_person_unless_the_sex_differs(void **state)
{
	struct person p = P(.given = "Grace", .family = "Okafor", .born = "1943-07-03"), q = p;

	(void)state;
	assert_int_equal(band(p, p), BAND_CERTAIN);
	p.sex = q.sex = "female";
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.sex = "M";
	assert_int_equal(band(p, q), BAND_LIKELY);
	p.postcode = "LS6 2AB";
	q.postcode = "ls62ab";
	assert_int_equal(band(p, q), BAND_LIKELY);
	q.sex = "F";
	q.given = "Okafor";
	q.family = "Grace";
	assert_int_equal(band(p, q), BAND_CERTAIN);
}

static void father_and_son_of_one_name_are_two(void **state)
{
	(void)state;
	assert_int_equal(band(P(.given = "John", .family = "Smith", .born = "1950-03-12", .sex = "M", .postcode = "LS6 2AB", .phone = "0113 496 0123"),
		P(.given = "John", .family = "Smith", .born = "1981-11-02", .sex = "M", .postcode = "LS6 2AB", .phone = "0113 496 0123")), BAND_POSSIBLE);
}

static void who_shares_a_birthday_a_generation_apart_is_not_certain(void **state)
{
	struct person p = P(.given = "John", .family = "Smith", .born = "1950-03-12", .sex = "M", .postcode = "LS6 2AB", .phone = "0113 496 0123"), q = p;

	(void)state;
	q.born = "1981-03-12";
	assert_int_equal(band(p, q), BAND_LIKELY);
	q.born = "1980-03-12";
	assert_int_equal(band(p, q), BAND_LIKELY);
	q.born = "1951-03-12";
	assert_int_equal(band(p, q), BAND_CERTAIN);
}

/* A namesake born the same day of another month is as likely as a slip. */
static void names_and_nearly_a_birth_date_are_for_a_worker(void **state)
{
	struct person p = P(.given = "John", .family = "Smith", .born = "1950-03-12"), q = p;

	(void)state;
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.born = "1950-08-12";
	assert_int_equal(compared(p, q).level[CF_BORN], LV_ONE_DIGIT);
	assert_int_equal(band(p, q), BAND_LIKELY);
	p.postcode = q.postcode = "LS6 2AB";
	p.phone = q.phone = "0113 496 0123";
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.born = "1981-03-12";
	assert_int_equal(band(p, q), BAND_LIKELY);
	q.postcode = q.phone = NULL; /* and wherever they live */
	assert_true(band(p, q) >= BAND_LIKELY);
}

/* Too few are there to know how many fathers have a son of their name. */
static void without_a_birth_date_father_and_son_are_for_a_worker(void **state)
{
	struct person p = P(.given = "John", .family = "Smith", .born = "1950-03-12", .sex = "M", .postcode = "LS6 2AB", .phone = "0113 496 0123"), q = p;

	(void)state;
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.born = NULL;
	assert_int_equal(band(p, q), BAND_LIKELY);
}

/* Of two of one name and home the sex says nothing: it goes with the name. */
static void the_sex_does_not_tell_namesakes_apart(void **state)
{
	struct person p = P(.given = "John", .family = "Smith", .postcode = "LS6 2AB"), q = p;
	double without = compared(p, p).total;

	(void)state;
	q.sex = "M";
	assert_true(compared(q, q).total - without < 0.5);
}

static void twins_are_two(void **state)
{
	(void)state;
	assert_int_equal(band(P(.given = "Amy", .family = "Smith", .born = "1981-11-02", .sex = "F", .postcode = "LS6 2AB"),
		P(.given = "Ruth", .family = "Smith", .born = "1981-11-02", .sex = "F", .postcode = "LS6 2AB")), BAND_POSSIBLE);
	assert_int_equal(band(P(.given = "Oliver", .family = "Smith", .born = "1981-11-02", .sex = "M", .postcode = "LS6 2AB"),
		P(.given = "Olive", .family = "Smith", .born = "1981-11-02", .sex = "F", .postcode = "LS6 2AB")), BAND_POSSIBLE);
}

/* Given names of two that a slip, or a poor ear, would make one. */
static void twins_whose_names_are_alike_are_not_certain(void **state)
{
	static const char *const two[][2] = {{"Jane", "June"}, {"Maria", "Marie"}, {"Mary Ann", "Mary Jane"},
		{"Mohammed Amin", "Mohammed Amir"}, {"Diana", "Donna"}, {"Eileen", "Ellen"}, {"Samir", "Sabir"}};
	static const char *const one[][2] = {{"Jane", "Jnae"}, {"Margaret", "Margret"}, {"Mary Ann", "Mary"},
		{"Mary Ann", "Mary A"}, {"Mary Ann", "Mary Anne"}, {"Christopher", "Chirstopher"}};
	struct person p = P(.family = "Barlow", .born = "1990-02-03", .sex = "F", .postcode = "LS6 2AB", .phone = "0113 496 0123"), q = p;

	(void)state;
	for (size_t i = 0; i < sizeof two / sizeof *two; i++) {
		p.given = two[i][0];
		q.given = two[i][1];
		assert_true(band(p, q) >= BAND_LIKELY);
		if (compared(p, q).level[CF_GIVEN] != LV_ALIKE)
			assert_non_null(strstr(reason(p, q), "twins"));
	}
	for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
		p.given = one[i][0];
		q.given = one[i][1];
		assert_int_equal(band(p, q), BAND_CERTAIN);
	}
}

static void brothers_and_sisters_of_one_home_are_not_certain(void **state)
{
	struct person p = P(.given = "Jane", .family = "Barlow", .born = "1990-02-03", .sex = "F", .postcode = "LS6 2AB", .phone = "0113 496 0123"), q = p;

	(void)state;
	q.born = "1992-02-03";
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.given = "June";
	assert_int_equal(compared(p, q).level[CF_GIVEN], LV_SIMILAR);
	assert_int_equal(band(p, q), BAND_LIKELY);
	assert_non_null(strstr(reason(p, q), "brothers or sisters"));
}

static void two_nhs_numbers_are_two_people_whatever_else_agrees(void **state)
{
	struct person p = P(.given = "Grace", .family = "Okafor", .born = "1943-07-03", .sex = "F", .postcode = "LS6 2AB",
		.ids = "mrn=77123", .nhs = "9990000018"), q = p;

	(void)state;
	q.nhs = "9990000026";
	assert_int_equal(band(p, p), BAND_CERTAIN);
	assert_int_equal(band(p, q), BAND_UNLIKELY);
}

static void a_verified_nhs_number_with_the_birth_date_is_certain(void **state)
{
	struct person p = P(.given = "Grace", .family = "Okafor", .born = "1943-07-03", .nhs = "999 000 0018"),
		q = P(.given = "Adaeze", .family = "Nwosu", .born = "1943-07-03", .nhs = "9990000018");

	(void)state;
	assert_int_equal(band(p, q), BAND_CERTAIN);
	p.status = "01";
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.status = "03"; /* never by itself */
	assert_int_equal(band(p, q), BAND_POSSIBLE);
	q.status = NULL;
	q.born = NULL;
	assert_int_equal(band(p, q), BAND_POSSIBLE);
	q.given = "Gracie";
	assert_int_equal(band(p, q), BAND_LIKELY);
	q.family = "Okafor";
	assert_int_equal(band(p, q), BAND_CERTAIN);
}

static void one_nhs_number_with_other_names_and_birth_date_goes_to_review(void **state)
{
	(void)state;
	assert_int_equal(band(P(.given = "Grace", .family = "Okafor", .born = "1943-07-03", .nhs = "9990000018", .status = "01"),
		P(.given = "Tom", .family = "Reed", .born = "1988-01-30", .nhs = "9990000018", .status = "01")), BAND_POSSIBLE);
}

/* Of what status is no word, and the birth date does not speak for it. */
static void a_number_that_nobody_verified_is_not_certain_by_itself(void **state)
{
	struct person p = P(.family = "Okafor", .nhs = "9990000018"), q = P(.family = "Okafor", .born = "1943-07-03", .nhs = "9990000018");

	(void)state;
	assert_int_equal(band(p, q), BAND_LIKELY);
	p.given = q.given = "Grace";
	assert_int_equal(band(p, q), BAND_CERTAIN);
	p.given = q.given = NULL;
	p.born = "1943-07-03";
	assert_int_equal(band(p, q), BAND_CERTAIN);
	p.born = NULL;
	p.status = "01";
	assert_int_equal(band(p, q), BAND_LIKELY);
	q.status = "01";
	assert_int_equal(band(p, q), BAND_CERTAIN);
}

static void names_that_are_not_stated_are_no_names_alike(void **state)
{
	struct person p = P(.family = "Okafor", .born = "1943-07-03", .nhs = "9990000018", .status = "01"),
		q = P(.family = "Reed", .given = "Tom", .born = "1988-01-30", .nhs = "9990000018", .status = "01");

	(void)state;
	assert_int_equal(band(p, q), BAND_POSSIBLE);
	assert_string_equal(reason(p, q), "same NHS number, other names and birth date");
	q.born = NULL;
	assert_string_equal(reason(p, q), "same NHS number, other names");
	q.family = NULL;
	assert_string_equal(reason(p, q), "same NHS number, no names to compare");
}

static void a_tenancy_of_two_is_not_certain(void **state)
{
	struct person p = P(.given = "Mary", .family = "Okafweber", .ids = "tenancy=A77123;card=B99231", .email = "okafweber@example.org"), q = p;

	(void)state;
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.given = "John";
	assert_true(compared(p, q).total > LINK_CERTAIN_BITS);
	assert_int_equal(band(p, q), BAND_LIKELY);
}

/* Who is known by a tenancy and a family name may be either of a couple. */
static void a_number_of_a_home_is_nobodys_own(void **state)
{
	struct person p = P(.given = "Peter", .family = "Harkness", .born = "1941-01-02", .sex = "M", .ids = "Tenancy Ref=A77123"), q = p;

	(void)state;
	assert_int_equal(band(p, q), BAND_CERTAIN);
	assert_string_equal(reason(p, q), "same names, birth date and home or contact");
	q.born = NULL; /* may be his son */
	assert_int_equal(band(p, q), BAND_LIKELY);
	q.given = "P";
	assert_true(band(p, q) >= BAND_LIKELY);
	q.given = NULL;
	assert_true(band(p, q) >= BAND_LIKELY);
	assert_true(compared(p, q).total < LINK_CERTAIN_BITS);
	q.family = NULL;
	assert_true(band(p, q) >= BAND_POSSIBLE);
	p.ids = q.ids = "mrn=A77123";
	q.family = "Harkness";
	assert_int_equal(band(p, q), BAND_LIKELY);
	q.given = "P";
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.given = NULL;
	q.born = p.born;
	assert_int_equal(band(p, q), BAND_CERTAIN);
}

static void a_number_of_a_home_weighs_no_more_than_its_address(void **state)
{
	struct person p = P(.given = "Peter", .family = "Harkness", .postcode = "LS6 2AB"), q = p;
	double without = compared(p, q).total;

	(void)state;
	p.ids = q.ids = "tenancy=A77123";
	assert_true(compared(p, q).total - without < 2);
	p.postcode = NULL;
	assert_true(compared(p, q).weight[CF_OTHER_ID] > 8);
}

/* Registered under her mother's number, born the same day of the year. */
static void a_mothers_number_is_not_her_daughters(void **state)
{
	struct person p = P(.given = "Jane", .family = "Knott", .born = "1990-01-02", .sex = "F", .postcode = "LS6 2AB", .nhs = "9990000018", .status = "01"), q = p;

	(void)state;
	q.status = NULL;
	q.given = "Lucy";
	q.born = "2019-01-02";
	assert_int_equal(band(p, q), BAND_POSSIBLE);
	assert_string_equal(reason(p, q), "same NHS number and family name, other given name");
}

static void a_reason_says_which_name_agrees(void **state)
{
	struct person p = P(.given = "Grace", .family = "Whimbrel", .born = "1950-02-03", .sex = "F", .postcode = "LS6 2AB"), q = p;

	(void)state;
	q.family = "Dotterel";
	assert_string_equal(reason(p, q), "given name agrees, same birth date and home or contact");
	q.family = "Whimbrel";
	q.given = "Tamsin";
	assert_string_equal(reason(p, q), "family name agrees, same birth date and home or contact");
	q.given = "Grcae";
	assert_string_equal(reason(p, q), "names alike, same birth date and home or contact");
}

static void a_shared_identifier_is_certain_within_one_system(void **state)
{
	struct person p = P(.given = "Grace", .family = "Okafor", .born = "1943-07-03", .ids = "mrn=A77;nin=QQ1"),
		q = P(.given = "Grace", .ids = "x=1x;mrn=A77");

	(void)state;
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.ids = "hospital=A77";
	assert_int_equal(band(p, q), BAND_UNLIKELY);
	q.ids = "mrn=A78";
	assert_int_equal(band(p, q), BAND_UNLIKELY);
	q = P(.given = "Tom", .family = "Reed", .born = "1988-01-30", .ids = "mrn=A77");
	assert_int_equal(band(p, q), BAND_POSSIBLE);
}

static void identifiers_may_hold_the_marks_that_part_them(void **state)
{
	const char **id;
	size_t n;

	(void)state;
	assert_int_equal(other_ids_read(" urn:a = x%3By%3Dz%25 ;;none;b=;=c; d=77 e ;d=77 e;mrn=123456789;m=11111", arena, &id, &n, NULL), ST_OK);
	assert_int_equal(n, 2);
	assert_string_equal(id[0], "urn:a=x;y=z%");
	assert_string_equal(id[1], "d=77 e");
	assert_int_equal(other_ids_read(NULL, arena, &id, &n, NULL), ST_OK);
	assert_int_equal(n, 0);
}

static void a_nickname_at_one_address_is_for_a_worker(void **state)
{
	struct person p = P(.given = "Elizabeth", .family = "Clarke", .born = "1960-05-05", .sex = "F", .postcode = "LS6 2AB"), q = p;

	(void)state;
	q.given = "Betty";
	assert_int_equal(band(p, q), BAND_LIKELY);
	q.sex = "M";
	assert_int_equal(band(p, q), BAND_POSSIBLE);
}

static void a_slip_in_the_birth_date_weighs_less_than_the_home(void **state)
{
	struct person p = P(.given = "Grace", .family = "Okafor", .born = "1943-07-03", .sex = "F", .postcode = "LS6 2AB"), q = p;

	(void)state;
	q.born = "1943-03-07";
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.postcode = "LS8 1XX";
	assert_int_equal(band(p, q), BAND_CERTAIN);
	q.born = "1943-03-09";
	assert_int_equal(band(p, q), BAND_POSSIBLE);
}

static void names_of_any_length_do_no_harm(void **state)
{
	char *name = malloc(10001);

	(void)state;
	memset(name, 'a', 10000);
	for (size_t i = 1; i < 10000; i += 7)
		name[i] = ' ';
	name[10000] = '\0';
	assert_int_equal(band(P(.given = name, .family = name, .born = "1943-07-03", .sex = "F"),
		P(.given = name, .family = name, .born = "1943-07-03", .sex = "F")), BAND_CERTAIN);
	free(name);
}

static void the_figures_of_an_e_mail_tell_two_of_one_name_apart(void **state)
{
	(void)state;
	assert_int_equal(compared(P(.email = "jack.reed28@example.org"), P(.email = "jack.reed68@example.org")).level[CF_EMAIL], LV_DIFFERS);
	assert_int_equal(compared(P(.email = "jack.reed28@example.org"), P(.email = "jack.reed82@example.org")).level[CF_EMAIL], LV_SIMILAR);
	assert_int_equal(compared(P(.email = "jack.reed28@example.org"), P(.email = "jakc.reed28@example.org")).level[CF_EMAIL], LV_SIMILAR);
	assert_int_equal(compared(P(.email = "jack.reed28@example.org"), P(.email = "jack.reed28@example.net")).level[CF_EMAIL], LV_PART);
}

static void two_slips_and_nothing_else_are_not_certain(void **state)
{
	struct person p = P(.given = "Hildegarde", .family = "Okafweber", .born = "1943-07-03", .sex = "F");

	(void)state;
	assert_int_equal(band(p, P(.given = "Hildegarde", .family = "Okafweber", .born = "1943-07-08", .sex = "F")), BAND_CERTAIN);
	assert_int_equal(band(p, P(.given = "Hildegarde", .family = "Okafwebre", .born = "1943-07-03", .sex = "F")), BAND_CERTAIN);
	assert_int_equal(band(p, P(.given = "Hildegarde", .family = "Okafwebre", .born = "1943-07-08", .sex = "F")), BAND_LIKELY);
}

static void an_identifier_of_one_repeated_character_is_no_evidence(void **state)
{
	static const char *const ids[] = {"mrn=7", "mrn=0000000", "mrn=AAAA", "mrn=x-x-x", "mrn=------"};

	(void)state;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		assert_int_equal(compared(P(.ids = ids[i]), P(.ids = ids[i])).level[CF_OTHER_ID], LV_MISSING);
	assert_int_equal(compared(P(.ids = "mrn=A7"), P(.ids = "mrn=A7")).level[CF_OTHER_ID], LV_EXACT);
}

/* Each with each, in both directions. */
static void it_does_not_matter_which_of_two_comes_first(void **state)
{
	static const struct person town[] = {
		{.given = "carl", .family = "wilsno", .born = "1959-10-17", .ids = "a=12345"},
		{.given = "ARL", .family = "Wilson", .born = "1995-10-17", .ids = "a=123456"},
		{.given = "Dwayne", .family = "Okafor", .born = "1943-07-03", .sex = "F", .phone = "07103 001334"},
		{.given = "Okafor", .family = "Duane", .born = "1943-03-07", .sex = "M", .phone = "07103 001335"},
		{.given = "Lucy", .family = "", .born = "", .postcode = "LS6 2AB", .nhs = "9990000018"},
		{.given = "", .family = "Lucy", .born = "1943-07-13", .postcode = "LS6 2BA", .nhs = "9990000019"},
		{.given = "Betty Ann", .family = "Smith-Jones", .born = "1943-02-30", .postcode = "LS6 3AA"},
		{.given = "Elizabeth", .family = "Jones", .born = "1943-02-03", .postcode = "LS7 3AA"},
		{.given = "Annbet", .family = "Jonesabab", .ids = "a=1;b=77123456"},
		{.given = "Betann", .family = "Ababjones", .ids = "b=77123465;a=2"},
	};
	size_t n = sizeof town / sizeof *town;

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			struct comparison x = compared(town[i], town[j]), y = compared(town[j], town[i]);

			assert_memory_equal(x.level, y.level, sizeof x.level);
			assert_true(x.total == y.total && x.kin == y.kin);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_figures_of_an_e_mail_tell_two_of_one_name_apart),
		cmocka_unit_test(two_slips_and_nothing_else_are_not_certain),
		cmocka_unit_test(an_identifier_of_one_repeated_character_is_no_evidence),
		cmocka_unit_test(it_does_not_matter_which_of_two_comes_first),
		cmocka_unit_test(missing_is_no_evidence),
		cmocka_unit_test(placeholders_are_no_evidence),
		cmocka_unit_test(names_agree_in_many_ways),
		cmocka_unit_test(birth_dates_differ_by_slips_or_by_generations),
		cmocka_unit_test(exact_names_and_birth_date_are_one_person_unless_the_sex_differs),
		cmocka_unit_test(father_and_son_of_one_name_are_two),
		cmocka_unit_test(who_shares_a_birthday_a_generation_apart_is_not_certain),
		cmocka_unit_test(names_and_nearly_a_birth_date_are_for_a_worker),
		cmocka_unit_test(without_a_birth_date_father_and_son_are_for_a_worker),
		cmocka_unit_test(the_sex_does_not_tell_namesakes_apart),
		cmocka_unit_test(twins_are_two),
		cmocka_unit_test(twins_whose_names_are_alike_are_not_certain),
		cmocka_unit_test(brothers_and_sisters_of_one_home_are_not_certain),
		cmocka_unit_test(a_number_of_a_home_is_nobodys_own),
		cmocka_unit_test(a_number_of_a_home_weighs_no_more_than_its_address),
		cmocka_unit_test(a_mothers_number_is_not_her_daughters),
		cmocka_unit_test(a_reason_says_which_name_agrees),
		cmocka_unit_test(two_nhs_numbers_are_two_people_whatever_else_agrees),
		cmocka_unit_test(a_verified_nhs_number_with_the_birth_date_is_certain),
		cmocka_unit_test(one_nhs_number_with_other_names_and_birth_date_goes_to_review),
		cmocka_unit_test(a_number_that_nobody_verified_is_not_certain_by_itself),
		cmocka_unit_test(names_that_are_not_stated_are_no_names_alike),
		cmocka_unit_test(a_tenancy_of_two_is_not_certain),
		cmocka_unit_test(a_shared_identifier_is_certain_within_one_system),
		cmocka_unit_test(identifiers_may_hold_the_marks_that_part_them),
		cmocka_unit_test(a_nickname_at_one_address_is_for_a_worker),
		cmocka_unit_test(a_slip_in_the_birth_date_weighs_less_than_the_home),
		cmocka_unit_test(names_of_any_length_do_no_harm),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
