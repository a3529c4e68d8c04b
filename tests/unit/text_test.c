/* Text made safe, folded, measured; identifiers; sounds and nicknames. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "civil.h"
#include "text.h"

static void cleans_to(const char *in, size_t length, const char *wanted)
{
	char out[400];
	size_t n = text_clean(in, length, TEXT_LINE, out, sizeof out);

	assert_string_equal(out, wanted);
	assert_int_equal(n, strlen(wanted));
}
#define CLEANS_TO(in, wanted) cleans_to(in, sizeof(in) - 1, wanted)

static void ordinary_text_stays_as_it_is(void **state)
{
	(void)state;
	CLEANS_TO("Grace Okafor, 82", "Grace Okafor, 82");
	CLEANS_TO("Zoë Łukasz Ñandú", "Zoë Łukasz Ñandú");
	CLEANS_TO("محمد", "محمد");
	CLEANS_TO("", "");
}

static void control_and_escape_characters_go(void **state)
{
	(void)state;
	CLEANS_TO("a\x1B[31mb\x07" "c\0d\x7F", "a[31mbcd");
	CLEANS_TO("a\xC2\x9B" "31mb", "a31mb"); /* C1 control sequence introducer */
	CLEANS_TO("a\tb\nc\r\nd\re", "a b c d e");
}

static void lines_are_kept_where_lines_are_wanted(void **state)
{
	char out[64];

	(void)state;
	text_clean("a\r\nb\rc\n\td\xE2\x80\xA8" "e", 13, TEXT_LINES, out, sizeof out);
	assert_string_equal(out, "a\nb\nc\n d\ne");
}

static void characters_that_reorder_or_hide_go(void **state)
{
	(void)state;
	CLEANS_TO("a\u202Eb\u2066c\u200Fd", "abcd");
	CLEANS_TO("a\U000E0041\U000E007Fb", "ab");
	CLEANS_TO("a\u200Bb\uFEFFc\u00ADd\u2060e", "abcde");
	CLEANS_TO("a\uE000b\U000F0000c", "abc");
	CLEANS_TO("a\u3164b\u115Fc\uFE0Fd\u034Fe", "abcde");
	CLEANS_TO("a\u00A0b\u3000c", "a b c");
}

static void joiners_stay_only_where_scripts_use_them(void **state)
{
	(void)state;
	CLEANS_TO("क्\u200Dष", "क्\u200Dष");
	CLEANS_TO("می\u200Cخواهم", "می\u200Cخواهم");
	CLEANS_TO("a\u200Db\u200Cc", "abc");
	CLEANS_TO("می\u200C", "می");
	/* Between a mark of N'Ko and what is no letter of any script; at the end; where there is
	 * no room for what follows: cleaned text stays as it is when it is cleaned again. */
	CLEANS_TO("\u07CA\u07ED\u200D\xDE\xB9!", "\u07CA\u07ED\uFFFD!");
	CLEANS_TO("क्\u200D", "क्");
	CLEANS_TO("क्\u200D\u200E\u200Cष", "क्\u200Cष");
	{
		char cut[12];

		assert_int_equal(text_clean("क्\u200Dष", 12, TEXT_LINE, cut, sizeof cut), 6);
		assert_string_equal(cut, "क्");
	}
}

static void invalid_utf8_becomes_replacement_characters(void **state)
{
	(void)state;
	CLEANS_TO("a\xFF" "b", "a\uFFFDb");
	CLEANS_TO("a\xC3", "a\uFFFD");
	CLEANS_TO("\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"); /* a surrogate */
	CLEANS_TO("\xC0\xAF", "\uFFFD\uFFFD");           /* overlong */
	CLEANS_TO("\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD");
}

static void at_most_four_marks_stay_on_a_letter(void **state)
{
	(void)state;
	CLEANS_TO("Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306o", "Z\u0300\u0301\u0302\u0303o");
	CLEANS_TO("\u0301Anna", "Anna");
}

