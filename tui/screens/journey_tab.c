#include "screens/journey_tab.h"

#include <stdio.h>

#include "screens/event_page.h"
#include "screens/show.h"
#include "text.h"

enum { GAP_DAYS = 90 };     /* without anything: worth a line of its own */
enum { AGENCY_MOST = 16, TITLE_ROOMY = 32 };

static const struct journey_line *line_of(const void *arg, size_t row)
{
	return &((const struct journey_tab *)arg)->line[row];
}

static size_t line_count(const void *arg)
{
	return ((const struct journey_tab *)arg)->line_n;
}

static bool line_is_gap(const void *arg, size_t row)
{
	return !line_of(arg, row)->row;
}

static int64_t line_id(const void *arg, size_t row)
{
	return line_of(arg, row)->row->event.id;
}

static void line_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct journey_tab *t = arg;
	const struct journey_line *l = line_of(arg, row);
	const struct event *e = &l->row->event;
	char day[12], iso[11];

	civil_short(e->start.day, day);
	civil_iso(e->start.day, iso);
	snprintf(out, room, "%s %s %s %s %s %s %s %s %s", day, iso, show_agency(t->app, e->agency),
		e->agency_code, show_kind(e->kind), l->row->title, show_status(e),
		e->practitioner ? e->practitioner : "", l->finding ? "asked again" : "");
}

static int finding_room(const struct journey_tab *t, int cols)
{
	if (cols < 60)
		return 15; /* "= 4 of 5 known" */
	return cols - t->day_cells - t->agency_cells - t->dated_cells >= TITLE_ROOMY ? t->dated_cells
		: t->finding_cells;
}

static void line_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct journey_tab *t = arg;
	const struct journey_line *l = line_of(arg, row);
	struct column col[] = {{t->day_cells, 0, 0}, {t->agency_cells, 0, 0}, {10, 1, 0}, {0, 0, 0}};
	char day[12], title[400];
	const char *status;

	if (!l->row) {
		canvas_textf(c, a.y, a.x + t->day_cells, a.cols - t->day_cells, LOOK_PLAIN,
			"- %d days without anything -", l->gap_days);
		return;
	}
	if (l->finding)
		col[3].cells = finding_room(t, a.cols);
	columns_lay(col, 4, a.cols);
	status = show_status(&l->row->event);
	show_day(t->app, l->row->event.start.day, day);
	snprintf(title, sizeof title, "%s%s%s", status, *status ? ": " : "", l->row->title);
	column_text(c, a, &col[0], LOOK_PLAIN, day);
	column_text(c, a, &col[1], LOOK_PLAIN, show_agency(t->app, l->row->event.agency));
	column_text(c, a, &col[2], LOOK_PLAIN, title);
	if (l->finding)
		canvas_text(c, a.y, a.x + col[3].x, col[3].cells, LOOK_ASKED,
			col[3].cells == t->dated_cells ? l->dated : l->finding);
}

static const struct list_source JOURNEY = {line_count, line_is_gap, line_id, line_text, line_draw};

void journey_tab_init(struct journey_tab *t, const struct app *app)
{
	*t = (struct journey_tab){.app = app, .lanes = {.cells = SWIMLANE_CELLS}};
	list_init(&t->list, &JOURNEY, t);
}

void journey_tab_done(struct journey_tab *t)
{
	list_done(&t->list);
	page_done(&t->page);
	arena_free(t->page_arena);
}

static int agencies_besides(const struct person *p, const struct finding *f, int64_t agency)
{
	int n = 0;

	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct journey_row *r = person_row(p, f->evidence[i]);
		bool is_new = r && r->event.agency != agency;

		for (size_t j = 0; j < i && is_new; j++) {
			const struct journey_row *before = person_row(p, f->evidence[j]);

			is_new = !before || before->event.agency != r->event.agency;
		}
		n += is_new;
	}
	return n;
}

/* "= 4 of 5 known: Council +1, 2 Sep": the newest of its evidence is named, and
 * how many more agencies know. */
