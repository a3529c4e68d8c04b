/*
 * nature.h - what an event is by itself, and what a review takes over (private to core).
 */
#ifndef THROUGHLINE_GOVERNANCE_NATURE_H
#define THROUGHLINE_GOVERNANCE_NATURE_H

#include "sharing.h"

/* By its own row and instrument, apart from what its agency's events are taken for. */
struct nature nature_said(const struct sharing_rules *, const struct event *);
/* It says what it reviews and has no instrument of its own: it is also what that is. */
bool nature_rests(const struct sharing_rules *, const struct event *);
struct nature nature_resting(struct nature own, const struct event *, const struct nature *on);
/* … with what its agency's events are taken for. */
struct nature nature_of_agency(const struct sharing_rules *, struct nature own, int64_t agency);

/* Whom it is about, as sent. */
bool subject_is_carer(const struct event *);

#endif
