#include "dashboard.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "app.h"
#include "canvas_curses.h"
#include "canvas_grid.h"
#include "loop.h"
#include "signals.h"
#include "start_at.h"

static bool must_be_ascii(const struct dashboard_options *o)
{
	return o->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

/* What was said for this session; THEME_COUNT: nothing was. */
static enum status theme_told(const struct dashboard_options *o, enum theme *theme, struct err *e)
{
	const char *no = getenv("NO_COLOR"), *set = getenv("THROUGHLINE_THEME"), *name = o->theme ? o->theme : set;

	*theme = THEME_COUNT;
	if (o->color == COLOR_NEVER)
		*theme = THEME_MONO;
	else if (name && *name) {
		if (!theme_parse(name, theme))
			return err_set(e, ST_USAGE, "there is no theme %s; they are auto, dark, light, contrast and mono", name);
	} else if (no && *no && o->color == COLOR_AUTO) {
		*theme = THEME_MONO;
	}
	return ST_OK;
}

/* What the worker chose once, where nothing was said. */
static enum theme theme_here(const struct app *app)
{
	return theme_settle(app->theme, getenv("COLORFGBG"), getenv("TERM"));
}

/* 0 where that cannot be told. */
static int rows_of_terminal(void)
{
	struct winsize size;

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0;
}

static enum status view_open(struct app *app, struct session *session, struct canvas *canvas, bool mask,
	enum theme theme, const struct start_at *at, struct err *e)
{
	enum status st = canvas ? app_open(app, session, canvas, mask, e)
		: app_open_soon(app, session, mask, rows_of_terminal(), e);

	if (theme != THEME_COUNT)
		app->theme = theme;
	return st == ST_OK && at->class ? app_open_at(app, at->class, &at->target, e) : st;
}

/* Of what is to be coloured in any case: what is not known has the first 8. */
static enum colours colours_here(void)
{
	enum colours colours = theme_colours(canvas_curses_colours());

	return colours == COLOURS_NONE ? COLOURS_8 : colours;
}

static enum status print_once(struct session *session, const struct dashboard_options *o, enum theme theme,
	const struct start_at *at, struct err *e)
{
	struct canvas *canvas =
		canvas_grid_new(o->rows > 0 ? o->rows : 24, o->cols > 0 ? o->cols : 80, must_be_ascii(o));
	struct app app;
	enum status st;

	if (!canvas)
		return err_nomem(e);
	st = view_open(&app, session, canvas, o->mask, theme, at, e);
	while (st == ST_OK && app_is_counting(&app))
		app_tick(&app, 0);
	if (st == ST_OK) {
		app_draw(&app);
		canvas_grid_print(canvas, theme_here(&app), o->color == COLOR_ALWAYS ? colours_here() : COLOURS_NONE, stdout);
	}
	app_done(&app);
	canvas_close(canvas);
	return st;
}

/* What is under way is no longer to be seen. */
static void left_say(const struct app *app)
{
	const char *told = app_job_left(app);

	if (told)
		fprintf(stderr, "%s\n", told);
}

/* The store is read before the terminal is taken over, so that what fails is
 * said where it can be read. */
enum status dashboard_run(struct session *session, const struct dashboard_options *o, struct err *e)
{
	struct canvas_curses_options how = {.ascii = must_be_ascii(o)};
	struct canvas *canvas = NULL;
	struct start_at at;
	struct app app;
	enum theme theme;
	enum status st;
	int signals;

	if (theme_told(o, &theme, e) != ST_OK || start_at_find(o->view, o->person, &at, e) != ST_OK)
		return ST_USAGE;
	if (o->once)
		return print_once(session, o, theme, &at, e);
	st = view_open(&app, session, NULL, o->mask, theme, &at, e);
	how.theme = theme_here(&app);
	if (st == ST_OK)
		st = signals_open(&signals, e);
	if (st == ST_OK) {
		st = canvas_curses_open(&canvas, &how, e);
		if (st == ST_OK) {
			canvas->is_slow = o->slow;
			app.wants_mouse = app.wants_mouse || o->mouse;
			app.canvas = canvas;
			app.program = "/proc/self/exe";
			app.is_remote = o->is_remote;
			loop_run(&app, signals);
			canvas_close(canvas);
			left_say(&app);
			if (app.over.code)
				*e = app.over;
			st = app.over.code;
		}
		signals_close();
	}
	app_done(&app);
	return st;
}
