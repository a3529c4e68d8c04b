/*
 * canvas_grid.h - a canvas in memory: screen tests without a terminal, and
 * `--once`, which prints the first screen as text.
 */
#ifndef THROUGHLINE_CANVAS_GRID_H
#define THROUGHLINE_CANVAS_GRID_H

#include <stdio.h>

#include "canvas.h"
#include "theme.h"

/* Free with canvas_close(); NULL when there is no memory. */
struct canvas *canvas_grid_new(int rows, int cols, bool ascii);
bool canvas_grid_resize(struct canvas *, int rows, int cols); /* false: no memory, size as it was */

/* One row as UTF-8, blanks at its end left out; lent until the next call. */
const char *canvas_grid_row(struct canvas *, int y);
/* The looks of a row, a character a cell: the look's mark where it has one, else `s` for
 * strong, `h` heading, `k` key, `e` what is not done, blank for plain; lent likewise. */
const char *canvas_grid_looks(struct canvas *, int y);
/* All rows, each ended by a newline, with the escape sequences of their looks; of COLOURS_NONE
 * without any. */
void canvas_grid_print(struct canvas *, enum theme, enum colours, FILE *);

#endif
