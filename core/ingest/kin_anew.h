/*
 * kin_anew.h - what two agencies told of one event, once more: when what is said of a record, or of it and
 * another, is not what it was (private to core).
 *
 * Whether the two have one person (kin.h) goes by their records and by what workers say of them.  Where
 * that changes after both came, what they told is put together, or falls apart, as if it had been so at once.
 */
#ifndef THROUGHLINE_INGEST_KIN_ANEW_H
#define THROUGHLINE_INGEST_KIN_ANEW_H

#include "care/work.h"
#include "ingest/retold.h"

/* before: what was known of it, NULL where that is not known. */
enum status kin_anew(struct work *, int64_t record, const struct record *before, struct err *);
/* While this import is taken back: what it alone told goes by itself. */
enum status kin_anew_without(struct work *, int64_t record, const struct record *before, int64_t import, struct retold *out,
	struct err *);
/* Of both of a pair of which a worker says something, or takes that back. */
enum status kin_anew_pair(struct work *, int64_t a, int64_t b, struct err *);
/* Before it goes for good: nothing that it told stays with others. */
enum status kin_leaves(struct work *, int64_t record, struct err *);

#endif
