/*
 * earlier.h - what workers said before between the records of two people (private
 * to linkage).
 */
#ifndef THROUGHLINE_LINKAGE_EARLIER_H
#define THROUGHLINE_LINKAGE_EARLIER_H

#include <stdint.h>

#include "arena.h"
#include "status.h"

struct session;

/* "GP:1 and ASC:1: separated by ann on 12 Nov 2025 because twins; undone by ben on
 * 13 Nov 2025", the newest first: links, separations and questions to an agency, in
 * force or not; not what only placed a record in a separation.  Both may be one person. */
enum status earlier_tell(const struct session *, int64_t person, int64_t other, struct arena *,
	const char ***out, size_t *n, struct err *);

#endif
