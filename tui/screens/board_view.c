/*
 * board_view.c - view 5: the partnership.  Figures with what they mean and twelve
 * months beneath (or beside, from 120 columns on), who asks again what whom knew,
 * referrals and their waits, feeds; each number opens the list behind it.
 */
#include <stdio.h>
#include <string.h>

#include "screens/board_lists.h"
#include "screens/board_matrix.h"
#include "screens/board_trend.h"
#include "screens/show.h"

enum board_tab { TAB_FIGURES, TAB_MATRIX, TAB_WAYS, TAB_FEEDS, TAB_COUNT };

static const int DAYS[] = {30, 90, 180, 365};
enum { DAYS_COUNT = sizeof DAYS / sizeof *DAYS };

struct board_screen {
	struct screen screen;
	enum board_tab tab;
	struct board_lists lists;
	struct matrix matrix;
	struct arena *page_arena; /* of the text beneath */
	struct page page;
	enum board_of detail;     /* the figure that it is about */
	bool is_in_page;
};

static struct board_screen *self(struct screen *s)
{
	return (struct board_screen *)s;
}

static const struct board *board_of(const struct board_screen *k)
{
	return k->screen.app->counting.board;
}

static void board_start(struct screen *s, const struct target *target)
{
	struct board_screen *k = self(s);

	(void)target;
	board_lists_init(&k->lists, s->app);
	k->matrix.app = s->app;
}

static void board_stop(struct screen *s)
{
	board_lists_done(&self(s)->lists);
	page_done(&self(s)->page);
	arena_free(self(s)->page_arena);
}

/* The selected row's text ----------------------------------------------------- */

static void page_fill(struct board_screen *k)
{
	int top = k->is_in_page ? k->page.top : 0;

	page_clear(&k->page);
	arena_free(k->page_arena);
	k->page_arena = arena_new();
	if (!k->page_arena || !board_of(k))
		return;
	switch (k->tab) {
	case TAB_FIGURES: figures_page(&k->lists, &k->page, k->page_arena); break;
	case TAB_MATRIX:  page_add(&k->page, LOOK_STRONG, NULL, matrix_sentence(&k->matrix, board_of(k), k->page_arena)); break;
	case TAB_WAYS:    ways_page(&k->lists, &k->page, k->page_arena); break;
	case TAB_FEEDS:   feeds_page(&k->lists, &k->page, k->page_arena); break;
	case TAB_COUNT:   break;
	}
	if (figures_row(&k->lists))
		k->detail = figures_row(&k->lists)->of;
	k->page.top = top;
}

static enum status board_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct board_screen *k = self(s);
	enum status st = counting_begin(s->app, is_first, e);

	if (st != ST_OK || !board_of(k))
		return st;
	board_lists_refresh(&k->lists);
	st = matrix_fill(&k->matrix, board_of(k), a, e);
	page_fill(k);
	return st;
}

/* Drawing --------------------------------------------------------------------- */

static void tabs_draw(const struct board_screen *k, struct canvas *c, struct area a)
{
	static const char *const NAMES[TAB_COUNT] = {"Figures", "Who asks again", "Referrals", "Feeds"};
	static const char *const SHORT[TAB_COUNT] = {"Figures", "Who", "Referrals", "Feeds"};
	int x = a.x + 1;

	for (int i = 0; i < TAB_COUNT; i++) {
		bool is_here = k->tab == (enum board_tab)i;
		int from = x;

		x += canvas_textf(c, a.y, x, a.x + a.cols - x, is_here ? LOOK_STRONG : LOOK_PLAIN, is_here ? "[%s]" : " %s ",
			(a.cols < 60 ? SHORT : NAMES)[i]) + 1;
		canvas_spot(c, a.y, from, x - from, i < (int)k->tab ? '[' : ']', abs(i - (int)k->tab));
	}
}

/* How far it is, or that it was counted before the last change. */
static void state_told(const struct board_screen *k, char *out, size_t room)
{
	const struct app *app = k->screen.app;

	*out = '\0';
	if (app->counting.next)
		snprintf(out, room, "; counting %d %%", board_percent(app->counting.next));
	else if (counting_is_behind(app))
		snprintf(out, room, "; changed since: r counts anew");
	else if (board_is_hushed(app->counting.board))
		snprintf(out, room, "; 1 to 7 are told as <8");
}

