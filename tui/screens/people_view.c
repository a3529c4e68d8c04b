/*
 * people_view.c - view 2: people opened lately, and a search over everyone as
 * one types.
 */
#include <stdio.h>

#include "screens/kept.h"
#include "screens/people_many.h"
#include "screens/show.h"
#include "screens/write_keys.h"
#include "search.h"
#include "text.h"

enum { PEOPLE_MOST = 100, COLS_MOST = 130 }; /* the eye must find from the name to the rest */

struct people_screen {
	struct screen screen;
	struct person_hit *hit;
	size_t hit_n;
	const char **name, **agencies; /* as they may be shown */
	int *agency_n;
	struct people_hint hint;       /* where nobody is found */
	struct prompt query;
	struct people_stay stay;       /* only those of whom this is true */
	bool is_on_row;    /* typing, but the arrows moved last: the cursor belongs to the row */
	bool begins_look;  /* the first letter: nobody is shown before that is in the audit */
	bool owes_look;    /* how many were found in the end is not in the audit yet */
	struct list list;
};

static struct people_screen *self(struct screen *s)
{
	return (struct people_screen *)s;
}

static size_t people_count(const void *arg)
{
	return ((const struct people_screen *)arg)->hit_n;
}

static int64_t people_id(const void *arg, size_t row)
{
	return ((const struct people_screen *)arg)->hit[row].person;
}

static void people_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct person_hit *h = &((const struct people_screen *)arg)->hit[row];

	snprintf(out, room, "%s %s %s %s %s", h->name, h->date_of_birth, h->nhs_number, h->agencies, h->why);
}

static bool has_stay(const struct people_screen *p)
{
	return p->stay.in_hospital || p->stay.discharged_since != CIVIL_NONE;
}

enum { PC_NAME, PC_MINE, PC_BORN, PC_SEX, PC_NHS, PC_AREA, PC_LEAD, PC_AGENCIES, PC_WHY, PC_COUNT };

static const struct list_column COLUMNS[PC_COUNT] = {
	[PC_NAME] = {"Name", NULL, ORDER_TEXT, 0},
	[PC_MINE] = {"Mine", "M", ORDER_TEXT, COLUMN_DOWN_FIRST},
	[PC_BORN] = {"Born", NULL, ORDER_DAY, 0},
	[PC_SEX] = {"Sex", "S", ORDER_TEXT, 0},
	[PC_NHS] = {"NHS number", NULL, ORDER_TEXT, 0},
	[PC_AREA] = {"Area", NULL, ORDER_TEXT, 0},
	[PC_LEAD] = {"Lead", NULL, ORDER_TEXT, 0},
	[PC_AGENCIES] = {"Agencies", NULL, ORDER_NUMBER, COLUMN_DOWN_FIRST},
	[PC_WHY] = {"Found by", NULL, ORDER_TEXT, 0},
};

/* A narrow line of a search says why rather than how many agencies. */
static void people_widths(const void *arg, int cells, struct column *col)
{
	const struct people_screen *p = arg;
	bool tells_stay = has_stay(p), is_search = p->query.text[0] || tells_stay, is_wide = cells >= 100;
	bool is_shared = !session_viewer(p->screen.app->session)->is_alone;

	col[PC_NAME] = (struct column){20, 2, 0};
	col[PC_MINE].cells = is_search ? 0 : 2;
	col[PC_BORN].cells = 12;
	if (cells < 70 && tells_stay) {
		col[PC_NAME].cells = 12;
		col[PC_BORN].cells = 0;
		col[PC_WHY].cells = 24;
	}
	if (cells < 70)
		return;
	col[PC_SEX].cells = 3;
	col[PC_NHS].cells = (tells_stay || (is_shared && is_search)) && !is_wide ? 0 : 13;
	if (is_shared && (is_wide || !tells_stay)) { /* of who was not opened there is little else */
		col[PC_SEX].cells = is_wide ? 3 : 0;
		col[PC_AREA].cells = is_search || is_wide ? 14 : 9;
		col[PC_LEAD].cells = is_wide ? 12 : 9;
	}
	col[PC_AGENCIES].cells = !is_search || is_wide ? 12 : 0;
	col[PC_WHY] = (struct column){!is_search ? 0 : is_shared && !tells_stay && !is_wide ? 12 : 24, tells_stay ? 3 : is_search, 0};
}

static void born_cell(const struct person_hit *h, struct cell *out)
{
	struct civil born;
	char day[12];

	if (!civil_parse(h->date_of_birth, &born)) {
		if (h->is_veiled && h->age >= 0)
			snprintf(out->text, sizeof out->text, "aged %d", h->age);
		return;
	}
	civil_short(born.day, day);
	cell_text(out, day);
	out->number = born.day;
}

