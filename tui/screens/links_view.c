/*
 * links_view.c - view 4: pairs of records that may be one person's, decided with
 * one key; the pair itself beneath, or beside from 120 columns on.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "screens/kept.h"
#include "screens/links_many.h"
#include "screens/opening.h"
#include "screens/show.h"
#include "screens/tags.h"
#include "text.h"

enum { LINKS_FIRST = 500, LINKS_NEAR = 20, LINKS_STEP = 200, LINKS_MOST_AT_ONCE = 2000 };
enum { STATE_CELLS = 9, ODDS_CELLS = 16, AGENCIES_MOST = 22, AGENCIES_NARROW = 16, NARROW = 60 };

static struct links_screen *self(struct screen *s)
{
	return (struct links_screen *)s;
}

/* The list ---------------------------------------------------------------- */

static size_t links_count(const void *arg)
{
	return ((const struct links_screen *)arg)->line_n;
}

static const struct links_line *line_of(const void *arg, size_t row)
{
	return &((const struct links_screen *)arg)->line[row];
}

static bool links_is_heading(const void *arg, size_t row)
{
	return line_of(arg, row)->heading != NULL;
}

static int64_t links_id(const void *arg, size_t row)
{
	const struct queued_pair *p = line_of(arg, row)->pair;

	return pair_number(p->a.record, p->b.record);
}

static const char *state_of(const struct queued_pair *p)
{
	return p->is_resting ? "asked" : p->asked ? "no reply" : p->band;
}

static void links_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct app *app = ((const struct links_screen *)arg)->screen.app;
	const struct links_line *l = line_of(arg, row);

	*out = '\0';
	if (!l->pair->is_veiled) {
		tag_agency(app->session, l->pair->a.agency, out, room);
		tag_agency(app->session, l->pair->b.agency, out, room);
	}
	words_tag(out, room, "state", state_of(l->pair));
	words_rest(out, room, "%s %s %s", l->who, l->agencies, l->pair->reason);
}

enum { LC_STATE, LC_WHO, LC_AGENCIES, LC_ODDS, LC_COUNT };

static const struct list_column COLUMNS[LC_COUNT] = {
	[LC_STATE] = {"State", NULL, ORDER_TEXT, 0},
	[LC_WHO] = {"Who", NULL, ORDER_TEXT, 0},
	[LC_AGENCIES] = {"Agencies", NULL, ORDER_TEXT, 0},
	[LC_ODDS] = {"Odds", NULL, ORDER_NUMBER, COLUMN_DOWN_FIRST},
};

static void links_widths(const void *arg, int cells, struct column *col)
{
	const struct links_screen *k = arg;
	int room, agencies = cells < NARROW && k->agency_cells > AGENCIES_NARROW ? AGENCIES_NARROW
		: k->agency_cells;

	col[LC_STATE].cells = STATE_CELLS;
	col[LC_AGENCIES] = cells < 45 ? (struct column){0, 0, 0} : (struct column){8, 1, 0};
	col[LC_ODDS].cells = cells < NARROW ? 0 : ODDS_CELLS;
	room = cells - STATE_CELLS - col[LC_ODDS].cells - (col[LC_AGENCIES].share ? agencies : 0);
	col[LC_WHO].cells = k->who_cells > room ? room : k->who_cells;
}

static void odds_cell(const struct links_screen *k, const struct queued_pair *p, struct cell *out)
{
	char day[12];

	out->number = isnan(p->weight) ? 0 : (int64_t)(p->weight * 1000);
	if (p->asked) {
		show_day(k->screen.app, p->reply_by, day);
		snprintf(out->text, sizeof out->text, "reply by %s", day);
	} else {
		char odds[32];

		pair_odds(p->weight, odds);
		cell_text(out, odds);
	}
}

static void links_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct links_line *l = line_of(arg, row);

	switch (column) {
	case LC_STATE:
		out->look = l->pair->asked && !l->pair->is_resting ? LOOK_URGENT : LOOK_PLAIN;
		cell_text(out, state_of(l->pair));
		break;
	case LC_WHO:      cell_text(out, l->who); break;
	case LC_AGENCIES: cell_text(out, l->agencies); break;
	case LC_ODDS:     odds_cell(arg, l->pair, out); break;
	}
}

static const struct list_columns LINE_COLUMNS = {COLUMNS, LC_COUNT, .widths = links_widths, .cell = links_cell};

static void links_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct links_screen *k = arg;
	const struct links_line *l = line_of(arg, row);

	if (l->heading)
		canvas_text(c, a.y, a.x - LIST_MARGIN + 1, a.cols, LOOK_HEADING, l->heading);
	else
		list_row_draw(&k->list, row, c, a);
}

