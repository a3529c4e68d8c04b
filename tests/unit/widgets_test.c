/* A field of one line, and a list: moving, filtering, marking. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "canvas_grid.h"
#include "widgets/list.h"
#include "widgets/picker.h"

static void type(struct prompt *p, const char *text)
{
	for (; *text; text++)
		assert_int_equal(prompt_key(p, (unsigned char)*text), PROMPT_TYPED);
}

static void a_field_edits_at_its_cursor(void **state)
{
	struct prompt p = {0};

	(void)state;
	type(&p, "okafor");
	prompt_key(&p, K_HOME);
	type(&p, "mrs ");
	prompt_key(&p, K_END);
	prompt_key(&p, K_BACKSPACE);
	assert_string_equal(p.text, "mrs okafo");
	prompt_key(&p, K_CTRL('W'));
	assert_string_equal(p.text, "mrs ");
	prompt_key(&p, K_CTRL('U'));
	assert_string_equal(p.text, "");
}

static void a_field_moves_by_whole_characters(void **state)
{
	struct prompt p = {0};

	(void)state;
	prompt_key(&p, 0xf8);
	prompt_key(&p, 0x5c71);
	prompt_key(&p, K_LEFT);
	prompt_key(&p, K_LEFT);
	prompt_key(&p, K_DELETE);
	assert_string_equal(p.text, "\u5c71");
}

static void a_proposal_goes_with_the_first_letter_typed(void **state)
{
	struct prompt p = {0};

	(void)state;
	prompt_propose(&p, "2025-11-07");
	prompt_key(&p, K_DOWN); /* none of a field's */
	type(&p, "3 nov");
	assert_string_equal(p.text, "3 nov");
	prompt_propose(&p, "2025-11-07");
	prompt_key(&p, K_BACKSPACE);
	type(&p, "9");
	assert_string_equal(p.text, "2025-11-09");
	prompt_propose(&p, "2025-11-07");
	prompt_key(&p, K_END);
	type(&p, "!");
	assert_string_equal(p.text, "2025-11-07!");
	prompt_propose(&p, "");
	assert_false(p.is_preset);
}

static void a_full_field_takes_no_more(void **state)
{
	struct prompt p = {0};

	(void)state;
	for (int i = 0; i < 1000; i++)
		prompt_key(&p, 0x5c71);
	assert_true(strlen(p.text) < PROMPT_ROOM);
	assert_int_equal(strlen(p.text) % 3, 0);
}

/* Rows "row 0" … "row 99"; every tenth is a heading. */
static size_t hundred(const void *arg) { (void)arg; return 100; }
static bool tenth(const void *arg, size_t row) { (void)arg; return row % 10 == 0; }
static int64_t number(const void *arg, size_t row) { (void)arg; return (int64_t)row; }
static void row_text(const void *arg, size_t row, char *out, size_t room)
{
	(void)arg;
	snprintf(out, room, "row %zu %s", row, row % 2 ? "odd" : "even");
}
static void row_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	char text[64];

	row_text(arg, row, text, sizeof text);
	canvas_text(c, a.y, a.x, a.cols, LOOK_PLAIN, text);
}
static const struct list_source ROWS = {hundred, tenth, number, row_text, row_draw};

static void list_fresh(struct list *l)
{
	list_init(l, &ROWS, NULL);
	list_refresh(l, 0);
	l->height = 8;
}

static void the_cursor_passes_over_headings(void **state)
{
	struct list l;

	(void)state;
	list_fresh(&l);
	assert_int_equal(list_id(&l), 1);
	list_act(&l, ACT_UP);
	assert_int_equal(list_id(&l), 1);
	for (int i = 0; i < 9; i++)
		list_act(&l, ACT_DOWN);
	assert_int_equal(list_id(&l), 11);
	list_act(&l, ACT_LAST);
	assert_int_equal(list_id(&l), 99);
	list_act(&l, ACT_FIRST);
	assert_int_equal(list_id(&l), 1);
	list_done(&l);
}

static size_t read_so_far(const void *arg)
{
	return *(const size_t *)arg;
}

