#include "widgets/order_form.h"

#include <stdio.h>

#include "input.h"

static const struct list_column *column_at(const struct order_form *f, size_t row)
{
	return &f->of->columns->column[f->column[row]];
}

static size_t columns_count(const void *arg)
{
	return ((const struct order_form *)arg)->n;
}

static int64_t column_id(const void *arg, size_t row)
{
	return (int64_t)((const struct order_form *)arg)->column[row] + 1;
}

static void column_name(const void *arg, size_t row, char *out, size_t room)
{
	snprintf(out, room, "%s", column_at(arg, row)->name);
}

static void column_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	enum { NAME_CELLS = 16 };
	const struct order_form *f = arg;
	const struct list *of = f->of;
	bool is_shown = column_is_shown(of->columns, &of->order, f->column[row]);

	canvas_text(c, a.y, a.x, 4, LOOK_PLAIN, is_shown ? "[x]" : "[ ]");
	canvas_text(c, a.y, a.x + 4, NAME_CELLS, is_shown ? LOOK_STRONG : LOOK_PLAIN, column_at(f, row)->name);
	if (of->order.by == (int)f->column[row])
		canvas_textf(c, a.y, a.x + 4 + NAME_CELLS, a.cols - 4 - NAME_CELLS, LOOK_STRONG, "%s %s",
			of->order.is_down ? "v" : "^", column_way(column_at(f, row), of->order.is_down));
}

static const struct list_source COLUMNS = {columns_count, NULL, column_id, column_name, column_draw};

/* Those that have a place in a line however wide; the others are of other lists that
 * share their columns. */
static void columns_find(struct order_form *f)
{
	enum { WIDE = 1000 };
	struct column col[COLUMNS_MOST] = {{0, 0, 0}};
	const struct list_columns *columns = f->of->columns;

	columns->widths(f->of->arg, WIDE, col);
	for (size_t i = 0; i < columns->n; i++)
		if (col[i].cells || col[i].share)
			f->column[f->n++] = i;
}

void order_form_init(struct order_form *f, struct list *of)
{
	*f = (struct order_form){.of = of};
	columns_find(f);
	list_init(&f->list, &COLUMNS, f);
	list_refresh(&f->list, 0);
	if (of->order.by >= 0)
		list_select(&f->list, of->order.by + 1);
}

void order_form_done(struct order_form *f)
{
	list_done(&f->list);
}

static void turn(struct order_form *f, size_t column)
{
	f->of->order.toggled ^= 1u << column;
}

enum order_said order_form_key(struct order_form *f, uint32_t key)
{
	int64_t column = list_id(&f->list) - 1;

	switch (key) {
	case K_ENTER:
		if (column >= 0)
			list_order_by(f->of, (int)column);
		return column >= 0 ? OF_ORDERED : OF_STAYS;
	case K_SPACE:
		if (column >= 0)
			turn(f, (size_t)column);
		return OF_STAYS;
	case '0':
		list_as_usual(f->of);
		return OF_USUAL;
	case K_ESC: case 'q': case K_CTRL('G'): case 's':
		return OF_LEFT;
	case K_DOWN: case 'j':
		list_act(&f->list, ACT_DOWN);
		return OF_STAYS;
	case K_UP: case 'k':
		list_act(&f->list, ACT_UP);
		return OF_STAYS;
	default:
		return OF_STAYS;
	}
}

void order_form_draw(struct order_form *f, struct canvas *c, struct area a)
{
	canvas_fill(c, a.y, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	canvas_text(c, a.y, a.x + 2, a.cols - 4, LOOK_HEADING, " Columns and order ");
	list_draw(&f->list, c, (struct area){a.y + 1, a.x, a.rows - 1, a.cols});
}

const char *order_form_hint(int cells)
{
	return cells < 76 ? "Enter order  Space show  0 usual  Esc"
		: "Enter order by it, again turns it  Space show or hide  0 as usual  Esc leave";
}
