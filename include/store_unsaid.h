/*
 * store_unsaid.h - what imports did not say of records, for their tables have no column for it, and all that
 * was told of one record, to be told anew (core/ingest/unsaid.c).
 */
#ifndef THROUGHLINE_STORE_UNSAID_H
#define THROUGHLINE_STORE_UNSAID_H

#include "model.h"
#include "store.h"
#include "text.h"

/* A bit beyond those of fields: in place of a day of death stands nothing, which takes back what files of this
 * format said of one, and what no other did. */
#define UNSAID_LIVES ((uint32_t)1 << 31)

/* Of records first to last, of which nothing is kept yet: bit i for field i. */
enum status store_unsaid_put(struct txn *, int64_t import, int64_t first, int64_t last, uint32_t lacks, struct err *);
/* Of one record, whatever is kept of it; 0: it said all. */
enum status store_unsaid_set(struct txn *, int64_t import, int64_t record, uint32_t lacks, struct err *);
enum status store_unsaid_of(const struct store *, int64_t import, int64_t record, uint32_t *lacks, struct err *);
/* Of an import that is taken back: so many go; *left: there may be more. */
enum status store_unsaid_clear(struct txn *, int64_t import, size_t most, bool *left, struct err *);

/* What an import told of a record, with what it has from those before it.  import 0: written here. */
struct record_sent { int64_t import, received; uint32_t lacks; const char *field[RF_COUNT]; };

static inline bool record_says_same(const struct record_sent *a, const struct record_sent *b)
{
	bool same = true;

	for (size_t i = 0; i < RF_COUNT && same; i++)
		same = text_same(a->field[i], b->field[i]);
	return same;
}

/* Of all that are in force, in their order, but of `gone` (or 0), which is being taken back; none where the record is
 * out of force. */
enum status store_record_sendings(const struct store *, int64_t record, int64_t gone, struct arena *, struct record_sent **out,
	size_t *n, struct err *);
/* These instead, at least one: the last is in force, and who says the same as the one before has no version.
 * is_other: that is something else than until now, which is kept as what is taken back is. */
enum status store_record_tell(struct txn *, int64_t record, const struct record_sent *, size_t n, bool is_other, struct err *);

#endif
