/*
 * cut.h - pairs and their people without what does not exist for the viewer (private to
 * linkage).
 */
#ifndef THROUGHLINE_LINKAGE_CUT_H
#define THROUGHLINE_LINKAGE_CUT_H

#include "linkage.h"

/* Of people of whom something is kept from the viewer: their records without those, and
 * no reasons, which may tell of them. */
enum status preview_cut(const struct session *, struct link_preview *, struct arena *, struct err *);
/* What the linker made of two records as the viewer is told it: where not all of both is seen, the reason without
 * what it says of their homes and contacts, and no weight (NAN), which counts these. */
enum status link_cut(const struct session *, int64_t a, int64_t b, double *weight, const char **reason, struct arena *,
	struct err *);
/* Both records exist for the viewer, and nobody's whereabouts are hidden. */
enum status pair_is_seen(const struct session *, int64_t a, int64_t b, bool *is, struct err *);

#endif
