/*
 * fhir.h - a Bundle being written (private to export); its words beyond FHIR's
 * are those of ingest/fhir/own.h.
 */
#ifndef THROUGHLINE_EXPORT_FHIR_H
#define THROUGHLINE_EXPORT_FHIR_H

#include "export.h"
#include "export/json.h"

struct bundle {
	struct session *session;
	struct json_making making;
	struct arena *arena;
	json_t *entries;
	const char **told; size_t told_n, told_room; /* codes of the agencies that are in it */
};

/* `urn:uuid:…` of what an agency calls so; "" where there is no memory, remembered. */
const char *bundle_urn(struct bundle *, const char *agency, const char *ref);
/* A new entry's resource, lent. */
json_t *bundle_entry(struct bundle *, const char *type, const char *urn);
/* The Organization's urn; it is put into the Bundle the first time. */
const char *bundle_agency(struct bundle *, const struct agency *);
/* {"reference": urn}, {"text": words}, put there; NULL is left out. */
void bundle_refer(struct bundle *, json_t *object, const char *key, const char *urn);
void bundle_words(struct bundle *, json_t *object, const char *key, const char *words);
/* The list of parts of an extension, and one part; a NULL value is left out. */
json_t *bundle_extension(struct bundle *, json_t *resource, const char *url);
void bundle_part(struct bundle *, json_t *extension, const char *name, const char *value);
/* How careful one is to be with it. */
void bundle_label(struct bundle *, json_t *resource, const char *sensitivity);

void fhir_record_put(struct bundle *, const struct record *, const char *first_urn);
void fhir_event_put(struct bundle *, const struct event *, const char *patient_urn);

#endif
