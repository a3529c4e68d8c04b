/*
 * paths.h - the files of a run, in a fixed order (private to ingest).
 *
 * Paths are taken in the order given; a folder's files by bytes of their names,
 * folders after files, hidden ones left out, and no file twice.  An archive is a
 * folder of what is in it.
 */
#ifndef THROUGHLINE_INGEST_PATHS_H
#define THROUGHLINE_INGEST_PATHS_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "status.h"
#include "vec.h"

struct input {
	const char *path;
	const char *label; /* how rejects and notes call it: base name, or folder/base */
	bool is_found; /* met in a folder, not named by the worker */
	int64_t size;
};
struct inputs {
	VEC(struct input) list;
	int64_t bytes;
	int64_t bytes_within; /* a packed file is taken for a tenth of what it holds */
};

/* ST_FORMAT for a path that isn't there, cannot be read, or is neither file nor folder. */
enum status paths_walk(
	struct inputs *, const char *const *paths, size_t n, struct arena *, struct err *);

#endif
