/*
 * services_view.c - what the community has for one person: for the needs of the
 * line that they were asked for on, at their age, the nearest first.
 */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "directory.h"
#include "journey.h"
#include "screens/kept.h"
#include "screens/services.h"
#include "screens/write_keys.h"
#include "screens/show.h"
#include "text.h"

struct offer_line {
	const char *heading;           /* then it is no row */
	const struct service *service;
	const char *where, *open, *phone;
	const char *caution;           /* its name behind a mark, where there is something to know first */
};

struct services_screen {
	struct screen screen;
	struct target target;
	domains_t domains;
	bool is_chosen;                /* the needs were chosen by hand */
	const char *called, *asked;    /* whom it is for, and what was looked for */
	struct offer offer;
	struct offer_line *line;
	size_t line_n;
	int where_cells;
	struct list list;
};

static struct services_screen *self(struct screen *s)
{
	return (struct services_screen *)s;
}

/* Rows -------------------------------------------------------------------- */

static const struct offer_line *line_of(const void *arg, size_t row)
{
	return &((const struct services_screen *)arg)->line[row];
}

static size_t services_count(const void *arg)
{
	return ((const struct services_screen *)arg)->line_n;
}

static bool services_is_heading(const void *arg, size_t row)
{
	return line_of(arg, row)->heading != NULL;
}

static int64_t services_id(const void *arg, size_t row)
{
	return line_of(arg, row)->service->id;
}

static void services_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct offer_line *l = line_of(arg, row);
	const struct service *s = l->service;

	snprintf(out, room, "%s %s %s %s %s", s->name, s->organisation ? s->organisation : "", l->where, l->open,
		s->description ? s->description : "");
}

enum { SC_NAME, SC_WHERE, SC_OPEN, SC_PHONE, SC_ORGANISATION, SC_COUNT };

static const struct list_column COLUMNS[SC_COUNT] = {
	[SC_NAME] = {"Service", NULL, ORDER_TEXT, 0},
	[SC_WHERE] = {"Where", NULL, ORDER_TEXT, 0},
	[SC_OPEN] = {"Open", NULL, ORDER_TEXT, 0},
	[SC_PHONE] = {"Phone", NULL, ORDER_TEXT, 0},
	[SC_ORGANISATION] = {"Organisation", NULL, ORDER_TEXT, COLUMN_EXTRA},
};

static void services_widths(const void *arg, int cells, struct column *col)
{
	bool is_narrow = cells < 60;

	col[SC_NAME] = (struct column){12, 3, 0};
	col[SC_WHERE].cells = ((const struct services_screen *)arg)->where_cells;
	col[SC_OPEN] = is_narrow ? (struct column){0, 0, 0} : (struct column){8, 2, 0};
	col[SC_PHONE].cells = is_narrow ? 0 : 14;
	col[SC_ORGANISATION].cells = 16;
}

static void services_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct offer_line *l = line_of(arg, row);

	switch (column) {
	case SC_NAME:
		out->look = l->caution ? LOOK_STRONG : LOOK_PLAIN;
		cell_text(out, l->caution ? l->caution : l->service->name);
		break;
	case SC_WHERE: cell_text(out, l->where); break;
	case SC_OPEN:  cell_text(out, l->open); break;
	case SC_PHONE: cell_text(out, l->phone); break;
	case SC_ORGANISATION: cell_text(out, l->service->organisation); break;
	}
}

static const struct list_columns SERVICE_COLUMNS = {
	COLUMNS, SC_COUNT, .widths = services_widths, .cell = services_cell};

static void services_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct services_screen *v = arg;
	const struct offer_line *l = line_of(arg, row);

	if (l->heading)
		canvas_text(c, a.y, a.x - LIST_MARGIN + 1, a.cols, LOOK_HEADING, l->heading);
	else
		list_row_draw(&v->list, row, c, a);
}

static const struct list_source SERVICES = {
	services_count, services_is_heading, services_id, services_text, services_draw_row};

static void services_start(struct screen *s, const struct target *target)
{
	self(s)->target = *target;
	list_init(&self(s)->list, &SERVICES, s);
	kept_begin(s->app, &self(s)->list, &SERVICE_COLUMNS, "services", false);
}