static void a_result_that_does_not_fit_is_cut_between_characters(void **state)
{
	char out[6];

	(void)state;
	assert_int_equal(text_clean("abcdłe", 7, TEXT_LINE, out, sizeof out), 4);
	assert_string_equal(out, "abcd");
	assert_int_equal(text_fold("Abcdé f", out, 6), 5);
	assert_string_equal(out, "abcde");
	assert_int_equal(text_fold("abcd e", out, 6), 4);
	assert_string_equal(out, "abcd");
	assert_int_equal(text_clean("abc", 3, TEXT_LINE, out, 0), 0);
	assert_int_equal(text_fold("abc", out, 1), 0);
}

static void folds_to(const char *in, const char *wanted)
{
	char out[200];

	text_fold(in, out, sizeof out);
	assert_string_equal(out, wanted);
}

static void names_fold_to_one_form(void **state)
{
	(void)state;
	folds_to("  Smith--JOHNSON ", "smith johnson");
	folds_to("O'Brien", "obrien");
	folds_to("O\u2019Brien", "obrien");
	folds_to("Zoë", "zoe");
	folds_to("Łukasz Żółć", "lukasz zolc");
	folds_to("Øystein Ærø", "oystein aero");
	folds_to("Weiß", "weiss");
	folds_to("Ｆｕｌｌ", "full");
	folds_to("Z\u0308o\u0308", "zo");
	folds_to("St. John's, Mary-Ann (Mrs)", "st johns mary ann mrs");
	folds_to("---", "");
	folds_to("\xFF" "ab\xC3", "ab");
}

static void vowel_signs_are_part_of_the_word(void **state)
{
	char a[64], b[64];

	(void)state;
	text_fold("कि", a, sizeof a);
	text_fold("कु", b, sizeof b);
	assert_string_not_equal(a, b);
}

static void very_long_names_do_no_harm(void **state)
{
	char *name = malloc(10001), *out = malloc(30001), sound[9], nhs[11], postcode[9], phone[32], code[65];

	(void)state;
	memset(name, 'x', 10000);
	name[10000] = '\0';
	assert_int_equal(text_fold(name, out, 30001), 10000);
	assert_int_equal(text_clean(name, 10000, TEXT_LINE, out, 30001), 10000);
	text_sound(name, sound);
	assert_true(strlen(sound) <= 8);
	assert_true(text_similarity(name, out) == 1.0);
	out[9999] = 'y';
	assert_true(text_similarity(name, out) > 0.9);
	assert_string_equal(nickname_root(name), name);
	assert_false(nhs_number_valid(name, nhs));
	assert_false(postcode_fold(name, postcode));
	assert_false(code_fold(name, code));
	memset(name, '7', 10000);
	assert_false(nhs_number_valid(name, nhs));
	assert_false(phone_fold(name, phone, sizeof phone));
	free(name);
	free(out);
}

static void width_counts_cells(void **state)
{
	int used;

	(void)state;
	assert_int_equal(text_width("Grace"), 5);
	assert_int_equal(text_width("Zoe\u0308"), 3);
	assert_int_equal(text_width("王小明"), 6);
	assert_int_equal(text_width(""), 0);
	assert_int_equal(text_fit("王小明", 5, &used), 6);
	assert_int_equal(used, 4);
	assert_int_equal(text_fit("abcdef", 3, &used), 3);
	assert_int_equal(used, 3);
	assert_int_equal(text_fit("e\u0301e\u0301", 1, NULL), 3);
	assert_int_equal(text_fit("abc", 0, &used), 0);
	assert_int_equal(text_fit("abc", -1, &used), 0);
}

static void nhs_numbers_are_checked(void **state)
{
	char out[11], shown[13];

	(void)state;
	assert_true(nhs_number_valid("999 000 0018", out));
	assert_string_equal(out, "9990000018");
	assert_true(nhs_number_valid("999-000-0018", out));
	nhs_number_show(out, shown);
	assert_string_equal(shown, "999 000 0018");
	assert_false(nhs_number_valid("9990000019", out));
	assert_string_equal(out, "");
	assert_false(nhs_number_valid("999000001", out));
	assert_false(nhs_number_valid("99900000180", out));
	assert_false(nhs_number_valid("999000001A", out));
	assert_false(nhs_number_valid("", out));
	assert_false(nhs_number_valid(NULL, out));
}

