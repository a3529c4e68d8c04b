/*
 * list_order.c - rows put in order by a column, and what a list remembers of its rows
 * so that a key costs little however many there are.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "widgets/list.h"

enum { TEXT_MOST = 2048 };

void list_memory_forget(struct list *l)
{
	l->memory.text.n = l->memory.text_at.n = 0;
	l->memory.has_text = false;
}

void list_memory_done(struct list *l)
{
	vec_done(&l->memory.text);
	vec_done(&l->memory.text_at);
	vec_done(&l->memory.by_order);
	vec_done(&l->memory.shown.of);
	vec_done(&l->memory.before.of);
}

static bool stays(const struct list *l, size_t row)
{
	return l->columns && l->columns->stays && l->columns->stays(l->arg, row);
}

/* Texts ---------------------------------------------------------------------- */

static bool chars_push(struct list_memory *m, const char *text)
{
	size_t length = strlen(text) + 1;

	if (!vec_grow((void **)&m->text.v, &m->text.cap, m->text.n + length, 1))
		return false;
	memcpy(m->text.v + m->text.n, text, length);
	m->text.n += length;
	return true;
}

/* "NHS number" is asked for as nhs: */
static void column_name(const struct list_column *col, char out[static CELL_ROOM])
{
	text_fold(col->name, out, CELL_ROOM);
	out[strcspn(out, " ")] = '\0';
}

static void columns_tag(const struct list *l, size_t row, char *text, size_t room)
{
	char name[CELL_ROOM];
	struct cell cell;

	for (size_t i = 0; l->columns && i < l->columns->n; i++) {
		cell.text[0] = '\0';
		l->columns->cell(l->arg, row, i, &cell);
		column_name(&l->columns->column[i], name);
		words_tag(text, room, name, cell.text);
	}
}

static bool texts_fold(struct list *l)
{
	struct list_memory *m = &l->memory;
	size_t n = l->source->count(l->arg);

	list_memory_forget(l);
	for (size_t row = 0; row < n; row++) {
		char text[TEXT_MOST] = "", folded[TEXT_MOST];

		if (!list_is_heading(l, row))
			l->source->text(l->arg, row, text, sizeof text);
		if (m->by_column && !list_is_heading(l, row) && !stays(l, row))
			columns_tag(l, row, text, sizeof text);
		words_fold(text, folded, sizeof folded);
		if (!vec_push(&m->text_at, m->text.n) || !chars_push(m, folded))
			return false;
	}
	return true;
}

const char *list_memory_text(struct list *l, size_t row, bool by_column)
{
	struct list_memory *m = &l->memory;

	if (by_column && !m->by_column)
		m->has_text = false;
	m->by_column |= by_column;
	if (!m->has_text)
		m->has_text = texts_fold(l);
	return m->has_text && row < m->text_at.n ? m->text.v + m->text_at.v[row] : NULL;
}

/* Order ---------------------------------------------------------------------- */

struct sortable {
	size_t row, text_at;
	const char *text;  /* folded; NULL where numbers are compared */
	int64_t number;
};

static bool is_nothing(const struct sortable *s)
{
	return s->text ? !*s->text : s->number == CELL_NOTHING;
}

/* Those that have nothing there come last either way, equals stay as they came. */
static int compare(const struct sortable *a, const struct sortable *b, int way)
{
	int order;

	if (is_nothing(a) || is_nothing(b))
		order = is_nothing(a) - is_nothing(b);
	else if (a->text)
		order = way * strcmp(a->text, b->text);
	else
		order = way * ((a->number > b->number) - (a->number < b->number));
	return order ? order : (a->row > b->row) - (a->row < b->row);
}

static int compare_up(const void *a, const void *b)
{
	return compare(a, b, 1);
}

static int compare_down(const void *a, const void *b)
{
	return compare(a, b, -1);
}

struct ordering {
	VEC(struct sortable) row;
	VEC(char) text;
};

/* "grace okafor" as "okafor grace". */
static size_t family_first(char *folded)
{
	char turned[CELL_ROOM];
	char *last = strrchr(folded, ' ');

	if (last) {
		snprintf(turned, sizeof turned, "%s %.*s", last + 1, (int)(last - folded), folded);
		memcpy(folded, turned, strlen(turned) + 1);
	}
	return strlen(folded);
}

