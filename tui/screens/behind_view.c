/*
 * behind_view.c - the list behind a figure of the board: whom, what, why, since when.
 */
#include <stdio.h>

#include "screens/show.h"
#include "text.h"

enum { FIRST = 200, NEAR = 20, WHO_MOST = 26 };

struct behind_screen {
	struct screen screen;
	struct board_behind behind;
	struct board_row *row; size_t n;
	const char **who;         /* as they may be shown */
	int64_t total;
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

static void behind_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct behind_screen *k = arg;
	const struct board_row *r = &k->row[row];
	bool is_narrow = a.cols < 60;
	struct column col[] = {{k->day_cells, 0, 0}, {k->who_cells + 1, 0, 0}, {8, 3, 0}, {0, is_narrow ? 0 : 2, 0}};
	char day[12] = "";

	if (col[1].cells > a.cols / 3)
		col[1].cells = a.cols / 3;
	columns_lay(col, 4, a.cols);
	if (r->on != CIVIL_NONE)
		show_day(k->screen.app, r->on, day);
	if (col[0].cells)
		column_text(c, a, &col[0], LOOK_PLAIN, day);
	column_text(c, a, &col[1], LOOK_PLAIN, k->who[row]);
	column_text(c, a, &col[2], LOOK_PLAIN, r->what);
	if (col[3].cells)
		column_text(c, a, &col[3], LOOK_PLAIN, r->why);
}

static const struct list_source ROWS = {behind_count, NULL, behind_id, behind_text, behind_draw_row};

static void behind_start(struct screen *s, const struct target *target)
{
	(void)target;
	self(s)->behind = s->app->counting.behind;
	self(s)->behind.most = FIRST;
	list_init(&self(s)->list, &ROWS, s);
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

static enum status behind_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct behind_screen *k = self(s);
	int64_t id = is_first ? 0 : list_id(&k->list), total = 0;
	struct board_row *row = NULL;
	size_t n = 0;
	const char **who;
	enum status st = s->app->counting.board
		? board_list(s->app->counting.board, &k->behind, is_first, a, &row, &n, &total, e) : ST_OK;

	who = st == ST_OK ? arena_alloc(a, (n + 1) * sizeof *who) : NULL;
	if (!who)
		return st == ST_OK ? err_nomem(e) : st;
	for (size_t i = 0; i < n; i++)
		who[i] = app_mask(s->app, a, row[i].who);
	k->row = row;
	k->n = n;
	k->who = who;
	k->total = total;
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
	char whose[160] = "", count[64];
	int x = a.x + 1;

	if (w->agency || w->other)
		snprintf(whose, sizeof whose, ": %s%s%s", w->other ? show_agency(app, w->other) : "all",
			w->of == BF_CANNOT_JUDGE ? "" : " to ", w->of == BF_CANNOT_JUDGE ? "" : w->agency ? show_agency(app, w->agency) : "all");
	if (w->of == BF_CANNOT_JUDGE && w->agency)
		snprintf(whose, sizeof whose, ": %s", show_agency(app, w->agency));
	x += canvas_textf(c, a.y, x, a.cols - 2, LOOK_HEADING, "%s%s", board_label(w->of), whose) + 2;
	if (k->total > (int64_t)k->n)
		snprintf(count, sizeof count, "%zu of %lld", k->n, (long long)k->total);
	else
		snprintf(count, sizeof count, "%zu", k->n);
	if (x < a.x + a.cols)
		canvas_text(c, a.y, x, a.x + a.cols - x, LOOK_PLAIN, count);
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
		canvas_text(c, rows.y, a.x + 2, a.cols - 2, LOOK_PLAIN, list_is_filtered(&k->list)
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

	return act == ACT_OPEN && !list_selected(&((const struct behind_screen *)s)->list, &row)
		? "There is nobody to open." : NULL;
}

static struct list *behind_list(struct screen *s)
{
	return &self(s)->list;
}

/* More are read when the cursor comes near the end of those there, or a filter looks
 * at all of them. */
static void behind_moved(struct screen *s)
{
	struct behind_screen *k = self(s);
	struct err e = {0};

	if (k->total <= (int64_t)k->n || k->n < k->behind.most ||
		(k->list.row + NEAR <= k->n && !list_is_filtered(&k->list)))
		return;
	k->behind.most *= 4;
	if (screen_reread(s, &e) != ST_OK)
		app_fail(s->app, &e);
}

const struct screen_class SCREEN_BEHIND = {
	.name = "Behind a figure", .size = sizeof(struct behind_screen),
	.start = behind_start, .read = behind_read, .stop = behind_stop, .draw = behind_draw,
	.verbs = behind_verbs, .act = behind_act, .why_not = behind_why_not, .list = behind_list,
	.moved = behind_moved,
};
