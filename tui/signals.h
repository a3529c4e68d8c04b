/*
 * signals.h - signals as bytes in a pipe that the loop polls, and a terminal
 * that is put right again even when the program crashes.
 */
#ifndef THROUGHLINE_SIGNALS_H
#define THROUGHLINE_SIGNALS_H

#include <stdbool.h>

#include "status.h"

/* Catches HUP, TERM, INT, QUIT, WINCH, CONT, TSTP and the fatal ones.  *fd is
 * the pipe's end to poll.  To be called before the terminal is taken over; the
 * fatal handler restores what the terminal was at that moment. */
enum status signals_open(int *fd, struct err *);
void signals_close(void);

/* The next signal that came, 0 when none is left. */
int signals_next(void);

/* Stops the program as Ctrl-Z does; returns when it goes on.  Does nothing where
 * no shell could wake it again. */
void signals_stop_self(void);

/* What ends a program that is broken off gives the mouse back too, once it is taken. */
#define SIGNALS_MOUSE_OFF "\033[?1006l\033[?1000l"
void signals_mouse(bool is_taken);

#endif
