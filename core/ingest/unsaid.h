/*
 * unsaid.h - what a table has no column for it says nothing of: it stays as it was said
 * before, by the same agency of the same person (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_UNSAID_H
#define THROUGHLINE_INGEST_UNSAID_H

#include "model.h"
#include "store.h"

/* Fills the fields that bits of *lacks name, bit i for field i, from what was said before; what belongs together,
 * as address and postcode, as one.  Of somebody of another name or birth date only what was agreed stays: ids are
 * given again.  *lacks: what nothing was said of still. */
void unsaid_fill(const char *field[static RF_COUNT], const char *const before[static RF_COUNT], uint32_t *lacks);
/* From the store: from what this import said itself where it came before, else from what is in force.  In the arena. */
enum status unsaid_keep(const struct store *, struct record *, uint32_t lacks, int64_t import, struct arena *, struct err *);

#endif