static void placeholders_for_nhs_numbers_are_no_numbers(void **state)
{
	char out[11], same[11];

	(void)state;
	for (char digit = '0'; digit <= '9'; digit++) {
		memset(same, digit, 10);
		same[10] = '\0';
		assert_false(nhs_number_valid(same, out));
	}
	assert_false(nhs_number_valid("0123456789", out));
	assert_false(nhs_number_valid("1234567890", out));
	assert_false(nhs_number_valid("9876543210", out));
	assert_false(nhs_number_valid("123456789", out));
}

static void a_check_of_ten_is_no_nhs_number(void **state)
{
	char number[11] = "9990000050", out[11];
	int valid = 0;

	(void)state;
	for (char eighth = '0'; eighth <= '9'; eighth++) {
		number[7] = eighth;
		for (char check = '0'; check <= '9'; check++) {
			number[9] = check;
			valid += nhs_number_valid(number, out);
		}
	}
	assert_int_equal(valid, 9); /* one of the ten has no check digit at all */
}

static void postcodes_fold_to_one_form(void **state)
{
	char out[9];

	(void)state;
	assert_true(postcode_fold("ls62ab", out));
	assert_string_equal(out, "LS6 2AB");
	assert_true(postcode_fold(" ec1a 1bb ", out));
	assert_string_equal(out, "EC1A 1BB");
	assert_true(postcode_fold("M1 1AE", out));
	assert_string_equal(out, "M1 1AE");
	assert_true(postcode_fold("GIR 0AA", out));
	assert_false(postcode_fold("ZZ99 3VZ", out));
	assert_false(postcode_fold("zz993wz", out));
	assert_string_equal(out, "");
	assert_false(postcode_fold("02134", out));
	assert_false(postcode_fold("LS6", out));
	assert_false(postcode_fold("unknown", out));
	assert_false(postcode_fold("", out));
	assert_false(postcode_fold(NULL, out));
}

static void phones_fold_to_digits(void **state)
{
	char out[32], tiny[4];

	(void)state;
	assert_true(phone_fold("+44 (0)113 496 0123", out, sizeof out));
	assert_string_equal(out, "01134960123");
	assert_true(phone_fold("0044 113 496 0123", out, sizeof out));
	assert_string_equal(out, "01134960123");
	assert_true(phone_fold("0113-496-0123 ext 4", out, sizeof out));
	assert_string_equal(out, "01134960123");
	assert_true(phone_fold("0113 4960123 / 07700 900123", out, sizeof out));
	assert_string_equal(out, "01134960123");
	assert_true(phone_fold("555-723-2921", out, sizeof out));
	assert_string_equal(out, "5557232921");
	assert_false(phone_fold("123456", out, sizeof out));
	assert_false(phone_fold("0000000000", out, sizeof out));
	assert_false(phone_fold("07777777777", out, sizeof out));
	assert_false(phone_fold("none", out, sizeof out));
	assert_false(phone_fold("01134960123", tiny, sizeof tiny));
	assert_string_equal(tiny, "");
}

static void placeholder_birth_dates_are_no_evidence(void **state)
{
	int32_t today = civil_day(2025, 11, 21);

	(void)state;
	assert_true(birth_date_is_placeholder(civil_day(1900, 1, 1), today));
	assert_true(birth_date_is_placeholder(civil_day(1901, 1, 1), today));
	assert_true(birth_date_is_placeholder(civil_day(1800, 1, 1), today));
	assert_true(birth_date_is_placeholder(today + 1, today));
	assert_true(birth_date_is_placeholder(CIVIL_NONE, today));
	assert_true(birth_date_is_placeholder(civil_day(1899, 12, 30), today));
	assert_false(birth_date_is_placeholder(civil_day(1858, 4, 9), today));
	assert_false(birth_date_is_placeholder(today, today));
	assert_false(birth_date_is_placeholder(civil_day(1943, 7, 3), today));
	assert_false(birth_date_is_placeholder(civil_day(1920, 1, 1), today));
}

