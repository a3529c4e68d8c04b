#include "screens/asked_part.h"

#include <stdio.h>
#include <string.h>

#include "screens/decide.h"
#include "screens/kept.h"
#include "screens/opening.h"
#include "screens/show.h"
#include "screens/tags.h"
#include "text.h"

static const struct asked_line *line_of(const void *arg, size_t row)
{
	return &((const struct asked_part *)arg)->line[row];
}

static size_t asked_count_lines(const void *arg)
{
	return ((const struct asked_part *)arg)->line_n;
}

static bool asked_is_heading(const void *arg, size_t row)
{
	return line_of(arg, row)->heading != NULL;
}

static int64_t asked_id(const void *arg, size_t row)
{
	const struct finding *f = &line_of(arg, row)->row->finding;

	return f->event * FK_COUNT + f->kind; /* one event may have two findings */
}

static void asked_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct asked_part *p = arg;
	const struct asked_line *l = line_of(arg, row);
	const struct asked_row *r = l->row;

	*out = '\0';
	tag_agency(p->app->session, r->agency, out, room);
	words_tag(out, room, "kind", show_stage(r->finding.stage));
	words_tag(out, room, "state", verdict_shown(r->state));
	words_tag_day(out, room, r->finding.on);
	if (!r->is_veiled)
		tag_domains(p->app->session, r->finding.counted, out, room);
	words_rest(out, room, "%s %s %s %s", l->who, r->title, r->finding.instrument ? r->finding.instrument : "",
		r->evidence ? r->evidence : "");
}

static void whom_add(char *out, size_t room, const char *between, const char *who)
{
	size_t length = strlen(out);

	if (!strstr(out, who))
		snprintf(out + length, room - length, "%s%s", length ? between : "", who);
}

static const char *stage_or_state(const struct asked_part *p, const struct asked_row *r)
{
	if (p->shows_states && r->state != VD_OPEN)
		return verdict_shown(r->state);
	return r->finding.kind == FK_TOGETHER ? "together" : show_stage(r->finding.stage);
}

enum { AC_WHO, AC_STATE, AC_WHEN, AC_AGENCY, AC_WHAT, AC_KNOWN, AC_KNOWN_TO, AC_AGE, AC_COUNT };

static const struct list_column COLUMNS[AC_COUNT] = {
	[AC_WHO] = {"Who", NULL, ORDER_TEXT, COLUMN_NAME},
	[AC_STATE] = {"Stage", NULL, ORDER_TEXT, 0},
	[AC_WHEN] = {"When", NULL, ORDER_DAY, 0},
	[AC_AGENCY] = {"Agency", NULL, ORDER_TEXT, 0},
	[AC_WHAT] = {"What", NULL, ORDER_TEXT, 0},
	[AC_KNOWN] = {"Known", NULL, ORDER_NUMBER, COLUMN_TO_END | COLUMN_DOWN_FIRST},
	[AC_KNOWN_TO] = {"Known to", NULL, ORDER_TEXT, COLUMN_EXTRA},
	[AC_AGE] = {"Age", NULL, ORDER_NUMBER, COLUMN_EXTRA | COLUMN_DOWN_FIRST},
};

static void asked_widths(const void *arg, int cells, struct column *col)
{
	const struct asked_part *p = arg;

	col[AC_STATE].cells = cells < 60 ? 0 : p->state_cells;
	col[AC_WHEN].cells = p->day_cells;
	col[AC_WHO].cells = p->is_one_person ? 0 : p->who_cells > cells / 3 ? cells / 3 : p->who_cells;
	col[AC_AGENCY].cells = cells < 60 && !p->is_one_person ? 0 : p->agency_cells;
	col[AC_WHAT] = (struct column){cells < 60 && p->is_one_person ? 0 : 8, 1, 0};
	col[AC_KNOWN].cells = 7;
	col[AC_KNOWN_TO].cells = 14;
	col[AC_AGE].cells = p->is_one_person || p->app->mask ? 0 : 5;
}

