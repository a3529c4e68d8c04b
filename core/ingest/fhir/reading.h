/*
 * reading.h - the files of a FHIR run while they are read (private to the FHIR
 * format): what a document is made of, and what becomes of each resource in it.
 */
#ifndef THROUGHLINE_INGEST_FHIR_READING_H
#define THROUGHLINE_INGEST_FHIR_READING_H

#include "ingest/fhir/fhir.h"
#include "ingest/fhir/scan.h"

struct fhir_reading {
	struct fhir_state *state;
	struct origin origin;
	int64_t taken, bad; /* resources; lines that are none */
	struct fhir_map deleted; /* `Type/id` of what the file says was deleted → struct civil *, when */
	struct err *err;
};

/* offer.c: one resource, which is JSON, for now or for its part. */
enum status fhir_offer(struct fhir_reading *, struct span resource, const char *url);
enum status fhir_build(struct fhir_reading *, struct span resource, const char *url);
/* number.c: the resource is to know how its value is written; false: no memory. */
bool fhir_digits_keep(json_t *resource, struct span text);
/* NULL: there is nothing, or it is no JSON. */
json_t *fhir_parse(struct span);

/* document.c: a file whose path ends as lines do, or any other. */
enum status fhir_read_file(struct fhir_reading *, const char *path, bool is_lines);
/* A Bundle within another. */
enum status fhir_document_within(struct fhir_reading *, struct span);

/* The beginning of a file, past a byte order mark and blanks. */
const char *fhir_first_char(const char *head, size_t length, size_t *left);
bool fhir_is_xml(const char *text, size_t length);
bool fhir_contains(const char *text, size_t length, const char *word);

#endif
