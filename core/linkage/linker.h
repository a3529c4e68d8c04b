/*
 * linker.h - what import asks of the linker (private to core).
 *
 * The records that a run brings are noted one after another, as they are stored;
 * then all are compared at once, with each other and with who is there.
 */
#ifndef THROUGHLINE_LINKAGE_LINKER_H
#define THROUGHLINE_LINKAGE_LINKER_H

#include "care/work.h"

struct linker;

/* Lives in the transaction of `work`. */
enum status linker_new(struct work *, struct linker **out, struct err *);
void linker_free(struct linker *); /* NULL is fine */

/* A record that is new or changed, each once. */
enum status linker_note(struct linker *, int64_t record, struct err *);

/* So many records went, their links removed and who was with them regrouped. */
void linker_gone(struct linker *, size_t n);

/* These, noted already, came as one person resource: linked, reason "sent as one". */
enum status linker_sent_as_one(struct linker *, const int64_t *records, size_t n, struct err *);

/* When all are noted and their keys are stored: compares them with what is there,
 * writes and removes links, sets the people anew and touches every person whose
 * records or content changed.  Where the store is small, or has grown by a share
 * since the model was fitted, the model is fitted anew and everybody linked by it:
 * then who is one person follows from the records, decisions and settings alone,
 * whatever order they came in. */
enum status linker_run(struct linker *, struct err *);

/* The same without a look at how many there are: those noted are compared with
 * whoever shares a key, under the model there is. */
enum status linker_compare(struct linker *, struct err *);

/* The people of these records worked out anew from links and decisions in force
 * (connected records, worker's links first, nothing joined that a worker
 * separated); touches whom it changes. */
enum status linker_regroup(struct work *, const int64_t *records, size_t n, struct err *);

/* Everybody linked anew, after a setting of the linker changed; the model fitted
 * anew where that is asked for. */
enum status linker_restate(struct work *, bool refit, struct err *);

#endif
