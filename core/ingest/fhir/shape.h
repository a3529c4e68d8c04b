/*
 * shape.h - other releases of FHIR said in R4's words (private to the FHIR
 * format): R5's and STU3's names of elements, and one where a list is usual or a
 * list where one is.
 */
#ifndef THROUGHLINE_INGEST_FHIR_SHAPE_H
#define THROUGHLINE_INGEST_FHIR_SHAPE_H

#include <jansson.h>

/* What R4 calls a type of resource: a ReferralRequest is a ServiceRequest. */
const char *fhir_shape_type(const char *type);
/* Changes the resource, or as many of its members as are there; memory that lacks
 * leaves it as it was. */
void fhir_shape(json_t *resource, const char *type);

#endif
