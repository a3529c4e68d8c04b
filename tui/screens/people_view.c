/*
 * people_view.c - view 2: people opened lately, and a search over everyone as
 * one types.
 */
#include <stdio.h>
#include <string.h>

#include "screens/kept.h"
#include "screens/people_many.h"
#include "screens/people_view.h"
#include "screens/show.h"
#include "screens/write_keys.h"

static struct people_screen *self(struct screen *s)
{
	return (struct people_screen *)s;
}

static void people_start(struct screen *s, const struct target *target)
{
	(void)target;
	self(s)->stay.discharged_since = CIVIL_NONE;
	list_init(&self(s)->list, &PEOPLE_LINES, s);
	kept_begin(s->app, &self(s)->list, &PEOPLE_COLUMNS, "people", true);
}

static int agencies_count(const char *codes)
{
	int n = *codes != '\0';

	for (const char *p = codes; *p; p++)
		n += *p == ';';
	return n;
}

static enum status people_find(struct people_screen *p, bool audited, struct arena *a, struct person_hit **hit,
	size_t *n, struct err *e)
{
	struct session *s = p->screen.app->session;

	list_order_aside(&p->list, p->query.text[0]);
	if (people_has_stay(p))
		return people_stayed(s, &p->stay, p->query.text, PEOPLE_MOST, audited, a, hit, n, e);
	return p->query.text[0] ? people_search(s, p->query.text, PEOPLE_MOST, audited, a, hit, n, e)
		: people_recent(s, PEOPLE_MOST, a, hit, n, e);
}

static enum status people_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct people_screen *p = self(s);
	struct person_hit *hit = NULL;
	const char **name, **agencies;
	int *agency_n;
	size_t n = 0;
	int64_t id = is_first ? 0 : list_id(&p->list);
	enum status st = people_find(p, p->begins_look, a, &hit, &n, e);

	if (st == ST_NONE)
		n = 0;
	else if (st != ST_OK)
		return st;
	p->hint = (struct people_hint){.help = ""};
	if (!n && p->query.text[0] && !people_has_stay(p))
		st = people_hint(s->app->session, p->query.text, a, &p->hint, e);
	if (st != ST_OK && st != ST_NONE)
		return st;
	name = arena_alloc(a, (n + 1) * sizeof *name);
	agencies = arena_alloc(a, (n + 1) * sizeof *agencies);
	agency_n = arena_alloc(a, (n + 1) * sizeof *agency_n);
	if (!name || !agencies || !agency_n)
		return err_nomem(e);
	for (size_t i = 0; i < n; i++) {
		name[i] = app_mask(s->app, a, hit[i].name);
		agency_n[i] = agencies_count(hit[i].agencies);
		/* their names take more room than a line has */
		agencies[i] = arena_printf(a, "%d agenc%s", agency_n[i], agency_n[i] == 1 ? "y" : "ies");
		if (!agencies[i])
			return err_nomem(e);
	}
	p->hit = hit;
	p->hit_n = n;
	p->list.has_rest = n == PEOPLE_MOST;
	p->name = name;
	p->agencies = agencies;
	p->agency_n = agency_n;
	list_refresh(&p->list, id);
	return ST_OK;
}

/* Writes the one audit row for the query that the typing ended with: of those who are shown. */
static void settle_look(struct people_screen *p)
{
	struct err e = {0};

	if (!p->owes_look)
		return;
	p->owes_look = false;
	if (people_searched(p->screen.app->session, p->hit_n, &e) != ST_OK)
		app_fail(p->screen.app, &e);
}

static void people_stop(struct screen *s)
{
	settle_look(self(s));
	list_done(&self(s)->list);
}

static void search_again(struct people_screen *p)
{
	struct err e = {0};

	p->list.row = p->list.top = 0;
	p->begins_look = (p->query.text[0] || people_has_stay(p)) && !p->owes_look;
	if (screen_reread(&p->screen, &e) == ST_OK)
		p->owes_look = p->query.text[0] != '\0';
	else
		app_fail(p->screen.app, &e);
	p->begins_look = false;
	p->list.row = p->list.top = 0;
	p->is_on_row = false;
}

enum { TRIED_CELLS = 6 };

/* Returns the rows that it takes. */
static int tried_draw(const char *text, struct canvas *c, struct area a)
{
	int rows = canvas_wrap(c, a, LOOK_PLAIN, text);

	return rows < a.rows ? rows : a.rows;
}

