/*
 * told.h - whether resources are wanted, remembered by the bytes that tell it
 * (private to ingest): few codes are sent, each of them very often.
 */
#ifndef THROUGHLINE_INGEST_FHIR_TOLD_H
#define THROUGHLINE_INGEST_FHIR_TOLD_H

#include "ingest/fhir/scan.h"

struct fhir_told; /* holds the last of each thousand or so; never grows beyond that */

struct fhir_told *fhir_told_new(void); /* NULL: no memory; the functions below take that */
void fhir_told_free(struct fhir_told *);

enum { FHIR_TOLD_BY = 3 };
/* *unwanted as it was put for exactly these bytes (a span may be empty); false: not known. */
bool fhir_told_get(const struct fhir_told *, const struct span by[static FHIR_TOLD_BY], const char **unwanted);
/* `unwanted` is not copied: it must live as long. */
void fhir_told_put(struct fhir_told *, const struct span by[static FHIR_TOLD_BY], const char *unwanted);

#endif
