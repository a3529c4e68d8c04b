/*
 * asked.h - whom a request asks, where that was sent as a text that was no agency's here (private to db).
 */
#ifndef THROUGHLINE_DB_ASKED_H
#define THROUGHLINE_DB_ASKED_H

#include "inside.h"
#include "model.h"

/* The code of the one agency that is known by the text by now, lent; else the text as it is. */
const char *asked_agency(const struct store *, const char *text);
/* Keeps by which text it asks, where that is no code. */
enum status asked_put(struct txn *, const struct event *, int64_t id, struct err *);

#endif
