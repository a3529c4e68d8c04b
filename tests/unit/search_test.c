/* Finding people by whatever one has of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "care/work.h"
#include "inside.h"
#include "migrate.h"
#include "search.h"
#include "search/dates.h"
#include "search/keys.h"
#include "crowd.h"

#define OKAFOR "Okafor, Grace: "

static void grace_arrives(struct crowd *t)
{
	arrives(t, "GP:77-a", "given=Grace family=Okafor born=1943-07-03 sex=F postcode=LS6_2AB nhs=9990000018 "
		"phone=+44_113_496_0123 email=Grace.O@Example.org ids=mrn=A77");
	arrives(t, "ASC:5", "given=Tom family=Reed born=1951-02-12 sex=M postcode=LS8_1XX");
}

static void finds_grace_by(struct crowd *t, const char *const *queries, const char *why)
{
	for (; *queries; queries++) {
		const char *found = finds(t, *queries);

		if (strcmp(found, arena_printf(t->arena, OKAFOR "%s", why)) != 0)
			print_error("by \"%s\":\n", *queries);
		assert_string_equal(found, arena_printf(t->arena, OKAFOR "%s", why));
	}
}

static void by_any_part_of_the_name_in_any_order(void **state)
{
	struct crowd *t = *state;

	grace_arrives(t);
	finds_grace_by(t, (const char *const[]){"okafor", "OKAFOR", "okaf", "Grace", "grace okafor", "Okafor, Grace",
		"gr ok", "  okafor   g ", NULL}, "name");
	assert_finds(t, "grace reed", "");
	assert_finds(t, "zzz", "");
	assert_finds(t, "", "");
	assert_finds(t, " -,; ", "");
}

static void by_sound_and_by_nickname(void **state)
{
	struct crowd *t = *state;

	grace_arrives(t);
	arrives(t, "GP:2", "given=Margaret family=Hussain");
	assert_finds(t, "okafour", OKAFOR "nearly Okafor");
	assert_finds(t, "ocaphor", OKAFOR "sounds like Okafor");
	assert_finds(t, "gracie", OKAFOR "nearly Grace");
	assert_finds(t, "grace okaffor", OKAFOR "name, nearly Okafor");
	assert_finds(t, "peggy hussein", "Hussain, Margaret: nickname of Margaret, nearly Hussain");
	assert_finds(t, "maggie", "Hussain, Margaret: nickname of Margaret");
	assert_finds(t, "husein", "Hussain, Margaret: sounds like Hussain");
}

/* Rita, too, is a Margaret; and by what name Edna was found is not on her line. */
static void the_formal_name_comes_before_its_other_forms_and_a_name_unseen_is_told(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=Rita family=Ash");
	arrives(t, "GP:2", "given=Margaret family=Wood");
	arrives(t, "GP:3", "given=Edna other_names=Rita family=Bell");
	arrives(t, "GP:4", "given=Vera other_names=Margaret family=Cole");
	assert_finds(t, "peggy", "Wood, Margaret: nickname of Margaret\nAsh, Rita: nickname of Margaret\n"
		"Cole, Vera: also Margaret\nBell, Edna: also Rita = Margaret");
	assert_finds(t, "margaret ash", "Ash, Rita: nickname of Margaret, name");
}

static void a_hyphenated_name_is_found_whole_and_by_half(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=Betsy family=Smith-Johnson");
	arrives(t, "GP:2", "given=Amy family=Smith");
	arrives(t, "GP:3", "given=Patrick family=O'Brien");
	assert_finds(t, "smith-johnson", "Smith-Johnson, Betsy: name");
	assert_finds(t, "smith johnson", "Smith-Johnson, Betsy: name");
	assert_finds(t, "johnson", "Smith-Johnson, Betsy: name");
	assert_finds(t, "smithjohnson", "Smith-Johnson, Betsy: name");
	assert_finds(t, "smith", "Smith, Amy: name\nSmith-Johnson, Betsy: name");
	assert_finds(t, "obrien", "O'Brien, Patrick: name");
	assert_finds(t, "o\xE2\x80\x99" "brien", "O'Brien, Patrick: name");
}

static void an_exact_name_comes_before_a_beginning_a_nickname_and_a_sound(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=Bill family=Wood");
	arrives(t, "GP:2", "given=Billie-Jo family=Wood");
	arrives(t, "GP:3", "given=William family=Wood");
	arrives(t, "GP:4", "given=Bell family=Wood");
	assert_finds(t, "bill wood", "Wood, Bill: name\nWood, Billie-Jo: name\nWood, William: nickname of William, name\n"
		"Wood, Bell: nearly Bell, name");
	assert_finds(t, "wood bel", "Wood, Bell: name\nWood, Bill: name, sounds like Bill\nWood, Billie-Jo: name, sounds like Billie");
	assert_finds(t, "boll", "Wood, Bell: nearly Bell\nWood, Bill: nearly Bill\nWood, Billie-Jo: sounds like Billie");
}

