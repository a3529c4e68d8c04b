/*
 * unsaid.h - what a table has no column for it says nothing of: it stays as it was said
 * before, by the same agency of the same person (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_UNSAID_H
#define THROUGHLINE_INGEST_UNSAID_H

#include "care/work.h"
#include "ingest/apply.h"

/* Fills the fields that bits of *lacks name, bit i for field i, from what was said before; what belongs together,
 * as address and postcode, as one.  Of somebody of another name or birth date only what was agreed stays: ids are
 * given again.  *lacks: what nothing was said of still. */
void unsaid_fill(const char *field[static RF_COUNT], const char *const before[static RF_COUNT], uint32_t *lacks);
/* The same of a row that says so much less, which comes after all that was told of the record. */
enum status unsaid_fill_as_sent(const struct store *, int64_t record, const char *field[static RF_COUNT],
	const char *const before[static RF_COUNT], uint32_t lacks, struct arena *, struct err *);
/* From the store: from what this import said itself where it came before, else from what is in force.  In the arena. */
enum status unsaid_keep(const struct store *, struct record *, uint32_t lacks, int64_t import, struct arena *, struct err *);
/* After what `gone` (or 0) told of the record went, or something came to a place behind others: what each import has from those
 * before it is what these say now.  *is_other: what is in force says something else. */
enum status unsaid_settle(struct work *, int64_t record, int64_t gone, struct arena *, bool *is_other, struct err *);

/* What a run's tables have no column for, kept with it (apply_unsaid.c): before its row is put, *lacks is what the
 * import says nothing of, now and when its files came before; and after. */
enum status apply_unsaid(struct applying *, const struct staged_row *, uint32_t *lacks, struct err *);
enum status apply_unsaid_note(struct applying *, int64_t record, uint32_t lacks, struct err *);
enum status apply_unsaid_flush(struct applying *, struct err *);

#endif
