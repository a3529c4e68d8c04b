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

#endif