static void by_birth_date_in_many_forms(void **state)
{
	struct crowd *t = *state;

	grace_arrives(t);
	finds_grace_by(t, (const char *const[]){"3/7/1943", "03/07/1943", "3.7.1943", "3-7-1943", "1943-07-03", "03071943",
		"19430703", "3 Jul 1943", "3 July 1943", "3rd july 1943", "July 3 1943", "3/7/43",
		NULL}, "birth date");
	finds_grace_by(t, (const char *const[]){"Jul 1943", "7/1943", "1943-07", NULL}, "born Jul 1943");
	assert_finds(t, "okafor 1943", OKAFOR "name, born 1943");
	assert_finds(t, "3 jul 1943 grace", OKAFOR "birth date, name");
	assert_finds(t, "3/8/1943", "");
	assert_finds(t, "30/2/1943", "");
}

static void by_identifier(void **state)
{
	struct crowd *t = *state;

	grace_arrives(t);
	finds_grace_by(t, (const char *const[]){"9990000018", "999 000 0018", "999-000-0018", NULL}, "NHS number");
	finds_grace_by(t, (const char *const[]){"GP:77-a", "gp:77-A", "77-a", "gp:77", NULL}, "record GP:77-a");
	finds_grace_by(t, (const char *const[]){"A77", "a77", NULL}, "mrn A77");
	assert_finds(t, "9990000026", "");
}

static void by_postcode_and_phone(void **state)
{
	struct crowd *t = *state;

	grace_arrives(t);
	finds_grace_by(t, (const char *const[]){"LS6 2AB", "ls62ab", "ls6", "LS6 2", NULL}, "postcode");
	finds_grace_by(t, (const char *const[]){"0113 496 0123", "01134960123", "+44 113 496 0123", NULL}, "phone");
	assert_finds(t, "okafor ls6", OKAFOR "name, postcode");
}

static void by_what_was_so_before(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=Grace family=Nwosu postcode=LS6_2AB nhs=9990000026 phone=01134960123");
	arrives(t, "GP:1", "given=Grace family=Okafor postcode=LS8_1XX nhs=9990000018 updated_at=2023-06-01");
	arrives(t, "GP:1", "given=Grace family=Okafor postcode=LS8_2XX nhs=9990000018 updated_at=2024-06-01");
	assert_finds(t, "nwosu", OKAFOR "was Grace Nwosu until 2023");
	assert_finds(t, "999 000 0026", OKAFOR "had this NHS number until 2023");
	assert_finds(t, "ls6 2ab", OKAFOR "at LS6 2AB until 2023");
	assert_finds(t, "ls8 1xx", OKAFOR "at LS8 1XX until 2024");
	assert_finds(t, "01134960123", OKAFOR "had phone 01134960123 until 2023");
	assert_finds(t, "grace nwosu", OKAFOR "name, was Grace Nwosu until 2023");
	assert_finds(t, "999 000 0018", OKAFOR "NHS number");
}

static void words_may_hit_different_records_of_one_person(void **state)
{
	struct crowd *t = *state;
	struct person_hit *hit;
	size_t n;

	arrives(t, "GP:1", "given=Elizabeth family=Clarke born=1960-05-05 sex=F nhs=9990000018");
	arrives(t, "ASC:1", "given=Lilibet family=Jones born=1960-05-05 sex=F nhs=9990000018");
	good(people_search(t->session, "clarke jones", 10, true, t->arena, &hit, &n, &crowd_err));
	assert_int_equal(n, 1);
	assert_string_equal(hit[0].agencies, "ASC;GP");
	assert_string_equal(hit[0].uuid, person_of(t, "GP:1"));
	assert_string_equal(hit[0].date_of_birth, "1960-05-05");
	assert_string_equal(hit[0].nhs_number, "9990000018");
}

static void many_of_one_name_are_narrowed_by_the_next_word(void **state)
{
	struct crowd *t = *state;
	struct person_hit *hit;
	size_t n;

	for (int i = 0; i < 120; i++)
		arrives(t, arena_printf(t->arena, "GP:%d", i), arena_printf(t->arena, "given=John family=Smith%d", i));
	good(people_search(t->session, "john", 0, true, t->arena, &hit, &n, &crowd_err));
	assert_int_equal(n, 50);
	good(people_search(t->session, "john", 5, false, t->arena, &hit, &n, &crowd_err));
	assert_int_equal(n, 5);
	assert_finds(t, "john smith77", "Smith77, John: name");
}

