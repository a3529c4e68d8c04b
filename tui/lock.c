#include "lock.h"

#include "app.h"

enum { MINUTE_MS = 60000 };

void lock_read(struct app *app)
{
	struct err e = {0};
	int minutes;

	if (session_lock_minutes(app->session, &minutes, &e) == ST_OK)
		app->lock.after = (int64_t)minutes * MINUTE_MS;
}

static void put_away(struct app *app, bool was_asked_for)
{
	app->lock.is_on = true;
	app->lock.was_asked_for = was_asked_for;
	app->message[0] = '\0';
	app->message_is_error = false;
	app->repaint = true; /* erased, not drawn over */
}

void lock_now(struct app *app)
{
	put_away(app, true);
}

bool lock_tick(struct app *app, int64_t now)
{
	struct lock *l = &app->lock;

	if (!l->touched)
		l->touched = now;
	if (l->is_on || !l->after || now - l->touched < l->after)
		return false;
	put_away(app, false);
	return true;
}

void lock_key(struct app *app, uint32_t key)
{
	struct err e = {0};

	if (key == 'q')
		app->quit = true;
	if (key != K_ENTER)
		return;
	if (session_back(app->session, &e) == ST_OK)
		app->lock.is_on = false;
	else
		app_fail(app, &e);
}

void lock_draw(const struct app *app)
{
	struct canvas *c = app->canvas;
	int y = c->rows / 3, used;

	if (app->lock.was_asked_for)
		canvas_text(c, y, 2, c->cols - 2, LOOK_PLAIN, "Put away.");
	else
		canvas_textf(c, y, 2, c->cols - 2, LOOK_PLAIN, "Put away: no key for %lld minute%s.",
			(long long)(app->lock.after / MINUTE_MS), app->lock.after == MINUTE_MS ? "" : "s");
	canvas_textf(c, y + 1, 2, c->cols - 2, LOOK_STRONG, "This is the session of %s.",
		session_worker(app->session));
	canvas_text(c, y + 2, 2, c->cols - 2, LOOK_PLAIN, "What was half typed is kept.");
	used = canvas_text(c, y + 4, 2, c->cols - 2, LOOK_PLAIN, "Enter: it is me   q: leave");
	canvas_text(c, y + 6, 2, c->cols - 2, LOOK_ERROR, app->message);
	canvas_focus(c, y + 4, used + 3);
}
