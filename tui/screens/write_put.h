/*
 * write_put.h - what a form that was filled in comes to, written (private to write_view and plain mode).
 */
#ifndef THROUGHLINE_WRITE_PUT_H
#define THROUGHLINE_WRITE_PUT_H

#include "screens/write_form.h"

struct put {
	int64_t event;      /* that was written, or 0 */
	const char *agency; /* for which, or NULL */
	const char *told;   /* what was done, in a sentence or two, and that u takes it back; from the arena */
};

enum status write_form_put(const struct write_form *, const struct person *, struct arena *, struct put *, struct err *);

#endif
