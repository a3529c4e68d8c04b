/*
 * viewer.h - who looks, found out from the workers' table (private to core).
 */
#ifndef THROUGHLINE_GOVERNANCE_VIEWER_H
#define THROUGHLINE_GOVERNANCE_VIEWER_H

#include "care/work.h"

/* Fills the session's viewer, once its worker's name is known.  ST_DENIED, audited:
 * workers are set up, and this is none of them or one who left. */
enum status viewer_settle(struct session *, struct err *);
/* The same inside a transaction, for one who may have been changed or closed since:
 * *refused is then what the audit is to say. */
enum status viewer_renew(struct session *, struct arena *, const char **refused, struct err *);
/* The sector of the viewer's agency, as the agencies that were read tell it. */
void viewer_place(struct session *);

#endif