static const struct list_source LINES = {
	links_count, links_is_heading, links_id, links_text, links_draw_row};

static bool is_same(const char *a, const char *b)
{
	char left[256], right[256];

	text_fold(a, left, sizeof left);
	text_fold(b, right, sizeof right);
	return strcmp(left, right) == 0;
}

/* "Warren, Dick / Richard", "Hall, John / Hale, Jon". */
static const char *both_told(const char *one, const char *two, struct arena *a)
{
	const char *comma = strchr(one, ',');
	size_t family = comma ? (size_t)(comma - one) + 1 : 0;

	if (family && strncmp(one, two, family) == 0)
		two += family + strspn(two + family, " ");
	return arena_printf(a, "%s / %s", one, two);
}

/* "Hall, John (81, 54)", or both where they are called otherwise. */
static const char *who_told(const struct app *app, const struct queued_pair *p, struct arena *a)
{
	const char *one = app_mask(app, a, p->a.listed), *two = app_mask(app, a, p->b.listed);
	int32_t today = session_today(app->session);
	int age = civil_age(p->a.born, today), other = civil_age(p->b.born, today);
	const char *told;

	if (!is_same(p->a.listed, p->b.listed))
		told = both_told(one, two, a);
	else if (app->mask || (age < 0 && other < 0))
		told = one;
	else if (age == other || age < 0 || other < 0)
		told = arena_printf(a, "%s (%d)", one, age < 0 ? other : age);
	else
		told = arena_printf(a, "%s (%d, %d)", one, age, other);
	return told ? told : "";
}

static const char *agencies_told(const struct app *app, const struct queued_pair *p, struct arena *a)
{
	const char *told = p->is_veiled ? ""
		: p->a.agency == p->b.agency
		? arena_printf(a, "%s, twice", show_agency(app, p->a.agency))
		: arena_printf(a, "%s, %s", show_agency(app, p->a.agency), show_agency(app, p->b.agency));

	return told ? told : "";
}

/* Headings only where something rests. */
static enum status lines_make(
	struct links_screen *k, const struct pair_queue *q, struct arena *a, struct err *e)
{
	struct links_line *line = arena_alloc(a, (q->n + 2) * sizeof *line);
	bool is_parted = q->n && q->v[q->n - 1].is_resting;
	size_t at = 0;

	if (!line)
		return err_nomem(e);
	k->who_cells = k->agency_cells = 0;
	for (size_t i = 0; i < q->n; i++) {
		const struct queued_pair *p = &q->v[i];
		int cells;

		if (is_parted && (!i || p->is_resting != q->v[i - 1].is_resting))
			line[at++].heading = p->is_resting ? "Asked: waiting for the reply" : "To decide";
		line[at] = (struct links_line){.pair = p, .who = who_told(k->screen.app, p, a),
			.agencies = agencies_told(k->screen.app, p, a)};
		cells = text_width(line[at].who) + 1;
		k->who_cells = cells > k->who_cells ? cells : k->who_cells;
		cells = text_width(line[at++].agencies) + 1;
		k->agency_cells = cells > AGENCIES_MOST ? AGENCIES_MOST
			: cells > k->agency_cells ? cells : k->agency_cells;
	}
	k->line = line;
	k->line_n = at;
	return ST_OK;
}

/* After a decision the cursor stays where it was, so that the next pair is under
 * it; a pair that has come back by undo is gone to. */
static void place_find(struct links_screen *k, int64_t id)
{
	const struct queued_pair *p;

	list_refresh(&k->list, k->keeps_place ? 0 : id);
	p = links_pair_of(k);
	if (k->keeps_place && p && p->is_resting && k->queue.due)
		list_act(&k->list, ACT_UP);
	if (!k->decided.n || k->keeps_place)
		return;
	id = list_id(&k->list);
	if (list_select(&k->list, k->decided.v[k->decided.n - 1]) && !links_pair_of(k)->is_resting)
		k->decided.n--;
	else
		list_select(&k->list, id);
}

const struct queued_pair *links_pair_of(const struct links_screen *k)
{
	size_t row;

	return list_selected(&k->list, &row) ? k->line[row].pair : NULL;
}

void links_explain(struct links_screen *k)
{
	const struct queued_pair *pair = links_pair_of(k);

	if (pair != k->pair.shown)
		links_pair_show(&k->pair, pair);
}

/* The screen -------------------------------------------------------------- */

static void links_start(struct screen *s, const struct target *target)
{
	struct links_screen *k = self(s);

	k->target = target->event;
	list_init(&k->list, &LINES, k);
	kept_begin(s->app, &k->list, &LINE_COLUMNS, "links", true);
	k->list.reads_on = true;
	links_pair_init(&k->pair, s->app);
}

