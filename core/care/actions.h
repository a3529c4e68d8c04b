/*
 * actions.h - who is told of an action (private to core).
 */
#ifndef THROUGHLINE_CARE_ACTIONS_H
#define THROUGHLINE_CARE_ACTIONS_H

#include "case.h"
#include "store_desk.h"

/* Whether the viewer may see it and what it is about; what has gone hides nothing. */
enum status action_is_seen(struct session *, const struct action_row *, struct arena *, bool *is, struct err *);

#endif
