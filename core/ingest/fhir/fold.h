/*
 * fold.h - the parts of assessments while they are joined (private to
 * fold.c, which joins them, and groups.c, which makes events of them).
 */
#ifndef THROUGHLINE_INGEST_FHIR_FOLD_H
#define THROUGHLINE_INGEST_FHIR_FOLD_H

#include "ingest/fhir/fhir.h"

#define NO_PART SIZE_MAX

struct part {
	struct fhir_resource *r;
	struct fhir_agency *agency;
	size_t joined;  /* towards the root of those that are one event */
	size_t panel;   /* it is a member of, or NO_PART */
	size_t into;    /* the part whose instrument takes this one's in, or NO_PART */
	size_t next;    /* of the same person and instrument, or NO_PART */
	bool silent;    /* gives the event no time */
};
struct folding {
	struct fhir_state *state;
	VEC(struct part) part;
	struct fhir_map by_day, by_kind; /* → part + 1, as a pointer */
};

size_t fold_root(struct folding *, size_t part);
/* The events, in the arena; false when there is no memory. */
bool fold_groups(struct folding *, struct fhir_group **out, size_t *n);

#endif
