/* formats.h - the table of formats (private to ingest). */
#ifndef THROUGHLINE_INGEST_FORMATS_H
#define THROUGHLINE_INGEST_FORMATS_H

#include "ingest/batch.h"

#define FORMATS_COUNT 7

const struct format *format_at(size_t i);
int format_find(const char *name); /* -1: no such format */
/* "csv, fhir"; the word before the last may be another: "csv or fhir". */
#define FORMAT_NAMES_ROOM 128
void format_names(const char *before_last, char out[static FORMAT_NAMES_ROOM]);
/* Something of these, "csv, fhir", may be told of in parts; names: NULL of none. */
bool formats_tell_parts(const char *names);
int format_recognise(struct batch *, const char *path, const char *head, size_t length); /* -1: none of them */

#endif
