#include "screens/known_tab.h"

#include <stdio.h>
#include <stdlib.h>

#include "screens/show.h"
#include "text.h"

enum { AGENCY_MOST = 16 };

static const struct { const char *word; enum look look; } STATES[] = {
	[AN_NEVER] = {"not asked", LOOK_PLAIN}, [AN_CURRENT] = {"+ known", LOOK_KNOWN},
	[AN_LAPSED] = {"- lapsed", LOOK_LAPSED}, [AN_RESET] = {"- reset", LOOK_LAPSED},
};

const struct picker_item KNOWN_LEGEND[] = {
	{"+ known", "Known today: by whom, since which day, until which day", NULL, -1, NULL, NULL},
	{"- lapsed", "was known; too long ago to go by", NULL, -1, NULL, NULL},
	{"- reset", "was known until something changed: to be asked anew", NULL, -1, NULL, NULL},
	{"contact", "how deep it was asked: at a first contact, in short", NULL, -1, NULL, NULL},
	{"overview", "as one of all needs, each in short", NULL, -1, NULL, NULL},
	{"specialist", "in depth, by who knows that need", NULL, -1, NULL, NULL},
	{"comprehensive", "all needs in depth", NULL, -1, NULL, NULL},
};
const size_t KNOWN_LEGEND_COUNT = sizeof KNOWN_LEGEND / sizeof *KNOWN_LEGEND;

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

	*out = '\0';
	words_tag(out, room, "domain", l->domain);
	words_tag(out, room, "state", STATES[l->state].word);
	words_tag(out, room, "agency", l->agency);
	words_tag_day(out, room, l->on);
	words_rest(out, room, "%s %s", l->more, l->others);
}

enum { WIDE = 100, CELL = 14, SENTENCE = 72 }; /* from WIDE on agencies have columns beside the sentence */

static int columns_shown(const struct known_tab *t, int cols)
{
	int n = cols < WIDE ? 0 : (cols - SENTENCE) / CELL;

	return n < (int)t->column_n ? n : (int)t->column_n;
}

static void cells_draw(const struct known_tab *t, const struct known_line *l, struct canvas *c, struct area a)
{
	int n = columns_shown(t, a.cols);

	for (int i = 0; i < n; i++)
		canvas_text(c, a.y, a.x + a.cols - (n - i) * CELL, CELL - 1, l->cell[i].look, l->cell[i].text ? l->cell[i].text : ".");
}

static void known_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct known_tab *t = arg;
	const struct known_line *l = &t->line[row];
	struct column wide[] = {{18, 1, 0}, {10, 0, 0}, {t->agency_cells, 0, 0},
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
	cells_draw(t, l, c, a);
	a.cols -= columns_shown(t, a.cols) * CELL;
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
	t->list.today = session_today(app->session);
}

