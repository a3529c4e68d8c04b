/* What the verbs of every screen do, and why one cannot be done. */
#include "app_inside.h"

#include <stdio.h>

#include "asked.h"
#include "journey.h"
#include "mouse.h"
#include "screens/opening.h"
#include "wishes.h"

const struct screen_class *const VIEWS[VIEW_COUNT] = {&SCREEN_TODAY, &SCREEN_PEOPLE, &SCREEN_ASKED, &SCREEN_LINKS,
	&SCREEN_BOARD, &SCREEN_IMPORTS};

static enum may needs_of(const struct verb *v)
{
	bool is_view = v->act >= ACT_TODAY && v->act <= ACT_IMPORTS;

	return is_view ? VIEWS[v->act - ACT_TODAY]->needs : verb_needs(v);
}

bool app_may(const struct app *app, const struct verb *v)
{
	return session_may(app->session, needs_of(v));
}

static const char *order_why_not(const struct app *app, enum act act)
{
	const struct list *list = app_list(app);

	if (!list)
		return "Go back to the list first, with Tab or Esc.";
	if (!list->columns)
		return "This list has one order.";
	return act == ACT_USUAL && columns_are_usual(&list->order) ? "It is in its usual order." : NULL;
}

const char *app_why_not(const struct app *app, const struct verb *v)
{
	const struct screen *s = nav_top(&app->nav);
	struct list *list = app_list(app);
	const char *why;

	if (!app_may(app, v))
		return may_why_not(needs_of(v));
	switch (v->act) {
	case ACT_TODAY: case ACT_PEOPLE: case ACT_ASKED: case ACT_LINKS: case ACT_BOARD: case ACT_IMPORTS:
		return s->class == VIEWS[v->act - ACT_TODAY] ? "You are there already." : NULL;
	case ACT_BACK:
		return app->nav.n < 2 ? "This is where you began." : NULL;
	case ACT_FORWARD:
		return nav_next(&app->nav) ? NULL : "There is nothing ahead that you came back from.";
	case ACT_LAST_PERSON:
		return app->person_now ? NULL : "You have opened nobody yet.";
	case ACT_MOUSE:
		return mouse_why_not(app);
	case ACT_ORDER: case ACT_USUAL:
		return order_why_not(app, v->act);
	default:
		why = s->class->why_not(s, v->act);
		return why || !list ? why : list_why_not(list, v->act);
	}
}

void app_back(struct app *app)
{
	nav_pop(&app->nav);
	app_catch_up(app);
}

static void go_view(struct app *app, const struct screen_class *class)
{
	app_view(app, class, &(struct target){0, 0});
}

/* Who comes on the screen again is looked at again: that is in the audit first. */
static bool looked_at(struct app *app, int64_t person)
{
	struct arena *a = arena_new();
	struct person *unused;
	struct err e = {0};
	enum status st = !a ? err_nomem(&e) : person ? opening_is_said(app, person, &e) : ST_OK;

	if (st == ST_OK && person)
		st = person_open(app->session, person, a, &unused, &e);
	arena_free(a);
	if (st == ST_UNOPENED)
		opening_ask(app, &SCREEN_PERSON, &(struct target){person, 0});
	else if (st != ST_OK)
		app_fail(app, &e);
	else
		app_note_person(app, person);
	return st == ST_OK;
}

static void go_forward(struct app *app)
{
	if (!looked_at(app, nav_next(&app->nav)->person))
		return;
	nav_forward(&app->nav);
	app_catch_up(app);
}

/* With the tab and row that they were left with, where they are open still. */
static void go_person(struct app *app, int64_t person)
{
	if (!nav_holds(&app->nav, &SCREEN_PERSON, person)) {
		app_go(app, &SCREEN_PERSON, &(struct target){person, 0});
	} else if (looked_at(app, person)) {
		nav_raise(&app->nav, &SCREEN_PERSON, person);
		app_catch_up(app);
	}
}

/* On a person, the one before. */
static void go_last_person(struct app *app)
{
	int64_t here = nav_top(&app->nav)->person;
	int64_t person = app->person_now != here ? app->person_now : app->person_before;

	if (person)
		go_person(app, person);
	else
		app_say(app, "You have opened nobody else yet.");
}

/* Esc typed twice, to be rid of a field or a filter, was not meant to leave with it. */
static void leave(struct app *app)
{
	if (app->esc == ESC_ONCE) {
		app->esc = ESC_TOLD;
		app_say(app, "Esc once more leaves Throughline.");
	} else {
		app->quit = true;
	}
}

static void level_up(struct app *app)
{
	struct screen *s = nav_top(&app->nav);
	struct list *list = app_list(app);

	if (s->class->level_up && s->class->level_up(s))
		return;
	if (list && list_is_filtered(list)) {
		list_unfilter(list);
		app_moved(app);
	} else if (list && list->marked.n) {
		list_unmark(list);
		app_say(app, "No line is marked any more.");
	} else if (s->class->number || !nav_pop(&app->nav)) {
		leave(app);
	} else {
		app_catch_up(app);
	}
}

