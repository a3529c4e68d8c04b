/*
 * xml.h - the parts of a workbook, element by element (private to workbook*.c).
 *
 * Names come without their prefixes.  A part that is not there, or that declares a document type, cannot be
 * read: no workbook does that.
 */
#ifndef THROUGHLINE_INGEST_XML_H
#define THROUGHLINE_INGEST_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "ingest/files/zipped.h"

struct xml {
	void (*begin)(void *arg, const char *name, const char **attributes);
	void (*end)(void *arg, const char *name);                  /* may be NULL */
	void (*text)(void *arg, const char *text, size_t n);       /* may be NULL; a text may come in pieces */
	void *arg;
	bool is_enough; /* set by any of these: no more is read */
};
enum status xml_read(zip_t *, int64_t part, const char *label, struct xml *, struct err *);
/* ST_FORMAT */
enum status xml_unreadable(const char *label, struct err *);
/* Lent for the call; NULL: it has none of that name. */
const char *xml_attribute(const char **attributes, const char *name);

#endif
