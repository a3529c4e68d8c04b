/* formats.h - the table of formats (private to ingest). */
#ifndef THROUGHLINE_INGEST_FORMATS_H
#define THROUGHLINE_INGEST_FORMATS_H

#include "ingest/batch.h"

#define FORMATS_COUNT 2

const struct format *format_at(size_t i);
int format_find(const char *name); /* -1: no such format */
int format_recognise(const char *path, const char *head, size_t length); /* -1: none of them */

#endif
