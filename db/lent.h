/*
 * lent.h - texts that many rows share, kept as long as the store is open
 * (private to db): agency codes by the agency's number.
 */
#ifndef THROUGHLINE_DB_LENT_H
#define THROUGHLINE_DB_LENT_H

#include "inside.h"

struct lent *lent_new(void);
void lent_free(struct lent *);
/* After a rollback: numbers given out in it may come to mean another agency. */
void lent_forget(struct lent *);

/* ST_DAMAGED where there is no such agency. */
enum status agency_code_of(const struct store *, int64_t agency, const char **out, struct err *);

#endif
