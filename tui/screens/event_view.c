/*
 * event_view.c - one event in full: all that was sent, and what the rule found.
 */
#include "screens/decide.h"
#include "screens/event_page.h"
#include "screens/services.h"
#include "screens/withheld.h"
#include "screens/write_keys.h"

struct event_screen {
	struct screen screen;
	struct target target;
	struct person *person;
	const struct journey_row *row;
	const char *called;
	struct page page;
};

static struct event_screen *self(struct screen *s)
{
	return (struct event_screen *)s;
}

static void event_start(struct screen *s, const struct target *target)
{
	self(s)->target = *target;
}

/* Where somebody is still to be seen, there may be others who help: it is said. */
static enum status offer_add(struct event_screen *v, struct arena *a, struct err *e)
{
	const struct app *app = v->screen.app;
	domains_t needs = services_needs(v->person, v->target.event);
	bool is_ahead = v->row->event.status == ES_PLANNED || v->row->event.kind == EV_REQUEST;
	struct offer offer;
	enum status st;

	if (!needs || !is_ahead || services_why_none(app))
		return ST_OK;
	st = directory_offer(app->session, v->person, needs, a, &offer, e);
	if (st == ST_OK && offer.all)
		page_add(&v->page, LOOK_STRONG, NULL, arena_printf(a, "-> %zu service%s of the community for this: f", offer.all,
			offer.all == 1 ? "" : "s"));
	return st;
}

static enum status event_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct event_screen *v = self(s);
	struct person *p;
	const struct journey_row *row;
	enum status st = person_reread(s->app->session, v->target.person, a, &p, e);

	(void)is_first;
	if (st != ST_OK)
		return st;
	row = person_row(p, v->target.event);
	if (!row)
		return err_set(e, ST_NONE, "this event is no longer there; Backspace goes back");
	v->person = p;
	v->row = row;
	v->called = app_mask(s->app, a, p->called);
	event_page_fill(&v->page, s->app, p, row, a);
	withheld_offer(&v->page, row->seen);
	return offer_add(v, a, e);
}

static void event_stop(struct screen *s)
{
	page_done(&self(s)->page);
}

static void event_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct event_screen *v = self(s);

	canvas_text(c, a.y, a.x + 1, a.cols - 1, LOOK_STRONG, v->called);
	canvas_fill(c, a.y + 1, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	page_draw(&v->page, c, (struct area){a.y + 2, a.x + 1, a.rows - 2, a.cols - 2});
	canvas_focus(c, a.y + 2, a.x + 1);
}

static const struct verb_set *event_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_EVENT;
}

static void event_act(struct screen *s, enum act act)
{
	struct event_screen *v = self(s);
	struct choice choice = choice_make(v->row->event.id, v->row->decision);

	if (writing_act(s->app, act, v->person->id, 0, v->row->event.id) || withheld_act(s->app, act, v->person->id))
		return;
	if (act == ACT_SERVICES)
		services_go(s->app, v->target.person, v->target.event);
	else if (verb_verdict(act) != VD_OPEN)
		decide_start(s->app, verb_verdict(act), &choice, 1);
	else
		page_act(&v->page, act);
}

static const char *event_why_not(const struct screen *s, enum act act)
{
	const struct event_screen *v = (const struct event_screen *)s;

	if (verb_verdict(act) != VD_OPEN && !v->row->finding && !v->row->together)
		return "This did not ask again what was known: there is nothing to decide.";
	if (act == ACT_TELL && !v->row->finding)
		return "This did not ask again what was known: there is nothing to tell.";
	if (act == ACT_SERVICES)
		return services_why_none(s->app);
	if (act == ACT_SAY_WHY || act == ACT_BREAK_GLASS)
		return withheld_why_not(v->person, act);
	return page_alone_why_not(&v->page, act);
}

const struct screen_class SCREEN_EVENT = {
	.name = "Event", .needs = MAY_PEOPLE, .size = sizeof(struct event_screen),
	.start = event_start, .read = event_read, .stop = event_stop, .draw = event_draw,
	.verbs = event_verbs, .act = event_act, .why_not = event_why_not,
};
