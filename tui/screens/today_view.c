#include "screens/today_view.h"

#include <stdio.h>

#include "lists.h"
#include "screens/kept.h"
#include "screens/opening.h"
#include "screens/person_head.h"
#include "screens/services.h"
#include "screens/show.h"
#include "screens/tags.h"
#include "screens/tags.h"
#include "writing.h"
#include "text.h"

enum { SINCE_CELLS = 7, COLS_MOST = 170 }; /* the eye must find from who to since */
enum { EACH_LEAST = 2, EACH = 4, EACH_MOST = 256 }; /* lines of a kind */

static struct today_screen *self(struct screen *s)
{
	return (struct today_screen *)s;
}

static size_t today_count(const void *arg)
{
	return ((const struct today_screen *)arg)->row_n;
}

static bool today_is_heading(const void *arg, size_t row)
{
	return ((const struct today_screen *)arg)->row[row].is_heading;
}

static const struct today_line *line_of(const void *arg, size_t row)
{
	const struct today_screen *t = arg;

	return &t->today.line[t->row[row].line];
}

static int64_t today_id(const void *arg, size_t row)
{
	return ((const struct today_screen *)arg)->row[row].id;
}

static const char *kind_told(enum today_kind kind)
{
	static const char *const WORDS[TD_COUNT] = {
		[TD_DIED] = "has died", [TD_DISCHARGED] = "discharged", [TD_IN_HOSPITAL] = "in hospital",
		[TD_ASKED_AGAIN] = "asked again", [TD_NO_REPLY] = "no reply", [TD_ACTION] = "action due", [TD_LINK] = "one person?",
		[TD_MOVED] = "moved?", [TD_CONSENT] = "consent", [TD_QUIET] = "feed quiet",
	};

	return WORDS[kind];
}

static void today_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct today_screen *t = arg;
	const struct today_line *l = line_of(arg, row);

	*out = '\0';
	if (l->agency)
		tag_agency(t->screen.app->session, l->agency, out, room);
	words_tag(out, room, "kind", kind_told(l->kind));
	words_tag_day(out, room, l->since);
	words_rest(out, room, "%s %s %s", l->who, l->what, l->why);
}

/* Of headings that leave no room for their count in the smallest window. */
static const char *heading_told(enum today_kind kind, bool is_narrow)
{
	static const char *const BRIEF[TD_COUNT] = {
		[TD_DISCHARGED] = "To ring: discharged", [TD_NO_REPLY] = "To chase: no reply", [TD_MOVED] = "Moved home?",
		[TD_LEAD] = "Nobody leads", [TD_CONSENT] = "Consent to ask again",
	};

	return is_narrow && BRIEF[kind] ? BRIEF[kind] : TODAY_HEADINGS[kind];
}

static void heading_draw(
	const struct today_screen *t, enum today_kind kind, struct canvas *c, struct area a)
{
	size_t listed = 0;
	const char *more = "";
	char count[48];
	int x = a.x - LIST_MARGIN + 1, used;
	bool is_narrow = a.cols < 60;

	for (size_t i = 0; i < t->today.line_n; i++)
		listed += t->today.line[i].kind == kind;
	used = canvas_text(
		c, a.y, x, a.cols, kind == TD_DIED ? LOOK_URGENT : LOOK_HEADING, heading_told(kind, is_narrow));
	if (t->today.has_more[kind] && !is_narrow)
		more = kind == TD_ASKED_AGAIN ? ", all in view 3" : kind == TD_LINK ? ", all in view 4" : "";
	if (t->today.total[kind] > (int64_t)listed)
		snprintf(count, sizeof count, "%zu of %lld", listed, (long long)t->today.total[kind]);
	else /* how many more may not be told */
		snprintf(count, sizeof count, t->today.has_more[kind] ? "first %zu" : "%zu", listed);
	canvas_textf(c, a.y, x + used + 2, a.x + a.cols - SINCE_CELLS - x - used - 2, LOOK_PLAIN, "%s%s",
		count, more);
	canvas_text(
		c, a.y, a.x + a.cols - SINCE_CELLS, SINCE_CELLS, LOOK_PLAIN, TODAY_SINCE[kind]);
}