/* What was tried stands in a column of its own; at most as many as leave room. */
static void nobody_draw(const struct people_screen *p, struct canvas *c, struct area a)
{
	const char *help = p->screen.app->mask ? "" : p->hint.help;
	int y = a.y + 1;

	canvas_text(c, a.y, a.x + 2, a.cols - 2, LOOK_PLAIN, "Nobody found.");
	if (!*help)
		help = "Try part of the name, the birth date (3/7/1943), or a number.";
	for (size_t i = 0; i < p->hint.tried_n && y + 1 < a.y + a.rows; i++) {
		if (!i)
			canvas_text(c, y, a.x + 2, TRIED_CELLS, LOOK_PLAIN, "Tried");
		y += tried_draw(p->hint.tried[i], c,
			(struct area){y, a.x + 2 + TRIED_CELLS, a.y + a.rows - y - 1, a.cols - 2 - TRIED_CELLS});
	}
	(void)canvas_wrap(c, (struct area){y, a.x + 2, a.y + a.rows - y, a.cols - 2}, LOOK_PLAIN, help);
}

static void empty_draw(const struct people_screen *p, struct canvas *c, struct area a)
{
	if (people_has_stay(p)) {
		(void)canvas_wrap(c, (struct area){a.y, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN, "Nobody is. Esc shows everybody again.");
	} else if (p->query.text[0]) {
		nobody_draw(p, c, a);
	} else {
		canvas_text(c, a.y, a.x + 2, a.cols - 2, LOOK_PLAIN, "You have opened nobody yet.");
		(void)canvas_wrap(c, (struct area){a.y + 1, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN,
			"/ searches everyone: a name, NHS number, birth date, postcode, phone");
	}
	canvas_focus(c, a.y, a.x + 2);
}

/* "16 in hospital now", "12 discharged since 7 Nov; found for: okafor" */
static void stay_heading_draw(const struct people_screen *p, struct canvas *c, struct area a)
{
	char since[12];

	show_day(p->screen.app, p->stay.discharged_since, since);
	canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_HEADING, "%zu%s %s%s%s%s", p->hit_n,
		p->hit_n == PEOPLE_MOST ? " newest" : "", p->stay.in_hospital ? "in hospital now" : "discharged since ",
		since, p->query.text[0] ? "; found for: " : "", p->query.text);
}

static void people_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct people_screen *p = self(s);
	struct area rows = {a.y + 2, a.x, a.rows - 2, a.cols};

	if (p->hit_n) {
		list_draw(&p->list, c, rows);
		if (!list_rows(&p->list))
			(void)canvas_wrap(c, (struct area){rows.y + list_head_rows(&p->list, rows), a.x + 2, 2, a.cols - 2}, LOOK_PLAIN,
				"No line holds these words; Esc shows all.");
	} else {
		empty_draw(p, c, rows);
	}
	if (p->screen.is_typing) {
		int y = c->focus_y, x = c->focus_x;

		prompt_draw(&p->query, c, a.y, a.x + 1, a.cols - 1, people_has_stay(p) ? "Search them: " : "Search everyone: ");
		if (p->is_on_row)
			canvas_focus(c, y, x);
	} else if (people_has_stay(p)) {
		stay_heading_draw(p, c, a);
	} else if (p->query.text[0]) {
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_HEADING, "%zu%s found for: %s", p->hit_n,
			p->hit_n == PEOPLE_MOST ? " best" : "", p->query.text);
	} else {
		canvas_text(c, a.y, a.x + 1, a.cols - 1, LOOK_HEADING,
			p->hit_n && p->hit[0].is_led ? "I lead (L), starred (*), then opened lately"
				: p->hit_n && p->hit[0].is_starred ? "Starred (*), then opened lately" : "Opened lately");
	}
}

static const struct verb_set *people_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_PEOPLE;
}

static void open_selected(struct people_screen *p)
{
	size_t row;

	if (!list_selected(&p->list, &row)) {
		app_say(p->screen.app, "There is nobody to open; type another part of the name.");
		return;
	}
	p->screen.is_typing = false;
	settle_look(p);
	app_go(p->screen.app, &SCREEN_PERSON, &(struct target){p->hit[row].person, 0});
}

/* Who is or was in hospital is another list than the people opened lately: it is kept apart. */
static void stay_set(struct people_screen *p, bool in_hospital, int32_t since)
{
	bool had = people_has_stay(p);

	settle_look(p);
	p->stay = (struct people_stay){in_hospital, since};
	if (people_has_stay(p) != had)
		kept_change(p->screen.app, &p->list, had ? &PEOPLE_COLUMNS : &PEOPLE_STAY_COLUMNS, had ? "people" : "people-stay", had);
	else
		list_unfilter(&p->list);
	search_again(p);
	p->owes_look = p->owes_look && p->query.text[0];
}

static void since_given(struct screen *s, int picked, const char *text)
{
	int32_t first, last;

	(void)picked;
	if (civil_typed(text, session_today(s->app->session), &first, &last))
		stay_set(self(s), false, first);
	else
		app_ask(s->app, text[strspn(text, " ")] ? "As " CIVIL_SPAN_AS ". Discharged since: " : "Which day? Discharged since: ",
			text, since_given);
}