static bool sortable_add(const struct list *l, size_t row, struct ordering *o)
{
	const struct list_columns *columns = l->columns;
	bool is_text = columns->column[l->order.by].order == ORDER_TEXT;
	char folded[CELL_ROOM];
	struct cell cell;
	size_t length;

	cell.look = LOOK_PLAIN;
	cell.text[0] = '\0';
	cell.number = CELL_NOTHING;
	columns->cell(l->arg, row, (size_t)l->order.by, &cell);
	if (!vec_push(&o->row, (struct sortable){.row = row, .text_at = o->text.n, .number = cell.number}))
		return false;
	if (!is_text)
		return true;
	length = text_fold(cell.text, folded, sizeof folded) + 1;
	if (columns->column[l->order.by].flags & COLUMN_NAME)
		length = family_first(folded) + 1;
	if (!vec_grow((void **)&o->text.v, &o->text.cap, o->text.n + length, 1))
		return false;
	memcpy(o->text.v + o->text.n, folded, length);
	o->text.n += length;
	return true;
}

static bool ordering_make(const struct list *l, struct ordering *o)
{
	size_t n = l->source->count(l->arg);

	for (size_t row = 0; row < n; row++)
		if (!list_is_heading(l, row) && !stays(l, row) && !sortable_add(l, row, o))
			return false;
	for (size_t i = 0; i < o->row.n && o->text.n; i++)
		o->row.v[i].text = o->text.v + o->row.v[i].text_at;
	return true;
}

/* Out of memory it stays in the usual order. */
void list_memory_order(struct list *l)
{
	struct ordering o = {0};

	l->memory.by_order.n = 0;
	if (!list_is_ordered(l))
		return;
	if (!ordering_make(l, &o))
		l->order.by = -1;
	else if (o.row.n)
		qsort(o.row.v, o.row.n, sizeof *o.row.v, l->order.is_down ? compare_down : compare_up);
	for (size_t i = 0; i < o.row.n && list_is_ordered(l); i++)
		if (!vec_push(&l->memory.by_order, o.row.v[i].row))
			l->order.by = -1;
	for (size_t row = 0, n = l->source->count(l->arg); row < n && list_is_ordered(l); row++)
		if (stays(l, row) && !vec_push(&l->memory.by_order, row))
			l->order.by = -1;
	vec_done(&o.row);
	vec_done(&o.text);
}

bool list_is_ordered(const struct list *l)
{
	return l->columns && l->order.by >= 0;
}

/* The same rows in another order: the selected one is the same, whether it has an id or not. */
static void reorder(struct list *l)
{
	size_t row, now;
	bool had = list_selected(l, &row);

	list_refresh(l, list_id(l));
	if (!had)
		return;
	if (!list_selected(l, &now) || now != row)
		for (size_t i = 0; i < l->shown.n; i++)
			if (l->shown.v[i] == row)
				l->row = i;
	if (l->row < (size_t)l->height)
		l->top = 0; /* what comes first now is what was asked for */
}

void list_order_by(struct list *l, int column)
{
	if (l->order.by == column)
		l->order.is_down = !l->order.is_down;
	else
		l->order.is_down = l->columns->column[column].flags & COLUMN_DOWN_FIRST;
	l->order.by = column;
	reorder(l);
}

void list_order_aside(struct list *l, bool is_aside)
{
	if (l->is_aside == is_aside)
		return;
	l->is_aside = is_aside;
	if (is_aside)
		l->aside = l->order;
	l->order.by = is_aside ? -1 : l->aside.by;
	l->order.is_down = !is_aside && l->aside.is_down;
}

void list_as_usual(struct list *l)
{
	l->order = (struct list_order){.by = -1};
	reorder(l);
}

void list_begin_anew(struct list *l)
{
	l->order = l->aside = (struct list_order){.by = -1};
	l->is_aside = l->is_typing = false;
	l->from = 0;
	l->words[0] = '\0';
	prompt_set(&l->filter, "");
	list_unmark(l);
}