static void tell_rest(struct links_screen *k)
{
	k->list.has_rest = k->queue.has_rest;
	k->list.is_growing = k->queue.has_rest && list_needs_all(&k->list);
}

static enum status list_fill(struct links_screen *k, struct arena *a, struct err *e)
{
	enum status st = lines_make(k, &k->queue, a, e);

	if (st == ST_OK) {
		k->listed_n = k->queue.n;
		tell_rest(k);
	}
	return st;
}

static enum status links_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct links_screen *k = self(s);
	struct pair_queue before = k->queue;
	int64_t id = is_first ? k->target : list_id(&k->list);
	enum pair_focus focus = k->pair.focus;
	size_t most = before.n < LINKS_FIRST ? LINKS_FIRST : before.n < LINKS_MOST_AT_ONCE ? before.n : LINKS_MOST_AT_ONCE;
	enum status st = pair_queue_read(s->app->session, most, a, &k->queue, e);

	if (st == ST_OK)
		st = list_fill(k, a, e);
	if (st != ST_OK) {
		k->queue = before;
		return st;
	}
	place_find(k, id);
	if (is_first && id)
		list_find(&k->list, id); /* also where what was filtered by the last time hides it */
	k->pair.shown = NULL;
	links_explain(k);
	if (list_id(&k->list) == id)
		k->pair.focus = focus;
	return ST_OK;
}

static void links_stop(struct screen *s)
{
	list_done(&self(s)->list);
	vec_done(&self(s)->decided);
	links_pair_done(&self(s)->pair);
	links_many_done(self(s));
}

/* No more than it has, and at most a third: the pair itself needs the room. */
static int list_rows_wanted(const struct links_screen *k, struct area a)
{
	int most = a.rows / 3 < 3 ? 3 : a.rows / 3;
	size_t n = (k->list.shown.n ? k->list.shown.n : 1) +
		(size_t)list_head_rows(&k->list, (struct area){a.y, a.x, most, a.cols});

	return n < (size_t)most ? (int)n : most;
}

static void links_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct links_screen *k = self(s);
	bool is_wide = canvas_has_pane(c, a.cols);
	int rows = is_wide ? a.rows : list_rows_wanted(k, a), cols = is_wide ? a.cols * 2 / 5 : a.cols;
	struct area list = {a.y, a.x, rows, cols};
	struct area side = is_wide ? (struct area){a.y, cols + 2, a.rows, a.cols - cols - 3}
		: (struct area){a.y + rows + 1, a.x + 1, a.rows - rows - 1, a.cols - 2};

	if (!k->line_n) {
		(void)canvas_wrap(c, (struct area){a.y + 1, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN,
			"No records wait to be decided.");
		canvas_focus(c, a.y + 1, a.x + 2);
		return;
	}
	list_draw(&k->list, c, list);
	if (!list_rows(&k->list))
		(void)canvas_wrap(c, (struct area){list.y + list_head_rows(&k->list, list), a.x + 2, 2, list.cols - 2}, LOOK_PLAIN,
			"No row holds these words; Esc shows all.");
	if (!is_wide)
		canvas_fill(c, a.y + rows, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	links_pair_draw(&k->pair, c, side);
	if (!is_wide && links_pair_is_cut(&k->pair))
		canvas_text(c, a.y + rows, a.x + a.cols - 18, 16, LOOK_PLAIN,
			k->pair.focus == PAIR_NONE ? " Tab: more below" : " more below ");
}

static const struct verb_set *links_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_LINKS;
}

static void links_act(struct screen *s, enum act act)
{
	struct links_screen *k = self(s);
	const struct queued_pair *pair = links_pair_of(k);

	if ((verb_verdict(act) != VD_OPEN || act == ACT_PANE) && pair && k->pair.is_unsaid)
		(void)queue_first(s->app, pair->a.person, pair->b.person, "data quality", act);
	else if (verb_verdict(act) != VD_OPEN)
		links_decide(k, verb_verdict(act));
	else if (act == ACT_OPEN && pair)
		app_go(s->app, &SCREEN_PERSON,
			&(struct target){k->pair.focus == PAIR_B ? pair->b.person : pair->a.person, 0});
	else if (act == ACT_PANE)
		k->pair.focus = (enum pair_focus)((k->pair.focus + 1) % (PAIR_B + 1));
	else if (k->pair.focus != PAIR_NONE)
		page_act(&k->pair.scroll, act);
}

