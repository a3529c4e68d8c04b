/* Lists: csv guarded and quoted, json escaped, tables that fit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "out/out.h"
#include "text.h"

#define N(a) (sizeof (a) / sizeof *(a))
#define ROW(...) ((const char *[]){__VA_ARGS__})

/* What a list of these rows prints; to be freed.  Rows end with NULL. */
static char *printed(enum out_format format, int width, const struct out_column *columns, size_t n,
	const char *const *const *rows, const char *noun)
{
	const struct out_style style = {.format = format, .width = width};
	char *text = NULL;
	size_t length = 0;
	FILE *f = open_memstream(&text, &length);
	struct err err;
	struct out *o;

	assert_non_null(f);
	o = out_open(f, &style, columns, n);
	assert_non_null(o);
	for (; *rows; rows++)
		out_row(o, *rows);
	assert_int_equal(out_close(o, noun, &err), ST_OK);
	fclose(f);
	return text;
}

static void prints(enum out_format format, const struct out_column *columns, size_t n,
	const char *const *const *rows, const char *noun, const char *expected)
{
	char *text = printed(format, 80, columns, n, rows, noun);

	assert_string_equal(text, expected);
	free(text);
}

static const struct out_column ONE[] = {{.name = "x"}};
static const struct out_column TWO[] = {{.name = "name"}, {.name = "n", .is_number = true}};

static void csv_prints(const char *value, const char *cell)
{
	char expected[200];

	snprintf(expected, sizeof expected, "x\n%s\n", cell);
	prints(OUT_CSV, ONE, 1, (const char *const *[]){ROW(value), NULL}, NULL, expected);
}

static void csv_quotes_what_needs_it(void **state)
{
	(void)state;
	csv_prints("plain; text", "plain; text");
	csv_prints("a,b", "\"a,b\"");
	csv_prints("say \"no\"", "\"say \"\"no\"\"\"");
	csv_prints("two\nlines", "two lines");
	csv_prints("", "");
	csv_prints(NULL, "");
}

