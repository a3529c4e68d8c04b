/*
 * today_write.c - what is written from Today: on the line of the cursor, or on all lines
 * marked.
 */
#include <stdio.h>

#include "moves.h"
#include "screens/opening.h"
#include "screens/people_many.h"
#include "screens/show.h"
#include "screens/today_view.h"
#include "screens/write_keys.h"
#include "writing.h"

static const struct today_line *line_at(const struct today_screen *t, size_t row)
{
	return t->row[row].is_heading ? NULL : &t->today.line[t->row[row].line];
}

static const struct today_line *line_here(const struct today_screen *t)
{
	size_t row;

	return list_selected(&t->list, &row) ? line_at(t, row) : NULL;
}

static bool is_marked(const struct today_screen *t, size_t row)
{
	return line_at(t, row) && list_is_marked(&t->list, t->list.source->id(t, row));
}

/* What the agency's new postcode was. */
static void move_say(struct today_screen *t, bool is_move)
{
	struct app *app = t->screen.app;
	const struct today_line *l = line_here(t);
	struct arena *a = arena_new();
	struct written out;
	struct err e = {0};
	char day[12];
	enum status st = a ? ST_OK : err_nomem(&e);

	if (l && opening_first(app, is_move ? ACT_MOVED : ACT_CORRECTED, l->person)) {
		arena_free(a);
		return;
	}
	if (st == ST_OK && l)
		st = is_move ? move_taken(app->session, l->record, NULL, a, &out, &e)
			: move_corrected(app->session, l->record, a, &out, &e);
	if (st == ST_OK && l) {
		show_day(app, out.on, day);
		app_changed(app);
		app_say(app, is_move ? "Written: moved home, by %s. u takes it back."
			: "Written: a correction, %s. u takes it back.", day);
	} else if (st != ST_OK) {
		app_fail(app, &e);
	}
	arena_free(a);
}

/* Done ---------------------------------------------------------------------- */

static void action_finish(struct today_screen *t)
{
	struct app *app = t->screen.app;
	const struct today_line *l = line_here(t);
	struct err e = {0};
	enum status st = l ? action_done(app->session, l->action, &e) : ST_OK;

	app_changed(app);
	if (st == ST_OK)
		app_say(app, "Done. u takes it back.");
	else
		app_fail(app, &e);
}

/* Those marked that are actions; `line` tells of all marked. */
static size_t actions_marked(const struct today_screen *t, int64_t *action, struct preview_line *line, size_t *line_n,
	struct arena *a)
{
	size_t n = 0;

	*line_n = 0;
	for (size_t row = 0; row < t->row_n; row++) {
		const struct today_line *l = line_at(t, row);
		const char *text;

		if (!is_marked(t, row))
			continue;
		text = arena_printf(a, "%s  %s", t->row[row].who, l->what);
		if (l->action)
			action[n++] = l->action;
		line[(*line_n)++] = (struct preview_line){.text = text ? text : "", .left = l->action ? NULL : "no action"};
	}
	return n;
}

static void actions_finish(struct screen *s, int picked, const char *text)
{
	struct today_screen *t = (struct today_screen *)s;
	struct people_many *m = &s->app->many;
	size_t left = 0;
	struct err e = {0};
	enum status st = actions_done(s->app->session, m->person, m->n, &left, &e);

	(void)picked;
	(void)text;
	if (st == ST_OK)
		list_unmark(&t->list);
	app_changed(s->app);
	if (st != ST_OK)
		app_fail(s->app, &e);
	else
		app_say(s->app, "Done: %zu.%s u takes it back.", m->n - left,
			left ? " The others were done meanwhile, or taken back." : "");
}

/* Those done meanwhile are counted and told when it is recorded. */
static void look_again(struct app *app)
{
	(void)app;
}

static void actions_preview(struct today_screen *t)
{
	struct app *app = t->screen.app;
	struct people_many *m = &app->many;
	size_t marked = t->list.marked.n, line_n;
	char title[60];

	arena_free(m->arena);
	*m = (struct people_many){.arena = arena_new()};
	if (m->arena) {
		m->person = arena_alloc(m->arena, (marked + 1) * sizeof *m->person);
		m->line = arena_alloc(m->arena, (marked + 1) * sizeof *m->line);
	}
	if (!m->arena || !m->person || !m->line) {
		app_say(app, "There is not enough memory for that.");
		return;
	}
	m->n = actions_marked(t, m->person, m->line, &line_n, m->arena);
	snprintf(title, sizeof title, "%zu action%s done", m->n, m->n == 1 ? "" : "s");
	app_preview(app, title, m->line, line_n, actions_finish, look_again);
}

/* Whose people --------------------------------------------------------------- */

static const char *why_nobody(const struct today_line *l)
{
	return l->pair ? "one person or two, that comes first" : !l->person ? "files of an agency" : NULL;
}

static void people_write(struct today_screen *t, enum act act)
{
	struct app *app = t->screen.app;
	const struct today_line *l = line_here(t);
	VEC(struct person_line) chosen = {0};

	if (!t->list.marked.n) {
		if (l)
			(void)writing_act(app, act, l->person, 0, 0);
		return;
	}
	for (size_t row = 0; row < t->row_n; row++)
		if (is_marked(t, row))
			(void)vec_push(&chosen, (struct person_line){why_nobody(line_at(t, row)) ? 0 : line_at(t, row)->person,
				t->row[row].who, why_nobody(line_at(t, row))});
	people_many_begin(app, act, chosen.v, chosen.n);
	vec_done(&chosen);
}

bool today_write(struct today_screen *t, enum act act)
{
	switch (act) {
	case ACT_MOVED: case ACT_CORRECTED:
		move_say(t, act == ACT_MOVED);
		return true;
	case ACT_DONE:
		if (t->list.marked.n)
			actions_preview(t);
		else
			action_finish(t);
		return true;
	case ACT_STAR: case ACT_LEAD:
		people_write(t, act);
		return true;
	default:
		return false;
	}
}

static bool has_action_marked(const struct today_screen *t)
{
	for (size_t row = 0; row < t->row_n; row++)
		if (is_marked(t, row) && line_at(t, row)->action)
			return true;
	return false;
}

const char *today_write_why_not(const struct today_screen *t, enum act act)
{
	const struct today_line *l = line_here(t);
	bool are_many = t->list.marked.n;

	switch (act) {
	case ACT_MOVED: case ACT_CORRECTED:
		return are_many ? one_at_a_time(&t->list) : l && l->record ? NULL : "This is for a line beneath: Moved home?";
	case ACT_DONE:
		return are_many ? has_action_marked(t) ? NULL : "None of the lines marked is an action."
			: l && l->action ? NULL : "This is for a line beneath: To do.";
	case ACT_STAR: case ACT_LEAD:
		return are_many ? NULL : !l ? "There is no line here, and so nobody."
			: l->pair ? "This line is about two records; say first whether they are one person."
			: l->person ? NULL : "This line is about an agency's files, not about a person.";
	default:
		return NULL;
	}
}
