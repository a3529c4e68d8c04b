/*
 * foreign.h - a file that no format takes: what it is by its first bytes, and what
 * to do about it (private to ingest).
 */
#ifndef THROUGHLINE_INGEST_FOREIGN_H
#define THROUGHLINE_INGEST_FOREIGN_H

#include <stddef.h>

/* The end of a sentence that begins with the file's name; NULL: nothing tells. */
const char *foreign_kind(const char *head, size_t n);

#endif
