/*
 * journey_list.c - the lines of a journey as a list draws them.
 */
#include <stdio.h>

#include "screens/journey_tab.h"
#include "screens/show.h"
#include "text.h"

enum { AGENCY_MOST = 16, TITLE_ROOMY = 32, NOTE_NARROW = 15, NARROW = 60 };

static const struct journey_line *line_of(const void *arg, size_t row)
{
	return &((const struct journey_tab *)arg)->line[row];
}

static size_t line_count(const void *arg)
{
	return ((const struct journey_tab *)arg)->line_n;
}

static bool line_is_fold(const void *arg, size_t row)
{
	return line_of(arg, row)->kind != LINE_EVENT;
}

static int64_t line_id(const void *arg, size_t row)
{
	return line_of(arg, row)->row->event.id;
}

static void line_text(const void *arg, size_t row, char *out, size_t room)
{
	journey_row_text(((const struct journey_tab *)arg)->app->session, line_of(arg, row)->row, out, room);
}

static int note_room(const struct journey_tab *t, int cols)
{
	if (cols < NARROW)
		return NOTE_NARROW; /* "= 4 of 5 known" */
	return cols - t->day_cells - t->agency_cells - t->dated_cells >= TITLE_ROOMY ? t->dated_cells : t->note_cells;
}

static const struct journey_related *related_of(const struct journey_tab *t, const struct journey_row *r)
{
	for (size_t i = 0; i < t->related_n; i++)
		if (t->related[i].row == r)
			return &t->related[i];
	return NULL;
}

static void fold_draw(const struct journey_tab *t, const struct journey_line *l, struct canvas *c, struct area a)
{
	canvas_textf(c, a.y, a.x + (a.cols < NARROW ? 0 : t->day_cells), a.cols - (a.cols < NARROW ? 0 : t->day_cells), l->look,
		"- %s -", l->note ? l->note : "");
}

static void line_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct journey_tab *t = arg;
	const struct journey_line *l = line_of(arg, row);
	const struct journey_related *related;
	struct column col[] = {{t->day_cells, 0, 0}, {t->agency_cells, 0, 0}, {10, 1, 0}, {0, 0, 0}};
	const char *status, *note;
	char day[12], title[400];

	if (l->kind != LINE_EVENT) {
		fold_draw(t, l, c, a);
		return;
	}
	related = related_of(t, l->row);
	note = related ? related->text : l->note;
	if (note)
		col[3].cells = note_room(t, a.cols);
	columns_lay(col, 4, a.cols);
	status = show_status(&l->row->event);
	show_row_day(t->app, l->row, day);
	snprintf(title, sizeof title, "%s%s%s", status, *status ? ": " : "", l->row->title);
	column_text(c, a, &col[0], LOOK_PLAIN, day);
	column_text(c, a, &col[1], LOOK_PLAIN, show_agency(t->app, l->row->event.agency));
	column_text(c, a, &col[2], LOOK_PLAIN, title);
	if (note)
		canvas_text(c, a.y, a.x + col[3].x, col[3].cells, related ? related->look : l->look,
			!related && col[3].cells == t->dated_cells ? l->dated : note);
}

const struct list_source JOURNEY_LIST = {line_count, line_is_fold, line_id, line_text, line_draw};

static void widen(int *cells, const char *text)
{
	if (text && text_width(text) > *cells)
		*cells = text_width(text);
}

static int day_cells(const struct app *app, const struct journey_row *r)
{
	char day[12];

	show_row_day(app, r, day);
	return text_width(day) + 1;
}

void journey_widths_find(struct journey_tab *t)
{
	enum { KNEW_CELLS = 15 };

	t->day_cells = 7;
	t->agency_cells = 8;
	t->note_cells = t->dated_cells = KNEW_CELLS;
	for (size_t i = 0; i < t->line_n; i++) {
		const struct journey_row *r = t->line[i].row;
		int day = r ? day_cells(t->app, r) : 0;
		int agency = r ? text_width(show_agency(t->app, r->event.agency)) + 1 : 0;

		if (day > t->day_cells)
			t->day_cells = day;
		if (agency > t->agency_cells)
			t->agency_cells = agency;
		widen(&t->note_cells, r ? t->line[i].note : NULL);
		widen(&t->dated_cells, r ? t->line[i].dated : NULL);
	}
	if (t->agency_cells > AGENCY_MOST)
		t->agency_cells = AGENCY_MOST;
}
