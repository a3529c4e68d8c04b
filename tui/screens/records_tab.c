#include "screens/records_tab.h"

#include <stdio.h>
#include <string.h>

#include "screens/kept.h"

enum {
	CELL_LEAST = 15,   /* a column narrower than this says too little */
	LABEL_CELLS = 18,
	LABEL_NARROW = 12,
	NARROW = 60,
	PAGE_LEAST = 4,    /* rows for the page, else it opens over the list */
	PAGE_MOST = 9,
	LIST_LEAST = 6,
};

/* The list ---------------------------------------------------------------- */

static const struct record_lines *lines_of(const struct records_tab *t)
{
	return t->has_columns ? &t->by_agency : &t->by_value;
}

static size_t record_count(const void *arg)
{
	return lines_of(arg)->n;
}

static bool record_is_heading(const void *arg, size_t row)
{
	return lines_of(arg)->v[row].kind == LINE_AGENCIES;
}

static int64_t record_id(const void *arg, size_t row)
{
	return lines_of(arg)->v[row].id;
}

static void record_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct record_line *l = &lines_of(arg)->v[row];
	size_t at = (size_t)snprintf(out, room, "%s %s %s %s %s", l->label, l->value, l->who,
		l->link ? l->link : "", l->is_disputed ? "disagree" : "");

	for (size_t i = 0; l->cell && at < room && i < ((const struct records_tab *)arg)->person->record_n; i++)
		at += (size_t)snprintf(out + at, room - at, " %s", l->cell[i]);
}

static int label_cells(int cols)
{
	return cols < NARROW ? LABEL_NARROW : LABEL_CELLS;
}

/* "Council  A1  J. Obi, 01999 500400  10 Jun to 2 Sep  certain 33.4" */
enum { TC_AGENCY, TC_NUMBER, TC_REACH, TC_WHEN, TC_LINK, TC_COUNT };

static const struct list_column COLUMNS[TC_COUNT] = {
	[TC_AGENCY] = {"Agency", NULL, ORDER_TEXT, 0},
	[TC_NUMBER] = {"Number", NULL, ORDER_TEXT, 0},
	[TC_REACH] = {"Whom to reach", "Reach", ORDER_TEXT, 0},
	[TC_WHEN] = {"Last seen", NULL, ORDER_DAY, COLUMN_DOWN_FIRST},
	[TC_LINK] = {"Link", NULL, ORDER_NUMBER, COLUMN_DOWN_FIRST},
};

static void record_widths(const void *arg, int cells, struct column *col)
{
	bool is_narrow = cells < NARROW;

	(void)arg;
	col[TC_AGENCY] = (struct column){12, 1, 0};
	col[TC_NUMBER] = (struct column){is_narrow ? 9 : 11, 1, 0};
	col[TC_REACH] = (struct column){is_narrow ? 0 : 22, is_narrow ? 0 : 2, 0};
	col[TC_WHEN].cells = is_narrow ? 0 : 17;
	col[TC_LINK] = (struct column){14, 1, 0};
}

static void record_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct record_line *l = &lines_of(arg)->v[row];

	if (l->kind != LINE_RECORD)
		return;
	switch (column) {
	case TC_AGENCY:
		out->look = LOOK_STRONG;
		cell_text(out, l->label);
		break;
	case TC_NUMBER: cell_text(out, l->value); break;
	case TC_REACH:  cell_text(out, l->who); break;
	case TC_WHEN:
		cell_text(out, l->when);
		out->number = l->last;
		break;
	case TC_LINK:
		cell_text(out, l->link);
		out->number = l->weight;
		break;
	}
}

static bool record_stays(const void *arg, size_t row)
{
	return lines_of(arg)->v[row].kind != LINE_RECORD;
}

static const struct list_columns RECORD_COLUMNS = {COLUMNS, TC_COUNT, .widths = record_widths, .cell = record_cell,
	.stays = record_stays};

