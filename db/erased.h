/*
 * erased.h - who was erased in one store is to stay away from another (private to db).
 */
#ifndef THROUGHLINE_DB_ERASED_H
#define THROUGHLINE_DB_ERASED_H

#include "arena.h"
#include "backup.h"
#include "inside.h"

/* What `from` keeps away `to` keeps away too, but for what `to` knew of and has let come again since. */
enum status erased_bring(struct store *to, const struct store *from, struct arena *, enum erased_told *, struct err *);

#endif
