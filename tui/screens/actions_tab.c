#include "screens/actions_tab.h"

#include <stdio.h>

#include "screens/kept.h"
#include "screens/show.h"

enum { PAGE_ROWS = 5 };

static size_t action_count(const void *arg)
{
	return ((const struct actions_tab *)arg)->line_n;
}

static int64_t action_id(const void *arg, size_t row)
{
	return ((const struct actions_tab *)arg)->line[row].id;
}

static const char *whose(const struct actions_tab *t, const struct action_line *l)
{
	return l->agency ? show_agency(t->app, l->agency) : l->worker;
}

static void action_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct actions_tab *t = arg;

	snprintf(out, room, "%s %s %s", whose(t, &t->line[row]), t->line[row].what,
		t->line[row].is_done ? "done" : "");
}

enum { TC_STATE, TC_BY, TC_WHOSE, TC_WHAT, TC_COUNT };

static const struct list_column COLUMNS[TC_COUNT] = {
	[TC_STATE] = {"State", NULL, ORDER_TEXT, 0},
	[TC_BY] = {"Due", NULL, ORDER_DAY, 0},
	[TC_WHOSE] = {"Whose", NULL, ORDER_TEXT, 0},
	[TC_WHAT] = {"What", NULL, ORDER_TEXT, 0},
};

static void action_widths(const void *arg, int cells, struct column *col)
{
	(void)arg;
	col[TC_STATE].cells = 10;
	col[TC_BY].cells = 8;
	col[TC_WHOSE].cells = cells < 60 ? 0 : 12;
	col[TC_WHAT] = (struct column){12, 1, 0};
}

static void action_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct actions_tab *t = arg;
	const struct action_line *l = &t->line[row];
	bool is_late = !l->is_done && l->by < session_today(t->app->session);

	switch (column) {
	case TC_STATE:
		out->look = is_late ? LOOK_URGENT : LOOK_PLAIN;
		cell_text(out, l->is_done ? "done" : is_late ? "! late" : "by");
		break;
	case TC_BY:
		out->look = is_late ? LOOK_URGENT : LOOK_PLAIN;
		if (!l->is_done)
			show_day_cell(t->app, l->by, out);
		break;
	case TC_WHOSE: cell_text(out, whose(t, l)); break;
	case TC_WHAT:  cell_text(out, t->app->mask ? "(masked)" : l->what); break;
	}
}

static const struct list_columns ACTION_COLUMNS = {COLUMNS, TC_COUNT, .widths = action_widths, .cell = action_cell};

static void action_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	list_row_draw(&((const struct actions_tab *)arg)->list, row, c, a);
}

static const struct list_source ACTION_LINES = {action_count, NULL, action_id, action_text, action_draw};

void actions_tab_init(struct actions_tab *t, const struct app *app)
{
	t->app = app;
	list_init(&t->list, &ACTION_LINES, t);
	kept_begin(app, &t->list, &ACTION_COLUMNS, "person-actions", false);
}

void actions_tab_done(struct actions_tab *t)
{
	list_done(&t->list);
	page_done(&t->page);
}

enum status actions_tab_fill(struct actions_tab *t, int64_t person, struct arena *a, struct err *e)
{
	int64_t id = list_id(&t->list);
	struct action_line *line;
	size_t n;
	enum status st = actions_of(t->app->session, person, a, &line, &n, e);

	if (st != ST_OK)
		return st;
	t->line = line;
	t->line_n = n;
	t->to_do = 0;
	for (size_t i = 0; i < n; i++)
		t->to_do += !line[i].is_done;
	list_refresh(&t->list, id);
	t->in_page = t->in_page && n;
	return ST_OK;
}

static const struct action_line *selected(const struct actions_tab *t)
{
	size_t row;

	return list_selected(&t->list, &row) ? &t->line[row] : NULL;
}

static void page_fill(struct actions_tab *t)
{
	const struct action_line *l = selected(t);
	int top = t->in_page ? t->page.top : 0;

	page_clear(&t->page);
	if (l)
		page_add(&t->page, LOOK_PLAIN, NULL, t->app->mask ? "(masked)" : l->what);
	t->page.top = top;
}

void actions_tab_draw(struct actions_tab *t, struct canvas *c, struct area a)
{
	int rows = a.rows - PAGE_ROWS - 1, y, x;

	page_fill(t);
	if (!t->line_n) {
		(void)canvas_wrap(c, (struct area){a.y, a.x + 2, 3, a.cols - 2}, LOOK_PLAIN,
			"No actions. F keeps one; so does T, on Asked again, of what to tell an assessor.");
		canvas_focus(c, a.y, a.x + 2);
		return;
	}
	if (t->in_page) {
		page_draw(&t->page, c, (struct area){a.y, a.x + 1, a.rows, a.cols - 2});
		canvas_focus(c, a.y, a.x + 1);
		return;
	}
	t->is_low = rows < 1 || t->app->mask;
	if (t->is_low) {
		list_draw(&t->list, c, a);
		return;
	}
	list_draw(&t->list, c, (struct area){a.y, a.x, rows, a.cols});
	y = c->focus_y;
	x = c->focus_x;
	canvas_fill(c, a.y + rows, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	page_draw(&t->page, c, (struct area){a.y + rows + 1, a.x + 1, PAGE_ROWS, a.cols - 2});
	canvas_focus(c, y, x);
}

void actions_tab_act(struct actions_tab *t, enum act act)
{
	if (act == ACT_PANE || act == ACT_OPEN) {
		t->in_page = !t->in_page;
		t->page.top = 0;
	} else if (t->in_page) {
		page_act(&t->page, act);
	}
}

bool actions_tab_level_up(struct actions_tab *t)
{
	bool was = t->in_page;

	t->in_page = false;
	return was;
}

struct list *actions_tab_list(struct actions_tab *t)
{
	return t->in_page ? NULL : &t->list;
}

int64_t actions_tab_selected(const struct actions_tab *t)
{
	const struct action_line *l = selected(t);

	return l ? l->id : 0;
}

const char *actions_tab_why_not(const struct actions_tab *t, enum act act)
{
	const struct action_line *l = selected(t);

	if (act != ACT_DONE)
		return page_pane_why_not(&t->page, t->in_page, !t->is_low, act);
	if (t->list.marked.n)
		return NULL;
	return !l ? "There is nothing to do here." : l->is_done ? "This is done already; u takes that back." : NULL;
}
