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
	const struct access_tab *t = arg;

	return t->said_n + t->line_n;
}

static const struct said *said_at(const struct access_tab *t, size_t row)
{
	return row < t->said_n ? &t->said[row] : NULL;
}

static const struct audit_line *line_at(const struct access_tab *t, size_t row)
{
	return &t->line[row - t->said_n];
}

static int64_t access_id(const void *arg, size_t row)
{
	const struct said *said = said_at(arg, row);

	return said ? -said->number : line_at(arg, row)->row;
}

static void access_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct access_tab *t = arg;
	const struct said *said = said_at(t, row);
	const struct audit_line *l = said ? NULL : line_at(t, row);

	if (said)
		snprintf(out, room, "%s %s %s %s", said->by, said_kind(said), SAID_STATES[said->state], t->about[row]);
	else
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

/* In force it stands out; what is over, or to come, says so. */
static void said_cell(const struct access_tab *t, size_t row, size_t column, struct cell *out)
{
	const struct said *x = &t->said[row];

	out->look = x->state == SAID_IN_FORCE ? LOOK_STRONG : LOOK_PLAIN;
	switch (column) {
	case TC_WHEN:
		snprintf(out->text, sizeof out->text, "%s%s", SAID_STATES[x->state], x->is_due ? ", due" : "");
		out->number = INT64_MAX - (int64_t)row;
		break;
	case TC_WORKER: cell_text(out, x->by); break;
	case TC_DEED:   cell_text(out, said_kind(x)); break;
	case TC_ABOUT:  cell_text(out, t->app->mask ? "" : t->about[row]); break;
	}
}

static void access_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct access_tab *t = arg;
	const struct audit_line *l;

	if (said_at(t, row)) {
		said_cell(t, row, column, out);
		return;
	}
	l = line_at(t, row);
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

static void page_forget(struct access_tab *t)
{
	page_clear(&t->page);
	arena_free(t->page_arena);
	t->page_arena = NULL;
}

void access_tab_clear(struct access_tab *t)
{
	t->line_n = t->said_n = 0;
	t->in_page = false;
	page_forget(t);
	list_refresh(&t->list, 0);
	arena_free(t->arena);
	t->arena = NULL;
}

void access_tab_done(struct access_tab *t)
{
	list_done(&t->list);
	page_done(&t->page);
	arena_free(t->page_arena);
	arena_free(t->arena);
}

const struct said *access_tab_said(const struct access_tab *t)
{
	size_t row;

	return list_selected(&t->list, &row) ? said_at(t, row) : NULL;
}

const char *access_tab_why_not(const struct access_tab *t, enum act act)
{
	const struct said *said = access_tab_said(t);

	switch (act) {
	case ACT_OVERRIDE: return consent_why_not_sign(t->app->session);
	case ACT_END_SAID:
		return said ? said_why_not_end(t->app->session, said)
			: "Stand on a consent, a refusal or an override, then Z ends it.";
	default: /* a line of the log has no text beneath the list */
		return page_pane_why_not(&t->page, t->in_page, said && !t->is_low, act);
	}
}

static void said_page(struct access_tab *t, const struct said *said, size_t row)
{
	page_add(&t->page, LOOK_STRONG, NULL, t->app->mask ? said_kind(said)
		: arena_printf(t->page_arena, "%s: %s.", said_kind(said), t->about[row]));
	if (!t->app->mask)
		page_add(&t->page, LOOK_PLAIN, NULL, said_terms(said, t->page_arena));
}

/* "j.obi looked, 21 Nov 10:42 (UTC)." and what about. */
static void line_page(struct access_tab *t, size_t row)
{
	const struct audit_line *l = line_at(t, row);
	struct cell when = {.text = ""};

	when_cell(t, l, row, &when);
	page_add(&t->page, LOOK_STRONG, NULL,
		arena_printf(t->page_arena, "%s %s, %s (UTC).", l->worker, access_deed_shown(l), when.text));
	page_add(&t->page, LOOK_PLAIN, NULL, t->app->mask ? NULL : l->detail);
}

void access_tab_moved(struct access_tab *t)
{
	const struct said *said = access_tab_said(t);
	size_t row;

	page_forget(t);
	if (!list_selected(&t->list, &row))
		return;
	t->page_arena = arena_new();
	if (!t->page_arena)
		return;
	if (said)
		said_page(t, said, row);
	else
		line_page(t, row);
}

