/*
 * evidence_view.c - who has asked about one need, best first: when, how deep, until when
 * that holds or held, and what reset it.  Each line opens its event.
 */
#include <stdio.h>
#include <string.h>

#include "screens/known_told.h"
#include "screens/show.h"
#include "screens/tags.h"
#include "text.h"

struct evidence_screen {
	struct screen screen;
	struct target target; /* event: -1 - the need */
	const char *called, *about, *told;
	struct known_source *source;
	size_t source_n;
	int day_cells, agency_cells;
	struct list list;
};

static struct evidence_screen *self(struct screen *s)
{
	return (struct evidence_screen *)s;
}

static size_t source_count(const void *arg)
{
	return ((const struct evidence_screen *)arg)->source_n;
}

static const struct known_source *source_at(const void *arg, size_t row)
{
	return &((const struct evidence_screen *)arg)->source[row];
}

static int64_t source_id(const void *arg, size_t row)
{
	return source_at(arg, row)->row->event.id;
}

static void source_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct evidence_screen *v = arg;
	const struct known_source *k = source_at(arg, row);
	char day[12];

	civil_short(k->on, day);
	*out = '\0';
	tag_agency(v->screen.app->session, k->row->event.agency, out, room);
	words_tag_day(out, room, k->on);
	words_rest(out, room, "%s %s %s", day, k->row->title, k->told);
}

static void source_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct evidence_screen *v = arg;
	const struct known_source *k = source_at(arg, row);
	struct column col[] = {{2, 0, 0}, {v->day_cells, 0, 0}, {v->agency_cells, 0, 0}, {8, 1, 0}, {0, 0, 0}};
	char day[12];

	col[4].cells = a.cols < 60 ? 14 : a.cols < 100 ? 34 : 50;
	columns_lay(col, 5, a.cols);
	show_day(v->screen.app, k->on, day);
	column_text(c, a, &col[0], k->look, LOOKS[k->look].mark);
	column_text(c, a, &col[1], LOOK_PLAIN, day);
	column_text(c, a, &col[2], LOOK_PLAIN, show_agency(v->screen.app, k->row->event.agency));
	column_text(c, a, &col[3], LOOK_PLAIN, k->row->title);
	canvas_text(c, a.y, a.x + col[4].x, col[4].cells, k->look, k->told);
}

static const struct list_source SOURCES = {source_count, NULL, source_id, source_text, source_draw};

static void evidence_start(struct screen *s, const struct target *target)
{
	self(s)->target = *target;
	list_init(&self(s)->list, &SOURCES, self(s));
	self(s)->list.today = session_today(s->app->session);
}

static void widths_find(struct evidence_screen *v)
{
	enum { AGENCY_MOST = 16 };

	v->day_cells = v->agency_cells = 8;
	for (size_t i = 0; i < v->source_n; i++) {
		int day = show_day_cells(v->screen.app, v->source[i].on);
		int agency = text_width(show_agency(v->screen.app, v->source[i].row->event.agency)) + 1;

		if (day > v->day_cells)
			v->day_cells = day;
		if (agency > v->agency_cells)
			v->agency_cells = agency < AGENCY_MOST ? agency : AGENCY_MOST;
	}
}

static enum status evidence_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct evidence_screen *v = self(s);
	const struct catalogue *c = session_catalogue(s->app->session);
	int need = (int)(-1 - v->target.event);
	int64_t id = is_first ? 0 : list_id(&v->list);
	struct person *p;
	enum status st = person_reread(s->app->session, v->target.person, a, &p, e);

	v->source_n = 0;
	if (st == ST_OK)
		st = known_sources_tell(s->app->session, p, need, a, &v->source, &v->source_n, e);
	if (st != ST_OK)
		return st;
	v->called = app_mask(s->app, a, p->called);
	v->about = catalogue_domain(c, (size_t)need)->name;
	v->told = known_told(s->app->session, p, need, a);
	widths_find(v);
	list_refresh(&v->list, id);
	return ST_OK;
}

static void evidence_stop(struct screen *s)
{
	list_done(&self(s)->list);
}

static void evidence_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct evidence_screen *v = self(s);
	enum { TITLE_ROWS = 2, TOLD_ROWS = 3 };
	int y = a.y, rows;
	char title[400];

	snprintf(title, sizeof title, "%s: %s", v->called, v->about);
	rows = canvas_wrap(c, (struct area){y, a.x + 1, TITLE_ROWS, a.cols - 1}, LOOK_STRONG, title);
	y += rows < TITLE_ROWS ? rows : TITLE_ROWS;
	canvas_fill(c, y++, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	rows = canvas_wrap(c, (struct area){y, a.x + 1, TOLD_ROWS, a.cols - 2}, LOOK_PLAIN, v->told);
	y += 1 + (rows < TOLD_ROWS ? rows : TOLD_ROWS);
	list_draw(&v->list, c, (struct area){y, a.x, a.y + a.rows - y, a.cols});
}

static const struct verb_set *evidence_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_EVIDENCE;
}

static void evidence_act(struct screen *s, enum act act)
{
	struct evidence_screen *v = self(s);
	size_t row;

	if (act == ACT_OPEN && list_selected(&v->list, &row))
		app_go(s->app, &SCREEN_EVENT, &(struct target){v->target.person, v->source[row].row->event.id});
}

static const char *evidence_why_not(const struct screen *s, enum act act)
{
	const struct evidence_screen *v = (const struct evidence_screen *)s;
	size_t row;

	return act == ACT_OPEN && !list_selected(&v->list, &row) ? "Nobody has asked about this." : NULL;
}

static struct list *evidence_list(struct screen *s)
{
	return &self(s)->list;
}

const struct screen_class SCREEN_EVIDENCE = {
	.name = "Who knows", .needs = MAY_PEOPLE, .size = sizeof(struct evidence_screen),
	.start = evidence_start, .read = evidence_read, .stop = evidence_stop, .draw = evidence_draw,
	.verbs = evidence_verbs, .act = evidence_act, .why_not = evidence_why_not, .list = evidence_list,
};