/* What the screen itself had to say of it follows. */
static void undone_say(struct app *app, const struct undone *what, struct arena *a)
{
	const char *told = undone_told(what, app->mask, a);
	char also[sizeof app->message];

	if (app->message_is_error)
		return;
	snprintf(also, sizeof also, "%s", app->message);
	app_say(app, "%s: %s.%s%.200s", undone_head(what),
		told ? told : what->masked, *also ? " " : "", also);
}

/* What came back into a view's list is where the cursor goes. */
static void to_what_came_back(struct app *app)
{
	struct list *list = app_list(app);

	if (nav_top(&app->nav)->class->number && list && list_select_new(list))
		app_moved(app);
}

static void undo(struct app *app, bool redo)
{
	struct arena *a = arena_new();
	struct err e = {0};
	struct undone what;
	enum status st = !a ? err_nomem(&e)
		: redo          ? decision_redo(app->session, a, &what, &e)
		: decision_undo(app->session, a, &what, &e);

	if (st == ST_OK) {
		app->is_said = true;
		app_changed(app);
		if (!what.stays)
			to_what_came_back(app);
		undone_say(app, &what, a);
	} else if (st == ST_NONE) {
		app_say(app, redo ? "Nothing to bring back." : "Nothing to take back.");
	} else {
		app_fail(app, &e);
	}
	arena_free(a);
}

static void order_open(struct app *app)
{
	order_form_init(&app->order_form, app_list(app));
	app->mode = APP_ORDER;
}

void app_order_say(struct app *app)
{
	const struct list *list = app_list(app);
	const struct list_column *by = list_is_ordered(list) ? &list->columns->column[list->order.by] : NULL;

	app_moved(app);
	if (by)
		app_say(app, "By %s, %s.%s 0 brings the usual order back.", by->name, column_way(by, list->order.is_down),
			list->row ? " g goes to the first." : "");
	else
		app_say(app, "The usual order and columns.");
}

static void as_usual(struct app *app)
{
	list_as_usual(app_list(app));
	app_order_say(app);
}

static void reread(struct app *app)
{
	app->counting.is_wanted = true;
	app_changed(app);
	if (!app->message[0])
		app_say(app, "Read anew.");
}

/* True when the verb is one of those for every screen. */
static bool act_everywhere(struct app *app, enum act act)
{
	switch (act) {
	case ACT_TODAY: case ACT_PEOPLE: case ACT_ASKED: case ACT_LINKS: case ACT_BOARD: case ACT_IMPORTS:
		go_view(app, VIEWS[act - ACT_TODAY]);
		return true;
	case ACT_LEVEL_UP:    level_up(app); return true;
	case ACT_BACK:        app_back(app); return true;
	case ACT_FORWARD:     go_forward(app); return true;
	case ACT_LAST_PERSON: go_last_person(app); return true;
	case ACT_PALETTE:     palette_open(app, true); return true;
	case ACT_HELP:        palette_open(app, false); return true;
	case ACT_UNDO:        undo(app, false); return true;
	case ACT_REDO:        undo(app, true); return true;
	case ACT_ORDER:       order_open(app); return true;
	case ACT_USUAL:       as_usual(app); return true;
	case ACT_REREAD:      reread(app); return true;
	case ACT_REPAINT:     app->repaint = true; return true;
	case ACT_MOUSE:       mouse_turn(app); return true;
	case ACT_THEME:       theme_ask(app); return true;
	case ACT_SUSPEND:     app->suspend = true; return true;
	case ACT_LOCK:        lock_now(app); return true;
	case ACT_LEAVE:       app->quit = true; return true;
	default:              return false;
	}
}

void app_run(struct app *app, const struct verb *v)
{
	struct screen *s = nav_top(&app->nav);
	const char *why = app_why_not(app, v);
	bool has_shifted = app->has_shifted;
	struct list *list;
	struct err e = {0};

	app->has_shifted = false;
	if (session_require(app->session, needs_of(v), v->word, &e) != ST_OK) {
		app_fail(app, &e);
		return;
	}
	if (has_shifted && v->flags & VERB_WRITES && v->act != ACT_UNDO && v->act != ACT_REDO)
		why = "Not recorded: the line you were on had gone. Press it again for this one.";
	if (why) {
		app_say(app, "%s", why);
		return;
	}
	if (act_everywhere(app, v->act))
		return;
	s->class->act(s, v->act);
	list = v->act >= ACT_DOWN && v->act <= ACT_MARK_ALL ? app_list(app) : NULL;
	if (list && nav_top(&app->nav) == s)
		list_act(list, v->act);
	app_moved(app);
}