static const char *finding_text(const struct journey_tab *t, const struct person *p,
	const struct journey_row *r, bool is_dated, struct arena *a)
{
	const struct finding *f = r->finding ? r->finding : r->together;
	const struct journey_row *newest = NULL;
	char day[12], more[16] = "";
	int others;

	if (!f)
		return NULL;
	if (r->state != VD_OPEN)
		return arena_printf(a, "%s %s", LOOKS[LOOK_ASKED].mark, show_state(r->state));
	for (size_t i = 0; i < f->evidence_n; i++) {
		const struct journey_row *other = person_row(p, f->evidence[i]);

		if (other && (!newest || other->event.start.day > newest->event.start.day))
			newest = other;
	}
	if (!newest)
		return arena_printf(
			a, "%s %d of %d known", LOOKS[LOOK_ASKED].mark, f->cover_num, f->cover_den);
	show_day(t->app, newest->event.start.day, day);
	others = agencies_besides(p, f, newest->event.agency);
	if (others)
		snprintf(more, sizeof more, " +%d", others);
	if (f->kind == FK_TOGETHER)
		return arena_printf(a, "%s %s%s asks too%s%s", LOOKS[LOOK_ASKED].mark,
			show_agency(t->app, newest->event.agency), more, is_dated ? ", " : "",
			is_dated ? day : "");
	return arena_printf(a, "%s %d of %d known: %s%s%s%s", LOOKS[LOOK_ASKED].mark, f->cover_num,
		f->cover_den, show_agency(t->app, newest->event.agency), more, is_dated ? ", " : "",
		is_dated ? day : "");
}

static struct journey_line *lines_make(
	const struct journey_tab *t, const struct person *p, struct arena *a, size_t *n)
{
	struct journey_line *line = arena_alloc(a, (p->row_n * 2 + 1) * sizeof *line);
	size_t at = 0;

	for (size_t i = 0; line && i < p->row_n; i++) {
		const struct journey_row *r = &p->row[i], *later = i ? r - 1 : NULL;
		int32_t from = civil_is_set(r->event.end) ? r->event.end.day : r->event.start.day;

		if (later && civil_is_set(later->event.start) && civil_is_set(r->event.start) &&
		    later->event.start.day - from > GAP_DAYS)
			line[at++] = (struct journey_line){.gap_days = later->event.start.day - from};
		line[at++] = (struct journey_line){.row = r, .finding = finding_text(t, p, r, false, a),
			.dated = finding_text(t, p, r, true, a)};
	}
	*n = at;
	return line;
}

static void lane_add(struct lane *lane, size_t *n, const struct app *app, int64_t agency)
{
	for (size_t i = 0; i < *n; i++)
		if (lane[i].agency == agency)
			return;
	lane[(*n)++] = (struct lane){agency, show_agency(app, agency)};
}

/* Those involved, and those that were asked and have done nothing yet. */
static enum status lanes_make(struct swimlane *s, const struct app *app, const struct person *p,
	struct arena *a, struct err *e)
{
	struct lane *lane = arena_alloc(a, (p->involved_n + p->row_n + 1) * sizeof *lane);
	int64_t *to = arena_alloc(a, (p->row_n + 1) * sizeof *to);
	size_t n = 0;

	if (!lane || !to)
		return err_nomem(e);
	for (size_t i = 0; i < p->involved_n; i++)
		lane_add(lane, &n, app, p->involved[i].agency);
	for (size_t i = 0; i < p->row_n; i++) {
		const char *code = p->row[i].event.kind == EV_REQUEST ? p->row[i].event.to_agency : NULL;
		const struct agency *agency = code ? session_agency_by_code(app->session, code) : NULL;

		to[i] = agency ? agency->id : 0;
		if (agency)
			lane_add(lane, &n, app, agency->id);
	}
	s->person = p;
	s->lane = lane;
	s->lane_n = n;
	s->to = to;
	s->today = session_today(app->session);
	return ST_OK;
}

