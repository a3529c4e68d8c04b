/*
 * order.h - many things put in order by a number (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_ORDER_H
#define THROUGHLINE_LINKAGE_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ordered { uint64_t key; uint32_t at; };

/* Ascending by key; equal keys stay as they stood.  False: no memory. */
bool order_sort(struct ordered *, size_t n);

#endif