static void sounds_are(const char *const *names, bool alike)
{
	char first[9], other[9];

	text_sound(names[0], first);
	assert_string_not_equal(first, "");
	for (size_t i = 1; names[i]; i++) {
		text_sound(names[i], other);
		if (alike)
			assert_string_equal(first, other);
		else
			assert_string_not_equal(first, other);
	}
}

static void names_that_sound_alike_share_a_code(void **state)
{
	(void)state;
	sounds_are((const char *[]){"catherine", "kathryn", "katherine", "cathryn", NULL}, true);
	sounds_are((const char *[]){"steven", "stephen", "stefan", NULL}, true);
	sounds_are((const char *[]){"smith", "smyth", "smythe", NULL}, true);
	sounds_are((const char *[]){"hussain", "hussein", "husain", NULL}, true);
	sounds_are((const char *[]){"muhammad", "mohammed", "mohamed", NULL}, true);
	sounds_are((const char *[]){"thompson", "thomson", NULL}, true);
	sounds_are((const char *[]){"dhillon", "dillon", NULL}, true);
	sounds_are((const char *[]){"nowak", "novak", NULL}, true);
	sounds_are((const char *[]){"kowalski", "kovalski", NULL}, true);
	sounds_are((const char *[]){"mcdonald", "macdonald", NULL}, true);
	sounds_are((const char *[]){"leigh", "lee", NULL}, true);
	sounds_are((const char *[]){"wright", "right", NULL}, true);
	sounds_are((const char *[]){"shaun", "sean", "shawn", NULL}, true);
	sounds_are((const char *[]){"sheikh", "shaikh", "shaik", NULL}, true);
	sounds_are((const char *[]){"okafor", "okafour", "okaffor", NULL}, true);
	sounds_are((const char *[]){"chukwu", "chuku", NULL}, true);
	sounds_are((const char *[]){"philips", "fillips", NULL}, true);
}

static void names_that_sound_different_do_not(void **state)
{
	(void)state;
	sounds_are((const char *[]){"smith", "jones", "simms", "smart", NULL}, false);
	sounds_are((const char *[]){"okafor", "okeke", "obi", NULL}, false);
	sounds_are((const char *[]){"ward", "ford", NULL}, false);
	sounds_are((const char *[]){"singh", "khan", "patel", NULL}, false);
}

static void other_scripts_keep_whole_letters_in_their_sound(void **state)
{
	char out[9];

	(void)state;
	text_sound("олена", out);
	assert_string_equal(out, "олен");
	text_sound("王小明", out);
	assert_string_equal(out, "王小");
	text_sound("", out);
	assert_string_equal(out, "");
}

static void short_forms_lead_to_formal_names(void **state)
{
	(void)state;
	assert_string_equal(nickname_root("bill"), "william");
	assert_string_equal(nickname_root("peggy"), "margaret");
	assert_string_equal(nickname_root("maggie"), "margaret");
	assert_string_equal(nickname_root("betsy"), "elizabeth");
	assert_string_equal(nickname_root("liz"), "elizabeth");
	assert_string_equal(nickname_root("muhammad"), "mohammed");
	assert_string_equal(nickname_root("william"), "william");
	assert_string_equal(nickname_root("grace"), "grace");
	assert_string_equal(nickname_root("zzz"), "zzz");
}

static void one_short_form_may_stand_for_several_names(void **state)
{
	(void)state;
	assert_true(nickname_same("sam", "samuel"));
	assert_true(nickname_same("sam", "samantha"));
	assert_false(nickname_same("samuel", "samantha"));
	assert_true(nickname_same("betty", "liz"));
	assert_true(nickname_same("bertie", "albert"));
	assert_true(nickname_same("bert", "gilbert"));
	assert_false(nickname_same("john", "james"));
	assert_true(nickname_same("zzz", "zzz"));
}

