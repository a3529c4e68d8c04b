/*
 * swimlane.h - a journey as lanes: one per agency, months across, a letter for
 * each event.  Letters carry the meaning, colours only help.
 */
#ifndef THROUGHLINE_SWIMLANE_H
#define THROUGHLINE_SWIMLANE_H

#include "canvas.h"
#include "journey.h"
#include "widgets/picker.h"

struct lane {
	int64_t agency;
	const char *name;
};

struct swimlane {
	const struct person *person;
	const struct lane *lane; /* newest contact first */
	size_t lane_n;
	const int64_t *to;       /* per row of the person: the agency that a referral goes to, or 0 */
	int32_t today;
	int cells;               /* a month's: 1, 2, 4 … 32 */
	int first;               /* the first month shown: year * 12 + month - 1 */
	bool is_placed;          /* first has been chosen */
};

enum { SWIMLANE_CELLS_MIN = 1, SWIMLANE_CELLS = 8, SWIMLANE_CELLS_MAX = 32 };

/* Lanes that fit beside the axis and the line beneath them, given the rows for all. */
int swimlane_rows(const struct swimlane *, int rows);

/* Moves the months so that the day is among them. */
void swimlane_follow(struct swimlane *, int32_t day, int cols);

/* Draws axis, lanes and the line beneath, with `^` under the focus' day. */
void swimlane_draw(
	const struct swimlane *, struct canvas *, struct area, const struct journey_row *focus);

/* What the letters stand for. */
extern const struct picker_item SWIMLANE_LEGEND[];
extern const size_t SWIMLANE_LEGEND_COUNT;

#endif
