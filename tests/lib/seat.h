/*
 * seat.h - a worker at the dashboard, on a grid in memory: a store of its own with the
 * people of tests/data/small, the worker j.obi, and the day 21 Nov 2025.
 */
#ifndef THROUGHLINE_TESTS_SEAT_H
#define THROUGHLINE_TESTS_SEAT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app.h"
#include "canvas_grid.h"

struct seat {
	char dir[64], store[96];
	struct session *session;
	struct canvas *canvas;
	struct app app;
};

/* Set up and torn down for each test; it begins on Today, 80x24. */
int seat_open(void **state);
int seat_close(void **state);
#define seat_test(name) cmocka_unit_test_setup_teardown(name, seat_open, seat_close)

/* The test fails with the sentence where it is not ST_OK. */
void must(enum status, const struct err *);
/* The text stands somewhere on the screen, drawn anew. */
bool seat_shows(struct seat *, const char *text);
/* Keys one after another. */
void seat_type(struct seat *, const char *keys);
/* The person's journey, narrowed to what these words stand in. */
void seat_narrow(struct seat *, int64_t person, const char *words);
/* Rows of the audit with this deed; reading them is a look of another one. */
size_t seat_audited(struct seat *, const char *deed);

#endif