/* Reading ----------------------------------------------------------------- */

/* Where it is, or where it goes to, in few cells. */
static const char *place_of(const struct service *s)
{
	for (size_t i = 0; i < s->place_n; i++)
		if (s->place[i].postcode)
			return s->place[i].postcode;
	for (size_t i = 0; i < s->place_n; i++)
		if (s->place[i].kind && strcmp(s->place[i].kind, "area") == 0 && s->place[i].name)
			return s->place[i].name;
	return service_nearness(s, NULL) == NEAR_ONLINE ? "online" : "";
}

static bool has_caution(const struct service *s)
{
	return s->alert || !service_is_active(s);
}

static const char *phone_of(const struct service *s)
{
	for (size_t i = 0; i < s->contact_n; i++)
		if (s->contact[i].phone)
			return s->contact[i].phone;
	return "";
}

static const char *heading_of(const struct offer *o, enum nearness near, bool is_masked, struct arena *a)
{
	switch (near) {
	case NEAR_DISTRICT: return is_masked ? "In the same district" : arena_printf(a, "In %s", o->district);
	case NEAR_AREA:     return "Not far";
	case NEAR_ONLINE:   return "Online, by phone, or they come";
	default:            return o->home ? "Further away" : "Where it is";
	}
}

static struct offer_line *lines_make(const struct services_screen *v, const struct offer *o, struct arena *a,
	size_t *n)
{
	struct offer_line *line = arena_alloc(a, (o->n + NEAR_COUNT) * sizeof *line);
	enum nearness before = NEAR_COUNT;

	for (size_t i = *n = 0; line && i < o->n; i++) {
		const struct service *s = &o->service[i];
		enum nearness near = service_nearness(s, o->home);

		if (near != before)
			line[(*n)++] = (struct offer_line){.heading = heading_of(o, near, v->screen.app->mask, a)};
		before = near;
		line[(*n)++] = (struct offer_line){.service = s, .where = place_of(s),
			.caution = has_caution(s) ? arena_printf(a, "! %s", s->name) : NULL,
			.open = s->line_n[SERVICE_OPEN] ? s->line[SERVICE_OPEN][0] : "", .phone = phone_of(s)};
	}
	return line;
}

/* "Near LS6, age 82, for mobility and falls, nutrition" */
static const char *asked_of(const struct services_screen *v, domains_t domains, const struct offer *o, struct arena *a)
{
	bool has_place = o->district && !v->screen.app->mask;
	char needs[400], age[24] = "";

	catalogue_domains_name(session_catalogue(v->screen.app->session), domains, needs, sizeof needs);
	if (o->age >= 0)
		snprintf(age, sizeof age, "%s %d, ", has_place ? "age" : "Age", o->age);
	return arena_printf(a, "%s%s%s%s%s %s", has_place ? "Near " : "", has_place ? o->district : "",
		has_place ? ", " : "", age, has_place || o->age >= 0 ? "for" : "For", domains ? needs : "any need");
}

domains_t services_needs(const struct person *p, int64_t about)
{
	const struct journey_row *row = about > 0 ? person_row(p, about) : NULL;

	if (about < 0)
		return (domains_t)1 << (-about - 1);
	return row && row->seen == SEE_FULL ? row->domains : 0;
}

static enum status services_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct services_screen *v = self(s);
	struct app *app = s->app;
	bool is_open = app->person_now == v->target.person;
	struct offer_line *line;
	struct person *p;
	struct offer offer;
	domains_t domains;
	size_t n;
	enum status st = is_first && !is_open ? person_open(app->session, v->target.person, a, &p, e)
		: person_reread(app->session, v->target.person, a, &p, e);

	if (st != ST_OK)
		return st;
	domains = v->is_chosen ? v->domains : services_needs(p, v->target.event);
	st = directory_offer(app->session, p, domains, a, &offer, e);
	if (st != ST_OK)
		return st;
	line = lines_make(v, &offer, a, &n);
	if (!line)
		return err_nomem(e);
	v->domains = domains;
	v->offer = offer;
	v->called = app_mask(app, a, p->called);
	v->asked = asked_of(v, domains, &offer, a);
	v->line = line;
	v->line_n = n;
	v->where_cells = 7;
	for (size_t i = 0; i < n; i++)
		if (!line[i].heading && text_width(line[i].where) >= v->where_cells)
			v->where_cells = text_width(line[i].where) + 1;
	list_refresh(&v->list, list_id(&v->list));
	return ST_OK;
}