static void period_draw(const struct board_screen *k, struct canvas *c, struct area a)
{
	const struct app *app = k->screen.app;
	const struct board *b = board_of(k);
	char from[12], until[12], state[64];

	if (!b) {
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_STRONG, "Counting, %d %%", board_percent(app->counting.next));
		return;
	}
	show_day(app, board_from(b), from);
	show_day(app, session_today(app->session), until);
	state_told(k, state, sizeof state);
	if (board_days(b) == 1)
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_PLAIN, "%s, and the day before%s", until, state);
	else if (a.cols < 60)
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_PLAIN, "%d days%s", board_days(b), state);
	else
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_PLAIN, "Last %d days, %s to %s, and the %d before%s",
			board_days(b), from, until, board_days(b), state);
}

static void figures_detail_draw(struct board_screen *k, struct canvas *c, struct area a)
{
	struct area page = a;

	if (figures_row(&k->lists) && a.rows > TREND_ROWS + 2 && trend_draw(board_of(k), k->detail, c,
		(struct area){a.y + a.rows - TREND_ROWS, a.x, TREND_ROWS, a.cols}))
		page.rows -= TREND_ROWS;
	page_draw(&k->page, c, page);
}

static void detail_draw(struct board_screen *k, struct canvas *c, struct area a)
{
	if (k->tab == TAB_FIGURES)
		figures_detail_draw(k, c, a);
	else
		page_draw(&k->page, c, a);
	if (k->is_in_page) {
		canvas_text(c, a.y, a.x - 1, 1, LOOK_MARKER, LOOKS[LOOK_MARKER].mark);
		canvas_focus(c, a.y, a.x - 1);
	}
}

static struct list *list_of_tab(struct board_screen *k)
{
	return k->tab == TAB_FIGURES ? &k->lists.figures : k->tab == TAB_WAYS ? &k->lists.ways
		: k->tab == TAB_FEEDS ? &k->lists.feeds : NULL;
}

static void list_part_draw(struct board_screen *k, struct canvas *c, struct area a)
{
	bool has_figures = k->tab == TAB_FIGURES;
	struct area rows = {a.y + has_figures, a.x, a.rows - has_figures, a.cols};
	struct list *list = list_of_tab(k);

	if (has_figures)
		figures_heading(c, a);
	list_draw(list, c, rows);
	if (!list_rows(list))
		canvas_text(c, rows.y + list_head_rows(list, rows), a.x + 2, a.cols - 2, LOOK_PLAIN, list_is_filtered(list)
			? "No row holds these words; Esc shows all."
			: k->tab == TAB_WAYS ? "No referral was sent in twelve months." : "No agency is known yet.");
}

/* What is beneath needs a few rows, and the list gets the rest; half each where
 * it is tight. */
static int detail_rows(const struct board_screen *k, int rows)
{
	int wanted = k->tab == TAB_FIGURES ? 8 : k->tab == TAB_FEEDS ? 4 : 3;

	return wanted > rows / 2 ? rows / 2 : wanted;
}

static void body_draw(struct board_screen *k, struct canvas *c, struct area a)
{
	bool is_wide = canvas_has_pane(c, a.cols) && k->tab != TAB_MATRIX;
	int detail = detail_rows(k, a.rows);
	struct area main = {a.y, a.x, is_wide ? a.rows : a.rows - detail - 1, is_wide ? a.cols * 3 / 5 : a.cols};
	struct area side = is_wide ? (struct area){a.y, main.cols + 2, a.rows, a.cols - main.cols - 3}
		: (struct area){a.y + main.rows + 1, a.x + 1, detail, a.cols - 2};

	if (k->tab == TAB_MATRIX)
		matrix_draw(&k->matrix, board_of(k), c, main);
	else
		list_part_draw(k, c, main);
	if (!is_wide)
		canvas_fill(c, a.y + main.rows, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	if (!c->is_passing)
		detail_draw(k, c, side);
}

static void board_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct board_screen *k = self(s);

	tabs_draw(k, c, a);
	period_draw(k, c, (struct area){a.y + 1, a.x, 1, a.cols});
	if (board_of(k))
		body_draw(k, c, (struct area){a.y + 2, a.x, a.rows - 2, a.cols});
	else
		canvas_focus(c, a.y + 1, a.x + 1);
}

/* Behind a number ------------------------------------------------------------- */

