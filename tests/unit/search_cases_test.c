/* What a coordinator types, and who must come first for it, be among the found,
 * or not be found, over a made-up crowd. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "search.h"
#include "crowd.h"

static const struct { const char *address, *fields; } CROWD[] = {
	{"GP:77-a", "given=Grace family=Okafor born=1943-07-03 sex=F postcode=LS6_2AB nhs=9990000018 "
		"phone=+44_113_496_0123 email=Grace.O@Example.org ids=mrn=A77"},
	{"HOSP:123", "given=Michael family=O'Hara born=1951-02-12 sex=M postcode=LS8_1XX phone=07700_900112"},
	{"GP:3", "given=Jan family=Wojciechowski born=1938-11-30 sex=M postcode=BD3_9QQ"},
	{"GP:4", "given=Maria family=van_der_Berg born=1960-04-01 sex=F postcode=YO1_7HH"},
	{"GP:5", "given=Margaret family=Hussain born=1971-09-09 sex=F phone=(0113)_496_0777"},
	{"GP:6", "given=Bronwen family=ap_Gwilym born=1955-03-01 sex=F"},
	{"GP:7", "given=Siobh\xC3\xA1n family=\xC3\x93_D\xC3\xA1laigh born=1949-08-15 sex=F"},
	{"GP:8", "given=Hamish family=MacDonald born=1933-01-25 sex=M"},
	{"GP:9", "given=\xC5\x81ukasz family=Wa\xC5\x82\xC4\x99sa born=1985-06-06 sex=M"},
	{"GP:10", "given=\xE1\xBB\x8Cl\xC3\xA1y\xC3\xADnk\xC3\xA1 family=Ad\xC3\xA9" "b\xC3\xA1y\xE1\xBB\x8D\xCC\x80 born=1979-12-12 sex=M"},
	{"GP:11", "given=Rahima family=Begum other_names=Khatun born=1966-05-17 sex=F"},
	{"GP:12", "given=Siu-Ming family=Wong born=1947-10-10 sex=F"},
	{"GP:13", "given=Betsy family=Smith-Johnson born=1930-06-21 sex=F"},
	{"GP:14", "given=John family=Smith born=1943-01-08 sex=M postcode=LS6_4DD"},
	{"GP:15", "given=Amy family=Smith born=1990-02-02 sex=F"},
	{"GP:16", "given=Grace family=Adeyemi born=1952-02-20 sex=F postcode=LS9_1AA nhs=9990000026 "
		"phone=0113_496_0999 updated_at=2020-05-05"},
	{"GP:17", "given=Patel family=Nisha born=1988-08-28 sex=F"},
	{"GP:18", "given=William family=Entwistle preferred_name=Bunty born=1940-12-01 sex=M"},
	{"GP:19", "given=Jos\xC3\xA9 family=\xC3\x81lvarez born=1962-07-07 sex=M"},
	{"GP:20", "given=Maria family=D'Souza born=1958-09-30 sex=F"},
	{"GP:21", "given=\xE0\xA6\xB8\xE0\xA6\xBE\xE0\xA6\xB2\xE0\xA6\xAE\xE0\xA6\xBE "
		"family=\xE0\xA6\x96\xE0\xA6\xBE\xE0\xA6\xA4\xE0\xA7\x81\xE0\xA6\xA8 born=1975-01-01 sex=F"},
	{"GP:22", "given=Peggy family=Doyle born=1936-10-05 sex=F"},
	{"GP:23", "given=Bj\xC3\xB6rn family=M\xC3\xBCller born=1968-03-07 sex=M"},
	{"GP:24", "given=Zofia family=Kowalska born=1944-04-14 sex=F"},
	{"GP:25", "given=Nguyen family=Thi_Lan born=1953-11-11 sex=F"},
	{"GP:26", "given=Abdul_Rahman family=al-Rashid born=1967-01-19 sex=M"},
	{"GP:27", "given=Elizabeth family=Clarke born=1960-05-05 sex=F nhs=9990000034"},
	{"ASC:27", "given=Lilibet family=Jones born=1960-05-05 sex=F nhs=9990000034"},
	{"GP:28", "given=Jean family=Threlfall born=1943-11-22 sex=F"},
	{"GP:29", "given=Jean family=Threlfell born=1943-11-20 sex=F"},
	{"GP:30", "given=Suk_Han family=Leung born=1953-12-19 sex=F"},
	{"GP:31", "given=Geoffrey family=Chaudhry born=1939-02-27 sex=M"},
	{"GPF:G32", "given=Uche family=Okafor born=1968-04-02 sex=M"},
	{"LANTERN:A/1024", "given=Tom family=Reed born=1951-02-12 sex=M postcode=BT7_1NN"},
	/* What was so before is replaced. */
	{"GP:16", "given=Grace family=Bello born=1952-02-20 sex=F postcode=HX1_2AA nhs=9990000042 "
		"updated_at=2024-03-01"},
};