static void csv_disarms_formulas(void **state)
{
	(void)state;
	csv_prints("=1+1", "\"'=1+1\"");
	csv_prints("+44 113", "\"'+44 113\"");
	csv_prints("-2", "\"'-2\"");
	csv_prints("@SUM(A1)", "\"'@SUM(A1)\"");
	csv_prints("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"");
	csv_prints("\uFF1D1", "\"'\uFF1D1\"");
	csv_prints("a=b", "a=b");
}

static void csv_leaves_numbers_of_its_own_alone(void **state)
{
	(void)state;
	prints(OUT_CSV, TWO, 2, (const char *const *[]){ROW("-a", "-2.50"), NULL}, "rows", "name,n\n\"'-a\",-2.50\n");
}

static void csv_without_rows_has_its_header(void **state)
{
	(void)state;
	prints(OUT_CSV, TWO, 2, (const char *const *[]){NULL}, "rows", "name,n\n");
}

static void json_escapes_and_counts_nothing(void **state)
{
	(void)state;
	prints(OUT_JSON, TWO, 2, (const char *const *[]){ROW("a\"b\\c\x01", "0.8000"), ROW("", ""), NULL}, "rows",
		"[\n {\"name\": \"a\\\"b\\\\c\", \"n\": 0.8000},\n {\"name\": \"\", \"n\": \"\"}\n]\n");
	prints(OUT_JSON, TWO, 2, (const char *const *[]){NULL}, "rows", "[]\n");
}

static void json_quotes_what_is_no_number(void **state)
{
	(void)state;
	prints(OUT_JSON, TWO, 2, (const char *const *[]){ROW("a", "inf"), NULL}, NULL, "[\n {\"name\": \"a\", \"n\": \"inf\"}\n]\n");
}

static void nothing_reaches_the_terminal_unclean(void **state)
{
	static const enum out_format FORMATS[] = {OUT_TABLE, OUT_CSV, OUT_JSON};

	(void)state;
	for (size_t i = 0; i < N(FORMATS); i++) {
		char *text = printed(FORMATS[i], 80, ONE, 1,
			(const char *const *[]){ROW("a\x1b[31mb\u202Ec\x07\xff"), NULL}, NULL);

		assert_null(strchr(text, 0x1b));
		assert_null(strchr(text, 0x07));
		assert_null(strstr(text, "\u202E"));
		assert_null(strchr(text, 0xff));
		assert_non_null(strstr(text, "\uFFFD"));
		free(text);
	}
}

static void a_table_has_headings_rows_and_a_count(void **state)
{
	(void)state;
	prints(OUT_TABLE, TWO, 2, (const char *const *[]){ROW("Grace", "9"), ROW("Al", "12"), NULL}, "people",
		"name    n\nGrace   9\nAl     12\n2 people\n");
	prints(OUT_TABLE, TWO, 2, (const char *const *[]){NULL}, "people", "");
}

static void a_table_pads_by_cells(void **state)
{
	static const struct out_column COLUMNS[] = {{.name = "n"}, {.name = "x"}};

	(void)state;
	prints(OUT_TABLE, COLUMNS, 2, (const char *const *[]){ROW("\u738B\u5C0F\u660E", "a"), ROW("Zoe\u0308", "b"), NULL}, NULL,
		"n       x\n\u738B\u5C0F\u660E  a\nZoe\u0308     b\n");
}

static void a_table_cuts_by_cells_and_says_so(void **state)
{
	static const struct out_column COLUMNS[] = {{.name = "n", .at_most = 4}, {.name = "x"}};

	(void)state;
	prints(OUT_TABLE, COLUMNS, 2, (const char *const *[]){ROW("\u738B\u5C0F\u660E", "a"), ROW("abcdef", "b"), NULL}, NULL,
		"n     x\n\u738B\u2026   a\nabc\u2026  b\n");
}

static void columns_give_way_until_the_line_fits(void **state)
{
	static const struct out_column COLUMNS[] = {
		{.name = "a", .at_most = 40}, {.name = "date"}, {.name = "b", .at_most = 40}, {.name = "c"},
	};
	const char *const *rows[] = {
		ROW("the first of these is rather long indeed", "2025-11-21", "and the other is as long as that", "three words here"), NULL,
	};
	char *text = printed(OUT_TABLE, 60, COLUMNS, N(COLUMNS), rows, NULL);

	(void)state;
	assert_non_null(strstr(text, "2025-11-21"));
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		assert_true(text_width(line) <= 60);
	free(text);
}

static void the_last_column_runs_over_under_itself(void **state)
{
	static const struct out_column COLUMNS[] = {{.name = "a"}, {.name = "b"}};
	const char *const *rows[] = {ROW("x", "one two;three four"), NULL};
	char *text = printed(OUT_TABLE, 12, COLUMNS, 2, rows, NULL);

	(void)state;
	assert_string_equal(text, "a  b\nx  one two;\n   three\n   four\n");
	free(text);
}

static void what_stands_below_is_named_and_left_out_when_empty(void **state)
{
	static const struct out_column COLUMNS[] = {
		{.name = "a"}, {.name = "b", .place = OUT_BELOW}, {.name = "c", .place = OUT_DATA_ONLY},
		{.name = "d", .place = OUT_BELOW_ONLY, .heading = "by"}, {.name = "e", .place = OUT_TABLE_ONLY},
	};
	const char *const *rows[] = {ROW("1", "two", "three", "four", "five"), ROW("1", "", "", "", ""), NULL};

	(void)state;
	prints(OUT_TABLE, COLUMNS, 5, rows, NULL, "a  e\n1  five\n      b two  by four\n1  \n");
	prints(OUT_CSV, COLUMNS, 5, rows, NULL, "a,b,c\n1,two,three\n1,,\n");
}

static void a_full_disk_is_not_kept_quiet(void **state)
{
	const struct out_style style = {.format = OUT_CSV, .width = 80};
	FILE *full = fopen("/dev/full", "w");
	struct err err = {0};
	struct out *o;

	(void)state;
	if (!full)
		skip();
	o = out_open(full, &style, ONE, 1);
	assert_non_null(o);
	out_row(o, ROW("a"));
	assert_int_equal(out_close(o, NULL, &err), ST_IO);
	assert_non_null(strstr(err.text, "space"));
	fclose(full);
}

static void a_long_line_is_printed_whole(void **state)
{
	char *text = NULL, long_one[5001];
	size_t length = 0;
	FILE *f = open_memstream(&text, &length);

	(void)state;
	assert_non_null(f);
	memset(long_one, 'x', 5000);
	long_one[5000] = '\0';
	out_line(f, long_one);
	out_line(f, NULL);
	fclose(f);
	assert_int_equal(length, 5001);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_quotes_what_needs_it),
		cmocka_unit_test(csv_disarms_formulas),
		cmocka_unit_test(csv_leaves_numbers_of_its_own_alone),
		cmocka_unit_test(csv_without_rows_has_its_header),
		cmocka_unit_test(json_escapes_and_counts_nothing),
		cmocka_unit_test(json_quotes_what_is_no_number),
		cmocka_unit_test(nothing_reaches_the_terminal_unclean),
		cmocka_unit_test(a_table_has_headings_rows_and_a_count),
		cmocka_unit_test(a_table_pads_by_cells),
		cmocka_unit_test(a_table_cuts_by_cells_and_says_so),
		cmocka_unit_test(columns_give_way_until_the_line_fits),
		cmocka_unit_test(the_last_column_runs_over_under_itself),
		cmocka_unit_test(what_stands_below_is_named_and_left_out_when_empty),
		cmocka_unit_test(a_full_disk_is_not_kept_quiet),
		cmocka_unit_test(a_long_line_is_printed_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