/* "Council, GP": who knew, from "ASC:7;GP:12;ASC:9". */
static void agencies_of_evidence(const struct asked_part *p, const char *evidence, char *out, size_t room)
{
	*out = '\0';
	while (evidence && *evidence) {
		size_t whole = strcspn(evidence, ";"), length = strcspn(evidence, ":");
		char code[65];

		snprintf(code, sizeof code, "%.*s", (int)(length < whole ? length : whole), evidence);
		whom_add(out, room, ", ", agency_called_by_code(p->app->session, code));
		evidence += whole + (evidence[whole] == ';');
	}
}

static void asked_cell(const void *arg, size_t row, size_t column, struct cell *out)
{
	const struct asked_part *p = arg;
	const struct asked_row *r = line_of(p, row)->row;
	int age;

	switch (column) {
	case AC_STATE:
		out->look = r->state == VD_OPEN && stage_is_preventable(r->finding.stage) ? LOOK_ASKED : LOOK_PLAIN;
		cell_text(out, stage_or_state(p, r));
		break;
	case AC_WHEN:   show_day_cell(p->app, r->finding.on, out); break;
	case AC_WHO:    cell_text(out, line_of(p, row)->who); break;
	case AC_AGENCY: cell_text(out, show_agency(p->app, r->agency)); break;
	case AC_WHAT:   cell_text(out, r->title); break;
	case AC_KNOWN:
		snprintf(out->text, sizeof out->text, "%d of %d", r->finding.cover_num, r->finding.cover_den);
		out->number = r->finding.cover_num;
		break;
	case AC_KNOWN_TO:
		agencies_of_evidence(p, r->evidence, out->text, sizeof out->text);
		break;
	case AC_AGE:
		age = civil_age(r->born, session_today(p->app->session));
		if (age >= 0)
			cell_number(out, age);
		break;
	}
}

static const struct list_columns ASKED_COLUMNS = {
	COLUMNS, AC_COUNT, .widths = asked_widths, .cell = asked_cell};

static void asked_draw_row(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct asked_part *p = arg;
	const struct asked_line *l = line_of(p, row);

	if (l->heading)
		canvas_text(c, a.y, a.x - LIST_MARGIN + 1, a.cols, LOOK_HEADING, l->heading);
	else
		list_row_draw(&p->list, row, c, a);
}

int64_t asked_part_person(const struct asked_part *p, size_t row)
{
	return line_of(p, row)->row->person;
}

static const struct list_source ASKED = {
	asked_count_lines, asked_is_heading, asked_id, asked_text, asked_draw_row};

void asked_part_init(struct asked_part *p, struct app *app, bool is_one_person)
{
	*p = (struct asked_part){
		.app = app, .is_one_person = is_one_person, .shows_states = is_one_person};
	list_init(&p->list, &ASKED, p);
	kept_begin(app, &p->list, &ASKED_COLUMNS, is_one_person ? "person-asked" : "asked", !is_one_person);
}

void asked_part_done(struct asked_part *p)
{
	list_done(&p->list);
	page_done(&p->page);
	arena_free(p->page_arena);
}

static void widen(int *cells, int to, int most)
{
	if (to > most)
		to = most;
	if (*cells < to)
		*cells = to;
}

static void widths_find(struct asked_part *p)
{
	enum { WHO_MOST = 22, AGENCY_MOST = 16, STATE_MOST = 13 };

	p->day_cells = p->who_cells = p->agency_cells = p->state_cells = 7;
	for (size_t i = 0; i < p->line_n; i++) {
		if (p->line[i].heading)
			continue;
		widen(&p->state_cells, text_width(stage_or_state(p, p->line[i].row)) + 1, STATE_MOST);
		widen(&p->day_cells, show_day_cells(p->app, p->line[i].row->finding.on), 12);
		widen(&p->who_cells, text_width(p->line[i].who) + 1, WHO_MOST);
		widen(&p->agency_cells, text_width(show_agency(p->app, p->line[i].row->agency)) + 1,
			AGENCY_MOST);
	}
}

/* They come as they are listed: what can still be prevented first. */
enum status asked_part_fill(struct asked_part *p, const struct asked_row *const *row, size_t n,
	struct arena *a, struct err *e)
{
	struct asked_line *line = arena_alloc(a, (n + 2) * sizeof *line);
	int64_t id = list_id(&p->list);
	size_t at = 0, ahead = 0;

