/* A form: fields, choices found by typing, and what is kept of it as a draft. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "canvas_grid.h"
#include "widgets/form.h"

static const struct picker_item FRUIT[] = {
	{.label = "Apple", .value = 7}, {.label = "Pear", .value = 8}, {.label = "Plum", .value = 9}};

static void form_make(struct form *f)
{
	*f = (struct form){.title = "Fruit"};
	form_add(f, "Text", FORM_TEXT, "");
	form_choice(f, "Which", FRUIT, 3, -1);
	form_add(f, "On", FORM_LINE, "2025-11-21");
	form_begin(f, 0);
}

static enum form_said type(struct form *f, const char *text)
{
	enum form_said said = FORM_TYPED;

	for (; *text; text++)
		said = form_key(f, (unsigned char)*text);
	return said;
}

static void every_letter_is_text(void **state)
{
	struct form f;

	(void)state;
	form_make(&f);
	assert_int_equal(type(&f, "q?:*uNCP "), FORM_TYPED);
	assert_string_equal(f.field[0].text, "q?:*uNCP ");
	assert_int_equal(form_key(&f, K_ENTER), FORM_ENTER);
	assert_int_equal(form_key(&f, K_ESC), FORM_LEFT);
	form_done(&f);
}

static void a_choice_is_found_by_typing_and_taken_by_enter(void **state)
{
	struct form f;

	(void)state;
	form_make(&f);
	assert_int_equal(form_key(&f, K_TAB), FORM_MOVED);
	assert_int_equal(form_value(&f, 1), -1);
	type(&f, "pl");
	assert_int_equal(form_key(&f, K_ENTER), FORM_MOVED); /* to the next field */
	assert_int_equal(f.at, 2);
	assert_int_equal(form_value(&f, 1), 9);
	assert_int_equal(form_key(&f, K_BACKTAB), FORM_MOVED);
	assert_int_equal(form_key(&f, K_ENTER), FORM_ENTER); /* it stands: all is done */
	assert_int_equal(form_value(&f, 1), 9);
	form_key(&f, K_UP);
	form_key(&f, K_ENTER);
	assert_int_equal(form_value(&f, 1), 8);
	form_done(&f);
}

static void passing_by_a_choice_makes_none(void **state)
{
	struct form f;

	(void)state;
	form_make(&f);
	form_key(&f, K_TAB);
	form_key(&f, K_TAB);
	assert_int_equal(form_value(&f, 1), -1);
	form_missing(&f);
	assert_int_equal(f.at, 1);
	type(&f, "xyz");
	assert_int_equal(form_key(&f, K_ENTER), FORM_TYPED); /* nothing fits */
	assert_int_equal(form_value(&f, 1), -1);
	form_done(&f);
}

static void a_draft_brings_it_back(void **state)
{
	static char draft[FORM_DRAFT];
	struct form f, g;

	(void)state;
	form_make(&f);
	type(&f, "half a line, with a % and a ; in it");
	form_key(&f, K_TAB);
	type(&f, "ap");
	form_key(&f, K_ENTER);
	form_key(&f, K_CTRL('U'));
	form_keep(&f, draft);
	form_make(&g);
	form_restore(&g, draft);
	assert_string_equal(g.field[0].text, "half a line, with a % and a ; in it");
	assert_int_equal(form_value(&g, 1), 7);
	assert_string_equal(g.field[2].text, "");
	form_restore(&g, "nonsense\n\n\t\t\t\nText\n");
	assert_string_equal(g.field[0].text, "half a line, with a % and a ; in it");
	form_done(&f);
	form_done(&g);
}

/* What may be chosen has changed since: the same place, and the same value, are another's by now. */
static void a_choice_comes_back_as_what_it_was_called(void **state)
{
	static const struct picker_item NEWER[] = {{.label = "Almond", .value = 7}, {.label = "Apple", .value = 8}};
	static char draft[FORM_DRAFT];
	struct form f;

	(void)state;
	form_make(&f);
	form_key(&f, K_TAB);
	type(&f, "ap");
	form_key(&f, K_ENTER);
	form_keep(&f, draft);
	form_make(&f);
	f.field[1].item = NEWER;
	f.field[1].item_n = 2;
	form_restore(&f, draft);
	assert_int_equal(form_value(&f, 1), 8);
	f.field[1].item_n = 1;
	form_restore(&f, draft);
	assert_int_equal(form_value(&f, 1), -1);
	form_done(&f);
}

static void a_full_field_is_kept_whole(void **state)
{
	static char draft[FORM_DRAFT];
	struct form f, g;

	(void)state;
	form_make(&f);
	for (int i = 0; i < FORM_ROOM; i++)
		form_key(&f, 0x5c71);
	form_keep(&f, draft);
	form_make(&g);
	form_restore(&g, draft);
	assert_string_equal(g.field[0].text, f.field[0].text);
	assert_int_equal(strlen(f.field[0].text) % 3, 0);
	form_done(&f);
	form_done(&g);
}

/* Wherever the cursor is in a long text, it is on the screen. */
static void the_cursor_is_always_seen(void **state)
{
	struct canvas *c = canvas_grid_new(8, 40, false);
	struct form f;

	(void)state;
	form_make(&f);
	for (int i = 0; i < 60; i++)
		type(&f, "word ");
	for (int i = 0; i < 310; i++) {
		canvas_begin(c);
		form_draw(&f, c, (struct area){0, 0, 8, 40});
		canvas_end(c);
		assert_in_range(c->focus_y, 1, 6);
		assert_in_range(c->focus_x, 13, 39);
		form_key(&f, K_LEFT);
	}
	form_done(&f);
	canvas_close(c);
}

/* The rows of the form in an area that shows all of it. */
static bool says(struct form *f, const char *words)
{
	struct canvas *c = canvas_grid_new(16, 60, false);
	bool is_there = false;

	canvas_begin(c);
	form_draw(f, c, (struct area){0, 0, 16, 60});
	canvas_end(c);
	for (int y = 0; y < 16; y++)
		is_there = is_there || strstr(canvas_grid_row(c, y), words);
	canvas_close(c);
	return is_there;
}

static void a_text_that_comes_to_its_end_says_so(void **state)
{
	struct form f;

	(void)state;
	form_make(&f);
	for (int i = 0; i < FORM_ROOM - 1 - 100; i++)
		type(&f, "a");
	assert_false(says(&f, "room for"));
	type(&f, "a");
	assert_true(says(&f, "room for 99 more"));
	for (int i = 0; i < 99; i++)
		type(&f, "a");
	assert_true(says(&f, "this field is full"));
	form_key(&f, K_TAB);
	assert_false(says(&f, "full"));
	form_done(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_letter_is_text),
		cmocka_unit_test(a_choice_is_found_by_typing_and_taken_by_enter),
		cmocka_unit_test(passing_by_a_choice_makes_none),
		cmocka_unit_test(a_draft_brings_it_back),
		cmocka_unit_test(a_choice_comes_back_as_what_it_was_called),
		cmocka_unit_test(a_full_field_is_kept_whole),
		cmocka_unit_test(the_cursor_is_always_seen),
		cmocka_unit_test(a_text_that_comes_to_its_end_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
