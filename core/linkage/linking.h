/*
 * linking.h - linking that holds up nobody (private to core).
 *
 * What the noted records come to is worked out from one state of the store, outside
 * of any transaction.  Then it is written some at a time: after each transaction
 * everybody is whole, and judged.  What workers decide meanwhile stands.
 */
#ifndef THROUGHLINE_LINKAGE_LINKING_H
#define THROUGHLINE_LINKAGE_LINKING_H

#include "care/work.h"

struct linking;

/* Where the store is small, or has grown by a share since the model was fitted, the
 * model is fitted anew and everybody linked by it: then who is one person follows
 * from the records, decisions and settings alone, whatever order they came in.  Else
 * the noted are compared with whoever shares a key, under the model there is. */
enum linking_whom { LINKING_AS_DUE, LINKING_EVERYBODY, LINKING_BY_MODEL /* everybody, by the model there is */, LINKING_NOTED };

/* The noted records are new or changed, ascending, each once, and stay the caller's;
 * so many others went. */
enum status linking_new(struct session *, const int64_t *noted, size_t n, size_t gone,
	enum linking_whom, struct linking **, struct err *);
void linking_free(struct linking *); /* NULL is fine */
/* Whoever is touched is noted there, too, again and again maybe. */
struct ids;
void linking_note_touched(struct linking *, struct ids *);

/* Outside of a transaction: reads and compares, where that is what comes next. */
enum status linking_prepare(struct linking *, struct err *);
/* Everybody is linked anew: who goes on with it after a kill must do that too. */
bool linking_is_whole(const struct linking *);

/* Inside a transaction: goes on until it is time to end it, or all is written. */
typedef bool linking_late(void *arg);
enum status linking_write(struct linking *, struct work *, linking_late *, void *arg, struct err *);
/* That transaction was committed. */
void linking_written(struct linking *);
/* Nothing is left to write; inside a transaction: unless it fails. */
bool linking_is_over(const struct linking *);
void linking_progress(const struct linking *, int64_t *done, int64_t *all);

#endif
