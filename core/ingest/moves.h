/*
 * moves.h - people whose postcode is another than in the file before of the same
 * agency: a move that somebody may want to record (private to ingest).
 *
 * Kept with the import by the agencies' own ids; an address is never in a note.
 */
#ifndef THROUGHLINE_INGEST_MOVES_H
#define THROUGHLINE_INGEST_MOVES_H

#include "arena.h"
#include "case.h"
#include "store.h"

struct moves {
	int64_t n;
	char ids[64]; /* "GP:12, GP:14": of the first that find room */
};

/* False where it is no move: both must be postcodes, and one that is sent for the first time is no move. */
bool moves_note(struct moves *, const char *agency, const char *local_id, const char *before, const char *after);
enum status moves_put(struct txn *, int64_t import, const struct moves *, struct err *);
enum status moves_get(const struct store *, int64_t import, struct moves *, struct err *);
/* Agencies by the names that they are shown by.  "" where nobody moved; NULL without memory. */
const char *moves_sentence(struct session *, const struct moves *, struct arena *);

#endif
