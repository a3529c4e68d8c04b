/* Text on the canvas: safe, cut and padded by cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "canvas_grid.h"

static struct canvas *fresh(bool ascii)
{
	struct canvas *c = canvas_grid_new(3, 20, ascii);

	assert_non_null(c);
	canvas_begin(c);
	return c;
}

static void expect(bool ascii, int cells, const char *text, const char *row)
{
	struct canvas *c = fresh(ascii);

	canvas_text(c, 1, 0, 20, LOOK_PLAIN, "....................");
	canvas_text(c, 1, 0, cells, LOOK_PLAIN, text);
	canvas_text(c, 1, cells, 1, LOOK_PLAIN, "|");
	assert_string_equal(canvas_grid_row(c, 1), row);
	canvas_close(c);
}

static void text_is_padded_to_its_cells(void **state)
{
	(void)state;
	expect(false, 8, "Okafor", "Okafor  |...........");
}

static void text_that_is_too_long_ends_with_an_ellipsis(void **state)
{
	(void)state;
	expect(false, 6, "Eastshire Reablement", "Easts\u2026|.............");
	expect(true, 6, "Eastshire Reablement", "Easts~|.............");
}

static void wide_and_combining_characters_count_by_cells(void **state)
{
	(void)state;
	expect(false, 6, "\u5c71\u7530", "\u5c71\u7530  |.............");
	expect(false, 4, "\u5c71\u7530\u82b1\u5b50", "\u5c71\u2026 |...............");
	expect(false, 6, "Zoe\u0308", "Zoe\u0308   |.............");
}

static void escape_sequences_never_reach_a_cell(void **state)
{
	struct canvas *c = fresh(false);

	(void)state;
	canvas_text(c, 0, 0, 20, LOOK_PLAIN, "a\033[2Jb\033]0;t\007c\x9b" "d\x01");
	for (const char *p = canvas_grid_row(c, 0); *p; p++)
		assert_true((unsigned char)*p >= 0x20 && *p != 0x7f);
	assert_null(strstr(canvas_grid_row(c, 0), "\033"));
	canvas_close(c);
}

static void bidirectional_marks_and_c1_controls_are_dropped(void **state)
{
	struct canvas *c = fresh(false);

	(void)state;
	canvas_text(c, 0, 0, 20, LOOK_PLAIN, "ab\u202ecd\u2066e\xc2\x9b" "f\u200bg");
	assert_string_equal(canvas_grid_row(c, 0), "abcdefg");
	canvas_close(c);
}

static void invalid_utf8_becomes_a_replacement_character(void **state)
{
	(void)state;
	expect(false, 6, "a\xff" "b", "a\ufffd" "b   |.............");
	expect(true, 6, "a\xff" "b", "a?b   |.............");
}

static void without_utf8_letters_lose_their_accents_only(void **state)
{
	(void)state;
	expect(true, 12, "Bj\u00f8rn \u00c9\u2013\u5c71", "Bjorn E-?   |.......");
}

static void a_name_of_ten_thousand_characters_takes_its_cells_only(void **state)
{
	static char name[10001];

	(void)state;
	memset(name, 'x', sizeof name - 1);
	expect(false, 5, name, "xxxx\u2026|..............");
}

static void nothing_is_drawn_outside(void **state)
{
	struct canvas *c = fresh(false);

	(void)state;
	canvas_text(c, -1, 0, 5, LOOK_PLAIN, "above");
	canvas_text(c, 3, 0, 5, LOOK_PLAIN, "below");
	canvas_text(c, 0, 18, 9, LOOK_PLAIN, "right of it");
	canvas_fill(c, 2, 15, 99, LOOK_PLAIN, "\u2500", '-');
	canvas_focus(c, 99, 99);
	assert_string_equal(canvas_grid_row(c, 0), "                  r\u2026");
	assert_int_equal(c->focus_y, 2);
	assert_int_equal(c->focus_x, 19);
	canvas_close(c);
}

static void lines_break_between_words(void **state)
{
	struct canvas *c = fresh(false);
	size_t skip;

	(void)state;
	assert_int_equal(canvas_break(c, "personal care and mobility", 14, &skip), 13);
	assert_int_equal(skip, 14);
	assert_int_equal(canvas_break(c, "short", 14, &skip), 5);
	assert_int_equal(skip, 5);
	assert_int_equal(canvas_break(c, "unbreakableword", 6, &skip), 6);
	assert_int_equal(canvas_break(c, "one\ntwo", 20, &skip), 3);
	assert_int_equal(skip, 4);
	canvas_close(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_padded_to_its_cells),
		cmocka_unit_test(text_that_is_too_long_ends_with_an_ellipsis),
		cmocka_unit_test(wide_and_combining_characters_count_by_cells),
		cmocka_unit_test(escape_sequences_never_reach_a_cell),
		cmocka_unit_test(bidirectional_marks_and_c1_controls_are_dropped),
		cmocka_unit_test(invalid_utf8_becomes_a_replacement_character),
		cmocka_unit_test(without_utf8_letters_lose_their_accents_only),
		cmocka_unit_test(a_name_of_ten_thousand_characters_takes_its_cells_only),
		cmocka_unit_test(nothing_is_drawn_outside),
		cmocka_unit_test(lines_break_between_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