static void value_line_draw(const struct record_line *l, struct canvas *c, struct area a)
{
	struct column col[] = {{label_cells(a.cols), 0, 0}, {2, 0, 0}, {12, 2, 0}, {6, 3, 0}};
	int value = canvas_measure(c, l->value) + 1, who = canvas_measure(c, l->who) + 1, more;

	columns_lay(col, 4, a.cols);
	/* the one that is longer than its column takes what the other leaves */
	more = value - col[2].cells < col[3].cells - who ? value - col[2].cells : col[3].cells - who;
	if (more > 0) {
		col[2].cells += more;
		col[3].x += more;
		col[3].cells -= more;
	}
	column_text(c, a, &col[0], LOOK_PLAIN, l->label);
	if (l->is_disputed)
		canvas_text(c, a.y, a.x + col[1].x, 1, LOOK_DISPUTED, LOOKS[LOOK_DISPUTED].mark);
	column_text(c, a, &col[2], l->is_disputed ? LOOK_DISPUTED : LOOK_PLAIN, l->value);
	column_text(c, a, &col[3], LOOK_PLAIN, l->who);
}

static void cells_draw(
	const struct record_line *l, size_t n, struct canvas *c, struct area a)
{
	int label = label_cells(a.cols), each = (a.cols - label) / (int)n;

	canvas_text(c, a.y, a.x, label - 1, LOOK_PLAIN, l->label);
	for (size_t i = 0; i < n; i++) {
		int x = a.x + label + (int)i * each;
		bool differs = l->differs && l->differs[i];
		enum look look = l->kind == LINE_AGENCIES ? LOOK_HEADING
			: differs ? LOOK_DISPUTED : LOOK_PLAIN;

		if (differs)
			canvas_text(c, a.y, x, 1, LOOK_DISPUTED, LOOKS[LOOK_DISPUTED].mark);
		canvas_text(c, a.y, x + 1, each - 2, look, l->cell[i]);
	}
}

static void record_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct records_tab *t = arg;
	const struct record_line *l = &lines_of(t)->v[row];

	if (l->kind == LINE_RECORD)
		list_row_draw(&t->list, row, c, a);
	else if (l->cell)
		cells_draw(l, t->person->record_n, c, a);
	else
		value_line_draw(l, c, a);
}

static const struct list_source RECORDS = {
	record_count, record_is_heading, record_id, record_text, record_draw};

/* The tab ----------------------------------------------------------------- */

void records_tab_init(struct records_tab *t, const struct app *app)
{
	*t = (struct records_tab){.app = app};
	list_init(&t->list, &RECORDS, t);
	kept_begin(app, &t->list, &RECORD_COLUMNS, "person-records", false);
}

void records_tab_done(struct records_tab *t)
{
	list_done(&t->list);
	page_done(&t->page);
	arena_free(t->page_arena);
}

static const struct record_line *selected(const struct records_tab *t)
{
	size_t row;

	return list_selected(&t->list, &row) ? &lines_of(t)->v[row] : NULL;
}

void records_tab_moved(struct records_tab *t)
{
	records_page_fill(t, selected(t));
}

enum status records_tab_fill(
	struct records_tab *t, const struct person *p, struct arena *a, struct err *e)
{
	struct records_tab made = {.app = t->app, .person = p};
	int64_t at = list_id(&t->list); /* by the lines that go */
	enum status st = records_tell(t->app->session, p, a, &made.told, e);

	if (st == ST_OK)
		st = records_lines_make(&made, a, e);
	if (st != ST_OK)
		return st;
	t->person = p;
	t->told = made.told;
	t->by_value = made.by_value;
	t->by_agency = made.by_agency;
	t->disputed = made.disputed;
	list_refresh(&t->list, at);
	records_tab_moved(t);
	return ST_OK;
}

