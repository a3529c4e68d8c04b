/* A list put in order by a column, its place kept, and what was chosen for it as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "canvas_grid.h"
#include "widgets/order_form.h"

struct one { int64_t id; const char *heading, *who, *agency; int64_t known; };
struct rows { struct one row[8]; size_t n; };

static const struct rows FIVE = {{
	{0, "To do", "", "", 0},
	{1, NULL, "Grace Okafor", "Hospital", 4},
	{2, NULL, "\u00c9mile Adams", "Council", CELL_NOTHING},
	{3, NULL, "Bj\u00f8rn \u00d8deg\u00e5rd", "GP", 9},
	{0, "Done", "", "", 0},
	{4, NULL, "Pepe Nunez", "Council", 4},
	{5, NULL, "Ada Okafor", "", 1},
}, 7};

static const struct one *one_of(const void *arg, size_t row) { return &((const struct rows *)arg)->row[row]; }
static size_t count(const void *arg) { return ((const struct rows *)arg)->n; }
static bool heading(const void *arg, size_t row) { return one_of(arg, row)->heading != NULL; }
static int64_t id(const void *arg, size_t row) { return one_of(arg, row)->id; }

static void text(const void *arg, size_t row, char *out, size_t room)
{
	snprintf(out, room, "%s %s", one_of(arg, row)->who, one_of(arg, row)->agency);
}

enum { WHO, AGENCY, KNOWN, ELSEWHERE, COUNT };
static const struct list_column COLUMNS[COUNT] = {
	{"Who", NULL, ORDER_TEXT, COLUMN_NAME},
	{"Agency", NULL, ORDER_TEXT, 0},
	{"Known", NULL, ORDER_NUMBER, COLUMN_DOWN_FIRST | COLUMN_RIGHT},
	{"Elsewhere", NULL, ORDER_TEXT, COLUMN_EXTRA},
};

static void widths(const void *arg, int cells, struct column *col)
{
	(void)arg;
	(void)cells;
	col[WHO] = (struct column){8, 1, 0};
	col[AGENCY].cells = 10;
	col[KNOWN].cells = 8;
}

static void cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct one *o = one_of(arg, row);

	out->number = o->known;
	if (column == KNOWN && o->known != CELL_NOTHING)
		snprintf(out->text, sizeof out->text, "%lld", (long long)o->known);
	else if (column != KNOWN)
		snprintf(out->text, sizeof out->text, "%s", column == WHO ? o->who : o->agency);
}

static const struct list_columns TABLE = {COLUMNS, COUNT, .widths = widths, .cell = cell};

static void draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	struct list l = {.arg = arg, .columns = &TABLE, .order = {.by = -1}};

	if (one_of(arg, row)->heading)
		canvas_text(c, a.y, a.x, a.cols, LOOK_HEADING, one_of(arg, row)->heading);
	else
		list_row_draw(&l, row, c, a);
}

static const struct list_source SOURCE = {count, heading, id, text, draw};

static void list_fresh(struct list *l, const struct rows *rows)
{
	list_init(l, &SOURCE, rows);
	list_have_columns(l, &TABLE);
	l->kept_as = "five";
	l->keeps_filter = true;
	list_refresh(l, 0);
	l->height = 8;
}

/* "1 2 3", from the first row on; headings by H. */
static const char *ids_of(const struct list *l)
{
	static char out[64];
	size_t at = 0;

	out[0] = '\0';
	for (size_t i = 0; i < l->shown.n; i++) {
		const struct one *o = one_of(l->arg, l->shown.v[i]);

		at += (size_t)(o->heading ? snprintf(out + at, sizeof out - at, "%sH", at ? " " : "")
			: snprintf(out + at, sizeof out - at, "%s%d", at ? " " : "", (int)o->id));
	}
	return out;
}

static void types(struct list *l, const char *words)
{
	list_act(l, ACT_FILTER);
	for (; *words; words++)
		list_type(l, (unsigned char)*words);
}

