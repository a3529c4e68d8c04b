/*
 * separate_view.c - a person taken apart: who would be on which side, why, with
 * how much of what happened; records put on the other side by hand; then both
 * people, to be opened.
 */
#include <stdio.h>
#include <string.h>

#include "screens/separate_plan.h"
#include "screens/show.h"
#include "widgets/page.h"

enum { PAGE_MOST = 8, NARROW = 60 };

struct separate_line {
	const char *heading; /* of a side; then it is no record */
	int side;
	const struct placed_record *record;
	const char *name;    /* of it, as it may be shown */
};

struct separate_screen {
	struct screen screen;
	struct target target;
	struct separate_plan plan;
	char reason[PROMPT_ROOM];
	struct separate_line *line;
	size_t line_n;
	struct list list;
	struct page page;
	bool in_page;        /* it is all that is shown, and keys scroll it */
	struct arena *page_arena;
};

static struct separate_screen *self(struct screen *s)
{
	return (struct separate_screen *)s;
}

/* The list ---------------------------------------------------------------- */

static size_t line_count(const void *arg)
{
	return ((const struct separate_screen *)arg)->line_n;
}

static const struct separate_line *line_at(const void *arg, size_t row)
{
	return &((const struct separate_screen *)arg)->line[row];
}

static bool line_is_heading(const void *arg, size_t row)
{
	return line_at(arg, row)->heading != NULL;
}

static int64_t line_id(const void *arg, size_t row)
{
	const struct separate_line *l = line_at(arg, row);

	return l->record ? l->record->record : 0;
}

static void line_text(const void *arg, size_t row, char *out, size_t room)
{
	const struct separate_screen *v = arg;
	const struct separate_line *l = line_at(arg, row);

	if (l->record)
		snprintf(out, room, "%s %s %s %s", show_agency(v->screen.app, l->record->agency),
			separate_number(&v->plan, l->record), l->name, separate_how(&v->plan, l->record));
	else
		snprintf(out, room, "%s", l->heading);
}

static void line_draw(const void *arg, size_t row, struct canvas *c, struct area a)
{
	const struct separate_screen *v = arg;
	const struct separate_line *l = line_at(arg, row);
	const struct placed_record *r = l->record;
	bool is_narrow = a.cols < NARROW;
	struct column col[] = {{is_narrow ? 9 : 10, 1, 0}, {is_narrow ? 6 : 8, 1, 0},
		{is_narrow ? 0 : 14, is_narrow ? 0 : 2, 0}, {is_narrow ? 0 : 12, 0, 0},
		{is_narrow ? 10 : 11, 0, 0}, {12, 0, 0}};
	char events[24], born[12] = "";
	struct civil day;

	if (l->heading) {
		canvas_text(c, a.y, a.x - LIST_MARGIN + 1, a.cols + LIST_MARGIN - 1, LOOK_HEADING, l->heading);
		return;
	}
	if (civil_parse(r->born, &day) && !v->screen.app->mask)
		civil_short(day.day, born);
	snprintf(events, sizeof events, "%lld event%s", (long long)r->events, r->events == 1 ? "" : "s");
	columns_lay(col, 6, a.cols);
	column_text(c, a, &col[0], LOOK_PLAIN, show_agency(v->screen.app, r->agency));
	column_text(c, a, &col[1], LOOK_PLAIN, separate_number(&v->plan, r));
	if (!is_narrow) {
		column_text(c, a, &col[2], LOOK_PLAIN, l->name);
		column_text(c, a, &col[3], LOOK_PLAIN, born);
	}
	column_text(c, a, &col[4], LOOK_PLAIN, events);
	column_text(c, a, &col[5], r->by == PLACED_BY_HAND ? LOOK_MARKED : LOOK_PLAIN, separate_how(&v->plan, r));
}

static const struct list_source LINES = {line_count, line_is_heading, line_id, line_text, line_draw};

static const struct separate_line *selected(const struct separate_screen *v)
{
	size_t row;

	return list_selected(&v->list, &row) ? &v->line[row] : NULL;
}

