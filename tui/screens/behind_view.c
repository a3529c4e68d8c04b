/*
 * behind_view.c - the list behind a figure of the board: whom, what, why, since when.
 */
#include <stdio.h>

#include "screens/kept.h"
#include "screens/show.h"
#include "text.h"

enum { FIRST = 200, NEAR = 20, WHO_MOST = 26 };

struct behind_screen {
	struct screen screen;
	struct board_behind behind;
	struct board_row *row; size_t n;
	const char **who;         /* as they may be shown */
	int64_t total;
	char count[80];           /* that, in words */
	size_t at;                /* the row of the list that the cursor was on when it moved last */
	int who_cells, day_cells; /* what the widest takes; no day: 0 */
	struct list list;
};

static struct behind_screen *self(struct screen *s)
{
	return (struct behind_screen *)s;
}

static size_t behind_count(const void *arg)
{
	return ((const struct behind_screen *)arg)->n;
}

/* One event may be there twice for no figure, so its number is the row's. */
static int64_t behind_id(const void *arg, size_t row)
{
	const struct board_row *r = &((const struct behind_screen *)arg)->row[row];

	return r->event ? r->event : -r->person;
}

static void behind_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct behind_screen *k = arg;

	snprintf(out, room, "%s %s %s", k->who[row], k->row[row].what, k->row[row].why);
}

enum { BC_WHO, BC_WHEN, BC_WHAT, BC_WHY, BC_COUNT };

static const struct list_column COLUMNS[BC_COUNT] = {
	[BC_WHO] = {"Who", NULL, ORDER_TEXT, 0},
	[BC_WHEN] = {"When", NULL, ORDER_DAY, 0},
	[BC_WHAT] = {"What", NULL, ORDER_TEXT, 0},
	[BC_WHY] = {"Why", NULL, ORDER_TEXT, 0},
};

static void behind_widths(const void *arg, int cells, struct column *col)
{
	const struct behind_screen *k = arg;

	col[BC_WHEN].cells = k->day_cells;
	col[BC_WHO].cells = k->who_cells + 1 > cells / 3 ? cells / 3 : k->who_cells + 1;
	col[BC_WHAT] = (struct column){8, 3, 0};
	col[BC_WHY].share = cells < 60 ? 0 : 2;
}

static void behind_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct behind_screen *k = arg;

	switch (column) {
	case BC_WHEN: show_day_cell(k->screen.app, k->row[row].on, out); break;
	case BC_WHO:  cell_text(out, k->who[row]); break;
	case BC_WHAT: cell_text(out, k->row[row].what); break;
	case BC_WHY:  cell_text(out, k->row[row].why); break;
	}
}

static const struct list_columns ROW_COLUMNS = {COLUMNS, BC_COUNT, .widths = behind_widths, .cell = behind_cell};

static void behind_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	list_row_draw(&((const struct behind_screen *)arg)->list, row, c, a);
}

static const struct list_source ROWS = {behind_count, NULL, behind_id, behind_text, behind_draw_row};

static void behind_start(struct screen *s, const struct target *target)
{
	(void)target;
	self(s)->behind = s->app->counting.behind;
	self(s)->behind.most = FIRST;
	list_init(&self(s)->list, &ROWS, s);
	kept_begin(s->app, &self(s)->list, &ROW_COLUMNS, "behind", false);
}

static void widths_find(struct behind_screen *k)
{
	k->who_cells = 8;
	k->day_cells = 0;
	for (size_t i = 0; i < k->n; i++) {
		int who = text_width(k->who[i]), day = k->row[i].on == CIVIL_NONE ? 0 : show_day_cells(k->screen.app, k->row[i].on);

		k->who_cells = who > k->who_cells ? who : k->who_cells;
		k->day_cells = day > k->day_cells ? day : k->day_cells;
	}
	if (k->who_cells > WHO_MOST)
		k->who_cells = WHO_MOST;
}

/* All there are where a filter or an order is about all: how many is known then. */
static enum status rows_read(struct behind_screen *k, bool is_first, struct arena *a, struct board_row **row,
	size_t *n, int64_t *total, struct err *e)
{
	struct board *board = k->screen.app->counting.board;
	enum status st = board ? board_list(board, &k->behind, is_first, a, row, n, total, e) : ST_OK;

	if (st != ST_OK || !list_needs_all(&k->list) || *total <= (int64_t)*n)
		return st;
	k->behind.most = (size_t)*total;
	return board_list(board, &k->behind, false, a, row, n, total, e);
}

/* "24"; of people "306 people", and how many assessments they are behind where that is the figure. */
static void count_tell(struct behind_screen *k, struct arena *a)
{
	const struct board *board = k->screen.app->counting.board;
	const struct board_figure *f = board ? board_figure(board, k->behind.of) : NULL;
	bool is_of_people = k->n && !k->row[0].event;
	const char *done = f && is_of_people && k->behind.of == BF_DONE ? board_count_told(board, f->now.num, a) : NULL;

	snprintf(k->count, sizeof k->count, "%lld%s%s%s%s", (long long)k->total,
		!is_of_people ? "" : k->total == 1 ? " person" : " people", done ? " behind " : "", done ? done : "",
		done ? " assessments" : "");
}

