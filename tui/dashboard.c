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

static bool must_be_ascii(const struct dashboard_options *o)
{
	return o->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

static bool wants_colour(const struct dashboard_options *o)
{
	const char *no = getenv("NO_COLOR");

	return o->color == COLOR_ALWAYS || (o->color == COLOR_AUTO && !(no && *no));
}

static enum status print_once(
	struct session *session, const struct dashboard_options *o, struct err *e)
{
	struct canvas *canvas =
		canvas_grid_new(o->rows > 0 ? o->rows : 24, o->cols > 0 ? o->cols : 80, must_be_ascii(o));
	struct app app;
	enum status st;

	if (!canvas)
		return err_nomem(e);
	st = app_open(&app, session, canvas, o->mask, e);
	if (st == ST_OK) {
		app_draw(&app);
		canvas_grid_print(canvas, stdout);
	}
	app_done(&app);
	canvas_close(canvas);
	return st;
}

/* The store is read before the terminal is taken over, so that what fails is
 * said where it can be read. */
enum status dashboard_run(struct session *session, const struct dashboard_options *o, struct err *e)
{
	const struct canvas_curses_options how = {.ascii = must_be_ascii(o), .colour = wants_colour(o)};
	struct canvas *canvas = NULL;
	struct app app;
	enum status st;
	int signals;

	if (o->once)
		return print_once(session, o, e);
	st = app_open(&app, session, NULL, o->mask, e);
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
		}
		signals_close();
	}
	app_done(&app);
	return st;
}
