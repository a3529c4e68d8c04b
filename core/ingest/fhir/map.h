/*
 * map.h - a table from text to things, for what refers to what in a run.
 *
 * Keys are copied, values are borrowed.  A map that is all zero is empty; free
 * it with fhir_map_done().
 */
#ifndef THROUGHLINE_INGEST_FHIR_MAP_H
#define THROUGHLINE_INGEST_FHIR_MAP_H

#include <stdbool.h>

struct fhir_map_entry;
struct fhir_map { struct fhir_map_entry *head; };

/* What is there for the key, or NULL. */
void *fhir_map_get(const struct fhir_map *, const char *key);
/* Sets or replaces; false when there is no memory. */
bool fhir_map_put(struct fhir_map *, const char *key, void *value);
void fhir_map_done(struct fhir_map *);

#endif
