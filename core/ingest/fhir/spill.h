/*
 * spill.h - resources of a run that is too big for memory, kept in a file by
 * parts: what concerns one person is in one part (private to the FHIR format).
 *
 * Whom a resource concerns is told by its reference: an id puts it into its part
 * at once.  A reference by identifier, by a made-up `urn:`, or by nothing but the
 * request it is based on waits until all is read, for then it is known who that is.
 */
#ifndef THROUGHLINE_INGEST_FHIR_SPILL_H
#define THROUGHLINE_INGEST_FHIR_SPILL_H

#include "ingest/fhir/fhir.h"
#include "ingest/fhir/scan.h"

/* A resource as far as it was looked at: members as they are written. */
struct fhir_look {
	struct span type, id, code, category, extension;
	struct span subject;      /* or patient, for */
	struct span based_on;     /* or focus */
	struct span identifier, link, contained;
};

/* For files of so many bytes; NULL where that is few enough to do without, and
 * where there is no memory. */
#define FHIR_SPILL_FROM ((int64_t)32 << 20)
struct fhir_spill *fhir_spill_new(int64_t bytes);
void fhir_spill_free(struct fhir_spill *); /* NULL is fine */

enum status fhir_spill_put(struct fhir_state *, const struct fhir_look *, struct span resource,
	const char *url, struct origin, struct err *);
/* All is read: what waited goes to its part. */
enum status fhir_spill_settle(struct fhir_state *, struct err *);
size_t fhir_spill_parts(const struct fhir_spill *);
/* The resources of a part in the order they came, once; the text is lent for the call. */
typedef enum status fhir_spill_fn(void *arg, struct span text, const char *url, struct origin, struct err *);
enum status fhir_spill_each(struct fhir_spill *, size_t part, fhir_spill_fn *give, void *arg, struct err *);

/* The group of a Patient: one of its own, or that of those who are said to be one
 * person, whatever parts they are in. */
int64_t fhir_spill_group(struct fhir_state *, const struct fhir_resource *patient);

#endif
