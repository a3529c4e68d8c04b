/*
 * keyed.h - the keys of records that come in, gathered and put together (private
 * to core): in order they cost the store a fraction.
 */
#ifndef THROUGHLINE_SEARCH_KEYED_H
#define THROUGHLINE_SEARCH_KEYED_H

#include "linkage/normal.h"
#include "store_people.h"
#include "vec.h"

struct keyed {
	struct txn *txn;
	struct arena *texts, *scratch;
	VEC(struct key_row) rows;
	struct keyed_part *parts; /* uthash: name parts whose spellings were gathered here already */
	struct arena *part_texts;
};

enum status keyed_begin(struct keyed *, struct txn *, struct err *);
void keyed_done(struct keyed *); /* also after a failure, and where it never began */

/* The record as it is stored now; changed: what only its former version had
 * becomes past.  Puts what was gathered when that is much. */
enum status keyed_add(struct keyed *, const struct record *, const struct normal *, bool changed,
	struct err *);
/* All of the record's keys become past: it is nobody's. */
enum status keyed_leave(struct keyed *, const struct record *, struct err *);
/* Puts the rest. */
enum status keyed_put(struct keyed *, struct err *);

/* Makes the keys of every record anew where a migration asked for it. */
struct session;
enum status keyed_keep(struct session *, struct err *);

#endif