void records_tab_clear(struct records_tab *t)
{
	t->by_value.n = t->by_agency.n = 0;
	t->in_page = false;
	list_refresh(&t->list, 0);
	records_tab_moved(t);
}

struct list *records_tab_list(struct records_tab *t)
{
	return t->in_page ? NULL : &t->list;
}

size_t records_tab_record(const struct records_tab *t)
{
	const struct record_line *l = selected(t);

	return l ? l->record : RECORD_NONE;
}

void records_tab_act(struct records_tab *t, enum act act)
{
	if (act == ACT_PANE || act == ACT_OPEN)
		t->in_page = !t->in_page;
	else if (t->in_page)
		page_act(&t->page, act);
}

const char *records_tab_why_not(const struct records_tab *t, enum act act)
{
	if ((act == ACT_PANE || act == ACT_OPEN) && !t->in_page && !t->is_low && !page_is_cut(&t->page))
		return "All about this line is on the screen.";
	if (act == ACT_SEPARATE && t->person && t->person->record_n < 2)
		return "This person has one record: there is nothing to separate.";
	if (t->in_page && (act == ACT_FILTER || act == ACT_NEXT_HIT || act == ACT_PREV_HIT))
		return "Tab goes back to the list first.";
	return t->in_page ? page_why_not(&t->page, act) : NULL;
}

bool records_tab_level_up(struct records_tab *t)
{
	bool was = t->in_page;

	t->in_page = false;
	return was;
}

/* Drawing ----------------------------------------------------------------- */

static void title_draw(const struct records_tab *t, struct canvas *c, struct area a)
{
	size_t n = t->person->record_n;

	if (t->disputed)
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_HEADING,
			a.cols < NARROW ? "%zu records; disputed (?): %zu"
			: t->disputed == 1 ? "%zu records; agencies disagree on %zu thing (?)"
			: "%zu records; agencies disagree on %zu things (?)", n, t->disputed);
	else
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_HEADING, "%zu record%s", n,
			n == 1 ? "" : "s, nothing disputed");
}

/* A column for each agency where all of them find room. */
static void form_choose(struct records_tab *t, int cols)
{
	int room = cols - LIST_MARGIN - label_cells(cols), n = (int)t->person->record_n;
	bool has_columns = n > 1 && room / n >= CELL_LEAST;

	if (has_columns == t->has_columns)
		return;
	t->has_columns = has_columns;
	list_refresh(&t->list, 0);
	records_tab_moved(t);
}

void records_tab_draw(struct records_tab *t, struct canvas *c, struct area a)
{
	int page = a.rows - 2 - LIST_LEAST;

	if (!t->person || !lines_of(t)->n)
		return;
	form_choose(t, a.cols);
	page = page > PAGE_MOST ? PAGE_MOST : page;
	page = page > a.rows / 2 ? a.rows / 2 : page;
	t->is_low = page < PAGE_LEAST;
	if (t->is_low && t->in_page) {
		page_draw(&t->page, c, (struct area){a.y, a.x + 1, a.rows, a.cols - 2});
		canvas_focus(c, a.y, a.x + 1);
		return;
	}
	title_draw(t, c, a);
	list_draw(&t->list, c,
		(struct area){a.y + 1, a.x, a.rows - 1 - (t->is_low ? 0 : page + 1), a.cols});
	if (!list_rows(&t->list))
		(void)canvas_wrap(c, (struct area){a.y + 1 + list_head_rows(&t->list, (struct area){a.y + 1, a.x, a.rows - 1, a.cols}),
			a.x + 2, 2, a.cols - 2}, LOOK_PLAIN, "No line holds these words; Esc shows all.");
	if (t->is_low)
		return;
	canvas_fill(c, a.y + a.rows - page - 1, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	page_draw(&t->page, c, (struct area){a.y + a.rows - page, a.x + 1, page, a.cols - 2});
	if (t->in_page)
		canvas_focus(c, a.y + a.rows - page, a.x + 1);
}
