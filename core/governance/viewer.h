/*
 * viewer.h - who looks, found out from the workers' table (private to core).
 */
#ifndef THROUGHLINE_GOVERNANCE_VIEWER_H
#define THROUGHLINE_GOVERNANCE_VIEWER_H

#include "care/work.h"
#include "store_workers.h"

/* Fills the session's viewer, once its worker's name is known.  ST_DENIED, audited:
 * workers are set up, and this is none of them or one who left. */
enum status viewer_settle(struct session *, struct err *);
/* The same inside a transaction, for one who may have been changed or closed since:
 * *refused is then what the audit is to say. */
enum status viewer_renew(struct session *, struct arena *, const char **refused, struct err *);
/* The session as another worker would have it, to ask the gate what they may open: nothing is
 * shown, written or audited through it.  gate_free() of its gate afterwards, also on failure. */
enum status viewer_as(const struct session *, const struct worker_row *, struct session *out, struct err *);
/* The sector of the viewer's agency, as the agencies that were read tell it. */
void viewer_place(struct session *);

#endif
