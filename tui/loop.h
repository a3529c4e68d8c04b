/*
 * loop.h - one loop, one wait, one draw.
 *
 * Reads all that was typed, applies it, draws once.  While keys keep coming it
 * draws at most eight times a second: a line slower than the keys would
 * otherwise run on for seconds.  Idle, it looks four times a second whether
 * somebody has changed the store, and sends nothing.  It ends at once when the
 * line drops.
 */
#ifndef THROUGHLINE_LOOP_H
#define THROUGHLINE_LOOP_H

#include "app.h"

/* Milliseconds of a clock that is never set: for how long something takes. */
int64_t loop_ms(void);

/* `signals` is the fd of signals_open(); the app's canvas is the terminal's. */
void loop_run(struct app *, int signals);

#endif
