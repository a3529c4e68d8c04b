/*
 * pass.h - what stands before every look and every write (private to core): whoever
 * does it is still a worker here, and their role lets them.
 *
 * Screens and commands ask before (session_may()), so as not to offer what is refused;
 * this is where it is refused whatever they asked.
 */
#ifndef THROUGHLINE_GOVERNANCE_PASS_H
#define THROUGHLINE_GOVERNANCE_PASS_H

#include "care/work.h"

/* Inside the transaction that will hold the deed's row.  NULL deed: a piece of one that
 * has passed.  *refused: what the audit is to say of a refusal, else as it was. */
enum status deed_pass(struct session *, const struct deed *, struct arena *, const char **refused, struct err *);

/* Any of these lets it happen; MAY_UNSAID of a deed that the table does not have. */
struct deed_needs { enum may may, or; };
struct deed_needs deed_needs(const struct deed *);

#endif