/* The table is searched by halves: every form must be found. */
static void every_short_form_is_found(void **state)
{
	static const char *const forms[] = {
		"abbie", "abe", "ayesha", "babs", "benny", "bob", "chas", "debbie", "edie", "flossie", "gosia",
		"harjeet", "ike", "jack", "katarzyna", "lizzie", "mo", "ned", "ollie", "peggy", "ros", "seun",
		"tunde", "umar", "vicky", "wojtek", "yasmeen", "yusuf", "zofia", "zosia",
	};

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		assert_string_not_equal(nickname_root(forms[i]), forms[i]);
}

static void similarity_is_jaro_winkler(void **state)
{
	(void)state;
	assert_true(text_similarity("martha", "martha") == 1.0);
	assert_float_equal((float)text_similarity("martha", "marhta"), 0.9611F, 0.0001F);
	assert_float_equal((float)text_similarity("dwayne", "duane"), 0.84F, 0.0001F);
	assert_float_equal((float)text_similarity("dixon", "dicksonx"), 0.8133F, 0.0001F);
	assert_true(text_similarity("abc", "xyz") == 0.0);
	assert_true(text_similarity("", "xyz") == 0.0);
	assert_true(text_similarity("", "") == 0.0);
	assert_true(text_similarity("a", "a") == 1.0);
}

/* Words of few letters and of many, short and long ones, some nearly the same. */
static void word_make(unsigned seed, char out[static 80])
{
	unsigned letters = seed % 3 ? 5 : 26, n = seed % 17 == 0 ? 70 : 1 + seed / 3 % 12;

	for (unsigned i = 0; i < n; i++) {
		seed = seed * 1664525u + 1013904223u;
		out[i] = (char)('a' + (seed >> 16) % letters);
	}
	out[n] = '\0';
}

static void similarity_is_the_same_from_where_it_matters(void **state)
{
	static const double least[] = {0.5, 0.84, 0.85, 0.9};
	size_t above = 0, told = 0;

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		char a[80], b[80];
		double whole, from;

		word_make(i, a);
		word_make(i + i % 29, b);
		whole = text_similarity(a, b);
		from = text_similarity_from(least[i % 4], a, b);
		above += whole >= least[i % 4];
		told += from < whole;
		assert_true(from == whole || (from == 0.0 && whole < least[i % 4]));
	}
	assert_true(above > 500 && told > 5000);
}

static void codes_fold_to_upper_case(void **state)
{
	char out[65];

	(void)state;
	assert_true(code_fold("r0a-x1", out));
	assert_string_equal(out, "R0A-X1");
	assert_false(code_fold("a b", out));
	assert_string_equal(out, "");
	assert_false(code_fold("é", out));
	assert_false(code_fold("", out));
	assert_false(code_fold("a_b", out));
	assert_true(code_fold("0123456789012345678901234567890123456789012345678901234567890123", out));
	assert_false(code_fold("01234567890123456789012345678901234567890123456789012345678901234", out));
}

static void list_count(void *arg, const char *item, size_t length)
{
	size_t *total = arg;

	assert_true(length > 0);
	assert_true(item[0] != ' ' && item[length - 1] != ' ');
	*total += length;
}

static void lists_split_at_semicolons(void **state)
{
	char text[] = " \t x y \r\n";
	size_t total = 0;

	(void)state;
	text_list(" ab ; ;c;; def ", list_count, &total);
	assert_int_equal(total, 6);
	text_list(NULL, list_count, &total);
	assert_int_equal(total, 6);
	assert_true(text_list_has("a; bc ;d", "bc"));
	assert_false(text_list_has("a; bcd", "bc"));
	assert_false(text_list_has(NULL, "a"));
	assert_string_equal(text_trim(text), "x y");
}