static void services_stop(struct screen *s)
{
	list_done(&self(s)->list);
}

/* Choosing a need ---------------------------------------------------------- */

static void need_chosen(struct screen *s, int picked, const char *text)
{
	struct services_screen *v = self(s);

	(void)text;
	v->is_chosen = true;
	v->domains = picked < 0 ? 0 : (domains_t)1 << picked;
	app_changed(s->app);
}

static void need_choose(struct services_screen *v)
{
	const struct catalogue *c = session_catalogue(v->screen.app->session);
	size_t n = catalogue_domain_count(c);
	struct picker_item *item = app_items(v->screen.app, n + 1);

	if (!item)
		return;
	item[0] = (struct picker_item){.label = "any need", .value = -1};
	for (size_t i = 0; i < n; i++)
		item[i + 1] = (struct picker_item){.label = catalogue_domain(c, i)->name, .value = (int)i};
	app_pick(v->screen.app, "Services for", item, n + 1, need_chosen);
}

/* The rest ----------------------------------------------------------------- */

static void services_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct services_screen *v = self(s);
	int used = canvas_text(c, a.y, a.x + 1, a.cols - 1, LOOK_STRONG, v->called);

	canvas_textf(c, a.y, a.x + 1 + used, a.cols - used - 1, LOOK_PLAIN, "  %zu service%s", v->offer.all,
		v->offer.all == 1 ? "" : "s");
	canvas_text(c, a.y + 1, a.x + 1, a.cols - 1, LOOK_PLAIN, v->asked);
	if (v->line_n)
		list_draw(&v->list, c, (struct area){a.y + 2, a.x, a.rows - 2, a.cols});
	else
		(void)canvas_wrap(c, (struct area){a.y + 3, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN, "None fits; c looks for another need.");
	if (v->line_n && !list_rows(&v->list))
		(void)canvas_wrap(c, (struct area){a.y + 3, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN,
			"No service holds these words; Esc shows all.");
	if (!v->line_n)
		canvas_focus(c, a.y + 3, a.x + 2);
}

static const struct verb_set *services_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_SERVICES;
}

static void services_act(struct screen *s, enum act act)
{
	struct services_screen *v = self(s);
	size_t row;

	if (act == ACT_NEED)
		need_choose(v);
	else if (act == ACT_KEEP && list_selected(&v->list, &row))
		writing_refer(s->app, v->target.person, v->line[row].service);
	else if (act == ACT_OPEN && list_selected(&v->list, &row))
		app_go(s->app, &SCREEN_SERVICE, &(struct target){v->target.person, v->line[row].service->id});
}

static const char *services_why_not(const struct screen *s, enum act act)
{
	const struct services_screen *v = (const struct services_screen *)s;
	size_t row;

	if (list_selected(&v->list, &row))
		return NULL;
	return act == ACT_OPEN ? "There is no service to open." : act == ACT_KEEP ? "There is no service to refer them to." : NULL;
}

static struct list *services_list(struct screen *s)
{
	return &self(s)->list;
}

const struct screen_class SCREEN_SERVICES = {
	.name = "Services", .needs = MAY_PEOPLE, .size = sizeof(struct services_screen),
	.start = services_start, .read = services_read, .stop = services_stop, .draw = services_draw,
	.verbs = services_verbs, .act = services_act, .why_not = services_why_not, .list = services_list,
};

const char *services_why_none(const struct app *app)
{
	return app->services > 0 ? NULL : "No directory of services is here; I in Imports takes in Open Referral files.";
}

void services_go(struct app *app, int64_t person, int64_t about)
{
	app_go(app, &SCREEN_SERVICES, &(struct target){person, about});
}