static void of_equals_those_opened_lately_come_first(void **state)
{
	struct crowd *t = *state;

	arrives(t, "GP:1", "given=Amy family=Smith");
	arrives(t, "GP:2", "given=Ben family=Smith");
	arrives(t, "GP:3", "given=Cara family=Smithson");
	good(case_look_person(t->session, 2, &crowd_err));
	good(case_look_person(t->session, 3, &crowd_err));
	assert_finds(t, "smith", "Smith, Ben: name\nSmith, Amy: name\nSmithson, Cara: name");
}

static void somebody_opened_lately_is_found_among_very_many(void **state)
{
	struct crowd *t = *state;
	struct person_hit *hit;
	size_t n;

	arrive_many(t, "GP", 700, "given=Jo family=Smith");
	arrives(t, "GP:last", "given=Jo family=Smith born=1950-05-05");
	good(case_look_person(t->session, 701, &crowd_err));
	good(people_search(t->session, "smith", 0, false, t->arena, &hit, &n, &crowd_err));
	assert_int_equal(n, 50);
	assert_string_equal(hit[0].date_of_birth, "1950-05-05");
}

static void two_common_things_find_who_has_both(void **state)
{
	struct crowd *t = *state;

	arrive_many(t, "GP", 600, "given=Jo family=Smith born=1960-06-06");
	arrive_many(t, "ASC", 600, "given=Al family=Jones born=1950-05-05");
	arrives(t, "NHS:1", "given=Cy family=Smith born=1950-05-05");
	assert_finds(t, "smith 1950", "Smith, Cy: name, born 1950");
	assert_finds(t, "smyth 1950", "Smith, Cy: nearly Smith, born 1950");
}

/* Jonathan is John to one agency, which is a form of it; that hides no name that begins as typed,
 * though it is not among those of the very many that were read. */
static void a_name_comes_before_one_nearly_so_among_very_many(void **state)
{
	struct crowd *t = *state;

	arrive_many(t, "GP", 600, "given=Jonas family=Reed");
	arrives(t, "NHS:1", "given=Jonathan family=Smith born=1950-05-05 nhs=9990000018");
	arrives(t, "ASC:1", "given=John family=Smith born=1950-05-05 nhs=9990000018");
	assert_finds(t, "smith jon", "Smith, John: name, NHS has Jonathan Smith");
}

static void hint_is(struct crowd *t, const char *query, const char *tried, const char *help)
{
	struct people_hint hint;
	const char *all = "";

	assert_finds(t, query, "");
	good(people_hint(t->session, query, t->arena, &hint, &crowd_err));
	for (size_t i = 0; i < hint.tried_n; i++)
		all = arena_printf(t->arena, "%s%s%s", all, *all ? "\n" : "", hint.tried[i]);
	assert_string_equal(all, tried);
	assert_string_equal(hint.help, help);
}

static void where_nobody_is_found_it_says_what_was_tried_and_what_may_help(void **state)
{
	struct crowd *t = *state;

	grace_arrives(t);
	arrives(t, "GP:2", "given=Jan family=Wojciechowski born=1943-01-01");
	hint_is(t, "wojeciehowsky", "wojeciehowsky: a name, its nicknames, one letter off, an identifier",
		"Did you mean wojciechowski?");
	hint_is(t, "okafor 1944", "okafor: a name, its nicknames, one letter off, an identifier\n"
		"1944: a time of birth, a postcode, a phone, an NHS number, an identifier",
		"Without \"1944\": 1 person.");
	hint_is(t, "grace 3/8/1943", "grace: a name, its nicknames, one letter off, an identifier\n"
		"3/8/1943: a birth date, day and month swapped, an identifier",
		"Without \"3/8/1943\": 1 person.");
	hint_is(t, "zzzzz", "zzzzz: a name, its nicknames, one letter off, an identifier", "");
	hint_is(t, "", "", "");
}

static size_t searches_in_audit(struct crowd *t, const char *detail)
{
	struct audit_line *line;
	size_t n, found = 0;

	good(audit_read(t->session, 0, NULL, 0, t->arena, &line, &n, &crowd_err));
	for (size_t i = 0; i < n; i++) {
		if (strcmp(line[i].deed, "search") != 0)
			continue;
		assert_string_equal(line[i].worker, "ann");
		assert_string_equal(line[i].detail, detail);
		found++;
	}
	return found;
}

