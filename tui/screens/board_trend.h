/*
 * board_trend.h - twelve months of a figure: a bar, its number and the month, as many
 * months as fit, the newest last.
 */
#ifndef THROUGHLINE_BOARD_TREND_H
#define THROUGHLINE_BOARD_TREND_H

#include "board.h"
#include "canvas.h"

enum { TREND_ROWS = 3 };

/* False, and nothing drawn, for a figure that is not told by months. */
bool trend_draw(const struct board *, enum board_of, struct canvas *, struct area);

#endif
