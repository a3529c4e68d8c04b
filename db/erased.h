/*
 * erased.h - who was erased in one store is to stay away from another (private to db).
 */
#ifndef THROUGHLINE_DB_ERASED_H
#define THROUGHLINE_DB_ERASED_H

#include "arena.h"
#include "inside.h"

/* What `from` keeps away `to` keeps away too.  !*was_read: what `from` says cannot be read. */
enum status erased_bring(struct store *to, const struct store *from, struct arena *, bool *was_read, struct err *);

#endif
