/*
 * line.h - how fast the line to the worker's terminal is.
 *
 * Nothing on this machine tells: a pseudo-terminal takes what it is given.  The
 * terminal itself is asked where its cursor is, after a frame, and how long its answer
 * takes tells how much is still under way.  A slow line is asked after every frame and
 * gets the next one only when the answer has come; another is asked now and then.  A
 * terminal that never answers is taken to be near.
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
	bool is_much;      /* the frame before it was a large one: a quick answer says something */
	int64_t again;     /* not to be asked before */
	int mute, quick;   /* questions without an answer; quick answers, in a row */
};

void line_init(struct line *, bool is_slow, bool can_ask);
/* After a frame: shall the terminal be asked? */
bool line_wants_asking(const struct line *, int64_t now);
/* After a frame that changed so many cells. */
void line_asked(struct line *, int cells, int64_t now);
/* The answer; true when the line turns out to be slow, or no longer. */
bool line_answered(struct line *, int64_t now);
/* The last frame is still under way: the next one waits.  Milliseconds, 0 it has arrived. */
int line_wait(struct line *, int64_t now);

#endif