enum { TC_KIND, TC_WHO, TC_WHAT, TC_WHY, TC_SINCE, TC_COUNT };

static const struct list_column COLUMNS[TC_COUNT] = {
	[TC_KIND] = {"Kind", NULL, ORDER_NUMBER, COLUMN_FLAT},
	[TC_WHO] = {"Who", NULL, ORDER_TEXT, 0},
	[TC_WHAT] = {"What", NULL, ORDER_TEXT, 0},
	[TC_WHY] = {"Why", NULL, ORDER_TEXT, 0},
	[TC_SINCE] = {"Since", NULL, ORDER_DAY, COLUMN_TO_END},
};

/* Of the room for what and why: what why needs, where what needs less than its share. */
static int why_cells(const struct today_screen *t, int room)
{
	enum { WHAT_LEAST = 10 };
	int share = (room - WHAT_LEAST) * 4 / 9, spare = room - t->what_cells - 1;
	int most = spare > share ? spare : share, why = t->why_cells + 1 > share ? t->why_cells + 1 : share;

	return why < most ? why : most;
}

/* Narrow, there is no room for a column of its own: why follows what. */
static void today_widths(const void *arg, int cells, struct column *col)
{
	const struct today_screen *t = arg;
	bool is_wide = cells + LIST_MARGIN >= APP_WIDE_COLS;

	col[TC_KIND].cells = cells < 60 ? 0 : 12;
	col[TC_WHO].cells = t->who_cells + 1 > cells / 3 ? cells / 3 : t->who_cells + 1;
	col[TC_WHAT] = (struct column){10, 5, 0};
	col[TC_SINCE].cells = SINCE_CELLS;
	if (is_wide)
		col[TC_WHY].cells = why_cells(t, cells - col[TC_WHO].cells - SINCE_CELLS -
			(list_is_ordered(&t->list) ? col[TC_KIND].cells : 0));
}

static void today_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct today_screen *t = arg;
	const struct today_line *l = line_of(arg, row);

	switch (column) {
	case TC_KIND:
		cell_text(out, kind_told(l->kind));
		out->number = l->kind;
		break;
	case TC_WHO:   cell_text(out, t->row[row].who); break;
	case TC_WHAT:  cell_text(out, l->what); break;
	case TC_WHY:   cell_text(out, l->why); break;
	case TC_SINCE: show_day_cell(t->screen.app, l->since, out); break;
	}
}

static const struct list_columns LINE_COLUMNS = {
	COLUMNS, TC_COUNT, .cells_most = COLS_MOST, .widths = today_widths, .cell = today_cell};

/* What and why in one: where they don't fit what is cut, since why is what
 * brings two agencies together. */
static void what_and_why(
	struct canvas *c, struct area a, const struct column *col, const struct today_line *l)
{
	int room = col->cells - 1, why = canvas_measure(c, l->why), what = canvas_measure(c, l->what);
	int x;

	if (!l->why[0]) {
		column_text(c, a, col, LOOK_PLAIN, l->what);
		return;
	}
	if (what + why + 2 > room)
		what = room - why - 2 > room * 2 / 5 ? room - why - 2 : room * 2 / 5 < what ? room * 2 / 5 : what;
	x = a.x + col->x;
	x += canvas_text(c, a.y, x, what, LOOK_PLAIN, l->what);
	x += canvas_text(c, a.y, x, 2, LOOK_PLAIN, "; ");
	canvas_text(c, a.y, x, a.x + col->x + room - x, LOOK_PLAIN, l->why);
}

static void today_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct today_screen *t = arg;
	const struct list *list = &t->list;
	struct column col[COLUMNS_MOST];

	if (t->row[row].is_heading) {
		a.cols = a.cols < COLS_MOST ? a.cols : COLS_MOST;
		heading_draw(t, t->row[row].kind, c, a);
		return;
	}
	columns_of_line(&LINE_COLUMNS, &list->order, t, a.cols, col);
	for (size_t i = 0; i < TC_COUNT; i++)
		if (i == TC_WHAT && col[i].cells && !col[TC_WHY].cells && column_is_shown(&LINE_COLUMNS, &list->order, TC_WHY))
			what_and_why(c, a, &col[i], line_of(t, row));
		else
			column_cell_draw(&LINE_COLUMNS, i, &col[i], t, row, c, a);
}

