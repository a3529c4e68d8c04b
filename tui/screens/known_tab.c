#include "screens/known_tab.h"

#include <stdio.h>

#include "screens/show.h"
#include "text.h"

enum { AGENCY_MOST = 16 };

static const struct { const char *word; enum look look; } STATES[] = {
	[AN_NEVER] = {"not asked", LOOK_PLAIN}, [AN_CURRENT] = {"+ known", LOOK_KNOWN},
	[AN_LAPSED] = {"- lapsed", LOOK_LAPSED}, [AN_RESET] = {"- reset", LOOK_LAPSED},
};

static size_t known_count(const void *arg)
{
	return ((const struct known_tab *)arg)->line_n;
}

static int64_t known_id(const void *arg, size_t row)
{
	(void)arg;
	return (int64_t)row + 1;
}

static void known_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct known_line *l = &((const struct known_tab *)arg)->line[row];

	snprintf(out, room, "%s %s %s %s", l->domain, STATES[l->state].word, l->agency, l->more);
}

static void known_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct known_tab *t = arg;
	const struct known_line *l = &t->line[row];
	struct column wide[] = {{20, 1, 0}, {10, 0, 0}, {t->agency_cells, 0, 0},
		{t->day_cells, 0, 0}, {30, 2, 0}};
	struct column narrow[] = {{16, 3, 0}, {10, 0, 0}, {10, 1, 0}};
	char day[12];

	if (a.cols < 70) {
		columns_lay(narrow, 3, a.cols);
		column_text(c, a, &narrow[0], LOOK_PLAIN, l->brief);
		column_text(c, a, &narrow[1], STATES[l->state].look, STATES[l->state].word);
		column_text(c, a, &narrow[2], LOOK_PLAIN, l->agency);
		return;
	}
	columns_lay(wide, 5, a.cols);
	show_day(t->app, l->on, day);
	column_text(c, a, &wide[0], LOOK_PLAIN,
		canvas_measure(c, l->domain) < wide[0].cells ? l->domain : l->brief);
	column_text(c, a, &wide[1], STATES[l->state].look, STATES[l->state].word);
	column_text(c, a, &wide[2], LOOK_PLAIN, l->agency);
	column_text(c, a, &wide[3], LOOK_PLAIN, day);
	column_text(c, a, &wide[4], LOOK_PLAIN, l->more);
}

static const struct list_source KNOWN = {known_count, NULL, known_id, known_text, known_draw_row};

void known_tab_init(struct known_tab *t, const struct app *app)
{
	*t = (struct known_tab){.app = app};
	list_init(&t->list, &KNOWN, t);
}

void known_tab_done(struct known_tab *t)
{
	list_done(&t->list);
}

static const struct journey_row *row_at(const struct person *p, size_t history_index)
{
	return &p->row[p->history_row[history_index]];
}

/* "Continence" */
static const char *brief_of(const struct catalogue *c, int domain, struct arena *a)
{
	char name[200];

	catalogue_domains_name(c, (domains_t)1 << domain, name, sizeof name);
	if (name[0] >= 'a' && name[0] <= 'z')
		name[0] = (char)(name[0] - 'a' + 'A');
	return arena_dup(a, name);
}

static const char *more_of(
	const struct app *app, const struct person *p, const struct answer *an, struct arena *a)
{
	const struct journey_row *by;
	char day[12];

	civil_short(an->until, day); /* with its year: an answer may hold for one */
	switch (an->state) {
	case AN_NEVER:
		return "";
	case AN_CURRENT:
		return arena_printf(a, "until %s, %s", day, depth_name(an->depth));
	case AN_LAPSED:
		return arena_printf(a, "held until %s", day);
	case AN_RESET:
		by = row_at(p, an->reset_by);
		show_day(app, by->event.start.day, day);
		return arena_printf(a, "by %s, %s, %s", by->title, show_agency(app, by->event.agency), day);
	}
	return "";
}

enum status known_tab_fill(
	struct known_tab *t, const struct person *p, struct arena *a, struct err *e)
{
	const struct known_query query = {.instrument = -1};
	const struct catalogue *catalogue = session_catalogue(t->app->session);
	struct answer *an = NULL;
	struct known_line *line;
	size_t n = 0;
	enum status st = person_known(t->app->session, p, &query, a, &an, &n, e);

	if (st != ST_OK && st != ST_NONE)
		return st;
	line = arena_alloc(a, (n + 1) * sizeof *line);
	if (!line)
		return err_nomem(e);
	t->day_cells = t->agency_cells = 7;
	for (size_t i = 0; i < n; i++) {
		const struct journey_row *by = an[i].state == AN_NEVER ? NULL : row_at(p, an[i].by);
		const char *more = more_of(t->app, p, &an[i], a), *brief = brief_of(catalogue, an[i].domain, a);

		if (!brief)
			return err_nomem(e);
		line[i] = (struct known_line){
			.need = an[i].domain,
			.domain = catalogue_domain(catalogue, (size_t)an[i].domain)->name,
			.brief = brief,
			.state = an[i].state,
			.agency = by ? show_agency(t->app, by->event.agency) : "",
			.until = an[i].until,
			.on = by ? (civil_is_set(by->event.end) ? by->event.end.day : by->event.start.day)
				: CIVIL_NONE,
			.more = more ? more : "",
			.event = by ? by->event.id : 0,
		};
		if (show_day_cells(t->app, line[i].on) > t->day_cells)
			t->day_cells = show_day_cells(t->app, line[i].on);
		if (text_width(line[i].agency) >= t->agency_cells && t->agency_cells < AGENCY_MOST)
			t->agency_cells = text_width(line[i].agency) + 1;
	}
	t->line = line;
	t->line_n = n;
	list_refresh(&t->list, list_id(&t->list));
	return ST_OK;
}

int64_t known_tab_event(const struct known_tab *t)
{
	size_t row;

	return list_selected(&t->list, &row) ? t->line[row].event : 0;
}

int known_tab_domain(const struct known_tab *t)
{
	size_t row;

	return list_selected(&t->list, &row) ? t->line[row].need : -1;
}

void known_tab_draw(struct known_tab *t, struct canvas *c, struct area a)
{
	size_t known = 0;

	for (size_t i = 0; i < t->line_n; i++)
		known += t->line[i].state == AN_CURRENT;
	canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_HEADING, "%zu of %zu areas known today", known,
		t->line_n);
	list_draw(&t->list, c, (struct area){a.y + 1, a.x, a.rows - 1, a.cols});
	if (!list_rows(&t->list))
		canvas_text(c, a.y + 1, a.x + 2, a.cols - 2, LOOK_PLAIN,
			"No area holds these words; Esc shows all.");
}
