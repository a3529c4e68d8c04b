/*
 * write_view.c - writing about a person: a form; what is typed is kept as a draft
 * every two seconds and whenever a field is left, until it is written.
 */
#include <stdio.h>
#include <string.h>

#include "screens/show.h"
#include "screens/write_put.h"

enum { DRAFT_MS = 2000 };

struct write_screen {
	struct screen screen;
	struct target target;
	struct person *person;
	struct write_form w;
	bool is_made;
	char begun[FORM_DRAFT]; /* the form as it began */
	bool is_typed;     /* something that is in no draft yet */
	int64_t kept;      /* when a draft was kept last */
};

static struct write_screen *self(struct screen *s)
{
	return (struct write_screen *)s;
}

/* Drafts -------------------------------------------------------------------- */

/* Nothing but what a form begins with is no draft. */
static bool is_blank(const struct write_screen *v)
{
	char text[FORM_DRAFT];

	form_keep(&v->w.form, text);
	return strcmp(text, v->begun) == 0;
}

static void draft_write(struct write_screen *v)
{
	char text[FORM_DRAFT];
	struct err e = {0};

	if (!v->is_typed || !write_form_has_draft(&v->w))
		return;
	form_keep(&v->w.form, text);
	v->is_typed = false;
	if (draft_keep(v->screen.app->session, write_form_name(v->w.what), v->person->id,
		is_blank(v) ? NULL : text, &e) != ST_OK)
		app_fail(v->screen.app, &e);
}

static void draft_drop(struct write_screen *v)
{
	struct err e = {0};

	v->is_typed = false;
	if (write_form_has_draft(&v->w) &&
	    draft_keep(v->screen.app->session, write_form_name(v->w.what), v->person->id, NULL, &e) != ST_OK)
		app_fail(v->screen.app, &e);
}

static enum status draft_offer(struct write_screen *v, struct arena *a, struct err *e)
{
	struct app *app = v->screen.app;
	const char *text, *at;
	enum status st = !write_form_has_draft(&v->w) ? ST_NONE
		: draft_get(app->session, write_form_name(v->w.what), v->person->id, a, &text, &at, e);

	if (st == ST_NONE)
		return ST_OK;
	if (st != ST_OK)
		return st;
	form_restore(&v->w.form, text);
	app_say(app, "What you had typed (%s UTC) is back; Ctrl-U empties a field.", show_moment(at, a));
	return ST_OK;
}

/* Reading ------------------------------------------------------------------- */

static void write_start(struct screen *s, const struct target *target)
{
	self(s)->target = *target;
	s->is_typing = true;
}

static enum status write_read(struct screen *s, struct arena *a, bool is_first, struct err *e)
{
	struct write_screen *v = self(s);
	struct person *p;
	enum status st = person_reread(s->app->session, v->target.person, a, &p, e);

	if (st != ST_OK)
		return st;
	v->person = p;
	if (is_first) {
		v->is_made = true;
		st = write_form_make(&v->w, s->app, p, e);
		form_keep(&v->w.form, v->begun);
		if (st == ST_OK)
			st = draft_offer(v, a, e);
	}
	if (st == ST_OK)
		write_form_tell(&v->w, p);
	return st;
}

static void write_stop(struct screen *s)
{
	struct write_screen *v = self(s);

	if (!v->is_made)
		return;
	draft_write(v);
	write_form_done(&v->w);
}

static void write_tick(struct screen *s, int64_t now)
{
	struct write_screen *v = self(s);

	if (now - v->kept < DRAFT_MS)
		return;
	v->kept = now;
	draft_write(v);
}

/* Writing ------------------------------------------------------------------- */

/* The cursor is on a day that cannot be read: says what can. */
static bool has_no_day(struct write_screen *v)
{
	const struct form_field *x = form_no_day(&v->w.form);

	if (x)
		app_say(v->screen.app, "No day under %s; type it as " CIVIL_DAY_AS ".", x->label);
	return x != NULL;
}

static void write_it(struct write_screen *v)
{
	struct app *app = v->screen.app;
	struct arena *a = arena_new();
	struct put put = {.told = NULL};
	struct err e = {0};
	enum status st = a ? write_form_put(&v->w, v->person, a, &put, &e) : err_nomem(&e);

	if (st != ST_OK) {
		app_fail(app, &e);
		form_missing(&v->w.form);
		arena_free(a);
		return;
	}
	draft_drop(v);
	if (put.agency)
		snprintf(app->writing.own, sizeof app->writing.own, "%s", put.agency);
	app->is_said |= write_is_said(v->w.what);
	app->writing.wrote = put.event;
	app_back(app); /* the form is gone from here on */
	app->writing.wrote = 0;
	app_say(app, "%s", put.told);
	arena_free(a);
}

static void leave(struct write_screen *v)
{
	struct app *app = v->screen.app;
	bool is_draft = write_form_has_draft(&v->w) && !is_blank(v);

	draft_write(v);
	app_back(app);
	app_say(app, is_draft ? "Left; what you typed is kept as a draft." : "Left as it was.");
}

static void write_type(struct screen *s, uint32_t key)
{
	struct write_screen *v = self(s);

	switch (form_key(&v->w.form, key)) {
	case FORM_TYPED:
		v->is_typed = true;
		break;
	case FORM_MOVED:
		v->is_typed = true;
		draft_write(v);
		write_form_tell(&v->w, v->person);
		break;
	case FORM_ENTER:
		if (!has_no_day(v))
			write_it(v);
		break;
	case FORM_LEFT:
		leave(v);
		break;
	}
}

static void write_draw(struct screen *s, struct canvas *c, struct area a)
{
	form_draw(&self(s)->w.form, c, a);
}

static const char *write_hint(const struct screen *s)
{
	const struct write_form *w = &((const struct write_screen *)s)->w;

	bool is_picking = !form_is_taken(&w->form);

	return is_picking && s->app->canvas->cols < 60 ? "Type to find  Enter takes  Esc leave"
		: is_picking ? "Type to find  Enter takes it  Tab next  Esc leave"
		: w->what == WRITE_LEAD ? "Enter hands it over  Tab next  Esc"
		: w->what == WRITE_OVERRIDE ? "Enter signs it  Tab next  Esc leave"
		: write_is_said(w->what) ? "Enter keeps it  Tab next  Esc leave"
		: w->what == WRITE_TELL || w->what == WRITE_ACTION ? "Enter keeps it  Tab next  Esc leave"
		: "Enter writes it  Tab next  Esc leave";
}

static const struct verb_set *write_verbs(const struct screen *s)
{
	(void)s;
	return &VERBS_OF_EVENT;
}

static void write_act(struct screen *s, enum act act)
{
	(void)s;
	(void)act;
}

static const char *write_why_not(const struct screen *s, enum act act)
{
	(void)s;
	(void)act;
	return NULL;
}

const struct screen_class SCREEN_WRITE = {
	.name = "Writing", .needs = MAY_WRITE, .is_form = true, .size = sizeof(struct write_screen),
	.start = write_start, .read = write_read, .stop = write_stop, .draw = write_draw,
	.verbs = write_verbs, .act = write_act, .why_not = write_why_not,
	.type = write_type, .tick = write_tick, .hint = write_hint,
};