void known_tab_done(struct known_tab *t)
{
	list_done(&t->list);
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

/* On a line the day goes without its year where that is near, and the day that something holds
 * until where it is of this year: from March "to March" says nothing.  A lapsed depth is nobody's
 * concern. */
static const char *more_of(
	const struct app *app, const struct person *p, const struct answer *an, struct arena *a)
{
	char day[12], today[12];

	if (an->state == AN_CURRENT) {
		civil_short(an->until, day);
		civil_short(session_today(app->session), today);
		if (strcmp(day + strlen(day) - 4, today + strlen(today) - 4) == 0)
			show_day(app, an->until, day); /* of this year */
		return arena_printf(a, "until %s, %s", day, depth_name(an->depth));
	}
	show_day(app, an->until, day);
	return an->state == AN_NEVER ? "" : an->state == AN_LAPSED ? arena_printf(a, "held until %s", day)
		: known_holds(app->session, p, an, a);
}

/* Columns ------------------------------------------------------------------ */

/* Who has asked about most that is known today comes first. */
static size_t column_of(struct known_tab *t, int64_t agency)
{
	for (size_t i = 0; i < t->column_n; i++)
		if (t->column[i].agency == agency)
			return i;
	return KNOWN_AGENCIES;
}

struct asker { int64_t agency; size_t knows; };
enum { KNOWS = 1000 }; /* one need known weighs more than any number asked about */

static int asker_order(const void *a, const void *b)
{
	const struct asker *x = a, *y = b;

	if (x->knows != y->knows)
		return x->knows > y->knows ? -1 : 1;
	return (x->agency > y->agency) - (x->agency < y->agency);
}

static void asker_count(struct asker *asker, size_t n, int64_t agency, bool knows)
{
	for (size_t i = 0; i < n; i++)
		if (asker[i].agency == agency)
			asker[i].knows += knows ? KNOWS : 1;
}

struct by_need { struct answer *an; size_t n; };

static enum status columns_make(struct known_tab *t, const struct person *p, const struct by_need *need, struct arena *a,
	struct err *e)
{
	struct asker *asker = arena_alloc(a, (p->involved_n + 1) * sizeof *asker);

	if (!asker)
		return err_nomem(e);
	for (size_t i = 0; i < p->involved_n; i++)
		asker[i].agency = p->involved[i].agency;
	for (size_t l = 0; l < t->line_n; l++)
		for (size_t i = 0; i < need[l].n; i++)
			asker_count(asker, p->involved_n, person_row_at(p, need[l].an[i].by)->event.agency,
				need[l].an[i].state == AN_CURRENT);
	qsort(asker, p->involved_n, sizeof *asker, asker_order);
	t->column_n = t->agency_n = 0;
	for (size_t i = 0; i < p->involved_n && asker[i].knows; i++) {
		t->agency_n++;
		if (t->column_n < KNOWN_AGENCIES) {
			t->column[t->column_n].agency = asker[i].agency;
			t->column[t->column_n++].name = show_agency(t->app, asker[i].agency);
		}
	}
	return ST_OK;
}

/* "+ 1 Mar": until then; "- lapsed". */
static struct known_cell cell_of(const struct known_tab *t, const struct answer *an, struct arena *a)
{
	char day[12];

	show_day(t->app, an->until, day);
	if (an->state != AN_CURRENT)
		return (struct known_cell){STATES[an->state].word, STATES[an->state].look};
	return (struct known_cell){arena_printf(a, "%s %s", LOOKS[LOOK_KNOWN].mark, day), LOOK_KNOWN};
}

static void cells_fill(struct known_tab *t, const struct person *p, struct known_line *l, const struct by_need *need,
	struct arena *a)
{
	for (size_t i = 0; i < need->n; i++) { /* best first */
		size_t at = column_of(t, person_row_at(p, need->an[i].by)->event.agency);

		if (at < KNOWN_AGENCIES && !l->cell[at].text)
			l->cell[at] = cell_of(t, &need->an[i], a);
	}
}

/* Lines --------------------------------------------------------------------- */

static enum status line_make(struct known_tab *t, const struct person *p, const struct answer *an, struct known_line *out,
	struct by_need *need, struct arena *a, struct err *e)
{
	struct session *s = t->app->session;
	const struct catalogue *catalogue = session_catalogue(s);
	const struct journey_row *by = an->state == AN_NEVER ? NULL : person_row_at(p, an->by);
	enum status st = person_known_sources(s, p, an->domain, a, &need->an, &need->n, e);

	if (st != ST_OK)
		return st;
	*out = (struct known_line){
		.need = an->domain,
		.domain = catalogue_domain(catalogue, (size_t)an->domain)->name,
		.brief = brief_of(catalogue, an->domain, a),
		.state = an->state,
		.agency = by ? show_agency(t->app, by->event.agency) : "",
		.until = an->until,
		.on = by ? (civil_is_set(by->event.end) ? by->event.end.day : by->event.start.day) : CIVIL_NONE,
		.more = more_of(t->app, p, an, a),
		.told = known_told(s, p, an->domain, a),
		.others = known_others(s, p, need->an, need->n, a),
		.event = by ? by->event.id : 0,
	};
	return out->brief && out->more ? ST_OK : err_nomem(e);
}

static void widths_find(struct known_tab *t)
{
	t->day_cells = t->agency_cells = 7;
	for (size_t i = 0; i < t->line_n; i++) {
		const struct known_line *l = &t->line[i];

		if (show_day_cells(t->app, l->on) > t->day_cells)
			t->day_cells = show_day_cells(t->app, l->on);
		if (text_width(l->agency) >= t->agency_cells && t->agency_cells < AGENCY_MOST)
			t->agency_cells = text_width(l->agency) + 1;
	}
	if (t->agency_cells > AGENCY_MOST)
		t->agency_cells = AGENCY_MOST;
}

enum status known_tab_fill(
	struct known_tab *t, const struct person *p, struct arena *a, struct err *e)
{
	const struct known_query query = {.instrument = -1};
	struct answer *an = NULL;
	struct known_line *line;
	struct by_need *need;
	size_t n = 0;
	enum status st = person_known(t->app->session, p, &query, a, &an, &n, e);

	if (st != ST_OK && st != ST_NONE)
		return st;
	line = arena_alloc(a, (n + 1) * sizeof *line);
	need = arena_alloc(a, (n + 1) * sizeof *need);
	t->never = known_never(t->app->session, an, n, a);
	st = line && need && t->never ? ST_OK : err_nomem(e);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		st = line_make(t, p, &an[i], &line[i], &need[i], a, e);
	if (st != ST_OK)
		return st;
	t->line = line;
	t->line_n = n;
	st = columns_make(t, p, need, a, e);
	for (size_t i = 0; i < n && st == ST_OK; i++)
		cells_fill(t, p, &line[i], &need[i], a);
	widths_find(t);
	list_refresh(&t->list, list_id(&t->list));
	return st;
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

static void heading_draw(const struct known_tab *t, struct canvas *c, struct area a)
{
	int n = columns_shown(t, a.cols - LIST_MARGIN), x = a.x + a.cols - n * CELL, used;
	size_t known = 0;

	for (size_t i = 0; i < t->line_n; i++)
		known += t->line[i].state == AN_CURRENT;
	used = canvas_textf(c, a.y, a.x + 1, x - a.x - 1, LOOK_HEADING, "%zu of %zu needs known today", known, t->line_n);
	if (*t->never && used + 16 < x - a.x)
		canvas_textf(c, a.y, a.x + 1 + used, x - a.x - 2 - used, LOOK_PLAIN, "; never asked: %s", t->never);
	for (int i = 0; i < n; i++)
		canvas_text(c, a.y, x + i * CELL, CELL - 1, LOOK_HEADING, t->column[i].name);
	if (n && t->agency_n > (size_t)n)
		canvas_textf(c, a.y, x + n * CELL - 4, 4, LOOK_HEADING, " +%zu", t->agency_n - (size_t)n);
}

/* Beneath the list: the need in a sentence, and who else has asked. */
static void detail_draw(const struct known_tab *t, struct canvas *c, struct area a)
{
	const struct known_line *l;
	size_t row, skip, n;

	if (!list_selected(&t->list, &row))
		return;
	l = &t->line[row];
	canvas_fill(c, a.y, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	n = canvas_break(c, l->told, a.cols - 4, &skip);
	canvas_textf(c, a.y + 1, a.x + 2, a.cols - 4, LOOK_PLAIN, "%.*s", (int)n, l->told);
	if (l->told[skip])
		canvas_text(c, a.y + 2, a.x + 2, a.cols - 4, LOOK_PLAIN, l->told + skip);
	else if (*l->others)
		canvas_textf(c, a.y + 2, a.x + 2, a.cols - 4, LOOK_PLAIN, "Also asked: %s", l->others);
}

void known_tab_draw(struct known_tab *t, struct canvas *c, struct area a)
{
	enum { DETAIL = 3, ROOMY = 14 };
	int detail = a.rows >= ROOMY ? DETAIL : 0;

	heading_draw(t, c, a);
	list_draw(&t->list, c, (struct area){a.y + 1, a.x, a.rows - 1 - detail, a.cols});
	if (detail && !c->is_passing)
		detail_draw(t, c, (struct area){a.y + a.rows - detail, a.x, detail, a.cols});
	if (!list_rows(&t->list))
		canvas_text(c, a.y + 1, a.x + 2, a.cols - 2, LOOK_PLAIN,
			"No need holds these words; Esc shows all.");
}