static void the_end_and_a_mark_on_all_are_of_all_rows_also_of_those_not_read_yet(void **state)
{
	static const struct list_source READ = {read_so_far, NULL, number, row_text, row_draw};
	size_t n = 50;
	struct list l;

	(void)state;
	list_init(&l, &READ, &n);
	l.reads_on = l.has_rest = true;
	list_refresh(&l, 0);
	assert_false(list_needs_all(&l));
	list_act(&l, ACT_LAST);
	assert_true(list_needs_all(&l));
	n = 80;
	list_refresh(&l, list_id(&l));
	assert_int_equal(list_id(&l), 79);
	list_act(&l, ACT_MARK_ALL); /* another key: the end is no more what is wanted */
	list_act(&l, ACT_FIRST);
	assert_false(list_needs_all(&l));
	list_act(&l, ACT_MARK_ALL);
	assert_int_equal(l.marked.n, 79); /* row 0 has no id */
	n = 100;
	l.has_rest = false;
	list_refresh(&l, list_id(&l));
	assert_int_equal(l.marked.n, 99);
	assert_false(list_needs_all(&l));
	assert_int_equal(l.row, 0);
	list_act(&l, ACT_MARK_ALL);
	assert_int_equal(l.marked.n, 0);
	list_done(&l);
}

static void a_filter_keeps_the_headings_of_what_it_finds(void **state)
{
	struct list l;

	(void)state;
	list_fresh(&l);
	list_act(&l, ACT_FILTER);
	for (const char *p = "row 2 !odd"; *p; p++)
		list_type(&l, (unsigned char)*p);
	assert_int_equal(list_rows(&l), 13); /* 2, 12 … 92, and 24, 26, 28 */
	list_type(&l, K_ESC);
	assert_int_equal(list_rows(&l), 90);
	list_done(&l);
}

static void place_and_marks_survive_a_filter_that_is_left(void **state)
{
	struct list l;

	(void)state;
	list_fresh(&l);
	assert_true(list_select(&l, 45));
	list_act(&l, ACT_MARK);
	assert_true(list_is_marked(&l, 45));
	assert_int_equal(list_id(&l), 46);
	list_act(&l, ACT_FILTER);
	for (const char *p = "46"; *p; p++)
		list_type(&l, (unsigned char)*p);
	assert_int_equal(list_rows(&l), 1);
	list_type(&l, K_ESC);
	assert_int_equal(list_id(&l), 46);
	assert_true(list_is_marked(&l, 45));
	list_done(&l);
}

static void marks_go_on_from_the_last_to_here_and_over_all_that_is_shown(void **state)
{
	struct list l;

	(void)state;
	list_fresh(&l);
	assert_non_null(list_why_not(&l, ACT_MARK_TO)); /* from where? */
	list_select(&l, 12);
	list_act(&l, ACT_MARK);
	list_select(&l, 16);
	assert_null(list_why_not(&l, ACT_MARK_TO));
	list_act(&l, ACT_MARK_TO);
	assert_int_equal(l.marked.n, 5);
	assert_true(list_is_marked(&l, 14));
	list_select(&l, 14);
	list_act(&l, ACT_MARK); /* no longer */
	assert_int_equal(l.marked.n, 4);
	list_act(&l, ACT_FILTER);
	for (const char *p = "row 2 !odd"; *p; p++)
		list_type(&l, (unsigned char)*p);
	list_type(&l, K_ENTER);
	list_act(&l, ACT_MARK_ALL); /* those shown, beside those marked before */
	assert_int_equal(l.marked.n, 16);
	list_act(&l, ACT_MARK_ALL);
	assert_int_equal(l.marked.n, 0);
	list_done(&l);
}

static void the_next_hit_is_found_after_the_filter_is_gone(void **state)
{
	struct list l;

	(void)state;
	list_fresh(&l);
	list_act(&l, ACT_FILTER);
	list_type(&l, '7');
	list_type(&l, K_ENTER);
	list_unfilter(&l);
	list_act(&l, ACT_FIRST);
	list_act(&l, ACT_NEXT_HIT);
	assert_int_equal(list_id(&l), 7);
	list_act(&l, ACT_NEXT_HIT);
	assert_int_equal(list_id(&l), 17);
	list_act(&l, ACT_PREV_HIT);
	assert_int_equal(list_id(&l), 7);
	list_done(&l);
}

static void the_focus_is_on_the_selected_row_at_every_draw(void **state)
{
	struct canvas *c = canvas_grid_new(10, 30, false);
	struct list l;

	(void)state;
	list_fresh(&l);
	for (int i = 0; i < 95; i++) {
		char want[64];

		canvas_begin(c);
		list_draw(&l, c, (struct area){1, 0, 8, 30});
		row_text(NULL, (size_t)list_id(&l), want, sizeof want);
		assert_string_equal(canvas_grid_row(c, c->focus_y) + 2, want);
		assert_int_equal(canvas_grid_row(c, c->focus_y)[0], '>');
		list_act(&l, ACT_DOWN);
	}
	canvas_close(c);
	list_done(&l);
}

