/*
 * keys.h - the keys a record is found by (private to core): made here, kept by
 * the store, used by search and by the linker's blocking.
 *
 * A key is a letter for its kind, a colon and a folded text:
 *   n: folded name part      s: its sound             r: its nickname root
 *   d: birth date 1943-07-03 p: postcode without blank  t: phone digits
 *   N: NHS number            i: system=value of an other id   l: AGENCY:local_id, folded
 *   x: birth date | folded family | folded given (exact-name block)
 */
#ifndef THROUGHLINE_SEARCH_KEYS_H
#define THROUGHLINE_SEARCH_KEYS_H

#include "arena.h"
#include "model.h"
#include "status.h"

enum status keys_make(const struct record *, struct arena *, const char ***keys, size_t *n, struct err *);

#endif