static void people_are_in_order_of_their_family_names(void **state)
{
	struct list l;

	(void)state;
	list_fresh(&l, &FIVE);
	assert_string_equal(ids_of(&l), "H 1 2 3 H 4 5");
	list_order_by(&l, WHO);
	assert_string_equal(ids_of(&l), "2 4 3 5 1");
	assert_int_equal(list_id(&l), 1);
	list_order_by(&l, WHO);
	assert_string_equal(ids_of(&l), "1 5 3 4 2");
	list_done(&l);
}

static void what_is_not_known_comes_last_either_way_and_equals_stay(void **state)
{
	struct list l;

	(void)state;
	list_fresh(&l, &FIVE);
	list_order_by(&l, KNOWN);
	assert_string_equal(ids_of(&l), "3 1 4 5 2");
	list_order_by(&l, KNOWN);
	assert_string_equal(ids_of(&l), "5 1 4 3 2");
	list_order_by(&l, AGENCY);
	assert_string_equal(ids_of(&l), "2 4 3 1 5");
	list_done(&l);
}

static void the_usual_order_comes_back_with_its_headings_and_the_row_stays(void **state)
{
	struct list l;

	(void)state;
	list_fresh(&l, &FIVE);
	list_order_by(&l, KNOWN);
	list_act(&l, ACT_FIRST);
	list_act(&l, ACT_DOWN);
	assert_int_equal(list_id(&l), 1);
	list_as_usual(&l);
	assert_string_equal(ids_of(&l), "H 1 2 3 H 4 5");
	assert_int_equal(list_id(&l), 1);
	list_done(&l);
}

static void a_filter_keeps_the_order(void **state)
{
	struct list l;

	(void)state;
	list_fresh(&l, &FIVE);
	list_order_by(&l, WHO);
	types(&l, "okafor");
	assert_string_equal(ids_of(&l), "5 1");
	list_type(&l, K_ESC);
	assert_string_equal(ids_of(&l), "2 4 3 5 1");
	list_done(&l);
}

static void what_was_chosen_comes_back_from_its_text(void **state)
{
	char kept[LIST_KEPT];
	struct list l, again;

	(void)state;
	list_fresh(&l, &FIVE);
	list_settings(&l, kept);
	assert_string_equal(kept, "");
	list_order_by(&l, KNOWN);
	l.order.toggled = 1u << AGENCY | 1u << ELSEWHERE;
	types(&l, "okafor");
	list_type(&l, K_ENTER);
	list_settings(&l, kept);
	assert_string_equal(kept, "sort Known down\nhide Agency\nshow Elsewhere\nfilter okafor\n");
	list_fresh(&again, &FIVE);
	list_restore(&again, kept);
	list_refresh(&again, 0);
	assert_string_equal(ids_of(&again), "1 5");
	assert_false(column_is_shown(&TABLE, &again.order, AGENCY));
	assert_true(column_is_shown(&TABLE, &again.order, ELSEWHERE));
	assert_string_equal(again.kept, kept);
	list_done(&l);
	list_done(&again);
}

static void a_text_of_another_version_does_no_harm(void **state)
{
	static const char *const TEXTS[] = {
		"", "\n", "sort\n", "sort \n", "sort  up\n", "sort Gone down\n", "sort Known", "hide Gone\nshow \n", "filter", "filter \n", "fil\xff\xfe x\n",
	};
	struct list l;

	(void)state;
	for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
		list_fresh(&l, &FIVE);
		list_restore(&l, TEXTS[i]);
		list_refresh(&l, 0);
		assert_string_equal(ids_of(&l), "H 1 2 3 H 4 5");
		list_done(&l);
	}
}

static void drawn(struct list *l, struct canvas *c)
{
	canvas_begin(c);
	list_draw(l, c, (struct area){0, 0, c->rows, c->cols});
	canvas_end(c);
}

static void hidden_rows_are_told_of_above_the_list(void **state)
{
	struct canvas *c = canvas_grid_new(8, 40, true);
	struct list l;

	(void)state;
	list_fresh(&l, &FIVE);
	drawn(&l, c);
	assert_string_equal(canvas_grid_row(c, 0), "  To do");
	types(&l, "okafor");
	list_type(&l, K_ENTER);
	drawn(&l, c);
	assert_string_equal(canvas_grid_row(c, 0), " 2 of 5 shown: /okafor  Esc shows all");
	assert_string_equal(canvas_grid_row(c, 2), "> Grace Okafor        Hospital        4");
	assert_int_equal(c->focus_y, 2);
	canvas_close(c);
	list_done(&l);
}

