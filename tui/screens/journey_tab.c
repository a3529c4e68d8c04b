#include "screens/journey_tab.h"

#include <stdio.h>

#include "screens/event_page.h"
#include "screens/show.h"
#include "screens/withheld.h"
#include "text.h"

enum { ROWS_ABOVE = 4 };

void journey_tab_init(struct journey_tab *t, const struct app *app)
{
	*t = (struct journey_tab){.app = app, .part = JOURNEY_WHOLE};
	swimlane_init(&t->lanes);
	list_init(&t->list, &JOURNEY_LIST, t);
	t->list.tells_itself = true;
	t->list.today = session_today(app->session);
}

void journey_tab_done(struct journey_tab *t)
{
	list_done(&t->list);
	page_done(&t->page);
	swimlane_done(&t->lanes);
	arena_free(t->arena);
	arena_free(t->text_arena);
	arena_free(t->followed_arena);
}

/* Lines and lanes ---------------------------------------------------------- */

static void texts_forget(struct journey_tab *t)
{
	arena_free(t->text_arena);
	t->text_arena = NULL;
	t->text = NULL;
}

/* Folded once, so that a key of the filter only looks; NULL: no memory for them. */
static const char **texts_of(struct journey_tab *t)
{
	char text[2048], folded[2048];

	if (t->text)
		return t->text;
	t->text_arena = arena_new();
	t->text = t->text_arena ? arena_alloc(t->text_arena, (t->person->row_n + 1) * sizeof *t->text) : NULL;
	for (size_t i = 0; t->text && i < t->person->row_n; i++) {
		journey_row_text(t->app->session, &t->person->row[i], text, sizeof text);
		words_fold(text, folded, sizeof folded);
		t->text[i] = arena_dup(t->text_arena, folded);
		if (!t->text[i])
			texts_forget(t);
	}
	return t->text;
}

/* The rows that the filter lets through. */
static size_t rows_pass(struct journey_tab *t, const struct journey_row **row)
{
	const char **text = *t->made.words ? texts_of(t) : NULL;
	size_t n = 0;

	for (size_t i = 0; i < t->person->row_n; i++)
		if (journey_part_has(&t->part, &t->person->row[i]) &&
			(!text || words_match_folded(t->made.words, session_today(t->app->session), text[i])))
			row[n++] = &t->person->row[i];
	return n;
}

/* What was told of the selected event, which may be no more. */
static void unfollow(struct journey_tab *t)
{
	t->followed = NULL;
	t->lanes.focus = NULL;
	t->lanes.knew_n = t->related_n = 0;
	t->brief = t->told = NULL;
	page_clear(&t->page);
}

/* All that depends on what the filter lets through; done once per change of it. */
static enum status tab_make(struct journey_tab *t, struct err *e)
{
	struct session *s = t->app->session;
	struct arena *a = arena_new();
	const struct journey_row **row = a ? arena_alloc(a, (t->person->row_n + 1) * sizeof *row) : NULL;
	struct journey_line *line;
	size_t n = 0, line_n;
	enum status st = row ? ST_OK : err_nomem(e);

	t->made.part = t->part;
	snprintf(t->made.words, sizeof t->made.words, "%s", t->list.filter.text);
	if (st == ST_OK)
		n = rows_pass(t, row);
	if (st == ST_OK)
		st = journey_lines_make(s, t->person, row, n, a, &line, &line_n, e);
	if (st == ST_OK)
		st = swimlane_fill(&t->lanes, s, t->person, row, n, a, e);
	if (st != ST_OK) {
		arena_free(a);
		journey_tab_clear(t);
		return st;
	}
	arena_free(t->arena);
	t->arena = a;
	t->row = row;
	t->row_n = n;
	t->list.left_out = t->person->row_n - n;
	t->line = line;
	t->line_n = line_n;
	unfollow(t);
	journey_widths_find(t);
	return ST_OK;
}

void journey_tab_clear(struct journey_tab *t)
{
	t->person = NULL;
	t->line_n = t->row_n = t->lanes.lane_n = 0;
	unfollow(t);
	list_refresh(&t->list, 0);
}

enum { AHEAD_MOST = 2 * 366 }; /* days; further ahead lies what is in nobody's mind today, or a slip of the pen */

/* What is next, else what was last, else the nearest of what lies far ahead. */
static int64_t event_nearest_today(const struct journey_tab *t)
{
	int64_t id = 0;
	bool is_near = false;

	for (size_t i = 0; i < t->row_n; i++) {
		int32_t day = t->row[i]->event.start.day;

		if (is_near && day <= t->lanes.today)
			break;
		is_near = day <= t->lanes.today + AHEAD_MOST;
		id = t->row[i]->event.id;
		if (day <= t->lanes.today)
			break;
	}
	return id;
}

