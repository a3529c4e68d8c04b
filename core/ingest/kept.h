/*
 * kept.h - what is kept of an import beside its counts (private to core): its
 * notes, how many rows each agency sent, and up to which day.
 */
#ifndef THROUGHLINE_INGEST_KEPT_H
#define THROUGHLINE_INGEST_KEPT_H

#include "ingest/batch.h"
#include "store_imports.h"

/* In the transaction that commits the import, whose rows are kept under `place`. */
enum status kept_put(struct txn *, const struct batch *, int64_t import, int64_t place, struct err *);

/* In the one that takes it back, or rather one that is beside others of its place. */
enum status kept_remove(struct txn *, int64_t import, struct err *);

/* Its notes as lines, "" where it has none. */
enum status kept_notes(struct session *, int64_t import, struct arena *, const char **out, struct err *);
/* What this agency sent in it; KEPT_UNKNOWN where that is not known. */
#define KEPT_UNKNOWN (-1)
enum status kept_rows(const struct store *, const struct import_row *, const char *agency,
	struct arena *, int64_t *rows, struct err *);

/* Far fewer rows than the last time: the file may have been cut off. */
bool rows_are_few(int64_t now, int64_t before);
/* A note for each agency of the batch of which that is so. */
enum status kept_compare(struct batch *, const char *formats, struct arena *, struct err *);

/* Whose a row that was set aside is, as far as that can be told: the only agency
 * of its import, or that of its file's folder; "" otherwise.  `agencies` is a `;` list. */
const char *reject_whose(const char *agencies, const char *file, struct arena *);

#endif
