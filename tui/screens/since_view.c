/*
 * since_view.c - what is new of the worker's people: who, what, why, from whom, since when.
 */
#include <stdio.h>
#include <string.h>

#include "mine.h"
#include "screens/kept.h"
#include "screens/show.h"
#include "text.h"

enum { WHO_MOST = 26, BY_MOST = 16 };

struct since_screen {
	struct screen screen;
	struct since since;
	char day[11];     /* since which, "": since the worker was here last */
	const char **who; /* as they may be shown */
	int who_cells, by_cells, day_cells;
	bool is_wide;     /* why has a column of its own */
	struct list list;
};

static struct since_screen *self(struct screen *s)
{
	return (struct since_screen *)s;
}

static const struct since_line *line_of(const void *arg, size_t row)
{
	return &((const struct since_screen *)arg)->since.line[row];
}

static size_t since_count(const void *arg)
{
	return ((const struct since_screen *)arg)->since.line_n;
}

/* A person may have several lines about one event: its place among theirs tells them apart. */
static int64_t since_id(const void *arg, size_t row)
{
	const struct since_line *l = line_of(arg, row);
	int64_t nth = 0;

	for (size_t i = row; i > 0 && line_of(arg, i - 1)->person == l->person; i--)
		nth += line_of(arg, i - 1)->event == l->event;
	return (l->event ? l->event : -l->person) * 64 + nth % 64;
}

static void since_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct since_screen *k = arg;
	const struct since_line *l = line_of(arg, row);

	*out = '\0';
	words_tag(out, room, "agency", l->by);
	words_tag_day(out, room, l->day);
	words_rest(out, room, "%s %s %s", k->who[row], l->what, l->why);
}

enum { SC_WHO, SC_WHAT, SC_WHY, SC_BY, SC_CAME, SC_COUNT };

static const struct list_column COLUMNS[SC_COUNT] = {
	[SC_WHO] = {"Who", NULL, ORDER_TEXT, 0},
	[SC_WHAT] = {"What", NULL, ORDER_TEXT, 0},
	[SC_WHY] = {"Why", NULL, ORDER_TEXT, 0},
	[SC_BY] = {"From", NULL, ORDER_TEXT, 0},
	[SC_CAME] = {"Came", NULL, ORDER_DAY, COLUMN_TO_END},
};

static void since_widths(const void *arg, int cells, struct column *col)
{
	const struct since_screen *k = arg;
	bool is_narrow = cells < 60, is_wide = cells + LIST_MARGIN >= APP_WIDE_COLS;

	col[SC_WHO].cells = k->who_cells + 1 > cells / 3 ? cells / 3 : k->who_cells + 1;
	col[SC_WHAT] = (struct column){8, 3, 0};
	col[SC_WHY].share = is_wide ? 2 : 0;
	col[SC_BY].cells = is_narrow ? 0 : k->by_cells + 1;
	col[SC_CAME].cells = k->day_cells;
}

/* Where there is no room for why beside it, that comes first: it is why one looks. */
static void what_cell(const struct since_screen *k, const struct since_line *l, struct cell *out)
{
	char text[200];

	snprintf(text, sizeof text, "%s: %s", l->why, l->what);
	cell_text(out, k->is_wide || !*l->why ? l->what : text);
}

static void since_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct since_screen *k = arg;
	const struct since_line *l = line_of(arg, row);

	switch (column) {
	case SC_WHO:  cell_text(out, k->who[row]); break;
	case SC_WHAT: what_cell(k, l, out); break;
	case SC_WHY:  cell_text(out, l->why); break;
	case SC_BY:   cell_text(out, l->by); break;
	case SC_CAME: show_day_cell(k->screen.app, l->day, out); break;
	}
}

static const struct list_columns LINE_COLUMNS = {COLUMNS, SC_COUNT, .widths = since_widths, .cell = since_cell};

static void since_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	list_row_draw(&((const struct since_screen *)arg)->list, row, c, a);
}

static const struct list_source LINES = {since_count, NULL, since_id, since_text, since_draw_row};

static void since_start(struct screen *s, const struct target *target)
{
	(void)target;
	list_init(&self(s)->list, &LINES, s);
	kept_begin(s->app, &self(s)->list, &LINE_COLUMNS, "since", false);
}

static void widths_find(struct since_screen *k)
{
	k->who_cells = k->by_cells = k->day_cells = 4;
	for (size_t i = 0; i < k->since.line_n; i++) {
		int who = text_width(k->who[i]), by = text_width(k->since.line[i].by);
		int day = show_day_cells(k->screen.app, k->since.line[i].day);

		k->who_cells = who > k->who_cells ? who : k->who_cells;
		k->by_cells = by > k->by_cells ? by : k->by_cells;
		k->day_cells = day > k->day_cells ? day : k->day_cells;
	}
	k->who_cells = k->who_cells > WHO_MOST ? WHO_MOST : k->who_cells;
	k->by_cells = k->by_cells > BY_MOST ? BY_MOST : k->by_cells;
}

