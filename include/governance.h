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
#include "sharing.h"

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

/* What is known of the person is NULL where nobody is named: then only who sees all does. */
enum seen may_see(const struct viewer *, const struct sharing *, const struct event *);
/* The same of a record: who the person is needs no more than SEE_EXISTS, the rest of it
 * SEE_FULL. */
enum seen may_see_record(const struct viewer *, const struct sharing *, const struct record *);
/* Where the person is: address, phone, GP.  Not where one of their records is hidden. */
bool may_see_where(const struct viewer *, const struct sharing *);
/* Why a warning was given, beside its short wording: only whose warning it is. */
bool may_see_reason(const struct viewer *, const struct event *);

#endif