static void behind_open(struct app *app, struct board_behind w)
{
	app->counting.behind = w;
	app_go(app, &SCREEN_BEHIND, &(struct target){0, 0});
}

static void import_open_at(struct app *app, const struct board_feed *f)
{
	app_view(app, &SCREEN_IMPORTS, &(struct target){0, f->line.import});
}

/* What a row of several numbers leads to: those that are not 0. */
struct choice { const char *label; struct board_behind behind; int64_t n; };
enum { CHOICES_MOST = 4 };

static size_t way_choices(const struct board_way *w, struct choice out[static CHOICES_MOST])
{
	const struct board_behind of = {.agency = w->to, .other = w->from};
	size_t n = 0;

	out[n] = (struct choice){"Without reply", of, w->waiting};
	out[n++].behind.of = BF_WAITING;
	out[n] = (struct choice){"Sent in the period", of, w->sent};
	out[n++].behind.of = BF_SENT;
	out[n] = (struct choice){"Answered", of, w->answered};
	out[n++].behind.of = BF_ANSWERED;
	return n;
}

static size_t feed_choices(const struct board_feed *f, struct choice out[static CHOICES_MOST])
{
	size_t n = 0;

	out[n++] = (struct choice){"Its newest import", {.of = BF_COUNT}, f->line.import};
	out[n++] = (struct choice){"Asked again by it", {.of = BF_AGAIN, .agency = f->line.agency}, f->asked};
	out[n++] = (struct choice){"Asked again elsewhere though it knew", {.of = BF_AGAIN, .other = f->line.agency}, f->knew};
	out[n++] = (struct choice){"Its assessments without needs", {.of = BF_CANNOT_JUDGE, .agency = f->line.agency},
		f->cannot_judge};
	return n;
}

static size_t choices_of(const struct board_screen *k, struct choice out[static CHOICES_MOST])
{
	const struct board_way *w = k->tab == TAB_WAYS ? ways_row(&k->lists) : NULL;
	const struct board_feed *f = k->tab == TAB_FEEDS ? feeds_row(&k->lists) : NULL;
	size_t n = w ? way_choices(w, out) : f ? feed_choices(f, out) : 0, kept = 0;

	for (size_t i = 0; i < n; i++)
		if (out[i].n)
			out[kept++] = out[i];
	return kept;
}

static void choice_follow(struct board_screen *k, const struct choice *c)
{
	if (c->behind.of == BF_COUNT)
		import_open_at(k->screen.app, feeds_row(&k->lists));
	else
		behind_open(k->screen.app, c->behind);
}

static void choice_made(struct screen *s, int picked, const char *text)
{
	struct choice choice[CHOICES_MOST];
	size_t n = choices_of(self(s), choice);

	(void)text;
	if (picked >= 0 && (size_t)picked < n)
		choice_follow(self(s), &choice[picked]);
}

static void choices_offer(struct board_screen *k)
{
	struct choice choice[CHOICES_MOST];
	size_t n = choices_of(k, choice);
	const char *label[CHOICES_MOST];

	for (size_t i = 0; i < n; i++)
		label[i] = choice[i].label;
	if (n == 1)
		choice_follow(k, &choice[0]);
	else if (n)
		app_pick_text(k->screen.app, "Which list", label, n, NULL, choice_made);
}

static void row_open(struct board_screen *k)
{
	if (k->tab == TAB_MATRIX)
		behind_open(k->screen.app, matrix_behind(&k->matrix));
	else if (k->tab == TAB_FIGURES)
		behind_open(k->screen.app, (struct board_behind){.of = figures_row(&k->lists)->of});
	else
		choices_offer(k);
}

/* Verbs ----------------------------------------------------------------------- */

static int days_place(const struct board_screen *k)
{
	int i = 0;

	while (i + 1 < DAYS_COUNT && DAYS[i] < k->screen.app->counting.days)
		i++;
	return i;
}

static void days_set(struct board_screen *k, int by)
{
	struct err e = {0};
	int i = days_place(k) + by;

	if (i < 0 || i >= DAYS_COUNT)
		return;
	k->screen.app->counting.days = DAYS[i];
	if (screen_reread(&k->screen, &e) != ST_OK)
		app_fail(k->screen.app, &e);
}

static void tab_turn(struct board_screen *k, int by)
{
	k->tab = (enum board_tab)(((int)k->tab + by + TAB_COUNT) % TAB_COUNT);
	k->is_in_page = false;
	page_fill(k);
}

