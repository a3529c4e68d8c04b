/*
 * linker.h - what import asks of the linker (private to core).
 */
#ifndef THROUGHLINE_LINKAGE_LINKER_H
#define THROUGHLINE_LINKAGE_LINKER_H

#include "care/work.h"

/* New or changed records, already stored: compares them with what is there by
 * their keys, writes and removes links, sets the people anew and touches every
 * person whose records or content changed.  Ids in any order. */
enum status linker_update(struct work *, const int64_t *records, size_t n, struct err *);

/* The records came as one person resource: linked, reason "sent as one".  Call
 * before linker_update() for the same records. */
enum status linker_sent_as_one(struct work *, const int64_t *records, size_t n, struct err *);

/* The people of these records worked out anew from links and decisions in force
 * (connected records, worker's links first, nothing joined that a worker
 * separated); touches whom it changes. */
enum status linker_regroup(struct work *, const int64_t *records, size_t n, struct err *);

/* After the setting `link.auto` changed: what is linked and what is to be
 * decided, for every pair there is, and the people of those that changed. */
enum status linker_restate(struct work *, struct err *);

#endif