static void a_mark_stands_before_the_column_that_the_order_goes_by(void **state)
{
	struct canvas *c = canvas_grid_new(8, 40, true), *low = canvas_grid_new(3, 40, true);
	struct list l;

	(void)state;
	list_fresh(&l, &FIVE);
	list_order_by(&l, KNOWN);
	drawn(&l, c);
	assert_string_equal(canvas_grid_row(c, 0), "  Who                 Agency    v Known");
	drawn(&l, low);
	assert_string_equal(canvas_grid_row(low, 0), " By Known, highest first");
	l.order.toggled = 1u << KNOWN;
	drawn(&l, c);
	assert_string_equal(canvas_grid_row(c, 0), " By Known, highest first");
	assert_string_equal(canvas_grid_row(c, 1), "  Who                         Agency");
	canvas_close(c);
	canvas_close(low);
	list_done(&l);
}

/* A hundred rows of which some go. */
struct many { int64_t id[100]; size_t n; };
static size_t many_count(const void *arg) { return ((const struct many *)arg)->n; }
static int64_t many_id(const void *arg, size_t row) { return ((const struct many *)arg)->id[row]; }
static void many_text(const void *arg, size_t row, char *out, size_t room)
{
	snprintf(out, room, "row %d", (int)many_id(arg, row));
}
static void many_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	char out[32];

	many_text(arg, row, out, sizeof out);
	canvas_text(c, a.y, a.x, a.cols, LOOK_PLAIN, out);
}
static const struct list_source MANY = {many_count, NULL, many_id, many_text, many_draw};

static void goes(struct many *m, int64_t which)
{
	size_t at = 0;

	for (size_t i = 0; i < m->n; i++)
		if (m->id[i] != which)
			m->id[at++] = m->id[i];
	m->n = at;
}

static void hundred_begin(struct many *m, struct list *l, int64_t at)
{
	m->n = 100;
	for (int i = 0; i < 100; i++)
		m->id[i] = i + 1;
	list_init(l, &MANY, m);
	list_refresh(l, 0);
	list_select(l, at);
}

static void rows_that_go_above_leave_the_row_where_it_is_on_the_screen(void **state)
{
	struct canvas *c = canvas_grid_new(10, 40, true);
	struct many m;
	struct list l;
	int64_t at;

	(void)state;
	hundred_begin(&m, &l, 50);
	drawn(&l, c);
	list_act(&l, ACT_UP);
	list_act(&l, ACT_UP);
	drawn(&l, c);
	assert_int_equal(c->focus_y, 7);
	at = list_id(&l);
	goes(&m, 3);
	goes(&m, 47);
	list_refresh(&l, at);
	drawn(&l, c);
	assert_int_equal(list_id(&l), 48);
	assert_int_equal(c->focus_y, 7);
	canvas_close(c);
	list_done(&l);
}

static void where_the_row_itself_goes_the_next_one_is_stood_on(void **state)
{
	struct many m;
	struct list l;

	(void)state;
	hundred_begin(&m, &l, 50);
	for (int64_t i = 1; i <= 20; i++)
		goes(&m, i);
	goes(&m, 50);
	goes(&m, 51);
	list_refresh(&l, 50);
	assert_int_equal(list_id(&l), 52);
	list_done(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_are_in_order_of_their_family_names),
		cmocka_unit_test(what_is_not_known_comes_last_either_way_and_equals_stay),
		cmocka_unit_test(the_usual_order_comes_back_with_its_headings_and_the_row_stays),
		cmocka_unit_test(a_filter_keeps_the_order),
		cmocka_unit_test(what_was_chosen_comes_back_from_its_text),
		cmocka_unit_test(a_text_of_another_version_does_no_harm),
		cmocka_unit_test(hidden_rows_are_told_of_above_the_list),
		cmocka_unit_test(a_mark_stands_before_the_column_that_the_order_goes_by),
		cmocka_unit_test(rows_that_go_above_leave_the_row_where_it_is_on_the_screen),
		cmocka_unit_test(where_the_row_itself_goes_the_next_one_is_stood_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