static void a_search_is_in_the_audit_without_what_was_typed(void **state)
{
	struct crowd *t = *state;
	struct person_hit *hit;
	size_t n;

	grace_arrives(t);
	good(people_search(t->session, "okafor", 0, false, t->arena, &hit, &n, &crowd_err));
	assert_int_equal(searches_in_audit(t, ""), 0);
	good(people_search(t->session, "okafor", 0, true, t->arena, &hit, &n, &crowd_err));
	assert_int_equal(searches_in_audit(t, "1 found"), 1);
}

static void hostile_queries_do_no_harm(void **state)
{
	struct crowd *t = *state;
	char *long_query = malloc(20001);

	grace_arrives(t);
	memset(long_query, 'x', 20000);
	long_query[20000] = '\0';
	assert_finds(t, long_query, "");
	for (size_t i = 0; i < 20000; i += 3)
		long_query[i] = ' ';
	assert_finds(t, long_query, "");
	memset(long_query, '9', 20000);
	assert_finds(t, long_query, "");
	memset(long_query, ':', 20000);
	assert_finds(t, long_query, "");
	assert_finds(t, "GP:", "");
	assert_finds(t, "%' OR 1=1 --", "");
	assert_finds(t, "\xFF\xFE\xC3", "");
	assert_finds(t, "////", "");
	free(long_query);
}

static void key_is(const struct record *r, const char *wanted, bool there)
{
	struct arena *arena = arena_new();
	const char **key;
	size_t n, found = 0;

	assert_int_equal(keys_make(r, arena, &key, &n, NULL), ST_OK);
	for (size_t i = 0; i < n; i++) {
		assert_true(!i || strcmp(key[i - 1], key[i]) < 0);
		assert_true(strlen(key[i]) <= KEY_TEXT_MAX + 16);
		found += strcmp(key[i], wanted) == 0;
	}
	assert_int_equal(found, there);
	arena_free(arena);
}

static void a_records_keys_say_all_it_is_found_by(void **state)
{
	struct record r = {.local_id = "77-a", .agency_code = "GP"};

	(void)state;
	r.field[RF_GIVEN_NAME] = "Bill";
	r.field[RF_FAMILY_NAME] = "De Silva";
	r.field[RF_OTHER_NAMES] = "Wood";
	r.field[RF_DATE_OF_BIRTH] = "1943-07-03";
	r.field[RF_POSTCODE] = "ls6 2ab";
	r.field[RF_NHS_NUMBER] = "999 000 0018";
	r.field[RF_OTHER_IDS] = "mrn=A77";
	r.field[RF_PHONE] = "0113 496 0123";
	for (const char *const *k = (const char *const[]){"n:bill", "n:de", "n:silva", "n:desilva", "n:wood", "T:32106943110",
	     "d:1943-07-03", "p:ls62ab", "t:01134960123", "N:9990000018", "M:8100000999", "v:a77", "v:77-a",
	     NULL}; *k; k++)
		key_is(&r, *k, true);
	r.field[RF_NHS_NUMBER] = "9999999999";
	r.field[RF_DATE_OF_BIRTH] = "1900-01-01";
	r.field[RF_OTHER_IDS] = "mrn=123456789";
	r.field[RF_POSTCODE] = "ZZ99 3VZ";
	for (const char *const *k = (const char *const[]){"N:9999999999", "d:1900-01-01", 
	     "M:9999999999", "v:123456789", "p:zz993vz", NULL}; *k; k++)
		key_is(&r, *k, false);
}

static void keys_of_very_long_names_are_cut(void **state)
{
	struct record r = {.local_id = "1", .agency_code = "GP"};
	char *name = malloc(10001);

	(void)state;
	memset(name, 'q', 10000);
	name[10000] = '\0';
	r.field[RF_FAMILY_NAME] = r.field[RF_GIVEN_NAME] = name;
	r.field[RF_DATE_OF_BIRTH] = "1943-07-03";
	r.field[RF_OTHER_IDS] = arena_printf(((struct crowd *)*state)->arena, "%s=%s1", name, name);
	key_is(&r, "d:1943-07-03", true);
	free(name);
}

static void dates_need_all_their_parts_to_make_sense(void **state)
{
	static const char *const bad[] = {"31/2/1943", "13/13/1943", "may", "12", "1/2", "3/7/194", "1234567", "99999999", "a/b/c"};
	char out[11];
	bool whole;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(date_words(&bad[i], 1, civil_day(2025, 11, 21), out, &whole), 0);
	assert_int_equal(date_words((const char *const[]){"3/7/26"}, 1, civil_day(2025, 11, 21), out, &whole), 1);
	assert_string_equal(out, "1926-07-03");
	assert_int_equal(date_words((const char *const[]){"3/7/25"}, 1, civil_day(2025, 11, 21), out, &whole), 1);
	assert_string_equal(out, "2025-07-03");
	assert_int_equal(date_words((const char *const[]){"7/23/1943"}, 1, CIVIL_NONE, out, &whole), 1);
	assert_string_equal(out, "1943-07-23");
}

