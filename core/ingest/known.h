/*
 * known.h - files that were taken in before (private to ingest).
 *
 * The rule: a row's versions stand in the order of their imports, and the last that was not
 * taken back is in force.  An import of the same files as an earlier one has that one's place
 * in the order: of what it still has in force nothing changes; what was taken back since comes
 * back to where it was, behind whatever came later; what could not be read then, or is read
 * otherwise now, goes to that place too.  What was written here meanwhile stays.
 *
 * The same files are as many, each with the same content (packed or not), read in the same
 * format (of profiles: by the same, as it is called), for the same agency where the run, their
 * profile or their folder names one; whatever they are called, wherever they lie, and by whichever
 * way they came, standard input too.  A folder is one import: with a file more, less or changed it is another, and comes last.
 *
 * Where an agency means what it sent long ago to hold again, --as-new gives its files a new
 * place, the last.
 */
#ifndef THROUGHLINE_INGEST_KNOWN_H
#define THROUGHLINE_INGEST_KNOWN_H

#include "ingest/batch.h"
#include "store_imports.h"

enum { KNOWN_MARK = 65 }; /* 64 hexadecimal digits */

struct known_file {
	const char *path, *label, *format;
	const struct profile *profile; /* by which it was read, or NULL */
};

/* The mark of what a run read; b->agencies are found out. */
enum status known_mark(struct batch *, const struct known_file *, size_t n, char mark[static KNOWN_MARK], struct err *);
/* Sets b->place where files of that mark were taken in before, and says so in a note. */
enum status known_find(struct batch *, const char *mark, struct err *);
/* A note where a profile that was mended since read the same files otherwise than the import `beside`
 * this one did: what only that told stays.  What came of the run is in `now`. */
enum status known_mended_note(struct batch *, const struct import_row *now, struct err *);
/* A note on how many rows went behind others. */
enum status known_behind_note(struct batch *, int64_t n, struct err *);

#endif
