/*
 * parts.h - pure work shared out among threads (private to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_PARTS_H
#define THROUGHLINE_LINKAGE_PARTS_H

#include <stdbool.h>
#include <stddef.h>

enum { PART_THREADS = 2 };

/* Does one part of the work; thread says what of the caller's it may write to. */
typedef bool part_fn(void *arg, int thread, size_t from, size_t to);

/* All of 0 to n, in parts of that size that threads take as they come; one thread
 * where there is one core or little to do.  False: some part gave false. */
bool parts_run(size_t n, size_t part, part_fn *fn, void *arg);

#endif
