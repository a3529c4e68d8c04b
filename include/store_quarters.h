/*
 * store_quarters.h - of which time what imports told is, where their sender says so: of
 * two that tell of the same the word of the later time stands, whichever came first.
 */
#ifndef THROUGHLINE_STORE_QUARTERS_H
#define THROUGHLINE_STORE_QUARTERS_H

#include "store_imports.h"

/* All that this import tells is of the time that ends with this day … */
enum status store_quarter_put(struct txn *, int64_t import, int32_t day, struct err *);
/* … but these rows. */
enum status store_quarter_rows_put(struct txn *, int64_t import, enum row_kind, int64_t first, int64_t last, int32_t day,
	struct err *);
/* That of the row as this import tells it; CIVIL_NONE: not said. */
enum status store_quarter_of(const struct store *, int64_t import, enum row_kind, int64_t row, int32_t *day, struct err *);
enum status store_quarter_whole(const struct store *, int64_t import, int32_t *day, struct err *); /* CIVIL_NONE likewise */
/* The latest that an import other than this one told of; CIVIL_NONE: none. */
enum status store_quarter_latest(const struct store *, int64_t but, int32_t *day, struct err *);
/* What is told of the row is told for a later time too. */
enum status store_quarter_is_told(const struct store *, enum row_kind, int64_t row, int32_t day, bool *is, struct err *);
/* Of an import that is taken back: so many of its rows' go, *left: there may be more; then its own. */
enum status store_quarter_rows_clear(struct txn *, int64_t import, size_t most, bool *left, struct err *);
enum status store_quarter_remove(struct txn *, int64_t import, struct err *);

#endif