static bool has_event(const struct person *p, int64_t event)
{
	for (size_t i = 0; i < p->row_n; i++)
		if (p->row[i].event.id == event)
			return true;
	return false;
}

void journey_tab_wrote(struct journey_tab *t, int64_t event)
{
	int64_t before = list_id(&t->list);

	if (!has_event(t->person, event))
		return;
	if (!list_select(&t->list, event)) {
		journey_tab_whole(t);
		(void)list_select(&t->list, event);
	}
	t->wrote = event;
	t->before = before;
	journey_tab_moved(t);
}

enum status journey_tab_fill(struct journey_tab *t, const struct person *p, int64_t event, struct err *e)
{
	bool is_new = !t->person;
	int64_t id = event ? event : is_new ? 0 : list_id(&t->list);
	enum status st;

	if (id && id == t->wrote && !has_event(p, id))
		id = t->before;
	t->person = p;
	texts_forget(t);
	st = tab_make(t, e);
	if (st != ST_OK)
		return st;
	list_refresh(&t->list, id ? id : is_new ? event_nearest_today(t) : 0);
	if (is_new || event) /* some of what comes after it is in sight */
		t->list.top = t->list.row > ROWS_ABOVE ? t->list.row - ROWS_ABOVE : 0;
	if (is_new || event)
		t->lanes.at = moment_of((struct civil){t->lanes.today, CIVIL_NO_TIME});
	return ST_OK;
}

static bool is_narrowed_otherwise(const struct journey_tab *t)
{
	return strcmp(t->made.words, t->list.filter.text) != 0 || t->made.part.agency != t->part.agency ||
		t->made.part.kind != t->part.kind || t->made.part.domains != t->part.domains;
}

/* The place is kept, or the nearest to it. */
static void narrow(struct journey_tab *t)
{
	int64_t id = list_id(&t->list), moment = t->lanes.at;
	struct err e = {0};
	int32_t days;

	if (tab_make(t, &e) != ST_OK)
		return;
	list_refresh(&t->list, id);
	if (!list_select_from(&t->list) && list_id(&t->list) != id && journey_event_near(t, moment, &days))
		list_select(&t->list, journey_event_near(t, moment, &days));
}

const struct journey_row *journey_tab_row(const struct journey_tab *t)
{
	size_t row;

	return t->person && list_selected(&t->list, &row) ? t->line[row].row : NULL;
}

bool journey_tab_is_narrowed(const struct journey_tab *t)
{
	return journey_tab_is_part(t) || list_is_filtered(&t->list);
}

void journey_tab_whole(struct journey_tab *t)
{
	t->part = JOURNEY_WHOLE;
	list_unfilter(&t->list);
	journey_tab_moved(t);
}

/* The selected event ------------------------------------------------------- */

/* Made from what was read already; while keys come, only the mark goes along, and while one is
 * held on a slow line not even that: the lanes would be sent anew with every row. */
void journey_follow(struct journey_tab *t, bool is_moved)
{
	const struct journey_row *r = journey_tab_row(t);

	if (r == t->followed || (t->app->canvas && t->app->canvas->is_passing))
		return;
	if (r && is_moved && civil_is_set(r->event.start))
		t->lanes.at = moment_of(r->event.start);
	unfollow(t);
	t->lanes.focus = r;
	if (t->app->is_held)
		return;
	arena_free(t->followed_arena);
	t->followed_arena = arena_new();
	t->followed = r;
	if (!r || !t->followed_arena)
		return;
	event_page_fill(&t->page, t->app, t->person, r, t->followed_arena);
	withheld_offer(&t->page, r->seen);
	t->brief = event_brief(t->app, r, t->followed_arena);
	t->told = event_told(t->app, t->person, r, t->followed_arena);
	journey_related_find(t, r);
}

void journey_tab_moved(struct journey_tab *t)
{
	if (!t->person)
		return;
	if (is_narrowed_otherwise(t))
		narrow(t);
	if (!t->list.is_typing)
		t->list.from = 0;
	journey_follow(t, true);
}

/* Drawing ------------------------------------------------------------------ */

