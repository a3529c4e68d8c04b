/*
 * moves.h - people whose record came with another postcode than in the file before of
 * the same agency.  Each is offered until somebody says what it is: a move, which is a
 * change of circumstances like any other and resets what was known, or a correction.
 * Offered by core.
 *
 * Nothing but the agency's records and what stands on the journey says whether a move
 * is offered, so a file taken back, a change written by hand and `undo` count at once.
 */
#ifndef THROUGHLINE_MOVES_H
#define THROUGHLINE_MOVES_H

#include "case.h"

struct written; /* writing.h */

struct move {
	int64_t record, person, agency;
	const char *address;   /* AGENCY:local_id, by which it is answered */
	const char *was, *now; /* postcodes as the agency sent them; "" where: */
	const char *who;       /* of somebody not opened, till it is said why one looks (access.h) this alone is told:
	                        * "Okafor, Grace (82), LS6 Leeds, lead j.obi"; else NULL */
	int32_t since, day;    /* when the one and the other came in first */
};
/* The newest first, at most so many; *total, which may be NULL, are all there are.
 * `is_look` writes the look to the audit. */
enum status moves_list(struct session *, bool is_look, size_t most, struct arena *,
	struct move **out, size_t *n, int64_t *total, struct err *);

/* What a worker says of the one that is offered for this record (AGENCY:local_id):
 * they moved, on that day (NULL: the day on which it came in), or it was put right.
 * Stands on the journey, and `undo` takes it back.  ST_NONE: none is offered for it. */
enum status move_taken(struct session *, const char *address, const char *on, struct arena *,
	struct written *, struct err *);
enum status move_corrected(struct session *, const char *address, struct arena *, struct written *,
	struct err *);

#endif
