/*
 * explain.h - a pair, field by field, without a row in the audit (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_EXPLAIN_H
#define THROUGHLINE_LINKAGE_EXPLAIN_H

#include "linkage.h"

enum status pair_fill(struct session *, const struct record *a, const struct record *b,
	struct arena *, struct pair_explained *out, struct err *);

#endif