static void narrowed_draw(const struct journey_tab *t, struct canvas *c, int y, int x, int cells)
{
	const struct catalogue *catalogue = session_catalogue(t->app->session);
	const char *words = t->list.filter.text;
	char need[200] = "";

	if (t->part.domains)
		catalogue_domains_name(catalogue, t->part.domains, need, sizeof need);
	canvas_textf(c, y, x, cells, LOOK_HEADING, "%zu of %zu, %zu hidden:%s%s%s%s%s%s%s%s%s. Esc shows all", t->row_n,
		t->person->row_n, t->person->row_n - t->row_n, t->part.agency ? " " : "",
		t->part.agency ? show_agency(t->app, t->part.agency) : "", t->part.kind >= 0 ? " " : "",
		t->part.kind >= 0 ? show_kind((enum event_kind)t->part.kind) : "", *need ? " about " : "", need,
		*words ? " \"" : "", words, *words ? "\"" : "");
}

/* Beneath the list: a rule with who and when, then what there is to say, or all of it. */
static void detail_draw(struct journey_tab *t, struct canvas *c, struct area a)
{
	enum { PAGE_ROWS = 8 };
	const char *at = t->told ? t->told : "";
	char line[1024];

	if (!a.rows)
		return;
	canvas_fill(c, a.y, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	if (a.rows > PAGE_ROWS) {
		page_draw(&t->page, c, (struct area){a.y + 1, a.x + 1, a.rows - 1, a.cols - 2});
		return;
	}
	if (t->brief)
		canvas_textf(c, a.y, a.x + 1, canvas_measure(c, t->brief) + 2 < a.cols - 2 ? canvas_measure(c, t->brief) + 2
			: a.cols - 2, LOOK_PLAIN, " %s", t->brief);
	for (int i = 1; i < a.rows && *at; i++) {
		size_t skip, n = canvas_break(c, at, a.cols - 4, &skip);
		bool is_last = i + 1 == a.rows;

		snprintf(line, sizeof line, "%.*s", is_last ? (int)strlen(at) : (int)n, at);
		canvas_text(c, a.y + i, a.x + 2, a.cols - 4, LOOK_PLAIN, line);
		at += is_last ? strlen(at) : skip;
	}
}

/* How the rows that there are are shared out. */
struct layout { int lanes, filter, list, detail; };

static struct layout lay(const struct journey_tab *t, struct area a, bool has_detail)
{
	enum { LINE_ROWS = 12, LINES_ROWS = 20, PAGE_ROWS = 30 };
	struct layout l = {.lanes = swimlane_rows(&t->lanes, a.rows), .filter = journey_tab_is_narrowed(t)};
	int rows, wanted = (int)t->line_n > 3 ? (int)t->line_n : 3;

	l.lanes += l.lanes ? 2 : 0;
	l.detail = !has_detail || a.rows < LINE_ROWS ? 0
		: a.rows < LINES_ROWS ? 2 : a.rows < PAGE_ROWS ? 3 : a.rows / 3;
	rows = a.rows - l.lanes - l.filter;
	/* What the list leaves free tells more. */
	if (l.detail && wanted < rows - l.detail)
		l.detail = rows - wanted;
	l.list = rows - l.detail;
	return l;
}

static void list_area_draw(struct journey_tab *t, struct canvas *c, struct area a)
{
	list_draw(&t->list, c, a);
	if (!list_rows(&t->list))
		canvas_text(c, a.y, a.x + 2, a.cols - 2, LOOK_PLAIN, "No event fits that; Esc shows all.");
}

void journey_tab_draw(struct journey_tab *t, struct canvas *c, struct area a)
{
	struct layout l;
	int y = a.y;

	if (!t->person || !t->person->row_n) {
		canvas_text(c, a.y + 1, a.x + 2, a.cols - 2, LOOK_PLAIN, "No agency has sent anything that happened.");
		canvas_focus(c, a.y + 1, a.x + 2);
		return;
	}
	journey_tab_moved(t);
	l = lay(t, a, !c->is_slow && !canvas_has_pane(c, a.cols));
	if (l.lanes)
		swimlane_draw(&t->lanes, c, (struct area){y, a.x, l.lanes, a.cols});
	y += l.lanes;
	if (l.filter)
		narrowed_draw(t, c, y++, a.x + 1, a.cols - 1);
	if (canvas_has_pane(c, a.cols)) {
		page_draw(&t->page, c, (struct area){y, a.x + a.cols * 3 / 5 + 2, l.list, a.cols * 2 / 5 - 3});
		list_area_draw(t, c, (struct area){y, a.x, l.list, a.cols * 3 / 5});
		return;
	}
	list_area_draw(t, c, (struct area){y, a.x, l.list, a.cols});
	detail_draw(t, c, (struct area){y + l.list, a.x, l.detail, a.cols});
}
