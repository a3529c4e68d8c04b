/*
 * quarters.h - the order in which imports tell of a row (private to db): by the time that
 * what they tell is of where both say it, else as they came.
 */
#ifndef THROUGHLINE_DB_QUARTERS_H
#define THROUGHLINE_DB_QUARTERS_H

#include "inside.h"
#include "store_quarters.h"

struct teller { int64_t import; int32_t day; };
static inline bool teller_is_after(const struct teller *x, const struct teller *than)
{
	return x->day != CIVIL_NONE && than->day != CIVIL_NONE && x->day != than->day ? x->day > than->day
		: x->import > than->import;
}
enum status teller_read(const struct store *, int64_t import, enum row_kind, int64_t row, struct teller *, struct err *);
/* All that sent the row as it was in force, by the imports' numbers. */
struct sent_same { int64_t import, received; };
enum status same_all(const struct store *, enum row_kind, int64_t row, struct arena *, struct sent_same **out, size_t *n,
	struct err *);
/* The first import between the two (until NULL: after the one) that sent the row as it was
 * in force there: import 0 where none did. */
enum status same_first(const struct store *, enum row_kind, int64_t row, const struct teller *after,
	const struct teller *until, int64_t *import, int64_t *received, struct err *);

#endif
