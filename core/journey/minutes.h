/*
 * minutes.h - how much of the person's time an assessment takes (private to core).
 */
#ifndef THROUGHLINE_JOURNEY_MINUTES_H
#define THROUGHLINE_JOURNEY_MINUTES_H

#include "catalogue.h"

/* As sent; 0 where nothing is, or nothing that can be. */
int minutes_sent(const struct event *);
/* As its instrument usually takes (index, or -1 for none); 0 not known. */
int minutes_usual(const struct catalogue *, int instrument);
/* As sent, else as usual. */
int minutes_of(const struct catalogue *, const struct event *, int instrument);

#endif