static void matrix_turn(struct board_screen *k)
{
	struct err e = {0};

	k->matrix.of = (enum matrix_of)(((int)k->matrix.of + 1) % MATRIX_COUNT);
	if (screen_reread(&k->screen, &e) != ST_OK)
		app_fail(k->screen.app, &e);
}

static void board_act(struct screen *s, enum act act)
{
	struct board_screen *k = self(s);

	switch (act) {
	case ACT_OPEN:     row_open(k); break;
	case ACT_NEXT_TAB: tab_turn(k, 1); break;
	case ACT_PREV_TAB: tab_turn(k, -1); break;
	case ACT_ZOOM_OUT: days_set(k, 1); break;
	case ACT_ZOOM_IN:  days_set(k, -1); break;
	case ACT_STATES:   matrix_turn(k); break;
	case ACT_PANE:     k->is_in_page = !k->is_in_page; break;
	default:
		if (k->tab == TAB_MATRIX)
			matrix_act(&k->matrix, act);
		else if (k->is_in_page)
			page_act(&k->page, act);
	}
}

static const char *open_why_not(const struct board_screen *k)
{
	const struct figure_row *r = k->tab == TAB_FIGURES ? figures_row(&k->lists) : NULL;
	struct choice choice[CHOICES_MOST];

	if (k->tab == TAB_MATRIX)
		return matrix_number(&k->matrix) ? NULL : "There is nothing behind a 0.";
	if (k->tab != TAB_FIGURES)
		return choices_of(k, choice) ? NULL : "There is nothing behind this row.";
	if (!r)
		return "There is no figure to open.";
	if (!BOARD_MEANINGS[r->of].has_list)
		return BOARD_MEANINGS[r->of].part == BP_FEEDS ? "It is of all records; the tab Feeds tells it by agency."
			: "It is a sum of minutes: open what was prevented or reused.";
	return board_figure(board_of(k), r->of)->now.num ? NULL : "There is nothing behind a 0.";
}

static const char *board_why_not(const struct screen *s, enum act act)
{
	const struct board_screen *k = (const struct board_screen *)s;
	bool moves_list = act == ACT_FILTER || act == ACT_NEXT_HIT || act == ACT_PREV_HIT;

	if (!board_of(k) && (act == ACT_OPEN || act == ACT_PANE || act == ACT_STATES || (act >= ACT_DOWN && act <= ACT_MARK_ALL)))
		return "It is still being counted.";
	if (act == ACT_OPEN)
		return open_why_not(k);
	if (act == ACT_ZOOM_OUT && days_place(k) + 1 == DAYS_COUNT)
		return "These are the most days that are counted.";
	if (act == ACT_ZOOM_IN && days_place(k) == 0)
		return "These are the fewest days that are counted.";
	if (act == ACT_PANE && !k->is_in_page && !page_is_cut(&k->page))
		return "All of the text is on the screen.";
	if (k->is_in_page)
		return moves_list ? "Tab goes back to the list first." : page_why_not(&k->page, act);
	return k->tab == TAB_MATRIX ? matrix_why_not(&k->matrix, act) : NULL;
}

static const struct verb_set *board_verbs(const struct screen *s)
{
	return ((const struct board_screen *)s)->tab == TAB_MATRIX ? &VERBS_OF_MATRIX : &VERBS_OF_BOARD;
}

static struct list *board_list_of(struct screen *s)
{
	struct board_screen *k = self(s);

	return board_of(k) && !k->is_in_page ? list_of_tab(k) : NULL;
}

/* What follows the cursor waits until the keys rest. */
static void board_moved(struct screen *s)
{
	if (!self(s)->is_in_page && !s->app->is_held)
		page_fill(self(s));
}

static bool board_level_up(struct screen *s)
{
	bool was_in = self(s)->is_in_page;

	self(s)->is_in_page = false;
	return was_in;
}

const struct screen_class SCREEN_BOARD = {
	.name = "Board", .needs = MAY_FIGURES, .number = 5, .size = sizeof(struct board_screen),
	.start = board_start, .read = board_read, .stop = board_stop, .draw = board_draw,
	.verbs = board_verbs, .act = board_act, .why_not = board_why_not, .list = board_list_of,
	.moved = board_moved, .level_up = board_level_up,
};