static const struct list_source LINES = {
	today_count, today_is_heading, today_id, today_text, today_draw_row};

static const char MINE[] = "today.mine"; /* kept as: whether only their list is shown */

static void mine_recall(struct today_screen *t)
{
	struct arena *a = arena_new();
	const char *text = "";
	struct err unused;

	if (a && list_setting_get(t->screen.app->session, MINE, a, &text, &unused) == ST_OK)
		t->is_mine = *text != '\0';
	arena_free(a);
}

static void mine_turn(struct today_screen *t)
{
	struct app *app = t->screen.app;
	struct err e = {0};

	t->is_mine = !t->is_mine;
	if (list_setting_keep(app->session, MINE, t->is_mine ? "yes" : "", &e) != ST_OK)
		app_fail(app, &e);
	app_changed(app);
}

/* A tall screen has room for more of each kind than a common one. */
static size_t each_for(int rows)
{
	enum { COMMON_ROWS = 24, KINDS_USUAL = 8 };

	return EACH + (rows > COMMON_ROWS ? (size_t)(rows - COMMON_ROWS) / KINDS_USUAL : 0);
}

static size_t each_now(const struct today_screen *t)
{
	return t->each ? t->each : each_for(app_rows(t->screen.app));
}

static void today_start(struct screen *s, const struct target *target)
{
	(void)target;
	list_init(&self(s)->list, &LINES, s);
	self(s)->list.filter_ends = true;
	kept_begin(s->app, &self(s)->list, &LINE_COLUMNS, "today", true);
	mine_recall(self(s));
}

/* Found by a filter, the line is not among the few that are listed without it: the next
 * about the same person, else the first about them.  Where there is none the list itself
 * has found the place. */
static void same_person_select(struct today_screen *t, int64_t person, enum today_kind kind)
{
	int64_t first = 0;

	for (size_t i = 0; i < t->row_n; i++) {
		if (t->row[i].is_heading || line_of(t, i)->person != person)
			continue;
		if (t->row[i].kind >= kind && list_select(&t->list, t->row[i].id))
			return;
		if (!first)
			first = t->row[i].id;
	}
	if (first)
		(void)list_select(&t->list, first);
}

static bool has_more(const struct today *t)
{
	for (int kind = 0; kind < TD_COUNT; kind++)
		if (t->has_more[kind])
			return true;
	return false;
}

static int wider(int cells, const char *text)
{
	int its = text_width(text);

	return its > cells ? its : cells;
}

/* The cells that the widest of each column takes. */
static void cells_measure(struct today_screen *t)
{
	t->who_cells = t->what_cells = t->why_cells = 0;
	for (size_t i = 0; i < t->row_n; i++)
		t->who_cells = wider(t->who_cells, t->row[i].who);
	for (size_t i = 0; i < t->today.line_n; i++) {
		t->what_cells = wider(t->what_cells, t->today.line[i].what);
		t->why_cells = wider(t->why_cells, t->today.line[i].why);
	}
}

static enum status today_screen_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct today_screen *t = self(s);
	struct today today = {0};
	struct today_row *row;
	int64_t id = is_first ? 0 : list_id(&t->list), person = 0;
	enum today_kind kind = TD_DIED;
	size_t n, at;
	bool needs_all = list_needs_all(&t->list), had_all = t->has_all;
	const struct today_query query = {
		.each = needs_all ? EACH_MOST : each_now(t), .is_mine = t->is_mine, .is_soon = s->app->is_soon};
	enum status st = today_read(s->app->session, &query, a, &today, e);

	if (st != ST_OK && st != ST_NONE)
		return st;
	if (id && list_selected(&t->list, &at)) {
		person = line_of(t, at)->person;
		kind = t->row[at].kind;
	}
	row = today_rows_make(s->app, &today, a, &n);
	if (!row)
		return err_nomem(e);
	show_today_mask(s->app->mask, today.line, today.line_n, a);
	t->today = today;
	t->has_all = needs_all;
	t->row = row;
	t->row_n = n;
	cells_measure(t);
	t->list.has_rest = has_more(&today) || today.is_partial;
	list_refresh(&t->list, id);
	if (had_all && !needs_all && person && list_id(&t->list) != id)
		same_person_select(t, person, kind);
	return ST_OK;
}