static void a_window_tells_which_rows_it_holds_and_whether_there_are_more(void **state)
{
	struct canvas *c = canvas_grid_new(10, 30, false);
	char told[LIST_CUT];
	struct list l;

	(void)state;
	list_fresh(&l);
	list_draw(&l, c, (struct area){1, 0, 8, 30});
	list_cut_tell(&l, told);
	assert_string_equal(told, "1-7 of 90");
	l.has_rest = true;
	list_cut_tell(&l, told);
	assert_string_equal(told, "1-7 of 90+");
	for (const char *t = "/row"; *t; t++)
		*t == '/' ? (void)list_act(&l, ACT_FILTER) : list_type(&l, (unsigned char)*t);
	list_type(&l, K_ENTER);
	canvas_begin(c);
	list_draw(&l, c, (struct area){1, 0, 8, 30});
	assert_non_null(strstr(canvas_grid_row(c, 1), "90 of 90+ shown"));
	canvas_close(c);
	list_done(&l);
}

static int rows_drawn(struct list *l, struct canvas *c)
{
	int n = 0;

	canvas_begin(c);
	list_draw(l, c, (struct area){1, 0, 8, 30});
	for (int y = 0; y < c->rows; y++)
		n += canvas_grid_row(c, y)[0] != '\0';
	return n;
}

/* A step at the edge then leads half a page on, and the next ones send a marker only. */
static void on_a_slow_line_a_list_moves_by_half_pages(void **state)
{
	struct canvas *c = canvas_grid_new(10, 30, false);
	struct list l;
	size_t moved = 0, top = 0;

	(void)state;
	c->is_slow = true;
	list_fresh(&l);
	for (int i = 0; i < 40; i++) {
		rows_drawn(&l, c);
		moved += l.top != top;
		top = l.top;
		list_act(&l, ACT_DOWN);
	}
	assert_in_range(moved, 7, 9); /* 44 rows, 8 at a time, 5 at an edge */
	for (int i = 0; i < 40; i++)
		list_act(&l, ACT_UP);
	rows_drawn(&l, c);
	assert_int_equal(l.top, 0);
	canvas_close(c);
	list_done(&l);
}

static void what_passes_while_a_key_is_held_on_a_slow_line_is_one_row(void **state)
{
	struct canvas *c = canvas_grid_new(10, 30, false);
	char told[LIST_CUT];
	struct list l;
	int y;

	(void)state;
	c->is_slow = true;
	list_fresh(&l);
	assert_int_equal(rows_drawn(&l, c), 8);
	c->is_passing = true;
	list_act(&l, ACT_DOWN);
	assert_int_equal(rows_drawn(&l, c), 8); /* those there are there already */
	for (int i = 0; i < 20; i++)
		list_act(&l, ACT_DOWN);
	assert_int_equal(rows_drawn(&l, c), 1);
	assert_int_equal(canvas_grid_row(c, c->focus_y)[0], '>');
	y = c->focus_y;
	for (int i = 0; i < 5; i++) {
		list_act(&l, ACT_DOWN);
		assert_int_equal(rows_drawn(&l, c), 1);
		assert_int_equal(c->focus_y, y); /* so that only its letters are sent */
		list_cut_tell(&l, told);
		assert_string_equal(told, ""); /* which would be another at every row */
	}
	c->is_passing = false;
	assert_int_equal(rows_drawn(&l, c), 8);
	list_cut_tell(&l, told);
	assert_non_null(strstr(told, " of "));
	canvas_close(c);
	list_done(&l);
}

static void words_are_found_whatever_their_case_and_accents(void **state)
{
	(void)state;
	assert_true(words_match("bjorn home", CIVIL_NONE, "Bj\u00f8rnsen, home visit"));
	assert_false(words_match("bjorn !home", CIVIL_NONE, "Bj\u00f8rnsen, home visit"));
	assert_true(words_match("", CIVIL_NONE, "anything"));
}

static void a_word_is_looked_for_where_it_is_named(void **state)
{
	int32_t today = civil_day(2025, 11, 21);
	char text[400] = "";

	(void)state;
	words_tag(text, sizeof text, "agency", "Age UK");
	words_tag(text, sizeof text, "domain", "Mobility");
	words_tag(text, sizeof text, "domain", "Home and safety");
	words_tag_day(text, sizeof text, civil_day(2025, 11, 1));
	words_rest(text, sizeof text, "%s", "Falls clinic, asked by the council at 10:30");
	assert_true(words_match("agency:uk domain:mob", today, text));
	assert_true(words_match("agency:age-uk need:home falls", today, text));
	assert_false(words_match("agency:council", today, text));
	assert_true(words_match("council", today, text));
	assert_true(words_match("!agency:council", today, text));
	assert_false(words_match("!domain:home", today, text));
	assert_true(words_match("agency: since:", today, text)); /* as far as it is typed */
	assert_true(words_match("since:30d until:Nov", today, text));
	assert_false(words_match("since:2w", today, text));
	assert_false(words_match("until:31/10/25", today, text));
	assert_false(words_match("since:nonsense", today, text));
	assert_false(words_match("state:open", today, text));
	assert_true(words_match("10:30", today, text));
	assert_false(words_match("day", today, text)); /* a name is none of the words */
}