static enum status since_screen_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct since_screen *k = self(s);
	int64_t id = is_first ? 0 : list_id(&k->list);
	struct since since;
	const char **who;
	enum status st = since_read(s->app->session, k->day[0] ? k->day : NULL, a, &since, e);

	who = st == ST_OK ? arena_alloc(a, (since.line_n + 1) * sizeof *who) : NULL;
	if (!who)
		return st == ST_OK ? err_nomem(e) : st;
	for (size_t i = 0; i < since.line_n; i++)
		who[i] = app_mask(s->app, a, since.line[i].who);
	k->since = since;
	k->who = who;
	widths_find(k);
	list_refresh(&k->list, id);
	return ST_OK;
}

static void since_stop(struct screen *s)
{
	list_done(&self(s)->list);
}

/* "New since 20 Nov: 34 about my 12 people   files of GP, Hospital" */
static void title_draw(const struct since_screen *k, struct canvas *c, struct area a)
{
	char day[12];
	char many[24] = "nothing";
	int x = a.x + 1;

	if (k->since.line_n)
		snprintf(many, sizeof many, "%zu", k->since.line_n);
	show_day(k->screen.app, k->since.from, day);
	x += canvas_textf(c, a.y, x, a.cols - 1, LOOK_HEADING, "New since %s", day);
	if (k->since.people == 1)
		x += canvas_textf(c, a.y, x, a.x + a.cols - x, LOOK_PLAIN, ": %s about one person", many);
	else if (k->since.people)
		x += canvas_textf(c, a.y, x, a.x + a.cols - x, LOOK_PLAIN, ": %s about my %zu people", many, k->since.people);
	if (k->since.imports && a.cols >= 60)
		canvas_textf(c, a.y, x, a.x + a.cols - x, LOOK_PLAIN, "   files of %s", k->since.senders);
}

static const char *none_told(const struct since_screen *k)
{
	if (list_is_filtered(&k->list))
		return "No line holds these words; Esc shows all.";
	return k->since.people ? "Nothing is new. t: since another day."
		: "Nobody is on your list yet; * on Today or in People puts them there.";
}

static void since_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct since_screen *k = self(s);
	bool is_narrow = a.cols < 60;
	struct area rows = {a.y + 1, a.x, a.rows - (is_narrow ? 3 : 1), a.cols};
	size_t row;

	k->is_wide = a.cols >= APP_WIDE_COLS;
	title_draw(k, c, a);
	list_draw(&k->list, c, rows);
	if (!list_rows(&k->list)) {
		int y = rows.y + list_head_rows(&k->list, rows);

		(void)canvas_wrap(c, (struct area){y, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN, none_told(k));
		canvas_focus(c, y, a.x + 2);
	} else if (is_narrow && list_selected(&k->list, &row)) {
		const struct since_line *l = line_of(k, row);

		canvas_textf(c, a.y + a.rows - 1, a.x + 1, a.cols - 1, LOOK_PLAIN, "%s%s%s", l->by, *l->by ? ": " : "", l->what);
	}
}

static const struct verb_set *since_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_SINCE;
}

static void day_given(struct screen *s, int picked, const char *text)
{
	int32_t today = session_today(s->app->session), first, last;
	struct err e = {0};

	(void)picked;
	if (!words_day_read(text, today, &first, &last) || first > today) {
		app_ask(s->app, text[strspn(text, " ")] ? "One that has been, as " CIVIL_SPAN_AS ". New since: "
			: "Which day? New since: ", text, day_given);
		return;
	}
	civil_iso(first, self(s)->day);
	if (screen_reread(s, &e) != ST_OK)
		app_fail(s->app, &e);
}

static void since_act(struct screen *s, enum act act)
{
	struct since_screen *k = self(s);
	char day[12];
	size_t row;

	if (act == ACT_OPEN && list_selected(&k->list, &row))
		app_go(s->app, &SCREEN_PERSON, &(struct target){line_of(k, row)->person, line_of(k, row)->event});
	civil_short(k->since.from, day);
	if (act == ACT_DATE)
		app_ask(s->app, "New since: ", day, day_given);
}

static const char *since_why_not(const struct screen *s, enum act act)
{
	size_t row;

	return act == ACT_OPEN && !list_selected(&((const struct since_screen *)s)->list, &row)
		? "There is nobody to open." : NULL;
}

static struct list *since_list(struct screen *s)
{
	return &self(s)->list;
}

static void since_row_people(const struct screen *s, size_t row, int64_t out[static ROW_PEOPLE])
{
	out[0] = line_of(s, row)->person;
}

const struct screen_class SCREEN_SINCE = {
	.name = "What is new", .needs = MAY_TODAY, .size = sizeof(struct since_screen),
	.start = since_start, .read = since_screen_read, .stop = since_stop, .draw = since_draw,
	.verbs = since_verbs, .act = since_act, .why_not = since_why_not, .list = since_list, .row_people = since_row_people,
};
