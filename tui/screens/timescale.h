/*
 * timescale.h - time across the screen: which days a row of cells shows, from ten
 * years to a week, and what is written above them.
 *
 * A moment is minutes since 1970 as written; a bare date is its midnight.
 */
#ifndef THROUGHLINE_TIMESCALE_H
#define THROUGHLINE_TIMESCALE_H

#include "canvas.h"
#include "civil.h"

enum { TIMESCALE_SPANS = 9 }; /* the longest is 0 */

struct timescale {
	int32_t first; /* the day at the left edge */
	int span;      /* 0 … TIMESCALE_SPANS - 1 */
	int cells;
};

int64_t moment_of(struct civil);
int timescale_days(int span);
const char *timescale_name(int span); /* "6 months" */
/* The longest span of which each month still has room for its name. */
int timescale_span_for(int cells);

/* The column of a moment; may lie outside, -1 and cells at the nearest. */
int timescale_column(const struct timescale *, int64_t moment);
int64_t timescale_moment(const struct timescale *, int column); /* that a column begins with */
/* Moves the left edge so that the moment has about this column; the edge begins a
 * month, a week or a day. */
void timescale_place(struct timescale *, int64_t moment, int column);

/* The year or month of the left edge in `label` cells, then years, months, weeks or days. */
void timescale_draw(const struct timescale *, struct canvas *, int y, int x, int label);

#endif
