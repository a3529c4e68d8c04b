/*
 * scan.h - finds the members of a JSON object and the items of an array
 * without building them: a Bundle is read one resource at a time, and what is
 * not wanted is passed over ten times as fast as it could be parsed.
 */
#ifndef THROUGHLINE_INGEST_FHIR_SCAN_H
#define THROUGHLINE_INGEST_FHIR_SCAN_H

#include <stdbool.h>
#include <stddef.h>

struct span { const char *at; size_t length; };

/* Over one value from *at on: moves *at past it and gives its span.  False when
 * it is cut short or no JSON (the rules of RFC 8259; \u escapes are left to the parser). */
bool scan_value(const char **at, const char *end, struct span *out);

bool span_is(struct span, const char *text);

/* Steps through `{ … }` or `[ … ]`: start with scan_open(), then scan_next()
 * until it gives SCAN_END.  Keys come without their quotes, as written. */
enum scan_step { SCAN_ITEM, SCAN_END, SCAN_BROKEN };
struct scan { const char *at, *end; char close; bool first; };
bool scan_open(struct scan *, struct span value, char open);
enum scan_step scan_next(struct scan *, struct span *key, struct span *value);

#endif
