/*
 * sorter.h - pairs of numbers in order, however many there are (private to ingest):
 * what does not fit in memory is sorted in parts, in a file without a name, and
 * merged.
 */
#ifndef THROUGHLINE_INGEST_SORTER_H
#define THROUGHLINE_INGEST_SORTER_H

#include <stddef.h>
#include <stdint.h>

#include "status.h"
#include "vec.h"

struct sorted { uint64_t key, at; };

struct sorter {
	struct sorted *item;  /* gathered; when sorting is over, what is left of each part */
	size_t n, most, next;
	int fd;               /* of the parts; -1: all fits */
	uint64_t written;     /* bytes in it */
	VEC(struct sorter_part) parts;
};
struct sorter_part { uint64_t at, end; struct sorted *item; size_t n, next; };

/* At most so many pairs in memory at once. */
void sorter_begin(struct sorter *, size_t most);
void sorter_done(struct sorter *);
enum status sorter_add(struct sorter *, uint64_t key, uint64_t at, struct err *);
/* No more come.  Then by key, those of one key by `at`; ST_NONE after the last. */
enum status sorter_sort(struct sorter *, struct err *);
enum status sorter_next(struct sorter *, struct sorted *, struct err *);

#endif
