/* Bytes from a terminal become keys; nothing unknown becomes a verb. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "input.h"

static uint32_t key_of(struct input *in, int64_t now)
{
	uint32_t key = 0;

	return input_next(in, now, &key) ? key : 0;
}

static void type(struct input *in, const char *bytes, int64_t now)
{
	assert_int_equal(input_add(in, bytes, strlen(bytes), now), strlen(bytes));
}

static void letters_and_characters_are_themselves(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "j\u00f8\u5c71", 0);
	assert_int_equal(key_of(&in, 0), 'j');
	assert_int_equal(key_of(&in, 0), 0xf8);
	assert_int_equal(key_of(&in, 0), 0x5c71);
	assert_int_equal(key_of(&in, 0), 0);
}

static void arrows_come_in_both_modes_of_the_keypad(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\033[A\033OB\033[5~\033[6~\033[H\033[4~\033[3~\033[Z\033OP", 0);
	assert_int_equal(key_of(&in, 0), K_UP);
	assert_int_equal(key_of(&in, 0), K_DOWN);
	assert_int_equal(key_of(&in, 0), K_PGUP);
	assert_int_equal(key_of(&in, 0), K_PGDN);
	assert_int_equal(key_of(&in, 0), K_HOME);
	assert_int_equal(key_of(&in, 0), K_END);
	assert_int_equal(key_of(&in, 0), K_DELETE);
	assert_int_equal(key_of(&in, 0), K_BACKTAB);
	assert_int_equal(key_of(&in, 0), K_F1);
}

static void a_lone_escape_counts_after_25_ms(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\033", 1000);
	assert_int_equal(key_of(&in, 1010), 0);
	assert_int_equal(input_wait(&in, 1010), 15);
	assert_int_equal(key_of(&in, 1025), K_ESC);
}

static void escape_followed_by_a_letter_is_two_keys(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\033j", 0);
	assert_int_equal(key_of(&in, 0), K_ESC);
	assert_int_equal(key_of(&in, 0), 'j');
}

static void an_unknown_sequence_is_swallowed_whole(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\033OR\033[1;5S\033[200~\033[?1;2c\033[<0;1;1Mq", 0);
	assert_int_equal(key_of(&in, 0), 'q');
	assert_int_equal(key_of(&in, 0), 0);
}

static void where_the_cursor_is_told_to_be_is_no_letter(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\033[24;80Rq", 0);
	assert_int_equal(key_of(&in, 0), K_REPORT);
	assert_int_equal(key_of(&in, 0), 'q');
}

static void an_answer_is_taken_from_among_keys_that_stay(void **state)
{
	struct input in = {.n = 0};

	(void)state;
	type(&in, "1\033[A\033[24;80Rj\033[3", 0);
	assert_true(input_take_report(&in));
	assert_false(input_take_report(&in));
	assert_int_equal(key_of(&in, 0), '1');
	assert_int_equal(key_of(&in, 0), K_UP);
	assert_int_equal(key_of(&in, 0), 'j');
	type(&in, "~", 0);
	assert_int_equal(key_of(&in, 0), K_DELETE);
}

static void a_modified_arrow_is_an_arrow_and_never_the_verb_A(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\033[1;5A", 0);
	assert_int_equal(key_of(&in, 0), K_UP);
	assert_int_equal(key_of(&in, 0), 0);
}

static void an_arrow_that_the_line_tore_apart_is_no_verb(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\033", 1000);
	assert_int_equal(key_of(&in, 1030), K_ESC);
	type(&in, "[A", 1200);
	assert_int_equal(key_of(&in, 1200), K_UP);
	assert_int_equal(key_of(&in, 1200), 0);
}

static void half_a_sequence_waits_for_its_rest(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\033[", 0);
	assert_int_equal(key_of(&in, 100), 0);
	type(&in, "B", 200);
	assert_int_equal(key_of(&in, 200), K_DOWN);
}

static void half_a_character_waits_and_a_broken_one_is_dropped(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\xc3", 0);
	assert_int_equal(key_of(&in, 10), 0);
	type(&in, "\xb8", 20);
	assert_int_equal(key_of(&in, 20), 0xf8);
	type(&in, "\xff\xc3(", 30);
	assert_int_equal(key_of(&in, 1000), '(');
}

static void controls_of_the_second_kind_are_no_keys(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\xc2\x9bx", 0);
	assert_int_equal(key_of(&in, 0), 'x');
}

static void what_this_terminal_sends_is_learnt(void **state)
{
	struct input in = {0};

	(void)state;
	input_learn(&in, "\033Q9", K_PGDN);
	type(&in, "\033Q9", 0);
	assert_int_equal(key_of(&in, 0), K_PGDN);
}

static void more_than_fits_is_left_for_later(void **state)
{
	struct input in = {0};
	char many[INPUT_ROOM + 10];

	(void)state;
	memset(many, 'j', sizeof many);
	assert_int_equal(input_add(&in, many, sizeof many, 0), INPUT_ROOM);
	for (int i = 0; i < INPUT_ROOM; i++)
		assert_int_equal(key_of(&in, 0), 'j');
	assert_int_equal(key_of(&in, 0), 0);
}

static void names_of_keys_are_read(void **state)
{
	(void)state;
	assert_int_equal(key_parse("Enter", 5), K_ENTER);
	assert_int_equal(key_parse("Ctrl-R", 6), 18);
	assert_int_equal(key_parse("Space", 5), ' ');
	assert_int_equal(key_parse("?", 1), '?');
	assert_int_equal(key_parse("\u00f8", 2), 0xf8);
	assert_int_equal(key_parse("Entr", 4), 0);
}

static void mouse_is(struct input *in, const char *bytes, enum mouse_deed deed, int y, int x)
{
	type(in, bytes, 0);
	assert_int_equal(key_of(in, 0), K_MOUSE);
	assert_int_equal(in->mouse.deed, deed);
	assert_int_equal(in->mouse.y, y);
	assert_int_equal(in->mouse.x, x);
	assert_int_equal(in->n, 0);
}

static void a_mouse_that_was_asked_for_is_read_in_both_its_ways(void **state)
{
	struct input in = {.has_mouse = true};

	(void)state;
	mouse_is(&in, "\033[<0;5;3M", MOUSE_CLICK, 2, 4);
	mouse_is(&in, "\033[<0;5;3m", MOUSE_OTHER, 2, 4);
	mouse_is(&in, "\033[<65;200;100M", MOUSE_WHEEL_DOWN, 99, 199);
	mouse_is(&in, "\033[<64;1;1M", MOUSE_WHEEL_UP, 0, 0);
	mouse_is(&in, "\033[<2;1;1M", MOUSE_OTHER, 0, 0);
	mouse_is(&in, "\033[M %#", MOUSE_CLICK, 2, 4);
	mouse_is(&in, "\033[M#%#", MOUSE_OTHER, 2, 4);
	mouse_is(&in, "\033[Ma!!", MOUSE_WHEEL_DOWN, 0, 0);
	mouse_is(&in, "\033[<9999999999;1M", MOUSE_OTHER, -1, 0);
}

static void half_of_what_a_mouse_sends_waits_for_the_rest(void **state)
{
	struct input in = {.has_mouse = true};

	(void)state;
	type(&in, "\033[<0;5", 0);
	assert_int_equal(key_of(&in, 10), 0);
	type(&in, ";3M", 20);
	assert_int_equal(key_of(&in, 20), K_MOUSE);
	assert_int_equal(in.mouse.x, 4);
	type(&in, "\033[M %", 30);
	assert_int_equal(key_of(&in, 40), 0);
	type(&in, "#j", 50);
	assert_int_equal(key_of(&in, 50), K_MOUSE);
	assert_int_equal(key_of(&in, 50), 'j');
}

static void a_mouse_that_was_not_asked_for_is_no_key(void **state)
{
	struct input in = {0};

	(void)state;
	type(&in, "\033[<0;5;3Mj", 0);
	assert_int_equal(key_of(&in, 0), 'j');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_and_characters_are_themselves),
		cmocka_unit_test(arrows_come_in_both_modes_of_the_keypad),
		cmocka_unit_test(a_lone_escape_counts_after_25_ms),
		cmocka_unit_test(escape_followed_by_a_letter_is_two_keys),
		cmocka_unit_test(an_unknown_sequence_is_swallowed_whole),
		cmocka_unit_test(where_the_cursor_is_told_to_be_is_no_letter),
		cmocka_unit_test(an_answer_is_taken_from_among_keys_that_stay),
		cmocka_unit_test(a_modified_arrow_is_an_arrow_and_never_the_verb_A),
		cmocka_unit_test(an_arrow_that_the_line_tore_apart_is_no_verb),
		cmocka_unit_test(half_a_sequence_waits_for_its_rest),
		cmocka_unit_test(half_a_character_waits_and_a_broken_one_is_dropped),
		cmocka_unit_test(controls_of_the_second_kind_are_no_keys),
		cmocka_unit_test(what_this_terminal_sends_is_learnt),
		cmocka_unit_test(a_mouse_that_was_asked_for_is_read_in_both_its_ways),
		cmocka_unit_test(half_of_what_a_mouse_sends_waits_for_the_rest),
		cmocka_unit_test(a_mouse_that_was_not_asked_for_is_no_key),
		cmocka_unit_test(more_than_fits_is_left_for_later),
		cmocka_unit_test(names_of_keys_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
