/*
 * canvas.h - what screens draw on: rows and columns of cells.
 *
 * Two back ends: the terminal through curses (canvas_curses.h), and a grid in
 * memory (canvas_grid.h) for tests and `--once`.  A frame is everything between
 * canvas_begin() and canvas_end(): each draws the whole screen anew, the back
 * end finds out what changed.  canvas_text() is the only place that measures
 * width or makes text safe; whatever it is given, no control, escape or
 * bidirectional character reaches a cell.
 */
#ifndef THROUGHLINE_CANVAS_H
#define THROUGHLINE_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "looks.h"

struct canvas;

struct canvas_ops {
	void (*begin)(struct canvas *);
	/* Either a run of ASCII (bytes == cells), or one cluster of 1 or 2 cells;
	 * always inside the canvas. */
	void (*put)(
		struct canvas *, int y, int x, enum look, const char *text, size_t bytes, int cells);
	void (*end)(struct canvas *);
	void (*close)(struct canvas *);
};

/* What a click on some cells of a row stands for: a key, so many times. */
struct canvas_spot { int y, x, cells; uint32_t key; int times; };
enum { CANVAS_SPOTS = 48 };

struct canvas {
	const struct canvas_ops *ops;
	int rows, cols;
	bool ascii;           /* nothing but ASCII may be drawn */
	bool is_slow;         /* the line behind it: no panes, lists move by half pages */
	bool is_passing;      /* a key is held on a slow line: what moves past is not drawn */
	bool has_mouse;       /* the terminal tells what its mouse does, when asked to */
	int focus_y, focus_x;
	struct canvas_spot spot[CANVAS_SPOTS]; /* of the frame */
	size_t spot_n;
};

/* A part of the canvas. */
struct area { int y, x, rows, cols; };

void canvas_begin(struct canvas *);
void canvas_end(struct canvas *);
void canvas_close(struct canvas *); /* frees it; NULL is fine */

/* Draws text in exactly `cells` cells: cleaned, cut with an ellipsis, padded
 * with blanks.  What lies outside the canvas is left out; NULL draws blanks.
 * Returns the cells that the text took. */
int canvas_text(struct canvas *, int y, int x, int cells, enum look, const char *utf8);
int canvas_textf(struct canvas *, int y, int x, int cells, enum look, const char *format, ...)
	__attribute__((format(printf, 6, 7)));
/* The same cell `cells` times: ascii where the canvas is, utf8 elsewhere. */
void canvas_fill(struct canvas *, int y, int x, int cells, enum look, const char *utf8, char ascii);

/* Where the hardware cursor rests: screen readers and braille follow it. */
void canvas_focus(struct canvas *, int y, int x);

/* A click there is this key, `times` times; more than there is room for are none. */
void canvas_spot(struct canvas *, int y, int x, int cells, uint32_t key, int times);

/* Is there room for a pane beside a list?  On a slow line never: rows beside one
 * another are sent anew with every step at the edge. */
bool canvas_has_pane(const struct canvas *, int cols);

/* Cells that text would take once cleaned. */
int canvas_measure(const struct canvas *, const char *utf8);

/* Breaks text into lines of at most `cells`, between words where it can.
 * Returns the bytes of the first line; *skip is where the next one starts. */
size_t canvas_break(const struct canvas *, const char *utf8, int cells, size_t *skip);
/* Draws text in lines broken like that, the last that the area has cut; its other rows
 * stay as they are.  Returns the lines that the whole of it takes. */
int canvas_wrap(struct canvas *, struct area, enum look, const char *utf8);

#endif
