/*
 * governance.h - the gate: who looks, and what they may see of an event.
 *
 * Asked by every screen, search, count, export and finding, and by nobody else
 * decided.  With no workers set up the store's owner sees all and nobody else
 * sees anything.
 */
#ifndef THROUGHLINE_GOVERNANCE_H
#define THROUGHLINE_GOVERNANCE_H

#include "journey.h"

/* Who looks, as found out when the session opened; lives as long as it. */
struct viewer {
	const char *worker;  /* for the audit */
	bool is_owner;       /* the account that runs the program owns the store */
	bool is_alone;       /* no workers are set up: the owner sees all */
	enum role role;      /* ROLE_OWNER while alone, and for the owning account as no worker */
	const char *agency;  /* code; NULL: of the partnership as a whole */
	enum sector sector;  /* the agency's; SECTOR_OTHER without one */
	unsigned marks;      /* enum mark */
};
const struct viewer *session_viewer(const struct session *);

enum seen may_see(const struct viewer *, const struct event *);

#endif
