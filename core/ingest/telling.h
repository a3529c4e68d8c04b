/*
 * telling.h - what was gathered of events (retelling.h) brought together and told anew (private to
 * retold*.c).
 */
#ifndef THROUGHLINE_INGEST_TELLING_H
#define THROUGHLINE_INGEST_TELLING_H

#include "ingest/fold_rows.h"
#include "ingest/retelling.h"
#include "ingest/retold.h"

/* One event's rows, and what they tell together up to one import after another. */
struct telling {
	struct retelling *x;
	struct told_row *rows;
	size_t kept, *which, n, at; /* all of them; of the event; so many are told */
	struct event event;    /* by those */
	bool has_before;
};

/* Those that stay, in their order, and behind them those of the import that goes: how many stay. */
size_t telling_sort(struct retelling *);
/* The rows of these, and which are of one event; what several records told only where all of them are kin. */
enum status telling_rows(struct retelling *, size_t kept, struct told_row **);
enum status telling_of(struct retelling *, struct told_row *, size_t kept, size_t root, struct telling *);
/* What all of them tell. */
enum status telling_end(struct telling *, struct event *);
/* Replies to a request that is not there wait for it, and so does what takes back an event that is not. */
bool telling_is_answers(const struct telling *);
/* All that was gathered, in place of what is there. */
enum status telling_anew(struct retelling *, struct retold *);

#endif
