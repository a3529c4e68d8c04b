/*
 * asked_view.c - view 3: what was asked again, those first that can still be
 * prevented; decided with one key.
 */
#include <string.h>

#include "screens/asked_part.h"
#include "screens/people_many.h"
#include "screens/services.h"
#include "screens/write_keys.h"

enum { ASKED_FIRST = 500, ASKED_NEAR = 20, ASKED_STEP = 800, ASKED_MOST_AT_ONCE = 2000 };

struct asked_screen {
	struct screen screen;
	struct asked_part part;
	bool shows_all;    /* those decided too */
	VEC(const struct asked_row *) row; /* read so far … */
	bool has_all;      /* … and there are no more */
	size_t read_n;     /* with those that this viewer may not see */
	size_t listed_n;   /* of them in the list */
};

static struct asked_screen *self(struct screen *s)
{
	return (struct asked_screen *)s;
}

static void asked_start(struct screen *s, const struct target *target)
{
	(void)target;
	asked_part_init(&self(s)->part, s->app, false);
	self(s)->part.list.reads_on = true;
}

/* So many more rows. */
static enum status rows_read(struct asked_screen *k, size_t limit, struct arena *a, struct err *e)
{
	size_t n = 0, read = 0;
	const struct asked_query query = {.stage = -1, .state = k->shows_all ? -1 : VD_OPEN, .limit = limit,
		.skip = k->read_n, .is_soonest_first = true, .goes_on = k->read_n > 0, .read = &read};
	struct asked_row *row = NULL;
	enum status st = asked_list(k->screen.app->session, &query, a, &row, &n, e);

	if (st != ST_OK && st != ST_NONE)
		return st;
	for (size_t i = 0; i < n && st == ST_OK; i++)
		if (!vec_push(&k->row, &row[i]))
			return err_nomem(e);
	k->read_n += read;
	k->has_all = read < limit;
	return ST_OK;
}

static void tell_growing(struct asked_screen *k)
{
	k->part.list.has_rest = !k->has_all;
	k->part.list.is_growing = !k->has_all && list_needs_all(&k->part.list);
}

static enum status list_fill(struct asked_screen *k, struct arena *a, struct err *e)
{
	k->listed_n = k->row.n;
	k->part.shows_states = k->shows_all;
	tell_growing(k);
	return asked_part_fill(&k->part, k->row.v, k->row.n, a, e);
}

/* As many as there were: what a filter or an order has found stays found. */
static enum status asked_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct asked_screen *k = self(s);
	struct asked_screen next = *k;
	enum status st;

	(void)is_first;
	memset(&next.row, 0, sizeof next.row);
	next.read_n = 0;
	st = rows_read(&next, k->read_n > ASKED_FIRST ? k->read_n : ASKED_FIRST, a, e);
	if (st != ST_OK) {
		vec_done(&next.row);
		return st;
	}
	vec_done(&k->row);
	k->row = next.row;
	k->has_all = next.has_all;
	k->read_n = next.read_n;
	return list_fill(k, a, e);
}

static void asked_stop(struct screen *s)
{
	asked_part_done(&self(s)->part);
	vec_done(&self(s)->row);
}

static void asked_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct asked_screen *k = self(s);

	asked_part_draw(&k->part, c, a, k->shows_all
		? "Nothing was asked again. Take in agencies' files with: throughline import FOLDER"
		: s->app->canvas->cols < 60 ? "Nothing is open. o shows what is past."
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

static void people_write(struct asked_screen *k, enum act act)
{
	struct list *list = &k->part.list;
	VEC(struct person_line) chosen = {0};

	for (size_t i = 0; i < k->part.line_n; i++) {
		const struct asked_line *l = &k->part.line[i];

		if (!l->heading && list_is_marked(list, list->source->id(&k->part, i)))
			(void)vec_push(&chosen, (struct person_line){l->row->person, l->who, NULL});
	}
	people_many_begin(k->screen.app, act, chosen.v, chosen.n);
	vec_done(&chosen);
}

static void asked_act(struct screen *s, enum act act)
{
	struct asked_screen *k = self(s);
	const struct asked_row *row = asked_part_row(&k->part);

	if ((act == ACT_STAR || act == ACT_LEAD) && k->part.list.marked.n) {
		people_write(k, act);
	} else if (act == ACT_OPEN && row) {
		app_go(s->app, &SCREEN_PERSON, &(struct target){row->person, row->finding.event});
	} else if (row && writing_act(s->app, act, row->person, 0, row->finding.event)) {
		return;
	} else if (act == ACT_SERVICES && row) {
		services_go(s->app, row->person, row->finding.event);
	} else if (act == ACT_STATES) {
		k->shows_all = !k->shows_all;
		k->read_n = 0;
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
	if (act == ACT_TELL && part->list.marked.n)
		return one_at_a_time(&part->list);
	if ((act == ACT_STAR || act == ACT_LEAD) && !asked_part_row(part) && !part->list.marked.n)
		return "There is no row here, and so nobody.";
	return asked_part_why_not(part, act);
}

static struct list *asked_list_of(struct screen *s)
{
	return asked_part_list(&self(s)->part);
}

/* The rest of a long list is read piece by piece while no key comes, where a filter or an
 * order is about all of it; the list has them as they double. */
static bool asked_has_work(const struct screen *s)
{
	const struct asked_screen *k = (const struct asked_screen *)s;

	return !k->has_all && list_needs_all(&k->part.list);
}

static void more_read(struct asked_screen *k, size_t n, bool is_listed)
{
	struct err e = {0};
	enum status st = rows_read(k, n, k->screen.arena, &e);

	if (st == ST_OK && (is_listed || k->has_all || k->row.n >= k->listed_n * 2))
		st = list_fill(k, k->screen.arena, &e);
	if (st == ST_OK)
		return;
	k->has_all = true;
	app_fail(k->screen.app, &e);
}

static bool asked_work(struct screen *s)
{
	struct asked_screen *k = self(s);
	size_t listed = k->listed_n;

	more_read(k, ASKED_STEP, false);
	return k->listed_n != listed || k->has_all;
}

static void asked_moved(struct screen *s)
{
	struct asked_screen *k = self(s);

	if (!k->has_all && !list_needs_all(&k->part.list) && k->part.list.row + ASKED_NEAR > k->row.n)
		more_read(k, k->row.n < ASKED_MOST_AT_ONCE ? k->row.n : ASKED_MOST_AT_ONCE, true);
	tell_growing(k);
	asked_part_moved(&k->part);
}

static void asked_row_people(const struct screen *s, size_t row, int64_t out[static ROW_PEOPLE])
{
	out[0] = asked_part_person(&((const struct asked_screen *)s)->part, row);
}

const struct screen_class SCREEN_ASKED = {
	.name = "Asked again", .needs = MAY_PEOPLE, .number = 3, .size = sizeof(struct asked_screen),
	.start = asked_start, .read = asked_read, .stop = asked_stop, .draw = asked_draw,
	.verbs = asked_verbs, .act = asked_act, .why_not = asked_why_not, .list = asked_list_of, .row_people = asked_row_people,
	.moved = asked_moved, .has_work = asked_has_work, .work = asked_work,
};
