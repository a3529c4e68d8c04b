/*
 * said.h - words of a worker's own, as the store keeps them (private to core).
 */
#ifndef THROUGHLINE_CARE_SAID_H
#define THROUGHLINE_CARE_SAID_H

#include "arena.h"
#include "status.h"

enum { SAID_MOST = 500 }; /* characters */

/* One line, clean and trimmed; NULL where nothing is said.  ST_USAGE: too long. */
enum status said_settle(const char *typed, struct arena *, const char **out, struct err *);
/* The same with room for so many characters. */
enum status words_settle(const char *typed, size_t most, struct arena *, const char **out, struct err *);

#endif
