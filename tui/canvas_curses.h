/*
 * canvas_curses.h - the canvas that is the terminal.  There is one at most.
 */
#ifndef THROUGHLINE_CANVAS_CURSES_H
#define THROUGHLINE_CANVAS_CURSES_H

#include "canvas.h"
#include "input.h"
#include "status.h"
#include "theme.h"

struct canvas_curses_options {
	bool ascii;
	enum theme theme; /* in as many colours as the terminal has */
};

/* Takes the terminal over; canvas_close() gives it back as it was.  ST_USAGE
 * when the terminal cannot place its cursor. */
enum status canvas_curses_open(
	struct canvas **out, const struct canvas_curses_options *, struct err *);

/* Another theme: all is drawn anew next. */
void canvas_curses_theme(struct canvas *, enum theme);

/* The mouse is asked for, or the terminal's own again: with the next frame, and again after
 * canvas_curses_leave(). */
void canvas_curses_mouse(struct canvas *, bool wants);

/* Colours of the terminal that $TERM names, which need not be there; 0: it is not known. */
int canvas_curses_colours(void);

/* Tells the input decoder what this terminal's keys send. */
void canvas_curses_learn(struct canvas *, struct input *);

void canvas_curses_resize(
	struct canvas *); /* takes over the window's size and draws all of it next */
void canvas_curses_repaint(struct canvas *); /* the next frame is drawn from scratch */
/* The same, and where the terminal has no screen of its own for programs, what has
 * scrolled away is erased too. */
void canvas_curses_erase(struct canvas *);
/* Shall it be counted how many cells a frame changes?  And how many did the last one, the
 * cursor's place with them? */
void canvas_curses_watch(struct canvas *, bool);
int canvas_curses_changed(const struct canvas *);
/* Without a canvas: the terminal's screen is erased, and what has scrolled away from it. */
void canvas_curses_wipe(void);
/* Does this terminal say where its cursor is, when asked?  Its answer is K_REPORT. */
bool canvas_curses_can_ask(void);
void canvas_curses_ask(void);
void canvas_curses_leave(struct canvas *);   /* back to the shell's screen, until the next frame */

#endif
