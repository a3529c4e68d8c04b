/*
 * left.h - an import that was broken off, finished while the dashboard goes on: by
 * the program itself, run anew, so that the screen waits for nothing.
 */
#ifndef THROUGHLINE_LEFT_H
#define THROUGHLINE_LEFT_H

#include "case.h"
#include "job.h"

struct left {
	struct job job;
	int64_t due;     /* when to look again whether there is one */
	int64_t drawn;   /* when its progress was drawn last */
	bool is_untold;  /* its end is not announced yet */
};

/* Now and then looks, begins, and takes what it sent; without a program does nothing.
 * True when there is something to draw. */
bool left_tick(struct left *, struct session *, const char *program, int64_t now);
/* A worker has just stopped one: it rests for a while. */
void left_put_off(struct left *, int64_t now);
/* What to say of the one that ended, "" for nothing; NULL: there is none untold. */
const char *left_told(struct left *, bool *is_error);
void left_done(struct left *); /* it goes on by itself */

#endif
