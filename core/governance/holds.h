/*
 * holds.h - whether something must not be erased (private to core).
 */
#ifndef THROUGHLINE_GOVERNANCE_HOLDS_H
#define THROUGHLINE_GOVERNANCE_HOLDS_H

#include "care/work.h"

/* Why none of these is erased, as the viewer may know it, in the arena; NULL in *out: no hold keeps any. */
enum status hold_read(const struct session *, const struct record *, size_t n, struct arena *, const char **out, struct err *);

#endif
