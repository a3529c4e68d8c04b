/*
 * tries.h - a deed tried on a disk that fails (failing.h): whoever asks for a write, sync or open of it, their first
 * and their last fail, once or from then on, by an error or for want of room; and each time it is whole or absent.
 *
 * TRIES_EACH=N in the environment takes each N-th of them, where a program is watched and slow.
 */
#ifndef THROUGHLINE_TESTS_TRIES_H
#define THROUGHLINE_TESTS_TRIES_H

#include "deeds.h"
#include "trial.h"

/* Each N-th; 1 where nothing is said.  Half of them where a sanitizer watches: all are taken where none does. */
int tries_each(void);
/* A trial that was begun; what is tried, for who reads what failed. */
void tries_make(struct trial *, const char *what);
/* Every way of a table, on a store of its own. */
void tries_of(const struct deed_way *, size_t n);
/* The same, but for each place in the program through which a failure can come once, of any operation. */
void tries_places(struct trial *, const char *what);
void tries_places_of(const struct deed_way *, size_t n);

#endif
