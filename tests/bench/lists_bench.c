/*
 * lists_bench STORE - the queue of what was asked again on the screen, however long it
 * is: what reading all of it, a line key, an order and the dearest letter of a filter take,
 * drawn into a grid in memory.  Prints one line of `name value` pairs (milliseconds of
 * processor; rows).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app.h"
#include "canvas_grid.h"

enum { LINES = 400 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double key(struct app *app, uint32_t k)
{
	double from = now();

	app_key(app, k);
	app_draw(app);
	return now() - from;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double p95(double *took, size_t n)
{
	qsort(took, n, sizeof *took, by_size);
	return took[n * 95 / 100];
}

/* j, k and back again: inside the page and at its edge. */
static double lines(struct app *app)
{
	static double took[LINES];

	for (size_t i = 0; i < LINES; i++)
		took[i] = key(app, i % 100 < 60 ? 'j' : 'k');
	return p95(took, LINES);
}

/* The dearest letter of the words. */
static double letters(struct app *app, const char *words)
{
	double most = 0;

	for (; *words; words++) {
		double took = key(app, (unsigned char)*words);

		most = took > most ? took : most;
	}
	return most;
}

/* By the column so many lines beneath the first; the form is opened before. */
static double order(struct app *app, int column)
{
	key(app, 's');
	for (int i = 0; i < column; i++)
		key(app, 'j');
	return key(app, K_ENTER);
}

static const struct list *list_here(struct app *app)
{
	struct screen *s = nav_top(&app->nav);

	return s->class->list(s);
}

/* The rest of the list, as it is read while somebody types a filter: all of it, and the
 * longest that a key waits for it. */
static double rest(struct app *app, double *all)
{
	double most = key(app, '/'), from = now();

	while (app_is_counting(app)) {
		double began = now(), took;

		app_tick(app, 0);
		app_draw(app);
		took = now() - began;
		most = took > most ? took : most;
	}
	*all = now() - from;
	return most;
}

/* The usual order is brought back before each other one: what is measured is one key. */
static void measure(struct app *app)
{
	double opened = key(app, '3'), line = lines(app), all, step = rest(app, &all), day, name, turned, ordered, letter, hit;

	key(app, K_ESC);
	day = order(app, 1);
	key(app, '0');
	name = order(app, 2);
	key(app, 's');
	turned = key(app, K_ENTER);
	ordered = lines(app);
	key(app, '/');
	letter = letters(app, "hospital mem");
	key(app, K_ENTER);
	hit = key(app, 'n');
	printf("rows %zu shown %zu open_ms %.2f all_ms %.2f piece_most_ms %.2f line_p95_ms %.2f by_day_ms %.2f by_name_ms %.2f turn_ms %.2f "
		"ordered_line_p95_ms %.2f letter_most_ms %.2f hit_ms %.2f\n", list_rows_all(list_here(app)),
		list_rows(list_here(app)), opened, all, step, line, day, name, turned, ordered, letter, hit);
	key(app, K_ESC);
	key(app, '0');
}

int main(int argc, char **argv)
{
	const struct session_options how = {.store = argc == 2 ? argv[1] : NULL, .today = CIVIL_NONE};
	struct canvas *canvas = canvas_grid_new(24, 80, false);
	struct session *session = NULL;
	struct app app;
	struct err err = {0};
	enum status st = argc == 2 && canvas ? session_open(&session, &how, &err) : ST_USAGE;

	if (st == ST_OK)
		st = app_open(&app, session, canvas, false, &err);
	if (st == ST_OK) {
		measure(&app);
		app_done(&app);
	} else {
		fprintf(stderr, "lists_bench: %s\n", argc == 2 ? err.text : "usage: lists_bench STORE");
	}
	session_close(session);
	canvas_close(canvas);
	return st == ST_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
