/*
 * gists.h - gists of events, kept beside them (private to db): whoever changes an event
 * says so here, and before the commit, or before they are read, they are as the events.
 */
#ifndef THROUGHLINE_DB_GISTS_H
#define THROUGHLINE_DB_GISTS_H

#include "inside.h"
#include "model.h"

/* An event that was not there before. */
enum status gists_add(struct txn *, const struct event *, int64_t id, struct err *);
/* The record that holds this event now: its gists are made anew. */
enum status gists_anew(struct txn *, int64_t event, struct err *);

enum status gists_settle(struct txn *, struct err *);
void gists_done(struct txn *);

/* Whether they are what the events say. */
enum status gists_agree(const struct store *, bool *agree, struct err *);

#endif
