#include "loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "canvas_curses.h"
#include "input.h"
#include "line.h"
#include "mouse.h"
#include "signals.h"

enum {
	LOOK_MS = 250,   /* between two looks at the store */
	HELD_MS = 50,    /* keys closer than this come from a key held down … */
	RELEASED_MS = 130, /* … until there is none for so long: lines jitter, slow ones more */
	RELEASED_SLOW_MS = 450,
	REST_MS = 250,   /* after a key, before what follows the cursor is drawn … */
	REST_SLOW_MS = 1000, /* … on a slow line */
	HELD_DRAW_MS = 125,
	RESIZE_MS = 50,  /* a window being dragged settles first */
	ANSWER_MS = 300, /* on leaving: an answer may not fall into the shell's hands */
	ANSWER_SLOW_MS = 1500
};

struct loop {
	struct app *app;
	struct input input;
	struct line line;
	int signals;
	int64_t now, looked, keyed, drawn;
	int held;        /* keys in a row that came close together */
	int64_t resize;  /* when to take the window's size over; 0: not */
	bool changed;    /* there is something to draw */
	bool is_stuck;   /* the terminal takes nothing at present */
	bool hung_up;
};

int64_t loop_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* When the next frame may be drawn.  A slow line says itself when it carries one more. */
static int64_t draw_due(struct loop *l)
{
	int64_t held = l->held > 1 && !l->line.is_slow ? l->drawn + HELD_DRAW_MS : 0;
	int under_way = line_wait(&l->line, l->now);

	return under_way && l->now + under_way > held ? l->now + under_way : held;
}

static int rest_ms(const struct loop *l)
{
	return l->line.is_slow ? REST_SLOW_MS : REST_MS;
}

static int released_ms(const struct loop *l)
{
	return l->line.is_slow ? RELEASED_SLOW_MS : RELEASED_MS;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int wait_ms(struct loop *l)
{
	int64_t due = l->looked + LOOK_MS;
	int typed = input_wait(&l->input, l->now);

	if (typed >= 0)
		due = sooner(due, l->now + typed);
	if (l->resize)
		due = sooner(due, l->resize);
	if (l->changed && !l->is_stuck)
		due = sooner(due, draw_due(l));
	if (l->held > 1)
		due = sooner(due, l->keyed + released_ms(l));
	if (app_is_counting(l->app) || l->app->is_soon)
		due = l->now;
	if (l->app->is_held)
		due = sooner(due, l->keyed + rest_ms(l));
	return due <= l->now ? 0 : (int)(due - l->now);
}

/* The line has turned out to be slow, or no longer is. */
static void line_changed(struct loop *l)
{
	l->app->canvas->is_slow = l->line.is_slow;
	l->changed = true;
	if (l->app->mode == APP_VERBS && !l->app->message[0])
		app_say(l->app, l->line.is_slow ? "The line is slow: less is drawn at a time until it is better."
			: "The line is good again.");
}

/* An answer still under way would be typed into the shell.  Keys that come before it are not lost:
 * where there is no shell to go to, the work goes on with them. */
static void answer_await(struct loop *l)
{
	int64_t most = l->now + (l->line.is_slow ? ANSWER_SLOW_MS : ANSWER_MS);
	struct pollfd on = {.fd = STDIN_FILENO, .events = POLLIN};

	while (l->line.asked && l->now < most && poll(&on, 1, (int)(most - l->now)) > 0 &&
		input_read(&l->input, STDIN_FILENO, l->now)) {
		l->now = loop_ms();
		while (input_take_report(&l->input))
			line_answered(&l->line, l->now);
	}
}

static void suspend(struct loop *l)
{
	answer_await(l);
	canvas_curses_leave(l->app->canvas);
	signals_stop_self();
	canvas_curses_resize(l->app->canvas);
	l->changed = true;
}

static void take_signals(struct loop *l)
{
	for (int number; (number = signals_next());)
		switch (number) {
		case SIGWINCH:
			l->resize = l->now + RESIZE_MS;
			break;
		case SIGTSTP:
			l->app->suspend = true;
			break;
		case SIGCONT:
			canvas_curses_repaint(l->app->canvas);
			l->changed = true;
			break;
		default:
			l->hung_up = true;
		}
}

static void take_keys(struct loop *l)
{
	uint32_t key;

	while (!l->app->quit && !l->app->suspend && input_next(&l->input, l->now, &key)) {
		if (key == K_REPORT) {
			if (line_answered(&l->line, l->now))
				line_changed(l);
			continue;
		}
		l->held = l->now - l->keyed < HELD_MS ? l->held + 1
			: l->now - l->keyed < released_ms(l) ? l->held
			: 0;
		l->keyed = l->now;
		app_hold(l->app, true);
		if (key == K_MOUSE)
			mouse_act(l->app, l->input.mouse);
		else
			app_key(l->app, key);
		l->changed = true;
	}
	if (l->now - l->keyed >= released_ms(l)) {
		l->held = 0;
		l->changed = l->changed || l->app->canvas->is_passing;
	}
	if (l->now - l->keyed >= rest_ms(l) && app_hold(l->app, false))
		l->changed = true;
	if (l->app->suspend) {
		l->app->suspend = false;
		suspend(l);
	}
}

static void take_changes(struct loop *l)
{
	if (l->now - l->looked < LOOK_MS)
		return;
	l->looked = l->now;
	if (session_has_changed(l->app->session)) {
		app_others(l->app);
		l->changed = true;
	}
}

/* An import under way goes on whatever the worker does; a board while they look at it. */
static void take_job(struct loop *l)
{
	if (app_tick(l->app, l->now))
		l->changed = true;
}

static void take_size(struct loop *l)
{
	if (!l->resize || l->now < l->resize)
		return;
	l->resize = 0;
	canvas_curses_resize(l->app->canvas);
	app_resized(l->app);
	l->changed = true;
}

/* A line that takes nothing at present would hold us in the middle of a frame. */
static bool can_write(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};

	return poll(&out, 1, 0) > 0 && (out.revents & POLLOUT);
}

