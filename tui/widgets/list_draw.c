/*
 * list_draw.c - a list on the canvas: above it what a filter hides and what the order is,
 * then the rows in its window, the selected one with the focus.
 */
#include "widgets/list.h"

#include <stdio.h>

/* Moves the window no further than the selected row needs; on a slow line by half
 * of it, so that the next steps stay inside. */
static void follow(struct list *l, bool by_half)
{
	size_t height = (size_t)l->height, first = l->row, more = by_half ? height / 2 : 0;

	if (first && list_is_heading(l, l->shown.v[first - 1]) && height > 1)
		first--; /* a group's first row brings its heading along */
	if (first < l->top)
		l->top = first > more ? first - more : 0;
	if (l->row >= l->top + height)
		l->top = l->row - height + 1 + more;
	if (l->top + height > l->shown.n)
		l->top = l->shown.n > height ? l->shown.n - height : 0;
}

/* Above the rows --------------------------------------------------------------- */

enum { HEADING_LEAST = 4 }; /* rows of an area that has one for the names of columns */

static bool tells_filter(const struct list *l)
{
	return list_is_filtered(l) && !l->is_typing && !l->tells_itself;
}

static bool tells_columns(const struct list *l, struct area a)
{
	return l->columns && (l->columns->has_heading || (!columns_are_usual(&l->order) && a.rows >= HEADING_LEAST));
}

/* Where no name is there to bear the mark, words say what the order is. */
static bool tells_order(const struct list *l, struct area a)
{
	struct column col[COLUMNS_MOST];

	if (!list_is_ordered(l))
		return false;
	if (l->is_growing)
		return true;
	columns_of_line(l->columns, &l->order, l->arg, a.cols - LIST_MARGIN, col);
	return !tells_columns(l, a) || !col[l->order.by].cells;
}

int list_head_rows(const struct list *l, struct area a)
{
	return (tells_filter(l) || tells_order(l, a)) + tells_columns(l, a);
}

static void filter_tell(const struct list *l, bool has_order, struct canvas *c, struct area a)
{
	int x = a.x + 1, end = a.x + a.cols;

	if (tells_filter(l)) {
		x += canvas_textf(c, a.y, x, end - x, LOOK_STRONG, "%zu of %zu%s %s: /%s", list_rows(l), list_rows_all(l),
			l->has_rest && !l->is_growing ? "+" : "", l->is_growing ? "read so far" : "shown",
			l->hides_words ? "(masked)" : l->filter.text) + 2;
	}
	if (has_order && x < end) {
		const struct list_column *by = &l->columns->column[l->order.by];

		x += canvas_textf(c, a.y, x, end - x, LOOK_HEADING, "By %s, %s", by->name,
			column_way(by, l->order.is_down)) + 2;
	}
	if (l->is_growing && !tells_filter(l) && x < end)
		x += canvas_textf(c, a.y, x, end - x, LOOK_PLAIN, "%zu read so far", list_rows_all(l)) + 2;
	if (tells_filter(l) && x + 13 < end)
		canvas_text(c, a.y, x, end - x, LOOK_PLAIN, "Esc shows all");
}

static struct area head_draw(const struct list *l, struct canvas *c, struct area a)
{
	bool has_order = tells_order(l, a);
	int head = list_head_rows(l, a);

	if (tells_filter(l) || has_order)
		filter_tell(l, has_order, c, a);
	if (tells_columns(l, a))
		columns_heading_draw(l->columns, &l->order, l->arg, c,
			(struct area){a.y + head - 1, a.x + LIST_MARGIN, 1, a.cols - LIST_MARGIN});
	return (struct area){a.y + head, a.x, a.rows - head, a.cols};
}

void list_row_draw(const struct list *l, size_t row, struct canvas *c, struct area a)
{
	struct column col[COLUMNS_MOST];

	columns_of_line(l->columns, &l->order, l->arg, a.cols, col);
	for (size_t i = 0; i < l->columns->n; i++)
		column_cell_draw(l->columns, i, &col[i], l->arg, row, c, a);
}

enum { PASSING_COLS = 22 }; /* of a row that passes: a name, as fast as a slow line carries it */

/* Of a window that moves while a key is held on a slow line only the selected row is drawn,
 * where the first of them stood: the next costs no more than its letters. */
static bool passes(struct list *l, const struct canvas *c)
{
	size_t above, last = l->shown.n > (size_t)l->height ? l->shown.n - (size_t)l->height : 0;

	if (!c->is_passing || l->top == l->drawn) {
		l->passing = 0;
		l->drawn = l->top;
		return false;
	}
	if (!l->passing)
		l->passing = l->row - l->top + 1;
	above = l->passing - 1;
	l->top = l->row < above ? 0 : l->row - above < last ? l->row - above : last;
	return true;
}

void list_draw(struct list *l, struct canvas *c, struct area whole)
{
	struct area a = head_draw(l, c, whole);
	bool is_passing;

	l->at = a;
	l->height = a.rows > 0 ? a.rows : 1;
	follow(l, c->is_slow);
	is_passing = passes(l, c);
	for (int i = 0; i < a.rows; i++) {
		size_t at = l->top + (size_t)i, row;
		bool heading;

		if (at >= l->shown.n)
			break;
		if (is_passing && at != l->row)
			continue;
		row = l->shown.v[at];
		heading = list_is_heading(l, row);
		if (!heading && list_is_marked(l, l->source->id(l->arg, row)))
			canvas_text(c, a.y + i, a.x + 1, 1, LOOK_MARKED, LOOKS[LOOK_MARKED].mark);
		l->source->draw(l->arg, row, c, (struct area){a.y + i, a.x + LIST_MARGIN, 1,
			is_passing && a.cols > PASSING_COLS ? PASSING_COLS : a.cols - LIST_MARGIN});
		if (at == l->row && !heading) {
			/* bold would double what a step sends */
			canvas_text(c, a.y + i, a.x, 1, c->is_slow ? LOOK_PLAIN : LOOK_MARKER, LOOKS[LOOK_MARKER].mark);
			canvas_focus(c, a.y + i, a.x);
		}
	}
	if (!l->shown.n)
		canvas_focus(c, a.y, a.x);
}

/* Rows before `at` that are no headings. */
static size_t rows_before(const struct list *l, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < at && i < l->shown.n; i++)
		n += !list_is_heading(l, l->shown.v[i]);
	return n;
}

void list_cut_tell(const struct list *l, char out[static LIST_CUT])
{
	const char *more = l->has_rest ? "+" : "";
	size_t first, last;

	*out = '\0';
	if (l->shown.n <= (size_t)l->height || l->passing) /* at every row that passes a slow line would carry it anew */
		return;
	first = rows_before(l, l->top) + 1;
	last = rows_before(l, l->top + (size_t)l->height);
	if (first < last)
		snprintf(out, LIST_CUT, "%zu-%zu of %zu%s", first, last, list_rows(l), more);
	else
		snprintf(out, LIST_CUT, "%zu of %zu%s", last, list_rows(l), more);
}