enum place { FIRST, AMONG, NOT };

static const struct { const char *query; enum place place; const char *name, *why; } CASES[] = {
	/* Any order, any part */
	{"okafor", FIRST, "Okafor, Grace", "name"},
	{"OKAFOR grace", FIRST, "Okafor, Grace", "name"},
	{"grace okafor", FIRST, "Okafor, Grace", "name"},
	{"Okafor, Grace", FIRST, "Okafor, Grace", "name"},
	{"okaf", FIRST, "Okafor, Grace", "name"},
	{"gr ok", FIRST, "Okafor, Grace", "name"},
	{"okafor", NOT, "Bello, Grace", NULL},
	{"grace reed", NOT, "Okafor, Grace", NULL},
	/* Initials and titles */
	{"g okafor", FIRST, "Okafor, Grace", "name"},
	{"G. Okafor", FIRST, "Okafor, Grace", "name"},
	{"okafor g", FIRST, "Okafor, Grace", "name"},
	{"okafor g", NOT, "Okafor, Uche", NULL}, /* an initial is no slip of the name before it, nor a number's */
	{"u okafor", FIRST, "Okafor, Uche", "name"},
	{"u okafor", NOT, "Okafor, Grace", NULL},
	{"uche o", FIRST, "Okafor, Uche", "name"},
	{"t okafor", NOT, "Okafor, Grace", NULL},
	{"Mrs Okafor", FIRST, "Okafor, Grace", "name"},
	{"Mrs. G. Okafor", FIRST, "Okafor, Grace", "name"},
	{"dr john smith", FIRST, "Smith, John", "name"},
	{"Okafor, Mrs Grace", FIRST, "Okafor, Grace", "name"},
	/* Irish, Scots, Welsh */
	{"o'hara", FIRST, "O'Hara, Michael", "name"},
	{"o\xE2\x80\x99hara", FIRST, "O'Hara, Michael", "name"},
	{"O`Hara", FIRST, "O'Hara, Michael", "name"},
	{"O\xCA\xBChara", FIRST, "O'Hara, Michael", "name"},
	{"ohara", FIRST, "O'Hara, Michael", "name"},
	{"o hara", FIRST, "O'Hara, Michael", "name"},
	{"hara", FIRST, "O'Hara, Michael", "name"},
	{"hara michael", FIRST, "O'Hara, Michael", "name"},
	{"mick o'hara", FIRST, "O'Hara, Michael", "nickname of Michael, name"},
	{"siobhan", FIRST, "\xC3\x93 D\xC3\xA1laigh, Siobh\xC3\xA1n", "name"},
	{"dalaigh", FIRST, "\xC3\x93 D\xC3\xA1laigh, Siobh\xC3\xA1n", "name"},
	{"o'dalaigh", FIRST, "\xC3\x93 D\xC3\xA1laigh, Siobh\xC3\xA1n", "name"},
	{"odalaigh siobhan", FIRST, "\xC3\x93 D\xC3\xA1laigh, Siobh\xC3\xA1n", "name"},
	{"macdonald", FIRST, "MacDonald, Hamish", "name"},
	{"mac donald", FIRST, "MacDonald, Hamish", "name"},
	{"mcdonald", FIRST, "MacDonald, Hamish", "nearly MacDonald"},
	{"macdonnald", FIRST, "MacDonald, Hamish", "nearly MacDonald"},
	{"ap gwilym", FIRST, "ap Gwilym, Bronwen", "name"},
	{"gwilym", FIRST, "ap Gwilym, Bronwen", "name"},
	{"apgwilym", FIRST, "ap Gwilym, Bronwen", "name"},
	{"bronwyn", FIRST, "ap Gwilym, Bronwen", "nearly Bronwen"},
	/* Dutch, Arabic and Portuguese particles */
	{"van der berg", FIRST, "van der Berg, Maria", "name"},
	{"berg", FIRST, "van der Berg, Maria", "name"},
	{"vanderberg", FIRST, "van der Berg, Maria", "name"},
	{"vander berg", FIRST, "van der Berg, Maria", "name"},
	{"maria van der berg", FIRST, "van der Berg, Maria", "name"},
	{"der berg maria", FIRST, "van der Berg, Maria", "name"},
	{"vanderburg", FIRST, "van der Berg, Maria", "nearly van der Berg"},
	{"al rashid", FIRST, "al-Rashid, Abdul Rahman", "name"},
	{"alrashid", FIRST, "al-Rashid, Abdul Rahman", "name"},
	{"rashid abdul", FIRST, "al-Rashid, Abdul Rahman", "name"},
	{"abdulrahman", FIRST, "al-Rashid, Abdul Rahman", "name"},
	{"abdul rehman", FIRST, "al-Rashid, Abdul Rahman", "name, nearly Rahman"},
	{"d'souza", FIRST, "D'Souza, Maria", "name"},
	{"souza", FIRST, "D'Souza, Maria", "name"},
	{"de souza", FIRST, "D'Souza, Maria", "nearly D'Souza, name"},
	/* Polish, German, Spanish, with and without their marks */
	{"wojciechowski", FIRST, "Wojciechowski, Jan", "name"},
	{"wojciehowski", FIRST, "Wojciechowski, Jan", "nearly Wojciechowski"},
	{"wojcieh", FIRST, "Wojciechowski, Jan", "nearly Wojciechowski"},
	{"wojciechwoski", FIRST, "Wojciechowski, Jan", "nearly Wojciechowski"},
	{"wojciechowska", FIRST, "Wojciechowski, Jan", "nearly Wojciechowski"},
	{"vojciechowski jan", FIRST, "Wojciechowski, Jan", "nearly Wojciechowski, name"},
	{"walesa", FIRST, "Wa\xC5\x82\xC4\x99sa, \xC5\x81ukasz", "name"},
	{"lukasz wa\xC5\x82\xC4\x99sa", FIRST, "Wa\xC5\x82\xC4\x99sa, \xC5\x81ukasz", "name"},
	{"kowalski zofia", FIRST, "Kowalska, Zofia", "nearly Kowalska, name"},
	{"sophia kowalska", FIRST, "Kowalska, Zofia", "nickname of Sophia, name"},
	{"muller", FIRST, "M\xC3\xBCller, Bj\xC3\xB6rn", "name"},
	{"mueller", FIRST, "M\xC3\xBCller, Bj\xC3\xB6rn", "nearly M\xC3\xBCller"},
	{"bjorn muller", FIRST, "M\xC3\xBCller, Bj\xC3\xB6rn", "name"},
	{"jose alvarez", FIRST, "\xC3\x81lvarez, Jos\xC3\xA9", "name"},
	/* Yoruba, Bengali, Chinese, Vietnamese; fields the wrong way round */
	{"adebayo", FIRST, "Ad\xC3\xA9" "b\xC3\xA1y\xE1\xBB\x8D\xCC\x80, \xE1\xBB\x8Cl\xC3\xA1y\xC3\xADnk\xC3\xA1", "name"},
	{"olayinka adebayo", FIRST, "Ad\xC3\xA9" "b\xC3\xA1y\xE1\xBB\x8D\xCC\x80, \xE1\xBB\x8Cl\xC3\xA1y\xC3\xADnk\xC3\xA1", "name"},
	{"begum rahima", FIRST, "Begum, Rahima", "name"},
	{"begam", FIRST, "Begum, Rahima", "nearly Begum"},
	{"rahima khatun", FIRST, "Begum, Rahima", "name, also Khatun"},
	{"\xE0\xA6\xB8\xE0\xA6\xBE\xE0\xA6\xB2\xE0\xA6\xAE\xE0\xA6\xBE", FIRST,
		"\xE0\xA6\x96\xE0\xA6\xBE\xE0\xA6\xA4\xE0\xA7\x81\xE0\xA6\xA8, \xE0\xA6\xB8\xE0\xA6\xBE\xE0\xA6\xB2\xE0\xA6\xAE\xE0\xA6\xBE", "name"},
	{"wong siu ming", FIRST, "Wong, Siu-Ming", "name"},
	{"siu ming wong", FIRST, "Wong, Siu-Ming", "name"},
	{"siuming wong", FIRST, "Wong, Siu-Ming", "name"},
	{"wong siu-ming", FIRST, "Wong, Siu-Ming", "name"},
	{"ming wong", FIRST, "Wong, Siu-Ming", "name"},
	{"nguyen thi lan", FIRST, "Thi Lan, Nguyen", "name"},
	{"lan nguyen", FIRST, "Thi Lan, Nguyen", "name"},
	{"nisha patel", FIRST, "Nisha, Patel", "name"},
	{"patel nisha", FIRST, "Nisha, Patel", "name"},
	/* Halves */
	{"smith-johnson", FIRST, "Smith-Johnson, Betsy", "name"},
	{"smith johnson", FIRST, "Smith-Johnson, Betsy", "name"},
	{"johnson", FIRST, "Smith-Johnson, Betsy", "name"},
	{"smithjohnson", FIRST, "Smith-Johnson, Betsy", "name"},
	{"jonson betsy", FIRST, "Smith-Johnson, Betsy", "nearly Johnson, name"},
	/* Nicknames and what they like to be called */
	{"bunty", FIRST, "Entwistle, William", "also Bunty"},
	{"william entwistle", FIRST, "Entwistle, William", "name"},
	{"bill entwistle", FIRST, "Entwistle, William", "nickname of William, name"},
	{"peggy", FIRST, "Doyle, Peggy", "name"},
	{"peggy", AMONG, "Hussain, Margaret", "nickname of Margaret"},
	{"maggie doyle", FIRST, "Doyle, Peggy", "nickname of Margaret, name"},
	{"margaret doyle", FIRST, "Doyle, Peggy", "nickname of Margaret, name"},
	{"liz smith", FIRST, "Smith-Johnson, Betsy", "nickname of Elizabeth, name"},
	{"liz johnson", NOT, "Smith, Amy", NULL},
	{"khatun", FIRST, "Begum, Rahima", "also Khatun"},
	/* Slips and sounds */
	{"okafro", FIRST, "Okafor, Grace", "nearly Okafor"},
	{"okfor", FIRST, "Okafor, Grace", "nearly Okafor"},
	{"okaffor", FIRST, "Okafor, Grace", "nearly Okafor"},
	{"pkafor", FIRST, "Okafor, Grace", "nearly Okafor"},
	{"okafour", FIRST, "Okafor, Grace", "nearly Okafor"},
	{"ocaphor", FIRST, "Okafor, Grace", "sounds like Okafor"},
	{"graice okaffor", FIRST, "Okafor, Grace", "nearly Grace, nearly Okafor"},
	{"chowdhury", FIRST, "Chaudhry, Geoffrey", "sounds like Chaudhry"},
	{"jeffrey", FIRST, "Chaudhry, Geoffrey", NULL},
	{"sook", FIRST, "Leung, Suk Han", NULL},
	{"husein", FIRST, "Hussain, Margaret", "sounds like Hussain"},
	{"hussein", FIRST, "Hussain, Margaret", "nearly Hussain"},
	{"smyth amy", FIRST, "Smith, Amy", "nearly Smith, name"},
	{"threlfall", FIRST, "Threlfall, Jean", "name"},
	{"threlfall", AMONG, "Threlfell, Jean", "nearly Threlfell"},
	{"entwhistle", FIRST, "Entwistle, William", "nearly Entwistle"},
	{"zzzzzz", NOT, "Okafor, Grace", NULL},
	/* Birth dates */
	{"3/7/1943", FIRST, "Okafor, Grace", "birth date"},
	{"03/07/1943", FIRST, "Okafor, Grace", "birth date"},
	{"3/7/43", FIRST, "Okafor, Grace", "birth date"},
	{"03-07-1943", FIRST, "Okafor, Grace", "birth date"},
	{"3.7.1943", FIRST, "Okafor, Grace", "birth date"},
	{"1943-07-03", FIRST, "Okafor, Grace", "birth date"},
	{"19430703", FIRST, "Okafor, Grace", "birth date"},
	{"03071943", FIRST, "Okafor, Grace", "birth date"},
	{"3 Jul 1943", FIRST, "Okafor, Grace", "birth date"},
	{"3rd July 1943", FIRST, "Okafor, Grace", "birth date"},
	{"July 3 1943", FIRST, "Okafor, Grace", "birth date"},
	{"03 07 1943", FIRST, "Okafor, Grace", "birth date"},
	{"7/3/1943", FIRST, "Okafor, Grace", "day and month swapped"},
	{"July 1943", FIRST, "Okafor, Grace", "born Jul 1943"},
	{"07/1943", FIRST, "Okafor, Grace", "born Jul 1943"},
	{"1943", AMONG, "Okafor, Grace", "born 1943"},
	{"1943", AMONG, "Smith, John", "born 1943"},
	{"1943", NOT, "Kowalska, Zofia", NULL},
	{"3/8/1943", NOT, "Okafor, Grace", NULL},
	/* Ages: today is 21 November 2025 */
	{"okafor 82", FIRST, "Okafor, Grace", "name, age 82"},
	{"okafor 81", NOT, "Okafor, Grace", NULL},
	{"82 okafor", FIRST, "Okafor, Grace", "age 82, name"},
	{"82", NOT, "Okafor, Grace", NULL},
	{"aged 82", AMONG, "Okafor, Grace", "age 82"},
	{"grace 82y", FIRST, "Okafor, Grace", "name, age 82"},
	{"jean 82", FIRST, "Threlfell, Jean", "name, age 82"},
	{"jean 82", NOT, "Threlfall, Jean", NULL},
	{"jean 81", FIRST, "Threlfall, Jean", "name, age 81"},
	/* Phones */
	{"07700 900112", FIRST, "O'Hara, Michael", "phone"},
	{"07700900112", FIRST, "O'Hara, Michael", "phone"},
	{"+44 7700 900112", FIRST, "O'Hara, Michael", "phone"},
	{"+44 (0)7700 900112", FIRST, "O'Hara, Michael", "phone"},
	{"0044 7700 900112", FIRST, "O'Hara, Michael", "phone"},
	{"447700900112", FIRST, "O'Hara, Michael", "phone"},
	{"0112", FIRST, "O'Hara, Michael", "phone ends 0112"},
	{"900112", FIRST, "O'Hara, Michael", "phone ends 900112"},
	{"900 112", FIRST, "O'Hara, Michael", "phone ends 900112"},
	{"07700", FIRST, "O'Hara, Michael", "phone begins 07700"},
	{"+44 7700", FIRST, "O'Hara, Michael", "phone begins 07700"},
	{"(0113) 496 0777", FIRST, "Hussain, Margaret", "phone"},
	{"0113-496-0777", FIRST, "Hussain, Margaret", "phone"},
	{"496 0777", FIRST, "Hussain, Margaret", "phone ends 4960777"},
	{"0113496", AMONG, "Hussain, Margaret", "phone begins 0113496"},
	{"+441134960123", FIRST, "Okafor, Grace", "phone"},
	{"7700", NOT, "Okafor, Grace", NULL},
	/* NHS numbers, local numbers, other identifiers */
	{"9990000018", FIRST, "Okafor, Grace", "NHS number"},
	{"999 000 0018", FIRST, "Okafor, Grace", "NHS number"},
	{"999-000-0018", FIRST, "Okafor, Grace", "NHS number"},
	{"0018", FIRST, "Okafor, Grace", "NHS number ends 0018"},
	{"000 0018", FIRST, "Okafor, Grace", "NHS number ends 0000018"},
	{"999000", AMONG, "Okafor, Grace", "NHS number begins 999000"},
	{"999 000", AMONG, "Okafor, Grace", "NHS number begins 999000"},
	{"HOSP:123", FIRST, "O'Hara, Michael", "record HOSP:123"},
	{"hosp: 123", FIRST, "O'Hara, Michael", "record HOSP:123"},
	{"123", FIRST, "O'Hara, Michael", "record HOSP:123"},
	{"GP:123", NOT, "O'Hara, Michael", NULL},
	{"77-a", FIRST, "Okafor, Grace", "record GP:77-a"},
	{"GP:77-A", FIRST, "Okafor, Grace", "record GP:77-a"},
	{"a77", FIRST, "Okafor, Grace", "mrn A77"},
	{"a/1024", FIRST, "Reed, Tom", "record LANTERN:A/1024"},
	{"grace.o@example.org", FIRST, "Okafor, Grace", "e-mail"},
	/* Postcodes */
	{"LS6 2AB", FIRST, "Okafor, Grace", "postcode"},
	{"ls62ab", FIRST, "Okafor, Grace", "postcode"},
	{"ls6", AMONG, "Okafor, Grace", "postcode"},
	{"ls6", AMONG, "Smith, John", "postcode"},
	{"ls6", NOT, "O'Hara, Michael", NULL},
	/* Two things together */
	{"okafor 1943", FIRST, "Okafor, Grace", "name, born 1943"},
	{"okafor 1944", NOT, "Okafor, Grace", NULL},
	{"okafor ls6", FIRST, "Okafor, Grace", "name, postcode"},
	{"michael 07700", FIRST, "O'Hara, Michael", "name, phone begins 07700"},
	{"smith 0112", NOT, "O'Hara, Michael", NULL},
	{"ls6 1943 smith", FIRST, "Smith, John", "postcode, born 1943, name"},
	{"3 jul 1943 grace", FIRST, "Okafor, Grace", "birth date, name"},
	{"okafro 1943", FIRST, "Okafor, Grace", "nearly Okafor, born 1943"},
	{"grace 0018", FIRST, "Okafor, Grace", "name, NHS number ends 0018"},
	/* What was so before, and what another agency says */
	{"adeyemi", FIRST, "Bello, Grace", "was Grace Adeyemi until 2024"},
	{"grace adeyemi", FIRST, "Bello, Grace", "name, was Grace Adeyemi until 2024"},
	{"adeyeme", FIRST, "Bello, Grace", "was Grace Adeyemi until 2024"},
	{"ls9 1aa", FIRST, "Bello, Grace", "at LS9 1AA until 2024"},
	{"0113 496 0999", FIRST, "Bello, Grace", "had phone 0113 496 0999 until 2024"},
	{"0999", FIRST, "Bello, Grace", "had phone 0113 496 0999 until 2024"},
	{"999 000 0026", FIRST, "Bello, Grace", "had this NHS number until 2024"},
	{"bello hx1", FIRST, "Bello, Grace", "name, postcode"},
	{"elizabeth clarke", FIRST, "Jones, Lilibet", "GP has Elizabeth Clarke"},
	{"jones elizabeth", FIRST, "Jones, Lilibet", "name, GP has Elizabeth Clarke"},
	/* Nobody: what nobody is called sounds like somebody by chance */
	{"zzzzqq", NOT, "Leung, Suk Han", NULL},
	{"kkkkk", NOT, "Leung, Suk Han", NULL},
	{"jjjjffrr", NOT, "Chaudhry, Geoffrey", NULL},
	{"", NOT, "Okafor, Grace", NULL},
	{" -,; ", NOT, "Okafor, Grace", NULL},
	{"30/2/1943", NOT, "Okafor, Grace", NULL},
};