static void texts_are_put_in_order_by_their_bytes_each_once(void **state)
{
	const char *text[] = {"b", "", "Z", "b", "é", "a"};
	struct arena *arena = arena_new();

	(void)state;
	assert_non_null(arena);
	assert_int_equal(texts_sort(text, 6), 5);
	assert_string_equal(texts_join(text, 5, arena), ";Z;a;b;é");
	assert_int_equal(texts_sort(NULL, 0), 0);
	assert_string_equal(texts_join(text, 0, arena), "");
	arena_free(arena);
}

static void what_was_not_sent_says_the_same_as_nothing(void **state)
{
	(void)state;
	assert_true(text_same(NULL, ""));
	assert_true(text_same("a", "a"));
	assert_false(text_same("a", NULL));
	assert_false(text_same("a", "A"));
	assert_false(text_is_sent(NULL));
	assert_false(text_is_sent(" \t"));
	assert_true(text_is_sent(" x"));
}

static void what_one_arena_took_over_from_another_stays(void **state)
{
	struct arena *into = arena_new(), *from = arena_new();
	const char *held, *joined, *later;

	(void)state;
	assert_non_null(into);
	assert_non_null(from);
	held = arena_dup(into, "held");
	joined = arena_dup(from, "joined");
	assert_non_null(arena_alloc(from, 100000)); /* blocks of its own */
	arena_join(into, from);
	arena_join(into, NULL);
	later = arena_dup(into, "later");
	assert_string_equal(held, "held");
	assert_string_equal(joined, "joined");
	assert_string_equal(later, "later");
	arena_free(into);

	into = arena_new();
	from = arena_new();
	joined = arena_dup(from, "into an empty one");
	arena_join(into, from);
	assert_string_equal(joined, "into an empty one");
	arena_free(into);
}

static void texts_in_an_arena_do_not_shift_what_follows(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	for (size_t n = 0; n < 40; n++) {
		const char *text = arena_dup_n(a, "0123456789012345678901234567890123456789", n);
		const unsigned char *bytes = arena_alloc(a, 24);

		assert_int_equal(strlen(text), n);
		assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
		for (int i = 0; i < 24; i++)
			assert_int_equal(bytes[i], 0);
	}
	arena_free(a);
}

static void an_arena_gives_zeroed_memory_before_and_after_a_reset(void **state)
{
	struct arena *a = arena_new();
	char *big, *text;

	(void)state;
	assert_non_null(a);
	for (int i = 0; i < 3; i++) {
		big = arena_alloc(a, 3000000);
		assert_int_equal(big[2999999], 0);
		memset(big, 'x', 3000000);
		text = arena_printf(a, "%d %s", i, "records");
		assert_string_equal(text + 1, " records");
		assert_null(arena_dup(a, NULL));
		assert_string_equal(arena_dup_n(a, "abcdef", 3), "abc");
		for (int k = 0; k < 1000; k++) {
			int64_t *p = arena_alloc(a, sizeof *p);

			assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
			assert_int_equal(*p, 0);
			*p = -1;
		}
		arena_reset(a);
	}
	assert_null(arena_alloc(a, SIZE_MAX));
	arena_free(a);
	arena_free(NULL);
}

static void a_number_is_told_however_a_spreadsheet_wrote_it(void **state)
{
	static const struct { const char *sent, *number; } SAME[] = {{"903.0", "903"}, {"903.000", "903"}, {"10 003", "10003"},
		{"10,003", "10003"}, {"1,234,567.0", "1234567"}, {"10\xC2\xA0" "003", "10003"}, {"0.0", "0"}, {"999 000 0018", "9990000018"},
		{"999-000-0018", "9990000018"}, {"9990000018.0", "9990000018"}};
	static const char *const OTHERS[] = {"", "903", "010", "010.0", "903.", "903.5", "903.05", "10 03", "1,0003", "1 000,000",
		"0,003", "1000 000", "9.99E+09", "-903.0", "903.0a", "A903.0", "12345678901234567890.0", "10 003 "};
	char out[24];

	(void)state;
	for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++) {
		assert_true(id_number(SAME[i].sent, out));
		assert_string_equal(out, SAME[i].number);
	}
	for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
		assert_false(id_number(OTHERS[i], out));
		assert_string_equal(out, "");
	}
}