/* Reading ----------------------------------------------------------------- */

static void separate_start(struct screen *s, const struct target *target)
{
	struct separate_screen *v = self(s);

	v->target = *target;
	separate_plan_init(&v->plan, s->app->session, s->app->mask);
	list_init(&v->list, &LINES, v);
}

static void separate_stop(struct screen *s)
{
	struct separate_screen *v = self(s);

	list_done(&v->list);
	separate_plan_done(&v->plan);
	page_done(&v->page);
	arena_free(v->page_arena);
}

static struct separate_line *lines_make(const struct separate_screen *v, struct arena *a, size_t *n)
{
	const struct link_preview *p = &v->plan.preview;
	struct separate_line *line =
		arena_alloc(a, (p->side[0].n + p->side[1].n + 2) * sizeof *line);

	*n = 0;
	for (int side = 0; side < 2 && line; side++) {
		line[*n].side = side;
		line[*n].heading = separate_heading(&v->plan, side, a);
		if (!line[(*n)++].heading)
			return NULL;
		for (size_t i = 0; i < p->side[side].n; i++) {
			const struct placed_record *r = &p->side[side].record[i];

			line[*n] = (struct separate_line){.side = side, .record = r,
				.name = app_mask(v->screen.app, a, r->name)};
			if (!line[(*n)++].name)
				return NULL;
		}
	}
	return line;
}

static void page_fill(struct separate_screen *v)
{
	const struct separate_line *l = selected(v);
	const struct link_preview *p = &v->plan.preview;
	bool mask = v->screen.app->mask;

	int top = v->in_page ? v->page.top : 0;

	page_clear(&v->page);
	arena_free(v->page_arena);
	v->page_arena = arena_new();
	if (!v->page_arena)
		return;
	if (l && l->record && !v->plan.is_done) {
		const struct placed_record *r = l->record;

		page_add(&v->page, LOOK_PLAIN, "On this side",
			r->by == PLACED_NAMED ? "one of the two that are separated; o chooses others"
				: r->by == PLACED_BY_HAND ? "by hand; e puts all where the evidence has them"
				: mask ? "(masked)" : separate_why(&v->plan, r, v->page_arena));
		page_add(&v->page, LOOK_PLAIN, "For the other", mask ? NULL : r->against);
	}
	page_add(&v->page, LOOK_PLAIN, "Asked again",
		v->plan.is_done ? arena_printf(v->page_arena, "%lld now", (long long)p->findings_after)
			: arena_printf(v->page_arena, "%lld before, %lld after",
				(long long)p->findings_before, (long long)p->findings_after));
	for (size_t i = 0; i < p->earlier_n; i++)
		page_add(&v->page, LOOK_PLAIN, "Decided", mask ? "(masked)" : p->earlier[i]);
	if (l && v->screen.app->canvas->cols < NARROW) /* the heading is cut there */
		page_add(&v->page, LOOK_PLAIN, "In all", separate_heading(&v->plan, l->side, v->page_arena));
	v->page.top = top;
}

static enum status separate_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct separate_screen *v = self(s);
	const struct link_preview before = v->plan.preview;
	bool was_done = v->plan.is_done;
	struct separate_line *line;
	int64_t at = is_first ? v->target.event : list_id(&v->list); /* by the lines that go */
	size_t n;
	enum status st = v->plan.a ? ST_OK
		: separate_plan_name(&v->plan, v->target.person, v->target.event, a, e);

	if (st == ST_OK)
		st = separate_plan_read(&v->plan, is_first, a, e);
	if (st != ST_OK)
		return st;
	line = lines_make(v, a, &n);
	if (!line) {
		v->plan.preview = before;
		v->plan.is_done = was_done;
		return err_nomem(e);
	}
	v->line = line;
	v->line_n = n;
	list_refresh(&v->list, at);
	page_fill(v);
	return ST_OK;
}

/* Acting ------------------------------------------------------------------ */

