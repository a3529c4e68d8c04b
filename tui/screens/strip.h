/*
 * strip.h - the cells of one lane, worked out for the time that is shown (private to
 * the swimlane).
 */
#ifndef THROUGHLINE_STRIP_H
#define THROUGHLINE_STRIP_H

#include "screens/swimlane.h"

enum { CELLS_MOST = 400 };

/* The cells of one lane. */
struct strip {
	char text[CELLS_MOST + 1];
	unsigned char look[CELLS_MOST], rank[CELLS_MOST];
	int cols, last; /* last: the last cell before today that something stands in */
	bool is_made;
	struct timescale made_for;
};

/* What stands over what. */
enum { RANK_EMPTY, RANK_RUN, RANK_LEAST, RANK_MARK, RANK_ASKED_AGAIN = 3 };

/* Nothing is done where they are of this time already. */
void strip_follow(struct swimlane *, size_t lane);
int swimlane_column(const struct swimlane *, int32_t day);

#endif
