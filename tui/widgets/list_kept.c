/*
 * list_kept.c - what a worker has chosen for a list as lines of text: by the names of
 * columns, so that a list that has others by then still understands it.
 *
 *	sort Who down
 *	hide Agency
 *	show Instrument
 *	filter okafor
 *	filter-of 2025-11-21 okafor	(which holds on that day alone)
 */
#include <stdio.h>
#include <string.h>

#include "civil.h"
#include "widgets/list.h"

static const char FILTER[] = "filter ", FILTER_OF[] = "filter-of ";
enum { DAY_BYTES = 11 /* 2025-11-21 and a blank */ };

static void line_add(char *out, const char *what, const char *text, const char *end)
{
	size_t at = strlen(out);

	snprintf(out + at, LIST_KEPT - at, "%s %s%s\n", what, text, end);
}

static void filter_add(const struct list *l, char out[static LIST_KEPT])
{
	size_t at = strlen(out);
	char day[DAY_BYTES];

	civil_iso(l->today, day);
	if (l->filter_ends)
		snprintf(out + at, LIST_KEPT - at, "%s%s %s\n", FILTER_OF, day, l->filter.text);
	else
		snprintf(out + at, LIST_KEPT - at, "%s%s\n", FILTER, l->filter.text);
}

void list_settings(const struct list *l, char out[static LIST_KEPT])
{
	const struct list_order *o = l->is_aside ? &l->aside : &l->order;

	*out = '\0';
	if (l->columns && o->by >= 0)
		line_add(out, "sort", l->columns->column[o->by].name, o->is_down ? " down" : " up");
	for (size_t i = 0; l->columns && i < l->columns->n; i++)
		if (l->order.toggled >> i & 1)
			line_add(out, l->columns->column[i].flags & COLUMN_EXTRA ? "show" : "hide", l->columns->column[i].name, "");
	if (l->keeps_filter && list_is_filtered(l))
		filter_add(l, out);
}

/* The column of that name, -1 for none. */
static int column_find(const struct list *l, const char *name, size_t length)
{
	for (size_t i = 0; l->columns && i < l->columns->n; i++)
		if (strlen(l->columns->column[i].name) == length &&
			memcmp(l->columns->column[i].name, name, length) == 0)
			return (int)i;
	return -1;
}

static void sort_restore(struct list *l, const char *text, size_t length)
{
	static const char DOWN[] = " down", UP[] = " up";
	bool is_down = length > strlen(DOWN) && memcmp(text + length - strlen(DOWN), DOWN, strlen(DOWN)) == 0;
	size_t end = strlen(is_down ? DOWN : UP);

	if (length <= end)
		return;
	l->order.by = column_find(l, text, length - end);
	l->order.is_down = l->order.by >= 0 && is_down;
}

/* "2025-11-21 okafor": one of another day is of no more use. */
static void filter_restore(struct list *l, const char *line, size_t length)
{
	char text[PROMPT_ROOM], day[DAY_BYTES];

	if (!l->keeps_filter)
		return;
	if (l->filter_ends) {
		civil_iso(l->today, day);
		if (length <= DAY_BYTES || memcmp(line, day, strlen(day)) != 0)
			return;
		line += DAY_BYTES;
		length -= DAY_BYTES;
	}
	snprintf(text, sizeof text, "%.*s", (int)length, line);
	prompt_set(&l->filter, text);
	snprintf(l->words, sizeof l->words, "%s", text);
}

static void line_restore(struct list *l, const char *line, size_t length)
{
	size_t word = strcspn(line, " \n"), rest = word + 1;
	int column;

	if (rest >= length)
		return;
	line += rest;
	length -= rest;
	if (strncmp(line - rest, "sort ", rest) == 0) {
		sort_restore(l, line, length);
	} else if (strncmp(line - rest, l->filter_ends ? FILTER_OF : FILTER, rest) == 0) {
		filter_restore(l, line, length);
	} else if (strncmp(line - rest, "hide ", rest) == 0 || strncmp(line - rest, "show ", rest) == 0) {
		column = column_find(l, line, length);
		if (column >= 0)
			l->order.toggled |= 1u << column;
	}
}

void list_restore(struct list *l, const char *settings)
{
	for (const char *at = settings; *at;) {
		size_t length = strcspn(at, "\n");

		line_restore(l, at, length);
		at += length + (at[length] == '\n');
	}
	list_settings(l, l->kept);
}