static void widen(int *cells, const char *text)
{
	if (text && text_width(text) > *cells)
		*cells = text_width(text);
}

static void widths_find(struct journey_tab *t)
{
	t->day_cells = 7;
	t->agency_cells = 8;
	t->finding_cells = t->dated_cells = 15;
	for (size_t i = 0; i < t->line_n; i++) {
		const struct journey_row *r = t->line[i].row;
		int day = r ? show_day_cells(t->app, r->event.start.day) : 0;
		int agency = r ? text_width(show_agency(t->app, r->event.agency)) + 1 : 0;

		if (day > t->day_cells)
			t->day_cells = day;
		if (agency > t->agency_cells)
			t->agency_cells = agency;
		widen(&t->finding_cells, t->line[i].finding);
		widen(&t->dated_cells, t->line[i].dated);
	}
	if (t->agency_cells > AGENCY_MOST)
		t->agency_cells = AGENCY_MOST;
}

enum status journey_tab_fill(
	struct journey_tab *t, const struct person *p, int64_t event, struct arena *a, struct err *e)
{
	int64_t id = event ? event : t->person ? list_id(&t->list) : 0;
	size_t n;
	struct journey_line *line = lines_make(t, p, a, &n);
	enum status st = line ? lanes_make(&t->lanes, t->app, p, a, e) : err_nomem(e);

	if (st != ST_OK)
		return st;
	t->person = p;
	t->line = line;
	t->line_n = n;
	widths_find(t);
	list_refresh(&t->list, id);
	t->paged = NULL;
	return ST_OK;
}

const struct journey_row *journey_tab_row(const struct journey_tab *t)
{
	size_t row;

	return list_selected(&t->list, &row) ? t->line[row].row : NULL;
}

/* The page is made from what was read already. */
static void page_follow(struct journey_tab *t, const struct journey_row *r)
{
	if (r == t->paged || (t->paged && t->app->is_held))
		return;
	arena_free(t->page_arena);
	t->page_arena = arena_new();
	page_clear(&t->page);
	if (r && t->page_arena)
		event_page_fill(&t->page, t->app, t->person, r, t->page_arena);
	t->paged = r;
}

void journey_tab_zoom(struct journey_tab *t, enum act act)
{
	int cells = act == ACT_ZOOM_IN ? t->lanes.cells * 2 : t->lanes.cells / 2;

	if (cells < SWIMLANE_CELLS_MIN || cells > SWIMLANE_CELLS_MAX)
		return;
	t->lanes.cells = cells;
	t->lanes.is_placed = false;
}

void journey_tab_draw(struct journey_tab *t, struct canvas *c, struct area a)
{
	const struct journey_row *r = journey_tab_row(t);
	int lanes = swimlane_rows(&t->lanes, a.rows), above = lanes ? lanes + 2 : 0;
	struct area list = {a.y + above, a.x, a.rows - above, a.cols};

	if (!t->line_n) {
		canvas_text(c, a.y + 1, a.x + 2, a.cols - 2, LOOK_PLAIN,
			"No agency has sent anything that happened.");
		canvas_focus(c, a.y + 1, a.x + 2);
		return;
	}
	swimlane_follow(&t->lanes, r ? r->event.start.day : CIVIL_NONE, a.cols);
	if (lanes)
		swimlane_draw(&t->lanes, c, (struct area){a.y, a.x, above, a.cols}, r);
	if (canvas_has_pane(c, a.cols)) {
		struct area side = {list.y, a.x + a.cols * 3 / 5 + 2, list.rows, a.cols * 2 / 5 - 3};

		page_follow(t, r);
		page_draw(&t->page, c, side);
		list.cols = a.cols * 3 / 5;
	}
	list_draw(&t->list, c, list);
	if (!list_rows(&t->list))
		canvas_text(c, list.y, a.x + 2, list.cols - 2, LOOK_PLAIN,
			"No event holds these words; Esc shows all.");
}