static answer_fn reason_said;

static void confirmed(struct screen *s, int picked, const char *text)
{
	struct separate_screen *v = self(s);
	struct arena *a = arena_new();
	struct err e = {0};
	enum status st = a ? separate_plan_write(&v->plan, v->reason, a, &e) : err_nomem(&e);

	(void)picked;
	(void)text;
	arena_free(a);
	app_changed(s->app);
	if (st == ST_CHANGED) { /* what there is by now is shown; what was typed stays */
		meanwhile_look(s->app);
		app_ask_again(s->app, "Not separated yet, look again. Why: ", v->reason, reason_said);
	} else if (st != ST_OK)
		app_fail(s->app, &e);
	else if (!s->app->message_is_error)
		app_say(s->app, "Separated: they are two people now. Enter opens either; u takes it back.");
}

static void reason_said(struct screen *s, int picked, const char *text);

static void own_words_ask(struct screen *s)
{
	app_ask_words(s->app, "reason to separate", self(s)->target.person, "Why two people: ", reason_said);
}

static void reason_said(struct screen *s, int picked, const char *text)
{
	struct separate_screen *v = self(s);
	char question[160];

	(void)picked;
	snprintf(v->reason, sizeof v->reason, "%s", text + strspn(text, " "));
	if (!*v->reason) {
		own_words_ask(s);
		return;
	}
	snprintf(question, sizeof question, "%zu record%s apart from %zu: Enter separates, Esc leaves",
		v->plan.preview.side[0].n, v->plan.preview.side[0].n == 1 ? "" : "s", v->plan.preview.side[1].n);
	app_confirm(s->app, question, confirmed);
}

static void reason_picked(struct screen *s, int picked, const char *text)
{
	(void)text;
	if ((size_t)picked < SEPARATE_REASON_COUNT)
		reason_said(s, 0, SEPARATE_REASONS[picked]);
	else
		own_words_ask(s);
}

static enum status read_plan(void *screen, struct err *e)
{
	return screen_reread(screen, e);
}

static void against_picked(struct screen *s, int picked, const char *text)
{
	struct separate_screen *v = self(s);
	const char *b = NULL;
	size_t at = 0;
	struct err e = {0};

	(void)text;
	for (size_t i = 0; i < v->line_n; i++)
		if (v->line[i].record && strcmp(v->line[i].record->address, v->plan.a) != 0 &&
			++at == (size_t)picked)
			b = v->line[i].record->address;
	if (separate_plan_against(&v->plan, b, read_plan, s, &e) != ST_OK)
		app_fail(s->app, &e);
}

static void against_ask(struct separate_screen *v)
{
	struct app *app = v->screen.app;
	struct picker_item *item = app_items(app, v->line_n + 1);
	size_t n = 0;

	if (!item)
		return;
	item[n] = (struct picker_item){.label = "all the rest of them", .about = "who stay together", .value = 0};
	n++;
	for (size_t i = 0; i < v->line_n; i++) {
		const struct placed_record *r = v->line[i].record;

		if (!r || strcmp(r->address, v->plan.a) == 0)
			continue;
		item[n] = (struct picker_item){.label = show_agency(app, r->agency), .value = (int)n,
			.about = arena_printf(app->picker_arena, "%s: the others go by evidence", separate_number(&v->plan, r))};
		n++;
	}
	app_pick(app, "Separate from", item, n, against_picked);
}

/* What cannot be is left as it was, and said. */
static void side_change(struct separate_screen *v)
{
	const struct separate_line *l = selected(v);
	struct err e = {0};

	if (separate_plan_move(&v->plan, l->record->address, l->side, read_plan, &v->screen, &e) != ST_OK)
		app_fail(v->screen.app, &e);
}