static void today_stop(struct screen *s)
{
	list_done(&self(s)->list);
}

/* "My list: 12 whom I lead, starred or am involved with; m everybody" */
static void mine_draw(const struct today *t, struct canvas *c, struct area a)
{
	int used = canvas_text(c, a.y, a.x + 1, a.cols - 1, LOOK_STRONG, "My list: ");

	if (a.cols < 60)
		canvas_textf(c, a.y, a.x + 1 + used, a.cols - 1 - used, LOOK_PLAIN, "%lld %s; m everybody", (long long)t->mine,
			t->mine == 1 ? "person" : "people");
	else
		canvas_textf(c, a.y, a.x + 1 + used, a.cols - 1 - used, LOOK_PLAIN,
			"%lld whom I lead, starred or am involved with; m everybody", (long long)t->mine);
}

static void summary_draw(const struct app *app, const struct today *t, struct canvas *c, struct area a)
{
	const struct agency *own = t->is_ours ? session_own_agency(app->session) : NULL;
	int used;

	if (t->is_ours) {
		used = canvas_text(c, a.y, a.x + 1, a.cols - 1, LOOK_STRONG, own ? agency_shown(own) : "Your agency");
		canvas_text(c, a.y, a.x + 1 + used, a.cols - 1 - used, LOOK_PLAIN, a.cols < 60 ? ""
			: ": what it is to do, whom it supports, and those on your list");
		return;
	}
	used = canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_PLAIN,
		"%lld %s  %lld record%s  %lld agenc%s", (long long)t->people, t->people == 1 ? "person" : "people",
		(long long)t->records, t->records == 1 ? "" : "s", (long long)t->agencies, t->agencies == 1 ? "y" : "ies");

	if (t->avoidable_minutes > 0 && a.cols >= 70)
		canvas_textf(c, a.y, a.x + 1 + used, a.cols - used - 1, LOOK_PLAIN,
			"  asked again in 90 days: %lld %s",
			(long long)(t->avoidable_minutes < 120 ? t->avoidable_minutes
				: t->avoidable_minutes / 60),
			t->avoidable_minutes < 120 ? "minutes" : "hours");
}

