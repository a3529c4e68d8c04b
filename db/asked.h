/*
 * asked.h - whom a request asks, where that was sent as a text that was no agency's here (private to db).
 */
#ifndef THROUGHLINE_DB_ASKED_H
#define THROUGHLINE_DB_ASKED_H

#include "inside.h"
#include "model.h"
#include "sqlite/query.h"

/* Of a row that this query reads: the code of the one agency that is known by the text by now, lent; else the text as
 * it is.  Where that cannot be read the query fails. */
const char *asked_agency(struct query *, const char *text);
/* Whether who was asked is who is asked: whom a name meant that was nobody's may be known by now.  Likewise. */
bool asks_same(struct query *, const char *held, const char *sent);
/* Keeps by which text it asks, where that is no code. */
enum status asked_put(struct txn *, const struct event *, int64_t id, struct err *);

#endif