static const char *links_why_not(const struct screen *s, enum act act)
{
	const struct links_screen *k = (const struct links_screen *)s;

	if ((verb_verdict(act) == VD_LINK || verb_verdict(act) == VD_SEPARATE) && !k->list.marked.n &&
		k->pair.shown == links_pair_of(k) && k->pair.opened.is_withheld)
		return k->pair.opened.brings;
	if (act == ACT_ASK_AGENCY && k->list.marked.n)
		return "K asks about one pair at a time; Esc takes the marks away.";
	if (!links_pair_of(k) && (verb_verdict(act) != VD_OPEN || act == ACT_OPEN || act == ACT_PANE))
		return "There is no pair to decide here.";
	if (k->pair.focus != PAIR_NONE && (act == ACT_FILTER || act == ACT_NEXT_HIT || act == ACT_PREV_HIT ||
		(act >= ACT_MARK && act <= ACT_MARK_ALL)))
		return "Tab goes back to the list first.";
	return k->pair.focus != PAIR_NONE ? page_why_not(&k->pair.scroll, act) : NULL;
}

static struct list *links_list_of(struct screen *s)
{
	return self(s)->pair.focus == PAIR_NONE ? &self(s)->list : NULL;
}

/* The rows have moved, and the pair that is shown with them. */
static void place_keep(struct links_screen *k, int64_t id)
{
	const struct queued_pair *pair, *shown = k->pair.shown;

	list_refresh(&k->list, id);
	pair = links_pair_of(k);
	if (pair && shown && pair_number(pair->a.record, pair->b.record) == pair_number(shown->a.record, shown->b.record))
		k->pair.shown = pair;
}

/* So many more are read; the list has them as they double, for making its lines anew takes time too. */
static void more_read(struct links_screen *k, bool is_listed)
{
	struct err e = {0};
	int64_t id = list_id(&k->list);
	enum status st = pair_queue_go_on(k->screen.app->session, LINKS_STEP, k->screen.arena, &k->queue, &e);

	if (st == ST_OK && (is_listed || !k->queue.has_rest || k->queue.n >= k->listed_n * 2)) {
		st = list_fill(k, k->screen.arena, &e);
		if (st == ST_OK)
			place_keep(k, id);
	}
	if (st == ST_OK)
		return;
	k->queue.has_rest = false;
	app_fail(k->screen.app, &e);
}

/* Where somebody wrote meanwhile all is read anew before long. */
static bool links_has_work(const struct screen *s)
{
	const struct links_screen *k = (const struct links_screen *)s;

	return k->queue.has_rest && list_needs_all(&k->list) && pair_queue_is_known(s->app->session);
}

/* A filter or an order is about all: the rest is read piece by piece while no key comes. */
static bool links_work(struct screen *s)
{
	struct links_screen *k = self(s);
	size_t listed = k->listed_n;

	more_read(k, false);
	tell_rest(k);
	return k->listed_n != listed || !k->queue.has_rest;
}

/* More rows are read as the cursor comes near the end. */
static void links_moved(struct screen *s)
{
	struct links_screen *k = self(s);

	if (k->queue.has_rest && !list_needs_all(&k->list) && k->list.row + LINKS_NEAR > k->queue.n &&
		pair_queue_is_known(s->app->session))
		more_read(k, true);
	tell_rest(k);
	if (!k->pair.shown || !s->app->is_held)
		links_explain(k);
}

static bool links_level_up(struct screen *s)
{
	bool was_in = self(s)->pair.focus != PAIR_NONE;

	self(s)->pair.focus = PAIR_NONE;
	return was_in;
}

static const struct picker_item LEGEND[] = {
	{"+", "the two records agree", NULL, -1, NULL, NULL},
	{"~", "nearly the same; the word beside it says how", NULL, -1, NULL, NULL},
	{"?", "the two records differ", NULL, -1, NULL, NULL},
	{"+2.0", "each whole number doubles or halves the odds for one person", NULL, -1, NULL, NULL},
};

static const struct picker_item *links_legend(const struct screen *s, size_t *n)
{
	(void)s;
	*n = sizeof LEGEND / sizeof *LEGEND;
	return LEGEND;
}

static void links_row_people(const struct screen *s, size_t row, int64_t out[static ROW_PEOPLE])
{
	const struct queued_pair *p = line_of(s, row)->pair;

	out[0] = p->a.person;
	out[1] = p->b.person;
}

const struct screen_class SCREEN_LINKS = {
	.name = "Links", .needs = MAY_LINK, .number = 4, .size = sizeof(struct links_screen),
	.start = links_start, .read = links_read, .stop = links_stop, .draw = links_draw,
	.verbs = links_verbs, .act = links_act, .why_not = links_why_not, .list = links_list_of, .row_people = links_row_people,
	.moved = links_moved, .legend = links_legend, .level_up = links_level_up,
	.has_work = links_has_work, .work = links_work,
};