static enum status behind_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct behind_screen *k = self(s);
	int64_t id = is_first ? 0 : list_id(&k->list), total = 0;
	struct board_row *row = NULL;
	size_t n = 0;
	const char **who;
	enum status st = rows_read(k, is_first, a, &row, &n, &total, e);

	who = st == ST_OK ? arena_alloc(a, (n + 1) * sizeof *who) : NULL;
	if (!who)
		return st == ST_OK ? err_nomem(e) : st;
	for (size_t i = 0; i < n; i++)
		who[i] = app_mask(s->app, a, row[i].who);
	k->row = row;
	k->n = n;
	k->who = who;
	k->total = total;
	count_tell(k, a);
	k->list.has_rest = total > (int64_t)n;
	widths_find(k);
	list_refresh(&k->list, id);
	return ST_OK;
}

static void behind_stop(struct screen *s)
{
	list_done(&self(s)->list);
}

/* "Asked again what another knew, Council of Hospital: 24" */
static void title_draw(const struct behind_screen *k, struct canvas *c, struct area a)
{
	const struct app *app = k->screen.app;
	const struct board_behind *w = &k->behind;
	char whose[160] = "";
	int x = a.x + 1;

	if (w->agency || w->other)
		snprintf(whose, sizeof whose, ": %s%s%s", w->other ? show_agency(app, w->other) : "all",
			w->of == BF_CANNOT_JUDGE ? "" : " to ",
			w->of == BF_CANNOT_JUDGE ? "" : w->agency ? show_agency(app, w->agency) : "all");
	if (w->of == BF_CANNOT_JUDGE && w->agency)
		snprintf(whose, sizeof whose, ": %s", show_agency(app, w->agency));
	x += canvas_textf(c, a.y, x, a.cols - 2, LOOK_HEADING, "%s%s", board_label(w->of), whose) + 2;
	if (x < a.x + a.cols)
		canvas_text(c, a.y, x, a.x + a.cols - x, LOOK_PLAIN, k->count);
}

static void behind_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct behind_screen *k = self(s);
	bool is_narrow = a.cols < 60;
	struct area rows = {a.y + 1, a.x, a.rows - (is_narrow ? 3 : 1), a.cols};
	size_t row;

	title_draw(k, c, a);
	list_draw(&k->list, c, rows);
	if (!list_rows(&k->list))
		(void)canvas_wrap(c, (struct area){rows.y + list_head_rows(&k->list, rows), a.x + 2, 2, a.cols - 2}, LOOK_PLAIN,
			list_is_filtered(&k->list)
			? "No row holds these words; Esc shows all." : "There is nobody behind it any more.");
	if (is_narrow && list_selected(&k->list, &row))
		canvas_text(c, a.y + a.rows - 1, a.x + 1, a.cols - 1, LOOK_PLAIN, k->row[row].why);
}

static const struct verb_set *behind_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_BEHIND;
}

static void behind_act(struct screen *s, enum act act)
{
	struct behind_screen *k = self(s);
	size_t row;

	if (act == ACT_OPEN && list_selected(&k->list, &row))
		app_go(s->app, &SCREEN_PERSON, &(struct target){k->row[row].person, k->row[row].event});
}

static const char *behind_why_not(const struct screen *s, enum act act)
{
	size_t row;

	if (act == ACT_OPEN && !session_may(s->app->session, SCREEN_PERSON.needs))
		return may_why_not(SCREEN_PERSON.needs);
	return act == ACT_OPEN && !list_selected(&((const struct behind_screen *)s)->list, &row)
		? "There is nobody to open." : NULL;
}

static struct list *behind_list(struct screen *s)
{
	return &self(s)->list;
}

/* More are read when the cursor comes near the end of those there, all where a filter or
 * an order is about all, or where it went to the last of them at once. */
static void behind_moved(struct screen *s)
{
	struct behind_screen *k = self(s);
	size_t from = k->at, last = list_rows(&k->list);
	bool is_end = last && k->list.row + 1 == last && k->list.row > from + (size_t)k->list.height;
	struct err e = {0};

	k->at = k->list.row;
	if (k->total <= (int64_t)k->n || k->n < k->behind.most ||
		(k->list.row + NEAR <= k->n && !list_needs_all(&k->list)))
		return;
	if (is_end)
		k->behind.most = (size_t)k->total;
	else
		k->behind.most *= list_needs_all(&k->list) ? 1 : 4;
	if (screen_reread(s, &e) != ST_OK)
		app_fail(s->app, &e);
	else if (is_end)
		list_act(&k->list, ACT_LAST);
}

static void behind_row_people(const struct screen *s, size_t row, int64_t out[static ROW_PEOPLE])
{
	out[0] = ((const struct behind_screen *)s)->row[row].person;
}

const struct screen_class SCREEN_BEHIND = {
	.name = "Behind a figure", .needs = MAY_LISTS, .size = sizeof(struct behind_screen),
	.start = behind_start, .read = behind_read, .stop = behind_stop, .draw = behind_draw,
	.verbs = behind_verbs, .act = behind_act, .why_not = behind_why_not, .list = behind_list, .row_people = behind_row_people,
	.moved = behind_moved,
};
