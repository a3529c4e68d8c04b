#include "screens/access_tab.h"

#include <stdio.h>
#include <string.h>

#include "screens/kept.h"
#include "screens/show.h"
#include "text.h"

enum { WHO_LEAST = 17, WHO_MOST = 28 /* cells */ };

const char *access_deed_shown(const struct audit_line *l)
{
	static const struct { const char *deed, *shown; } DEEDS[] = {
		{"look", "looked"}, {"list", "looked"}, {"export", "took out"}, {"decide", "decided"}, {"undo", "took back"},
		{"redo", "brought again"}, {"link", "linked"}, {"separate", "separated"}, {"ask", "asked"},
		{"write", "wrote"}, {"refused", "was refused"}, {"import", "took in"},
	};

	for (size_t i = 0; i < sizeof DEEDS / sizeof *DEEDS; i++)
		if (strcmp(l->deed, DEEDS[i].deed) == 0)
			return DEEDS[i].shown;
	return l->deed;
}

static size_t access_count(const void *arg)
{
	return ((const struct access_tab *)arg)->line_n;
}

/* Rows are only read anew as a whole: their place tells them apart. */
static int64_t access_id(const void *arg, size_t row)
{
	(void)arg;
	return (int64_t)row + 1;
}

static void access_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct audit_line *l = &((const struct access_tab *)arg)->line[row];

	snprintf(out, room, "%s %s %s", l->worker, access_deed_shown(l), l->detail ? l->detail : "");
}

enum { TC_WHEN, TC_WORKER, TC_DEED, TC_ABOUT, TC_COUNT };

static const struct list_column COLUMNS[TC_COUNT] = {
	[TC_WHEN] = {"When", NULL, ORDER_DAY, COLUMN_DOWN_FIRST},
	[TC_WORKER] = {"Worker", NULL, ORDER_TEXT, 0},
	[TC_DEED] = {"Did", NULL, ORDER_TEXT, 0},
	[TC_ABOUT] = {"About", NULL, ORDER_TEXT, 0},
};

static void access_widths(const void *arg, int cells, struct column *col)
{
	col[TC_WHEN].cells = 18;
	col[TC_WORKER].cells = cells < 60 ? 11 : ((const struct access_tab *)arg)->who_cells;
	col[TC_DEED].cells = 14;
	col[TC_ABOUT] = (struct column){0, 1, 0};
}

static void when_cell(const struct access_tab *t, const struct audit_line *l, size_t row, struct cell *out)
{
	struct civil day;
	char shown[12];

	if (!civil_parse(l->at, &day))
		return;
	show_day(t->app, day.day, shown);
	snprintf(out->text, sizeof out->text, "%s %.5s", shown, strlen(l->at) > 15 ? l->at + 11 : "");
	out->number = -(int64_t)row; /* they come newest first, closer than a minute */
}

static void access_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct access_tab *t = arg;
	const struct audit_line *l = &t->line[row];

	switch (column) {
	case TC_WHEN:   when_cell(t, l, row, out); break;
	case TC_WORKER: cell_text(out, l->worker); break;
	case TC_DEED:   cell_text(out, access_deed_shown(l)); break;
	case TC_ABOUT:  cell_text(out, t->app->mask || !l->detail ? "" : l->detail); break;
	}
}

static const struct list_columns ACCESS_COLUMNS = {COLUMNS, TC_COUNT, .widths = access_widths, .cell = access_cell};

static void access_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	list_row_draw(&((const struct access_tab *)arg)->list, row, c, a);
}

static const struct list_source ACCESS_LINES = {access_count, NULL, access_id, access_text, access_draw};

void access_tab_init(struct access_tab *t, const struct app *app)
{
	t->app = app;
	list_init(&t->list, &ACCESS_LINES, t);
	kept_begin(app, &t->list, &ACCESS_COLUMNS, "person-access", false);
}

void access_tab_clear(struct access_tab *t)
{
	t->line_n = 0;
	list_refresh(&t->list, 0);
	arena_free(t->arena);
	t->arena = NULL;
}

void access_tab_done(struct access_tab *t)
{
	list_done(&t->list);
	arena_free(t->arena);
}

enum status access_tab_read(struct access_tab *t, int64_t person, struct err *e)
{
	struct arena *a = arena_new();
	struct audit_line *line;
	size_t n;
	enum status st = a ? audit_read(t->app->session, person, NULL, ACCESS_ROWS, a, &line, &n, e) : err_nomem(e);

	if (st != ST_OK) {
		arena_free(a);
		return st;
	}
	arena_free(t->arena);
	t->arena = a;
	t->line = line;
	t->line_n = n;
	t->who_cells = WHO_LEAST;
	for (size_t i = 0; i < n; i++)
		if (text_width(line[i].worker) + 2 > t->who_cells)
			t->who_cells = text_width(line[i].worker) + 2 < WHO_MOST ? text_width(line[i].worker) + 2 : WHO_MOST;
	list_refresh(&t->list, 0);
	return ST_OK;
}

void access_tab_draw(struct access_tab *t, struct canvas *c, struct area a)
{
	canvas_text(c, a.y, a.x + 2, a.cols - 2, LOOK_HEADING, a.cols < 60 || list_is_ordered(&t->list) ? "Who looked, and who changed what (UTC)"
		: "Who looked, who changed what; newest first, times in UTC");
	list_draw(&t->list, c, (struct area){a.y + 1, a.x, a.rows - 1, a.cols});
}
