/*
 * service_view.c - one service of the community: for whom, where, when, whom to ask.
 */
#include <string.h>

#include "screens/services.h"
#include "screens/write_keys.h"

struct service_screen {
	struct screen screen;
	struct target target;
	struct service service;
	struct page page;
};

static struct service_screen *self(struct screen *s)
{
	return (struct service_screen *)s;
}

static void service_start(struct screen *s, const struct target *target)
{
	self(s)->target = *target;
}

static void lines_add(struct page *p, const struct service *s, enum service_line kind, const char *label)
{
	for (size_t i = 0; i < s->line_n[kind]; i++)
		page_add(p, LOOK_PLAIN, i ? "" : label, s->line[kind][i]);
}

static const char *place_text(const struct service_place *p, struct arena *a)
{
	return arena_printf(a, "%s%s%s%s%s", p->name ? p->name : "", p->name && p->address ? ", " : "",
		p->address ? p->address : "", (p->name || p->address) && p->postcode ? ", " : "",
		p->postcode ? p->postcode : "");
}

static void places_add(struct page *p, const struct service *s, struct arena *a)
{
	for (size_t i = 0; i < s->place_n; i++)
		page_add(p, LOOK_PLAIN, i ? "" : "Where", place_text(&s->place[i], a));
	if (service_nearness(s, NULL) == NEAR_ONLINE)
		page_add(p, LOOK_PLAIN, s->place_n ? "" : "Where", "online, by phone, or they come");
}

static void whom_add(struct page *p, const struct service *s, struct arena *a)
{
	size_t n = 0;

	for (size_t i = 0; i < s->contact_n; i++)
		page_add(p, LOOK_STRONG, n++ ? "" : "Contact", service_contact_text(&s->contact[i], a));
	page_add(p, LOOK_STRONG, n++ ? "" : "Contact", s->email);
	page_add(p, LOOK_PLAIN, "See", s->url);
}

/* "1 Sep 2025"; as it was sent where that is no day. */
static const char *day_of(const char *sent, struct arena *a)
{
	struct civil at;
	char day[12];

	if (!civil_parse(sent, &at))
		return sent;
	civil_short(at.day, day);
	return arena_printf(a, "%s", day);
}

/* All about one service, to read; texts live in the arena or in the service. */
static void service_page_fill(struct page *p, const struct app *app, const struct service *s, struct arena *a)
{
	bool is_open = service_is_active(s);
	char needs[400];

	catalogue_domains_name(session_catalogue(app->session), s->domains, needs, sizeof needs);
	page_clear(p);
	page_add(p, LOOK_STRONG, NULL, s->name);
	page_add(p, LOOK_PLAIN, "Of", s->organisation);
	page_add(p, LOOK_URGENT, "!", is_open ? NULL : s->status);
	page_add(p, LOOK_URGENT, "!", s->alert);
	whom_add(p, s, a);
	lines_add(p, s, SERVICE_OPEN, "When");
	places_add(p, s, a);
	page_add(p, LOOK_PLAIN, "Ages", service_ages(s, a));
	lines_add(p, s, SERVICE_WHO, "Who");
	lines_add(p, s, SERVICE_HOW, "How");
	lines_add(p, s, SERVICE_COST, "Cost");
	lines_add(p, s, SERVICE_LANGUAGE, "Speaks");
	lines_add(p, s, SERVICE_ACCESS, "Access");
	page_add(p, LOOK_PLAIN, "For", arena_dup(a, needs));
	lines_add(p, s, SERVICE_TERM, "Topics");
	page_add(p, LOOK_PLAIN, "About", s->description);
	lines_add(p, s, SERVICE_FUNDING, "Paid by");
	page_add(p, LOOK_PLAIN, "Checked", s->assured_on ? arena_printf(a, "by its source on %s", day_of(s->assured_on, a))
		: "nobody says when this was last made sure of: ring first");
}

static enum status service_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct service_screen *v = self(s);
	struct service service;
	enum status st = directory_service(s->app->session, v->target.event, a, &service, e);

	(void)is_first;
	if (st == ST_NONE)
		return err_set(e, ST_NONE, "this service is no longer in the directory; Backspace goes back");
	if (st != ST_OK)
		return st;
	v->service = service;
	service_page_fill(&v->page, s->app, &v->service, a);
	return ST_OK;
}

static void service_stop(struct screen *s)
{
	page_done(&self(s)->page);
}

static void service_draw(struct screen *s, struct canvas *c, struct area a)
{
	page_draw(&self(s)->page, c, (struct area){a.y, a.x + 1, a.rows, a.cols - 2});
	canvas_focus(c, a.y, a.x + 1);
}

static const struct verb_set *service_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_SERVICE;
}

static void service_act(struct screen *s, enum act act)
{
	if (act == ACT_KEEP)
		writing_refer(s->app, self(s)->target.person, &self(s)->service);
	else
		page_act(&self(s)->page, act);
}

static const char *service_why_not(const struct screen *s, enum act act)
{
	return act == ACT_KEEP ? NULL : page_alone_why_not(&((const struct service_screen *)s)->page, act);
}

const struct screen_class SCREEN_SERVICE = {
	.name = "Service", .needs = MAY_PEOPLE, .size = sizeof(struct service_screen),
	.start = service_start, .read = service_read, .stop = service_stop, .draw = service_draw,
	.verbs = service_verbs, .act = service_act, .why_not = service_why_not,
};
