/*
 * retention.h - how long what is held about people is kept, and of whom that time is over.
 * Offered by core.
 *
 * A rule is of one agency, of a sector, or of all, and in each of these of every kind of event
 * or of one; the narrowest holds: the agency's before the sector's before that of all, and
 * within each the kind's first.  The time of a kind runs from the last event of that kind.
 * A person is due when the rules of all that each agency holds of them say so: what one rule
 * keeps, keeps the journey.  A hold keeps it whatever the rules say.  Nobody is erased by it: that is `erase`, person by person.
 */
#ifndef THROUGHLINE_RETENTION_H
#define THROUGHLINE_RETENTION_H

#include "case.h"

/* scope: an agency's code, a sector, or all; or one of these with a kind, "ASC:concern".  Years after the last
 * contact; years after death, 0: no other than that. */
struct retention_rule { const char *scope; int years, death_years; };
enum status retention_rules(struct session *, struct arena *, struct retention_rule **out, size_t *n, struct err *);
/* years 0 takes it away.  ST_USAGE: no such scope, or years beyond 1 to 120. */
enum status retention_set(struct session *, const struct retention_rule *, struct err *);

struct retention_due {
	char person_id[37];
	int32_t last, since;   /* last contact with anybody; due since */
	bool is_held;          /* there is a hold (erase.h) */
};
/* Those of whom something happened, longest due first.  The look is in the audit. */
enum status retention_list(struct session *, struct arena *, struct retention_due **out, size_t *n, struct err *);

#endif
