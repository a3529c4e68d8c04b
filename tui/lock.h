/*
 * lock.h - a screen that nobody has touched for a while is put away: erased, until the
 * worker says that it is they who are back.  The line identified them when it was opened,
 * so they are not asked for a secret; the coming back is in the audit before anything is
 * shown again.  What is half typed is in its draft by then.
 */
#ifndef THROUGHLINE_LOCK_H
#define THROUGHLINE_LOCK_H

#include <stdbool.h>
#include <stdint.h>

struct app;

struct lock {
	int64_t after;      /* ms without a key; 0: never by itself */
	int64_t touched;    /* when the last key came; 0: none yet */
	bool is_on;
	bool was_asked_for; /* by the worker, not by time */
};

/* Reads after how long, from the settings. */
void lock_read(struct app *);
/* Puts the screen away when it is time; true when it did. */
bool lock_tick(struct app *, int64_t now);
void lock_now(struct app *);
/* A key while it is put away. */
void lock_key(struct app *, uint32_t key);
void lock_draw(const struct app *);

#endif
