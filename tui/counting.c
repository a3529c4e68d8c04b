#include "counting.h"

#include "app.h"

enum {
	DRAW_MS = 500, /* progress is drawn by the clock */
	REST = 20,     /* it rests so many times as long as it took, before others' changes count */
};

static bool is_due(const struct app *app)
{
	const struct counting *k = &app->counting;

	if (!k->board || k->is_wanted || board_days(k->board) != k->days)
		return true;
	return counting_is_behind(app) &&
		app->now - k->counted >= (k->steps - 1) * COUNTING_STEP_MS * REST;
}

bool counting_is_behind(const struct app *app)
{
	const struct board *b = app->counting.board;

	return b && board_seq(b) != session_change_seq(app->session);
}

enum status counting_begin(struct app *app, bool is_first, struct err *e)
{
	struct counting *k = &app->counting;
	struct board_query query = {.is_hushed = app->mask, .is_look = is_first || k->is_wanted};
	enum status st;

	k->days = k->days ? k->days : BOARD_DAYS;
	query.days = k->days;
	if (!is_first && !is_due(app))
		return ST_OK;
	if (k->next && board_days(k->next) == k->days)
		return ST_OK;
	board_free(k->next);
	k->next = NULL;
	st = board_begin(app->session, &query, &k->next, e);
	k->is_wanted = false;
	k->steps = 0;
	return st;
}

bool counting_step(struct app *app, bool *is_done)
{
	struct counting *k = &app->counting;
	struct err e = {0};

	*is_done = false;
	k->steps++;
	if (board_step(k->next, COUNTING_STEP_MS, &e) != ST_OK) {
		board_free(k->next);
		k->next = NULL;
		app_fail(app, &e);
		return true;
	}
	if (board_is_done(k->next)) {
		board_free(k->board);
		k->board = k->next;
		k->next = NULL;
		k->counted = app->now;
		*is_done = true;
		return true;
	}
	if (app->now - k->drawn < DRAW_MS)
		return false;
	k->drawn = app->now;
	return true;
}

void counting_done(struct counting *k)
{
	board_free(k->board);
	board_free(k->next);
	*k = (struct counting){0};
}