static void today_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct today_screen *t = self(s);
	struct area rows = {a.y + 1, a.x, a.rows - 1, a.cols};

	if (t->is_mine)
		mine_draw(&t->today, c, a);
	else
		summary_draw(s->app, &t->today, c, a);
	if (t->row_n) {
		list_draw(&t->list, c, rows);
		if (!list_rows(&t->list))
			(void)canvas_wrap(c, (struct area){rows.y + list_head_rows(&t->list, rows) + 1, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN,
				"No line holds these words; Esc shows all.");
	} else if (t->today.records || t->today.is_ours) {
		(void)canvas_wrap(c, (struct area){a.y + 2, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN,
			t->today.is_partial ? "Still looking."
			: !t->is_mine ? "Nothing needs you today. 2 finds people."
			: t->today.mine ? "Nothing about them today."
			: "Nobody is on it yet: * and L on a line put them here.");
		canvas_focus(c, a.y + 2, a.x + 2);
	} else {
		(void)canvas_wrap(c, (struct area){a.y + 2, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN,
			"Nothing has come in yet. Press 6, then I: agencies' files are taken in there.");
		canvas_focus(c, a.y + 2, a.x + 2);
	}
}

/* Somebody of whom a line tells no more than that something is to be done; 0: nobody. */
static int64_t person_veiled(const struct today *t)
{
	for (size_t i = 0; i < t->line_n; i++)
		if (t->line[i].is_veiled)
			return t->line[i].person;
	return 0;
}

static const struct verb_set *today_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_TODAY;
}

static void today_act(struct screen *s, enum act act)
{
	struct today_screen *t = self(s);
	size_t row;

	if (act == ACT_OPEN && list_selected(&t->list, &row)) {
		const struct today_line *l = line_of(t, row);

		if (l->pair)
			app_view(s->app, &SCREEN_LINKS, &(struct target){0, l->pair});
		else if (l->action)
			app_go(s->app, &SCREEN_PERSON, &(struct target){l->person, TARGET_TAB(TAB_ACTIONS)});
		else
			app_go(s->app, &SCREEN_PERSON,
				&(struct target){l->person, l->kind == TD_CONSENT ? TARGET_TAB(TAB_ACCESS) : l->event});
	} else if (act == ACT_SERVICES && list_selected(&t->list, &row)) {
		services_go(s->app, line_of(t, row)->person, line_of(t, row)->event);
	} else if (act == ACT_SINCE) {
		app_go(s->app, &SCREEN_SINCE, &(struct target){0, 0});
	} else if (act == ACT_MINE) {
		mine_turn(t);
	} else if (act == ACT_SAY_WHY) {
		(void)queue_first(s->app, person_veiled(&t->today), 0, "repeat queue", act);
	} else if (!today_write(t, act) && (act == ACT_ZOOM_IN || act == ACT_ZOOM_OUT)) {
		t->each = act == ACT_ZOOM_IN ? each_now(t) * 2 : each_now(t) / 2;
		app_changed(s->app);
	}
}

/* Does a kind show more than half of what may be shown of it? */
static bool has_fewer(const struct today_screen *t)
{
	size_t n[TD_COUNT] = {0};

	for (size_t i = 0; i < t->today.line_n; i++)
		if (++n[t->today.line[i].kind] > each_now(t) / 2)
			return true;
	return false;
}

static const char *today_why_not(const struct screen *s, enum act act)
{
	const struct today_screen *t = (const struct today_screen *)s;
	size_t row;

	if (act == ACT_ZOOM_IN && !has_more(&t->today))
		return "All there is is listed.";
	if (act == ACT_ZOOM_IN && each_now(t) >= EACH_MOST)
		return "More than these are too many for one screen; / filters them.";
	if (act == ACT_ZOOM_OUT && (each_now(t) <= EACH_LEAST || !has_fewer(t)))
		return "Each kind shows no more than its first few already.";
	if (act == ACT_SAY_WHY)
		return person_veiled(&t->today) ? NULL : "Of everybody here all is told.";
	if (act == ACT_SERVICES && services_why_none(s->app))
		return services_why_none(s->app);
	if (act != ACT_OPEN && act != ACT_SERVICES)
		return today_write_why_not(t, act);
	if (!list_selected(&t->list, &row))
		return "There is no line to open.";
	return line_of(t, row)->person ? NULL : "This line is about an agency's files, not about a person.";
}

static struct list *today_list(struct screen *s)
{
	return &self(s)->list;
}

/* A filter or an order is about all lines of each kind, not those few that press most. */
static void today_moved(struct screen *s)
{
	struct today_screen *t = self(s);
	struct err e = {0};

	if (t->has_all != list_needs_all(&t->list) && screen_reread(s, &e) != ST_OK)
		app_fail(s->app, &e);
}

static void today_row_people(const struct screen *s, size_t row, int64_t out[static ROW_PEOPLE])
{
	out[0] = line_of(s, row)->person;
}

const struct screen_class SCREEN_TODAY = {
	.name = "Today", .needs = MAY_TODAY, .number = 1, .size = sizeof(struct today_screen),
	.start = today_start, .read = today_screen_read, .stop = today_stop, .draw = today_draw,
	.verbs = today_verbs, .act = today_act, .why_not = today_why_not, .list = today_list, .row_people = today_row_people,
	.moved = today_moved,
};