static void separate_act(struct screen *s, enum act act)
{
	struct separate_screen *v = self(s);
	const struct separate_line *l = selected(v);
	struct err e = {0};

	switch (act) {
	case ACT_SEPARATE:
		app_pick_text(s->app, "Two different people because", SEPARATE_REASONS,
			SEPARATE_REASON_COUNT, "in your own words", reason_picked);
		break;
	case ACT_AGAINST:    against_ask(v); break;
	case ACT_OTHER_SIDE: side_change(v); break;
	case ACT_BY_EVIDENCE:
		if (separate_plan_by_evidence(&v->plan, read_plan, s, &e) != ST_OK)
			app_fail(s->app, &e);
		break;
	case ACT_OPEN:
		if (l)
			app_go(s->app, &SCREEN_PERSON,
				&(struct target){v->plan.preview.side[l->side].record[0].record, 0});
		break;
	case ACT_PANE:
		v->in_page = !v->in_page;
		v->page.top = 0;
		break;
	default:
		if (v->in_page)
			page_act(&v->page, act);
		break;
	}
}

static const char *separate_why_not(const struct screen *s, enum act act)
{
	const struct separate_screen *v = (const struct separate_screen *)s;
	const struct separate_line *l = selected(v);
	bool is_ours = act == ACT_SEPARATE || act == ACT_AGAINST || act == ACT_OTHER_SIDE ||
		act == ACT_BY_EVIDENCE;

	if (is_ours && v->plan.is_done)
		return "They are two people already; u takes that back.";
	if (act == ACT_OPEN && !v->plan.is_done)
		return "They are one person still; S separates them as shown.";
	if (act == ACT_AGAINST && v->plan.preview.side[0].n + v->plan.preview.side[1].n < 3)
		return "There are only these two records.";
	if (act == ACT_BY_EVIDENCE && !v->plan.hand.n)
		return "Each record is where the evidence has it already.";
	if (act == ACT_OTHER_SIDE && (!l || !l->record || l->record->by == PLACED_NAMED))
		return "This is one of the two that are separated; o chooses others.";
	return act == ACT_OPEN ? NULL : page_pane_why_not(&v->page, v->in_page, true, act);
}

/* Drawing ----------------------------------------------------------------- */

static void separate_draw(struct screen *s, struct canvas *c, struct area a)
{
	struct separate_screen *v = self(s);
	int page = a.rows - 2 - (int)v->line_n;

	if (v->in_page) {
		page_draw(&v->page, c, (struct area){a.y, a.x + 1, a.rows, a.cols - 2});
		canvas_focus(c, a.y, a.x + 1);
		return;
	}
	page = page < a.rows / 3 ? a.rows / 3 : page > PAGE_MOST ? PAGE_MOST : page;
	if (v->plan.is_done)
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_STRONG, "%s: two people now", v->plan.called);
	else
		canvas_textf(c, a.y, a.x + 1, a.cols - 1, LOOK_STRONG, "%s: what would go where", v->plan.called);
	list_draw(&v->list, c, (struct area){a.y + 1, a.x, a.rows - page - 2, a.cols});
	canvas_fill(c, a.y + a.rows - page - 1, a.x, a.cols, LOOK_PLAIN, "\u2500", '-');
	page_draw(&v->page, c, (struct area){a.y + a.rows - page, a.x + 1, page, a.cols - 2});
}

static const struct verb_set *separate_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_SEPARATE;
}

static struct list *separate_list(struct screen *s)
{
	return self(s)->in_page ? NULL : &self(s)->list;
}

static void separate_moved(struct screen *s)
{
	if (!self(s)->in_page)
		page_fill(self(s));
}

static bool separate_level_up(struct screen *s)
{
	bool was = self(s)->in_page;

	self(s)->in_page = false;
	return was;
}

const struct screen_class SCREEN_SEPARATE = {
	.name = "Separate", .needs = MAY_LINK, .is_form = true, .size = sizeof(struct separate_screen),
	.start = separate_start, .read = separate_read, .stop = separate_stop, .draw = separate_draw,
	.verbs = separate_verbs, .act = separate_act, .why_not = separate_why_not,
	.list = separate_list, .moved = separate_moved, .level_up = separate_level_up,
};
