/*
 * wide.h - memory for many small things that are looked at in no order (private to
 * linkage): in pages as large as the system has, where it lends them, or most looks
 * would wait for a page's place to be found.
 */
#ifndef THROUGHLINE_LINKAGE_WIDE_H
#define THROUGHLINE_LINKAGE_WIDE_H

#include <stddef.h>

/* Room for n things and one more, not cleared, on a boundary of 64 bytes; give it to
 * free().  NULL: no memory. */
void *wide_alloc(size_t n, size_t size);

#endif
