/*
 * judging.h - everybody's findings, from the store.
 */
#ifndef THROUGHLINE_JUDGING_H
#define THROUGHLINE_JUDGING_H

#include "duplicates.h"
#include "store_findings.h"

/* All findings by the rule, of everybody, by person, event and kind, in the arena.  Reads
 * what the store keeps for it (gist.h), in one pass, with another thread where there is
 * much; takes some 150 bytes of memory for each event that the rule reads, until it
 * returns. */
enum status judge_everyone(const struct store *, const struct rule *, struct arena *,
	struct person_finding **out, size_t *n, struct err *);

#endif
