/*
 * viewer.h - who looks, found out from the workers' table (private to core).
 */
#ifndef THROUGHLINE_GOVERNANCE_VIEWER_H
#define THROUGHLINE_GOVERNANCE_VIEWER_H

#include "care/work.h"

/* Fills the session's viewer, once its worker's name is known.  `is_claimed`: the name
 * was told, not the login's.  ST_DENIED, audited: workers are set up, and this is none
 * of them or one who left. */
enum status viewer_settle(struct session *, bool is_claimed, struct err *);
/* The sector of the viewer's agency, as the agencies that were read tell it. */
void viewer_place(struct session *);

#endif
