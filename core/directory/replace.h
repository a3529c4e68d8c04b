/* replace.h - a source's services replaced by those of a run (private to core). */
#ifndef THROUGHLINE_DIRECTORY_REPLACE_H
#define THROUGHLINE_DIRECTORY_REPLACE_H

#include "ingest/batch.h"
#include "store_imports.h"

struct directory_tally { int64_t fresh, changed, same, gone; };

/* The source is the run's agency, else DIRECTORY.  Services are put beside those
 * in force in short transactions, and one row makes them the ones in force; the
 * import's row, with its rejects, is written with that one and its id filled in
 * (0: nothing was different, or this was a trial).  Without any service nothing
 * is replaced.  ST_USAGE: none of the run's services is in the directory of that
 * name and no agency was named. */
enum status directory_replace(struct batch *, struct import_row *, bool dry_run, struct directory_tally *,
	struct err *);

/* What the import brought, and what was in force before it, kept for it to be taken back (back.c). */
enum status directory_generations_put(struct txn *, int64_t import, int64_t generation, int64_t before, struct err *);
/* The import's directory goes, and the one before it is in force again where there was one:
 * so many services.  ST_USAGE: a later one of the same source is in force, or what it was is
 * not known. */
struct directory_back { int64_t gone, restored; };
enum status directory_back(struct session *, const struct import_row *, struct arena *, struct directory_back *, struct err *);
/* What that would do. */
enum status directory_back_try(struct session *, const struct import_row *, struct arena *, struct directory_back *,
	struct err *);

#endif