static void an_id_in_which_a_number_may_be_written_so_is_told(void **state)
{
	static const char *const MAY[] = {"903.0", "10003.0/14/10/2025", "RC/12.00", "10 003", "10,003/7", "x 1,234", "10003/14/10/2025", "T1/3/7/25",
		"T1/2025-03-07/8:05", "T1/08:05:00"};
	static const char *const NOT[] = {"", "903", "10003/2025-10-14T10:31:00", "T1/2025-10-14/10:31", "N/25/001", "T1/2/2025", "14.07.2025", "v1.05", "2025 100", "HA 17", "a.0", "10,03"};

	(void)state;
	for (size_t i = 0; i < sizeof MAY / sizeof *MAY; i++)
		assert_true(id_is_written_otherwise(MAY[i]));
	for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++)
		assert_false(id_is_written_otherwise(NOT[i]));
}

static void two_words_contradict_where_both_are_said_and_differ_when_folded(void **state)
{
	(void)state;
	assert_true(text_contradicts("Okafor", "Obi"));
	assert_false(text_contradicts("OKAFOR", "Okafor"));
	assert_false(text_contradicts("Kr\xC3\xB3l", "Krol"));
	assert_false(text_contradicts(NULL, "Obi"));
	assert_false(text_contradicts("Okafor", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordinary_text_stays_as_it_is),
		cmocka_unit_test(two_words_contradict_where_both_are_said_and_differ_when_folded),
		cmocka_unit_test(a_number_is_told_however_a_spreadsheet_wrote_it),
		cmocka_unit_test(an_id_in_which_a_number_may_be_written_so_is_told),
		cmocka_unit_test(control_and_escape_characters_go),
		cmocka_unit_test(lines_are_kept_where_lines_are_wanted),
		cmocka_unit_test(characters_that_reorder_or_hide_go),
		cmocka_unit_test(joiners_stay_only_where_scripts_use_them),
		cmocka_unit_test(invalid_utf8_becomes_replacement_characters),
		cmocka_unit_test(at_most_four_marks_stay_on_a_letter),
		cmocka_unit_test(a_result_that_does_not_fit_is_cut_between_characters),
		cmocka_unit_test(names_fold_to_one_form),
		cmocka_unit_test(vowel_signs_are_part_of_the_word),
		cmocka_unit_test(very_long_names_do_no_harm),
		cmocka_unit_test(width_counts_cells),
		cmocka_unit_test(nhs_numbers_are_checked),
		cmocka_unit_test(placeholders_for_nhs_numbers_are_no_numbers),
		cmocka_unit_test(a_check_of_ten_is_no_nhs_number),
		cmocka_unit_test(postcodes_fold_to_one_form),
		cmocka_unit_test(phones_fold_to_digits),
		cmocka_unit_test(placeholder_birth_dates_are_no_evidence),
		cmocka_unit_test(names_that_sound_alike_share_a_code),
		cmocka_unit_test(names_that_sound_different_do_not),
		cmocka_unit_test(other_scripts_keep_whole_letters_in_their_sound),
		cmocka_unit_test(short_forms_lead_to_formal_names),
		cmocka_unit_test(one_short_form_may_stand_for_several_names),
		cmocka_unit_test(every_short_form_is_found),
		cmocka_unit_test(similarity_is_jaro_winkler),
		cmocka_unit_test(similarity_is_the_same_from_where_it_matters),
		cmocka_unit_test(codes_fold_to_upper_case),
		cmocka_unit_test(lists_split_at_semicolons),
		cmocka_unit_test(texts_are_put_in_order_by_their_bytes_each_once),
		cmocka_unit_test(what_was_not_sent_says_the_same_as_nothing),
		cmocka_unit_test(what_one_arena_took_over_from_another_stays),
		cmocka_unit_test(texts_in_an_arena_do_not_shift_what_follows),
		cmocka_unit_test(an_arena_gives_zeroed_memory_before_and_after_a_reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
