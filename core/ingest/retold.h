/*
 * retold.h - events that several imports tell of by their parts, told anew in the order
 * of the imports (private to ingest).
 *
 * Which event a row is of, what it is called and what it has from those before it goes
 * by what came before it.  So where something of that goes, or comes back behind others,
 * what each import that is in force told is taken once more, as if it came now: the
 * store is then as if only these had come, in their order.
 */
#ifndef THROUGHLINE_INGEST_RETOLD_H
#define THROUGHLINE_INGEST_RETOLD_H

#include "care/work.h"
#include "store_imports.h"

struct retold {
	bool is_done;    /* false: it concerns nothing that is told by parts; nothing was changed */
	enum put put;    /* of the row that came back */
	bool behind;     /* … and what came later stands in its place */
	int64_t changed, out; /* other events that are others now, or gone */
};

/* Before the import is taken back, what it told of this record's events goes. */
enum status retold_without(struct work *, int64_t record, int64_t import, struct arena *, struct retold *, struct err *);
/* A row of files that were taken in before, at the place of their import. */
enum status retold_with(struct work *, const struct event *, int64_t import, struct arena *, struct retold *, struct err *);

#endif
