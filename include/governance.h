/*
 * governance.h - the gate: what a viewer may see of an event.
 *
 * Asked by every screen, search, count, export and finding, and by nobody else
 * decided.  With no workers set up the store's owner sees all and nobody else
 * sees anything.
 */
#ifndef THROUGHLINE_GOVERNANCE_H
#define THROUGHLINE_GOVERNANCE_H

#include "journey.h"

struct viewer {
	const char *worker; /* for the audit */
	bool is_owner;      /* the account that runs the program owns the store */
};

enum seen may_see(const struct viewer *, const struct event *);

#endif
