/*
 * counting.h - the board of the dashboard: counted a little at a time while nothing
 * else is to be done, and kept for the screens that show it.
 */
#ifndef THROUGHLINE_COUNTING_H
#define THROUGHLINE_COUNTING_H

#include "board.h"

struct app;

struct counting {
	struct board *board;        /* the one that is counted, or NULL */
	struct board *next;         /* the one that is being counted, or NULL */
	int days;                   /* of how many it is to be; 0: as usual */
	int64_t steps;              /* that the last one took */
	int64_t counted, drawn;     /* when it was done; when its progress was drawn */
	bool is_wanted;             /* the worker asked for it anew */
	struct board_behind behind; /* what the list that is opened next is behind */
};

enum { COUNTING_STEP_MS = 30 };

/* Begins to count where there is nothing counted, something else is asked for, or the
 * store has changed and counting takes little beside what passed since. */
enum status counting_begin(struct app *, bool is_first, struct err *);
/* Counts on; *is_done once it is.  True when there is something to draw. */
bool counting_step(struct app *, bool *is_done);
/* What is shown was counted before the store last changed. */
bool counting_is_behind(const struct app *);
void counting_done(struct counting *);

#endif