static void draw(struct loop *l)
{
	bool asks;

	if (!l->changed || l->now < draw_due(l))
		return;
	l->is_stuck = !can_write();
	if (l->is_stuck)
		return;
	if (l->app->repaint && l->app->lock.is_on)
		canvas_curses_erase(l->app->canvas);
	else if (l->app->repaint)
		canvas_curses_repaint(l->app->canvas);
	l->app->repaint = false;
	if (l->app->recolour)
		canvas_curses_theme(l->app->canvas,
			theme_settle(l->app->theme, getenv("COLORFGBG"), getenv("TERM")));
	l->app->recolour = false;
	l->app->canvas->is_passing = l->line.is_slow && l->held > 1;
	asks = line_wants_asking(&l->line, l->now);
	canvas_curses_mouse(l->app->canvas, l->app->wants_mouse);
	l->input.has_mouse = l->app->wants_mouse;
	canvas_curses_watch(l->app->canvas, asks || l->line.is_slow);
	app_draw(l->app);
	line_sent(&l->line, canvas_curses_changed(l->app->canvas), l->now);
	if (asks && canvas_curses_changed(l->app->canvas)) {
		canvas_curses_ask();
		line_asked(&l->line, canvas_curses_changed(l->app->canvas), l->now);
	}
	l->changed = false;
	l->drawn = l->now;
}

static void wait_for_something(struct loop *l)
{
	const struct job *taken = &l->app->taking.job, *left = &l->app->left.job;
	struct pollfd on[7] = {
		{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = l->signals, .events = POLLIN},
		{.fd = l->is_stuck ? STDOUT_FILENO : -1, .events = POLLOUT},
		{.fd = taken->state == JOB_RUNNING ? taken->out.fd : -1, .events = POLLIN},
		{.fd = taken->state == JOB_RUNNING ? taken->err.fd : -1, .events = POLLIN},
		{.fd = left->state == JOB_RUNNING ? left->out.fd : -1, .events = POLLIN},
		{.fd = left->state == JOB_RUNNING ? left->err.fd : -1, .events = POLLIN},
	};

	if (poll(on, 7, wait_ms(l)) < 0 && errno != EINTR)
		l->hung_up = true;
	l->now = loop_ms();
	if (on[2].revents)
		l->is_stuck = false;
	take_signals(l);
	if (on[0].revents && !input_read(&l->input, STDIN_FILENO, l->now))
		l->hung_up = true;
}

void loop_run(struct app *app, int signals)
{
	struct loop l = {.app = app, .signals = signals, .changed = true};

	canvas_curses_learn(app->canvas, &l.input);
	line_init(&l.line, app->canvas->is_slow, canvas_curses_can_ask());
	l.now = l.looked = app->now = loop_ms();
	draw(&l);
	while (!app->quit && !l.hung_up) {
		wait_for_something(&l);
		if (l.hung_up)
			break;
		take_keys(&l);
		take_size(&l);
		take_changes(&l);
		take_job(&l);
		draw(&l);
	}
	if (!l.hung_up)
		answer_await(&l);
}
