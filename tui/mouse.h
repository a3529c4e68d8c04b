/*
 * mouse.h - what a mouse does, once the worker has asked for it: a click selects a row or
 * does what stands there (a view, a tab, a verb of the last line), a second one opens the
 * row, the wheel moves.  Everything it does a key does too.
 */
#ifndef THROUGHLINE_MOUSE_H
#define THROUGHLINE_MOUSE_H

#include "input.h"

struct app;

void mouse_act(struct app *, struct input_mouse);
/* On, or off again: kept for the worker. */
void mouse_turn(struct app *);
/* Why it cannot be turned on, or NULL. */
const char *mouse_why_not(const struct app *);

#endif