static void people_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct people_screen *p = arg;
	const struct person_hit *h = &p->hit[row];
	bool is_masked = p->screen.app->mask;
	char digits[11];

	switch (column) {
	case PC_NAME: cell_text(out, p->name[row]); break;
	case PC_MINE: cell_text(out, h->is_led ? "L" : h->is_starred ? "*" : ""); break;
	case PC_BORN:
		if (!is_masked)
			born_cell(h, out);
		break;
	case PC_SEX: cell_text(out, show_sex(h->sex)); break;
	case PC_NHS:
		if (!is_masked && nhs_number_valid(h->nhs_number, digits))
			nhs_number_show(digits, out->text);
		else if (!is_masked && h->nhs_number[0])
			cell_text(out, "not valid");
		break;
	case PC_AREA:
		if (!is_masked)
			cell_text(out, h->area);
		break;
	case PC_LEAD: cell_text(out, h->lead); break;
	case PC_AGENCIES:
		if (h->is_veiled)
			break;
		cell_text(out, p->agencies[row]);
		out->number = p->agency_n[row];
		break;
	case PC_WHY: cell_text(out, is_masked ? h->by : h->why); break;
	}
}

static const struct list_columns HIT_COLUMNS = {COLUMNS, PC_COUNT, .cells_most = COLS_MOST, .widths = people_widths, .cell = people_cell};

static void people_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct people_screen *p = arg;

	list_row_draw(&p->list, row, c, a);
}

static const struct list_source HITS = {
	people_count, NULL, people_id, people_text, people_draw_row};

static void people_start(struct screen *s, const struct target *target)
{
	(void)target;
	self(s)->stay.discharged_since = CIVIL_NONE;
	list_init(&self(s)->list, &HITS, s);
	kept_begin(s->app, &self(s)->list, &HIT_COLUMNS, "people", true);
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

	list_order_aside(&p->list, p->query.text[0] || has_stay(p));
	if (has_stay(p))
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
	if (!n && p->query.text[0] && !has_stay(p))
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
	p->begins_look = (p->query.text[0] || has_stay(p)) && !p->owes_look;
	if (screen_reread(&p->screen, &e) == ST_OK)
		p->owes_look = p->query.text[0] != '\0';
	else
		app_fail(p->screen.app, &e);
	p->begins_look = false;
	p->list.row = p->list.top = 0;
	p->is_on_row = false;
}

/* What was tried stands in a column of its own; at most as many as leave room. */
static void nobody_draw(const struct people_screen *p, struct canvas *c, struct area a)
{
	const char *help = p->screen.app->mask ? "" : p->hint.help;
	int y = a.y + 1;

	canvas_text(c, a.y, a.x + 2, a.cols - 2, LOOK_PLAIN, "Nobody found.");
	if (!*help)
		help = "Try part of the name, the birth date (3/7/1943), or a number.";
	for (size_t i = 0; i < p->hint.tried_n && y + 1 < a.y + a.rows; i++, y++)
		canvas_textf(c, y, a.x + 2, a.cols - 2, LOOK_PLAIN, "%s %s", i ? "     " : "Tried",
			p->hint.tried[i]);
	canvas_text(c, y, a.x + 2, a.cols - 2, LOOK_PLAIN, help);
}

static void empty_draw(const struct people_screen *p, struct canvas *c, struct area a)
{
	if (has_stay(p)) {
		canvas_text(c, a.y, a.x + 2, a.cols - 2, LOOK_PLAIN, "Nobody is. Esc shows everybody again.");
	} else if (p->query.text[0]) {
		nobody_draw(p, c, a);
	} else {
		canvas_text(c, a.y, a.x + 2, a.cols - 2, LOOK_PLAIN, "You have opened nobody yet.");
		canvas_text(c, a.y + 1, a.x + 2, a.cols - 2, LOOK_PLAIN,
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
			canvas_text(c, rows.y + list_head_rows(&p->list, rows), a.x + 2, a.cols - 2, LOOK_PLAIN,
				"No line holds these words; Esc shows all.");
	} else {
		empty_draw(p, c, rows);
	}
	if (p->screen.is_typing) {
		int y = c->focus_y, x = c->focus_x;

		prompt_draw(&p->query, c, a.y, a.x + 1, a.cols - 1, has_stay(p) ? "Search them: " : "Search everyone: ");
		if (p->is_on_row)
			canvas_focus(c, y, x);
	} else if (has_stay(p)) {
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

static void stay_set(struct people_screen *p, bool in_hospital, int32_t since)
{
	settle_look(p);
	list_unfilter(&p->list);
	p->stay = (struct people_stay){in_hospital, since};
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
		app_ask(s->app, "That is no day. Discharged since: ", text, since_given);
}

static void discharged_ask(struct people_screen *p)
{
	enum { LATELY_DAYS = 14 };
	char day[11];

	civil_iso(session_today(p->screen.app->session) - LATELY_DAYS, day);
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
	else if (has_stay(p))
		stay_set(p, false, CIVIL_NONE);
	else
		return false;
	return true;
}

const struct screen_class SCREEN_PEOPLE = {
	.name = "People", .needs = MAY_PEOPLE, .number = 2, .size = sizeof(struct people_screen),
	.start = people_start, .read = people_read, .stop = people_stop, .draw = people_draw,
	.verbs = people_verbs, .act = people_act, .why_not = people_why_not, .list = people_list,
	.type = people_type, .level_up = people_level_up,
	.hint = people_hint_line,
};