static void typing_puts_the_best_pick_first(void **state)
{
	static const struct picker_item ITEMS[] = {
		{"q", "one level up", NULL, 1, NULL, NULL}, {"u", "undo", NULL, 2, NULL, NULL},
		{"3", "Asked again", NULL, 3, NULL, NULL}, {NULL, "legend", NULL, -1, NULL, NULL},
	};
	struct picker p;
	int value = 0;

	(void)state;
	picker_init(&p, "Command", ITEMS, 4, true);
	picker_key(&p, 'u', &value);
	assert_int_equal(picker_key(&p, K_ENTER, &value), PICK_DONE);
	assert_int_equal(value, 2);
	picker_key(&p, K_CTRL('U'), &value);
	picker_key(&p, 'a', &value);
	picker_key(&p, 'g', &value);
	assert_int_equal(picker_key(&p, K_ENTER, &value), PICK_DONE);
	assert_int_equal(value, 3);
	picker_key(&p, K_CTRL('U'), &value);
	for (const char *t = "legend"; *t; t++)
		picker_key(&p, (unsigned char)*t, &value);
	assert_int_equal(picker_key(&p, K_ENTER, &value), PICK_NOT_YET);
	assert_int_equal(picker_key(&p, K_ESC, &value), PICK_LEFT);
	picker_done(&p);
}

/* What Enter picks after these letters; 0: nothing. */
static int picked(struct picker *p, const char *letters)
{
	int value = 0;

	picker_key(p, K_CTRL('U'), &value);
	for (const char *t = letters; *t; t++)
		picker_key(p, (unsigned char)*t, &value);
	return picker_key(p, K_ENTER, &value) == PICK_DONE ? value : 0;
}

static void another_word_finds_it_and_an_unknown_one_the_nearest(void **state)
{
	static const struct picker_item ITEMS[] = {
		{.key = "L", .label = "link", .about = "Decide: one person", .also = "merge join", .value = 1},
		{.key = "P", .label = "plan", .about = "Plan one", .also = "book appointment", .value = 2},
		{.key = "u", .label = "undo", .about = "Take back", .value = 3},
	};
	struct picker p;

	(void)state;
	picker_init(&p, "Command", ITEMS, 3, true);
	assert_int_equal(picked(&p, "merge"), 1);
	assert_int_equal(picked(&p, "appo"), 2);
	assert_int_equal(picked(&p, "me"), 0); /* of two letters nothing is told */
	assert_int_equal(picked(&p, "apointmnet"), 0);
	p.tells_nearest = true;
	assert_int_equal(picked(&p, "apointmnet"), 2);
	assert_true(p.is_near && p.shown.n <= 3);
	assert_int_equal(picked(&p, "undio"), 3);
	assert_int_equal(picked(&p, "zzzqqq"), 0);
	picker_done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_field_edits_at_its_cursor),
		cmocka_unit_test(a_field_moves_by_whole_characters),
		cmocka_unit_test(a_proposal_goes_with_the_first_letter_typed),
		cmocka_unit_test(a_full_field_takes_no_more),
		cmocka_unit_test(the_cursor_passes_over_headings),
		cmocka_unit_test(the_end_and_a_mark_on_all_are_of_all_rows_also_of_those_not_read_yet),
		cmocka_unit_test(a_filter_keeps_the_headings_of_what_it_finds),
		cmocka_unit_test(place_and_marks_survive_a_filter_that_is_left),
		cmocka_unit_test(marks_go_on_from_the_last_to_here_and_over_all_that_is_shown),
		cmocka_unit_test(the_next_hit_is_found_after_the_filter_is_gone),
		cmocka_unit_test(the_focus_is_on_the_selected_row_at_every_draw),
		cmocka_unit_test(a_window_tells_which_rows_it_holds_and_whether_there_are_more),
		cmocka_unit_test(on_a_slow_line_a_list_moves_by_half_pages),
		cmocka_unit_test(what_passes_while_a_key_is_held_on_a_slow_line_is_one_row),
		cmocka_unit_test(another_word_finds_it_and_an_unknown_one_the_nearest),
		cmocka_unit_test(words_are_found_whatever_their_case_and_accents),
		cmocka_unit_test(a_word_is_looked_for_where_it_is_named),
		cmocka_unit_test(typing_puts_the_best_pick_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