	if (!line)
		return err_nomem(e);
	while (ahead < n && stage_is_preventable(row[ahead]->finding.stage))
		ahead++;
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || i == ahead)
			line[at++].heading = i < ahead ? "Can still be prevented" : "Asked already";
		line[at++] = (struct asked_line){.row = row[i], .who = app_mask(p->app, a, row[i]->who)};
	}
	p->line = line;
	p->line_n = at;
	widths_find(p);
	p->explained = NULL;
	list_refresh(&p->list, id);
	asked_part_moved(p);
	return ST_OK;
}

const struct asked_row *asked_part_row(const struct asked_part *p)
{
	size_t row;

	return list_selected(&p->list, &row) ? p->line[row].row : NULL;
}

struct list *asked_part_list(struct asked_part *p)
{
	return p->in_page ? NULL : &p->list;
}

static void evidence_add(struct page *page, const struct asked_evidence *ev, struct arena *a)
{
	page_add(
		page, LOOK_ASKED, NULL, arena_printf(a, "%s %s", LOOKS[LOOK_ASKED].mark, ev->sentence));
	for (size_t i = 0; i < ev->line_n; i++) {
		enum look look = ev->line[i].answered ? LOOK_KNOWN : LOOK_LAPSED;

		page_add(page, look, NULL, arena_printf(a, "%s %s", LOOKS[look].mark, ev->line[i].text));
	}
	page_add(page, LOOK_PLAIN, NULL, ev->late);
	page_add(
		page, LOOK_STRONG, NULL, ev->decided ? arena_printf(a, "Decided: %s", ev->decided) : NULL);
	page_add(page, LOOK_STRONG, NULL, ev->proposal ? arena_printf(a, "-> %s", ev->proposal) : NULL);
}

void asked_part_moved(struct asked_part *p)
{
	const struct asked_row *row = asked_part_row(p);
	struct asked_evidence ev = {0};
	struct err e = {0};
	enum status st;

	if ((row && row == p->explained) || (p->explained && p->app->is_held))
		return;
	arena_free(p->page_arena);
	p->page_arena = arena_new();
	page_clear(&p->page);
	p->explained = row;
	if (!row)
		return;
	p->is_unsaid = queue_is_unsaid(p->app, row->person, 0);
	if (p->is_unsaid) {
		page_add(&p->page, LOOK_PLAIN, NULL, QUEUE_UNSAID);
		return;
	}
	st =
		p->page_arena ? asked_explain(p->app->session, row, p->page_arena, &ev, &e) : err_nomem(&e);
	if (st == ST_OK)
		evidence_add(&p->page, &ev, p->page_arena);
	else
		app_fail(p->app, &e);
}

/* Deciding ---------------------------------------------------------------- */

/* With the person's name, as the list of everybody has it. */
static struct choice choice_of(const struct asked_part *p, const struct asked_line *l, struct arena *a)
{
	const struct finding *f = &l->row->finding;
	struct choice c = choice_make(f->event, l->row->decision);
	char day[12];

	show_day(p->app, f->on, day);
	c.person = l->row->person;
	c.text = a ? arena_printf(a, "%s%s%s %s  %s (%d of %d)", p->is_one_person ? "" : l->who,
		p->is_one_person ? "" : "  ", show_agency(p->app, l->row->agency), day, l->row->title, f->cover_num,
		f->cover_den) : "";
	return c;
}

static void decide(struct asked_part *p, enum verdict verdict)
{
	size_t selected;
	bool is_one = !p->list.marked.n && list_selected(&p->list, &selected);
	struct arena *a = arena_new();
	VEC(struct choice) chosen = {0};

	p->in_page = false;
	for (size_t i = 0; i < p->line_n; i++) {
		bool is_chosen = is_one ? i == selected : !p->line[i].heading && list_is_marked(&p->list, asked_id(p, i));

		if (is_chosen && (!chosen.n || chosen.v[chosen.n - 1].event != p->line[i].row->finding.event))
			(void)vec_push(&chosen, choice_of(p, &p->line[i], a));
	}
	if (chosen.n)
		decide_start(p->app, verdict, chosen.v, chosen.n);
	vec_done(&chosen);
	arena_free(a);
}

