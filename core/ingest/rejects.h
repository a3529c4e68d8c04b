/*
 * rejects.h - rows set aside, however many: packed in a spool until the store has
 * them (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_REJECTS_H
#define THROUGHLINE_INGEST_REJECTS_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"

struct origin {
	const char *file; /* base name, or folder/base, as the reject shows it */
	int64_t line;     /* physical line, 0 where the format has none */
};
struct staged_reject { struct origin origin; const char *field, *reason, *text; };

/* All zero: none yet. */
struct rejects {
	struct spool *spool;
	size_t n;
	size_t part_n; /* of them rows that lack only a field (reject_is_part() in ingest.h) */
};
void rejects_done(struct rejects *);
enum status rejects_add(struct rejects *, const struct staged_reject *, struct err *);
/* The one that begins at *at, and where the next does; the first at 0, ST_NONE after
 * the last.  Its texts are lent until the next is looked at or added. */
enum status rejects_next(struct rejects *, uint64_t *at, struct staged_reject *out, struct err *);

#endif
