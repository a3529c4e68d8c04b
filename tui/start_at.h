/*
 * start_at.h - the view that a worker asks to begin with, by its name.
 */
#ifndef THROUGHLINE_START_AT_H
#define THROUGHLINE_START_AT_H

#include "screens/screen.h"

struct start_at {
	const struct screen_class *class; /* NULL: Today, as ever */
	struct target target;
};
/* today, people, asked, links, board, imports; of a person (0: none) journey, known, asked,
 * actions, records, brief.  A NULL name is the first of them.  ST_USAGE names them. */
enum status start_at_find(const char *name, int64_t person, struct start_at *, struct err *);

#endif
