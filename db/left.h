/*
 * left.h - a store that is being made has another name until it is whole; what somebody left
 * behind of one, who was ended meanwhile, is nobody's (private to db).
 */
#ifndef THROUGHLINE_DB_LEFT_H
#define THROUGHLINE_DB_LEFT_H

#include "place.h"

/* Removes what was left behind beside this place: whoever is at theirs holds it. */
void left_clear(const struct place *);
/* An empty file of this name that is held until it is closed; -1 with errno. */
int left_begin(const char *name);
/* A database and what belongs to it; its own name goes last, so that none is left without it. */
void left_remove(const char *name);

#endif