void access_tab_act(struct access_tab *t, enum act act)
{
	if (act == ACT_PANE || act == ACT_OPEN) {
		t->in_page = !t->in_page;
		t->page.top = 0;
	} else if (t->in_page) {
		page_act(&t->page, act);
	}
}

bool access_tab_level_up(struct access_tab *t)
{
	bool was = t->in_page;

	t->in_page = false;
	t->page.top = 0;
	return was;
}

struct list *access_tab_list(struct access_tab *t)
{
	return t->in_page ? NULL : &t->list;
}

static enum status said_read(const struct access_tab *t, int64_t person, struct arena *a, struct access_tab *made,
	struct err *e)
{
	enum status st = access_said(t->app->session, person, a, &made->said, &made->said_n, e);

	made->about = st == ST_OK ? arena_alloc(a, (made->said_n + 1) * sizeof *made->about) : NULL;
	for (size_t i = 0; made->about && i < made->said_n; i++) {
		made->about[i] = said_about(t->app->session, &made->said[i], a);
		if (!made->about[i])
			return err_nomem(e);
	}
	return st != ST_OK || made->about ? st : err_nomem(e);
}

static int who_width(const struct access_tab *t)
{
	int most = WHO_LEAST;

	for (size_t i = 0; i < access_count(t); i++) {
		const struct said *said = said_at(t, i);
		int cells = text_width(said ? said->by : line_at(t, i)->worker) + 2;

		most = cells > most ? cells : most;
	}
	return most < WHO_MOST ? most : WHO_MOST;
}

enum status access_tab_read(struct access_tab *t, int64_t person, struct err *e)
{
	struct arena *a = arena_new();
	struct access_tab made = {.app = t->app};
	int top = t->in_page ? t->page.top : 0;
	int64_t id;
	enum status st = a ? audit_read(t->app->session, person, NULL, ACCESS_ROWS, a, &made.line, &made.line_n, e)
		: err_nomem(e);

	if (st == ST_OK)
		st = said_read(t, person, a, &made, e);
	if (st != ST_OK) {
		arena_free(a);
		return st;
	}
	/* What was said just now is the first; what others did moves nothing. */
	id = t->arena && !t->app->is_said ? list_id(&t->list) : 0;
	page_forget(t);
	arena_free(t->arena);
	t->arena = a;
	t->said = made.said;
	t->said_n = made.said_n;
	t->about = made.about;
	t->line = made.line;
	t->line_n = made.line_n;
	t->list.has_rest = made.line_n == ACCESS_ROWS;
	t->who_cells = who_width(t);
	list_refresh(&t->list, id);
	access_tab_moved(t);
	t->page.top = top;
	return ST_OK;
}

enum { PAGE_ROWS = 4, LIST_LEAST = 2 };

/* Read whole it takes all the room that there is. */
static void page_open_draw(struct access_tab *t, struct canvas *c, struct area a)
{
	page_draw(&t->page, c, (struct area){a.y, a.x + 1, a.rows, a.cols - 2});
	canvas_focus(c, a.y, a.x + 1);
}

static const char *heading(const struct access_tab *t, int cols)
{
	bool is_narrow = cols < 60 || list_is_ordered(&t->list);

	if (t->said_n)
		return is_narrow ? "What may be seen; who looked (UTC)"
			: "What may be seen, and who said so; then who looked, newest first (UTC)";
	if (session_is_demo(t->app->session) && !is_narrow)
		return "Who looked and changed what, newest first; UTC, not the demo's day";
	return is_narrow ? "Who looked, and who changed what (UTC)" : "Who looked, who changed what; newest first, times in UTC";
}

void access_tab_draw(struct access_tab *t, struct canvas *c, struct area a)
{
	int page = !access_tab_said(t) ? 0 : a.rows - 1 - PAGE_ROWS >= LIST_LEAST ? PAGE_ROWS : a.rows - 1 - LIST_LEAST;

	if (t->in_page) {
		page_open_draw(t, c, a);
		return;
	}
	t->is_low = page <= 1;
	page = t->is_low ? 0 : page;
	canvas_text(c, a.y, a.x + 2, a.cols - 2, LOOK_HEADING, heading(t, a.cols));
	list_draw(&t->list, c, (struct area){a.y + 1, a.x, a.rows - 1 - page, a.cols});
	if (page) {
		int y = c->focus_y, x = c->focus_x;

		canvas_fill(c, a.y + a.rows - page, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
		page_draw(&t->page, c, (struct area){a.y + a.rows - page + 1, a.x + 1, page - 1, a.cols - 2});
		canvas_focus(c, y, x);
	}
}
