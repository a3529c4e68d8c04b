/*
 * asked_view.c - view 3: what was asked again, those first that can still be
 * prevented; decided with one key.
 */
#include "screens/asked_part.h"
#include "screens/services.h"
#include "screens/write_keys.h"

enum { ASKED_FIRST = 500, ASKED_NEAR = 20 };

struct asked_screen {
	struct screen screen;
	struct asked_part part;
	bool shows_all;    /* those decided too */
	size_t limit, n;   /* rows asked for, rows there */
	bool has_all;      /* there are no more */
};

static struct asked_screen *self(struct screen *s)
{
	return (struct asked_screen *)s;
}

static void asked_start(struct screen *s, const struct target *target)
{
	(void)target;
	self(s)->limit = ASKED_FIRST;
	asked_part_init(&self(s)->part, s->app, false);
}

static enum status asked_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct asked_screen *k = self(s);
	bool is_all = list_needs_all(&k->part.list);
	const struct asked_query query = {
		.stage = -1, .state = k->shows_all ? -1 : VD_OPEN, .limit = is_all ? 0 : k->limit};
	struct asked_row *row = NULL;
	size_t n = 0;
	enum status st = asked_list(s->app->session, &query, a, &row, &n, e);

	(void)is_first;
	if (st == ST_NONE)
		n = 0;
	else if (st != ST_OK)
		return st;
	k->part.shows_states = k->shows_all;
	st = asked_part_fill(&k->part, row, n, is_all || n < k->limit, a, e);
	if (st != ST_OK)
		return st;
	k->n = n;
	k->has_all = is_all || n < k->limit;
	return ST_OK;
}

static void asked_stop(struct screen *s)
{
	asked_part_done(&self(s)->part);
}

static void asked_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct asked_screen *k = self(s);

	asked_part_draw(&k->part, c, a, k->shows_all
		? "Nothing was asked again. Take in agencies' files with: throughline import FOLDER"
		: "Nothing is open. o shows what has been decided.");
}

static const struct verb_set *asked_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_ASKED;
}

static void reread(struct screen *s)
{
	struct err e = {0};

	if (screen_reread(s, &e) != ST_OK)
		app_fail(s->app, &e);
}

static void asked_act(struct screen *s, enum act act)
{
	struct asked_screen *k = self(s);
	const struct asked_row *row = asked_part_row(&k->part);

	if (act == ACT_OPEN && row) {
		app_go(s->app, &SCREEN_PERSON, &(struct target){row->person, row->finding.event});
	} else if (row && writing_act(s->app, act, row->person, 0, row->finding.event)) {
		return;
	} else if (act == ACT_SERVICES && row) {
		services_go(s->app, row->person, row->finding.event);
	} else if (act == ACT_STATES) {
		k->shows_all = !k->shows_all;
		k->limit = ASKED_FIRST;
		reread(s);
		app_say(s->app, k->shows_all ? "All, decided or not." : "Those open.");
	} else {
		asked_part_act(&k->part, act);
	}
}

static const char *asked_why_not(const struct screen *s, enum act act)
{
	const struct asked_part *part = &((const struct asked_screen *)s)->part;

	if (act == ACT_SERVICES)
		return services_why_none(s->app) ? services_why_none(s->app)
			: asked_part_row(part) ? NULL : "There is no row to look for.";
	if (act == ACT_TELL && !asked_part_row(part))
		return "There is nobody to tell.";
	return asked_part_why_not(part, act);
}

static struct list *asked_list_of(struct screen *s)
{
	return asked_part_list(&self(s)->part);
}

/* More rows are read when the cursor comes near the end of those there, and all of
 * them when a filter or an order is about all. */
static void asked_moved(struct screen *s)
{
	struct asked_screen *k = self(s);
	bool is_near = k->part.list.row + ASKED_NEAR > k->n, needs_all = list_needs_all(&k->part.list);

	if (!k->has_all && (is_near || needs_all)) {
		k->limit *= needs_all ? 1 : 4;
		reread(s);
	}
	asked_part_moved(&k->part);
}

const struct screen_class SCREEN_ASKED = {
	.name = "Asked again", .number = 3, .size = sizeof(struct asked_screen),
	.start = asked_start, .read = asked_read, .stop = asked_stop, .draw = asked_draw,
	.verbs = asked_verbs, .act = asked_act, .why_not = asked_why_not, .list = asked_list_of,
	.moved = asked_moved,
};
