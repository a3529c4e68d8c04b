/*
 * named.h - requests that ask somebody by a name that was no agency's here (private to core): they lead to the
 * agency that gets to be known by it, and to none when it no longer is.
 */
#ifndef THROUGHLINE_CARE_NAMED_H
#define THROUGHLINE_CARE_NAMED_H

#include "care/work.h"

/* After agencies were written: whoever asks one that is called otherwise than the session knows is judged anew. */
enum status named_anew(struct work *, struct err *);

#endif
