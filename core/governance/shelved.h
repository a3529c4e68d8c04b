/*
 * shelved.h - records that are nobody's since what brought them was withdrawn (private to core):
 * found by nothing, yet kept, so that they can come back.
 */
#ifndef THROUGHLINE_GOVERNANCE_SHELVED_H
#define THROUGHLINE_GOVERNANCE_SHELVED_H

#include "arena.h"
#include "err.h"
#include "model.h"
#include "store.h"

/* Those of the same person as any of `own`, none of `own` among them: of the same NHS number or,
 * where one has none, of the same name and birth date.  Ascending, with their content, in the arena. */
enum status shelved_find(const struct store *, const struct record *own, size_t own_n, struct arena *,
	struct record **out, size_t *n, struct err *);

/* All that is kept of a person, or of a record that is nobody's: theirs, *own in number, then those
 * that shelved_find() finds. */
enum status shelved_with(const struct store *, int64_t person, struct arena *, struct record **out, size_t *n, size_t *own,
	struct err *);

/* AGENCY:local_id of one of them; ST_NONE: there is none of that address. */
enum status shelved_named(const struct store *, const char *address, struct arena *, int64_t *record, struct err *);

#endif