static void discharged_ask(struct people_screen *p)
{
	enum { LATELY_DAYS = 14 };
	char day[12];

	civil_short(session_today(p->screen.app->session) - LATELY_DAYS, day);
	app_ask(p->screen.app, "Discharged since: ", day, since_given);
}

/* For somebody else: what was searched before is no part of it. */
static void search_begin(struct people_screen *p)
{
	p->screen.is_typing = true;
	list_unfilter(&p->list);
	if (!p->query.text[0])
		return;
	settle_look(p);
	prompt_set(&p->query, "");
	search_again(p);
}

static void people_write(struct people_screen *p, enum act act)
{
	VEC(struct person_line) chosen = {0};

	if (!p->list.marked.n) {
		(void)writing_act(p->screen.app, act, list_id(&p->list), 0, 0);
		return;
	}
	for (size_t i = 0; i < p->hit_n; i++)
		if (list_is_marked(&p->list, p->hit[i].person))
			(void)vec_push(&chosen, (struct person_line){p->hit[i].person, p->name[i], NULL});
	people_many_begin(p->screen.app, act, chosen.v, chosen.n);
	vec_done(&chosen);
}

static void people_act(struct screen *s, enum act act)
{
	struct people_screen *p = self(s);

	if (act == ACT_OPEN)
		open_selected(p);
	if (act == ACT_SEARCH)
		search_begin(p);
	if (act == ACT_IN_HOSPITAL)
		stay_set(p, !p->stay.in_hospital, CIVIL_NONE);
	if (act == ACT_DISCHARGED)
		discharged_ask(p);
	if (act == ACT_STAR || act == ACT_LEAD)
		people_write(p, act);
}

static const char *people_why_not(const struct screen *s, enum act act)
{
	const struct people_screen *p = (const struct people_screen *)s;

	if ((act == ACT_STAR || act == ACT_LEAD) && !p->hit_n)
		return "There is nobody here; / searches everyone.";
	return act == ACT_OPEN && !p->hit_n ? "There is nobody to open; / searches everyone." : NULL;
}

static struct list *people_list(struct screen *s)
{
	return &self(s)->list;
}

static void clear_query(struct people_screen *p)
{
	p->screen.is_typing = false;
	settle_look(p);
	prompt_set(&p->query, "");
	search_again(p);
}

/* Out of the field, with what was found: to mark, to sort, to look through. */
static void results_stay(struct people_screen *p)
{
	if (!p->hit_n) {
		app_say(p->screen.app, "There is nobody here to go to; type another part of the name.");
		return;
	}
	p->screen.is_typing = false;
	settle_look(p);
}

static const char *people_hint_line(const struct screen *s)
{
	return s->app->under_way ? s->app->under_way : s->app->canvas->cols < 60 ? "Type  Up Down  Tab list  Enter  Esc"
		: "Type to search  Up Down move  Tab to the list  Enter open  Esc leave";
}

static void people_type(struct screen *s, uint32_t key)
{
	struct people_screen *p = self(s);

	switch (prompt_key(&p->query, key)) {
	case PROMPT_TYPED:
		search_again(p);
		break;
	case PROMPT_DONE:
		open_selected(p);
		break;
	case PROMPT_LEFT:
		clear_query(p);
		break;
	case PROMPT_PASSED:
		if (key == K_TAB) {
			results_stay(p);
			break;
		}
		p->is_on_row = true;
		list_act(&p->list,
			key == K_DOWN       ? ACT_DOWN
				: key == K_UP   ? ACT_UP
				: key == K_PGDN ? ACT_PAGE_DOWN
				: key == K_PGUP ? ACT_PAGE_UP
				: ACT_NONE);
		break;
	case PROMPT_MOVED:
		p->is_on_row = false;
		break;
	}
}

static bool people_level_up(struct screen *s)
{
	struct people_screen *p = self(s);

	if (list_is_filtered(&p->list))
		return false; /* that goes first */
	if (p->query.text[0])
		clear_query(p);
	else if (people_has_stay(p))
		stay_set(p, false, CIVIL_NONE);
	else
		return false;
	return true;
}

static void people_row_people(const struct screen *s, size_t row, int64_t out[static ROW_PEOPLE])
{
	out[0] = ((const struct people_screen *)s)->hit[row].person;
}

const struct screen_class SCREEN_PEOPLE = {
	.name = "People", .needs = MAY_PEOPLE, .number = 2, .size = sizeof(struct people_screen),
	.start = people_start, .read = people_read, .stop = people_stop, .draw = people_draw,
	.verbs = people_verbs, .act = people_act, .why_not = people_why_not, .list = people_list, .row_people = people_row_people,
	.type = people_type, .level_up = people_level_up,
	.hint = people_hint_line,
};
