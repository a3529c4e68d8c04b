/*
 * own.h - the words of Throughline's own Bundles (private to core): written
 * by export, read back by ingest.
 *
 * FHIR has no place for much of what an event or a record says (domains, depth,
 * what it reuses).  So each resource carries an extension with one part for each
 * field, named as in events.csv and people.csv, that the resource itself cannot
 * give back.  What the resource can say it says, and is read from there.
 */
#ifndef THROUGHLINE_INGEST_FHIR_OWN_H
#define THROUGHLINE_INGEST_FHIR_OWN_H

#include "ingest/fhir/fhir.h"

#define FHIR_OWN_EVENT "urn:throughline:event"     /* extension of an event */
#define FHIR_OWN_RECORD "urn:throughline:record"   /* … of a Patient */
#define FHIR_OWN_AGENCY "urn:throughline:agency"   /* system of an Organization's identifier: its code */
#define FHIR_OWN_SECTOR "urn:throughline:sector"   /* … of its type */
#define FHIR_OWN_INSTRUMENT "urn:throughline:instrument"
#define FHIR_OWN_KIND "kind"
#define FHIR_OWN_STATUS "status"

/* Fields that the resource itself may give back; the others are the extension's alone. */
bool fhir_own_record_gives(enum record_field);
bool fhir_own_event_gives(size_t text); /* its number among EVENT_TEXTS */

/* Reading: what the extension says in place of, or beside, what was read. */
void fhir_own_patient(struct fhir_state *, json_t *, struct fhir_resource *);
void fhir_own_event(struct fhir_state *, json_t *, struct fhir_resource *);
bool fhir_own_is(const json_t *resource, const char *url);
/* The event of a resource that says which it is; ST_NONE where it was set aside. */
enum status fhir_own_fill(struct fhir_state *, const struct fhir_resource *, struct event *, struct err *);

#endif
