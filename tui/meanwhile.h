/*
 * meanwhile.h - what others do about somebody while a form about them is open: told
 * above the form until it is left, while all beneath stays as it is.  Whatever writes
 * checks for itself that nothing has changed since it was looked at.
 */
#ifndef THROUGHLINE_MEANWHILE_H
#define THROUGHLINE_MEANWHILE_H

#include "others.h"

struct app;

struct meanwhile {
	struct others others;
	bool is_on;
	char told[300];    /* "" nothing */
	bool is_behind;    /* others changed the store, and the screen beneath waits for the form */
};

/* A form or a question about these people opens; 0: nobody more. */
void meanwhile_begin(struct app *, int64_t person, int64_t other);
/* Somebody changed the store, or time passed: reads anew what there is to tell. */
void meanwhile_look(struct app *);
/* After a key: where no form is open any more there is nothing to tell. */
void meanwhile_settle(struct app *);

#endif