void asked_part_act(struct asked_part *p, enum act act)
{
	const struct asked_row *row = asked_part_row(p);

	if ((verb_verdict(act) != VD_OPEN || act == ACT_PANE) && row && p->is_unsaid)
		(void)queue_first(p->app, row->person, 0, "repeat queue", act);
	else if (verb_verdict(act) != VD_OPEN)
		decide(p, verb_verdict(act));
	else if (act == ACT_PANE)
		p->in_page = !p->in_page;
	else if (p->in_page)
		page_act(&p->page, act);
}

const char *asked_part_why_not(const struct asked_part *p, enum act act)
{
	bool is_empty = !asked_part_row(p);

	if (verb_verdict(act) != VD_OPEN && is_empty && !p->list.marked.n)
		return "There is nothing to decide here.";
	if (act == ACT_OPEN && is_empty)
		return "There is no row to open.";
	if (act == ACT_PANE && is_empty)
		return "There is nothing to read here.";
	if (act == ACT_PANE && !p->in_page && !p->is_unsaid && !page_is_cut(&p->page))
		return "All of the evidence is on the screen.";
	if (p->in_page &&
		(act == ACT_FILTER || act == ACT_NEXT_HIT || act == ACT_PREV_HIT || (act >= ACT_MARK && act <= ACT_MARK_ALL)))
		return "Tab goes back to the list first.";
	return p->in_page ? page_why_not(&p->page, act) : NULL;
}

/* Drawing ----------------------------------------------------------------- */

/* The sentence about rights stays at the bottom, whatever is scrolled above it; where that
 * leaves too little room it ends the text. */
static void evidence_draw(struct asked_part *p, struct canvas *c, struct area a)
{
	int rows = canvas_wrap(c, (struct area){a.y, a.x, 0, a.cols}, LOOK_PLAIN, ASKED_RIGHT);
	bool ends_text = rows > a.rows / 2;

	if (!p->explained)
		return;
	if (ends_text)
		rows = 0;
	page_last(&p->page, ends_text ? ASKED_RIGHT : NULL);
	page_draw(&p->page, c, (struct area){a.y, a.x, a.rows - rows, a.cols});
	(void)canvas_wrap(c, (struct area){a.y + a.rows - rows, a.x, rows, a.cols}, LOOK_PLAIN, ASKED_RIGHT);
	if (p->in_page)
		canvas_focus(c, a.y, a.x);
}

/* No more than it has, at most two fifths, and at least three. */
static int list_rows_wanted(const struct asked_part *p, struct area a)
{
	int most = a.rows * 2 / 5 < 3 ? 3 : a.rows * 2 / 5;
	int head = list_head_rows(&p->list, (struct area){a.y, a.x, most, a.cols});

	return p->line_n + (size_t)head < (size_t)most ? (int)p->line_n + head : most;
}

void asked_part_draw(struct asked_part *p, struct canvas *c, struct area a, const char *empty)
{
	bool is_wide = canvas_has_pane(c, a.cols);
	int rows = is_wide ? a.rows : list_rows_wanted(p, a);
	struct area list = {a.y, a.x, rows, is_wide ? a.cols * 3 / 5 : a.cols};
	struct area side = is_wide ? (struct area){a.y, list.cols + 2, a.rows, a.cols - list.cols - 3}
		: (struct area){a.y + rows + 1, a.x + 1, a.rows - rows - 1, a.cols - 2};

	if (!p->line_n) {
		(void)canvas_wrap(c, (struct area){a.y + 1, a.x + 2, 2, a.cols - 2}, LOOK_PLAIN, empty);
		canvas_focus(c, a.y + 1, a.x + 2);
		return;
	}
	list_draw(&p->list, c, list);
	if (!list_rows(&p->list))
		(void)canvas_wrap(c, (struct area){list.y + list_head_rows(&p->list, list), a.x + 2, 2, list.cols - 2}, LOOK_PLAIN,
			"No row holds these words; Esc shows all.");
	if (!is_wide) {
		canvas_fill(c, a.y + rows, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	}
	evidence_draw(p, c, side);
}
