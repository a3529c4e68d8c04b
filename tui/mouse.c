#include "mouse.h"

#include "app.h"
#include "app_inside.h"
#include "lists.h"

enum { TWICE_MS = 500, WHEEL_ROWS = 3 };

static const char MOUSE[] = "mouse"; /* what it is kept by */

const char *mouse_why_not(const struct app *app)
{
	return app->canvas->has_mouse || app->wants_mouse ? NULL : "This terminal tells nothing of a mouse.";
}

void mouse_turn(struct app *app)
{
	struct err e = {0};

	app->wants_mouse = !app->wants_mouse;
	if (list_setting_keep(app->session, MOUSE, app->wants_mouse ? "on" : "", &e) != ST_OK)
		app_fail(app, &e);
	else
		app_say(app, app->wants_mouse ? "The mouse works here. Shift with it still selects text to copy; Ctrl-O turns it off."
			: "The mouse is the terminal's again.");
}

/* A field or a question has the cursor: what stands elsewhere is not to be clicked. */
static const struct canvas_spot *spot_at(const struct canvas *c, int y, int x)
{
	for (size_t i = 0; i < c->spot_n; i++)
		if (c->spot[i].y == y && x >= c->spot[i].x && x < c->spot[i].x + c->spot[i].cells)
			return &c->spot[i];
	return NULL;
}

/* The list that a click is meant for: the question's, where one is open. */
static struct list *list_here(struct app *app)
{
	if (app->mode == APP_PICK || app->mode == APP_VERB)
		return &app->picker.list;
	return app_is_answering(app) ? NULL : app_list(app);
}

static void click(struct app *app, int y, int x)
{
	const struct canvas_spot *spot = app_is_answering(app) ? NULL : spot_at(app->canvas, y, x);
	struct list *list = list_here(app);
	int64_t before = list ? (int64_t)list->row : 0;
	bool is_second = app->clicked_y == y && app->now - app->clicked < TWICE_MS;

	app->clicked = app->now;
	app->clicked_y = y;
	if (spot) {
		struct canvas_spot on = *spot; /* the frame that it is of is drawn anew */

		for (int i = 0; i < on.times; i++)
			app_key(app, on.key);
	} else if (list && list_click(list, y)) {
		app->message[0] = '\0';
		app->lock.touched = app->now;
		if (app->mode == APP_VERBS)
			app_moved(app);
		if (is_second && before == (int64_t)list->row) {
			app->clicked = 0;
			app_key(app, K_ENTER);
		}
	}
}

void mouse_act(struct app *app, struct input_mouse m)
{
	if (app->lock.is_on || !app->wants_mouse)
		return;
	switch (m.deed) {
	case MOUSE_CLICK:
		click(app, m.y, m.x);
		break;
	case MOUSE_WHEEL_UP:
	case MOUSE_WHEEL_DOWN:
		for (int i = 0; i < WHEEL_ROWS && app->mode != APP_ASK && app->mode != APP_CONFIRM; i++)
			app_key(app, m.deed == MOUSE_WHEEL_UP ? K_UP : K_DOWN);
		break;
	case MOUSE_OTHER:
		break;
	}
}
