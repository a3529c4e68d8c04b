/* wide.c - memory in large pages. */
#include "linkage/wide.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { LARGE_PAGE = 1 << 21, LINE = 64, LARGE_LEAST = 4 }; /* fewer pages are not worth it */

void *wide_alloc(size_t n, size_t size)
{
	size_t unit, room;
	void *v;

	if (n > (SIZE_MAX - LARGE_PAGE) / size - 1)
		return NULL;
	room = (n + 1) * size;
	unit = room / LARGE_PAGE >= LARGE_LEAST ? LARGE_PAGE : LINE;
	room = (room + unit - 1) / unit * unit;
	v = aligned_alloc(unit, room);
#ifdef MADV_HUGEPAGE
	if (v && unit == LARGE_PAGE)
		madvise(v, room, MADV_HUGEPAGE); /* or not: it is the same memory */
#endif
	return v;
}
