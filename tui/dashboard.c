#include "dashboard.h"

#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

static bool wants_colour(const struct dashboard_options *o)
{
	const char *no = getenv("NO_COLOR");

	return o->color == COLOR_ALWAYS || (o->color == COLOR_AUTO && !(no && *no));
}

static enum status view_open(struct app *app, struct session *session, struct canvas *canvas, bool mask,
	const struct start_at *at, struct err *e)
{
	enum status st = canvas ? app_open(app, session, canvas, mask, e)
		: app_open_soon(app, session, mask, e);

	return st == ST_OK && at->class ? app_open_at(app, at->class, &at->target, e) : st;
}

static enum status print_once(
	struct session *session, const struct dashboard_options *o, const struct start_at *at, struct err *e)
{
	struct canvas *canvas =
		canvas_grid_new(o->rows > 0 ? o->rows : 24, o->cols > 0 ? o->cols : 80, must_be_ascii(o));
	struct app app;
	enum status st;

	if (!canvas)
		return err_nomem(e);
	st = view_open(&app, session, canvas, o->mask, at, e);
	while (st == ST_OK && app_is_counting(&app))
		app_tick(&app, 0);
	if (st == ST_OK) {
		app_draw(&app);
		canvas_grid_print(canvas, o->color == COLOR_ALWAYS, stdout);
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
	const struct canvas_curses_options how = {.ascii = must_be_ascii(o), .colour = wants_colour(o)};
	struct canvas *canvas = NULL;
	struct start_at at;
	struct app app;
	enum status st;
	int signals;

	if (start_at_find(o->view, o->person, &at, e) != ST_OK)
		return ST_USAGE;
	if (o->once)
		return print_once(session, o, &at, e);
	st = view_open(&app, session, NULL, o->mask, &at, e);
	if (st == ST_OK)
		st = signals_open(&signals, e);
	if (st == ST_OK) {
		st = canvas_curses_open(&canvas, &how, e);
		if (st == ST_OK) {
			canvas->is_slow = o->slow;
			app.canvas = canvas;
			app.program = "/proc/self/exe";
			loop_run(&app, signals);
			canvas_close(canvas);
			left_say(&app);
		}
		signals_close();
	}
	app_done(&app);
	return st;
}