static size_t place_of(const struct person_hit *hit, size_t n, const char *name)
{
	size_t i = 0;

	while (i < n && strcmp(hit[i].name, name) != 0)
		i++;
	return i;
}

static bool case_holds(struct crowd *t, size_t i)
{
	struct person_hit *hit;
	size_t n, at;
	bool holds;

	good(people_search(t->session, CASES[i].query, 0, false, t->arena, &hit, &n, &crowd_err));
	at = place_of(hit, n, CASES[i].name);
	holds = CASES[i].place == NOT ? at == n : CASES[i].place == FIRST ? at == 0 && n : at < n;
	if (holds && CASES[i].why)
		holds = strcmp(hit[at].why, CASES[i].why) == 0;
	if (holds)
		return true;
	print_error("\"%s\" finds:\n", CASES[i].query);
	for (at = 0; at < n; at++)
		print_error("\t%s: %s\n", hit[at].name, hit[at].why);
	return false;
}

static void whoever_is_meant_is_found_and_it_says_why(void **state)
{
	struct crowd *t = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < sizeof CROWD / sizeof *CROWD; i++)
		arrives(t, CROWD[i].address, CROWD[i].fields);
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		wrong += !case_holds(t, i);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		crowd_test(whoever_is_meant_is_found_and_it_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
