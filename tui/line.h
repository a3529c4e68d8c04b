/*
 * line.h - how fast the line to the worker's terminal is.
 *
 * Nothing on this machine tells: a pseudo-terminal takes what it is given.  The
 * terminal itself is asked where its cursor is, after a frame, and how long its answer
 * takes tells how much is still under way.  A slow line is asked after every frame, one
 * question at a time; another is asked now and then.  A terminal that never answers is taken
 * to be near.
 *
 * From the answers follows what a cell takes to get there.  While one is awaited on a slow
 * line further frames go as fast as the line carries them, if they are small ones and no more
 * than a few: what was learnt may be wrong, and all that was sent in vain delays the next key.
 */
#ifndef THROUGHLINE_LINE_H
#define THROUGHLINE_LINE_H

#include <stdbool.h>
#include <stdint.h>

struct line {
	bool can_ask;      /* this terminal knows the question */
	bool is_told;      /* the worker said that it is slow: nothing is measured */
	bool is_slow;
	int64_t asked;     /* when, while an answer is awaited; 0 none is */
	int cells;         /* of the frame before it; of a large one a quick answer says something */
	int quickest;      /* answer so far, in milliseconds: what is not the line's doing; 0 none */
	int cell_us;       /* what a cell takes, in microseconds */
	int64_t free;      /* when all that was sent has gone, by that */
	int since;         /* cells sent since the question */
	int64_t again;     /* not to be asked before */
	int mute, quick;   /* questions without an answer; quick answers, in a row */
};

void line_init(struct line *, bool is_slow, bool can_ask);
/* A frame that changed so many cells was sent. */
void line_sent(struct line *, int cells, int64_t now);
/* After a frame: shall the terminal be asked? */
bool line_wants_asking(const struct line *, int64_t now);
/* After a frame that changed so many cells. */
void line_asked(struct line *, int cells, int64_t now);
/* The answer; true when the line turns out to be slow, or no longer. */
bool line_answered(struct line *, int64_t now);
/* What was sent is still under way: the next frame waits.  Milliseconds, 0 it may go. */
int line_wait(struct line *, int64_t now);

#endif
