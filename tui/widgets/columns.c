#include "widgets/columns.h"

#include <stdio.h>
#include <string.h>

void columns_lay(struct column *col, size_t n, int cells)
{
	int left = cells, shares = 0, x = 0;

	for (size_t i = 0; i < n; i++) {
		left -= col[i].cells;
		shares += col[i].share;
	}
	if (left < 0)
		left = 0;
	for (size_t i = 0; i < n; i++) {
		int more = shares ? left * col[i].share / shares : 0;

		left -= more;
		shares -= col[i].share;
		col[i].cells += more;
		col[i].x = x;
		x += col[i].cells;
	}
}

void column_text(
	struct canvas *c, struct area a, const struct column *col, enum look look, const char *text)
{
	int cells = col->cells - 1 < a.cols - col->x ? col->cells - 1 : a.cols - col->x;

	canvas_text(c, a.y, a.x + col->x, cells, look, text);
}

void cell_text(struct cell *cell, const char *text)
{
	snprintf(cell->text, sizeof cell->text, "%s", text ? text : "");
}

void cell_number(struct cell *cell, int64_t n)
{
	cell->number = n;
	snprintf(cell->text, sizeof cell->text, "%lld", (long long)n);
}

bool columns_are_usual(const struct list_order *o)
{
	return o->by < 0 && !o->toggled;
}

static bool is_shown_usually(const struct list_column *col, const struct list_order *o)
{
	if (col->flags & COLUMN_FLAT)
		return o->by >= 0;
	return !(col->flags & COLUMN_EXTRA);
}

bool column_is_shown(const struct list_columns *columns, const struct list_order *o, size_t column)
{
	return is_shown_usually(&columns->column[column], o) != ((o->toggled >> column & 1) != 0);
}

const char *column_way(const struct list_column *col, bool is_down)
{
	static const char *const WAYS[][2] = {
		[ORDER_TEXT] = {"A to Z", "Z to A"},
		[ORDER_NUMBER] = {"lowest first", "highest first"},
		[ORDER_DAY] = {"earliest first", "latest first"},
	};

	return WAYS[col->order][is_down];
}

static int cells_in_all(const struct column *col, size_t n)
{
	int all = 0;

	for (size_t i = 0; i < n; i++)
		all += col[i].cells;
	return all;
}

/* What was chosen may be more than a line holds: then the last go, the first and the
 * one that the order goes by never. */
static void drop_what_has_no_room(const struct list_order *o, size_t n, int cells, struct column *col)
{
	size_t first = 0;

	while (first < n && !col[first].cells && !col[first].share)
		first++;
	for (size_t i = n; i-- > first + 1 && cells_in_all(col, n) > cells;)
		if ((int)i != o->by)
			col[i] = (struct column){0, 0, 0};
}

void columns_of_line(const struct list_columns *columns, const struct list_order *o, const void *arg, int cells,
	struct column out[static COLUMNS_MOST])
{
	if (columns->cells_most && cells > columns->cells_most)
		cells = columns->cells_most;
	memset(out, 0, COLUMNS_MOST * sizeof *out);
	columns->widths(arg, cells, out);
	for (size_t i = 0; i < columns->n; i++)
		if (!column_is_shown(columns, o, i))
			out[i] = (struct column){0, 0, 0};
	if (!columns_are_usual(o))
		drop_what_has_no_room(o, columns->n, cells, out);
	columns_lay(out, columns->n, cells);
}

static void text_draw(const struct list_column *spec, const struct column *col, enum look look, const char *text,
	struct canvas *c, struct area a)
{
	struct column whole = *col;
	int pad;

	if (spec->flags & COLUMN_TO_END)
		whole.cells++;
	pad = spec->flags & COLUMN_RIGHT ? whole.cells - 1 - canvas_measure(c, text) : 0;
	if (pad > 0) {
		canvas_text(c, a.y, a.x + whole.x, pad, LOOK_PLAIN, "");
		whole.x += pad;
		whole.cells -= pad;
	}
	column_text(c, a, &whole, look, text);
}

void column_cell_draw(const struct list_columns *columns, size_t column, const struct column *col, const void *arg,
	size_t row, struct canvas *c, struct area a)
{
	struct cell cell;

	if (!col->cells)
		return;
	cell.look = LOOK_PLAIN;
	cell.number = CELL_NOTHING;
	cell.text[0] = '\0';
	columns->cell(arg, row, column, &cell);
	text_draw(&columns->column[column], col, cell.look, cell.text, c, a);
}

/* The mark stays whatever has to be cut: before it the blank goes, then the name. */
static void name_draw(const struct list_column *spec, const struct column *col, const char *mark, struct canvas *c,
	struct area a)
{
	int room = col->cells - 1 + ((spec->flags & COLUMN_TO_END) != 0), with_mark = room - (*mark ? 2 : 0);
	const char *name = spec->brief && canvas_measure(c, spec->name) > with_mark ? spec->brief : spec->name;
	char text[64];

	snprintf(text, sizeof text, "%s%s%s", mark, *mark && with_mark > 0 ? " " : "", *mark && room < 2 ? "" : name);
	text_draw(spec, col, LOOK_HEADING, text, c, a);
}

void columns_heading_draw(const struct list_columns *columns, const struct list_order *o, const void *arg,
	struct canvas *c, struct area a)
{
	struct column col[COLUMNS_MOST];

	columns_of_line(columns, o, arg, a.cols, col);
	for (size_t i = 0; i < columns->n; i++)
		if (col[i].cells && (!(columns->column[i].flags & COLUMN_UNNAMED) || (int)i == o->by))
			name_draw(&columns->column[i], &col[i], (int)i != o->by ? "" : o->is_down ? "v" : "^", c, a);
}