/* A store as version 1 left it: what it holds, and keys of that make. */
static void version_one_make(const char *path)
{
	static const char FILL[] =
		"INSERT INTO agency (id, code) VALUES (1, 'GP');"
		"INSERT INTO record (id, person, agency, uuid, local_id, received, given_name, family_name, phone, updated_at) "
		"VALUES (1, 1, 1, x'0102030405060708090a0b0c0d0e0f10', '77-a', 0, 'Grace', 'Bello', '0113 496 0123', '2024-02-02');"
		"INSERT INTO record_version (record, received, given_name, family_name) VALUES (1, 0, 'Grace', 'Nwosu');"
		"INSERT INTO record_version (record, received, given_name, family_name, updated_at) "
		"VALUES (1, 0, 'Grace', 'Adeyemi', '2021-01-01');"
		"INSERT INTO search_key (key, record, is_past) VALUES ('n:bello', 1, 0), ('s:BL', 1, 0), ('l:gp:77-a', 1, 0);"
		"UPDATE counter SET next_record = 2, people = 1;";
	struct store *store;
	sqlite3 *db;

	good(store_open_with(&store, path, STORE_MAKE, MIGRATIONS, 1, &crowd_err));
	store_close(store);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, FILL, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int old_keys(const char *path)
{
	sqlite3 *db;
	sqlite3_stmt *st;
	int n;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM search_key WHERE key LIKE 'l:%' OR key = 's:BL'",
		-1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return n;
}

static void a_store_of_version_one_gets_its_keys_anew_once(void **state)
{
	struct crowd *t = *state;
	struct session_options o = {.worker = "ann", .today = civil_day(2025, 11, 21)};
	struct audit_line *line;
	size_t n, made = 0;

	session_close(t->session);
	t->session = NULL;
	o.store = arena_printf(t->arena, "%s/old.db", t->folder);
	version_one_make(o.store);
	for (int again = 0; again < 2; again++) {
		session_close(t->session);
		good(session_open(&t->session, &o, &crowd_err));
	}
	assert_int_equal(old_keys(o.store), 0);
	assert_finds(t, "belo", "Bello, Grace: nearly Bello");
	assert_finds(t, "adeyemi", "Bello, Grace: was Grace Adeyemi until 2024");
	assert_finds(t, "nwosu", "Bello, Grace: was Grace Nwosu until 2021");
	assert_finds(t, "0123", "Bello, Grace: phone ends 0123");
	assert_finds(t, "gp:77-A", "Bello, Grace: record GP:77-a");
	good(audit_read(t->session, 0, NULL, 0, t->arena, &line, &n, &crowd_err));
	for (size_t i = 0; i < n; i++)
		made += strcmp(line[i].deed, "keys") == 0;
	assert_int_equal(made, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		crowd_test(by_any_part_of_the_name_in_any_order),
		crowd_test(by_sound_and_by_nickname),
		crowd_test(the_formal_name_comes_before_its_other_forms_and_a_name_unseen_is_told),
		crowd_test(a_hyphenated_name_is_found_whole_and_by_half),
		crowd_test(an_exact_name_comes_before_a_beginning_a_nickname_and_a_sound),
		crowd_test(by_birth_date_in_many_forms),
		crowd_test(by_identifier),
		crowd_test(by_postcode_and_phone),
		crowd_test(by_what_was_so_before),
		crowd_test(words_may_hit_different_records_of_one_person),
		crowd_test(many_of_one_name_are_narrowed_by_the_next_word),
		crowd_test(of_equals_those_opened_lately_come_first),
		crowd_test(somebody_opened_lately_is_found_among_very_many),
		crowd_test(two_common_things_find_who_has_both),
		crowd_test(a_name_comes_before_one_nearly_so_among_very_many),
		crowd_test(where_nobody_is_found_it_says_what_was_tried_and_what_may_help),
		crowd_test(a_search_is_in_the_audit_without_what_was_typed),
		crowd_test(hostile_queries_do_no_harm),
		crowd_test(a_store_of_version_one_gets_its_keys_anew_once),
		cmocka_unit_test(a_records_keys_say_all_it_is_found_by),
		crowd_test(keys_of_very_long_names_are_cut),
		cmocka_unit_test(dates_need_all_their_parts_to_make_sense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
