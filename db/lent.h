/*
 * lent.h - texts that many rows share, kept as long as the store is open
 * (private to db): agency codes by the agency's number, and what is said of links.
 */
#ifndef THROUGHLINE_DB_LENT_H
#define THROUGHLINE_DB_LENT_H

#include "inside.h"

struct lent *lent_new(void);
void lent_free(struct lent *);
/* After a rollback: numbers given out in it may come to mean another agency or text. */
void lent_forget(struct lent *);

/* ST_DAMAGED where there is no such agency. */
enum status agency_code_of(const struct store *, int64_t agency, const char **out, struct err *);

/* The number of what is said of a link; of a text that is new, one is given out. */
enum status reason_number(struct txn *, const char *text, int64_t *out, struct err *);

#endif
