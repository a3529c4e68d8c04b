/*
 * leader.h - who may be handed a person's lead (private to core): a worker who writes about
 * people, whom nothing keeps from opening this one, and of whom the viewer may know.
 *
 * A name that is nobody's, one who left, one whose role leads nobody, one of an agency that
 * does not know this person: the viewer is told the same of each.
 */
#ifndef THROUGHLINE_CARE_LEADER_H
#define THROUGHLINE_CARE_LEADER_H

#include "care/work.h"

/* By name; person 0: whom a handover may be meant for at all.  Names live in the arena. */
enum status leaders_list(struct session *, int64_t person, struct arena *, const char ***name, size_t *n, struct err *);
/* ST_USAGE with a sentence that names those who may. */
enum status leader_require(struct session *, int64_t person, const char *name, struct err *);

#endif
