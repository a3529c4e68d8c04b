/*
 * settle.h - pages from the log to the store by a thread of its own, with a connection
 * of its own, while its store goes on writing (private to db).
 */
#ifndef THROUGHLINE_DB_SETTLE_H
#define THROUGHLINE_DB_SETTLE_H

#include "inside.h"

struct settling;

/* NULL where there is no memory, or no other connection: then there is no such thread. */
struct settling *settling_new(const struct store *);
void settling_free(struct settling *); /* waits for the thread; NULL is fine */

/* What is in the log now goes to the store; false: no thread could be begun.  Not while
 * one is on. */
bool settling_start(struct settling *);
bool settling_is_on(struct settling *);
void settling_wait(struct settling *); /* until it is not */

#endif
